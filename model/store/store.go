package store

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"guvoh/model"
)

// DB is one open file. Its methods may be called from any goroutine; they
// take turns. Within [DB.Do] only the methods of [Tx] may be used.
type DB struct {
	path    string
	sql     *sql.DB
	base    *model.Schema // built-in kinds: the columns of the tables
	opts    Options
	tables  map[string]*table
	streams *streams

	mu      sync.Mutex // one writer at a time; guards what follows
	session session
	undo    []model.ID // actions that can be taken back, the newest last
	redo    []model.ID

	schemaMu sync.RWMutex
	schema   *model.Schema // built-in and the file's own words and fields
}

// Options say how a file is opened.
type Options struct {
	Schema   *model.Schema    // the built-in schema; required
	Author   string           // who writes, as colleagues will read it in the history; "" is who wrote last on this device
	Device   string           // a random word for this computer, so that a copied file does not write in its first owner's name
	ReadOnly bool             // look only: works on a CD, leaves no trace beside the file
	Now      func() time.Time // the clock; time.Now when nil
	MaxPages int              // the file grows no further; for tests of a full disk
}

func (o Options) now() time.Time {
	if o.Now != nil {
		return o.Now()
	}
	return time.Now()
}

// Create makes a new, empty file, readable by its owner only. It never
// overwrites: it fails with [ErrExists] when something of that name is there.
func Create(path string, o Options) (*DB, error) {
	if fileExists(path) {
		return nil, ErrExists
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return nil, classify(fmt.Errorf("create: %w", err))
	}
	if err := f.Close(); err != nil {
		return nil, classify(err)
	}
	db, err := connect(path, o)
	if err == nil {
		if err = db.migrate(context.Background(), 0); err == nil {
			err = db.start(context.Background())
		}
		if err != nil {
			db.sql.Close()
		}
	}
	if err != nil {
		os.Remove(path)
		os.Remove(path + "-journal")
		return nil, classify(err)
	}
	return db, nil
}

// Open opens a file. It fails with [ErrNotGuvoh], [ErrDamaged], [ErrNewer],
// [ErrInUse] or [ErrReadOnly], and then has not touched the file. Words typed
// before a crash and not yet journalled are journalled now (see [DB.SetDraft]).
func Open(path string, o Options) (*DB, error) {
	version, err := probe(path)
	if err != nil {
		return nil, err
	}
	db, err := connect(path, o)
	if err != nil {
		return nil, classify(err)
	}
	ctx := context.Background()
	if version < len(migrations()) && !o.ReadOnly {
		err = db.migrate(ctx, version)
	}
	if err == nil {
		err = db.start(ctx)
	}
	if err != nil {
		db.sql.Close()
		return nil, classify(err)
	}
	return db, nil
}

func connect(path string, o Options) (*DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	pool, err := sql.Open(driverName, dsn(abs, o.ReadOnly))
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(1)
	pool.SetMaxIdleConns(1)
	db := &DB{path: abs, sql: pool, base: o.Schema, schema: o.Schema, opts: o, tables: map[string]*table{}}
	for _, k := range o.Schema.Kinds() {
		db.tables[k.Name] = newTable(k)
	}
	if !o.ReadOnly {
		// Takes the lock for as long as the file is open, so that a second
		// program learns at once that it is in use.
		if _, err = pool.Exec(fmt.Sprintf("PRAGMA user_version; PRAGMA max_page_count = %d", o.MaxPages)); err == nil {
			err = lockExclusive(pool)
		}
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
	if err := db.loadUndo(ctx); err != nil {
		return err
	}
	if db.opts.ReadOnly {
		return nil
	}
	return db.recoverDrafts(ctx)
}

// Close lets go of the file.
func (db *DB) Close() error { return classify(db.sql.Close()) }

// Path gives where the file lies, as an absolute path.
func (db *DB) Path() string { return db.path }

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

// CopyTo writes a complete, compact copy of the file to a new path, where it
// appears whole or not at all. It is the only safe way to copy an open file.
// It fails with [ErrExists].
func (db *DB) CopyTo(path string) error {
	if fileExists(path) {
		return ErrExists
	}
	// SQLite takes an empty file that is there; one of its own making could be
	// read by others.
	f, err := os.CreateTemp(filepath.Dir(path), ".guvoh-*.part")
	if err != nil {
		return classify(err)
	}
	defer os.Remove(f.Name()) // not there any more when all went well
	if err := f.Close(); err != nil {
		return classify(err)
	}
	if _, err := db.sql.Exec("VACUUM INTO ?", f.Name()); err != nil {
		return classify(err)
	}
	if fileExists(path) {
		return ErrExists
	}
	return classify(os.Rename(f.Name(), path))
}
