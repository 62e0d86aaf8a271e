package shell

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
)

// Status gives what the line at the bottom of the window says: how what was
// typed stands, and what goes on by itself; nothing where it is not shown.
func (s *Shell) Status() (state, note string) {
	if s.line == nil {
		return "", ""
	}
	return s.line.Said()
}

// withStatus puts the line under what is shown of an open file. It names no
// record: whoever looks over a shoulder learns nothing by it.
func (s *Shell) withStatus(o fyne.CanvasObject) fyne.CanvasObject {
	if s.absorbs() { // a pane that wants nothing around it says so itself
		return o
	}
	s.line, s.author = ui.NewStatusLine(), s.desk.DB.Author()
	s.showStatus()
	return container.NewBorder(nil, s.line, nil, nil, o)
}

// watchStatus has the line follow the file that was opened.
func (s *Shell) watchStatus() {
	s.kept = time.Time{}
	s.desk.Saver.OnState(s.showStatus)
	s.team.OnState(s.showStatus)
	s.finding.OnStatus(s.showStatus)
}

// showStatus says how things stand now. It asks the file nothing, which may be
// held for seconds by what goes on.
func (s *Shell) showStatus() {
	if s.line == nil || s.desk == nil {
		return
	}
	w := s.words
	switch state := s.desk.Saver.State(); {
	case s.desk.DB.ReadOnly():
		s.line.Say(w.T("form.read_only"), theme.VisibilityIcon(), false)
	case state.Err != nil:
		s.line.Say(w.T("status.refused", tr.V{"Why": desk.Sentence(w, state.Err)}), theme.ErrorIcon(), true)
	case state.Saving:
		s.line.Say(w.T("state.saving"), theme.DocumentCreateIcon(), false)
	case s.kept.IsZero():
		s.line.Say(w.T("status.all_saved"), theme.ConfirmIcon(), false)
	default:
		s.line.Say(w.T("status.saved_at", tr.V{"Time": s.kept.Format("15:04")}), theme.ConfirmIcon(), false)
	}
	s.line.Note(strings.Join(s.goingOn(), " · "))
}

// goingOn names what goes on by itself, and then who writes.
func (s *Shell) goingOn() []string {
	w := s.words
	var out []string
	if s.backups.stop != nil {
		out = append(out, w.T("status.backup"))
	}
	if st := s.team.State(); st.In {
		switch {
		case st.Working:
			out = append(out, w.T("status.team"))
		case st.Err != nil:
			out = append(out, w.T("status.team_not"))
		}
	}
	if st := s.finding.Status(); st.Working && st.Records > 0 {
		out = append(out, w.T("status.index"))
	}
	if s.author != "" && !s.desk.DB.ReadOnly() {
		out = append(out, w.T("status.author", tr.V{"Name": s.author}))
	}
	return out
}
