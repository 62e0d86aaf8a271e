package editor

import (
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui/activity"
	"guvoh/app/ui/clip"
)

// TypedRune inserts a letter.
func (e *Editor) TypedRune(r rune) {
	activity.Seen()
	if r >= 0x20 && r != 0x7f {
		e.Insert(string(r))
	}
}

// KeyDown hears that somebody types, and watches Shift.
func (e *Editor) KeyDown(k *fyne.KeyEvent) {
	activity.Key(k)
	if k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight {
		e.shift = true
	}
}

// KeyUp watches Shift.
func (e *Editor) KeyUp(k *fyne.KeyEvent) {
	if k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight {
		e.shift = false
	}
}

// TypedKey moves the caret and edits.
func (e *Editor) TypedKey(k *fyne.KeyEvent) {
	if e.OnKey != nil && e.OnKey(k) {
		return
	}
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		e.Insert("\n")
	case fyne.KeyBackspace:
		e.erase(e.b.prev)
	case fyne.KeyDelete:
		e.erase(e.b.next)
	case fyne.KeyTab:
		if e.OnTab != nil {
			e.OnTab(e.shift)
		}
	case fyne.KeyEscape, fyne.KeyF1, fyne.KeyF4, fyne.KeyF6:
		if e.OnEscape != nil {
			e.OnEscape(k)
		}
	default:
		e.travel(k.Name)
	}
}

// erase deletes the selection, or from the caret to where step leads.
func (e *Editor) erase(step func(pos) pos) {
	if e.cur != e.anchor {
		e.Insert("")
		return
	}
	a, b := ordered(e.cur, step(e.cur))
	e.change(a, b, "")
}

func (e *Editor) travel(k fyne.KeyName) {
	v, _ := e.b.rowOf(e.cur)
	switch k {
	case fyne.KeyLeft, fyne.KeyRight:
		e.sideways(k == fyne.KeyLeft)
	case fyne.KeyUp:
		e.vertical(v, -1)
	case fyne.KeyDown:
		e.vertical(v, 1)
	case fyne.KeyPageUp:
		e.vertical(v, -e.page())
	case fyne.KeyPageDown:
		e.vertical(v, e.page())
	case fyne.KeyHome:
		e.goTo(e.b.at(v, 0), e.shift, false)
	case fyne.KeyEnd:
		e.goTo(e.b.at(v, 1e9), e.shift, false)
	}
}

func (e *Editor) sideways(left bool) {
	if e.cur != e.anchor && !e.shift { // an arrow drops the selection at its end
		a, b := ordered(e.cur, e.anchor)
		if !left {
			a = b
		}
		e.goTo(a, false, false)
		return
	}
	to := e.b.next(e.cur)
	if left {
		to = e.b.prev(e.cur)
	}
	if to == e.cur && !e.shift && e.OnEdge != nil && e.OnEdge(left) {
		return
	}
	e.goTo(to, e.shift, false)
}

func (e *Editor) vertical(v, by int) {
	to := v + by
	if (to < 0 || to >= e.b.rows()) && !e.shift && e.OnEdge != nil && e.OnEdge(by < 0) {
		return
	}
	e.goTo(e.b.at(to, e.wantX), e.shift, true)
}

func (e *Editor) page() int {
	h := e.Size().Height
	if e.viewHeight >= 0 {
		h = min(h, e.viewHeight)
	}
	return max(int(h/e.b.m.rowH)-1, 1)
}

// TypedShortcut does clipboard, undo, and moves by word, paragraph and text.
func (e *Editor) TypedShortcut(s fyne.Shortcut) {
	if e.OnShortcut != nil && e.OnShortcut(s) {
		return
	}
	switch c := s.(type) {
	case *fyne.ShortcutCopy:
		e.copyOut()
	case *fyne.ShortcutCut:
		e.cutOut()
	case *fyne.ShortcutPaste:
		e.pasteIn()
	case *fyne.ShortcutSelectAll:
		e.SelectAll()
	case *fyne.ShortcutUndo:
		e.Undo()
	case *fyne.ShortcutRedo:
		e.Redo()
	case *desktop.CustomShortcut:
		e.custom(c)
	}
}

func (e *Editor) custom(c *desktop.CustomShortcut) {
	stretch := c.Modifier&fyne.KeyModifierShift != 0
	mod := c.Modifier &^ fyne.KeyModifierShift
	byWord := mod == fyne.KeyModifierControl
	if runtime.GOOS == "darwin" {
		byWord = mod == fyne.KeyModifierAlt
	}
	switch {
	case byWord && c.KeyName == fyne.KeyLeft:
		e.goTo(e.b.prevWord(e.cur), stretch, false)
	case byWord && c.KeyName == fyne.KeyRight:
		e.goTo(e.b.nextWord(e.cur), stretch, false)
	case byWord && c.KeyName == fyne.KeyBackspace:
		e.erase(e.b.prevWord)
	case byWord && c.KeyName == fyne.KeyDelete:
		e.erase(e.b.nextWord)
	case byWord && c.KeyName == fyne.KeyUp:
		e.goTo(e.paraStart(-1), stretch, false)
	case byWord && c.KeyName == fyne.KeyDown:
		e.goTo(e.paraStart(1), stretch, false)
	case mod == fyne.KeyModifierShortcutDefault && c.KeyName == fyne.KeyHome:
		e.goTo(pos{}, stretch, false)
	case mod == fyne.KeyModifierShortcutDefault && c.KeyName == fyne.KeyEnd:
		e.goTo(e.b.end(), stretch, false)
	case mod == fyne.KeyModifierShortcutDefault && stretch && c.KeyName == fyne.KeyZ:
		e.Redo()
	}
}

// paraStart answers the start of this paragraph or of the one beside it.
func (e *Editor) paraStart(by int) pos {
	if by < 0 && e.cur.off > 0 {
		return pos{e.cur.para, 0}
	}
	to := e.cur.para + by
	if to >= len(e.b.paras) {
		return e.b.end()
	}
	return pos{max(to, 0), 0}
}

func (e *Editor) copyOut() {
	if e.cur != e.anchor {
		clip.Put(e.Selected())
	}
}

func (e *Editor) cutOut() {
	if e.cur != e.anchor && !e.readOnly {
		e.copyOut()
		e.Insert("")
	}
}

func (e *Editor) pasteIn() {
	s := clean(fyne.CurrentApp().Clipboard().Content())
	if s == "" || e.readOnly || e.OnPaste != nil && e.OnPaste(s) {
		return
	}
	e.Insert(s)
}

// menu shows the context menu at a place of the window.
func (e *Editor) menu(at fyne.Position) {
	c := fyne.CurrentApp().Driver().CanvasForObject(e)
	if c == nil {
		return
	}
	item := func(label string, do func(), off bool) *fyne.MenuItem {
		i := fyne.NewMenuItem(label, do)
		i.Disabled = off
		return i
	}
	none, locked := e.cur == e.anchor, e.readOnly || e.disabled
	m := fyne.NewMenu("",
		item(e.labels.Cut, e.cutOut, none || locked),
		item(e.labels.Copy, e.copyOut, none),
		item(e.labels.Paste, e.pasteIn, locked),
		item(e.labels.SelectAll, e.SelectAll, e.b.empty()),
		fyne.NewMenuItemSeparator(),
		item(e.labels.Undo, e.Undo, locked || len(e.h.undo) == 0),
		item(e.labels.Redo, e.Redo, locked || len(e.h.redo) == 0),
	)
	widget.ShowPopUpMenuAtPosition(m, c, at)
}
