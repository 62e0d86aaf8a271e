package ui_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/ui"
)

func TestATitleKeepsItsRoomBesideButtons(t *testing.T) {
	at := func(o fyne.CanvasObject) fyne.Position {
		return fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	}
	for _, c := range []struct {
		name         string
		scale, width float32
		lines        int // of the buttons, below the title
	}{
		{"where there is room for both", 1, 800, 0},
		{"in a narrow window, above them", 1, 420, 1},
		{"in large letters, above them one by one", 2, 420, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			start(t, ui.Light, c.scale)
			title := ui.NewHeading("Patterns here")
			one, two := ui.NewButton("Put into a dossier…", nil, ui.Plain, nil), ui.NewButton("Save as an annex…", nil, ui.Plain, nil)
			next := ui.NewText("what comes next", ui.TextStyle{})
			settle(window(t, ui.NewStack(1, ui.NewBeside(title, one, two), next), c.width, 500))
			if below := at(one).Y >= at(title).Y+title.Size().Height; below != (c.lines > 0) {
				t.Errorf("below: %v", below)
			}
			if alone := at(two).Y > at(one).Y; alone != (c.lines > 1) {
				t.Errorf("one by one: %v", alone)
			}
			for _, o := range []fyne.CanvasObject{one, two} {
				if at(o).X < 0 || at(o).X+o.Size().Width > c.width+1 || at(o).Y+o.Size().Height > at(next).Y+1 {
					t.Errorf("at %v, %v large", at(o), o.Size())
				}
			}
			if h := title.Size().Height; c.scale == 1 && h > 50 {
				t.Errorf("the title is broken: %v high", h)
			}
		})
	}
}
