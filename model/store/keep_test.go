package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest"
)

// keeping is a file whose clock a test turns.
func keeping(t *testing.T) (db *store.DB, dir string, clock *time.Time) {
	t.Helper()
	dir = t.TempDir()
	at := time.Date(2026, 11, 28, 14, 12, 0, 0, time.Local)
	db, err := store.Create(filepath.Join(dir, "cases.guvoh"), store.Options{
		Secret: vaulttest.Passphrase, Cost: vaulttest.Cheap, Schema: schema(t), Author: "A. Tester", Now: func() time.Time { return at },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db, dir, &at
}

func keptNote(t *testing.T, db *store.DB, text string) {
	t.Helper()
	r := model.Record{ID: model.NewID(), Kind: "note", Values: map[string]model.Value{"text": model.TextValue(text)}}
	if _, err := db.Do(context.Background(), "create", func(tx *store.Tx) error { return tx.Put(r) }); err != nil {
		t.Fatal(err)
	}
}

func keep(t *testing.T, db *store.DB, what string) store.Kept {
	t.Helper()
	k, err := db.Keep(context.Background(), what, nil)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestACopyThatIsKept(t *testing.T) {
	ctx := context.Background()
	t.Run("bears a name that says before what, and when", func(t *testing.T) {
		db, dir, _ := keeping(t)
		for _, want := range []string{
			"cases.before-merge-2026-11-28-1412.guvoh", "cases.before-merge-2026-11-28-1412-2.guvoh", "cases.before-merge-2026-11-28-1412-3.guvoh",
		} {
			if k := keep(t, db, store.BeforeMerge); k.Path != filepath.Join(dir, want) || k.Size == 0 {
				t.Errorf("%+v, not %s", k, want)
			}
		}
		if k := keep(t, db, store.BeforeUndo); filepath.Base(k.Path) != "cases.before-undo-2026-11-28-1412.guvoh" {
			t.Error(k.Path)
		}
	})
	t.Run("holds what was there, and the same keys open it", func(t *testing.T) {
		db, _, _ := keeping(t)
		keptNote(t, db, "before")
		k := keep(t, db, store.BeforeMerge)
		keptNote(t, db, "after")
		o := store.Options{Secret: vaulttest.Passphrase, Schema: schema(t), ReadOnly: true}
		copied, err := store.Open(k.Path, o)
		if err != nil {
			t.Fatal(err)
		}
		defer copied.Close()
		if notes, err := copied.Records(ctx, "note"); err != nil || len(notes) != 1 {
			t.Errorf("%d notes, %v", len(notes), err)
		}
	})
	t.Run("goes where the backups go, when that folder is there", func(t *testing.T) {
		db, dir, _ := keeping(t)
		stick := t.TempDir()
		if err := db.SetBackupFolder(stick); err != nil {
			t.Fatal(err)
		}
		if k := keep(t, db, store.BeforeMerge); filepath.Dir(k.Path) != stick {
			t.Error(k.Path)
		}
		if all, err := db.Backups(stick); err != nil || len(all) != 0 {
			t.Errorf("it is taken for a backup: %v, %v", all, err)
		}
		if err := db.SetBackupFolder(filepath.Join(stick, "gone")); err != nil {
			t.Fatal(err)
		}
		if k := keep(t, db, store.BeforeMerge); filepath.Dir(k.Path) != dir {
			t.Error(k.Path)
		}
	})
	t.Run("goes when five newer ones are there, unless somebody worked in it", func(t *testing.T) {
		db, dir, clock := keeping(t)
		var all []store.Kept
		for range 3 {
			all = append(all, keep(t, db, store.BeforeMerge))
			*clock = clock.Add(time.Hour)
		}
		o := store.Options{Secret: vaulttest.Passphrase, Schema: schema(t)}
		worked, err := store.Open(all[0].Path, o)
		if err != nil {
			t.Fatal(err)
		}
		keptNote(t, worked, "in the copy")
		worked.Close()
		mine := filepath.Join(dir, "cases.before-merge-my-own.guvoh")
		if err := os.WriteFile(mine, []byte("of somebody"), 0o600); err != nil {
			t.Fatal(err)
		}
		for range 5 {
			all = append(all, keep(t, db, store.BeforeMerge))
			*clock = clock.Add(time.Hour)
		}
		for i, k := range all {
			_, err := os.Stat(k.Path)
			if there, want := err == nil, i == 0 || i >= 3; there != want {
				t.Errorf("copy %d is there: %v", i, there)
			}
		}
		if _, err := os.Stat(mine); err != nil {
			t.Error("a file of somebody is gone")
		}
		listed, err := db.KeptCopies()
		if err != nil || len(listed) != 6 || listed[0].Path != all[7].Path || listed[0].What != store.BeforeMerge {
			t.Errorf("%d listed, %v", len(listed), err)
		}
	})
	t.Run("is taken away again when it was of no use", func(t *testing.T) {
		db, _, _ := keeping(t)
		k := keep(t, db, store.BeforeMerge)
		if err := db.Forget(k); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(k.Path); !errors.Is(err, os.ErrNotExist) {
			t.Error("it is there")
		}
		if err := db.Forget(k); err != nil {
			t.Errorf("a second time: %v", err)
		}
	})
	t.Run("leaves nothing behind when it is stopped", func(t *testing.T) {
		db, dir, _ := keeping(t)
		stopped, stop := context.WithCancel(ctx)
		stop()
		if _, err := db.Keep(stopped, store.BeforeMerge, nil); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		left, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range left {
			if strings.Contains(e.Name(), "before") || strings.Contains(e.Name(), ".part") {
				t.Error(e.Name())
			}
		}
	})
}
