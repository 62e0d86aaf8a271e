package store

import (
	"context"

	"guvoh/model"
)

// CaseLines reads the lines of cases as [DB.CaseRows] does, by their ids; one that
// has gone gives an empty line.
func (db *DB) CaseLines(ctx context.Context, ids []model.ID) ([]CaseRow, error) {
	out := make([]CaseRow, len(ids))
	for i, id := range ids {
		var n int64
		err := db.sql.QueryRowContext(ctx, "SELECT n FROM record WHERE id = ? AND kind = 'case'", id[:]).Scan(&n)
		if err == nil {
			err = db.caseRow(ctx, n, &out[i])
		}
		if err := orNone(err); err != nil {
			return nil, classify(err)
		}
	}
	return out, nil
}
