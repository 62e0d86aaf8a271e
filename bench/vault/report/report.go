// Package report runs the work for one way of keeping a file and says what it
// cost, for the program that compares them.
//
// Its one job is that every program of this module takes the same arguments
// and prints the same line.
package report

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"guvoh/bench/work"
)

// Settings are the pragmas that all connections get, the ways in which the
// product opens a file.
var Settings = []string{
	"temp_store=MEMORY", "secure_delete=ON", "cell_size_check=ON", "mmap_size=0", "cache_size=-16000",
	"locking_mode=EXCLUSIVE", "journal_mode=DELETE", "synchronous=EXTRA",
}

// A Kind is a way of keeping a file: it gives how a file at a path is opened.
type Kind func(path string) (open func() (*sql.DB, error), err error)

// Main is the whole of a program: its arguments are the name of a kind and a
// folder to work in. It prints the costs as one line of JSON.
func Main(fts bool, kinds map[string]Kind) {
	if err := run(fts, kinds); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(fts bool, kinds map[string]Kind) error {
	if len(os.Args) != 3 || kinds[os.Args[1]] == nil {
		return fmt.Errorf("use: %s KIND FOLDER", os.Args[0])
	}
	open, err := kinds[os.Args[1]](filepath.Join(os.Args[2], "file"))
	if err != nil {
		return err
	}
	costs, err := work.Do(work.Subject{Name: os.Args[1], FTS: fts, Open: open}, work.Full)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(costs)
}

// One gives the only connection of a database, once it answers.
func One(db *sql.DB) (*sql.DB, error) {
	db.SetMaxOpenConns(1)
	return db, db.Ping()
}
