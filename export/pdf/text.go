package pdf

import (
	"strconv"
	"strings"

	"guvoh/export/doc"
	"guvoh/export/pdf/internal/typeset"
)

// superior is the size and the rise of a footnote's number, as a share of the
// text around it.
const superiorSize, superiorRise = 0.64, 0.36

// set breaks text of one role into lines and leaves its words whole, as in
// titles and labels.
func (c *composer) set(t doc.Text, l look, width float64, lang string) []line {
	return c.setForm(t, l, typeset.Form{Width: width, Lang: lang})
}

// prose breaks running text into lines, with words divided, and justified if
// the document asks for it.
func (c *composer) prose(t doc.Text, l look, width float64, lang string) []line {
	return c.setForm(t, l, typeset.Form{Width: width, Lang: lang, Divide: true, Justify: c.doc.Page.Justified})
}

// column breaks running text into short lines, with words divided: justified
// they would show holes.
func (c *composer) column(t doc.Text, l look, width float64, lang string) []line {
	return c.setForm(t, l, typeset.Form{Width: width, Lang: lang, Divide: true})
}

// setListed breaks labels of a list or table into lines, which stand at the
// left even where their script runs from the right: columns stay columns.
func (c *composer) setListed(t doc.Text, l look, width float64) []line {
	return atLeft(c.setForm(t, l, typeset.Form{Width: width, Listed: true}))
}

// setCell is setListed for what the list or table says: its words are divided.
func (c *composer) setCell(t doc.Text, l look, width float64) []line {
	return atLeft(c.setForm(t, l, typeset.Form{Width: width, Listed: true, Divide: true}))
}

func atLeft(set []line) []line {
	for i := range set {
		set[i].RTL = false
	}
	return set
}

// balanced breaks a title into lines of about one length.
func (c *composer) balanced(s string, l look, width float64) []line {
	set := c.set(doc.Plain(s), l, width, "")
	low := width / 2
	for high := width; len(set) > 1 && high-low > 4; {
		middle := (low + high) / 2
		if narrow := c.set(doc.Plain(s), l, middle, ""); len(narrow) == len(set) {
			set, high = narrow, middle
		} else {
			low = middle
		}
	}
	return set
}

func (c *composer) setForm(t doc.Text, l look, form typeset.Form) []line {
	var in []typeset.Span
	var drawn []span
	notes := map[int]*note{}
	if form.Lang == "" {
		form.Lang = c.lang
	}
	add := func(s typeset.Span, d span) {
		in, drawn = append(in, s), append(drawn, d)
	}
	for _, s := range t {
		text, look := c.span(s, l)
		var before span
		if len(drawn) > 0 {
			before = drawn[len(drawn)-1]
		}
		look.inline = c.inlineTag(s, look, before, form.Lang)
		add(text, look)
		if s.Note != nil && !c.inNote {
			notes[len(in)] = c.note(s.Note)
			add(typeset.Span{Text: strconv.Itoa(c.numbers.Notes[s.Note]), Size: l.size * superiorSize, Rise: l.size * superiorRise},
				span{ink: l.ink, rise: l.size * superiorRise, inline: &tag{role: roleReference}})
		}
	}
	set := c.setter.Set(in, form)
	lines := make([]line, len(set))
	for i := range set {
		s := &set[i]
		lines[i] = line{Width: s.Width, RTL: s.RTL, Divided: s.Divided, spans: drawn, lead: l.lead, size: l.size, notes: called(s, notes)}
		lines[i].more = s.Spaced && !s.RTL
		lines[i].frags = make([]frag, len(s.Frags))
		for k := range s.Frags {
			lines[i].frags[k] = c.glyphs.pack(&s.Frags[k])
		}
	}
	return lines
}

// called returns the footnotes called on a line, in order. A call that is
// broken over two lines counts where it starts.
func called(l *typeset.Line, notes map[int]*note) []*note {
	var found []*note
	for _, f := range l.Frags {
		if n := notes[f.Span]; n != nil {
			found = append(found, n)
			delete(notes, f.Span)
		}
	}
	return found
}

// span resolves one span: its words, its face and its colour.
func (c *composer) span(s doc.Span, l look) (typeset.Span, span) {
	out := typeset.Span{Text: s.Text, Style: l.style, Size: l.size, Lang: s.Lang}
	d := span{ink: l.ink, target: c.target(s.Link)}
	switch s.Ref {
	case doc.RefPage:
		out.Text = c.pageRef(s.Link)
	case doc.RefNumber:
		if out.Text = c.numbers.Anchors[s.Link]; out.Text == "" {
			out.Text = "–"
		}
	}
	if s.Style&doc.Bold != 0 {
		out.Style |= typeset.Bold
	}
	if s.Style&doc.Italic != 0 {
		out.Style ^= typeset.Italic // stands out in italic text too
	}
	if s.Style&doc.Mono != 0 {
		out.Style |= typeset.Mono
	}
	if s.Style&doc.Small != 0 {
		out.Size *= 0.86
	}
	if s.Style&doc.Grey != 0 {
		d.ink = grey
	}
	if d.target != "" {
		d.ink = blue
	}
	out.Whole = s.Link != "" || s.Style&doc.Badge != 0
	if s.Style&doc.Badge != 0 {
		out.Size *= 0.8
		out.Text = "\u00A0" + strings.ReplaceAll(typeset.CleanLine(out.Text), " ", "\u00A0") + "\u00A0"
		d.ink, d.badge = amber, &amberTint
	}
	return out, d
}

// target returns a link that leads somewhere, or nothing.
// A place in another volume is none that a link can lead to.
func (c *composer) target(link string) string {
	switch {
	case link == "" || doc.IsWeb(link):
		return link
	case !c.anchors[link]:
		return ""
	}
	if c.limit != (Limit{}) {
		c.hasRefs = true
		if c.elsewhere(c.pages[link], c.here) > 0 {
			return ""
		}
	}
	return link
}

// pageRef returns the page number of an anchor as far as it is known.
func (c *composer) pageRef(anchor string) string {
	c.hasRefs = true
	if !c.anchors[anchor] {
		return "–"
	}
	n, known := c.pages[anchor]
	if !known {
		return refText
	}
	text := strconv.Itoa(n)
	if c.padRefs {
		const figureSpace = "\u2007"
		text = strings.Repeat(figureSpace, max(5-len(text), 0)) + text
	}
	return text + c.inVolume(n, c.here)
}

// note sets a footnote.
func (c *composer) note(n *doc.Footnote) *note {
	c.inNote = true
	defer func() { c.inNote = false }()
	l := c.sheet.note
	t := c.tag(roleNote)
	label := t.add(roleLabel)
	set := t.add(roleP).of(c.prose(n.Text, l, c.sheet.measure-noteIndent, ""))
	if len(set) == 0 {
		set = []line{{lead: l.lead, size: l.size}}
	}
	out := &note{of: n}
	for i := range set {
		nl := noteLine{line: set[i]}
		if i == 0 {
			number := c.plain(strconv.Itoa(c.numbers.Notes[n]), look{size: l.size * 0.78, lead: l.lead, ink: l.ink})
			nl.number = label.one(&number)
		}
		out.lines = append(out.lines, nl)
	}
	return out
}

const noteIndent = 14

// plain sets text on one line.
func (c *composer) plain(s string, l look) line {
	lines := c.set(doc.Plain(typeset.CleanLine(s)), l, 1e6, "")
	if len(lines) == 0 {
		return line{lead: l.lead, size: l.size}
	}
	return lines[0]
}

// base returns the distance of the base line from the top of a line of the
// given height.
func base(lead, size float64) float64 { return lead/2 + 0.34*size }

// place returns the mark of a line in a column.
func place(l *line, x, width, lead, size float64, align doc.Align) textMark {
	switch {
	case align == doc.Centre:
		x += (width - l.Width) / 2
	case (align == doc.End) != l.RTL:
		x += width - l.Width
	}
	return textMark{x: x, base: base(lead, size), line: l}
}

// lines turns lines of text into boxes, so that no line is left alone at the
// foot or the top of a page.
func (c *composer) lines(set []line, x, width float64, align doc.Align) []*box {
	boxes := make([]*box, len(set))
	for i := range set {
		l := &set[i]
		boxes[i] = &box{height: l.lead, notes: l.notes, marks: []mark{place(l, x, width, l.lead, l.size, align)}}
		boxes[i].keep = l.Divided // no page ends inside a word
	}
	return unbroken(boxes)
}

// unbroken keeps the first two and the last two boxes together.
func unbroken(boxes []*box) []*box {
	n := len(boxes)
	for i := range boxes {
		boxes[i].keep = boxes[i].keep || (i < n-1 && (i == 0 || i == n-2 || n <= 3))
	}
	return boxes
}

// cell is text in a column.
type cell struct {
	x, width float64
	lines    []line
	align    doc.Align
}

// row turns cells that stand side by side into boxes, one for each height of
// line, so that a row can run over the page. The first line of all cells
// shares a base line.
func (c *composer) row(cells []cell, above, beneath float64) []*box {
	n, lead, size := 1, 0.0, 0.0
	for _, cl := range cells {
		n = max(n, len(cl.lines))
		for _, l := range cl.lines {
			lead, size = max(lead, l.lead), max(size, l.size)
		}
	}
	boxes := make([]*box, n)
	for i := range boxes {
		b := &box{height: lead}
		if i == 0 {
			b.height += above
		}
		for _, cl := range cells {
			if i >= len(cl.lines) {
				continue
			}
			m := place(&cl.lines[i], cl.x, cl.width, lead, size, cl.align)
			if i == 0 {
				m.base += above
			}
			b.marks = append(b.marks, m)
			b.notes = append(b.notes, cl.lines[i].notes...)
		}
		boxes[i] = b
	}
	boxes[n-1].height += beneath
	if float64(n)*lead < c.sheet.height/4 {
		return keepAll(boxes)
	}
	return unbroken(boxes)
}

// whole keeps boxes on one page unless they are taller than half of one.
func (c *composer) whole(boxes []*box) []*box {
	height := 0.0
	for _, b := range boxes {
		height += b.height
	}
	if height <= c.sheet.height/2 {
		return keepAll(boxes)
	}
	return boxes
}

// repeatable returns a head that may stand on every page: one that leaves most
// of the page to its rows.
func (c *composer) repeatable(head []*box) []*box {
	height := 0.0
	for _, b := range head {
		height += b.height
	}
	if height > c.sheet.height/4 {
		return nil
	}
	return head
}

// ruled draws a hairline under the last of boxes.
func ruled(boxes []*box, x, width float64, thick float64, colour ink) {
	last := boxes[len(boxes)-1]
	last.marks = append(last.marks, ruleMark{x, last.height, x + width, last.height, thick, colour})
}
