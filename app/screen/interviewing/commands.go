package interviewing

import (
	"fyne.io/fyne/v2"

	"guvoh/app/desk"
)

// Commands are what can be done here, for the menu: only there do shortcuts
// work while somebody types, on every keyboard layout.
func (s *Screen) Commands() (title string, all []desk.Command) {
	const ctrl, alt, shift = fyne.KeyModifierShortcutDefault, fyne.KeyModifierAlt, fyne.KeyModifierShift
	all = []desk.Command{
		{Key: "room.next", Name: fyne.KeyReturn, Mod: ctrl, Do: s.next},
		{Key: "room.mark", Name: fyne.KeyM, Mod: ctrl, Writes: true, Do: s.markWords},
		{Key: "room.time", Name: fyne.KeyT, Mod: ctrl, Writes: true, Do: s.askTime},
		{Key: "room.break", Name: fyne.KeyB, Mod: ctrl, Writes: true, Do: func() { s.pause.toggle() }},
		{Key: "room.beside", Name: fyne.KeyJ, Mod: ctrl, Do: s.beside},
		{Key: "room.translation", Name: fyne.KeyT, Mod: ctrl | shift, Do: s.translation},
		{},
		{Key: "room.step_before", Name: fyne.KeyPageUp, Mod: ctrl, Do: func() { s.go1(-1) }},
		{Key: "room.step_after", Name: fyne.KeyPageDown, Mod: ctrl, Do: func() { s.go1(1) }},
	}
	keys := []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5}
	for i, step := range order {
		all = append(all, desk.Command{Key: "room.step." + step, Name: keys[i], Mod: alt, Do: func() { s.goTo(step) }})
	}
	return "room.menu", append(all, desk.Command{},
		desk.Command{Key: "room.leave", Name: fyne.KeyLeft, Mod: alt, Do: s.goAway})
}

func (s *Screen) next() {
	if s.part != nil {
		s.part.next()
	}
}

// telling gives the account if it is shown; else it says that one has to go there.
func (s *Screen) telling() *telling {
	t, _ := s.part.(*telling)
	if t == nil {
		s.d.Host.Toast(s.d.Words.T("room.in_account_only"), "", nil)
	}
	return t
}

func (s *Screen) markWords() {
	if t := s.telling(); t != nil {
		t.mark()
	}
}

func (s *Screen) askTime() {
	if t := s.telling(); t != nil {
		t.askTime()
	}
}

func (s *Screen) beside() {
	if t := s.telling(); t != nil {
		t.beside()
	}
}

func (s *Screen) translation() {
	if t := s.telling(); t != nil {
		t.toggleTranslation()
	}
}
