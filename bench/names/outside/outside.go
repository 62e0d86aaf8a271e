// Package outside is a set of pairs of names that was written down before anybody
// who wrote it had read the code that it judges; docs/names.md was known.
//
// Its one job is to hold them. They stand in pairs.tsv, a line each: the half,
// whether both names are of one person, the kind of pair, the two names.
//
// Sources. The pairs of one person are spellings in print of people of public
// life: heads of state and of government, ministers, opposition, writers,
// scholars, athletes, journalists and lawyers of Central Asia, Azerbaijan, Armenia,
// Georgia, Russia and of the Uyghurs, as the press of several countries, courts,
// encyclopaedias and their own books write them; and names of nobody, made up for
// this set, in the styles of registries, passports of the 1990s and of today, ISO 9,
// GOST 7.79 and ICAO Doc 9303, with fathers' names in each style, other cases,
// titles, initials, pet names, slips and two families. The pairs of two people are
// relatives of people of public life whom the press names, and families that do not
// exist: brothers and cousins with near given names, father and child, another
// father, another family, changed places, man and woman.
//
// Rules:
//
//   - It is data. What it shows is mended by a rule of a script in model/names or
//     not at all, and no name goes from it into the list of given names.
//   - A hash of the person parts it: one half may be looked at while working, of the
//     other only the figures are reported, and no one reads which pairs it misses.
//   - A pair is changed only when it is wrong in truth, not because it is missed.
package outside

import (
	_ "embed"

	"guvoh/bench/names/pairs"
)

//go:embed pairs.tsv
var written string

// Pairs gives the half that is reported, or the one that may be looked at.
func Pairs(report bool) []pairs.Pair { return pairs.Written(written, report) }
