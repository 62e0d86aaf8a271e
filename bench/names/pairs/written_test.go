package pairs_test

import (
	"testing"

	"guvoh/bench/names/outside"
	"guvoh/bench/names/pairs"
	"guvoh/bench/names/second"
)

func TestEveryLineIsAPair(t *testing.T) {
	for name, set := range map[string]struct {
		pairs func(report bool) []pairs.Pair
		lines int
	}{"outside": {outside.Pairs, 3427}, "second": {second.Pairs, 3755}} {
		t.Run(name, func(t *testing.T) {
			seen := map[[2]string]bool{}
			for _, report := range []bool{true, false} {
				same, other := 0, 0
				for _, p := range set.pairs(report) {
					if p.A == "" || p.B == "" || p.A == p.B || p.Kind == "" || seen[[2]string{p.A, p.B}] || seen[[2]string{p.B, p.A}] {
						t.Errorf("a pair of kind %q says nothing or is there twice", p.Kind)
					}
					seen[[2]string{p.A, p.B}] = true
					if p.Same {
						same++
					} else {
						other++
					}
				}
				if same < 600 || other < 600 {
					t.Errorf("%d pairs of one person, %d of two", same, other)
				}
			}
			if len(seen) != set.lines {
				t.Errorf("%d pairs; lines are lost", len(seen))
			}
		})
	}
}
