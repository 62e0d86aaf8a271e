package store

import (
	"context"
	"time"

	"guvoh/model"
)

// Arrival is the merge by which somebody's work came into this file.
type Arrival struct {
	Merge int64
	At    time.Time
	Way   string // see [Choice]
}

// Arrivals gives, of the actions that changed a record, those that came from
// elsewhere, with how they came. What was written here is not among them.
func (db *DB) Arrivals(ctx context.Context, record model.ID) (map[model.ID]Arrival, error) {
	if old, err := before(ctx, db.sql, "arrival"); err != nil || old {
		return nil, classify(err)
	}
	rows, err := db.sql.QueryContext(ctx, `SELECT a.id, m.n, m.at, m.way
		FROM record r JOIN entry e ON e.record = r.n JOIN action a ON a.n = e.action
		JOIN arrival v ON e.id BETWEEN v.first AND v.last JOIN merge m ON m.n = v.merge
		WHERE r.id = ? ORDER BY m.n`, record[:])
	if err != nil {
		return nil, classify(err)
	}
	defer rows.Close()
	out := map[model.ID]Arrival{}
	for rows.Next() {
		var id []byte
		var at int64
		var a Arrival
		if err := rows.Scan(&id, &a.Merge, &at, &a.Way); err != nil {
			return nil, classify(err)
		}
		a.At = time.UnixMilli(at).UTC()
		if _, known := out[toID(id)]; !known { // the first by which any of it came
			out[toID(id)] = a
		}
	}
	return out, classify(rows.Err())
}

// RowsEver gives the records that belong to owner, and those that belong to
// these, deleted ones too: what is to be purged may have been deleted long ago.
func (db *DB) RowsEver(ctx context.Context, owner model.ID) ([]model.ID, error) {
	var out []model.ID
	seen := map[model.ID]bool{owner: true}
	for queue := []model.ID{owner}; len(queue) > 0; queue = queue[1:] {
		rows, err := db.view().rows(ctx, chooseRecord+"n IN (SELECT source FROM link WHERE target = ?)", queue[0][:])
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			k := db.base.Kind(r.record.Kind)
			if k == nil || k.Parent == "" || r.record.Kind == "participant" || r.record.Ref(k.Parent) != queue[0] || seen[r.record.ID] {
				continue
			}
			seen[r.record.ID] = true
			out, queue = append(out, r.record.ID), append(queue, r.record.ID)
		}
	}
	return out, nil
}
