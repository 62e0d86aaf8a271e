package redact

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"guvoh/export/leak"
	"guvoh/model"
	"guvoh/model/names"
)

// span is a stretch of a text that goes, and what stands in its place.
type span struct {
	start, end int
	with       string
	reason     Reason
	who        int // of redactor.people; -1 for what is no name
}

// spot is the field that a text stands in.
type spot struct {
	record model.Record
	field  string
}

// attempts is how often a text is gone over: taking one thing out may bring two
// others together.
const attempts = 4

// clean gives a text without its secrets, and why it was changed; no reasons
// when it was not.
func (r *redactor) clean(at spot, text string) (string, []Reason) {
	if strings.TrimSpace(text) == "" {
		return text, nil
	}
	var reasons []Reason
	out := text
	for range attempts {
		spans := r.spans(at, out)
		if len(spans) == 0 {
			break
		}
		out = replaced(out, spans)
		for _, s := range spans {
			if !slices.Contains(reasons, s.reason) {
				reasons = append(reasons, s.reason)
			}
		}
	}
	if leak.Refuses(r.search.Text("", out)) { // it is written so that we cannot take it apart
		if out = norm.NFKC.String(out); !leak.Refuses(r.search.Text("", out)) {
			return out, append(reasons, HoldsName)
		}
		return r.words.Mark(MarkText), append(reasons, NotSeparable)
	}
	r.leftOvers(at, out)
	return out, reasons
}

func replaced(text string, spans []span) string {
	var b strings.Builder
	last := 0
	for _, s := range spans {
		b.WriteString(text[last:s.start])
		b.WriteString(s.with)
		last = s.end
	}
	b.WriteString(text[last:])
	return b.String()
}

// spans finds everything in a text that goes, in order, without overlaps.
func (r *redactor) spans(at spot, text string) []span {
	spans := r.nameSpans(at, text)
	for _, p := range r.search.Places(text) {
		if s := r.secrets[p.Secret]; s.Sort != leak.Name {
			p.Start -= series(text[:p.Start], s)
			spans = append(spans, r.secretSpan(p, s))
		}
	}
	for _, rule := range Rules {
		if _, on := r.plan.rule(rule.ID); !on || rule.Does != Masks {
			continue
		}
		for _, m := range rule.Text.FindAllStringSubmatchIndex(text, -1) {
			spans = append(spans, span{start: m[2], end: m[3], with: r.words.Mark(rule.Mark), reason: LeadsThere, who: -1})
		}
	}
	slices.SortStableFunc(spans, func(a, b span) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end), cmp.Compare(b.who, a.who))
	})
	return apart(spans)
}

// apart makes one of spans that overlap: of those that begin first the longest
// says what stands there, and none of what any of them hides is left.
func apart(spans []span) []span {
	var out []span
	for _, s := range spans {
		if n := len(out) - 1; n >= 0 && s.start < out[n].end {
			out[n].end = max(out[n].end, s.end)
			continue
		}
		out = append(out, s)
	}
	return out
}

var seriesBefore = regexp.MustCompile(`(?:^|[^\p{L}])(\p{Lu}{1,4}[\s№-]{0,3})$`)

// series gives how many bytes the letters before the digits of a document take.
func series(before string, s leak.Secret) int {
	if s.Sort != leak.Number || !strings.ContainsFunc(s.Text, unicode.IsLetter) {
		return 0
	}
	if m := seriesBefore.FindStringSubmatch(before); m != nil {
		return len(m[1])
	}
	return 0
}

// secretSpan says what stands in place of a secret that is no name.
func (r *redactor) secretSpan(p leak.Place, s leak.Secret) span {
	of := r.secretOf[p.Secret]
	out := span{start: p.Start, end: p.End, reason: HoldsAddress, with: r.words.Mark(MarkAddress), who: -1}
	switch s.Sort {
	case leak.Number:
		out.reason, out.with = HoldsNumber, r.words.Mark(MarkNumber)
	case leak.Day:
		out.reason, out.with = HoldsDate, s.Date.Earliest[:4]
	case leak.Words:
		if r.isName(of, s) {
			out.reason, out.with = HoldsName, r.tokenOf[of]
		}
	}
	return out
}

// isName tells whether words are what somebody or something is called.
func (r *redactor) isName(of model.ID, s leak.Secret) bool {
	x, _ := r.s.Get(of)
	switch x.Kind {
	case "place":
		return s.Text != x.Text("address") && s.Text != x.Text("latitude") && s.Text != x.Text("longitude")
	case "person":
		return s.Text == x.Text("pseudonym") || slices.ContainsFunc(r.s.Rows("person_name", of), func(n model.Record) bool { return n.Text("text") == s.Text })
	}
	return x.Kind == "organisation"
}

// nameSpans finds the names of the hidden, and what each place says instead.
func (r *redactor) nameSpans(at spot, text string) []span {
	found := r.finder.Find(text)
	var out []span
	for i, f := range found {
		switch {
		case f.Doubtful:
			r.warnOf(CommonWord, at, r.people[f.Who].record.ID)
			continue
		case r.onlyFather(f) && besideName(text, f.Start, f.End):
			continue // the father's name of somebody else
		case f.Small:
			r.warnOf(SmallLetters, at, r.people[f.Who].record.ID)
		}
		h := &r.people[f.Who]
		with := h.token
		if ambiguous(found, i) {
			with = r.words.Mark(MarkName)
		} else if h.record.Kind == "person" && !r.hasFamily(f) && familyFollows(text, f.End) {
			r.warnOf(BesideOther, at, h.record.ID)
		}
		c := f.Male
		if h.female {
			c = f.Female
		}
		switch {
		case f.Suffix != "":
			with += plainSuffix(f.Suffix)
		case c != names.Nominative && h.record.Kind == "person":
			with = r.words.InCase(with, c)
		}
		out = append(out, span{start: f.Start, end: f.End, with: with, reason: HoldsName, who: f.Who})
	}
	return out
}

// ambiguous tells whether a place may be the name of somebody else as well.
func ambiguous(found []names.Found, i int) bool {
	for j, g := range found {
		if j != i && !g.Doubtful && g.Who != found[i].Who && g.Start == found[i].Start && g.End == found[i].End {
			return true
		}
	}
	return false
}

// onlyFather tells whether nothing of a name is there but the father's.
func (r *redactor) onlyFather(f names.Found) bool {
	return !slices.ContainsFunc(f.Patterns, func(p int) bool { return !r.weak[p] })
}

// hasFamily tells whether the family name is there.
func (r *redactor) hasFamily(f names.Found) bool {
	return slices.ContainsFunc(f.Patterns, func(p int) bool {
		for _, w := range wordsOf(r.patterns[p].Text) {
			for _, part := range r.people[f.Who].parts {
				if part.role == family && strings.EqualFold(part.word, w) {
					return true
				}
			}
		}
		return false
	})
}

var (
	familyAfter = regexp.MustCompile(`^\s+\p{Lu}\p{L}+(?:ов|ев|ёв|ин|ова|ева|ёва|ина|ский|ская|ov|ev|in|ova|eva|ina|sky|skiy)(?:а|у|ым|е|ой|ning|ni|ga|da|dan)?(?:[^\p{L}]|$)`)
	nameAfter   = regexp.MustCompile(`^\s+\p{Lu}\p{Ll}`)
	nameBefore  = regexp.MustCompile(`\p{Lu}\p{Ll}+\s+$`)
)

func familyFollows(text string, end int) bool { return familyAfter.MatchString(text[end:]) }

// besideName tells whether words with capitals stand before and after.
func besideName(text string, start, end int) bool {
	from := max(0, start-60)
	for from < start && !utf8.RuneStart(text[from]) {
		from++
	}
	return nameBefore.MatchString(text[from:start]) && nameAfter.MatchString(text[end:])
}

// plainSuffix gives an ending as it stands behind a token: its first sound
// follows the last of the name, and would tell it.
func plainSuffix(s string) string {
	head := ""
	if c, n := utf8.DecodeRuneInString(s); !unicode.IsLetter(c) {
		head, s = s[:n], s[n:]
	}
	for _, pair := range [][2]string{{"ka", "ga"}, {"qa", "ga"}, {"ta", "da"}, {"ка", "га"}, {"қа", "га"}, {"та", "да"}} {
		if rest, ok := strings.CutPrefix(s, pair[0]); ok {
			return head + pair[1] + rest
		}
	}
	return head + s
}

// leftOvers warns of what a text may tell besides.
func (r *redactor) leftOvers(at spot, text string) {
	if _, on := r.plan.rule("occupation"); on {
		for _, i := range r.told(text) {
			t := r.tells[i]
			r.warn(Warning{Code: LeftOver, Record: at.record.ID, Kind: at.record.Kind, Field: at.field, Rule: t.rule, Other: t.of})
		}
	}
	for _, rule := range Rules {
		if _, on := r.plan.rule(rule.ID); on && rule.Does == Warns && rule.Text != nil && rule.Text.MatchString(text) {
			r.warn(Warning{Code: LeftOver, Record: at.record.ID, Kind: at.record.Kind, Field: at.field, Rule: rule.ID})
		}
	}
}

func (r *redactor) warnOf(code WarningCode, at spot, who model.ID) {
	r.warn(Warning{Code: code, Record: at.record.ID, Kind: at.record.Kind, Field: at.field, Other: who})
}

// warn says something once.
func (r *redactor) warn(w Warning) {
	if !r.warned[w] {
		r.warned[w] = true
		r.result.Warnings = append(r.result.Warnings, w)
	}
}

// withhold notes what was taken out, once.
func (r *redactor) withhold(x model.Record, field string, why Reason) {
	e := Entry{Record: x.ID, Kind: x.Kind, Field: field, Reason: why}
	if !r.noted[e] {
		r.noted[e] = true
		r.result.Withheld = append(r.result.Withheld, e)
	}
}
