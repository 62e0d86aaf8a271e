package store

import (
	"context"

	"guvoh/model"
)

// Telling knows which records of the file tell of some persons alone, by the rule of
// [model.Telling]. It is for one goroutine.
type Telling struct {
	from  fromFile
	rules *model.Telling
}

// TellsOf gives what knows which records tell of these persons and of nobody else:
// what leaves the file without them leaves without these.
func (db *DB) TellsOf(persons map[model.ID]bool) *Telling { return db.view().tellsOf(persons) }

func (v view) tellsOf(persons map[model.ID]bool) *Telling {
	t := &Telling{from: fromFile{view: v}}
	t.rules = model.NewTelling(v.db.Schema(), &t.from, persons)
	return t
}

// Tells reports whether a record tells of one of the persons alone. One that is not
// there tells nothing.
func (t *Telling) Tells(ctx context.Context, id model.ID) (bool, error) {
	return t.asked(ctx, func() bool { return t.rules.Tells(id) })
}

// tells is [Telling.Tells] of a record that was read.
func (t *Telling) tells(ctx context.Context, r model.Record) (bool, error) {
	return t.asked(ctx, func() bool { return t.rules.TellsRecord(r) })
}

// asked asks the rules. When a record could not be read, what they found counts for
// nothing, now and later.
func (t *Telling) asked(ctx context.Context, ask func() bool) (bool, error) {
	t.from.ctx = ctx
	tells := ask()
	if t.from.err != nil {
		return true, classify(t.from.err)
	}
	return tells, nil
}

// fromFile reads the records of the file for rules that know no file. It keeps the
// first error.
type fromFile struct {
	view
	ctx context.Context
	err error
}

// Get reads a record, also one that was deleted.
func (r *fromFile) Get(id model.ID) (model.Record, bool) {
	if id.IsZero() || r.err != nil {
		return model.Record{}, false
	}
	row, err := r.row(r.ctx, id)
	if err == ErrNotFound {
		return model.Record{}, false
	}
	r.err = err
	return row.record, err == nil
}

// Linked reads the records of a kind that point at one; of one that was deleted those,
// too, that went with it.
func (r *fromFile) Linked(kind, field string, id model.ID) []model.Record {
	if id.IsZero() || r.err != nil {
		return nil
	}
	var all []model.Record
	all, r.err = r.list(r.ctx, chooseRecord+`n IN (SELECT source FROM link WHERE target = ?1 AND field = ?2)
		AND +kind = ?3 AND +deleted <= (SELECT coalesce(max(deleted), 0) FROM record WHERE id = ?1)`, id[:], field, kind)
	return all
}
