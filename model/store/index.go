package store

import (
	"context"
	"errors"
	"strings"
	"time"

	"guvoh/model"
	"guvoh/model/names"
	"guvoh/model/search"
)

// The index answers a search without reading the whole file. It is made after the
// records, in pieces, so that no save waits for it: until a record's words were
// read in, the record is looked through as it stands (see [DB.Look]).

// ofRecord and ofPassage give the number that a row of the index has.
func ofRecord(n int64) int64  { return n << 1 }
func ofPassage(n int64) int64 { return n<<1 | 1 }

// outdate notes that the words of a record have to be read anew.
func (t *Tx) outdate(n int64) error {
	_, err := t.exec("INSERT OR IGNORE INTO stale VALUES(?)", ofRecord(n))
	return err
}

// forgetWords empties the index: what was ordered out for good must not stand
// there either, and what FTS5 deletes stays in it until its parts are joined.
func (t *Tx) forgetWords() error {
	for _, q := range []string{
		"INSERT INTO spelling(spelling) VALUES('delete-all')", "INSERT INTO sound(sound) VALUES('delete-all')",
		"DELETE FROM name_key", "DELETE FROM span",
		"INSERT OR IGNORE INTO stale SELECT n << 1 FROM record", "INSERT OR IGNORE INTO stale SELECT n << 1 | 1 FROM passage",
	} {
		if _, err := t.exec(q); err != nil {
			return err
		}
	}
	return nil
}

// Unread gives how many records were not read into the index since they changed.
func (db *DB) Unread(ctx context.Context) (n int, err error) {
	if old, err := before(ctx, db.sql, "stale"); err != nil || old {
		return 0, classify(err)
	}
	err = db.sql.QueryRowContext(ctx, "SELECT count(*) FROM stale").Scan(&n)
	return n, classify(err)
}

// ReadIn reads words into the index for about so long, and gives how many records
// are left. Whoever calls it again and again has an index that knows all.
func (db *DB) ReadIn(ctx context.Context, patience time.Duration) (left int, err error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if db.opts.ReadOnly {
		return 0, ErrReadOnly
	}
	err = db.bulk(ctx, true, "index", func(t *Tx) error {
		r := &reading{Tx: t, schema: db.Schema(), sounds: map[string]string{}}
		return r.read(patience)
	})
	if err != nil {
		return 0, err
	}
	return db.Unread(ctx)
}

// readAtOnce is of how many records is asked at one go.
const readAtOnce = 200

// reading reads the words of records into the index.
type reading struct {
	*Tx
	schema *model.Schema
	sounds map[string]string // of words that were met already
}

func (r *reading) read(patience time.Duration) error {
	end := time.Now().Add(patience)
	for time.Now().Before(end) {
		rows, err := r.numbers("SELECT row FROM stale ORDER BY row LIMIT ?", readAtOnce)
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, row := range rows {
			if err := r.row(row); err != nil {
				return err
			}
			if time.Now().After(end) {
				break
			}
		}
	}
	return nil
}

func (t *Tx) numbers(query string, args ...any) (ns []int64, err error) {
	rows, err := t.q.QueryContext(t.ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		ns = append(ns, n)
	}
	return ns, rows.Err()
}

// row reads one row of the index anew.
func (r *reading) row(row int64) error {
	for _, q := range []string{"spelling WHERE rowid", "sound WHERE rowid", "stale WHERE row"} {
		if _, err := r.exec("DELETE FROM "+q+" = ?", row); err != nil {
			return err
		}
	}
	if row&1 == 0 {
		return r.record(row >> 1)
	}
	return r.passage(row >> 1)
}

// passage reads a page of an attachment in.
func (r *reading) passage(n int64) error {
	var text string
	err := r.q.QueryRowContext(r.ctx, "SELECT text FROM passage WHERE n = ?", n).Scan(&text)
	if err != nil {
		return orNone(err)
	}
	return r.words(ofPassage(n), text)
}

// record reads one record in; one that is deleted or gone leaves the index.
func (r *reading) record(n int64) error {
	for _, table := range []string{"name_key", "span"} {
		if _, err := r.exec("DELETE FROM "+table+" WHERE record = ?", n); err != nil {
			return err
		}
	}
	row, err := r.oneRow(r.ctx, chooseRecord+"n = ?", n)
	if errors.Is(err, ErrNotFound) || err == nil && row.record.Deleted {
		return nil
	}
	if err != nil {
		return err
	}
	k := r.schema.Kind(row.record.Kind)
	if k == nil {
		return nil
	}
	if err := r.words(ofRecord(n), textOf(k, row.record)); err != nil {
		return err
	}
	if err := r.dates(n, k, row.record); err != nil {
		return err
	}
	return r.name(n, k, row.record)
}

// words puts the words of a text into both halves of the index.
func (r *reading) words(row int64, text string) error {
	tokens := search.Tokens(text)
	if len(tokens) == 0 {
		return nil
	}
	var spelled, heard strings.Builder
	for _, t := range tokens {
		spelled.WriteString(t.Fold)
		spelled.WriteByte(' ')
		if s := r.soundOf(t.Fold); s != "" {
			heard.WriteString(s)
			heard.WriteByte(' ')
		}
	}
	if _, err := r.exec("INSERT INTO spelling(rowid, words) VALUES(?, ?)", row, spelled.String()); err != nil {
		return err
	}
	_, err := r.exec("INSERT INTO sound(rowid, words) VALUES(?, ?)", row, heard.String())
	return err
}

// mostSounds are as many words as are remembered.
const mostSounds = 1 << 16

func (r *reading) soundOf(word string) string {
	s, known := r.sounds[word]
	if !known {
		if len(r.sounds) >= mostSounds {
			clear(r.sounds)
		}
		s = names.Sound(word)
		r.sounds[word] = s
	}
	return s
}

func (r *reading) dates(n int64, k *model.Kind, rec model.Record) error {
	for _, f := range k.Fields {
		if f.Type != model.Partial {
			continue
		}
		d := rec.Date(f.Name)
		if d.Earliest == "" && d.Latest == "" {
			continue
		}
		last := d.Latest
		if last == "" {
			last = openEnd
		}
		if _, err := r.exec("INSERT INTO span VALUES(?, ?, ?, ?)", n, f.Name, d.Earliest, last); err != nil {
			return err
		}
	}
	return nil
}

// openEnd sorts behind every day.
const openEnd = "9999"

func (r *reading) name(n int64, k *model.Kind, rec model.Record) error {
	if k.Name != "person_name" {
		return nil
	}
	for _, key := range names.Blocks(rec.Text("text")) {
		if _, err := r.exec("INSERT OR IGNORE INTO name_key VALUES(?, ?)", key, n); err != nil {
			return err
		}
	}
	return nil
}

// textOf gives everything of a record that was written in words.
func textOf(k *model.Kind, rec model.Record) string {
	var b strings.Builder
	eachText(k, rec, func(_, text string) {
		b.WriteString(text)
		b.WriteString("\n\n")
	})
	return b.String()
}

// eachText gives the fields that hold words, with these.
func eachText(k *model.Kind, rec model.Record, fn func(field, text string)) {
	for _, f := range k.Fields {
		switch f.Type {
		case model.Text, model.Long:
			if s := rec.Text(f.Name); s != "" {
				fn(f.Name, s)
			}
		case model.Texts:
			if s := strings.Join(rec.List(f.Name), "\n"); s != "" {
				fn(f.Name, s)
			}
		case model.Partial:
			if s := rec.Date(f.Name).Words; s != "" {
				fn(f.Name, s)
			}
		}
	}
}
