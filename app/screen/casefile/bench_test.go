package casefile_test

import (
	"bytes"
	"context"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"guvoh/app/desk"
	"guvoh/app/form"
	"guvoh/app/screen/casefile"
	"guvoh/app/task"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/store"
)

// bench is a desk with a real file and a window of the test driver.
type bench struct {
	t      *testing.T
	desk   *desk.Desk
	db     *store.DB
	clock  *task.Inline
	window fyne.Window
	root   *ui.Root
	pane   desk.Pane
	went   []desk.Route
	at     desk.Route
	said   []string
	offer  func()
}

type look struct {
	lang  string
	mode  ui.Mode
	scale float32
	size  fyne.Size
}

func newBench(t *testing.T, l look) *bench {
	t.Helper()
	a := test.NewTempApp(t)
	schema, err := model.NewSchema(assets.Vocabularies)
	must(t, err)
	b := &bench{t: t, clock: &task.Inline{}}
	b.db, err = store.Create(filepath.Join(t.TempDir(), "test.guvoh"), store.Options{Schema: schema, Author: "A. Tester"})
	must(t, err)
	t.Cleanup(func() { b.db.Close() })
	if l.scale == 0 {
		l.scale = 1
	}
	if l.size.Width == 0 {
		l.size = fyne.NewSize(1180, 760)
	}
	if l.lang == "" {
		l.lang = "en"
	}
	a.Settings().SetTheme(ui.NewTheme(l.mode, l.scale))
	ui.SetRunner(b.clock)
	t.Cleanup(func() { ui.SetRunner(nil) })
	bundle, err := tr.New(assets.Locale)
	must(t, err)
	w := bundle.Printer(l.lang, b.db.Schema())
	ui.SetLabels(ui.Labels{
		OK: w.T("action.ok"), Cancel: w.T("action.cancel"), Search: w.T("action.search"), NothingFound: w.T("state.nothing_found"),
		CreateNew: w.T("action.new"), Note: w.T("widget.note"), Add: w.T("action.add"), Open: w.T("action.open"),
	})
	b.desk = &desk.Desk{DB: b.db, Words: w, Runner: b.clock, Host: b}
	b.desk.Saver = form.NewSaver(b.db, b.clock, b.Changed, func(err error) { b.t.Errorf("not saved: %v", err) })
	b.root = ui.NewRoot(container.NewStack())
	b.window = a.NewWindow("")
	b.window.SetPadded(false)
	b.window.SetContent(b.root)
	b.window.Resize(l.size)
	return b
}

func (b *bench) Go(r desk.Route)                     { b.went = append(b.went, r) }
func (b *bench) Replace(r desk.Route)                { b.went = append(b.went, r) }
func (b *bench) Here(r desk.Route)                   { b.at = r }
func (b *bench) Back()                               {}
func (b *bench) Toast(text, action string, f func()) { b.said, b.offer = append(b.said, text), f }
func (b *bench) Window() fyne.Window                 { return b.window }
func (b *bench) Changed(c store.Changes) {
	if b.pane != nil {
		b.pane.Changed(c)
	}
}

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

// show opens a section of a case in the window.
func (b *bench) show(r desk.Route, o ...casefile.Option) *casefile.Screen {
	b.t.Helper()
	r.Screen = desk.ScreenCase
	s := casefile.New(b.desk, r, nil, o...)
	b.pane = s
	b.root.SetContent(s)
	return s
}

func (b *bench) records(kind string) []model.Record {
	b.t.Helper()
	rs, err := b.db.Records(context.Background(), kind)
	must(b.t, err)
	return rs
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

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
