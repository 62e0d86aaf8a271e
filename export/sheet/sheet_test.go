package sheet_test

import (
	"bytes"
	"encoding/hex"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"guvoh/export/doc"
	"guvoh/export/sheet"
	"guvoh/model/slip39"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
)

func made(t *testing.T, s sample, lang string) *doc.Document {
	t.Helper()
	d, err := s.make(words(t, lang))
	if err != nil {
		t.Fatal(err)
	}
	if faults := doc.Check(d); len(faults) != 0 {
		t.Errorf("broken references: %v", faults)
	}
	return d
}

func TestTreesAreAsTheyWere(t *testing.T) {
	for _, s := range samples(t) {
		if s.name == "shares-20" || s.name == "card-hybrid" {
			continue // the same as their shorter fellows, but longer
		}
		for _, lang := range languages {
			t.Run(s.name+" in "+lang, func(t *testing.T) {
				golden := filepath.Join("testdata", s.name+"-"+lang+".txt")
				got := doc.Dump(made(t, s, lang))
				if os.Getenv("UPDATE_GOLDEN") != "" {
					if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(golden)
				if err != nil {
					t.Fatal(err)
				}
				if got != string(want) {
					t.Error("the tree changed; if it should have, run make golden and read the difference")
				}
			})
		}
	}
}

// Each sheet is printed in each language and read back from its rendered page,
// by the letters and by the code. With GUVOH_RENDER set to a folder the pages
// stay there, to be looked at.
func TestASheetIsReadBackFromPaper(t *testing.T) {
	for _, s := range samples(t) {
		for _, lang := range languages {
			t.Run(s.name+" in "+lang, func(t *testing.T) {
				t.Parallel()
				path, report := printed(t, folder(t, s.name+"-"+lang), made(t, s, lang))
				if report.Pages != s.pages || len(report.Missing) != 0 || len(report.Damaged) != 0 {
					t.Fatalf("%d pages, want %d; no face has %q; %d pictures cannot be drawn", report.Pages, s.pages, report.Missing, len(report.Damaged))
				}
				for i, want := range s.pagesHold {
					page := strconv.Itoa(i + 1)
					text := flat(tool(t, "pdftotext", "-raw", "-enc", "UTF-8", "-f", page, "-l", page, path, "-"))
					for _, w := range want {
						if !strings.Contains(text, w) {
							t.Errorf("page %s does not hold a text of %d letters", page, len(w))
						}
					}
					if got := scanned(t, path, page); got != s.encoded[i] {
						t.Errorf("the code of page %s holds %d letters that differ from the %d it should", page, len(got), len(s.encoded[i]))
					}
				}
				codesAreLargeEnough(t, path)
			})
		}
	}
}

// folder is where pages of a test are laid.
func folder(t *testing.T, name string) string {
	t.Helper()
	root := os.Getenv("GUVOH_RENDER")
	if root == "" {
		return t.TempDir()
	}
	dir := filepath.Join(root, name)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return dir
}

// scanned gives what the one code on a page holds, read off the page as a
// scanner of 150 dots an inch would see it.
func scanned(t *testing.T, path, page string) string {
	t.Helper()
	name := strings.TrimSuffix(path, ".pdf") + "-" + page
	tool(t, "pdftoppm", "-r", "150", "-gray", "-png", "-singlefile", "-f", page, "-l", page, path, name)
	return strings.TrimSuffix(tool(t, "zbarimg", "--quiet", "--raw", "--nodbus", name+".png"), "\n")
}

// codesAreLargeEnough checks every picture of a file: codes of 40 mm or more
// with modules of 0.6 mm or more. A module has ten pixels.
func codesAreLargeEnough(t *testing.T, path string) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(tool(t, "pdfimages", "-list", path)), "\n")[2:]
	if len(lines) == 0 {
		t.Error("no picture")
	}
	for _, line := range lines {
		field := strings.Fields(line)
		width, _ := strconv.ParseFloat(field[3], 64)
		ppi, _ := strconv.ParseFloat(field[12], 64)
		if mm, module := width/ppi*25.4, 10/ppi*25.4; mm < 40 || module < 0.595 {
			t.Errorf("a code is %.1f mm wide, its modules %.2f mm", mm, module)
		}
	}
}

func TestWhatPeopleTypeKeepsToThePage(t *testing.T) {
	for name, typed := range map[string]string{
		"many lines": strings.Repeat("Ш\n", 500), "many words": strings.Repeat("Щука ", 300), "one long word": strings.Repeat("W", 2000),
	} {
		t.Run(name, func(t *testing.T) {
			w := words(t, "uz")
			share, err := sheet.Shares(w, sheet.SharesInput{Shares: split(t, 32, 2, 3)[:1], Of: 3, Label: typed, Date: at})
			if err != nil {
				t.Fatal(err)
			}
			card, err := sheet.Card(w, sheet.CardInput{Card: vault.Card{Name: typed, Recipient: hybrid, Signing: signing}, Date: at})
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range []*doc.Document{share, card} {
				path, report := printed(t, t.TempDir(), d)
				if report.Pages != 1 || !strings.Contains(tool(t, "pdftotext", "-enc", "UTF-8", path, "-"), "…") {
					t.Errorf("%s: %d pages", d.Title, report.Pages)
				}
			}
		})
	}
}

func TestAStainedCodeIsStillRead(t *testing.T) {
	for _, s := range samples(t)[:2] {
		t.Run(s.name, func(t *testing.T) {
			img := codeOf(t, made(t, s, "en"))
			stain := image.Rect(0, 0, img.Bounds().Dx()/4, img.Bounds().Dy()/4).Add(image.Pt(img.Bounds().Dx()/2, img.Bounds().Dy()/2))
			draw.Draw(img, stain, image.NewUniform(color.Gray{Y: 128}), image.Point{}, draw.Src)
			path := filepath.Join(t.TempDir(), "stained.png")
			var b bytes.Buffer
			if err := png.Encode(&b, img); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			if got := strings.TrimSuffix(tool(t, "zbarimg", "--quiet", "--raw", "--nodbus", path), "\n"); got != s.encoded[0] {
				t.Error("it is read as something else")
			}
		})
	}
}

// codeOf gives the picture of the first code of a document.
func codeOf(t *testing.T, d *doc.Document) draw.Image {
	t.Helper()
	var code draw.Image
	d.Walk(func(b doc.Block, _ int) {
		f, ok := b.(*doc.Figure)
		if !ok || code != nil {
			return
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		img, err := png.Decode(r)
		if err != nil {
			t.Fatal(err)
		}
		code = img.(draw.Image)
	})
	return code
}

func TestACodeIsBlackAndWhiteWithAQuietZone(t *testing.T) {
	img := codeOf(t, made(t, samples(t)[0], "en"))
	b := img.Bounds()
	for y := range b.Dy() {
		for x := range b.Dx() {
			grey := img.At(x, y).(color.Gray).Y
			inside := x >= 40 && y >= 40 && x < b.Dx()-40 && y < b.Dy()-40
			if grey != 0 && grey != 255 || !inside && grey != 255 {
				t.Fatalf("pixel %d, %d is %d", x, y, grey)
			}
		}
	}
	if corner := img.At(40, 40).(color.Gray).Y; corner != 0 {
		t.Error("the code does not begin where the quiet zone of four modules ends")
	}
}

func TestSheetsThatAreNotMade(t *testing.T) {
	one, some := split(t, 16, 1, 1), split(t, 16, 3, 5)
	spoiled := strings.Replace(some[0], strings.Fields(some[0])[7], "academic", 1)
	for name, try := range map[string]func(w sheet.Words) (*doc.Document, error){
		"recovery with a share of three": func(w sheet.Words) (*doc.Document, error) {
			return sheet.Recovery(w, sheet.RecoveryInput{Words: some[0]})
		},
		"recovery with a wrong word": func(w sheet.Words) (*doc.Document, error) {
			return sheet.Recovery(w, sheet.RecoveryInput{Words: spoiled})
		},
		"shares with a wrong word": func(w sheet.Words) (*doc.Document, error) {
			return sheet.Shares(w, sheet.SharesInput{Shares: []string{some[1], spoiled}, Of: 5})
		},
		"shares with one that needs none": func(w sheet.Words) (*doc.Document, error) {
			return sheet.Shares(w, sheet.SharesInput{Shares: one, Of: 5})
		},
		"shares of fewer than are needed": func(w sheet.Words) (*doc.Document, error) {
			return sheet.Shares(w, sheet.SharesInput{Shares: some[:1], Of: 2})
		},
		"share 5 of 4": func(w sheet.Words) (*doc.Document, error) {
			return sheet.Shares(w, sheet.SharesInput{Shares: some[4:], Of: 4})
		},
		"no share": func(w sheet.Words) (*doc.Document, error) { return sheet.Shares(w, sheet.SharesInput{Of: 4}) },
		"a card for no recipient": func(w sheet.Words) (*doc.Document, error) {
			return sheet.Card(w, sheet.CardInput{Card: vault.Card{Name: "N"}})
		},
		"a card whose key has odd letters": func(w sheet.Words) (*doc.Document, error) {
			return sheet.Card(w, sheet.CardInput{Card: vault.Card{Name: "N", Recipient: hybrid + "_"}})
		},
		"a card whose key fits no code": func(w sheet.Words) (*doc.Document, error) {
			return sheet.Card(w, sheet.CardInput{Card: vault.Card{Name: "N", Recipient: recipient("age", 4000)}})
		},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := try(words(t, "en"))
			if err == nil || d != nil {
				t.Fatal("it is made")
			}
			said := strings.FieldsFunc(err.Error(), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
			for _, secret := range slices.Concat(strings.Fields(some[0]), strings.Fields(spoiled), []string{hybrid}) {
				if slices.Contains(said, secret) && secret != "share" {
					t.Error("the error tells a word of the key")
				}
			}
		})
	}
	t.Run("says which share has which wrong word", func(t *testing.T) {
		_, err := sheet.Shares(words(t, "en"), sheet.SharesInput{Shares: []string{some[1], spoiled}, Of: 5})
		share, ok := errors.AsType[*slip39.ShareError](err)
		sum, is := errors.AsType[*slip39.ChecksumError](err)
		if !ok || !is || share.Number != 2 || sum.Suspect != 8 {
			t.Errorf("got %v", err)
		}
	})
}

// The values were worked out apart from this program, by the comment of the
// package.
func TestFingerprint(t *testing.T) {
	old := vault.Card{Recipient: "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"}
	key, err := hex.DecodeString("7d51ff1400fc06679635873092050efc7893505fbfa8db88cc3756b07f23673a")
	if err != nil {
		t.Fatal(err)
	}
	both := vault.Card{Name: "Dilbar", Recipient: "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj", Signing: key}
	for _, c := range []struct {
		name          string
		card          vault.Card
		words, digits string
	}{
		{"of a card of before there were signatures", old, "smell wealthy guest marathon declare educate living withdraw", "09798 60385 30622 60691 01553"},
		{"of both keys", both, "forward human actress academic adequate nail true valid", "04314 28998 38681 38400 44997"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := sheet.FingerprintOf(c.card)
			if strings.Join(f.Words, " ") != c.words || strings.Join(f.Digits, " ") != c.digits {
				t.Errorf("words %q, digits %q", f.Words, f.Digits)
			}
			for _, read := range []string{
				c.words, c.digits, strings.ToUpper(c.words), strings.ReplaceAll(c.digits, " ", ""), strings.ReplaceAll(c.words, " ", ", "),
				strings.ReplaceAll(c.digits, " ", "-"), "  " + strings.ReplaceAll(c.words, " ", "\n"), first(c.words, 4),
			} {
				if !f.Is(read) {
					t.Errorf("%q is not taken for it", read)
				}
			}
			words := strings.Fields(c.words)
			words[3], words[4] = words[4], words[3]
			for _, read := range []string{
				"", "academic", strings.Join(words, " "), c.words + " academic", strings.Join(words[1:], " "), c.digits[1:], c.digits + "0",
				strings.Replace(c.digits, c.digits[7:8], "x", 1), first(c.words, 3),
			} {
				if f.Is(read) {
					t.Errorf("%q is taken for it", read)
				}
			}
		})
	}
	if f := sheet.FingerprintOf(both); f.Is(strings.Join(sheet.FingerprintOf(vault.Card{Recipient: both.Recipient}).Words, " ")) {
		t.Error("the fingerprint of one key passes for that of both")
	}
}

// first gives the first letters of each word.
func first(words string, letters int) string {
	all := strings.Fields(words)
	for i, w := range all {
		all[i] = w[:letters]
	}
	return strings.Join(all, " ")
}

func TestWordsAndDigitsOfAFingerprintSayTheSame(t *testing.T) {
	list := slip39.Complete("")
	for _, key := range []string{short, hybrid, "a", "b", "c"} {
		f := sheet.FingerprintOf(vault.Card{Recipient: key, Signing: signing})
		number := new(big.Int)
		for _, w := range f.Words {
			number.Lsh(number, 10).Or(number, big.NewInt(int64(slices.Index(list, w))))
		}
		digits, ok := new(big.Int).SetString(strings.Join(f.Digits, ""), 10)
		if !ok || digits.Cmp(number) != 0 || len(f.Words) != 8 || len(f.Digits) != 5 {
			t.Errorf("%d words and %d groups of digits differ", len(f.Words), len(f.Digits))
		}
	}
}

func TestCardAsText(t *testing.T) {
	w := words(t, "en")
	c := vault.Card{Name: "Lola\nage1someoneelse", Recipient: hybrid, Signing: signing}
	text := sheet.CardText(w, sheet.CardInput{Card: c})
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	t.Run("holds the recipient on one line and nothing else that age would read", func(t *testing.T) {
		for i, line := range lines {
			if its := i == len(lines)-2; its != (line == hybrid) || its == strings.HasPrefix(line, "#") {
				t.Errorf("line %d of %d", i+1, len(lines))
			}
		}
	})
	t.Run("holds name, fingerprint and the key for signatures", func(t *testing.T) {
		print := sheet.FingerprintOf(c)
		for _, part := range []string{"Contact card: Lola age1someoneelse\n", strings.Join(print.Words, " "), strings.Join(print.Digits, " "), "\n# " + c.SigningText() + "\n"} {
			if !strings.Contains(text, part) {
				t.Error("a part is missing")
			}
		}
	})
	t.Run("is read as what it was, in every language", func(t *testing.T) {
		real := realCard(t)
		for _, lang := range languages {
			got, err := vault.ParseCard(sheet.CardText(words(t, lang), sheet.CardInput{Card: real}))
			if err != nil || !got.Equal(real) || got.Name != real.Name {
				t.Errorf("%s: another card, %v", lang, err)
			}
		}
	})
	t.Run("needs no name and no key for signatures", func(t *testing.T) {
		text := sheet.CardText(w, sheet.CardInput{Card: vault.Card{Recipient: hybrid}})
		if !strings.HasPrefix(text, "# Contact card\n") || !strings.HasSuffix(text, "\n"+hybrid+"\n") {
			t.Error("something stands in its place")
		}
	})
}

// realCard is that of somebody whose keys are keys.
func realCard(t *testing.T) vault.Card {
	t.Helper()
	id, err := vault.CreateIdentity(filepath.Join(t.TempDir(), "identity"), vaulttest.Passphrase, vaulttest.Cheap, false)
	if err != nil {
		t.Fatal(err)
	}
	return id.Card("Дилбар Каримова")
}

// What a scanner reads off a printed card is a card.
func TestTheCodeOfACardIsACard(t *testing.T) {
	c := realCard(t)
	d, err := sheet.Card(words(t, "ru"), sheet.CardInput{Card: c, Date: at})
	if err != nil {
		t.Fatal(err)
	}
	path, _ := printed(t, t.TempDir(), d)
	if got, err := vault.ParseCard(scanned(t, path, "1")); err != nil || !got.Equal(c) {
		t.Error("it is another one", err)
	}
	picture, err := sheet.CardCode(c)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "code.png")
	if err := os.WriteFile(file, picture, 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := vault.ParseCard(tool(t, "zbarimg", "--quiet", "--raw", "--nodbus", file)); err != nil || !got.Equal(c) {
		t.Error("the picture holds another one", err)
	}
}
