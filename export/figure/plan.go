package figure

import (
	"math"
	"slices"

	"guvoh/export/doc"
)

// plan is where the nodes of a graph stand: in levels from top to bottom, so
// that most arrows lead down. Between two levels of boxes there is one of
// labels; what passes through a level takes a place in it.
//
// The way (after Sugiyama): links that close a circle are turned, levels are
// given along the longest ways, the order in each level is that with fewest
// crossings found, and places are pulled towards those they are linked with.
type plan struct {
	boxes  []box
	bonds  []bond
	turned []bool // a bond leads up
	levels [][]*peg
	chains [][]*peg // of each bond, from its upper to its lower end

	width, height float64
}

// peg is something that has a place in a level.
type peg struct {
	box           int      // or -1
	words         []string // of a label
	width, height float64
	up, down      []*peg
	x, top        float64 // centre and upper edge
	order         float64
}

// aside returns the white between a peg and its neighbours, half of it at each
// side.
func (g *peg) aside() float64 {
	if g.box < 0 {
		return 2
	}
	return sibling
}

func newPlan(g graph, width float64) *plan {
	p := &plan{bonds: g.links}
	for _, n := range g.nodes {
		p.boxes = append(p.boxes, newBox(n))
	}
	across := max(int((width+sibling)/(boxWidth+sibling)), 1) // boxes that stand side by side
	level := p.level(across)
	p.build(level)
	p.reorder()
	p.settle()
	return p
}

// level turns the links that close circles, and gives each node the first level
// below all that lead to it which has room.
func (p *plan) level(across int) []int {
	p.turned = make([]bool, len(p.bonds))
	n := len(p.boxes)
	state := make([]int, n) // 0 not seen, 1 on the way, 2 done
	var order []int         // from the last to the first
	var visit func(int)
	visit = func(at int) {
		state[at] = 1
		for i, b := range p.bonds {
			if b.from != at {
				continue
			}
			switch state[b.to] {
			case 0:
				visit(b.to)
			case 1:
				p.turned[i] = true
			}
		}
		state[at] = 2
		order = append(order, at)
	}
	for _, at := range p.starts() {
		if state[at] == 0 {
			visit(at)
		}
	}
	slices.Reverse(order)
	level, used := make([]int, n), map[int]int{}
	for _, at := range order {
		for i, b := range p.bonds {
			if upper, lower := p.ends(i); lower == at && b.from != b.to {
				level[at] = max(level[at], level[upper]+1)
			}
		}
		for used[level[at]] >= across {
			level[at]++
		}
		used[level[at]]++
	}
	return level
}

// starts returns the nodes in the order in which they are looked at: first
// those to whom nothing leads.
func (p *plan) starts() []int {
	var first, then []int
	for i := range p.boxes {
		if slices.ContainsFunc(p.bonds, func(b bond) bool { return b.to == i }) {
			then = append(then, i)
		} else {
			first = append(first, i)
		}
	}
	return append(first, then...)
}

// ends returns the upper and the lower node of a bond.
func (p *plan) ends(i int) (upper, lower int) {
	if p.turned[i] {
		return p.bonds[i].to, p.bonds[i].from
	}
	return p.bonds[i].from, p.bonds[i].to
}

// build makes the pegs: boxes at even levels, a chain for each bond between its
// ends, with the label at an odd one.
func (p *plan) build(level []int) {
	deepest := slices.Max(level)
	p.levels = make([][]*peg, 2*deepest+1)
	ends := make([]*peg, len(p.boxes))
	for i, b := range p.boxes {
		ends[i] = &peg{box: i, width: b.width, height: b.height}
		p.levels[2*level[i]] = append(p.levels[2*level[i]], ends[i])
	}
	for i, b := range p.bonds {
		upper, lower := p.ends(i)
		chain := []*peg{ends[upper]}
		from, to := 2*level[upper], 2*level[lower]
		labelled := (from + to) / 2
		if labelled%2 == 0 {
			labelled--
		}
		for k := from + 1; k < to; k++ {
			g := &peg{box: -1, width: 1.5}
			if words := b.words(); k == labelled && len(words) > 0 {
				g.words, g.width, g.height = words, bondWords.widest(words)+2, float64(len(words))*bondWords.lead()+1
			}
			p.levels[k] = append(p.levels[k], g)
			chain = append(chain, g)
		}
		chain = append(chain, ends[lower])
		for k := 1; k < len(chain); k++ {
			chain[k-1].down = append(chain[k-1].down, chain[k])
			chain[k].up = append(chain[k].up, chain[k-1])
		}
		p.chains = append(p.chains, chain)
	}
}

// reorder looks for the order in each level with the fewest crossings.
func (p *plan) reorder() {
	best, least := p.orders(), p.crossings()
	for round := range 24 {
		for k := range p.levels {
			i := k
			if round%2 == 1 {
				i = len(p.levels) - 1 - k
			}
			p.sort(p.levels[i], round%2 == 0)
		}
		if n := p.crossings(); n < least {
			best, least = p.orders(), n
		}
	}
	p.levels = best
}

// sort puts pegs in the order of the means of those they hang on.
func (p *plan) sort(level []*peg, down bool) {
	for i, g := range level {
		others := g.up
		if !down {
			others = g.down
		}
		g.order = float64(i)
		if len(others) > 0 {
			sum := 0.0
			for _, o := range others {
				sum += p.position(o)
			}
			g.order = sum / float64(len(others))
		}
	}
	slices.SortStableFunc(level, func(a, b *peg) int {
		switch {
		case a.order < b.order:
			return -1
		case a.order > b.order:
			return 1
		}
		return 0
	})
}

// position returns the place of a peg in its level, from 0 to 1 for all levels
// alike.
func (p *plan) position(g *peg) float64 {
	for _, level := range p.levels {
		if i := slices.Index(level, g); i >= 0 {
			return (float64(i) + 0.5) / float64(len(level)) * 100
		}
	}
	return 0
}

func (p *plan) orders() [][]*peg {
	out := make([][]*peg, len(p.levels))
	for i, l := range p.levels {
		out[i] = slices.Clone(l)
	}
	return out
}

// crossings counts the lines that cross between neighbouring levels.
func (p *plan) crossings() int {
	n := 0
	for k := 1; k < len(p.levels); k++ {
		place := map[*peg]int{}
		for i, g := range p.levels[k] {
			place[g] = i
		}
		var lower []int
		for _, g := range p.levels[k-1] {
			var to []int
			for _, d := range g.down {
				to = append(to, place[d])
			}
			slices.Sort(to)
			for _, t := range to {
				for _, before := range lower {
					if before > t {
						n++
					}
				}
			}
			lower = append(lower, to...)
		}
	}
	return n
}

// settle gives each peg its place: as near as possible to the mean of those it
// hangs on, without touching its neighbours.
func (p *plan) settle() {
	for _, level := range p.levels {
		x := 0.0
		for i, g := range level {
			if i > 0 {
				x += (level[i-1].width + level[i-1].aside() + g.width + g.aside()) / 2
			}
			g.x = x
		}
		for _, g := range level {
			g.x -= x / 2
		}
	}
	for round := range 80 {
		for k := range p.levels {
			i := k
			if round%2 == 1 {
				i = len(p.levels) - 1 - k
			}
			p.pull(p.levels[i], round)
		}
	}
	left, right := math.Inf(1), math.Inf(-1)
	y := 0.0
	for k, level := range p.levels {
		tall := 0.0
		for _, g := range level {
			left, right = min(left, g.x-g.width/2), max(right, g.x+g.width/2)
			tall = max(tall, g.height)
		}
		if k > 0 {
			y += levelGap
		}
		for _, g := range level {
			g.top = y
			switch {
			case k%2 == 1:
				g.top = y + (tall-g.height)/2
			case g.box < 0:
				g.height = tall // what passes by stays between the boxes
			}
		}
		y += tall
	}
	for _, level := range p.levels {
		for _, g := range level {
			g.x -= left
		}
	}
	p.width, p.height = right-left, y
}

// pull moves the pegs of one level towards those above, those below, or both.
// What passes through is held straighter than boxes, and goes to where its line
// meets the box.
func (p *plan) pull(level []*peg, round int) {
	ports := p.ports()
	want, widths := make([]float64, len(level)), make([]float64, len(level))
	for i, g := range level {
		sum, weight := 0.0, 0.0
		add := func(o *peg) {
			switch {
			case g.box < 0 && o.box >= 0:
				sum, weight = sum+ports[port{o, g}], weight+1
			case g.box < 0:
				sum, weight = sum+3*o.x, weight+3
			default:
				sum, weight = sum+o.x, weight+1
			}
		}
		if round%2 == 0 || round > 30 {
			for _, o := range g.up {
				add(o)
			}
		}
		if round%2 == 1 || round > 30 {
			for _, o := range g.down {
				add(o)
			}
		}
		want[i], widths[i] = g.x, g.width+g.aside()
		if weight > 0 {
			want[i] = sum / weight
		}
	}
	for i, x := range spread(want, widths) {
		level[i].x = x
	}
}

func (p *plan) draw(s *sketch, x, y float64) {
	ports := p.ports()
	for i, chain := range p.chains {
		p.arrow(s, x, y, i, chain, ports)
	}
	for _, chain := range p.chains {
		for _, g := range chain {
			g.label(s, x, y)
		}
	}
	for _, level := range p.levels {
		for _, g := range level {
			if g.box >= 0 {
				p.boxes[g.box].draw(s, x+g.x, y+g.top)
			}
		}
	}
}

// label draws the words of a bond on white, so that no line runs through them.
func (g *peg) label(s *sketch, x, y float64) {
	if len(g.words) == 0 {
		return
	}
	s.rect(x+g.x-g.width/2, y+g.top, g.width, g.height, 0.8, pen{}, doc.Paper)
	for i, line := range g.words {
		s.words(x+g.x, y+g.top+0.5+(float64(i)+0.78)*bondWords.lead(), line, bondWords, doc.Centre)
	}
}

// port is where a bond meets a box: the next peg of its chain says where.
type port struct{ at, next *peg }

// ports shares the edges of boxes among the bonds that meet them, in the order
// in which these come from the side.
func (p *plan) ports() map[port]float64 {
	places := map[port]float64{}
	for _, level := range p.levels {
		for _, g := range level {
			if g.box < 0 {
				continue
			}
			for _, side := range [][]*peg{g.up, g.down} {
				others := slices.Clone(side)
				slices.SortStableFunc(others, func(a, b *peg) int {
					switch {
					case a.x < b.x:
						return -1
					case a.x > b.x:
						return 1
					}
					return 0
				})
				for i, o := range others {
					places[port{g, o}] = g.x + g.width*0.7*((float64(i)+0.5)/float64(len(others))-0.5)
				}
			}
		}
	}
	return places
}

// arrow draws a bond along its chain, with a head at its end. A bond without a
// direction has none.
func (p *plan) arrow(s *sketch, x, y float64, i int, chain []*peg, ports map[port]float64) {
	const head = 2.2
	ink := p.bonds[i].pen()
	last := len(chain) - 1
	directed := !p.bonds[i].mutual
	start := doc.Point{X: x + ports[port{chain[0], chain[1]}], Y: y + chain[0].top + chain[0].height}
	end := doc.Point{X: x + ports[port{chain[last], chain[last-1]}], Y: y + chain[last].top}
	from, to := start, end
	if directed {
		if p.turned[i] {
			from.Y += head
		} else {
			to.Y -= head
		}
	}
	way := []bendPoint{{Point: from}}
	for _, g := range chain[1:last] {
		top := doc.Point{X: x + g.x, Y: y + g.top}
		way = append(way, bendPoint{top, g.height == 0})
		if g.height > 0 {
			way = append(way, bendPoint{Point: doc.Point{X: top.X, Y: top.Y + g.height}})
		}
	}
	steps := bends(append(way, bendPoint{Point: to}))
	s.path(steps, ink, doc.NoHue)
	if !directed {
		return
	}
	tip, back := end, -head
	if p.turned[i] {
		tip, back = start, head
	}
	s.area(pen{}, ink.hue, tip, doc.Point{X: tip.X - 1, Y: tip.Y + back}, doc.Point{X: tip.X + 1, Y: tip.Y + back})
}

// bendPoint is a point that a line goes through: upright, or as it comes.
type bendPoint struct {
	doc.Point
	free bool
}

// bends returns a smooth line through points, from above to below.
func bends(way []bendPoint) []doc.Step {
	steps := []doc.Step{{Op: 'M', P: []doc.Point{way[0].Point}}}
	slope := func(i int) float64 { // sideways for each millimetre down, never beyond either neighbour
		if !way[i].free {
			return 0
		}
		before := (way[i].X - way[i-1].X) / (way[i].Y - way[i-1].Y)
		behind := (way[i+1].X - way[i].X) / (way[i+1].Y - way[i].Y)
		if before*behind <= 0 {
			return 0
		}
		return 2 * before * behind / (before + behind)
	}
	for i := 1; i < len(way); i++ {
		a, b := way[i-1], way[i]
		third := (b.Y - a.Y) * 0.42
		steps = append(steps, doc.Step{Op: 'C', P: []doc.Point{
			{X: a.X + slope(i-1)*third, Y: a.Y + third}, {X: b.X - slope(i)*third, Y: b.Y - third}, b.Point,
		}})
	}
	return steps
}
