// Package migrations holds the tables of a Guvoh file, in every version that
// went out into the world.
//
// Its one job is to give the SQL that makes them, one step after the other,
// and to say what each version's file then looks like: to the letter, so that
// a file from outside can be compared with it, and column by column, so that
// rows can be told apart in a file whose own list of tables is lost.
//
// Rules of the package: a step that was released never changes (a test of
// package store holds its sum); the number of a file's version is the count of
// the steps it has seen.
package migrations

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"embed"
	"fmt"
	"io/fs"
	"sort"
	"strings"

	sqlite3 "github.com/mattn/go-sqlite3"
)

// ApplicationID marks our files among SQLite's: "GVOH" (see the SQLite file
// format, section 1.3.17).
const ApplicationID = 0x47564F48

// Files holds the steps, named in their order.
//
//go:embed 0*.sql
var Files embed.FS

// Names gives the names of all steps of a source, in their order.
func Names(source fs.FS) []string {
	names, err := fs.Glob(source, "0*.sql")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	sort.Strings(names)
	return names
}

// Version says what a file that has seen so many steps looks like.
type Version struct {
	Number  int
	Objects []Object // what its sqlite_schema holds, by name
	Tables  []Table  // all that have rows of their own
	Indexes []Index
}

// Object is one row of sqlite_schema, without its root page.
type Object struct{ Type, Name, Table, SQL string }

// Table is one table with its columns in the order in which a row holds them.
type Table struct {
	Name         string
	Columns      []Column
	WithoutRowID bool
}

// Column is one column of a table.
type Column struct {
	Name    string
	Type    string // INTEGER, TEXT or BLOB: every table is STRICT
	NotNull bool
	RowID   bool // it is the row's number and stands as NULL in the row itself
}

// Index is one index of a table with a row number, which ends each of its rows.
type Index struct {
	Name, Table string
	Columns     []string
}

// Versions makes every version of a source in memory and looks at it, the
// first version first.
func Versions(source fs.FS) ([]Version, error) {
	db := sql.OpenDB(memory{})
	db.SetMaxOpenConns(1) // a second connection would see another database
	defer db.Close()
	var out []Version
	for i, name := range Names(source) {
		ddl, err := fs.ReadFile(source, name)
		if err != nil {
			return nil, err
		}
		if _, err := db.Exec(string(ddl)); err != nil {
			return nil, fmt.Errorf("migration %s: %w", name, err)
		}
		v, err := look(db, i+1)
		if err != nil {
			return nil, fmt.Errorf("migration %s: %w", name, err)
		}
		out = append(out, v)
	}
	return out, nil
}

// virtual begins the statement of a table that code of SQLite keeps in others.
const virtual = "CREATE VIRTUAL TABLE "

func look(db *sql.DB, number int) (Version, error) {
	v := Version{Number: number}
	err := each(db, "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY name", func(scan func(...any) error) error {
		var o Object
		err := scan(&o.Type, &o.Name, &o.Table, &o.SQL)
		v.Objects = append(v.Objects, o)
		return err
	})
	if err != nil {
		return v, err
	}
	for _, o := range v.Objects {
		switch {
		case strings.HasPrefix(o.SQL, virtual): // it has no rows of its own: what it holds is in tables named after it
		case o.Type == "table":
			t, err := table(db, o.Name)
			if err != nil {
				return v, err
			}
			v.Tables = append(v.Tables, t)
		case o.Type == "index":
			x := Index{Name: o.Name, Table: o.Table}
			err := each(db, "SELECT coalesce(name, '') FROM pragma_index_info(?)", func(scan func(...any) error) error {
				var c string
				err := scan(&c)
				x.Columns = append(x.Columns, c)
				return err
			}, o.Name)
			if err != nil {
				return v, err
			}
			v.Indexes = append(v.Indexes, x)
		}
	}
	return v, nil
}

func table(db *sql.DB, name string) (Table, error) {
	t := Table{Name: name}
	if err := db.QueryRow("SELECT wr FROM pragma_table_list WHERE name = ?", name).Scan(&t.WithoutRowID); err != nil {
		return t, err
	}
	err := each(db, `SELECT name, type, "notnull", pk FROM pragma_table_info(?)`, func(scan func(...any) error) error {
		var c Column
		var key int
		err := scan(&c.Name, &c.Type, &c.NotNull, &key)
		c.RowID = key == 1 && c.Type == "INTEGER" && !t.WithoutRowID
		t.Columns = append(t.Columns, c)
		return err
	}, name)
	if err != nil {
		return t, err
	}
	keys := 0
	if err := db.QueryRow(`SELECT count(*) FROM pragma_table_info(?) WHERE pk > 0`, name).Scan(&keys); err != nil {
		return t, err
	}
	for i := range t.Columns { // a key of two columns is an index of its own and no row number
		t.Columns[i].RowID = t.Columns[i].RowID && keys == 1
	}
	return t, nil
}

func each(db *sql.DB, query string, row func(scan func(...any) error) error, args ...any) error {
	rows, err := db.Query(query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// memory connects to an empty database that lies nowhere.
type memory struct{}

func (memory) Driver() driver.Driver { return &sqlite3.SQLiteDriver{} }

func (memory) Connect(context.Context) (driver.Conn, error) {
	return (&sqlite3.SQLiteDriver{}).Open(":memory:")
}

// Table finds a table of the version by name.
func (v Version) Table(name string) (Table, bool) {
	for _, t := range v.Tables {
		if strings.EqualFold(t.Name, name) {
			return t, true
		}
	}
	return Table{}, false
}
