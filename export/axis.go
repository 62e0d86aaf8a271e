package export

import (
	"time"

	"guvoh/export/figure"
	"guvoh/model"
)

// AxisDate gives the words of the marks of a timeline: a year, a month of it, a
// day.
func AxisDate(w Words) func(year, month, day int) string {
	return func(year, month, day int) string {
		d := model.Date{Precision: model.PrecisionDay}
		from := time.Date(year, time.Month(max(month, 1)), max(day, 1), 0, 0, 0, 0, time.UTC)
		to := from
		switch {
		case month == 0:
			return from.Format("2006")
		case day == 0:
			d.Precision, to = model.PrecisionMonth, from.AddDate(0, 1, -1)
		}
		d.Earliest, d.Latest = from.Format(time.DateOnly), to.Format(time.DateOnly)
		return w.Date(d)
	}
}

// AxisSpan gives the days between which a date lies, for a timeline.
func AxisSpan(d model.Date) figure.Span {
	return figure.Span{First: axisDay(d.Earliest), Last: axisDay(d.Latest), About: d.Qualifier == model.QualifierAbout}
}

// Placeable tells whether a date has any bound.
func Placeable(d model.Date) bool { return d.Earliest != "" || d.Latest != "" }
