package leak

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// numbers are the numbers that must not be found. Those in a text are looked up among
// them by their figures, or by their letters and figures where they have few.
type numbers struct {
	all    []number
	digits map[string][]int // of all, those with enough figures
	sizes  []int            // how many figures these have, ascending
	wholes map[string][]int // the others
	most   int              // how many letters and figures these have at most
}

func newNumbers() numbers { return numbers{digits: map[string][]int{}, wholes: map[string][]int{}} }

func (n *numbers) add(x number) {
	k := len(n.all)
	n.all = append(n.all, x)
	if x.digits == "" {
		n.wholes[x.whole] = append(n.wholes[x.whole], k)
		n.most = max(n.most, utf8.RuneCountInString(x.whole))
		return
	}
	n.digits[x.digits] = append(n.digits[x.digits], k)
	if i, there := slices.BinarySearch(n.sizes, len(x.digits)); !there {
		n.sizes = slices.Insert(n.sizes, i, len(x.digits))
	}
}

// numberAt is a number of those that must not be found, at a place.
type numberAt struct{ number, start, end int }

// inOrder tells of places, those of the first number first.
func (s *Search) inOrder(all []numberAt, hit func(secret, start, end int)) {
	slices.SortFunc(all, func(a, b numberAt) int {
		return cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.start, b.start))
	})
	for _, x := range all {
		hit(s.numbers.all[x.number].secret, x.start, x.end)
	}
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
	if len(s.numbers.all) == 0 {
		return
	}
	for _, c := range chainsOf(text) {
		s.inOrder(c.find(&s.numbers), hit)
	}
	s.wholesIn(text, hit)
}

// chainsOf gives the chains of a text.
func chainsOf(text string) []chain {
	var all []chain
	var c chain
	gap, inGap := 0, true
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
			if len(c.digits) > 0 {
				all = append(all, c)
			}
			c = chain{}
			gap, inGap = 0, true
		}
	}
	if len(c.digits) > 0 {
		all = append(all, c)
	}
	return all
}

func partsDigits(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || strings.ContainsRune("()./\u00AD_№", r)
}

// find looks for numbers that begin and end where groups of digits do, or begin
// after a code.
func (c *chain) find(n *numbers) []numberAt {
	var found []numberAt
	into := 0 // how far in its group a digit is
	for k := range c.digits {
		if into++; c.starts[k] {
			into = 0
		}
		if into > mostCode {
			continue
		}
		for _, size := range n.sizes {
			end := k + size
			if end > len(c.digits) {
				break
			}
			if end < len(c.digits) && !c.starts[end] {
				continue
			}
			for _, i := range n.digits[string(c.digits[k:end])] {
				if into == 0 || n.all[i].phone {
					found = append(found, numberAt{i, c.at[k], c.ends[end-1]})
				}
			}
		}
	}
	return found
}

// mostCode is how many digits the code of a country or a town has at most.
const mostCode = 4

// wholesIn finds the numbers that have few digits: the same letters and digits,
// with no other letter or digit beside them.
func (s *Search) wholesIn(text string, hit func(secret, start, end int)) {
	if s.numbers.most == 0 {
		return
	}
	var found []numberAt
	before := ' '
	for i, r := range text {
		if alnum(r) && !alnum(before) {
			for _, k := range s.numbers.wholeAt(text[i:]) {
				if end := sameNumber(text[i:], s.numbers.all[k].whole); end > 0 {
					found = append(found, numberAt{k, i, i + end})
				}
			}
		}
		before = r
	}
	s.inOrder(found, hit)
}

// wholeAt gives the numbers that a text may begin with: what its first letters and
// figures make, one after the other.
func (n *numbers) wholeAt(text string) []int {
	var found []int
	var read []byte
	count := 0
	for _, r := range text {
		r = figure(r)
		if !alnum(r) {
			if !partsDigits(r) {
				break
			}
			continue
		}
		read = utf8.AppendRune(read, latinShape(r))
		found = append(found, n.wholes[string(read)]...)
		if count++; count == n.most {
			break
		}
	}
	return found
}
