package store_test

import (
	"errors"
	"testing"

	"guvoh/model"
	"guvoh/model/store"
)

// person makes a person with names in a case.
func person(t *testing.T, db *store.DB, c model.ID, names ...string) (p model.Record, rows []model.Record) {
	t.Helper()
	p = model.NewRecord("person")
	part := model.NewRecord("participant")
	part.Set("case", model.RefValue(c))
	part.Set("person", model.RefValue(p.ID))
	mustDo(t, db, "create", func(tx *store.Tx) error {
		err := errors.Join(tx.Put(p), tx.Put(part))
		for _, s := range names {
			n := model.NewRecord("person_name")
			n.Set("person", model.RefValue(p.ID))
			n.Set("text", text(s))
			err = errors.Join(err, tx.Put(n))
			rows = append(rows, n)
		}
		return err
	})
	return p, append(rows, part)
}

func TestFindingCases(t *testing.T) {
	db := mustCreate(t)
	a, b := newCase(t, db, "The film producer"), newCase(t, db, "Рыбное хозяйство 100%")
	_, rows := person(t, db, a.ID, "Jo'rayev Otabek", "Жўраев Отабек")
	found := func(words string) []model.ID {
		t.Helper()
		ns, err := db.CaseNumbers(ctx, store.CaseQuery{Words: words, Sort: "title"})
		if err != nil {
			t.Fatal(err)
		}
		cs, err := db.CaseRows(ctx, ns)
		if err != nil {
			t.Fatal(err)
		}
		var ids []model.ID
		for _, c := range cs {
			ids = append(ids, c.ID)
		}
		return ids
	}
	for _, c := range []struct {
		name, words string
		want        int
	}{
		{"by a word of the title, whatever its case", "FILM", 1},
		{"by a name with any apostrophe", "joʻrayev", 1},
		{"by a name in another script", "жураев", 1},
		{"by a title in Cyrillic, whatever its case", "РЫБНОЕ", 1},
		{"by two words that stand in the case and in a name", "film otabek", 1},
		{"by a sign that SQL would take for more", "100%", 1},
		{"by nothing, all of them", "", 2},
		{"by a word that is nowhere, none", "xyz", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := found(c.words); len(got) != c.want {
				t.Errorf("%d cases", len(got))
			}
		})
	}
	t.Run("follows a name that is changed, and a person who is taken out", func(t *testing.T) {
		mustDo(t, db, "edit", set(rows[0].ID, "text", text("Karimov")))
		if len(found("karimov")) != 1 {
			t.Error("not found by the new name")
		}
		mustDo(t, db, "delete", func(tx *store.Tx) error { return tx.Delete(rows[2].ID) })
		if len(found("karimov")) != 0 {
			t.Error("found by somebody who is not in it")
		}
		mustBeSound(t, db)
	})
	t.Run("sorts by what was changed last, also within the case", func(t *testing.T) {
		n := model.NewRecord("note")
		n.Set("cases", model.RefsValue(b.ID))
		n.Set("text", text("a note"))
		mustDo(t, db, "create", func(tx *store.Tx) error { return tx.Put(n) })
		ns, _ := db.CaseNumbers(ctx, store.CaseQuery{})
		cs, _ := db.CaseRows(ctx, ns)
		if cs[0].ID != b.ID {
			t.Error("the case that was worked on is not first")
		}
	})
}
