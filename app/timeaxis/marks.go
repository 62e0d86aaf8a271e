package timeaxis

import "time"

// Unit is the unit of the calendar that a mark begins.
type Unit int

// The units.
const (
	Years Unit = iota
	Months
	Days
	Hours
)

// Mark is the beginning of a unit on the axis.
type Mark struct {
	At    Minute
	X     float64 // from the left edge
	Words string
}

// step is a distance of marks.
type step struct {
	unit  Unit
	count int
}

// steps, from the finest.
var steps = []step{
	{Hours, 1},
	{Hours, 3},
	{Hours, 6},
	{Hours, 12},
	{Days, 1},
	{Days, 2},
	{Days, 5},
	{Days, 10},
	{Months, 1},
	{Months, 3},
	{Months, 6},
	{Years, 1},
	{Years, 2},
	{Years, 5},
	{Years, 10},
	{Years, 20},
	{Years, 50},
	{Years, 100},
	{Years, 500},
}

// lengths are about how long units are.
var lengths = map[Unit]Minute{Years: 365 * Day, Months: 30 * Day, Days: Day, Hours: Hour}

const (
	nearest = 22.0 // marks are never closer
	apart   = 14.0 // between the words of two marks
)

// Marks gives the marks of what is seen: the finest whose words have room, and
// above them the unit that holds them, days over hours and months over days.
// The first of these stands at the left edge for what began before it. Write
// gives the words of a mark, which may be short where others stand above; width
// says how wide they are.
func (v View) Marks(write func(u Unit, at Minute, above bool) string, width func(string) float64) (fine, above []Mark) {
	for i, st := range steps {
		last := i == len(steps)-1
		if float64(lengths[st.unit]*Minute(st.count))*v.Scale < nearest && !last {
			continue
		}
		fine = v.marks(st, func(m Minute) string { return write(st.unit, m, false) })
		if last || roomy(fine, width) {
			return fine, v.above(st.unit, write, width)
		}
	}
	return nil, nil
}

func roomy(marks []Mark, width func(string) float64) bool {
	for i := 1; i < len(marks); i++ {
		if marks[i].X-marks[i-1].X < (width(marks[i].Words)+width(marks[i-1].Words))/2+apart {
			return false
		}
	}
	return true
}

// marks gives the marks of one distance, from the last before the left edge to
// the right edge.
func (v View) marks(st step, write func(Minute) string) []Mark {
	var out []Mark
	end := Minute(v.At(v.Width))
	for t := st.floor(Minute(v.From).Time()); ; t = st.next(t) {
		m := Minute(t.Unix() / 60)
		if m > end || len(out) > 1000 {
			return out
		}
		if x := v.X(m); x >= 0 {
			out = append(out, Mark{m, x, write(m)})
		}
	}
}

// floor gives the last mark at or before a time.
func (st step) floor(t time.Time) time.Time {
	y, m, d := t.Date()
	switch st.unit {
	case Years:
		return time.Date(y-y%st.count, 1, 1, 0, 0, 0, 0, time.UTC)
	case Months:
		return time.Date(y, time.Month((int(m)-1)/st.count*st.count+1), 1, 0, 0, 0, 0, time.UTC)
	case Days:
		return time.Date(y, m, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, st.daysBefore(y, m, d))
	}
	return time.Date(y, m, d, t.Hour()/st.count*st.count, 0, 0, 0, time.UTC)
}

// daysBefore gives how many days behind the first of a month its last mark at or
// before a day is: marks begin anew with each month.
func (st step) daysBefore(y int, m time.Month, d int) int {
	n := (d - 1) / st.count * st.count
	for n > 0 && !st.fits(y, m, n) {
		n -= st.count
	}
	return n
}

// fits tells whether a mark so many days behind the first of a month leaves room
// for the mark of the next month.
func (st step) fits(y int, m time.Month, n int) bool {
	days := time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return n < days && days-n >= (st.count+2)/2
}

// next gives the mark behind one.
func (st step) next(t time.Time) time.Time {
	switch st.unit {
	case Years:
		return t.AddDate(st.count, 0, 0)
	case Months:
		return t.AddDate(0, st.count, 0)
	case Days:
		y, m, d := t.Date()
		if n := d - 1 + st.count; st.fits(y, m, n) {
			return time.Date(y, m, 1+n, 0, 0, 0, 0, time.UTC)
		}
		return time.Date(y, m+1, 1, 0, 0, 0, 0, time.UTC)
	}
	return t.Add(time.Duration(st.count) * time.Hour)
}

// above gives the marks of the unit that holds another. Words that would run into
// the next are left out.
func (v View) above(of Unit, write func(Unit, Minute, bool) string, width func(string) float64) []Mark {
	holds := map[Unit]Unit{Days: Months, Hours: Days}
	unit, ok := holds[of]
	if !ok {
		return nil
	}
	st := step{unit, 1}
	first := Minute(st.floor(Minute(v.From).Time()).Unix() / 60)
	say := func(m Minute) string { return write(unit, m, true) }
	marks := v.marks(st, say)
	if v.X(first) < 0 {
		marks = append([]Mark{{first, 0, say(first)}}, marks...)
	}
	var out []Mark
	for i, m := range marks {
		if i+1 < len(marks) && m.X+width(m.Words)+apart/2 > marks[i+1].X {
			m.Words = ""
		}
		out = append(out, m)
	}
	return out
}
