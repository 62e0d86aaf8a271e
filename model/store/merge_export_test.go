package store

import (
	"crypto/ed25519"
	"database/sql"
	"fmt"

	"guvoh/model"
	"guvoh/model/journal"
)

// What the tests of merging look at from behind.

// Ask gives the rows of a query.
func (db *DB) Ask(query string, args ...any) ([][]any, error) {
	rows, err := db.sql.Query(query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	var out [][]any
	for rows.Next() {
		cells, into := make([]any, len(names)), make([]any, len(names))
		for i := range into {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		out = append(out, cells)
	}
	return out, rows.Err()
}

// Place is where an entry stands, whatever number its stream has in a file.
type Place struct {
	Stream model.ID
	Seq    uint64
}

// Bodies gives the bytes of every entry in the file.
func (db *DB) Bodies() (map[Place][]byte, error) {
	rows, err := db.sql.Query("SELECT id, body FROM entry")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[Place][]byte{}
	for rows.Next() {
		var id int64
		var body []byte
		if err := rows.Scan(&id, &body); err != nil {
			return nil, err
		}
		n, seq := splitEntryID(id)
		stream, ok := db.streams.id(uint64(n))
		if !ok {
			return nil, fmt.Errorf("entry %d is of no stream", id)
		}
		out[Place{stream, seq}] = body
	}
	return out, rows.Err()
}

// States gives what the file keeps of the entries of each record.
func (db *DB) States() (map[model.ID]*journal.State, error) {
	rows, err := db.sql.Query("SELECT id, state FROM record")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[model.ID]*journal.State{}
	for rows.Next() {
		var id, state []byte
		if err := rows.Scan(&id, &state); err != nil {
			return nil, err
		}
		s, err := journal.DecodeState(state, db.streams.id)
		if err != nil {
			return nil, fmt.Errorf("record %s: %w", toID(id), err)
		}
		out[toID(id)] = s
	}
	return out, rows.Err()
}

// EachPage gives what stands in the pages of the file, free ones too.
func (db *DB) EachPage(look func(b []byte)) error {
	n, err := db.vault.PageCount()
	if err != nil {
		return err
	}
	for page := 1; page <= n; page++ {
		b, err := db.vault.ReadPage(db.control, page)
		if err != nil {
			return err
		}
		look(b)
	}
	return nil
}

// SQL gives the connection, for what a benchmark compares with.
func (db *DB) SQL() *sql.DB { return db.sql }

// SigningKey gives the key by which this device signs in this file.
func (db *DB) SigningKey() ed25519.PrivateKey { return db.signingKey() }

// WakeAs has a copy of the file go on with the session of another, as a machine
// does that was copied while it ran.
func (db *DB) WakeAs(other *DB) {
	db.mu.Lock()
	defer db.mu.Unlock()
	db.session = other.session
}

// Handover gives the key of the file, as the worker gets it.
func (db *DB) Handover() []byte { return db.vault.Handover() }

// HoldStreams has files hold no more than so many streams, until the test is over.
func HoldStreams(tb interface{ Cleanup(func()) }, n int) {
	was := mostStreams
	mostStreams = n
	tb.Cleanup(func() { mostStreams = was })
}
