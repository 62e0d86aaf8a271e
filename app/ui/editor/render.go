package editor

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// CreateRenderer draws the border around the text.
func (e *Editor) CreateRenderer() fyne.WidgetRenderer {
	f := &frame{e: e, box: canvas.NewRectangle(color.Transparent)}
	f.style()
	return f
}

// frame is the border, with the text in it, inside a scroller only when it must scroll:
// a scroller would swallow the wheel of the page around it.
type frame struct {
	e       *Editor
	box     *canvas.Rectangle
	objects []fyne.CanvasObject
}

func (f *frame) Destroy() {}

func (f *frame) inner() fyne.CanvasObject {
	if f.e.overflows() {
		return f.e.scroll
	}
	return f.e.surface
}

func (f *frame) Objects() []fyne.CanvasObject {
	f.objects = append(f.objects[:0], f.box, f.inner())
	return f.objects
}

// edge keeps the text of a scrolling editor off the border.
func (f *frame) edge() float32 {
	if f.e.overflows() {
		return f.box.StrokeWidth
	}
	return 0
}

func (f *frame) Layout(s fyne.Size) {
	e := f.e
	f.box.Resize(s)
	e.b.setWidth(s.Width-2*padX, metricsOf(e.Theme(), e.lead))
	d := f.edge()
	in := f.inner()
	in.Move(fyne.NewPos(d, d))
	in.Resize(s.SubtractWidthHeight(2*d, 2*d))
	if in == e.scroll {
		e.surface.Resize(fyne.NewSize(s.Width-2*d, max(e.fullHeight(), s.Height-2*d)))
	}
	e.lastHeight = e.fullHeight()
	e.surface.draw(false)
}

func (f *frame) MinSize() fyne.Size {
	e := f.e
	m := metricsOf(e.Theme(), e.lead)
	h := float32(e.minRows)*m.rowH + 2*padY
	if e.auto {
		h = max(h, e.fullHeight())
		if e.maxHeight > 0 {
			h = min(h, e.maxHeight)
		}
	}
	return fyne.NewSize(80, h)
}

func (f *frame) style() {
	e := f.e
	th, v := e.Theme(), fyne.CurrentApp().Settings().ThemeVariant()
	f.box.FillColor = th.Color(theme.ColorNameInputBackground, v)
	f.box.StrokeColor = th.Color(theme.ColorNameInputBorder, v)
	f.box.StrokeWidth = th.Size(theme.SizeNameInputBorder)
	f.box.CornerRadius = th.Size(theme.SizeNameInputRadius)
	switch {
	case e.focused:
		f.box.StrokeColor = th.Color(theme.ColorNamePrimary, v)
		f.box.StrokeWidth++
	case e.bare:
		f.box.FillColor, f.box.StrokeColor = color.Transparent, color.Transparent
	case e.readOnly || e.disabled:
		f.box.FillColor = color.Transparent
		f.box.StrokeColor = th.Color(theme.ColorNameSeparator, v)
	}
	f.box.Refresh()
}

func (f *frame) Refresh() {
	f.style()
	f.Layout(f.e.Size())
	if f.inner() == f.e.scroll {
		f.e.scroll.Refresh()
	} else {
		f.e.surface.Refresh()
	}
	canvas.Refresh(f.box)
}
