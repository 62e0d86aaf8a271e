package bodymap_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/desk/desktest"
	"guvoh/model"
)

// wounded is a person with so many marks on the front of the body, of all kinds.
func wounded(b *testing.B, n int) *told {
	kinds := []string{"burn", "bruise", "cut", "stab", "bite"}
	var all []map[string]model.Value
	for i := range n {
		all = append(all, map[string]model.Value{
			"kind": text(kinds[i%len(kinds)]), "view": text("front"),
			"point": point(0.34+0.04*float64(i%9), 0.12+0.8*float64(i)/float64(n)),
		})
	}
	return tell(b, desktest.Look{}, nil, all...)
}

// work turns, pulls and walks on the figure.
func (b *told) work(f *desktest.Frames) {
	b.onChart()
	c := b.chart()
	target := c.FocusTarget().(fyne.Draggable)
	corner := fyne.CurrentApp().Driver().AbsolutePositionForObject(c.FocusTarget().(fyne.CanvasObject))
	size := c.Size()
	middle := corner.AddXY(size.Width/2, size.Height/3)
	for i := range 30 {
		dy := float32(10)
		if i%10 >= 5 {
			dy = -dy
		}
		f.Do("wheel", func() { test.Scroll(b.Window().Canvas(), middle, 0, dy) })
	}
	c.Zoom(0)
	c.Zoom(1)
	c.Zoom(1)
	pull := func(at fyne.Position, dx, dy float32) {
		target.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}, Dragged: fyne.NewDelta(dx, dy)})
	}
	for i := range 20 {
		f.Do("pan", func() { pull(fyne.NewPos(2, 2), 3, float32(4-i%8)) })
	}
	target.DragEnd()
	c.Zoom(0)
	from := c.At(c.Marks()[len(c.Marks())/2].At)
	for i := range 20 {
		to := from.AddXY(float32(i), float32(i%5))
		f.Do("pull", func() { pull(to, 1, 1) })
	}
	f.Do("put-down", target.DragEnd)
	for i := range 20 {
		f.Do("arrow", func() { b.Press([]fyne.KeyName{fyne.KeyRight, fyne.KeyDown}[i%2]) })
	}
}

// BenchmarkWork works on the body map of a person with forty marks, beside that
// of one with two.
func BenchmarkWork(b *testing.B) {
	few := wounded(b, 2)
	few.show()
	short := few.Measure()
	few.work(short)
	many := wounded(b, 40)
	many.show()
	if n := len(many.chart().Marks()); n != 40 {
		b.Fatalf("%d marks are shown", n)
	}
	long := many.Measure()
	for b.Loop() {
		long.Do("open", many.show)
		many.work(long)
	}
	long.Report(b)
	long.Against(b, short, "wheel", "pan", "pull", "arrow")
}
