package model_test

import (
	"testing"

	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/modeltest"
)

// everything is all records of a file at once, as rules that know no file ask for them.
func everything(a *modeltest.Apart) *model.Snapshot {
	return model.NewSnapshot(a.Schema, model.Record{}, a.Records, a.Open)
}

func TestWhatTellsOfOnePersonAlone(t *testing.T) {
	s, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	a := modeltest.NewApart(s)
	telling := model.NewTelling(a.Schema, everything(a), map[model.ID]bool{a.One: true})
	// Things have no telling of their own: they are left behind since nothing leads to them.
	thing := map[string]bool{"place": true, "place_operator": true, "organisation": true, "organisation_name": true, "term": true}
	for _, r := range a.Records {
		why, theirs := a.Theirs[r.ID]
		known := thing[r.Kind] || why == "person, known by them only"
		if got := telling.TellsRecord(r); got != theirs && !known {
			t.Errorf("%s (%q): %v", r.Kind, why, got)
		}
	}
	t.Run("a kind of each is among them", func(t *testing.T) {
		has := map[string]bool{"profile": true, "saved_search": true, "field": true} // they are of no case
		for id := range a.Theirs {
			r, _ := everything(a).Get(id)
			has[r.Kind] = true
		}
		for _, k := range s.Kinds() {
			if !has[k.Name] {
				t.Errorf("no %s rests on the first", k.Name)
			}
		}
	})
	t.Run("nothing tells of nobody", func(t *testing.T) {
		nobody := model.NewTelling(a.Schema, everything(a), nil)
		for _, r := range a.Records {
			if nobody.TellsRecord(r) {
				t.Errorf("a %s does", r.Kind)
			}
		}
	})
	t.Run("whatever is asked first", func(t *testing.T) {
		for i := range a.Records {
			backwards := model.NewTelling(a.Schema, everything(a), map[model.ID]bool{a.One: true})
			for k := range a.Records {
				r := a.Records[(i+len(a.Records)-k)%len(a.Records)]
				if got := backwards.TellsRecord(r); got != telling.TellsRecord(r) {
					t.Fatalf("%s (%q): %v", r.Kind, a.Theirs[r.ID], got)
				}
			}
		}
	})
}
