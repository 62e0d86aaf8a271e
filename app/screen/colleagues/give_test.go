package colleagues_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/colleagues"
	"guvoh/app/ui"
	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault"
)

const given = "meadow lantern harvest copper winter"

// ofOne makes two cases with a person each, and opens the screen on which cases
// are given away, with the first ticked.
func ofOne(t *testing.T, l desktest.Look) (b *bench, one, two, person model.ID) {
	t.Helper()
	b = newBench(t, l)
	first := b.New1("case", map[string]model.Value{"title": text("The bakery"), "status": text("open")})
	second := b.New1("case", map[string]model.Value{"title": text("The mill"), "status": text("open")})
	who := b.New1("person", map[string]model.Value{"occupation": text("baker")})
	b.New1("participant", map[string]model.Value{"case": model.RefValue(first.ID), "person": model.RefValue(who.ID), "role": text("victim")})
	b.show(desk.Route{Section: colleagues.Give})
	b.Window().Canvas().Focus(b.list())
	b.Press(fyne.KeySpace)
	return b, first.ID, second.ID, who.ID
}

// save types the passphrase and saves the file, and gives its path.
func (b *bench) save() string {
	b.TB.Helper()
	desktest.Under(b.Bench, b.t("choose.passphrase")).SetText(given)
	desktest.Under(b.Bench, b.t("choose.again")).SetText(given)
	b.tap("colleagues.give_save")
	path := filepath.Join(b.dir, "for them.guvoh")
	desktest.Under(b.Bench, ui.Words().Path).SetText(path)
	b.tap("action.save")
	return path
}

// read opens a file that was given away.
func (b *bench) read(path string) *store.DB {
	b.TB.Helper()
	schema, err := model.NewSchema(assets.Vocabularies)
	b.Must(err)
	db, err := store.Open(path, store.Options{Secret: vault.Passphrase(given), Schema: schema, Author: "L. Lawyer"})
	b.Must(err)
	b.TB.Cleanup(func() { db.Close() })
	return db
}

func TestGiveCases(t *testing.T) {
	for _, lang := range []string{"en", "ru", "uz"} {
		t.Run(lang, func(t *testing.T) {
			b, one, two, person := ofOne(t, desktest.Look{Lang: lang})
			b.mustSay(b.Desk.Words.N("colleagues.cases_ticked", 1))
			b.mustSay(b.t("colleagues.consent.missing"))
			path := b.save()
			b.mustSay(b.t("colleagues.given"))
			b.mustSay(b.t("colleagues.hand_over.passphrase"))
			db := b.read(path)
			if r, err := db.Get(context.Background(), one); err != nil || r.Text("title") != "The bakery" {
				t.Errorf("the case is not in it: %v", err)
			}
			if _, err := db.Get(context.Background(), two); err == nil {
				t.Error("another case is in it, too")
			}
			if _, err := db.Get(context.Background(), person); err != nil {
				t.Errorf("the person is not in it: %v", err)
			}
		})
	}
}

func TestWhoIsNotTickedStays(t *testing.T) {
	b, one, _, person := ofOne(t, desktest.Look{})
	for _, c := range desktest.Find[*ui.Check](b.Bench) {
		if c.Label() == b.t("untitled", map[string]any{"Kind": b.Desk.Words.Kind("person")}) || c.Label() == b.Desk.TitleOf(person) {
			test.Tap(c)
		}
	}
	b.mustSay(b.Desk.Words.N("colleagues.stays_persons", 1))
	db := b.read(b.save())
	if _, err := db.Get(context.Background(), one); err != nil {
		t.Errorf("the case is not in it: %v", err)
	}
	if _, err := db.Get(context.Background(), person); err == nil {
		t.Error("the person is in it")
	}
}

func TestForSomebodyOutside(t *testing.T) {
	b, one, _, _ := ofOne(t, desktest.Look{})
	b.tap("colleagues.to.outside")
	b.mustSay(b.t("colleagues.stays_outside"))
	path := b.save()
	db := b.read(path)
	_, err := db.Do(context.Background(), "edit", func(tx *store.Tx) error {
		return tx.Set(one, "title", text("The bakery of the brothers"))
	})
	b.Must(err)
	b.Must(db.Close())
	b.Must(os.Rename(path, b.path))
	t.Run("it comes back as proposals, of which nothing is taken by itself", func(t *testing.T) {
		b.take()
		b.Type(given)
		b.tap("action.open")
		b.mustSay(b.t("colleagues.proposals"))
		b.tap("colleagues.accept")
		if b.Last() != b.t("colleagues.tick_first") || b.Get(one).Text("title") != "The bakery" {
			t.Error("something was taken that nobody ticked")
		}
	})
	t.Run("what is ticked is written here, and can be undone", func(t *testing.T) {
		b.Window().Canvas().Focus(b.list())
		b.Press(fyne.KeyHome, fyne.KeyDown, fyne.KeyDown, fyne.KeySpace) // below its heading
		b.mustSay("The bakery of the brothers")
		b.tap("colleagues.accept")
		if b.Get(one).Text("title") != "The bakery of the brothers" {
			t.Error("it was not written")
		}
		b.Offer()
		if b.Get(one).Text("title") != "The bakery" {
			t.Error("it was not undone")
		}
	})
}

func TestNoColleagueNoFile(t *testing.T) {
	b, _, _, _ := ofOne(t, desktest.Look{})
	b.tap("colleagues.to.colleague")
	b.mustSay(b.t("colleagues.cards_none"))
	b.tap("colleagues.give_save")
	b.mustSay(b.t("colleagues.choose_first"))
	if n := len(b.Window().Canvas().Overlays().List()); n != 0 {
		t.Error("it asks where a file shall lie that nobody could open")
	}
}

// late is a runner whose answers come when the test lets them.
type late struct {
	*desktest.Bench
	waiting []func()
}

func (l *late) Do(work, done func()) {
	work()
	if done != nil {
		l.waiting = append(l.waiting, done)
	}
}

func (l *late) After(d time.Duration, f func()) func() { return l.Clock.After(d, f) }

func (l *late) answer() {
	for len(l.waiting) > 0 {
		next := l.waiting[0]
		l.waiting = l.waiting[1:]
		next()
	}
}

func TestAnswersThatComeLate(t *testing.T) {
	b := newBench(t, desktest.Look{})
	b.New1("case", map[string]model.Value{"title": text("The bakery"), "status": text("open")})
	slow := &late{Bench: b.Bench}
	b.Desk.Runner = slow
	b.show(desk.Route{Section: colleagues.Give})
	slow.answer()
	if n := b.list().Selected(); n > 0 {
		t.Errorf("row %d is selected", n)
	}
	b.Window().Canvas().Focus(b.list())
	b.Press(fyne.KeySpace)
	slow.answer()
	b.mustSay(b.Desk.Words.N("colleagues.cases_ticked", 1))
	b.mustSay(b.t("colleagues.along"))
}

func TestTheCaseThatWasShownIsTicked(t *testing.T) {
	b := newBench(t, desktest.Look{})
	b.New1("case", map[string]model.Value{"title": text("The bakery"), "status": text("open")})
	two := b.New1("case", map[string]model.Value{"title": text("The mill"), "status": text("open")})
	b.show(desk.Route{Section: colleagues.Give, Case: two.ID})
	b.mustSay(b.Desk.Words.N("colleagues.cases_ticked", 1))
	db := b.read(b.save())
	if _, err := db.Get(context.Background(), two.ID); err != nil {
		t.Errorf("it is not in the file: %v", err)
	}
}
