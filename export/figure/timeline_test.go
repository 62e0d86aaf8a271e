package figure_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"guvoh/export/doc"
	"guvoh/export/figure"
)

func day(y, m, d int) figure.Span {
	x := figure.DayOf(y, m, d)
	return figure.Span{First: x, Last: x}
}

func year(y int) figure.Span {
	return figure.Span{First: figure.DayOf(y, 1, 1), Last: figure.DayOf(y, 12, 31)}
}

var open = figure.Span{First: figure.Open, Last: figure.Open}

// dates writes the marks of an axis.
func dates(y, m, d int) string {
	switch {
	case d > 0:
		return fmt.Sprintf("%d.%d.%d", d, m, y)
	case m > 0:
		return fmt.Sprintf("%d/%d", m, y)
	}
	return fmt.Sprint(y)
}

func timeline(items ...figure.Item) figure.Timeline {
	return figure.Timeline{Width: 165, Date: dates, Lanes: []figure.Lane{{Title: "Events", Items: items}}}
}

func TestMarksOfTheAxis(t *testing.T) {
	for _, c := range []struct {
		name  string
		items []figure.Item
		want  []string // some of the marks
	}{
		{"days within a week", []figure.Item{{Begin: day(2014, 6, 9)}, {Begin: day(2014, 6, 14)}}, []string{"9.6.2014", "13.6.2014"}},
		{"months within a year", []figure.Item{{Begin: day(2014, 6, 9)}, {Begin: day(2015, 3, 1)}}, []string{"7/2014", "1/2015"}},
		{"years within ten", []figure.Item{{Begin: day(2005, 6, 9)}, {Begin: day(2008, 3, 1)}, {Begin: day(2011, 1, 1)}, {Begin: day(2014, 3, 1)}}, []string{"2006", "2010", "2014"}},
		{"a long time in which nothing happened is left out", []figure.Item{{Begin: year(1960)}, {Begin: day(2014, 6, 9)}, {Begin: day(2015, 3, 1)}}, []string{"1/1960", "1/2015"}},
		{"one day", []figure.Item{{Begin: day(2014, 6, 9)}}, []string{"9.6.2014"}},
		{"one month that is all there is", []figure.Item{{When: "January 2016", What: "detained and tortured until he incriminated his brother", Begin: figure.Span{First: figure.DayOf(2016, 1, 1), Last: figure.DayOf(2016, 1, 31)}}}, []string{"1.1.2016"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			drawings := timeline(c.items...).Draw()
			if len(drawings) != 1 {
				t.Fatalf("%d drawings", len(drawings))
			}
			all := words(drawings)
			for _, w := range c.want {
				if !strings.Contains(" "+strings.Join(all, " ")+" ", " "+w+" ") {
					t.Errorf("no mark %q among %q", w, all)
				}
			}
			apart(t, drawings[0])
			inside(t, drawings[0])
		})
	}
}

// signs counts the paths of a drawing that are filled with a hue.
func signs(d *doc.Drawing, fill doc.Hue, dashed bool) int {
	n := 0
	for _, s := range d.Shapes {
		if len(s.Path) > 0 && s.Fill == fill && (len(s.Dash) > 0) == dashed {
			n++
		}
	}
	return n
}

func TestWhatIsNotSureLooksSo(t *testing.T) {
	far := figure.Item{Begin: day(2020, 1, 1)} // so that a month has some width
	for _, c := range []struct {
		name          string
		item          figure.Item
		solid, dashed int
	}{
		{"a day is a disc", figure.Item{Begin: day(2014, 6, 9)}, 2, 0},
		{"a year is a dashed band", figure.Item{Begin: year(2014)}, 1, 1},
		{"a time that surely was has a solid part", figure.Item{Begin: year(2012), Lasting: true, End: year(2015)}, 2, 0},
		{"a time that may not have been has none", figure.Item{Begin: year(2014), Lasting: true, End: year(2014)}, 1, 1},
		{"a time whose end is not known fades away", figure.Item{Begin: day(2014, 6, 9), Lasting: true, End: open}, 2, 0},
		{"before a day is a band towards the past", figure.Item{Begin: figure.Span{First: figure.Open, Last: figure.DayOf(2014, 1, 1)}}, 1, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := timeline(far, c.item).Draw()[0]
			if s, b := signs(d, doc.Accent, false), signs(d, doc.Faint, true); s != c.solid || b != c.dashed {
				t.Errorf("%d solid, %d dashed", s, b)
			}
			inside(t, d)
		})
	}
}

func TestAboutATimeHasSoftEnds(t *testing.T) {
	far := figure.Item{Begin: day(2020, 1, 1)}
	about := func(s figure.Span) figure.Span {
		s.About = true
		return s
	}
	tips := func(it figure.Item) (n int) {
		d := timeline(far, it).Draw()[0]
		inside(t, d)
		for _, s := range d.Shapes {
			if s.Fill == doc.Paper && s.Stroke == doc.Accent {
				n += len(s.Path) - 3 // of a triangle there are four steps, of one with two points five
			}
		}
		return n
	}
	from, to := day(2014, 6, 9), day(2015, 6, 9)
	for _, c := range []struct {
		name string
		item figure.Item
		tips int
	}{
		{"a day has none", figure.Item{Begin: from}, 0},
		{"about a day has one on either side", figure.Item{Begin: about(from)}, 2},
		{"what lasted between two days has none", figure.Item{Begin: from, Lasting: true, End: to}, 0},
		{"what lasted from about a day has one there", figure.Item{Begin: about(from), Lasting: true, End: to}, 1},
		{"what lasted until about a day has one there", figure.Item{Begin: from, Lasting: true, End: about(to)}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			if n := tips(c.item); n != c.tips {
				t.Errorf("%d soft ends, not %d", n, c.tips)
			}
		})
	}
}

func TestWordsOfATimelineDoNotTouch(t *testing.T) {
	var items []figure.Item
	for i := range 60 {
		b := figure.DayOf(2014, 1, 1) + figure.Day(i*i%700)
		it := figure.Item{When: dates(2014, 1+i%12, 0), What: strings.Repeat("he was taken to another place ", 1+i%4), Begin: figure.Span{First: b, Last: b + figure.Day(i%40)}}
		if i%5 == 0 {
			it.Lasting, it.End = true, figure.Span{First: b + 60, Last: b + 90}
		}
		items = append(items, it)
	}
	drawings := timeline(items...).Draw()
	if len(drawings) < 2 {
		t.Errorf("%d drawings of sixty items", len(drawings))
	}
	shown := strings.Join(words(drawings), " ")
	if n := strings.Count(shown, "he was"); n < 60 {
		t.Errorf("only %d items", n)
	}
	for _, d := range drawings {
		apart(t, d)
		inside(t, d)
		if d.Height > 215 {
			t.Errorf("%.0f mm tall", d.Height)
		}
	}
	if !reflect.DeepEqual(drawings, timeline(items...).Draw()) {
		t.Error("the same items are drawn in two ways")
	}
}

func TestATimelineOfNothingIsNotDrawn(t *testing.T) {
	if d := timeline().Draw(); len(d) != 0 {
		t.Errorf("%d drawings", len(d))
	}
	if d := timeline(figure.Item{What: "when?", Begin: open}).Draw(); len(d) != 0 {
		t.Errorf("%d drawings of what has no day", len(d))
	}
}

func TestWhatAnotherSourceSays(t *testing.T) {
	far := figure.Item{Begin: day(2018, 1, 1), What: "later"} // near enough for no time to be left out
	hollow := func(d *doc.Drawing) (n int, right float64) {
		for _, s := range d.Shapes {
			if len(s.Path) == 0 || s.Stroke != doc.Alarm || s.Fill != doc.NoHue {
				continue
			}
			n++
			for _, step := range s.Path {
				for _, p := range step.P {
					right = max(right, p.X)
				}
			}
		}
		return n, right
	}
	it := figure.Item{When: "9 June 2014", What: "the arrest", Begin: day(2014, 6, 9), Others: []figure.Span{year(2016)}, Doubt: "the report says otherwise: 2016"}
	with := timeline(far, it).Draw()[0]
	n, right := hollow(with)
	if n != 1 {
		t.Fatalf("%d hollow shapes", n)
	}
	if said := strings.Join(words([]*doc.Drawing{with}), " "); !strings.Contains(said, "the report says otherwise") {
		t.Errorf("who says so is not said: %s", said)
	}
	apart(t, with)
	inside(t, with)
	t.Run("lies where that time is", func(t *testing.T) {
		earlier := it
		earlier.Others = []figure.Span{year(2015)}
		if _, before := hollow(timeline(far, earlier).Draw()[0]); before >= right {
			t.Errorf("2015 ends at %.1f, 2016 at %.1f", before, right)
		}
	})
	t.Run("is drawn where the record itself has no date", func(t *testing.T) {
		it := it
		it.Begin = open
		all := timeline(far, it).Draw()
		if len(all) != 1 {
			t.Fatalf("%d drawings", len(all))
		}
		if n, _ := hollow(all[0]); n != 1 {
			t.Errorf("%d hollow shapes", n)
		}
		if got := signs(all[0], doc.Accent, false); got != 1 {
			t.Errorf("%d solid signs, for one record with a date", got)
		}
	})
	t.Run("and what nobody doubts has none", func(t *testing.T) {
		if n, _ := hollow(timeline(far).Draw()[0]); n != 0 {
			t.Errorf("%d hollow shapes", n)
		}
	})
}

func TestHoursOfADay(t *testing.T) {
	at := func(hour, minute int) figure.Span {
		d := figure.DayOf(2014, 6, 9).At(hour, minute)
		return figure.Span{First: d, Last: d}
	}
	tl := timeline(figure.Item{What: "the last", Begin: at(19, 30)}, figure.Item{What: "the first", Begin: at(7, 15)}, figure.Item{What: "the second", Begin: at(14, 0), Lasting: true, End: at(16, 0)})
	tl.Clock = func(hour, minute int) string { return fmt.Sprintf("%02d:%02d", hour, minute) }
	all := tl.Draw()
	if len(all) != 1 {
		t.Fatalf("%d drawings", len(all))
	}
	said := strings.Join(words(all), " ")
	for _, want := range []string{"08:00", "12:00", "18:00"} {
		if !strings.Contains(said, want) {
			t.Errorf("no mark %s: %s", want, said)
		}
	}
	if a, b, c := strings.Index(said, "the first"), strings.Index(said, "the second"), strings.Index(said, "the last"); a > b || b > c {
		t.Errorf("they are not in the order of their hours: %s", said)
	}
	apart(t, all[0])
	inside(t, all[0])
}
