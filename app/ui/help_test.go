package ui_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/ui"
	"guvoh/app/ui/editor"
)

// english are the words the tests show; the app brings its own.
var english = ui.Labels{
	Edit: editor.Labels{Cut: "Cut", Copy: "Copy", Paste: "Paste", SelectAll: "Select all", Undo: "Undo", Redo: "Redo"},
	OK:   "OK", Cancel: "Cancel", Close: "Close", Save: "Save", Delete: "Delete",
	Browse: "Browse…", Path: "File", Choose: "Choose", Clear: "Clear", Remove: "Remove", Open: "Open", Back: "Back",
	Search: "Search", NothingFound: "Nothing found", CreateNew: "Create new…", AddNote: "Add a note", Note: "Note", Add: "Add",
	Help: "Help", Required: "Required", Source: "Source", NoSource: "No source", Understood: "%s",
	Dismiss: "Dismiss", Undo: "Undo", Working: "Working…",
	Question: "Question", Answer: "Answer", NoteBlock: "Note", Speaker: "Speaker", Original: "Original", Translation: "Translation",
	AddBlock: "Add block", DeleteBlock: "Delete block", MoveUp: "Move up", MoveDown: "Move down",
	NoPicture: "No picture", PictureTooBig: "Too big to show", Loading: "Loading…",
	PageOf:     func(page, of int) string { return fmt.Sprintf("Page %d of %d", page, of) },
	PageBefore: "Previous page", PageAfter: "Next page", Enlarge: "Enlarge", Larger: "Larger", Smaller: "Smaller", WholePage: "All of it",
}

// hand is a runner whose work and time a test moves by hand.
type hand struct {
	works []func()
	later []*timer
}

type timer struct {
	after time.Duration
	f     func()
}

func (h *hand) Do(work, done func()) { h.works = append(h.works, func() { work(); done() }) }

func (h *hand) After(d time.Duration, f func()) (cancel func()) {
	t := &timer{d, f}
	h.later = append(h.later, t)
	return func() { t.f = nil }
}

// pass lets all timers up to d fire.
func (h *hand) pass(d time.Duration) {
	due := h.later
	h.later = nil
	for _, t := range due {
		switch {
		case t.f == nil:
		case t.after <= d:
			t.f()
		default:
			h.later = append(h.later, t)
		}
	}
}

func (h *hand) work() {
	due := h.works
	h.works = nil
	for _, f := range due {
		f()
	}
}

// start opens an app in a look, with English words and a runner moved by hand.
func start(t *testing.T, mode ui.Mode, scale float32) (fyne.App, *hand) {
	t.Helper()
	a := test.NewTempApp(t)
	// A renderer lives for a minute of Fyne's clock, and in tests that clock
	// moves only when a picture is taken: without this one, what is made more
	// than a minute after the last picture is thrown away by the next.
	test.NewCanvas().Capture()
	a.Settings().SetTheme(ui.NewTheme(mode, scale))
	ui.SetLabels(english)
	h := &hand{}
	ui.SetRunner(h)
	t.Cleanup(func() { ui.SetRunner(nil) })
	return a, h
}

// window shows content in a window of a size.
func window(t *testing.T, content fyne.CanvasObject, w, h float32) fyne.Window {
	t.Helper()
	win := test.NewTempWindow(t, content)
	win.SetPadded(false)
	win.Resize(fyne.NewSize(w, h))
	return win
}

// seen gives all objects in o that are not hidden, as they stand now.
func seen(o fyne.CanvasObject) (objs []fyne.CanvasObject) {
	if !o.Visible() {
		return nil
	}
	var parts []fyne.CanvasObject
	switch o := o.(type) {
	case fyne.Widget:
		parts = test.WidgetRenderer(o).Objects()
	case *fyne.Container:
		parts = o.Objects
	}
	objs = []fyne.CanvasObject{o}
	for _, p := range parts {
		objs = append(objs, seen(p)...)
	}
	return objs
}

func key(o fyne.Focusable, names ...fyne.KeyName) {
	for _, n := range names {
		o.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

// press types keys where the keyboard is, as the window would.
func press(c fyne.Canvas, names ...fyne.KeyName) {
	for _, n := range names {
		if f := c.Focused(); f != nil {
			key(f, n)
		} else if k := c.OnTypedKey(); k != nil {
			k(&fyne.KeyEvent{Name: n})
		}
	}
}

func typeText(c fyne.Canvas, s string) {
	for _, r := range s {
		if f := c.Focused(); f != nil {
			f.TypedRune(r)
		}
	}
}

// readDate stands for the model's reading of dates.
func readDate(s string) (string, error) {
	switch s {
	case "about May 2014":
		return "about May 2014, the day is not known", nil
	case "31 February 2014":
		return "", errors.New("February 2014 has no day 31.")
	}
	return s, nil
}

var acts = []ui.Option{
	{ID: "beating", Label: "Beating", Group: "Torture and ill-treatment", Hint: "04 01"},
	{ID: "suspension", Label: "Suspension", Group: "Torture and ill-treatment"},
	{ID: "asphyxiation", Label: "Asphyxiation with a bag", Group: "Torture and ill-treatment"},
	{ID: "threats", Label: "Threats to relatives", Group: "Torture and ill-treatment"},
	{ID: "incommunicado", Label: "Incommunicado detention", Group: "Detention"},
	{ID: "noLawyer", Label: "No access to a lawyer of one’s own choice", Group: "Detention"},
	{ID: "forcedConfession", Label: "Forced confession", Group: "Trial"},
}
