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
