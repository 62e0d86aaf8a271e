package dossier_test

import (
	"os"
	"testing"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/caselist"
	"guvoh/app/screen/dossier"
)

func TestLook(t *testing.T) {
	if os.Getenv("GUVOH_SHOTS") == "" {
		t.Skip("pictures are made only when asked for")
	}
	for name, l := range desktest.Looks {
		t.Run(name, func(t *testing.T) {
			b := desktest.New(t, l)
			b.Sample()
			b.Show(func(d *desk.Desk, r desk.Route) desk.Pane { return caselist.New(d, r) }, desk.Route{})
			dossier.Show(b.Desk, b.Records("case")[0].ID)
			b.Shot("dossier-" + name)
		})
	}
}
