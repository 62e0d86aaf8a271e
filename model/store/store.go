package store

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"guvoh/model"
	"guvoh/model/search"
	"guvoh/model/vault"
)

// DB is one open file. Its methods may be called from any goroutine; they
// take turns. Within [DB.Do] only the methods of [Tx] may be used.
type DB struct {
	vault   *vault.File
	sql     *sql.DB
	base    *model.Schema // built-in kinds: the columns of the tables
	opts    Options
	tables  map[string]*table
	streams *streams
	known   known
	merged  atomic.Int64 // the number of the newest merge

	statements sync.Map     // prepared, of searches, by their text
	index      atomic.Int32 // how it is with the index of words; see indexWhole
	forgot     atomic.Int64 // how often the index was emptied; who reads it meanwhile begins anew
	unpaired   atomic.Int64 // how often a person had to be compared anew; a review that goes on forgets what it had read
	sounds     *search.Sounds
	called     atomic.Pointer[labelsOf] // what words of vocabularies are called
	readingIn  readingIn

	mu      turn // one writer at a time; guards what follows
	session session
	undo    []model.ID // actions that can be taken back, the newest last
	redo    []model.ID

	schemaMu sync.RWMutex
	schema   *model.Schema // built-in and the file's own words and fields

	life    context.Context // ends when the file is to be closed
	end     context.CancelFunc
	copying sync.RWMutex // held to read while pages are being copied elsewhere
}

// Options say how a file is opened.
type Options struct {
	Schema *model.Schema // the built-in schema; required
	Secret vault.Secret  // what opens the file; a new one is locked with it, and it must then be a passphrase
	Cost   vault.Cost    // of a guess at the passphrase of a new file; measured for this machine when zero
	Author string        // who writes, as colleagues will read it in the history; "" is who wrote last on this device
	Device string        // a random word for this computer, so that a copied file does not write in its first owner's name
	// DeviceSecret is 32 random bytes that lie in this person's own settings and
	// in no file. Together with what the file keeps for Device they make the key
	// by which this device signs; nil: what is written is unsigned.
	DeviceSecret []byte
	ReadOnly     bool             // look only: works on a CD, leaves no trace beside the file
	Now          func() time.Time // the clock; time.Now when nil
	MaxPages     int              // the file grows no further; for tests of a full disk
}

func (o Options) now() time.Time {
	if o.Now != nil {
		return o.Now()
	}
	return time.Now()
}

// Create makes a new, empty file, readable by its owner only and sealed, that
// the passphrase in o.Secret opens. It never overwrites: it fails with
// [ErrExists] when something of that name is there.
func Create(path string, o Options) (*DB, error) {
	p, ok := o.Secret.(vault.Passphrase)
	if !ok {
		return nil, ErrNoPassphrase
	}
	abs, err := resolve(path)
	if err != nil {
		return nil, err
	}
	if fileExists(abs) { // before the passphrase is stretched
		return nil, ErrExists
	}
	v, err := vault.Create(abs, o.Cost, vault.NewPassphrase(string(p), ""))
	if err != nil {
		return nil, classify(err)
	}
	db, err := fill(v, o)
	if err != nil {
		v.Close()
		os.Remove(abs)
		os.Remove(abs + "-journal")
		return nil, classify(err)
	}
	return db, nil
}

// fill makes the tables of a new file.
func fill(v *vault.File, o Options) (*DB, error) {
	db, err := connect(v, o)
	if err != nil {
		return nil, err
	}
	ctx := context.Background()
	if err = db.migrate(ctx, 0); err == nil {
		err = db.SetSetting(wordsKey, wordsVersion)
	}
	if err == nil {
		if err = db.ChangeKeys(vault.MarkReady); err == nil {
			err = db.start(ctx)
		}
	}
	if err != nil {
		db.sql.Close()
		return nil, err
	}
	return db, nil
}

// Open opens a file with what is in o.Secret. It fails with [ErrWrongKey],
// [ErrWiped], [ErrUnsealed], [ErrNotGuvoh], [ErrDamaged], [ErrNewer],
// [ErrInUse], [ErrReadOnly] or [ErrHostile], and then has not touched the
// file. Words typed before a crash and not yet journalled are journalled now
// (see [DB.SetDraft]).
func Open(path string, o Options) (*DB, error) {
	abs, err := resolve(path)
	if err != nil {
		return nil, err
	}
	v, err := unlock(abs, o.Secret)
	if err != nil {
		return nil, err
	}
	db, err := open(v, o)
	if err != nil {
		v.Close()
		return nil, classify(err)
	}
	return db, nil
}

func open(v *vault.File, o Options) (*DB, error) {
	db, err := connect(v, o)
	if err != nil {
		return nil, err
	}
	ctx := context.Background()
	version, err := db.version(ctx)
	switch older := version < len(steps()); {
	case err == nil && older && o.ReadOnly:
		err = db.readAsOlder(ctx)
	case err == nil && older:
		err = db.migrate(ctx, version)
	}
	if err == nil {
		err = db.start(ctx)
	}
	if err != nil {
		db.sql.Close()
		return nil, err
	}
	db.judgeIndex()
	return db, nil
}

func connect(v *vault.File, o Options) (*DB, error) {
	pool, err := sql.Open(driverName, dsn(v, o.ReadOnly))
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(1)
	pool.SetMaxIdleConns(1)
	db := &DB{vault: v, sql: pool, base: o.Schema, schema: o.Schema, opts: o, tables: map[string]*table{}, sounds: search.NewSounds()}
	db.life, db.end = context.WithCancel(context.Background())
	for _, k := range o.Schema.Kinds() {
		db.tables[k.Name] = newTable(k)
	}
	if !o.ReadOnly {
		// Takes the lock for as long as the file is open, so that a second
		// program learns at once that it is in use.
		if _, err = pool.Exec(fmt.Sprintf("PRAGMA user_version; PRAGMA max_page_count = %d", o.MaxPages)); err == nil {
			err = lockExclusive(pool)
		}
		if err == nil {
			err = v.Confirm(db.control)
		}
		if err == nil && leftBeside(v.Path()) {
			err = clearAway(pool)
		}
		vault.SweepScratch(db.folderOf())
	}
	if err != nil {
		pool.Close()
		return nil, err
	}
	return db, nil
}

func lockExclusive(pool *sql.DB) error {
	c, err := pool.Conn(context.Background())
	if err != nil {
		return err
	}
	defer c.Close()
	if _, err := c.ExecContext(context.Background(), "BEGIN EXCLUSIVE"); err != nil {
		return err
	}
	_, err = c.ExecContext(context.Background(), "COMMIT")
	return err
}

// clearAway has SQLite remove the journal of a crash when it closes the file. It
// has taken back what was half done by now, but in its exclusive mode it only
// removes a journal that it has written itself.
func clearAway(pool *sql.DB) error {
	var n int
	if err := pool.QueryRow("PRAGMA user_version").Scan(&n); err != nil {
		return err
	}
	_, err := pool.Exec(fmt.Sprintf("PRAGMA user_version = %d", n))
	return err
}

// start reads what every session needs: the streams, the users' own words
// and fields, what can be undone, and words left over from a crash.
func (db *DB) start(ctx context.Context) error {
	var err error
	if db.streams, err = loadStreams(ctx, db.sql); err != nil {
		return err
	}
	if db.opts.Author == "" {
		if db.opts.Author, err = db.Setting(db.authorKey()); err != nil {
			return err
		}
	}
	if err := db.reloadSchema(ctx); err != nil {
		return err
	}
	if !db.opts.ReadOnly {
		if err := db.catchUp(ctx); err != nil {
			return err
		}
		if err := db.keysAnew(ctx); err != nil {
			return err
		}
	}
	if err := db.loadUndo(ctx); err != nil {
		return err
	}
	if err := db.loadMerged(ctx); err != nil {
		return err
	}
	if db.opts.ReadOnly {
		return nil
	}
	return db.recoverDrafts(ctx)
}

// Close lets go of the file and forgets its key. A backup that is being made
// ends without having been made, and so does an action.
func (db *DB) Close() error {
	db.end()
	db.copying.Lock() // until SQLite holds no copying on the file, or it would stay open behind us
	defer db.copying.Unlock()
	err := classify(db.sql.Close())
	db.vault.Close()
	return err
}

// Path gives where the file lies, as an absolute path. It is another than the
// one that was opened when a decoy's passphrase was given.
func (db *DB) Path() string { return db.vault.Path() }

// ReadOnly reports whether the file was opened to look only.
func (db *DB) ReadOnly() bool { return db.opts.ReadOnly }

// Author gives the name under which this session writes.
func (db *DB) Author() string {
	db.mu.Lock()
	defer db.mu.Unlock()
	return db.opts.Author
}

// SetAuthor changes the name under which later entries are written and keeps
// it in the file, for this device. Entries already written keep theirs.
func (db *DB) SetAuthor(name string) error {
	name = strings.TrimSpace(model.CleanText(name))
	if err := db.SetSetting(db.authorKey(), name); err != nil {
		return err
	}
	db.mu.Lock()
	defer db.mu.Unlock()
	if name != db.opts.Author {
		db.opts.Author = name
		db.session = session{} // the next entry starts a stream of the new name
	}
	return nil
}

func (db *DB) authorKey() string { return "author " + db.opts.Device }

// Schema gives the kinds, fields and words of the file: the built-in ones and
// those its users added.
func (db *DB) Schema() *model.Schema {
	db.schemaMu.RLock()
	defer db.schemaMu.RUnlock()
	return db.schema
}

func (db *DB) reloadSchema(ctx context.Context) error {
	var custom []model.Record
	for _, kind := range []string{"field", "term"} {
		rs, err := db.Records(ctx, kind)
		if err != nil {
			return err
		}
		custom = append(custom, rs...)
	}
	db.schemaMu.Lock()
	defer db.schemaMu.Unlock()
	db.schema = db.base.With(custom)
	return nil
}

// Setting gives a setting of this copy of the file; "" when it is not set.
// Settings are not part of the record: they are not journalled or merged.
func (db *DB) Setting(key string) (string, error) {
	var v string
	err := db.sql.QueryRow("SELECT value FROM setting WHERE key = ?", key).Scan(&v)
	if err == sql.ErrNoRows {
		return "", nil
	}
	return v, classify(err)
}

// SetSetting keeps a setting in this copy of the file.
func (db *DB) SetSetting(key, value string) error {
	if db.opts.ReadOnly {
		return ErrReadOnly
	}
	_, err := db.sql.Exec("INSERT INTO setting VALUES(?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", key, value)
	return classify(err)
}
