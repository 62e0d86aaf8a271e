package store_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"guvoh/model/store"
	"guvoh/model/vault/vaulttest/raced"
)

func TestBackup(t *testing.T) {
	raced.OneByOne(t)
	t.Run("opens with the keys of the file and holds what was in it", func(t *testing.T) {
		db, c := filled(t)
		folder := t.TempDir()
		b, err := db.Backup(ctx, folder, nil)
		if err != nil {
			t.Fatal(err)
		}
		mustDo(t, db, "edit", set(c.ID, "title", text("written later")))
		copied := mustOpen(t, b.Path)
		mustBeSound(t, copied)
		if got := mustGet(t, copied, c.ID).Text("title"); got != "two" {
			t.Errorf("the title is %q", got)
		}
		if st, _ := os.Stat(b.Path); st.Mode().Perm() != 0o600 || st.Size() != b.Size {
			t.Errorf("mode %v, size %d of %d", st.Mode(), st.Size(), b.Size)
		}
	})
	t.Run("is due when a folder is chosen and something was written", func(t *testing.T) {
		db, c := filled(t)
		due := func(want bool) {
			t.Helper()
			if got, err := db.BackupDue(); err != nil || got != want {
				t.Errorf("due: %v, %v", got, err)
			}
		}
		due(false)
		folder := t.TempDir()
		if err := db.SetBackupFolder(folder); err != nil {
			t.Fatal(err)
		}
		due(true)
		if _, err := db.Backup(ctx, folder, nil); err != nil {
			t.Fatal(err)
		}
		due(false)
		mustDo(t, db, "edit", set(c.ID, "title", text("three")))
		due(true)
	})
	t.Run("to a folder that is gone says so and leaves nothing", func(t *testing.T) {
		db, _ := filled(t)
		if _, err := db.Backup(ctx, filepath.Join(t.TempDir(), "stick"), nil); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("that is cancelled leaves nothing", func(t *testing.T) {
		db, _ := filled(t)
		folder := t.TempDir()
		if _, err := db.Backup(cancelled(t), folder, nil); err == nil {
			t.Error("it went on")
		}
		if in, _ := os.ReadDir(folder); len(in) != 0 {
			t.Errorf("%d files are left", len(in))
		}
		mustBeSound(t, db)
	})
	t.Run("rotates, and removes nothing that is not a backup of this file", func(t *testing.T) {
		now := time.Date(2026, 11, 28, 12, 0, 0, 0, time.Local)
		o := options(t)
		o.Now = func() time.Time { return now }
		db, err := store.Create(filepath.Join(t.TempDir(), "cases.guvoh"), o)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		folder := t.TempDir()
		other := filepath.Join(folder, "cases-2020-01-01-000000.guvoh")
		stranger := mustCreate(t)
		if err := stranger.CopyTo(other); err != nil {
			t.Fatal(err)
		}
		notes := filepath.Join(folder, "cases-notes.guvoh")
		if err := os.WriteFile(notes, []byte("notes"), 0o600); err != nil {
			t.Fatal(err)
		}
		for range 40 { // twice a day
			if _, err := db.Backup(ctx, folder, nil); err != nil {
				t.Fatal(err)
			}
			now = now.Add(12 * time.Hour)
		}
		all, err := db.Backups(folder)
		if err != nil {
			t.Fatal(err)
		}
		// 5 newest (of 3 days), 4 more days, 2 more weeks, and none beyond: two months.
		if len(all) < 9 || len(all) > 14 {
			t.Errorf("%d are kept", len(all))
		}
		if oldest := all[len(all)-1]; now.Sub(oldest.At) < 14*24*time.Hour {
			t.Errorf("the oldest is only from %v", oldest.At)
		}
		for _, path := range []string{other, notes} {
			if _, err := os.Stat(path); err != nil {
				t.Error("something else was removed")
			}
		}
	})
}

func TestKeysOfAFile(t *testing.T) {
	t.Run("a copy with a new data key opens with its passphrase alone", func(t *testing.T) {
		db, c := filled(t)
		to := filepath.Join(t.TempDir(), "renewed.guvoh")
		if err := db.RenewTo(to, "another passphrase", options(t).Cost); err != nil {
			t.Fatal(err)
		}
		if _, err := store.Open(to, options(t)); !errors.Is(err, store.ErrWrongKey) {
			t.Errorf("the old key: %v", err)
		}
		o := options(t)
		o.Secret = passphrase("another passphrase")
		renewed, err := store.Open(to, o)
		if err != nil {
			t.Fatal(err)
		}
		defer renewed.Close()
		mustBeSound(t, renewed)
		if got := mustGet(t, renewed, c.ID).Text("title"); got != "two" {
			t.Errorf("the title is %q", got)
		}
	})
	t.Run("the passphrase is changed while the file is open", func(t *testing.T) {
		db, c := filled(t)
		path := db.Path()
		old := db.Keys()[0].ID
		if err := db.ChangeKeys(add("new passphrase"), remove(old)); err != nil {
			t.Fatal(err)
		}
		mustDo(t, db, "edit", set(c.ID, "title", text("after")))
		db.Close()
		if _, err := store.Open(path, options(t)); !errors.Is(err, store.ErrWrongKey) {
			t.Errorf("the old passphrase: %v", err)
		}
		o := options(t)
		o.Secret = passphrase("new passphrase")
		again, err := store.Open(path, o)
		if err != nil {
			t.Fatal(err)
		}
		defer again.Close()
		if got := mustGet(t, again, c.ID).Text("title"); got != "after" {
			t.Errorf("the title is %q", got)
		}
	})
	t.Run("a harmless notebook opens in its place", func(t *testing.T) {
		db, _ := filled(t)
		harmless := filepath.Join(filepath.Dir(db.Path()), "garden.guvoh")
		o := options(t)
		o.Secret = passphrase("roses and tomatoes")
		g, err := store.Create(harmless, o)
		if err != nil {
			t.Fatal(err)
		}
		rose := newCase(t, g, "roses")
		g.Close()
		if err := db.AddDecoy("roses and tomatoes", harmless); err != nil {
			t.Fatal(err)
		}
		path := db.Path()
		db.Close()
		shown, err := store.Open(path, o)
		if err != nil {
			t.Fatal(err)
		}
		defer shown.Close()
		if shown.Path() != harmless || mustGet(t, shown, rose.ID).Text("title") != "roses" {
			t.Error("another file is open")
		}
	})
	t.Run("a wiped file opens with no key", func(t *testing.T) {
		db, _ := filled(t)
		path := db.Path()
		if err := db.Wipe(); err != nil {
			t.Fatal(err)
		}
		if _, err := store.Open(path, options(t)); !errors.Is(err, store.ErrNotGuvoh) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("of a file opened to look only stay as they are", func(t *testing.T) {
		db, _ := filled(t)
		path := db.Path()
		db.Close()
		o := options(t)
		o.ReadOnly = true
		look, err := store.Open(path, o)
		if err != nil {
			t.Fatal(err)
		}
		defer look.Close()
		for name, err := range map[string]error{"a change": look.ChangeKeys(add("x")), "a wipe": look.Wipe()} {
			if !errors.Is(err, store.ErrReadOnly) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}
