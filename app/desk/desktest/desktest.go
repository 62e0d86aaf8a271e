// Package desktest gives tests of screens what they work at: a real file, a
// window of the toolkit's test driver, and a host that notes where the screen
// wanted to go and what it said.
//
// Rule: nothing here is faked that could be wrong in the program; time alone
// stands still until the test lets it pass.
package desktest

import (
	"bytes"
	"context"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
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
	"guvoh/model/modeltest"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest"
)

// Look says how the window looks; the zero value is English, light, 100 %.
type Look struct {
	Lang  string
	Mode  ui.Mode
	Scale float32
	Size  fyne.Size
	// Device is the secret of this device, 32 bytes, with which what is written
	// is signed; nil signs nothing.
	Device []byte
}

// Looks are the looks in which every screen is looked at, by name.
var Looks = map[string]Look{
	"light-en":    {},
	"dark-ru":     {Lang: "ru", Mode: ui.Dark},
	"contrast-uz": {Lang: "uz", Mode: ui.HighContrast},
	"big-uz":      {Lang: "uz", Scale: 2},
	"small-ru":    {Lang: "ru", Size: fyne.NewSize(760, 520)},
}

// InLooks runs f in each look, for pictures that a person looks at; nothing is
// compared. It skips unless $GUVOH_SHOTS names a folder, see [Bench.Shot].
func InLooks(t *testing.T, looks map[string]Look, f func(t *testing.T, name string, l Look)) {
	t.Helper()
	if os.Getenv("GUVOH_SHOTS") == "" {
		t.Skip("pictures are made only when asked for")
	}
	for name, l := range looks {
		t.Run(name, func(t *testing.T) { f(t, name, l) })
	}
}

// Screen makes a pane, as every screen's New does.
type Screen func(*desk.Desk, desk.Route) desk.Pane

// Bench is a desk that a test can look at. It is its own host.
type Bench struct {
	TB    testing.TB
	Desk  *desk.Desk
	DB    *store.DB
	Clock *task.Inline
	Root  *ui.Root
	Pane  desk.Pane
	Went  []desk.Route // where the screen wanted to go
	Said  []string     // toasts
	Offer func()       // the action of the last toast

	Device  []byte // the secret of this computer; nil signs nothing
	Working bool   // long work goes on: the window would neither lock nor close

	window fyne.Window
	bundle *tr.Bundle
	screen Screen
	route  desk.Route
	lang   string

	making  bool     // a pane is being made
	answers []func() // what it hears once it is shown

	frames *Frames // measures what is done; mostly nil
}

// Neither changes once made, so all tests of a package share them.
var (
	kinds = sync.OnceValues(func() (*model.Schema, error) { return model.NewSchema(assets.Vocabularies) })
	words = sync.OnceValues(func() (*tr.Bundle, error) { return tr.New(assets.Locale) })
)

// New makes a bench with an empty file.
func New(tb testing.TB, l Look) *Bench {
	tb.Helper()
	b := &Bench{TB: tb, Clock: &task.Inline{}, lang: l.Lang, Device: bytes.Repeat([]byte{7}, 32)}
	var err error
	b.bundle, err = words()
	b.Must(err)
	b.DB, err = store.Create(filepath.Join(tb.TempDir(), "test.guvoh"), b.options())
	b.Must(err)
	tb.Cleanup(func() { b.DB.Close() })
	a := test.NewTempApp(tb)
	if l.Scale == 0 {
		l.Scale = 1
	}
	if l.Size.IsZero() {
		l.Size = fyne.NewSize(1180, 760)
	}
	a.Settings().SetTheme(ui.NewTheme(l.Mode, l.Scale))
	ui.SetRunner(runner{b})
	tb.Cleanup(func() { ui.SetRunner(nil) })
	b.speak()
	b.Root = ui.NewRoot(container.NewStack())
	b.window = a.NewWindow("")
	b.window.SetPadded(false)
	b.window.SetContent(b.Root)
	b.window.Resize(l.Size)
	return b
}

func (b *Bench) options() store.Options {
	b.TB.Helper()
	schema, err := kinds()
	b.Must(err)
	return store.Options{Secret: vaulttest.Passphrase, Cost: vaulttest.Cheap, Schema: schema, Author: "A. Tester", DeviceSecret: b.Device}
}

// speak makes the words anew, as the window does after a language is chosen.
func (b *Bench) speak() {
	if b.lang == "" {
		b.lang = "en"
	}
	w := b.bundle.Printer(b.lang, b.DB.Schema())
	ui.SetLabels(desk.Labels(w))
	if b.Desk == nil {
		b.Desk = &desk.Desk{DB: b.DB, Runner: runner{b}, Host: b}
		b.Desk.Saver = form.NewSaver(b.DB, runner{b}, b.Changed, func(err error) { b.TB.Errorf("not saved: %v", err) })
	}
	b.Desk.Words = w
}

// Show puts a screen into the window.
func (b *Bench) Show(screen Screen, r desk.Route) desk.Pane {
	b.TB.Helper()
	if b.Pane != nil {
		b.Pane.Leave()
		b.Desk.Saver.Commit()
	}
	b.screen, b.route = screen, r
	b.making = true // answers reach a pane only once it is shown, as in the window
	b.Pane = screen(b.Desk, r)
	b.Root.SetContent(b.Pane)
	b.making = false
	answers := b.answers
	b.answers = nil
	for _, f := range answers {
		f()
	}
	return b.Pane
}

// Open shows one record of a case, as the pane at the right of a case does.
func (b *Bench) Open(pane func(d *desk.Desk, inCase, record model.ID) desk.Pane, inCase, record model.ID) desk.Pane {
	b.TB.Helper()
	return b.Show(func(d *desk.Desk, r desk.Route) desk.Pane { return pane(d, r.Case, r.Record) }, desk.Route{Case: inCase, Record: record})
}

// Reopen opens the file again as after a crash: what was committed or kept as
// a draft is there, and nothing else.
func (b *Bench) Reopen() { b.reopen(false) }

// ReadOnly opens the file again, as after a crash, to look only.
func (b *Bench) ReadOnly() { b.reopen(true) }

func (b *Bench) reopen(readOnly bool) {
	b.TB.Helper()
	path, o := b.DB.Path(), b.options()
	o.ReadOnly = readOnly
	b.Must(b.DB.Close())
	var err error
	b.DB, err = store.Open(path, o)
	b.Must(err)
	b.Pane, b.Desk = nil, nil
	b.speak()
}

// runner runs work at once and lets time stand still.
type runner struct{ b *Bench }

func (r runner) Do(work, done func()) {
	if r.b.frames != nil {
		r.b.frames.work(work)
	} else {
		work()
	}
	switch {
	case done == nil:
	case r.b.making:
		r.b.answers = append(r.b.answers, done)
	default:
		done()
	}
}

func (r runner) After(d time.Duration, f func()) func() { return r.b.Clock.After(d, f) }

// Go notes where the screen wanted to go.
func (b *Bench) Go(r desk.Route) { b.Went = append(b.Went, r) }

// Replace goes to another place of the same screen, and notes it.
func (b *Bench) Replace(r desk.Route) {
	b.Went = append(b.Went, r)
	if r.Screen == b.route.Screen {
		b.Show(b.screen, r)
	}
}

// Back notes a wish to go back as the empty route.
func (b *Bench) Back() { b.Went = append(b.Went, desk.Route{}) }

// Toast notes what was said.
func (b *Bench) Toast(text, action string, f func()) { b.Said, b.Offer = append(b.Said, text), f }

// Busy runs work as the window does: what a runner keeps for later shows itself
// meanwhile, and can be stopped unless it is whole.
func (b *Bench) Busy(w desk.Work) {
	ctx, cancel := context.WithCancel(context.Background())
	var shown *ui.ProgressDialog
	ended := false
	b.Working = true
	b.Desk.Runner.Do(func() { w.Do(ctx, func(int, int) {}) }, func() {
		b.Working, ended = false, true
		cancel()
		if shown != nil {
			shown.Close()
		}
		w.Done()
	})
	if ended || b.making {
		return
	}
	stop := cancel
	if w.Whole {
		stop = nil
	}
	shown = ui.Progress(b.window.Canvas(), b.Desk.Words.T(w.Title), stop)
}

// Window gives the window.
func (b *Bench) Window() fyne.Window { return b.window }

// Changed tells the pane. Words and fields of the users' own make it anew, as
// in the window.
func (b *Bench) Changed(c store.Changes) {
	for _, kind := range c.Records {
		if kind == "term" || kind == "field" {
			b.speak()
			if b.screen != nil {
				b.Show(b.screen, b.route)
			}
			return
		}
	}
	if b.Pane != nil {
		b.Pane.Changed(c)
	}
}

// Went1 gives the place last wanted.
func (b *Bench) Went1() desk.Route {
	if len(b.Went) == 0 {
		return desk.Route{}
	}
	return b.Went[len(b.Went)-1]
}

// Last gives what was said last.
func (b *Bench) Last() string {
	if len(b.Said) == 0 {
		return ""
	}
	return b.Said[len(b.Said)-1]
}

// Put writes records as one action.
func (b *Bench) Put(rs ...model.Record) {
	b.TB.Helper()
	_, err := b.DB.Do(context.Background(), "import", func(tx *store.Tx) error {
		for _, r := range rs {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	})
	b.Must(err)
}

// New1 makes and writes one record.
func (b *Bench) New1(kind string, values map[string]model.Value) model.Record {
	b.TB.Helper()
	r := model.NewRecord(kind)
	for f, v := range values {
		r.Set(f, v)
	}
	b.Put(r)
	return r
}

// Sample fills the file with the published cases.
func (b *Bench) Sample() {
	b.TB.Helper()
	b.Must(exchange.Sample(context.Background(), b.DB))
	b.speak()
}

// Fill fills the file with a case in which every field of every kind holds
// something, attachments too.
func (b *Bench) Fill() []model.Record {
	b.TB.Helper()
	rs := modeltest.FullCase(b.DB.Schema())
	_, err := b.DB.Do(context.Background(), "import", func(tx *store.Tx) error {
		for _, bytesOf := range modeltest.Attachments() {
			if _, _, err := tx.Attach(bytes.NewReader(bytesOf)); err != nil {
				return err
			}
		}
		for _, r := range rs {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	})
	b.Must(err)
	b.speak()
	return rs
}

// Get reads a record.
func (b *Bench) Get(id model.ID) model.Record {
	b.TB.Helper()
	r, err := b.DB.Get(context.Background(), id)
	b.Must(err)
	return r
}

// Records gives every record of a kind.
func (b *Bench) Records(kind string) []model.Record {
	b.TB.Helper()
	rs, err := b.DB.Records(context.Background(), kind)
	b.Must(err)
	return rs
}

// Focused gives what has the keyboard.
func (b *Bench) Focused() fyne.Focusable { return b.window.Canvas().Focused() }

// Type types into what has the keyboard.
func (b *Bench) Type(words string) {
	b.TB.Helper()
	if b.Focused() == nil {
		b.TB.Fatal("nothing has the keyboard")
	}
	for _, r := range words {
		b.Focused().TypedRune(r)
	}
}

// Press presses keys, one after the other.
func (b *Bench) Press(keys ...fyne.KeyName) {
	b.TB.Helper()
	for _, k := range keys {
		ev := &fyne.KeyEvent{Name: k}
		switch f := b.Focused(); {
		case k == fyne.KeyTab && !takesTab(f):
			b.window.Canvas().FocusNext()
		case f != nil:
			f.TypedKey(ev)
		case b.window.Canvas().OnTypedKey() != nil:
			b.window.Canvas().OnTypedKey()(ev)
		}
	}
}

func takesTab(f fyne.Focusable) bool {
	t, ok := f.(fyne.Tabbable)
	return ok && t.AcceptsTab()
}

// Shortcut gives a shortcut to what has the keyboard.
func (b *Bench) Shortcut(s fyne.Shortcut) {
	b.TB.Helper()
	f, ok := b.Focused().(fyne.Shortcutable)
	if !ok {
		b.TB.Fatalf("%T takes no shortcuts", b.Focused())
	}
	f.TypedShortcut(s)
}

// Shot keeps a picture of the window in the folder $GUVOH_SHOTS, if any.
func (b *Bench) Shot(name string) {
	b.TB.Helper()
	dir := os.Getenv("GUVOH_SHOTS")
	if dir == "" {
		return
	}
	b.Clock.Pass()
	b.Settle()
	var buf bytes.Buffer
	b.Must(png.Encode(&buf, b.window.Canvas().Capture()))
	b.Must(os.WriteFile(filepath.Join(dir, name+".png"), buf.Bytes(), 0o600))
}

// Settle lays the window out as often as the real one would in its first frames.
func (b *Bench) Settle() {
	s := b.window.Canvas().Size()
	for range 3 {
		b.window.Resize(s.SubtractWidthHeight(1, 1))
		b.window.Resize(s)
	}
}

// Must ends the test on an error.
func (b *Bench) Must(err error) {
	b.TB.Helper()
	if err != nil {
		b.TB.Fatal(err)
	}
}

// Find gives every widget of a type in the window, dialogs first.
func Find[T any](b *Bench) []T {
	var out []T
	c := b.window.Canvas()
	roots := append([]fyne.CanvasObject{}, c.Overlays().List()...)
	for _, root := range append(roots, c.Content()) {
		for _, o := range test.LaidOutObjects(root) {
			if w, ok := o.(T); ok {
				out = append(out, w)
			}
		}
	}
	return out
}

// Says tells whether some text in the window holds the words.
func Says(b *Bench, words string) bool {
	for _, t := range Find[*canvas.Text](b) {
		if t.Visible() && strings.Contains(t.Text, words) {
			return true
		}
	}
	for _, t := range Find[*ui.Text](b) {
		if t.Visible() && strings.Contains(t.Text(), words) {
			return true
		}
	}
	return false
}

// Line gives the line of typing that has those words in it or as its hint.
func Line(b *Bench, words string) *ui.Entry {
	b.TB.Helper()
	for _, e := range Find[*ui.Entry](b) {
		if e.Visible() && (strings.Contains(e.Text, words) || strings.Contains(e.PlaceHolder, words)) {
			return e
		}
	}
	b.TB.Fatalf("no line %q", words)
	return nil
}

// Under gives the line of typing of the field with that label.
func Under(b *Bench, label string) *ui.Entry {
	b.TB.Helper()
	return Row(b, label).Input().(*ui.Entry)
}

// Row gives the row of a form with that label.
func Row(b *Bench, label string) *ui.Field {
	b.TB.Helper()
	for _, f := range Find[*ui.Field](b) {
		for _, o := range test.LaidOutObjects(f) {
			if t, ok := o.(*canvas.Text); ok && t.Text == label {
				return f
			}
		}
	}
	b.TB.Fatalf("no field %q", label)
	return nil
}

// Button gives the button with those words, in the topmost place it stands.
func Button(b *Bench, label string) *ui.Button {
	b.TB.Helper()
	for _, w := range Find[*ui.Button](b) {
		if w.Label() == label && w.Visible() {
			return w
		}
	}
	b.TB.Fatalf("no button %q", label)
	return nil
}
