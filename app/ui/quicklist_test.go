package ui_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/ui"
)

func TestQuickList(t *testing.T) {
	start(t, ui.Light, 1)
	e := ui.NewEntry("", nil)
	w := window(t, ui.NewRoot(e), 800, 600)
	c := w.Canvas()
	all := []ui.Option{{ID: "lock", Label: "Lock", Hint: "Ctrl+L", Group: "File"}, {ID: "undo", Label: "Undo", Hint: "Ctrl+Z", Group: "Edit"}}
	var taken string
	var free bool
	var found func() // what takes its time was found
	show := func() {
		c.Focus(e)
		ui.QuickList(c, ui.QuickSpec{
			Placeholder: "What?",
			Find: func(q string) (out []ui.Option) {
				for _, o := range all {
					if strings.Contains(strings.ToLower(o.Label), q) {
						out = append(out, o)
					}
				}
				return out
			},
			Later: func(q string, show func([]ui.Option)) {
				switch q {
				case "case":
					show([]ui.Option{{ID: "one", Label: "Case one", Group: "Cases"}})
				case "slow":
					found = func() { show([]ui.Option{{ID: "two", Label: "Slow two", Group: "Cases"}}) }
				}
			},
			Chosen: func(o ui.Option) { taken, free = o.ID, c.Overlays().Top() == nil && c.Focused() == fyne.Focusable(e) },
		})
	}
	t.Run("Enter takes what was typed for, and the keyboard is back before", func(t *testing.T) {
		show()
		typeText(c, "und")
		press(c, fyne.KeyReturn)
		if taken != "undo" || !free {
			t.Errorf("took %q, the keyboard is back: %v", taken, free)
		}
	})
	t.Run("arrows move over the headings", func(t *testing.T) {
		show()
		press(c, fyne.KeyDown, fyne.KeyReturn)
		if taken != "undo" {
			t.Errorf("took %q", taken)
		}
	})
	t.Run("what is found later can be taken", func(t *testing.T) {
		show()
		typeText(c, "case")
		press(c, fyne.KeyReturn)
		if taken != "one" {
			t.Errorf("took %q", taken)
		}
	})
	t.Run("Enter before it was found takes it as soon as it is", func(t *testing.T) {
		taken = ""
		show()
		typeText(c, "slow")
		press(c, fyne.KeyReturn)
		if taken != "" {
			t.Errorf("took %q", taken)
		}
		found()
		if taken != "two" || c.Overlays().Top() != nil {
			t.Errorf("took %q", taken)
		}
	})
	t.Run("Enter for a line that was typed on after it takes nothing", func(t *testing.T) {
		taken = ""
		show()
		typeText(c, "slow")
		press(c, fyne.KeyReturn)
		old := found
		typeText(c, "er")
		old()
		if taken != "" {
			t.Errorf("took %q", taken)
		}
		press(c, fyne.KeyEscape)
	})
	t.Run("Escape closes it and takes nothing", func(t *testing.T) {
		taken = ""
		show()
		press(c, fyne.KeyEscape)
		if taken != "" || c.Overlays().Top() != nil || c.Focused() != fyne.Focusable(e) {
			t.Errorf("took %q, still up: %v", taken, c.Overlays().Top() != nil)
		}
	})
}
