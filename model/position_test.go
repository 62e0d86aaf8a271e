package model_test

import (
	"testing"
	"time"

	"guvoh/model"
)

// Positions of an import may be anything: they must not hang the program, and
// where there is room a row goes where it was put.
func TestBetweenPositionsOfOthers(t *testing.T) {
	for _, x := range []struct{ before, after string }{
		{"1", "10"},
		{"", "0"},
		{"", "00"},
		{"a", "a0"},
		{"a", "a00"},
		{"", "-"},
		{"", "A"},
		{"A", ""},
		{"~", ""},
		{"A", "B"},
		{"1", "10x"},
		{"", "0A"},
		{"Б", "В"},
		{"a~", "b"},
		{"z", "zA"},
		{"", "\u00000"},
		{"10", "1"},
	} {
		got := make(chan string, 1)
		go func() { got <- model.Between(x.before, x.after) }()
		select {
		case p := <-got:
			if p <= x.before {
				t.Errorf("%q does not sort after %q", p, x.before)
			}
			if p == x.after {
				t.Errorf("%q stands already", p)
			}
		case <-time.After(2 * time.Second):
			t.Fatalf("between %q and %q: it never ends", x.before, x.after)
		}
	}
}
