package store_test

import (
	"testing"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

// fieldsOf gives the fields that a report tells of a record; nil when it does
// not list it.
func fieldsOf(r store.MergeReport, id model.ID) map[string]store.MergedField {
	for _, m := range r.Records {
		if m.Record == id {
			out := map[string]store.MergedField{}
			for _, f := range m.Fields {
				out[f.Field] = f
			}
			return out
		}
	}
	return nil
}

func newsFields(t *testing.T, db *store.DB, id model.ID) map[string]int {
	t.Helper()
	all, err := db.NewsOf(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]int{}
	for _, c := range all {
		out[c.Field]++
	}
	return out
}

func TestWhatBothWroteAlike(t *testing.T) {
	db := mustCreate(t)
	c := newCase(t, db, "one")
	a, b := mustCopyTo(t, db, "anora"), mustCopyTo(t, db, "bek")
	for _, x := range []*store.DB{a, b} {
		mustDo(t, x, "edit", set(c.ID, "title", text("the same")))
	}

	t.Run("is no change, and no news", func(t *testing.T) {
		p, err := a.Preview(ctx, b, store.Choice{Way: "file"})
		if err != nil {
			t.Fatal(err)
		}
		r := mustMergeIn(t, a, b, store.Choice{})
		for _, r := range []store.MergeReport{p, r} {
			if r.Entries != 1 || r.Changed != 0 || r.Conflicts != 0 || len(r.Records) != 0 || r.More != 0 {
				t.Errorf("%d entries, %d changed, %d in conflict, %d listed", r.Entries, r.Changed, r.Conflicts, len(r.Records))
			}
		}
		if r.Merge == 0 || r.Nothing() {
			t.Error("the entry came all the same")
		}
		if ids, err := a.News(ctx); err != nil || len(ids) != 0 {
			t.Errorf("%d cases, %v", len(ids), err)
		}
		back, err := a.Unmerge(ctx, r.Merge, nil)
		if err != nil || back.Changed != 0 || len(back.Records) != 0 {
			t.Errorf("taken back: %d changed, %d listed, %v", back.Changed, len(back.Records), err)
		}
		mustMergeIn(t, a, b, store.Choice{Again: true})
	})
	t.Run("is left out beside what changed", func(t *testing.T) {
		mustDo(t, a, "edit", set(c.ID, "summary", text("alike")))
		mustDo(t, b, "edit", func(tx *store.Tx) error {
			r, err := tx.Get(c.ID)
			if err != nil {
				return err
			}
			r.Values = map[string]model.Value{"summary": text("alike"), "title": text("another")}
			return tx.Put(r)
		})
		r := mustMergeIn(t, a, b, store.Choice{})
		fields := fieldsOf(r, c.ID)
		if _, told := fields["summary"]; told || len(fields) != 1 || r.Changed != 1 {
			t.Errorf("%d fields, %d changed", len(fields), r.Changed)
		}
		// Both stand in it: hers came by no op of his, so that is a conflict.
		if f := fields["title"]; !f.Conflict {
			t.Error("the other title is not told")
		}
		if n := newsFields(t, a, c.ID); n["summary"] != 0 || n["title"] != 1 {
			t.Errorf("%v", n)
		}
	})
	t.Run("is told where it decides a conflict", func(t *testing.T) {
		mustMergeIn(t, b, a, store.Choice{})
		shown := mustGet(t, a, c.ID).Get("title")
		mustDo(t, b, "resolve", func(tx *store.Tx) error { return tx.Resolve(c.ID, "title", shown) })
		r := mustMergeIn(t, a, b, store.Choice{})
		if f, told := fieldsOf(r, c.ID)["title"]; !told || f.Before != f.After || f.Conflict || r.Changed != 1 {
			t.Errorf("told: %v, %d changed", told, r.Changed)
		}
		if n := newsFields(t, a, c.ID); n["title"] != 2 {
			t.Errorf("%v", n)
		}
	})
	t.Run("is one deletion, that told nobody anything", func(t *testing.T) {
		mustMergeIn(t, b, a, store.Choice{})
		for _, x := range []*store.DB{a, b} {
			mustDo(t, x, "delete", func(tx *store.Tx) error { return tx.Delete(c.ID) })
		}
		if r := mustMergeIn(t, a, b, store.Choice{}); r.Entries != 1 || r.Changed+r.Deleted != 0 || len(r.Records) != 0 {
			t.Errorf("%d changed, %d deleted, %d listed", r.Changed, r.Deleted, len(r.Records))
		}
	})
}

func TestADeletionIsToldAsOne(t *testing.T) {
	db := mustCreate(t)
	c := newCase(t, db, "one")
	a, b := mustCopyTo(t, db, "anora"), mustCopyTo(t, db, "bek")
	mustDo(t, b, "delete", func(tx *store.Tx) error { return tx.Delete(c.ID) })
	f, told := fieldsOf(mustMergeIn(t, a, b, store.Choice{}), c.ID)[journal.Liveness]
	was, _ := f.Before.Bool()
	if is, _ := f.After.Bool(); !told || was || !is {
		t.Errorf("told: %v, deleted before: %v, after: %v", told, was, is)
	}
}

func TestWhatIsTakenBackIsTold(t *testing.T) {
	db := mustCreate(t)
	c := newCase(t, db, "one")
	a, b := mustCopyTo(t, db, "anora"), mustCopyTo(t, db, "bek")
	mustDo(t, b, "edit", set(c.ID, "summary", text("written by him alone")))
	m := mustMergeIn(t, a, b, store.Choice{})
	r, err := a.Unmerge(ctx, m.Merge, nil)
	if err != nil {
		t.Fatal(err)
	}
	if f, told := fieldsOf(r, c.ID)["summary"]; !told || f.Before != text("written by him alone") || f.After != "" {
		t.Errorf("told: %v", told)
	}
}

// What came is news though it was changed again here.
func TestNewsThatSomebodyHereWroteOver(t *testing.T) {
	db := mustCreate(t)
	c := newCase(t, db, "one")
	a, b := mustCopyTo(t, db, "anora"), mustCopyTo(t, db, "bek")
	mustDo(t, b, "edit", set(c.ID, "title", text("of b")))
	mustMergeIn(t, a, b, store.Choice{})
	mustDo(t, a, "edit", set(c.ID, "title", text("one")))
	if n := newsFields(t, a, c.ID); n["title"] != 1 {
		t.Errorf("%v", n)
	}
}
