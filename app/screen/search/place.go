package search

import (
	"fmt"

	"guvoh/app/desk"
	"guvoh/app/ui"
	"guvoh/model"
)

// place is how a search stands, as a route keeps it beside its words: what was
// looked through, how much of it was shown, how far it was scrolled, and which
// place was chosen.
type place struct {
	kinds  string
	shown  int
	scroll float32
	record model.ID // of the place chosen; zero: none is
	field  string
	page   int
}

func placeOf(r desk.Route) place {
	p := place{record: r.Record, field: r.Spot.Field, page: r.Spot.Page}
	var kinds string
	if n, _ := fmt.Sscanf(r.Section, "%d %f %s", &p.shown, &p.scroll, &kinds); n == 3 {
		p.kinds = kinds
	}
	if p.kinds == everything {
		p.kinds = ""
	}
	return p
}

// everything stands for no choice of kinds in a route.
const everything = "all"

// route gives the search as it stands, with row i chosen; -1 chooses none.
func (s *Screen) route(i int) desk.Route {
	kinds := s.kinds
	if kinds == "" {
		kinds = everything
	}
	r := desk.Route{
		Screen: desk.ScreenSearch, Words: s.words, Case: s.in,
		Section: fmt.Sprintf("%d %.0f %s", s.answer.taken, s.list.Offset(), kinds),
	}
	if i >= 0 && s.rows[i].sort == ui.ResultPlace {
		f := s.answer.found[s.rows[i].found]
		r.Record, r.Spot = f.record.ID, desk.Spot{Field: f.field, Page: f.page}
	}
	return r
}

// here tells the window how the search stands, if it wants to know, so that a
// change of language finds it again.
func (s *Screen) here() {
	if h, ok := s.d.Host.(interface{ Here(desk.Route) }); ok {
		h.Here(s.route(-1))
	}
}

// is tells whether a place is the one that was chosen.
func (p place) is(f found) bool {
	return !p.record.IsZero() && f.record.ID == p.record && f.field == p.field && f.page == p.page
}
