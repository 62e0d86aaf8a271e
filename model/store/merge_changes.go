package store

import (
	"context"

	"guvoh/model"
)

// MergeChanges gives every record to which something came by a merge, as an
// action would tell it: a report lists only the first of them.
func (db *DB) MergeChanges(ctx context.Context, n int64) (Changes, error) {
	c := Changes{Verb: "merge", Records: map[model.ID]string{}}
	rows, err := db.sql.QueryContext(ctx, `SELECT DISTINCT r.id, r.kind FROM arrival a
		JOIN entry e ON e.id BETWEEN a.first AND a.last
		JOIN record r ON r.n = e.record WHERE a.merge = ?`, n)
	if err != nil {
		return c, classify(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id []byte
		var kind string
		if err := rows.Scan(&id, &kind); err != nil {
			return c, classify(err)
		}
		c.Records[model.ID(id)] = kind
	}
	return c, classify(rows.Err())
}
