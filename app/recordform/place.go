package recordform

import (
	"guvoh/model"
	"guvoh/model/store"
)

// Place puts a row at index i among the others of its owner.
func Place(tx *store.Tx, row model.ID, others []model.Record, i int) error {
	before, after, err := Room(tx, others, i)
	if err != nil {
		return err
	}
	return tx.Set(row, "position", model.TextValue(model.Between(before, after)))
}

// Room gives the positions between which a row stands at index i among rows.
// Rows that were imported without positions, or with such that leave no room,
// are first given positions in the order in which they stand.
func Room(tx *store.Tx, rows []model.Record, i int) (before, after string, err error) {
	at := make([]string, len(rows))
	for k, r := range rows {
		at[k] = r.Text("position")
	}
	if i < len(rows) && !between(at, i) {
		last := ""
		for k, r := range rows {
			last = model.Between(last, "")
			at[k] = last
			if err := tx.Set(r.ID, "position", model.TextValue(last)); err != nil {
				return "", "", err
			}
		}
	}
	if i > 0 {
		before = at[i-1]
	}
	if i < len(rows) {
		after = at[i]
	}
	return before, after, nil
}

// between tells whether there is room for a row at index i.
func between(at []string, i int) bool {
	before, after := "", at[i]
	if i > 0 {
		before = at[i-1]
	}
	p := model.Between(before, after)
	return before < p && p < after
}
