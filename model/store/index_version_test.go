package store_test

import (
	"context"
	"testing"
	"time"

	"guvoh/model"
	"guvoh/model/search"
	"guvoh/model/store"
)

func TestAnIndexByOtherRulesIsMadeAnew(t *testing.T) {
	db := mustCreate(t)
	mustDo(t, db, "create", func(tx *store.Tx) error {
		r := model.NewRecord("note")
		r.Set("text", model.TextValue("call +998 90 123-45-67"))
		return tx.Put(r)
	})
	readWords(t, db)
	path := db.Path()
	must(t, db.SetSetting("words.version", "1")) // as a program of before would have left it
	must(t, db.Close())
	finds := func(db *store.DB, damaged bool) {
		t.Helper()
		for _, line := range []string{"998901234567", "call"} {
			out, err := db.Look(context.Background(), store.Looked{Query: search.Parse(line, true), Limit: 5})
			if err != nil || len(out.Found) != 1 || out.Damaged != damaged {
				t.Errorf("%s: %d found, damaged %v, %v", line, len(out.Found), out.Damaged, err)
			}
		}
	}
	look := options(t)
	look.ReadOnly = true
	db, err := store.Open(path, look)
	must(t, err)
	finds(db, true)
	must(t, db.Close())
	db, err = store.Open(path, options(t))
	must(t, err)
	finds(db, true)
	left, err := db.ReadIn(context.Background(), time.Minute)
	if err != nil || left != 0 {
		t.Fatalf("%d left, %v", left, err)
	}
	finds(db, false)
	must(t, db.Close())
	db, err = store.Open(path, options(t))
	must(t, err)
	defer db.Close()
	finds(db, false)
}
