package passphrase

import (
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"
)

// The reasons of patterns, shared by all their edges.
var (
	becauseDate     = []Reason{Date}
	becausePhone    = []Reason{Phone}
	becauseSequence = []Reason{Sequence}
	becauseKeyboard = []Reason{Keyboard}
	becauseRepeat   = []Reason{Repeat}
)

// addNumbers finds dates, years and telephone numbers.
func (s *subject) addNumbers(add func(edge)) {
	for _, run := range s.spans(unicode.IsDigit) {
		digits := string(s.folded[run.from:run.to])
		if bits, ok := dateBits(digits); ok {
			add(edge{run.from, run.to, bits, becauseDate, false})
		}
	}
	isPart := func(r rune) bool { return unicode.IsDigit(r) || strings.ContainsRune("+-./() ", r) }
	for _, run := range s.spans(isPart) {
		for run.to > run.from && s.folded[run.to-1] == ' ' {
			run.to--
		}
		for run.from < run.to && s.folded[run.from] == ' ' {
			run.from++
		}
		written := string(s.folded[run.from:run.to])
		if bits, ok := writtenDateBits(written); ok {
			add(edge{run.from, run.to, bits, becauseDate, false})
		}
		if bits, ok := phoneBits(written); ok {
			add(edge{run.from, run.to, bits, becausePhone, false})
		}
	}
}

// What dates are worth: the days of the century that people live in, the days
// of a year, its years.
const (
	fullDateBits = 15.2
	dayBits      = 8.5
	yearBits     = 6.9
)

// dateBits judges a run of digits: a year, a day and month, or a full date in
// any of the usual orders.
func dateBits(d string) (float64, bool) {
	switch len(d) {
	case 4:
		if isYear(d) {
			return yearBits, true
		}
		return dayBits, isDay(d[:2], d[2:])
	case 6:
		return fullDateBits, isDay(d[:2], d[2:4]) || isDay(d[4:], d[2:4])
	case 8:
		return fullDateBits, isDay(d[:2], d[2:4]) && isYear(d[4:]) || isYear(d[:4]) && isDay(d[6:], d[4:6])
	}
	return 0, false
}

// isDay tells a day and a month, in either order, each of two digits.
func isDay(a, b string) bool {
	in := func(s, last string) bool { return "01" <= s && s <= last }
	return in(a, "31") && in(b, "12") || in(a, "12") && in(b, "31")
}

func isYear(s string) bool { return "1900" <= s && s <= "2059" }

// writtenDateBits judges digits with signs between them: 14.05.1991, 1991-05-14.
func writtenDateBits(s string) (float64, bool) {
	parts := strings.FieldsFunc(s, func(r rune) bool { return !isDigit(r) })
	if len(parts) != 3 || len(s) > len("14 / 05 / 1991") {
		return 0, false
	}
	whole := ""
	for _, p := range parts {
		if len(p) == 1 {
			p = "0" + p
		}
		whole += p
	}
	bits, ok := dateBits(whole)
	return bits + 1, ok && len(whole) >= 6
}

// phoneBits judges a telephone number, with or without the code of the country.
// A guesser knows the country and its two dozen codes of networks, and is left
// with seven digits.
func phoneBits(s string) (float64, bool) {
	d := strings.Map(func(r rune) rune {
		if isDigit(r) {
			return r
		}
		return -1
	}, s)
	if d == "" || strings.Contains(s, " +") {
		return 0, false
	}
	const uzbek, russian, foreign = 27, 30, 33
	starts := func(prefixes ...string) bool {
		for _, p := range prefixes {
			if strings.HasPrefix(d, p) {
				return true
			}
		}
		return false
	}
	switch {
	case len(d) == 12 && starts("998", "992", "993", "996"):
		return uzbek, true
	case len(d) == 9 && starts("20", "33", "50", "55", "6", "7", "8", "9"):
		return uzbek, true
	case len(d) == 11 && starts("77", "87", "79", "89"), len(d) == 10 && starts("9"):
		return russian, true
	case s[0] == '+' && 9 <= len(d) && len(d) <= 15:
		return foreign, true
	}
	return 0, false
}

// addRows finds sequences and walks on the keyboard.
func (s *subject) addRows(add func(edge)) {
	for from := range s.folded {
		s.addSequence(from, add)
		s.addWalk(from, keys, add)
		s.addWalk(from, pad, add)
	}
}

// addSequence finds characters that follow each other at even steps: abc, 2468,
// яюэ.
func (s *subject) addSequence(from int, add func(edge)) {
	f := s.folded
	if from+2 >= len(f) {
		return
	}
	step := f[from+1] - f[from]
	least := 3
	switch {
	case step == 1 || step == -1:
	case step == 0 || step < -3 || step > 3 || !isDigit(f[from]):
		return
	default:
		least = 4
	}
	kind := func(r rune) int {
		switch {
		case isDigit(r):
			return 1
		case unicode.IsLetter(r):
			return 2
		}
		return 0
	}
	first := math.Log2(26)
	if strings.ContainsRune("019aаzя", f[from]) {
		first = 2
	}
	more := math.Abs(float64(step)) - 1
	if step < 0 {
		more++
	}
	for to := from + 1; to < len(f) && f[to]-f[to-1] == step && kind(f[to]) == kind(f[from]) && kind(f[from]) != 0; to++ {
		if n := to + 1 - from; n >= least {
			add(edge{from, to + 1, first + more + math.Log2(float64(n)), becauseSequence, false})
		}
	}
}

// place is where a key lies.
type place struct{ x, y int }

// keys and pad say where the key of a character lies, on the letters and on the
// block of digits beside them.
var keys, pad = func() (k, p map[rune]place) {
	k, p = map[rune]place{}, map[rune]place{}
	for _, block := range [][]string{russian[:], englishShifted[:], english[:]} {
		for y, row := range block {
			for x, r := range []rune(row) {
				k[fold(r)] = place{x, y}
			}
		}
	}
	for y, row := range numpad {
		for x, r := range row {
			p[r] = place{x, y}
		}
	}
	return k, p
}()

// addWalk finds rows of keys that lie side by side, or that keep to a pattern:
// qwerty, йцукен, 1qaz2wsx, 147258. Where the walk goes on as it did one, two or
// three steps before it costs little, and then nothing; a turn costs three bits, a jump
// six.
func (s *subject) addWalk(from int, at map[rune]place, add func(edge)) {
	f := s.folded
	start, ok := at[f[from]]
	if !ok {
		return
	}
	bits := 5.0
	if start.x == 0 {
		bits = 3
	}
	var steps []place
	for i := from + 1; i < len(f); i++ {
		a := at[f[i-1]]
		b, ok := at[f[i]]
		if !ok || a == b {
			return
		}
		step := place{b.x - a.x, b.y - a.y}
		bits += stepBits(steps, step)
		steps = append(steps, step)
		if n := i + 1 - from; n >= 4 {
			add(edge{from, i + 1, bits + math.Log2(float64(n)), becauseKeyboard, false})
		}
	}
}

// stepBits is what the next step of a walk costs after those before it.
func stepBits(before []place, step place) float64 {
	n := len(before)
	for back := 1; back <= 3 && back <= n; back++ {
		switch {
		case before[n-back] != step:
		case n-1-back >= 0 && before[n-1] == before[n-1-back]:
			return 0 // it has kept to the pattern before
		default:
			return 1.5
		}
	}
	switch {
	case step.x < -1 || step.x > 1 || step.y < -1 || step.y > 1:
		return 6
	case n == 0:
		return 1
	}
	return 3
}

// addCopies finds what stands in the text before: the same letter again, a word
// doubled, a group of digits that comes back. It gives the places where longer
// ones begin and end.
func (s *subject) addCopies(add func(edge)) (cuts []int) {
	f := s.folded
	n := len(f)
	same := make([][]int, n+1) // same[p][q]: how many characters from p on are those from q on
	for p := range same {
		same[p] = make([]int, n+1)
	}
	for p := n - 1; p > 0; p-- {
		for q := p - 1; q >= 0; q-- {
			if f[p] == f[q] {
				same[p][q] = same[p+1][q+1] + 1
			}
		}
	}
	seen := map[int]bool{}
	for p := 1; p < n; p++ {
		done := 0
		for q := p - 1; q >= 0; q-- {
			l := same[p][q]
			if l <= done {
				continue
			}
			for to := p + max(done+1, 2); to <= p+l; to++ {
				if bits, ok := copyBits(p, q, to-p); ok && !s.guard[q] && !s.guard[q+to-p] {
					add(edge{p, to, bits, becauseRepeat, false})
				}
			}
			if done = l; l >= leastHeard {
				seen[p], seen[p+l] = true, true
			}
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// copyBits is what it costs to say again what began at q, from p on. Right after
// itself only how often is to be guessed; from farther back also where and how
// much, which pays for three characters and more.
func copyBits(p, q, length int) (float64, bool) {
	distance := p - q
	if length%distance == 0 || distance <= 2 {
		return 1 + math.Log2(float64(length)/float64(distance)+1), length >= 2
	}
	return 2 + math.Log2(float64(p)) + math.Log2(float64(length)), length >= 3
}
