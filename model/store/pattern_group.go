package store

import (
	"maps"
	"slices"
	"strings"

	"guvoh/model"
)

// group gathers the facts that have one thing in common. Who and what is in it are
// places in the book.
type group struct {
	Pattern
	records map[int32]bool // of persons
	cases   map[int32]bool // sets of them
	dated   map[int32]bool
	// Facts of one record come one after the other, but on routes, which lead over the
	// same stop again and again.
	last int64             // the record that was counted last
	with []int32           // and the persons with whom
	seen map[int64][]int32 // the same of all records, on routes
}

// add puts a fact into the group of a key, which begin makes when it is the
// first.
func (s *sifting) add(key string, f fact, begin func() Pattern) {
	g := s.groups[key]
	if g == nil {
		g = &group{
			Pattern: begin(), records: map[int32]bool{}, cases: map[int32]bool{}, dated: map[int32]bool{},
		}
		if s.by == ByRoute {
			g.seen = map[int64][]int32{}
		}
		g.By, g.book, g.one = s.by, s.book, s.one
		s.groups[key] = g
	}
	g.add(s, f)
}

func (g *group) add(s *sifting, f fact) {
	known, again := g.met(f)
	if again {
		return
	}
	g.facts = append(g.facts, f)
	g.cases[f.cases] = true
	if f.person != 0 {
		g.records[f.person] = true
	}
	if known {
		return
	}
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

// met tells whether the record of a fact was counted, and whether the fact itself
// was.
func (g *group) met(f fact) (known, again bool) {
	if g.seen != nil {
		with, known := g.seen[f.record]
		if slices.Contains(with, f.person) {
			return true, true
		}
		g.seen[f.record] = append(with, f.person)
		return known, false
	}
	if known = g.last == f.record; !known {
		g.last, g.with = f.record, g.with[:0]
	}
	if slices.Contains(g.with, f.person) {
		return true, true
	}
	g.with = append(g.with, f.person)
	return known, false
}

// shared counts the cases of a group.
func (g *group) shared() int {
	if len(g.cases) < 2 {
		for set := range g.cases {
			return len(g.book.cases[set])
		}
	}
	all := map[model.ID]bool{}
	for set := range g.cases {
		for _, c := range g.book.cases[set] {
			all[c] = true
		}
	}
	return len(all)
}

// people counts the persons of a group; those who were judged to be one count once.
func (g *group) people() int {
	if len(g.one.up) == 0 {
		return len(g.records)
	}
	all := map[model.ID]bool{}
	for at := range g.records {
		all[g.one.of(g.book.ids[at])] = true
	}
	return len(all)
}

// patterns gives the groups that enough cases share.
func (s *sifting) patterns() []Pattern {
	var out []Pattern
	for _, g := range s.groups {
		cases := g.shared()
		if cases < max(s.filter.Least, 1) {
			continue
		}
		p := g.Pattern
		people := g.people()
		p.Cases, p.Persons, p.Same = cases, people, len(g.records)-people
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
