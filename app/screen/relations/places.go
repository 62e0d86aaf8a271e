package relations

import (
	"encoding/json"
	"maps"

	"guvoh/app/relation"
)

// move is where somebody stood before a person moved them; everybody, where all
// were arranged anew.
type move struct {
	key string
	was relation.Place
	all map[string]relation.Place
}

// setting names what the file remembers of where the people of a case stand. It
// holds ids and numbers.
func (s *Screen) setting() string { return "relations.places." + s.in.String() }

// recall reads where everybody stood. What cannot be read is arranged anew.
func (s *Screen) recall() {
	s.places = map[string]relation.Place{}
	text, err := s.d.DB.Setting(s.setting())
	if err != nil {
		s.d.Fail(err)
		return
	}
	if text == "" || json.Unmarshal([]byte(text), &s.places) != nil || s.places == nil {
		s.places = map[string]relation.Place{}
		return
	}
	s.kept = text
}

// keep has the file remember where everybody stands.
func (s *Screen) keep() {
	if s.d.DB.ReadOnly() {
		return
	}
	text, err := json.Marshal(s.places)
	if err == nil && string(text) != s.kept {
		if err = s.d.DB.SetSetting(s.setting(), string(text)); err == nil {
			s.kept = string(text)
		}
	}
	s.d.Fail(err)
}

// moved puts somebody where a person wants them, or as near as there is room.
func (s *Screen) moved(key string, x, y float64) {
	now := map[string]relation.Place{}
	for _, n := range s.whole.Nodes {
		now[n.Key] = s.places[n.Key]
	}
	was := s.places[key]
	at := relation.Beside(now, key, relation.Place{X: x, Y: y})
	if at == was {
		s.refilter()
		return
	}
	s.moves = append(s.moves, move{key: key, was: was})
	s.places[key] = at
	s.keep()
	s.refilter()
	w := s.d.Words
	s.d.Host.Toast(w.T("relations.moved"), w.T("action.undo"), s.putBack)
}

// putBack takes back the newest move.
func (s *Screen) putBack() {
	if len(s.moves) == 0 {
		s.d.Host.Toast(s.d.Words.T("relations.no_move"), "", nil)
		return
	}
	last := s.moves[len(s.moves)-1]
	s.moves = s.moves[:len(s.moves)-1]
	if last.all != nil {
		s.places = last.all
	} else {
		s.places[last.key] = last.was
	}
	s.again()
}

// arrangeAnew forgets where everybody stood. A message offers to take that back.
func (s *Screen) arrangeAnew() {
	s.moves = append(s.moves, move{all: maps.Clone(s.places)})
	s.places = map[string]relation.Place{}
	s.again()
	s.chart.Zoom(0)
	w := s.d.Words
	s.d.Host.Toast(w.T("relations.arranged"), w.T("action.undo"), s.putBack)
}
