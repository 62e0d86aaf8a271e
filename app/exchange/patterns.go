package exchange

import (
	"context"
	"strings"
	"time"

	"guvoh/app/tr"
	"guvoh/export/bundle"
	"guvoh/export/pattern"
	"guvoh/model"
	"guvoh/model/store"
)

// FoundPatterns gives patterns as documents and screens tell of them.
func FoundPatterns(patterns []store.Pattern, alone bool) []pattern.Found {
	out := make([]pattern.Found, len(patterns))
	for i, p := range patterns {
		f := pattern.Found{Record: p.Record, Word: p.Word, Article: p.By == store.ByCharge, Alone: alone, Route: p.Route, Joined: len(p.Joined)}
		for _, o := range p.Occurrences() {
			f.Records = append(f.Records, pattern.Occurrence{Record: o.Record, Cases: o.Cases, Person: o.Person, One: o.One, As: o.As})
		}
		out[i] = f
	}
	return out
}

// PatternTitle says who or what a pattern shares, without reading its records.
func PatternTitle(say *tr.Printer, db *store.DB, p store.Pattern) string {
	told := pattern.Pattern{Title: p.Label, Within: p.Within, Unidentified: p.Unidentified}
	a := p.Article
	switch {
	case p.Word != "":
		told.Title = say.Word("act_method", p.Word)
	case p.By == store.ByCharge:
		told.Title = pattern.Article(say, a.Code, a.Number, a.Index, a.Part, a.Point, a.Title)
	case p.By == store.ByRoute:
		var places []string
		for _, id := range p.Route {
			places = append(places, placeName(say, db, id))
		}
		told.Title = pattern.Route(places)
	case told.Title == "":
		told.Title = say.T("pattern.nameless")
	}
	return pattern.Name(say, told)
}

func placeName(say *tr.Printer, db *store.DB, id model.ID) string {
	if label, err := db.Label(context.Background(), id); err == nil && label != "" {
		return label
	}
	return say.T("pattern.nameless")
}

// PatternOrder makes the order for a document of patterns.
func PatternOrder(ctx context.Context, db *store.DB, say *tr.Printer, at time.Time, patterns []store.Pattern, by store.PatternBy, f store.PatternFilter) (bundle.Patterns, error) {
	s, err := db.PatternSnapshot(ctx, patterns...)
	if err != nil {
		return bundle.Patterns{}, err
	}
	around, err := db.Around(ctx, patternCases(patterns)...)
	if err != nil {
		return bundle.Patterns{}, err
	}
	return bundle.Patterns{
		Order: bundle.Order{Snapshot: together(around, s), Words: say, At: at, Tells: Tells(ctx, db)}, Found: FoundPatterns(patterns, f.Alone), By: string(by), Alone: f.Alone,
		Filters: PatternFilters(say, db, f),
	}, nil
}

// Tells asks the whole file which records tell of some persons alone; for orders whose
// snapshot is but a part of it.
func Tells(ctx context.Context, db *store.DB) func(map[model.ID]bool) func(model.ID) (bool, error) {
	return func(absent map[model.ID]bool) func(model.ID) (bool, error) {
		telling := db.TellsOf(absent)
		return func(id model.ID) (bool, error) { return telling.Tells(ctx, id) }
	}
}

// patternCases gives the cases of patterns, each once.
func patternCases(patterns []store.Pattern) []model.ID {
	var ids []model.ID
	seen := map[model.ID]bool{}
	for _, p := range patterns {
		for _, o := range p.Occurrences() {
			for _, c := range o.Cases {
				if !seen[c] {
					seen[c] = true
					ids = append(ids, c)
				}
			}
		}
	}
	return ids
}

// together joins what patterns are told from with who else is in their cases: they
// are not told of, and yet their names must not stand in a title or a charge. Of
// two readings of a record that of the persons is the fuller, and of all else the
// other. It is of no one case: each may be left out.
func together(around, told *model.Snapshot) *model.Snapshot {
	var all []model.Record
	seen := map[model.ID]bool{}
	for _, from := range []*model.Snapshot{told, around} {
		for _, k := range from.Schema.Kinds() {
			for _, r := range from.OfKind(k.Name) {
				if full, ok := around.Get(r.ID); ok && r.Kind == "person" {
					r = full
				}
				if !seen[r.ID] {
					seen[r.ID] = true
					all = append(all, r)
				}
			}
		}
	}
	return model.NewSnapshot(told.Schema, model.Record{}, all, told.Open)
}

// PatternFilters says which records count, a sentence for each restriction.
func PatternFilters(say *tr.Printer, db *store.DB, f store.PatternFilter) []string {
	var out []string
	if f.Least > 1 {
		out = append(out, say.N("pattern.filter.least", f.Least))
	}
	if f.From != "" || f.To != "" {
		d := model.Date{Earliest: f.From, Latest: f.To, Precision: model.PrecisionSpan}
		if f.From == "" || f.To == "" || f.From == f.To {
			d.Precision = model.PrecisionDay
		}
		out = append(out, say.T("pattern.filter.dates", tr.V{"Dates": say.Date(d)}))
	}
	for _, id := range f.Places {
		out = append(out, say.T("pattern.filter.place", tr.V{"Place": placeName(say, db, id)}))
	}
	for _, w := range f.Statuses {
		out = append(out, say.T("pattern.filter.status", tr.V{"Status": say.Word("case_status", w)}))
	}
	if n := len(f.Cases); n > 0 {
		out = append(out, say.N("pattern.filter.cases", n))
	}
	return out
}

// PatternIssue is what is remembered of a document of patterns that was given out.
func PatternIssue(say *tr.Printer, o bundle.Patterns, patterns []store.Pattern, r *bundle.Result) Issue {
	return Issue{
		Cases: patternCases(patterns), Title: r.Title, Language: say.Lang(), Reader: o.Recipient, Purpose: o.Purpose, At: o.At,
		Withheld: Withheld(say, r.Taken), Account: strings.Join(append([]string{say.N("pattern.count", len(patterns))}, o.Filters...), "\n"), Result: r,
	}
}
