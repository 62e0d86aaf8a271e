package export

import (
	"slices"
	"strings"
	"time"

	"guvoh/export/doc"
	"guvoh/export/figure"
	"guvoh/model"
)

// lanes are the rows of a timeline: each has the name of its first kind.
var lanes = [][]string{
	{"event", "act", "injury"},
	{"detention"},
	{"proceeding", "step", "charge", "sentence"},
	{"interview"},
	{"intervention", "deadline"},
	{"person", "residence", "relationship"},
}

// inTime are the kinds on a timeline where a section does not choose.
var inTime = []string{"event", "act", "detention", "step", "sentence", "interview", "intervention"}

// lasting are the kinds that last from the first of their moments to the second.
var lasting = []string{"detention", "proceeding", "sentence", "residence", "relationship"}

// timeline draws when things happened, in lanes.
func (b *builder) timeline() []doc.Block {
	kinds := b.section.Kinds
	if len(kinds) == 0 {
		kinds = inTime
	}
	t := figure.Timeline{Width: drawn, Date: AxisDate(b.w)}
	undated := 0
	for _, group := range lanes {
		lane := figure.Lane{Title: b.w.Kinds(group[0])}
		for _, kind := range group {
			if !slices.Contains(kinds, kind) {
				continue
			}
			for _, r := range b.s.OfKind(kind) {
				items := b.items(r)
				if len(items) == 0 && !b.toldWithEvent(r, r.Date("date")) {
					undated++
				}
				lane.Items = append(lane.Items, items...)
			}
		}
		t.Lanes = append(t.Lanes, lane)
	}
	drawings := t.Draw()
	if len(drawings) == 0 {
		return nil
	}
	hours, undrawn := b.hours(kinds)
	drawings = append(drawings, hours...)
	caption := doc.Plain(b.w.T("dossier.timeline.caption"))
	if differs(t) {
		caption = append(caption, doc.Span{Text: " " + b.w.T("dossier.timeline.hollow")})
	}
	if undated > 0 {
		caption = append(caption, doc.Span{Text: " " + b.w.N("dossier.timeline.undated", undated)})
	}
	if undrawn > 0 {
		caption = append(caption, doc.Span{Text: " " + b.w.N("dossier.timeline.days_undrawn", undrawn)})
	}
	return captioned(drawings, caption, b.w.T("dossier.timeline.alt", map[string]any{"Items": itemsInWords(t)}))
}

// itemsInWords tells what a timeline shows to those who cannot see it.
func itemsInWords(t figure.Timeline) string {
	var all []string
	for _, l := range t.Lanes {
		for _, it := range l.Items {
			s := it.What
			if it.When != "" {
				s = it.When + ": " + s
			}
			if it.Doubt != "" {
				s += " (" + it.Doubt + ")"
			}
			all = append(all, s)
		}
	}
	return strings.Join(all, "; ")
}

// toldWithEvent tells whether an act was on the day of its event, which stands
// on the timeline for it.
func (b *builder) toldWithEvent(r model.Record, d model.Date) bool {
	e, ok := b.s.Get(r.Ref("event"))
	return ok && r.Kind == "act" && e.Date("date") == d
}

// items gives what stands on the timeline for a record.
func (b *builder) items(r model.Record) []figure.Item {
	var dates []model.Date
	names := moments[r.Kind]
	for _, name := range names {
		d := model.Date{}
		if _, ok := b.shown(r, name); ok {
			d = r.Date(name)
		}
		dates = append(dates, d)
	}
	if slices.Contains(lasting, r.Kind) && len(dates) == 2 {
		return b.lasted(r, names, dates[0], dates[1])
	}
	var items []figure.Item
	for i, d := range dates {
		others, doubt := b.otherwise(r, byDays, firstField(names[i], i)...)
		if !Placeable(d) && len(others) == 0 || b.toldWithEvent(r, d) && len(others) == 0 {
			continue
		}
		title, _ := b.headlineBut(r, names[i])
		if i > 0 {
			title += " — " + b.w.Field(r.Kind, names[i])
		}
		it := figure.Item{When: b.w.Date(d), What: title, Begin: AxisSpan(d), Others: others, Doubt: doubt}
		if d.Precision == model.PrecisionDay && d.Qualifier == model.QualifierNone && d.Earliest != "" && d.Latest != "" && d.Earliest != d.Latest {
			it.Lasting, it.Begin, it.End = true, oneDay(d.Earliest), oneDay(d.Latest) // its two ends are known
		}
		b.mark(r)
		items = append(items, it)
	}
	return items
}

// lasted gives what lasted from one date to another, of which one may be
// missing.
func (b *builder) lasted(r model.Record, names []string, from, to model.Date) []figure.Item {
	others, doubt := b.otherwise(r, byDays, "", names[0], names[1])
	if !Placeable(from) && !Placeable(to) && len(others) == 0 {
		return nil
	}
	title, _ := b.headlineBut(r, names[0])
	it := figure.Item{What: title, Lasting: true, Begin: AxisSpan(from), End: AxisSpan(to), Others: others, Doubt: doubt}
	switch {
	case from.IsZero() && to.IsZero():
	case from.IsZero():
		it.When = b.w.T("dossier.until", map[string]any{"Date": b.w.Date(to)})
	case to.IsZero():
		it.When = b.w.T("dossier.since", map[string]any{"Date": b.w.Date(from)})
	default:
		it.When = b.w.Date(from) + " – " + b.w.Date(to)
	}
	b.mark(r)
	return []figure.Item{it}
}

func oneDay(day string) figure.Span { return figure.Span{First: axisDay(day), Last: axisDay(day)} }

func axisDay(day string) figure.Day {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return figure.Open
	}
	return figure.DayOf(t.Year(), int(t.Month()), t.Day())
}
