package editor

import "fyne.io/fyne/v2"

// Underline puts a line under parts of the text, until the text changes or other
// parts are underlined. It is quieter than Mark, and stays beside it.
func (e *Editor) Underline(parts ...Range) {
	if len(parts) == 0 && len(e.quiet) == 0 {
		return
	}
	e.quiet = nil
	for _, p := range parts {
		if s := (stretch{e.place(p.From), e.place(p.To)}); s.from.before(s.to) {
			e.quiet = append(e.quiet, s)
		}
	}
	e.surface.draw(false)
}

// Underlined answers the words that have a line under them.
func (e *Editor) Underlined() (out []string) {
	for _, s := range e.quiet {
		out = append(out, e.b.slice(s.from, s.to))
	}
	return out
}

// Selection answers what is selected: how many runes stand before it, and
// before its end. The two are one where nothing is selected.
func (e *Editor) Selection() Range {
	a, b := ordered(e.anchor, e.cur)
	return Range{From: e.offset(a), To: e.offset(b)}
}

// Select selects a part of the text.
func (e *Editor) Select(r Range) {
	e.anchor, e.cur = e.place(r.From), e.place(r.To)
	e.moved(false)
}

// AtEnd tells whether the caret stands behind the last letter, with nothing
// selected.
func (e *Editor) AtEnd() bool { return e.cur == e.anchor && e.cur == e.b.end() }

// Under answers where the row below the caret begins, seen from the corner of
// the editor, so that something can be shown at the words one is at.
func (e *Editor) Under() fyne.Position {
	if e.b.m == nil {
		return fyne.Position{}
	}
	v, _ := e.b.rowOf(e.cur)
	return fyne.NewPos(padX+e.b.xOf(e.cur), padY+float32(v+1)*e.b.m.rowH-e.scroll.Offset.Y)
}
