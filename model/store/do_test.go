package store_test

import (
	"context"
	"errors"
	"testing"

	"guvoh/model"
	"guvoh/model/store"
)

var ctx = context.Background()

func text(s string) model.Value { return model.TextValue(s) }

func newCase(tb testing.TB, db *store.DB, title string) model.Record {
	tb.Helper()
	r := model.NewRecord("case")
	r.Set("title", text(title))
	mustDo(tb, db, "create", func(tx *store.Tx) error { return tx.Put(r) })
	return r
}

func mustGet(tb testing.TB, db *store.DB, id model.ID) model.Record {
	tb.Helper()
	r, err := db.Get(ctx, id)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

func set(id model.ID, field string, v model.Value) func(*store.Tx) error {
	return func(tx *store.Tx) error { return tx.Set(id, field, v) }
}

func TestDo(t *testing.T) {
	t.Run("an action that fails half way leaves nothing behind", func(t *testing.T) {
		db := mustCreate(t)
		c := newCase(t, db, "one")
		boom := errors.New("boom")
		_, err := db.Do(ctx, "edit", func(tx *store.Tx) error {
			if err := tx.Set(c.ID, "title", text("two")); err != nil {
				return err
			}
			return boom
		})
		if !errors.Is(err, boom) {
			t.Fatal(err)
		}
		if got := mustGet(t, db, c.ID).Text("title"); got != "one" {
			t.Errorf("title is %q", got)
		}
		mustBeSound(t, db)
	})
	t.Run("a panic inside an action leaves nothing behind and the file usable", func(t *testing.T) {
		db := mustCreate(t)
		c := newCase(t, db, "one")
		func() {
			defer func() { recover() }()
			db.Do(ctx, "edit", func(tx *store.Tx) error {
				tx.Set(c.ID, "title", text("two"))
				panic("fault")
			})
		}()
		if got := mustGet(t, db, c.ID).Text("title"); got != "one" {
			t.Errorf("title is %q", got)
		}
		mustDo(t, db, "edit", set(c.ID, "title", text("three")))
	})
	t.Run("an action that changes nothing leaves no line in the history", func(t *testing.T) {
		db := mustCreate(t)
		c := newCase(t, db, "one")
		if ch := mustDo(t, db, "edit", set(c.ID, "title", text("one"))); !ch.Empty() {
			t.Error("something was written")
		}
		if as, _ := db.Actions(ctx, 10); len(as) != 1 {
			t.Errorf("%d actions, not 1", len(as))
		}
	})
	t.Run("a link to a record of the wrong kind is refused", func(t *testing.T) {
		db := mustCreate(t)
		c := newCase(t, db, "one")
		p := model.NewRecord("participant")
		p.Set("case", model.RefValue(c.ID))
		p.Set("person", model.RefValue(c.ID))
		_, err := db.Do(ctx, "create", func(tx *store.Tx) error { return tx.Put(p) })
		var refused *store.Refused
		if !errors.As(err, &refused) || refused.Problems[0].Code != model.WrongKind {
			t.Fatalf("got %v", err)
		}
		if _, err := db.Get(ctx, p.ID); !errors.Is(err, store.ErrNotFound) {
			t.Error("it was kept all the same")
		}
	})
	t.Run("only a clinician can grade the consistency of an injury", func(t *testing.T) {
		db := mustCreate(t)
		who := model.NewRecord("person")
		in := model.NewRecord("injury")
		in.Set("person", model.RefValue(who.ID))
		in.Set("assessed_by", model.RefValue(who.ID))
		in.Set("consistency", text("consistent_with"))
		put := func(tx *store.Tx) error { return errors.Join(tx.Put(who), tx.Put(in)) }
		var refused *store.Refused
		if _, err := db.Do(ctx, "create", put); !errors.As(err, &refused) {
			t.Fatalf("got %v", err)
		}
		who.Set("clinician", model.BoolValue(true))
		for _, w := range schema(t).Vocabulary("consistency").Words[:1] {
			in.Set("consistency", text(w.ID))
		}
		mustDo(t, db, "create", put)
	})
}

func TestUndo(t *testing.T) {
	t.Run("takes back the newest action and redo brings it back", func(t *testing.T) {
		db := mustCreate(t)
		c := newCase(t, db, "one")
		mustDo(t, db, "edit", set(c.ID, "title", text("two")))
		for _, step := range []struct {
			do   func(context.Context) (store.Changes, error)
			want string
		}{{db.Undo, "one"}, {db.Redo, "two"}, {db.Undo, "one"}, {db.Redo, "two"}} {
			if _, err := step.do(ctx); err != nil {
				t.Fatal(err)
			}
			if got := mustGet(t, db, c.ID).Text("title"); got != step.want {
				t.Fatalf("title is %q, not %q", got, step.want)
			}
		}
		mustBeSound(t, db)
	})
	t.Run("of a creation hides the record and redo shows it whole", func(t *testing.T) {
		db := mustCreate(t)
		c := newCase(t, db, "one")
		if _, err := db.Undo(ctx); err != nil {
			t.Fatal(err)
		}
		if !mustGet(t, db, c.ID).Deleted {
			t.Error("still there")
		}
		if _, err := db.Undo(ctx); !errors.Is(err, store.ErrNothing) {
			t.Errorf("got %v", err)
		}
		if _, err := db.Redo(ctx); err != nil {
			t.Fatal(err)
		}
		if r := mustGet(t, db, c.ID); r.Deleted || r.Text("title") != "one" {
			t.Errorf("came back as %+v", r)
		}
	})
	t.Run("works on after the file was closed and opened again", func(t *testing.T) {
		db := mustCreate(t)
		c := newCase(t, db, "one")
		mustDo(t, db, "edit", set(c.ID, "title", text("two")))
		mustDo(t, db, "edit", set(c.ID, "title", text("three")))
		if _, err := db.Undo(ctx); err != nil {
			t.Fatal(err)
		}
		path := db.Path()
		db.Close()
		db = mustOpen(t, path)
		if _, err := db.Undo(ctx); err != nil {
			t.Fatal(err)
		}
		if got := mustGet(t, db, c.ID).Text("title"); got != "one" {
			t.Errorf("title is %q", got)
		}
		for range 2 {
			if _, err := db.Redo(ctx); err != nil {
				t.Fatal(err)
			}
		}
		if got := mustGet(t, db, c.ID).Text("title"); got != "three" {
			t.Errorf("title is %q", got)
		}
	})
	t.Run("of a delete brings back the rows that went with it, and no others", func(t *testing.T) {
		db := mustCreate(t)
		p := model.NewRecord("person")
		name := func(s string) model.Record {
			n := model.NewRecord("person_name")
			n.Set("person", model.RefValue(p.ID))
			n.Set("text", text(s))
			return n
		}
		a, b := name("a"), name("b")
		mustDo(t, db, "create", func(tx *store.Tx) error { return errors.Join(tx.Put(p), tx.Put(a), tx.Put(b)) })
		mustDo(t, db, "delete", func(tx *store.Tx) error { return tx.Delete(a.ID) })
		mustDo(t, db, "delete", func(tx *store.Tx) error { return tx.Delete(p.ID) })
		if !mustGet(t, db, b.ID).Deleted {
			t.Error("the name stayed")
		}
		if _, err := db.Undo(ctx); err != nil {
			t.Fatal(err)
		}
		if mustGet(t, db, p.ID).Deleted || mustGet(t, db, b.ID).Deleted || !mustGet(t, db, a.ID).Deleted {
			t.Error("not as before")
		}
		if l, _ := db.Label(ctx, p.ID); l != "b" {
			t.Errorf("label is %q", l)
		}
		mustBeSound(t, db)
	})
}

func TestHistory(t *testing.T) {
	db := mustCreate(t)
	c := newCase(t, db, "one")
	mustDo(t, db, "edit", set(c.ID, "title", text("two")))
	mustDo(t, db, "edit", set(c.ID, "status", text("open")))
	if _, err := db.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	t.Run("of one field names every value it had, who wrote it and when", func(t *testing.T) {
		hs, err := db.History(ctx, "title", c.ID)
		if err != nil {
			t.Fatal(err)
		}
		if len(hs) != 2 || hs[0].To != text("one") || hs[1].From != text("one") || hs[1].To != text("two") {
			t.Fatalf("got %+v", hs)
		}
		if hs[1].Author != "A. Tester" || hs[1].At.IsZero() || hs[1].Verb != "edit" {
			t.Errorf("got %+v", hs[1])
		}
	})
	t.Run("of a record shows the undo as a change of its own", func(t *testing.T) {
		hs, _ := db.History(ctx, "", c.ID)
		last := hs[len(hs)-1]
		if last.Verb != "undo" || last.Field != "status" || last.From != text("open") || last.To != "" {
			t.Errorf("got %+v", last)
		}
	})
}

func TestDraft(t *testing.T) {
	t.Run("words typed before a crash are there and in the history at the next opening", func(t *testing.T) {
		db := mustCreate(t)
		c := newCase(t, db, "one")
		if err := db.SetDraft(ctx, c.ID, "summary", text("he said")); err != nil {
			t.Fatal(err)
		}
		path := db.Path()
		db.Close() // a kill leaves the same: the draft was durable
		o := options(t)
		o.ReadOnly = true
		if look, err := store.Open(path, o); err != nil || !look.Typing() {
			t.Errorf("a look at the file does not tell of it: %v", err)
		} else {
			look.Close()
		}
		db = mustOpen(t, path)
		if got := mustGet(t, db, c.ID).Text("summary"); got != "he said" {
			t.Errorf("summary is %q", got)
		}
		if hs, _ := db.History(ctx, "summary", c.ID); len(hs) != 1 || hs[0].Verb != "recover" {
			t.Errorf("history %+v", hs)
		}
	})
	t.Run("a draft is gone once the field is written, even with the value it had", func(t *testing.T) {
		db := mustCreate(t)
		c := newCase(t, db, "one")
		db.SetDraft(ctx, c.ID, "title", text("twoo"))
		mustDo(t, db, "edit", set(c.ID, "title", text("one")))
		path := db.Path()
		db.Close()
		db = mustOpen(t, path)
		if got := mustGet(t, db, c.ID).Text("title"); got != "one" {
			t.Errorf("title is %q", got)
		}
	})
	t.Run("a draft for a record that is not there does not keep the file from opening", func(t *testing.T) {
		db := mustCreate(t)
		db.SetDraft(ctx, model.NewID(), "title", text("x"))
		path := db.Path()
		db.Close()
		mustOpen(t, path)
	})
}
