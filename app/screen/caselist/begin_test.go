package caselist_test

import (
	"testing"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/caselist"
	"guvoh/app/ui"
	"guvoh/model/store"
)

func TestAChangeBeforeTheFirstAnswerTakesNothingAway(t *testing.T) {
	b := desktest.New(t, desktest.Look{})
	b.Sample()
	b.Show(func(d *desk.Desk, r desk.Route) desk.Pane {
		s := caselist.New(d, r)
		s.Changed(store.Changes{}) // as when it becomes known by which key the file was opened
		return s
	}, here)
	list := desktest.Find[*ui.Columns](b)[0]
	if b.Focused() != list {
		t.Errorf("%T has the keyboard, not the list", b.Focused())
	}
}
