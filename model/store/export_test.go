package store

import (
	"context"
	"io/fs"
	"strconv"

	"guvoh/model"
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

// CasesOf gives the cases that a record belongs to.
func (db *DB) CasesOf(id model.ID) ([]model.ID, error) {
	return db.view().casesOf(context.Background(), id, 0)
}

// Everything gives every record, deleted ones too.
func (db *DB) Everything() ([]model.Record, error) {
	return db.view().list(context.Background(), chooseRecord+"true")
}

// Ending is closed once the file is to be closed.
func (db *DB) Ending() <-chan struct{} { return db.life.Done() }
