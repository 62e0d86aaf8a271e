package store

import "context"

// indexesOf are those of a table that nobody asks while a whole file comes into
// an empty one.
const indexesOf = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"

// withoutIndexes has fn fill a table without these, and then makes them at one go,
// to the letter as they were: sorted once, each page of them is written once, and
// not again and again as far apart as the rows lie.
func (m *merging) withoutIndexes(table string, fn func() error) error {
	rows, err := m.q.QueryContext(m.ctx, indexesOf, table)
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
		if err := m.makeIndex(sql); err != nil {
			return err
		}
	}
	return nil
}

// makeIndex makes one. SQLite may use a temporary file to sort it, which is sealed
// like all that it writes: in memory, the lines of a million entries would take
// fifty megabytes. Where there is no room for such a file it is memory after all.
func (m *merging) makeIndex(sql string) error {
	_, err := m.tx.ExecContext(m.ctx, "PRAGMA temp_store = FILE")
	outside := err == nil // or this connection has temporary tables: then it stays as it is
	m.outside = m.outside || outside
	if _, err = m.tx.ExecContext(m.ctx, sql); err == nil || !outside || m.ctx.Err() != nil {
		return err
	}
	_, again := m.tx.ExecContext(m.ctx, "PRAGMA temp_store = MEMORY")
	if again == nil {
		_, again = m.tx.ExecContext(m.ctx, sql)
	}
	if again != nil {
		return err
	}
	return nil
}

// inMemory has the connection keep in memory again what is temporary.
func (db *DB) inMemory() {
	_, _ = db.sql.ExecContext(context.Background(), "PRAGMA temp_store = MEMORY") // what is written elsewhere is sealed in any case
}
