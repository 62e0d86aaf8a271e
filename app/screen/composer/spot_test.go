package composer_test

import (
	"testing"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/recordform"
	"guvoh/app/screen/composer"
	"guvoh/app/ui"
	"guvoh/model"
)

func TestASearchLeadsToAnAnswer(t *testing.T) {
	b := begin(t, "echr-r39", desktest.Look{})
	a := b.New1("answer", map[string]model.Value{
		"dossier": model.RefValue(b.dossier.ID), "field": model.TextValue("states.destination"), "text": model.TextValue("Uzbekistan, by air"),
	})
	r := recordform.RouteAt(b.Desk, a, b.c.ID, desk.Spot{Field: "text", Words: "air"})
	if r.Record != b.dossier.ID || r.Section != "states" {
		t.Fatalf("leads to %+v", r)
	}
	b.s = b.Show(newComposer, r).(*composer.Screen)
	e, ok := b.Focused().(*ui.Editor)
	if !ok || e.Text() != "Uzbekistan, by air" {
		t.Fatalf("%T has the keyboard", b.Focused())
	}
	if m := e.Marked(); len(m) != 1 || m[0] != "air" {
		t.Errorf("%q is marked", m)
	}
	b.Clock.Pass()
	if len(e.Marked()) != 0 {
		t.Error("the words are still marked")
	}
}
