package keys_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/desk/desktest"
	"guvoh/app/ui"
	"guvoh/model/slip39"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
)

// words reads the words of a sheet off the screen.
func (b *bench) words() string {
	b.TB.Helper()
	var all []string
	for _, o := range desktest.Find[*ui.Text](b.Bench) {
		if number, word, ok := strings.Cut(o.Text(), "  "); ok && o.Visible() && strings.Trim(number, "0123456789") == "" {
			all = append(all, word)
		}
	}
	if len(all) != 20 {
		b.TB.Fatalf("%d words are shown", len(all))
	}
	return strings.Join(all, " ")
}

// secret is what words add up to.
func secret(t *testing.T, shares ...string) vault.Secret {
	t.Helper()
	s, err := slip39.Combine(shares)
	if err != nil {
		t.Fatal(err)
	}
	return vault.Words(s)
}

// typeWords types words where they are asked for.
func (b *bench) typeWords(words string) {
	b.TB.Helper()
	desktest.Row(b.Bench, "Words").Input().(*ui.Editor).SetText(words)
	b.tap("recovery.check")
}

func TestARecoverySheet(t *testing.T) {
	t.Run("is made from the reminder, tried, and opens the file", func(t *testing.T) {
		b := english(t)
		b.mustSay("No paper opens this file yet.")
		b.Press(fyne.KeyReturn) // the reminder has the keyboard
		b.tap("recovery.make")
		words := b.words()
		b.Press(fyne.KeyEscape)
		if b.words() != words {
			t.Fatal("Escape took the words away")
		}
		b.tap("recovery.written")
		b.typeWords(words[:len(words)-4] + "acid")
		if desktest.Row(b.Bench, "Words").Error() == "" {
			t.Error("wrong words were taken")
		}
		b.typeWords(words)
		b.mustSay("The paper opens the file.")
		b.tap("recovery.done")
		b.mustSay("Tried")
		if desktest.Says(b.Bench, "No paper opens") || desktest.Says(b.Bench, "was never tried") {
			t.Error("it still reminds")
		}
		mustBe(t, b.opens(secret(t, words), vaulttest.Passphrase), true, true)
	})
	t.Run("that was not tried is reminded of, and can be tried later", func(t *testing.T) {
		b := english(t)
		b.act("Recovery sheet", "Make…")
		b.tap("recovery.make")
		words := b.words()
		b.tap("recovery.written")
		b.tap("recovery.skip")
		b.mustSay("was never tried")
		b.mustSay("Never tried")
		b.Reopen()
		b.open()
		b.act("Recovery sheet", "Try it")
		b.typeWords(words)
		b.tap("recovery.done")
		if desktest.Says(b.Bench, "was never tried") {
			t.Error("it still reminds")
		}
	})
	t.Run("of another file is told apart", func(t *testing.T) {
		b := english(t)
		b.full()
		b.open()
		b.act("Recovery sheet", "Try it")
		shares, err := slip39.Split([]byte("another secret 1"), 1, 1, nil)
		b.Must(err)
		b.typeWords(shares[0])
		if got := desktest.Row(b.Bench, "Words").Error(); !strings.Contains(got, "they open another file") {
			t.Errorf("said %q", got)
		}
	})
	t.Run("is not made when Escape is pressed before", func(t *testing.T) {
		b := english(t)
		b.act("Recovery sheet", "Make…")
		b.Press(fyne.KeyEscape)
		b.mustSay("What opens this file")
		if len(b.DB.Keys()) != 1 {
			t.Error("it was made")
		}
	})
	t.Run("is saved as PDF where the person says, and over nothing", func(t *testing.T) {
		b := english(t)
		b.act("Recovery sheet", "Make…")
		b.tap("recovery.make")
		words := b.words()
		path := filepath.Join(t.TempDir(), "sheet.pdf")
		for _, want := range []string{"Saved. Print it, and then delete that PDF.", ""} {
			b.Said = nil
			b.tap("recovery.save")
			desktest.Under(b.Bench, "Path of the file").SetText(path)
			b.tap("action.save")
			if b.Last() != want {
				t.Errorf("said %q", b.Last())
			}
		}
		b.Press(fyne.KeyEscape)
		if data, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(data), "%PDF-") {
			t.Errorf("no PDF: %v", err)
		}
		if b.words() != words {
			t.Error("the words are gone")
		}
	})
}

// printer puts a printing system of the test's in the place of the real one; it
// keeps what it gets in a file.
func printer(t *testing.T, script string) (printed string) {
	t.Helper()
	bin := t.TempDir()
	printed = filepath.Join(bin, "printed")
	if err := os.WriteFile(filepath.Join(bin, "lp"), []byte("#!/bin/sh\n"+strings.ReplaceAll(script, "FILE", printed)), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	return printed
}

func TestPrinting(t *testing.T) {
	t.Run("a sheet, a share and a card goes to the printer, and onto no disk", func(t *testing.T) {
		printed := printer(t, "cat >>FILE")
		b := english(t)
		mustBePrinted := func() {
			t.Helper()
			if data, err := os.ReadFile(printed); err != nil || !strings.HasPrefix(string(data), "%PDF-") {
				t.Errorf("nothing was: %v", err)
			}
			if b.Last() != "Sent to the printer." {
				t.Errorf("said %q", b.Last())
			}
			os.Remove(printed)
		}
		b.act("Recovery sheet", "Make…")
		b.tap("recovery.make")
		b.tap("recovery.print")
		mustBePrinted()
		b.open()
		b.act("Key shares", "Make…")
		b.tap("shares.make")
		b.tap("recovery.print")
		mustBePrinted()
		b.open()
		b.act("My contact card", "Show…")
		b.fill("Passphrase", strong)
		b.fill("The same once more", strong)
		b.tap("keys.card_do")
		b.tap("recovery.print")
		mustBePrinted()
	})
	t.Run("that fails is said, and the words are still there", func(t *testing.T) {
		printer(t, "exit 1")
		b := english(t)
		b.act("Recovery sheet", "Make…")
		b.tap("recovery.make")
		b.tap("recovery.print")
		b.mustSay("The printer took nothing.")
		b.Press(fyne.KeyReturn)
		b.words()
	})
}

func TestKeyShares(t *testing.T) {
	begin := func(t *testing.T) (*bench, []string) {
		t.Helper()
		b := english(t)
		b.act("Key shares", "Make…")
		b.mustSay("Any 2 of the 3 open the file together. 1 sheet may be lost.")
		b.fill("Share 1", "Aziza")
		b.fill("Share 3", "the lawyer")
		b.tap("shares.make")
		var shares []string
		for i := range 3 {
			now := b.words()
			for _, before := range shares {
				if now == before {
					t.Fatal("the same share twice")
				}
			}
			shares = append(shares, now)
			if len(b.DB.Keys()) != 1 {
				t.Fatal("the file has the key before all are on paper")
			}
			if i < 2 {
				b.tap("shares.next")
			}
		}
		return b, shares
	}
	t.Run("open the file when enough of them come together", func(t *testing.T) {
		b, shares := begin(t)
		b.tap("shares.last")
		b.typeWords(shares[2])
		b.mustSay("Share 3 is right: 1 of 2 are there, 1 more is needed.")
		b.typeWords(shares[0])
		b.mustSay("The sheets open the file together.")
		b.tap("recovery.done")
		set := strings.Join(strings.Fields(shares[0])[:2], " ")
		b.mustSay("Key shares: any 2 of 3")
		b.mustSay("set “" + set + "” · kept by Aziza, the lawyer")
		b.mustSay("Tried")
		one, err := slip39.Combine(shares[:1])
		if err == nil || one != nil {
			t.Error("one alone gives something")
		}
		mustBe(t, b.opens(secret(t, shares[0], shares[1]), secret(t, shares[2], shares[1]), vaulttest.Passphrase), true, true, true)
	})
	t.Run("open nothing when somebody stops half way", func(t *testing.T) {
		b, shares := begin(t)
		b.Press(fyne.KeyEscape)
		if b.words() != shares[2] {
			t.Fatal("Escape took the words away")
		}
		b.tap("shares.drop")
		b.mustSay("What opens this file")
		mustBe(t, b.opens(secret(t, shares[0], shares[1])), false)
	})
	t.Run("can be looked at again, one by one", func(t *testing.T) {
		b, shares := begin(t)
		b.tap("choose.cancel")
		if b.words() != shares[1] {
			t.Error("another share is shown")
		}
	})
	t.Run("that were not tried are reminded of, and can be tried later", func(t *testing.T) {
		b, shares := begin(t)
		b.tap("shares.last")
		b.Press(fyne.KeyEscape)
		b.mustSay("was never tried")
		b.act("Key shares: any 2 of 3", "Try it")
		b.typeWords(shares[1])
		b.typeWords(shares[0])
		b.tap("recovery.done")
		if desktest.Says(b.Bench, "was never tried") {
			t.Error("it still reminds")
		}
	})
	t.Run("are saved each for itself", func(t *testing.T) {
		b := english(t)
		b.act("Key shares", "Make…")
		b.tap("shares.make")
		folder := t.TempDir()
		b.tap("shares.save")
		desktest.Under(b.Bench, "Path of the file").SetText(filepath.Join(folder, "one"))
		b.tap("action.save")
		b.tap("shares.next")
		b.tap("shares.save")
		if got := desktest.Under(b.Bench, "Path of the file").Text; got != filepath.Join(folder, "key-share-2.pdf") {
			t.Errorf("the second would lie at %q", got)
		}
		b.tap("action.save")
		for _, name := range []string{"one.pdf", "key-share-2.pdf"} {
			if data, err := os.ReadFile(filepath.Join(folder, name)); err != nil || !strings.HasPrefix(string(data), "%PDF-") {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
	t.Run("can be for more people, all of whom are needed", func(t *testing.T) {
		b := english(t)
		b.act("Key shares", "Make…")
		choose := func(label, id string) {
			s := desktest.Row(b.Bench, label).Input().(*ui.TermSelect)
			s.Load(id)
			s.OnChanged(id)
		}
		choose("How many people get a sheet", "5")
		b.mustSay("3 sheets may be lost.")
		desktest.Under(b.Bench, "Share 5")
		choose("How many of them are needed", "5")
		b.mustSay("All 5 together open the file.")
		choose("How many people get a sheet", "2")
		b.mustSay("All 2 together open the file.")
		if desktest.Says(b.Bench, "Share 3") {
			t.Error("a third keeper is asked for")
		}
	})
}
