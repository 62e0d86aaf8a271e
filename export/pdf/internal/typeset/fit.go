package typeset

import (
	"math"
	"slices"
)

// inRow is one more than the greatest number of lines in a row that end inside
// a word.
const inRow = 3

// way is the best that is known of breaking the text up to a stop.
type way struct {
	cost      float64
	from, run int // the way before its last line
}

// ways holds, for one stop, the best way for each number of lines in a row that
// end inside a word, this one the last.
type ways [inRow]way

// What makes a line bad, on the scale of demerits: the square of a badness that
// is 100 where a line is as wide or as narrow as it should ever be.
const (
	each      = 10   // added to the badness of each line: fewer lines are better
	short     = 0.15 // share of the width by which a line that is not justified may be too short
	secondRow = 3e4  // a second line in a row that ends inside a word
	lone      = 0.12 // share of the width: a last line below it holds hardly anything,
	alone     = 6e4  // which costs this
	worst     = 6    // times what spaces give: no line is worse than that
	never     = 1e12 // what is done only when nothing else is possible,
	overfull  = 1e15 // and a line that is wider than its column
)

// widest is how many stops the longest line passes. No paper is that wide: it
// bounds the work on texts that are set on one line without end.
const widest = 1000

// shortest is the share of its width that a line fills at least where it can be
// filled.
const shortest = 0.55

// divides reports whether a line that ends here ends with a hyphen.
func (s stop) divides() bool { return s.hyphen > 0 || s.penalty == dashPenalty }

// fit returns the ends of the lines for which the paragraph as a whole looks
// best: what is wrong with its lines, taken together, is the least (the method
// of Knuth and Plass). There is always a way.
func (s *Setter) fit(stops []stop, form Form) []stop {
	last := len(stops) - 1
	if stops[last].width <= form.Width {
		return stops[last:]
	}
	best := slices.Grow(s.best[:0], len(stops))[:len(stops)]
	s.best = best
	for i := range best {
		for run := range inRow {
			best[i][run].cost = math.Inf(1)
		}
	}
	best[0][0].cost = 0
	far := 1
	for i := range last {
		if math.IsInf(best[i].cheapest(), 1) {
			continue
		}
		width := func(j int) float64 { return stops[j].width - stops[i].passed }
		spaces := func(j int) float64 { return stops[j].spaces - stops[i].skipped }
		far = max(far, i+1) // the last stop that a line from here reaches
		for far < min(last, i+widest) && width(far+1) <= form.Width+form.loss(spaces(far+1)) {
			far++
		}
		found := false
		for j := far; j > i && (!found || width(j) > shortest*form.Width); j-- {
			cost := form.demerits(width(j)+stops[j].hyphen, spaces(j), j == last)
			if math.IsInf(cost, 1) {
				if j > i+1 {
					continue
				}
				cost = overfull + width(j)
			}
			found = true
			extend(best, i, j, cost+stops[j].penalty, stops[j].divides())
		}
	}
	return trace(best, stops)
}

// loss returns what the spaces of a line can lose.
func (f Form) loss(spaces float64) float64 {
	if f.Justify {
		return spaces * shrink
	}
	return 0
}

// demerits returns what is wrong with a line; infinity where it does not fit.
func (f Form) demerits(width, spaces float64, last bool) float64 {
	free := f.Width - width
	if free < -f.loss(spaces)-0.001 {
		return math.Inf(1)
	}
	bad := 0.0
	switch {
	case free < 0:
		bad = cube(-free / f.loss(spaces))
	case last && width < lone*f.Width:
		return alone
	case last:
	case f.Justify: // where it is left as it is, the shorter it falls the worse
		bad = cube(min(free/(spaces*stretch+tracking*f.Width), worst))
	default:
		r := free / (short * f.Width)
		bad = r * r
	}
	return square(each + 100*bad)
}

func square(v float64) float64 { return v * v }
func cube(v float64) float64   { return v * v * v }

// cheapest returns the cost of the best way to a stop.
func (w *ways) cheapest() float64 { return min(w[0].cost, w[1].cost, w[2].cost) }

// extend adds a line from stop i to stop j to the ways that lead to i.
func extend(best []ways, i, j int, cost float64, divides bool) {
	for run, w := range best[i] {
		if math.IsInf(w.cost, 1) {
			continue
		}
		total, row := w.cost+cost, 0
		if divides {
			row = run + 1
			if row == 2 {
				total += secondRow
			}
			if row == inRow {
				total, row = total+never, inRow-1
			}
		}
		if total < best[j][row].cost {
			best[j][row] = way{cost: total, from: i, run: run}
		}
	}
}

// trace follows the best way back from the end.
func trace(best []ways, stops []stop) []stop {
	at, run := len(stops)-1, 0
	for r, w := range best[at] {
		if w.cost < best[at][run].cost {
			run = r
		}
	}
	var ends []stop
	for at > 0 {
		ends = append(ends, stops[at])
		w := best[at][run]
		at, run = w.from, w.run
	}
	slices.Reverse(ends)
	return ends
}
