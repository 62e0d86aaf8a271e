package keys_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/desk/desktest"
	"guvoh/app/ui"
	"guvoh/assets"
	"guvoh/export/sheet"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
)

// ---- colleagues ----

// colleague makes somebody else's key.
func colleague(t *testing.T, classic bool) *vault.Identity {
	t.Helper()
	id, err := vault.CreateIdentity(filepath.Join(t.TempDir(), "key"), "somebody's own passphrase", vaulttest.Cheap, classic)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (b *bench) card() *ui.Editor {
	b.TB.Helper()
	return desktest.Row(b.Bench, "Contact card").Input().(*ui.Editor)
}

func TestAColleague(t *testing.T) {
	for name, classic := range map[string]bool{"with a hybrid key": false, "with a classic key": true} {
		t.Run(name+" opens the file once the fingerprint was compared", func(t *testing.T) {
			b := english(t)
			id := colleague(t, classic)
			b.act("A colleague’s key", "Add…")
			typed := strings.ToUpper(id.Recipient() + " " + id.Card("").SigningText())
			b.card().SetText("  " + typed[:20] + "\n" + typed[20:40] + " " + typed[40:] + "\n\n")
			b.fill("Whose it is", "Farrukh")
			b.tap("keys.colleague_next")
			print := sheet.FingerprintOf(id.Card(""))
			for i, word := range print.Words {
				b.mustSay(strconv.Itoa(i + 1))
				b.mustSay(word)
			}
			for _, digits := range print.Digits {
				b.mustSay(digits)
			}
			b.mustSay("Call Farrukh, or meet")
			b.tap("keys.add_do")
			b.mustSay("Compare them first")
			if len(b.DB.Keys()) != 1 {
				t.Fatal("it was added before it was compared")
			}
			test.Tap(desktest.Find[*ui.Check](b.Bench)[0])
			b.tap("keys.add_do")
			b.mustSay("A colleague’s key: Farrukh")
			b.mustSay("fingerprint " + strings.Join(print.Digits, " "))
			mustBe(t, b.opens(id.Secret(), colleague(t, classic).Secret()), true, false)
		})
	}
	t.Run("whose card says their name goes by it", func(t *testing.T) {
		b := english(t)
		id := colleague(t, true)
		b.act("A colleague’s key", "Add…")
		b.card().SetText(sheet.CardText(b.Desk.Words, sheet.CardInput{Card: id.Card("Farrukh")}))
		b.tap("keys.colleague_next")
		b.mustSay("Call Farrukh, or meet")
		b.tap("keys.compare_back")
		if got := desktest.Under(b.Bench, "Whose it is").Text; got != "Farrukh" {
			t.Errorf("the name is %q", got)
		}
	})
	for name, compared := range map[string]bool{"is let in by the card that is here, once it was compared": true, "whose card is here is compared first": false} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, desktest.Look{})
			id := colleague(t, true)
			n, err := b.DB.AddColleague(t.Context(), store.ColleagueOf(id.Card("Farrukh")))
			b.Must(err)
			b.Must(b.DB.VerifyColleague(t.Context(), n, compared))
			b.open()
			b.act("A colleague’s key", "Add…")
			test.Tap(desktest.Button(b.Bench, "Farrukh"))
			b.tap("keys.colleague_next")
			if in := len(b.DB.Keys()) == 2; in != compared {
				t.Fatalf("the file has another key: %v", in)
			}
			if !compared {
				b.mustSay("Call Farrukh, or meet")
				return
			}
			b.mustSay("A colleague’s key: Farrukh")
			mustBe(t, b.opens(id.Secret()), true)
		})
	}
	t.Run("may hand over their card in a file", func(t *testing.T) {
		b := english(t)
		id := colleague(t, false)
		path := filepath.Join(t.TempDir(), "card.txt")
		b.Must(os.WriteFile(path, []byte("\ufeff"+strings.ReplaceAll(sheet.CardText(b.Desk.Words, sheet.CardInput{Card: id.Card("")}), "\n", "\r\n")), 0o600))
		b.act("A colleague’s key", "Add…")
		b.fill("Whose it is", "Lola")
		b.tap("keys.card_file")
		desktest.Under(b.Bench, "Path of the file").SetText(path)
		b.tap("action.open")
		b.tap("keys.colleague_next")
		b.mustSay(sheet.FingerprintOf(id.Card("")).Words[0])
		b.mustSay("Call Lola, or meet")
	})
	t.Run("is not added by a text without a key, or with half of one", func(t *testing.T) {
		b := english(t)
		b.act("A colleague’s key", "Add…")
		for text, want := range map[string]string{
			"": "There is no key in this text.", "hello": "There is no key in this text.",
			colleague(t, true).Recipient()[:40]:                                               "A key in this text is not complete",
			colleague(t, true).Recipient() + "\n" + colleague(t, true).Card("").SigningText(): "The two keys do not belong together",
			colleague(t, true).Recipient() + "\n" + colleague(t, true).Recipient():            "There is more than one card",
		} {
			b.card().SetText(text)
			b.tap("keys.colleague_next")
			if got := desktest.Row(b.Bench, "Contact card").Error(); !strings.HasPrefix(got, want) {
				t.Errorf("%d letters: %q, want %q", len(text), got, want)
			}
		}
	})
	t.Run("keeps what was typed when there is no file with the card", func(t *testing.T) {
		b := english(t)
		b.act("A colleague’s key", "Add…")
		b.card().SetText("age1 half a key")
		b.fill("Whose it is", "Lola")
		b.tap("keys.card_file")
		desktest.Under(b.Bench, "Path of the file").SetText(filepath.Join(t.TempDir(), "gone.txt"))
		b.tap("action.open")
		if desktest.Row(b.Bench, "Path of the file").Error() == "" {
			t.Error("nothing was said")
		}
		b.Press(fyne.KeyEscape)
		if b.card().Text() != "age1 half a key" || desktest.Under(b.Bench, "Whose it is").Text != "Lola" {
			t.Error("it is gone")
		}
	})
}

// ---- one's own card ----

func TestMyCard(t *testing.T) {
	b := english(t)
	b.act("My contact card", "Show…")
	b.mustSay("You have no key of your own on this computer yet.")
	b.Type(strong)
	b.Press(fyne.KeyReturn)
	b.Type(strong)
	b.Press(fyne.KeyReturn)
	id, err := vault.OpenIdentity(b.identity, vault.Passphrase(strong))
	if err != nil {
		t.Fatalf("no key was made: %v", err)
	}
	t.Run("is shown as soon as the key is made", func(t *testing.T) {
		b.mustSay(sheet.FingerprintOf(id.Card("")).Digits[4])
		if got := desktest.Row(b.Bench, "The key for sealing files").Input().(*ui.Editor).Text(); got != id.Recipient() {
			t.Error("another key is shown")
		}
		b.fill("Name on the card", "Nodira")
	})
	t.Run("is copied", func(t *testing.T) {
		b.tap("action.copy")
		text := fyne.CurrentApp().Clipboard().Content()
		if c, err := vault.ParseCard(text); err != nil || !c.Equal(id.Card("")) || c.Name != "Nodira" {
			t.Errorf("what was copied is no card: %v", err)
		}
	})
	t.Run("is saved as text that a colleague’s Guvoh reads", func(t *testing.T) {
		b.tap("keys.card_txt")
		path := filepath.Join(t.TempDir(), "card.txt")
		desktest.Under(b.Bench, "Path of the file").SetText(path)
		b.tap("action.save")
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if c, err := vault.ParseCard(string(text)); err != nil || !c.Equal(id.Card("")) || c.Name != "Nodira" {
			t.Errorf("it is no card: %v", err)
		}
	})
	t.Run("asks for the passphrase of the key the next time, and is saved as PDF", func(t *testing.T) {
		b.mustSay("The key for sealing files") // the card is still there, for another use
		b.Press(fyne.KeyEscape)
		if b.top() != nil {
			t.Fatal("Escape does not close it")
		}
		b.act("My contact card", "Show…")
		b.Type("wrong")
		b.Press(fyne.KeyReturn)
		if !strings.HasPrefix(desktest.Row(b.Bench, "Passphrase of my key").Error(), "This does not open your own key.") {
			t.Error("nothing was said")
		}
		b.Type(strong)
		b.Press(fyne.KeyReturn)
		b.tap("keys.card_pdf")
		path := filepath.Join(t.TempDir(), "card")
		desktest.Under(b.Bench, "Path of the file").SetText(path)
		b.tap("action.save")
		if data, err := os.ReadFile(path + ".pdf"); err != nil || !strings.HasPrefix(string(data), "%PDF-") {
			t.Errorf("no PDF: %v", err)
		}
	})
	t.Run("can have a short key", func(t *testing.T) {
		b := english(t)
		b.act("My contact card", "Show…")
		b.fill("Passphrase", strong)
		b.fill("The same once more", strong)
		checks := desktest.Find[*ui.Check](b.Bench)
		test.Tap(checks[len(checks)-1])
		b.tap("keys.card_do")
		id, err := vault.OpenIdentity(b.identity, vault.Passphrase(strong))
		if err != nil || len(id.Recipient()) != 62 {
			t.Errorf("%v", err)
		}
	})
	t.Run("says how long the other key is", func(t *testing.T) {
		if len(id.Recipient()) != 1959 {
			t.Errorf("%d letters, the dialog says 1,959", len(id.Recipient()))
		}
	})
	t.Run("is not offered where nothing is kept", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.identity = ""
		b.open()
		if desktest.Says(b.Bench, "My contact card") {
			t.Error("it is")
		}
	})
}

// ---- the harmless notebook ----

// notebook makes a harmless file in a folder.
func notebook(t *testing.T, folder string) string {
	t.Helper()
	schema, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "garden.guvoh")
	db, err := store.Create(path, store.Options{Secret: vault.Passphrase(other), Cost: vaulttest.Cheap, Schema: schema})
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
	return path
}

func (b *bench) decoy(path string) {
	b.TB.Helper()
	b.act("Harmless notebook", "Choose…")
	desktest.Under(b.Bench, "Path of the file").SetText(path)
	b.tap("keys.decoy_next")
}

func TestTheHarmlessNotebook(t *testing.T) {
	t.Run("opens in place of the file, is listed, and can be taken away", func(t *testing.T) {
		b := english(t)
		path := notebook(t, filepath.Dir(b.DB.Path()))
		b.decoy(path)
		b.Type("wrong")
		b.Press(fyne.KeyReturn)
		if got := desktest.Row(b.Bench, "Passphrase of garden.guvoh").Error(); got != "This passphrase does not open that file." {
			t.Errorf("said %q", got)
		}
		b.Type(other)
		b.Press(fyne.KeyReturn)
		if b.Last() != "The harmless notebook is set up." {
			t.Fatalf("said %q", b.Last())
		}
		b.mustSay("Passphrase of the harmless notebook")
		if !b.button("Passphrase", "Remove").Disabled() {
			t.Error("the only key of this file can be removed")
		}
		schema, _ := model.NewSchema(assets.Vocabularies)
		own := b.DB.Path()
		b.Must(b.DB.Close())
		shown, err := store.Open(own, store.Options{Schema: schema, Secret: vault.Passphrase(other)})
		if err != nil || shown.Path() != path {
			t.Fatalf("another file is open: %v", err)
		}
		shown.Close()
		b.Reopen()
		b.open()
		b.act("Passphrase of the harmless notebook", "Remove")
		b.mustSay("The harmless notebook itself stays as it is.")
		b.tap("action.remove")
		mustBe(t, b.opens(vault.Passphrase(other), vaulttest.Passphrase), false, true)
	})
	t.Run("is explained honestly", func(t *testing.T) {
		b := english(t)
		b.tap("keys.about")
		b.mustSay("What it cannot do")
		b.mustSay("a crime to lie")
		b.Press(fyne.KeyEscape)
		if b.top() != nil {
			t.Error("Escape does not close it")
		}
	})
	t.Run("needs a passphrase of its own", func(t *testing.T) {
		b := english(t)
		b.Must(b.DB.ChangeKeys(vault.Add(vault.NewPassphrase(other, ""))))
		b.decoy(notebook(t, filepath.Dir(b.DB.Path())))
		b.Type(other)
		b.Press(fyne.KeyReturn)
		b.mustSay("The harmless notebook needs one of its own.")
	})
	for name, c := range map[string]struct {
		path func(t *testing.T, b *bench) string
		said string
	}{
		"cannot be the file itself": {func(_ *testing.T, b *bench) string { return b.DB.Path() }, "This is the file itself."},
		"lies in the same folder":   {func(t *testing.T, _ *bench) string { return notebook(t, t.TempDir()) }, "The harmless notebook must lie in the same folder"},
		"must be there":             {func(_ *testing.T, b *bench) string { return filepath.Join(filepath.Dir(b.DB.Path()), "x.guvoh") }, ""},
		"must be a file of the same kind": {func(t *testing.T, b *bench) string {
			path := filepath.Join(filepath.Dir(b.DB.Path()), "notes.guvoh")
			if err := os.WriteFile(path, []byte("notes"), 0o600); err != nil {
				t.Fatal(err)
			}
			return path
		}, "This is not a Guvoh file."},
	} {
		t.Run(name, func(t *testing.T) {
			b := english(t)
			b.decoy(c.path(t, b))
			if got := desktest.Row(b.Bench, "Path of the file").Error(); got == "" || !strings.HasPrefix(got, c.said) {
				t.Errorf("said %q", got)
			}
		})
	}
}

// ---- after wrong passphrases ----

func TestAfterWrongPassphrases(t *testing.T) {
	b := english(t)
	press := func(label string) { t.Helper(); test.Tap(desktest.Button(b.Bench, label)) }
	press("5 wrong ones")
	b.mustSay("After 5 wrong passphrases in a row nobody can open this file any more")
	b.Press(fyne.KeyEscape)
	if b.DB.WipeAfter() != 0 || b.top() != nil {
		t.Fatal("Escape chose it, or left the question")
	}
	press("5 wrong ones")
	b.tap("keys.limit_do")
	if b.DB.WipeAfter() != 5 || b.Last() != "From now on 5 wrong passphrases in a row destroy the keys." {
		t.Fatalf("%d; said %q", b.DB.WipeAfter(), b.Last())
	}
	if f, ok := b.Focused().(*ui.Button); !ok || f.Label() != "5 wrong ones" {
		t.Error("the keyboard is lost")
	}
	press("Never")
	if b.DB.WipeAfter() != 0 || b.top() != nil {
		t.Errorf("%d after Never", b.DB.WipeAfter())
	}
	t.Run("another number that a command has set is shown", func(t *testing.T) {
		b.Must(b.DB.ChangeKeys(vault.SetWipeAfter(7)))
		b.open()
		b.mustSay("What it can and cannot do")
		desktest.Button(b.Bench, "7 wrong ones")
	})
	t.Run("the keys go after so many", func(t *testing.T) {
		press("5 wrong ones")
		b.tap("keys.limit_do")
		path := b.DB.Path()
		b.Must(b.DB.Close())
		schema, _ := model.NewSchema(assets.Vocabularies)
		var err error
		for range 5 {
			_, err = store.Open(path, store.Options{Schema: schema, Secret: vault.Passphrase("wrong")})
		}
		if !errors.Is(err, store.ErrWiped) {
			t.Errorf("after five: %v", err)
		}
		if _, err := store.Open(path, store.Options{Schema: schema, Secret: vaulttest.Passphrase}); err == nil || errors.Is(err, fs.ErrNotExist) {
			t.Errorf("it opens: %v", err)
		}
	})
}
