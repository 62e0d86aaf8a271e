// Package weighing lays the facts of a case against the articles alleged in it:
// which fact bears on which article and how, on what each fact rests, and what
// is missing.
//
// Its one job is to find that out from the records and to say it in words. Rules
// of the package:
//
//   - It knows no window; it reads away from the window's goroutine, and writes
//     only inside an action that somebody else began.
//   - It grades nothing by itself: reliability and credibility are what people
//     recorded, and a gap is only what no record holds.
//   - Sources that contradict each other are shown beside one another, and none is
//     preferred.
//   - What it tells is for ourselves: it says where a case is weak.
package weighing

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"guvoh/app/naming"
	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/store"
)

// How a fact may bear on an article: words of the vocabulary bearing. No word at
// all says that nobody marked it.
const (
	Supports = "supports"
	Against  = "against"
	Needed   = "needed"
)

// Marks are the marks in the order in which one key goes through them.
var Marks = []string{"", Supports, Against, Needed}

// Next gives the mark that follows one, and the first after a word of the users'
// own.
func Next(mark string) string {
	return Marks[(slices.Index(Marks, mark)+1)%len(Marks)]
}

// Grid is the facts of a case against its articles.
type Grid struct {
	Case     model.ID
	Articles []Article
	Facts    []Fact
	Persons  []Person // of whom the facts tell, by name

	at        map[model.ID]int              // where a fact stands among Facts
	contested map[model.ID][]store.Conflict // bearings of which colleagues say different things
}

// Article is one article alleged: a column.
type Article struct {
	Record model.Record
	Name   string         // "ECHR Article 5 – Liberty and security, § 1 (c)"
	Short  string         // "ECHR Article 5, § 1 (c)"
	Count  map[string]int // of facts by their mark
	Gaps   []Gap
}

// Fact is one record that may bear on an article: a row.
type Fact struct {
	Record      model.Record
	Kind        string // in words
	Title       string
	When        string
	Persons     []model.ID
	Cells       []Cell // one for each article, in their order
	Sources     []Source
	Exhibits    []Exhibit
	Differences []Difference
	Conflicts   []store.Conflict // fields with several values
	Gaps        []Gap
}

// Cell is what is said of a fact and an article.
type Cell struct {
	Mark      string
	Bearing   model.ID // zero while nothing was ever said
	Why       string
	Conflicts []store.Conflict // where colleagues say different things
}

// Person is somebody of whom facts tell.
type Person struct {
	ID   model.ID
	Name string
}

// Marked tells whether the fact bears on any article.
func (f Fact) Marked() bool {
	return slices.ContainsFunc(f.Cells, func(c Cell) bool { return c.Mark != "" })
}

// Proved tells whether the fact rests on anything that is recorded.
func (f Fact) Proved() bool { return len(f.Sources) > 0 || len(f.Exhibits) > 0 }

// Find gives the row of a fact; -1 when it is none of the case's.
func (g *Grid) Find(fact model.ID) int {
	if i, ok := g.at[fact]; ok {
		return i
	}
	return -1
}

// Column gives the column of an article; -1 when it is none of the case's.
func (g *Grid) Column(complaint model.ID) int {
	return slices.IndexFunc(g.Articles, func(a Article) bool { return a.Record.ID == complaint })
}

// Read gathers the grid of a case.
func Read(ctx context.Context, db *store.DB, say *tr.Printer, inCase model.ID) (*Grid, error) {
	snap, err := db.Snapshot(ctx, inCase)
	if err != nil {
		return nil, err
	}
	conflicts, err := db.ConflictsOfCase(ctx, inCase)
	if err != nil {
		return nil, err
	}
	r := &reader{snap: snap, say: say, tell: naming.NewTeller(ctx, db, say), conflicts: byRecord(conflicts)}
	g := &Grid{Case: inCase, at: map[model.ID]int{}, contested: r.conflicts}
	for _, c := range snap.OfKind("complaint") {
		if slices.Contains(c.Refs("cases"), inCase) {
			g.Articles = append(g.Articles, article(say, c))
		}
	}
	g.Facts = r.facts()
	for i, f := range g.Facts {
		g.at[f.Record.ID] = i
	}
	g.Persons = r.persons(g.Facts)
	g.Lay(snap.OfKind("bearing"))
	return g, r.tell.Err
}

// Bearings reads what is said of the facts and the articles of the grid now, so
// that a mark shows without reading the case again.
func (g *Grid) Bearings(ctx context.Context, db *store.DB) error {
	var all []model.Record
	for _, a := range g.Articles {
		rows, err := db.Rows(ctx, "bearing", a.Record.ID)
		if err != nil {
			return err
		}
		all = append(all, rows...)
	}
	var ids []model.ID
	for _, b := range all {
		if len(g.contested[b.ID]) > 0 {
			ids = append(ids, b.ID)
		}
	}
	if len(ids) > 0 { // of none named the store would give those of all
		conflicts, err := db.Conflicts(ctx, ids...)
		if err != nil {
			return err
		}
		g.contested = byRecord(conflicts)
	}
	g.Lay(all)
	return nil
}

func byRecord(all []store.Conflict) map[model.ID][]store.Conflict {
	out := map[model.ID][]store.Conflict{}
	for _, c := range all {
		out[c.Record] = append(out[c.Record], c)
	}
	return out
}

// Lay puts bearings into their cells, and finds out anew what is missing. Where
// two records speak of one cell, as an import can bring about, that with the
// id that follows from the two counts, else the first.
func (g *Grid) Lay(bearings []model.Record) {
	for i := range g.Facts {
		g.Facts[i].Cells = make([]Cell, len(g.Articles))
	}
	for _, b := range bearings {
		row, column := g.Find(b.Ref("fact")), g.Column(b.Ref("complaint"))
		if row < 0 || column < 0 {
			continue
		}
		cell := &g.Facts[row].Cells[column]
		if cell.Bearing.IsZero() || b.ID == model.BearingID(b.Ref("complaint"), b.Ref("fact")) {
			*cell = Cell{Mark: b.Text("bearing"), Bearing: b.ID, Why: b.Text("account"), Conflicts: g.contested[b.ID]}
		}
	}
	g.judge()
}

// Name names an article alleged, with the part of it, in a reader's language.
func Name(say *tr.Printer, complaint model.Record) string { return article(say, complaint).Name }

// article names a complaint in the reader's language.
func article(say *tr.Printer, c model.Record) Article {
	name := c.Text("article_note") // of an article that is in no list
	if id := c.Text("article"); id != "" {
		name = say.Word("article", id)
	}
	if name == "" {
		name = say.T("grid.article.unnamed")
	}
	short, _, _ := strings.Cut(name, " – ")
	if part := c.Text("part"); part != "" {
		name, short = name+", "+part, short+", "+part
	}
	return Article{Record: c, Name: name, Short: short}
}

// reader reads the facts of a snapshot.
type reader struct {
	snap      *model.Snapshot
	say       *tr.Printer
	tell      *naming.Teller
	conflicts map[model.ID][]store.Conflict
}

// facts gives the facts in the order of time; what has no date stands last.
func (r *reader) facts() []Fact {
	type dated struct {
		key string
		Fact
	}
	var all []dated
	for _, kind := range model.FactKinds {
		for _, rec := range r.snap.OfKind(kind) {
			when := r.when(rec)
			f := dated{when.SortKey(), Fact{
				Record: rec, Kind: r.say.Kind(kind), Title: r.tell.TitleOf(rec), When: r.say.Date(when),
				Persons: r.whose(rec), Conflicts: r.conflicts[rec.ID],
			}}
			if when.IsZero() {
				f.key, f.When = "\uffff", ""
			}
			f.Sources = r.sources(rec)
			f.Exhibits = r.exhibits(rec, f.Sources)
			f.Differences = r.differences(rec)
			all = append(all, f)
		}
	}
	slices.SortStableFunc(all, func(a, b dated) int { return cmp.Compare(a.key, b.key) })
	out := make([]Fact, len(all))
	for i, f := range all {
		out[i] = f.Fact
	}
	return out
}

// owner gives the record that covers another: the event of an act, the
// proceeding of a step.
func (r *reader) owner(rec model.Record) (model.Record, bool) {
	k := r.snap.Schema.Kind(rec.Kind)
	if k == nil || k.CoveredBy() == "" {
		return model.Record{}, false
	}
	return r.snap.Get(rec.Ref(k.CoveredBy()))
}

// when gives the date of a fact; one that has none of its own has that of what
// it belongs to.
func (r *reader) when(rec model.Record) model.Date {
	if d := rec.When(); !d.IsZero() {
		return d
	}
	if o, ok := r.owner(rec); ok {
		return o.When()
	}
	return model.Date{}
}

// whose gives the persons a fact is of.
func (r *reader) whose(rec model.Record) []model.ID {
	var ids []model.ID
	for _, field := range []string{"victim", "person", "persons"} {
		for _, id := range rec.Refs(field) {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	if o, ok := r.owner(rec); ok && len(ids) == 0 {
		return r.whose(o)
	}
	return ids
}

// persons gives everybody of whom facts tell, by name.
func (r *reader) persons(facts []Fact) []Person {
	seen := map[model.ID]bool{}
	var out []Person
	for _, f := range facts {
		for _, id := range f.Persons {
			if !seen[id] {
				seen[id] = true
				out = append(out, Person{ID: id, Name: r.tell.Title(id)})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Person) int { return cmp.Compare(a.Name, b.Name) })
	return out
}
