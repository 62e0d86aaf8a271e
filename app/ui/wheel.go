package ui

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui/activity"
)

// wheel lies over a line of text, which would keep the mouse wheel to itself,
// and hands it to the page around. Turned sideways, it moves the text.
type wheel struct {
	widget.BaseWidget
	text *container.Scroll
}

func newWheel(over []fyne.CanvasObject) *wheel {
	w := &wheel{}
	for _, o := range over {
		if s, ok := o.(*container.Scroll); ok {
			w.text = s
		}
	}
	w.ExtendBaseWidget(w)
	return w
}

// Scrolled moves the page, or the text.
func (w *wheel) Scrolled(ev *fyne.ScrollEvent) {
	activity.Seen()
	if d := ev.Scrolled; w.text != nil && math.Abs(float64(d.DX)) > math.Abs(float64(d.DY)) {
		w.text.Scrolled(ev)
		return
	}
	if s := around(w); s != nil {
		s.inner.Scrolled(ev)
	}
}

// CreateRenderer draws nothing.
func (w *wheel) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}
