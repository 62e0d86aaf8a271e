package names_test

import (
	"math"
	"strings"
	"testing"

	"guvoh/model/names"
)

func FuzzMatch(f *testing.F) {
	for _, p := range benchPairs {
		f.Add(p[0], p[1])
	}
	f.Add("Karimov (Aziz", "«Шеф» o'g'li")
	f.Add("محمد صالح", "Kassym-Jomart")
	f.Add("0ABAb2a0A0A", "sayf;ullo Abd, al  Aziz")
	f.Add("Ильич", "Kuzmich Лукич Nikitič Фомичъ Ilyich")
	f.Add("ʻʼ'", "\xff\xfe a")
	f.Add("A.B.C.D.E.F.G.", "a b c d e f g h i j k")
	f.Fuzz(func(t *testing.T, a, b string) {
		r, back := names.Match(a, b), names.Match(b, a)
		if math.IsNaN(r.Score) || r.Score < 0 || r.Score > 1 {
			t.Fatalf("a score of %v", r.Score)
		}
		if r.Score != back.Score || r.Verdict != back.Verdict {
			t.Errorf("%v one way, %v the other", r.Score, back.Score)
		}
		for _, n := range []string{a, b} {
			if k := names.Blocks(n); len(k) > 40 {
				t.Errorf("%d keys", len(k))
			}
			for _, p := range names.Parse(n).Parts {
				if p.Text == "" || !strings.Contains(n, p.Text) {
					t.Error("a part that does not stand in the name")
				}
			}
		}
	})
}

func FuzzSound(f *testing.F) {
	for _, w := range []string{"хамидкариев", "Hamidqoriyev", "dschurajew", "1998", "oʻgʻli", "محمد", "\xff"} {
		f.Add(w)
	}
	f.Fuzz(func(t *testing.T, word string) {
		key := names.Sound(word)
		for i := range len(key) {
			if key[i] < 'a' || key[i] > 'z' {
				t.Fatalf("a key with the byte %d", key[i])
			}
		}
		if names.Sound(word) != key {
			t.Error("another key the second time")
		}
	})
}
