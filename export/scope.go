package export

import (
	"slices"
	"strings"

	"guvoh/model"
)

// Scope is where paths begin: a case, the dossier that is made of it and the
// applicant whom a form is printed for.
//
// The applicants are those whom the dossier names, else the participants whose
// role is the first of applicant, victim, asylum seeker and defendant that
// anybody has. The representative is whom the dossier names, else the first
// lawyer; the sender whom the dossier names, else the first caseworker, or the
// first contact of an organisation.
type Scope struct {
	s         *model.Snapshot
	dossier   model.Record // empty without one
	applicant model.ID     // zero for nobody
	all       []model.ID   // the applicants
}

// Spot is a place in the record: a field of a record, or the record itself
// where Field is empty.
type Spot struct {
	Record model.Record
	Field  string
}

// NewScope gives the scope of a dossier, or of the case alone when the id is
// zero or that of no dossier. Its applicant is the first.
func NewScope(s *model.Snapshot, dossier model.ID) *Scope {
	c := &Scope{s: s}
	if d, ok := s.Get(dossier); ok && d.Kind == "dossier" {
		c.dossier = d
	}
	for _, r := range c.named("applicants") {
		c.all = append(c.all, r.ID)
	}
	if len(c.all) > 0 {
		c.applicant = c.all[0]
	}
	return c
}

// For gives the scope in which that person is the applicant.
func (c *Scope) For(applicant model.ID) *Scope {
	other := *c
	other.applicant = applicant
	return &other
}

// Dossier gives the dossier; an empty record without one.
func (c *Scope) Dossier() model.Record { return c.dossier }

// Applicants gives all applicants, in their order.
func (c *Scope) Applicants() []model.Record { return c.get(c.all) }

// Find follows a path. What it finds comes in the order of the record, each
// spot once; names that no record has give nothing.
func (c *Scope) Find(p Path) []Spot {
	var at []Spot
	for i, step := range p.steps {
		var next []Spot
		if i == 0 {
			for _, r := range c.begin(step.name) {
				next = append(next, Spot{Record: r})
			}
		} else {
			for _, r := range c.records(at) {
				next = append(next, c.after(r, step.name)...)
			}
		}
		for _, f := range step.filters {
			next = c.choose(next, f)
		}
		at = once(next)
	}
	return at
}

// once leaves out what was found before.
func once(spots []Spot) []Spot {
	type key struct {
		id    model.ID
		field string
	}
	seen := map[key]bool{}
	return slices.DeleteFunc(spots, func(s Spot) bool {
		k := key{s.Record.ID, s.Field}
		before := seen[k]
		seen[k] = true
		return before
	})
}

func (c *Scope) begin(name string) []model.Record {
	switch name {
	case "case":
		return []model.Record{c.s.Case}
	case "dossier":
		if c.dossier.ID.IsZero() {
			return nil
		}
		return []model.Record{c.dossier}
	case "applicant":
		return c.get([]model.ID{c.applicant})
	case "applicants":
		return c.Applicants()
	case "representative", "sender", "alleged":
		return c.named(name)
	}
	return c.ofKind(name)
}

func (c *Scope) get(ids []model.ID) []model.Record {
	var out []model.Record
	for _, id := range ids {
		if r, ok := c.s.Get(id); ok {
			out = append(out, r)
		}
	}
	return out
}

// named gives the persons that have a part: those whom the dossier names, else
// those whom the case gives the role.
func (c *Scope) named(part string) []model.Record {
	if chosen := c.get(c.dossier.Refs(part)); len(chosen) > 0 {
		return chosen
	}
	participants := c.s.Rows("participant", c.s.Case.ID)
	for _, role := range parts[part] {
		var ids []model.ID
		for _, p := range participants {
			if id := p.Ref("person"); p.Text("role") == role && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
		found := c.get(ids)
		if part == "representative" || part == "sender" {
			found = found[:min(1, len(found))] // one signs
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// ofKind gives the records of a kind in order of time, those about the
// applicant first; what is about other applicants is none of theirs.
func (c *Scope) ofKind(kind string) []model.Record {
	var own, other []model.Record
	for _, r := range c.s.OfKind(kind) {
		about := c.about(r)
		switch {
		case slices.Contains(about, c.applicant):
			own = append(own, r)
		case !slices.ContainsFunc(about, func(id model.ID) bool { return slices.Contains(c.all, id) }):
			other = append(other, r)
		}
	}
	byTime(own, model.Record.When)
	byTime(other, model.Record.When)
	return append(own, other...)
}

// byTime puts records in order of time, undated ones last.
func byTime(rs []model.Record, when func(model.Record) model.Date) {
	type timed struct {
		key    string
		record model.Record
	}
	all := make([]timed, len(rs))
	for i, r := range rs {
		all[i] = timed{when(r).SortKey(), r}
	}
	slices.SortStableFunc(all, func(a, b timed) int { return strings.Compare(a.key, b.key) })
	for i := range all {
		rs[i] = all[i].record
	}
}

// aboutFields point at those whom a record tells of, and not at those who
// wrote it down or did what it tells of.
var aboutFields = []string{"person", "persons", "victim", "interviewee"}

// about gives the persons that a record is about: those it names, else those
// of the record that it belongs to.
func (c *Scope) about(r model.Record) []model.ID {
	if r.Kind == "person" {
		return []model.ID{r.ID}
	}
	for range 3 { // a row of a row of a record is as deep as they lie
		var ids []model.ID
		for _, f := range aboutFields {
			ids = append(ids, r.Refs(f)...)
		}
		k := c.s.Schema.Kind(r.Kind)
		if len(ids) > 0 || k == nil || k.Parent == "" {
			return ids
		}
		var ok bool
		if r, ok = c.s.Get(r.Ref(k.Parent)); !ok {
			return nil
		}
	}
	return nil
}

// records gives the records that spots stand for or point at.
func (c *Scope) records(spots []Spot) []model.Record {
	var out []model.Record
	for _, s := range spots {
		if s.Field == "" {
			out = append(out, s.Record)
			continue
		}
		if f, _ := c.s.Schema.Kind(s.Record.Kind).Field(s.Field); f.Type == model.Ref || f.Type == model.Refs {
			out = append(out, c.get(s.Record.Refs(s.Field))...)
		}
	}
	return out
}

// after makes one step from a record.
func (c *Scope) after(r model.Record, name string) []Spot {
	k := c.s.Schema.Kind(r.Kind)
	if name == "name" && k.Names != "" {
		return []Spot{c.calledBy(r, k.Names)}
	}
	if _, ok := k.Field(name); ok {
		if r.Get(name) == "" {
			return nil
		}
		return []Spot{{Record: r, Field: name}}
	}
	to := c.s.Schema.Kind(name)
	if to == nil {
		return nil
	}
	var out []Spot
	for _, field := range linking(to, r.Kind) {
		for _, x := range c.s.Linked(name, field, r.ID) {
			out = append(out, Spot{Record: x})
		}
	}
	return out
}

// calledBy gives the name by which somebody is called: the one that was chosen,
// else the first. Who has none is known by what is said of them.
func (c *Scope) calledBy(r model.Record, kind string) Spot {
	first := Spot{Record: r}
	for _, n := range c.s.Rows(kind, r.ID) {
		if n.Text("text") == "" {
			continue
		}
		if yes, _ := n.Get("preferred").Bool(); yes {
			return Spot{Record: n}
		}
		if first.Record.ID == r.ID {
			first.Record = n
		}
	}
	return first
}

// choose keeps what a filter lets through.
func (c *Scope) choose(spots []Spot, f filter) []Spot {
	if f.nth > 0 {
		if f.nth > len(spots) {
			return nil
		}
		return spots[f.nth-1 : f.nth]
	}
	var out []Spot
	for _, r := range c.records(spots) {
		if f.lets(r) != f.no {
			out = append(out, Spot{Record: r})
		}
	}
	return out
}

func (f filter) lets(r model.Record) bool {
	v := r.Get(f.field)
	if v == "" || len(f.values) == 0 {
		return v != ""
	}
	for _, s := range append(v.List(), string(v)) {
		if slices.Contains(f.values, s) {
			return true
		}
	}
	return false
}
