package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// tall is anything whose height depends on the width it gets.
type tall interface{ heightFor(width float32) float32 }

// heightOf answers how high o must be at a width.
func heightOf(o fyne.CanvasObject, width float32) float32 {
	switch v := o.(type) {
	case tall:
		return max(v.heightFor(width), 0)
	case *fyne.Container:
		if l, ok := v.Layout.(tallLayout); ok {
			return l.heightFor(v.Objects, width)
		}
	}
	return o.MinSize().Height
}

type tallLayout interface {
	heightFor(objs []fyne.CanvasObject, width float32) float32
}

// themeSize answers a size of the app's theme, for layouts, which have none of their own.
func themeSize(name fyne.ThemeSizeName) float32 {
	return fyne.CurrentApp().Settings().Theme().Size(name)
}

// textScale tells how much bigger than usual the text is.
func textScale() float32 { return themeSize(theme.SizeNameText) / 14 }

// NewStack puts objects below one another, each as high as its words need at
// the width there is. gap is in paddings: 1 is close, 3 sets groups apart.
func NewStack(gap float32, objs ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &stackLayout{gap: gap}, Objects: objs}
}

type stackLayout struct {
	gap   float32
	width float32 // as last laid out
}

func (l *stackLayout) space() float32 { return l.gap * themeSize(theme.SizeNamePadding) }

func (l *stackLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	y := float32(0)
	for _, o := range objs {
		if !o.Visible() {
			continue
		}
		h := heightOf(o, s.Width)
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(s.Width, h))
		if h > 0 {
			y += h + l.space()
		}
	}
}

func (l *stackLayout) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	y := float32(0)
	for _, o := range objs {
		if o.Visible() {
			if h := heightOf(o, width); h > 0 {
				y += h + l.space()
			}
		}
	}
	return max(0, y-l.space())
}

func (l *stackLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	w := float32(0)
	for _, o := range objs {
		if o.Visible() {
			w = max(w, o.MinSize().Width)
		}
	}
	return fyne.NewSize(w, l.heightFor(objs, max(w, l.width)))
}

// NewRow puts objects side by side at their own widths, centred on one line;
// the object at index grow (or none, -1) takes the room that is left.
func NewRow(grow int, objs ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &rowLayout{grow: grow}, Objects: objs}
}

type rowLayout struct{ grow int }

func (l *rowLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	gap := themeSize(theme.SizeNamePadding)
	for _, o := range objs {
		if o.Visible() {
			m := o.MinSize()
			s.Width += m.Width + gap
			s.Height = max(s.Height, m.Height)
		}
	}
	s.Width = max(0, s.Width-gap)
	return s
}

func (l *rowLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	gap := themeSize(theme.SizeNamePadding)
	left := s.Width - l.MinSize(objs).Width
	x := float32(0)
	for i, o := range objs {
		if !o.Visible() {
			continue
		}
		m := l.room(o, i, left)
		h := min(max(m.Height, heightOf(o, m.Width)), s.Height)
		o.Resize(fyne.NewSize(m.Width, h))
		o.Move(fyne.NewPos(x, (s.Height-h)/2))
		x += m.Width + gap
	}
}

func (l *rowLayout) room(o fyne.CanvasObject, i int, left float32) fyne.Size {
	m := o.MinSize()
	if i == l.grow {
		m.Width = max(0, m.Width+left)
	}
	return m
}

// heightFor gives a wrapping object in the growing place the height it needs.
func (l *rowLayout) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	left := width - l.MinSize(objs).Width
	h := float32(0)
	for i, o := range objs {
		if o.Visible() {
			h = max(h, heightOf(o, l.room(o, i, left).Width))
		}
	}
	return h
}

// NewInset leaves room around an object, in paddings.
func NewInset(x, y float32, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &insetLayout{x, y}, Objects: []fyne.CanvasObject{o}}
}

type insetLayout struct{ x, y float32 }

func (l *insetLayout) edge() (x, y float32) {
	p := themeSize(theme.SizeNamePadding)
	return l.x * p, l.y * p
}

func (l *insetLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	x, y := l.edge()
	for _, o := range objs {
		o.Move(fyne.NewPos(x, y))
		o.Resize(s.SubtractWidthHeight(2*x, 2*y))
	}
}

func (l *insetLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	x, y := l.edge()
	return objs[0].MinSize().AddWidthHeight(2*x, 2*y)
}

func (l *insetLayout) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	x, y := l.edge()
	return heightOf(objs[0], width-2*x) + 2*y
}
