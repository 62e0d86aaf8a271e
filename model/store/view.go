package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"guvoh/model"
	"guvoh/model/journal"
)

// querier is what *sql.DB and *sql.Tx have in common.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// view reads records, inside a transaction or outside.
type view struct {
	db *DB
	q  querier
}

func (db *DB) view() view { return view{db, db.sql} }

// row is a record with what the store keeps beside it.
type row struct {
	n      int64
	state  []byte
	label  string
	folded string
	record model.Record
}

const chooseRecord = "SELECT n, id, kind, deleted, label, folded, state FROM record WHERE "

func (v view) row(ctx context.Context, id model.ID) (row, error) {
	return v.oneRow(ctx, chooseRecord+"id = ?", id[:])
}

func (v view) oneRow(ctx context.Context, query string, arg any) (row, error) {
	var r row
	var id []byte
	err := v.q.QueryRowContext(ctx, query, arg).
		Scan(&r.n, &id, &r.record.Kind, &r.record.Deleted, &r.label, &r.folded, &r.state)
	if errors.Is(err, sql.ErrNoRows) {
		return row{}, ErrNotFound
	}
	if err != nil {
		return row{}, classify(err)
	}
	r.record.ID = toID(id)
	t := v.db.tables[r.record.Kind]
	if t == nil { // a kind that only a newer program knows: its entries keep its values
		r.record.Values = map[string]model.Value{}
		return r, nil
	}
	r.record.Values, err = t.scan(v.q.QueryRowContext(ctx, t.choose, r.n))
	return r, classify(err)
}

// Get gives a record, deleted or not; [ErrNotFound] when there is none.
func (db *DB) Get(ctx context.Context, id model.ID) (model.Record, error) {
	r, err := db.view().row(ctx, id)
	return r.record, err
}

// Label is [DB.LabelOf] where it is said elsewhere that the record was deleted.
func (db *DB) Label(ctx context.Context, id model.ID) (string, error) {
	label, _, err := db.LabelOf(ctx, id)
	return label, err
}

// Records gives every record of a kind that is not deleted, in reading order.
func (db *DB) Records(ctx context.Context, kind string) ([]model.Record, error) {
	rs, err := db.view().list(ctx, chooseRecord+"kind = ? AND deleted = 0", kind)
	return rs, err
}

// Linked gives the records of a kind, not deleted, whose field points at id,
// in reading order.
func (db *DB) Linked(ctx context.Context, kind, field string, id model.ID) ([]model.Record, error) {
	return db.view().linked(ctx, kind, field, id)
}

// Rows gives the records of a kind that belong to owner: names, steps, blocks.
func (db *DB) Rows(ctx context.Context, kind string, owner model.ID) ([]model.Record, error) {
	k := db.base.Kind(kind)
	if k == nil || k.Parent == "" {
		return nil, fmt.Errorf("kind %q has no owner", kind)
	}
	return db.view().linked(ctx, kind, k.Parent, owner)
}

func (v view) linked(ctx context.Context, kind, field string, id model.ID) ([]model.Record, error) {
	// The + keeps SQLite from walking every record of the kind: the links are few.
	return v.list(ctx, chooseRecord+`n IN (SELECT source FROM link WHERE target = ? AND field = ?)
		AND +kind = ? AND +deleted = 0`, id[:], field, kind)
}

func (v view) list(ctx context.Context, query string, args ...any) ([]model.Record, error) {
	rows, err := v.rows(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	rs := make([]model.Record, len(rows))
	for i, r := range rows {
		rs[i] = r.record
	}
	model.SortRecords(rs)
	return rs, nil
}

// rows reads the records that a query over chooseRecord's columns gives. The
// heads are read to the end first: there is one connection, and a second
// query would wait for the first.
func (v view) rows(ctx context.Context, query string, args ...any) ([]row, error) {
	rs, err := v.heads(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	for i := range rs {
		r := &rs[i]
		t := v.db.tables[r.record.Kind]
		if t == nil {
			r.record.Values = map[string]model.Value{}
			continue
		}
		if r.record.Values, err = t.scan(v.q.QueryRowContext(ctx, t.choose, r.n)); err != nil {
			return nil, classify(err)
		}
	}
	return rs, nil
}

func (v view) heads(ctx context.Context, query string, args ...any) ([]row, error) {
	rows, err := v.q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, classify(err)
	}
	defer rows.Close()
	var rs []row
	for rows.Next() {
		var r row
		var id []byte
		if err := rows.Scan(&r.n, &id, &r.record.Kind, &r.record.Deleted, &r.label, &r.folded, &r.state); err != nil {
			return nil, classify(err)
		}
		r.record.ID = toID(id)
		rs = append(rs, r)
	}
	return rs, classify(rows.Err())
}

func (v view) state(r row) (*journal.State, error) {
	s, err := journal.DecodeState(r.state, v.db.streams.id)
	if err != nil {
		return nil, fmt.Errorf("%w: state of record %s", ErrDamaged, r.record.ID)
	}
	return s, nil
}

// describe gives the label and the search text of a record, from its values
// and its naming rows; a case is also found by the names of its persons.
func (v view) describe(ctx context.Context, k *model.Kind, r model.Record) (label, folded string, err error) {
	var names []model.Record
	if k.Names != "" {
		if names, err = v.linked(ctx, k.Names, v.db.base.Kind(k.Names).Parent, r.ID); err != nil {
			return "", "", err
		}
	}
	var persons []string
	if k.Name == "case" {
		if persons, err = v.personsOf(ctx, r.ID); err != nil {
			return "", "", err
		}
	}
	label, folded = describeBy(k, r, names, persons)
	return label, folded, nil
}

// describeBy is describe with the naming rows, and of a case the names of its
// persons, at hand.
func describeBy(k *model.Kind, r model.Record, names []model.Record, persons []string) (label, folded string) {
	var words []string
	for _, f := range k.Fields {
		switch f.Type {
		case model.Text, model.Long:
			if s := r.Text(f.Name); s != "" {
				words = append(words, s)
			}
		case model.Texts:
			words = append(words, r.List(f.Name)...)
		case model.Partial:
			if d := r.Date(f.Name); d.Words != "" {
				words = append(words, d.Words)
			}
		}
	}
	for _, n := range names {
		words = append(words, n.Text("text"))
	}
	words = append(words, persons...)
	return k.LabelOf(r, names), model.Fold(strings.Join(words, "\n"))
}

// personsOf gives every name of every person in a case.
func (v view) personsOf(ctx context.Context, id model.ID) ([]string, error) {
	participants, err := v.linked(ctx, "participant", "case", id)
	var words []string
	for _, p := range participants {
		names, err := v.linked(ctx, "person_name", "person", p.Ref("person"))
		if err != nil {
			return nil, err
		}
		for _, n := range names {
			words = append(words, n.Text("text"))
		}
		person, err := v.row(ctx, p.Ref("person"))
		if err == nil && !person.record.Deleted {
			words = append(words, person.record.Text("pseudonym"), person.record.Text("description"))
		} else if err != nil && !errors.Is(err, ErrNotFound) && !errors.Is(err, sql.ErrNoRows) {
			return nil, err // a person who has just come by a merge has no row yet: the case is described again
		}
	}
	return words, err
}

// wholeNumbers gives the one column of a query, such as the numbers of records.
func (v view) wholeNumbers(ctx context.Context, query string, args ...any) ([]int64, error) {
	rows, err := v.q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var ns []int64
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		ns = append(ns, n)
	}
	return ns, rows.Err()
}
