package figure

import (
	"math"

	"guvoh/export/doc"
)

// area is a place of the body in an outline: what lies within the radius of a
// line. Without a side it belongs to the half on which a point lies.
type area struct {
	Site   string       `json:"site"`
	Side   string       `json:"side"`
	Radius float64      `json:"radius"`
	Line   [][2]float64 `json:"line"`
}

// Place is where on the body a point of an outline lies.
type Place struct {
	Site, Side string // as in body_site and body_side
	On         bool   // the point lies on the body, not beside it
}

// central is how near to the middle of an outline a point must be to lie there,
// as a share of its width.
const central = 0.017

// Shape is one outline as it is shown: its size in units of its own, its lines,
// and where the words or letters for the sides of the person stand, as shares.
type Shape struct {
	View          string
	Child         bool // it is that of a child
	Width, Height float64
	Body, Inner   [][]doc.Step
	Letters       map[string]doc.Point // by "left" and "right"
	o             *outline
}

// Views are all outlines, in the order in which they stand side by side: those
// that are always shown, and those that are shown only when asked for.
func Views() (open, locked []string) {
	n := len(inDrawing) - 3
	return inDrawing[:n:n], inDrawing[n:]
}

// ShapeOf returns the outline of a view, or of a child where it is built
// otherwise. There is none of a child's genitals, and none of a view that
// nobody knows.
func ShapeOf(view string, child bool) (Shape, bool) {
	o := find(view, child)
	if o == nil {
		return Shape{}, false
	}
	s := Shape{View: view, Child: child, Width: o.Width, Height: o.Height, Body: o.body, Inner: o.inner, Letters: map[string]doc.Point{}, o: o}
	for side, l := range o.Letters {
		s.Letters[side] = doc.Point{X: l[0], Y: l[1]}
	}
	return s, true
}

// Spots returns where a place of the body is in the outline, as shares of it;
// none where the outline does not show it, or the side is not known.
func (s Shape) Spots(site, side string) []doc.Point {
	var out []doc.Point
	for _, p := range s.o.find(BodyMark{Site: site, Side: side}) {
		out = append(out, doc.Point{X: p.x, Y: p.y})
	}
	return out
}

// At says where on the body a point lies, given as shares of the outline: in
// the place whose area holds it, or else is nearest. The sides are the person's.
func (s Shape) At(p doc.Point) Place {
	x, y := p.X*s.Width, p.Y*s.Height
	place := Place{On: s.holds(x, y)}
	best := math.Inf(1)
	for _, a := range s.o.Areas {
		// The nearer to its line the better, for its size: where two areas
		// overlap, the point belongs to the one it lies deeper in.
		d := a.distance(x, y)
		if d > 0 {
			d += 1
		} else {
			d = (d + a.Radius) / a.Radius
		}
		if d < best {
			best, place.Site, place.Side = d, a.Site, a.Side
		}
	}
	if half := s.half(p.X); place.Side == "" || half == "middle" {
		place.Side = half
	}
	return place
}

// Away returns how far a point, given as shares, is from the nearest area of a
// place, in units of the outline: nothing inside one, infinitely far where the
// outline does not show it.
func (s Shape) Away(p doc.Point, site string) float64 {
	least := math.Inf(1)
	for _, a := range s.o.Areas {
		if a.Site == site {
			least = min(least, max(a.distance(p.X*s.Width, p.Y*s.Height), 0))
		}
	}
	return least
}

// Places returns every place that the outline shows, each once.
func (s Shape) Places() []string {
	var out []string
	seen := map[string]bool{}
	for _, a := range s.o.Areas {
		if !seen[a.Site] {
			seen[a.Site] = true
			out = append(out, a.Site)
		}
	}
	return out
}

// half tells on which side of the person a point across the outline lies.
func (s Shape) half(x float64) string {
	switch s.View {
	case "left", "head_left":
		return "left"
	case "right", "head_right":
		return "right"
	}
	low, high := "right", "left"
	if s.Letters["left"].X < s.Letters["right"].X {
		low, high = high, low
	}
	switch {
	case math.Abs(x-0.5) <= central:
		return "middle"
	case x < 0.5:
		return low
	}
	return high
}

// distance returns how far a point lies outside of an area; less than nothing
// inside it.
func (a area) distance(x, y float64) float64 {
	least := math.Inf(1)
	for i := range a.Line {
		from, to := a.Line[max(i-1, 0)], a.Line[i]
		dx, dy := to[0]-from[0], to[1]-from[1]
		t := 0.0
		if l := dx*dx + dy*dy; l > 0 {
			t = min(max(((x-from[0])*dx+(y-from[1])*dy)/l, 0), 1)
		}
		least = min(least, math.Hypot(x-from[0]-t*dx, y-from[1]-t*dy))
	}
	return least - a.Radius
}

// holds tells whether a point lies within what is drawn, by how often a line
// from it to the right crosses the edge.
func (s Shape) holds(x, y float64) bool {
	for _, path := range s.Body {
		inside := false
		points := flat(path)
		for i := range points {
			a, b := points[(i+len(points)-1)%len(points)], points[i]
			if (a.Y > y) != (b.Y > y) && x < a.X+(y-a.Y)/(b.Y-a.Y)*(b.X-a.X) {
				inside = !inside
			}
		}
		if inside {
			return true
		}
	}
	return false
}

// flat returns a path as the corners of a surface; curves become short lines.
func flat(path []doc.Step) []doc.Point {
	const pieces = 8
	var out []doc.Point
	var at doc.Point
	for _, st := range path {
		switch st.Op {
		case 'C':
			a, b, c := st.P[0], st.P[1], st.P[2]
			for i := 1; i <= pieces; i++ {
				t := float64(i) / pieces
				u := 1 - t
				out = append(out, doc.Point{
					X: u*u*u*at.X + 3*u*u*t*a.X + 3*u*t*t*b.X + t*t*t*c.X,
					Y: u*u*u*at.Y + 3*u*u*t*a.Y + 3*u*t*t*b.Y + t*t*t*c.Y,
				})
			}
			at = c
		case 'M', 'L':
			at = st.P[0]
			out = append(out, at)
		}
	}
	return out
}

// Signed returns the sign of a mark around the middle of a drawing of that side,
// in millimetres, as it is drawn on paper; near as it is where the place is only
// known by its name.
func Signed(sign Sign, side float64, near bool) *doc.Drawing {
	s := &sketch{}
	spot{mark: BodyMark{Sign: sign}, near: near}.draw(s, side/2, side/2)
	return s.drawing(side, side)
}
