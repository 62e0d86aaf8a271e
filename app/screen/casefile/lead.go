package casefile

import (
	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/ui"
	"guvoh/model"
)

// lead is another way to look at the records of a section, offered above them in
// a file that is open to look only, too.
type lead struct {
	key  string
	icon fyne.Resource
	to   func(d *desk.Desk, caseID, record model.ID)
}

// WithLead offers another way to look at the records of a kind, such as drawn;
// key is what it is called. It hears which record is open.
func WithLead(kind, key string, icon fyne.Resource, to func(d *desk.Desk, caseID, record model.ID)) Option {
	return func(s *Screen) {
		if s.leads == nil {
			s.leads = map[string]lead{}
		}
		s.leads[kind] = lead{key, icon, to}
	}
}

// leadOn gives the button of a section that leads on; none where none does.
func (s *Screen) leadOn(kind string) []fyne.CanvasObject {
	l, ok := s.leads[kind]
	if !ok {
		return nil
	}
	return []fyne.CanvasObject{ui.NewRow(-1, ui.NewButton(s.d.Words.T(l.key), l.icon, ui.Plain, func() { l.to(s.d, s.id, s.open) }))}
}
