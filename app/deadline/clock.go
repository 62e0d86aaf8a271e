package deadline

import (
	"slices"
	"time"

	"guvoh/export"
	"guvoh/export/gate"
	"guvoh/export/profile"
	"guvoh/model"
)

// OfCase counts the legal clocks of a case, by every profile that has some. A
// clock is shown
//
//   - when somebody has begun a dossier for the body and has not given it up; of
//     such a one also what cannot be counted yet, since a date is missing;
//   - else when the case holds what starts it, what it is about ("if" of the
//     clock), and the body decides over a State of the case. Whether it does is
//     said to be uncertain where only some States or days are its, and where no
//     State is recorded; but a body of one State is not asked then.
//   - One with which only a quicker way ends is not shown once that is over,
//     unless the dossier was begun.
//
// Of a clock that stands in several profiles of a body one is shown. What was
// made of it (see [model.ClockID]) takes its place; where the rule gives another
// day than the recorded one, both are there and this is said.
func OfCase(s *model.Snapshot, profiles []profile.Profile, now time.Time) []Entry {
	c := clocks{s: s, now: now, closed: s.Case.Text("status") == "closed", at: map[model.ID]int{}}
	for i := range profiles {
		if len(profiles[i].Clocks) > 0 {
			c.profile(&profiles[i])
		}
	}
	return c.out
}

// clocks are those of one case while they are counted.
type clocks struct {
	s      *model.Snapshot
	now    time.Time
	closed bool
	out    []Entry
	at     map[model.ID]int // where in out the clock stands, by what would be made of it
}

func (c *clocks) profile(p *profile.Profile) {
	begun, filed := c.dossiers(p.ID)
	chosen := !begun.IsZero() || !filed.IsZero()
	if c.closed && !chosen {
		return
	}
	reach, perhaps := c.reach(p)
	dossier := begun
	if dossier.IsZero() {
		dossier = filed
	}
	for _, d := range gate.Clocks(p, c.s, dossier, c.now) {
		e := c.entry(p, d)
		e.Chosen, e.Perhaps = chosen, perhaps || !reach || c.after(p, d)
		switch {
		case chosen && d.Due == "" && begun.IsZero():
			continue // it was filed: nothing is missing any more
		case chosen:
		case d.Due == "" || !d.Meant || !reach || d.Soft && d.Overdue:
			continue
		case d.Months == 0 && d.Days < 0 && c.after(p, d):
			continue // what happens then the body no longer judges
		}
		if e.Met.IsZero() && !filed.IsZero() && begun.IsZero() {
			e.Met = filed
		}
		c.add(e)
	}
}

// dossiers gives a dossier that is under way by a profile, and one that was filed.
func (c *clocks) dossiers(id string) (begun, filed model.ID) {
	for _, d := range c.s.OfKind("dossier") {
		switch {
		case d.Text("profile") != id || d.Text("status") == "abandoned":
		case d.Text("status") == "filed":
			filed = d.ID
		default:
			begun = d.ID
		}
	}
	return begun, filed
}

// reach tells whether a body may decide over the case, and whether that is
// uncertain.
func (c *clocks) reach(p *profile.Profile) (may, perhaps bool) {
	may = true
	for _, f := range gate.Forum(p, c.s) {
		switch f.Code {
		case export.ForumNone:
			may = false
		case export.NoCountry:
			may, perhaps = len(p.Forum.States) > 1, true
		default:
			perhaps = true
		}
	}
	return may, perhaps
}

// after tells whether the clock counts from a day on which no State of the case
// was under the body any more.
func (c *clocks) after(p *profile.Profile, d gate.Deadline) bool {
	if p.Forum == nil || p.Forum.All || d.From.Earliest == "" {
		return false
	}
	named := c.s.Case.List("countries")
	for _, r := range c.s.OfKind("proceeding") {
		named = append(named, r.Text("country"))
	}
	over, open := false, false
	for _, state := range p.Forum.States {
		if slices.Contains(named, state.Country) {
			if state.Until != "" && d.From.Earliest > state.Until {
				over = true
			} else {
				open = true
			}
		}
	}
	return over && !open
}

// entry makes an entry of a clock.
func (c *clocks) entry(p *profile.Profile, d gate.Deadline) Entry {
	e := Entry{
		Source: Clock, Case: c.s.Case.ID, Record: d.Record, Kind: d.Kind, Field: d.Field, Person: d.Person, Soft: d.Soft,
		Uncertain: d.Uncertain, Met: d.Met, Made: model.ClockID(c.s.Case.ID, d.Key, d.Months, d.Days, d.Record),
		Rule: Rule{
			Profile: p.ID, Key: d.Key, Body: p.Body, Title: d.Title, Text: d.Text, Source: d.Source, AsOf: p.AsOf, Sure: d.Sure, Hours: p.Hours,
			Months: d.Months, Days: d.Days,
		},
		Zone: c.now.Location(),
	}
	if p.Hours != nil {
		e.Zone = gate.ZoneOf(p.Hours.Zone, e.Zone)
	}
	e.From, _ = momentOf(d.From, "", c.now.Location())
	switch {
	case !d.At.IsZero():
		e.Due = exact(d.At, e.Zone)
	case d.Due != "":
		e.Due = dayMoment(d.Due, e.Zone)
	}
	return e
}

// add takes a clock into the list, once, with what was said of it.
func (c *clocks) add(e Entry) {
	if r, made := c.s.Get(e.Made); made && r.Kind == "deadline" {
		due := r.Date("due")
		e.Status = r.Text("status")
		switch {
		case slices.Contains(finished, e.Status):
		case due.Earliest == e.Due.Day:
			return // the recorded one says it
		default:
			e.Moved, e.Status = true, ""
		}
	}
	key := e.Made
	if e.Due.IsZero() {
		key = model.ClockID(e.Case, e.Rule.Key+" "+e.Rule.Body["en"], e.Rule.Months, e.Rule.Days, e.Person)
	}
	i, twice := c.at[key]
	if !twice {
		c.at[key] = len(c.out)
		c.out = append(c.out, e)
		return
	}
	if was := c.out[i]; e.Chosen && !was.Chosen {
		if e.Met.IsZero() {
			e.Met = was.Met
		}
		c.out[i] = e
	} else if !e.Met.IsZero() && was.Met.IsZero() {
		c.out[i].Met = e.Met
	}
}

// Kinds gives the kinds of record that must be read of a case to count its
// clocks.
func Kinds(profiles []profile.Profile, schema *model.Schema) []string {
	kinds := []string{"participant", "proceeding", "step", "event", "detention", "organisation", "place", "deadline", "dossier"}
	for _, p := range profiles {
		for _, c := range p.Clocks {
			for _, paths := range [][]string{c.From, c.If, c.Met} {
				for _, s := range paths {
					path, err := export.ParsePath(s)
					if err != nil {
						continue
					}
					for _, k := range path.Kinds(schema) {
						if !slices.Contains(kinds, k) {
							kinds = append(kinds, k)
						}
					}
				}
			}
		}
	}
	return kinds
}
