package store_test

import (
	"bytes"
	"compress/gzip"
	"database/sql"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"guvoh/model/store"
)

// plainFile gives a file as the first version left it: its sample, and a
// letter as evidence.
func plainFile(t *testing.T) (path string) {
	t.Helper()
	packed, err := gzip.NewReader(bytes.NewReader(mustRead(t, "testdata/first-version.guvoh.gz")))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(packed)
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "old.guvoh")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// named is in the sample, in clear where a file is not sealed.
const named = "Mirsobir Khamidkariev"

func TestSeal(t *testing.T) {
	t.Run("a file of the first version keeps everything under its name, and its original", func(t *testing.T) {
		path := plainFile(t)
		before := mustRead(t, path)
		if !bytes.Contains(before, []byte(named)) {
			t.Fatal("it is not plain")
		}
		if _, err := store.Open(path, options(t)); !errors.Is(err, store.ErrUnsealed) {
			t.Fatalf("opening says %v", err)
		}
		original, err := store.Seal(ctx, path, options(t))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(mustRead(t, path), []byte(named)) {
			t.Error("the sealed file holds words in clear")
		}
		if !bytes.Equal(before, mustRead(t, original)) {
			t.Error("the original was changed")
		}
		db := mustOpen(t, path)
		report := mustBeSound(t, db)
		if report.Records < 300 || report.Attachments != 2 {
			t.Errorf("%d records and %d attachments are there", report.Records, report.Attachments)
		}
		if len(look(t, db, named)) == 0 {
			t.Error("nothing is found in it")
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
		path := plainFile(t)
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
	t.Run("several at once: no more than one seals it, and nothing is lost", func(t *testing.T) {
		path := plainFile(t)
		before := mustRead(t, path)
		errs := make(chan error, 4)
		for range cap(errs) {
			go func() { _, err := store.Seal(ctx, path, options(t)); errs <- err }()
		}
		sealed := 0
		for range cap(errs) {
			switch err := <-errs; {
			case err == nil:
				sealed++
			case !errors.Is(err, store.ErrExists) && !errors.Is(err, store.ErrInUse) && !errors.Is(err, store.ErrNotGuvoh):
				t.Errorf("one fails with %v", err)
			}
		}
		if sealed == 0 { // each was in the way of another: nothing is changed, and the next does it
			if !bytes.Equal(mustRead(t, path), before) {
				t.Error("nobody has sealed it, and it changed")
			}
			_, err := store.Seal(ctx, path, options(t))
			must(t, err)
			sealed++
		}
		originals := store.Originals(path)
		if sealed != 1 || len(originals) != 1 || !bytes.Equal(mustRead(t, originals[0]), before) {
			t.Errorf("%d have sealed it, and there are %d originals", sealed, len(originals))
		}
		mustBeSound(t, mustOpen(t, path))
	})
	t.Run("through a link, the file itself is sealed", func(t *testing.T) {
		path := plainFile(t)
		link := filepath.Join(t.TempDir(), "link.guvoh")
		if err := os.Symlink(path, link); err != nil {
			t.Skip("no links here")
		}
		original, err := store.Seal(ctx, link, options(t))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(mustRead(t, path), []byte(named)) {
			t.Error("the file itself still holds words in clear")
		}
		if st, err := os.Lstat(link); err != nil || st.Mode()&fs.ModeSymlink == 0 {
			t.Error("the link is none any more")
		}
		if got := store.Originals(link); filepath.Dir(original) != filepath.Dir(path) || len(got) != 1 || got[0] != original {
			t.Errorf("%d originals are found", len(got))
		}
	})
	t.Run("what a crash left beside the file is taken back, and does not stay in clear", func(t *testing.T) {
		path := plainFile(t)
		half(t, path)
		if _, err := store.Seal(ctx, path, options(t)); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Lstat(path + "-journal"); !errors.Is(err, fs.ErrNotExist) {
			t.Error("the journal is still there")
		}
		mustBeSound(t, mustOpen(t, path))
	})
}

// half leaves an unsealed file in the middle of a change, as a power cut does.
func half(t *testing.T, path string) {
	t.Helper()
	copied := filepath.Join(t.TempDir(), "copy.guvoh")
	if err := os.WriteFile(copied, mustRead(t, path), 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", "file:"+copied)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	for _, q := range []string{"PRAGMA cache_size = 1", "BEGIN", "UPDATE chunk SET bytes = zeroblob(length(bytes))"} {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	for _, end := range []string{"", "-journal"} {
		if err := os.WriteFile(path+end, mustRead(t, copied+end), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
