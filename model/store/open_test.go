package store_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault"
)

// released are the migrations that files in the world have seen: they never
// change again.
var released = map[string]string{
	"0001_records.sql":    "1aa8c2f28b96fa622cdd6f3ac87c87b4e625e3e6395ba917dd576edbd83d0df3",
	"0002_dossiers.sql":   "41d318d59bcad36f900cb475bbbe93ed6c32e1d82930c392c5505afddaed265f",
	"0003_colleagues.sql": "24f9dd9dfd02bc35fa9a1a147a32ded9f37f6581ed217102f29891616f70d8d2",
	"0004_finding.sql":    "add3c625e870d7bb72374fd3f0aa64d131f5268a688fbc0ce7d8ed915fcfdb9b",
	"0005_room.sql":       "ebdcede900b770fcef0e86301dd7281850fb2c8fe3f8fa3fd997404d2f8c6171",
	"0006_complaints.sql": "56d70611ccf673db8e6fb77239cdb6e57493af5ab858834e781ad33eab8c73b8",
	"0007_pairs.sql":      "fe84db98da94d033a6b86a486e6c0e55d56c89ee4443df8e9cce675dc9ebf0c9",
}

func TestMigrations(t *testing.T) {
	t.Run("of a released version never change", func(t *testing.T) {
		for name, want := range released {
			b, err := fs.ReadFile(store.Migrations(), name)
			if sum := sha256.Sum256(b); err != nil || hex.EncodeToString(sum[:]) != want {
				t.Errorf("%s was changed (%v)", name, err)
			}
		}
	})
	t.Run("make tables that follow the descriptions of the kinds", func(t *testing.T) {
		db := mustCreate(t)
		for _, k := range schema(t).Kinds() {
			cols, err := db.Columns(k.Name)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range k.Fields {
				want := "TEXT"
				if f.Type == model.Int || f.Type == model.Bool {
					want = "INTEGER"
				}
				if cols[f.Name] != want {
					t.Errorf("missing in the newest migration: ALTER TABLE %q ADD COLUMN %q %s;", k.Name, f.Name, want)
				}
				delete(cols, f.Name)
			}
			delete(cols, "n")
			delete(cols, "extra")
			for c := range cols {
				t.Errorf("table %s has a column %s that no field describes", k.Name, c)
			}
		}
	})
	t.Run("of an older file keep a copy of it and lose nothing", func(t *testing.T) {
		db := mustCreate(t)
		c := newCase(t, db, "one")
		path := db.Path()
		db.Close()
		before := mustRead(t, path)

		restore := store.UseMigrations(withNext(t, "CREATE TABLE later(x TEXT) STRICT"))
		defer restore()
		db = mustOpen(t, path)
		if got := mustGet(t, db, c.ID).Text("title"); got != "one" {
			t.Errorf("title is %q", got)
		}
		copies, _ := filepath.Glob(path + ".before-*")
		if len(copies) != 1 {
			t.Fatalf("%d copies", len(copies))
		}
		if st, _ := os.Stat(copies[0]); st.Mode().Perm() != 0o600 {
			t.Errorf("the copy is readable by others: %v", st.Mode())
		}
		db.Close()
		restore()
		if _, err := store.Open(path, options(t)); !errors.Is(err, store.ErrNewer) {
			t.Errorf("an older program opened it: %v", err)
		}
		old := mustOpen(t, copies[0])
		if got := mustGet(t, old, c.ID).Text("title"); got != "one" || len(before) == 0 {
			t.Errorf("the copy holds %q", got)
		}
	})
	t.Run("that fail leave the file as it was", func(t *testing.T) {
		db := mustCreate(t)
		newCase(t, db, "one")
		path := db.Path()
		db.Close()
		before := mustRead(t, path)
		restore := store.UseMigrations(withNext(t, "CREATE TABLE later(x TEXT) STRICT; CREATE TABLE later(y TEXT) STRICT"))
		if _, err := store.Open(path, options(t)); err == nil {
			t.Error("it opened")
		}
		restore()
		if !bytes.Equal(before, mustRead(t, path)) {
			t.Error("the file changed")
		}
		mustOpen(t, path)
	})
}

func withNext(t *testing.T, ddl string) fs.FS {
	t.Helper()
	m := fstest.MapFS{"0999_next.sql": {Data: []byte(ddl)}}
	names, _ := fs.Glob(store.Migrations(), "0*.sql")
	for _, n := range names {
		b, _ := fs.ReadFile(store.Migrations(), n)
		m[n] = &fstest.MapFile{Data: b}
	}
	return m
}

// changed runs SQL on a file behind the store's back.
func changed(t *testing.T, path, query string) string {
	t.Helper()
	db := mustOpen(t, path)
	if err := db.Exec(query); err != nil {
		t.Fatal(err)
	}
	db.Close()
	return path
}

func mustRead(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestOpenRefuses(t *testing.T) {
	good := func(t *testing.T) string {
		db := mustCreate(t)
		mustDo(t, db, "create", func(tx *store.Tx) error {
			for i := range 40 {
				r := model.NewRecord("case")
				r.Set("title", text(strings.Repeat(fmt.Sprintf("case %d ", i), 40)))
				if err := tx.Put(r); err != nil {
					return err
				}
			}
			return nil
		})
		path := db.Path()
		db.Close()
		return path
	}
	write := func(t *testing.T, b []byte) string {
		path := filepath.Join(t.TempDir(), "x.guvoh")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, c := range []struct {
		name string
		path func(*testing.T) string
		want error
	}{
		{"an empty file", func(t *testing.T) string { return write(t, nil) }, store.ErrNotGuvoh},
		{"a text file", func(t *testing.T) string { return write(t, bytes.Repeat([]byte("minutes of a meeting\n"), 99)) }, store.ErrNotGuvoh},
		{"a folder", func(t *testing.T) string { return t.TempDir() }, store.ErrNotGuvoh},
		{"another program's database", func(t *testing.T) string {
			b := append([]byte("SQLite format 3\x00\x10\x00"), make([]byte, 8174)...)
			return write(t, b)
		}, store.ErrNotGuvoh},
		{"a sealed database that is not ours", func(t *testing.T) string {
			return changed(t, good(t), "PRAGMA application_id = 7")
		}, store.ErrNotGuvoh},
		{"a file from a newer version", func(t *testing.T) string {
			return changed(t, good(t), "PRAGMA user_version = 200")
		}, store.ErrNewer},
		{"a file that a newer version sealed", func(t *testing.T) string {
			b := mustRead(t, good(t))
			b[11], b[65536+11] = 9, 9
			return write(t, b)
		}, store.ErrNewer},
		{"a file cut short", func(t *testing.T) string { b := mustRead(t, good(t)); return write(t, b[:len(b)/2]) }, store.ErrDamaged},
		{"a file whose first page is scrambled", func(t *testing.T) string {
			b := mustRead(t, good(t))
			for i := 131072 + 104; i < 131072+4096; i++ {
				b[i] = byte(i * 7)
			}
			return write(t, b)
		}, store.ErrDamaged},
		{"a file whose header is scrambled in both copies", func(t *testing.T) string {
			b := mustRead(t, good(t))
			b[100] ^= 1
			b[65536+100] ^= 1
			return write(t, b)
		}, store.ErrDamaged},
		{"a file of the first version, which is not sealed", func(t *testing.T) string {
			b := append([]byte("SQLite format 3\x00\x10\x00"), make([]byte, 8174)...)
			copy(b[68:], "GVOH")
			return write(t, b)
		}, store.ErrUnsealed},
		{"a path where nothing is", func(t *testing.T) string { return filepath.Join(t.TempDir(), "none.guvoh") }, fs.ErrNotExist},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := c.path(t)
			before, _ := os.ReadFile(path)
			db, err := store.Open(path, options(t))
			if err == nil {
				db.Close()
			}
			if !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
			if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
				t.Error("the file was touched")
			}
		})
	}
	t.Run("a second opening of one file", func(t *testing.T) {
		db := mustCreate(t)
		c := newCase(t, db, "one")
		if _, err := store.Open(db.Path(), options(t)); !errors.Is(err, store.ErrInUse) {
			t.Errorf("got %v", err)
		}
		o := options(t)
		o.ReadOnly = true
		if _, err := store.Open(db.Path(), o); !errors.Is(err, store.ErrInUse) {
			t.Errorf("read-only: got %v", err)
		}
		mustDo(t, db, "edit", set(c.ID, "title", text("two")))
	})
	t.Run("the wrong passphrase", func(t *testing.T) {
		path := good(t)
		before := mustRead(t, path)
		o := options(t)
		for _, s := range []vault.Secret{vault.Passphrase("another"), vault.Passphrase(""), vault.Words("0123456789abcdef"), nil} {
			o.Secret = s
			if _, err := store.Open(path, o); !errors.Is(err, store.ErrWrongKey) {
				t.Errorf("got %v", err)
			}
		}
		if !bytes.Equal(before, mustRead(t, path)) {
			t.Error("the file was touched")
		}
	})
	t.Run("to create a file that nothing would open", func(t *testing.T) {
		o := options(t)
		o.Secret = nil
		path := filepath.Join(t.TempDir(), "x.guvoh")
		if _, err := store.Create(path, o); !errors.Is(err, store.ErrNoPassphrase) {
			t.Errorf("got %v", err)
		}
		if in, _ := os.ReadDir(filepath.Dir(path)); len(in) != 0 {
			t.Errorf("%d files are there", len(in))
		}
	})
	t.Run("to create over a file that is there", func(t *testing.T) {
		path := write(t, []byte("something dear"))
		if _, err := store.Create(path, options(t)); !errors.Is(err, store.ErrExists) {
			t.Errorf("got %v", err)
		}
		if string(mustRead(t, path)) != "something dear" {
			t.Error("it was overwritten")
		}
	})
	t.Run("to write into a file opened to look only, and leaves no trace beside it", func(t *testing.T) {
		path := good(t)
		o := options(t)
		o.ReadOnly = true
		db, err := store.Open(path, o)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if _, err := db.Do(ctx, "create", func(tx *store.Tx) error { return tx.Put(model.NewRecord("case")) }); !errors.Is(err, store.ErrReadOnly) {
			t.Errorf("got %v", err)
		}
		mustBeSound(t, db)
		if beside, _ := filepath.Glob(path + "?*"); len(beside) != 0 {
			t.Errorf("left beside the file: %d files", len(beside))
		}
	})
}

func TestOddNames(t *testing.T) {
	for _, name := range []string{"a b?#%41.guvoh", "Ўткир дўст.guvoh", "it's 100% «ours».guvoh"} {
		path := filepath.Join(t.TempDir(), name)
		db, err := store.Create(path, options(t))
		if err != nil {
			t.Fatalf("%q: %v", name, err)
		}
		newCase(t, db, "one")
		db.Close()
		mustOpen(t, path)
	}
}

func TestFullDisk(t *testing.T) {
	db := mustCreate(t)
	c := newCase(t, db, "one")
	if err := db.LimitPages(2); err != nil {
		t.Fatal(err)
	}
	long := text(strings.Repeat("what was said ", 40000))
	if _, err := db.Do(ctx, "edit", set(c.ID, "summary", long)); !errors.Is(err, store.ErrFull) {
		t.Fatalf("got %v", err)
	}
	_, err := db.Do(ctx, "attach", func(tx *store.Tx) error {
		_, err := tx.Evidence(bytes.NewReader(make([]byte, 3<<20)), "scan.pdf", "application/pdf", nil)
		return err
	})
	if !errors.Is(err, store.ErrFull) {
		t.Fatalf("got %v", err)
	}
	if got := mustGet(t, db, c.ID); got.Text("title") != "one" || got.Text("summary") != "" {
		t.Error("the record is not as it was")
	}
	if err := db.LimitPages(100000); err != nil { // somebody made room
		t.Fatal(err)
	}
	mustDo(t, db, "edit", set(c.ID, "summary", long))
	mustBeSound(t, db)
}
