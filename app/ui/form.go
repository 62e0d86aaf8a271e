package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// spanning is anything that takes both columns of a form.
type spanning interface{ wide() bool }

// NewForm lays fields out in two columns where there is room at the reader's
// text size, else in one. Sections, banners and wide fields take both.
func NewForm(items ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &formLayout{}, Objects: items}
}

// NewPair puts two things side by side where there is room for both, else one
// below the other: least is the width that each needs at 100 %.
func NewPair(least float32, a, b fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &formLayout{least: least}, Objects: []fyne.CanvasObject{a, b}}
}

// formColumn is the least width of a column at 100 %.
const formColumn = 300

type formLayout struct {
	width float32
	least float32 // of a column; 0 is formColumn
}

// twice tells whether there is room for two columns.
func (l *formLayout) twice(width float32) bool {
	gap, _ := l.gaps()
	least := l.least
	if least == 0 {
		least = formColumn
	}
	return width >= 2*least*textScale()+gap
}

func (l *formLayout) gaps() (x, y float32) {
	p := themeSize(theme.SizeNamePadding)
	return 4 * p, 2.6 * p
}

func isWide(o fyne.CanvasObject) bool {
	if s, ok := o.(spanning); ok {
		return s.wide()
	}
	return false
}

// rows groups the visible items into rows of one or two.
func (l *formLayout) rows(objs []fyne.CanvasObject, width float32) [][]fyne.CanvasObject {
	two := l.twice(width)
	var rows [][]fyne.CanvasObject
	open := false
	for _, o := range objs {
		switch {
		case !o.Visible():
		case two && open && !isWide(o):
			rows[len(rows)-1] = append(rows[len(rows)-1], o)
			open = false
		default:
			rows = append(rows, []fyne.CanvasObject{o})
			open = two && !isWide(o)
		}
	}
	return rows
}

// walk visits each item with its place; both measuring and laying out use it.
func (l *formLayout) walk(objs []fyne.CanvasObject, width float32, visit func(o fyne.CanvasObject, x, y, w, h float32)) float32 {
	gx, gy := l.gaps()
	half := (width - gx) / 2
	two := l.twice(width)
	y := float32(0)
	for _, row := range l.rows(objs, width) {
		w := width
		if two && !isWide(row[0]) {
			w = half
		}
		h := float32(0)
		for _, o := range row {
			h = max(h, heightOf(o, w))
		}
		for i, o := range row {
			visit(o, float32(i)*(half+gx), y, w, heightOf(o, w))
		}
		if h > 0 {
			y += h + gy
		}
	}
	return max(0, y-gy)
}

func (l *formLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	l.walk(objs, s.Width, func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	})
}

func (l *formLayout) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	return l.walk(objs, width, func(fyne.CanvasObject, float32, float32, float32, float32) {})
}

func (l *formLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	w := float32(0)
	for _, o := range objs {
		if o.Visible() {
			w = max(w, o.MinSize().Width)
		}
	}
	return fyne.NewSize(w, l.heightFor(objs, max(w, l.width)))
}

// Wide lets any object take both columns of a form.
func Wide(o fyne.CanvasObject) fyne.CanvasObject { return newWideBox(o) }

type wideBox struct {
	widget.BaseWidget
	inner fyne.CanvasObject
}

func newWideBox(o fyne.CanvasObject) *wideBox {
	w := &wideBox{inner: o}
	w.ExtendBaseWidget(w)
	return w
}

func (w *wideBox) wide() bool                      { return true }
func (w *wideBox) heightFor(width float32) float32 { return heightOf(w.inner, width) }
func (w *wideBox) CreateRenderer() fyne.WidgetRenderer {
	return &face{objs: []fyne.CanvasObject{w.inner}, owner: w, layout: w.inner.Resize, min: w.inner.MinSize, refresh: w.inner.Refresh}
}

// Section is a heading inside a screen, with a hint under it and actions at its right.
type Section struct {
	widget.BaseWidget
	title   *Text
	hint    *Text
	line    *canvas.Rectangle
	actions []fyne.CanvasObject
}

// NewSection returns a heading; hint may be empty.
func NewSection(title, hint string, actions ...fyne.CanvasObject) *Section {
	s := &Section{
		title: NewText(title, TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true}),
		hint:  NewCaption(hint), line: canvas.NewRectangle(color.Transparent), actions: actions,
	}
	s.ExtendBaseWidget(s)
	return s
}

func (s *Section) wide() bool { return true }

func (s *Section) actionSize() (a fyne.Size) {
	for _, o := range s.actions {
		m := o.MinSize()
		a.Width += m.Width + pad(s)
		a.Height = max(a.Height, m.Height)
	}
	return a
}

func (s *Section) head(width float32) float32 {
	a := s.actionSize()
	return max(s.title.heightFor(width-a.Width), a.Height)
}

func (s *Section) heightFor(width float32) float32 {
	h := s.head(width) + pad(s)*1.5 + 1
	if s.hint.content != "" {
		h += s.gap() + s.hint.heightFor(width)
	}
	return h
}

// gap keeps the hint clear of an action above it and of its ring of focus.
func (s *Section) gap() float32 {
	if s.actionSize().Height <= s.title.MinSize().Height {
		return 0
	}
	return pad(s)
}

// CreateRenderer draws the heading over a thin line.
func (s *Section) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: append([]fyne.CanvasObject{s.title, s.hint, s.line}, s.actions...), owner: s}
	f.refresh = func() {
		setBox(s.line, tint(s, theme.ColorNameSeparator), nil, 0, 0)
		s.title.Refresh()
		s.hint.Refresh()
		for _, o := range s.actions {
			o.Refresh()
		}
	}
	f.min = func() fyne.Size {
		w := s.actionSize().Width + s.title.MinSize().Width
		return fyne.NewSize(w, s.heightFor(max(w, s.Size().Width)))
	}
	f.layout = func(sz fyne.Size) {
		a, head := s.actionSize(), s.head(sz.Width)
		th := s.title.heightFor(sz.Width - a.Width)
		s.title.Move(fyne.NewPos(0, (head-th)/2))
		s.title.Resize(fyne.NewSize(sz.Width-a.Width, th))
		hh := s.hint.heightFor(sz.Width)
		s.hint.Move(fyne.NewPos(0, head+s.gap()))
		s.hint.Resize(fyne.NewSize(sz.Width, hh))
		s.line.Move(fyne.NewPos(0, sz.Height-1))
		s.line.Resize(fyne.NewSize(sz.Width, 1))
		x := sz.Width - a.Width + pad(s)
		for _, o := range s.actions {
			centre(o, x, head)
			x += o.MinSize().Width + pad(s)
		}
	}
	f.refresh()
	return f
}
