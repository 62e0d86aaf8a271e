// Package bench is a desk for tests of screens: a real file in a temporary
// folder, a window of the test driver, a clock that the test moves on, and a
// window that only writes down what it is asked.
//
// Only tests import it.
package bench

import (
	"context"
	"image/png"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"guvoh/app/desk"
	"guvoh/app/exchange"
	"guvoh/app/form"
	"guvoh/app/task"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/store"
)

// bundle is read once; it does not change.
var bundle = sync.OnceValues(func() (*tr.Bundle, error) { return tr.New(assets.Locale) })

// Look says how the window looks; the zero value is light, English, 100 %.
type Look struct {
	Lang  string
	Mode  ui.Mode
	Scale float32
	Size  fyne.Size
}

// Bench is a desk with all that stands around it.
type Bench struct {
	T     testing.TB
	Desk  *desk.Desk
	DB    *store.DB
	Path  string
	Clock *task.Inline
	Said  []string     // the toasts
	Offer func()       // the action of the last toast
	Went  []desk.Route // where the screens wanted to go

	schema *model.Schema
	window fyne.Window
	root   *ui.Root
	pane   desk.Pane
}

// New makes an empty file and an empty window over it.
func New(t testing.TB, l Look) *Bench {
	t.Helper()
	a := test.NewTempApp(t)
	schema, err := model.NewSchema(assets.Vocabularies)
	b := &Bench{T: t, schema: schema, Path: filepath.Join(t.TempDir(), "test.guvoh"), Clock: &task.Inline{}}
	b.must(err)
	b.DB, err = store.Create(b.Path, b.options())
	b.must(err)
	t.Cleanup(func() { b.DB.Close() })
	l = l.whole()
	a.Settings().SetTheme(ui.NewTheme(l.Mode, l.Scale))
	ui.SetRunner(b.Clock)
	t.Cleanup(func() { ui.SetRunner(nil) })
	b.Speak(l.Lang)
	b.root = ui.NewRoot(container.NewStack())
	b.window = a.NewWindow("")
	b.window.SetPadded(false)
	b.window.SetContent(b.root)
	b.window.Resize(l.Size)
	return b
}

func (l Look) whole() Look {
	if l.Lang == "" {
		l.Lang = "en"
	}
	if l.Scale == 0 {
		l.Scale = 1
	}
	if l.Size.Width == 0 {
		l.Size = fyne.NewSize(820, 900)
	}
	return l
}

func (b *Bench) options() store.Options {
	return store.Options{Schema: b.schema, Author: "A. Tester"}
}

func (b *Bench) must(err error) {
	b.T.Helper()
	if err != nil {
		b.T.Fatal(err)
	}
}

// Speak makes the desk in a language, as the shell does after a file is opened.
func (b *Bench) Speak(lang string) {
	words, err := bundle()
	b.must(err)
	w := words.Printer(lang, b.DB.Schema())
	ui.SetLabels(ui.Labels{
		OK: w.T("action.ok"), Cancel: w.T("action.cancel"), Close: w.T("action.close"), Search: w.T("action.search"),
		NothingFound: w.T("state.nothing_found"), Add: w.T("action.add"), Open: w.T("action.open"), Loading: w.T("state.loading"),
		CreateNew: w.T("widget.create_new"), AddNote: w.T("widget.add_note"), Note: w.T("widget.note"), Browse: w.T("action.browse"),
		Path: w.T("widget.path"), Working: w.T("widget.working"), NoPicture: w.T("widget.no_picture"), PictureTooBig: w.T("widget.picture_too_big"),
		Speaker: w.T("block.speaker"), Original: w.T("block.original"), Translation: w.T("block.translation"), AddBlock: w.T("block.add"),
		DeleteBlock: w.T("block.delete"), MoveUp: w.T("action.move_up"), MoveDown: w.T("action.move_down"), Remove: w.T("action.remove"),
	})
	b.Desk = &desk.Desk{DB: b.DB, Words: w, Runner: b.Clock, Host: b}
	b.Desk.Saver = form.NewSaver(b.DB, b.Clock, b.Changed, func(err error) { b.T.Errorf("not saved: %v", err) })
}

// Sample fills the file with the published cases.
func (b *Bench) Sample() {
	b.T.Helper()
	b.must(exchange.Sample(context.Background(), b.DB))
}

// Go writes down where a screen wants to go.
func (b *Bench) Go(r desk.Route) { b.Went = append(b.Went, r) }

// Replace does as Go.
func (b *Bench) Replace(r desk.Route) { b.Went = append(b.Went, r) }

// Back does nothing.
func (b *Bench) Back() {}

// Toast writes the sentence down and keeps its action.
func (b *Bench) Toast(text, _ string, f func()) { b.Said, b.Offer = append(b.Said, text), f }

// Window gives the window.
func (b *Bench) Window() fyne.Window { return b.window }

// Changed tells the pane.
func (b *Bench) Changed(c store.Changes) {
	if b.pane != nil {
		b.pane.Changed(c)
	}
}

// Put writes records into the file, without telling the pane.
func (b *Bench) Put(rs ...model.Record) {
	b.T.Helper()
	_, err := b.DB.Do(context.Background(), "import", func(tx *store.Tx) error {
		for _, r := range rs {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	})
	b.must(err)
}

// Show puts a pane into the window.
func (b *Bench) Show(p desk.Pane) {
	b.pane = p
	b.root.SetContent(p)
	b.Settle()
}

// Settle lays the window out as often as the real driver does in its first frames.
func (b *Bench) Settle() {
	s := b.window.Canvas().Size()
	for range 3 {
		b.window.Resize(s.SubtractWidthHeight(0, 1))
		b.window.Resize(s)
	}
}

// Press types keys where the keyboard is.
func (b *Bench) Press(names ...fyne.KeyName) {
	for _, n := range names {
		ev := &fyne.KeyEvent{Name: n}
		c := b.window.Canvas()
		switch f := c.Focused(); {
		case n == fyne.KeyTab && f == nil:
			c.FocusNext()
		case n == fyne.KeyTab && !takesTab(f):
			c.FocusNext()
		case f != nil:
			f.TypedKey(ev)
		case c.OnTypedKey() != nil:
			c.OnTypedKey()(ev)
		}
	}
}

func takesTab(f fyne.Focusable) bool {
	t, ok := f.(fyne.Tabbable)
	return ok && t.AcceptsTab()
}

// Type types text where the keyboard is.
func (b *Bench) Type(text string) {
	for _, r := range text {
		if f := b.window.Canvas().Focused(); f != nil {
			f.TypedRune(r)
		}
	}
}

// Shortcut types a shortcut where the keyboard is.
func (b *Bench) Shortcut(s fyne.Shortcut) {
	b.T.Helper()
	f, ok := b.window.Canvas().Focused().(fyne.Shortcutable)
	if !ok {
		b.T.Fatalf("%T takes no shortcuts", b.window.Canvas().Focused())
	}
	f.TypedShortcut(s)
}

// Reopen opens the file again as after a crash: what was committed or kept as
// a draft is there, and nothing else.
func (b *Bench) Reopen() {
	b.T.Helper()
	b.must(b.DB.Close())
	var err error
	b.DB, err = store.Open(b.Path, b.options())
	b.must(err)
	b.pane = nil
	b.Speak(b.Desk.Words.Lang())
}

// ReadOnly opens the file again to look only.
func (b *Bench) ReadOnly() {
	b.T.Helper()
	b.must(b.DB.Close())
	o := b.options()
	o.ReadOnly = true
	var err error
	b.DB, err = store.Open(b.Path, o)
	b.must(err)
	b.pane = nil
	b.Speak(b.Desk.Words.Lang())
}

// Shot makes a picture of the window in the folder $GUVOH_SHOTS, if it is set.
func (b *Bench) Shot(name string) {
	dir := os.Getenv("GUVOH_SHOTS")
	if dir == "" {
		return
	}
	b.Settle()
	f, err := os.Create(filepath.Join(dir, name+".png"))
	b.must(err)
	defer f.Close()
	b.must(png.Encode(f, b.window.Canvas().Capture()))
}
