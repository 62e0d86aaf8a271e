package store_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"guvoh/model/store"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest/raced"
)

// clocked is a file on a computer whose clock the test sets.
type clocked struct {
	*store.DB
	t   *testing.T
	now time.Time
}

var noon = time.Date(2026, 6, 1, 12, 0, 0, 0, time.Local)

func onComputer(t *testing.T, path, device string) *clocked {
	t.Helper()
	c := &clocked{t: t, now: noon}
	o := options(t)
	o.Device, o.Now = device, func() time.Time { return c.now }
	open := store.Open
	if _, err := os.Stat(path); err != nil {
		open = store.Create
	}
	db, err := open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	c.DB = db
	return c
}

// backUp makes backups, each so long after the one before.
func (c *clocked) backUp(folder string, n int, after time.Duration) (made []store.Backup) {
	c.t.Helper()
	for range n {
		b, err := c.Backup(ctx, folder, nil)
		if err != nil {
			c.t.Fatal(err)
		}
		made = append(made, b)
		c.now = c.now.Add(after)
	}
	return made
}

func (c *clocked) mustBe(there bool, of ...store.Backup) {
	c.t.Helper()
	for _, b := range of {
		if _, err := os.Lstat(b.Path); (err == nil) != there {
			c.t.Errorf("%s: it is there: %v", filepath.Base(b.Path), err == nil)
		}
	}
}

func TestRotation(t *testing.T) {
	raced.OneByOne(t)
	t.Run("never removes what was just made, whatever the clock says", func(t *testing.T) {
		c := onComputer(t, filepath.Join(t.TempDir(), "cases.guvoh"), "a")
		folder := t.TempDir()
		future := c.backUp(folder, 13, 31*24*time.Hour) // a year, so that every place of a month is taken
		kept := slices.DeleteFunc(slices.Clone(future), func(b store.Backup) bool { _, err := os.Lstat(b.Path); return err != nil })
		c.now = time.Date(2015, 1, 1, 0, 0, 0, 0, time.Local) // the battery is empty
		for range 3 {
			c.mustBe(true, c.backUp(folder, 1, time.Minute)...)
		}
		c.mustBe(true, kept...)
	})
	t.Run("backups from the future take no place from others", func(t *testing.T) {
		c := onComputer(t, filepath.Join(t.TempDir(), "cases.guvoh"), "a")
		folder := t.TempDir()
		c.now = noon.AddDate(3, 0, 0)
		c.backUp(folder, 5, time.Minute)
		c.now = noon
		c.mustBe(true, c.backUp(folder, 5, time.Minute)...)
	})
	t.Run("removes none in which somebody has worked", func(t *testing.T) {
		c := onComputer(t, filepath.Join(t.TempDir(), "cases.guvoh"), "a")
		folder := t.TempDir()
		old := c.backUp(folder, 4, time.Minute)
		worked, keyed, busy, left := old[0], old[1], old[2], old[3]
		db := mustOpen(t, worked.Path)
		written := newCase(t, db, "written in the backup")
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		db = mustOpen(t, keyed.Path)
		if err := db.ChangeKeys(add("another")); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(busy.Path+"-journal", bytes.Repeat([]byte("x"), 600), 0o600); err != nil {
			t.Fatal(err)
		}
		c.backUp(folder, 12, time.Minute)
		c.mustBe(true, worked, keyed, busy)
		c.mustBe(false, left)
		if got := mustGet(t, mustOpen(t, worked.Path), written.ID).Text("title"); got != "written in the backup" {
			t.Error("what was written is gone")
		}
	})
	t.Run("removes no copy that somebody else put there under such a name", func(t *testing.T) {
		c := onComputer(t, filepath.Join(t.TempDir(), "cases.guvoh"), "a")
		folder := t.TempDir()
		mine := c.backUp(folder, 1, time.Minute)[0]
		copied := mine
		copied.Path = filepath.Join(folder, filepath.Base(mine.Path)[:len("cases-abcdef-")]+"2020-01-01-000000.guvoh")
		if err := c.CopyTo(copied.Path); err != nil {
			t.Fatal(err)
		}
		c.backUp(folder, 12, time.Minute)
		c.mustBe(false, mine)
		c.mustBe(true, copied)
	})
	t.Run("of two colleagues with one stick each keeps to their own", func(t *testing.T) {
		first := onComputer(t, filepath.Join(t.TempDir(), "cases.guvoh"), "a")
		theirs := filepath.Join(t.TempDir(), "cases.guvoh")
		if err := first.CopyTo(theirs); err != nil {
			t.Fatal(err)
		}
		second := onComputer(t, theirs, "b")
		folder := t.TempDir()
		a := first.backUp(folder, 3, time.Minute)
		b := second.backUp(folder, 12, time.Minute) // at the same times
		first.mustBe(true, a...)
		first.mustBe(false, b[:7]...)
		first.backUp(folder, 9, time.Minute)
		first.mustBe(false, a...)
		first.mustBe(true, b[7:]...)
		all, err := first.Backups(folder)
		if err != nil {
			t.Fatal(err)
		}
		own := 0
		for _, x := range all {
			if x.Own {
				own++
			}
			if x.Own == slices.ContainsFunc(b, func(b store.Backup) bool { return b.Path == x.Path }) {
				t.Errorf("%s is own: %v", filepath.Base(x.Path), x.Own)
			}
		}
		if own != 5 || len(all) != 10 {
			t.Errorf("%d of %d are own", own, len(all))
		}
	})
	t.Run("goes on when the keys of the file were changed", func(t *testing.T) {
		c := onComputer(t, filepath.Join(t.TempDir(), "cases.guvoh"), "a")
		folder := t.TempDir()
		old := c.backUp(folder, 1, time.Minute)
		if err := c.ChangeKeys(vault.SetWipeAfter(9)); err != nil {
			t.Fatal(err)
		}
		c.backUp(folder, 12, time.Minute)
		c.mustBe(false, old...)
	})
}
