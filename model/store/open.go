package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	sqlite3 "github.com/mattn/go-sqlite3"

	"guvoh/model"
	"guvoh/model/store/migrations"
	"guvoh/model/vault"
)

const driverName = "guvoh-sqlite3"

func init() {
	sql.Register(driverName, &sqlite3.SQLiteDriver{ConnectHook: func(c *sqlite3.SQLiteConn) error {
		if err := c.RegisterFunc("read_as", readAs, true); err != nil {
			return err
		}
		// A file from outside must not run code of its own, and nothing may be
		// written beside the file but the rollback journal. fullfsync is what
		// macOS calls a sync that reaches the disk itself.
		_, err := c.Exec(`PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;
			PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY; PRAGMA fullfsync = ON; PRAGMA cache_size = -16000`, nil)
		return err
	}})
}

// readAs is the function read_as of SQL: what texts are sorted by, in every script
// without regard to capitals and accents. SQLite's lower knows those of English only.
func readAs(v any) any {
	switch v := v.(type) {
	case string:
		return model.Fold(v)
	case []byte:
		return model.Fold(string(v))
	}
	return v
}

// dsn names the file for SQLite. Rollback journal and synchronous=EXTRA: the
// file is complete after each commit (it gets copied to sticks) and a power
// cut loses nothing that was acknowledged; FULL can lose the last commit when
// the folder's entry for the journal was not synced.
func dsn(v *vault.File, readOnly bool) string {
	q := url.Values{"_busy_timeout": {"400"}}
	if readOnly {
		q.Set("_query_only", "true")
	} else {
		q.Set("_txlock", "immediate")
		q.Set("_locking_mode", "EXCLUSIVE")
		q.Set("_journal_mode", "DELETE")
		q.Set("_synchronous", "EXTRA")
		q.Set("_secure_delete", "on")
	}
	return v.URI(readOnly, false) + "&" + q.Encode()
}

// plainDSN names an unsealed file of the first version.
func plainDSN(path string) string {
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath()}
	u.RawQuery = url.Values{"mode": {"rw"}, "_busy_timeout": {"400"}, "_locking_mode": {"EXCLUSIVE"}}.Encode()
	return u.String()
}

// unlock opens the seal of a file.
func unlock(path string, secret vault.Secret) (*vault.File, error) {
	if secret == nil {
		secret = vault.Passphrase("")
	}
	if err := Sealed(path); err != nil {
		return nil, err
	}
	v, err := vault.Open(path, secret)
	return v, classify(err)
}

// isOurs reports whether an unsealed database bears our mark (SQLite file
// format, section 1.3.17).
func isOurs(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	h := make([]byte, 100)
	_, err = io.ReadFull(f, h)
	return err == nil && binary.BigEndian.Uint32(h[68:]) == migrations.ApplicationID
}

// version gives the number of the newest migration that the file has seen. It
// fails with [ErrNewer] when this program does not know it.
func (db *DB) version(ctx context.Context) (n int, err error) {
	var mark int
	err = db.sql.QueryRowContext(ctx, `SELECT a.application_id, u.user_version
		FROM pragma_application_id AS a, pragma_user_version AS u`).Scan(&mark, &n)
	switch {
	case err != nil:
		return 0, err
	case mark != migrations.ApplicationID:
		return 0, ErrNotGuvoh
	case n > len(steps()):
		return 0, ErrNewer
	}
	return n, nil
}

// migrationSource is where migrations are read from; tests of the mechanism
// put others in its place.
var migrationSource fs.FS = migrations.Files

// steps gives the names of all migrations in their order; the number of a
// file's version is the count of those it has seen.
func steps() []string { return migrations.Names(migrationSource) }

// migrate brings the file from a version to the newest. Before the first step
// of an old file a copy is kept beside it, named after the version it had.
func (db *DB) migrate(ctx context.Context, version int) error {
	if version > 0 {
		kept := fmt.Sprintf("%s.before-version-%d", db.Path(), version+1)
		if !fileExists(kept) {
			if err := db.CopyTo(kept); err != nil {
				return fmt.Errorf("keep a copy before the upgrade: %w", err)
			}
		}
	}
	return db.step(ctx, version, len(steps()))
}

// step carries out the migrations behind one version up to another, each in
// one transaction with its number and with the note that tables are to be
// filled; see [DB.catchUp].
func (db *DB) step(ctx context.Context, from, to int) error {
	for i, name := range steps() {
		if i < from || i >= to {
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
		if from > 0 { // what the journal holds for the new tables comes once all are there
			ddl = fmt.Appendf(ddl, "\n;INSERT OR REPLACE INTO setting VALUES('%s', 'yes')", upgraded)
		}
		_, err = tx.ExecContext(ctx, string(ddl)+
			fmt.Sprintf(";PRAGMA user_version = %d; PRAGMA application_id = %d", i+1, migrations.ApplicationID))
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
