package leak_test

import (
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
