package composer

import (
	"strings"

	"guvoh/app/compose"
)

// showOutline lists the cover and the sections, each with how it stands.
func (s *Screen) showOutline() {
	marks := map[compose.State]mark{compose.Nothing: markRing, compose.Done: markDone, compose.Missing: markGap, compose.Over: markOver}
	said := map[compose.State]string{
		compose.Missing: s.d.Words.T("compose.state.missing"), compose.Over: s.d.Words.T("compose.state.over"),
	}
	items := make([]item, 0, len(s.view.Sections))
	for _, sec := range s.view.Sections {
		title := sec.Title
		if sec.Number != "" {
			title = strings.TrimSuffix(sec.Number, ".") + ". " + title
		}
		it := item{
			id: sec.Name, indent: sec.Depth, mark: marks[sec.State], title: title, lines: 2, below: 2, bold: sec.Name == s.section,
			faint: sec.State == compose.Nothing,
		}
		var length []string
		if len(sec.Limits) > 0 {
			length = s.lengths(sec)
		}
		it.detail = join(append([]string{said[sec.State]}, length...)...)
		items = append(items, it)
	}
	s.outline.cursor = s.section
	s.outline.set(items)
}
