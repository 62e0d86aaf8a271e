package find

import (
	"fyne.io/fyne/v2"

	"guvoh/app/desk"
)

// Commands are what can be done with a question, for the menu.
func (s *Screen) Commands() (title string, all []desk.Command) {
	const ctrl, shift = fyne.KeyModifierShortcutDefault, fyne.KeyModifierShift
	return "find.menu", []desk.Command{
		{Key: "find.cmd.add", Name: fyne.KeyReturn, Mod: ctrl, Do: s.onAdd},
		{Key: "find.cmd.first", Do: s.onFirst},
		{Key: "find.cmd.pane", Name: fyne.KeyF6, Do: s.other},
		{},
		{Key: "find.save", Name: fyne.KeyS, Mod: ctrl, Writes: true, Do: s.onSave},
		{Key: "find.save_as", Writes: true, Do: s.onSaveAs},
		{Key: "find.rename", Writes: true, Do: s.onRename},
		{Key: "find.cmd.delete", Writes: true, Do: s.onDelete},
		{},
		{Key: "find.columns", Name: fyne.KeyK, Mod: ctrl | shift, Do: s.onColumns},
		{Key: "find.export", Name: fyne.KeyE, Mod: ctrl | shift, Do: s.onExport},
	}
}

// onAdd begins one more line behind the one at hand.
func (s *Screen) onAdd() {
	if s.q.Of == "" {
		return
	}
	if s.editing != nil {
		n := s.editing.n
		s.editing.done()
		s.add(n.up, n)
		return
	}
	for n, c := range s.lines {
		if c.Focused() && n != s.tree {
			s.after(n)
			return
		}
	}
	s.add(s.tree, nil)
}

func (s *Screen) onRename() {
	if r, ok := s.d.Get(s.kept); ok {
		rename(s.d, r)
		return
	}
	s.onSave()
}

func (s *Screen) onDelete() {
	if r, ok := s.d.Get(s.kept); ok {
		s.d.Delete(r)
	}
}
