package caselist_test

import (
	"testing"

	"guvoh/app/desk/desktest"
	"guvoh/model"
)

func TestWhatWaitsIsMarked(t *testing.T) {
	b := desktest.New(t, desktest.Look{})
	waits := b.New1("case", map[string]model.Value{"reference": model.TextValue("UZ-1"), "title": model.TextValue("one")})
	b.New1("case", map[string]model.Value{"reference": model.TextValue("UZ-2"), "title": model.TextValue("two")})
	b.Show(screen, here)
	w := b.Desk.Words
	if desktest.Says(b, w.T("list.waits")) {
		t.Fatal("there is a column for it though nothing waits")
	}
	dilbar := b.Colleague("Dilbar")
	b.Set(dilbar, waits.ID, "title", model.TextValue("hers"))
	b.Set(b.DB, waits.ID, "title", model.TextValue("ours"))
	b.Take(dilbar)
	mark := w.T("list.news") + " · " + w.N("list.conflicts", 1)
	if !desktest.Says(b, w.T("list.waits")) || !desktest.Says(b, mark) {
		t.Fatal("the case is not marked")
	}
	b.Must(b.DB.Looked(t.Context(), waits.ID))
	b.Show(screen, here)
	if desktest.Says(b, mark) || !desktest.Says(b, w.N("list.conflicts", 1)) {
		t.Error("what was seen is still new, or what waits is not said any more")
	}
}
