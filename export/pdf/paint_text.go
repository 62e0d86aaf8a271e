package pdf

import (
	"sort"
	"strings"

	"guvoh/export/doc"
)

// draw draws a line of text and its links.
func (m textMark) draw(p *painter, x, y float64) {
	x += m.x
	at := x
	last := len(m.line.frags) - 1
	for i := range m.line.frags {
		f := &m.line.frags[i]
		s := &m.line.spans[f.span]
		if s.badge != nil && f.width > 0 {
			p.rect(at, y+m.base-0.88*f.size, f.width, 1.2*f.size, *s.badge)
		}
		p.text(m.line.tag, f, s, at, y+m.base, m.line.more && i == last)
		at += f.width
	}
	p.linkLine(m.line, x, y+m.base)
}

// linkLine makes the linked stretches of a line lead somewhere, one link for
// each stretch.
func (p *painter) linkLine(l *line, x, y float64) {
	for i := 0; i < len(l.frags); {
		s := &l.spans[l.frags[i].span]
		start, j, drawn := x, i, false
		for j < len(l.frags) && l.spans[l.frags[j].span].target == s.target {
			x += l.frags[j].width
			drawn = drawn || len(l.frags[j].glyphs) > 0
			j++
		}
		if s.target != "" && l.tag != nil && drawn {
			url := ""
			if doc.IsWeb(s.target) {
				url = s.target
			}
			p.link(s.inline, start, y-0.9*l.size, x-start, 1.2*l.size, p.anchored[s.target], url)
		}
		i = j
	}
}

// text draws glyphs with their base line at y, as part of an element. With
// space the text goes on on the next line.
func (p *painter) text(t *tag, f *frag, s *span, x, y float64, space bool) {
	if len(f.glyphs) == 0 {
		return
	}
	book := p.books[f.face.Index]
	if book == nil {
		book = newCodebook(f.face)
		book.turn(p.number)
		p.books[f.face.Index] = book
	}
	if t == nil {
		p.decorate()
	} else {
		p.belongs(t, s.inline)
	}
	w := &p.pen
	w.inFill(s.ink)
	w.text("BT ")
	w.font(f.face.Index, f.size)
	w.numbers(x, p.paperH-y+s.rise)
	w.text("Td ")
	w.show(book, f.glyphs, space)
	w.text("ET\n")
}

// shortened cuts text short, to fit into a width with an ellipsis.
func (p *painter) shortened(runes []rune, l look, width float64) line {
	n := sort.Search(len(runes), func(n int) bool {
		return p.plain(string(runes[:n])+"…", l).Width > width
	})
	return p.plain(strings.TrimSpace(string(runes[:max(n-1, 0)]))+"…", l)
}
