package store

import (
	"context"
	"errors"

	"guvoh/model"
)

// Around gives who and what is met around some records, for whoever has to know
// what of them may be said outside: the cases of the records, everybody who is in
// these, what they are called, their papers and homes, what they consented to and
// what stands for them elsewhere; and places and organisations among the records
// with those around them. No account and no evidence comes along. It belongs to no
// one case.
func (db *DB) Around(ctx context.Context, ids ...model.ID) (*model.Snapshot, error) {
	g := &aroundGathering{view: db.view(), ctx: ctx, seen: map[model.ID]bool{}}
	for _, id := range ids {
		if err := g.met(id); err != nil {
			return nil, classify(err)
		}
	}
	own, err := db.Records(ctx, "term")
	if err != nil {
		return nil, err
	}
	return model.NewSnapshot(db.Schema(), model.Record{}, append(g.records, own...), db.OpenAttachment), nil
}

type aroundGathering struct {
	view
	ctx     context.Context
	seen    map[model.ID]bool
	climbed map[model.ID]bool // records from which the way to their owner was gone
	records []model.Record
}

// nearby are the rows by which a record of a kind is known, as kind and field.
var nearby = map[string][][2]string{
	"case": {{"participant", "case"}},
	"person": {
		{"person_name", "person"},
		{"identity_document", "person"},
		{"residence", "person"},
		{"consent", "person"},
		{"participant", "person"},
		{"involvement", "who"},
		{"pseudonym", "about"},
	},
	"place":        {{"pseudonym", "about"}},
	"organisation": {{"organisation_name", "organisation"}, {"pseudonym", "about"}},
}

// met adds what a record leads to. Of itself only what has a name comes along.
func (g *aroundGathering) met(id model.ID) error {
	r, there, err := g.read(id)
	if err != nil || !there {
		return err
	}
	cases, err := g.casesOfRecord(g.ctx, r, 0)
	if err != nil {
		return err
	}
	for _, c := range cases {
		if err := g.take(c); err != nil {
			return err
		}
	}
	k := g.db.Schema().Kind(r.Kind)
	if k == nil {
		return nil
	}
	for _, f := range k.Fields {
		switch f.Type {
		case model.Ref:
			err = g.named(r.Ref(f.Name))
		case model.Refs:
			for _, to := range r.Refs(f.Name) {
				if err == nil {
					err = g.named(to)
				}
			}
		}
		if err != nil {
			return err
		}
	}
	if err := g.named(id); err != nil || g.climbed[id] {
		return err
	}
	if to := r.Ref(k.Parent); !to.IsZero() { // whose row it is says who it is about
		if g.climbed == nil {
			g.climbed = map[model.ID]bool{}
		}
		g.climbed[id] = true
		return g.met(to)
	}
	return nil
}

// read reads a record that is there.
func (g *aroundGathering) read(id model.ID) (model.Record, bool, error) {
	if id.IsZero() {
		return model.Record{}, false, nil
	}
	row, err := g.row(g.ctx, id)
	if errors.Is(err, ErrNotFound) || err == nil && row.record.Deleted {
		return model.Record{}, false, nil
	}
	return row.record, err == nil, err
}

// named takes a record that has a name.
func (g *aroundGathering) named(id model.ID) error {
	if g.seen[id] {
		return nil
	}
	r, there, err := g.read(id)
	if err != nil || !there || nearby[r.Kind] == nil || r.Kind == "case" {
		return err
	}
	return g.take(id)
}

// take adds a record with the rows by which it is known, and of the cases in which
// somebody is no more than that they are.
func (g *aroundGathering) take(id model.ID) error {
	if g.seen[id] {
		return nil
	}
	g.seen[id] = true
	r, there, err := g.read(id)
	if err != nil || !there {
		return err
	}
	if r.Kind == "case" { // of a case it is known who is in it, and nothing else
		r = model.Record{ID: r.ID, Kind: r.Kind}
	}
	g.records = append(g.records, r)
	for _, row := range nearby[r.Kind] {
		rs, err := g.linked(g.ctx, row[0], row[1], id)
		if err != nil {
			return err
		}
		for _, x := range rs {
			if err := g.beside(r.Kind, x); err != nil {
				return err
			}
		}
	}
	for _, field := range []string{"identified_as", "birth_place", "within", "part_of"} {
		if err := g.named(r.Ref(field)); err != nil {
			return err
		}
	}
	return nil
}

// beside adds a row of a record; by that of a case come its persons, by that of a
// home its place.
func (g *aroundGathering) beside(of string, row model.Record) error {
	if !g.seen[row.ID] {
		g.seen[row.ID] = true
		g.records = append(g.records, row)
	}
	if of == "case" {
		return g.named(row.Ref("person"))
	}
	return g.named(row.Ref("place"))
}

// CasesOf gives the cases to which some records belong, each once; of a person
// those in which they are.
func (db *DB) CasesOf(ctx context.Context, ids ...model.ID) ([]model.ID, error) {
	v := db.view()
	var out []model.ID
	seen := map[model.ID]bool{}
	for _, id := range ids {
		cases, err := v.casesOf(ctx, id, 0)
		if err != nil {
			return nil, classify(err)
		}
		for _, c := range cases {
			if !c.IsZero() && !seen[c] {
				seen[c] = true
				out = append(out, c)
			}
		}
	}
	return out, nil
}
