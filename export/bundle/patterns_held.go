package bundle

import (
	"cmp"
	"slices"

	"guvoh/export/leak"
	"guvoh/export/pattern"
	"guvoh/model"
)

// PatternPlace is a place of an annex at which something was found that must not
// be told.
type PatternPlace struct {
	// Record is that of which the line tells, or what is shared where it stands in
	// the title of a pattern; zero for a method, a charge or a route, and in a
	// sentence that says what was asked for.
	Record model.ID
	Kind   string // of the record
	Column string // its title; "" of a sentence that says what was asked for
}

// HeldPatterns says that no annex is made, since something in it must not be told,
// and where.
type HeldPatterns struct{ At []PatternPlace }

func (*HeldPatterns) Error() string { return "patterns: something in it must not be told" }

// guard looks, before anything is printed, for what must not be told in each cell
// of an annex. What is found is withheld where the order wants that, and counted;
// without it the places are told.
type guard struct {
	p      Patterns
	search *leak.Search
	known  map[string]bool // words that were looked into
	at     []PatternPlace
}

// guarded guards an annex that is told and not yet printed.
func (p Patterns) guarded(in *pattern.Input, d *Draft) (withheld int, err error) {
	if d.Taken == nil {
		return 0, nil
	}
	g := &guard{p: p, search: d.Taken.Search, known: map[string]bool{}}
	heads, rows := pattern.Heads(p.Words), pattern.RowHeads(p.Words)
	for i := range in.Patterns {
		t := &in.Patterns[i]
		if name := pattern.Name(p.Words, *t); g.leaks(name) { // also what only the two of them together tell
			g.cell(&name, t.Of, heads[0])
			if p.Withhold {
				t.Title, t.Within = name, ""
			}
		}
		for k := range t.Rows {
			r := &t.Rows[k]
			g.cell(&r.Case, r.Record, rows[0])
			g.cell(&r.Person, r.Record, rows[1])
			g.cell(&r.What, r.Record, rows[2])
			g.cell(&r.Place, r.Record, rows[4])
			for s := range r.Sources {
				g.cell(&r.Sources[s], r.Record, rows[5])
			}
		}
	}
	for i := range in.Filters {
		g.cell(&in.Filters[i], model.ID{}, "")
	}
	found := g.at
	dates := g.dates(in, rows[3])
	switch {
	case !p.Withhold && len(found)+len(dates) > 0:
		return 0, &HeldPatterns{At: append(found, dates...)}
	case len(dates) > 0:
		return 0, &HeldPatterns{At: dates}
	}
	return len(found), nil
}

// dates gives the records whose dates must not be told. They cannot be withheld: an
// annex places its records in time, and counts from when to when.
func (g *guard) dates(in *pattern.Input, column string) []PatternPlace {
	g.at = nil
	for _, p := range in.Patterns {
		for _, r := range p.Rows {
			if g.leaks(pattern.When(g.p.Words, r)) {
				g.found(r.Record, column)
			}
		}
	}
	return g.at
}

// cell guards words that are to be printed.
func (g *guard) cell(words *string, record model.ID, column string) {
	if !g.leaks(*words) {
		return
	}
	g.found(record, column)
	if g.p.Withhold {
		*words = g.p.Words.T("listing.withheld")
	}
}

func (g *guard) found(record model.ID, column string) {
	r, _ := g.p.Snapshot.Get(record)
	at := PatternPlace{Record: record, Kind: r.Kind, Column: column}
	if !slices.Contains(g.at, at) {
		g.at = append(g.at, at)
	}
}

func (g *guard) leaks(words string) bool {
	if words == "" {
		return false
	}
	leaks, known := g.known[words]
	if !known {
		leaks = leak.Refuses(g.search.Text("", words))
		g.known[words] = leaks
	}
	return leaks
}

// Named gives the persons of whom an annex tells by their names.
func (p Patterns) Named(r *Result) []model.ID {
	var ids []model.ID
	for _, f := range p.Found {
		for _, o := range f.Records {
			if _, hidden := r.hides(o.Person); !hidden && !o.Person.IsZero() {
				ids = append(ids, o.Person)
			}
		}
	}
	slices.SortFunc(ids, func(a, b model.ID) int { return cmp.Compare(a.String(), b.String()) })
	return slices.Compact(ids)
}

// hides tells whether the name of somebody was taken out.
func (r *Result) hides(id model.ID) (absent, hidden bool) {
	if r.Taken == nil {
		return false, false
	}
	h, hidden := r.Taken.Hidden[id]
	return h.Absent, hidden
}
