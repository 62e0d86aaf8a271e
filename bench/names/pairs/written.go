package pairs

import "strings"

// Written reads pairs that stand in a file, a line each: the half, whether both names are
// of one person, the kind of pair, the two names. It gives the half that is reported, or
// the one that may be looked at.
func Written(tsv string, report bool) (all []Pair) {
	half := "look"
	if report {
		half = "held"
	}
	for _, line := range strings.Split(tsv, "\n") {
		f := strings.Split(line, "\t")
		if len(f) == 5 && f[0] == half {
			all = append(all, Pair{Same: f[1] == "yes", Kind: f[2], A: f[3], B: f[4]})
		}
	}
	return all
}
