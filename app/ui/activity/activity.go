// Package activity is where widgets say that somebody sits at the window.
//
// Its one job is to carry that news from the few widgets that every other one
// is made of to whoever locks a window that nobody sits at. The toolkit has no
// hook that hears everything, so what fills a window embeds Ground and what
// takes keys or clicks embeds Pressed.
//
// Rules: no widget of its own, no clock, nothing of what was typed. All of it
// belongs on the UI goroutine, and Seen must stay cheap: it runs for every key
// and every movement of the mouse. Since it hears every key before the toolkit
// looks for shortcuts, it also hands on those that the toolkit has no name for;
// what they mean is for the window to say.
package activity

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

var (
	hear     = func() {}
	nameless = func(int) {}
)

// On has f hear every sign of a person from now on, instead of whoever heard
// them before; nil ends it.
func On(f func()) {
	if f == nil {
		f = func() {}
	}
	hear = f
}

// Seen says that a person did something just now.
func Seen() { hear() }

// OnNameless has f hear the place, as the system counts it, of every key that
// goes down and has no name, such as a letter that is not Latin, instead of
// whoever heard it before; nil ends it.
func OnNameless(f func(place int)) {
	if f == nil {
		f = func(int) {}
	}
	nameless = f
}

// Key says that a key went down. Every widget with a KeyDown of its own calls it
// there, and so does a window in which nothing has the keyboard.
func Key(ev *fyne.KeyEvent) {
	Seen()
	if ev.Name == fyne.KeyUnknown {
		nameless(ev.Physical.ScanCode)
	}
}

// Pressed is embedded in widgets that take keys or clicks. The driver tells it
// of each before the widget learns what it means: of keys that are shortcuts
// or move the focus, too.
type Pressed struct{}

// KeyDown hears a key.
func (Pressed) KeyDown(ev *fyne.KeyEvent) { Key(ev) }

// KeyUp does nothing: the key was heard when it went down.
func (Pressed) KeyUp(*fyne.KeyEvent) {}

// MouseDown hears a button of the mouse.
func (Pressed) MouseDown(*desktop.MouseEvent) { Seen() }

// MouseUp does nothing: the button was heard when it went down.
func (Pressed) MouseUp(*desktop.MouseEvent) {}

// Ground is embedded in what lies under everything else in a window: the
// content as a whole, and each layer above it.
type Ground struct{ Pressed }

// Cursor is the usual arrow, and hears the mouse move. A movement is told to
// the innermost widget alone, which may be one of the toolkit's own; but at
// every movement the driver asks all widgets under the mouse for their cursor,
// from the outermost inwards, and the last that has one wins.
func (Ground) Cursor() desktop.Cursor {
	Seen()
	return desktop.DefaultCursor
}
