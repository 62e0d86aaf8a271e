package store_test

import (
	"testing"

	"guvoh/model"
	"guvoh/model/store"
)

func TestListsFindOtherSpellingsBehindTheOneThatWasTyped(t *testing.T) {
	db := mustCreate(t)
	record := func(kind string, values map[string]model.Value) model.Record {
		r := model.NewRecord(kind)
		for f, v := range values {
			r.Set(f, v)
		}
		mustDo(t, db, "create", func(tx *store.Tx) error { return tx.Put(r) })
		return r
	}
	latin := record("case", map[string]model.Value{"title": text("The case of Khamidkariev"), "status": text("open")})
	cyrillic := record("case", map[string]model.Value{"title": text("Второе дело"), "status": text("closed")})
	person := record("person", nil)
	record("person_name", map[string]model.Value{"person": model.RefValue(person.ID), "text": text("Хамидкариев Мирсобир"), "position": text("1")})
	record("participant", map[string]model.Value{"case": model.RefValue(cyrillic.ID), "person": model.RefValue(person.ID), "position": text("1")})
	record("person", map[string]model.Value{"description": text("somebody else")})
	readWords(t, db)

	t.Run("of cases", func(t *testing.T) {
		exact, err := db.CaseNumbers(ctx, store.CaseQuery{Words: "Khamidkariev"})
		must(t, err)
		other, err := db.CaseNumbersOtherwise(ctx, store.CaseQuery{Words: "Khamidkariev"}, exact)
		must(t, err)
		rows, err := db.CaseRows(ctx, append(exact, other...))
		must(t, err)
		if len(exact) != 1 || len(rows) != 2 || rows[0].ID != latin.ID || rows[1].ID != cyrillic.ID {
			t.Errorf("%d spelled so, %d in all", len(exact), len(rows))
		}
		other, err = db.CaseNumbersOtherwise(ctx, store.CaseQuery{Words: "Khamidkariev", Status: "open"}, exact)
		must(t, err)
		if len(other) != 0 {
			t.Errorf("%d of another state", len(other))
		}
	})
	t.Run("of what can be linked to", func(t *testing.T) {
		hits, err := db.Pick(ctx, []string{"person"}, "khamidkar", 10)
		must(t, err)
		if len(hits) != 1 || hits[0].ID != person.ID || hits[0].Kind != "person" || hits[0].Label != "Хамидкариев Мирсобир" || !hits[0].Otherwise {
			t.Errorf("%d hits", len(hits))
		}
		hits, err = db.Pick(ctx, []string{"person"}, "хамидкар", 10)
		must(t, err)
		if len(hits) != 1 || hits[0].Otherwise {
			t.Errorf("%d hits as it was typed", len(hits))
		}
		if hits, err = db.Pick(ctx, []string{"person"}, "", 10); err != nil || len(hits) != 2 {
			t.Errorf("%d hits without words", len(hits))
		}
	})
	t.Run("by the line of a case", func(t *testing.T) {
		rows, err := db.CaseLines(ctx, []model.ID{cyrillic.ID, model.NewID(), latin.ID})
		must(t, err)
		if len(rows) != 3 || rows[0].ID != cyrillic.ID || !rows[1].ID.IsZero() || rows[2].ID != latin.ID {
			t.Error("the lines are others")
		}
	})
}
