package model_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"guvoh/model"
)

var dateLanguages = []string{"en", "ru", "uz", "uz-Cyrl", "fr", "es", "tr", "kk", "ky", "tg"}

// iso writes a day; months and days may run over as in time.Date.
func iso(year, month, day int) string {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// unit is a piece of the Gregorian calendar with its bounds.
type unit struct {
	precision   model.Precision
	first, last time.Time
	part        int // 0 whole, 1 early, 2 mid, 3 late, 4 and 5 halves
}

func randomUnit(r *rand.Rand, p model.Precision) unit {
	year := 1000 + r.IntN(1999)
	if r.IntN(3) > 0 {
		year = 1985 + r.IntN(40)
	}
	month, day := 1+r.IntN(12), 1+r.IntN(28)
	at := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }
	u := unit{precision: p, part: r.IntN(12)}
	if u.part > 5 {
		u.part = 0
	}
	cut := func(size, a, b int) (int, int) {
		return [...]int{0, 0, a, b, 0, size / 2}[u.part], [...]int{size, a, b, size, size / 2, size}[u.part]
	}
	var end time.Time
	switch p {
	case model.PrecisionDecade:
		from, to := cut(10, 4, 7)
		year = min(year-year%10, 2980)
		u.first, end = at(year+from, 1, 1), at(year+to, 1, 1)
	case model.PrecisionYear:
		from, to := cut(12, 4, 8)
		u.first, end = at(year, 1+from, 1), at(year, 1+to, 1)
	case model.PrecisionSeason:
		u.part %= 4
		from, to := cut(3, 1, 2)
		start := 3 * (1 + r.IntN(4))
		u.first, end = at(year, start+from, 1), at(year, start+to, 1)
	case model.PrecisionMonth:
		size := at(year, month+1, 0).Day()
		from, to := cut(size, 10, 20)
		u.first, end = at(year, month, 1+from), at(year, month, 1+to)
	default:
		u.part = 0
		u.first, end = at(year, month, day), at(year, month, day+1)
	}
	u.last = end.AddDate(0, 0, -1)
	return u
}

func clock(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

var (
	datePrecisions = []model.Precision{
		model.PrecisionTime, model.PrecisionPartOfDay, model.PrecisionDay, model.PrecisionMonth,
		model.PrecisionSeason, model.PrecisionYear, model.PrecisionDecade,
	}
	datePartsOfDay = []string{"morning", "afternoon", "evening", "night", "dawn", "noon", "midnight"}
	dateZones      = []string{"", "+05:00", "-03:30", "+00:00", "Asia/Tashkent", "America/Argentina/Buenos_Aires"}
)

// randomDate builds a valid date from parts, as a screen or an import would.
func randomDate(r *rand.Rand) model.Date {
	p := datePrecisions[r.IntN(len(datePrecisions))]
	a, b := randomUnit(r, p), randomUnit(r, p)
	if b.first.Before(a.first) {
		a, b = b, a
	}
	d := model.Date{Precision: p, Earliest: a.first.Format(time.DateOnly), Latest: a.last.Format(time.DateOnly)}
	if r.IntN(4) == 0 {
		d.Qualifier = model.QualifierAbout
	}
	from, until := clock(r.IntN(720)), clock(720+r.IntN(720))
	timed := p == model.PrecisionTime
	if timed {
		d.From, d.Until, d.Zone = from, from, dateZones[r.IntN(len(dateZones))]
	}
	kind := r.IntN(8)
	if p == model.PrecisionPartOfDay || kind < 3 {
		if p == model.PrecisionPartOfDay || p != model.PrecisionDay && !timed && kind == 2 {
			d.PartOfDay = datePartsOfDay[r.IntN(len(datePartsOfDay))]
		}
		return d
	}
	switch kind {
	case 3: // since
		d.Latest, d.Until = "", ""
	case 4: // until
		d.Earliest, d.From = "", ""
	case 5: // before
		if a.part == 3 {
			return d
		}
		d.Qualifier, d.Earliest, d.From = model.QualifierBefore, "", ""
		if !timed {
			d.Latest = a.first.AddDate(0, 0, -1).Format(time.DateOnly)
		}
	case 6: // after
		if a.part == 1 {
			return d
		}
		d.Qualifier, d.Latest, d.Until = model.QualifierAfter, "", ""
		if !timed {
			d.Earliest = a.last.AddDate(0, 0, 1).Format(time.DateOnly)
		}
	case 7: // a stretch or a span
		if !a.last.Before(b.first) && !timed {
			return d
		}
		d.Latest = b.last.Format(time.DateOnly)
		if timed {
			d.Until = until
			if r.IntN(2) == 0 {
				d.Latest = d.Earliest
			}
		}
		if r.IntN(2) == 0 {
			d.Precision = model.PrecisionSpan
		}
	}
	return d
}

func TestPrintedDatesReadBackTheSame(t *testing.T) {
	r := rand.New(rand.NewPCG(2014, 6))
	for range 2000 {
		d := randomDate(r)
		if err := d.Validate(); err != nil {
			t.Fatalf("%+v built from parts: %v", d, err)
		}
		for _, lang := range dateLanguages {
			text := d.In(lang)
			back, err := model.ParseDate(text)
			back.Words = ""
			if err != nil || back != d {
				t.Fatalf("%s: %q\n from %+v\n read %+v (%v)", lang, text, d, back, err)
			}
		}
	}
}
