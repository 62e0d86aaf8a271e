package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// NewHeaded puts a head, with its margins, above a body that takes the rest.
// Tab meets the head first, which a border container made as usual meets last.
func NewHeaded(head, body fyne.CanvasObject) *fyne.Container {
	top := NewInset(3, 2.5, head)
	return container.New(layout.NewBorderLayout(top, nil, nil, nil), top, body)
}

// LeadInto makes Down and Enter go from a line of searching into the list of
// what it found; while there is nothing in the list they do nothing.
func LeadInto(list *Columns, line *Entry) {
	line.OnKey = func(ev *fyne.KeyEvent) bool {
		switch ev.Name {
		case fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnter:
			if list.rows.Count() > 0 {
				Focus(list)
			}
			return true
		}
		return false
	}
}

// NewHalfHeaded is [NewHeaded] for a head that may be high, such as a question: where
// the window is small or its words are large it scrolls, and the body keeps a third of the room.
func NewHalfHeaded(head, body fyne.CanvasObject) *fyne.Container {
	top := NewInset(3, 2.5, head)
	return &fyne.Container{Layout: halfHeaded{top}, Objects: []fyne.CanvasObject{NewScroll(top), body}}
}

type halfHeaded struct{ head *fyne.Container }

// MinSize asks for little: the window may be made as small as it likes.
func (halfHeaded) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 260) }

// Layout gives the head what it needs, as long as the body keeps what it can do
// with and a third of the room. A head that is higher is scrolled.
func (l halfHeaded) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	l.head.Resize(fyne.NewSize(size.Width, l.head.Size().Height))
	kept := max(objs[1].MinSize().Height, size.Height*0.34)
	tall := min(l.head.MinSize().Height, max(size.Height-kept, size.Height*0.5))
	objs[0].Move(fyne.Position{})
	objs[0].Resize(fyne.NewSize(size.Width, tall))
	objs[1].Move(fyne.NewPos(0, tall))
	objs[1].Resize(fyne.NewSize(size.Width, size.Height-tall))
}
