package store

import (
	"context"
	"database/sql"
	"encoding/json"
)

// Merges gives the merges that were carried out, the newest first. Their
// reports say whose work came, how much of it and which files; which records those were,
// and what came with them, only [DB.MergeByNumber] tells: a team folder makes
// a merge whenever something comes, and each may name a thousand records.
func (db *DB) Merges(ctx context.Context) ([]Merge, error) {
	return db.merges(ctx, `SELECT n, at, way, CASE WHEN json_valid(report)
		THEN json_set(json_remove(report, '$.records', '$.awaited'), '$.attachments',
			json((SELECT json_group_array(json(value)) FROM json_each(report, '$.attachments') WHERE json_extract(value, '$.came'))))
		ELSE '' END, undone FROM merge ORDER BY n DESC`)
}

// MergeByNumber gives one merge with all that its report keeps; [ErrNotFound]
// when there was none of that number.
func (db *DB) MergeByNumber(ctx context.Context, n int64) (Merge, error) {
	all, err := db.merges(ctx, "SELECT n, at, way, report, undone FROM merge WHERE n = ?", n)
	if err != nil {
		return Merge{}, err
	}
	if len(all) == 0 {
		return Merge{}, ErrNotFound
	}
	return all[0], nil
}

func (db *DB) merges(ctx context.Context, query string, args ...any) ([]Merge, error) {
	if old, err := before(ctx, db.sql, "merge"); err != nil || old {
		return nil, classify(err)
	}
	rows, err := db.sql.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, classify(err)
	}
	defer rows.Close()
	var out []Merge
	for rows.Next() {
		var m Merge
		var at int64
		var undone sql.NullInt64
		var report string
		if err := rows.Scan(&m.N, &at, &m.Way, &report, &undone); err != nil {
			return nil, classify(err)
		}
		m.At = millis(at)
		if undone.Valid {
			m.Undone = millis(undone.Int64)
		}
		if json.Unmarshal([]byte(report), &m.Report) != nil {
			return nil, ErrDamaged
		}
		thicken(m.Report.Records)
		out = append(out, m)
	}
	return out, classify(rows.Err())
}

// StandingMerges counts the merges that were not taken back, and gives the
// number of the newest of them; 0 when there is none. It reads no report.
func (db *DB) StandingMerges(ctx context.Context) (count int, newest int64, err error) {
	if old, err := before(ctx, db.sql, "merge"); err != nil || old {
		return 0, 0, classify(err)
	}
	err = db.sql.QueryRowContext(ctx, "SELECT count(*), coalesce(max(n), 0) FROM merge WHERE undone IS NULL").Scan(&count, &newest)
	return count, newest, classify(err)
}
