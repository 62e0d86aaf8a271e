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

// NewAtMost is NewColumn for a page that must also stand in less room: it is as
// wide as there is room, up to the width given.
func NewAtMost(width float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&atMostLayout{most: width}, o)
}

type atMostLayout struct {
	most float32
	room float32 // as last laid out
}

func (l *atMostLayout) fit(room float32) float32 { return min(room, l.most*textScale()) }

func (l *atMostLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	w := objs[0].MinSize().Width
	return fyne.NewSize(w, heightOf(objs[0], l.fit(max(w, l.room))))
}

func (l *atMostLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	l.room = s.Width
	objs[0].Resize(fyne.NewSize(l.fit(s.Width), s.Height))
}

func (l *atMostLayout) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	return heightOf(objs[0], l.fit(width))
}
