package colleagues_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/colleagues"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

var looks = map[string]desktest.Look{
	"light-en": {}, "dark-ru": {Lang: "ru", Mode: ui.Dark}, "contrast-uz": {Lang: "uz", Mode: ui.HighContrast},
	"larger-en": {Scale: 1.5}, "small-ru": {Lang: "ru", Size: fyne.NewSize(860, 560)},
}

// month is what a colleague did in a month on a copy of the published cases.
func (b *bench) month() {
	b.TB.Helper()
	b.Sample()
	people := b.Records("person")
	cases := b.Records("case")
	b.give()
	b.write(func(tx *store.Tx) error {
		for _, name := range []string{"Nilufar Example", "Rustam Example"} {
			p := model.NewRecord("person")
			p.Set("occupation", text("baker"))
			n := model.NewRecord("person_name")
			n.Set("person", model.RefValue(p.ID))
			n.Set("text", text(name))
			if err := tx.Put(p); err != nil {
				return err
			}
			if err := tx.Put(n); err != nil {
				return err
			}
		}
		if err := tx.Set(people[0].ID, "occupation", text("teacher at the village school")); err != nil {
			return err
		}
		if err := tx.Set(cases[0].ID, "summary", text(strings.Repeat("They came at night and took him away. His brother saw it from the window. ", 12))); err != nil {
			return err
		}
		return tx.Delete(people[len(people)-1].ID)
	})
	b.back()
	b.write1(func(tx *store.Tx) error { return tx.Set(people[0].ID, "occupation", text("teacher")) })
}

func TestLook(t *testing.T) {
	desktest.InLooks(t, looks, func(t *testing.T, name string, l desktest.Look) {
		b := newBench(t, l)
		b.month()
		b.show(desk.Route{})
		b.Shot("colleagues-" + name + "-hub-new")
		b.take()
		b.Shot("colleagues-" + name + "-preview")
		b.filter("colleagues.filter.two")
		b.Window().Canvas().Focus(b.list())
		b.Press(fyne.KeyDown)
		b.Shot("colleagues-" + name + "-two")
		b.filter("colleagues.filter.all")
		b.Window().Canvas().Focus(b.list())
		b.Press(fyne.KeyDown, fyne.KeySpace, fyne.KeyDown)
		b.Shot("colleagues-" + name + "-record")
		b.tap("colleagues.take_in")
		b.Shot("colleagues-" + name + "-result")
		b.tap("colleagues.take_back")
		b.Shot("colleagues-" + name + "-back")
		b.Press(fyne.KeyEscape)
		b.show(desk.Route{Section: colleagues.Merges})
		b.Shot("colleagues-" + name + "-merges")
		b.show(desk.Route{})
		b.Shot("colleagues-" + name + "-hub")
		b.show(desk.Route{Section: colleagues.Give})
		b.Shot("colleagues-" + name + "-give-none")
		b.Window().Canvas().Focus(b.list())
		b.Press(fyne.KeySpace)
		b.Shot("colleagues-" + name + "-give")
		b.show(desk.Route{Section: colleagues.Team})
		b.Shot("colleagues-" + name + "-team-none")
		b.show(desk.Route{Section: colleagues.Cards})
		b.Shot("colleagues-" + name + "-cards")
	})
}
