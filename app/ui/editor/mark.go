package editor

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// Range is a part of a text: how many runes stand before it, and before its end.
type Range struct{ From, To int }

// stretch is a part of the text as the buffer counts.
type stretch struct{ from, to pos }

// Mark marks parts of the text, on a ground and with a line under them, until
// the text changes or other parts are marked; none takes the marks away.
func (e *Editor) Mark(parts ...Range) {
	if len(parts) == 0 && len(e.marked) == 0 {
		return
	}
	e.marked = nil
	for _, p := range parts {
		if s := (stretch{e.place(p.From), e.place(p.To)}); s.from.before(s.to) {
			e.marked = append(e.marked, s)
		}
	}
	e.surface.draw(false)
}

// Marked answers the words that are marked.
func (e *Editor) Marked() (out []string) {
	for _, s := range e.marked {
		out = append(out, e.b.slice(s.from, s.to))
	}
	return out
}

// drawMarks paints what is marked, and the selection over it, behind the rows.
func (s *surface) drawMarks(from, to int) {
	e := s.e
	th, v := e.Theme(), fyne.CurrentApp().Settings().ThemeVariant()
	rowH := e.b.m.rowH
	s.used = 0
	for _, m := range e.quiet {
		s.along(m, from, to, func(x, y, w float32) { s.ground(th.Color(theme.ColorNamePrimary, v), x, y+rowH-1.5, w, 1.5) })
	}
	for _, m := range e.marked {
		s.along(m, from, to, func(x, y, w float32) {
			s.ground(th.Color(theme.ColorNameFocus, v), x, y, w, rowH)
			s.ground(th.Color(theme.ColorNamePrimary, v), x, y+rowH-2, w, 2)
		})
	}
	a, z := ordered(e.anchor, e.cur)
	s.along(stretch{a, z}, from, to, func(x, y, w float32) {
		s.ground(th.Color(theme.ColorNameSelection, v), x, y, w, rowH)
	})
}

// along visits the part of each row that a stretch of the text covers.
func (s *surface) along(m stretch, from, to int, visit func(x, y, w float32)) {
	if m.from == m.to {
		return
	}
	b := s.e.b
	for row := from; row < to; row++ {
		para, lo, hi := b.row(row)
		start, end := pos{para, lo}, pos{para, hi}
		if m.to.before(start) || m.to == start || end.before(m.from) {
			continue
		}
		r := b.paras[para].r
		x0, x1 := float32(0), float32(0)
		if start.before(m.from) {
			x0 = b.m.text(r[lo:m.from.off])
		}
		if m.to.before(end) {
			x1 = b.m.text(r[lo:m.to.off])
		} else if x1 = b.m.text(r[lo:hi]); hi == len(r) && m.to != end {
			x1 += b.m.space // the line end is part of it, too
		}
		visit(padX+x0, padY+float32(row)*b.m.rowH, min(max(x1-x0, 2), b.width-x0+padX))
	}
}

func (s *surface) ground(fill color.Color, x, y, w, h float32) {
	if s.used == len(s.marks) {
		s.marks = append(s.marks, canvas.NewRectangle(fill))
	}
	m := s.marks[s.used]
	s.used++
	m.FillColor = fill
	m.Move(fyne.NewPos(x, y))
	m.Resize(fyne.NewSize(w, h))
	s.objects = append(s.objects, m)
}
