package passphrase

import (
	"math"
	"unicode"
)

// sound tells words from rows of letters by which letter follows which, as it
// learned from the words that we know of one script.
type sound struct {
	first rune // of the letters that it knows
	next  [letters][letters]float64
}

// letters is how many letters the larger of the two alphabets has.
const letters = 32

// learn listens to the words of the two scripts that we have words of.
func learn(words []entry) map[*unicode.RangeTable]*sound {
	all := map[*unicode.RangeTable]*sound{
		unicode.Latin: {first: 'a'}, unicode.Cyrillic: {first: 'а'},
	}
	for _, e := range words {
		w := []rune(e.word)
		if m := all[alphabetOf(w)]; m != nil {
			for i := 1; i < len(w); i++ {
				if a, b := m.index(w[i-1]), m.index(w[i]); a >= 0 && b >= 0 {
					m.next[a][b]++
				}
			}
		}
	}
	for _, m := range all {
		for a := range m.next {
			sum := 0.0
			for _, n := range m.next[a] {
				sum += n + 0.5
			}
			for b, n := range m.next[a] {
				m.next[a][b] = -math.Log2((n + 0.5) / sum)
			}
		}
	}
	return all
}

// index is the place of a letter, -1 for one that it does not know.
func (m *sound) index(r rune) int {
	if i := int(r - m.first); 0 <= i && i < letters {
		return i
	}
	return -1
}

// strangeness says how far folded letters of one script are from sounding like a
// word: 0 for what does, and up to some bits a letter for what was typed at
// random. Letters of a script that it has not learned are never strange: better
// to count a word too low than to praise one. It is false for what cannot be a
// word, since it mixes scripts or belongs to one without spaces.
func (k *knowledge) strangeness(w []rune) (float64, bool) {
	script := alphabetOf(w)
	if script == nil {
		return 0, false
	}
	m := k.sound[script]
	if m == nil {
		return 0, true
	}
	sum := 0.0
	for i := 1; i < len(w); i++ {
		a, b := m.index(w[i-1]), m.index(w[i])
		if a < 0 || b < 0 {
			return 0, false
		}
		sum += m.next[a][b] - even
	}
	return doubt * max(sum, 0), true
}

const (
	// even is what a step from letter to letter costs when all are alike.
	even = 4.8
	// doubt turns surprise into bits: with it, words of hunspell's dictionaries
	// get hardly more than those we know, and random letters nearly all that they
	// are worth. A test holds it.
	doubt = 5
)
