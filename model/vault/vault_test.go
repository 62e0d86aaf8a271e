package vault_test

import (
	"bytes"
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"
	sqlite3 "github.com/mattn/go-sqlite3"

	"guvoh/model/vault"
	"guvoh/model/vault/internal/tape"
)

// cheap makes a guess cost nothing: tests make many files.
var cheap = vault.Cost{Time: 1, Memory: 64, Threads: 1}

const right = vault.Passphrase("right")

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// create makes a vault that the passphrase "right" opens.
func create(t testing.TB, path string) *vault.File {
	t.Helper()
	f, err := vault.Create(path, cheap, vault.NewPassphrase("right", ""))
	must(t, err)
	t.Cleanup(f.Close)
	return f
}

type connector struct {
	dsn     string
	pragmas []string
}

func (c connector) Driver() driver.Driver { return &sqlite3.SQLiteDriver{} }

func (c connector) Connect(context.Context) (driver.Conn, error) {
	d := sqlite3.SQLiteDriver{ConnectHook: func(conn *sqlite3.SQLiteConn) error {
		for _, p := range c.pragmas {
			if _, err := conn.Exec("PRAGMA "+p, nil); err != nil {
				return err
			}
		}
		return nil
	}}
	return d.Open(c.dsn)
}

// open opens a vault in SQLite, with one connection.
func open(t testing.TB, f *vault.File, pragmas ...string) *sql.DB {
	t.Helper()
	db := sql.OpenDB(connector{f.URI(false, false), append([]string{"temp_store=MEMORY", "secure_delete=ON"}, pragmas...)})
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { db.Close() })
	must(t, db.Ping())
	return db
}

func run(t testing.TB, db *sql.DB, query string, args ...any) {
	t.Helper()
	if _, err := db.Exec(query, args...); err != nil {
		t.Fatal(query, err)
	}
}

// ask gives the one value that a query answers.
func ask[T any](t testing.TB, db *sql.DB, query string) (v T) {
	t.Helper()
	must(t, db.QueryRow(query).Scan(&v))
	return v
}

// control gives what carries out file controls on an open database.
func control(db *sql.DB) vault.Control {
	return func(op, arg int) error {
		c, err := db.Conn(context.Background())
		if err != nil {
			return err
		}
		defer c.Close()
		return c.Raw(func(x any) error { return x.(*sqlite3.SQLiteConn).SetFileControlInt("main", op, arg) })
	}
}

const marker = "what the witness said"

// noTrace fails when a file of the folder holds something in clear.
func noTrace(t testing.TB, dir string) {
	t.Helper()
	must(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		for _, secret := range []string{marker, "SQLite format", "CREATE TABLE", "witness"} {
			if bytes.Contains(b, []byte(secret)) {
				t.Errorf("%s holds %q in clear", filepath.Base(path), secret)
			}
		}
		return err
	}))
}

func TestEveryJournalModeIsSealed(t *testing.T) {
	tape.Lazy(true)
	defer tape.Lazy(false)
	for _, mode := range []string{"DELETE", "TRUNCATE", "PERSIST", "WAL"} {
		t.Run(mode, func(t *testing.T) {
			dir := t.TempDir()
			f := create(t, filepath.Join(dir, "a b#?%41 Ўткир.guvoh"))
			db := open(t, f, "cache_size=10", "journal_mode="+mode)
			if got := ask[string](t, db, "PRAGMA journal_mode"); !strings.EqualFold(got, mode) {
				t.Fatalf("the journal mode is %s", got)
			}
			run(t, db, "CREATE TABLE t(id INTEGER PRIMARY KEY, b TEXT)")
			for i := range 300 {
				run(t, db, "INSERT INTO t(b) VALUES(?)", fmt.Sprintf("%s %d %s", marker, i, strings.Repeat("x", 1000)))
			}
			tx, err := db.Begin()
			must(t, err)
			_, err = tx.Exec("UPDATE t SET b = b || 'y'") // spills, so that a journal lies there
			must(t, err)
			noTrace(t, dir)
			must(t, tx.Rollback())
			if n := ask[int](t, db, "SELECT count(*) FROM t WHERE b LIKE 'what%x'"); n != 300 {
				t.Errorf("%d rows", n)
			}
			if s := ask[string](t, db, "PRAGMA integrity_check"); s != "ok" {
				t.Error(s)
			}
			db.Close()
			noTrace(t, dir)
			f.Close()
			g, err := vault.Open(f.Path(), right)
			must(t, err)
			defer g.Close()
			if n := ask[int](t, open(t, g), "SELECT count(*) FROM t"); n != 300 {
				t.Errorf("%d rows after opening again", n)
			}
		})
	}
}

func TestKeys(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.guvoh")
	f := create(t, path)
	db := open(t, f)
	run(t, db, "CREATE TABLE t(b)")
	secret := bytes.Repeat([]byte{7}, 16)
	classic, err := age.GenerateX25519Identity()
	must(t, err)
	hybrid, err := age.GenerateHybridIdentity()
	must(t, err)
	must(t, f.Change(control(db), vault.MarkReady, vault.Add(vault.NewRecovery(secret, "the drawer")),
		vault.Add(vault.NewRecipient(classic.Recipient(), "A.")), vault.Add(vault.NewRecipient(hybrid.Recipient(), "B."))))
	db.Close()
	f.Close()

	for name, s := range map[string]vault.Secret{
		"the passphrase": right, "the words": vault.Words(secret),
		"a key": vault.Identities{classic}, "a post-quantum key": vault.Identities{hybrid},
	} {
		g, err := vault.Open(path, s)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		again := open(t, g)
		if n := ask[int](t, again, "SELECT count(*) FROM t"); n != 0 || len(g.Slots()) != 4 {
			t.Errorf("%s: %d slots", name, len(g.Slots()))
		}
		again.Close()
		g.Close()
	}
	stranger, _ := age.GenerateX25519Identity()
	for name, s := range map[string]vault.Secret{
		"a wrong passphrase": vault.Passphrase("wrong"), "no passphrase": vault.Passphrase(""), "no words": vault.Words(nil),
		"the words as a passphrase": vault.Passphrase(secret), "other words": vault.Words(bytes.Repeat([]byte{8}, 16)),
		"a stranger's key": vault.Identities{stranger}, "no key": vault.Identities{},
	} {
		if _, err := vault.Open(path, s); !errors.Is(err, vault.ErrWrongKey) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
