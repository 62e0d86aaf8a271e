package sheet_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"text/template"
	"time"

	"guvoh/assets"
	"guvoh/export/doc"
	"guvoh/export/exhibit"
	"guvoh/export/pdf"
	"guvoh/export/sheet"
	"guvoh/model"
	"guvoh/model/slip39"
	"guvoh/model/vault"
)

var languages = []string{"en", "ru", "uz"}

// at is the time of every sheet of these tests.
var at = time.Date(2026, time.March, 5, 14, 5, 0, 0, time.FixedZone("", 5*3600))

// dictionary is sheet.Words out of assets/locale. A key without words fails the
// test that asks for it.
type dictionary struct {
	t     *testing.T
	lang  string
	words map[string]any
}

func words(t *testing.T, lang string) *dictionary {
	t.Helper()
	d := &dictionary{t: t, lang: lang, words: map[string]any{}}
	for _, area := range []string{"sheet", "dossier"} {
		b, err := assets.Locale.Open(area + "." + lang + ".json")
		if err != nil {
			t.Fatal(err)
		}
		if err := json.NewDecoder(b).Decode(&d.words); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func (d *dictionary) T(key string, data ...map[string]any) string {
	s, ok := d.words[key].(string)
	if !ok {
		d.t.Errorf("no words for %q in %q", key, d.lang)
		return key
	}
	var fill any
	if len(data) > 0 {
		fill = data[0]
	}
	var out bytes.Buffer
	if err := template.Must(template.New("").Option("missingkey=error").Parse(s)).Execute(&out, fill); err != nil {
		d.t.Errorf("words %q in %q: %v", key, d.lang, err)
	}
	return out.String()
}

func (d *dictionary) Date(x model.Date) string { return x.In(d.lang) }
func (d *dictionary) Lang() string             { return d.lang }

// chance is randomness that is the same in every run.
func chance(seed string) io.Reader {
	var key [32]byte
	copy(key[:], seed)
	return rand.NewChaCha8(key)
}

// split gives shares of a made-up secret.
func split(t *testing.T, size, k, n int) []string {
	t.Helper()
	secret := make([]byte, size)
	if _, err := io.ReadFull(chance("secret"), secret); err != nil {
		t.Fatal(err)
	}
	shares, err := slip39.Split(secret, k, n, chance("split"))
	if err != nil {
		t.Fatal(err)
	}
	return shares
}

// recipient gives a made-up recipient of so many letters, as age writes them.
func recipient(prefix string, letters int) string {
	const alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
	r := rand.New(rand.NewChaCha8([32]byte{7}))
	b := []byte(prefix + "1")
	for len(b) < letters {
		b = append(b, alphabet[r.IntN(len(alphabet))])
	}
	return string(b)
}

// The recipients of age have 62 letters, or 1959 if they are hybrid.
var (
	short  = recipient("age", 62)
	hybrid = recipient("age1pq", 1959)
)

// signing is the public key of somebody who signs.
var signing = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize)).Public().(ed25519.PublicKey)

// signed is that key as it stands on the card of a recipient.
func signed(recipient string) string {
	return vault.Card{Recipient: recipient, Signing: signing}.SigningText()
}

// sample is a document of this package.
type sample struct {
	name      string
	pages     int
	make      func(w sheet.Words) (*doc.Document, error)
	pagesHold [][]string // texts that stand on each page
	encoded   []string   // what the code of each page holds
}

// samples are the sheets at their fullest. The first two are recovery sheets.
func samples(t *testing.T) []sample {
	t.Helper()
	return []sample{
		recoverySample(t, "recovery-20", 16), recoverySample(t, "recovery-33", 32),
		sharesSample(t, "shares-20", 16, 3, 5), sharesSample(t, "shares-33", 32, 2, 3),
		cardSample("card", vault.Card{Name: "Dilnoza Yoʻldosheva", Recipient: short, Signing: signing}, short+"\n# "+signed(short)),
		cardSample("card-hybrid", vault.Card{Name: "Дилноза Йўлдошева, Тошкент", Recipient: hybrid, Signing: signing}, strings.ToUpper(hybrid+" "+signed(hybrid))),
		cardSample("card-old", vault.Card{Name: "Dilnoza Yoʻldosheva", Recipient: short}, short),
	}
}

// label is as long as one can be.
const label = "Office notebook, second copy for the board, kept where the first one is not kept"

func recoverySample(t *testing.T, name string, size int) sample {
	one := split(t, size, 1, 1)
	return sample{name, 1, func(w sheet.Words) (*doc.Document, error) {
		return sheet.Recovery(w, sheet.RecoveryInput{Words: one[0], Label: label, Date: at})
	}, [][]string{{numbered(one[0]), "Office notebook", "SLIP-39"}}, one}
}

func sharesSample(t *testing.T, name string, size, k, n int) sample {
	some := split(t, size, k, n)[1:3] // some may be printed now and some later
	s := sample{name: name, pages: len(some), encoded: some}
	for _, share := range some {
		s.pagesHold = append(s.pagesHold, []string{numbered(share), "Office notebook", strings.Join(strings.Fields(share)[:2], " "), strconv.Itoa(k), "SLIP-39"})
	}
	s.make = func(w sheet.Words) (*doc.Document, error) {
		return sheet.Shares(w, sheet.SharesInput{Shares: some, Of: n, Label: label, Date: at})
	}
	return s
}

func cardSample(name string, c vault.Card, code string) sample {
	f := sheet.FingerprintOf(c)
	holds := []string{c.Name, numbered(strings.Join(f.Words, " ")), strings.Join(f.Digits, " "), doc.Grouped(c.Recipient)}
	if c.Signing != nil {
		holds = append(holds, doc.Grouped(c.SigningText()))
	}
	return sample{name, 1, func(w sheet.Words) (*doc.Document, error) {
		return sheet.Card(w, sheet.CardInput{Card: c, Date: at})
	}, [][]string{holds}, []string{code}}
}

// numbered gives words as a grid prints them: "1 academic 2 acid".
func numbered(words string) string {
	var all []string
	for i, w := range strings.Fields(words) {
		all = append(all, strconv.Itoa(i+1), w)
	}
	return strings.Join(all, " ")
}

// flat joins all words with single spaces.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// tool runs one of the programs that judge a page. A machine without them
// cannot say that the work is right, so the test fails there.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Fatalf("%s is not installed; \"make test\" installs it", name)
	}
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return string(out)
}

// printed prints a document into a folder.
func printed(t *testing.T, dir string, d *doc.Document) (string, pdf.Report) {
	t.Helper()
	var b bytes.Buffer
	report, err := pdf.Write(&b, d, pdf.Options{Reader: exhibit.DecodeHere()})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "sheet.pdf")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, report
}
