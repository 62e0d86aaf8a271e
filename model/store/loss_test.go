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
