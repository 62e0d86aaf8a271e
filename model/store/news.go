package store

import (
	"context"

	"guvoh/model"
)

// news notes the cases to which something came, for whoever looks at them next.
// It goes by sets: a merge may bring a million records.
func (m *merging) news() error {
	if _, err := m.tx.ExecContext(m.ctx, "CREATE TEMP TABLE IF NOT EXISTS came(n INTEGER PRIMARY KEY); DELETE FROM came"); err != nil {
		return err
	}
	if err := m.listCame(); err != nil {
		return err
	}
	for range 3 { // rows of rows of rows
		for _, k := range m.db.base.Kinds() {
			if k.Parent == "" || k.Parent == "case" {
				continue
			}
			_, err := m.exec(`INSERT OR IGNORE INTO came SELECT p.n FROM came JOIN record r ON r.n = came.n AND r.kind = ?
				JOIN link l ON l.source = r.n AND l.field = ? JOIN record p ON p.id = l.target`, k.Name, k.Parent)
			if err != nil {
				return err
			}
		}
	}
	for _, q := range []string{
		`SELECT n FROM came WHERE n IN (SELECT n FROM "case")`,
		`SELECT c.n FROM came JOIN link l ON l.source = came.n AND l.field IN ('case', 'cases') JOIN record c ON c.id = l.target AND c.kind = 'case'`,
		`SELECT c.n FROM came JOIN record p ON p.n = came.n AND p.kind = 'person' JOIN link l ON l.target = p.id AND l.field = 'person'
			JOIN link k ON k.source = l.source AND k.field = 'case' JOIN record c ON c.id = k.target AND c.kind = 'case'`,
	} {
		if _, err := m.exec("INSERT OR IGNORE INTO news SELECT n, ? FROM ("+q+")", m.number); err != nil {
			return err
		}
	}
	_, err := m.exec("DROP TABLE came")
	return err
}

// listCame lists the records to which something came that shows.
func (m *merging) listCame() error {
	if m.alone && m.silent.empty() {
		_, err := m.exec("INSERT INTO came SELECT n FROM record")
		return err
	}
	return m.touched.each(func(n int64) error {
		if m.silent.has(n) {
			return nil
		}
		_, err := m.exec("INSERT INTO came VALUES(?)", n)
		return err
	})
}

// News gives the cases to which others' work came since they were last looked
// at, by their labels.
func (db *DB) News(ctx context.Context) ([]model.ID, error) {
	if old, err := before(ctx, db.sql, "news"); err != nil || old {
		return nil, classify(err)
	}
	return db.ids(ctx, "SELECT r.id FROM news JOIN record r ON r.n = news.record WHERE r.deleted = 0 ORDER BY r.label, r.n")
}

// NewsOf gives what came to a case since it was last looked at, oldest first,
// but for what stood here already.
func (db *DB) NewsOf(ctx context.Context, c model.ID) ([]Change, error) {
	if old, err := before(ctx, db.sql, "news"); err != nil || old {
		return nil, classify(err)
	}
	var since int64
	err := db.sql.QueryRowContext(ctx, "SELECT news.merge FROM news JOIN record r ON r.n = news.record WHERE r.id = ?", c[:]).Scan(&since)
	if err != nil {
		return nil, classify(orNone(err))
	}
	came, err := db.view().arrivals(ctx, since)
	if err != nil {
		return nil, err
	}
	ids, err := db.caseRecords(ctx, c)
	if err != nil {
		return nil, err
	}
	all, err := db.History(ctx, "", ids...)
	if err != nil {
		return nil, err
	}
	return telling(all, came), nil
}

// arrivals gives the entries that came by a merge or a later one.
func (v view) arrivals(ctx context.Context, since int64) (*intake, error) {
	rows, err := v.q.QueryContext(ctx, "SELECT first, last FROM arrival WHERE merge >= ? ORDER BY first", since)
	if err != nil {
		return nil, classify(err)
	}
	defer rows.Close()
	in := &intake{}
	for rows.Next() {
		var s span
		if err := rows.Scan(&s.first, &s.last); err != nil {
			return nil, classify(err)
		}
		in.spans = append(in.spans, s)
	}
	return in, classify(rows.Err())
}

// caseRecords gives the ids of a case and of everything in it, deleted records
// too.
func (db *DB) caseRecords(ctx context.Context, c model.ID) ([]model.ID, error) {
	v := db.view()
	r, err := v.row(ctx, c)
	if err != nil {
		return nil, err
	}
	g := newGathering(v, c)
	g.deleted = true
	if err := g.all(ctx, r); err != nil {
		return nil, err
	}
	ids := make([]model.ID, len(g.records))
	for i, r := range g.records {
		ids[i] = r.ID
	}
	return ids, nil
}

// Looked says that somebody here has looked at what came to a case.
func (db *DB) Looked(ctx context.Context, c model.ID) error {
	if db.opts.ReadOnly {
		return nil
	}
	_, err := db.sql.ExecContext(ctx, "DELETE FROM news WHERE record = (SELECT n FROM record WHERE id = ?)", c[:])
	return classify(err)
}
