package shell_test

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/desk"
	"guvoh/app/shell"
	"guvoh/app/ui"
)

func TestTheFileInTheTitle(t *testing.T) {
	h, _ := opened(t)
	path := h.Desk().DB.Path()
	title := func(t *testing.T, want string) {
		t.Helper()
		if got := h.Window().Title(); got != want {
			t.Errorf("the title is %q, want %q", got, want)
		}
	}
	t.Run("is not named unless somebody asks for it", func(t *testing.T) { title(t, "Guvoh") })
	t.Run("is named as soon as its box is ticked, and every day after", func(t *testing.T) {
		h.Go(desk.Route{Screen: desk.ScreenSettings})
		test.Tap(check(t, h.Window().Canvas().Content()))
		title(t, "a.guvoh – Guvoh")
		if !shell.LoadSettings(filepath.Join(h.dir, "config", "settings.json")).FileInTitle {
			t.Error("the choice is not kept")
		}
	})
	t.Run("is gone when the file is closed, before anything else happens", func(t *testing.T) {
		if !h.CloseFile() {
			t.Fatal("the file stays open")
		}
		title(t, "Guvoh")
		h.unlock(path)
		title(t, "a.guvoh – Guvoh")
	})
	t.Run("is gone at once when the box is cleared", func(t *testing.T) {
		h.SetFileInTitle(false)
		title(t, "Guvoh")
	})
}

// check finds the one box to tick in what is shown.
func check(t *testing.T, o fyne.CanvasObject) *ui.Check {
	t.Helper()
	var found *ui.Check
	var look func(fyne.CanvasObject)
	look = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *ui.Check:
			found = o
		case fyne.Widget:
			for _, part := range test.WidgetRenderer(o).Objects() {
				look(part)
			}
		case *fyne.Container:
			for _, part := range o.Objects {
				look(part)
			}
		}
	}
	look(o)
	if found == nil {
		t.Fatal("there is no box to tick")
	}
	return found
}
