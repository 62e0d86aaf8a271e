package store_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"guvoh/model/store"
)

// heavy is a file that takes several steps to copy.
func heavy(t *testing.T) *store.DB {
	t.Helper()
	db := mustCreate(t)
	mustDo(t, db, "attach", func(tx *store.Tx) error {
		_, _, err := tx.Attach(bytes.NewReader(make([]byte, 6<<20)))
		return err
	})
	return db
}

func TestABackupInTheBackground(t *testing.T) {
	t.Run("leaves the file free to be written, and holds what was written", func(t *testing.T) {
		db := heavy(t)
		c := newCase(t, db, "before")
		folder := t.TempDir()
		wrote := false
		b, err := db.Backup(ctx, folder, func(done, total int) {
			if !wrote && done < total {
				wrote = true
				mustDo(t, db, "edit", set(c.ID, "title", text("meanwhile")))
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		if !wrote {
			t.Fatal("it was copied in one step")
		}
		copied := mustOpen(t, b.Path)
		mustBeSound(t, copied)
		if got := mustGet(t, copied, c.ID).Text("title"); got != "meanwhile" {
			t.Errorf("the title is %q", got)
		}
	})
	t.Run("says how far it is, up to the end", func(t *testing.T) {
		db := heavy(t)
		last, of, steps := 0, 0, 0
		if _, err := db.Backup(ctx, t.TempDir(), func(done, total int) {
			if done < last {
				t.Errorf("from %d back to %d", last, done)
			}
			last, of, steps = done, total, steps+1
		}); err != nil {
			t.Fatal(err)
		}
		if last != of || of < 1000 || steps < 3 {
			t.Errorf("%d of %d in %d steps", last, of, steps)
		}
	})
	t.Run("ends when the file is closed, which opens again at once", func(t *testing.T) {
		db := heavy(t)
		path, folder := db.Path(), t.TempDir()
		closed := make(chan error, 1)
		_, err := db.Backup(ctx, folder, func(done, total int) {
			if len(closed) == 0 && done < total {
				go func() { closed <- db.Close() }()
				<-db.Ending()
			}
		})
		if err == nil {
			t.Error("it was made all the same")
		}
		if err := <-closed; err != nil {
			t.Fatal(err)
		}
		mustBeSound(t, mustOpen(t, path))
		if left, _ := os.ReadDir(folder); len(left) != 0 {
			t.Errorf("%d files are left", len(left))
		}
	})
	t.Run("removes what a sudden end has left, but not what another window is making", func(t *testing.T) {
		db := mustCreate(t)
		folder := t.TempDir()
		put := func(name string, age time.Duration) string {
			path := filepath.Join(folder, name)
			if err := os.WriteFile(path, []byte("part"), 0o600); err != nil {
				t.Fatal(err)
			}
			at := time.Now().Add(-age)
			if err := os.Chtimes(path, at, at); err != nil {
				t.Fatal(err)
			}
			return path
		}
		old, journal := put(".guvoh-A.part", 30*time.Hour), put(".guvoh-A.part-journal", 30*time.Hour)
		fresh, theirs := put(".guvoh-B.part", time.Hour), put("notes.part", 30*time.Hour)
		if _, err := db.Backup(ctx, folder, nil); err != nil {
			t.Fatal(err)
		}
		for path, stays := range map[string]bool{old: false, journal: false, fresh: true, theirs: true} {
			if _, err := os.Stat(path); (err == nil) != stays {
				t.Errorf("%s: there is %v", filepath.Base(path), err == nil)
			}
		}
	})
}

func TestWhatIsKnownOfBackups(t *testing.T) {
	t.Run("one is due when the keys were changed", func(t *testing.T) {
		db := mustCreate(t)
		folder := t.TempDir()
		if err := db.SetBackupFolder(folder); err != nil {
			t.Fatal(err)
		}
		if _, err := db.Backup(ctx, folder, nil); err != nil {
			t.Fatal(err)
		}
		if due, err := db.BackupDue(); err != nil || due {
			t.Fatalf("due at once: %v %v", due, err)
		}
		if err := db.ChangeKeys(add("new passphrase")); err != nil {
			t.Fatal(err)
		}
		if due, err := db.BackupDue(); err != nil || !due {
			t.Errorf("not due: %v", err)
		}
	})
	t.Run("the time of the last is kept, for the folder it went to", func(t *testing.T) {
		at := time.Date(2026, 11, 28, 12, 0, 0, 0, time.Local)
		o := options(t)
		o.Now = func() time.Time { return at }
		db, err := store.Create(filepath.Join(t.TempDir(), "cases.guvoh"), o)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		last := func(want time.Time) {
			t.Helper()
			if got, err := db.LastBackup(); err != nil || !got.Equal(want) {
				t.Errorf("the last is from %v, %v", got, err)
			}
		}
		last(time.Time{})
		folder := t.TempDir()
		if err := db.SetBackupFolder(folder); err != nil {
			t.Fatal(err)
		}
		if _, err := db.Backup(ctx, folder, nil); err != nil {
			t.Fatal(err)
		}
		last(at)
		if err := db.SetBackupFolder(t.TempDir()); err != nil {
			t.Fatal(err)
		}
		last(time.Time{})
	})
	t.Run("one is checked without its passphrase, damage is found, and a strange file is none", func(t *testing.T) {
		db := heavy(t)
		b, err := db.Backup(ctx, t.TempDir(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if r, err := db.CheckBackup(ctx, b.Path, nil); err != nil || !r.OK() || r.Attachments != 1 {
			t.Errorf("%d findings, %d attachments, %v", len(r.Findings), r.Attachments, err)
		}
		data, err := os.ReadFile(b.Path)
		if err != nil {
			t.Fatal(err)
		}
		data[len(data)/2] ^= 1
		if err := os.WriteFile(b.Path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if r, err := db.CheckBackup(ctx, b.Path, nil); err == nil && r.OK() {
			t.Error("a changed byte was not found")
		}
		stranger := mustCreate(t)
		path := stranger.Path()
		stranger.Close()
		if _, err := db.CheckBackup(ctx, path, nil); !errors.Is(err, store.ErrWrongKey) {
			t.Errorf("a strange file: %v", err)
		}
	})
}
