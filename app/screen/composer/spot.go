package composer

import (
	"guvoh/app/desk"
	"guvoh/app/ui"
)

// showSpot leads to the paragraph that a search found, with the words marked in
// it. It waits until the section is shown.
func (s *Screen) showSpot() {
	w, at := s.middle.writing, s.spot
	if w == nil || at.IsZero() || w.index(at.Row) < 0 {
		return
	}
	s.spot = desk.Spot{}
	id := at.Row.String()
	if at.Field == "heading" {
		w.prose.goToHeading(id)
		return
	}
	if !w.prose.goTo(id, false) {
		return
	}
	if row := w.prose.rows[id]; row != nil {
		ui.MarkWords(row.text, at.Marks(row.text.Text()), at.At)
		s.d.Runner.After(desk.MarkFor, func() { row.text.Mark() })
	}
}
