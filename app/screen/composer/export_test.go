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

// Numbers gives the numbers of the paragraphs that are shown.
func Numbers(s *Screen) (out []string) {
	for _, p := range Passages(s) {
		out = append(out, p.number)
	}
	return out
}

// Told gives what the record says of each paragraph that is shown.
func Told(s *Screen) (out []string) {
	for _, p := range Passages(s) {
		out = append(out, p.told)
	}
	return out
}

// Changed tells of each paragraph that is shown whether its record changed.
func Changed(s *Screen) (out []bool) {
	for _, p := range Passages(s) {
		out = append(out, p.changed)
	}
	return out
}

// Right finds the words of a paragraph right, Theirs lets its record speak.
func Right(s *Screen, i int) { s.middle.writing.right(Passages(s)[i].id) }

// Theirs lets the record of a paragraph speak.
func Theirs(s *Screen, i int) { s.middle.writing.theirs(Passages(s)[i].id) }

// Facts gives what the sheet of facts lists.
func Facts(s *Screen) []string {
	s.side.choose(1)
	return ids(s.side.facts.roll)
}

// Insert makes a paragraph of a fact.
func Insert(s *Screen, fact string) { s.side.facts.insert(fact) }

// FocusQuestion gives the keyboard to a question of the section at hand.
func FocusQuestion(s *Screen, key string) { s.middle.work.(*asked).focusQuestion(key) }

// CheckAt gives the index of a check that stands at a question; -1 for none.
func CheckAt(s *Screen, section, field string) int {
	for i, c := range s.view.Checks {
		if c.Section == section && c.Field == field && !c.Passed() {
			return i
		}
	}
	return -1
}

// OpenCheck goes to where a check can be set right.
func OpenCheck(s *Screen, i int) { s.side.checks.open(key(s.view.Checks[i], i)) }

// PassOver passes a check over.
func PassOver(s *Screen, i int, reason string) bool {
	return s.view.Checks[i].MayPass() && s.side.checks.passOver(s.view.Checks[i], reason)
}

// TakeBack lets a check stand again.
func TakeBack(s *Screen, i int) { s.side.checks.takeBack(s.view.Checks[i]) }

// Here names the pane that has the keyboard.
func Here(s *Screen) string { return []string{"outline", "section", "side"}[s.panes.here()] }

// Exhibits gives what the sheet of exhibits lists.
func Exhibits(s *Screen) []string {
	s.side.choose(2)
	return ids(s.side.exhibits.roll)
}

// ByDate, Move and Cite do what the buttons and keys of the exhibits do.
func ByDate(s *Screen) { s.side.exhibits.byDate() }

// Move puts an exhibit so many places down.
func Move(s *Screen, row string, by int) { s.side.exhibits.move(row, by) }

// Cite cites an exhibit at the caret.
func Cite(s *Screen, row string) { s.side.exhibits.insert(row) }

// Drawn tells how many paragraphs have widgets.
func Drawn(s *Screen) int {
	return len(s.middle.writing.prose.rows) + len(s.middle.writing.prose.spare)
}

// Add takes evidence among the exhibits.
func Add(s *Screen, evidence string) { s.side.exhibits.add(evidence) }

// GoTo gives the keyboard to a paragraph.
func GoTo(s *Screen, i int) { s.middle.writing.prose.goTo(Passages(s)[i].id, false) }

// Heading gives the paragraph at hand a heading.
func Heading(s *Screen) { s.headParagraph() }

// Heads gives the names of the groups that the chooser lists.
func Heads(c *Chooser) (out []string) {
	for _, it := range c.list.items {
		if it.head {
			out = append(out, it.title)
		}
	}
	return out
}

// Drop lets a dragged paragraph go in front of another; below 0 at the end.
func Drop(s *Screen, i, before int) {
	ps, to := Passages(s), ""
	if before >= 0 {
		to = ps[before].id
	}
	s.middle.writing.drop(ps[i].id, to)
}

// SideWidth gives how wide the side is.
func SideWidth(s *Screen) float32 { return s.side.object.Size().Width }

// Tabs gives in how many rows the names of the sheets stand, how high they are,
// and where the sheet below them begins.
func Tabs(s *Screen) (rows int, height, below float32) {
	t := s.side.tabs
	return t.rowsAt(t.Size().Width), t.MinSize().Height, s.side.room.Position().Y
}
