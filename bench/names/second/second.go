// Package second is a second set of pairs of names that was written down before
// anybody who wrote it had read the code that it judges, docs/names.md or the other
// sets.
//
// Its one job is to hold them. They stand in pairs.tsv, a line each: the half,
// whether both names are of one person, the kind of pair, the two names. The command
// write makes the file anew, the same each time.
//
// Sources. People of nobody are written in Uzbek, Kazakh, Kyrgyz, Tajik, Turkmen,
// Azerbaijani, Russian and Ukrainian (write/people.txt), each as its own language and
// as Russian papers have it, and from these in the published systems: BGN/PCGN, ISO 9,
// GOST 7.79, the Russian passport's of 1997, 2000 and 2013, the Latin alphabets of
// Uzbek, Kazakh (2018, 2021 and the state agency's), Turkmen and Azerbaijani, and the
// habits of the English, German, French, Polish, Turkish, Czech, Italian and Spanish
// press (write/tables.go). Then come other orders, the styles of fathers' names,
// initials, slips, letters that a machine misreads, cases, titles. Spellings in print
// are of people of public life in judgments of Strasbourg, views of the Human Rights
// Committee and the press; these, pet names, married names, two families and the
// Arabic script are written by hand (write/hand.txt).
//
// Pairs of two people are hard ones: brothers and sisters, parent and child, a son
// named after his grandfather, another father, another family, husband and wife, near
// families (write/families.txt) and near given names (write/near.txt), the same family
// and initial; and relatives whom the press names.
//
// Rules: those of the package outside. What the set shows is mended by a rule of a
// script in model/names or not at all; a hash of the person parts it; a pair is
// changed only when it is wrong in truth.
package second

import (
	_ "embed"

	"guvoh/bench/names/pairs"
)

//go:embed pairs.tsv
var written string

// Pairs gives the half that is reported, or the one that may be looked at.
func Pairs(report bool) []pairs.Pair { return pairs.Written(written, report) }
