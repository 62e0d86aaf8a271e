package ui_test

import (
	"image"
	"image/color"
	"slices"
	"strings"
	"testing"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/ui"
)

// styles are the faces in which the window writes. Those of Noto Sans have a
// fault that ui mends; the other is DejaVu Sans Mono.
var styles = []struct {
	name  string
	style fyne.TextStyle
	noto  bool
}{
	{"regular", fyne.TextStyle{}, true},
	{"bold", fyne.TextStyle{Bold: true}, true},
	{"italic", fyne.TextStyle{Italic: true}, true},
	{"bold italic", fyne.TextStyle{Bold: true, Italic: true}, true},
	{"monospace", fyne.TextStyle{Monospace: true}, false},
}

// alphabets are those of the languages in which people tell and are named.
var alphabets = []struct{ language, letters string }{
	{"Kazakh", "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"},
	{"Kyrgyz", "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя"},
	{"Tajik", "абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷшъэюя"},
	{"Uzbek in Cyrillic", "абвгдеёжзийклмнопрстуфхцчшъьэюяўқғҳ"},
	{"Uzbek in Latin", "abdefghijklmnopqrstuvxyzʻʼ"},
	{"Ukrainian", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"},
	{"Russian", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"},
	{"Azerbaijani in Cyrillic", "абвгғдеәжзиыјкҝлмноөпрстуүфхһчҹш"},
	{"Turkish", "abcçdefgğhıijklmnoöprsştuüvyzâîû"},
	{"French", "abcdefghijklmnopqrstuvwxyzàâæçéèêëîïôœùûüÿ"},
	{"Spanish", "abcdefghijklmnñopqrstuvwxyzáéíóúü"},
}

// How many pieces of ink a letter has; all others are of one.
const (
	ofTwo   = "ijіјйЙўЎӣӢӯӮыЫ" + "İğĞâÂîÎûÛàÀéÉèÈêÊôÔùÙñÑáÁíÍóÓúÚ"
	ofThree = "їЇёЁ" + "öÖüÜëËïÏÿŸ"
)

func TestEveryLetterHasItsDots(t *testing.T) {
	start(t, ui.Light, 1)
	for _, s := range styles {
		drawn := map[rune]int{} // the alphabets share most letters
		for _, a := range alphabets {
			t.Run(a.language+" in "+s.name, func(t *testing.T) {
				for _, r := range a.letters + upper(a.language, a.letters) {
					want := 1
					switch {
					case strings.ContainsRune(ofTwo, r):
						want = 2
					case strings.ContainsRune(ofThree, r):
						want = 3
					}
					if drawn[r] == 0 {
						drawn[r] = pieces(letter(t, string(r), s.style, nil))
					}
					if drawn[r] != want {
						t.Errorf("%c (%U) is of %d pieces, want %d", r, r, drawn[r], want)
					}
				}
			})
		}
	}
}

func TestTheDottedLettersOfBothScriptsLookAlike(t *testing.T) {
	start(t, ui.Light, 1)
	for _, s := range styles {
		t.Run("in "+s.name, func(t *testing.T) {
			for cyrillic, latin := range map[string]string{"і": "i", "ј": "j", "ї": "ï"} {
				drawn := letter(t, cyrillic, s.style, nil)
				if n := differ(drawn, letter(t, latin, s.style, nil)); n > 0 {
					t.Errorf("the Cyrillic %s differs from the Latin one in %d pixels", latin, n)
				}
			}
			if differ(letter(t, "і", s.style, nil), letter(t, "ı", s.style, nil)) == 0 {
				t.Error("і looks like ı")
			}
		})
	}
}

func TestAnAccentStandsInThePlaceOfTheDot(t *testing.T) {
	start(t, ui.Light, 1)
	for _, s := range styles {
		t.Run("in "+s.name, func(t *testing.T) {
			for _, accented := range []string{"i\u0301", "і\u0301"} {
				if got := pieces(letter(t, accented, s.style, nil)); got != 2 {
					t.Errorf("%s is of %d pieces, want the stem and the accent", accented, got)
				}
			}
		})
	}
}

// When this fails, there is nothing to mend any more: face.go can go.
func TestTheFaceOfFyneStillLosesTheDot(t *testing.T) {
	start(t, ui.Light, 1)
	for _, s := range styles {
		if !s.noto {
			continue
		}
		t.Run("in "+s.name, func(t *testing.T) {
			for _, r := range "іј" {
				if got := pieces(letter(t, string(r), s.style, theme.DefaultTheme().Font(s.style))); got != 1 {
					t.Errorf("Fyne now draws %c of %d pieces", r, got)
				}
			}
		})
	}
}

func TestAFaceIsTheSameEachTime(t *testing.T) {
	for _, s := range styles {
		t.Run("in "+s.name, func(t *testing.T) {
			if ui.NewTheme(ui.Light, 1).Font(s.style) != ui.NewTheme(ui.Dark, 2).Font(s.style) {
				t.Error("another theme has another copy of the face")
			}
			mended := ui.NewTheme(ui.Light, 1).Font(s.style) != theme.DefaultTheme().Font(s.style)
			if mended != s.noto {
				t.Errorf("is mended: %t", mended)
			}
		})
	}
}

func TestAFaceThatIsNotKnownIsLeftAlone(t *testing.T) {
	regular := theme.DefaultTextFont().Content()
	for name, content := range map[string][]byte{
		"an empty one":                         nil,
		"one cut off before the rule":          regular[:len(regular)/16],
		"one with the rule in two places":      slices.Concat(regular, regular),
		"the monospace one, without that rule": theme.DefaultTextMonospaceFont().Content(),
		"one that was mended before":           ui.MendFace(theme.DefaultTextFont()).Content(),
	} {
		t.Run(name, func(t *testing.T) {
			face := fyne.NewStaticResource("a.ttf", content)
			if ui.MendFace(face) != fyne.Resource(face) {
				t.Error("it was changed")
			}
		})
	}
	t.Run("and of the known one four bytes change, in a copy", func(t *testing.T) {
		mended, changed := ui.MendFace(theme.DefaultTextFont()).Content(), 0
		if len(mended) != len(regular) {
			t.Fatalf("the copy has %d bytes, want %d", len(mended), len(regular))
		}
		for i := range regular {
			if mended[i] != regular[i] {
				changed++
			}
		}
		if changed != 4 {
			t.Errorf("%d bytes differ", changed)
		}
	})
}

// upper gives the capitals of letters, in Turkish with a dot where the small one has it.
func upper(language, letters string) string {
	if language == "Turkish" {
		return strings.ToUpperSpecial(unicode.TurkishCase, letters)
	}
	return strings.ToUpper(letters)
}

// letter draws a letter large enough that its parts stand apart, in the theme's
// face or another.
func letter(t *testing.T, s string, style fyne.TextStyle, face fyne.Resource) image.Image {
	t.Helper()
	text := canvas.NewText(s, color.Black)
	text.TextSize, text.TextStyle, text.FontSource = 64, style, face
	return window(t, text, 100, 100).Canvas().Capture()
}

// pieces counts the pieces of ink in a picture that do not touch each other.
func pieces(img image.Image) (n int) {
	box := img.Bounds()
	ink := make([]bool, box.Dx()*box.Dy())
	for i := range ink {
		r, _, _, _ := img.At(box.Min.X+i%box.Dx(), box.Min.Y+i/box.Dx()).RGBA()
		ink[i] = r < 0x9000 // black on a light ground
	}
	for i := range ink {
		if !ink[i] {
			continue
		}
		n++
		ink[i] = false
		for edge := []int{i}; len(edge) > 0; {
			at := edge[len(edge)-1]
			edge = edge[:len(edge)-1]
			for _, next := range []int{at - 1, at + 1, at - box.Dx(), at + box.Dx()} {
				if next >= 0 && next < len(ink) && ink[next] {
					ink[next] = false
					edge = append(edge, next)
				}
			}
		}
	}
	return n
}
