package bodychart

import (
	"image"
	"image/color"
	"math"
	"slices"

	"golang.org/x/image/vector"

	"guvoh/app/ink"
	"guvoh/export/doc"
	"guvoh/export/figure"
)

// look is what the visible part of a figure was painted for. It is painted anew
// only when this is another, and not at every key.
type look struct {
	view                string
	child               bool
	w, h                int
	left, top, scale    float64 // in pixels: where the figure begins, and its unit
	line                float64
	fill, edge, between color.Color
}

// brush paints paths of a figure onto a picture.
type brush struct {
	to          *image.RGBA
	left, top   float64
	scale       float64
	curves      int // pieces into which a curve is cut
	points      []doc.Point
	ink         *ink.Painter
	sides       []doc.Point
	beyond      float64 // pixels beside the picture in which lines still matter
	right, down float64
}

// paint paints what is seen of a figure.
func paint(s figure.Shape, l look) image.Image {
	to := image.NewRGBA(image.Rect(0, 0, l.w, l.h))
	b := &brush{
		to: to, left: l.left, top: l.top, scale: l.scale, curves: 6, ink: ink.On(to),
		beyond: 4 * l.line, right: float64(l.w), down: float64(l.h),
	}
	if l.scale > 8 {
		b.curves = 12
	}
	for _, path := range s.Body {
		b.fill(path, l.fill)
		b.stroke(path, l.line, l.edge)
	}
	for _, path := range s.Inner {
		b.stroke(path, l.line*0.6, l.between)
	}
	return to
}

// at gives a point in pixels.
func (b *brush) at(p doc.Point) doc.Point {
	return doc.Point{X: b.left + p.X*b.scale, Y: b.top + p.Y*b.scale}
}

// flatten cuts a path into straight lines, in pixels.
func (b *brush) flatten(path []doc.Step) []doc.Point {
	b.points = b.points[:0]
	var from doc.Point
	for _, st := range path {
		switch st.Op {
		case 'M', 'L':
			from = b.at(st.P[0])
			b.points = append(b.points, from)
		case 'C':
			p, q, to := b.at(st.P[0]), b.at(st.P[1]), b.at(st.P[2])
			for i := 1; i <= b.curves; i++ {
				t := float64(i) / float64(b.curves)
				u := 1 - t
				b.points = append(b.points, doc.Point{
					X: u*u*u*from.X + 3*u*u*t*p.X + 3*u*t*t*q.X + t*t*t*to.X,
					Y: u*u*u*from.Y + 3*u*u*t*p.Y + 3*u*t*t*q.Y + t*t*t*to.Y,
				})
			}
			from = to
		case 'Z':
			if len(b.points) > 0 {
				b.points = append(b.points, b.points[0])
			}
		}
	}
	return b.points
}

func (b *brush) fill(path []doc.Step, c color.Color) {
	points := b.flatten(path)
	if len(points) < 3 {
		return
	}
	b.polygon(points, c)
}

// stroke paints a line as one surface, so that it is equally dark all along.
func (b *brush) stroke(path []doc.Step, width float64, c color.Color) {
	points := slices.Compact(b.flatten(path))
	n := len(points)
	if n < 2 || !b.seen(points) {
		return
	}
	ring := points[0] == points[n-1] && n > 3
	b.sides = b.sides[:0]
	for i, p := range points {
		before, behind := max(i-1, 0), min(i+1, n-1)
		if ring && i == 0 {
			before = n - 2
		}
		if ring && i == n-1 {
			behind = 1
		}
		b.sides = append(b.sides, across(points[before], p, points[behind], width/2))
	}
	outline := make([]doc.Point, 0, 2*n)
	for i, p := range points {
		outline = append(outline, doc.Point{X: p.X + b.sides[i].X, Y: p.Y + b.sides[i].Y})
	}
	for i := n - 1; i >= 0; i-- {
		outline = append(outline, doc.Point{X: points[i].X - b.sides[i].X, Y: points[i].Y - b.sides[i].Y})
	}
	b.polygon(outline, c)
}

// across gives the way from the middle of a line to its side, where it bends.
func across(before, at, behind doc.Point, half float64) doc.Point {
	const sharpest = 2 // a corner does not stick out farther
	x1, y1 := unit(before, at)
	x2, y2 := unit(at, behind)
	nx, ny := -(y1 + y2), x1+x2
	d := math.Hypot(nx, ny)
	switch {
	case d < 1e-9: // it turns back
		return doc.Point{X: -y2 * half, Y: x2 * half}
	case before == at || at == behind: // it ends
		return doc.Point{X: nx * half, Y: ny * half}
	}
	reach := half * min(2/d, sharpest)
	return doc.Point{X: nx / d * reach, Y: ny / d * reach}
}

// unit gives the direction from one point to another; of no way at all, none.
func unit(p, q doc.Point) (x, y float64) {
	d := math.Hypot(q.X-p.X, q.Y-p.Y)
	if d == 0 {
		return 0, 0
	}
	return (q.X - p.X) / d, (q.Y - p.Y) / d
}

// seen tells whether any of a line may lie in the picture.
func (b *brush) seen(points []doc.Point) bool {
	left, top, right, bottom := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, p := range points {
		left, right = min(left, p.X), max(right, p.X)
		top, bottom = min(top, p.Y), max(bottom, p.Y)
	}
	return right > -b.beyond && left < b.right+b.beyond && bottom > -b.beyond && top < b.down+b.beyond
}

// polygon paints a surface, and looks at no pixel beyond it.
func (b *brush) polygon(points []doc.Point, c color.Color) {
	left, top, right, bottom := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, p := range points {
		left, right = min(left, p.X), max(right, p.X)
		top, bottom = min(top, p.Y), max(bottom, p.Y)
	}
	box := image.Rect(int(math.Floor(max(left, 0))), int(math.Floor(max(top, 0))), int(math.Ceil(min(right, b.right))), int(math.Ceil(min(bottom, b.down))))
	if box = box.Intersect(b.to.Rect); box.Empty() {
		return
	}
	b.ink.Fill(box, c, func(r *vector.Rasterizer) {
		for i, p := range points {
			x, y := float32(p.X-float64(box.Min.X)), float32(p.Y-float64(box.Min.Y))
			if i == 0 {
				r.MoveTo(x, y)
			} else {
				r.LineTo(x, y)
			}
		}
		r.ClosePath()
	})
}

// Picture paints what is seen of the figure, without marks, in so many pixels.
func (c *Chart) Picture(w, h int) image.Image { return c.surface.paint(w, h) }
