package colleagues_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/colleagues"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/store/foreign"
	"guvoh/model/vault/vaulttest"
	"guvoh/model/worker"
)

// TestMain lets these tests be the process, too, that reads files of others.
func TestMain(m *testing.M) {
	worker.Serve(foreign.Job)
	os.Exit(m.Run())
}

// bench is a desk with the screen on it, and the copy of a colleague.
type bench struct {
	*desktest.Bench
	dir  string
	path string    // of the colleague's file
	them *store.DB // while the colleague has it open
}

func newBench(t *testing.T, l desktest.Look) *bench {
	t.Helper()
	b := &bench{Bench: desktest.New(t, l), dir: t.TempDir()}
	b.path = filepath.Join(b.dir, "colleague.guvoh")
	return b
}

func (b *bench) t(key string, data ...tr.V) string { return b.Desk.Words.T(key, data...) }

// give hands the colleague a copy of the file as it is now.
func (b *bench) give() {
	b.TB.Helper()
	b.Must(b.DB.CopyTo(b.path))
	b.open(b.path)
}

// open opens a file as the colleague does.
func (b *bench) open(path string) {
	b.TB.Helper()
	schema, err := model.NewSchema(assets.Vocabularies)
	b.Must(err)
	b.them, err = store.Open(path, store.Options{Secret: vaulttest.Passphrase, Schema: schema, Author: "K. Colleague"})
	b.Must(err)
	b.TB.Cleanup(func() { b.them.Close() })
}

// write is something that the colleague does.
func (b *bench) write(fn func(*store.Tx) error) {
	b.TB.Helper()
	_, err := b.them.Do(context.Background(), "edit", fn)
	b.Must(err)
}

// write1 is something that the person at this file does.
func (b *bench) write1(fn func(*store.Tx) error) {
	b.TB.Helper()
	_, err := b.DB.Do(context.Background(), "edit", fn)
	b.Must(err)
}

// back has the colleague close their file and give it back.
func (b *bench) back() {
	b.TB.Helper()
	b.Must(b.them.Close())
}

func (b *bench) tools() colleagues.Tools {
	return colleagues.Tools{Cost: vaulttest.Cheap}
}

func (b *bench) show(r desk.Route) {
	b.TB.Helper()
	r.Screen = desk.ScreenColleagues
	b.Show(func(d *desk.Desk, r desk.Route) desk.Pane { return colleagues.New(d, r, b.tools()) }, r)
}

// take begins to take in the colleague's file.
func (b *bench) take() {
	b.TB.Helper()
	b.show(desk.Route{Section: colleagues.Take, Words: b.path})
}

func (b *bench) tap(key string) {
	b.TB.Helper()
	test.Tap(desktest.Button(b.Bench, b.t(key)))
}

func (b *bench) mustSay(words string) {
	b.TB.Helper()
	if !desktest.Says(b.Bench, words) {
		b.TB.Errorf("it does not say %q", words)
	}
}

func (b *bench) mustNotSay(words string) {
	b.TB.Helper()
	if desktest.Says(b.Bench, words) {
		b.TB.Errorf("it says %q", words)
	}
}

// list is the list of what comes.
func (b *bench) list() *ui.TickList {
	b.TB.Helper()
	all := desktest.Find[*ui.TickList](b.Bench)
	if len(all) == 0 {
		b.TB.Fatal("no list")
	}
	return all[0]
}

// filter taps the filter that begins with those words.
func (b *bench) filter(key string) {
	b.TB.Helper()
	for _, w := range desktest.Find[*ui.Button](b.Bench) {
		if strings.HasPrefix(w.Label(), b.t(key)+" · ") {
			test.Tap(w)
			return
		}
	}
	b.TB.Fatalf("no filter %q", b.t(key))
}

func text(s string) model.Value { return model.TextValue(s) }

// apart makes two cases that were edited apart: the title of the first holds
// two values afterwards, the colleague changed the summary of the second, and
// made a third.
func (b *bench) apart() (first, second, third model.ID) {
	b.TB.Helper()
	one := b.New1("case", map[string]model.Value{"title": text("The bakery"), "status": text("open")})
	two := b.New1("case", map[string]model.Value{"title": text("The bridge"), "status": text("open")})
	b.give()
	three := model.NewRecord("case")
	b.write(func(tx *store.Tx) error {
		three.Set("title", text("The mill"))
		if err := tx.Put(three); err != nil {
			return err
		}
		if err := tx.Set(one.ID, "title", text("The bakery on the corner")); err != nil {
			return err
		}
		return tx.Set(two.ID, "summary", text("They came at night."))
	})
	b.back()
	_, err := b.DB.Do(context.Background(), "edit", func(tx *store.Tx) error {
		return tx.Set(one.ID, "title", text("The old bakery"))
	})
	b.Must(err)
	return one.ID, two.ID, three.ID
}
