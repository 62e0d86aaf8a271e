package export

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"guvoh/export/doc"
	"guvoh/export/figure"
	"guvoh/model"
)

// firstField gives the names by which citations speak of the moment at place i
// of a record: its own, and for the first of them the record as a whole.
func firstField(field string, i int) []string {
	if i == 0 {
		return []string{"", field}
	}
	return []string{field}
}

// otherwise gives the times that sources tell instead of those in the record, as far
// as place has room for them, and says who does, as far as this document names its
// sources.
func (b *builder) otherwise(r model.Record, place func(model.Date) (figure.Span, bool), fields ...string) (others []figure.Span, doubt string) {
	var said []string
	for _, c := range b.cites[r.ID] {
		d := c.Date("differs_date")
		if _, ok := b.shown(c, "differs_date"); !ok || !Placeable(d) || !slices.Contains(fields, c.Text("field")) {
			continue
		}
		about := c.Text("field")
		if about == "" {
			about = fields[1] // the record as a whole: what it is about
		}
		if _, ok := b.shown(r, about); !ok || d.Alike(r.Date(about)) {
			continue
		}
		if span, ok := place(d); ok {
			others = append(others, span)
		}
		id := c.Ref("evidence")
		if id.IsZero() {
			id = c.Ref("source")
		}
		s := b.w.T("dossier.timeline.otherwise", map[string]any{"Date": b.w.Date(d)})
		if b.p.Sourced && !id.IsZero() {
			s = b.w.T("dossier.timeline.differs", map[string]any{"Source": b.label(id), "Date": b.w.Date(d)})
		}
		if !slices.Contains(said, s) {
			said = append(said, s)
		}
	}
	return others, strings.Join(said, b.semicolon())
}

// byDays gives the place of a time on an axis of days.
func byDays(d model.Date) (figure.Span, bool) { return AxisSpan(d), true }

// byHours gives the place of a time on the axis of one day; what was on another day,
// or at an hour that nobody knows, has none there.
func byHours(day string) func(model.Date) (figure.Span, bool) {
	return func(d model.Date) (figure.Span, bool) {
		if !timed(d) || d.Earliest != day {
			return figure.Span{}, false
		}
		return figure.Span{First: axisClock(day, d.From), Last: axisClock(day, d.Until), About: d.Qualifier == model.QualifierAbout}, true
	}
}

// differs tells whether anything on a timeline has another time by a source.
func differs(t figure.Timeline) bool {
	return slices.ContainsFunc(t.Lanes, func(l figure.Lane) bool {
		return slices.ContainsFunc(l.Items, func(it figure.Item) bool { return len(it.Others) > 0 })
	})
}

// mostDays is how many days are drawn by their hours. More would be a document of
// its own.
const mostDays = 6

// hours draws each day of which the hours of two things or more are known, along
// its hours, and tells how many more such days there are.
func (b *builder) hours(kinds []string) (out []*doc.Drawing, undrawn int) {
	byDay := map[string]*figure.Timeline{}
	count := map[string]int{}
	for i, group := range lanes {
		for _, kind := range group {
			if !slices.Contains(kinds, kind) {
				continue
			}
			for _, r := range b.s.OfKind(kind) {
				for k, field := range moments[kind] {
					d := r.Date(field)
					if _, ok := b.shown(r, field); !ok || !timed(d) || b.toldWithEvent(r, d) {
						continue
					}
					t := byDay[d.Earliest]
					if t == nil {
						t = b.dayOf()
						byDay[d.Earliest] = t
					}
					count[d.Earliest]++
					t.Lanes[i].Items = append(t.Lanes[i].Items, b.inHours(r, d, field, k))
				}
			}
		}
	}
	var days []string
	for day, n := range count {
		if n > 1 {
			days = append(days, day)
		}
	}
	slices.Sort(days)
	for _, day := range days[:min(len(days), mostDays)] {
		out = append(out, byDay[day].Draw()...)
	}
	return out, max(0, len(days)-mostDays)
}

// dayOf gives the empty timeline of one day.
func (b *builder) dayOf() *figure.Timeline {
	t := &figure.Timeline{Width: drawn, Date: AxisDate(b.w), Clock: func(hour, minute int) string { return fmt.Sprintf("%02d:%02d", hour, minute) }}
	for _, group := range lanes {
		t.Lanes = append(t.Lanes, figure.Lane{Title: b.w.Kinds(group[0])})
	}
	return t
}

// timed tells whether the hours of a date are known, within one day.
func timed(d model.Date) bool {
	return d.Earliest != "" && d.Earliest == d.Latest && d.Precision == model.PrecisionTime && d.From != "" && d.Until != ""
}

// inHours gives what stands on the timeline of a day for a moment of a record.
func (b *builder) inHours(r model.Record, d model.Date, field string, at int) figure.Item {
	title, _ := b.headlineBut(r, field)
	if at > 0 {
		title += " — " + b.w.Field(r.Kind, field)
	}
	begin, end, about := axisClock(d.Earliest, d.From), axisClock(d.Latest, d.Until), d.Qualifier == model.QualifierAbout
	others, doubt := b.otherwise(r, byHours(d.Earliest), firstField(field, at)...)
	it := figure.Item{When: b.w.Date(d), What: title, Begin: figure.Span{First: begin, Last: begin, About: about}, Others: others, Doubt: doubt}
	switch {
	case begin == end:
	case d.Qualifier == model.QualifierNone:
		it.Lasting, it.End = true, figure.Span{First: end, Last: end}
	default: // it was somewhere in there
		it.Begin.Last = end
	}
	return it
}

// axisClock gives the place of a clock time of a day.
func axisClock(day, clock string) figure.Day {
	hours, minutes, _ := strings.Cut(clock, ":")
	h, _ := strconv.Atoi(hours)
	m, _ := strconv.Atoi(minutes)
	return axisDay(day).At(h, m)
}
