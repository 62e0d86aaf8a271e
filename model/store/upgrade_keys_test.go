package store_test

import (
	"testing"

	"guvoh/model/store"
)

func TestNamesGetNewKeysAfterAnUpgrade(t *testing.T) {
	f := folk{t, mustCreate(t)}
	him := f.one(nil, "Хамидкариевым Мирсобиром")
	other := f.one(nil, "Мирсобир Хамидкариев")
	f.readIn()
	unread := func() int {
		n, err := f.db.Unread(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	again := func() {
		path := f.db.Path()
		if err := f.db.Close(); err != nil {
			t.Fatal(err)
		}
		f.db = mustOpen(t, path)
	}
	again()
	if n := unread(); n != 0 {
		t.Fatalf("%d records are to be read in though the keys are of this program", n)
	}

	// As an older program leaves the file: with keys of its own, and without a
	// word of which they are.
	for _, q := range []string{"DELETE FROM setting WHERE key = 'name_keys'", "UPDATE name_key SET key = 'old' || key", "DELETE FROM pair"} {
		if err := f.db.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	again()
	if n := unread(); n != 2 {
		t.Fatalf("%d records are to be read in, not the two names", n)
	}
	f.readIn()
	rows, err := f.db.Ask("SELECT count(*) FROM name_key WHERE key LIKE 'old%'")
	if err != nil || len(rows) != 1 || rows[0][0] != int64(0) {
		t.Errorf("old keys are left: %v, %v", rows, err)
	}
	found := f.alike(store.Probe{Names: []string{"Хамидкариев Мирсобир"}})
	if len(found) != 2 {
		t.Fatalf("%d persons are found, not %v and %v", len(found), him, other)
	}
	again()
	if n := unread(); n != 0 {
		t.Errorf("%d records are to be read in once more", n)
	}
}
