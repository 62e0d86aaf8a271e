package leak

import (
	"strings"
	"unicode"
	"unicode/utf8"
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

// chain is digits of a text with nothing between them but blanks, hyphens and
// brackets, as numbers are written.
type chain struct {
	digits []byte
	at     []int  // where each stands in the text
	ends   []int  // and where it ends
	starts []bool // whether a group begins with it
}

// numbersIn finds the numbers in a text.
func (s *Search) numbersIn(text string, hit func(secret, start, end int)) {
	if len(s.numbers) == 0 {
		return
	}
	var c chain
	gap, inGap := 0, true
	flush := func() {
		for _, n := range s.numbers {
			if n.digits != "" && len(c.digits) >= len(n.digits) {
				c.find(n, hit)
			}
		}
		c = chain{digits: c.digits[:0], at: c.at[:0], ends: c.ends[:0], starts: c.starts[:0]}
	}
	for i, r := range text {
		switch r = figure(r); {
		case '0' <= r && r <= '9':
			c.digits, c.at, c.starts = append(c.digits, byte(r)), append(c.at, i), append(c.starts, inGap)
			_, size := utf8.DecodeRuneInString(text[i:])
			c.ends = append(c.ends, i+size)
			gap, inGap = 0, false
		case partsDigits(r) && gap < 3:
			gap, inGap = gap+1, true
		default:
			flush()
			gap, inGap = 0, true
		}
	}
	flush()
	s.wholesIn(text, hit)
}

func partsDigits(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || strings.ContainsRune("()./\u00AD_№", r)
}

// find looks for a number that begins and ends where groups of digits do, or
// after a code.
func (c *chain) find(n number, hit func(secret, start, end int)) {
	all := string(c.digits)
	for from := 0; ; {
		k := strings.Index(all[from:], n.digits)
		if k < 0 {
			return
		}
		k += from
		end := k + len(n.digits)
		into := 0
		for into < k && !c.starts[k-into] {
			into++
		}
		if (into == 0 || n.phone && into <= 4) && (end == len(all) || c.starts[end]) {
			hit(n.secret, c.at[k], c.ends[end-1])
		}
		from = k + 1
	}
}

// wholesIn finds the numbers that have few digits: the same letters and digits,
// with no other letter or digit beside them.
func (s *Search) wholesIn(text string, hit func(secret, start, end int)) {
	for _, n := range s.numbers {
		if n.digits != "" {
			continue
		}
		for i := 0; i < len(text); {
			r, size := utf8.DecodeRuneInString(text[i:])
			before, _ := utf8.DecodeLastRuneInString(text[:i])
			if alnum(r) && !alnum(before) {
				if end := sameNumber(text[i:], n.whole); end > 0 {
					hit(n.secret, i, i+end)
				}
			}
			i += size
		}
	}
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
