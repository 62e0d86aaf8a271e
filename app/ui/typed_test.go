package ui_test

import (
	"slices"
	"testing"

	"guvoh/app/ui"
)

func TestWhatWasTypedIntoABox(t *testing.T) {
	start(t, ui.Light, 1)
	behind, read, why, line := ui.NewAutoEditor(2, 0), ui.NewAutoEditor(2, 0), ui.NewAutoEditor(2, 0), ui.NewEntry("", nil)
	w := window(t, ui.NewRoot(behind), 600, 500)
	behind.SetText("behind the box: the screen keeps it")
	read.SetText("to read only")
	read.SetReadOnly(true)
	line.Load("a line")
	body := ui.NewStack(2, ui.NewField("Why", why), ui.NewCard(ui.NewStack(1, line, read)))
	d := ui.Form(w.Canvas(), "Title", body, why, "Yes", func() bool { return true })
	if got := ui.Typed(w.Canvas()); len(got) != 0 {
		t.Errorf("nothing was typed, and there are %d texts", len(got))
	}
	why.SetText("Because she asked for it.")
	if got := ui.Typed(w.Canvas()); !slices.Equal(got, []string{"Because she asked for it."}) {
		t.Errorf("there are %d texts", len(got))
	}
	d.Close()
	if got := ui.Typed(w.Canvas()); len(got) != 0 {
		t.Errorf("the box is gone, and there are %d texts", len(got))
	}
}
