package ui_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/ui"
)

// What may be meant in another spelling comes while somebody types: it must not
// change what Enter takes.
func TestAPickerOffersMoreThatMayBeMeant(t *testing.T) {
	start(t, ui.Light, 1)
	found := []ui.Option{{ID: "p1", Label: "One"}}
	chosen, created, asked := "", "", ""
	var show func([]ui.Option)
	p := ui.NewRefPicker("Search", func(string) []ui.Option { return found }, func(id string) { chosen = id })
	p.OnCreate = func(q string) { created = q }
	p.Like = func(q string, s func([]ui.Option)) { asked, show = q, s }
	c := window(t, ui.NewStack(1, p), 500, 500).Canvas()
	more := []ui.Option{{ID: "p1", Label: "One"}, {ID: "p2", Label: "Two", Group: "Perhaps"}}
	open := func(words string) {
		p.Load(ui.Option{})
		chosen, created = "", ""
		c.Focus(p.FocusTarget())
		typeText(c, words)
	}
	t.Run("behind what was found, once", func(t *testing.T) {
		open("one")
		show(more)
		show(more)
		press(c, fyne.KeyDown, fyne.KeyReturn)
		if asked != "one" || chosen != "p2" {
			t.Errorf("asked for %q, the second line is %q", asked, chosen)
		}
	})
	t.Run("before what makes a new one, which is the last line still", func(t *testing.T) {
		open("one")
		show(more)
		press(c, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
		if created != "one" || chosen != "" {
			t.Errorf("%q was made, %q chosen", created, chosen)
		}
	})
	t.Run("and Enter takes what it would have taken", func(t *testing.T) {
		found = nil
		open("two")
		show(more)
		press(c, fyne.KeyReturn)
		if created != "two" || chosen != "" {
			t.Errorf("%q was made, %q chosen", created, chosen)
		}
		open("two")
		show(more)
		press(c, fyne.KeyUp, fyne.KeyReturn)
		if chosen != "p2" {
			t.Errorf("the line before is %q", chosen)
		}
	})
	t.Run("unless something else was typed meanwhile", func(t *testing.T) {
		open("two")
		late := show
		typeText(c, "s")
		late(more)
		press(c, fyne.KeyUp, fyne.KeyReturn)
		if chosen != "" {
			t.Errorf("an old answer was shown: %q", chosen)
		}
	})
}
