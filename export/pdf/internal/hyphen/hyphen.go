// Package hyphen says where a word may be divided at the end of a line.
//
// English, Russian, French and Spanish go by patterns (Liang's method, with the
// lists of TeX), Uzbek in both scripts by the rules of its orthography. A place
// that is not sure is not given: a line that is a little short harms nobody,
// a wrongly divided word makes a document look careless.
//
// Rules of the package: it knows words in small letters only, and a word with
// a letter that its language does not have is left whole. What else is left
// whole (names, figures, links) is the business of who asks.
package hyphen

import (
	"strings"
	"unicode"
)

// The fewest letters before and after the hyphen.
const (
	before = 2
	after  = 3
)

// Shortest is the number of letters below which no word is divided.
const Shortest = before + after

// Divider divides the words of one language. It may be used by several
// goroutines.
type Divider interface {
	// Divide returns where a word may be divided, as indices of the letters
	// that begin the second part, ascending. The word is in small letters and
	// may hold apostrophes.
	Divide(word []rune) []int
}

// For returns who divides the words of a language, given by its BCP 47 tag;
// nil when the language is not known here.
func For(tag string) Divider {
	language, _, _ := strings.Cut(strings.ToLower(tag), "-")
	switch language {
	case "uz":
		return uzbek{} // the letters tell the script
	case "en":
		language = "en-gb"
	}
	if load := patterned[language]; load != nil {
		if p := load(); p != nil {
			return p
		}
	}
	return nil
}

// enough keeps the places that leave enough letters on both lines. places may
// be changed.
func enough(word []rune, places []int) []int {
	kept := places[:0]
	for _, at := range places {
		if letters(word[:at]) >= before && letters(word[at:]) >= after {
			kept = append(kept, at)
		}
	}
	return kept
}

func letters(part []rune) int {
	n := 0
	for _, r := range part {
		if unicode.IsLetter(r) && !apostrophe(r) {
			n++
		}
	}
	return n
}

// apostrophe reports whether a character is one of those that people type for
// an apostrophe, and in Uzbek for ʻ and ʼ.
func apostrophe(r rune) bool {
	switch r {
	case '\'', '`', '´', '‘', '’', 'ʻ', 'ʼ':
		return true
	}
	return false
}
