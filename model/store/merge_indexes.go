package store

// entryIndexes are those of the journal's entries that nobody asks while a whole
// file comes into an empty one.
const entryIndexes = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'entry' AND sql IS NOT NULL"

// withoutIndexes has fn fill the journal without these, and then makes them at one
// go, to the letter as they were: sorted once, each page of them is written once,
// and not again and again as far apart as the records lie.
func (m *merging) withoutIndexes(fn func() error) error {
	rows, err := m.q.QueryContext(m.ctx, entryIndexes)
	if err != nil {
		return err
	}
	defer rows.Close()
	made := map[string]string{}
	for rows.Next() {
		var name, sql string
		if err := rows.Scan(&name, &sql); err != nil {
			return err
		}
		made[name] = sql
	}
	if err := rows.Err(); err != nil {
		return err
	}
	rows.Close()
	for name := range made {
		if _, err := m.tx.ExecContext(m.ctx, "DROP INDEX "+ident(name)); err != nil {
			return err
		}
	}
	if err := fn(); err != nil {
		return err
	}
	for _, sql := range made {
		if _, err := m.tx.ExecContext(m.ctx, sql); err != nil {
			return err
		}
	}
	return nil
}
