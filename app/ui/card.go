package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Card is a ground of its own for what belongs together, such as the inputs in
// which one line is changed.
type Card struct {
	widget.BaseWidget
	box   *canvas.Rectangle
	inner *fyne.Container
}

// NewCard puts an object on a ground of its own, with room around it.
func NewCard(o fyne.CanvasObject) *Card {
	c := &Card{box: canvas.NewRectangle(color.Transparent), inner: NewInset(2.4, 2.2, o)}
	c.ExtendBaseWidget(c)
	return c
}

func (c *Card) wide() bool                      { return true }
func (c *Card) heightFor(width float32) float32 { return heightOf(c.inner, width) }

// CreateRenderer draws the ground under the object.
func (c *Card) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{c.box, c.inner}, owner: c}
	f.refresh = func() {
		setBox(c.box, tint(c, ColorSurface), tint(c, ColorBorder), 1, size(c, theme.SizeNameInputRadius)*1.3)
		c.inner.Refresh()
	}
	f.min = func() fyne.Size {
		m := c.inner.MinSize()
		return fyne.NewSize(m.Width, c.heightFor(max(m.Width, c.Size().Width)))
	}
	f.layout = func(s fyne.Size) {
		c.box.Resize(s)
		c.inner.Resize(s)
	}
	f.refresh()
	return f
}
