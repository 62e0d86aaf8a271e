package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"guvoh/model"
	"guvoh/model/search"
)

// Reading in goes by turns: a transaction each, so short that whoever saves or
// searches meanwhile hardly waits. A turn ends after so many bytes of text, which
// follows from how long the turns before took on this machine.
const (
	leastTold = 16 << 10
	mostTold  = 512 << 10
	firstTold = 64 << 10
)

// turnLength is how long a turn should take, with all that writing it to the disk
// takes. It is no constant for the sake of tests.
var turnLength = 50 * time.Millisecond

// longText is of how many bytes the text of one row is read in by turns of its own:
// its words are told apart while nobody is kept from the file, and each half of the
// index is written by itself.
const longText = 192 << 10

// readAtOnce is of how many records is asked at one go.
const readAtOnce = 200

// readingIn is what one turn leaves to the next.
type readingIn struct {
	sync.Mutex          // one reads in at a time
	told       int      // bytes of text that go into a turn; 0 before the first
	waited     int64    // how often somebody had waited for the file when the turn began
	long       *longRow // that is being read in; nil: none is
	memories   int64    // how often a review began to remember what it read
}

// ReadIn reads words into the index for about so long, one short turn after the
// other, less when somebody waits for the file, and gives how many records are left.
// Whoever calls it again and again has an index that knows all. One that cannot be
// read is made anew. It fails with [ErrDamaged] when that cannot be done either:
// searches then look through all.
func (db *DB) ReadIn(ctx context.Context, patience time.Duration) (left int, err error) {
	if db.opts.ReadOnly {
		return 0, ErrReadOnly
	}
	db.readingIn.Lock()
	defer db.readingIn.Unlock()
	end := time.Now().Add(patience)
	for {
		all, err := db.readTurn(ctx)
		if errors.Is(err, ErrDamaged) { // in the index: see [reading.row]
			db.indexFails()
			all, err = db.readTurn(ctx)
		}
		if err != nil {
			return 0, err
		}
		if all || time.Now().After(end) || db.wanted(db.readingIn.waited) {
			return db.Unread(ctx)
		}
	}
}

// wanted reports whether somebody waits to write, or had to wait for the file since
// there had been so many who did.
func (db *DB) wanted(waited int64) bool {
	return db.mu.waiting.Load() > 0 || db.sql.Stats().WaitCount > waited
}

// readTurn reads in what goes into one turn, and reports whether that was all there
// is.
func (db *DB) readTurn(ctx context.Context) (all bool, err error) {
	if db.readingIn.long != nil {
		return false, db.readLong(ctx)
	}
	r := &reading{}
	err = db.inTurn(ctx, r, func() (err error) {
		all, err = r.read()
		return err
	})
	if err == nil {
		db.readingIn.long = r.long
	}
	return all, err
}

// readLong reads in one half of a long text.
func (db *DB) readLong(ctx context.Context) error {
	long := db.readingIn.long
	if long.half == bothHalves {
		long.spelled, long.heard = wordsInto(nil, nil, db.sounds, long.codes, long.texts)
		long.half = spelledHalf
	}
	r := &reading{half: long.half, long: long}
	err := db.inTurn(ctx, r, func() error { return r.row(long.row) })
	if err == nil && long.half == spelledHalf {
		long.half = heardHalf
		return nil
	}
	db.readingIn.long = nil
	if errors.Is(err, errChanged) { // it is stale still, and comes again
		return nil
	}
	return err
}

// inTurn does something in a transaction of its own, and learns from how long that
// took.
func (db *DB) inTurn(ctx context.Context, r *reading, do func() error) error {
	db.mu.Lock()
	defer db.mu.Unlock()
	if err := db.mendIndex(ctx); err != nil {
		return err
	}
	in := &db.readingIn
	if in.told == 0 {
		in.told = firstTold
	}
	r.began, r.most = time.Now(), in.told
	err := db.bulk(ctx, true, "index", func(t *Tx) error {
		r.Tx, r.schema = t, db.Schema()
		in.waited = db.sql.Stats().WaitCount // without this turn itself, which may have had to wait
		return do()
	})
	switch took := time.Since(r.began); {
	case took > turnLength:
		in.told = max(in.told/2, leastTold)
	case took < turnLength/2 && r.told >= r.most:
		in.told = min(in.told*3/2, mostTold)
	}
	return err
}

// half says which of the two halves of the index a reading writes.
type half int

const (
	bothHalves half = iota
	spelledHalf
	heardHalf
)

// reading reads the words of records into the index, during one turn.
type reading struct {
	*Tx
	schema         *model.Schema
	began          time.Time
	told, most     int // bytes of text that were read in, and that may be
	half           half
	long           *longRow // that is being read in, or is to be next; nil: none is
	met            bool     // its text was met as it was
	spelled, heard []byte
}

// longRow is a row of the index with much text.
type longRow struct {
	row            int64
	codes, texts   []string
	half           half // that is to be written next; both: its words were not told apart yet
	spelled, heard []byte
}

// errLong says that a row has a turn of its own, and errChanged that its text is
// another since its words were told apart.
var (
	errLong    = errors.New("a long text has a turn of its own")
	errChanged = errors.New("the text has changed since it was read")
)

// read reads rows in until the turn is over, and reports whether none are left.
func (r *reading) read() (all bool, err error) {
	for {
		rows, err := r.numbers("SELECT row FROM stale ORDER BY row LIMIT ?", readAtOnce)
		if err != nil || len(rows) == 0 {
			return len(rows) == 0, err
		}
		for _, row := range rows {
			err := r.row(row)
			if errors.Is(err, errLong) {
				return false, nil
			}
			if err != nil {
				return false, err
			}
			if r.over() {
				return false, nil
			}
		}
	}
}

// over reports whether the turn has ended: it has read in what it may, or somebody
// wants to write or to read. At least one record is read in all the same: who waits
// all the time does not keep the index from growing.
func (r *reading) over() bool {
	return r.told >= r.most || time.Since(r.began) > turnLength || r.db.wanted(r.db.readingIn.waited) || r.ctx.Err() != nil
}

func (t *Tx) numbers(query string, args ...any) (ns []int64, err error) {
	return t.wholeNumbers(t.ctx, query, args...)
}

// row reads one row of the index anew. What cannot be read of the record itself is
// not looked for again and again: a check names it, and nothing finds it anyway.
func (r *reading) row(row int64) error {
	if r.half != heardHalf {
		if err := r.dropRow("spelling WHERE rowid", row); err != nil {
			return err
		}
	} else if err := r.hasSpelling(row); err != nil {
		return err
	}
	if err := r.dropRow("sound WHERE rowid", row); err != nil {
		return err
	}
	read := r.record
	if row&1 == 1 {
		read = r.passage
	}
	err := read(row >> 1)
	if err != nil && (!damaged(err) || errors.Is(err, errIndex)) {
		return err
	}
	switch {
	case r.half != bothHalves && !r.met: // it is gone by now, or cannot be read
		return errChanged
	case r.half == spelledHalf:
		return nil
	}
	return r.dropRow("stale WHERE row", row)
}

// hasSpelling fails with errChanged when the first half has gone again: when all of
// the index was forgotten meanwhile.
func (r *reading) hasSpelling(row int64) error {
	var there bool
	err := r.q.QueryRowContext(r.ctx, "SELECT EXISTS (SELECT 1 FROM spelling_docsize WHERE id = ?)", row).Scan(&there)
	if err == nil && !there && len(r.long.spelled) > 0 {
		return errChanged
	}
	return err
}

func (r *reading) dropRow(from string, row int64) error {
	if _, err := r.exec("DELETE FROM "+from+" = ?", row); err != nil {
		return fmt.Errorf("%w: %w", errIndex, err)
	}
	return nil
}

// words puts codes and the words of texts into the index. It fails with errLong when they are
// so many that this has turns of its own.
func (r *reading) words(row int64, codes []string, texts ...string) error {
	size := 0
	for _, text := range texts {
		size += len(text)
	}
	if r.half == bothHalves {
		if size > longText {
			r.long = &longRow{row: row, codes: codes, texts: texts}
			return errLong
		}
		r.told += size
		r.spelled, r.heard = wordsInto(r.spelled[:0], r.heard[:0], r.db.sounds, codes, texts)
	} else {
		if r.long.row != row || !slices.Equal(r.long.codes, codes) || !slices.Equal(r.long.texts, texts) {
			return errChanged
		}
		r.met, r.spelled, r.heard = true, r.long.spelled, r.long.heard
	}
	if len(r.heard) == 0 {
		return nil
	}
	if r.half != heardHalf {
		if _, err := r.exec("INSERT INTO spelling(rowid, words) VALUES(?, ?)", row, string(r.spelled)); err != nil {
			return fmt.Errorf("%w: %w", errIndex, err)
		}
	}
	if r.half != spelledHalf {
		if _, err := r.exec("INSERT INTO sound(rowid, words) VALUES(?, ?)", row, string(r.heard)); err != nil {
			return fmt.Errorf("%w: %w", errIndex, err)
		}
	}
	return nil
}

// fieldEnd stands in the index between the words of two fields, so that none of one
// stands behind one of another. Nobody can ask for it: it is no letter.
const fieldEnd = "¶ "

// wordsInto adds the words of texts to what the two halves of the index are given,
// as they are spelled and as they sound, and codes to both.
func wordsInto(spelled, heard []byte, sounds *search.Sounds, codes, texts []string) ([]byte, []byte) {
	for i, text := range texts {
		if i > 0 {
			spelled = append(spelled, fieldEnd...)
		}
		search.Each(text, func(fold []byte) {
			spelled = append(append(spelled, fold...), ' ')
			if s := sounds.Of(fold); s != "" {
				heard = append(heard, s...)
			} else {
				heard = append(heard, fold...)
			}
			heard = append(heard, ' ')
		})
	}
	for _, code := range codes {
		spelled = append(append(spelled, code...), ' ')
		heard = append(append(heard, code...), ' ')
	}
	return spelled, heard
}
