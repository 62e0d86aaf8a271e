package deadline

import (
	"strings"
	"time"

	"guvoh/app/tr"
	"guvoh/export/gate"
	"guvoh/model"
)

// What says what is to be done. person is who is meant, where that is a person;
// it may be empty.
func (e Entry) What(w *tr.Printer, person string) string {
	switch e.Source {
	case Clock:
		return e.Rule.Title.In(w.Lang())
	case Consent:
		data := tr.V{"Purpose": w.Word("consent_purpose", e.Coded), "Person": person}
		if person == "" {
			return w.T("due.consent", data)
		}
		return w.T("due.consent_of", data)
	}
	switch {
	case e.Name != "":
		return e.Name
	case e.Source == Answer && e.Coded != "":
		return w.Word("intervention_kind", e.Coded)
	case e.Coded != "":
		return w.Word("deadline_kind", e.Coded)
	}
	return w.Kind("deadline")
}

// Until says when the time ends, as it was recorded or counted, with the hour of
// the place where it ends and, where that is another, the hour here.
func (e Entry) Until(w *tr.Printer, here *time.Location) string {
	if e.Source == Answer {
		return w.T("due.sent", tr.V{"Date": w.Date(e.From.Date)})
	}
	if e.Due.IsZero() {
		return w.T("due.unknown")
	}
	if !e.Due.Hour {
		return w.Date(e.Due.Date)
	}
	there := w.Date(day(e.Due.First, e.Zone)) + ", " + e.Due.First.In(e.Zone).Format("15:04")
	if same(e.Due.First, e.Zone, here) {
		return there
	}
	local := e.Due.First.In(here).Format("15:04")
	if e.Due.First.In(here).Format(time.DateOnly) != e.Due.First.In(e.Zone).Format(time.DateOnly) {
		local = w.Date(day(e.Due.First, here)) + ", " + local
	}
	return w.T("due.there_and_here", tr.V{"There": there, "Town": e.Town(w), "Here": local})
}

// Town says where the time ends: the town of a registry, else that of the zone.
func (e Entry) Town(w *tr.Printer) string {
	if e.Rule.Hours != nil {
		return e.Rule.Hours.Town.In(w.Lang())
	}
	name := e.Zone.String()
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		return strings.ReplaceAll(name[i+1:], "_", " ")
	}
	if name == "" || name == "Local" {
		_, offset := e.Due.First.In(e.Zone).Zone()
		return "UTC" + time.Unix(0, 0).In(time.FixedZone("", offset)).Format("-07:00")
	}
	return name
}

// Left says how much time is left, or for how long it has been over.
func (e Entry) Left(w *tr.Printer, now time.Time) string {
	switch e.Group(now) {
	case Settled:
		if !e.Met.IsZero() {
			return w.T("due.met")
		}
		return w.Word("deadline_status", e.Status)
	case Waiting:
		return w.N("due.waiting", between(e.From.Day, now.In(e.Zone).Format(time.DateOnly)))
	case Unknown:
		return w.T("due.no_date")
	case Over:
		return e.gone(w, now)
	}
	left := e.Due.First.Sub(now)
	days := e.DaysLeft(now)
	switch {
	case left <= 0 && e.Due.Hour:
		return w.T("due.safe_over")
	case e.Due.Hour && left < 48*time.Hour:
		return w.T("due.left", tr.V{"Left": Span(w, left)})
	case days <= 0:
		return w.T("due.last_day", tr.V{"Left": Span(w, max(left, 0))})
	case days == 1:
		return w.T("due.tomorrow")
	}
	return w.N("due.days_left", days)
}

func (e Entry) gone(w *tr.Printer, now time.Time) string {
	key := "due.over_days"
	if e.Source == Consent {
		key = "due.consent_over_days"
	}
	if days := between(e.Due.Last.In(e.Zone).Format(time.DateOnly), now.In(e.Zone).Format(time.DateOnly)); days > 0 {
		return w.N(key, days)
	}
	return w.T("due.over_by", tr.V{"Left": Span(w, now.Sub(e.Due.Last))})
}

// Why says what must be known of a clock beside the rule, a sentence each.
func (e Entry) Why(w *tr.Printer) []string {
	var out []string
	add := func(on bool, key string) {
		if on {
			out = append(out, w.T(key))
		}
	}
	if e.Source == Clock {
		add(e.Due.IsZero(), "due.why.no_date")
		add(e.Moved, "due.why.moved")
		add(e.Uncertain, "due.why.uncertain")
		add(e.Soft, "due.why.soft")
		add(e.Chosen, "due.why.chosen")
		add(!e.Chosen, "due.why.meant")
		add(e.Perhaps, "due.why.perhaps")
	} else {
		add(e.Uncertain, "due.why.span")
	}
	return out
}

// Sureness says how sure the rule is, and when it was looked up.
func (e Entry) Sureness(w *tr.Printer) string {
	sure := ""
	switch e.Rule.Sure {
	case "seen":
		sure = w.T("due.sure.seen")
	case "recalled":
		sure = w.T("due.sure.recalled")
	default:
		sure = w.T("due.sure.design")
	}
	if e.Rule.AsOf == "" {
		return sure
	}
	return sure + " " + w.T("due.as_of", tr.V{"Date": w.Date(asOf(e.Rule.AsOf))})
}

// asOf reads "2026-05" or "2026-05-04" as a date.
func asOf(s string) model.Date {
	d, err := model.ParseDate(s)
	if err != nil {
		return model.Date{Words: s}
	}
	d.Words = ""
	return d
}

// RegistryNow says what the clock shows at a registry now, and until when they
// read, or when they will again.
func (e Entry) RegistryNow(w *tr.Printer, now time.Time) string {
	h := e.Rule.Hours
	if h == nil {
		return ""
	}
	d := gate.Registry(*h, now)
	there := now.In(d.Opens.Location())
	data := tr.V{"Town": h.Town.In(w.Lang()), "Now": there.Format("15:04")}
	if d.Open {
		data["At"] = d.Shuts.Format("15:04")
		data["Left"] = Span(w, d.Shuts.Sub(now))
		return w.T("due.registry_open", data)
	}
	data["At"] = d.Opens.Format("15:04")
	data["Date"] = w.Date(day(d.Opens, d.Opens.Location()))
	if there.Format(time.DateOnly) == d.Opens.Format(time.DateOnly) {
		return w.T("due.registry_opens_today", data)
	}
	return w.T("due.registry_opens", data)
}

// Span says a time in days, hours and minutes, never longer than it is.
func Span(w *tr.Printer, d time.Duration) string {
	d = d.Truncate(time.Minute)
	h, m := int(d/time.Hour), int(d%time.Hour/time.Minute)
	if h == 0 {
		return w.T("due.minutes", tr.V{"M": m})
	}
	return w.T("due.hours", tr.V{"H": h, "M": m})
}

func day(t time.Time, z *time.Location) model.Date {
	d := t.In(z).Format(time.DateOnly)
	return model.Date{Earliest: d, Latest: d, Precision: model.PrecisionDay}
}

// same tells whether clocks in two places show the same at a moment.
func same(t time.Time, a, b *time.Location) bool {
	_, x := t.In(a).Zone()
	_, y := t.In(b).Zone()
	return x == y
}
