package figure

import (
	"cmp"
	"math"
	"slices"

	"guvoh/export/doc"
)

// Measures of a panel, in millimetres.
const (
	callout  = 9.0 // room for numbers at a side
	step     = 4.3 // from number to number
	overhang = 1.2 // white around an outline
	nearness = 2.5 // radius of the ring around a place that is known by its name
)

var (
	numbering  = lettering{size: 8.5, style: doc.Bold, hue: doc.Alarm}
	underlines = lettering{size: 8, hue: doc.Soft}
	letters    = lettering{size: 7.5, hue: doc.Soft}
)

// panel is one outline with its marks, numbers and words.
type panel struct {
	m             BodyMap
	o             *outline
	spots         []spot
	scale         float64
	left, top     float64 // of what is shown, in the units of the outline
	inner         float64 // width of what is shown, in millimetres
	tall          float64 // its height
	caption       []string
	width, height float64
}

func (m BodyMap) panel(view, words string, spots []spot) *panel {
	o := m.outline(view, spots[0].mark.Child)
	p := &panel{m: m, o: o, spots: spots, scale: heights[view] / o.Height}
	left, top, right, bottom := o.bounds()
	for _, s := range spots {
		left, right = min(left, s.x*o.Width), max(right, s.x*o.Width)
		top, bottom = min(top, s.y*o.Height), max(bottom, s.y*o.Height)
	}
	for _, l := range o.Letters {
		left, right = min(left, l[0]*o.Width), max(right, l[0]*o.Width)
	}
	p.left, p.top = left, top
	p.inner, p.tall = (right-left)*p.scale+2*overhang, (bottom-top)*p.scale+2*overhang
	p.width = p.inner + 2*callout
	p.caption = underlines.wrap(words, p.width, 3)
	p.height = p.tall + 2 + float64(len(p.caption))*underlines.lead()
	return p
}

// at returns the place on paper of a place in the outline.
func (p *panel) at(x, y float64) doc.Point {
	return doc.Point{X: callout + overhang + (x*p.o.Width-p.left)*p.scale, Y: overhang + (y*p.o.Height-p.top)*p.scale}
}

func (p *panel) draw(s *sketch, x, y float64) {
	origin := p.at(0, 0)
	origin.X, origin.Y = origin.X+x, origin.Y+y
	for _, path := range placed(p.o.body, origin, p.scale) {
		s.path(path, pen{hue: doc.Soft, width: medium}, doc.Faint)
	}
	for _, path := range placed(p.o.inner, origin, p.scale) {
		s.path(path, pen{hue: doc.Soft, width: thin}, doc.NoHue)
	}
	p.sides(s, x, y)
	for i, c := range p.caption {
		s.words(x+p.width/2, y+p.tall+2+float64(i+1)*underlines.lead()-0.9, c, underlines, doc.Centre)
	}
	p.callouts(s, x, y)
	for _, sp := range p.spots {
		at := p.at(sp.x, sp.y)
		sp.draw(s, x+at.X, y+at.Y)
	}
}

// sides writes which side is which.
func (p *panel) sides(s *sketch, x, y float64) {
	for _, side := range []struct{ name, word string }{{"left", p.m.Left}, {"right", p.m.Right}} {
		if l, ok := p.o.Letters[side.name]; ok {
			at := p.at(l[0], l[1])
			s.words(x+at.X, y+at.Y+1, side.word, letters, doc.Centre)
		}
	}
}

// callouts writes the numbers at the nearer side of the outline, in the order
// of their marks, with a line from each to its mark.
func (p *panel) callouts(s *sketch, x, y float64) {
	byPlace := slices.Clone(p.spots)
	slices.SortStableFunc(byPlace, func(a, b spot) int { return cmp.Compare(a.x, b.x) })
	middle := slices.IndexFunc(byPlace, func(sp spot) bool { return p.at(sp.x, sp.y).X > callout+p.inner/2 })
	if middle < 0 {
		middle = len(byPlace)
	}
	room := max(int((p.tall-2)/step), 1) // numbers that stand below each other
	if len(byPlace) <= 2*room {
		middle = min(max(middle, len(byPlace)-room), room)
	}
	sides := [2][]spot{byPlace[:middle], byPlace[middle:]}
	for k, side := range sides {
		slices.SortStableFunc(side, func(a, b spot) int { return cmp.Compare(a.y, b.y) })
		places, heights := make([]float64, len(side)), make([]float64, len(side))
		pitch := min(step, (p.tall-2)/float64(max(len(side), 1)))
		for i, sp := range side {
			lowest := p.tall - 1 - pitch*float64(len(side)-1-i)
			places[i], heights[i] = min(max(p.at(sp.x, sp.y).Y, 2+pitch*float64(i)), lowest), pitch
		}
		for i, row := range spread(places, heights) {
			from, align, label := callout-1.2, doc.End, callout-1.8
			if k == 1 {
				from, align, label = p.width-callout+1.2, doc.Start, p.width-callout+1.8
			}
			at := p.at(side[i].x, side[i].y)
			start := doc.Point{X: x + from, Y: y + row}
			s.line(pen{hue: doc.Soft, width: thin}, start, side[i].edge(start, doc.Point{X: x + at.X, Y: y + at.Y}))
			s.words(x+label, y+row+1.05, side[i].mark.number(), numbering, align)
		}
	}
}

// edge returns where a line from a point to a mark meets it.
func (sp spot) edge(from, at doc.Point) doc.Point {
	radius := 1.6
	if sp.near {
		radius = nearness
	}
	dx, dy := from.X-at.X, from.Y-at.Y
	if d := math.Hypot(dx, dy); d > radius {
		return doc.Point{X: at.X + dx*radius/d, Y: at.Y + dy*radius/d}
	}
	return from
}

// draw draws the sign of a mark.
func (sp spot) draw(s *sketch, x, y float64) {
	at := func(dx, dy float64) doc.Point { return doc.Point{X: x + dx, Y: y + dy} }
	ink := func(w float64) pen { return pen{hue: doc.Alarm, width: w} }
	if sp.near {
		s.ellipse(x, y, nearness, nearness, pen{hue: doc.Alarm, width: thin, dash: []float64{0.7, 0.6}}, doc.NoHue)
	}
	switch sp.mark.Sign {
	case Patch:
		s.ellipse(x, y, 1.5, 1.05, pen{}, doc.Alarm)
	case Stroke:
		s.line(ink(thick), at(-1.5, 0.9), at(1.5, -0.9))
		s.line(ink(medium), at(-1.8, 0.4), at(-1.2, 1.4))
		s.line(ink(medium), at(1.2, -1.4), at(1.8, -0.4))
	case Ring:
		s.ellipse(x, y, 1.5, 1.5, ink(medium), doc.Paper)
		s.ellipse(x, y, 0.75, 0.75, ink(medium), doc.NoHue)
	case Zigzag:
		s.line(ink(thick), at(-1.9, 0.8), at(-0.8, -0.8), at(0.1, 0.8), at(1, -0.8), at(1.9, 0.8))
	case Target:
		s.ellipse(x, y, 1.3, 1.3, ink(medium), doc.Paper)
		s.ellipse(x, y, 0.45, 0.45, pen{}, doc.Alarm)
	case Cross:
		s.line(ink(thick), at(-1.2, -1.2), at(1.2, 1.2))
		s.line(ink(thick), at(-1.2, 1.2), at(1.2, -1.2))
	case Band:
		s.line(ink(medium), at(-1.9, -0.7), at(1.9, -0.7))
		s.line(ink(medium), at(-1.9, 0.7), at(1.9, 0.7))
		for _, dx := range []float64{-1.3, -0.3, 0.7} {
			s.line(ink(thin), at(dx, 0.7), at(dx+0.6, -0.7))
		}
	default:
		s.ellipse(x, y, 0.95, 0.95, pen{hue: doc.Paper, width: thin}, doc.Alarm)
	}
}
