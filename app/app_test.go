package app_test

import (
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
	for _, k := range schema.Kinds() {
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
