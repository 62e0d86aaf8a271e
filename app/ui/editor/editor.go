package editor

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui/activity"
)

// Labels are the words of the context menu.
type Labels struct{ Cut, Copy, Paste, SelectAll, Undo, Redo string }

// Editor is a wrapping multi-line text editor. Its hooks may be set at any time.
type Editor struct {
	widget.BaseWidget

	// OnChanged hears that a person changed the text; SetText does not fire it.
	OnChanged func()
	// OnFocus hears that the editor gained or lost the keyboard.
	OnFocus func(gained bool)
	// OnCaret hears where the caret is, so that a scroller around the editor can follow.
	OnCaret func(y, height float32)
	// OnKey sees every key first; true means it was used.
	OnKey func(*fyne.KeyEvent) bool
	// OnShortcut sees every shortcut first; true means it was used.
	OnShortcut func(fyne.Shortcut) bool
	// OnPaste sees text about to be pasted; true means it was taken.
	OnPaste func(text string) bool
	// OnEdge hears that an arrow key met the start (up) or end of the text; true means it was used.
	OnEdge func(up bool) bool
	// OnTab, when set, takes Tab and Shift+Tab instead of the window.
	OnTab func(back bool)
	// OnHeight hears that an auto-height editor wants another height.
	OnHeight func()
	// OnEscape hears Escape and F6, which the editor has no use for.
	OnEscape func(*fyne.KeyEvent)

	labels      Labels
	placeholder string
	readOnly    bool
	disabled    bool
	bare        bool
	faint       bool // second-rank text
	lead        bool // a heading
	auto        bool
	maxHeight   float32
	minRows     int

	b           *buffer
	h           history
	cur, anchor pos
	marked      []stretch
	quiet       []stretch // underlined and nothing more
	wantX       float32
	focused     bool
	shift       bool
	lastHeight  float32
	viewTop     float32
	viewHeight  float32
	surface     *surface
	scroll      *container.Scroll
}

// New returns an editor that fills the room it gets and scrolls.
func New(l Labels) *Editor {
	e := &Editor{labels: l, b: newBuffer(), minRows: 4, viewHeight: -1}
	e.b.sum()
	e.surface = newSurface(e)
	e.scroll = container.NewVScroll(e.surface)
	e.scroll.OnScrolled = func(fyne.Position) {
		activity.Seen()
		e.surface.draw(false)
	}
	e.ExtendBaseWidget(e)
	return e
}

// NewAuto returns an editor as high as its text, from minRows rows up to
// maxHeight, where it starts to scroll; 0 means no limit.
func NewAuto(l Labels, minRows int, maxHeight float32) *Editor {
	e := New(l)
	e.auto, e.maxHeight, e.minRows = true, maxHeight, max(minRows, 1)
	return e
}

// Text answers the whole text.
func (e *Editor) Text() string { return e.b.text() }

// SetText replaces the text, forgets undo, puts the caret at the start and
// does not fire OnChanged.
func (e *Editor) SetText(s string) {
	e.b.setText(s)
	e.h, e.marked, e.quiet = history{}, nil, nil
	e.cur, e.anchor, e.wantX = pos{}, pos{}, 0
	e.scroll.Offset = fyne.Position{}
	e.redraw()
}

// Empty tells whether there is no text.
func (e *Editor) Empty() bool { return e.b.empty() }

// SetPlaceholder sets what an empty editor shows.
func (e *Editor) SetPlaceholder(s string) {
	e.placeholder = s
	e.surface.draw(false)
}

// SetReadOnly lets the text be read, selected and copied, but not changed.
func (e *Editor) SetReadOnly(on bool) {
	e.readOnly = on
	e.Refresh()
}

// IsReadOnly tells whether the text can be read only.
func (e *Editor) IsReadOnly() bool { return e.readOnly }

// SetBare draws no border and no background until the editor has the keyboard.
func (e *Editor) SetBare(on bool) {
	e.bare = on
	e.Refresh()
}

// SetFaint draws the text as second-rank, as for words that somebody else wrote.
func (e *Editor) SetFaint(on bool) {
	if e.faint != on {
		e.faint = on
		e.surface.draw(true)
	}
}

// SetLead draws the text bold, as a heading.
func (e *Editor) SetLead(on bool) {
	if e.lead != on {
		e.lead = on
		e.Refresh()
	}
}

// SetLabels replaces the words of the context menu.
func (e *Editor) SetLabels(l Labels) { e.labels = l }

// SetView tells an auto-height editor inside a scroller which part of it can be
// seen, so that it draws no more; a negative height means all of it.
func (e *Editor) SetView(top, height float32) {
	if e.viewTop == top && e.viewHeight == height {
		return
	}
	e.viewTop, e.viewHeight = top, height
	e.surface.draw(false)
}

// Selected answers the selected text.
func (e *Editor) Selected() string {
	a, b := ordered(e.anchor, e.cur)
	return e.b.slice(a, b)
}

// SelectAll selects the whole text.
func (e *Editor) SelectAll() {
	e.anchor, e.cur = pos{}, e.b.end()
	e.surface.draw(false)
}

// Caret answers how many runes stand before the caret.
func (e *Editor) Caret() int { return e.offset(e.cur) }

// SetCaret puts the caret after n runes.
func (e *Editor) SetCaret(n int) {
	e.cur = e.place(n)
	e.anchor = e.cur
	e.moved(false)
}

// ToStart puts the caret before the first letter, ToEnd after the last.
func (e *Editor) ToStart() { e.goTo(pos{}, false, false) }

// ToEnd puts the caret after the last letter.
func (e *Editor) ToEnd() { e.goTo(e.b.end(), false, false) }

func (e *Editor) offset(p pos) int {
	n := p.off
	for i := 0; i < p.para; i++ {
		n += len(e.b.paras[i].r) + 1
	}
	return n
}

func (e *Editor) place(n int) pos {
	n = max(n, 0)
	for i := range e.b.paras {
		if l := len(e.b.paras[i].r); n <= l {
			return pos{i, n}
		} else {
			n -= l + 1
		}
	}
	return e.b.end()
}

// Insert replaces the selection by s, as if a person had typed it.
func (e *Editor) Insert(s string) {
	a, b := ordered(e.anchor, e.cur)
	e.change(a, b, clean(s))
}

func (e *Editor) change(from, to pos, ins string) {
	if e.readOnly || e.disabled || from == to && ins == "" {
		return
	}
	e.h.add(edit{at: from, del: e.b.slice(from, to), ins: ins, when: time.Now()})
	e.cur = e.b.splice(from, to, ins)
	e.anchor = e.cur
	e.changed()
}

// Undo takes the last step back.
func (e *Editor) Undo() {
	if s, ok := pop(&e.h.undo, &e.h.redo); ok && !e.readOnly {
		e.cur = e.b.splice(s.at, after(s.at, s.ins), s.del)
		e.anchor = e.cur
		e.changed()
	}
}

// Redo does the last undone step again.
func (e *Editor) Redo() {
	if s, ok := pop(&e.h.redo, &e.h.undo); ok && !e.readOnly {
		e.cur = e.b.splice(s.at, after(s.at, s.del), s.ins)
		e.anchor = e.cur
		e.changed()
	}
}

// Find selects the next place (or the one before) that reads like query,
// whatever the case, and tells whether there is one.
func (e *Editor) Find(query string, back bool) bool {
	a, b := ordered(e.anchor, e.cur)
	from := b
	if back {
		from = a
	}
	at, to, ok := e.b.find(query, from, back)
	if ok {
		e.anchor, e.cur = at, to
		e.moved(false)
	}
	return ok
}

func (e *Editor) changed() {
	e.marked, e.quiet = nil, nil
	if e.OnChanged != nil {
		e.OnChanged()
	}
	e.redraw()
	e.moved(false)
}

// redraw shows a changed text, and asks for another height if it needs one.
func (e *Editor) redraw() {
	if h := e.fullHeight(); h != e.lastHeight {
		e.lastHeight = h
		if e.auto && e.OnHeight != nil {
			e.OnHeight()
		}
		e.Refresh()
		return
	}
	e.surface.draw(false)
}

// goTo moves the caret, stretching the selection or dropping it.
func (e *Editor) goTo(p pos, stretch, keepX bool) {
	e.cur = p
	if !stretch {
		e.anchor = p
	}
	e.moved(keepX)
}

// moved shows the caret at its new place.
func (e *Editor) moved(keepX bool) {
	if e.b.m == nil {
		return
	}
	if !keepX {
		e.wantX = e.b.xOf(e.cur)
	}
	v, _ := e.b.rowOf(e.cur)
	y, h := float32(v)*e.b.m.rowH, e.b.m.rowH
	if e.overflows() {
		view := e.scroll.Size().Height
		off := e.scroll.Offset.Y
		if y < off {
			off = y
		} else if y+h+2*padY > off+view {
			off = y + h + 2*padY - view
		}
		if off != e.scroll.Offset.Y {
			e.scroll.ScrollToOffset(fyne.NewPos(0, off))
		}
		y -= off
	}
	e.surface.draw(false)
	if e.OnCaret != nil && e.focused {
		e.OnCaret(y, h+2*padY)
	}
}

func (e *Editor) fullHeight() float32 {
	if e.b.m == nil {
		return 0
	}
	return float32(e.b.rows())*e.b.m.rowH + 2*padY
}

// overflows tells whether the text is higher than the editor, so that it scrolls.
func (e *Editor) overflows() bool {
	if e.auto {
		return e.maxHeight > 0 && e.fullHeight() > e.maxHeight
	}
	return true
}

// FocusGained shows the ring and the caret.
func (e *Editor) FocusGained() { e.setFocus(true) }

// FocusLost hides the ring and the caret.
func (e *Editor) FocusLost() { e.setFocus(false) }

func (e *Editor) setFocus(on bool) {
	activity.Seen()
	e.focused, e.shift = on, false
	e.Refresh()
	if e.OnFocus != nil {
		e.OnFocus(on)
	}
	if on {
		e.moved(true)
	}
}

// Focused tells whether the editor has the keyboard.
func (e *Editor) Focused() bool { return e.focused }

// AcceptsTab is false unless OnTab is set: Tab moves on to the next field.
func (e *Editor) AcceptsTab() bool { return e.OnTab != nil }

// Enable lets the text be changed.
func (e *Editor) Enable() { e.disabled = false; e.Refresh() }

// Disable greys the text out and takes the editor out of the Tab order.
func (e *Editor) Disable() { e.disabled = true; e.Refresh() }

// Disabled tells whether the editor is greyed out.
func (e *Editor) Disabled() bool { return e.disabled }

// Cursor is the text cursor.
func (e *Editor) Cursor() desktop.Cursor { return desktop.TextCursor }
