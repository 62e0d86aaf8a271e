package composer

import (
	"strings"

	"guvoh/app/compose"
)

// showOutline lists the cover and the sections, each with how it stands.
func (s *Screen) showOutline() {
	marks := map[compose.State]mark{compose.Nothing: markRing, compose.Done: markDone, compose.Missing: markGap, compose.Over: markOver}
	items := make([]item, 0, len(s.view.Sections))
	for _, sec := range s.view.Sections {
		title := sec.Title
		if sec.Number != "" {
			title = strings.TrimSuffix(sec.Number, ".") + ". " + title
		}
		it := item{
			id: sec.Name, indent: sec.Depth, mark: marks[sec.State], title: title, lines: 4, below: 2,
			faint: sec.State == compose.Nothing,
		}
		var length []string
		if len(sec.Limits) > 0 {
			length = s.lengths(sec)
		}
		it.detail = join(append([]string{s.stands(sec)}, length...)...)
		items = append(items, it)
	}
	s.outline.cursor = s.section
	s.outline.set(items)
}

// stands says in a word or two what a section lacks.
func (s *Screen) stands(sec *compose.Section) string {
	w := s.d.Words
	switch sec.State {
	case compose.Over:
		return w.T("compose.state.over")
	case compose.Missing:
		if sec.Lacks == 0 {
			return w.T("compose.state.empty")
		}
		return w.N("compose.state.missing", sec.Lacks)
	}
	return ""
}
