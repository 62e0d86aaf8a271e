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

// AllWindows gives the one of the test; that of the test app itself shows nothing.
func (b blind) AllWindows() []fyne.Window {
	all := b.Driver.AllWindows()
	return all[len(all)-1:]
}

// A person types on while the window has not drawn yet what a key brought up.
func TestTheKeyboardIsGivenBeforeAnythingIsDrawn(t *testing.T) {
	begin := func(t *testing.T) (l *ui.BlockList, edits map[string]string) {
		a, _ := start(t, ui.Light, 1)
		l, edits = ui.NewBlockList(), map[string]string{}
		l.Flow = true
		l.OnInsert = func(_ string, bs []ui.Block) []ui.Block {
			bs[0].ID = bs[0].Kind
			return bs
		}
		l.OnEdit = func(id string, side ui.Side, text string) { edits[id+[]string{"", "/translation"}[side]] = text }
		l.SetBlocks([]ui.Block{{ID: "first", Kind: ui.KindQuestion}})
		window(t, l, 900, 500)
		l.GoTo("first", ui.Original)
		fyne.SetCurrentApp(undrawn{a})
		t.Cleanup(func() { fyne.SetCurrentApp(a) })
		return l, edits
	}
	put := func(text string) {
		for _, r := range text {
			c := fyne.CurrentApp().Driver().AllWindows()[0].Canvas()
			switch f := c.Focused(); {
			case f == nil:
			case r == '\n':
				f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			case r == '\t':
				f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyTab})
			default:
				f.TypedRune(r)
			}
		}
	}
	t.Run("the words behind Enter stand in the passage that it began", func(t *testing.T) {
		_, edits := begin(t)
		put("What?\n\nThis.")
		if edits["first"] != "What?" || edits["answer"] != "This." {
			t.Error("they do not")
		}
	})
	t.Run("Tab leads into its translation", func(t *testing.T) {
		_, edits := begin(t)
		put("What?\n\nThis.\tThat.")
		if edits["answer"] != "This." || edits["answer/translation"] != "That." {
			t.Error("it does not")
		}
	})
}

// What has no room in the window yet waits for the keyboard, and what it stands on may be
// taken away in the meantime.
func TestTheKeyboardGoesToWhoAskedLast(t *testing.T) {
	begin := func(t *testing.T) (first, second *ui.Entry, c fyne.Canvas, h *hand) {
		a, h := start(t, ui.Light, 1)
		first, second = ui.NewEntry("", nil), ui.NewEntry("", nil)
		fyne.SetCurrentApp(undrawn{a})
		ui.Focus(first)
		fyne.SetCurrentApp(a)
		c = window(t, ui.NewStack(1, first, second), 300, 200).Canvas()
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
