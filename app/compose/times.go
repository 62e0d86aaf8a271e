package compose

import (
	"time"

	"guvoh/app/tr"
	"guvoh/export/gate"
	"guvoh/export/profile"
	"guvoh/model"
)

// Urgency is how loudly a time is said.
type Urgency int

// The degrees of urgency.
const (
	Calm Urgency = iota
	Open         // somebody is there to take it
	Soon
	Late
)

// alarming is how many days before its end a clock calls for attention.
const alarming = 45

// Clock says how much time a clock of a body leaves. One with which only a
// quicker way ends is never late.
func Clock(w *tr.Printer, c gate.Deadline) (string, Urgency) {
	data := tr.V{"Title": c.Title.In(w.Lang())}
	if c.Due == "" {
		return w.T("compose.clock_unknown", data), Calm
	}
	data["Date"] = printed(w, c.Due, c.At)
	late, soon := Late, Soon
	if c.Soft {
		late, soon = Calm, Calm
	}
	switch {
	case c.Overdue && c.Left < 0:
		return w.N("compose.clock_overdue", -c.Left, data), late
	case c.Overdue:
		return w.T("compose.clock_over_today", data), late
	case c.Left == 0:
		return w.T("compose.clock_today", data), late
	case c.Left <= alarming:
		return w.N("compose.clock_left", c.Left, data), soon
	}
	return w.N("compose.clock_left", c.Left, data), Calm
}

// Hours says whether a registry is open, and when that changes.
func Hours(w *tr.Printer, h profile.Hours, now time.Time) (string, Urgency) {
	d := gate.Registry(h, now)
	data := tr.V{"Town": h.Town.In(w.Lang())}
	if !d.Open {
		data["At"] = d.Opens.Format("15:04")
		data["Date"] = w.T("date.weekday."+string(rune('0'+int(d.Opens.Weekday())))) + ", " + printed(w, d.Opens.Format(time.DateOnly), time.Time{})
		return w.T("compose.hours_closed", data), Soon
	}
	left := d.Shuts.Sub(now).Round(time.Minute)
	data["Left"], data["At"] = span(w, left), d.Shuts.Format("15:04")
	if left < 2*time.Hour {
		return w.T("compose.hours_open", data), Soon
	}
	return w.T("compose.hours_open", data), Open
}

// printed prints a day, and the moment of it where there is one.
func printed(w *tr.Printer, day string, at time.Time) string {
	s := w.Date(model.Date{Earliest: day, Latest: day, Precision: model.PrecisionDay})
	if !at.IsZero() {
		s += " " + at.Format("15:04")
	}
	return s
}

// span says a time in hours and minutes.
func span(w *tr.Printer, d time.Duration) string {
	h, m := int(d/time.Hour), int(d%time.Hour/time.Minute)
	if h == 0 {
		return w.T("compose.minutes", tr.V{"M": m})
	}
	return w.T("compose.hours", tr.V{"H": h, "M": m})
}
