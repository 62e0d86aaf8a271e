package duplicates

import (
	"slices"

	"guvoh/app/judgement"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
)

// answering gives the pair that is looked at, if it may be answered about: nobody
// answers what they do not see.
func (s *Screen) answering() (p pair, may bool) {
	i := s.table.Selected()
	if i < 0 || i >= len(s.pairs) || s.d.DB.ReadOnly() {
		return pair{}, false
	}
	p = s.pairs[i]
	if s.shown != [2]model.ID{p.One, p.Other} {
		return pair{}, false
	}
	if !s.alive(p) {
		s.d.Host.Toast(s.d.Words.T("duplicates.gone"), "", nil)
		s.step(1)
		return pair{}, false
	}
	return p, true
}

// answer writes what the person says of the pair that is looked at; the next
// stands in its place then. Where somebody gave a reason for an answer, that is
// read before another takes its place.
func (s *Screen) answer(word string) {
	p, may := s.answering()
	if !may {
		return
	}
	if j, judged := s.judged[model.JudgementID(p.One, p.Other)]; judged && j.Text("account") != "" {
		s.compare(p)
		return
	}
	if judgement.Answer(s.d, p.One, p.Other, word, "") {
		said := s.d.Words.T("duplicates.said", tr.V{"Answer": s.d.Words.Word("judgement", word)})
		s.d.Host.Toast(said, s.d.Words.T("action.undo"), s.d.Undo)
		ui.Focus(s.table)
	}
}

// reason asks for an answer together with why.
func (s *Screen) reason() {
	if p, may := s.answering(); may {
		s.compare(p)
	}
}

// compare asks in a box, once the key that asked for it is through: the window hears
// of a key first and then of its letter, which must not end up as a reason.
func (s *Screen) compare(p pair) {
	s.d.Runner.Do(func() {}, func() {
		if !s.gone {
			judgement.Compare(s.d, p.One, p.Other)
		}
	})
}

// takeBack takes the answer away: the pair is to be decided again.
func (s *Screen) takeBack() {
	i := s.table.Selected()
	if i < 0 || i >= len(s.pairs) || s.d.DB.ReadOnly() {
		return
	}
	p := s.pairs[i]
	if j, judged := s.judged[model.JudgementID(p.One, p.Other)]; judged && s.shown == [2]model.ID{p.One, p.Other} {
		s.d.Delete(j)
		ui.Focus(s.table)
	}
}

// alive tells whether both persons of a pair are still there.
func (s *Screen) alive(p pair) bool {
	return !slices.ContainsFunc([]model.ID{p.One, p.Other}, func(id model.ID) bool {
		_, there := s.d.Get(id)
		return !there
	})
}
