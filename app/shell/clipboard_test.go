package shell_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/ui"
)

func TestWhatWasCopiedGoesFromTheClipboard(t *testing.T) {
	copied := func(t *testing.T, h *house) {
		t.Helper()
		e := ui.NewEntry("", nil)
		e.Load("copied")
		h.Window().SetContent(e)
		h.Window().Canvas().Focus(e)
		e.TypedShortcut(&fyne.ShortcutSelectAll{})
		e.TypedShortcut(&fyne.ShortcutCopy{Clipboard: h.app.Clipboard()})
		if h.app.Clipboard().Content() != "copied" {
			t.Fatal("nothing was copied")
		}
	}
	gone := func(t *testing.T, h *house) {
		t.Helper()
		if h.app.Clipboard().Content() != "" {
			t.Error("it is still there")
		}
	}
	t.Run("when the file is closed", func(t *testing.T) {
		h, _ := opened(t)
		copied(t, h)
		if !h.CloseFile() {
			t.Fatal("the file stays open")
		}
		gone(t, h)
	})
	t.Run("when the program ends, with a file or without", func(t *testing.T) {
		h := build(t)
		copied(t, h)
		h.Quit()
		gone(t, h)
	})
}
