package ui_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/ui"
)

func TestStatusLine(t *testing.T) {
	for _, scale := range []float32{1, 2} {
		t.Run(fmt.Sprintf("at %v", scale), func(t *testing.T) {
			start(t, ui.Light, scale)
			l := ui.NewStatusLine()
			window(t, ui.NewRoot(l), 500, l.MinSize().Height)
			low := l.MinSize().Height
			l.Say("Saved, 14:05", theme.ConfirmIcon(), false)
			l.Note("A backup is being made")
			if state, note := l.Said(); state != "Saved, 14:05" || note != "A backup is being made" {
				t.Errorf("it says %q and %q", state, note)
			}
			l.Say("Not saved", theme.ErrorIcon(), true)
			if l.MinSize().Height != low {
				t.Error("a problem moves all that stands above")
			}
			if _, takes := fyne.CanvasObject(l).(fyne.Focusable); takes {
				t.Error("it takes the keyboard")
			}
		})
	}
}
