package recordform_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/recordform"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest"
)

// bench is a desk with a form on it.
type bench struct {
	*desktest.Bench
	form *recordform.Form
}

func newBench(tb testing.TB) *bench {
	return newBenchIn(tb, desktest.Look{Size: fyne.NewSize(760, 900)})
}

func newBenchIn(tb testing.TB, l desktest.Look) *bench { return &bench{Bench: desktest.New(tb, l)} }

// show opens the form of a record in the window.
func (b *bench) show(id model.ID, o recordform.Options) *recordform.Form {
	b.TB.Helper()
	b.Show(func(d *desk.Desk, _ desk.Route) desk.Pane {
		b.form = recordform.New(d, id, o)
		return b.form
	}, desk.Route{Record: id})
	return b.form
}

// person makes a person with names, in the file.
func (b *bench) person(names ...string) model.Record {
	b.TB.Helper()
	p := b.New1("person", nil)
	position := ""
	for _, n := range names {
		position = model.Between(position, "")
		b.New1("person_name", map[string]model.Value{
			"person": model.RefValue(p.ID), "text": model.TextValue(n), "position": model.TextValue(position),
		})
	}
	return p
}

// focus gives the keyboard to a field.
func (b *bench) focus(field string) fyne.Focusable {
	o := recordform.FocusOf(b.form, field)
	b.Window().Canvas().Focus(o)
	return o
}

func (b *bench) leave() { b.Window().Canvas().Unfocus() }

// changes counts the changes of a record in the journal.
func (b *bench) changes(id model.ID) int {
	b.TB.Helper()
	cs, err := b.DB.History(context.Background(), "", id)
	b.Must(err)
	return len(cs)
}

// afterCrash gives what a field holds when a copy of the file, as it lies on
// the disk now, is opened as after a crash.
func (b *bench) afterCrash(id model.ID, field string) string {
	b.TB.Helper()
	to := filepath.Join(b.TB.TempDir(), "copy.guvoh")
	for _, end := range []string{"", "-journal", "-wal"} {
		data, err := os.ReadFile(b.DB.Path() + end)
		if os.IsNotExist(err) {
			continue
		}
		b.Must(err)
		b.Must(os.WriteFile(to+end, data, 0o600))
	}
	db, err := store.Open(to, store.Options{Secret: vaulttest.Passphrase, Cost: vaulttest.Cheap, Schema: b.DB.Schema(), Author: "A. Tester"})
	b.Must(err)
	defer db.Close()
	r, err := db.Get(context.Background(), id)
	b.Must(err)
	return r.Text(field)
}
