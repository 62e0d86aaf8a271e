package typeset

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// softHyphen is typed where a word may be divided, and stands for the hyphen
// where one was.
const softHyphen = '\u00AD'

// Clean makes text fit to print: valid, composed, without control characters.
// Line ends of every kind become \n; invalid bytes become U+FFFD. Soft hyphens
// are left out: they would split a word for a search.
func Clean(s string) string {
	if plain(s) {
		return s
	}
	return cleanForSetting(strings.ReplaceAll(s, string(softHyphen), ""))
}

// cleanForSetting is Clean with the soft hyphens kept.
func cleanForSetting(s string) string {
	if plain(s) {
		return s
	}
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	return norm.NFC.String(strings.Map(printable, s))
}

// CleanLine is Clean for a place that has one line.
func CleanLine(s string) string {
	return strings.Join(strings.Fields(Clean(s)), " ")
}

func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if (s[i] < 0x20 && s[i] != '\n') || s[i] >= 0x7F {
			return false
		}
	}
	return true
}

func printable(r rune) rune {
	switch {
	case r == '\n' || r == '\r' || r == '\v' || r == '\f' || r == 0x85 || r == 0x2028 || r == 0x2029:
		return '\n'
	case r == '\t':
		return ' '
	case unicode.IsControl(r):
		return -1
	case r&0xFFFE == 0xFFFE, r >= 0xFDD0 && r <= 0xFDEF, !utf8.ValidRune(r):
		return -1
	}
	return r
}

// ignorable reports whether a character has no picture of its own, only an
// effect on its neighbours.
func ignorable(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// Invisible reports whether a text is made only of characters that have no
// picture of their own. A soft hyphen has one: it is set only where a word is
// divided.
func Invisible(s string) bool {
	for _, r := range s {
		if r == softHyphen || !ignorable(r) {
			return false
		}
	}
	return s != ""
}
