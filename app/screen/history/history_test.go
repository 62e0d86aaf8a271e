package history_test

import (
	"os"
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/history"
	"guvoh/model"
)

func screen(d *desk.Desk, r desk.Route) desk.Pane { return history.New(d, r) }

func TestLook(t *testing.T) {
	if os.Getenv("GUVOH_SHOTS") == "" {
		t.Skip("pictures are made only when asked for")
	}
	for name, l := range desktest.Looks {
		t.Run(name, func(t *testing.T) {
			b := desktest.New(t, l)
			b.Sample()
			c := b.Records("case")[0]
			b.Desk.Set(c.ID, "status", model.TextValue("closed"))
			b.Desk.Undo()
			b.Desk.Set(c.ID, "title", model.TextValue("A new title that is rather longer than any column will ever be wide"))
			b.Show(screen, desk.Route{Screen: desk.ScreenHistory})
			b.Shot("history-" + name + "-file")
			b.Show(screen, desk.Route{Screen: desk.ScreenHistory, Record: c.ID})
			b.Shot("history-" + name + "-record")
			b.Show(screen, desk.Route{Screen: desk.ScreenHistory})
			b.Press(fyne.KeyEnd, fyne.KeyReturn)
			b.Show(screen, b.Went1())
			b.Shot("history-" + name + "-action")
		})
	}
}
