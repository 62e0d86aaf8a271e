package casefile

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui"
	"guvoh/app/ui/activity"
)

// rows draws the list: only the lines in view exist. Arrows open the record
// before or after, Enter goes into it, Delete deletes it, Alt with an arrow
// moves it.
type rows struct {
	widget.List
	activity.Pressed
	l       *records
	at      int // the line selected, or -1
	focused bool
}

func newRows(l *records) *rows {
	r := &rows{l: l, at: -1}
	r.Length = func() int { return len(l.kept) }
	r.CreateItem = func() fyne.CanvasObject { return newLine(r) }
	r.UpdateItem = func(i int, o fyne.CanvasObject) { o.(*line).show(i) }
	r.HideSeparators = true
	r.OnSelected = func(i int) {
		r.List.Unselect(i) // we draw the selection ourselves, so that a second tap is heard, too
		r.pick(i)
		l.s.d.Host.Window().Canvas().Focus(r)
	}
	r.ExtendBaseWidget(r)
	return r
}

// show selects a line without opening anything.
func (r *rows) show(i int) {
	r.at = i
	if i >= 0 {
		r.ScrollTo(i)
	}
	r.Refresh()
}

func (r *rows) pick(i int) {
	if i >= 0 && i < len(r.l.kept) {
		r.l.s.openRecord(shown(r.l.kept[i]))
	}
}

// FocusGained shows the ring on the selected line.
func (r *rows) FocusGained() { r.focused = true; r.Refresh() }

// FocusLost takes the ring away.
func (r *rows) FocusLost() { r.focused = false; r.Refresh() }

// TypedKey moves through the list.
func (r *rows) TypedKey(ev *fyne.KeyEvent) {
	const page = 8
	last := len(r.l.kept) - 1
	switch ev.Name {
	case fyne.KeyUp:
		r.pick(max(r.at-1, 0))
	case fyne.KeyDown:
		r.pick(min(r.at+1, last))
	case fyne.KeyPageUp:
		r.pick(max(r.at-page, 0))
	case fyne.KeyPageDown:
		r.pick(min(r.at+page, last))
	case fyne.KeyHome:
		r.pick(0)
	case fyne.KeyEnd:
		r.pick(last)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if r.at < 0 {
			r.pick(0)
		}
		if f, ok := r.l.s.pane.(interface{ Focus() }); ok {
			f.Focus()
		}
	case fyne.KeyDelete:
		r.l.remove()
	default:
		if f := r.l.s.d.Host.Window().Canvas().OnTypedKey(); f != nil {
			f(ev)
		}
	}
}

// TypedShortcut moves the selected record.
func (r *rows) TypedShortcut(s fyne.Shortcut) {
	c, ok := s.(*desktop.CustomShortcut)
	if !ok || c.Modifier != fyne.KeyModifierAlt {
		return
	}
	switch c.KeyName {
	case fyne.KeyUp:
		r.l.move(-1)
	case fyne.KeyDown:
		r.l.move(1)
	}
}

// line is one record of the list, in two lines.
type line struct {
	widget.BaseWidget
	r             *rows
	i             int
	title, detail *ui.Text
	badge         *ui.Badge
	marked        bool // there is something to say by a badge, or by a dot
	tone          ui.Tone
}

func newLine(r *rows) *line {
	l := &line{
		r: r, title: ui.NewText("", ui.TextStyle{Bold: true, Single: true}),
		detail: ui.NewText("", ui.TextStyle{Size: theme.SizeNameCaptionText, Color: ui.ColorSubtle, Single: true}),
		badge:  ui.NewBadge("", ui.Neutral),
	}
	l.ExtendBaseWidget(l)
	return l
}

func (l *line) show(i int) {
	l.i = i
	if i < len(l.r.l.kept) {
		s := l.r.l.line(l.r.l.kept[i])
		l.title.SetText(s.title)
		l.detail.SetText(s.detail)
		l.badge.Set(s.badge, s.tone)
		l.marked, l.tone = s.badge != "", s.tone
	}
	l.Refresh()
}

// CreateRenderer draws the line.
func (l *line) CreateRenderer() fyne.WidgetRenderer {
	f := &lineFace{l: l, box: canvas.NewRectangle(color.Transparent), bar: canvas.NewRectangle(color.Transparent), dot: canvas.NewCircle(color.Transparent)}
	f.Refresh()
	return f
}

type lineFace struct {
	l        *line
	box, bar *canvas.Rectangle
	dot      *canvas.Circle // in the place of a badge for which there is no room
}

func (f *lineFace) Destroy() {}

func (f *lineFace) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{f.box, f.bar, f.l.title, f.l.detail, f.l.badge, f.dot}
}

// heights are those of the title and of what stands below it: the badge, which
// every line has room for so that all are as high, must not cover the title.
func (f *lineFace) heights() (title, below float32) {
	th := f.l.Theme()
	return fyne.MeasureText("Щg", th.Size(theme.SizeNameText), fyne.TextStyle{Bold: true}).Height,
		max(f.detail(), f.l.badge.MinSize().Height)
}

func (f *lineFace) detail() float32 {
	return fyne.MeasureText("Щg", f.l.Theme().Size(theme.SizeNameCaptionText), fyne.TextStyle{}).Height
}

func (f *lineFace) MinSize() fyne.Size {
	a, b := f.heights()
	return fyne.NewSize(120, a+b+f.l.Theme().Size(theme.SizeNamePadding)*2.4)
}

func (f *lineFace) Layout(s fyne.Size) {
	p := f.l.Theme().Size(theme.SizeNamePadding)
	x := p * 3
	f.box.Move(fyne.NewPos(p, 0))
	f.box.Resize(fyne.NewSize(s.Width-2*p, s.Height))
	f.bar.Move(fyne.NewPos(p, p))
	f.bar.Resize(fyne.NewSize(3, s.Height-2*p))
	a, b := f.heights()
	y := (s.Height - a - b) / 2
	w := s.Width - 2*x
	first, second := w, w
	f.dot.Hide()
	f.l.badge.Hide()
	if f.l.marked {
		first, second = f.placeBadge(s.Width-x, y, w)
	}
	f.l.title.Move(fyne.NewPos(x, y))
	f.l.title.Resize(fyne.NewSize(first, a))
	detail := f.detail()
	f.l.detail.Move(fyne.NewPos(x, y+a+(b-detail)/2))
	f.l.detail.Resize(fyne.NewSize(second, detail))
}

// placeBadge puts the badge below the title at the right, or beside the title where
// the date below would be cut for it, and answers what room is left to the two. Where
// neither line has room it is a dot: the date says more than that there is no source.
// What is to be mended is said in words all the same.
func (f *lineFace) placeBadge(end, y, w float32) (title, detail float32) {
	p := f.l.Theme().Size(theme.SizeNamePadding)
	m := f.l.badge.MinSize()
	a, b := f.heights()
	left := w - m.Width - p
	first := f.l.detail.Text() // the date, and a sign that there is more
	if date, _, more := strings.Cut(first, " · "); more {
		first = date + "…"
	}
	f.l.badge.Resize(m)
	switch {
	case f.wide(first, theme.SizeNameCaptionText, false) <= left || f.l.tone == ui.Warning:
		f.l.badge.Show()
		f.l.badge.Move(fyne.NewPos(end-m.Width, y+a+(b-m.Height)/2))
		return w, left
	case f.wide(f.l.title.Text(), theme.SizeNameText, true) <= left:
		f.l.badge.Show()
		f.l.badge.Move(fyne.NewPos(end-m.Width, y+(a-m.Height)/2))
		return left, w
	}
	side := b * 0.42
	f.dot.Show()
	f.dot.Resize(fyne.NewSquareSize(side))
	f.dot.Move(fyne.NewPos(end-side, y+a+(b-side)/2))
	return w, w - side - p
}

// wide is how wide a text would be on one line.
func (f *lineFace) wide(t string, size fyne.ThemeSizeName, bold bool) float32 {
	return fyne.MeasureText(t, f.l.Theme().Size(size), fyne.TextStyle{Bold: bold}).Width + 1
}

func (f *lineFace) Refresh() {
	th, v := f.l.Theme(), fyne.CurrentApp().Settings().ThemeVariant()
	f.box.CornerRadius = th.Size(theme.SizeNameInputRadius)
	f.box.FillColor, f.box.StrokeColor, f.box.StrokeWidth = color.Transparent, color.Transparent, 0
	f.bar.FillColor = color.Transparent
	if f.l.i == f.l.r.at {
		f.box.FillColor = th.Color(ui.ColorAccentSoft, v)
		f.bar.FillColor = th.Color(theme.ColorNamePrimary, v)
		if f.l.r.focused {
			f.box.StrokeColor, f.box.StrokeWidth = th.Color(ui.ColorRing, v), 2
		}
	}
	f.dot.FillColor = th.Color(ui.ColorSubtle, v)
	f.Layout(f.l.Size())
	f.box.Refresh()
	f.bar.Refresh()
	f.dot.Refresh()
	f.l.title.Refresh()
	f.l.detail.Refresh()
}
