package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// NewShrinking shows a button at its own width, at the left, and narrower where
// there is no room for that; its words are then cut short. So a long title never
// makes the window wider than the screen.
func NewShrinking(b *Button) *fyne.Container { return container.New(shrinking{}, b) }

type shrinking struct{}

// shrunk is what is left of the words at 100 % before the window must be wider.
const shrunk = 120

func (shrinking) MinSize(objs []fyne.CanvasObject) fyne.Size {
	m := objs[0].MinSize()
	return fyne.NewSize(min(m.Width, shrunk*textScale()), m.Height)
}

func (shrinking) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	m := objs[0].MinSize()
	objs[0].Move(fyne.Position{})
	objs[0].Resize(fyne.NewSize(min(m.Width, s.Width), m.Height))
}
