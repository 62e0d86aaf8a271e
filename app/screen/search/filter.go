package search

import (
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// newSort makes the choice of what is looked through.
func (s *Screen) newSort() *ui.TermSelect {
	w := s.d.Words
	var all []ui.Option
	for _, k := range sorts {
		all = append(all, ui.Option{ID: k.id, Label: w.T("search.sort." + k.id)})
	}
	t := ui.NewTermSelect(all, w.T("search.everything"), func(id string) {
		s.kinds = id
		s.filtered()
	})
	t.Load(s.kinds)
	return t
}

// newOne makes the choice of one case.
func (s *Screen) newOne() *ui.RefPicker {
	p := ui.NewRefPicker(s.d.Words.T("search.all_cases"), nil, func(id string) {
		s.in, _ = model.ParseID(id)
		s.filtered()
	})
	p.SearchLater = s.d.Pick([]string{"case"}, casesOffered, s.cases)
	p.Load(s.caseOption(s.in))
	return p
}

// casesOffered is how many cases are offered; typing finds the others.
const casesOffered = 60

func (s *Screen) cases(_ string, found []store.Hit) []ui.Option {
	var out []ui.Option
	for _, h := range found {
		out = append(out, s.caseOption(h.ID))
	}
	return out
}

func (s *Screen) caseOption(id model.ID) ui.Option {
	if id.IsZero() {
		return ui.Option{}
	}
	return ui.Option{ID: id.String(), Label: s.d.TitleOf(id)}
}

// only looks through one case.
func (s *Screen) only(c model.ID) {
	s.in = c
	s.one.Load(s.caseOption(c))
	s.filtered()
}

// filtered asks again after a filter was chosen.
func (s *Screen) filtered() {
	s.back = place{kinds: s.kinds}
	s.load()
}

// widen takes the filters away.
func (s *Screen) widen() {
	s.kinds, s.in = "", model.ID{}
	s.sort.Load("")
	s.one.Load(ui.Option{})
	s.filtered()
	ui.Focus(s.line)
}
