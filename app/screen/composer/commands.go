package composer

import (
	"fyne.io/fyne/v2"

	"guvoh/app/desk"
)

// Commands are what can be done here, for the menu: only there do shortcuts
// work while somebody types, on every keyboard layout.
func (s *Screen) Commands() (title string, all []desk.Command) {
	if s.profile == nil {
		return "", nil
	}
	const ctrl, alt, shift = fyne.KeyModifierShortcutDefault, fyne.KeyModifierAlt, fyne.KeyModifierShift
	all = []desk.Command{
		{Key: "compose.cmd.paragraph", Name: fyne.KeyReturn, Mod: ctrl, Writes: true, Do: s.newParagraph},
		{Key: "compose.cmd.heading", Name: fyne.KeyH, Mod: ctrl | shift, Writes: true, Do: s.headParagraph},
		{Key: "compose.cmd.own", Name: fyne.KeyO, Mod: ctrl | shift, Writes: true, Do: s.ownWords},
		{Key: "compose.cmd.take", Name: fyne.KeyT, Mod: ctrl | shift, Writes: true, Do: s.takeFacts},
		{},
		{Key: "compose.cmd.enclose", Writes: true, Do: func() { s.side.exhibits.addAll() }},
		{Key: "compose.cmd.annex", Writes: true, Do: func() { s.side.exhibits.addAnnex() }},
		{Key: "compose.cmd.by_date", Writes: true, Do: func() { s.side.exhibits.byDate() }},
		{},
		{Key: "compose.section_before", Name: fyne.KeyPageUp, Mod: alt, Do: func() { s.middle.step(-1) }},
		{Key: "compose.section_after", Name: fyne.KeyPageDown, Mod: alt, Do: func() { s.middle.step(1) }},
		{Key: "compose.cmd.pane", Name: fyne.KeyF6, Do: func() { s.panes.next() }},
	}
	keys := []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4}
	for i := range s.side.sheets {
		all = append(all, desk.Command{Key: names[i], Name: keys[i], Mod: alt, Do: func() { s.side.open(i) }})
	}
	all = append(all, desk.Command{},
		desk.Command{Key: "compose.export", Name: fyne.KeyE, Mod: ctrl | shift, Do: s.export},
		desk.Command{Key: "compose.cmd.delete", Writes: true, Do: s.remove})
	return "compose.menu", all
}

// remove deletes the dossier; its Changed leads to those that are left.
func (s *Screen) remove() {
	if r, ok := s.d.Get(s.id); ok {
		s.d.Delete(r)
	}
}

// writingHere gives the section at hand if it has paragraphs; else it says so.
func (s *Screen) writingHere() *writing {
	if s.middle.writing == nil {
		s.d.Host.Toast(s.d.Words.T("compose.no_paragraphs_here"), "", nil)
	}
	return s.middle.writing
}

// newParagraph begins a paragraph behind the one at hand, with what stands
// behind the caret.
func (s *Screen) newParagraph() {
	w := s.writingHere()
	switch {
	case w == nil:
	case w.index(w.current) >= 0:
		w.prose.splitAt(w.current.String())
	default:
		w.append("")
	}
}

func (s *Screen) headParagraph() {
	if w := s.writingHere(); w != nil && w.index(w.current) >= 0 {
		w.headed[w.current.String()] = true
		w.prose.goToHeading(w.current.String())
	}
}

func (s *Screen) ownWords() {
	switch work := s.middle.work.(type) {
	case *writing:
		if work.index(work.current) >= 0 {
			work.own(work.current.String())
		}
	case *asked:
		for _, q := range work.questions {
			if q.edit != nil && q.edit.Focused() && !q.mine && q.known() {
				q.begin()
				return
			}
		}
	}
}

func (s *Screen) takeFacts() {
	if w := s.writingHere(); w != nil && w.flow {
		w.take()
	}
}
