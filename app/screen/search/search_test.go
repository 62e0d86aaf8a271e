package search_test

import (
	"os"
	"testing"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/search"
)

func screen(d *desk.Desk, r desk.Route) desk.Pane { return search.New(d, r) }

func TestLook(t *testing.T) {
	if os.Getenv("GUVOH_SHOTS") == "" {
		t.Skip("pictures are made only when asked for")
	}
	for name, l := range desktest.Looks {
		t.Run(name, func(t *testing.T) {
			b := desktest.New(t, l)
			b.Sample()
			for _, words := range []string{"", "avakian", "zzz"} {
				b.Show(screen, desk.Route{Screen: desk.ScreenSearch, Words: words})
				b.Shot("search-" + name + "-" + words)
			}
		})
	}
}
