package store

import (
	"context"
	"slices"

	"guvoh/model"
	"guvoh/model/journal"
)

const (
	verbUndo    = "undo"
	verbRedo    = "redo"
	verbSalvage = "salvage"
)

// undoDepth is how many actions are looked at when a file is opened; what is
// older can still be put back field by field from the history.
const undoDepth = 200

// loadUndo rebuilds what can be undone and redone from the journal, so that
// closing the program takes nothing away.
func (db *DB) loadUndo(ctx context.Context) error {
	// What others did is not for us to undo: see DB.Unmerge.
	ours := "stream NOT IN (SELECT first >> 36 FROM arrival)"
	if old, err := before(ctx, db.sql, "arrival"); err != nil {
		return err
	} else if old {
		ours = "true"
	}
	rows, err := db.sql.QueryContext(ctx,
		"SELECT id, verb, of FROM (SELECT n, id, verb, of FROM action WHERE "+ours+" ORDER BY n DESC LIMIT ?) ORDER BY n", undoDepth)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id, of []byte
		var verb string
		if err := rows.Scan(&id, &verb, &of); err != nil {
			return err
		}
		db.stack(verb, toID(id), toID(of))
	}
	return rows.Err()
}

// stack keeps the two stacks as an action changes them.
func (db *DB) stack(verb string, id, of model.ID) {
	without := func(ids []model.ID) []model.ID {
		return slices.DeleteFunc(ids, func(x model.ID) bool { return x == of })
	}
	switch verb {
	case verbUndo:
		db.undo, db.redo = without(db.undo), append(db.redo, id)
	case verbRedo:
		db.redo, db.undo = without(db.redo), append(db.undo, id)
	case verbSalvage: // what was before it rests on entries that are lost
		db.undo, db.redo = nil, nil
	default:
		db.undo, db.redo = append(db.undo, id), nil
	}
}

// CanUndo gives the verb of the action that [DB.Undo] would take back.
func (db *DB) CanUndo(ctx context.Context) string { return db.next(ctx, &db.undo) }

// CanRedo gives the verb of the action that [DB.Redo] would bring back.
func (db *DB) CanRedo(ctx context.Context) string { return db.next(ctx, &db.redo) }

func (db *DB) next(ctx context.Context, stack *[]model.ID) string {
	db.mu.Lock()
	defer db.mu.Unlock()
	if len(*stack) == 0 {
		return ""
	}
	id := (*stack)[len(*stack)-1]
	// What an undo took back, or a redo brought back, goes by the first name it had.
	for range undoDepth {
		var verb string
		var of []byte
		if db.sql.QueryRowContext(ctx, "SELECT verb, of FROM action WHERE id = ?", id[:]).Scan(&verb, &of) != nil {
			return ""
		}
		if of == nil {
			return verb
		}
		id = toID(of)
	}
	return ""
}

// Undo takes back the newest action that has not been taken back, by writing
// the values it replaced as a new action. A field that was changed again
// since is left alone. It fails with [ErrNothing] when there is none.
func (db *DB) Undo(ctx context.Context) (Changes, error) { return db.revert(ctx, verbUndo, &db.undo) }

// Redo brings back what the newest undo took back.
func (db *DB) Redo(ctx context.Context) (Changes, error) { return db.revert(ctx, verbRedo, &db.redo) }

func (db *DB) revert(ctx context.Context, verb string, stack *[]model.ID) (Changes, error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if len(*stack) == 0 {
		return Changes{}, ErrNothing
	}
	of := (*stack)[len(*stack)-1]
	c, err := db.do(ctx, verb, of, func(t *Tx) error { return t.revert(of) })
	if err != nil {
		return Changes{}, err
	}
	if c.Empty() { // everything it wrote was changed since: nothing is left to take back
		*stack = (*stack)[:len(*stack)-1]
		return c, nil
	}
	db.stack(verb, c.Action, of)
	return c, nil
}

// revert writes back the values that an action's entries replaced, newest first.
func (t *Tx) revert(action model.ID) error {
	entries, err := t.entries(t.ctx, `SELECT e.id, e.body FROM entry e JOIN action a ON a.n = e.action
		WHERE a.id = ? ORDER BY e.id DESC`, action[:])
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := t.revertEntry(e); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) revertEntry(e entry) error {
	r, err := t.row(t.ctx, e.Record)
	if err != nil {
		return err
	}
	first, err := t.isFirst(r.n, e)
	if err != nil {
		return err
	}
	if first { // the entry that made the record: hide it, and leave its values as they are
		return t.write(r, nil, model.BoolValue(true))
	}
	state, err := t.view.state(r)
	if err != nil {
		return err
	}
	values := map[string]model.Value{}
	beside := map[string][]model.Value{}
	var liveness model.Value
	for _, o := range e.Ops {
		if o.Field == journal.Purged || o.Field == journal.PurgedBytes {
			continue // what was purged does not come back
		}
		// By value: after an undo the head is the undo's own op, though what
		// stands there is again what this entry wrote.
		now := r.record.Get(o.Field)
		if o.Field == journal.Liveness {
			now = model.BoolValue(r.record.Deleted)
		}
		if len(state.Heads(o.Field)) != 1 || now != o.Value {
			continue
		}
		before, others, err := t.replaced(o)
		if err != nil {
			return err
		}
		if len(others) > 0 {
			beside[o.Field] = others
		}
		if o.Field == journal.Liveness {
			if liveness = before; liveness == "" {
				liveness = model.BoolValue(false)
			}
			continue
		}
		values[o.Field] = before
	}
	if len(values) == 0 && liveness == "" {
		return nil
	}
	t.beside = beside
	defer func() { t.beside = nil }()
	return t.write(r, values, liveness)
}

// isFirst reports whether an entry is the one that made its record. Numbers of
// entries do not say: another's may have come by a merge.
func (t *Tx) isFirst(record int64, e entry) (bool, error) {
	es, err := t.entries(t.ctx, "SELECT id, body FROM entry WHERE record = ?", record)
	if err != nil {
		return false, err
	}
	return !slices.ContainsFunc(es, func(o entry) bool {
		return o.Lamport < e.Lamport || o.Lamport == e.Lamport && o.id < e.id
	}), nil
}

// replaced gives the value that an op replaced: of several, the one that was
// shown, and those that stood beside it.
func (v view) replaced(o journal.Op) (shown model.Value, beside []model.Value, err error) {
	first := true
	for _, p := range o.Preds {
		if p.Rel != journal.Replaces {
			continue
		}
		value, err := v.valueOf(p.Op)
		if err != nil {
			return "", nil, err
		}
		switch {
		case first:
			shown, first = value, false
		case value != shown && !slices.Contains(beside, value):
			beside = append(beside, value)
		}
	}
	return shown, beside, nil
}
