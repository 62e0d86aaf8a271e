package timeaxis

import (
	"cmp"
	"slices"
)

// The widths of what fades, and of the smallest sign.
const (
	Fade  = 36.0 // where an end is not known
	Soft  = 10.0 // where an end is about
	Least = 9.0  // a moment
)

// Placed is where an item stands. Left and Right are those of its sign with what
// other sources say, in units from the beginning of 1970: what is seen begins at
// View.From times View.Scale.
type Placed struct {
	Row         int // within its lane, from above
	Left, Right float64
	Own         float64 // where its own sign begins, and its words
	Shown       bool    // it has a time, and a place
	Words       bool    // there is room for its words
}

// Layout is where items stand at one scale.
type Layout struct {
	Items  []Placed // in the order of the items
	Rows   []int    // how many each lane has
	Hidden []int    // how many items of each lane have no room for their words
}

// Lay puts sorted items into the rows of their lanes, most of them in each at the
// most. Signs keep apart as long as there are rows; words, whose width is asked
// for by the number of the item, never touch.
func Lay(items []Item, lanes int, scale float64, most int, width func(int) float64) Layout {
	return measured(items, lanes, scale, width).lay(most)
}

// measures are what of items does not depend on how many rows there are.
type measures struct {
	items []Item
	lanes int
	all   []Placed
	width []float64
	order []int // of those that have a place, by where they begin
}

func measured(items []Item, lanes int, scale float64, width func(int) float64) measures {
	m := measures{items: items, lanes: lanes, all: make([]Placed, len(items)), width: make([]float64, len(items))}
	for i, it := range items {
		p := &m.all[i]
		p.Left, p.Right, p.Shown = it.extent(scale)
		bare, own := it, false
		bare.Others = nil
		if p.Own, _, own = bare.extent(scale); !own {
			p.Own = p.Left
		}
		if p.Shown = p.Shown && it.Lane >= 0 && it.Lane < lanes; p.Shown {
			m.width[i] = width(i)
			m.order = append(m.order, i)
		}
	}
	slices.SortStableFunc(m.order, func(a, b int) int { // what fades, and what others say, begins before the item
		return cmp.Compare(m.all[a].Left, m.all[b].Left)
	})
	return m
}

func (m measures) lay(most int) Layout {
	l := Layout{Items: slices.Clone(m.all), Rows: make([]int, m.lanes), Hidden: make([]int, m.lanes)}
	rows := make([][]row, m.lanes)
	for _, i := range m.order {
		lane, p := m.items[i].Lane, &l.Items[i]
		rows[lane] = p.put(rows[lane], max(most, 1), m.width[i])
		if !p.Words {
			l.Hidden[lane]++
		}
	}
	for i := range rows {
		l.Rows[i] = len(rows[i])
	}
	return l
}

// row is where the last sign and the last words of a row end.
type row struct{ sign, words float64 }

// Gap is what is left between two things in a row.
const Gap = 8.0

// put gives an item its row: the first where sign and words have room, else a new
// one, else the first where at least its sign has, else the one that is free
// first.
func (p *Placed) put(rows []row, most int, width float64) []row {
	at := slices.IndexFunc(rows, func(r row) bool { return p.Left >= r.sign+Gap && p.Own >= r.words+Gap })
	if at < 0 && len(rows) < most {
		rows, at = append(rows, row{sign: p.Left - Gap, words: p.Own - Gap}), len(rows)
	}
	if p.Words = at >= 0; p.Words {
		rows[at].words = max(rows[at].words, p.Own+width)
	} else {
		at = slices.IndexFunc(rows, func(r row) bool { return p.Left >= r.sign+1 })
	}
	if at < 0 {
		at = 0
		for i, r := range rows {
			if r.sign < rows[at].sign {
				at = i
			}
		}
	}
	p.Row = at
	rows[at].sign = max(rows[at].sign, p.Right)
	return rows
}

// extent gives from where to where the sign of an item reaches.
func (it Item) extent(scale float64) (left, right float64, known bool) {
	for _, p := range it.Parts() {
		from, to := p.Extent(scale)
		if !known {
			left, right, known = from, to, true
			continue
		}
		left, right = min(left, from), max(right, to)
	}
	return left, right, known
}

// Extent gives from where to where a part is painted.
func (p Part) Extent(scale float64) (left, right float64) {
	left, right = float64(p.From)*scale, float64(p.To)*scale
	switch p.Look {
	case Past, SaidPast:
		return left - Fade, right
	case Future, SaidFuture:
		return left, right + Fade
	case SoftBefore:
		return left - Soft, right
	case SoftBehind:
		return left, right + Soft
	}
	if right-left < Least {
		middle := (left + right) / 2
		return middle - Least/2, middle + Least/2
	}
	return left, right
}

// Fitted lays items out in at most so many rows in all, two to a lane at least.
func Fitted(items []Item, lanes int, scale float64, rows int, width func(int) float64) Layout {
	const deepest = 10
	m := measured(items, lanes, scale, width)
	var l Layout
	for most := deepest; most >= 2; most-- {
		l = m.lay(most)
		total := 0
		for _, n := range l.Rows {
			total += max(n, 1)
		}
		if total <= rows {
			break
		}
	}
	return l
}
