package ui

import (
	"fyne.io/fyne/v2"
)

// PickSpec says what is offered at a place in a text.
type PickSpec struct {
	// Search answers the choices for what is typed into the line above them.
	Search func(query string) []Option
	// Like, which may be nil, finds more that may be meant, later.
	Like func(query string, show func([]Option))
	// Chosen hears the choice, after the keyboard is back in the text.
	Chosen func(o Option, query string)
	// Closed, which may be nil, hears that nothing was chosen.
	Closed func()
}

// pickWidth is how wide choices at a place are, at 100 %.
const pickWidth = 400

// pickAt shows choices below a place in an object, given from its corner. Enter
// takes one, Escape takes none; either way the keyboard goes back to where it was.
func pickAt(o fyne.CanvasObject, under func() fyne.Position, spec PickSpec) {
	list := newPickList(spec.Search, nil)
	list.like = spec.Like
	l := newLayer(canvasOf(o), list)
	l.place = func(s fyne.Size) {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Add(under())
		w := min(pickWidth*textScale(), s.Width-16)
		h := list.MinSize().Height
		below, above := s.Height-at.Y-12, at.Y-12
		y := at.Y + 4
		if h > below && above > below { // clear of the row that the words stand in
			h = min(h, above)
			y = max(8, at.Y-h-2.2*list.rowHeight())
		} else {
			h = min(h, below)
		}
		list.Resize(fyne.NewSize(w, max(h, 40)))
		list.Move(fyne.NewPos(min(max(8, at.X-w/4), s.Width-w-8), y))
	}
	close := func() {
		l.hide()
		if spec.Closed != nil {
			spec.Closed()
		}
	}
	list.chosen = func(chosen Option) {
		query := list.filter.Text
		l.hide()
		spec.Chosen(chosen, query)
	}
	l.outside = close
	l.keys = func(ev *fyne.KeyEvent) {
		if ev.Name == fyne.KeyEscape {
			close()
		}
	}
	list.fill()
	l.show(list.filter)
	l.under(o)
}
