package shell

import (
	"guvoh/app/desk"
	"guvoh/app/teamwork"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model/team"
)

// Team gives what keeps the open file in step with its team folder.
func (s *Shell) Team() *teamwork.Work { return s.team }

// watchTeam begins to work with the team folder of the file that was opened.
func (s *Shell) watchTeam() {
	s.team = teamwork.Begin(s.desk, team.WithProgram(s.Version))
	s.team.OnState(s.showTeam)
}

// showTeam says beside the way to colleagues how many things there wait for the
// person. It is told when something changed, and takes no keyboard away.
func (s *Shell) showTeam() {
	if s.nav != nil {
		s.nav.SetCount(desk.ScreenColleagues, s.waitingThere())
	}
}

// waitingThere counts what waits for the person among colleagues: who wants to
// be let into the team, and what of its folder cannot be trusted or written.
func (s *Shell) waitingThere() string {
	n := s.team.Waits()
	if n == 0 {
		return ""
	}
	return s.words.Number(n)
}

// giveCase goes to where the case that is shown can be given to somebody.
func (s *Shell) giveCase() {
	s.Go(desk.Route{Screen: desk.ScreenColleagues, Section: "give", Case: s.Place().Case})
}

// Menu makes the menu of the pane anew: it can do other things now. A menu that
// changes alone is not painted by the toolkit, so the window is asked to.
func (s *Shell) Menu() {
	s.menu()
	s.window.Canvas().Refresh(s.window.Content())
}

// askTake asks what shall be done with a case file that was dropped on the
// window while another is open.
func (s *Shell) askTake(path, name string) {
	var d *ui.Dialog
	no := ui.NewButton(s.words.T("action.cancel"), nil, ui.Plain, func() { d.Close() })
	open := ui.NewButton(s.words.T("colleagues.drop_open"), nil, ui.Plain, func() { d.Close(); s.Open(path) })
	take := ui.NewButton(s.words.T("colleagues.drop_take"), nil, ui.Primary, func() {
		d.Close()
		s.Go(desk.Route{Screen: desk.ScreenColleagues, Section: "take", Words: path})
	})
	d = ui.NewDialog(s.window.Canvas(), ui.DialogSpec{
		Title: s.words.T("colleagues.drop_title"), Body: ui.NewText(s.words.T("colleagues.drop_text", tr.V{"Name": name}), ui.TextStyle{}),
		Buttons: []*ui.Button{no, open, take}, Width: 520,
	})
	d.Show()
}
