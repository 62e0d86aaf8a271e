package casefile_test

import (
	"testing"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/recordform"
	"guvoh/app/screen/casefile"
	"guvoh/app/ui"
	"guvoh/model"
)

func TestARouteLeadsToAPlaceInARecordOfTheCase(t *testing.T) {
	b := desktest.New(t, desktest.Look{})
	c := b.New1("case", map[string]model.Value{"title": model.TextValue("A case")})
	p := b.New1("person", nil)
	n := b.New1("person_name", map[string]model.Value{"person": model.RefValue(p.ID), "text": model.TextValue("Мирсобир Хамидкариев"), "position": model.TextValue("1")})
	b.New1("participant", map[string]model.Value{"case": model.RefValue(c.ID), "person": model.RefValue(p.ID), "position": model.TextValue("1")})
	for range 12 {
		b.New1("note", map[string]model.Value{"cases": model.RefsValue(c.ID), "text": model.TextValue("nothing of it")})
	}
	note := b.New1("note", map[string]model.Value{"cases": model.RefsValue(c.ID), "text": model.TextValue("He was in a cold room.")})
	show := func(r model.Record, at desk.Spot) *casefile.Screen {
		route := recordform.RouteAt(b.Desk, r, c.ID, at)
		return b.Show(func(d *desk.Desk, r desk.Route) desk.Pane { return casefile.New(d, r, nil) }, route).(*casefile.Screen)
	}
	t.Run("to words in a long text", func(t *testing.T) {
		s := show(note, desk.Spot{Field: "text", Words: "cold"})
		e, ok := b.Focused().(*ui.Editor)
		if casefile.OpenRecord(s) != note.ID || !ok || len(e.Marked()) != 1 {
			t.Errorf("%T has the keyboard", b.Focused())
		}
	})
	t.Run("to a name, with its person", func(t *testing.T) {
		s := show(n, desk.Spot{Field: "text", Words: "Khamidkariev"})
		e, ok := b.Focused().(*ui.Entry)
		if casefile.OpenRecord(s) != p.ID || !ok || e.CursorColumn != len([]rune("Мирсобир ")) {
			t.Errorf("%T has the keyboard", b.Focused())
		}
	})
}
