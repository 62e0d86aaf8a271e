package store_test

import (
	"slices"
	"testing"
	"time"

	"guvoh/model"
	"guvoh/model/store"
)

func dated(t testing.TB, words string) model.Value {
	t.Helper()
	d, err := model.ParseDate(words)
	if err != nil {
		t.Fatal(err)
	}
	return model.DateValue(d)
}

func TestWhatIsDue(t *testing.T) {
	db := mustCreate(t)
	c := newCase(t, db, "A case")
	add := func(due, status string) model.Record {
		r := model.NewRecord("deadline")
		r.Set("cases", model.RefsValue(c.ID))
		r.Set("title", text("Appeal"))
		if due != "" {
			r.Set("due", dated(t, due))
		}
		if status != "" {
			r.Set("status", text(status))
		}
		mustDo(t, db, "create", put(r))
		return r
	}
	march, done, later := add("5 March 2026", ""), add("6 March 2026", "done"), add("2027", "open")
	none, month, gone := add("", ""), add("March 2026", "open"), add("7 March 2026", "open")
	mustDo(t, db, "delete", func(tx *store.Tx) error { return tx.Delete(gone.ID) })
	ask := func(q store.Due) []model.ID {
		t.Helper()
		q.Kind, q.Field = "deadline", "due"
		ns, err := db.DueNumbers(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		rs, err := db.ByNumber(ctx, ns)
		if err != nil {
			t.Fatal(err)
		}
		var ids []model.ID
		for _, r := range rs {
			ids = append(ids, r.ID)
		}
		return ids
	}
	check := func(t *testing.T) {
		for name, q := range map[string]struct {
			due  store.Due
			want []model.Record
		}{
			"all that have a date":                        {store.Due{}, []model.Record{march, done, later, month}},
			"by the days between which it may begin":      {store.Due{From: "2026-03-02", To: "2026-12-31"}, []model.Record{march, done}},
			"a month counts from its first day":           {store.Due{From: "2026-03-01", To: "2026-03-01"}, []model.Record{month}},
			"without some words, what has none passes":    {store.Due{Coded: "status", Words: []string{"done", "missed"}, Not: true}, []model.Record{march, later, month}},
			"with some words, what has none does not":     {store.Due{Coded: "status", Words: []string{"open"}}, []model.Record{later, month}},
			"nothing lies between days that are reversed": {store.Due{From: "2026-04-01", To: "2026-03-01"}, nil},
		} {
			t.Run(name, func(t *testing.T) {
				found := ask(q.due)
				for _, r := range q.want {
					if !slices.Contains(found, r.ID) {
						t.Errorf("%s is missing", r.Text("due"))
					}
				}
				if len(found) != len(q.want) || slices.Contains(found, none.ID) || slices.Contains(found, gone.ID) {
					t.Errorf("%d found, want %d", len(found), len(q.want))
				}
			})
		}
	}
	t.Run("before anything was read in", check)
	readWhole(t, db)
	t.Run("from the index", check)
	t.Run("what changed since counts as it is now", func(t *testing.T) {
		mustDo(t, db, "edit", func(tx *store.Tx) error { return tx.Set(march.ID, "due", dated(t, "5 May 2026")) })
		if found := ask(store.Due{From: "2026-03-02", To: "2026-03-31"}); slices.Contains(found, march.ID) {
			t.Error("it is found by the day that stood there before")
		}
		if found := ask(store.Due{From: "2026-05-05", To: "2026-05-05"}); len(found) != 1 {
			t.Errorf("%d found by the new day", len(found))
		}
	})
	t.Run("a kind or a field that is not there is refused", func(t *testing.T) {
		for _, q := range []store.Due{{Kind: "dedline", Field: "due"}, {Kind: "deadline", Field: "dew"}} {
			if _, err := db.DueNumbers(ctx, q); err == nil {
				t.Errorf("%s.%s was asked for", q.Kind, q.Field)
			}
		}
	})
	t.Run("a case has another mark after any change in it", func(t *testing.T) {
		mark := func() string {
			t.Helper()
			ns, err := db.DueNumbers(ctx, store.Due{Kind: "deadline", Field: "due"})
			if err != nil {
				t.Fatal(err)
			}
			all, err := db.Standings(ctx, ns)
			if err != nil || len(all) != 1 || all[0].Case != c.ID {
				t.Fatalf("%+v, %v", all, err)
			}
			return all[0].Mark
		}
		was := mark()
		if mark() != was {
			t.Error("it is another without a change")
		}
		mustDo(t, db, "edit", func(tx *store.Tx) error { return tx.Set(later.ID, "title", text("Cassation")) })
		if mark() == was {
			t.Error("it is the same")
		}
	})
}

// readWhole reads everything into the index.
func readWhole(t testing.TB, db *store.DB) {
	t.Helper()
	for left := 1; left > 0; {
		var err error
		if left, err = db.ReadIn(ctx, time.Second); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAPartOfACase(t *testing.T) {
	db := mustCreate(t)
	c, other := newCase(t, db, "A case"), newCase(t, db, "Another")
	p, _ := person(t, db, c.ID, "Anvar Karimov")
	proceeding := model.NewRecord("proceeding")
	proceeding.Set("cases", model.RefsValue(c.ID, other.ID))
	proceeding.Set("kind", text("extradition"))
	step, note := model.NewRecord("step"), model.NewRecord("note")
	step.Set("proceeding", model.RefValue(proceeding.ID))
	step.Set("kind", text("decision"))
	note.Set("cases", model.RefsValue(c.ID))
	note.Set("text", text("Something long"))
	mustDo(t, db, "create", put(proceeding, step, note))
	s, err := db.Part(ctx, c.ID, []string{"participant", "proceeding", "step"})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []model.Record{c, p, proceeding, step} {
		if _, ok := s.Get(r.ID); !ok {
			t.Errorf("%s is missing", r.Kind)
		}
	}
	for _, r := range []model.Record{note, other} {
		if _, ok := s.Get(r.ID); ok {
			t.Errorf("%s came along", r.Kind)
		}
	}
	if _, err := db.Part(ctx, p.ID, nil); err != store.ErrNotFound {
		t.Errorf("a person is taken for a case: %v", err)
	}
}
