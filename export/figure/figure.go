// Package figure draws what people would rather see than read: marks on the
// body, a timeline, who stands how to whom. It makes [doc.Drawing] out of plain
// values and knows no case.
//
// Rules of the package: all words come from the caller; lengths are in
// millimetres and sizes of words in points; the same values give the same
// drawing. Nothing is placed more exactly than it is known: what is not sure
// looks so.
package figure

import (
	"math"

	"guvoh/export/doc"
)

// Widths of lines, in millimetres.
const (
	thin   = 0.18
	medium = 0.3
	thick  = 0.55
)

// sketch gathers the shapes of a drawing.
type sketch struct {
	shapes []doc.Shape
}

// drawing returns what was gathered as a drawing of that size.
func (s *sketch) drawing(width, height float64) *doc.Drawing {
	return &doc.Drawing{Width: round(width), Height: round(height), Shapes: s.shapes}
}

// pen is how a line is drawn; the zero pen draws none.
type pen struct {
	hue   doc.Hue
	width float64
	dash  []float64
}

// path adds a path.
func (s *sketch) path(steps []doc.Step, p pen, fill doc.Hue) {
	if len(steps) == 0 {
		return
	}
	for i := range steps {
		for k := range steps[i].P {
			steps[i].P[k] = doc.Point{X: round(steps[i].P[k].X), Y: round(steps[i].P[k].Y)}
		}
	}
	s.shapes = append(s.shapes, doc.Shape{Path: steps, Stroke: p.hue, Width: p.width, Dash: p.dash, Fill: fill})
}

// line adds a line through points.
func (s *sketch) line(p pen, points ...doc.Point) { s.path(through(false, points), p, doc.NoHue) }

// area adds a surface with straight sides.
func (s *sketch) area(p pen, fill doc.Hue, points ...doc.Point) {
	s.path(through(true, points), p, fill)
}

// rect adds a rectangle with round corners of radius r.
func (s *sketch) rect(x, y, w, h, r float64, p pen, fill doc.Hue) {
	r = min(r, w/2, h/2)
	if r <= 0 {
		s.area(p, fill, doc.Point{X: x, Y: y}, doc.Point{X: x + w, Y: y}, doc.Point{X: x + w, Y: y + h}, doc.Point{X: x, Y: y + h})
		return
	}
	k := r * (1 - quarter)
	at := func(x, y float64) doc.Point { return doc.Point{X: x, Y: y} }
	s.path([]doc.Step{
		move(x+r, y), to(x+w-r, y), curve(at(x+w-k, y), at(x+w, y+k), at(x+w, y+r)),
		to(x+w, y+h-r), curve(at(x+w, y+h-k), at(x+w-k, y+h), at(x+w-r, y+h)),
		to(x+r, y+h), curve(at(x+k, y+h), at(x, y+h-k), at(x, y+h-r)),
		to(x, y+r), curve(at(x, y+k), at(x+k, y), at(x+r, y)), closed(),
	}, p, fill)
}

// quarter is where the handles of a quarter circle stand.
const quarter = 0.5523

// ellipse adds an ellipse.
func (s *sketch) ellipse(cx, cy, rx, ry float64, p pen, fill doc.Hue) {
	at := func(dx, dy float64) doc.Point { return doc.Point{X: cx + dx*rx, Y: cy + dy*ry} }
	s.path([]doc.Step{
		move(cx+rx, cy),
		curve(at(1, quarter), at(quarter, 1), at(0, 1)), curve(at(-quarter, 1), at(-1, quarter), at(-1, 0)),
		curve(at(-1, -quarter), at(-quarter, -1), at(0, -1)), curve(at(quarter, -1), at(1, -quarter), at(1, 0)), closed(),
	}, p, fill)
}

// words adds words with their base line at y.
func (s *sketch) words(x, y float64, text string, t lettering, align doc.Align) {
	if text == "" {
		return
	}
	s.shapes = append(s.shapes, doc.Shape{Words: text, At: doc.Point{X: round(x), Y: round(y)}, Size: t.size, Style: t.style, Hue: t.hue, Align: align})
}

// lettering is how words are set.
type lettering struct {
	size  float64
	style doc.Style
	hue   doc.Hue
}

// lead is the distance of base lines, in millimetres.
func (t lettering) lead() float64 { return t.size * 1.22 * point }

// point is a typographic point in millimetres.
const point = 25.4 / 72

func move(x, y float64) doc.Step { return doc.Step{Op: 'M', P: []doc.Point{{X: x, Y: y}}} }
func to(x, y float64) doc.Step   { return doc.Step{Op: 'L', P: []doc.Point{{X: x, Y: y}}} }
func closed() doc.Step           { return doc.Step{Op: 'Z'} }

func curve(a, b, c doc.Point) doc.Step { return doc.Step{Op: 'C', P: []doc.Point{a, b, c}} }

// through returns the steps of a line through points.
func through(close bool, points []doc.Point) []doc.Step {
	var steps []doc.Step
	for i, p := range points {
		op := byte('L')
		if i == 0 {
			op = 'M'
		}
		steps = append(steps, doc.Step{Op: op, P: []doc.Point{p}})
	}
	if close {
		steps = append(steps, closed())
	}
	return steps
}

// round keeps hundredths of a millimetre, which no printer shows.
func round(v float64) float64 { return math.Round(v*100) / 100 }

// spread moves places apart so that each is at least its height from the next,
// each as near as possible to where it was. The places are ascending.
func spread(places, heights []float64) []float64 {
	type block struct {
		from, to    int
		sum, offset float64
	}
	// Places less the heights before them must not descend: what would is joined
	// and takes the mean (pool adjacent violators).
	var blocks []block
	before := make([]float64, len(places))
	for i := range places {
		if i > 0 {
			before[i] = before[i-1] + (heights[i-1]+heights[i])/2
		}
		b := block{from: i, to: i + 1, sum: places[i] - before[i]}
		b.offset = b.sum
		for len(blocks) > 0 && blocks[len(blocks)-1].offset > b.offset {
			last := blocks[len(blocks)-1]
			blocks = blocks[:len(blocks)-1]
			b.from, b.sum = last.from, b.sum+last.sum
			b.offset = b.sum / float64(b.to-b.from)
		}
		blocks = append(blocks, b)
	}
	out := make([]float64, len(places))
	for _, b := range blocks {
		for i := b.from; i < b.to; i++ {
			out[i] = b.offset + before[i]
		}
	}
	return out
}
