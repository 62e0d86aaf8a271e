package leak_test

import (
	"context"
	"slices"
	"testing"

	"guvoh/export/leak"
)

// A name with an initial is looked for in letters without blanks, too. There every
// word that ends or begins with the letter would complete it.
func TestANameWithAnInitialIsNotFoundAcrossOtherWords(t *testing.T) {
	s := leak.New([]leak.Secret{
		{ID: "before", Sort: leak.Name, Text: "М. Исмоилов"}, {ID: "behind", Sort: leak.Name, Text: "Ismoilov M."}, {ID: "whole", Sort: leak.Name, Text: "Murad Ismoilov"},
	}, nil)
	for text, want := range map[string][]string{
		"<p>Ilhom Ismoilov, of the police</p>":        nil,
		"<p>Ismoilov maintains that</p>":              nil,
		"<p>of Ismoilov<b>s</b> men</p>":              nil,
		"<p>said by M. Ismo<i>ilov</i></p>":           {"before", "behind"},
		"<p>Ismoi<br>lov, M.</p>":                     {"before", "behind"},
		"<p>Mu<b>rad</b> Ismo<i>ilov</i> himself</p>": {"whole"},
	} {
		t.Run(text, func(t *testing.T) { expect(t, found(t, s, "out", []byte(text)), want...) })
	}
}

// A list may name Sherali Karimov though Ali Karimov is hidden, and Durdona Saidboyeva
// though Diana Saidboyeva is: they are people of their own, whose names end alike.
func TestANameThatBeginsInsideAnotherIsNotTakenForIt(t *testing.T) {
	s := leak.New([]leak.Secret{
		{ID: "Ali", Sort: leak.Name, Text: "Ali Karimov"},
		{ID: "Diana", Sort: leak.Name, Text: "Diana Saidboyeva"},
		{ID: "initial", Sort: leak.Name, Text: "A. Nazarxonova"},
	}, nil)
	for text, want := range map[string][]string{
		"<p>Durdona Saidboyeva, a nurse</p>":       nil,
		"<p>Gulnora Nazarxonov said</p>":           nil,
		"<p>Sherali Karimov, a driver</p>":         nil,
		"<td>withheld</td><td>Doniyor Saidboyev":   nil,
		"<p>Di<b>ana</b> Said<i>boyeva</i></p>":    {"Diana"},
		"<p>told byDia<b>na</b> Said<i>boyeva</i>": {"Diana"},
		"<p>A<br>li Kari<br>mov</p>":               {"Ali"},
		"<p>A. Nazar<br>xonova</p>":                {"initial"},
		"<p>A. Naz<br>arhonova</p>":                {"initial"},
		"<p>Di<br>yana Said<br>baeva</p>":          {"Diana"},
	} {
		t.Run(text, func(t *testing.T) {
			hits, err := s.Search(context.Background(), "out", []byte(text))
			if err != nil {
				t.Fatal(err)
			}
			var sure []string
			for _, h := range hits {
				if !h.Doubtful && !slices.Contains(sure, h.Secret) {
					sure = append(sure, h.Secret)
				}
			}
			expect(t, sure, want...)
		})
	}
}
