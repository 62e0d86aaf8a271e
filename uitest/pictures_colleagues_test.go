//go:build uitest

package uitest

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/team"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
)

// colleagueTours are walks through the work with colleagues. Each stop begins
// where the one before ended; nothing that is shown is taken in.
var colleagueTours = []tour{
	{"en", `{"language":"en"}`, []string{"colleagues", "incoming", "two-values", "give", "team-folder"}},
	{"ru", `{"language":"ru"}`, []string{"incoming", "two-values", "team-folder"}},
	{"uz", `{"language":"uz"}`, []string{"two-values", "give"}},
	{"en-dark", `{"language":"en","look":"dark"}`, []string{"two-values"}},
	{"uz-150", `{"language":"uz","size":150}`, []string{"incoming"}},
}

// TestPicturesOfColleagues makes those of the work with colleagues.
func TestPicturesOfColleagues(t *testing.T) {
	p, file, dir := studio(t)
	other := p.file("office-3.guvoh")
	copyFile(t, file, other)
	folder := p.file("team")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	p.edited(t, file, other)
	founded := false
	for _, tour := range colleagueTours {
		t.Run(tour.suffix, func(t *testing.T) {
			p.settings(t, tour.settings)
			w := open(t, p)
			w.press("ctrl+F11")
			w.openFile(file)
			for _, stop := range tour.stops {
				if stop == "team-folder" && !founded {
					w.foundTeam(t, other, folder)
					founded = true
				}
				w.colleagues(stop, other)
				save(t, filepath.Join(dir, stop+"-"+tour.suffix+".png"))
			}
			w.kill()
		})
	}
}

// elsewhere is the secret of a colleague's computer.
var elsewhere = bytes.Repeat([]byte{3}, 32)

// opensAs opens a file as somebody does at the computer that keeps this secret.
func opensAs(t *testing.T, path, author string, secret []byte) *store.DB {
	t.Helper()
	schema, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(path, store.Options{
		Secret: vaulttest.Passphrase, Schema: schema, Author: author, DeviceSecret: secret, Device: vault.DeviceWord(secret),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// edited has two people edit their copies apart, one of them with a card whose
// fingerprint the other has compared.
func (p place) edited(t *testing.T, ours, theirs string) {
	t.Helper()
	ctx := context.Background()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	id, err := vault.CreateIdentity(filepath.Join(t.TempDir(), "identity"), vaulttest.Passphrase, vaulttest.Cheap, false)
	must(err)
	them := opensAs(t, theirs, "Office 3", elsewhere)
	must(them.Certify(id.Signing()))
	secret, err := vault.DeviceSecret(filepath.Dir(p.settingsPath()))
	must(err)
	here := opensAs(t, ours, "Office 2", secret)
	n, err := here.AddColleague(ctx, store.ColleagueOf(id.Card("Office 3")))
	must(err)
	must(here.VerifyColleague(ctx, n, true))
	find := func(kind, field, begins string) model.ID {
		all, err := here.Records(ctx, kind)
		must(err)
		for _, r := range all {
			if v := r.Text(field); len(v) >= len(begins) && v[:len(begins)] == begins {
				return r.ID
			}
		}
		t.Fatalf("no %s whose %s begins so", kind, field)
		return model.ID{}
	}
	c := find("case", "reference", "EXAMPLE-1")
	edit := func(db *store.DB, fn func(*store.Tx) error) {
		_, err := db.Do(ctx, "edit", fn)
		must(err)
	}
	edit(them, func(tx *store.Tx) error {
		note := model.NewRecord("note")
		note.Set("title", model.TextValue("A second witness has been found"))
		note.Set("text", model.TextValue("A neighbour of the seamstress, invented like her, heard the van leave before dawn."))
		note.Set("cases", model.RefsValue(c))
		if err := tx.Put(note); err != nil {
			return err
		}
		if err := tx.Set(c, "summary", model.TextValue("Nobody in this case exists and nothing in it happened. She was let go on the third day.")); err != nil {
			return err
		}
		return tx.Set(c, "title", model.TextValue("Guloyim Ertakova, seamstress (invented)"))
	})
	edit(here, func(tx *store.Tx) error {
		return tx.Set(c, "title", model.TextValue("Guloyim Ertakova and the workshop (invented)"))
	})
	must(them.Close())
	must(here.Close())
}

// foundTeam begins a team by the keyboard, and has a colleague ask to be let in.
func (w *window) foundTeam(t *testing.T, other, folder string) {
	t.Helper()
	w.hit("ctrl+0")
	w.press("Tab", "Tab", "Return") // the team folder
	w.press("Return")               // begin
	w.press("ctrl+a")
	w.write(folder)
	w.press("Return")
	w.rest()
	db := opensAs(t, other, "Office 3", elsewhere)
	with, err := team.Join(context.Background(), db, folder)
	if err == nil {
		_, err = with.Sync(context.Background(), nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	w.hit("ctrl+r")
	w.rest()
}

// colleagues goes to a stop of a tour.
func (w *window) colleagues(stop, other string) {
	w.t.Helper()
	switch stop {
	case "colleagues":
		w.press("ctrl+0")
	case "incoming":
		w.lookInto(other)
	case "two-values":
		w.lookInto(other)
		w.press("Down", "Down")
	case "give":
		w.hit("ctrl+0")
		w.press("Tab", "Return")
		w.rest()
		w.press("Tab", "space") // the first case
	case "team-folder":
		w.hit("ctrl+0")
		w.press("Tab", "Tab", "Return")
	}
	w.rest()
}
