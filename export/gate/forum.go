package gate

import (
	"slices"
	"strings"

	"guvoh/export"
	"guvoh/export/profile"
	"guvoh/model"
)

// forum compares the States of the case, and the days of what happened there,
// with those over which the body decides. It warns and never stops: whose act
// something was is for a lawyer to argue.
func (c *check) forum() {
	f := c.Profile.Forum
	if f == nil || f.All {
		return
	}
	countries := c.countries()
	if len(countries) == 0 {
		c.reportForum(export.NoCountry, "", f.Note)
		return
	}
	var over []profile.State
	for _, country := range countries {
		i := slices.IndexFunc(f.States, func(s profile.State) bool { return s.Country == country })
		if i >= 0 {
			over = append(over, f.States[i])
		}
	}
	if len(over) == 0 {
		c.reportForum(export.ForumNone, "", f.Note)
		return
	}
	for _, country := range countries {
		if !slices.ContainsFunc(over, func(s profile.State) bool { return s.Country == country }) {
			c.reportForum(export.ForumState, country, f.Note)
		}
	}
	for _, s := range over {
		c.times(s, len(over) == 1)
	}
}

// Forum gives what stands against the body deciding over a case; nothing where
// it may decide, or where that is no question.
func Forum(p *profile.Profile, s *model.Snapshot) []export.Finding {
	c := newCheck(Input{Profile: p, Snapshot: s})
	c.forum()
	return c.found
}

func (c *check) reportForum(code export.Code, country string, rule profile.Words) {
	f := export.About(code, c.Snapshot.Case, "countries")
	f.Country, f.Rule = country, rule
	c.report(f)
}

// countries are the States that a case is about: those it names, else those of
// its proceedings, places and organisations.
func (c *check) countries() []string {
	all := c.Snapshot.Case.List("countries")
	if len(all) == 0 {
		for _, r := range c.Snapshot.OfKind("proceeding") {
			all = append(all, r.Text("country"))
		}
		for _, r := range c.Snapshot.OfKind("organisation") {
			all = append(all, r.Text("country"))
		}
		for _, r := range c.Snapshot.OfKind("place") {
			all = append(all, c.countryNamed(r))
		}
	}
	var out []string
	for _, id := range all {
		if id != "" && !slices.Contains([]string{"other", "unknown", "stateless"}, id) && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// times reports what happened in a State outside the days that the body
// judges. Where only one State of the case comes into question, what has no
// place counts as having happened there.
func (c *check) times(s profile.State, only bool) {
	if s.From == "" && s.Until == "" {
		return
	}
	late, early := 0, 0
	var first model.Record // after the end
	var before model.Record
	for _, kind := range []string{"event", "act", "detention"} {
		for _, r := range c.Snapshot.OfKind(kind) {
			if at := c.countryOf(r); at != s.Country && !(at == "" && only) {
				continue
			}
			when := c.when(r)
			if s.Until != "" && when.Earliest > s.Until {
				if late++; late == 1 {
					first = r
				}
			}
			if s.From != "" && when.Latest != "" && when.Latest < s.From {
				if early++; early == 1 {
					before = r
				}
			}
		}
	}
	if late > 0 {
		c.outside(export.ForumLate, first, s, s.Until, late)
	}
	if early > 0 {
		c.outside(export.ForumEarly, before, s, s.From, early)
	}
}

func (c *check) outside(code export.Code, r model.Record, s profile.State, day string, n int) {
	f := export.About(code, r, "")
	f.Country, f.Day, f.Count, f.Rule = s.Country, day, n, s.Note
	c.report(f)
}

// when is the date of a record; an act without one happened when its event did.
func (c *check) when(r model.Record) model.Date {
	if d := r.When(); !d.IsZero() || r.Kind != "act" {
		return d
	}
	event, _ := c.Snapshot.Get(r.Ref("event"))
	return event.When()
}

// countryOf gives the State in which a record's place lies; empty when nobody
// can tell.
func (c *check) countryOf(r model.Record) string {
	place, ok := c.Snapshot.Get(r.Ref("place"))
	if !ok && r.Kind == "act" {
		event, _ := c.Snapshot.Get(r.Ref("event"))
		place, ok = c.Snapshot.Get(event.Ref("place"))
	}
	for seen := map[model.ID]bool{}; ok && !seen[place.ID]; {
		seen[place.ID] = true
		if id := c.countryNamed(place); id != "" {
			return id
		}
		place, ok = c.Snapshot.Get(place.Ref("within"))
	}
	return ""
}

// countryNamed gives the State that a place is, by its name in any language.
func (c *check) countryNamed(place model.Record) string {
	if k := place.Text("kind"); k != "country" && k != "" {
		return ""
	}
	if c.states == nil {
		c.states = map[string]string{}
		for _, w := range c.Snapshot.Schema.Vocabulary("country").Words {
			for _, label := range w.Label {
				c.states[strings.Join(wordsOf(label), " ")] = w.ID
			}
		}
	}
	return c.states[strings.Join(wordsOf(place.Text("name")), " ")]
}
