package vault_test

import (
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guvoh/model/vault"
)

// The private key of these tests is 32 bytes of 0x42. What follows from it was
// worked out apart from this program, by the comments of the package.
const (
	fixedPrivate   = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
	fixedRecipient = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
	fixedSeed      = "89d01d975e19c81741ea5cee3a4e772821650443cce70c1f0bf0d5bcd135217b"
	fixedPublic    = "7d51ff1400fc06679635873092050efc7893505fbfa8db88cc3756b07f23673a"
	fixedSigning   = "guvohsign104gl79qqlsrx0934sucfypgwl3ufx5zlh75dhzxvxattqlervua83583us2xq0y7"
	fixedPrint     = "5b5bd018000225eeb3c5"
	fixedOldPrint  = "6a804773982840fa7eae"
)

func TestTheKeyForSignatures(t *testing.T) {
	t.Run("follows from the private key, today as on the first day", func(t *testing.T) {
		id, err := vault.IdentityOf(fixedPrivate)
		must(t, err)
		c := id.Card("Dilbar")
		if hex.EncodeToString(id.Signing().Seed()) != fixedSeed || hex.EncodeToString(c.Signing) != fixedPublic {
			t.Error("it is another one")
		}
		if c.Recipient != fixedRecipient || c.SigningText() != fixedSigning {
			t.Error("the card says something else")
		}
		if f := c.Fingerprint(); hex.EncodeToString(f[:]) != fixedPrint {
			t.Error("the fingerprint is another one")
		}
	})
	for kind, classic := range map[string]bool{"hybrid": false, "classic": true} {
		t.Run("of a "+kind+" identity is the same when it is opened again, and nobody else's", func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "identity")
			made, err := vault.CreateIdentity(path, "p", cheap, classic)
			must(t, err)
			again, err := vault.OpenIdentity(path, "p")
			must(t, err)
			other, err := vault.CreateIdentity(path+"-2", "p", cheap, classic)
			must(t, err)
			if !made.Signing().Equal(again.Signing()) || made.Signing().Equal(other.Signing()) {
				t.Error("it is not")
			}
			if b, err := os.ReadFile(path); err != nil || strings.Contains(string(b), hex.EncodeToString(made.Signing().Seed())) {
				t.Error("it lies in the file")
			}
		})
	}
}

// cards are one of each kind.
func cards(t *testing.T) map[string]vault.Card {
	t.Helper()
	all := map[string]vault.Card{"old": {Name: "Farrukh", Recipient: fixedRecipient}}
	for kind, classic := range map[string]bool{"hybrid": false, "classic": true} {
		id, err := vault.CreateIdentity(filepath.Join(t.TempDir(), "identity"), "p", cheap, classic)
		must(t, err)
		all[kind] = id.Card("Дилбар  Каримова")
	}
	return all
}

// wrapped breaks every line behind so many letters, as mail does.
func wrapped(text string, width int) string {
	var b strings.Builder
	n := 0
	for _, r := range text {
		if r == '\n' {
			n = 0
		} else if n++; n > width {
			b.WriteByte('\n')
			n = 1
		}
		b.WriteRune(r)
	}
	return b.String()
}

func TestACardIsReadHoweverItCame(t *testing.T) {
	for kind, c := range cards(t) {
		text := c.Text("Contact card", "Compare all the words.", "smell wealthy guest marathon declare educate living withdraw", "09798 60385")
		for how, came := range map[string]string{
			"as it was written":     text,
			"with ends of Windows":  "\ufeff" + strings.ReplaceAll(text, "\n", "\r\n"),
			"quoted in a message":   "> " + strings.ReplaceAll(text, "\n", "\n> "),
			"wrapped by mail":       wrapped(text, 72),
			"wrapped and quoted":    ">> " + strings.ReplaceAll(wrapped(text, 60), "\n", "\n>> "),
			"with a letter behind":  text + "\n\nBest wishes, and call me soon.",
			"twice":                 text + "\n" + text,
			"indented":              "   " + strings.ReplaceAll(text, "\n", "\n   "),
			"typed off in capitals": "# Card: " + c.Name + "\n" + strings.ToUpper(groups(c.Recipient, 8)+"\n"+groups(c.SigningText(), 8)),
		} {
			t.Run(kind+" "+how, func(t *testing.T) {
				got, err := vault.ParseCard(came)
				must(t, err)
				if !got.Equal(c) || got.Name != c.Name {
					t.Error("it is another card")
				}
			})
		}
	}
	t.Run("of paper or of a code, which say no name to programs", func(t *testing.T) {
		for kind, c := range cards(t) {
			got, err := vault.ParseCard("Contact card\n1 smell 2 wealthy\n" + strings.ToUpper(groups(c.Recipient, 8)+" "+c.SigningText()))
			must(t, err)
			if !got.Equal(c) || got.Name != "" {
				t.Error(kind, "it is another card")
			}
		}
	})
	t.Run("as a recipient alone, with its old fingerprint", func(t *testing.T) {
		c, err := vault.ParseCard(strings.ToUpper(fixedRecipient))
		must(t, err)
		if f := c.Fingerprint(); c.Signing != nil || c.Recipient != fixedRecipient || hex.EncodeToString(f[:]) != fixedOldPrint {
			t.Error("it is another one")
		}
	})
	t.Run("whose name looks like a key", func(t *testing.T) {
		c := vault.Card{Name: "Lola age1someoneelse: guvohsign1", Recipient: fixedRecipient}
		got, err := vault.ParseCard(c.Text("Contact card"))
		must(t, err)
		if got.Name != c.Name || !got.Equal(c) {
			t.Error("it is another card")
		}
	})
}

// groups puts a space behind every so many letters.
func groups(s string, n int) string {
	var b strings.Builder
	for i := range len(s) {
		if i > 0 && i%n == 0 {
			b.WriteByte(' ')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func TestACardThatIsNone(t *testing.T) {
	all := cards(t)
	hybrid, classic := all["hybrid"], all["classic"]
	swap := func(s string, at int) string { // two neighbours change places
		b := []byte(s)
		for b[at] == b[at+1] {
			at++
		}
		b[at], b[at+1] = b[at+1], b[at]
		return string(b)
	}
	for name, c := range map[string]struct {
		text string
		want error
	}{
		"nothing":                             {"", vault.ErrNoCard},
		"a letter":                            {"Dear colleague,\n\nage is no matter.", vault.ErrNoCard},
		"a key for signatures alone":          {hybrid.SigningText(), vault.ErrNoCard},
		"half a recipient":                    {hybrid.Recipient[:900], vault.ErrCardSlip},
		"a recipient with a letter too many":  {classic.Recipient + "q", vault.ErrCardSlip},
		"a recipient with a slip":             {swap(classic.Recipient, 20), vault.ErrCardSlip},
		"a hybrid recipient with a slip":      {swap(hybrid.Recipient, 1000), vault.ErrCardSlip},
		"a foreign letter in a recipient":     {strings.Replace(classic.Recipient, classic.Recipient[30:31], "о", 1), vault.ErrCardSlip},
		"a signing key with a slip":           {classic.Recipient + "\n# " + swap(classic.SigningText(), 30), vault.ErrCardSlip},
		"half a signing key":                  {classic.Recipient + "\n# " + classic.SigningText()[:40], vault.ErrCardSlip},
		"a signing key of another card":       {classic.Recipient + "\n# " + hybrid.SigningText(), vault.ErrCardMixed},
		"a recipient of another card":         {hybrid.Recipient + "\n# " + classic.SigningText(), vault.ErrCardMixed},
		"two cards":                           {classic.Text("Card") + hybrid.Text("Card"), vault.ErrCardTwo},
		"one recipient and two keys to sign":  {classic.Recipient + "\n" + classic.SigningText() + "\n" + hybrid.SigningText(), vault.ErrCardTwo},
		"a private key":                       {fixedPrivate, vault.ErrCardPrivate},
		"a file of age with a private key":    {"# created: 2026\n# public key: " + fixedRecipient + "\n" + fixedPrivate, vault.ErrCardPrivate},
		"the other parts in each other's way": {classic.Recipient[:30] + "\n" + classic.SigningText() + "\n" + classic.Recipient[30:], vault.ErrCardSlip},
	} {
		t.Run(name+" is refused, and says why", func(t *testing.T) {
			got, err := vault.ParseCard(c.text)
			if !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
			if got.Recipient != "" || got.Signing != nil {
				t.Error("something was taken of it all the same")
			}
		})
	}
	t.Run("every single wrong letter is found", func(t *testing.T) {
		const letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
		text := classic.SigningText()
		for at := len("guvohsign1"); at < len(text); at++ {
			wrong := letters[(strings.IndexByte(letters, text[at])+1+at%31)%32]
			if wrong == text[at] {
				continue
			}
			if _, err := vault.ParseCard(classic.Recipient + "\n" + text[:at] + string(wrong) + text[at+1:]); !errors.Is(err, vault.ErrCardSlip) {
				t.Errorf("letter %d: %v", at+1, err)
			}
		}
	})
}

func TestTheFingerprintStandsForBothKeys(t *testing.T) {
	all := cards(t)
	a, b := all["hybrid"], all["classic"]
	seen := map[[10]byte]bool{}
	for _, c := range []vault.Card{a, b, {Recipient: a.Recipient, Signing: b.Signing}, {Recipient: b.Recipient, Signing: a.Signing}, {Recipient: a.Recipient}, {Recipient: b.Recipient}} {
		seen[c.Fingerprint()] = true
	}
	if len(seen) != 6 {
		t.Error("two cards with other keys have one fingerprint")
	}
	renamed := a
	renamed.Name = "Somebody"
	if renamed.Fingerprint() != a.Fingerprint() || !renamed.Equal(a) {
		t.Error("another name makes another fingerprint")
	}
}

func FuzzParseCard(f *testing.F) {
	f.Add("# Contact card: Dilbar\n" + fixedRecipient + "\n# " + fixedSigning + "\n")
	f.Add(strings.ToUpper(groups(fixedRecipient, 8)) + " " + fixedSigning)
	f.Add("age1")
	f.Add("# a: b\nguvohsign1 age1 age1pq1")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := vault.ParseCard(text)
		if err != nil {
			return
		}
		if c.Signing != nil && len(c.Signing) != ed25519.PublicKeySize {
			t.Fatal("a signing key of another size")
		}
		again, err := vault.ParseCard(c.Text("Card", "a remark"))
		if err != nil || !again.Equal(c) || again.Name != c.Name {
			t.Fatal("what was read cannot be read again")
		}
	})
}
