package webchart

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/vector"

	"guvoh/app/ink"
)

// stroke is a line as it is painted, in pixels.
type stroke struct {
	points [pieces + 1]point
	width  float64
	dashed bool
	head   bool
	dirX   float64
	dirY   float64
	ink    color.Color
}

// pieces is into how many straight pieces a bent line is cut.
const pieces = 18

// paint paints lines onto a clear picture. All lines of one colour are laid on it
// in one go: what the painter costs is the size of the picture, and not how many
// lines there are.
func paint(w, h int, all []stroke) image.Image {
	to := image.NewRGBA(image.Rect(0, 0, w, h))
	var inks []color.Color
	of := map[color.Color][]stroke{}
	for _, s := range all {
		if of[s.ink] == nil {
			inks = append(inks, s.ink)
		}
		of[s.ink] = append(of[s.ink], s)
	}
	p := ink.On(to)
	for _, c := range inks {
		p.Fill(to.Rect, c, func(r *vector.Rasterizer) {
			for _, s := range of[c] {
				s.lay(r, float64(w), float64(h))
			}
		})
	}
	return to
}

// lay gives the surfaces of a line to the painter. All go round in the same
// sense, so that none takes away from another that it lies on.
func (s stroke) lay(r *vector.Rasterizer, w, h float64) {
	on, left := true, 5*s.width
	for i := 1; i < len(s.points); i++ {
		p, q := s.points[i-1], s.points[i]
		if max(p.x, q.x) < -20 || min(p.x, q.x) > w+20 || max(p.y, q.y) < -20 || min(p.y, q.y) > h+20 {
			continue
		}
		if !s.dashed {
			quad(r, p, q, s.width)
			continue
		}
		long := math.Hypot(q.x-p.x, q.y-p.y)
		for at := 0.0; at < long; {
			step := min(left, long-at)
			if on {
				quad(r, between(p, q, at/long), between(p, q, (at+step)/long), s.width)
			}
			at += step
			if left -= step; left <= 1e-9 {
				on = !on
				left = 4 * s.width
				if on {
					left = 5 * s.width
				}
			}
		}
	}
	if s.head {
		s.arrow(r)
	}
}

func between(p, q point, t float64) point { return point{p.x + (q.x-p.x)*t, p.y + (q.y-p.y)*t} }

// quad is a straight piece of a line.
func quad(r *vector.Rasterizer, p, q point, width float64) {
	d := math.Hypot(q.x-p.x, q.y-p.y)
	if d < 1e-9 {
		return
	}
	nx, ny := -(q.y-p.y)/d*width/2, (q.x-p.x)/d*width/2
	polygon(r, point{p.x + nx, p.y + ny}, point{q.x + nx, q.y + ny}, point{q.x - nx, q.y - ny}, point{p.x - nx, p.y - ny})
}

// arrow is the head at the end of a line.
func (s stroke) arrow(r *vector.Rasterizer) {
	tip, long, half := s.points[pieces], 4.6*s.width, 2.3*s.width
	back := point{tip.x - s.dirX*long, tip.y - s.dirY*long}
	nx, ny := -s.dirY*half, s.dirX*half
	polygon(r, point{back.x + nx, back.y + ny}, tip, point{back.x - nx, back.y - ny})
}

func polygon(r *vector.Rasterizer, points ...point) {
	for i, p := range points {
		if i == 0 {
			r.MoveTo(float32(p.x), float32(p.y))
		} else {
			r.LineTo(float32(p.x), float32(p.y))
		}
	}
	r.ClosePath()
}
