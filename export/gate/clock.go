package gate

import (
	"cmp"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // registries keep the hours of their town, also on a computer without a list of zones

	"guvoh/export"
	"guvoh/export/profile"
	"guvoh/model"
)

// Deadline is the last moment to reach a body, as a clock of its profile counts
// it from a date of the record.
type Deadline struct {
	Key    string     // of the clock
	Record model.ID   // the date stands there; zero when no date is recorded
	Kind   string     // of that record
	Field  string     // of it
	Person model.ID   // the applicant whose clock it is
	From   model.Date // the day it counts from; zero when no date is recorded
	Due    string     // the last day, YYYY-MM-DD; empty without a date to count from
	// At is the last moment where the clock counts in working hours, in the
	// zone of the registry; zero where a day is all that is known.
	At   time.Time
	Left int // days from today to Due; below zero when it is over

	Overdue bool
	Soft    bool // a quicker way ends with it and not the right to apply
	// Uncertain tells that From is a span. Due then counts from its first day,
	// which is the safe one.
	Uncertain bool
	Sure      string // confidence of the profile in the rule: "seen", "recalled", "design"

	// Meant tells that the case has something that the clock is about, by its "if";
	// always where it asks for nothing. It says nothing of who may decide: [Forum] does.
	Meant bool
	// Met is the step by which the body was reached in time, by its "met"; zero
	// when none is recorded.
	Met model.ID

	Title, Text profile.Words // of the clock
	Source      string        // where the rule stands
	Months      int           // how long it is
	Days        int
}

// Clocks counts each clock of a profile for each applicant, the first to run
// out before the others and those that cannot be counted last.
func Clocks(p *profile.Profile, s *model.Snapshot, dossier model.ID, now time.Time) []Deadline {
	scope := export.NewScope(s, dossier)
	scopes := []*export.Scope{scope}
	if all := scope.Applicants(); len(all) > 0 {
		scopes = nil
		for _, r := range all {
			scopes = append(scopes, scope.For(r.ID))
		}
	}
	var out []Deadline
	for _, clock := range p.Clocks {
		for i, sc := range scopes {
			d := count(p, clock, sc, now)
			if people := scope.Applicants(); len(people) > 0 {
				d.Person = people[i].ID
			}
			if !slices.ContainsFunc(out, func(o Deadline) bool { return o.Key == d.Key && o.Record == d.Record }) {
				out = append(out, d)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Deadline) int {
		return cmp.Or(cmp.Compare(orLast(a.Due), orLast(b.Due)), a.At.Compare(b.At))
	})
	return out
}

func orLast(day string) string { return cmp.Or(day, "9999") }

// count counts one clock.
func count(p *profile.Profile, clock profile.Clock, scope *export.Scope, now time.Time) Deadline {
	d := Deadline{
		Key: clock.Key, Title: clock.Title, Text: clock.Text, Source: clock.Source, Months: clock.Months, Days: clock.Days, Soft: clock.Soft,
		Sure: cmp.Or(p.Confidence["clocks."+clock.Key], p.Confidence["clocks"]), Meant: meant(clock, scope),
	}
	for _, path := range clock.From {
		parsed, err := export.ParsePath(path)
		if err != nil {
			continue // export.CheckPaths tells of it
		}
		for _, spot := range scope.Find(parsed) {
			if from := dateOf(spot); from.Earliest != "" && from.Earliest > d.From.Earliest && !over(spot.Record) {
				d.From, d.Record, d.Kind, d.Field = from, spot.Record.ID, spot.Record.Kind, spot.Field
			}
		}
	}
	if d.From.Earliest == "" {
		return d
	}
	d.Uncertain = d.From.Earliest != d.From.Latest
	d.Met = met(clock, scope, d.From)
	if p.Hours != nil && clock.Months == 0 && clock.Days < 0 {
		d.At = before(*p.Hours, moment(d.From, *p.Hours), -clock.Days)
		d.Due = d.At.Format(time.DateOnly)
		d.Overdue = now.After(d.At)
	} else {
		d.Due = after(d.From.Earliest, clock.Months, clock.Days)
		d.Overdue = now.Format(time.DateOnly) > d.Due
	}
	d.Left = days(now.Format(time.DateOnly), d.Due)
	return d
}

// dateOf gives the date of a spot. Its hours are those of the zone that a deadline
// names beside it, where the date itself names none.
func dateOf(spot export.Spot) model.Date {
	d := spot.Record.Date(spot.Field)
	if d.Zone == "" && d.From != "" && spot.Record.Kind == "deadline" {
		d.Zone = spot.Record.Text("zone")
	}
	return d
}

// meant tells whether the case has something that a clock is about.
func meant(clock profile.Clock, scope *export.Scope) bool {
	if len(clock.If) == 0 {
		return true
	}
	return slices.ContainsFunc(clock.If, func(path string) bool {
		parsed, err := export.ParsePath(path)
		return err == nil && len(scope.Find(parsed)) > 0
	})
}

// ahead is how many days before a date the body may have been reached in time
// for it; what is older was for something else.
const ahead = 92

// met gives what tells that the body was reached. Of what is known only as a
// span its last day counts: a filing that may have been before the decision is
// none against it.
func met(clock profile.Clock, scope *export.Scope, from model.Date) model.ID {
	for _, path := range clock.Met {
		parsed, err := export.ParsePath(path)
		if err != nil {
			continue
		}
		for _, spot := range scope.Find(parsed) {
			when := spot.Record.Date(spot.Field)
			switch {
			case when.Earliest == "":
			case clock.Months == 0 && clock.Days < 0:
				if from.Latest != "" && when.Latest <= from.Latest && when.Earliest >= after(from.Earliest, 0, -ahead) {
					return spot.Record.ID
				}
			case when.Earliest >= from.Earliest:
				return spot.Record.ID
			}
		}
	}
	return model.ID{}
}

// over tells of a deadline that nobody has to keep any more.
func over(r model.Record) bool {
	return r.Kind == "deadline" && slices.Contains([]string{"done", "missed", "dropped"}, r.Text("status"))
}

// after gives the last day of a time of so many months and days. It runs from
// the day after the date and ends with the day that has the number of the
// date, or with the last of a month that has none (Sabri Güneş v. Turkey [GC],
// no. 27396/06, §§ 41–61: calendar months, whatever their length, also when
// they end on a holiday). Of the two ways to count from the last day of a short
// month the one that ends earlier is taken.
func after(date string, months, days int) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return ""
	}
	first := time.Date(t.Year(), t.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), last)-1+days).Format(time.DateOnly)
}

// days counts days from one to another.
func days(from, to string) int {
	a, err1 := time.Parse(time.DateOnly, from)
	b, err2 := time.Parse(time.DateOnly, to)
	if err1 != nil || err2 != nil {
		return 0
	}
	return int(b.Sub(a).Hours() / 24)
}

// clocks reports what ran out, what will soon, and what cannot be counted.
func (c *check) clocks() {
	for _, d := range Clocks(c.Profile, c.Snapshot, c.Dossier, c.At) {
		if d.Due == "" {
			continue // what it would count from is missing: see decisions
		}
		if !d.Overdue && d.Left > soon {
			continue
		}
		code := map[[2]bool]export.Code{
			{true, false}: export.Overdue, {false, false}: export.DueSoon, {true, true}: export.QuickerOver, {false, true}: export.QuickerEnds,
		}[[2]bool{d.Overdue, d.Soft}]
		r, _ := c.Snapshot.Get(d.Record)
		f := export.About(code, r, d.Field)
		f.Day, f.Count, f.Rule = d.Due, max(d.Left, 0), d.Text
		c.report(f)
	}
}

// soon is how many days before its end a clock is spoken of.
const soon = 45

// ---- hours of a registry ----

// Desk is the registry of a body at a moment.
type Desk struct {
	Open  bool
	Opens time.Time // when it opens next, or when it opened today, in its zone
	Shuts time.Time // when it shuts after that
}

// Registry tells whether a registry works now, and when it does next. Its
// holidays are not known here.
func Registry(h profile.Hours, now time.Time) Desk {
	now = now.In(zone(h))
	for day := now; ; day = day.AddDate(0, 0, 1) {
		d := Desk{Opens: clock(day, h.From), Shuts: clock(day, h.To)}
		if working(day) && now.Before(d.Shuts) {
			d.Open = !now.Before(d.Opens)
			return d
		}
	}
}

// zone is where a registry is. A zone that nobody knows is that of Greenwich.
func zone(h profile.Hours) *time.Location { return ZoneOf(h.Zone, time.UTC) }

func working(day time.Time) bool {
	return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday
}

// clock gives a time of that day, "08:00".
func clock(day time.Time, hhmm string) time.Time {
	t, _ := time.Parse("15:04", hhmm)
	return time.Date(day.Year(), day.Month(), day.Day(), t.Hour(), t.Minute(), 0, 0, day.Location())
}

// before gives the moment so many working days before another, counted in the
// hours in which the registry works: of a Monday at noon, the Friday at noon.
func before(h profile.Hours, at time.Time, n int) time.Time {
	day := at.In(zone(h))
	left := time.Duration(n) * clock(day, h.To).Sub(clock(day, h.From))
	for at = day; ; day = clock(day.AddDate(0, 0, -1), "12:00") {
		opens, shuts := clock(day, h.From), clock(day, h.To)
		if !working(day) || !at.After(opens) {
			continue
		}
		if at.Before(shuts) {
			shuts = at
		}
		if worked := shuts.Sub(opens); worked >= left {
			return shuts.Add(-left)
		} else {
			left -= worked
		}
		at = opens
	}
}

// moment is the first moment that a date leaves possible, in its own zone or in
// that of the registry.
func moment(d model.Date, h profile.Hours) time.Time {
	z := zone(h)
	if d.Zone != "" {
		z = ZoneOf(d.Zone, z)
	}
	day, _ := time.ParseInLocation(time.DateOnly, d.Earliest, z)
	if d.From == "" {
		return day
	}
	return clock(day, d.From)
}

// ZoneOf reads a zone as dates hold it: a name, or "+05:00"; anything else is
// the other zone that is given.
func ZoneOf(name string, otherwise *time.Location) *time.Location {
	if name == "" || name == "Local" { // which LoadLocation takes for Greenwich and for this computer
		return otherwise
	}
	if strings.HasPrefix(name, "+") || strings.HasPrefix(name, "-") {
		if t, err := time.Parse("-07:00", name); err == nil {
			return t.Location()
		}
		return otherwise
	}
	if z, err := time.LoadLocation(name); err == nil {
		return z
	}
	return otherwise
}
