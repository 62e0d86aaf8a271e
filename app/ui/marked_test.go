package ui_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"guvoh/app/ui"
)

func TestMarkedText(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(ui.NewTheme(ui.Light, 1))
	const told = "They came at night and took him away in a car without number plates.\n\nNobody saw him for a week."
	_, marked := ui.CompareWords("They came at dawn and took him away in a car without number plates.\n\nNobody saw him.", told)
	m := ui.NewMarkedText(marked)
	w := test.NewTempWindow(t, m)
	lines := func(width float32) (all string, edge float32, count int) {
		w.Resize(fyne.NewSize(width, 400))
		seen := map[float32]bool{}
		for _, o := range test.LaidOutObjects(m) {
			if c, ok := o.(*canvas.Text); ok {
				if !seen[c.Position().Y] && all != "" {
					all += " "
				}
				seen[c.Position().Y] = true
				all += c.Text
				edge = max(edge, c.Position().X+c.MinSize().Width)
			}
		}
		return strings.Join(strings.Fields(all), " "), edge, len(seen)
	}
	want := strings.Join(strings.Fields(told), " ")
	wide, edge, few := lines(900)
	if wide != want {
		t.Errorf("wide: %d of %d characters are shown", len(wide), len(want))
	}
	narrow, edge2, many := lines(160)
	if narrow != want {
		t.Errorf("narrow: %d of %d characters are shown", len(narrow), len(want))
	}
	if many <= few || edge > 900 || edge2 > 160+1 {
		t.Errorf("%d lines of %.0f, and %d of %.0f", few, edge, many, edge2)
	}
	grounds := 0
	for _, o := range test.LaidOutObjects(m) {
		if _, ok := o.(*canvas.Rectangle); ok {
			grounds++
		}
	}
	if grounds < 4 {
		t.Errorf("%d marks", grounds)
	}
	if n := ui.NewMarkedText([]ui.Span{{Text: strings.Repeat("long", 200)}}).MinSize().Height; n <= 0 {
		t.Error("a word without end has no height")
	}
}
