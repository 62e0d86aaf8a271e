package ui_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"guvoh/app/ui"
)

// marked writes spans with what differs in brackets.
func marked(spans []ui.Span) string {
	var b strings.Builder
	for _, s := range spans {
		if s.Differs {
			b.WriteString("[" + s.Text + "]")
		} else {
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

func TestCompareWords(t *testing.T) {
	for name, c := range map[string]struct{ a, b, ofA, ofB string }{
		"the same":                      {"He was beaten.", "He was beaten.", "He was beaten.", "He was beaten."},
		"one word":                      {"He was beaten twice.", "He was beaten often.", "He was beaten [twice.]", "He was beaten [often.]"},
		"words in a row are one mark":   {"in a red car", "in two blue cars", "in [a red car]", "in [two blue cars]"},
		"words put in":                  {"He fell.", "He fell down the stairs.", "He [fell.]", "He [fell down the stairs.]"},
		"nothing against something":     {"", "words", "", "[words]"},
		"a sentence put in between":     {"One. Three.", "One. Two. Three.", "One. Three.", "One. [Two. ]Three."},
		"Cyrillic":                      {"Его били ногами", "Его били руками", "Его били [ногами]", "Его били [руками]"},
		"paragraphs keep their own end": {"a\n\nb", "a\n\nc", "a\n\n[b]", "a\n\n[c]"},
	} {
		t.Run(name, func(t *testing.T) {
			a, b := ui.CompareWords(c.a, c.b)
			if got := marked(a); got != c.ofA {
				t.Errorf("the first is %q", got)
			}
			if got := marked(b); got != c.ofB {
				t.Errorf("the second is %q", got)
			}
		})
	}
	t.Run("nothing of either text is lost, and what is not marked is the same in both", func(t *testing.T) {
		rnd := rand.New(rand.NewPCG(1, 2))
		words := []string{"he", "said", "no", "\n", " ", "  ", "«да»", "yes.", "\n\n", "ʻ"}
		text := func() string {
			var b strings.Builder
			for range rnd.IntN(30) {
				b.WriteString(words[rnd.IntN(len(words))])
			}
			return b.String()
		}
		for range 3000 {
			a, b := text(), text()
			x, y := ui.CompareWords(a, b)
			var wholeA, wholeB, sameA, sameB string
			for _, s := range x {
				wholeA += s.Text
				if !s.Differs {
					sameA += s.Text
				}
			}
			for _, s := range y {
				wholeB += s.Text
				if !s.Differs {
					sameB += s.Text
				}
			}
			if wholeA != a || wholeB != b {
				t.Fatal("a text is not whole")
			}
			if strings.Join(strings.Fields(sameA), "") != strings.Join(strings.Fields(sameB), "") {
				t.Fatal("what is not marked differs")
			}
		}
	})
	t.Run("two long texts with nothing in common take no time", func(t *testing.T) {
		a, b := ui.CompareWords(strings.Repeat("word ", 20000), strings.Repeat("слово ", 20000))
		if len(a) != 2 || len(b) != 2 || !a[0].Differs || !b[0].Differs || a[1].Text != " " {
			t.Errorf("%d and %d spans", len(a), len(b))
		}
	})
}
