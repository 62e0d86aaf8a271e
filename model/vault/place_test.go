package vault_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"guvoh/model/vault"
)

func TestPlace(t *testing.T) {
	dir := t.TempDir()
	part, path := filepath.Join(dir, "part"), filepath.Join(dir, "a.guvoh")
	must(t, os.WriteFile(part, []byte("new"), 0o600))
	must(t, os.WriteFile(path, []byte("dear"), 0o600))
	if err := vault.Place(part, path); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over a file: %v", err)
	}
	if b, _ := os.ReadFile(path); string(b) != "dear" {
		t.Error("it was overwritten")
	}
	must(t, os.Remove(path))
	must(t, vault.Place(part, path))
	if b, _ := os.ReadFile(path); string(b) != "new" {
		t.Error("it is not there")
	}
	if _, err := os.Lstat(part); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the part is still there: %v", err)
	}
}

func TestInspectTellsStatesApart(t *testing.T) {
	f := create(t, filepath.Join(t.TempDir(), "a.guvoh"))
	path, secret := f.Path(), f.Secret()
	db := open(t, f)
	run(t, db, "CREATE TABLE t(b)")
	must(t, f.Change(control(db), vault.MarkReady))
	must(t, db.Close())
	f.Close()
	state := func() string {
		t.Helper()
		i, err := vault.Inspect(path)
		must(t, err)
		return string(i.State)
	}
	at := state()
	change := func(what string, changes bool, do func(f *vault.File)) {
		t.Helper()
		f, err := vault.Open(path, secret)
		must(t, err)
		do(f)
		f.Close()
		now := state()
		if (now != at) != changes {
			t.Errorf("%s: another state is %v", what, now != at)
		}
		at = now
	}
	change("a look", false, func(f *vault.File) {
		db := open(t, f)
		run(t, db, "SELECT * FROM t")
		must(t, db.Close())
	})
	change("a row that makes the file no longer", true, func(f *vault.File) {
		db := open(t, f)
		run(t, db, "INSERT INTO t VALUES(1)")
		must(t, db.Close())
	})
	change("another row", true, func(f *vault.File) {
		db := open(t, f)
		run(t, db, "INSERT INTO t VALUES(1)")
		must(t, db.Close())
	})
	change("a key", true, func(f *vault.File) { must(t, f.Save(vault.SetWipeAfter(7))) })
}
