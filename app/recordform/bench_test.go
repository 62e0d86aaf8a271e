package recordform_test

import (
	"bytes"
	"context"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"guvoh/app/desk"
	"guvoh/app/form"
	"guvoh/app/recordform"
	"guvoh/app/task"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/modeltest"
	"guvoh/model/store"
)

// bench is a desk with a real file, a window of the test driver and a clock
// that the test moves on.
type bench struct {
	t      testing.TB
	desk   *desk.Desk
	db     *store.DB
	path   string
	schema *model.Schema
	clock  *task.Inline
	window fyne.Window
	root   *ui.Root
	form   *recordform.Form
	went   []desk.Route
	said   []string
	offer  func() // the action of the last toast
}

// look says how a window of a test looks.
type look struct {
	lang  string
	mode  ui.Mode
	scale float32
	size  fyne.Size
}

func newBench(t testing.TB, l look) *bench {
	t.Helper()
	a := test.NewTempApp(t)
	schema, err := model.NewSchema(assets.Vocabularies)
	must(t, err)
	b := &bench{t: t, schema: schema, path: filepath.Join(t.TempDir(), "test.guvoh"), clock: &task.Inline{}}
	b.db, err = store.Create(b.path, store.Options{Schema: schema, Author: "A. Tester"})
	must(t, err)
	t.Cleanup(func() { b.db.Close() }) // the one open at the end
	if l.lang == "" {
		l.lang = "en"
	}
	if l.scale == 0 {
		l.scale = 1
	}
	if l.size.Width == 0 {
		l.size = fyne.NewSize(760, 900)
	}
	a.Settings().SetTheme(ui.NewTheme(l.mode, l.scale))
	ui.SetRunner(b.clock)
	t.Cleanup(func() { ui.SetRunner(nil) })
	b.speak(l.lang)
	b.root = ui.NewRoot(container.NewStack())
	b.window = a.NewWindow("")
	b.window.SetPadded(false)
	b.window.SetContent(b.root)
	b.window.Resize(l.size)
	return b
}

// speak makes the desk in a language, as the shell does after a file is opened.
func (b *bench) speak(lang string) {
	bundle, err := tr.New(assets.Locale)
	must(b.t, err)
	w := bundle.Printer(lang, b.db.Schema())
	ui.SetLabels(ui.Labels{
		OK: w.T("action.ok"), Cancel: w.T("action.cancel"), Search: w.T("action.search"), NothingFound: w.T("state.nothing_found"),
		CreateNew: w.T("action.new"), Note: w.T("field.note_of", tr.V{"Field": ""}), Add: w.T("action.add"), Open: w.T("action.open"),
	})
	b.desk = &desk.Desk{DB: b.db, Words: w, Runner: b.clock, Host: b}
	b.desk.Saver = form.NewSaver(b.db, b.clock, b.Changed, func(err error) { b.t.Errorf("not saved: %v", err) })
}

func (b *bench) Go(r desk.Route)                     { b.went = append(b.went, r) }
func (b *bench) Replace(r desk.Route)                { b.went = append(b.went, r) }
func (b *bench) Back()                               {}
func (b *bench) Toast(text, action string, f func()) { b.said, b.offer = append(b.said, text), f }
func (b *bench) Window() fyne.Window                 { return b.window }
func (b *bench) Changed(c store.Changes) {
	if b.form != nil {
		b.form.Changed(c)
	}
}

// put writes records into the file.
func (b *bench) put(rs ...model.Record) {
	b.t.Helper()
	_, err := b.db.Do(context.Background(), "import", func(tx *store.Tx) error {
		for _, r := range rs {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	})
	must(b.t, err)
}

// fill puts the full case into the file, bytes and all, and gives its records.
func (b *bench) fill() []model.Record {
	b.t.Helper()
	rs := modeltest.FullCase(b.db.Schema())
	_, err := b.db.Do(context.Background(), "import", func(tx *store.Tx) error {
		for _, bytesOf := range modeltest.Attachments() {
			if _, _, err := tx.Attach(bytes.NewReader(bytesOf)); err != nil {
				return err
			}
		}
		for _, r := range rs { // words and fields of the users' own come first
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	})
	must(b.t, err)
	b.speak("en")
	return rs
}

// show opens the form of a record in the window.
func (b *bench) show(id model.ID, o recordform.Options) *recordform.Form {
	b.t.Helper()
	b.form = recordform.New(b.desk, id, o)
	b.root.SetContent(b.form)
	return b.form
}

func (b *bench) get(id model.ID) model.Record {
	b.t.Helper()
	r, err := b.db.Get(context.Background(), id)
	must(b.t, err)
	return r
}

// shot keeps a picture of the window, where pictures are asked for.
func (b *bench) shot(name string) {
	b.t.Helper()
	dir := os.Getenv("GUVOH_SHOTS")
	if dir == "" {
		return
	}
	var buf bytes.Buffer
	must(b.t, png.Encode(&buf, b.window.Canvas().Capture()))
	must(b.t, os.WriteFile(filepath.Join(dir, name+".png"), buf.Bytes(), 0o600))
}

// find gives every object of a type in the window.
func find[T any](b *bench) []T {
	var out []T
	for _, o := range test.LaidOutObjects(b.window.Canvas().Content()) {
		if w, ok := o.(T); ok {
			out = append(out, w)
		}
	}
	return out
}

func equal(a, b []model.ID) bool { return slices.Equal(a, b) }

// copyFile copies the file as it lies on the disk, journals of SQLite included.
func copyFile(t testing.TB, path string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy.guvoh")
	for _, end := range []string{"", "-journal", "-wal"} {
		data, err := os.ReadFile(path + end)
		if os.IsNotExist(err) {
			continue
		}
		must(t, err)
		must(t, os.WriteFile(to+end, data, 0o600))
	}
	return to
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
