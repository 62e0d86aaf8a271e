package caselist

import (
	"strings"

	"guvoh/app/desk"
	"guvoh/model/question"
)

// onFilter goes to where more can be asked of the cases, with what is asked of
// them here.
func (s *Screen) onFilter() {
	var of []question.Condition
	if s.query.Status != "" {
		of = append(of, question.Word{Field: "status", Words: []string{s.query.Status}})
	}
	if words := strings.TrimSpace(s.query.Words); words != "" {
		of = append(of, question.Any{Of: []question.Condition{
			question.Text{Words: words},
			question.Linked{
				Path:  []question.Step{question.Rows("participant", "case"), question.To("person", "person"), question.Rows("person_name", "person")},
				Where: question.Text{Words: words},
			},
		}})
	}
	q := question.Question{Of: "case"}
	if len(of) > 0 {
		q.Where = question.All{Of: of}
	}
	s.d.Host.Replace(place{s.query, s.chosenNumber()}.route())
	s.d.Host.Go(desk.Route{Screen: desk.ScreenFind, Words: q.JSON()})
}

// chosenNumber is the number of the chosen case; zero when none is.
func (s *Screen) chosenNumber() int64 {
	if i := s.list.Selected(); i >= 0 && i < len(s.numbers) {
		return s.numbers[i]
	}
	return 0
}
