package app_test

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2/test"

	"guvoh/app"
	"guvoh/app/desk"
	"guvoh/app/exchange"
	"guvoh/app/task"
	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest"
)

// TestEveryPlaceOpens goes to every screen and every section of the sample in
// every language: what the parts promise each other must hold when they meet.
func TestEveryPlaceOpens(t *testing.T) {
	path := sample(t)
	w, err := app.New(test.NewTempApp(t), app.Options{Version: "1", Languages: []string{"ru"}, Runner: &task.Inline{}})
	if err != nil {
		t.Fatal(err)
	}
	w.Open(path)
	w.Unlock(vaulttest.Passphrase, func(error) {})
	if w.Desk() == nil {
		t.Fatal("the sample did not open")
	}
	defer w.CloseFile()
	id, err := w.Desk().DB.Find(t.Context(), "SAMPLE-2")
	if err != nil {
		t.Fatal(err)
	}
	places := []desk.Route{
		{Screen: desk.ScreenToday},
		{Screen: desk.ScreenToday, Case: id},
		{Screen: desk.ScreenEmergency, Case: id},
		{Screen: desk.ScreenCases},
		{Screen: desk.ScreenHistory},
		{Screen: desk.ScreenWords},
		{Screen: desk.ScreenSettings},
		{Screen: desk.ScreenKeys},
		{Screen: desk.ScreenBackups},
		{Screen: desk.ScreenSearch, Words: "avakian"},
		{Screen: desk.ScreenHistory, Record: id},
		{Screen: desk.ScreenRecords, Section: "person"},
		{Screen: desk.ScreenRecords, Section: "organisation"},
		{Screen: desk.ScreenRecords, Section: "place"},
		{Screen: desk.ScreenCase, Case: id, Section: "overview", Record: id},
	}
	for _, k := range w.Desk().DB.Schema().Kinds() {
		for _, r := range w.Desk().OfCase(k.Name, id) {
			places = append(places, desk.Route{Screen: desk.ScreenCase, Case: id, Record: r.ID})
		}
	}
	for _, lang := range []string{"en", "ru", "uz"} {
		w.SetLanguage(lang)
		for _, r := range places {
			w.Go(r)
			if w.Window().Content().MinSize().IsZero() {
				t.Errorf("%s %s %s shows nothing", lang, r.Screen, r.Section)
			}
		}
	}
}

// sample gives a file with the published cases.
func sample(t *testing.T) string {
	t.Helper()
	schema, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "a.guvoh")
	db, err := store.Create(path, store.Options{Secret: vaulttest.Passphrase, Cost: vaulttest.Cheap, Schema: schema})
	if err != nil {
		t.Fatal(err)
	}
	if err := exchange.Sample(t.Context(), db); err != nil {
		t.Fatal(err)
	}
	db.Close()
	return path
}

// TestALockWaitsForFiles drops several files on the window and has it lock while
// they are taken in: every one must be in the file afterwards.
func TestALockWaitsForFiles(t *testing.T) {
	path := sample(t)
	q := &queue{}
	w, err := app.New(test.NewTempApp(t), app.Options{Version: "1", Languages: []string{"en"}, Runner: q})
	if err != nil {
		t.Fatal(err)
	}
	open := func() *store.DB {
		w.Open(path)
		w.Unlock(vaulttest.Passphrase, func(error) {})
		q.run(-1)
		if w.Desk() == nil {
			t.Fatal("the sample did not open")
		}
		for top := w.Window().Canvas().Overlays().Top(); top != nil; top = w.Window().Canvas().Overlays().Top() {
			w.Window().Canvas().Overlays().Remove(top) // who writes is asked
		}
		return w.Desk().DB
	}
	db := open()
	defer w.CloseFile()
	before, err := db.Records(t.Context(), "evidence")
	if err != nil {
		t.Fatal(err)
	}
	in, err := db.Find(t.Context(), "SAMPLE-2")
	if err != nil {
		t.Fatal(err)
	}
	w.Go(desk.Route{Screen: desk.ScreenCase, Case: in, Section: "overview"})
	q.run(-1)
	var files []string
	for _, name := range []string{"a.txt", "b.txt", "c.txt"} {
		file := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(file, []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	w.Drop(files)
	q.run(1) // the work of the first file, at least
	w.Lock()
	q.run(-1)
	if w.Desk() != nil {
		t.Error("it did not lock once they were in")
	}
	after, err := open().Records(t.Context(), "evidence")
	if err != nil || len(after) != len(before)+3 {
		t.Errorf("%d of 3 files arrived, %v", len(after)-len(before), err)
	}
}

// TestWhatAPowerCutLeft opens a file that remembers a plain part beside a
// dossier, which nobody would find.
func TestWhatAPowerCutLeft(t *testing.T) {
	path := sample(t)
	left := filepath.Join(t.TempDir(), ".guvoh-ABCDEFGHIJKLMNOPQRSTUVWXYZ.part")
	if err := os.WriteFile(left, []byte("%PDF-1.4 half of a dossier"), 0o600); err != nil {
		t.Fatal(err)
	}
	schema, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(path, store.Options{Secret: vaulttest.Passphrase, Schema: schema})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.SetSetting("parts", `["`+filepath.ToSlash(left)+`"]`); err != nil {
		t.Fatal(err)
	}
	db.Close()
	w, err := app.New(test.NewTempApp(t), app.Options{Version: "1", Languages: []string{"en"}, Runner: &task.Inline{}})
	if err != nil {
		t.Fatal(err)
	}
	w.Open(path)
	w.Unlock(vaulttest.Passphrase, func(error) {})
	if w.Desk() == nil {
		t.Fatal("the sample did not open")
	}
	defer w.CloseFile()
	if _, err := os.Lstat(left); err == nil {
		t.Error("it still lies there")
	}
}

// queue keeps work, and what is done after it, until a test lets it run.
type queue struct {
	task.Inline
	waits []func()
}

func (q *queue) Do(work, done func()) {
	q.waits = append(q.waits, func() {
		work()
		if done != nil {
			q.waits = append(q.waits, done)
		}
	})
}

// run lets so many steps run; -1 is all that come.
func (q *queue) run(n int) {
	for ; n != 0 && len(q.waits) > 0; n-- {
		next := q.waits[0]
		q.waits = q.waits[1:]
		next()
	}
}
