package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"

	"guvoh/model"
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

// wordsKey is the setting that says by which rules the words of the index were told
// apart and folded. wordsVersion counts up whenever package search, or names.Sound,
// changes what it gives of a word or a code: an index of before does not know it so.
const (
	wordsKey     = "words.version"
	wordsVersion = "3"
)

// judgeIndex has an index that was made by other rules made anew. Until then all is
// looked through.
func (db *DB) judgeIndex() {
	if by, err := db.Setting(wordsKey); err != nil || by != wordsVersion {
		db.indexFails()
	}
}

// forgetWords empties the index: what was ordered out for good must not stand
// there either, and what FTS5 deletes stays in it until its parts are joined.
func (t *Tx) forgetWords() error {
	t.db.forgot.Add(1)
	for _, q := range []string{
		"INSERT INTO spelling(spelling) VALUES('delete-all')", "INSERT INTO sound(sound) VALUES('delete-all')",
		"DELETE FROM name_key", "DELETE FROM span", "DELETE FROM tie", "DELETE FROM loose",
		"DELETE FROM pair", "DELETE FROM unpaired", "DELETE FROM crowded",
		"INSERT OR IGNORE INTO stale SELECT n << 1 FROM record", "INSERT OR IGNORE INTO stale SELECT n << 1 | 1 FROM passage",
	} {
		if _, err := t.exec(q); err != nil {
			return err
		}
	}
	_, err := t.exec("INSERT INTO setting VALUES(?1, ?2) ON CONFLICT DO UPDATE SET value = ?2", wordsKey, wordsVersion)
	return err
}

// How it is with the index.
const (
	indexWhole  = iota
	indexBroken // it cannot be read, or was made by other rules, and is to be made anew
	indexLost   // nor can it be emptied, since pages of it cannot be read: [Salvage] makes a file that has a sound one
)

// indexFails notes that the index cannot be read. Nothing is lost with it.
func (db *DB) indexFails() { db.index.CompareAndSwap(indexWhole, indexBroken) }

// Unread gives how many records and pages were not read into the index since they
// changed.
func (db *DB) Unread(ctx context.Context) (n int, err error) {
	if old, err := before(ctx, db.sql, "stale"); err != nil || old {
		return 0, classify(err)
	}
	err = db.sql.QueryRowContext(ctx, "SELECT count(*) FROM stale").Scan(&n)
	return n, classify(err)
}

// mendIndex empties an index that cannot be read, so that it is made anew.
func (db *DB) mendIndex(ctx context.Context) error {
	switch db.index.Load() {
	case indexWhole:
		return nil
	case indexLost:
		return fmt.Errorf("%w: %w", ErrDamaged, errIndex)
	}
	err := db.bulk(ctx, true, "index", (*Tx).forgetWords)
	switch {
	case err == nil:
		db.index.Store(indexWhole)
	case errors.Is(err, ErrDamaged):
		db.index.Store(indexLost)
	}
	return err
}

// errIndex says that something failed in the index, and nowhere else.
var errIndex = errors.New("the index of words")

// turn is a lock that says whether somebody waits for it.
type turn struct {
	sync.Mutex
	waiting atomic.Int32
}

// Lock waits for its turn.
func (t *turn) Lock() {
	t.waiting.Add(1)
	t.Mutex.Lock()
	t.waiting.Add(-1)
}

// passage reads a page of an attachment in.
func (r *reading) passage(n int64) error {
	var text string
	err := r.q.QueryRowContext(r.ctx, "SELECT text FROM passage WHERE n = ?", n).Scan(&text)
	if err != nil {
		return orNone(err)
	}
	return r.words(ofPassage(n), nil, text)
}

// record reads one record in; one that is deleted or gone leaves the index.
func (r *reading) record(n int64) error {
	if err := r.unpairBefore(n); err != nil {
		return err
	}
	for _, table := range []string{"name_key", "span"} {
		if _, err := r.exec("DELETE FROM "+table+" WHERE record = ?", n); err != nil {
			return fmt.Errorf("%w: %w", errIndex, err)
		}
	}
	if err := r.untie(n); err != nil {
		return err
	}
	row, err := r.oneRow(r.ctx, chooseRecord+"n = ?", n)
	if errors.Is(err, ErrNotFound) || err == nil && row.record.Deleted {
		return nil
	}
	if err != nil {
		return err
	}
	if err := errors.Join(r.ties(n, row.record.ID, row.record.Kind), r.unpairNow(n, row.record)); err != nil {
		return err
	}
	k := r.schema.Kind(row.record.Kind)
	if k == nil {
		return nil
	}
	if err := r.words(ofRecord(n), codesOf(k, row.record), textsOf(k, row.record)...); err != nil {
		return err
	}
	if err := r.dates(n, k, row.record); err != nil {
		return err
	}
	return r.name(n, row.record)
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

func (r *reading) name(n int64, rec model.Record) error {
	for _, key := range personKeys(rec) {
		if _, err := r.exec("INSERT OR IGNORE INTO name_key VALUES(?, ?)", key, n); err != nil {
			return err
		}
	}
	return nil
}

// textOf gives everything of a record that was written in words.
func textOf(k *model.Kind, rec model.Record) string { return strings.Join(textsOf(k, rec), "\n\n") }

// textsOf gives it field by field.
func textsOf(k *model.Kind, rec model.Record) (texts []string) {
	for _, f := range k.Fields {
		if !holdsWords(f) {
			continue
		}
		if s := wordsOf(f, rec.Get(f.Name)); s != "" {
			texts = append(texts, s)
		}
	}
	return texts
}

func holdsWords(f model.Field) bool {
	return f.Type == model.Text || f.Type == model.Long || f.Type == model.Texts || f.Type == model.Partial
}

// wordsOf gives what was written in words in a field; "" in one of another type.
func wordsOf(f model.Field, v model.Value) string {
	switch f.Type {
	case model.Texts:
		return strings.Join(v.List(), "\n")
	case model.Partial:
		return v.Date().Words
	case model.Text, model.Long:
		return v.Text()
	}
	return ""
}

// hasWords reports whether there is a word in texts.
func hasWords(texts []string) bool {
	some := false
	for _, text := range texts {
		search.Each(text, func([]byte) { some = true })
	}
	return some
}
