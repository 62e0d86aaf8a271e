package store_test

import (
	"bytes"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"guvoh/model/store"
)

// plainFile makes a file of the first version, as that version left it.
func plainFile(t *testing.T) (path, title string) {
	t.Helper()
	db := mustCreate(t)
	c := newCase(t, db, "what was said, unsealed")
	mustDo(t, db, "attach", func(tx *store.Tx) error {
		_, err := tx.Evidence(bytes.NewReader(bytes.Repeat([]byte("scan"), 400_000)), "scan.pdf", "application/pdf", nil)
		return err
	})
	title = mustGet(t, db, c.ID).Text("title")
	path = filepath.Join(t.TempDir(), "old.guvoh")
	plain, err := sql.Open("sqlite3", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer plain.Close()
	if err := db.CopyPlain(plain); err != nil {
		t.Fatal(err)
	}
	if b := mustRead(t, path); !bytes.Contains(b, []byte("what was said, unsealed")) {
		t.Fatal("it is not plain")
	}
	return path, title
}

func TestSeal(t *testing.T) {
	t.Run("a file of the first version keeps everything under its name, and its original", func(t *testing.T) {
		path, title := plainFile(t)
		before := mustRead(t, path)
		if _, err := store.Open(path, options(t)); !errors.Is(err, store.ErrUnsealed) {
			t.Fatalf("opening says %v", err)
		}
		original, err := store.Seal(ctx, path, options(t))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(mustRead(t, path), []byte("what was said")) {
			t.Error("the sealed file holds words in clear")
		}
		if !bytes.Equal(before, mustRead(t, original)) {
			t.Error("the original was changed")
		}
		db := mustOpen(t, path)
		mustBeSound(t, db)
		ns, err := db.CaseNumbers(ctx, store.CaseQuery{})
		if err != nil || len(ns) != 1 {
			t.Fatal(err, len(ns))
		}
		if rows, err := db.CaseRows(ctx, ns); err != nil || rows[0].Title != title {
			t.Errorf("the case is not there: %v", err)
		}
		if got := store.Originals(path); len(got) != 1 || got[0] != original {
			t.Errorf("originals: %d", len(got))
		}
		if err := store.Discard(original); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Lstat(original); !errors.Is(err, fs.ErrNotExist) || len(store.Originals(path)) != 0 {
			t.Error("the original is still there")
		}
	})
	t.Run("nothing else is sealed, or discarded", func(t *testing.T) {
		db := mustCreate(t)
		path := db.Path()
		db.Close()
		if _, err := store.Seal(ctx, path, options(t)); !errors.Is(err, store.ErrExists) {
			t.Errorf("a sealed file: %v", err)
		}
		if err := store.Discard(path); !errors.Is(err, store.ErrNotGuvoh) {
			t.Errorf("discarding a sealed file: %v", err)
		}
		other := filepath.Join(t.TempDir(), "notes.txt")
		if err := os.WriteFile(other, []byte("notes"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := store.Seal(ctx, other, options(t)); !errors.Is(err, store.ErrNotGuvoh) {
			t.Errorf("a text: %v", err)
		}
		if err := store.Discard(other); !errors.Is(err, store.ErrNotGuvoh) {
			t.Errorf("discarding a text: %v", err)
		}
	})
	t.Run("a second original does not overwrite the first", func(t *testing.T) {
		path, _ := plainFile(t)
		if err := os.WriteFile(path+".unsealed", []byte("dear"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := store.Seal(ctx, path, options(t)); err != nil {
			t.Fatal(err)
		}
		if string(mustRead(t, path+".unsealed")) != "dear" {
			t.Error("it was overwritten")
		}
	})
}
