package shell

import (
	"guvoh/app/caseask"
	"guvoh/app/desk"
	"guvoh/model"
)

// emergency goes to the sheet for an interim measure: of the case that is shown,
// else of one that is asked for.
func (s *Shell) emergency() {
	to := func(in model.ID) { s.Go(desk.Route{Screen: desk.ScreenEmergency, Case: in}) }
	if in := s.Place().Case; !in.IsZero() {
		to(in)
		return
	}
	caseask.Ask(s.desk, "urgent.menu", model.ID{}, to)
}
