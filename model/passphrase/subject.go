package passphrase

import (
	"math"
	"slices"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// looked is how many characters are looked at: what stands behind them could
// only add to an estimate that is high already, or repeat.
const looked = 128

// subject is a text under judgement. Its slices run in step: one place of each
// for each character.
type subject struct {
	runes  []rune    // as typed, without marks and without apostrophes inside words
	folded []rune    // as compared: lower case, without accents, digits as 0 to 9
	upper  []float64 // what the case of each letter adds, in bits
	plain  []float64 // what all before a place costs character by character
	words  []span    // runs of letters, parted at capitals
	tokens []span    // what stands between spaces
	guard  []bool    // whether a place is inside a word that was drawn from a list
}

// span is the places from (included) to (not included).
type span struct{ from, to int }

func (s span) len() int { return s.to - s.from }

func newSubject(text string) *subject {
	s := &subject{}
	all := []rune(text)
	for i, r := range all {
		if len(s.runes) == looked {
			break
		}
		inWord := i > 0 && i+1 < len(all) && unicode.IsLetter(all[i-1]) && unicode.IsLetter(all[i+1])
		if unicode.Is(unicode.M, r) || r == '\'' && inWord {
			continue // a matter of spelling, which a guesser gets for nothing
		}
		s.runes = append(s.runes, r)
		s.folded = append(s.folded, fold(r))
	}
	s.words = s.humps(s.spans(unicode.IsLetter))
	s.tokens = s.spans(func(r rune) bool { return r != ' ' })
	s.weighCase()
	s.plain = make([]float64, len(s.runes)+1)
	for i := range s.runes {
		s.plain[i+1] = s.plain[i] + s.letterBits(i)
	}
	s.guardDrawn()
	return s
}

// spans gives the runs of characters that are of a kind.
func (s *subject) spans(is func(rune) bool) []span { return spansOf(s.runes, is) }

func spansOf(text []rune, is func(rune) bool) []span {
	var all []span
	for i := 0; i < len(text); i++ {
		if !is(text[i]) {
			continue
		}
		from := i
		for i < len(text) && is(text[i]) {
			i++
		}
		all = append(all, span{from, i})
	}
	return all
}

// onlyDigits tells a text of digits, whatever stands between them.
func (s *subject) onlyDigits() bool {
	digits := 0
	for _, r := range s.folded {
		if isDigit(r) {
			digits++
		} else if unicode.IsLetter(r) {
			return false
		}
	}
	return digits > 0
}

// weighCase counts capitals. A first capital and capitals throughout are what
// everybody does: they cost a guesser one more try, once in a text. Any other
// mixture costs one for each letter.
func (s *subject) weighCase() {
	s.upper = make([]float64, len(s.runes))
	var seen [none]bool
	for _, w := range s.written() {
		switch how := s.caseOf(w); how {
		case mixed:
			for i := w.from; i < w.to; i++ {
				s.upper[i] = 1
			}
		case first, throughout:
			if !seen[how] {
				seen[how] = true
				s.upper[w.from] = 1
			}
		}
	}
}

// written gives the runs of letters, and in place of one such as CorrectHorse
// its words: three letters and more, none with a capital but the first.
func (s *subject) written() []span {
	var all []span
	for _, run := range s.spans(unicode.IsLetter) {
		parts := s.humps([]span{run})
		if slices.ContainsFunc(parts, func(w span) bool { return w.len() < 3 || s.caseOf(w) == mixed || s.caseOf(w) == throughout }) {
			parts = []span{run}
		}
		all = append(all, parts...)
	}
	return all
}

// How a word has its capitals.
const (
	first = iota
	throughout
	none
	mixed
)

func (s *subject) caseOf(w span) int {
	n := 0
	for _, r := range s.runes[w.from:w.to] {
		if unicode.IsUpper(r) {
			n++
		}
	}
	switch {
	case n == 0:
		return none
	case n == 1 && unicode.IsUpper(s.runes[w.from]):
		return first
	case n == w.len():
		return throughout
	}
	return mixed
}

// humps parts words that are written together where each begins with a capital.
func (s *subject) humps(runs []span) []span {
	var all []span
	for _, w := range runs {
		from := w.from
		for i := from + 1; i < w.to; i++ {
			if unicode.IsUpper(s.runes[i]) && !unicode.IsUpper(s.runes[i-1]) {
				all = append(all, span{from, i})
				from = i
			}
		}
		all = append(all, span{from, w.to})
	}
	return all
}

// caseBits is what the capitals of a span add to a word that stands there: no
// more than the ways to choose that many letters for them.
func (s *subject) caseBits(from, to int) float64 {
	sum, n, up := 0.0, 0, 0
	for i := from; i < to; i++ {
		sum += s.upper[i]
		if unicode.IsLetter(s.runes[i]) {
			n++
		}
		if unicode.IsUpper(s.runes[i]) {
			up++
		}
	}
	if sum <= 1 {
		return sum
	}
	ways := 0.0
	for k := 0; k <= min(up, n-up); k++ {
		ways += choose(n, k)
	}
	return min(sum, 1+math.Log2(ways))
}

// choose is in how many ways k can be taken out of n.
func choose(n, k int) float64 {
	c := 1.0
	for i := 1; i <= k; i++ {
		c = c * float64(n-k+i) / float64(i)
	}
	return c
}

// drawnFrom is how many words of our lists must stand in a text, each between
// spaces, for it to count as drawn from them: fewer may be chance.
const drawnFrom = 4

// guardDrawn marks the words of a passphrase that [Generate] may have drawn.
// They were drawn alike, so that a common or a short one among them is worth no
// less than the others; nothing that begins or ends inside them counts.
func (s *subject) guardDrawn() {
	s.guard = make([]bool, len(s.runes)+1)
	drawn := map[string]bool{}
	var at []span
	for _, t := range s.tokens {
		if word := string(s.folded[t.from:t.to]); known().drawn[word] {
			drawn[word] = true
			at = append(at, t)
		}
	}
	if len(drawn) < drawnFrom {
		return
	}
	for _, t := range at {
		for i := t.from + 1; i < t.to; i++ {
			s.guard[i] = true
		}
	}
}

// isDrawn tells whether a span is one of the words that [subject.guardDrawn]
// marked.
func (s *subject) isDrawn(from, to int) bool {
	for i := from + 1; i < to; i++ {
		if !s.guard[i] {
			return false
		}
	}
	return to-from > 1
}

// fold gives the letter by which another is compared: lower case, Latin without
// accents, Uzbek and Tajik Cyrillic letters as the Russian ones that are typed
// for them, the forms of Arabic letters that keyboards mix up, and the digits of
// Arabic as 0 to 9.
func fold(r rune) rune {
	r = unicode.ToLower(r)
	switch {
	case r < 0x80:
		return r
	case unicode.Is(unicode.Latin, r):
		return []rune(norm.NFD.String(string(r)))[0]
	case '٠' <= r && r <= '٩':
		return '0' + r - '٠'
	case '۰' <= r && r <= '۹':
		return '0' + r - '۰'
	}
	if to, ok := alike[r]; ok {
		return to
	}
	return r
}

var alike = map[rune]rune{
	'ё': 'е', 'ў': 'у', 'ӯ': 'у', 'қ': 'к', 'ғ': 'г', 'ҳ': 'х', 'ӣ': 'и', 'ҷ': 'ч', 'і': 'и', 'ї': 'и', 'є': 'е', 'ґ': 'г',
	'ұ': 'у', 'ү': 'у', 'ә': 'а', 'ө': 'о', 'ң': 'н', 'һ': 'х',
	'أ': 'ا', 'إ': 'ا', 'آ': 'ا', 'ٱ': 'ا', 'ى': 'ي', 'ی': 'ي', 'ک': 'ك', 'ة': 'ه',
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }
