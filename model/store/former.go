package store

import (
	"context"
	"database/sql"
	"errors"

	"guvoh/model"
)

// LabelOf gives the words by which a person knows the record; "" when it has
// none. Of one that was deleted along with its names they are the name that it
// had: former says so, for else nobody could tell who it was.
func (db *DB) LabelOf(ctx context.Context, id model.ID) (label string, former bool, err error) {
	v := db.view()
	var r row
	err = db.sql.QueryRowContext(ctx, "SELECT n, kind, deleted, label FROM record WHERE id = ?", id[:]).Scan(&r.n, &r.record.Kind, &r.record.Deleted, &r.label)
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, ErrNotFound
	}
	if err != nil {
		return "", false, classify(err)
	}
	r.record.ID = id
	return v.called(ctx, r)
}

// called is LabelOf for a record whose row was read.
func (v view) called(ctx context.Context, r row) (label string, former bool, err error) {
	k := v.db.base.Kind(r.record.Kind)
	if r.label != "" || !r.record.Deleted || k == nil || k.Names == "" {
		return r.label, false, nil
	}
	const deleted = "record n JOIN link ON source = n.n AND target = ?1 AND field = ?2 WHERE n.kind = ?3 AND n.deleted = 1"
	names, err := v.list(ctx, chooseRecord+"n IN (SELECT n.n FROM "+deleted+") AND updated = (SELECT max(n.updated) FROM "+deleted+")",
		r.record.ID[:], v.db.base.Kind(k.Names).Parent, k.Names) // those that went last: others had been taken away before
	if err != nil {
		return "", false, err
	}
	for i := range names {
		names[i].Deleted = false
	}
	label = k.LabelOf(model.Record{Kind: k.Name}, names)
	return label, label != "", nil
}
