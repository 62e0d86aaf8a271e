package ui_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui"
	"guvoh/app/ui/clip"
)

func TestWhatIsCopiedDoesNotStayOnTheClipboard(t *testing.T) {
	_, run := start(t, ui.Light, 1)
	board := fyne.CurrentApp().Clipboard()
	entry, ed := ui.NewEntry("", nil), ui.NewAutoEditor(3, 0)
	c := window(t, ui.NewRoot(ui.NewStack(1, entry, ed)), 400, 300).Canvas()
	c.Capture()

	do := func(s fyne.Shortcut) { c.Focused().(fyne.Shortcutable).TypedShortcut(s) }
	in := func(o fyne.Focusable, text string) {
		c.Unfocus()
		entry.Load(text)
		ed.SetText(text)
		c.Focus(o)
		do(&fyne.ShortcutSelectAll{})
	}
	holds := func(t *testing.T, want string) {
		t.Helper()
		if got := board.Content(); got != want {
			t.Errorf("the clipboard holds %q, want %q", got, want)
		}
	}
	ways := []struct {
		name string
		from fyne.Focusable
		how  func(t *testing.T)
	}{
		{"copied from a line", entry, func(*testing.T) { do(&fyne.ShortcutCopy{Clipboard: board}) }},
		{"cut from a line", entry, func(*testing.T) { do(&fyne.ShortcutCut{Clipboard: board}) }},
		{"copied by the menu of a line", entry, func(t *testing.T) { chosen(t, c, entry, 3) }},
		{"cut by the menu of a line", entry, func(t *testing.T) { chosen(t, c, entry, 4) }},
		{"copied from the editor", ed, func(*testing.T) { do(&fyne.ShortcutCopy{}) }},
		{"cut from the editor", ed, func(*testing.T) { do(&fyne.ShortcutCut{}) }},
	}
	for _, way := range ways {
		t.Run("what was "+way.name+" goes after a minute", func(t *testing.T) {
			in(way.from, way.name)
			way.how(t)
			holds(t, way.name)
			run.pass(clip.Stay - time.Second)
			holds(t, way.name)
			run.pass(clip.Stay)
			holds(t, "")
		})
		t.Run("what was "+way.name+" goes at once when told so", func(t *testing.T) {
			in(way.from, way.name)
			way.how(t)
			ui.ClearClipboard()
			holds(t, "")
			board.SetContent(way.name) // by another program
			run.pass(clip.Stay)
			holds(t, way.name)
		})
	}

	copied := func() { do(&fyne.ShortcutCopy{Clipboard: board}) }
	t.Run("what somebody else copied meanwhile stays", func(t *testing.T) {
		in(entry, "ours")
		copied()
		board.SetContent("theirs")
		ui.ClearClipboard()
		run.pass(clip.Stay)
		holds(t, "theirs")
	})
	t.Run("a second copy begins its own minute", func(t *testing.T) {
		in(entry, "first")
		copied()
		first := run.later
		in(ed, "second")
		copied()
		run.later, first = first, run.later // the minute of the first copy is over
		run.pass(clip.Stay)
		holds(t, "second")
		run.later = first
		run.pass(clip.Stay)
		holds(t, "")
	})
	t.Run("copying nothing leaves what was copied before to its minute", func(t *testing.T) {
		in(entry, "ours")
		copied()
		entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
		copied()
		holds(t, "ours")
		ui.ClearClipboard()
		holds(t, "")
	})
	t.Run("so does a hidden line, of which nothing is copied", func(t *testing.T) {
		in(entry, "ours")
		copied()
		entry.Password = true
		in(entry, "secret")
		copied()
		holds(t, "ours")
		ui.ClearClipboard()
		holds(t, "")
	})
}

// chosen takes an item of the menu of a line, counted from the end, where the
// menu always ends with: cut, copy, paste, select all.
func chosen(t *testing.T, c fyne.Canvas, o fyne.SecondaryTappable, last int) {
	t.Helper()
	o.TappedSecondary(&fyne.PointEvent{})
	menu, ok := c.Focused().(*widget.PopUpMenu)
	if !ok {
		t.Fatal("there is no menu")
	}
	test.Tap(menu.Items[len(menu.Items)-last].(fyne.Tappable))
}
