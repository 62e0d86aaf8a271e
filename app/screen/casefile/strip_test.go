package casefile_test

import (
	"context"
	"strings"
	"testing"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/model"
	"guvoh/model/store"
)

// came has a colleague's work on the case come: a title that stands against
// ours, and an event of their own.
func (b *bench) came() {
	b.TB.Helper()
	dilbar := b.Colleague("Dilbar")
	b.Set(dilbar, b.c.ID, "title", model.TextValue("Taken to Tashkent"))
	b.Set(b.DB, b.c.ID, "title", model.TextValue("Taken from Moscow"))
	e := model.NewRecord("event")
	e.Set("cases", model.RefsValue(b.c.ID))
	e.Set("title", model.TextValue("The flight"))
	_, err := dilbar.Do(context.Background(), "create", func(tx *store.Tx) error { return tx.Put(e) })
	b.Must(err)
	b.Take(dilbar)
}

func (b *bench) says(key string) bool {
	return desktest.Says(b.Bench, b.Desk.Words.T(key))
}

func TestWhatWaitsInACase(t *testing.T) {
	t.Run("nothing is said where nothing waits", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.events(2)
		b.open("events")
		if desktest.Says(b.Bench, "Dilbar") || desktest.Says(b.Bench, b.Desk.Words.N("conflict.fields", 1)) {
			t.Error("own work is said to be new")
		}
	})
	t.Run("fields with several values are counted, and one press leads through them", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.came()
		b.open("events")
		if !desktest.Says(b.Bench, b.Desk.Words.N("conflict.fields", 1)) {
			t.Fatal("nothing is said of it")
		}
		desktest.Button(b.Bench, b.Desk.Words.T("conflict.through")).Tapped(nil)
		if r := b.Went1(); r.Screen != desk.ScreenConflicts || r.Case != b.c.ID {
			t.Errorf("it leads to %q", r.Screen)
		}
		_, err := b.DB.Do(context.Background(), "resolve", func(tx *store.Tx) error {
			return tx.Resolve(b.c.ID, "title", model.TextValue("Taken from Moscow"))
		})
		b.Must(err)
		b.Changed(store.Changes{Records: map[model.ID]string{b.c.ID: "case"}})
		if desktest.Says(b.Bench, b.Desk.Words.N("conflict.fields", 1)) {
			t.Error("it is still said although it was decided")
		}
	})
	t.Run("the record they are in says so in the list, also for one of its rows", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		p := b.person("Mirsobir")
		b.New1("participant", map[string]model.Value{"case": model.RefValue(b.c.ID), "person": model.RefValue(p.ID)})
		name := b.Records("person_name")[0]
		dilbar := b.Colleague("Dilbar")
		b.Set(dilbar, name.ID, "text", model.TextValue("Mirsabir"))
		b.Set(b.DB, name.ID, "text", model.TextValue("Mirsobir K."))
		b.open("people")
		if b.says("casefile.contested") {
			t.Fatal("it is said of a record with one value")
		}
		b.Take(dilbar)
		if !b.says("casefile.contested") {
			t.Error("the list does not say so")
		}
	})
	t.Run("what a colleague brought is new until somebody has seen it", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.came()
		b.open("events")
		if !desktest.Says(b.Bench, "Dilbar") {
			t.Fatal("nobody is said to have brought anything")
		}
		desktest.Button(b.Bench, b.Desk.Words.T("news.show")).Tapped(nil)
		if r := b.Went1(); r.Screen != desk.ScreenHistory || r.Section != "news" || r.Case != b.c.ID {
			t.Errorf("it leads to %q", r.Screen)
		}
		desktest.Button(b.Bench, b.Desk.Words.T("news.seen")).Tapped(nil)
		if desktest.Says(b.Bench, "Dilbar") {
			t.Error("it is still new")
		}
		b.open("events")
		if desktest.Says(b.Bench, "Dilbar") {
			t.Error("it is new again")
		}
	})
	t.Run("it counts who and how much in one sentence", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.came()
		rustam := b.Colleague("Rustam")
		b.Set(rustam, b.c.ID, "team", model.TextValue("Moscow"))
		b.Take(rustam)
		b.open("events")
		news, err := b.DB.NewsOf(context.Background(), b.c.ID)
		b.Must(err)
		want := b.Desk.Words.N("news.changes", len(news))
		if !desktest.Says(b.Bench, "1 other") || !desktest.Says(b.Bench, want) || !strings.Contains(want, "change") {
			t.Errorf("%d changes are not said to be from Dilbar and one other", len(news))
		}
	})
}

func TestAPersonRecordedTwice(t *testing.T) {
	b := newBench(t, desktest.Look{})
	p, q := b.person("Mirsobir"), b.person("Мирсобир")
	b.New1("participant", map[string]model.Value{"case": model.RefValue(b.c.ID), "person": model.RefValue(p.ID)})
	b.open("people")
	if !b.says("judge.ask") {
		t.Fatal("it is not asked on the person")
	}
	r := model.NewJudgement(p.ID, q.ID)
	r.Set("judgement", model.TextValue("same"))
	if !b.Desk.Do("judge", func(tx *store.Tx) error { return tx.Put(r) }) {
		t.Fatal("not written")
	}
	if !desktest.Says(b.Bench, b.Desk.Words.T("judge.is.same", map[string]any{"Name": "Мирсобир"})) {
		t.Error("the person does not say so")
	}
}
