package interviewing

import (
	"testing"
	"time"

	"guvoh/app/ui"
	"guvoh/model"
)

// SetNow puts another clock on the wall until the test is over.
func SetNow(t testing.TB, at func() time.Time) {
	was := now
	now = at
	t.Cleanup(func() { now = was })
}

// GoTo shows a part of the interview.
func GoTo(s *Screen, step string) { s.goTo(step) }

// Step gives the part that is shown.
func Step(s *Screen) string { return s.step }

// Interview gives the interview that is held.
func Interview(s *Screen) model.ID { return s.id }

// List gives the list of passages; nil outside the account.
func List(s *Screen) *ui.BlockList {
	if t, ok := s.part.(*telling); ok {
		return t.account.List
	}
	return nil
}

// Elapsed gives the words that say how long it takes, and Quiet those of the line
// that speaks by itself.
func Elapsed(s *Screen) string { return s.clock.Text() }

// Quiet gives the line that speaks by itself.
func Quiet(s *Screen) string { return s.quiet.Text() }

// State gives the words that say whether all is on the disk.
func State(s *Screen) string { return s.state.Text() }

// Line gives what is being read aloud.
func Line(s *Screen) string {
	if c, ok := s.part.(*consenting); ok {
		return c.lines[c.at].id
	}
	return ""
}

// Lines gives all that is read aloud.
func Lines(s *Screen) (out []string) {
	if c, ok := s.part.(*consenting); ok {
		for _, l := range c.lines {
			out = append(out, l.id)
		}
	}
	return out
}

// GoToLine reads a line aloud.
func GoToLine(s *Screen, id string) {
	c := s.part.(*consenting)
	for i, l := range c.lines {
		if l.id == id {
			c.move(i - c.at)
		}
	}
}

// Item gives the box of an item of the checklist, and the words under it.
func Item(s *Screen, id string) (box *ui.Check, note string) {
	for _, it := range s.part.(*telling).aside.items {
		if it.ID == id {
			if it.note.Visible() {
				note = it.note.Text()
			}
			return it.box, note
		}
	}
	return nil, ""
}

// Checklist gives the list that is shown.
func Checklist(s *Screen) string { return s.part.(*telling).aside.list.ID }

// Reading gives which passage is read back, of how many, and the line for a
// correction.
func Reading(s *Screen) (at, of int, line *ui.Editor) {
	r := s.part.(*reading)
	return r.at, len(r.rows), r.line
}

// ChangeWords opens the words themselves to be changed.
func ChangeWords(s *Screen) *ui.Editor {
	r := s.part.(*reading)
	r.changing = true
	r.show()
	return r.change
}
