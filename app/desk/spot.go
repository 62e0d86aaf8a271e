package desk

import (
	"time"

	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/search"
)

// Spot is a place within the record of a route, to which a search leads.
type Spot struct {
	Row   model.ID // a row of the record, or of such a row; zero is the record itself
	Field string
	Page  int    // of the record's attachment, the first being 1; 0 is none
	Words string // what was searched for: it is marked there for a moment
	At    int    // which of the marks in the field matters most
}

// IsZero tells whether no place is named.
func (s Spot) IsZero() bool { return s == Spot{} }

// Shower is a pane that can show a place in its record. It is asked once the
// pane is in the window.
type Shower interface{ ShowSpot(Spot) }

// MarkFor is how long found words stay marked where a search led.
const MarkFor = 8 * time.Second

// Marks gives the parts of a text that answer what was searched for.
func (s Spot) Marks(text string) []ui.Mark {
	return Marks(search.Parse(s.Words, true).Marks(text))
}

// Marks gives what answers a question in the looks of the widgets.
func Marks(found []search.Mark) []ui.Mark {
	out := make([]ui.Mark, len(found))
	for i, m := range found {
		out[i] = ui.Mark{From: m.From, To: m.To, Look: ui.MarkOther}
		if m.Exact {
			out[i].Look = ui.MarkFound
		}
	}
	return out
}
