package keypaper_test

import (
	"strings"
	"testing"

	"guvoh/app/desk/desktest"
	"guvoh/app/keypaper"
	"guvoh/model/vault"
)

func TestNotes(t *testing.T) {
	b := desktest.New(t, desktest.Look{})
	db := b.DB
	sheet := []byte("0123456789abcdef")
	b.Must(db.ChangeKeys(vault.Add(vault.NewRecovery(sheet, "")), vault.Add(vault.NewPassphrase("another one", ""))))
	keys := db.Keys()
	note := func(id string) keypaper.Note {
		t.Helper()
		all, err := keypaper.Notes(db)
		b.Must(err)
		return all[id]
	}
	t.Run("are kept for one key and leave the others", func(t *testing.T) {
		b.Must(keypaper.Annotate(db, keys[1].ID, func(n *keypaper.Note) { n.Set = "academic acid" }))
		b.Must(keypaper.Annotate(db, keys[2].ID, func(n *keypaper.Note) { n.Keepers = []string{"Aziza"} }))
		if note(keys[1].ID).Set != "academic acid" || note(keys[2].ID).Set != "" || note(keys[2].ID).Keepers[0] != "Aziza" {
			t.Error("they are mixed up")
		}
	})
	t.Run("about a key that opened the file say that its paper was tried", func(t *testing.T) {
		b.Must(keypaper.Opened(db, keys[0])) // a passphrase lies on no paper
		b.Must(keypaper.Opened(db, keys[1]))
		if note(keys[0].ID).Tried || !note(keys[1].ID).Tried || note(keys[1].ID).Set != "academic acid" {
			t.Error("they do not")
		}
	})
	t.Run("go with the key, and no name stays behind", func(t *testing.T) {
		b.Must(db.ChangeKeys(vault.Remove(keys[2].ID)))
		if note(keys[2].ID).Keepers != nil {
			t.Error("it is still remembered")
		}
		b.Must(keypaper.Annotate(db, keys[1].ID, func(*keypaper.Note) {}))
		if text, err := db.Setting("key notes"); err != nil || strings.Contains(text, "Aziza") {
			t.Errorf("the name lies in the file: %v", err)
		}
	})
	t.Run("that make no sense are none", func(t *testing.T) {
		b.Must(db.SetSetting("key notes", "[]"))
		if all, err := keypaper.Notes(db); err != nil || len(all) != 0 {
			t.Errorf("%d notes, %v", len(all), err)
		}
	})
}

func TestReminders(t *testing.T) {
	b := desktest.New(t, desktest.Look{})
	mustBe := func(want keypaper.Reminder, key int) {
		t.Helper()
		got, about := keypaper.Remind(b.DB)
		if got != want || key >= 0 && about.ID != b.DB.Keys()[key].ID {
			t.Errorf("reminds of %q", got)
		}
	}
	mustBe(keypaper.NoPaper, -1)
	b.Must(b.DB.ChangeKeys(vault.Add(vault.NewRecovery([]byte("0123456789abcdef"), ""))))
	mustBe(keypaper.Untried, 1)
	b.Must(keypaper.Opened(b.DB, b.DB.Keys()[1]))
	mustBe(keypaper.Nothing, 1)
	b.Must(b.DB.ChangeKeys(vault.Add(vault.NewShares([]byte("fedcba9876543210"), 2, 3, ""))))
	mustBe(keypaper.Untried, 2) // the newest counts: an older sheet may be the one that was lost
}
