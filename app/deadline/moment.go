package deadline

import (
	"time"

	"guvoh/export/gate"
	"guvoh/model"
)

// Moment is when a time ends. A date that is known as a span ends with its
// first day for whoever must be in time, and with its last for whoever asks
// whether it is over.
type Moment struct {
	Date  model.Date // as recorded, or as counted
	Day   string     // the last day that is safe, YYYY-MM-DD, in the zone of the entry
	First time.Time  // the last moment that is safe
	Last  time.Time  // the last moment that is possible
	Hour  bool       // the hour is known, and not the day alone
}

// IsZero tells whether no moment is known.
func (m Moment) IsZero() bool { return m.Day == "" }

// momentOf gives the moment at which a date ends. Its hours are those of its own
// zone, else of the one named beside it, else of this computer.
func momentOf(d model.Date, zone string, here *time.Location) (Moment, *time.Location) {
	z := gate.ZoneOf(d.Zone, gate.ZoneOf(zone, here))
	first, last := d.Earliest, d.Latest
	switch {
	case first == "" && last == "":
		return Moment{}, z
	case first == "": // "before 10 May": of what is open to the past the known end counts
		first = last
	case last == "":
		last = first
	}
	m := Moment{Date: d, Day: first}
	if d.From != "" {
		m.First, m.Hour = at(first, d.From, z), true
	} else {
		m.First = endOf(first, z)
	}
	if d.Until != "" {
		m.Last = at(last, d.Until, z)
	} else {
		m.Last = endOf(last, z)
	}
	if m.Last.Before(m.First) {
		m.Last = m.First
	}
	return m, z
}

// dayMoment is the end of one day.
func dayMoment(day string, z *time.Location) Moment {
	end := endOf(day, z)
	return Moment{Date: model.Date{Earliest: day, Latest: day, Precision: model.PrecisionDay}, Day: day, First: end, Last: end}
}

// exact is a moment that is known to the minute.
func exact(t time.Time, z *time.Location) Moment {
	t = t.In(z)
	day := t.Format(time.DateOnly)
	return Moment{
		Date: model.Date{Earliest: day, Latest: day, From: t.Format("15:04"), Until: t.Format("15:04"), Precision: model.PrecisionTime, Zone: z.String()},
		Day:  day, First: t, Last: t, Hour: true,
	}
}

// endOf is the last moment of a day in a zone.
func endOf(day string, z *time.Location) time.Time {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return time.Time{}
	}
	return time.Date(t.Year(), t.Month(), t.Day()+1, 0, 0, 0, 0, z).Add(-time.Second)
}

// at is a time of a day in a zone. An hour that the clocks show twice is the
// first of the two, and one that they leave out is as if they had not yet been
// put forward by the one who reads them early: in doubt somebody is early.
func at(day, hhmm string, z *time.Location) time.Time {
	d, err1 := time.Parse(time.DateOnly, day)
	c, err2 := time.Parse("15:04", hhmm)
	if hhmm == "24:00" {
		return endOf(day, z)
	}
	if err1 != nil || err2 != nil {
		return endOf(day, z)
	}
	t := time.Date(d.Year(), d.Month(), d.Day(), c.Hour(), c.Minute(), 0, 0, z)
	for _, earlier := range []time.Time{t.Add(-time.Hour), t.Add(-30 * time.Minute)} {
		if earlier.Format("15:04") == hhmm {
			return earlier
		}
	}
	if t.Hour()*60+t.Minute() > c.Hour()*60+c.Minute() { // the clocks leave this hour out
		return t.Add(-time.Hour)
	}
	return t
}
