package composer

import (
	"guvoh/app/compose"
	"guvoh/model"
)

// What a test needs of the screens: the objects of a window do not say what
// they stand for.

// Pick puts the cursor of the chooser on a dossier or a body.
func Pick(c *Chooser, id string) { c.list.take(id) }

// Start takes what is chosen.
func Start(c *Chooser) { c.start() }

// Listed gives what the chooser lists, without the names of its groups.
func Listed(c *Chooser) []string { return ids(c.list) }

func ids(r *roll) (out []string) {
	for _, it := range r.items {
		if !it.head {
			out = append(out, it.id)
		}
	}
	return out
}

// Section goes to a section.
func Section(s *Screen, name string) { s.show(name) }

// At gives the section that is worked at.
func At(s *Screen) string { return s.section }

// Side shows one of the sheets at the side.
func Side(s *Screen, i int) { s.side.choose(i) }

// AddAll takes all evidence among the exhibits.
func AddAll(s *Screen) { s.side.exhibits.addAll() }

// Take makes paragraphs of what flows in.
func Take(s *Screen) { s.takeFacts() }

// Focus gives the keyboard to a pane.
func Focus(s *Screen, pane string) {
	s.panes.focus(map[string]pane2{"outline": paneOutline, "section": paneMiddle, "side": paneSide}[pane])
}

type pane2 = pane

// View gives what was worked out last.
func View(s *Screen) *compose.View { return s.view }

// Passages gives the paragraphs that are shown.
func Passages(s *Screen) []passage {
	if s.middle.writing == nil {
		return nil
	}
	return s.middle.writing.prose.passages
}

// Current gives the paragraph that has, or had last, the keyboard.
func Current(s *Screen) model.ID { return s.middle.writing.current }
