package editor

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui/activity"
)

// surface is the text itself: it draws the rows that can be seen and takes the mouse.
type surface struct {
	widget.BaseWidget
	e       *Editor
	texts   []*canvas.Text // row v is drawn by texts[v % len]
	marks   []*canvas.Rectangle
	used    int // of the marks
	caret   *canvas.Rectangle
	hint    *canvas.Text
	objects []fyne.CanvasObject

	clicks   int
	lastDown time.Time
	lastAt   fyne.Position
}

func newSurface(e *Editor) *surface {
	s := &surface{e: e, caret: canvas.NewRectangle(color.Transparent), hint: canvas.NewText("", color.Transparent)}
	s.ExtendBaseWidget(s)
	return s
}

func (s *surface) MinSize() fyne.Size { return fyne.NewSize(1, s.e.fullHeight()) }

func (s *surface) CreateRenderer() fyne.WidgetRenderer { return surfaceFace{s} }

type surfaceFace struct{ s *surface }

func (f surfaceFace) Destroy()                     {}
func (f surfaceFace) Layout(fyne.Size)             { f.s.draw(false) }
func (f surfaceFace) MinSize() fyne.Size           { return f.s.MinSize() }
func (f surfaceFace) Objects() []fyne.CanvasObject { return f.s.objects }
func (f surfaceFace) Refresh()                     { f.s.draw(true); canvas.Refresh(f.s) }

// seen answers which visual rows are inside the view.
func (s *surface) seen() (from, to int) {
	e := s.e
	top, height := float32(0), s.Size().Height
	switch {
	case e.overflows():
		top, height = e.scroll.Offset.Y, e.scroll.Size().Height
	case e.viewHeight >= 0:
		top, height = e.viewTop, e.viewHeight
	}
	rowH := e.b.m.rowH
	from = max(int((top-padY)/rowH), 0)
	to = min(int((top+height-padY)/rowH)+1, e.b.rows())
	return from, max(to, from)
}

// draw brings the canvas objects in line with the text. Only rows whose words
// changed are rasterised again, unless all is set.
func (s *surface) draw(all bool) {
	e := s.e
	if e.b.m == nil || s.Size().Width <= 0 {
		return
	}
	from, to := s.seen()
	s.grow(to - from)
	s.objects = s.objects[:0]
	s.drawMarks(from, to)
	th, v := e.Theme(), fyne.CurrentApp().Settings().ThemeVariant()
	ink := th.Color(theme.ColorNameForeground, v)
	switch {
	case e.disabled:
		ink = th.Color(theme.ColorNameDisabled, v)
	case e.faint:
		ink = th.Color(theme.ColorNamePlaceHolder, v)
	}
	for row := from; row < to; row++ {
		s.drawRow(row, ink, all)
	}
	s.drawHint(th, v)
	s.drawCaret(th, v, from, to)
	canvas.Refresh(s.caret) // a new list of objects must be painted even if none changed
}

// grow makes one text per visible row; the count changes rarely, so all rows restart then.
func (s *surface) grow(rows int) {
	if rows <= len(s.texts) {
		return
	}
	n := rows + 4
	s.texts = make([]*canvas.Text, n)
	for i := range s.texts {
		s.texts[i] = canvas.NewText("", color.Transparent)
	}
}

func (s *surface) drawRow(row int, ink color.Color, all bool) {
	b := s.e.b
	para, lo, hi := b.row(row)
	t := s.texts[row%len(s.texts)]
	text := shown(b.paras[para].r[lo:hi])
	t.Move(fyne.NewPos(padX, padY+float32(row)*b.m.rowH))
	if size := fyne.NewSize(b.width, b.m.rowH); t.Size() != size {
		t.Resize(size)
	}
	if all || t.Text != text || t.Color != ink || t.TextSize != b.m.size || t.TextStyle != b.m.style {
		t.Text, t.Color, t.TextSize, t.TextStyle = text, ink, b.m.size, b.m.style
		t.Refresh()
	}
	if text != "" {
		s.objects = append(s.objects, t)
	}
}

func (s *surface) drawHint(th fyne.Theme, v fyne.ThemeVariant) {
	e := s.e
	if e.placeholder == "" || !e.b.empty() {
		return
	}
	s.hint.Text, s.hint.TextSize, s.hint.TextStyle = cut(e.placeholder, e.b), e.b.m.size, e.b.m.style
	s.hint.Color = th.Color(theme.ColorNamePlaceHolder, v)
	s.hint.Move(fyne.NewPos(padX, padY))
	s.hint.Resize(fyne.NewSize(e.b.width, e.b.m.rowH))
	s.hint.Refresh()
	s.objects = append(s.objects, s.hint)
}

// cut answers the part of a placeholder that fits into one row.
func cut(s string, b *buffer) string {
	r := []rune(s)
	if b.width <= 0 || b.m.text(r) <= b.width {
		return s
	}
	return string(r[:max(b.fitting(r)-1, 0)]) + "…"
}

func (s *surface) drawCaret(th fyne.Theme, v fyne.ThemeVariant, from, to int) {
	e := s.e
	row, _ := e.b.rowOf(e.cur)
	if !e.focused || e.disabled || row < from || row >= to {
		return
	}
	s.caret.FillColor = th.Color(theme.ColorNamePrimary, v)
	x := min(e.b.xOf(e.cur), e.b.width+4)
	s.caret.Move(fyne.NewPos(padX+x-1, padY+float32(row)*e.b.m.rowH))
	s.caret.Resize(fyne.NewSize(2, e.b.m.rowH))
	s.objects = append(s.objects, s.caret)
}

func (s *surface) hit(p fyne.Position) pos {
	b := s.e.b
	y := (p.Y - padY) / b.m.rowH
	if y < 0 {
		y -= 1
	}
	return b.at(int(y), p.X-padX)
}

const (
	doubleTime  = 400 * time.Millisecond
	doubleRange = 5
)

// MouseDown puts the caret, or selects a word (twice) or a paragraph (three times).
func (s *surface) MouseDown(m *desktop.MouseEvent) {
	activity.Seen()
	e := s.e
	if e.disabled || e.b.m == nil {
		return
	}
	if !e.focused {
		if c := fyne.CurrentApp().Driver().CanvasForObject(e); c != nil {
			c.Focus(e)
		}
	}
	at := s.hit(m.Position)
	if m.Button == desktop.MouseButtonSecondary {
		if a, z := ordered(e.anchor, e.cur); at.before(a) || z.before(at) {
			e.goTo(at, false, false)
		}
		return
	}
	d := m.Position.Subtract(s.lastAt)
	if time.Since(s.lastDown) < doubleTime && d.X*d.X+d.Y*d.Y < doubleRange*doubleRange {
		s.clicks = s.clicks%3 + 1
	} else {
		s.clicks = 1
	}
	s.lastDown, s.lastAt = time.Now(), m.Position
	switch s.clicks {
	case 2:
		e.anchor, e.cur = e.b.wordAt(at)
		e.moved(false)
	case 3:
		e.anchor, e.cur = pos{at.para, 0}, pos{at.para, len(e.b.paras[at.para].r)}
		e.moved(false)
	default:
		e.goTo(at, m.Modifier&fyne.KeyModifierShift != 0, false)
	}
}

// MouseUp does nothing; MouseDown did the work.
func (s *surface) MouseUp(*desktop.MouseEvent) {}

// Dragged stretches the selection, scrolling when the mouse leaves the view.
func (s *surface) Dragged(d *fyne.DragEvent) {
	e := s.e
	if e.disabled || e.b.m == nil {
		return
	}
	e.goTo(s.hit(d.Position), true, false)
}

// DragEnd takes the keyboard back, which letting go outside would have taken away.
func (s *surface) DragEnd() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(s.e); c != nil && !s.e.disabled {
		c.Focus(s.e)
	}
}

// TappedSecondary shows the context menu.
func (s *surface) TappedSecondary(p *fyne.PointEvent) { s.e.menu(p.AbsolutePosition) }

// Cursor is the text cursor.
func (s *surface) Cursor() desktop.Cursor { return desktop.TextCursor }
