package pattern

import (
	"cmp"
	"slices"
	"strings"

	"guvoh/export"
	"guvoh/model"
)

// Found is a pattern by the ids of what it is made of. All that is said of it is
// read from a snapshot, so that what was taken out of that is not said.
type Found struct {
	Record  model.ID   // the person, place or organisation that is shared
	Word    string     // the method
	Article bool       // a charge: the article of the first record tells which
	Alone   bool       // with its part and point
	Route   []model.ID // the places in their order
	Joined  int
	Records []Occurrence
}

// Occurrence is one record of a pattern.
type Occurrence struct {
	Record model.ID
	Cases  []model.ID
	Person model.ID // to whom it happened
	One    model.ID // who stands for all records of that person
	As     string
}

// Tell puts a pattern into words, from what the snapshot has of it, and counts
// that. It gives, too, the records that are not there.
func Tell(w export.Words, s *model.Snapshot, f Found) (p Pattern, gone []model.ID) {
	t := &teller{w: w, s: s, names: map[model.ID]string{}}
	p.Of, p.Joined = f.Record, f.Joined
	var dates []model.Date
	cases, people, ones, counted := set{}, set{}, set{}, set{}
	others := t.others(f)
	for _, o := range f.Records {
		r, there := s.Get(o.Record)
		if there && others[o.Record] && t.absent(o.Person) {
			continue // it tells of others, who have lines of their own
		}
		if !there {
			if !slices.Contains(gone, o.Record) {
				gone = append(gone, o.Record)
			}
			continue
		}
		o.Cases = t.there(o.Cases)
		row := t.row(r, o)
		p.Rows = append(p.Rows, row)
		for _, c := range o.Cases {
			cases[c] = true
		}
		if _, there := s.Get(o.Person); there {
			people[o.Person], ones[o.One] = true, true
		}
		if counted[o.Record] {
			continue
		}
		counted[o.Record] = true
		p.count(row)
		dates = append(dates, row.From, row.To)
	}
	p.Cases, p.Persons, p.Same = len(cases), len(ones), len(people)-len(ones)
	p.First, p.Last = model.Extremes(dates)
	t.title(&p, f)
	slices.SortStableFunc(p.Rows, func(a, b Row) int { return cmp.Compare(a.key(), b.key()) })
	return p, gone
}

type set map[model.ID]bool

// count adds a record to the numbers of a pattern.
func (p *Pattern) count(r Row) {
	p.Records++
	if r.Person == "" {
		p.Nobody++
	}
	if !export.Placeable(r.From) && !export.Placeable(r.To) {
		p.Undated++
	}
	if !r.Sourced {
		p.Unsource++
	}
}

// key sorts rows by their dates.
func (r Row) key() string {
	d := r.From
	if d.IsZero() {
		d = r.To
	}
	return d.SortKey() + "\x00" + r.Case
}

type teller struct {
	w     export.Words
	s     *model.Snapshot
	names map[model.ID]string // of cases that have none
}

// Route gives the places of a way in the order in which somebody was brought there.
func Route(places []string) string { return strings.Join(places, " → ") }

// title says who or what is shared.
func (t *teller) title(p *Pattern, f Found) {
	switch {
	case f.Word != "":
		p.Title = t.w.Word("act_method", f.Word)
	case f.Article:
		p.Title = t.article(f)
	case len(f.Route) > 0:
		var places []string
		for _, id := range f.Route {
			places = append(places, t.label(id))
		}
		p.Title = Route(places)
	default:
		r, _ := t.s.Get(f.Record)
		p.Title = t.label(f.Record)
		p.Unidentified = r.Text("kind") == "unidentified" && f.Joined == 0
		for _, field := range []string{"within", "part_of"} {
			if up := r.Ref(field); !up.IsZero() {
				p.Within = t.s.Label(up)
			}
		}
	}
}

func (t *teller) article(f Found) string {
	for _, o := range f.Records {
		r, there := t.s.Get(o.Record)
		if !there {
			continue
		}
		part, point := r.Text("part"), r.Text("point")
		if !f.Alone {
			part, point = "", ""
		}
		return Article(t.w, r.Text("code"), r.Text("number"), r.Text("index"), part, point, r.Text("title"))
	}
	return t.w.T("pattern.nameless")
}

func (t *teller) label(id model.ID) string {
	return cmp.Or(t.s.Label(id), t.w.T("pattern.nameless"))
}

// row tells of one record.
func (t *teller) row(r model.Record, o Occurrence) Row {
	row := Row{What: What(t.w, r.Kind, o.As), Record: r.ID}
	if r.Kind == "involvement" { // in what, and how
		row.What = strings.Join(said(What(t.w, "act", t.actOf(r).Text("type")), t.degree(o.As)), " · ")
	}
	if len(o.Cases) > 0 {
		row.In = o.Cases[0]
	}
	var cases []string
	for _, c := range o.Cases {
		cases = append(cases, t.caseName(c))
	}
	row.Case = strings.Join(cases, ", ")
	if _, there := t.s.Get(o.Person); there {
		row.Person = t.label(o.Person)
	}
	row.Place = t.s.Label(t.place(r))
	row.From, row.To, row.Lasting = t.when(r)
	row.Sourced, row.Sources = t.sources(r)
	return row
}

// absent tells whether a record names somebody of whom nothing may be told.
func (t *teller) absent(person model.ID) bool {
	_, there := t.s.Get(person)
	return !person.IsZero() && !there
}

// others gives the records that name somebody of whom may be told.
func (t *teller) others(f Found) set {
	some := set{}
	for _, o := range f.Records {
		if !o.Person.IsZero() && !t.absent(o.Person) {
			some[o.Record] = true
		}
	}
	return some
}

// there leaves of some cases those of which something may be told: another is left
// out with whom alone it tells of.
func (t *teller) there(cases []model.ID) (out []model.ID) {
	for _, id := range cases {
		if _, there := t.s.Get(id); there {
			out = append(out, id)
		}
	}
	return out
}

func (t *teller) degree(as string) string {
	if as == "" {
		return ""
	}
	return t.w.Word("involvement_degree", as)
}

// caseName is the reference of a case. Its title stands in for it only inside;
// outside the snapshot has none.
func (t *teller) caseName(id model.ID) string {
	r, _ := t.s.Get(id)
	if name := cmp.Or(r.Text("reference"), r.Text("title")); name != "" {
		return name
	}
	if t.names[id] == "" {
		t.names[id] = t.w.N("pattern.case_number", len(t.names)+1)
	}
	return t.names[id]
}

// actOf is the act of an involvement; any other record is itself.
func (t *teller) actOf(r model.Record) model.Record {
	if r.Kind == "involvement" {
		r, _ = t.s.Get(r.Ref("act"))
	}
	return r
}

func (t *teller) place(r model.Record) model.ID {
	r = t.actOf(r)
	if id := r.Ref("place"); !id.IsZero() || r.Kind != "act" {
		return id
	}
	e, _ := t.s.Get(r.Ref("event"))
	return e.Ref("place")
}

// when gives the dates of a record; an act without one happened when its event
// did.
func (t *teller) when(r model.Record) (from, to model.Date, lasting bool) {
	r = t.actOf(r)
	switch r.Kind {
	case "detention", "proceeding":
		return r.Date("from"), r.Date("to"), true
	case "act":
		if r.Date("date").IsZero() {
			r, _ = t.s.Get(r.Ref("event"))
		}
	}
	return r.Date("date"), model.Date{}, false
}

// sources gives what a record rests on; the source of its owner covers it. That
// there is one is known even where nothing of it may be told.
func (t *teller) sources(r model.Record) (sourced bool, names []string) {
	for range 3 {
		for _, c := range t.s.Rows("citation", r.ID) {
			sourced = true
			if s := t.source(c); s != "" && !slices.Contains(names, s) {
				names = append(names, s)
			}
		}
		k := t.s.Schema.Kind(r.Kind)
		if sourced || k == nil || k.CoveredBy() == "" {
			break
		}
		var there bool
		if r, there = t.s.Get(r.Ref(k.CoveredBy())); !there {
			break
		}
	}
	return sourced, names
}

func (t *teller) source(c model.Record) string {
	e, _ := t.s.Get(c.Ref("evidence"))
	name := cmp.Or(t.s.Label(c.Ref("source")), t.s.Label(e.ID))
	if page := c.Text("page"); page != "" && name != "" {
		name += ", " + t.w.T("pattern.page", map[string]any{"Page": page})
	}
	return name
}
