package store

import (
	"errors"
	"slices"

	"guvoh/model"
	"guvoh/model/journal"
)

// Delete hides a record and the rows that belong to it; with a case also what
// is recorded in that case and in no other that is there, but no person,
// organisation or place. All of it stays in the file and comes back with
// [Tx.Restore] or undo.
func (t *Tx) Delete(id model.ID) error {
	r, err := t.row(t.ctx, id)
	if err != nil || r.record.Deleted {
		return err
	}
	if err := t.write(r, nil, model.BoolValue(true)); err != nil {
		return err
	}
	rows, recorded, err := t.owned(id)
	if err != nil {
		return err
	}
	for _, c := range recorded {
		elsewhere, err := t.anyThere(c.Refs("cases"))
		if err != nil {
			return err
		}
		if !elsewhere {
			rows = append(rows, c)
		}
	}
	for _, c := range rows {
		if err := t.Delete(c.ID); err != nil {
			return err
		}
	}
	return nil
}

// anyThere reports whether one of the cases is not deleted. One that is not in
// this file was left out when it was shared: elsewhere it is there.
func (t *Tx) anyThere(ids []model.ID) (bool, error) {
	for _, id := range ids {
		r, err := t.Get(id)
		if errors.Is(err, ErrNotFound) {
			return true, nil
		}
		if err != nil {
			return false, err
		}
		if !r.Deleted {
			return true, nil
		}
	}
	return false, nil
}

// Restore brings a deleted record back, with what was deleted along with it.
// What had been deleted before stays away.
func (t *Tx) Restore(id model.ID) error {
	r, err := t.row(t.ctx, id)
	if err != nil || !r.record.Deleted {
		return err
	}
	gone, err := t.deletion(r)
	if err != nil {
		return err
	}
	if err := t.write(r, nil, model.BoolValue(false)); err != nil {
		return err
	}
	rows, recorded, err := t.owned(id)
	if err != nil {
		return err
	}
	for _, c := range rows {
		if err := t.restoreWith(c, gone); err != nil {
			return err
		}
	}
	for _, c := range recorded {
		went := []deletion{gone}
		for _, other := range c.Refs("cases") { // it may have gone with another of its cases
			r, err := t.row(t.ctx, other)
			if err == nil && r.record.Deleted {
				gone, err := t.deletion(r)
				if err != nil {
					return err
				}
				went = append(went, gone)
			} else if err != nil && !errors.Is(err, ErrNotFound) {
				return err
			}
		}
		if err := t.restoreWith(c, went...); err != nil {
			return err
		}
	}
	return nil
}

// restoreWith brings back what went along with one of the deletions.
func (t *Tx) restoreWith(c model.Record, went ...deletion) error {
	r, err := t.row(t.ctx, c.ID)
	if err != nil || !r.record.Deleted {
		return err
	}
	own, err := t.deletion(r)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(went, own.alongWith) {
		return t.Restore(c.ID)
	}
	return nil
}

// deletion is when a record was deleted.
type deletion struct {
	action  model.ID
	lamport uint64
}

// alongWith tells what went with a record from what had been deleted before:
// it was the same action, or a later one that kept words typed last in it.
func (d deletion) alongWith(owner deletion) bool {
	return d.action == owner.action || d.lamport > owner.lamport
}

func (t *Tx) deletion(r row) (deletion, error) {
	state, err := t.view.state(r)
	if err != nil {
		return deletion{}, err
	}
	for _, h := range state.Heads(journal.Liveness) {
		n := entryID(int64(t.db.streams.number(h.Op.Stream)), h.Op.Seq)
		es, err := t.entries(t.ctx, "SELECT id, body FROM entry WHERE id = ?", n)
		if err != nil {
			return deletion{}, err
		}
		if len(es) > 0 {
			return deletion{es[0].Action, h.Lamport}, nil
		}
	}
	return deletion{}, nil
}

// owned gives the rows of a record, of every kind, citations included, and
// with a case what is recorded in it.
func (t *Tx) owned(id model.ID) (rows, recorded []model.Record, err error) {
	heads, err := t.heads(t.ctx, `SELECT r.n, r.id, r.kind, r.deleted, l.field, '', NULL
		FROM link l JOIN record r ON r.n = l.source WHERE l.target = ?`, id[:])
	if err != nil {
		return nil, nil, err
	}
	for _, h := range heads {
		k := t.db.base.Kind(h.record.Kind)
		if k == nil || h.label != k.Parent && h.label != "cases" {
			continue
		}
		r, err := t.Get(h.record.ID)
		if err != nil {
			return nil, nil, err
		}
		if h.label == k.Parent {
			rows = append(rows, r)
		} else {
			recorded = append(recorded, r)
		}
	}
	return rows, recorded, nil
}
