// Package clip keeps what was copied from a case from staying on the clipboard.
//
// Its one job is to remember that the clipboard holds something of ours and to
// clear it after a while, or at once when the file is closed. What somebody
// else copied meanwhile is left alone. It remembers a fingerprint, not the
// text. All of it belongs on the UI goroutine.
package clip

import (
	"hash/maphash"
	"time"

	"fyne.io/fyne/v2"
)

// Stay is how long a copied text stays on the clipboard: long enough to find
// the place where it belongs, too short to be there when somebody else looks.
const Stay = 60 * time.Second

var (
	after = func(time.Duration, func()) (cancel func()) { return func() {} }
	stop  func() // ends the waiting; nil while nothing of ours is on the clipboard
	ours  uint64
	seed  = maphash.MakeSeed()
)

// SetAfter injects what runs a function on the UI goroutine after a while.
// Before it is called a text stays until Clear.
func SetAfter(f func(d time.Duration, f func()) (cancel func())) { after = f }

// Put puts a text of ours on the clipboard.
func Put(text string) {
	fyne.CurrentApp().Clipboard().SetContent(text)
	Took(text)
}

// Took notes that a text of ours was put on the clipboard by a widget of the
// toolkit; without one nothing was, and what was copied before still is.
func Took(text string) {
	if text == "" {
		return
	}
	forget()
	ours = maphash.String(seed, text)
	stop = after(Stay, Clear)
}

// Clear empties the clipboard if it still holds what was copied from us.
func Clear() {
	if stop == nil {
		return
	}
	if c := fyne.CurrentApp().Clipboard(); maphash.String(seed, c.Content()) == ours {
		c.SetContent("")
	}
	forget()
}

func forget() {
	if stop != nil {
		stop()
	}
	stop, ours = nil, 0
}
