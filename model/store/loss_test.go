package store_test

import (
	"testing"

	"guvoh/model"
	"guvoh/model/store"
)

func TestADraftOfADeletedRecord(t *testing.T) {
	db := mustCreate(t)
	c := newCase(t, db, "one")
	if err := db.SetDraft(ctx, c.ID, "summary", text("he said")); err != nil {
		t.Fatal(err)
	}
	mustDo(t, db, "delete", func(tx *store.Tx) error { return tx.Delete(c.ID) })
	path := db.Path()
	db.Close()
	db = mustOpen(t, path)
	got := mustGet(t, db, c.ID)
	if !got.Deleted {
		t.Error("opening the file brought the record back")
	}
	if got.Text("summary") != "he said" {
		t.Error("the words typed last are gone")
	}
	mustBeSound(t, db)
}

// A rule that another change broke must not keep the record, and with it the
// whole window, from taking words.
func TestARuleBrokenElsewhere(t *testing.T) {
	db := mustCreate(t)
	doctor, injury, p := model.NewRecord("person"), model.NewRecord("injury"), model.NewRecord("person")
	doctor.Set("clinician", model.BoolValue(true))
	injury.Set("person", model.RefValue(p.ID))
	injury.Set("assessed_by", model.RefValue(doctor.ID))
	injury.Set("consistency", text(schema(t).Vocabulary("consistency").Words[0].ID))
	mustDo(t, db, "create", func(tx *store.Tx) error {
		for _, r := range []model.Record{doctor, p, injury} {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	})
	mustDo(t, db, "edit", set(doctor.ID, "clinician", ""))
	if _, err := db.Do(ctx, "edit", set(injury.ID, "colour", text("blue"))); err != nil {
		t.Errorf("the words are refused: %v", err)
	}
	if _, err := db.Do(ctx, "edit", set(injury.ID, "consistency", text(schema(t).Vocabulary("consistency").Words[1].ID))); err == nil {
		t.Error("a degree was given by somebody who is no clinician")
	}
}

func TestAnAuthorInBrokenText(t *testing.T) {
	o := options(t)
	o.Author = "Andr\xe9"
	db, err := store.Create(t.TempDir()+"/a.guvoh", o)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	c := model.NewRecord("custody")
	e := model.NewRecord("evidence")
	c.Set("evidence", model.RefValue(e.ID))
	c.Set("by", model.TextValue(db.Author()))
	mustDo(t, db, "create", func(tx *store.Tx) error {
		if err := tx.Put(e); err != nil {
			return err
		}
		return tx.Put(c)
	})
	mustBeSound(t, db)
}

func TestASnapshotKeepsToItsCase(t *testing.T) {
	db := mustCreate(t)
	one, two := newCase(t, db, "one"), newCase(t, db, "two")
	a, b, c := model.NewRecord("person"), model.NewRecord("person"), model.NewRecord("person")
	in := func(k model.Record, p model.Record) model.Record {
		r := model.NewRecord("participant")
		r.Set("case", model.RefValue(k.ID))
		r.Set("person", model.RefValue(p.ID))
		return r
	}
	rel := func(x, y model.Record) model.Record {
		r := model.NewRecord("relationship")
		r.Set("person", model.RefValue(x.ID))
		r.Set("other", model.RefValue(y.ID))
		return r
	}
	mustDo(t, db, "create", func(tx *store.Tx) error {
		for _, r := range []model.Record{a, b, c, in(one, a), in(two, b), in(two, c), rel(a, b), rel(b, c)} {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	})
	s, err := db.Snapshot(ctx, one.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := s.Get(b.ID); !ok {
		t.Error("the brother is missing")
	}
	if _, ok := s.Get(c.ID); ok {
		t.Error("somebody of the other case came along")
	}
}

func put(rs ...model.Record) func(*store.Tx) error {
	return func(tx *store.Tx) error {
		for _, r := range rs {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	}
}

func TestSearchNamesEachCaseOnce(t *testing.T) {
	db := mustCreate(t)
	c, gone := newCase(t, db, "one"), newCase(t, db, "two")
	e := model.NewRecord("event")
	e.Set("title", text("the march"))
	e.Set("cases", model.RefsValue(c.ID, gone.ID))
	mustDo(t, db, "create", put(e))
	mustDo(t, db, "delete", func(tx *store.Tx) error { return tx.Delete(gone.ID) })
	found := look(t, db, "march")
	if len(found) != 1 {
		t.Fatalf("%d found", len(found))
	}
	if got := found[0].Cases; len(got) != 1 || got[0] != c.ID {
		t.Errorf("it is said to be in %v", got)
	}
}

func TestRestore(t *testing.T) {
	t.Run("leaves what had been taken away before", func(t *testing.T) {
		db := mustCreate(t)
		p, right, wrong := model.NewRecord("person"), model.NewRecord("person_name"), model.NewRecord("person_name")
		for _, n := range []*model.Record{&right, &wrong} {
			n.Set("person", model.RefValue(p.ID))
			n.Set("text", text("N"))
		}
		mustDo(t, db, "create", put(p, right, wrong))
		mustDo(t, db, "delete", func(tx *store.Tx) error { return tx.Delete(wrong.ID) })
		mustDo(t, db, "delete", func(tx *store.Tx) error { return tx.Delete(p.ID) })
		mustDo(t, db, "restore", func(tx *store.Tx) error { return tx.Restore(p.ID) })
		if mustGet(t, db, p.ID).Deleted || mustGet(t, db, right.ID).Deleted {
			t.Error("the person or the name did not come back")
		}
		if !mustGet(t, db, wrong.ID).Deleted {
			t.Error("the name that was taken away came back")
		}
		mustBeSound(t, db)
	})
	t.Run("brings rows back after a deletion was undone and done again", func(t *testing.T) {
		db := mustCreate(t)
		p, n := model.NewRecord("person"), model.NewRecord("person_name")
		n.Set("person", model.RefValue(p.ID))
		mustDo(t, db, "create", put(p, n))
		mustDo(t, db, "delete", func(tx *store.Tx) error { return tx.Delete(p.ID) })
		for _, f := range []func() error{
			func() error { _, err := db.Undo(ctx); return err },
			func() error { _, err := db.Redo(ctx); return err },
		} {
			if err := f(); err != nil {
				t.Fatal(err)
			}
		}
		if !mustGet(t, db, n.ID).Deleted {
			t.Fatal("redo left the name")
		}
		mustDo(t, db, "restore", func(tx *store.Tx) error { return tx.Restore(p.ID) })
		if mustGet(t, db, n.ID).Deleted {
			t.Error("the name did not come back")
		}
	})
}

func TestRestoreAfterADraftWasTakenUp(t *testing.T) {
	for _, typedIn := range []string{"person", "person_name"} {
		db := mustCreate(t)
		p, n := model.NewRecord("person"), model.NewRecord("person_name")
		n.Set("person", model.RefValue(p.ID))
		mustDo(t, db, "create", put(p, n))
		id, field := p.ID, "summary"
		if typedIn == n.Kind {
			id, field = n.ID, "text"
		}
		if err := db.SetDraft(ctx, id, field, text("N")); err != nil {
			t.Fatal(err)
		}
		mustDo(t, db, "delete", func(tx *store.Tx) error { return tx.Delete(p.ID) })
		path := db.Path()
		db.Close()
		db = mustOpen(t, path)
		if !mustGet(t, db, p.ID).Deleted || !mustGet(t, db, n.ID).Deleted {
			t.Errorf("typed in %s: opening the file brought it back", typedIn)
		}
		mustDo(t, db, "restore", func(tx *store.Tx) error { return tx.Restore(p.ID) })
		if mustGet(t, db, p.ID).Deleted || mustGet(t, db, n.ID).Deleted {
			t.Errorf("typed in %s: it did not come back whole", typedIn)
		}
		if mustGet(t, db, id).Text(field) != "N" {
			t.Errorf("typed in %s: the words are gone", typedIn)
		}
		mustBeSound(t, db)
	}
}

func TestARecordThatBelongsToItself(t *testing.T) {
	db := mustCreate(t)
	c := model.NewRecord("citation")
	c.Set("subject", model.RefValue(c.ID))
	if _, err := db.Do(ctx, "import", put(c)); err != nil {
		t.Skip("it is refused")
	}
	mustDo(t, db, "delete", func(tx *store.Tx) error { return tx.Delete(c.ID) })
	mustDo(t, db, "restore", func(tx *store.Tx) error { return tx.Restore(c.ID) })
	if mustGet(t, db, c.ID).Deleted {
		t.Error("it did not come back")
	}
}

func TestDeletingACase(t *testing.T) {
	db := mustCreate(t)
	one, two := newCase(t, db, "one"), newCase(t, db, "two")
	alone, shared, person := model.NewRecord("note"), model.NewRecord("event"), model.NewRecord("person")
	alone.Set("cases", model.RefsValue(one.ID))
	alone.Set("text", text("he said"))
	shared.Set("cases", model.RefsValue(one.ID, two.ID))
	mustDo(t, db, "create", put(alone, shared, person))
	remove := func(id model.ID) {
		t.Helper()
		mustDo(t, db, "delete", func(tx *store.Tx) error { return tx.Delete(id) })
	}
	restore := func(id model.ID) {
		t.Helper()
		mustDo(t, db, "restore", func(tx *store.Tx) error { return tx.Restore(id) })
	}
	want := func(when string, r model.Record, deleted bool) {
		t.Helper()
		if mustGet(t, db, r.ID).Deleted != deleted {
			t.Errorf("%s: %s is deleted: %v", when, r.Kind, !deleted)
		}
	}
	remove(one.ID)
	want("one deleted", alone, true)
	want("one deleted", shared, false)
	want("one deleted", person, false)
	remove(two.ID)
	want("both deleted", shared, true)
	restore(one.ID)
	want("one restored", alone, false)
	want("one restored", shared, false)
	mustBeSound(t, db)
}
