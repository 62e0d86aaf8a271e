package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"

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

// How it is with the index.
const (
	indexWhole  = iota
	indexBroken // it cannot be read, and is to be made anew
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

// ReadIn reads words into the index for about so long, less when somebody waits for
// the file, and gives how many records are left. Whoever calls it again and again
// has an index that knows all. One that cannot be read is made anew. It fails with
// [ErrDamaged] when that cannot be done either: searches then look through all.
func (db *DB) ReadIn(ctx context.Context, patience time.Duration) (left int, err error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if db.opts.ReadOnly {
		return 0, ErrReadOnly
	}
	if err := db.mendIndex(ctx); err != nil {
		return 0, err
	}
	read := func() error {
		return db.bulk(ctx, true, "index", func(t *Tx) error {
			r := &reading{Tx: t, schema: db.Schema(), waited: db.sql.Stats().WaitCount}
			return r.read(patience)
		})
	}
	if err = read(); errors.Is(err, ErrDamaged) { // in the index: see [reading.row]
		db.indexFails()
		if err = db.mendIndex(ctx); err == nil {
			err = read()
		}
	}
	if err != nil {
		return 0, err
	}
	return db.Unread(ctx)
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

// readAtOnce is of how many records is asked at one go.
const readAtOnce = 200

// reading reads the words of records into the index.
type reading struct {
	*Tx
	schema         *model.Schema
	waited         int64 // how often somebody had waited for the file before
	spelled, heard []byte
}

func (r *reading) read(patience time.Duration) error {
	end := time.Now().Add(patience)
	for {
		rows, err := r.numbers("SELECT row FROM stale ORDER BY row LIMIT ?", readAtOnce)
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, row := range rows {
			if err := r.row(row); err != nil {
				return err
			}
			if time.Now().After(end) || r.othersWait() {
				return nil
			}
		}
	}
}

// othersWait reports whether somebody wants to write or to read. At least one record
// is read in all the same: who waits all the time does not keep the index from
// growing.
func (r *reading) othersWait() bool {
	return r.db.mu.waiting.Load() > 0 || r.db.sql.Stats().WaitCount > r.waited || r.ctx.Err() != nil
}

func (t *Tx) numbers(query string, args ...any) (ns []int64, err error) {
	return t.wholeNumbers(t.ctx, query, args...)
}

// row reads one row of the index anew. What cannot be read of the record itself is
// not looked for again and again: a check names it, and nothing finds it anyway.
func (r *reading) row(row int64) error {
	for _, q := range []string{"spelling WHERE rowid", "sound WHERE rowid", "stale WHERE row"} {
		if _, err := r.exec("DELETE FROM "+q+" = ?", row); err != nil {
			return fmt.Errorf("%w: %w", errIndex, err)
		}
	}
	err := r.passage(row >> 1)
	if row&1 == 0 {
		err = r.record(row >> 1)
	}
	if damaged(err) && !errors.Is(err, errIndex) {
		return nil
	}
	return err
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
			return fmt.Errorf("%w: %w", errIndex, err)
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
	if err := r.words(ofRecord(n), textsOf(k, row.record)...); err != nil {
		return err
	}
	if err := r.dates(n, k, row.record); err != nil {
		return err
	}
	return r.name(n, row.record)
}

// fieldEnd stands in the index between the words of two fields, so that none of one
// stands behind one of another. Nobody can ask for it: it is no letter.
const fieldEnd = "¶ "

// words puts the words of texts into both halves of the index.
func (r *reading) words(row int64, texts ...string) error {
	r.spelled, r.heard = r.spelled[:0], r.heard[:0]
	for i, text := range texts {
		if i > 0 {
			r.spelled = append(r.spelled, fieldEnd...)
		}
		search.Each(text, func(fold []byte) {
			r.spelled = append(append(r.spelled, fold...), ' ')
			if s := r.db.sounds.Of(fold); s != "" {
				r.heard = append(r.heard, s...)
			} else {
				r.heard = append(r.heard, fold...)
			}
			r.heard = append(r.heard, ' ')
		})
	}
	if len(r.heard) == 0 {
		return nil
	}
	if _, err := r.exec("INSERT INTO spelling(rowid, words) VALUES(?, ?)", row, string(r.spelled)); err != nil {
		return fmt.Errorf("%w: %w", errIndex, err)
	}
	if _, err := r.exec("INSERT INTO sound(rowid, words) VALUES(?, ?)", row, string(r.heard)); err != nil {
		return fmt.Errorf("%w: %w", errIndex, err)
	}
	return nil
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

// wordsOf gives what was written in words in such a field.
func wordsOf(f model.Field, v model.Value) string {
	switch f.Type {
	case model.Texts:
		return strings.Join(v.List(), "\n")
	case model.Partial:
		return v.Date().Words
	}
	return v.Text()
}

// hasWords reports whether there is a word in texts.
func hasWords(texts []string) bool {
	some := false
	for _, text := range texts {
		search.Each(text, func([]byte) { some = true })
	}
	return some
}
