package webchart

import (
	"cmp"
	"math"
	"slices"
)

// point is a point of the web, in units at scale 1.
type point struct{ x, y float64 }

// line is where a bond runs: from a box, bending twice, to a box.
type line struct {
	bond           int
	from, a, b, to point
	dirX, dirY     float64 // into which it goes at its end
}

// at gives the point of a line at a part of its way.
func (l line) at(t float64) point {
	u := 1 - t
	f := func(p, q, r, s float64) float64 { return u*u*u*p + 3*u*u*t*q + 3*u*t*t*r + t*t*t*s }
	return point{f(l.from.x, l.a.x, l.b.x, l.to.x), f(l.from.y, l.a.y, l.b.y, l.to.y)}
}

// side is an edge of a box that lines meet.
type side int

const (
	top side = iota
	bottom
	left
	right
)

// route finds out where all lines run. Lines that meet one edge of a box share it,
// in the order in which they come from the side, so that few cross.
func (c *Chart) route() {
	type end struct {
		line  int
		other float64 // where the other box is, along the edge
		to    bool
	}
	type edge struct {
		node int
		side side
	}
	c.lines = c.lines[:0]
	edges := map[edge][]end{}
	var order []edge
	meet := func(e edge, m end) {
		if edges[e] == nil {
			order = append(order, e)
		}
		edges[e] = append(edges[e], m)
	}
	sides := make([][2]side, 0, len(c.bonds))
	for i, b := range c.bonds {
		from, okFrom := c.index[b.From]
		to, okTo := c.index[b.To]
		if !okFrom || !okTo || from == to {
			continue
		}
		p, q := c.middle(from), c.middle(to)
		out, in := facing(p, q)
		n := len(c.lines)
		c.lines = append(c.lines, line{bond: i})
		sides = append(sides, [2]side{out, in})
		along := func(s side, other point) float64 {
			if s == left || s == right {
				return other.y
			}
			return other.x
		}
		meet(edge{from, out}, end{n, along(out, q), false})
		meet(edge{to, in}, end{n, along(in, p), true})
	}
	for _, e := range order {
		all := edges[e]
		slices.SortStableFunc(all, func(a, b end) int { return cmp.Compare(a.other, b.other) })
		for i, m := range all {
			share := 0.72 * ((float64(i)+0.5)/float64(len(all)) - 0.5)
			at := port(c.middle(e.node), e.side, share)
			if m.to {
				c.lines[m.line].to = at
			} else {
				c.lines[m.line].from = at
			}
		}
	}
	f := c.field()
	for i := range c.lines {
		c.lines[i].bend(sides[i][0], sides[i][1])
		if math.Abs(c.lines[i].to.y-c.lines[i].from.y) > cellHeight() {
			c.around(f, &c.lines[i])
		}
	}
}

// field holds the boxes by the cells on which they lie, for finding what is in the
// way of a line.
type field map[[2]int][]int

func cellOf(x, y float64) [2]int {
	return [2]int{int(math.Floor(x / cellWidth())), int(math.Floor(y / cellHeight()))}
}

func (c *Chart) field() field {
	f := field{}
	for i := range c.nodes {
		m := c.middle(i)
		from, to := cellOf(m.x-boxWidth()/2-aside, m.y-boxHeight()/2-aside), cellOf(m.x+boxWidth()/2+aside, m.y+boxHeight()/2+aside)
		for x := from[0]; x <= to[0]; x++ {
			for y := from[1]; y <= to[1]; y++ {
				f[[2]int{x, y}] = append(f[[2]int{x, y}], i)
			}
		}
	}
	return f
}

// aside is how far a line keeps from boxes that it passes, in units.
const aside = 4

// behind counts the points of a line that lie behind boxes which are not its own.
func (c *Chart) behind(f field, l line) int {
	b := c.bonds[l.bond]
	n := 0
	for k := 1; k < pieces; k++ {
		p := l.at(float64(k) / pieces)
		for _, i := range f[cellOf(p.x, p.y)] {
			m := c.middle(i)
			if key := c.nodes[i].Key; key != b.From && key != b.To && math.Abs(p.x-m.x) < boxWidth()/2+aside && math.Abs(p.y-m.y) < boxHeight()/2+aside {
				n++
			}
		}
	}
	return n
}

// around leads a line that passes several rows through a gap between columns,
// where boxes are in its way: one that goes on behind a box looks as if it ended
// there.
func (c *Chart) around(f field, l *line) {
	const steep = 0.05 // of its height: it goes aside at once, and back at the end
	best, least := *l, c.behind(f, *l)
	mid, tall := (l.from.x+l.to.x)/2, l.to.y-l.from.y
	column := math.Floor(mid / cellWidth())
	for _, gap := range []float64{0.5, -0.5, 1.5, -1.5, 2.5} {
		if least == 0 {
			break
		}
		by := ((column+gap)*cellWidth() - mid) / 0.75 // so that its middle is in the gap
		try := *l
		try.a = point{l.from.x + by, l.from.y + steep*tall}
		try.b = point{l.to.x + by, l.to.y - steep*tall}
		if n := c.behind(f, try); n < least {
			best, least = try, n
		}
	}
	*l = best
}

func (c *Chart) middle(i int) point {
	x, y := c.centre(c.nodes[i])
	return point{x, y}
}

// facing tells which edges of two boxes a line joins: from above to below, from
// side to side between neighbours of one row, or below both where others stand
// between them.
func facing(p, q point) (out, in side) {
	apart := boxHeight() * 1.1
	switch {
	case q.y-p.y > apart:
		return bottom, top
	case p.y-q.y > apart:
		return top, bottom
	case math.Abs(q.x-p.x) > 1.4*cellWidth():
		return bottom, bottom
	case q.x > p.x:
		return right, left
	}
	return left, right
}

// port gives a point on the edge of a box.
func port(p point, s side, share float64) point {
	w, h := boxWidth(), boxHeight()
	switch s {
	case top:
		return point{p.x + share*w, p.y - h/2}
	case bottom:
		return point{p.x + share*w, p.y + h/2}
	case left:
		return point{p.x - w/2, p.y + share*h}
	}
	return point{p.x + w/2, p.y + share*h}
}

// bend lets a line leave and reach its boxes straight.
func (l *line) bend(out, in side) {
	pull := max(math.Abs(l.to.y-l.from.y)*0.42, cellHeight()*0.2)
	if out == left || out == right {
		pull = math.Abs(l.to.x-l.from.x) * 0.42
	}
	if out == bottom && in == bottom {
		pull = cellHeight() * 0.42
	}
	toward := func(p point, s side) point {
		switch s {
		case top:
			return point{p.x, p.y - pull}
		case bottom:
			return point{p.x, p.y + pull}
		case left:
			return point{p.x - pull, p.y}
		}
		return point{p.x + pull, p.y}
	}
	l.a, l.b = toward(l.from, out), toward(l.to, in)
	switch in {
	case top:
		l.dirX, l.dirY = 0, 1
	case bottom:
		l.dirX, l.dirY = 0, -1
	case left:
		l.dirX, l.dirY = 1, 0
	default:
		l.dirX, l.dirY = -1, 0
	}
}

// nearest gives the line that runs nearest to a point, within reach; -1 for none.
func (c *Chart) nearest(p point, reach float64) int {
	best := -1
	for i, l := range c.lines {
		from := l.at(0)
		for k := 1; k <= pieces; k++ {
			to := l.at(float64(k) / pieces)
			if d := distance(p, from, to); d <= reach {
				best, reach = i, d
			}
			from = to
		}
	}
	return best
}

// distance tells how far a point is from a straight piece of a line.
func distance(p, from, to point) float64 {
	dx, dy := to.x-from.x, to.y-from.y
	t := 0.0
	if long := dx*dx + dy*dy; long > 0 {
		t = min(max(((p.x-from.x)*dx+(p.y-from.y)*dy)/long, 0), 1)
	}
	return math.Hypot(p.x-from.x-t*dx, p.y-from.y-t*dy)
}

// area is an upright rectangle.
type area struct{ left, top, right, bottom float64 }

func (a area) meets(b area) bool {
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

// where are the parts of a line at which its words may stand, the best first.
var where = []float64{0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74}

// label finds room for words of a size on a line, where they lie on nothing that
// is there already.
func (l line) label(wide, tall float64, taken []area) (area, bool) {
	for _, t := range where {
		p := l.at(t)
		a := area{p.x - wide/2, p.y - tall/2, p.x + wide/2, p.y + tall/2}
		if !slices.ContainsFunc(taken, a.meets) {
			return a, true
		}
	}
	return area{}, false
}
