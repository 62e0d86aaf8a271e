package slip39

import (
	_ "embed" // the list of words
	"slices"
	"strings"
	"unicode"
)

// listFile is the word list of the standard, byte for byte
// (slip-0039/wordlist.txt; see wordlist-LICENSE.txt).
//
//go:embed wordlist.txt
var listFile string

// list holds the 1024 words in the order of the alphabet, which is the order of
// their numbers. No two share their first four letters.
var list = strings.Fields(listFile)

// short is how many letters of a word are enough to know it.
const short = 4

// Complete gives the words that begin with those letters, in the order of the
// alphabet: one at most from four letters on, all of them for none.
func Complete(prefix string) []string {
	prefix = strings.ToLower(strings.TrimSpace(prefix))
	from, _ := slices.BinarySearch(list, prefix)
	to := from
	for to < len(list) && strings.HasPrefix(list[to], prefix) {
		to++
	}
	return slices.Clone(list[from:to])
}

// Spell gives bytes as words of the list: ten bits a word, from the first bit
// on, with zero bits in front where they do not come out even. It has no
// checksum and is meant for comparing, such as fingerprints.
func Spell(b []byte) []string { return spell(pack(b)) }

func spell(indices []uint16) []string {
	words := make([]string, len(indices))
	for i, n := range indices {
		words[i] = list[n]
	}
	return words
}

// find gives the number of a word, which may be cut to four letters or more.
func find(word string) (uint16, bool) {
	word = strings.ToLower(word)
	if len(word) < short {
		return 0, false
	}
	i, _ := slices.BinarySearch(list, word)
	return uint16(i), i < len(list) && strings.HasPrefix(list[i], word)
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }
