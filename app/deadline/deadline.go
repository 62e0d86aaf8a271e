// Package deadline says what is due in a whole file, and what is over: the
// deadlines that somebody recorded, the legal clocks of courts and bodies
// counted from the record, consents that run out, and letters without an answer.
//
// Its one job is a list that a person can trust at a glance. Rules of the
// package: it knows no window; it never cries wolf (a clock is shown only where
// the body is meant: [OfCase] has the rule) and never hides (what is not shown
// on the first screen is shown in the case, with why); of two possible moments
// the earlier one counts for warning and the later one for "over"; a rule comes
// with its text, its source, the day it was looked up and how sure it is; what a
// person says of a clock is a record, undone and merged like any other. It may
// run on any goroutine, and it reads a file of a hundred thousand cases in short
// turns.
package deadline

import (
	"cmp"
	"slices"
	"time"

	"guvoh/export/profile"
	"guvoh/model"
)

// Source says where an entry comes from.
type Source string

// The sources.
const (
	Recorded Source = "recorded"     // a record of the kind deadline
	Clock    Source = "clock"        // a time that a body sets, counted from a date of the record
	Consent  Source = "consent"      // a consent that runs out
	Answer   Source = "intervention" // what was sent and has no answer yet
)

// Group is where an entry stands in the list.
type Group string

// The groups, in their order.
const (
	Over    Group = "over"    // the last moment has passed
	Today   Group = "today"   // until the end of this day
	Week    Group = "week"    // within the next seven days
	Later   Group = "later"   // after that
	Waiting Group = "waiting" // no time is set: an answer is waited for
	Unknown Group = "unknown" // nobody knows until when
	Settled Group = "settled" // kept, or said to be no matter
)

// Groups gives every group, in order.
func Groups() []Group { return []Group{Over, Today, Week, Later, Waiting, Unknown, Settled} }

// Entry is one thing to be done by a time.
type Entry struct {
	Source Source
	Case   model.ID // zero for what is in no case
	Record model.ID // what to open: the deadline, the consent, or where the clock counts from
	Kind   string   // of that record
	Field  string   // of it, where the date stands
	Name   string   // what somebody called it, if anything
	Coded  string   // the kind of deadline, the purpose of a consent, the kind of letter
	Made   model.ID // of a clock: the deadline that is made of it, there or not

	From Moment // the date it counts from, or that of a letter; zero for others
	Due  Moment // until when; zero when that is not known
	Zone *time.Location

	// Of a clock: the rule, and what is known of it.
	Rule      Rule
	Person    model.ID // whose clock it is
	Soft      bool     // only a quicker way ends with it
	Chosen    bool     // somebody has begun a dossier for this body
	Perhaps   bool     // whether this body may decide is not certain
	Uncertain bool     // the date it counts from is a span: its first day counts
	Moved     bool     // a deadline was made of it, and the rule gives another day now

	Status string   // of the recorded deadline: "open", "done" …; of a clock what was said of it
	Met    model.ID // the step by which a clock was kept
}

// Rule is what a body asks for.
type Rule struct {
	Profile string // its id
	Key     string // of the clock
	Body    profile.Words
	Title   profile.Words
	Text    profile.Words
	Source  string
	AsOf    string
	Sure    string         // "seen", "recalled" or "design"
	Hours   *profile.Hours // of the registry; nil where they do not matter
	Months  int
	Days    int
}

// settled tells whether nobody has to do anything any more.
func (e Entry) settled() bool {
	return !e.Met.IsZero() || slices.Contains([]string{"done", "missed", "dropped"}, e.Status)
}

// Group says where the entry stands at a moment.
func (e Entry) Group(now time.Time) Group {
	switch {
	case e.settled():
		return Settled
	case e.Source == Answer:
		return Waiting
	case e.Due.IsZero():
		return Unknown
	case now.After(e.Due.Last):
		return Over
	}
	left := e.DaysLeft(now)
	switch {
	case left <= 0:
		return Today
	case left <= 7:
		return Week
	}
	return Later
}

// DaysLeft is how many days lie between today and the last day that is safe, by the
// calendar of the place where the time ends; below zero when that is past.
func (e Entry) DaysLeft(now time.Time) int {
	return between(now.In(e.Zone).Format(time.DateOnly), e.Due.Day)
}

// between counts the days from one to another.
func between(from, to string) int {
	a, err1 := time.Parse(time.DateOnly, from)
	b, err2 := time.Parse(time.DateOnly, to)
	if err1 != nil || err2 != nil {
		return 0
	}
	return int(b.Sub(a).Hours() / 24)
}

// Part is the entries of one group, in order.
type Part struct {
	Group   Group
	Entries []*Entry
}

// InGroups puts entries into their groups, those that are not empty, in order:
// what is over the newest first, since there something may still be saved, all
// else by the time that is left. Of a hundred thousand entries it takes too long
// for the window's goroutine.
func InGroups(all []*Entry, now time.Time) []Part {
	var out []Part
	for i, g := range grouped(all, now) {
		if len(g) > 0 {
			out = append(out, Part{Groups()[i], g})
		}
	}
	return out
}

// Sort puts entries in the order of [InGroups].
func Sort(all []Entry, now time.Time) {
	sorted := make([]Entry, 0, len(all))
	for _, g := range grouped(pointers(all), now) {
		for _, e := range g {
			sorted = append(sorted, *e)
		}
	}
	copy(all, sorted)
}

func pointers(all []Entry) []*Entry {
	out := make([]*Entry, len(all))
	for i := range all {
		out[i] = &all[i]
	}
	return out
}

// grouped gives the entries by the places of their groups in Groups, sorted.
func grouped(all []*Entry, now time.Time) [][]*Entry {
	order := Groups()
	out := make([][]*Entry, len(order))
	for _, e := range all {
		i := slices.Index(order, e.Group(now))
		out[i] = append(out[i], e)
	}
	for i, g := range out {
		slices.SortStableFunc(g, func(a, b *Entry) int {
			c := a.Due.First.Compare(b.Due.First)
			switch order[i] {
			case Over:
				c = -c
			case Waiting:
				c = a.From.First.Compare(b.From.First)
			}
			return cmp.Or(c, cmp.Compare(a.Rule.Profile, b.Rule.Profile), slices.Compare(a.Record[:], b.Record[:]))
		})
	}
	return out
}
