package store

import "context"

// Undone counts the merges that were taken back. Who remembers that something
// did not fit to this file looks at it anew when the number has grown: what it
// did not fit to may be gone.
func (db *DB) Undone(ctx context.Context) (int, error) {
	if old, err := before(ctx, db.sql, "merge"); err != nil || old {
		return 0, classify(err)
	}
	var n int
	err := db.sql.QueryRowContext(ctx, "SELECT count(*) FROM merge WHERE undone IS NOT NULL").Scan(&n)
	return n, classify(err)
}
