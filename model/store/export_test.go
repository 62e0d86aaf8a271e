package store

import (
	"context"
	"io/fs"
	"strconv"
	"time"

	"guvoh/model"
	"guvoh/model/search"
)

// LimitPages makes the disk seem full: SQLite refuses to grow the file.
func (db *DB) LimitPages(extra int) error {
	var n int
	if err := db.sql.QueryRow("PRAGMA page_count").Scan(&n); err != nil {
		return err
	}
	_, err := db.sql.Exec("PRAGMA max_page_count = " + strconv.Itoa(n+extra))
	return err
}

// Exec runs SQL behind the store's back, as damage or an attacker would.
func (db *DB) Exec(query string, args ...any) error {
	_, err := db.sql.Exec(query, args...)
	return err
}

// UseMigrations puts other migrations in place of ours until restore is called.
func UseMigrations(f fs.FS) (restore func()) {
	old := migrationSource
	migrationSource = f
	return func() { migrationSource = old }
}

// Migrations gives the migrations in use.
func Migrations() fs.FS { return migrationSource }

// Columns gives the columns of a table, with their types.
func (db *DB) Columns(table string) (map[string]string, error) {
	rows, err := db.sql.Query("SELECT name, type FROM pragma_table_info(?)", table)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]string{}
	for rows.Next() {
		var name, typ string
		if err := rows.Scan(&name, &typ); err != nil {
			return nil, err
		}
		out[name] = typ
	}
	return out, rows.Err()
}

// Everything gives every record, deleted ones too.
func (db *DB) Everything() ([]model.Record, error) {
	return db.view().list(context.Background(), chooseRecord+"true")
}

// Ending is closed once the file is to be closed.
func (db *DB) Ending() <-chan struct{} { return db.life.Done() }

// LimitSorter has merges sort so many bytes in memory, until restore is called.
func LimitSorter(n int) (restore func()) {
	old := sortedAtOnce
	sortedAtOnce = n
	return func() { sortedAtOnce = old }
}

// Sort gives entries, as records, ids and bytes, in the order of a sorter that
// holds so many bytes in memory.
func Sort(folder string, limit int, records, ids []int64, bodies [][]byte) (order []int64, sorted [][]byte, files int, err error) {
	s := newSorter(folder)
	s.limit = limit
	defer s.Close()
	for i := range records {
		if err := s.add(records[i], ids[i], bodies[i]); err != nil {
			return nil, nil, 0, err
		}
	}
	err = s.each(func(_, id int64, body []byte) error {
		order, sorted = append(order, id), append(sorted, append([]byte(nil), body...))
		return nil
	})
	return order, sorted, len(s.runs), err
}

// MatchSpelled and MatchSounding give a question in the words of FTS5.
func MatchSpelled(q search.Query) string  { return matchSpelled(q) }
func MatchSounding(q search.Query) string { return matchSounding(q) }

// ForgetWords empties the index.
func (db *DB) ForgetWords(ctx context.Context) error {
	db.mu.Lock()
	defer db.mu.Unlock()
	return db.bulk(ctx, true, "index", (*Tx).forgetWords)
}

// PretendToWait has somebody wait to write, until stop is called.
func (db *DB) PretendToWait() (stop func()) {
	db.mu.waiting.Add(1)
	return func() { db.mu.waiting.Add(-1) }
}

// LongTurns has a turn of reading in last for an hour, until restore is called.
func LongTurns() (restore func()) {
	old := turnLength
	turnLength = time.Hour
	return func() { turnLength = old }
}

// FewStale has the index of links asked only while so few records are stale, until
// restore is called.
func FewStale(n int) (restore func()) {
	old := mostStale
	mostStale = n
	return func() { mostStale = old }
}

// FewTogether has no more than n be compared under one key.
func FewTogether(n int) (restore func()) {
	was := mostTogether
	mostTogether = n
	return func() { mostTogether = was }
}

// PartsOf asks in which cases persons take part.
const PartsOf = partsOf
