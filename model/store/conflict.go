package store

import (
	"context"
	"errors"
	"slices"

	"guvoh/model"
	"guvoh/model/journal"
)

// conflictsOf gives the fields whose heads hold different values, with how many
// these are. A delete that stands against an edit or a restore counts as one.
func (v view) conflictsOf(state *journal.State, valueOf func(journal.OpID) (model.Value, error)) (map[string]int, error) {
	var out map[string]int
	for _, field := range state.Multiple() {
		n := 1
		if field != journal.Liveness {
			distinct := map[model.Value]bool{}
			for _, h := range state.Heads(field) {
				value, err := valueOf(h.Op)
				if err != nil {
					return nil, err
				}
				distinct[value] = true
			}
			if n = len(distinct); n < 2 {
				continue // they wrote the same
			}
		}
		if out == nil {
			out = map[string]int{}
		}
		out[field] = n
	}
	return out, nil
}

// writeConflicts brings the list of conflicts of one record up to date.
func (t *Tx) writeConflicts(n int64, conflicts map[string]int) error {
	if _, err := t.exec("DELETE FROM conflict WHERE record = ?", n); err != nil {
		return err
	}
	for field, heads := range conflicts {
		if _, err := t.exec("INSERT INTO conflict VALUES(?, ?, ?)", n, field, heads); err != nil {
			return err
		}
	}
	return nil
}

// settleConflicts brings the list up to date after an action wrote a record.
func (t *Tx) settleConflicts(n int64, state *journal.State) error {
	conflicts, err := t.conflictsOf(state, (&entryOf{view: t.view}).valueOf)
	if err != nil {
		return err
	}
	return t.writeConflicts(n, conflicts)
}

// seen gives the preds of a new value of a field: the heads that hold what is
// shown there. Other values stay beside the new one until a person has said
// which it is to be, and so does what came while it was typed.
func (t *Tx) seen(state *journal.State, field string, shown model.Value) ([]journal.Pred, error) {
	all := state.Replacing(field, false)
	if since, typed := t.since[field]; typed && since < t.db.Merged() {
		var err error
		if all, err = t.notSince(all, since); err != nil || len(all) == 0 {
			return nil, err
		}
		if shown, err = t.valueOf(all[0].Op); err != nil {
			return nil, err
		}
	}
	if len(all) < 2 {
		return all, nil
	}
	var out []journal.Pred
	for _, p := range all {
		value, err := t.valueOf(p.Op)
		if err != nil {
			return nil, err
		}
		if value == shown {
			out = append(out, p)
		}
	}
	return out, nil
}

// notSince leaves out the heads that came by merges later than one.
func (t *Tx) notSince(heads []journal.Pred, since int64) ([]journal.Pred, error) {
	came, err := t.arrivals(t.ctx, since+1)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(heads, func(p journal.Pred) bool {
		return came.has(entryID(int64(t.db.streams.number(p.Op.Stream)), p.Op.Seq))
	}), nil
}

// Resolve ends a conflict: v is the value of the field now, and every value that
// stood there is in the history. For journal.Liveness v is true (delete the
// record) or false (keep it). A field that is in no conflict is set as by
// [Tx.Set].
func (t *Tx) Resolve(id model.ID, field string, v model.Value) error {
	r, err := t.row(t.ctx, id)
	if err != nil {
		return err
	}
	if field == journal.Liveness {
		if gone, _ := v.Bool(); gone {
			return t.Delete(id)
		}
		return t.write(r, nil, model.BoolValue(false))
	}
	t.resolves = field
	defer func() { t.resolves = "" }()
	return t.write(r, map[string]model.Value{field: v}, "")
}

// Conflicts gives the fields of the records that hold more than one value; of
// all records when none is named.
func (db *DB) Conflicts(ctx context.Context, ids ...model.ID) ([]Conflict, error) {
	if len(ids) == 0 {
		var err error
		if ids, err = db.ids(ctx, "SELECT r.id FROM conflict c JOIN record r ON r.n = c.record GROUP BY r.n ORDER BY r.kind, r.label, r.n"); err != nil {
			return nil, err
		}
	}
	v := db.view()
	var out []Conflict
	for _, id := range ids {
		r, err := v.row(ctx, id)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		of, err := v.conflictsIn(ctx, r)
		if err != nil {
			return nil, err
		}
		out = append(out, of...)
	}
	return out, nil
}

// ConflictsOfCase gives the conflicts of everything in a case.
func (db *DB) ConflictsOfCase(ctx context.Context, c model.ID) ([]Conflict, error) {
	all, err := db.ids(ctx, "SELECT r.id FROM conflict c JOIN record r ON r.n = c.record GROUP BY r.n ORDER BY r.kind, r.label, r.n")
	if err != nil {
		return nil, err
	}
	v := db.view()
	var ids []model.ID
	for _, id := range all {
		cases, err := v.casesOf(ctx, id, 0)
		if err != nil {
			return nil, err
		}
		for _, of := range cases {
			if of == c {
				ids = append(ids, id)
				break
			}
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	return db.Conflicts(ctx, ids...)
}

// CountConflicts gives the number of fields that hold more than one value.
func (db *DB) CountConflicts(ctx context.Context) (n int, err error) {
	err = db.sql.QueryRowContext(ctx, "SELECT count(*) FROM conflict").Scan(&n)
	return n, classify(err)
}

func (v view) conflictsIn(ctx context.Context, r row) ([]Conflict, error) {
	state, err := v.state(r)
	if err != nil {
		return nil, err
	}
	fields, err := v.conflictFields(ctx, r.n)
	if err != nil {
		return nil, err
	}
	var out []Conflict
	for _, field := range state.Multiple() {
		if !fields[field] {
			continue
		}
		c := Conflict{Record: r.record.ID, Kind: r.record.Kind, Field: field}
		heads := state.Heads(field)
		if field == journal.Liveness {
			heads = disputed(state)
		}
		if c.Values, c.More, err = v.claims(ctx, heads); err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// conflictFields gives the fields of a record that are listed as conflicts.
func (v view) conflictFields(ctx context.Context, n int64) (map[string]bool, error) {
	rows, err := v.q.QueryContext(ctx, "SELECT field FROM conflict WHERE record = ?", n)
	if err != nil {
		return nil, classify(err)
	}
	defer rows.Close()
	out := map[string]bool{}
	for rows.Next() {
		var field string
		if err := rows.Scan(&field); err != nil {
			return nil, classify(err)
		}
		out[field] = true
	}
	return out, classify(rows.Err())
}

// Of one field no more than so many values are listed, and so many looked at for
// those that differ: a hostile program can write a hundred thousand.
const (
	mostClaimed = 100
	mostLooked  = 2000
)

// claims tells the values of heads, and how many it leaves out. When there are too
// many the different ones come first, of which two are always among them.
func (v view) claims(ctx context.Context, heads []journal.Head) (out []Claim, more int, err error) {
	var same []Claim
	seen, e := map[model.Value]bool{}, &entryOf{view: v}
	for i, h := range heads {
		if len(out) == mostClaimed || i >= mostLooked && len(seen) > 1 {
			break
		}
		c, err := e.claim(ctx, h.Op)
		if err != nil {
			return nil, 0, err
		}
		switch {
		case len(heads) <= mostClaimed || !seen[c.Value]:
			seen[c.Value] = true
			out = append(out, c)
		case len(same) < mostClaimed:
			same = append(same, c)
		}
	}
	out = append(out, same[:min(len(same), mostClaimed-len(out))]...)
	return out, len(heads) - len(out), nil
}

// entryOf reads entries, the newest of them once: the values of one entry are
// asked for one after the other.
type entryOf struct {
	view
	id int64
	es []entry
}

func (e *entryOf) read(ctx context.Context, id int64) (es []entry, err error) {
	if e.id != id || e.es == nil {
		if e.es, err = e.entries(ctx, "SELECT id, body FROM entry WHERE id = ?", id); err != nil {
			return nil, err
		}
		e.id = id
	}
	return e.es, nil
}

// disputed gives, of a record that one deleted and another kept or changed, the
// deletes and restores, and the newest edit that no delete has seen.
func disputed(s *journal.State) []journal.Head {
	heads := s.Heads(journal.Liveness)
	var newest journal.Head
	for _, f := range s.Fields() {
		for _, h := range s.Heads(f) {
			if f != journal.Liveness && !h.Covered && h.Lamport > newest.Lamport {
				newest = h
			}
		}
	}
	if newest.Lamport > 0 {
		heads = append(heads, newest)
	}
	return heads
}

// valueOf is [view.valueOf].
func (e *entryOf) valueOf(op journal.OpID) (model.Value, error) {
	es, err := e.read(context.Background(), entryID(int64(e.db.streams.number(op.Stream)), op.Seq))
	if err != nil || len(es) == 0 || int(op.Index) >= len(es[0].Ops) {
		return "", err
	}
	return es[0].Ops[op.Index].Value, nil
}

// claim tells the value that an op wrote, with who did, when and why.
func (v view) claim(ctx context.Context, op journal.OpID) (Claim, error) {
	return (&entryOf{view: v}).claim(ctx, op)
}

func (e *entryOf) claim(ctx context.Context, op journal.OpID) (Claim, error) {
	n := int64(e.db.streams.number(op.Stream))
	c := Claim{Author: e.authorOf(n), Op: op}
	es, err := e.read(ctx, entryID(n, op.Seq))
	if err != nil || len(es) == 0 || int(op.Index) >= len(es[0].Ops) {
		return c, err
	}
	o := es[0].Ops[op.Index]
	c.Value, c.At, c.Verb, c.Gone = o.Value, es[0].At, es[0].Verb, o.Erased != nil
	c.Field = o.Field
	return c, nil
}

// Blame gives who wrote the value that each field of a record shows.
func (db *DB) Blame(ctx context.Context, id model.ID) (map[string]Claim, error) {
	v := db.view()
	r, err := v.row(ctx, id)
	if err != nil {
		return nil, err
	}
	state, err := v.state(r)
	if err != nil {
		return nil, err
	}
	out := map[string]Claim{}
	for _, f := range state.Fields() {
		if out[f], err = v.claim(ctx, state.Heads(f)[0].Op); err != nil {
			return nil, err
		}
	}
	return out, nil
}
