package find

import "guvoh/app/desk"

// Ready is a question to begin with, as tests see it.
type Ready struct {
	ID   string
	json string
}

// JSON gives the question.
func (r Ready) JSON() string { return r.json }

// ReadyQuestions are the questions to begin with.
func ReadyQuestions() (out []Ready) {
	for _, q := range readyQuestions() {
		out = append(out, Ready{q.id, q.q.JSON()})
	}
	return out
}

// Stands gives the route by which the question is come back to.
func (s *Screen) Stands() desk.Route { return s.route() }
