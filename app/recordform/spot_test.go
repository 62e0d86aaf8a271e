package recordform_test

import (
	"testing"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/recordform"
	"guvoh/app/ui"
	"guvoh/model"
)

func TestASearchLeadsToTheField(t *testing.T) {
	b := desktest.New(t, desktest.Look{})
	c := b.New1("case", map[string]model.Value{"title": model.TextValue("A case"), "summary": model.TextValue("He was held in a cold room.")})
	p := b.New1("person", map[string]model.Value{"education": model.TextValue("a school of music")})
	n := b.New1("person_name", map[string]model.Value{"person": model.RefValue(p.ID), "text": model.TextValue("Хамидкариев"), "position": model.TextValue("1")})
	e := b.New1("event", map[string]model.Value{"cases": model.RefsValue(c.ID), "title": model.TextValue("Arrest")})
	show := func(r model.Record, at desk.Spot) desk.Route {
		t.Helper()
		route := recordform.RouteAt(b.Desk, r, c.ID, at)
		f := b.Show(func(d *desk.Desk, r desk.Route) desk.Pane {
			return recordform.New(d, r.Record, recordform.Options{Case: r.Case})
		}, route).(*recordform.Form)
		f.ShowSpot(route.Spot)
		return route
	}
	t.Run("of a record, with the words marked for a moment", func(t *testing.T) {
		show(c, desk.Spot{Field: "summary", Words: "cold"})
		long, ok := b.Focused().(*ui.Editor)
		if !ok || len(long.Marked()) != 1 || long.Marked()[0] != "cold" {
			t.Fatalf("%T has the keyboard", b.Focused())
		}
		b.Clock.Pass()
		if len(long.Marked()) != 0 {
			t.Error("the words are still marked")
		}
	})
	t.Run("of a row, which is opened", func(t *testing.T) {
		route := show(n, desk.Spot{Field: "text", Words: "Khamidkariev"})
		if route.Record != p.ID || route.Spot.Row != n.ID {
			t.Errorf("leads to %+v", route)
		}
		if line, ok := b.Focused().(*ui.Entry); !ok || line.Text != "Хамидкариев" {
			t.Errorf("%T has the keyboard", b.Focused())
		}
	})
	t.Run("that was put away", func(t *testing.T) {
		show(p, desk.Spot{Field: "education", Words: "music"})
		if line, ok := b.Focused().(*ui.Entry); !ok || line.CursorColumn != len("a school of ") {
			t.Errorf("%T has the keyboard", b.Focused())
		}
	})
	t.Run("that has no name, when several answer together", func(t *testing.T) {
		show(e, desk.Spot{Words: "arrest"})
		if b.Focused() == nil {
			t.Error("nothing has the keyboard")
		}
	})
}
