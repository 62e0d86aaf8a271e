package sketch

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Above lays a table out, and above it the scroller in which the sketch is. The table
// comes first among the objects: Tab meets it first, and its rows say all. The sketch
// gets no more than it needs, and no more than that share of the height.
func (s *Sketch) Above(share float32) fyne.Layout { return above{s, share} }

type above struct {
	sketch *Sketch
	share  float32
}

// MinSize asks for little: the window may be made as small as it likes.
func (above) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 220) }

// Layout places the two.
func (l above) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	table, drawn := objs[0], objs[1]
	edge := theme.Padding() * 3
	tall := min(l.sketch.FitTo(size.Width-2*edge-theme.ScrollBarSize()), size.Height*l.share)
	drawn.Move(fyne.NewPos(edge, 0))
	drawn.Resize(fyne.NewSize(size.Width-2*edge, tall))
	if tall > 0 {
		tall += theme.Padding()
	}
	table.Move(fyne.NewPos(0, tall))
	table.Resize(fyne.NewSize(size.Width, size.Height-tall))
}
