package doc

import "strings"

// Text is running text in spans of one look each. A line feed inside it is a
// line break.
type Text []Span

// Style is a set of looks.
type Style uint8

// The looks of a span. They combine.
const (
	Bold   Style = 1 << iota
	Italic       //
	Mono         // fixed width, for file names and digests
	Grey         // secondary
	Small        // one step smaller
	Badge        // a short tag set off from the text, such as "no source recorded"
)

// Span is a stretch of text of one look.
type Span struct {
	Text  string
	Style Style
	Lang  string // language of the span where it differs from its surroundings

	// Link is an anchor of this document that the span leads to, or a web
	// address when it starts with http:// or https://.
	Link string
	// Ref prints a number of what Link names in place of Text.
	Ref Ref
	// Note is a footnote called at the end of the span.
	Note *Footnote
}

// Ref says which number of a link's target is printed.
type Ref uint8

// The kinds of reference.
const (
	NoRef     Ref = iota
	RefPage       // the printed page number
	RefNumber     // the number of the section or numbered paragraph
)

// Footnote is a note printed at the foot of the page that calls it.
type Footnote struct {
	Text Text
}

// Plain returns text of one span without any special look.
func Plain(s string) Text { return Text{{Text: s}} }

// Styled returns a span of the given look.
func Styled(s string, style Style) Span { return Span{Text: s, Style: style} }

// Link returns a span that leads to an anchor of the document or to a web
// address.
func Link(s, target string) Span { return Span{Text: s, Link: target} }

// PageRef returns the number of the page on which the anchor stands. The words
// around it ("(p. ", ")") are spans of their own, so that a document without
// pages can leave them out, too: see [Text.Unpaged].
func PageRef(anchor string) Span { return Span{Link: anchor, Ref: RefPage} }

// NumberRef returns the number of the section or numbered paragraph that holds
// the anchor.
func NumberRef(anchor string) Span { return Span{Link: anchor, Ref: RefNumber} }

// Note returns the call of a footnote, to be placed after the word it is about.
func Note(text ...Span) Span { return Span{Note: &Footnote{Text: text}} }

// Digest returns a digest in fixed width, in groups of eight so that an eye can
// compare it.
func Digest(hex string) Span { return Span{Text: Grouped(hex), Style: Mono} }

// Grouped returns s with a space after every eighth character.
func Grouped(s string) string {
	var b strings.Builder
	n := 0
	for _, r := range s {
		if n > 0 && n%8 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		n++
	}
	return b.String()
}

// IsWeb reports whether a link leads out of the document.
func IsWeb(link string) bool {
	return strings.HasPrefix(link, "http://") || strings.HasPrefix(link, "https://")
}

// String returns the text without looks, notes or numbers of references.
func (t Text) String() string {
	var b strings.Builder
	for _, s := range t {
		b.WriteString(s.Text)
	}
	return b.String()
}

// Unpaged returns the text without numbers of pages and the brackets around
// them, for what is printed on no pages.
func (t Text) Unpaged() Text {
	var out Text
	for i := 0; i < len(t); i++ {
		if t[i].Ref != RefPage {
			out = append(out, t[i])
			continue
		}
		if last := len(out) - 1; last >= 0 && strings.ContainsAny(out[last].Text, "([") {
			out[last].Text = strings.TrimRight(out[last].Text[:strings.LastIndexAny(out[last].Text, "([")], " ")
		}
		for i+2 < len(t) && t[i+2].Ref == RefPage && !strings.ContainsAny(t[i+1].Text, ")]") { // several pages in one bracket
			i += 2
		}
		if i+1 < len(t) {
			if _, after, found := strings.Cut(strings.Replace(t[i+1].Text, "]", ")", 1), ")"); found {
				i++
				rest := t[i]
				rest.Text = after
				out = append(out, rest)
			}
		}
	}
	return out
}

// Empty reports whether the text would print nothing.
func (t Text) Empty() bool {
	for _, s := range t {
		if strings.TrimSpace(s.Text) != "" || s.Ref != NoRef || s.Note != nil {
			return false
		}
	}
	return true
}
