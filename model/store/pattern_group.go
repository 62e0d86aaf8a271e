package store

import (
	"maps"
	"slices"
	"strings"

	"guvoh/model"
)

// group gathers the facts that have one thing in common.
type group struct {
	Pattern
	persons map[model.ID]bool // each as it is counted
	records map[int32]bool    // of persons
	cases   map[model.ID]bool
	seen    map[int64]bool    // records that were counted
	people  map[seenWith]bool // and with whom
	dated   map[int32]bool
}

type seenWith struct {
	record int64
	person int32
}

// add puts a fact into the group of a key, which begin makes when it is the
// first.
func (s *sifting) add(key string, f fact, begin func() Pattern) {
	g := s.groups[key]
	if g == nil {
		g = &group{
			Pattern: begin(), persons: map[model.ID]bool{}, records: map[int32]bool{}, cases: map[model.ID]bool{},
			seen: map[int64]bool{}, people: map[seenWith]bool{}, dated: map[int32]bool{},
		}
		g.By, g.book, g.one = s.by, s.book, s.one
		s.groups[key] = g
	}
	g.add(s, f)
}

func (g *group) add(s *sifting, f fact) {
	with := seenWith{f.record, f.person}
	if g.people[with] {
		return
	}
	g.people[with] = true
	g.facts = append(g.facts, f)
	for _, c := range s.book.cases[f.cases] {
		g.cases[c] = true
	}
	if f.person != 0 {
		g.records[f.person] = true
		g.persons[s.one.of(s.book.ids[f.person])] = true
	}
	if g.seen[f.record] {
		return
	}
	g.seen[f.record] = true
	g.Records++
	if f.sourced {
		g.Sourced++
	}
	if f.person == 0 {
		g.Nobody++
	}
	dated := false
	for _, at := range []int32{f.from, f.to} {
		if d := s.book.dates[at]; d.Earliest != "" || d.Latest != "" {
			dated, g.dated[at] = true, true
		}
	}
	if !dated {
		g.Undated++
	}
}

// patterns gives the groups that enough cases share.
func (s *sifting) patterns() []Pattern {
	var out []Pattern
	for _, g := range s.groups {
		if len(g.cases) < max(s.filter.Least, 1) {
			continue
		}
		p := g.Pattern
		p.Cases, p.Persons, p.Same = len(g.cases), len(g.persons), len(g.records)-len(g.persons)
		var dates []model.Date
		for _, at := range slices.Sorted(maps.Keys(g.dated)) {
			dates = append(dates, s.book.dates[at])
		}
		p.First, p.Last = model.Extremes(dates)
		out = append(out, p)
	}
	return out
}

// name gives a pattern the words by which a person knows it.
func (s *sifting) name(p *Pattern) (err error) {
	if p.Record.IsZero() {
		return nil
	}
	if p.Label, err = s.labelled(p.Record); err != nil {
		return err
	}
	switch p.By {
	case ByPlace, ByAgency:
		t := s.places
		if p.By == ByAgency {
			t = s.agencies
		}
		if up := t.node[p.Record].up; !up.IsZero() {
			p.Within, err = s.labelled(up)
		}
	case ByOfficer, ByProsecutor, ByJudge:
		err = s.whoIs(p)
	}
	return err
}

// whoIs names a person by the record that tells who they are, when one of those
// that were joined does.
func (s *sifting) whoIs(p *Pattern) error {
	for _, id := range append([]model.ID{p.Record}, s.one.others(p.Record)...) {
		var kind, label string
		err := s.q.QueryRowContext(s.ctx, "SELECT coalesce(p.kind, ''), r.label FROM record r JOIN person p ON p.n = r.n WHERE r.id = ?", id[:]).Scan(&kind, &label)
		if orNone(err) != nil {
			return err
		}
		if p.Unidentified = kind == "unidentified"; err == nil && !p.Unidentified {
			p.Record, p.Label = id, label
			break
		}
	}
	p.Joined = s.one.others(p.Record)
	return nil
}

func (s *sifting) labelled(id model.ID) (label string, err error) {
	err = s.q.QueryRowContext(s.ctx, "SELECT label FROM record WHERE id = ?", id[:]).Scan(&label)
	return label, orNone(err)
}

// routeKey tells routes apart.
func routeKey(places []model.ID) string {
	var b strings.Builder
	for _, p := range places {
		b.Write(p[:])
	}
	return b.String()
}
