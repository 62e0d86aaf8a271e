package asking

import (
	"strconv"
	"strings"
	"time"

	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/question"
)

// Range says from when until when: "May 2014", "the next 14 days", "before today".
func (w Words) Range(r question.Range) string {
	from, fromDay := ahead(r.From)
	to, toDay := ahead(r.To)
	switch {
	case fromDay && toDay && from == 0 && to == 0:
		return w.T("find.range.today")
	case fromDay && toDay && from == 0 && to > 0:
		return w.N("find.range.next", to)
	case fromDay && toDay && from < 0 && to == 0:
		return w.N("find.range.last", -from)
	case r.From == "" && toDay && to == -1:
		return w.T("find.range.before_today")
	case r.To == "" && fromDay && from == 0:
		return w.T("find.range.from_today")
	case r.From == r.To:
		return w.end(r.From)
	case r.From == "":
		return w.T("find.range.until", tr.V{"To": w.end(r.To)})
	case r.To == "":
		return w.T("find.range.since", tr.V{"From": w.end(r.From)})
	}
	if d := unit(r); d.Precision != model.PrecisionSpan {
		return w.Date(d)
	}
	return w.T("find.range.between", tr.V{"From": w.end(r.From), "To": w.end(r.To)})
}

// ahead reads "today+14" as 14.
func ahead(end string) (days int, relative bool) {
	by, ok := strings.CutPrefix(end, "today")
	if !ok || by == "" {
		return 0, ok
	}
	days, err := strconv.Atoi(by)
	return days, err == nil
}

// end says one end of a range.
func (w Words) end(s string) string {
	if days, relative := ahead(s); relative {
		switch {
		case days > 0:
			return w.N("find.range.in_days", days)
		case days < 0:
			return w.N("find.range.days_ago", -days)
		}
		return w.T("find.range.today")
	}
	return w.Date(unit(question.Range{From: s, To: s}))
}

// unit gives the range as the day, the month or the year that it is, or as a
// span of no such name.
func unit(r question.Range) model.Date {
	first, last, _ := r.Days("2000-01-01")
	d := model.Date{Earliest: first, Latest: last, Precision: model.PrecisionSpan}
	a, err := time.Parse(time.DateOnly, first)
	b, fault := time.Parse(time.DateOnly, last)
	if err != nil || fault != nil {
		return d
	}
	switch {
	case first == last:
		d.Precision = model.PrecisionDay
	case a.Day() == 1 && a.AddDate(0, 1, -1).Equal(b):
		d.Precision = model.PrecisionMonth
	case a.Day() == 1 && a.Month() == time.January && a.AddDate(1, 0, -1).Equal(b):
		d.Precision = model.PrecisionYear
	}
	return d
}

// Read gives the range of a date as a person wrote it: "May 2014", "2012 to
// 2014", "since June 2010". ok is false when it names no day.
func Read(d model.Date) (r question.Range, ok bool) {
	r = question.Range{From: d.Earliest, To: d.Latest}
	return r, r != question.Range{}
}
