package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// NewBeside puts what can be done at the right of a title, or below it, on as many
// lines as it takes, where there is no room for both: a title is not broken between
// its letters for the sake of a button.
func NewBeside(title fyne.CanvasObject, acts ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &besideLayout{}, Objects: append([]fyne.CanvasObject{title}, acts...)}
}

type besideLayout struct {
	flow  flowLayout
	width float32
}

// roomForTitle is what a title that has to be broken keeps beside the buttons at
// least, at 100 %.
const roomForTitle = 196

// need answers the width of what can be done on one line.
func (l *besideLayout) need(acts []fyne.CanvasObject) (w, h float32) {
	for _, o := range acts {
		if o.Visible() {
			m := o.MinSize()
			w += m.Width + themeSize(theme.SizeNamePadding)
			h = max(h, m.Height)
		}
	}
	return w, h
}

func (l *besideLayout) below(objs []fyne.CanvasObject, width float32) bool {
	w, _ := l.need(objs[1:])
	room := width - w
	return w > 0 && (room < 1 || room < roomForTitle*textScale() && heightOf(objs[0], room) > heightOf(objs[0], width))
}

func (l *besideLayout) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	w, h := l.need(objs[1:])
	if l.below(objs, width) {
		return heightOf(objs[0], width) + themeSize(theme.SizeNamePadding) + l.flow.heightFor(objs[1:], width)
	}
	return max(heightOf(objs[0], width-w), h)
}

func (l *besideLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	w := max(objs[0].MinSize().Width, l.flow.MinSize(objs[1:]).Width)
	return fyne.NewSize(w, l.heightFor(objs, max(w, l.width)))
}

func (l *besideLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	title, acts := objs[0], objs[1:]
	w, h := l.need(acts)
	if l.below(objs, s.Width) {
		tall := heightOf(title, s.Width)
		title.Move(fyne.Position{})
		title.Resize(fyne.NewSize(s.Width, tall))
		l.flow.walk(acts, s.Width, func(o fyne.CanvasObject, x, y float32, m fyne.Size) {
			o.Move(fyne.NewPos(x, tall+themeSize(theme.SizeNamePadding)+y))
			o.Resize(m)
		})
		return
	}
	tall := heightOf(title, s.Width-w)
	title.Move(fyne.NewPos(0, (s.Height-tall)/2))
	title.Resize(fyne.NewSize(s.Width-w, tall))
	l.flow.walk(acts, w, func(o fyne.CanvasObject, x, _ float32, m fyne.Size) {
		o.Move(fyne.NewPos(s.Width-w+themeSize(theme.SizeNamePadding)+x, (s.Height-h)/2+(h-m.Height)/2))
		o.Resize(m)
	})
}
