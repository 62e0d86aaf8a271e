package store

import (
	"bytes"
	"context"
	"database/sql"
	"embed"
	"encoding/binary"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"sort"

	sqlite3 "github.com/mattn/go-sqlite3"
)

// applicationID marks our files among SQLite's: "GVOH" (see the SQLite file
// format, section 1.3.17).
const applicationID = 0x47564F48

const driverName = "guvoh-sqlite3"

func init() {
	sql.Register(driverName, &sqlite3.SQLiteDriver{ConnectHook: func(c *sqlite3.SQLiteConn) error {
		// A file from outside must not run code of its own, and nothing may be
		// written beside the file but the rollback journal.
		_, err := c.Exec(`PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;
			PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000`, nil)
		return err
	}})
}

// dsn names the file for SQLite. Rollback journal and synchronous=EXTRA: the
// file is complete after each commit (it gets copied to sticks) and a power
// cut loses nothing that was acknowledged; FULL can lose the last commit when
// the folder's entry for the journal was not synced.
func dsn(path string, readOnly bool) string {
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath()}
	q := url.Values{"_busy_timeout": {"400"}}
	if readOnly {
		q.Set("mode", "ro")
		q.Set("_query_only", "true")
	} else {
		q.Set("mode", "rw")
		q.Set("_txlock", "immediate")
		q.Set("_locking_mode", "EXCLUSIVE")
		q.Set("_journal_mode", "DELETE")
		q.Set("_synchronous", "EXTRA")
		q.Set("_secure_delete", "on")
	}
	u.RawQuery = q.Encode()
	return u.String()
}

// header is what SQLite writes at the start of a file (file format, section 1.3).
const headerSize = 100

// probe looks at the first bytes of a file, before SQLite does, so that a
// file that is not ours is never changed. It gives the number of the newest
// migration that the file has seen.
func probe(path string) (version int, err error) {
	st, err := os.Stat(path)
	if err != nil {
		return 0, classify(err)
	}
	if !st.Mode().IsRegular() { // to open a pipe would wait for its other end
		return 0, ErrNotGuvoh
	}
	f, err := os.Open(path)
	if err != nil {
		return 0, classify(err)
	}
	defer f.Close()
	h := make([]byte, headerSize)
	if _, err := io.ReadFull(f, h); err != nil {
		return 0, ErrNotGuvoh
	}
	if !bytes.HasPrefix(h, []byte("SQLite format 3\x00")) || binary.BigEndian.Uint32(h[68:]) != applicationID {
		return 0, ErrNotGuvoh
	}
	version = int(binary.BigEndian.Uint32(h[60:]))
	if version > len(migrations()) {
		return 0, ErrNewer
	}
	return version, checkLength(path, h, st.Size())
}

// checkLength finds a file that was cut short: the header says how many
// pages there are. A rollback journal beside the file may still mend it.
func checkLength(path string, h []byte, size int64) error {
	page := int64(binary.BigEndian.Uint16(h[16:]))
	if page == 1 {
		page = 65536
	}
	pages := int64(binary.BigEndian.Uint32(h[28:]))
	sameWriter := bytes.Equal(h[24:28], h[92:96])
	if sameWriter && pages*page > size && !fileExists(path+"-journal") {
		return fmt.Errorf("%w: cut short to %d of %d bytes", ErrDamaged, size, pages*page)
	}
	return nil
}

//go:embed migrations/0*.sql
var migrationFiles embed.FS

// migrationSource is where migrations are read from; tests of the mechanism
// put others in its place.
var migrationSource fs.FS = migrationFiles

// migrations gives the names of all migrations in their order; the number of
// a file's version is the count of those it has seen.
func migrations() []string {
	names, err := fs.Glob(migrationSource, "migrations/0*.sql")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	sort.Strings(names)
	return names
}

// migrate brings the file from a version to the newest, each step in one
// transaction with its number. Before the first step of an old file a copy
// is kept beside it, named after the version it had.
func (db *DB) migrate(ctx context.Context, version int) error {
	if version > 0 {
		kept := fmt.Sprintf("%s.before-version-%d", db.path, version+1)
		if !fileExists(kept) {
			if err := db.CopyTo(kept); err != nil {
				return fmt.Errorf("keep a copy before the upgrade: %w", err)
			}
		}
	}
	for i, name := range migrations() {
		if i < version {
			continue
		}
		ddl, err := fs.ReadFile(migrationSource, name)
		if err != nil {
			return err
		}
		tx, err := db.sql.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, string(ddl)+
			fmt.Sprintf(";PRAGMA user_version = %d; PRAGMA application_id = %d", i+1, applicationID))
		if err != nil {
			tx.Rollback()
			return fmt.Errorf("migration %s: %w", name, err)
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}
