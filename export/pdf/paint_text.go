package pdf

import (
	"math"
	"strconv"
	"strings"

	"guvoh/export/doc"
	"guvoh/export/pdf/internal/typeset"
)

// draw draws a line of text and its links.
func (m textMark) draw(p *painter, x, y float64) {
	x += m.x
	at := x
	for i := range m.line.Frags {
		f := &m.line.Frags[i]
		s := m.line.spans[f.Span]
		if s.badge != nil && f.Width > 0 {
			p.rect(at, y+m.base-0.88*f.Size, f.Width, 1.2*f.Size, *s.badge)
		}
		p.frag(f, s, at, y+m.base)
		at += f.Width
	}
	p.linkLine(m.line, x, y+m.base)
}

// linkLine makes the linked stretches of a line lead somewhere, one link for
// each stretch.
func (p *painter) linkLine(l *line, x, y float64) {
	for i := 0; i < len(l.Frags); {
		to := l.spans[l.Frags[i].Span].target
		start, j := x, i
		for j < len(l.Frags) && l.spans[l.Frags[j].Span].target == to {
			x += l.Frags[j].Width
			j++
		}
		if to != "" {
			url := ""
			if doc.IsWeb(to) {
				url = to
			}
			p.link(start, y-0.9*l.size, x-start, 1.2*l.size, p.anchored[to], url, "")
		}
		i = j
	}
}

// frag draws glyphs with their base line at y.
func (p *painter) frag(f *typeset.Frag, s span, x, y float64) {
	book := p.books[f.Face.Index]
	if book == nil {
		book = newCodebook(f.Face)
		p.books[f.Face.Index] = book
	}
	w := glyphWriter{book: book, size: round2(f.Size)}
	for i := range f.Glyphs {
		w.glyph(&f.Glyphs[i], f.Text)
	}
	content := w.close()
	if content == "" {
		return
	}
	p.ops = append(p.ops, op{face: f.Face.Index, size: w.size, raw: s.ink.fill() + " BT " + number(x) + " " + number(p.sheet.paperH-y+s.rise) + " Td [" + content + " ET"})
}

// number writes a coordinate.
func number(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }

// glyphWriter writes the operand of a TJ operator: codes, and in between how
// far the next glyph is from where the widths of the font would put it.
type glyphWriter struct {
	book  *codebook
	size  float64
	out   strings.Builder
	open  bool
	drawn bool
	rise  float64
	due   float64 // distance still to write, in thousandths of the size, to the left
}

func (w *glyphWriter) glyph(g *typeset.Glyph, text []rune) {
	adv, dx, dy := float64(g.Adv), float64(g.DX), float64(g.DY)
	stands := string(text[g.At : int(g.At)+int(g.Runes)])
	code, ok := w.book.code(g.ID, stands)
	if !ok || typeset.Invisible(stands) {
		w.due -= adv * 1000 / w.size
		return
	}
	if math.Abs(dy-w.rise) > 0.005 {
		w.hex(false)
		w.out.WriteString("] TJ " + number(dy) + " Ts [")
		w.rise = dy
	}
	w.due -= dx * 1000 / w.size
	if math.Abs(w.due) >= 0.5 {
		w.hex(false)
		whole := math.Round(w.due)
		w.out.WriteString(strconv.Itoa(int(whole)))
		w.due -= whole
	}
	w.hex(true)
	const digits = "0123456789ABCDEF"
	w.out.Write([]byte{digits[code>>12&15], digits[code>>8&15], digits[code>>4&15], digits[code&15]})
	w.drawn = true
	w.due += w.book.width(g.ID) - (adv-dx)*1000/w.size
}

// hex opens or closes a string of codes.
func (w *glyphWriter) hex(open bool) {
	if open == w.open {
		return
	}
	w.open = open
	if open {
		w.out.WriteByte('<')
	} else {
		w.out.WriteByte('>')
	}
}

// close returns what was written, or nothing when no glyph is drawn.
func (w *glyphWriter) close() string {
	if !w.drawn {
		return ""
	}
	w.hex(false)
	w.out.WriteString("] TJ")
	if w.rise != 0 {
		w.out.WriteString(" 0 Ts")
	}
	return w.out.String()
}
