package shell_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/ui"
)

func TestClosingTheFileTakesWhatWasCopiedOffTheClipboard(t *testing.T) {
	h, _ := opened(t)
	board := h.app.Clipboard()
	e := ui.NewEntry("", nil)
	e.Load("copied")
	h.Window().SetContent(e)
	h.Window().Canvas().Focus(e)
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	e.TypedShortcut(&fyne.ShortcutCopy{Clipboard: board})
	if board.Content() != "copied" {
		t.Fatal("nothing was copied")
	}
	if !h.CloseFile() {
		t.Fatal("the file stays open")
	}
	if board.Content() != "" {
		t.Error("it is still there")
	}
}
