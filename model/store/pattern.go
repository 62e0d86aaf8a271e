package store

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"guvoh/model"
)

// PatternBy says what cases are compared by.
type PatternBy string

// What patterns are looked for in.
const (
	ByOfficer    PatternBy = "officer"    // who is said to have had a part in acts
	ByPlace      PatternBy = "place"      // where people were held, and what was done there
	ByProsecutor PatternBy = "prosecutor" // persons with that role in a case
	ByJudge      PatternBy = "judge"      // the same
	ByAgency     PatternBy = "agency"     // organisations: involved, having custody, deciding
	ByMethod     PatternBy = "method"     // methods of acts
	ByCharge     PatternBy = "charge"     // articles of a code
	ByRoute      PatternBy = "route"      // places of one person, one after another
)

// PatternKinds gives everything that cases can be compared by, in reading order.
func PatternKinds() []PatternBy {
	return []PatternBy{ByOfficer, ByPlace, ByRoute, ByMethod, ByAgency, ByCharge, ByProsecutor, ByJudge}
}

// PatternTrees gives those in which something may be below something else, and
// count with it.
func PatternTrees() []PatternBy {
	return []PatternBy{ByPlace, ByRoute, ByMethod, ByAgency, ByCharge}
}

// PatternFilter says which records count.
type PatternFilter struct {
	// From and To are days (YYYY-MM-DD), each "" for no bound. A record counts
	// when one of its dates may lie between them, and one without a date does not.
	From, To string
	Places   []model.ID // or any place below one of them
	Cases    []model.ID
	Statuses []string // of the case, words of vocabulary case_status
	Least    int      // of cases that have to share something
	// Alone takes each place, organisation, method and article for itself. Without
	// it what is below counts as well: the cells of a prison, the units of an
	// agency, all ways of beating, all parts of an article.
	Alone bool
}

// Article is what somebody is charged under, as it was written. One that has no
// number goes by its title.
type Article struct {
	Code, Number, Index, Part, Point, Title string
}

// Pattern is something that records of several cases have in common. All of its
// numbers are numbers of records in this file.
type Pattern struct {
	By      PatternBy
	Record  model.ID   // the person, place or organisation that is shared; zero when it is none of these
	Joined  []model.ID // records that somebody judged to be of the same person, or identified as them
	Word    string     // the method, of vocabulary act_method
	Article Article    // the charge
	Route   []model.ID // the places, in their order
	Label   string     // of Record
	Within  string     // of what it is a part: the prison of a cell
	// Unidentified is a person of whom nobody knows who it is. Nobody else is
	// taken for them unless a person decided so.
	Unidentified bool

	Cases   int
	Persons int // to whom it happened: those judged to be one person count once
	Same    int // by how many records of persons Persons is less for that
	Records int
	Nobody  int // of Records: no person is named in them
	Undated int // of Records
	Sourced int // of Records: somebody cited what they rest on, or what covers them; see model.Kind.CoveredBy
	// First and Last are the spans in which the earliest and the latest recorded
	// date lie, as exactly as all dates together tell.
	First, Last model.Date

	facts []fact
	book  *book
	one   *sameness
}

// Occurrence is one record in a pattern.
type Occurrence struct {
	Record  model.ID
	Kind    string
	Cases   []model.ID
	Person  model.ID // to whom it happened; zero when no person is named
	One     model.ID // the record that stands for all that are judged to be of that person
	From    model.Date
	To      model.Date // of what lasted
	Lasting bool
	Place   model.ID
	As      string // the degree of an involvement, the role of a participant: a word of its vocabulary
	Sourced bool
}

// Unsourced gives how many of the records rest on nothing that is recorded.
func (p Pattern) Unsourced() int { return p.Records - p.Sourced }

// Occurrences gives the records of the pattern, each once for each person, by
// their dates.
func (p Pattern) Occurrences() []Occurrence {
	out := make([]Occurrence, len(p.facts))
	for i, f := range p.facts {
		out[i] = p.book.occurrence(f)
		out[i].One = p.one.of(out[i].Person)
	}
	type keyed struct {
		key string
		Occurrence
	}
	all := make([]keyed, len(out))
	for i, o := range out {
		d := o.From
		if d.IsZero() {
			d = o.To
		}
		all[i] = keyed{d.SortKey(), o}
	}
	slices.SortStableFunc(all, func(a, b keyed) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.Record.String(), b.Record.String()))
	})
	for i, k := range all {
		out[i] = k.Occurrence
	}
	return out
}

// Patterns gives what records of the file have in common, what most cases share
// first. It may be called beside everything else: it never holds the file for
// long.
func (db *DB) Patterns(ctx context.Context, by PatternBy, f PatternFilter) ([]Pattern, error) {
	defer db.spread(ctx)()
	for {
		forgot := db.forgot.Load()
		s := &sifting{ctx: ctx, view: db.view(), schema: db.Schema(), by: by, filter: f, book: newBook()}
		out, err := s.sift()
		switch err = classify(err); {
		case errors.Is(err, ErrDamaged) && s.tied != nil && !s.tied.plain: // perhaps only in the index: the records will tell
			db.indexFails()
		case err != nil || db.forgot.Load() == forgot:
			return out, err
		}
	}
}

// sift finds the patterns, and puts them in order.
func (s *sifting) sift() ([]Pattern, error) {
	if err := s.read(); err != nil {
		return nil, err
	}
	out := s.patterns()
	if err := s.identify(ofPatterns(out)); err != nil {
		return nil, err
	}
	for i := range out {
		if err := s.name(&out[i]); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(out, func(a, b Pattern) int {
		return cmp.Or(cmp.Compare(b.Cases, a.Cases), cmp.Compare(b.Persons, a.Persons), cmp.Compare(b.Records, a.Records),
			cmp.Compare(len(b.Route), len(a.Route)), cmp.Compare(model.Fold(a.Label), model.Fold(b.Label)), cmp.Compare(a.Key(), b.Key()))
	})
	return out, nil
}

// Key tells patterns of one sort apart, and stays the same as long as what is
// shared does.
func (p Pattern) Key() string {
	a := p.Article
	return p.Record.String() + p.Word + a.Code + "/" + a.Number + "/" + a.Index + "/" + a.Part + "/" + a.Point + "/" + a.Title + routeKey(p.Route)
}

// sifting is one search for patterns.
type sifting struct {
	view
	ctx    context.Context
	schema *model.Schema
	by     PatternBy
	filter PatternFilter
	book   *book

	places, agencies tree
	one              *sameness
	gone             map[model.ID]bool // persons, organisations, places and cases that were deleted
	inStatus         map[model.ID]bool // cases of the statuses that are wanted
	groups           map[string]*group
	dead             bitset              // all records that were deleted
	tied             *tied               // the links
	sources          map[string]bitset   // by kind: the records that rest on a source
	owned            map[string]byNumber // by kind: of which record each is a row
	grouped          map[string][]string
	articles         map[Article]string
}

func (s *sifting) read() (err error) {
	s.groups, s.sources, s.owned = map[string]*group{}, map[string]bitset{}, map[string]byNumber{}
	s.grouped, s.articles = map[string][]string{}, map[Article]string{}
	if s.tied, err = s.view.tied(s.ctx); err != nil {
		return err
	}
	if s.gone, err = s.deleted(); err != nil {
		return err
	}
	if s.places, err = s.treeOf("place", "within"); err != nil {
		return err
	}
	if s.agencies, err = s.treeOf("organisation", "part_of"); err != nil {
		return err
	}
	if s.one, err = s.judged(); err != nil {
		return err
	}
	if len(s.filter.Statuses) > 0 {
		if s.inStatus, err = s.ofStatus(); err != nil {
			return err
		}
	}
	switch s.by {
	case ByOfficer:
		return s.officers()
	case ByPlace:
		return s.held()
	case ByProsecutor, ByJudge:
		return s.inOffice(string(s.by))
	case ByAgency:
		return s.agencyFacts()
	case ByMethod:
		return s.methods()
	case ByCharge:
		return s.charges()
	case ByRoute:
		return s.routes()
	}
	return nil
}

// wanted tells whether a fact counts.
func (s *sifting) wanted(f fact) bool {
	if len(s.filter.Cases) > 0 || s.inStatus != nil {
		if !slices.ContainsFunc(s.book.cases[f.cases], func(id model.ID) bool {
			return (len(s.filter.Cases) == 0 || slices.Contains(s.filter.Cases, id)) && (s.inStatus == nil || s.inStatus[id])
		}) {
			return false
		}
	}
	if len(s.filter.Places) > 0 && !slices.ContainsFunc(s.places.above(s.book.ids[f.place]), func(id model.ID) bool {
		return slices.Contains(s.filter.Places, id)
	}) {
		return false
	}
	return s.filter.From == "" && s.filter.To == "" || s.book.mayLie(f, s.filter.From, s.filter.To)
}

// mayLie tells whether a fact may have been between two days.
func (b *book) mayLie(f fact, from, to string) bool {
	begin, end := b.dates[f.from], b.dates[f.to]
	if begin.IsZero() && end.IsZero() {
		return false
	}
	if !f.lasting {
		end = begin
	}
	// It is too early when all of it surely is, and too late likewise; an end
	// that is not known may be any day.
	early := from != "" && end.Latest != "" && end.Latest < from
	late := to != "" && begin.Earliest != "" && begin.Earliest > to
	return !early && !late
}
