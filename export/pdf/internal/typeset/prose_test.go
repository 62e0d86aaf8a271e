package typeset_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guvoh/export/doc"
	"guvoh/export/figure"
	"guvoh/export/pdf/internal/typeset"
)

// proseIn reads the running text that the tests of this package set.
func proseIn(t testing.TB, lang string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "testdata", "prose", lang+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(text)), "\n")
}

var proseLanguages = []string{"uz-Cyrl", "uz-Latn", "ru", "en", "fr", "es"}

// white is the space between two words: where it stands and how wide it is.
type white struct{ from, to float64 }

// whites returns the spaces of a line.
func whites(l typeset.Line) []white {
	var all []white
	x := 0.0
	for _, f := range l.Frags {
		for _, g := range f.Glyphs {
			if g.Runes == 1 && f.Text[g.At] == ' ' {
				all = append(all, white{x, x + float64(g.Adv)})
			}
			x += float64(g.Adv)
		}
	}
	return all
}

// spaceOf returns the width of a space as the face has it.
func spaceOf(t testing.TB, s *typeset.Setter, size float64) float64 {
	t.Helper()
	lines := s.Set([]typeset.Span{{Text: "a b", Size: size}}, typeset.Form{Width: 1000})
	w := whites(lines[0])
	if len(w) != 1 {
		t.Fatalf("%d spaces", len(w))
	}
	return w[0].to - w[0].from
}

func TestJustifiedTextHasNoHoles(t *testing.T) {
	for name, family := range map[string]typeset.Family{"Charis": typeset.Charis, "Times": typeset.Times} {
		s := typeset.NewSetter(family)
		for _, lang := range proseLanguages {
			for _, size := range []float64{11, 12} {
				for _, width := range []float64{385, 400, 425, 453} { // A4 less the margins of the profiles, less hanging numbers
					t.Run(fmt.Sprintf("%s %s %g pt on %g pt", name, lang, size, width), func(t *testing.T) {
						space := spaceOf(t, s, size)
						all, loose, short, divided := 0, 0, 0, 0
						for _, text := range proseIn(t, lang) {
							lines := s.Set([]typeset.Span{{Text: text, Size: size}}, typeset.Form{Width: width, Lang: lang, Divide: true, Justify: true})
							river(t, lines, space)
							for _, l := range lines[:len(lines)-1] {
								all++
								if l.Divided {
									divided++
								}
								if l.Width < width-0.01 {
									short++
								} else if w := whites(l); w[0].to-w[0].from > 1.9*space {
									loose++
								}
							}
						}
						if short > 0 || loose*10 > all || divided*100 > all*58 {
							t.Errorf("of %d lines %d are loose, %d are left short and %d are divided", all, loose, short, divided)
						}
					})
				}
			}
		}
	}
}

// river looks for wide spaces that stand below each other in four lines.
func river(t *testing.T, lines []typeset.Line, space float64) {
	t.Helper()
	var before []white
	depth := map[white]int{}
	for i, l := range lines {
		now := map[white]int{}
		for _, w := range whites(l) {
			if w.to-w.from < 1.5*space {
				continue
			}
			now[w] = 1
			for _, above := range before {
				if min(above.to, w.to)-max(above.from, w.from) > 0.6*space {
					now[w] = max(now[w], depth[above]+1)
				}
			}
			if now[w] >= 4 {
				t.Errorf("a river ends in line %d at %.0f", i, w.from)
			}
		}
		before = whites(l)
		depth = now
	}
}

// plain takes the hyphens out of a line that stand for no character.
func plain(s string) string { return strings.ReplaceAll(s, "\u00AD", "") }

func TestDividedWordsAreFoundWhole(t *testing.T) {
	s := setter(t)
	for _, lang := range proseLanguages {
		for _, text := range proseIn(t, lang) {
			var b strings.Builder
			for _, l := range s.Set([]typeset.Span{{Text: text, Size: 11}}, typeset.Form{Width: 180, Lang: lang, Divide: true}) {
				b.WriteString(words(l))
				if !strings.HasSuffix(b.String(), "\u00AD") && !strings.HasSuffix(b.String(), "-") {
					b.WriteByte(' ')
				}
				if l.Divided != strings.HasSuffix(words(l), "\u00AD") {
					t.Fatal("a line says otherwise than it looks")
				}
			}
			if got := strings.TrimSpace(plain(b.String())); got != text {
				t.Errorf("%s: got %q", lang, got)
			}
		}
	}
}

func TestAtMostTwoLinesInARowAreDividedAndNeverTheLastWord(t *testing.T) {
	s := setter(t)
	for _, lang := range proseLanguages {
		for _, justify := range []bool{false, true} {
			for width := 150.0; width < 470; width += 7 {
				for _, text := range proseIn(t, lang) {
					row := 0
					lines := s.Set([]typeset.Span{{Text: text, Size: 11}}, typeset.Form{Width: width, Lang: lang, Divide: true, Justify: justify})
					for i, l := range lines {
						row++
						if !l.Divided {
							row = 0
						}
						if row > 2 {
							t.Fatalf("%s on %.0f pt: three lines in a row up to line %d", lang, width, i)
						}
					}
					if n := len(lines); n > 1 && lines[n-2].Divided && !strings.Contains(words(lines[n-1]), " ") {
						t.Fatalf("%s on %.0f pt: the last line is half a word", lang, width)
					}
				}
			}
		}
	}
}

func TestAWordOfNothingButHyphensFillsItsLines(t *testing.T) {
	s := setter(t)
	for name, word := range map[string]string{"written": "задержан-", "soft": "задержан\u00AD"} {
		lines := s.Set([]typeset.Span{{Text: strings.Repeat(word, 60), Size: 10}}, typeset.Form{Width: 300, Lang: "ru", Divide: true})
		if len(lines) > 13 {
			t.Errorf("%s: %d lines", name, len(lines))
		}
	}
}

func TestWhatIsNeverDivided(t *testing.T) {
	s := setter(t)
	for name, span := range map[string]typeset.Span{
		"a name":                          {Text: "Gʻiyosovlarning Khamidkarievlarning Хамидкариевых"},
		"a word with a figure":            {Text: "constitutional2014statement constitutional²"},
		"an address":                      {Text: "investigation/interrogation investigation@interrogation example.interrogation"},
		"a link":                          {Text: "interrogation interrogation", Whole: true},
		"fixed width":                     {Text: "interrogation interrogation", Style: typeset.Mono},
		"a word of a language not known":  {Text: "interrogation interrogation", Lang: "tlh"},
		"a word in letters of another":    {Text: "допрашиваемого допрашиваемого", Lang: "en"},
		"the last word of the paragraph":  {Text: "interrogation."},
		"a short part of a compound word": {Text: "cross-border re-entry"},
	} {
		t.Run(name, func(t *testing.T) {
			span.Size = 10
			for width := 30.0; width < 140; width += 3 {
				for _, l := range s.Set([]typeset.Span{span}, typeset.Form{Width: width, Lang: "en", Divide: true}) {
					if l.Divided {
						t.Fatalf("%q on %.0f pt", words(l), width)
					}
				}
			}
		})
	}
}

func TestSoftHyphensAreHonoured(t *testing.T) {
	s := setter(t)
	for _, c := range []struct {
		name, in string
		width    float64
		divide   bool
		want     string
	}{
		{"where no other division is asked for", "in\u00ADcommunicado", 64, false, "in\u00AD|communicado"},
		{"in a name, where somebody typed one", "Хамид\u00ADкариев", 60, true, "Хамид\u00AD|кариев"},
		{"in place of what the language would do", "interro\u00ADgation cell", 50, true, "interro\u00AD|gation cell"},
		{"but not where one stands alone", "a\u00AD \u00ADb", 60, true, "a b"},
		{"and not between Arabic letters", "مقدم\u00ADالطلب", 60, true, "بلطلامدقم"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, l := range s.Set([]typeset.Span{{Text: c.in, Size: 10}}, typeset.Form{Width: c.width, Lang: "en", Divide: c.divide}) {
				got = append(got, words(l))
			}
			if g := strings.Join(got, "|"); g != c.want {
				t.Errorf("got %q, want %q", g, c.want)
			}
		})
	}
}

func TestWordsThatBelongTogetherStayOnOneLine(t *testing.T) {
	s := setter(t)
	text := "Заявление А. К. Каримова по делу № 318 было подано в суд и в § 12 жалобы, о чём он узнал с опозданием"
	torn, lines := 0, 0
	for width := 160.0; width < 400; width += 5 {
		for _, l := range s.Set([]typeset.Span{{Text: text, Size: 11}}, typeset.Form{Width: width, Lang: "ru"}) {
			w := words(l)
			lines++
			for _, end := range []string{" А.", " К.", "№", "§", " в", " и", " с"} {
				if strings.HasSuffix(w, end) {
					torn++
				}
			}
		}
	}
	if torn*20 > lines {
		t.Errorf("%d of %d lines end with what belongs to the next one", torn, lines)
	}
}

func BenchmarkSet(b *testing.B) {
	for _, lang := range []string{"ru", "en"} {
		text := proseIn(b, lang)
		for name, form := range map[string]typeset.Form{"whole": {}, "divided": {Divide: true}, "divided and justified": {Divide: true, Justify: true}} {
			form.Width, form.Lang = 425, lang
			b.Run(lang+" "+name, func(b *testing.B) {
				s := setter(b)
				for b.Loop() {
					for _, t := range text {
						s.Set([]typeset.Span{{Text: t, Size: 11}}, form)
					}
				}
			})
		}
	}
}

// Drawings are made before anybody knows the face, so they keep room for the
// widest.
func TestDrawingsKeepEnoughRoomForWords(t *testing.T) {
	for name, family := range map[string]typeset.Family{"Charis": typeset.Charis, "Times": typeset.Times} {
		s := typeset.NewSetter(family)
		for _, lang := range proseLanguages {
			for _, style := range []doc.Style{0, doc.Bold} {
				for _, word := range strings.Fields(strings.Join(proseIn(t, lang), " ")) {
					set := s.Set([]typeset.Span{{Text: word, Size: 8, Style: typeset.Style(style & doc.Bold)}}, typeset.Form{Width: 1e6})
					real, kept := set[0].Width*25.4/72, figure.Width(word, 8, style)
					if real > kept || kept > 1.4*real+0.5 {
						t.Fatalf("%s, style %d: %q is %.2f mm wide, %.2f are kept", name, style, word, real, kept)
					}
				}
			}
		}
	}
}
