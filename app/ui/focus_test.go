package ui_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"guvoh/app/ui"
)

// undrawn is an app in whose windows nothing has been drawn yet: the toolkit
// does not know where anything stands.
type undrawn struct{ fyne.App }

func (u undrawn) Driver() fyne.Driver { return blind{u.App.Driver()} }

type blind struct{ fyne.Driver }

func (blind) CanvasForObject(fyne.CanvasObject) fyne.Canvas { return nil }

// What is not drawn yet waits for the keyboard, and what it stands on may be
// taken away in the meantime.
func TestTheKeyboardGoesToWhoAskedLast(t *testing.T) {
	begin := func(t *testing.T) (first, second *ui.Entry, c fyne.Canvas, h *hand) {
		a, h := start(t, ui.Light, 1)
		first, second = ui.NewEntry("", nil), ui.NewEntry("", nil)
		c = window(t, ui.NewStack(1, first, second), 300, 200).Canvas()
		fyne.SetCurrentApp(undrawn{a})
		ui.Focus(first)
		fyne.SetCurrentApp(a)
		return first, second, c, h
	}
	t.Run("who waits gets it once they are drawn", func(t *testing.T) {
		first, _, c, h := begin(t)
		h.pass(time.Second)
		if c.Focused() != first {
			t.Error("nobody gave the keyboard to who waited for it")
		}
	})
	t.Run("who waits gives way to who asks after them", func(t *testing.T) {
		_, second, c, h := begin(t)
		ui.Focus(second)
		h.pass(time.Second)
		if c.Focused() != second {
			t.Error("who asked first took the keyboard back")
		}
	})
	t.Run("nobody waits any more when the keyboard is taken from all", func(t *testing.T) {
		_, _, c, h := begin(t)
		ui.Unfocus(c)
		h.pass(time.Second)
		if c.Focused() != nil {
			t.Error("somebody who waited still got the keyboard")
		}
	})
}
