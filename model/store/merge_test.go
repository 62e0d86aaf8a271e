package store_test

import (
	"bytes"
	"path/filepath"
	"testing"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

// mustCopyTo gives a copy of an open file as a colleague has it, on a device of
// their own.
func mustCopyTo(tb testing.TB, db *store.DB, author string) *store.DB {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), author+".guvoh")
	if err := db.CopyTo(path); err != nil {
		tb.Fatal(err)
	}
	o := options(tb)
	o.Author, o.Device, o.DeviceSecret = author, author, bytes.Repeat([]byte(author[:1]), 32)
	c, err := store.Open(path, o)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { c.Close() })
	return c
}

func mustMergeIn(tb testing.TB, into, from *store.DB, c store.Choice) store.MergeReport {
	tb.Helper()
	c.Way = "file"
	r, err := into.Merge(ctx, from, c)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

func TestMergingTwoCopies(t *testing.T) {
	db := mustCreate(t)
	c := newCase(t, db, "one")
	a, b := mustCopyTo(t, db, "anora"), mustCopyTo(t, db, "bek")
	mustDo(t, a, "edit", set(c.ID, "title", text("of a")))
	mustDo(t, b, "edit", set(c.ID, "title", text("of b")))
	mustDo(t, b, "edit", set(c.ID, "summary", text("more of b")))
	other := newCase(t, b, "other")

	t.Run("a preview says what the merge does and keeps nothing of it", func(t *testing.T) {
		p, err := a.Preview(ctx, b, store.Choice{Way: "file"})
		if err != nil {
			t.Fatal(err)
		}
		if p.New != 1 || p.Changed != 1 || p.Conflicts != 1 || p.Entries != 3 || len(p.People) != 1 || p.People[0].Author.Trust != store.Unverified {
			t.Errorf("%+v", p)
		}
		if _, err := a.Get(ctx, other.ID); err == nil {
			t.Error("the case is there")
		}
		mustBeSound(t, a)
	})
	r := mustMergeIn(t, a, b, store.Choice{})
	mustMergeIn(t, b, a, store.Choice{})
	t.Run("both show the same conflict and everything else of both", func(t *testing.T) {
		for _, db := range []*store.DB{a, b} {
			mustBeSound(t, db)
			cs, err := db.Conflicts(ctx)
			if err != nil || len(cs) != 1 || cs[0].Field != "title" || len(cs[0].Values) != 2 {
				t.Fatalf("%+v, %v", cs, err)
			}
			got := mustGet(t, db, c.ID)
			if got.Text("summary") != "more of b" || mustGet(t, db, other.ID).Text("title") != "other" {
				t.Error("something is missing")
			}
			if got.Get("title") != cs[0].Values[0].Value {
				t.Error("another value is shown")
			}
		}
		if mustGet(t, a, c.ID).Get("title") != mustGet(t, b, c.ID).Get("title") {
			t.Error("they do not show the same")
		}
	})
	t.Run("the same again brings nothing new", func(t *testing.T) {
		if r := mustMergeIn(t, a, b, store.Choice{}); !r.Nothing() {
			t.Errorf("%+v", r)
		}
	})
	t.Run("typing in a field changes only what is shown there", func(t *testing.T) {
		mustDo(t, a, "edit", set(c.ID, "title", text("typed")))
		if cs, _ := a.Conflicts(ctx); len(cs) != 1 || cs[0].Values[0].Value != text("typed") {
			t.Errorf("%d conflicts", len(cs))
		}
		if _, err := a.Undo(ctx); err != nil {
			t.Fatal(err)
		}
		mustBeSound(t, a)
	})
	t.Run("to take one ends the conflict, and an undo brings it back", func(t *testing.T) {
		mustDo(t, a, "resolve", func(tx *store.Tx) error { return tx.Resolve(c.ID, "title", text("of b")) })
		if n, _ := a.CountConflicts(ctx); n != 0 || mustGet(t, a, c.ID).Text("title") != "of b" {
			t.Errorf("%d conflicts", n)
		}
		mustBeSound(t, a)
		if _, err := a.Undo(ctx); err != nil {
			t.Fatal(err)
		}
		if n, _ := a.CountConflicts(ctx); n != 1 {
			t.Errorf("%d conflicts", n)
		}
		mustBeSound(t, a)
	})
	t.Run("taken back it is as if it had not come, and it comes again when asked for", func(t *testing.T) {
		if _, err := a.Unmerge(ctx, r.Merge, nil); err != nil {
			t.Fatal(err)
		}
		if _, err := a.Get(ctx, other.ID); err == nil {
			t.Error("the case is there")
		}
		if mustGet(t, a, c.ID).Text("summary") != "" {
			t.Error("a field is there")
		}
		mustBeSound(t, a)
		if r := mustMergeIn(t, a, b, store.Choice{}); r.New != 0 {
			t.Errorf("%+v", r)
		}
		if r := mustMergeIn(t, a, b, store.Choice{Again: true}); r.New != 1 {
			t.Errorf("%+v", r)
		}
		mustBeSound(t, a)
		mustMergeIn(t, b, a, store.Choice{})
		mustBeSound(t, b)
	})
}

func TestPurge(t *testing.T) {
	db := mustCreate(t)
	c := newCase(t, db, "secret words")
	a, b := mustCopyTo(t, db, "anora"), mustCopyTo(t, db, "bek")
	mustDo(t, b, "edit", set(c.ID, "title", text("newer words")))
	mustDo(t, a, "purge", func(tx *store.Tx) error { return tx.Purge(c.ID, "title", "consent withdrawn") })
	if got := mustGet(t, a, c.ID).Text("title"); got != "" {
		t.Error("the value is shown")
	}
	mustBeSound(t, a)
	mustMergeIn(t, b, a, store.Choice{})
	mustMergeIn(t, a, b, store.Choice{})
	for _, db := range []*store.DB{a, b} {
		mustBeSound(t, db)
		hs, err := db.History(ctx, "title", c.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range hs {
			if h.To == text("secret words") {
				t.Error("the value is in the history")
			}
		}
		if got := mustGet(t, db, c.ID).Text("title"); got != "newer words" {
			t.Error("what was not known to who purged is gone")
		}
		if p, err := db.Purged(ctx, c.ID); err != nil || p["title"].Value != text("consent withdrawn") {
			t.Errorf("%+v, %v", p, err)
		}
	}
}

func TestADeleteNeverBeatsAnEditItHasNotSeen(t *testing.T) {
	db := mustCreate(t)
	c := newCase(t, db, "one")
	a, b := mustCopyTo(t, db, "anora"), mustCopyTo(t, db, "bek")
	mustDo(t, a, "delete", func(tx *store.Tx) error { return tx.Delete(c.ID) })
	mustDo(t, b, "edit", set(c.ID, "title", text("two")))
	mustMergeIn(t, a, b, store.Choice{})
	mustMergeIn(t, b, a, store.Choice{})
	for _, db := range []*store.DB{a, b} {
		mustBeSound(t, db)
		if mustGet(t, db, c.ID).Deleted {
			t.Error("it is gone")
		}
		cs, err := db.Conflicts(ctx, c.ID)
		if err != nil || len(cs) != 1 || cs[0].Field != journal.Liveness || len(cs[0].Values) != 2 {
			t.Errorf("%+v, %v", cs, err)
		}
	}
	mustDo(t, a, "resolve", func(tx *store.Tx) error { return tx.Resolve(c.ID, journal.Liveness, model.BoolValue(true)) })
	if !mustGet(t, a, c.ID).Deleted {
		t.Error("it is there")
	}
	mustDo(t, b, "resolve", func(tx *store.Tx) error { return tx.Resolve(c.ID, journal.Liveness, model.BoolValue(false)) })
	if n, _ := b.CountConflicts(ctx); n != 0 {
		t.Error("still in conflict")
	}
}

func TestAPersonWhoIsLeftOutDoesNotComeByName(t *testing.T) {
	db := mustCreate(t)
	c := newCase(t, db, "one")
	a, b := mustCopyTo(t, db, "anora"), mustCopyTo(t, db, "bek")
	person, name, row := model.NewRecord("person"), model.NewRecord("person_name"), model.NewRecord("participant")
	person.Set("description", text("a witness"))
	name.Set("person", model.RefValue(person.ID))
	name.Set("text", text("Somebody by name"))
	row.Set("case", model.RefValue(c.ID))
	row.Set("person", model.RefValue(person.ID))
	for _, r := range []model.Record{person, name, row} {
		mustDo(t, b, "create", func(tx *store.Tx) error { return tx.Put(r) })
	}
	mustDo(t, b, "edit", set(name.ID, "text", text("Somebody by another name")))
	r := mustMergeIn(t, a, b, store.Choice{LeaveOut: map[model.ID]bool{person.ID: true}})
	if _, err := a.Get(ctx, name.ID); err == nil || r.LeftOut != 2 {
		t.Errorf("%d records were left out", r.LeftOut)
	}
	mustBeSound(t, a)
	r = mustMergeIn(t, a, b, store.Choice{Again: true})
	if r.New != 2 {
		t.Errorf("%d records came", r.New)
	}
	for _, m := range r.Records {
		if !m.LeftBefore {
			t.Errorf("it is not said that the %s was left out before", m.Kind)
		}
	}
	mustBeSound(t, a)
}

func TestWhatAFolderRemovesForGoodIsToldUntilSomebodyLooks(t *testing.T) {
	db := mustCreate(t)
	c := newCase(t, db, "secret words")
	a, b := mustCopyTo(t, db, "anora"), mustCopyTo(t, db, "bek")
	mustDo(t, b, "purge", func(tx *store.Tx) error { return tx.Purge(c.ID, "title", "withdrawn") })
	mustMergeIn(t, a, b, store.Choice{})
	if n, _, err := a.PurgesUnseen(ctx); n != 0 || err != nil {
		t.Errorf("a merge of a file, which was looked at before, is told: %v", err)
	}
	d := newCase(t, b, "more secret words")
	if _, err := a.Merge(ctx, b, store.Choice{Way: "folder"}); err != nil {
		t.Fatal(err)
	}
	mustDo(t, b, "purge", func(tx *store.Tx) error { return tx.Purge(d.ID, "", "withdrawn") })
	r, err := a.Merge(ctx, b, store.Choice{Way: "folder"})
	if err != nil {
		t.Fatal(err)
	}
	if n, records, err := a.PurgesUnseen(ctx); n != r.Merge || records != 1 || err != nil {
		t.Errorf("merge %d, not %d, in %d records, %v", n, r.Merge, records, err)
	}
	if err := a.SeePurges(); err != nil {
		t.Fatal(err)
	}
	if n, _, err := a.PurgesUnseen(ctx); n != 0 || err != nil {
		t.Errorf("it is told again: %v", err)
	}
}
