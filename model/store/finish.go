package store

import (
	"context"
	"errors"
	"maps"
	"slices"

	"guvoh/model"
	"guvoh/model/journal"
)

// finish ends an action: it checks the rules on everything that was written,
// renews the names that depend on rows, marks the cases as changed and writes
// where the stream now stands.
func (t *Tx) finish() error {
	if len(t.touched) == 0 {
		return nil
	}
	if !t.lenient {
		if err := t.check(); err != nil {
			return err
		}
	}
	if err := t.relabel(); err != nil {
		return err
	}
	if err := t.touchCases(); err != nil {
		return err
	}
	if t.erased {
		if err := t.forgetWords(); err != nil {
			return err
		}
	}
	var signature []byte
	if t.session.device != nil {
		signature = journal.Sign(t.session.device, t.session.hash)
	}
	_, err := t.exec("UPDATE stream SET head = ?, hash = ?, lamport = ?, signature = ? WHERE n = ?",
		int64(t.session.seq), t.session.hash[:], int64(t.session.lamport), signature, t.session.n)
	return err
}

// check refuses the action when a record in it breaks a rule. It runs at the
// end, since within one action a link may be written before what it points at.
func (t *Tx) check() error {
	schema := t.db.Schema()
	if t.custom {
		var own []model.Record
		for _, kind := range []string{"field", "term"} {
			rs, err := t.list(t.ctx, chooseRecord+"kind = ? AND deleted = 0", kind)
			if err != nil {
				return err
			}
			own = append(own, rs...)
		}
		schema = t.db.base.With(own)
	}
	var failed error
	find := func(id model.ID) (model.Record, bool) {
		r, err := t.Get(id)
		if err != nil && !errors.Is(err, ErrNotFound) {
			failed = err
		}
		return r, err == nil
	}
	var refused []model.Problem
	for id := range t.touched {
		r, err := t.Get(id)
		if err != nil {
			return err
		}
		if r.Deleted {
			continue
		}
		refused = append(refused, t.broken(schema, r, find)...)
	}
	if failed != nil {
		return failed
	}
	used, err := t.stillUsed()
	if err != nil {
		return err
	}
	refused = append(refused, used...)
	if len(refused) > 0 {
		slices.SortFunc(refused, func(a, b model.Problem) int {
			return slices.Compare([]string{a.Kind, a.Record.String(), a.Field}, []string{b.Kind, b.Record.String(), b.Field})
		})
		return &Refused{refused}
	}
	return nil
}

// broken gives the rules that keep a record from being saved, and that it did
// not break before: what another change broke elsewhere (an assessor who is no
// clinician after all) must not keep words from being written.
func (t *Tx) broken(schema *model.Schema, r model.Record, find model.Lookup) []model.Problem {
	var out []model.Problem
	for _, p := range schema.Check(r, find) {
		if p.Code.Refused() {
			out = append(out, p)
		}
	}
	old, there := t.before[r.ID]
	if len(out) == 0 || !there {
		return out
	}
	out = slices.DeleteFunc(out, func(p model.Problem) bool { return p.Code == model.NoRecord && onlyOld(p.Field, old, r, find) })
	if old.Deleted {
		return out
	}
	known := schema.Check(old, find)
	return slices.DeleteFunc(out, func(p model.Problem) bool {
		return slices.Contains(known, p) && r.Get(p.Field) == old.Get(p.Field)
	})
}

// onlyOld reports whether a record points by a field at nothing that is not here
// but what it pointed at before: such as was left out when the file was shared,
// for no record ever goes.
func onlyOld(field string, old, now model.Record, find model.Lookup) bool {
	pointed := append(old.Refs(field), old.Ref(field))
	return !slices.ContainsFunc(append(now.Refs(field), now.Ref(field)), func(id model.ID) bool {
		_, here := find(id)
		return !id.IsZero() && !here && !slices.Contains(pointed, id)
	})
}

// names reports whether records of a kind say by which words their owners are
// known.
func (v view) names(k *model.Kind) bool {
	parent := v.db.base.Kind(k.ParentKind())
	return parent != nil && parent.Names == k.Name
}

// leave notes whose a name was, or a part in a case, before it is given to another:
// by then nothing says any more that their words have to be renewed, too.
func (t *Tx) leave(k *model.Kind, old model.Record, fields []string) {
	if (t.names(k) || k.Name == "participant") && slices.Contains(fields, k.Parent) && !old.Ref(k.Parent).IsZero() {
		t.left[old.Ref(k.Parent)] = true
	}
}

// relabel renews the label and search text of records that others name: a
// person after their names changed, a case after its persons did; also of those
// whom a name or a person left.
func (t *Tx) relabel() error {
	stale := maps.Clone(t.left)
	for id, kind := range t.touched {
		if k := t.db.base.Kind(kind); t.names(k) {
			r, err := t.Get(id)
			if err != nil {
				return err
			}
			stale[r.Ref(k.Parent)] = true
		}
	}
	for id := range stale {
		if err := t.redescribe(id); err != nil {
			return err
		}
	}
	return t.relabelCases()
}

func (t *Tx) relabelCases() error {
	of := maps.Clone(t.left)
	for id, kind := range t.touched {
		if kind == "participant" || kind == "person" || kind == "person_name" {
			of[id] = true
		}
	}
	cases := map[model.ID]bool{}
	for id := range of {
		ids, err := t.casesOf(t.ctx, id, 0)
		if err != nil {
			return err
		}
		for _, c := range ids {
			cases[c] = true
		}
	}
	for id := range cases {
		if err := t.redescribe(id); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) redescribe(id model.ID) error {
	r, err := t.row(t.ctx, id)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	label, folded, err := t.describe(t.ctx, t.db.base.Kind(r.record.Kind), r.record)
	if err != nil {
		return err
	}
	_, err = t.exec("UPDATE record SET label = ?, folded = ? WHERE n = ?", label, folded, r.n)
	return err
}

// touchCases marks the cases to which the written records belong, so that a
// list sorted by last change shows what was really worked on.
func (t *Tx) touchCases() error {
	done := map[model.ID]bool{}
	for id := range t.touched {
		cases, err := t.casesOf(t.ctx, id, 0)
		if err != nil {
			return err
		}
		for _, c := range cases {
			if done[c] {
				continue
			}
			done[c] = true
			if _, err := t.exec("UPDATE record SET updated = ? WHERE id = ? AND kind = 'case'", t.now.UnixMilli(), c[:]); err != nil {
				return err
			}
		}
	}
	return nil
}

// casesOf follows a record up to the cases it belongs to: by its own link, by
// its owner, or, for a person, by the cases that have them as a participant.
func (v view) casesOf(ctx context.Context, id model.ID, depth int) ([]model.ID, error) {
	r, err := v.row(ctx, id)
	if errors.Is(err, ErrNotFound) || depth > 8 {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return v.casesOfRecord(ctx, r.record, depth)
}

// casesOfRecord is casesOf for a record that was read already.
func (v view) casesOfRecord(ctx context.Context, rec model.Record, depth int) ([]model.ID, error) {
	switch {
	case rec.Kind == "case":
		return []model.ID{rec.ID}, nil
	case rec.Kind == "person":
		ps, err := v.linked(ctx, "participant", "person", rec.ID)
		var out []model.ID
		for _, p := range ps {
			out = append(out, p.Ref("case"))
		}
		return out, err
	}
	if cases := rec.Refs("cases"); len(cases) > 0 {
		return cases, nil
	}
	if c := rec.Ref("case"); !c.IsZero() {
		return []model.ID{c}, nil
	}
	if k := v.db.base.Kind(rec.Kind); k != nil && k.Parent != "" {
		return v.casesOf(ctx, rec.Ref(k.Parent), depth+1)
	}
	return v.casesOf(ctx, rec.Ref("person"), depth+1)
}
