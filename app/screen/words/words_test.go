package words_test

import (
	"os"
	"testing"

	"fyne.io/fyne/v2/test"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/words"
)

func TestLook(t *testing.T) {
	if os.Getenv("GUVOH_SHOTS") == "" {
		t.Skip("pictures are made only when asked for")
	}
	for name, l := range desktest.Looks {
		t.Run(name, func(t *testing.T) {
			b := desktest.New(t, l)
			b.Fill()
			b.Show(words.New, desk.Route{Screen: desk.ScreenWords})
			b.Shot("words-" + name + "-first")
			b.Show(words.New, desk.Route{Screen: desk.ScreenWords, Section: "kind:person"})
			b.Shot("words-" + name + "-fields")
			test.Tap(desktest.Button(b, b.Desk.Words.T("words.add_field")))
			b.Shot("words-" + name + "-addfield")
			b.Window().Canvas().Overlays().Remove(b.Window().Canvas().Overlays().Top())
			test.Tap(desktest.Button(b, b.Desk.Words.T("words.new_list")))
			b.Shot("words-" + name + "-newlist")
		})
	}
}
