package find_test

import (
	"testing"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/find"
)

func screen(d *desk.Desk, r desk.Route) desk.Pane { return find.New(d, r) }

var here = desk.Route{Screen: desk.ScreenFind}

func TestLook(t *testing.T) {
	desktest.InLooks(t, desktest.Looks, func(t *testing.T, name string, l desktest.Look) {
		b := desktest.New(t, l)
		b.Sample()
		b.Show(screen, here)
		b.Shot("find-" + name + "-start")
		for _, q := range find.ReadyQuestions() {
			b.Show(screen, desk.Route{Screen: desk.ScreenFind, Words: q.JSON(), Section: "0," + q.ID})
			b.Shot("find-" + name + "-" + q.ID)
		}
	})
}
