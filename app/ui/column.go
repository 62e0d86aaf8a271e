package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// NewColumn keeps reading matter to a width that the eye can follow, given at
// 100 %.
func NewColumn(width float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&columnLayout{width}, o)
}

type columnLayout struct{ width float32 }

func (c *columnLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	w := c.width * textScale()
	objs[0].Resize(fyne.NewSize(w, objs[0].Size().Height))
	return fyne.NewSize(w, objs[0].MinSize().Height)
}

func (c *columnLayout) Layout(objs []fyne.CanvasObject, size fyne.Size) { objs[0].Resize(size) }
