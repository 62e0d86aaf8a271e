package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"guvoh/app/ui/editor"
)

// Caret is where somebody writes in an account: a block, one of its sides, and
// what is selected there, counted in runes. From and To are one without a
// selection.
type Caret struct {
	ID       string
	Side     Side
	From, To int
}

// Caret answers where somebody writes in a block, or wrote last while it is in
// view; ok is false where that is not known.
func (l *BlockList) Caret(id string) (c Caret, ok bool) {
	r := l.rows[id]
	if r == nil {
		return Caret{}, false
	}
	sel := r.editor(l.side).Selection()
	return Caret{ID: id, Side: l.side, From: sel.From, To: sel.To}, true
}

// GoAt scrolls to a block, as soon as there is room, and gives the keyboard to
// one of its sides with the caret behind so many runes.
func (l *BlockList) GoAt(id string, side Side, caret int) {
	l.Unmark()
	l.shown = shownBlock{id: id, side: side, due: true, caret: max(caret, 0), at: -1}
	l.showDue()
}

// Next ends a block and begins what usually follows it, as Ctrl+Enter does;
// without the block it begins behind the last.
func (l *BlockList) Next(id string) {
	i := l.index(id)
	if i < 0 {
		if i = len(l.blocks) - 1; i < 0 {
			l.insertAfter("", KindQuestion)
			return
		}
	}
	l.insertAfter(l.blocks[i].ID, following(l.blocks[i].Kind))
}

// SetTime says when a block was said, telling nobody.
func (l *BlockList) SetTime(id, at string) {
	if b := l.Block(id); b.ID != "" && b.Time != at {
		b.Time = at
		l.Update(b)
	}
}

// RefreshMarks asks Marks again for every block in view.
func (l *BlockList) RefreshMarks() {
	for _, r := range l.rows {
		r.underline(Original)
		r.underline(Translated)
	}
}

// Underlined answers the words of a block in view that have a line under them.
func (l *BlockList) Underlined(id string, side Side) []string {
	if r := l.rows[id]; r != nil {
		return r.sides[side].Underlined()
	}
	return nil
}

// PickAt shows choices under the caret of a block; see [PickSpec].
func (l *BlockList) PickAt(id string, spec PickSpec) {
	if r := l.rows[id]; r != nil {
		e := r.editor(l.side)
		pickAt(e, e.Under, spec)
	}
}

// underline puts the quiet lines under the words of a side.
func (r *blockRow) underline(side Side) {
	if r.l.Marks == nil {
		return
	}
	e := r.sides[side]
	text := e.Text()
	e.Underline(runesOf(text, r.l.Marks(r.id, side, text))...)
}

// flow ends a block where Enter is pressed in an empty line at its end. An
// empty block becomes what usually follows, so that none is left behind.
func (r *blockRow) flow(side Side, ev *fyne.KeyEvent) bool {
	l, e := r.l, r.sides[side]
	if !l.Flow || l.readOnly || ev.Name != fyne.KeyReturn && ev.Name != fyne.KeyEnter || !e.AtEnd() {
		return false
	}
	i := l.index(r.id)
	if i < 0 {
		return false
	}
	b := l.blocks[i]
	text := e.Text()
	switch {
	case b.Original == "" && b.Translation == "":
		l.setKind(b.ID, following(b.Kind))
		Focus(e)
	case text == "" || !strings.HasSuffix(text, "\n"):
		return false
	default:
		n := len([]rune(text))
		e.Select(editor.Range{From: n - 1, To: n})
		e.Insert("")
		l.insertAfter(b.ID, following(b.Kind))
	}
	return true
}
