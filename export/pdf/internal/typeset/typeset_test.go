package typeset_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"guvoh/export/pdf/internal/typeset"
)

func setter(t testing.TB) *typeset.Setter {
	t.Helper()
	return typeset.NewSetter(typeset.Charis)
}

// words reads a line back in the order in which it stands on paper.
func words(l typeset.Line) string {
	var b strings.Builder
	for _, f := range l.Frags {
		for _, g := range f.Glyphs {
			b.WriteString(string(f.Text[g.At : int(g.At)+int(g.Runes)]))
		}
	}
	return b.String()
}

func TestLines(t *testing.T) {
	s := setter(t)
	for _, c := range []struct {
		name, in, want string
		listed         bool
	}{
		{"English stays as it is", "Taken at 6 a.m. on 14 March", "Taken at 6 a.m. on 14 March", false},
		{"Russian stays as it is", "Дело № 318/ж", "Дело № 318/ж", false},
		{"Uzbek Latin keeps its turned commas", "qoʻllarim, gʻam, sanʼat", "qoʻllarim, gʻam, sanʼat", false},
		{"Uzbek Cyrillic keeps its letters", "қўлларимни Ғиёсов ҳибсда", "қўлларимни Ғиёсов ҳибсда", false},
		{"a decomposed letter is composed", "Ж\u0438\u0306", "Жй", false},
		{"Arabic stands from right to left and its figures from left to right", "رقم 12", "12 مقر", false},
		{"an Arabic name inside English does not turn the English", "the name علي is his", "the name يلع is his", false},
		{"figures between two Arabic words stay between them", "see رقم 12 في there", "see يف 12 مقر there", false},
		{"an Arabic name with a Latin remark runs as the list does", "میرصابر as signed", "رباصریم as signed", true},
		{"and as itself outside of a list", "میرصابر as signed", "as signed رباصریم", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			lines := s.Set([]typeset.Span{{Text: c.in, Size: 10}}, typeset.Form{Width: 1000, Lang: "en", Listed: c.listed})
			if len(lines) != 1 {
				t.Fatalf("%d lines", len(lines))
			}
			if got := words(lines[0]); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	if len(s.Missing()) > 0 {
		t.Errorf("no face draws %v", s.Missing())
	}
}

func TestNoCharacterIsLostInBreaking(t *testing.T) {
	s := setter(t)
	for name, in := range map[string]string{
		"running text":        strings.Repeat("The applicant was taken; заявитель был задержан. ", 20),
		"one long word":       strings.Repeat("ab", 5000),
		"one long mark chain": "e" + strings.Repeat("\u0323", 500),
		"Georgian and emoji":  strings.Repeat("თბილისი 😀 ", 40),
		"Arabic":              strings.Repeat("قال مقدم الطلب إنه تعرض للتعذيب ", 30),
	} {
		t.Run(name, func(t *testing.T) {
			lines := s.Set([]typeset.Span{{Text: in, Size: 10}}, typeset.Form{Width: 180, Lang: "en"})
			count := map[rune]int{}
			for _, r := range typeset.Clean(in) {
				count[r]++
			}
			for i, l := range lines {
				if l.Width > 180.01 && len(l.Frags) > 1 {
					t.Errorf("line %d is %.1f wide", i, l.Width)
				}
				for _, r := range words(l) {
					count[r]--
				}
			}
			for r, n := range count {
				if n != 0 && r != ' ' {
					t.Errorf("%U: %d lost", r, n)
				}
			}
		})
	}
}

func TestNoLineBeginsWithADash(t *testing.T) {
	s := setter(t)
	for width := 80.0; width < 300; width += 3 {
		for i, l := range s.Set([]typeset.Span{{Text: "Задержание — Андижан — СИЗО № 1 · Узбекистан", Size: 10}}, typeset.Form{Width: width}) {
			if first, _ := utf8.DecodeRuneInString(words(l)); strings.ContainsRune("—·", first) {
				t.Errorf("at width %.0f line %d begins with a dash", width, i)
			}
		}
	}
}

func TestMissingCharactersAreReported(t *testing.T) {
	s := setter(t)
	s.Set([]typeset.Span{{Text: "名 a", Size: 10}}, typeset.Form{Width: 100})
	if !s.Missing()['名'] || len(s.Missing()) != 1 {
		t.Errorf("missing: %v", s.Missing())
	}
}

func TestCodedFontKeepsItsGlyphs(t *testing.T) {
	for _, f := range typeset.Faces() {
		data, err := f.Coded([]typeset.GID{3, 3, 4})
		if err != nil || len(data) < 1000 {
			t.Errorf("%s: %d bytes, %v", f.Name, len(data), err)
		}
	}
}

func FuzzSet(f *testing.F) {
	for i, s := range []string{
		"", "a\nb", "\u202Eabc\u202C", "\xed\xa0\x80", "👩‍👩‍👧", "\u200f(12)\u2067x", "e\u0301\u0301", "{nb}", "क्षि", "\x00\x7f",
		"interrogation of the de\u00ADten\u00ADtion", "обвиняемого в преступлении и", "қўлларимни кишанлашди ва", "l’interrogatoire e\u00AD\u0301",
	} {
		f.Add(s, "قال", 90.0, uint8(i))
	}
	s := setter(f)
	f.Fuzz(func(t *testing.T, a, b string, width float64, how uint8) {
		spans := []typeset.Span{{Text: a, Size: 10}, {Text: b, Size: 8, Style: typeset.Bold | typeset.Mono}, {Text: a, Size: 9, Lang: "ru", Whole: how&8 > 0}}
		form := typeset.Form{Width: width, Lang: []string{"en", "ru", "fr", "es", "uz", "", "ar", a}[how%8], Listed: len(a)%2 == 0, Divide: how&16 > 0, Justify: how&32 > 0}
		count := map[rune]int{}
		for _, sp := range spans {
			for _, r := range typeset.Clean(sp.Text) {
				count[r]++
			}
		}
		for _, l := range s.Set(spans, form) {
			for k, fr := range l.Frags {
				for _, g := range fr.Glyphs {
					if int(g.At)+int(g.Runes) > len(fr.Text) {
						t.Fatal("a glyph stands for text beyond the end")
					}
					for _, r := range fr.Text[g.At : int(g.At)+int(g.Runes)] {
						if r == '\u00AD' && !(l.Divided && k == len(l.Frags)-1) {
							t.Fatal("a soft hyphen inside a line")
						}
						count[r]--
					}
				}
			}
		}
		for r, n := range count {
			if n < 0 && r != '\u00AD' && !strings.Contains(a+b, "\u00AD") {
				t.Fatalf("%U is drawn more often than it stands there", r)
			}
		}
		if c := typeset.Clean(a); !utf8.ValidString(c) || typeset.Clean(c) != c {
			t.Fatal("cleaning is not stable")
		}
	})
}
