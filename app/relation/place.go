package relation

import (
	"cmp"
	"math"
	"slices"
)

// Place is where a node stands, in cells of a grid: to the right and down.
type Place struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

// Places gives each node a place. Whoever has one in kept stays there; the others
// come as near as there is room to those they are linked with.
//
// To whom something was done stand in the middle row and below, who did it above
// them, above these the organisations they belong to, each below what it is part
// of; all others below. The same web and the same kept places give the same
// places, in whatever order records are read.
func Places(w Web, kept map[string]Place) map[string]Place {
	p := &placing{web: w, at: map[string]Place{}, cells: map[[2]int][]Place{}, links: map[string][]Link{}}
	for _, l := range w.Links {
		p.links[l.From] = append(p.links[l.From], l)
		p.links[l.To] = append(p.links[l.To], l)
	}
	for key, at := range kept { // also of those who are not shown now
		if finite(at) {
			p.take(key, at)
		}
	}
	p.bands()
	out := make(map[string]Place, len(w.Nodes))
	for _, n := range w.Nodes {
		out[n.Key] = p.at[n.Key]
	}
	return out
}

func finite(at Place) bool {
	return math.Abs(at.X) < 1e6 && math.Abs(at.Y) < 1e6 // false of what is no number, too
}

// placing is what is placed so far.
type placing struct {
	web   Web
	links map[string][]Link
	at    map[string]Place
	cells map[[2]int][]Place // who stands in which cell, for finding room
}

func cell(at Place) [2]int { return [2]int{int(math.Floor(at.X)), int(math.Floor(at.Y))} }

func (p *placing) take(key string, at Place) {
	p.at[key] = at
	p.cells[cell(at)] = append(p.cells[cell(at)], at)
}

// free tells whether a box at a place would lie on no other.
func (p *placing) free(at Place) bool {
	c := cell(at)
	for x := c[0] - 1; x <= c[0]+1; x++ {
		for y := c[1] - 1; y <= c[1]+1; y++ {
			for _, o := range p.cells[[2]int{x, y}] {
				if math.Abs(o.X-at.X) < 0.99 && math.Abs(o.Y-at.Y) < 0.75 {
					return false
				}
			}
		}
	}
	return true
}

// near puts a node as near as there is room to a place. Another row, in the
// direction away from the middle, is as far as three columns.
func (p *placing) near(key string, want Place, away int) {
	want = Place{math.Round(want.X), math.Round(want.Y)}
	for far := 0; ; far++ {
		for row := 0; 3*row <= far; row++ {
			d := float64(far - 3*row)
			for _, dx := range []float64{d, -d} {
				if at := (Place{want.X + dx, want.Y + float64(row*away)}); p.free(at) {
					p.take(key, at)
					return
				}
			}
		}
	}
}

// bands places one group of nodes after the other, each led by those before.
func (p *placing) bands() {
	var middle, above, below []Node
	for _, n := range p.web.Nodes {
		switch p.band(n) {
		case 0:
			middle = append(middle, n)
		case -1:
			above = append(above, n)
		default:
			below = append(below, n)
		}
	}
	p.sorted(middle, nil)
	for _, n := range middle {
		p.put(n, 0, 1)
	}
	height := p.heights(above)
	p.sorted(above, height)
	for _, n := range above {
		row := -1 - float64(height[n.Key])
		if n.Organisation {
			row = min(row, -2)
		}
		for _, l := range p.links[n.Key] {
			upper, lower := l.ends()
			if o, ok := p.at[lower]; ok && upper == n.Key && l.Sort != Family && l.Sort != Other {
				row = min(row, o.Y-1)
			}
		}
		p.put(n, row, -1)
	}
	p.sorted(below, nil)
	for _, n := range below {
		row := 1.0
		for _, l := range p.links[n.Key] {
			if o, ok := p.at[l.Far(n.Key)]; ok {
				row = max(row, o.Y+1)
			}
		}
		p.put(n, row, 1)
	}
}

// put places a node in a row, unless it has its place: in the middle of those it
// is linked with.
func (p *placing) put(n Node, row float64, away int) {
	if _, has := p.at[n.Key]; has {
		return
	}
	sum, count := 0.0, 0.0
	for _, l := range p.links[n.Key] {
		if o, ok := p.at[l.Far(n.Key)]; ok {
			sum, count = sum+o.X, count+1
		}
	}
	p.near(n.Key, Place{sum / max(count, 1), row}, away)
}

// band tells where a node belongs: -1 above, 0 in the middle, 1 below.
func (p *placing) band(n Node) int {
	if n.Organisation || GroupOf(n.Key) != "" {
		return -1
	}
	does := false
	for _, l := range p.links[n.Key] {
		hard := l.Sort == Did || l.Sort == Custody
		if hard && l.To == n.Key {
			return 0
		}
		does = does || hard || l.Sort == Command
	}
	switch {
	case n.Subject:
		return 0
	case does:
		return -1
	}
	return 1
}

// heights gives how many steps of command lead down from each node to the lowest.
func (p *placing) heights(nodes []Node) map[string]int {
	among := map[string]bool{}
	for _, n := range nodes {
		among[n.Key] = true
	}
	height, busy := map[string]int{}, map[string]bool{}
	var visit func(key string) int
	visit = func(key string) int {
		if h, known := height[key]; known {
			return h
		}
		if busy[key] { // two are said to be above each other
			return 0
		}
		busy[key] = true
		h := 0
		for _, l := range p.links[key] {
			if upper, lower := l.ends(); l.Sort == Command && !l.Mutual && upper == key && among[lower] {
				h = max(h, visit(lower)+1)
			}
		}
		busy[key] = false
		height[key] = h
		return h
	}
	keys := make([]string, 0, len(nodes))
	for _, n := range nodes {
		keys = append(keys, n.Key)
	}
	slices.Sort(keys) // where there is a circle, what it is entered by matters
	for _, key := range keys {
		visit(key)
	}
	return height
}

// sorted puts the lowest first, then who has most links, then by key.
func (p *placing) sorted(nodes []Node, height map[string]int) {
	slices.SortFunc(nodes, func(a, b Node) int {
		return cmp.Or(
			cmp.Compare(height[a.Key], height[b.Key]),
			cmp.Compare(len(p.links[b.Key]), len(p.links[a.Key])),
			cmp.Compare(a.Key, b.Key),
		)
	})
}

// Beside gives the place nearest to a wish, in steps of half a cell, at which a
// node lies on no other.
func Beside(places map[string]Place, key string, want Place) Place {
	p := &placing{at: map[string]Place{}, cells: map[[2]int][]Place{}}
	for k, at := range places {
		if k != key {
			p.take(k, at)
		}
	}
	want = Place{math.Round(want.X*2) / 2, math.Round(want.Y*2) / 2}
	for far := 0; ; far++ {
		r := float64(far) / 2
		for i := -far; i <= far; i++ {
			o := float64(i) / 2
			for _, at := range []Place{{want.X + o, want.Y - r}, {want.X + o, want.Y + r}, {want.X - r, want.Y + o}, {want.X + r, want.Y + o}} {
				if p.free(at) {
					return at
				}
			}
		}
	}
}
