package bodychart

import (
	"guvoh/export/doc"
	"guvoh/export/figure"
)

// The size of a picture at 100 %.
const stillWidth, stillHeight = 120, 210

// NewStill makes a small picture of a figure with its marks, which a tap works
// on; it takes no keys.
func NewStill(s figure.Shape, marks []Mark, tapped func()) *Chart {
	c := New()
	still := newSurface(c)
	still.ExtendBaseWidget(&still)
	c.surface, c.target = &still, &still
	c.still, c.fixed = true, true
	c.shape, c.marks = s, marks
	c.OnPlace = func(doc.Point) {
		if tapped != nil {
			tapped()
		}
	}
	return c
}

// SetStill shows another figure and other marks.
func (c *Chart) SetStill(s figure.Shape, marks []Mark) {
	c.shape, c.marks = s, marks
	c.Refresh()
}

// Disabled keeps the keyboard out of a picture.
func (s *surface) Disabled() bool { return s.c.still }

// Enable does nothing: what is a picture stays one.
func (s *surface) Enable() {}

// Disable does nothing: a chart that cannot be changed is still walked by keys.
func (s *surface) Disable() {}
