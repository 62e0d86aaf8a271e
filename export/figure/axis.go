package figure

import (
	"math"
	"slices"
	"time"
)

// axis says where days stand. Long times in which nothing happened are left
// out, so that years before do not press the weeks that matter into one spot.
type axis struct {
	left, right float64
	knots       []knot
	stretches   [][2]Day // that are drawn, ascending
	edge        Day      // white at the ends of each
	cuts        []float64
	scale       float64 // millimetres to a day
	hours       bool    // it counts hours
}

// knot is a day and where it stands; between two knots days are even.
type knot struct {
	day Day
	x   float64
}

// cutWidth is the width of a sign that time is left out, in millimetres.
const cutWidth = 9.0

// reach is the days that an item takes, or several that overlap.
type reach struct{ from, to Day }

func newAxis(all []entry, left, right float64, hours bool) *axis {
	ax := &axis{left: left, right: right, hours: hours}
	var parts []reach
	for _, e := range all { // ascending
		from, to, _ := e.stretch()
		if last := len(parts) - 1; last >= 0 && from <= parts[last].to+1 {
			parts[last].to = max(parts[last].to, to)
			continue
		}
		parts = append(parts, reach{from, to})
	}
	empty := emptiness(parts)
	ax.stretches = [][2]Day{{parts[0].from, parts[0].to}}
	for i, p := range parts[1:] {
		if empty[i] {
			ax.stretches = append(ax.stretches, [2]Day{p.from, p.to})
		} else {
			ax.stretches[len(ax.stretches)-1][1] = p.to
		}
	}
	ax.settle()
	return ax
}

// emptiness tells which of the times between parts are left out: those that are
// more than twice as long as all the rest together, when there is more than a
// single day at each end to be seen.
func emptiness(parts []reach) []bool {
	out := make([]bool, len(parts)-1)
	rest := parts[len(parts)-1].to - parts[0].from
	for range out {
		longest, at := Day(0), -1
		for i := range out {
			if g := parts[i+1].from - parts[i].to; !out[i] && g > longest {
				longest, at = g, i
			}
		}
		if at < 0 || longest <= 2*(rest-longest) || rest == longest {
			break
		}
		out[at] = true
		rest -= longest
	}
	return out
}

// settle gives each stretch white at its ends, and its place.
func (ax *axis) settle() {
	days := Day(0)
	for _, s := range ax.stretches {
		days += s[1] - s[0]
	}
	ax.edge = max(Day(math.Floor(float64(days)*3/100)), 3)
	if ax.hours {
		ax.edge = max(days*3/100, 0.02)
	}
	for i := range ax.stretches {
		ax.stretches[i][0] -= ax.edge
		ax.stretches[i][1] += ax.edge
		days += 2 * ax.edge
	}
	n := len(ax.stretches)
	ax.scale = (ax.right - ax.left - cutWidth*float64(n-1)) / float64(days)
	x := ax.left
	for i, s := range ax.stretches {
		if i > 0 {
			ax.cuts = append(ax.cuts, x+cutWidth/2)
			x += cutWidth
		}
		ax.knots = append(ax.knots, knot{s[0], x})
		x += float64(s[1]-s[0]) * ax.scale
		ax.knots = append(ax.knots, knot{s[1], x})
	}
}

// x returns where a day stands.
func (ax *axis) x(d Day) float64 {
	for i := 1; i < len(ax.knots); i++ {
		a, b := ax.knots[i-1], ax.knots[i]
		if d <= b.day || i == len(ax.knots)-1 {
			return min(max(a.x+(b.x-a.x)*float64(d-a.day)/float64(b.day-a.day), ax.left), ax.right)
		}
	}
	return ax.left
}

// axisMark is a mark of the axis.
type axisMark struct {
	x     float64
	words string
	at    float64 // the middle of the words
}

// steps are the distances of marks, from the finest.
var steps = []stride{
	{0, 0, 1, 0},
	{0, 0, 2, 0},
	{0, 0, 7, 0},
	{0, 0, 14, 0},
	{0, 1, 0, 0},
	{0, 2, 0, 0},
	{0, 3, 0, 0},
	{0, 6, 0, 0},
	{1, 0, 0, 0},
	{2, 0, 0, 0},
	{5, 0, 0, 0},
	{10, 0, 0, 0},
	{20, 0, 0, 0},
	{50, 0, 0, 0},
	{100, 0, 0, 0},
}

// hourly are those of an axis of hours.
var hourly = []stride{{0, 0, 0, 10}, {0, 0, 0, 30}, {0, 0, 0, 60}, {0, 0, 0, 120}, {0, 0, 0, 180}, {0, 0, 0, 360}, {0, 0, 0, 720}}

// stride is a distance of marks.
type stride struct{ years, months, days, minutes int }

// length returns about how many days a step has.
func (st stride) length() float64 {
	return float64(st.years*365+st.months*30+st.days) + float64(st.minutes)/(24*60)
}

// marks returns the marks of the finest distance whose words have room.
func (ax *axis) marks(write func(year, month, day int) string, clock func(hour, minute int) string) []axisMark {
	var marks []axisMark
	all := steps
	if ax.hours {
		all = hourly
	}
	for i, st := range all {
		if st.length()*ax.scale < 6 && i < len(all)-1 {
			continue // no words are that short
		}
		marks = nil
		room := true
		for _, s := range ax.stretches {
			before := 0.0
			for k, d := range ax.daysOf(s, st) {
				m := axisMark{x: ax.x(d)}
				if st.minutes > 0 {
					m.words = clock(d.date().Hour(), d.date().Minute())
				} else {
					m.words = write(word(d, st.months > 0 || st.days > 0, st.days > 0))
				}
				if k > 0 && m.x-before < axisWords.width(m.words)+2.5 {
					room = false
				}
				marks, before = append(marks, m), m.x
			}
		}
		if room && len(marks) > 0 {
			break
		}
	}
	if !ax.hours {
		marks = ax.named(marks, write)
	}
	return ax.apart(marks)
}

// word splits a day into what is written of it.
func word(d Day, month, day bool) (int, int, int) {
	t := d.date()
	y, m, dd := t.Year(), int(t.Month()), t.Day()
	if !day {
		dd = 0
	}
	if !month {
		m = 0
	}
	return y, m, dd
}

// daysOf returns the days of a stretch that get a mark: beginnings of years and
// of months, even hours, or days counted from the first on which something
// happened.
func (ax *axis) daysOf(s [2]Day, st stride) []Day {
	t := (s[0] + ax.edge).date()
	switch {
	case st.years > 0:
		t = s[0].date()
		t = time.Date(t.Year()-t.Year()%st.years, 1, 1, 0, 0, 0, 0, time.UTC)
	case st.months > 0:
		t = s[0].date()
		t = time.Date(t.Year(), time.Month((int(t.Month())-1)/st.months*st.months+1), 1, 0, 0, 0, 0, time.UTC)
	case st.minutes > 0:
		t = s[0].date()
		t = time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	}
	var out []Day
	for ; ; t = t.AddDate(st.years, st.months, st.days).Add(time.Duration(st.minutes) * time.Minute) {
		d := dayAt(t)
		if d > s[1] || len(out) > 400 {
			return out
		}
		if d >= s[0] {
			out = append(out, d)
		}
	}
}

// named gives a mark to each stretch that got none: its month.
func (ax *axis) named(marks []axisMark, write func(year, month, day int) string) []axisMark {
	for i, s := range ax.stretches {
		from, to := ax.knots[2*i].x, ax.knots[2*i+1].x
		if !slices.ContainsFunc(marks, func(m axisMark) bool { return m.x >= from-0.01 && m.x <= to+0.01 }) {
			middle := s[0] + (s[1]-s[0])/2
			marks = append(marks, axisMark{x: (from + to) / 2, words: write(word(middle, s[1]-s[0] < 300, false))})
		}
	}
	slices.SortFunc(marks, func(a, b axisMark) int {
		if a.x < b.x {
			return -1
		}
		return 1
	})
	return marks
}

// apart drops marks whose words would touch those before them.
func (ax *axis) apart(marks []axisMark) []axisMark {
	var out []axisMark
	end := -1e9
	for _, m := range marks {
		half := axisWords.width(m.words) / 2
		m.at = min(m.x, ax.right+2-half)
		if m.at-half < end+1 {
			continue
		}
		out, end = append(out, m), m.at+half
	}
	return out
}
