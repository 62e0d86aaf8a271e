package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui/activity"
	"guvoh/app/ui/clip"
	"guvoh/app/ui/editor"
)

// Editor is the multi-line text editor; see package editor.
type Editor = editor.Editor

// EditorHeight answers how high an auto-height editor is that shows all of text.
func EditorHeight(text string, width float32) float32 {
	return editor.Height(text, width, fyne.CurrentApp().Settings().Theme(), false)
}

// LeadHeight is EditorHeight for an editor that is a heading.
func LeadHeight(text string, width float32) float32 {
	return editor.Height(text, width, fyne.CurrentApp().Settings().Theme(), true)
}

// Forget drops every text the widgets remember for speed; call it when a file closes.
func Forget() { editor.Forget() }

// NewAutoEditor returns an editor as high as its text, from minRows rows up to
// maxHeight (0: no limit), that keeps its caret in view inside a Scroll.
func NewAutoEditor(minRows int, maxHeight float32) *Editor {
	e := wired(editor.NewAuto(words.Edit, minRows, maxHeight))
	e.OnCaret = func(y, h float32) { RevealPart(e, y, h) }
	return e
}

func wired(e *Editor) *Editor {
	e.OnEscape = func(ev *fyne.KeyEvent) { passOn(e, ev) }
	return e
}

// CommitDelay is how long typing must rest before an Entry reports OnCommit.
const CommitDelay = 400 * time.Millisecond

// Entry is a single line of text. It reveals itself when focused, shows a clear
// ring, hands Escape and Enter on, and reports changes once typing rests.
type Entry struct {
	widget.Entry
	// OnCommit hears the text when typing rests, on Enter, and when the keyboard leaves.
	OnCommit func(text string)
	// OnKey sees every key first; true means it was used.
	OnKey func(*fyne.KeyEvent) bool

	watchers []func(bool)
	changed  func(string)
	quiet    bool
	focused  bool
	pending  bool
	cancel   func()
}

// NewEntry returns an empty line. changed hears every keystroke and may be nil.
func NewEntry(placeholder string, changed func(text string)) *Entry {
	e := &Entry{changed: changed}
	e.ExtendBaseWidget(e)
	// Fyne still moves a long text sideways with the caret, but without a bar across it.
	e.Scroll = fyne.ScrollVerticalOnly
	e.PlaceHolder = placeholder
	e.Entry.OnChanged = e.typed
	return e
}

// Load replaces the text without telling anybody, as when a record is shown.
func (e *Entry) Load(text string) {
	if e.Text == text {
		return
	}
	e.quiet = true
	e.Entry.SetText(text)
	e.quiet = false
	e.drop()
}

// OnFocus adds a watcher that hears when the line gains or loses the keyboard.
func (e *Entry) OnFocus(f func(gained bool)) { e.watchers = append(e.watchers, f) }

func (e *Entry) typed(text string) {
	if e.quiet {
		return
	}
	if e.changed != nil {
		e.changed(text)
	}
	e.drop()
	if e.OnCommit != nil {
		e.pending = true
		e.cancel = runner.After(CommitDelay, e.Flush)
	}
}

func (e *Entry) drop() {
	if e.cancel != nil {
		e.cancel()
		e.cancel = nil
	}
	e.pending = false
}

// Flush reports a change that still waits for typing to rest.
func (e *Entry) Flush() {
	if !e.pending {
		return
	}
	e.drop()
	e.OnCommit(e.Text)
}

// FocusGained shows the ring and scrolls the line into view.
func (e *Entry) FocusGained() {
	activity.Seen()
	e.focused = true
	e.Entry.FocusGained()
	for _, f := range e.watchers {
		f(true)
	}
	Reveal(e)
}

// FocusLost reports what is pending.
func (e *Entry) FocusLost() {
	activity.Seen()
	e.focused = false
	e.Entry.FocusLost()
	e.Flush()
	for _, f := range e.watchers {
		f(false)
	}
}

// TypedKey edits; Escape, F1, F4, F6, and Enter where nothing else wants it, go on to
// the dialog or the screen around it.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	if e.OnKey != nil && e.OnKey(ev) {
		return
	}
	switch ev.Name {
	case fyne.KeyEscape, fyne.KeyF1, fyne.KeyF4, fyne.KeyF6:
		passOn(e, ev)
	case fyne.KeyReturn, fyne.KeyEnter:
		e.Flush()
		if e.OnSubmitted != nil {
			e.OnSubmitted(e.Text)
		} else {
			passOn(e, ev)
		}
	default:
		e.Entry.TypedKey(ev)
	}
}

// KeyDown hears that somebody types, and watches Shift.
func (e *Entry) KeyDown(ev *fyne.KeyEvent) {
	activity.Key(ev)
	e.Entry.KeyDown(ev)
}

// TypedRune writes a letter; some ways of typing know letters but no keys.
func (e *Entry) TypedRune(r rune) {
	activity.Seen()
	e.Entry.TypedRune(r)
}

// MouseDown hears a click, and puts the caret.
func (e *Entry) MouseDown(ev *desktop.MouseEvent) {
	activity.Seen()
	e.Entry.MouseDown(ev)
}

// TypedShortcut does what Fyne's entry does, and sees to it that what was cut
// or copied does not stay on the clipboard. The menu of the entry comes here, too.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	var copied string
	switch s.(type) {
	case *fyne.ShortcutCopy, *fyne.ShortcutCut:
		if !e.Password { // of which Fyne copies nothing
			copied = e.SelectedText()
		}
	}
	e.Entry.TypedShortcut(s)
	clip.Took(copied)
}

// CreateRenderer adds our ring to Fyne's entry.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	e.ExtendBaseWidget(e)
	r := &ringed{WidgetRenderer: e.Entry.CreateRenderer(), e: e, ring: canvas.NewRectangle(nil)}
	r.wheel = newWheel(r.WidgetRenderer.Objects())
	r.style()
	return r
}

type ringed struct {
	fyne.WidgetRenderer
	e     *Entry
	ring  *canvas.Rectangle
	wheel *wheel
}

func (r *ringed) style() {
	setBox(r.ring, nil, nil, 0, 0)
	if r.e.focused {
		setBox(r.ring, nil, tint(r.e, ColorRing), ringWidth(r.e), size(r.e, "inputRadius"))
	}
}

func (r *ringed) Objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{}, r.WidgetRenderer.Objects()...), r.wheel, r.ring)
}

func (r *ringed) Layout(s fyne.Size) {
	r.WidgetRenderer.Layout(s)
	r.wheel.Resize(s)
	r.ring.Resize(s)
	if t := r.wheel.text; t != nil { // what is cut off ends before the border
		t.Resize(t.Size().SubtractWidthHeight(pad(r.e)*0.7, 0))
	}
}

func (r *ringed) Refresh() {
	r.WidgetRenderer.Refresh()
	r.style()
}
