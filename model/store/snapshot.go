package store

import (
	"context"
	"slices"

	"guvoh/model"
)

// Snapshot reads one case whole: the case, the records that belong to it,
// their rows, and everything they point at. Other cases are left out, and so
// is what belongs only to them.
func (db *DB) Snapshot(ctx context.Context, id model.ID) (*model.Snapshot, error) {
	v := db.view()
	c, err := v.row(ctx, id)
	if err != nil {
		return nil, err
	}
	if c.record.Kind != "case" || c.record.Deleted {
		return nil, ErrNotFound
	}
	g := newGathering(v, id)
	if err := g.all(ctx, c); err != nil {
		return nil, err
	}
	if err := g.own(ctx); err != nil {
		return nil, err
	}
	return model.NewSnapshot(db.Schema(), c.record, g.records, db.OpenAttachment), nil
}

type gathering struct {
	view
	caseID  model.ID
	seen    map[model.ID]bool
	records []model.Record
	queue   []row
	persons map[model.ID]bool // the persons of the case
	deleted bool              // deleted records come along, too; nothing comes by them
	refuse  func(context.Context, model.Record) (bool, error)
}

func newGathering(v view, caseID model.ID) *gathering {
	return &gathering{view: v, caseID: caseID, seen: map[model.ID]bool{}, persons: map[model.ID]bool{}}
}

// all takes everything of the case but the users' own words and fields.
func (g *gathering) all(ctx context.Context, c row) error {
	if err := g.personsOfCase(ctx); err != nil {
		return err
	}
	if err := g.add(ctx, c); err != nil {
		return err
	}
	return g.between(ctx)
}

// personsOfCase learns who is of the case: its participants, and who those
// without a name are known to be by now.
func (g *gathering) personsOfCase(ctx context.Context) error {
	participants, err := g.linked(ctx, "participant", "case", g.caseID)
	if err != nil {
		return err
	}
	for _, p := range participants {
		for id := p.Ref("person"); !id.IsZero() && !g.persons[id]; {
			g.persons[id] = true
			r, err := g.row(ctx, id)
			if err != nil && err != ErrNotFound {
				return err
			}
			id = r.record.Ref("identified_as")
		}
	}
	return nil
}

func (g *gathering) add(ctx context.Context, r row) error {
	if err := g.take(ctx, r); err != nil {
		return err
	}
	for len(g.queue) > 0 {
		next := g.queue[0]
		g.queue = g.queue[1:]
		if err := g.inward(ctx, next); err != nil {
			return err
		}
		if err := g.outward(ctx, next); err != nil {
			return err
		}
	}
	return nil
}

func (g *gathering) take(ctx context.Context, r row) error {
	if g.seen[r.record.ID] || r.record.Deleted && !g.deleted {
		return nil
	}
	if g.refuse != nil {
		if no, err := g.refuse(ctx, r.record); no || err != nil {
			return err
		}
	}
	g.seen[r.record.ID] = true
	g.records = append(g.records, r.record)
	g.queue = append(g.queue, r)
	return nil
}

// between takes what connects persons who came along, though they are not of
// the case, and the judgements on any two who are here: nobody new comes with it.
func (g *gathering) between(ctx context.Context) error {
	for _, r := range slices.Clone(g.records) {
		if r.Kind != "person" {
			continue
		}
		links, err := g.rows(ctx, chooseRecord+`n IN (SELECT source FROM link WHERE target = ? AND field = 'person')
			AND +kind IN ('relationship', 'judgement') AND +deleted = 0`, r.ID[:])
		if err != nil {
			return err
		}
		for _, l := range links {
			if !g.seen[l.record.Ref("other")] || l.record.Kind == "relationship" && g.persons[r.ID] {
				continue
			}
			if err := g.add(ctx, l); err != nil {
				return err
			}
		}
	}
	return nil
}

// own takes the users' own words and fields that the gathered records use:
// without them their values could not be named elsewhere.
func (g *gathering) own(ctx context.Context) error {
	used := map[string]bool{}
	for _, r := range g.records {
		k := g.db.Schema().Kind(r.Kind)
		if k == nil {
			continue
		}
		for name, v := range r.Values {
			f, ok := k.Field(name)
			if ok && f.Custom {
				used[name] = true
			}
			if f.Vocabulary != "" {
				for _, word := range v.List() {
					used[word] = true
				}
			}
		}
	}
	rows, err := g.rows(ctx, chooseRecord+"kind IN ('term', 'field') AND deleted = 0")
	if err != nil {
		return err
	}
	for _, r := range rows {
		if r.record.Kind == "field" && used[model.CustomFieldName(r.record.ID)] || r.record.Kind == "term" && used[model.CustomTermID(r.record.ID)] {
			if err := g.take(ctx, r); err != nil {
				return err
			}
		}
	}
	return nil
}

// inward takes the records that point at r and belong with it.
func (g *gathering) inward(ctx context.Context, r row) error {
	heads, err := g.heads(ctx, `SELECT r.n, r.id, r.kind, r.deleted, l.field, '', NULL
		FROM link l JOIN record r ON r.n = l.source WHERE l.target = ? AND r.deleted <= ?`, r.record.ID[:], g.deleted)
	if err != nil {
		return err
	}
	for _, h := range heads {
		if g.seen[h.record.ID] || h.record.Kind == "case" || r.record.Deleted && !h.record.Deleted {
			continue
		}
		k := g.db.base.Kind(h.record.Kind)
		if k == nil {
			continue
		}
		from, err := g.row(ctx, h.record.ID)
		if err != nil {
			return err
		}
		if g.belongs(k, h.label, r, from) {
			if err := g.take(ctx, from); err != nil {
				return err
			}
		}
	}
	return nil
}

// belongs reports whether a record that points at r by the given field is
// part of the case: rows of r, records that name the case, and what is told
// of a person of the case without naming any case.
func (g *gathering) belongs(k *model.Kind, field string, r, from row) bool {
	switch {
	case field == "cases" || field == "case":
		return r.record.ID == g.caseID
	case field == k.Parent:
		return k.Name != "participant"
	case k.Name == "judgement": // brings nobody: see between
		return false
	case g.persons[r.record.ID] && (field == "person" || field == "other"):
		return k.Name != "participant" && len(from.record.Refs("cases")) == 0
	}
	return false
}

// outward takes the records that r points at.
func (g *gathering) outward(ctx context.Context, r row) error {
	k := g.db.base.Kind(r.record.Kind)
	if k == nil || r.record.Deleted {
		return nil
	}
	for _, f := range k.Fields {
		if f.Type != model.Ref && f.Type != model.Refs {
			continue
		}
		for _, id := range targets(f, r.record.Get(f.Name)) {
			if g.seen[id] {
				continue
			}
			to, err := g.row(ctx, id)
			if err == ErrNotFound || to.record.Kind == "case" {
				continue
			}
			if err != nil {
				return err
			}
			if err := g.take(ctx, to); err != nil {
				return err
			}
		}
	}
	return nil
}
