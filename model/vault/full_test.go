package vault_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	sqlite3 "github.com/mattn/go-sqlite3"

	"guvoh/model/vault"
	"guvoh/model/vault/internal/tape"
)

// steps are what is done on a disk that fills up. They spill, grow the file,
// make it smaller and touch many pages.
var steps = []string{
	"INSERT INTO t(tx, b) SELECT 1, hex(zeroblob(900)) || id FROM t",
	"UPDATE t SET b = b || 'y' WHERE id % 3 = 0",
	"INSERT INTO t(tx, b) VALUES(2, zeroblob(30000))",
	"DELETE FROM t WHERE tx = 0",
	"VACUUM",
}

// A fullDisk is one on which a file lies that is filled while it is written.
type fullDisk struct {
	path string
	mode journalMode
	db   *sql.DB
	file *vault.File // nil for plain SQLite
}

func (d *fullDisk) open() error {
	if d.file == nil {
		d.db = sql.OpenDB(connector{"file:" + d.path + "?vfs=" + tape.Name, append([]string{"temp_store=MEMORY", "secure_delete=ON", "cache_size=12"}, d.mode.pragmas...)})
		d.db.SetMaxOpenConns(1)
		return d.db.Ping()
	}
	f, err := vault.Open(d.path, right)
	if err != nil {
		return err
	}
	d.file = f
	d.db, err = openIn(f, d.mode)
	return err
}

func (d *fullDisk) close() {
	d.db.Close()
	if d.file != nil {
		d.file.Close()
	}
}

// fill runs the steps on a disk that fails at its n-th operation of a kind. It
// reports whether it came that far. after holds the contents before the first
// step and after each.
func (d *fullDisk) fill(what byte, n, code int, after []string) (failed bool, err error) {
	if err := d.open(); err != nil {
		return false, err
	}
	defer func() { d.close() }()
	tape.Fail(what, n, code)
	defer tape.Mend()
	for _, step := range steps {
		if err := d.step(step, code); errors.Is(err, errFull) {
			break
		} else if err != nil {
			return true, fmt.Errorf("%.12s: %w", step, err)
		}
		after = after[1:]
	}
	// What was acknowledged can be read on while the disk is full. A step that
	// failed in its last moment may be there, but never a part of it: that is
	// what SQLite's own file layer gives, too.
	now, err := contents(d.db)
	if err != nil || !slices.Contains(after[:min(2, len(after))], now) {
		return true, fmt.Errorf("read on the full disk: other contents, %w", err)
	}
	if !tape.Mend() {
		return false, nil
	}
	// It can be written again once there is room, ...
	if _, err := d.db.Exec("INSERT INTO t(tx, b) VALUES(3, 'room again')"); err != nil {
		return true, fmt.Errorf("written when there is room again: %w", err)
	}
	if now, err = contents(d.db); err != nil {
		return true, err
	}
	// ... and all of it is in the file.
	d.close()
	if err := d.open(); err != nil {
		return true, fmt.Errorf("opened again: %w", err)
	}
	var s string
	if err := d.db.QueryRow("PRAGMA integrity_check").Scan(&s); err != nil || s != "ok" {
		return true, fmt.Errorf("integrity %.60q: %w", s, err)
	}
	if s, err := contents(d.db); err != nil || s != now {
		return true, fmt.Errorf("opened again: other contents, %w", err)
	}
	return true, nil
}

var errFull = errors.New("the disk is full, as it should be")

// step runs a statement in a transaction, as far as it can be in one.
func (d *fullDisk) step(statement string, code int) error {
	c, err := d.db.Conn(context.Background())
	if err != nil {
		return err
	}
	defer c.Close()
	_, err = c.ExecContext(context.Background(), statement)
	var e sqlite3.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &e) && (int(e.Code) == code || int(e.ExtendedCode) == code):
		return errFull
	}
	return err
}

// prepare makes the file, and gives the folder with it and what it holds after
// each step on a disk that is large enough.
func (d *fullDisk) prepare(t *testing.T) (files map[string][]byte, after []string) {
	t.Helper()
	must(t, d.open())
	run(t, d.db, "CREATE TABLE t(id INTEGER PRIMARY KEY, tx INTEGER, b TEXT); CREATE INDEX byText ON t(b)")
	for range 20 {
		run(t, d.db, "INSERT INTO t(tx, b) VALUES(0, ?)", strings.Repeat("x", 1500))
	}
	d.close()
	files = gather(t, filepath.Dir(d.path))
	must(t, d.open())
	defer d.close()
	for n := range len(steps) + 1 {
		if n > 0 {
			run(t, d.db, steps[n-1])
		}
		s, err := contents(d.db)
		must(t, err)
		after = append(after, s)
	}
	return files, after
}

// Plain SQLite runs through the same, so that we see what is its own doing.
func TestNothingIsLostOnAFullDisk(t *testing.T) {
	tape.Lazy(true)
	defer tape.Lazy(false)
	kinds := []struct {
		name string
		what byte
		code int
	}{{"writes", tape.Write, tape.Full}, {"syncs", tape.Sync, tape.Fsync}}
	for _, m := range modes[:size(1, len(modes))] {
		for _, seal := range []string{"plain", "sealed"} {
			t.Run(m.name+", "+seal, func(t *testing.T) {
				d := fullDisk{path: filepath.Join(t.TempDir(), "disk", "a.guvoh"), mode: m}
				lay(t, filepath.Dir(d.path), nil)
				if seal == "sealed" {
					create(t, d.path).Close()
					d.file = new(vault.File)
				}
				files, after := d.prepare(t)
				for _, k := range kinds {
					n, bad := 1, map[string][]int{}
					for failed := true; failed; n += size(11, 1) {
						lay(t, filepath.Dir(d.path), files)
						var err error
						if failed, err = d.fill(k.what, n, k.code, after); err != nil {
							bad[err.Error()] = append(bad[err.Error()], n)
						}
					}
					t.Logf("%s were let fail, up to the %d.", k.name, n)
					for why, at := range bad {
						t.Errorf("%s: at %d of the %s, first the %d.", why, len(at), k.name, slices.Min(at))
					}
					if n < 10 {
						t.Errorf("no more than %d %s", n, k.name)
					}
				}
			})
		}
	}
}
