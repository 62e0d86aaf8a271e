package cli

import (
	"strings"
	"time"

	"guvoh/app/deadline"
	"guvoh/app/exchange"
	"guvoh/app/naming"
	"guvoh/model"
)

// deadlines tells what is due in the file and what is over, or all of one case.
// It changes nothing.
func (c *call) deadlines() error {
	if err := c.look(); err != nil {
		return err
	}
	profiles, _, err := exchange.Profiles(c.ctx, c.db)
	if err != nil {
		return err
	}
	now := c.deps.Now()
	var all []deadline.Entry
	if len(c.args) == 2 {
		r, err := c.findCase(c.args[1])
		if err != nil {
			return err
		}
		all, err = deadline.Case(c.ctx, c.db, r.ID, profiles, now)
		if err != nil {
			return err
		}
	} else if all, err = deadline.NewLook(c.db, profiles, now, nil).All(c.ctx); err != nil {
		return err
	}
	n := c.namer()
	if c.wantsJSON() {
		return c.deadlinesJSON(n, all, now)
	}
	if len(all) == 0 {
		c.print(c.say.T("today.none"))
		return nil
	}
	var group deadline.Group
	var cells [][]string
	flush := func() {
		if len(cells) > 0 {
			c.print(c.say.T("due.group."+string(group)) + ":")
			c.table(c.headings("id", "left", "until", "title", "body", "case"), cells)
			c.print("")
		}
		cells = nil
	}
	for _, e := range all {
		if g := e.Group(now); g != group {
			flush()
			group = g
		}
		cells = append(cells, c.deadlineLine(n, e, now))
	}
	flush()
	c.print(c.say.T("due.caution"))
	return n.Err
}

func (c *call) deadlineLine(n *naming.Teller, e deadline.Entry, now time.Time) []string {
	body := ""
	if e.Source == deadline.Clock {
		if body = e.Rule.Body.In(c.say.Lang()); e.Perhaps {
			body = strings.TrimPrefix(body+"; "+c.say.T("due.perhaps"), "; ")
		}
	}
	in := ""
	if !e.Case.IsZero() {
		in = n.Title(e.Case)
	}
	return []string{short(e.Record), e.Left(c.say, now), e.Until(c.say, now.Location()), line(e.What(c.say, c.whom(n, e)), wide), line(body, wide), line(in, narrow)}
}

// whom names the person of a consent.
func (c *call) whom(n *naming.Teller, e deadline.Entry) string {
	if e.Source != deadline.Consent || e.Person.IsZero() {
		return ""
	}
	return n.Title(e.Person)
}

type dueAnswer struct {
	Group  deadline.Group  `json:"group"`
	Source deadline.Source `json:"source"`
	Title  string          `json:"title"`
	Case   *model.ID       `json:"case"`
	Record *model.ID       `json:"record"`
	Kind   string          `json:"kind"`
	Field  string          `json:"field"`
	Due    *string         `json:"due"`  // the last day that is safe
	At     *time.Time      `json:"at"`   // the last moment that is safe, where the hour is known
	Zone   string          `json:"zone"` // in which day and moment are meant
	Days   *int            `json:"days_left"`
	Clock  *clockAnswer    `json:"clock"`
	Unsure bool            `json:"uncertain"`
	Status string          `json:"status"`
	Notes  []string        `json:"notes"`
}

type clockAnswer struct {
	Profile string    `json:"profile"`
	Key     string    `json:"key"`
	Body    string    `json:"body"`
	Rule    string    `json:"rule"`
	URL     string    `json:"url"`
	AsOf    string    `json:"as_of"`
	Sure    string    `json:"confidence"`
	Chosen  bool      `json:"chosen"`
	Perhaps bool      `json:"perhaps"`
	Soft    bool      `json:"soft"`
	Met     *model.ID `json:"met"`
}

// deadlinesJSON: docs/commands.md.
func (c *call) deadlinesJSON(n *naming.Teller, all []deadline.Entry, now time.Time) error {
	out := make([]dueAnswer, len(all))
	for i, e := range all {
		a := dueAnswer{
			Group: e.Group(now), Source: e.Source, Title: e.What(c.say, c.whom(n, e)), Case: known(e.Case), Record: known(e.Record),
			Kind: e.Kind, Field: e.Field, Zone: e.Zone.String(), Unsure: e.Uncertain, Status: e.Status, Notes: append([]string{}, e.Why(c.say)...),
		}
		if !e.Due.IsZero() {
			days := e.DaysLeft(now)
			a.Due, a.Days = &e.Due.Day, &days
			if e.Due.Hour {
				at := e.Due.First.In(e.Zone)
				a.At = &at
			}
		}
		if e.Source == deadline.Clock {
			lang := c.say.Lang()
			a.Clock = &clockAnswer{
				Profile: e.Rule.Profile, Key: e.Rule.Key, Body: e.Rule.Body.In(lang), Rule: e.Rule.Text.In(lang), URL: e.Rule.Source,
				AsOf: e.Rule.AsOf, Sure: e.Rule.Sure, Chosen: e.Chosen, Perhaps: e.Perhaps, Soft: e.Soft, Met: known(e.Met),
			}
		}
		out[i] = a
	}
	if n.Err != nil {
		return n.Err
	}
	return c.json(map[string]any{"now": now.Format(time.RFC3339), "caution": c.say.T("due.caution"), "deadlines": out})
}
