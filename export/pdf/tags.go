package pdf

import (
	"strings"

	"guvoh/export/doc"
)

// role is what an element is, in the words of ISO 32000-1, 14.8.4.
type role string

// The roles that are used. Headings are H1 to H6.
const (
	roleDocument  role = "Document"
	roleSect      role = "Sect"
	roleDiv       role = "Div"
	roleP         role = "P"
	roleQuote     role = "BlockQuote"
	roleList      role = "L"
	roleItem      role = "LI"
	roleLabel     role = "Lbl"
	roleBody      role = "LBody"
	roleTable     role = "Table"
	roleRow       role = "TR"
	roleHead      role = "TH"
	roleCell      role = "TD"
	roleFigure    role = "Figure"
	roleCaption   role = "Caption"
	roleContents  role = "TOC"
	roleEntry     role = "TOCI"
	roleReference role = "Reference"
	roleLink      role = "Link"
	roleSpan      role = "Span"
	roleNote      role = "Note"
)

// headings are the roles of headings by level; deeper ones are of the last.
var headings = []role{"H1", "H2", "H3", "H4", "H5", "H6"}

// tag is an element of the structure of a document: what the people are told
// who hear it instead of seeing it. Composing makes the tags in reading order
// and hangs the lines of text on them; painting notes which of them each piece
// of a page belongs to. What belongs to none is decoration, and is not read.
type tag struct {
	role    role
	lang    string // of what it holds; empty for that of what is around it
	alt     string // read out in place of what is drawn
	scope   string // of a head of a table: Column or Row
	span    int    // columns that a cell takes; 0 for one
	ordered bool   // of a list: its items are numbered
	marked  bool   // of a list: its items carry a mark
	up      *tag   // the element around it
	kids    []*tag // elements inside it, after text of its own
	order   int    // its place in reading order, once the document is whole
}

// add hangs an element on another and returns it.
func (t *tag) add(r role) *tag {
	kid := &tag{role: r, up: t}
	t.kids = append(t.kids, kid)
	return kid
}

// in says what language an element is in.
func (t *tag) in(lang string) *tag {
	t.lang = lang
	return t
}

// of makes lines of text belong to an element.
func (t *tag) of(set []line) []line {
	for i := range set {
		set[i].tag = t
	}
	return set
}

// one makes a single line of text, which is followed by more, belong to an
// element.
func (t *tag) one(l *line) *line {
	l.tag, l.more = t, true
	return l
}

// tag adds an element to the one that is being composed.
func (c *composer) tag(r role) *tag { return c.at.add(r) }

// item adds an item to a list: what marks it, and what it says, which is then
// being composed until leave is called.
func (c *composer) item(list *tag) (label *tag, leave func()) {
	it := list.add(roleItem)
	label = it.add(roleLabel)
	return label, c.within(it.add(roleBody))
}

// head adds to a row of a table the head of that row or of a column.
func (t *tag) head(scope string) *tag {
	head := t.add(roleHead)
	head.scope = scope
	return head
}

// title adds the head of a column to a row of a table, or an empty cell where it
// has none.
func (t *tag) title(words string) *tag {
	if strings.TrimSpace(words) == "" {
		return t.add(roleCell)
	}
	return t.head("Column")
}

// inside sets text, with the notes that it calls, as what an element holds.
func (c *composer) inside(t *tag, set func() []line) []line {
	defer c.within(t)()
	return t.of(set())
}

// within makes an element the one that is being composed, until the function
// that it returns is called.
func (c *composer) within(t *tag) (leave func()) {
	before := c.at
	c.at = t
	return func() { c.at = before }
}

// figureTag adds a figure with the words that stand for it.
func (c *composer) figureTag(alt string) *tag {
	t := c.tag(roleFigure)
	if t.alt = alt; t.alt == "" {
		t.alt = c.words.Figure
	}
	return t
}

// figureMark makes all that a mark draws the content of one figure: words in it
// are not read by themselves.
type figureMark struct {
	tag        *tag
	x, y, w, h float64 // what the figure covers, from the corner of its box
	mark       mark
}

func (m figureMark) draw(p *painter, x, y float64) {
	leave := p.enclose(m.tag, x+m.x, y+m.y, m.w, m.h)
	m.mark.draw(p, x, y)
	leave()
}

// inlineTag returns the element that a span of text needs inside its line, or
// nil. Neighbours that lead to one place share a link.
func (c *composer) inlineTag(s doc.Span, d, before span, lang string) *tag {
	switch {
	case d.target != "":
		if before.inline != nil && before.inline.role == roleLink && before.target == d.target {
			return before.inline
		}
		return &tag{role: roleLink, lang: s.Lang}
	case s.Lang != "" && s.Lang != lang:
		return &tag{role: roleSpan, lang: s.Lang}
	}
	return nil
}
