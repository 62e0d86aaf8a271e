package store_test

import (
	"bufio"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"guvoh/model/store"
)

func TestRestoringABackup(t *testing.T) {
	t.Run("is restored to a new place and never over a file", func(t *testing.T) {
		db, c := filled(t)
		b, err := db.Backup(ctx, t.TempDir(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := store.Restore(ctx, b.Path, db.Path()); !errors.Is(err, store.ErrExists) {
			t.Errorf("over the file: %v", err)
		}
		to := filepath.Join(t.TempDir(), "restored.guvoh")
		if err := store.Restore(ctx, b.Path, to); err != nil {
			t.Fatal(err)
		}
		if got := mustGet(t, mustOpen(t, to), c.ID).Text("title"); got != "two" {
			t.Errorf("the title is %q", got)
		}
		notes := filepath.Join(t.TempDir(), "notes.txt")
		if err := os.WriteFile(notes, []byte("notes"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := store.Restore(ctx, notes, filepath.Join(t.TempDir(), "x.guvoh")); !errors.Is(err, store.ErrNotGuvoh) {
			t.Errorf("a text: %v", err)
		}
	})
	t.Run("is refused while another program has it open, and after one that was ended in the middle", func(t *testing.T) {
		db, _ := filled(t)
		b, err := db.Backup(ctx, t.TempDir(), nil)
		if err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(t.TempDir(), "restored.guvoh")
		writer := exec.Command(os.Args[0])
		writer.Env = append(os.Environ(), "GUVOH_TEST_WRITER="+b.Path, "GUVOH_TEST_START=1")
		out, err := writer.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := writer.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		writes := lines.Scan()
		during := store.Restore(ctx, b.Path, to)
		if err := writer.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		for lines.Scan() { // to its end
		}
		writer.Wait()
		if !writes || !errors.Is(during, store.ErrInUse) {
			t.Errorf("meanwhile: %v", during)
		}
		if err := os.WriteFile(b.Path+"-journal", append(mustRead(t, b.Path+"-journal"), 1), 0o600); err != nil { // killed at whatever moment
			t.Fatal(err)
		}
		if err := store.Restore(ctx, b.Path, to); !errors.Is(err, store.ErrUnclosed) {
			t.Errorf("afterwards: %v", err)
		}
		if left, _ := os.ReadDir(filepath.Dir(to)); len(left) != 0 {
			t.Errorf("%d files are left", len(left))
		}
		if err := mustOpen(t, b.Path).Close(); err != nil {
			t.Fatal(err)
		}
		if err := store.Restore(ctx, b.Path, to); err != nil {
			t.Fatalf("once it was opened: %v", err)
		}
		mustBeSound(t, mustOpen(t, to))
	})
	t.Run("is refused when somebody writes to the backup meanwhile", func(t *testing.T) {
		db, _ := filled(t)
		b, err := db.Backup(ctx, t.TempDir(), nil)
		if err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(t.TempDir(), "restored.guvoh")
		once := sync.OnceFunc(func() {
			w := mustOpen(t, b.Path)
			newCase(t, w, "meanwhile")
			w.Close()
		})
		if err := store.Restore(watched{ctx, once}, b.Path, to); !errors.Is(err, store.ErrInUse) {
			t.Errorf("it says %v", err)
		}
		if left, _ := os.ReadDir(filepath.Dir(to)); len(left) != 0 {
			t.Errorf("%d files are left", len(left))
		}
	})
	t.Run("never puts it over a file that came meanwhile", func(t *testing.T) {
		db, _ := filled(t)
		b, err := db.Backup(ctx, t.TempDir(), nil)
		if err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(t.TempDir(), "restored.guvoh")
		c := watched{ctx, func() { os.WriteFile(to, []byte("dear"), 0o600) }}
		if err := store.Restore(c, b.Path, to); !errors.Is(err, store.ErrExists) {
			t.Errorf("it says %v", err)
		}
		if string(mustRead(t, to)) != "dear" {
			t.Error("it was overwritten")
		}
	})
}

// watched is a context that does something whenever somebody asks whether it
// has ended.
type watched struct {
	context.Context
	do func()
}

func (w watched) Err() error { w.do(); return w.Context.Err() }
