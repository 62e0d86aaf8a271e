package shell_test

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2/test"

	"guvoh/app/desk"
	"guvoh/app/ui"
)

// press presses the button with those words in the dialog that is up.
func (h *house) press(t *testing.T, label string) {
	t.Helper()
	top := h.Window().Canvas().Overlays().Top()
	if top == nil {
		t.Fatal("nothing is asked")
	}
	for _, o := range test.LaidOutObjects(top) {
		if b, ok := o.(*ui.Button); ok && b.Label() == label {
			test.Tap(b)
			return
		}
	}
	t.Fatalf("no button %q", label)
}

func TestDropOfACaseFile(t *testing.T) {
	other := func(t *testing.T, h *house) string {
		path := filepath.Join(h.dir, "colleague.guvoh")
		if err := h.Desk().DB.CopyTo(path); err != nil {
			t.Fatal(err)
		}
		return path
	}
	t.Run("asks whether its work shall be taken in, and goes there", func(t *testing.T) {
		h, _ := opened(t)
		path := other(t, h)
		h.Drop([]string{path})
		if h.Place().Screen != desk.ScreenToday {
			t.Error("it went somewhere before it was answered")
		}
		h.press(t, "Take in its work")
		if at := h.Place(); at.Screen != desk.ScreenColleagues || at.Section != "take" || at.Words != path {
			t.Errorf("it went to %+v", at)
		}
	})
	t.Run("or opened in the place of this one", func(t *testing.T) {
		h, _ := opened(t)
		h.Drop([]string{other(t, h)})
		h.press(t, "Open it")
		if h.Desk() != nil {
			t.Error("this file is still open")
		}
	})
	t.Run("asks nothing while no file is open", func(t *testing.T) {
		h, _ := opened(t)
		path := other(t, h)
		h.CloseFile()
		h.Drop([]string{path})
		if h.Window().Canvas().Overlays().Top() != nil {
			t.Error("it asks what to do with it")
		}
	})
}

func TestTheTeamOfAFile(t *testing.T) {
	t.Run("is there as long as the file is open", func(t *testing.T) {
		h, _ := opened(t)
		if h.Team() == nil {
			t.Fatal("nothing looks after the team folder")
		}
		h.CloseFile()
		if h.Team() != nil {
			t.Error("it outlives the file")
		}
	})
}
