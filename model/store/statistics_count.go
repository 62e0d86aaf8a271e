package store

import (
	"cmp"
	"fmt"
	"slices"
)

// add notes where something that is recorded counts.
func (c *counting) add(d deed) {
	if d.sure = true; !c.answers(&d) {
		return
	}
	in, dated := c.inTime(d)
	c.eachUnit(d, func(unit int32, d deed) {
		switch {
		case in:
			c.mark(unit, d)
		case dated:
			c.elsewhen[unit] = true
		case d.act != 0:
			c.undated[unit] = true
		default: // a case by itself has no date, nor has a victim: their acts may
			c.timeless[unit] = true
		}
	})
}

// answers keeps of a deed what answers the question; false when nothing does.
func (c *counting) answers(d *deed) bool {
	if c.asked == nil {
		return true
	}
	var n int64
	switch StatisticsOf(c.filter.Question.Of) {
	case CountActs:
		n = d.act
	case CountEvents:
		n = d.event
	case CountPersons:
		n = c.whos[d.person].n
	case CountCases:
		d.cases = slices.DeleteFunc(slices.Clone(d.cases), func(at int32) bool { return !c.asked.may.has(c.files[at].n) })
		d.sure = slices.ContainsFunc(d.cases, func(at int32) bool { return c.asked.sure.has(c.files[at].n) })
		return len(d.cases) > 0
	}
	d.sure = n != 0 && c.asked.sure.has(n)
	return n != 0 && c.asked.may.has(n)
}

// inTime tells whether something may have been in the time that is asked for. What
// has no date is not in it; what only may have been is not sure.
func (c *counting) inTime(d deed) (in, dated bool) {
	if c.filter.From == "" && c.filter.To == "" {
		return true, true
	}
	day := c.book.dates[d.date]
	if day.Earliest == "" && day.Latest == "" {
		return false, false
	}
	from, to := c.filter.From, c.filter.To
	early := from != "" && day.Latest != "" && day.Latest < from
	late := to != "" && day.Earliest != "" && day.Earliest > to
	return !early && !late, true
}

// surelyInTime tells whether all of a date lies in the time that is asked for.
func (c *counting) surelyInTime(d deed) bool {
	day := c.book.dates[d.date]
	return (c.filter.From == "" || day.Earliest != "" && day.Earliest >= c.filter.From) &&
		(c.filter.To == "" || day.Latest != "" && day.Latest <= c.filter.To)
}

// eachUnit gives what is counted of a deed, each with the deed as far as it is of
// that: of a case its own status only.
func (c *counting) eachUnit(d deed, fn func(unit int32, d deed)) {
	switch {
	case c.of == CountActs && d.act != 0:
		fn(int32(d.act), d)
	case c.of == CountEvents && d.event != 0:
		fn(int32(d.event), d)
	case c.of == CountPersons && d.person != 0:
		fn(c.one1(d.person), d)
	case c.of == CountCases:
		for _, at := range d.cases {
			one := d
			one.cases = []int32{at}
			if c.asked != nil && c.filter.Question.Of == "case" {
				one.sure = c.asked.sure.has(c.files[at].n)
			}
			fn(at, one)
		}
	}
}

// mark notes one unit in each row and column in which a deed puts it.
func (c *counting) mark(unit int32, d deed) {
	var inRows, inColumns [8]int32
	perhaps := !d.sure || !c.surelyInTime(d)
	c.people[d.person] = true
	columns := c.columns.of(d, inColumns[:])
	for _, row := range c.rows.of(d, inRows[:]) {
		for _, col := range columns {
			c.marks = append(c.marks, scored{unit, row, col, perhaps})
		}
	}
}

// told adds up what was noted, one unit after the other.
func (c *counting) told(by []StatisticsBy) (*Statistics, error) {
	slices.SortFunc(c.marks, func(a, b scored) int {
		return cmp.Or(cmp.Compare(a.unit, b.unit), cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col), cmp.Compare(oneOf(a.perhaps), oneOf(b.perhaps)))
	})
	c.marks = slices.Compact(c.marks)
	s := &summing{c: c, cells: map[[2]int32]*seen{}}
	for at := 0; at < len(c.marks); {
		end := at
		for end < len(c.marks) && c.marks[end].unit == c.marks[at].unit {
			end++
		}
		s.unit(c.marks[at:end])
		at = end
	}
	out := &Statistics{Of: c.of, By: by, Total: s.total, cells: map[[2]int32]Tally{}}
	for unit := range c.timeless {
		if !c.elsewhen[unit] {
			c.undated[unit] = true
		}
	}
	for unit := range c.undated {
		if !s.has(unit) {
			out.Undated++
		}
	}
	if c.of == CountPersons {
		units := map[int32]bool{}
		for at := range c.people {
			units[c.one1(at)] = true
		}
		out.Same = len(c.people) - len(units)
	}
	return out, c.describe(out, s)
}

// summing counts each unit once in each bar and each cell.
type summing struct {
	c     *counting
	cells map[[2]int32]*seen
	total Tally
	turn  int32 // of the unit that is counted just now, from 1
}

// seen is a cell with the units that were counted in it last.
type seen struct {
	Tally
	sure, may int32
}

// has tells whether a unit was counted.
func (s *summing) has(unit int32) bool {
	_, found := slices.BinarySearchFunc(s.c.marks, unit, func(m scored, unit int32) int { return cmp.Compare(m.unit, unit) })
	return found
}

// unit counts one unit. What says less than another mark of it is left out: who was
// beaten, and of whom another event does not say what was done, is not among those
// of whom nothing is recorded.
func (s *summing) unit(marks []scored) {
	s.turn++
	sure := slices.ContainsFunc(marks, func(m scored) bool { return !m.perhaps })
	if sure {
		s.total.Sure++
	} else {
		s.total.Perhaps++
	}
	for _, perhaps := range []bool{false, true} { // what is sure of it first
		for i, m := range marks {
			if m.perhaps != perhaps || s.lesser(marks, i) {
				continue
			}
			s.place(m)
		}
	}
}

// lesser tells whether a mark says less than another that is as sure.
func (s *summing) lesser(marks []scored, i int) bool {
	m := marks[i]
	noRow, noCol := s.c.rows.unknown(m.row), s.c.columns.unknown(m.col)
	if !noRow && !noCol {
		return false
	}
	for _, o := range marks {
		if o.perhaps && !m.perhaps {
			continue
		}
		row, col := o.row == m.row || noRow, o.col == m.col || noCol
		more := noRow && !s.c.rows.unknown(o.row) || noCol && !s.c.columns.unknown(o.col)
		if row && col && more {
			return true
		}
	}
	return false
}

// place counts a mark in its bars, in all that are above them, and in the cells
// where these meet.
func (s *summing) place(m scored) {
	for row := m.row; row >= 0; row = int32(s.c.rows.bars[row].Up) {
		s.in(s.c.rows, row, m.perhaps)
		for col := m.col; col >= 0; col = int32(s.c.columns.bars[col].Up) {
			s.meet(row, col, m.perhaps)
		}
	}
	for col := m.col; col >= 0; col = int32(s.c.columns.bars[col].Up) {
		s.in(s.c.columns, col, m.perhaps)
	}
}

func (s *summing) in(d *dimension, at int32, perhaps bool) {
	switch {
	case d.last[at] == s.turn || d.may[at] == s.turn: // what is sure came first
	case perhaps:
		d.may[at] = s.turn
		d.bars[at].Perhaps++
	default:
		d.last[at] = s.turn
		d.bars[at].Sure++
	}
}

func (s *summing) meet(row, col int32, perhaps bool) {
	key := [2]int32{row, col}
	cell := s.cells[key]
	if cell == nil {
		cell = &seen{}
		s.cells[key] = cell
	}
	switch {
	case cell.sure == s.turn || cell.may == s.turn:
	case perhaps:
		cell.may = s.turn
		cell.Perhaps++
	default:
		cell.sure = s.turn
		cell.Sure++
	}
}

// describe puts the bars into reading order and names them. Of the columns only the
// topmost are given.
func (c *counting) describe(out *Statistics, s *summing) error {
	for _, d := range []*dimension{c.rows, c.columns} {
		for i := range d.bars {
			if b := &d.bars[i]; !b.Record.IsZero() {
				var err error
				if b.Label, err = c.labelled(b.Record); err != nil {
					return classify(err)
				}
			}
		}
	}
	rows, rowAt := c.rows.ordered()
	cols, colAt := c.columns.ordered()
	newRow, newCol := map[int32]int32{}, map[int32]int32{}
	for i, was := range rowAt {
		newRow[was] = int32(i)
	}
	out.Rows = c.timely(c.rows.by, rows)
	for i, was := range colAt {
		if cols[i].Depth == 0 {
			newCol[was] = int32(len(out.Columns))
			out.Columns = append(out.Columns, cols[i])
		}
	}
	if len(out.Columns) > 0 && len(out.By) == 1 {
		out.Columns = nil
		return nil
	}
	at := map[string]int32{}
	for i, b := range out.Rows {
		at[b.Key] = int32(i)
	}
	for key, cell := range s.cells {
		col, top := newCol[key[1]]
		if row, there := newRow[key[0]]; top && there {
			out.cells[[2]int32{at[rows[row].Key], col}] = cell.Tally
		}
	}
	return nil
}

// mostMonths is how long a time may be of which months without anything are shown,
// too; a longer one shows only those with something.
const mostMonths = 600

// timely puts in the months and years in which nothing is recorded, so that a gap is
// seen as one.
func (c *counting) timely(by StatisticsBy, bars []Bar) []Bar {
	if by != PerMonth && by != PerYear && by != PerOpened {
		return bars
	}
	first, last := "", ""
	for _, b := range bars {
		if b.Sort != BarKnown {
			continue
		}
		if first == "" {
			first = b.Word
		}
		last = b.Word
	}
	next := nextMonth
	if by == PerYear {
		next = nextYear
	}
	var out []Bar
	want, n := first, 0
	for _, b := range bars {
		for b.Sort == BarKnown && want != "" && want < b.Word && n < mostMonths {
			out = append(out, Bar{Key: want, Word: want, Up: -1})
			want, n = next(want), n+1
		}
		if b.Sort == BarKnown {
			want = next(b.Word)
		}
		// What lies somewhere in a year stands behind all of its months.
		for b.Sort == BarWithin && want != "" && want[:4] == b.Word && want < last && n < mostMonths {
			out = append(out, Bar{Key: want, Word: want, Up: -1})
			want, n = next(want), n+1
		}
		out = append(out, b)
	}
	return out
}

func nextMonth(month string) string {
	var y, m int
	if n, err := fmt.Sscanf(month, "%4d-%2d", &y, &m); n != 2 || err != nil {
		return ""
	}
	if m++; m > 12 {
		y, m = y+1, 1
	}
	return fmt.Sprintf("%04d-%02d", y, m)
}

func nextYear(year string) string {
	var y int
	if n, err := fmt.Sscanf(year, "%4d", &y); n != 1 || err != nil {
		return ""
	}
	return fmt.Sprintf("%04d", y+1)
}
