package store_test

import (
	"errors"
	"testing"

	"guvoh/model/store"
	"guvoh/model/vault/vaulttest/recorder"
)

// A merge for which there is no room leaves the file as it was, says so, and
// can be made when there is.
func TestAMergeOnAFullDisk(t *testing.T) {
	t.Run("when the file may not grow", func(t *testing.T) {
		mine, hers := twoFiles(t, 20)
		db, src := mustOpenWith(t, mine, signing(t)), mustOpenWith(t, hers, options(t))
		fillsUp(t, db, src, func(n int) { must(t, db.LimitPages(n-1)) }, func() { must(t, db.LimitPages(1<<20)) })
	})
	t.Run("when the disk is full from some write on", func(t *testing.T) {
		if !alone(t) {
			return
		}
		must(t, recorder.Use())
		mine, hers := twoFiles(t, 10)
		db, src := mustOpenWith(t, mine, signing(t)), mustOpenWith(t, hers, options(t))
		fillsUp(t, db, src, recorder.FillUp, func() { recorder.MakeRoom() })
	})
}

// fillsUp merges again and again, each time with a little more room.
func fillsUp(t *testing.T, db, src *store.DB, limit func(n int), makeRoom func()) {
	t.Helper()
	before, err := digestOf(db)
	must(t, err)
	failed := 0
	for n := 1; ; n += 1 + n/size(8, 100) {
		limit(n)
		_, err := db.Merge(ctx, src, store.Choice{Way: "file"})
		makeRoom()
		if err == nil {
			break
		}
		failed++
		if !errors.Is(err, store.ErrFull) {
			t.Fatalf("at %d: %v", n, err)
		}
		after, err := digestOf(db)
		must(t, err)
		if names := before.differs(after); len(names) > 0 {
			// A commit that fails in its last moment may be there, but whole.
			if r, err := db.Merge(ctx, src, store.Choice{Way: "file"}); err != nil || !r.Nothing() {
				t.Fatalf("at %d: %d things are not as before: %s", n, len(names), names[0])
			}
			break
		}
	}
	if failed < 5 {
		t.Errorf("there was no room only %d times", failed)
	}
	mustBeSound(t, db)
	newCase(t, db, "written after the disk was full")
	mustBeSound(t, db)
	if r, err := db.Merge(ctx, src, store.Choice{Way: "file"}); err != nil || !r.Nothing() {
		t.Errorf("it did not all come: %v", err)
	}
}
