package ui

import (
	"slices"
	"unicode/utf8"

	"guvoh/app/ui/editor"
)

// runesOf gives marks as an editor counts them.
func runesOf(text string, marks []Mark) []editor.Range {
	var out []editor.Range
	for _, m := range marks {
		from := min(max(m.From, 0), len(text))
		to := min(max(m.To, from), len(text))
		n := utf8.RuneCountInString(text[:from])
		out = append(out, editor.Range{From: n, To: n + utf8.RuneCountInString(text[from:to])})
	}
	return out
}

// MarkWords marks words in an editor until the text changes, and puts the caret
// before the one that matters most, which is the at-th. No marks take marks away.
func MarkWords(e *Editor, marks []Mark, at int) {
	parts := runesOf(e.Text(), marks)
	e.Mark(parts...)
	if at >= 0 && at < len(parts) {
		e.SetCaret(parts[at].From)
	}
}

// shownBlock is a place of an account to which somebody was led.
type shownBlock struct {
	id    string
	side  Side
	marks []Mark
	at    int
	due   bool // as soon as there is room
	caret int  // where to put it without marks; -1 leaves it
}

// ShowAt scrolls to a block, marks words in one of its texts and gives the
// keyboard to it, with the caret before the at-th of them. The marks stay until
// the text changes or Unmark is called.
func (l *BlockList) ShowAt(id string, side Side, marks []Mark, at int) {
	l.Unmark()
	l.shown = shownBlock{id: id, side: side, marks: slices.Clone(marks), at: at, due: true, caret: -1}
	l.showDue()
}

// Unmark takes the marks of ShowAt away.
func (l *BlockList) Unmark() {
	r := l.rows[l.shown.id]
	l.shown = shownBlock{}
	if r != nil {
		l.mark(r)
	}
}

// showDue goes to the place that waited for room.
func (l *BlockList) showDue() {
	s := &l.shown
	i := l.index(s.id)
	if !s.due || l.width <= 0 || l.scroll.Size().Height <= 0 || i < 0 {
		return
	}
	s.due = false
	l.revealPart(i, 0, l.heights[i])
	r := l.rows[s.id]
	if r == nil {
		return
	}
	l.mark(r)
	e := r.editor(s.side)
	if parts := runesOf(e.Text(), s.marks); s.at >= 0 && s.at < len(parts) {
		e.SetCaret(parts[s.at].From)
	} else if s.caret >= 0 {
		e.SetCaret(s.caret)
	}
	Focus(e)
}

// mark marks in a row what was asked for there, and nothing else.
func (l *BlockList) mark(r *blockRow) {
	for side, e := range r.sides {
		if l.shown.id == r.id && l.shown.side == Side(side) {
			e.Mark(runesOf(e.Text(), l.shown.marks)...)
		} else {
			e.Mark()
		}
	}
}
