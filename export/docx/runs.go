package docx

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/bidi"

	"guvoh/export/doc"
)

// runs prints the spans of a text.
func (p *printer) runs(t doc.Text) string {
	var b strings.Builder
	for _, s := range t.Unpaged() {
		if s.Ref == doc.RefNumber {
			s.Text = p.n.Anchors[s.Link]
		}
		run := p.run(s)
		switch {
		case run == "":
		case doc.IsWeb(s.Link):
			run = fmt.Sprintf(`<w:hyperlink r:id="l%d" w:history="1">%s</w:hyperlink>`, p.link(s.Link), run)
		case s.Link != "":
			run = fmt.Sprintf(`<w:hyperlink w:anchor="a%d" w:history="1">%s</w:hyperlink>`, p.anchor(s.Link), run)
		}
		b.WriteString(run)
		if s.Note != nil {
			fmt.Fprintf(&b, `<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="%d"/></w:r>`, p.call(s.Note))
		}
	}
	return b.String()
}

// run prints one span; a line feed in it breaks the line.
func (p *printer) run(s doc.Span) string {
	if s.Text == "" {
		return ""
	}
	var b strings.Builder
	b.WriteString("<w:r>" + look(s) + `<w:t xml:space="preserve">`)
	for i, part := range strings.Split(s.Text, "\n") {
		if i > 0 {
			b.WriteString(`</w:t><w:br/><w:t xml:space="preserve">`)
		}
		b.WriteString(esc(part))
	}
	b.WriteString("</w:t></w:r>")
	return b.String()
}

// looks are the properties of each look, in the order the schema wants.
var looks = []struct {
	style doc.Style
	mark  string
}{
	{doc.Mono, `<w:rFonts w:ascii="DejaVu Sans Mono" w:hAnsi="DejaVu Sans Mono" w:cs="DejaVu Sans Mono"/>`},
	{doc.Bold, `<w:b/><w:bCs/>`},
	{doc.Italic, `<w:i/><w:iCs/>`},
	{doc.Grey | doc.Badge, `<w:color w:val="62646A"/>`},
	{doc.Small | doc.Mono, `<w:sz w:val="18"/><w:szCs w:val="18"/>`},
	{doc.Badge, `<w:bdr w:val="single" w:sz="4" w:space="1" w:color="C9CCD3"/>`},
}

func look(s doc.Span) string {
	var b strings.Builder
	for _, l := range looks {
		if s.Style&l.style != 0 {
			b.WriteString(l.mark)
		}
	}
	if rightToLeft(s.Text) {
		b.WriteString("<w:rtl/>")
	}
	if s.Lang != "" {
		fmt.Fprintf(&b, `<w:lang w:val="%s"/>`, esc(s.Lang))
	}
	if b.Len() == 0 {
		return ""
	}
	return "<w:rPr>" + b.String() + "</w:rPr>"
}

// direction turns a paragraph whose first letter is of a script that runs from
// the right.
func direction(t doc.Text) string {
	if rightToLeft(t.String()) {
		return "<w:bidi/>"
	}
	return ""
}

// rightToLeft tells whether the first letter that has a direction runs from the
// right (rule P2 of UAX #9).
func rightToLeft(s string) bool {
	for len(s) > 0 {
		props, size := bidi.LookupString(s)
		if size == 0 {
			return false
		}
		switch props.Class() {
		case bidi.L:
			return false
		case bidi.R, bidi.AL:
			return true
		}
		s = s[size:]
	}
	return false
}

// link numbers an address outside.
func (p *printer) link(address string) int {
	if i := slices.Index(p.links, address); i >= 0 {
		return i + 1
	}
	p.links = append(p.links, address)
	return len(p.links)
}

// call numbers a footnote. Word counts those it shows from the third, since the
// first two are the lines above notes. Each call has a note of its own: Word
// knows none that is called twice and prints an empty one.
func (p *printer) call(n *doc.Footnote) int {
	p.said = append(p.said, n)
	return len(p.said) + 1
}
