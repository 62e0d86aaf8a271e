package composer

import (
	"guvoh/app/desk"
	"guvoh/app/ui"
)

// showSpot leads to the paragraph or the answer that a search found, with the
// words marked in it. It waits until the section is shown.
func (s *Screen) showSpot() {
	w, at := s.middle.writing, s.spot
	if w == nil || at.IsZero() || w.index(at.Row) < 0 {
		s.showAnswer()
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

// showAnswer is showSpot in a section in which a body asks questions.
func (s *Screen) showAnswer() {
	a, ok := s.middle.work.(*asked)
	if !ok || s.spot.Row.IsZero() {
		return
	}
	r, there := s.d.Get(s.spot.Row)
	if !there || r.Kind != "answer" || !a.focusQuestion(r.Text("field")) {
		return
	}
	at := s.spot
	s.spot = desk.Spot{}
	if edit := a.questions[r.Text("field")].edit; edit != nil {
		ui.MarkWords(edit, at.Marks(edit.Text()), at.At)
		s.d.Runner.After(desk.MarkFor, func() { edit.Mark() })
	}
}
