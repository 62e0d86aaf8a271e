package store_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// What a merge left that was killed, where such files have names, goes when the
// file is opened again; what is another's stays.
func TestWhatAKilledMergeLeft(t *testing.T) {
	db := mustCreate(t)
	must(t, db.Close())
	folder := filepath.Dir(db.Path())
	left, other := filepath.Join(folder, ".guvoh-scratch-123.part"), filepath.Join(folder, ".guvoh-ABC.part")
	for _, path := range []string{left, other} {
		must(t, os.WriteFile(path, []byte("sealed"), 0o600))
	}
	mustLook(t, db.Path()).Close()
	if _, err := os.Stat(left); err != nil {
		t.Error("who only looks takes something away:", err)
	}
	mustOpen(t, db.Path())
	if _, err := os.Stat(left); !errors.Is(err, fs.ErrNotExist) {
		t.Error("it is there for ever")
	}
	if _, err := os.Stat(other); err != nil {
		t.Error("a copy that is being made was taken away:", err)
	}
}
