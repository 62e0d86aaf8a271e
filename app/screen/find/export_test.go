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

// Listed gives the first words of each answer that is listed.
func Listed(s *Screen) (out []string) {
	for i := range s.answers.numbers {
		out = append(out, rows{s.answers}.Row(i)[0])
	}
	return out
}

// OfferedColumns gives the names of the columns that can be chosen.
func OfferedColumns(s *Screen) (out []string) {
	p := &picking{s: s}
	p.gather()
	for _, c := range p.all {
		out = append(out, p.name(c))
	}
	return out
}
