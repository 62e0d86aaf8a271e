package leak

import (
	"strings"
	"unicode"
)

// number is a number that must not be found: of a passport, a file, a
// telephone. Only its digits are compared where there are enough of them, else
// its letters and digits.
type number struct {
	secret int
	digits string // empty when there are too few
	phone  bool   // the code of a country or a town may stand before them
	whole  string // letters and digits, capitals, for those
}

// fewDigits is how many digits make a number that stands for itself.
const fewDigits = 6

// phoneDigits are the last digits of a telephone number, without what is dialled
// before them from another country or another town.
const phoneDigits = 9

// newNumber reads a number; ok is false when nothing is in it to be found.
func newNumber(secret int, text string) (n number, ok bool) {
	n = number{secret: secret}
	var digits, whole strings.Builder
	for _, r := range text {
		switch r = figure(r); {
		case '0' <= r && r <= '9':
			digits.WriteRune(r)
			whole.WriteRune(r)
		case unicode.IsLetter(r):
			whole.WriteRune(latinShape(r))
		}
	}
	n.digits, n.whole = digits.String(), whole.String()
	if n.phone = strings.HasPrefix(strings.TrimSpace(text), "+"); n.phone && len(n.digits) > phoneDigits {
		n.digits = n.digits[len(n.digits)-phoneDigits:]
	}
	if len(n.digits) < fewDigits {
		n.digits = ""
	}
	return n, n.whole != ""
}

// latinShape gives the Latin capital that looks like a Cyrillic letter: the
// series of a document is typed in either.
func latinShape(r rune) rune {
	const cyrillic, latin = "АВЕКМНОРСТУХ", "ABEKMHOPCTYX"
	r = unicode.ToUpper(r)
	if i := strings.IndexRune(cyrillic, r); i >= 0 {
		return rune(latin[i/2])
	}
	return r
}

// figure gives the figure that an Arabic or Persian one stands for; any other
// sign as it is.
func figure(r rune) rune {
	switch {
	case '٠' <= r && r <= '٩':
		return '0' + r - '٠'
	case '۰' <= r && r <= '۹':
		return '0' + r - '۰'
	}
	return r
}

func alnum(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// sameNumber gives the length of the beginning of text that is the number; 0
// when it is another.
func sameNumber(text, whole string) int {
	rest, gap := []rune(whole), 0
	for i, r := range text {
		switch r = figure(r); {
		case len(rest) == 0 && alnum(r):
			return 0
		case len(rest) == 0:
			return i
		case alnum(r) && latinShape(r) == rest[0]:
			rest, gap = rest[1:], 0
		case !alnum(r) && partsDigits(r) && gap < 2:
			gap++
		default:
			return 0
		}
	}
	if len(rest) > 0 {
		return 0
	}
	return len(text)
}
