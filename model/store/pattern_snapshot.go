package store

import (
	"context"
	"errors"

	"guvoh/model"
)

// patternFields are the fields that tell of patterns. No account, no quotation
// and no picture is among them: what is not there cannot get out.
var patternFields = map[string][]string{
	"case":         {"reference", "title"},
	"participant":  {"case", "person", "role"},
	"person":       {"kind", "description", "pseudonym", "identified_as"},
	"organisation": {"name", "kind", "part_of"},
	"place":        {"name", "kind", "within"},
	"event":        {"cases", "kind", "date", "place", "persons"},
	"act":          {"event", "type", "victim", "date", "place", "methods"},
	"involvement":  {"act", "who", "degree"},
	"detention":    {"cases", "person", "kind", "from", "to", "place", "custodian"},
	"proceeding":   {"cases", "kind", "persons", "body", "from", "to"},
	"step":         {"proceeding", "kind", "date", "body"},
	"charge":       {"proceeding", "person", "title", "code", "number", "index", "part", "point", "date", "outcome"},
	"citation":     {"subject", "field", "source", "evidence", "page"},
	"source":       {"title", "kind", "who"},
	"evidence":     {"number", "title", "persons"},
}

// PatternSnapshot gives what some patterns are told from: their records, in the
// fields that tell of them, with whom and what these name, what they rest on,
// and what the persons consented to. It belongs to no one case; Case is the first
// that it met.
func (db *DB) PatternSnapshot(ctx context.Context, patterns ...Pattern) (*model.Snapshot, error) {
	g := &patternGathering{view: db.view(), ctx: ctx, seen: map[model.ID]bool{}}
	for _, p := range patterns {
		if err := g.pattern(p); err != nil {
			return nil, classify(err)
		}
	}
	own, err := db.Records(ctx, "term")
	if err != nil {
		return nil, err
	}
	return model.NewSnapshot(db.Schema(), g.first, append(g.records, own...), db.OpenAttachment), nil
}

type patternGathering struct {
	view
	ctx     context.Context
	seen    map[model.ID]bool
	records []model.Record
	first   model.Record // case
}

func (g *patternGathering) pattern(p Pattern) error {
	ids := append([]model.ID{p.Record}, p.Joined...)
	ids = append(ids, p.Route...)
	for _, o := range p.Occurrences() {
		ids = append(ids, o.Record, o.Person, o.Place)
		ids = append(ids, o.Cases...)
	}
	for _, id := range ids {
		if err := g.take(id); err != nil {
			return err
		}
	}
	return nil
}

// take adds a record, what it is a row of, what it names, and what rests on it.
func (g *patternGathering) take(id model.ID) error {
	if id.IsZero() || g.seen[id] {
		return nil
	}
	g.seen[id] = true
	row, err := g.row(g.ctx, id)
	if errors.Is(err, ErrNotFound) || err == nil && row.record.Deleted {
		return nil
	}
	if err != nil {
		return err
	}
	r := g.told(row.record)
	g.records = append(g.records, r)
	if r.Kind == "case" && g.first.Kind == "" {
		g.first = r
	}
	for _, field := range []string{"act", "event", "proceeding", "who", "body", "custodian", "victim", "place", "within", "part_of", "source", "evidence"} {
		if err := g.take(r.Ref(field)); err != nil {
			return err
		}
	}
	return g.around(r)
}

// told leaves of a record the fields that tell of patterns.
func (g *patternGathering) told(r model.Record) model.Record {
	fields, known := patternFields[r.Kind]
	if !known {
		return r
	}
	out := model.Record{ID: r.ID, Kind: r.Kind}
	for _, f := range fields {
		out.Set(f, r.Get(f))
	}
	return out
}

// around adds the rows by which persons are called and hidden, and the sources.
func (g *patternGathering) around(r model.Record) error {
	var rows [][2]string
	switch r.Kind {
	case "person":
		rows = [][2]string{{"person_name", "person"}, {"participant", "person"}, {"consent", "person"}, {"pseudonym", "about"}}
	case "place", "organisation":
		rows = [][2]string{{"pseudonym", "about"}}
	case "involvement", "act", "event", "detention", "proceeding", "step", "charge", "participant":
		rows = [][2]string{{"citation", "subject"}}
	}
	for _, row := range rows {
		rs, err := g.linked(g.ctx, row[0], row[1], r.ID)
		if err != nil {
			return err
		}
		for _, x := range rs {
			if err := g.take(x.ID); err != nil {
				return err
			}
		}
	}
	return nil
}
