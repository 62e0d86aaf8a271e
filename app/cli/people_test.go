package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"guvoh/app/cli"
	"guvoh/export/sheet"
	"guvoh/model/store"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
)

// somebody makes the card of a colleague, in a file of its own.
func somebody(t *testing.T, dir, name string) (vault.Card, string) {
	t.Helper()
	id, err := vault.CreateIdentity(filepath.Join(t.TempDir(), "identity"), vaulttest.Passphrase, vaulttest.Cheap, true)
	if err != nil {
		t.Fatal(err)
	}
	c := id.Card(name)
	return c, put(t, dir, strings.ToLower(name)+".txt", c.Text("Contact card"))
}

// here are the options of the computer on which these tests give their commands.
func here(t *testing.T) store.Options {
	t.Helper()
	o := options(t)
	o.DeviceSecret = deps().Store.DeviceSecret
	o.Device = vault.DeviceWord(o.DeviceSecret)
	return o
}

// colleaguesOf gives the cards of a file by name.
func colleaguesOf(t *testing.T, file string) map[string]store.Colleague {
	t.Helper()
	all := map[string]store.Colleague{}
	db, err := store.Open(file, here(t))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	list, err := db.Colleagues(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range list {
		all[c.Name] = c
	}
	return all
}

func TestTheCardsOfColleagues(t *testing.T) {
	dir, file := sample(t)
	dilbar, card := somebody(t, dir, "Dilbar")
	print := sheet.FingerprintOf(dilbar)
	words, digits := strings.Join(print.Words, " "), strings.Join(print.Digits, " ")
	t.Run("are none at first", func(t *testing.T) {
		if out := must(t, "key", "colleagues", file); !strings.Contains(out, "There are no cards of colleagues") {
			t.Error(out)
		}
	})
	t.Run("are added with their fingerprint shown, and not yet trusted", func(t *testing.T) {
		out := must(t, "key", "trust", file, card)
		if !strings.Contains(out, words) || !strings.Contains(out, digits) || !strings.Contains(out, "Compare its fingerprint") {
			t.Error(out)
		}
		if c := colleaguesOf(t, file)["Dilbar"]; !c.Card().Equal(dilbar) || c.Verified != 0 {
			t.Error("the card is another, or counts as compared")
		}
		if out := must(t, "key", "colleagues", file); !strings.Contains(out, "Not compared yet") || !strings.Contains(out, digits) {
			t.Error(out)
		}
	})
	t.Run("are refused with a fingerprint that somebody else read", func(t *testing.T) {
		other, _ := somebody(t, t.TempDir(), "Other")
		for _, read := range []string{strings.Join(sheet.FingerprintOf(other).Words, " "), strings.Join(sheet.FingerprintOf(other).Digits, " "), words + " academic", digits[1:], ""} {
			refuses(t, dir, cli.Failed, "has another fingerprint", "key", "trust", file, card, "--verified", "--fingerprint", read)
		}
	})
	for name, read := range map[string]string{"words": words, "digits": strings.ReplaceAll(digits, " ", "")} {
		t.Run("are noted as compared by the "+name+" that were read", func(t *testing.T) {
			out := must(t, "key", "trust", file, card, "--verified", "--fingerprint", read)
			if !strings.Contains(out, "counts as compared") {
				t.Error(out)
			}
			if c := colleaguesOf(t, file); len(c) != 1 || c["Dilbar"].Verified == 0 {
				t.Error("it was not noted, or the card is there twice")
			}
			must(t, "key", "distrust", file, "1")
			if c := colleaguesOf(t, file)["Dilbar"]; c.Verified != 0 {
				t.Error("it was not taken back")
			}
		})
	}
	t.Run("tell all in JSON", func(t *testing.T) {
		must(t, "key", "trust", file, card, "--verified")
		var answer struct {
			Colleagues []struct {
				Name, Recipient, Signing, Words, Digits string
				Verified                                *time.Time
			}
		}
		out := must(t, "key", "colleagues", file, "--json")
		if err := json.Unmarshal([]byte(out), &answer); err != nil {
			t.Fatal(err)
		}
		c := answer.Colleagues[0]
		if c.Name != "Dilbar" || c.Recipient != dilbar.Recipient || c.Signing != dilbar.SigningText() || c.Words != words || c.Digits != digits || c.Verified == nil {
			t.Error(out)
		}
		promised, err := os.ReadFile("../../docs/commands.md")
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`"(\w+)":`).FindAllStringSubmatch(out, -1) {
			if !strings.Contains(section(t, string(promised), "key colleagues"), "`"+m[1]+"`") {
				t.Errorf("docs/commands.md does not speak of %q", m[1])
			}
		}
	})
	t.Run("with another key than before are refused loudly, until somebody says so", func(t *testing.T) {
		changed, second := somebody(t, t.TempDir(), "Dilbar")
		refuses(t, dir, cli.Failed, "has another key than this card; nothing was changed", "key", "trust", file, second, "--verified")
		must(t, "key", "trust", file, second, "--label", "Dilbar of the other town")
		if c := colleaguesOf(t, file); len(c) != 2 || !c["Dilbar"].Card().Equal(dilbar) {
			t.Error("the first card was touched")
		}
		must(t, "key", "distrust", file, "dilbar of the other town", "--remove")
		must(t, "key", "trust", file, second, "--replace")
		if c := colleaguesOf(t, file); len(c) != 1 || !c["Dilbar"].Card().Equal(changed) || c["Dilbar"].Verified != 0 {
			t.Error("the keys were not replaced, or count as compared")
		}
	})
	t.Run("are refused when they are none", func(t *testing.T) {
		other, _ := somebody(t, t.TempDir(), "Other")
		for name, c := range map[string]struct{ text, words string }{
			"letter.txt": {"Dear colleague,", "There is no key in this text"},
			"mixed.txt":  {dilbar.Recipient + "\n# " + other.SigningText(), "do not belong together"},
			"two.txt":    {dilbar.Text("Card") + other.Text("Card"), "more than one card"},
			"cut.txt":    {dilbar.Recipient[:40], "not complete"},
		} {
			path := put(t, t.TempDir(), name, c.text)
			refuses(t, dir, cli.Failed, c.words, "key", "trust", file, path)
			refuses(t, dir, cli.Failed, c.words, "key", "add", file, "--to", path)
		}
		refuses(t, dir, cli.WrongUse, "--label NAME", "key", "trust", file, other.Recipient)
		refuses(t, dir, cli.Failed, "There is no file", "key", "trust", file, filepath.Join(dir, "gone.txt"))
		refuses(t, dir, cli.Failed, "No card 99 is in", "key", "distrust", file, "99")
	})
	t.Run("may come from standard input", func(t *testing.T) {
		other, _ := somebody(t, t.TempDir(), "Farrukh")
		if a := runFrom(deps(), other.Text("Card"), "key", "trust", file, "-"); a.code != cli.Done || !colleaguesOf(t, file)["Farrukh"].Card().Equal(other) {
			t.Errorf("status %d, %s", a.code, a.err)
		}
	})
}

func TestSigningWithOnesOwnKey(t *testing.T) {
	dir, file := sample(t)
	d := deps()
	d.Profile = t.TempDir()
	own := filepath.Join(d.Profile, vault.IdentityName)
	d.Ask = func(string, bool) (string, error) { return string(vaulttest.Passphrase), nil }
	key := put(t, dir, "key.txt", string(vaulttest.Passphrase))
	t.Run("comes with the card of a file, which names who writes there", func(t *testing.T) {
		a := runWith(d, "key", "card", file, "--label", "Nodira", "--classic", "--passphrase-file", key)
		if a.code != cli.Done || !strings.Contains(a.err, "now bears your name") {
			t.Fatalf("status %d, %s", a.code, a.err)
		}
		id, err := vault.OpenIdentity(own, vaulttest.Passphrase)
		if err != nil {
			t.Fatal(err)
		}
		got, err := vault.ParseCard(a.out)
		if err != nil || !got.Equal(id.Card("")) || got.Name != "Nodira" {
			t.Error("what was printed is another card", err)
		}
		mustBeCertified(t, file, id)
	})
	t.Run("can be asked for alone, and twice", func(t *testing.T) {
		_, file := sample(t)
		for range 2 {
			a := runWith(d, "key", "sign", file)
			if a.code != cli.Done || !strings.Contains(a.out, "now bears your name") || a.err != "" {
				t.Fatalf("status %d, %s", a.code, a.err)
			}
		}
		id, err := vault.OpenIdentity(own, vaulttest.Passphrase)
		if err != nil {
			t.Fatal(err)
		}
		mustBeCertified(t, file, id)
		if a := runWith(d, "key", "trust", file, id.Recipient(), "--label", "Me"); a.code != cli.Failed || !strings.Contains(a.err, "your own contact card") {
			t.Errorf("status %d, %s", a.code, a.err)
		}
	})
	t.Run("is refused with a wrong passphrase, and leaves the file as it is", func(t *testing.T) {
		wrong := put(t, dir, "wrong.txt", "not the one")
		refusesWith(t, d, dir, cli.WrongKey, own, "key", "sign", file, "--own-passphrase-file", wrong)
	})
	t.Run("cannot be where this computer keeps no secret, which is said", func(t *testing.T) {
		d := d
		d.Store.DeviceSecret = nil
		put(t, d.Profile, vault.DeviceName, "something else")
		a := runWith(d, "key", "sign", file)
		if a.code != cli.Failed || !strings.Contains(a.err, "can be signed from here") {
			t.Errorf("status %d, %s", a.code, a.err)
		}
		a = runWith(d, "attach", file, "SAMPLE-1", key)
		if a.code != cli.Done || strings.Count(a.err, "is not signed") != 1 {
			t.Errorf("status %d, %s", a.code, a.err)
		}
		if b, err := os.ReadFile(filepath.Join(d.Profile, vault.DeviceName)); err != nil || string(b) != "something else" {
			t.Error("what lay there was written over")
		}
	})
	t.Run("makes the secret of this computer at first need, and no sooner", func(t *testing.T) {
		d := d
		d.Profile, d.Store.DeviceSecret = t.TempDir(), nil
		if a := runWith(d, "list", file); a.code != cli.Done {
			t.Fatal(a.err)
		}
		if in, _ := os.ReadDir(d.Profile); len(in) != 0 {
			t.Error("it was made to look at a file")
		}
		if a := runWith(d, "attach", file, "SAMPLE-1", key); a.code != cli.Done || a.err != "" {
			t.Errorf("status %d, %s", a.code, a.err)
		}
		if b, err := os.ReadFile(filepath.Join(d.Profile, vault.DeviceName)); err != nil || len(b) != 32 {
			t.Error("it was not made", err)
		}
	})
}

// mustBeCertified checks that somebody answers for the device of these tests.
func mustBeCertified(t *testing.T, file string, id *vault.Identity) {
	t.Helper()
	db, err := store.Open(file, here(t))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	by, err := db.CertifiedBy(t.Context())
	if err != nil || len(by) != 1 || !by[0].Equal(id.Signing().Public()) {
		t.Errorf("%d persons answer for this computer, %v", len(by), err)
	}
}
