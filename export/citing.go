package export

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"guvoh/export/doc"
	"guvoh/export/profile"
)

// citing finds in a text the words by which exhibits are cited: "Ex. 7",
// "Exhibit 7", "Annexes 4 and 5", "7-ilova".
type citing struct {
	any     *regexp.Regexp // what may be a number
	label   *regexp.Regexp // what begins a citation, up to the number
	several *regexp.Regexp // a label that stands for several exhibits
	number  *regexp.Regexp // a number, at the beginning of what is left
	joined  *regexp.Regexp // what may stand between two numbers
	behind  *regexp.Regexp // a number before its label; nil where it stands behind
	foreign *regexp.Regexp // what follows on the annex of another document
	page    *regexp.Regexp // what follows on a citation and names a page in the exhibit
}

// citing makes the finder for the document's language out of its words.
func (b *builder) citing() *citing {
	number := `[0-9]{1,4}`
	if b.p.Exhibits.Scheme == "letter" {
		number = `[A-Z]{1,2}`
	}
	all := anyOf(b.citingWords())
	pages := anyOf(longestFirst(strings.Split(b.w.T("dossier.exhibit.page_words"), "|")))
	return &citing{
		any:     regexp.MustCompile(number),
		several: regexp.MustCompile(`(?i)^` + anyOf(strings.Split(b.w.T("dossier.exhibit.several"), "|")) + `\PL*$`),
		label:   regexp.MustCompile(`(?i)` + all + `[\s\x{00A0}]*(?:№|nos?\.|nr\.)?[\s\x{00A0}]*$`),
		number:  regexp.MustCompile(`^` + number + `(?:[TТ][0-9]{0,2})?`),
		joined:  regexp.MustCompile(`^(?:,?[\s\x{00A0}]+(?:` + b.w.T("dossier.exhibit.and") + `)[\s\x{00A0}]+|[–-])`),
		behind:  regexp.MustCompile(`(?i)^-` + all),
		foreign: regexp.MustCompile(`(?i)^[\s\x{00A0}]+(?:` + b.w.T("dossier.exhibit.of_other") + `)[\s\x{00A0}]`),
		page: regexp.MustCompile(`(?i)^,?[\s\x{00A0}]+(?:` + pages + `[\s\x{00A0}]*([0-9]{1,4})(?:[-–][0-9]{1,4})?` +
			`|([0-9]{1,4})(?:[-–][0-9]{1,4})?-` + pages + `\pL*)`),
	}
}

// anyOf matches any of the words; a star in one stands for any ending.
func anyOf(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = strings.ReplaceAll(regexp.QuoteMeta(w), `\*`, `\pL*`)
	}
	return `(?:` + strings.Join(quoted, "|") + `)`
}

// citingWords are the label of the profile and the words that mean the same.
func (b *builder) citingWords() []string {
	label := strings.ToLower(b.p.Exhibits.Label.In(b.w.Lang()))
	for _, family := range strings.Split(b.w.T("dossier.exhibit.words"), ";") {
		words := strings.Split(family, "|")
		if slices.ContainsFunc(words, func(w string) bool { return strings.TrimSuffix(label, ".") == strings.TrimRight(w, ".*") }) {
			return longestFirst(append(words, label))
		}
	}
	return []string{label}
}

func longestFirst(words []string) []string {
	slices.SortFunc(words, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return slices.Compact(words)
}

// citation is one number in a text that cites an exhibit.
type citation struct {
	from, to int // the words that become the link
	cite     string
	page     int // of the exhibit; 0 for none
	end      int // of the words that name the page
}

// all finds the citations of a text.
func (c *citing) all(s string) []citation {
	var out []citation
	for at, last := 0, 0; at < len(s); {
		m := c.any.FindStringIndex(s[at:])
		if m == nil {
			break
		}
		found := c.at(s, last, at+m[0])
		at += m[1]
		if n := len(found) - 1; n >= 0 {
			c.paged(s, &found[n])
			out = append(out, found...)
			last = found[n].end
			at = last
		}
	}
	return out
}

// at tells which exhibits are cited by the number that begins there. What
// stands before the limit belongs to something else already.
func (c *citing) at(s string, limit, from int) []citation {
	cite, end := c.numberAt(s, from)
	if cite == "" {
		return nil
	}
	if tail := s[end:]; strings.HasPrefix(tail, "-") {
		if m := c.behind.FindString(tail); m != "" && !letterAfter(s, end+len(m)) {
			return []citation{{from: from, to: end + len(m), cite: cite}}
		}
		return nil
	}
	before := s[max(limit, from-40):from]
	m := c.label.FindStringIndex(before)
	if m == nil || letterBefore(s, from-len(before)+m[0]) || c.foreign.MatchString(s[end:]) || !endsThere(s, end) {
		return nil
	}
	out := []citation{{from: from - len(before) + m[0], to: end, cite: cite}}
	for { // "Annexes 4 and 5"
		gap := c.joined.FindString(s[end:])
		if gap == "" || !c.several.MatchString(before[m[0]:]) {
			return out
		}
		next, to := c.numberAt(s, end+len(gap))
		if next == "" || !endsThere(s, to) {
			return out
		}
		out = append(out, citation{from: end + len(gap), to: to, cite: next})
		end = to
	}
}

// paged reads the page that a citation names: "Annex 4, p. 37", "4-ilova,
// 37-bet".
func (c *citing) paged(s string, x *citation) {
	x.end = x.to
	m := c.page.FindStringSubmatchIndex(s[x.to:])
	if m == nil {
		return
	}
	for i := 2; i < len(m); i += 2 {
		if m[i] >= 0 && !letterAfter(s, x.to+m[1]) {
			x.page, _ = strconv.Atoi(s[x.to+m[i] : x.to+m[i+1]])
			x.end = x.to + m[1]
		}
	}
}

// numberAt reads the number that begins there, with its T in Latin.
func (c *citing) numberAt(s string, from int) (cite string, end int) {
	cite = c.number.FindString(s[from:])
	end = from + len(cite)
	if cite == "" || letterAfter(s, end) {
		return "", from
	}
	return strings.ReplaceAll(cite, "Т", "T"), end
}

func letterAfter(s string, at int) bool {
	r, _ := utf8.DecodeRuneInString(s[at:])
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func letterBefore(s string, at int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:at])
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// endsThere tells whether a number is whole: not the beginning of 4/2014, 4.2.
func endsThere(s string, at int) bool {
	tail := s[at:]
	if strings.HasPrefix(tail, "/") {
		return false
	}
	return !strings.HasPrefix(tail, ".") || !letterAfter(s, at+1) || len(tail) == 1
}

// cited gives a text in which each citation of an exhibit leads to it and says
// on which page it stands.
func (b *builder) cited(s string) doc.Text {
	if b.annexes.find == nil {
		return doc.Plain(s)
	}
	var t doc.Text
	at := 0
	for _, c := range b.annexes.find.all(s) {
		e := b.annexes.by[c.cite]
		if e == nil {
			f := Of(UnknownExhibit, b.section.Name())
			f.Detail = b.exhibitName(c.cite)
			b.findings = append(b.findings, f)
			continue
		}
		e.cited = true
		if c.from > at {
			t = append(t, doc.Span{Text: s[at:c.from]})
		}
		target, inside := b.pageTarget(e, c.page), inBrackets(s[:c.from])
		at = c.to
		if target != anchor(e.evidence.ID) { // the number of the page belongs to what leads there
			at, inside = c.end, true
		}
		t = append(t, doc.Link(s[c.from:at], target))
		t = append(t, b.pagesOfExhibit([]string{target}, inside)...)
	}
	if at < len(s) {
		t = append(t, doc.Span{Text: s[at:]})
	}
	return t
}

// inBrackets tells whether a text ends inside brackets. One that was opened
// more than a sentence ago was forgotten by whoever wrote; and looking no
// further keeps a long text with many citations quick.
func inBrackets(s string) bool {
	const sentence = 400
	s = s[max(0, len(s)-sentence):]
	return strings.LastIndex(s, "(") > strings.LastIndex(s, ")")
}

// pageTarget gives the anchor of a page of an exhibit; that of its first where
// none is named, and where that page is not enclosed, which is reported.
func (b *builder) pageTarget(e *exhibit, page int) string {
	first := anchor(e.evidence.ID)
	if page == 0 || b.annexes.home != "exhibits" {
		return first
	}
	sheets := b.sheets(e)
	for _, s := range sheets {
		if s.Page == page {
			return doc.SheetAnchor(first, page)
		}
	}
	if page > 1 || len(sheets) > 0 { // what has no pages of its own has one
		f := Of(NoSuchPage, b.section.Name())
		f.Detail = e.name + ", " + b.w.T("dossier.page_before") + strconv.Itoa(page) + b.w.T("dossier.page_after")
		b.findings = append(b.findings, f)
	}
	return first
}

// pagesOfExhibit says on which pages of this file what is cited of an exhibit
// stands; nothing when the exhibit is only listed.
func (b *builder) pagesOfExhibit(targets []string, inside bool) doc.Text {
	if b.annexes.home == "documents" || b.annexes.home == "" {
		return nil
	}
	open, shut := " (", ")"
	if inside {
		open, shut = " [", "]"
	}
	t := doc.Text{{Text: open + b.w.T("dossier.page_before")}}
	for i, target := range targets {
		if i > 0 {
			t = append(t, doc.Span{Text: b.w.T("dossier.page_after") + ", " + b.w.T("dossier.page_before")})
		}
		t = append(t, doc.PageRef(target))
	}
	return append(t, doc.Span{Text: b.w.T("dossier.page_after") + shut})
}

// uncited reports the exhibits that nothing in the text cites.
func (b *builder) uncited() {
	argues := false
	b.p.All(func(s profile.Section) {
		argues = argues || slices.Contains([]string{"narrative", "complaints", "form"}, s.Type)
	})
	if !argues {
		return
	}
	for _, e := range b.annexes.list {
		if e.cited || e.original != nil && e.original.cited {
			continue
		}
		f := About(NotCited, e.row, "")
		if e.row.ID.IsZero() {
			f = About(NotCited, e.evidence, "")
		}
		f.Detail = e.name
		b.findings = append(b.findings, f)
	}
}
