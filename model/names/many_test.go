package names_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"guvoh/model/names"
)

// TestManyWhoHaveOneNameAreFoundAsEachAlone looks for many people at once, who share
// words of their names, and for each of them alone.
func TestManyWhoHaveOneNameAreFoundAsEachAlone(t *testing.T) {
	families := strings.Fields("Karimov Karimova Каримов Aliyev Ali Li Ли Joʻrayev Жўраева Шарипов Sharipoff Ким Цой Ковалёв Мирский Mirskaya Abdu Karim Vera")
	given := strings.Fields("Aziz Азиз Aziza Bobur Ali Gʻulom Гулом Yusuf Юсуф Sh. Ш. A. М. Abdul Dil Abdulkarim Ёлқин محمد Надежда Вера")
	found := 0
	for seed := range uint64(150) {
		rng := rand.New(rand.NewPCG(seed, 1))
		one := func(of []string) string { return of[rng.IntN(len(of))] }
		var all []names.Pattern
		for range 1 + rng.IntN(40) {
			f, g := one(families), one(given)
			all = append(all, names.Pattern{Who: rng.IntN(12), Text: []string{f, g, g + " " + f, f + " " + g}[rng.IntN(4)]})
		}
		var b strings.Builder
		for range 50 {
			w := one(append(slices.Clone(families), given...))
			switch rng.IntN(5) {
			case 0:
				w = strings.ToLower(w)
			case 1:
				w += []string{"а", "у", "ым", "ni", "ning", "’s", "s", "-"}[rng.IntN(8)]
			case 2:
				forms := names.Forms(w)
				w = strings.ToUpper(forms[rng.IntN(len(forms))])
			}
			b.WriteString(w + []string{" ", " ", ", ", "\n", "-\n", "", " и ", ". "}[rng.IntN(8)])
		}
		text := b.String()
		var want []names.Found
		for who := range 12 {
			var own []names.Pattern
			var number []int
			for i, p := range all {
				if p.Who == who {
					own, number = append(own, p), append(number, i)
				}
			}
			for _, f := range names.NewFinder(own).Find(text) {
				for i := range f.Patterns {
					f.Patterns[i] = number[f.Patterns[i]]
				}
				want = append(want, f)
			}
		}
		slices.SortStableFunc(want, func(a, b names.Found) int {
			return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.Who, b.Who))
		})
		if got := names.NewFinder(all).Find(text); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("seed %d: together %d places are found, and alone %d", seed, len(got), len(want))
		}
		found += len(want)
	}
	if found < 2000 {
		t.Errorf("only %d places", found)
	}
}
