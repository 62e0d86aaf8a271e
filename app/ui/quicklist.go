package ui

import (
	"fyne.io/fyne/v2"

	"guvoh/app/ui/activity"
)

// QuickSpec says what a quick list offers.
type QuickSpec struct {
	Placeholder string
	// Find answers at once what a line means; it is asked for each letter.
	Find func(query string) []Option
	// Later, which may be nil, finds more away from the window, and shows it
	// behind what Find found.
	Later func(query string, show func([]Option))
	// Chosen hears what was taken, once the list is gone and the keyboard is back
	// where it was.
	Chosen func(Option)
}

// quickRows is how many rows a quick list has room for.
const quickRows = 12

// QuickList shows a line over the window and under it what the line means. The
// arrow keys move, Enter takes, Escape and a tap beside it close; the keyboard
// then goes back to where it was. What an option hints at stands at the right.
func QuickList(c fyne.Canvas, spec QuickSpec) {
	list := newPickList(spec.Find, nil)
	list.like, list.right = spec.Later, true
	list.filter.SetPlaceHolder(spec.Placeholder)
	l := newLayer(c, list)
	list.chosen = func(o Option) {
		l.hide()
		spec.Chosen(o)
	}
	l.place = func(s fyne.Size) {
		w := min(640*textScale(), s.Width-32)
		y := max(16, s.Height*0.12)
		h := list.filter.MinSize().Height + quickRows*list.rowHeight() + pad(list)*4
		list.Resize(fyne.NewSize(w, min(h, s.Height-y-16)))
		list.Move(fyne.NewPos((s.Width-w)/2, y))
	}
	l.outside = l.hide
	l.keys = func(ev *fyne.KeyEvent) {
		if ev.Name == fyne.KeyEscape {
			l.hide()
		}
	}
	activity.Seen()
	l.show(list.filter)
	list.fill()
}
