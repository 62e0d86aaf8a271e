package timeaxis_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"guvoh/app/timeaxis"
)

func at(year, month, day int) timeaxis.Minute { return timeaxis.Of(year, month, day, 0, 0) }

func day(year, month, d int) timeaxis.Span {
	return timeaxis.Span{First: at(year, month, d), Last: at(year, month, d+1)}
}

func month(year, m int) timeaxis.Span {
	return timeaxis.Span{First: at(year, m, 1), Last: at(year, m+1, 1)}
}

func year(y int) timeaxis.Span { return timeaxis.Span{First: at(y, 1, 1), Last: at(y+1, 1, 1)} }

func clock(hour, minute int) timeaxis.Span {
	m := timeaxis.Of(2014, 6, 9, hour, minute)
	return timeaxis.Span{First: m, Last: m}
}

func TestPartsOfWhatIsKnown(t *testing.T) {
	about := day(2014, 6, 9)
	about.About = true
	before := timeaxis.Span{First: timeaxis.Open, Last: at(2014, 1, 1)}
	after := timeaxis.Span{First: at(2014, 1, 1), Last: timeaxis.Open}
	d, m, y := day(2014, 6, 9), month(2014, 6), year(2014)
	for _, c := range []struct {
		name string
		item timeaxis.Item
		want []timeaxis.Part
	}{
		{"a minute is sure", timeaxis.Item{Begin: clock(14, 30)}, []timeaxis.Part{{clock(14, 30).First, clock(14, 30).First, timeaxis.Sure}}},
		{"a day is a day", timeaxis.Item{Begin: d}, []timeaxis.Part{{d.First, d.Last, timeaxis.Within}}},
		{"a month is a month", timeaxis.Item{Begin: m}, []timeaxis.Part{{m.First, m.Last, timeaxis.Within}}},
		{"about a day is soft at both ends", timeaxis.Item{Begin: about}, []timeaxis.Part{
			{d.First, d.Last, timeaxis.Within}, {d.First, d.First, timeaxis.SoftBefore}, {d.Last, d.Last, timeaxis.SoftBehind},
		}},
		{"before a year fades into the past", timeaxis.Item{Begin: before}, []timeaxis.Part{{before.Last, before.Last, timeaxis.Past}}},
		{"after a year fades into the future", timeaxis.Item{Begin: after}, []timeaxis.Part{{after.First, after.First, timeaxis.Future}}},
		{"nothing is no part", timeaxis.Item{Begin: timeaxis.Nowhere}, nil},
		{"what lasted is sure between its ends", timeaxis.Item{Lasting: true, Begin: m, End: day(2014, 11, 3)}, []timeaxis.Part{
			{m.First, m.Last, timeaxis.Within}, {m.Last, at(2014, 11, 3), timeaxis.Sure}, {at(2014, 11, 3), at(2014, 11, 4), timeaxis.Within},
		}},
		{"what may have been a moment is sure nowhere", timeaxis.Item{Lasting: true, Begin: y, End: y}, []timeaxis.Part{{y.First, y.Last, timeaxis.Within}}},
		{"what began, and nobody knows its end, fades", timeaxis.Item{Lasting: true, Begin: d, End: timeaxis.Nowhere}, []timeaxis.Part{
			{d.First, d.Last, timeaxis.Within}, {d.Last, d.Last, timeaxis.Future},
		}},
		{"what ended, and nobody knows its begin, fades", timeaxis.Item{Lasting: true, Begin: timeaxis.Nowhere, End: d}, []timeaxis.Part{
			{d.First, d.Last, timeaxis.Within}, {d.First, d.First, timeaxis.Past},
		}},
		{"what another source says stands beside it", timeaxis.Item{Begin: d, Others: []timeaxis.Span{m}}, []timeaxis.Part{
			{d.First, d.Last, timeaxis.Within}, {m.First, m.Last, timeaxis.Said},
		}},
		{"it fades where that source knows no more", timeaxis.Item{Begin: d, Others: []timeaxis.Span{before}}, []timeaxis.Part{
			{d.First, d.Last, timeaxis.Within}, {before.Last, before.Last, timeaxis.SaidPast},
		}},
		{"it stands there where the record says nothing", timeaxis.Item{Begin: timeaxis.Nowhere, Others: []timeaxis.Span{d}}, []timeaxis.Part{{d.First, d.Last, timeaxis.Said}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.item.Parts(); !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
			_, _, known := c.item.Reach()
			if known != (len(c.want) > 0) {
				t.Errorf("known is %v", known)
			}
		})
	}
}

func TestOrderInTime(t *testing.T) {
	items := []timeaxis.Item{
		{Key: "never", Begin: timeaxis.Nowhere},
		{Key: "evening", Begin: clock(19, 0)},
		{Key: "year", Begin: year(2014)},
		{Key: "morning", Begin: clock(7, 15)},
		{Key: "day", Begin: day(2014, 6, 9)},
		{Key: "said", Begin: day(2014, 6, 10), Others: []timeaxis.Span{year(2010)}},
	}
	timeaxis.Sort(items)
	var got []string
	for _, it := range items {
		got = append(got, it.Key)
	}
	if want := "year day morning evening said never"; strings.Join(got, " ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, " "), want)
	}
}

func TestTheNearestInAnotherLane(t *testing.T) {
	items := []timeaxis.Item{
		{Lane: 0, Begin: day(2014, 1, 1)},
		{Lane: 2, Begin: day(2014, 2, 1)},
		{Lane: 0, Begin: day(2014, 3, 1)},
		{Lane: 2, Begin: day(2014, 3, 9)},
		{Lane: 3, Begin: day(2014, 3, 1)},
	}
	for _, c := range []struct{ from, by, want int }{{2, 1, 3}, {0, 1, 1}, {3, -1, 2}, {0, -1, 0}, {3, 1, 4}, {4, 1, 4}, {-1, 1, -1}} {
		if got := timeaxis.Beside(items, c.from, c.by); got != c.want {
			t.Errorf("from %d by %d: %d, not %d", c.from, c.by, got, c.want)
		}
	}
}

func TestWhatIsSeen(t *testing.T) {
	whole := timeaxis.Range{First: at(2010, 1, 1), Last: at(2020, 1, 1)}
	fit := timeaxis.Fit(whole, 900)
	t.Run("is all of it at first", func(t *testing.T) {
		if a, b := fit.X(whole.First), fit.X(whole.Last); a < 0 || b > 900 || b-a < 800 {
			t.Errorf("from %.0f to %.0f of 900", a, b)
		}
	})
	t.Run("keeps the time under the pointer when it is zoomed", func(t *testing.T) {
		v := fit
		for range 12 {
			before := v.At(430)
			v = v.Zoomed(timeaxis.Step, 430, whole)
			if d := v.At(430) - before; d > 1 || d < -1 {
				t.Fatalf("it moved by %.1f minutes", d)
			}
		}
	})
	t.Run("goes from years to hours and no further", func(t *testing.T) {
		v := fit
		for range 60 {
			v = v.Zoomed(timeaxis.Step, 450, whole)
		}
		if hour := v.Scale * 60; hour < 60 || hour > 400 {
			t.Errorf("an hour is %.0f wide", hour)
		}
		for range 60 {
			v = v.Zoomed(1/timeaxis.Step, 450, whole)
		}
		if v != fit {
			t.Errorf("%v is not all of it again", v)
		}
	})
	t.Run("does not lose what there is", func(t *testing.T) {
		v := fit.Zoomed(20, 450, whole)
		for _, dx := range []float64{1e7, -1e7} {
			p := v.Panned(dx, whole)
			if p.X(whole.First) > 900 || p.X(whole.Last) < 0 {
				t.Error("nothing is in view")
			}
		}
	})
	t.Run("moves no more than it takes to show something", func(t *testing.T) {
		v := fit.Zoomed(50, 450, whole)
		if got := v.Showing(timeaxis.Minute(v.At(300)), timeaxis.Minute(v.At(310)), 40, whole); got != v {
			t.Error("it moved for what is in view")
		}
		got := v.Showing(at(2019, 12, 1), at(2019, 12, 2), 40, whole)
		if x := got.X(at(2019, 12, 1)); x < 0 || x > 900 {
			t.Errorf("it stands at %.0f", x)
		}
	})
	t.Run("of one minute is a day", func(t *testing.T) {
		v := timeaxis.Fit(timeaxis.Range{First: at(2014, 6, 9), Last: at(2014, 6, 9)}, 900)
		if seen := 900 / v.Scale; seen < 400 || seen > 2000 {
			t.Errorf("%.0f minutes are seen", seen)
		}
	})
}

func write(u timeaxis.Unit, m timeaxis.Minute, above bool) string {
	t := m.Time()
	switch {
	case u == timeaxis.Years:
		return t.Format("2006")
	case u == timeaxis.Months:
		return t.Format("January 2006")
	case u == timeaxis.Days && above:
		return t.Format("2 January 2006")
	case u == timeaxis.Days:
		return t.Format("2")
	}
	return t.Format("15:04")
}

func wide(s string) float64 { return 7 * float64(len(s)) }

func TestMarksOfTheAxis(t *testing.T) {
	whole := timeaxis.Range{First: at(1998, 3, 1), Last: at(2021, 9, 1)}
	words := func(marks []timeaxis.Mark) (out []string) {
		for _, m := range marks {
			out = append(out, m.Words)
		}
		return out
	}
	t.Run("have room for their words at every scale, and there are always some", func(t *testing.T) {
		v := timeaxis.Fit(whole, 900)
		for v.Scale < 1.99 {
			fine, above := v.Marks(write, wide)
			if len(fine) < 2 {
				t.Fatalf("%d marks at %g", len(fine), v.Scale)
			}
			for _, marks := range [][]timeaxis.Mark{fine, above} {
				for i := 1; i < len(marks); i++ {
					if marks[i].At <= marks[i-1].At {
						t.Fatalf("%q is not behind %q", marks[i].Words, marks[i-1].Words)
					}
				}
			}
			for i := 1; i < len(fine); i++ {
				if fine[i].X-fine[i-1].X < (wide(fine[i].Words)+wide(fine[i-1].Words))/2 {
					t.Fatalf("%q runs into %q", fine[i-1].Words, fine[i].Words)
				}
			}
			for i := 1; i < len(above); i++ {
				if above[i-1].X+wide(above[i-1].Words) > above[i].X {
					t.Fatalf("%q runs into %q", above[i-1].Words, above[i].Words)
				}
			}
			v = v.Zoomed(1.2, 333, whole)
		}
	})
	for _, c := range []struct {
		name      string
		days      float64
		from      timeaxis.Minute
		fine, top string
	}{
		{"years over decades", 9000, at(1998, 1, 1), "2000", ""},
		{"months over a year", 500, at(2014, 1, 1), "July 2014", ""},
		{"days over a month", 25, at(2014, 6, 3), "10", "June 2014"},
		{"hours over a day", 1, at(2014, 6, 9) + 30, "12:00", "9 June 2014"},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := timeaxis.View{From: float64(c.from), Scale: 900 / (c.days * float64(timeaxis.Day)), Width: 900}
			fine, above := v.Marks(write, wide)
			if !slices.Contains(words(fine), c.fine) {
				t.Errorf("no %q among %q", c.fine, words(fine))
			}
			if c.top != "" && (len(above) == 0 || above[0].Words != c.top || above[0].X != 0) {
				t.Errorf("above stands %q", words(above))
			}
		})
	}
}

func TestRows(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var items []timeaxis.Item
	for i := range 500 {
		from := at(2010, 1, 1) + timeaxis.Minute(r.IntN(8*365*24*60))
		it := timeaxis.Item{Key: fmt.Sprint(i), Words: strings.Repeat("x", 5+r.IntN(30)), Lane: i % 4, Begin: timeaxis.Span{First: from, Last: from + timeaxis.Minute(r.IntN(60000))}}
		if i%7 == 0 {
			it.Lasting, it.End = true, timeaxis.Nowhere
		}
		if i%11 == 0 {
			it.Others = []timeaxis.Span{{First: from - 90000, Last: from - 80000}}
		}
		items = append(items, it)
	}
	timeaxis.Sort(items)
	width := func(i int) float64 { return wide(items[i].Words) }
	for _, scale := range []float64{0.0002, 0.002, 0.05, 1} {
		l := timeaxis.Lay(items, 4, scale, 6, width)
		hidden := make([]int, 4)
		for i, p := range l.Items {
			if !p.Shown || p.Row < 0 || p.Row >= l.Rows[items[i].Lane] {
				t.Fatalf("item %d has no place", i)
			}
			if !p.Words {
				hidden[items[i].Lane]++
			}
			for k, o := range l.Items[:i] {
				if o.Row != p.Row || items[k].Lane != items[i].Lane || !p.Words || !o.Words {
					continue
				}
				if p.Own < o.Own+width(k) && o.Own < p.Own+width(i) {
					t.Fatalf("at %g the words of %d and %d touch", scale, k, i)
				}
			}
		}
		if !slices.Equal(hidden, l.Hidden) {
			t.Errorf("%v have no words, counted are %v", hidden, l.Hidden)
		}
		if again := timeaxis.Lay(items, 4, scale, 6, width); !reflect.DeepEqual(l, again) {
			t.Error("the same items stand elsewhere")
		}
	}
	few := timeaxis.Fitted(items, 4, 0.0002, 9, width)
	if n := few.Rows[0] + few.Rows[1] + few.Rows[2] + few.Rows[3]; n > 9 {
		t.Errorf("%d rows where nine have room", n)
	}
	near := timeaxis.Lay(items, 4, 1, 6, width)
	far := timeaxis.Lay(items, 4, 0.0002, 6, width)
	if near.Hidden[0] >= far.Hidden[0] {
		t.Errorf("closer %d are hidden, farther %d", near.Hidden[0], far.Hidden[0])
	}
}

func TestHoursOfOneDayStandInOrder(t *testing.T) {
	items := []timeaxis.Item{{Key: "b", Words: "b", Begin: clock(15, 0)}, {Key: "a", Words: "a", Begin: clock(7, 30)}, {Key: "c", Words: "c", Begin: clock(15, 20)}}
	timeaxis.Sort(items)
	whole, _ := timeaxis.Whole(items)
	v := timeaxis.Fit(whole, 900)
	l := timeaxis.Lay(items, 1, v.Scale, 4, func(int) float64 { return 8 })
	for i := 1; i < 3; i++ {
		if items[i-1].Key > items[i].Key || l.Items[i-1].Left >= l.Items[i].Left {
			t.Errorf("%s does not stand before %s", items[i-1].Key, items[i].Key)
		}
	}
}
