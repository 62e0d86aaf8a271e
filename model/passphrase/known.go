package passphrase

import (
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// entry is a word that people choose, and what it is worth.
type entry struct {
	word string
	bits float64 // how far down a guesser's list it stands
	why  Reason  // "" for a word of the language
}

// knowledge is all that [Judge] knows of what people choose.
type knowledge struct {
	words []entry         // sorted, each word once
	drawn map[string]bool // the words that [Generate] draws from
	sound map[*unicode.RangeTable]*sound
}

// What the words of a kind are worth: the number of them that a guesser has to
// try, as a power of two. Common passwords and the small words of a language are
// worth what their place in their list says instead.
const (
	drawnBits = 10.34 // log2 of the 1296 words of a list
	nameBits  = 9     // given names of a country
	placeBits = 7
	hintBits  = 1
)

// known is made when it is first asked for, in about ten milliseconds.
var known = sync.OnceValue(func() *knowledge {
	k := &knowledge{drawn: map[string]bool{}}
	var all []entry
	add := func(why Reason, word string, bits float64) {
		for i, form := range spellings(foldWord(word)) {
			all = append(all, entry{form, bits + float64(min(i, 1)), why})
		}
	}
	for i, w := range lines("passwords") {
		add(Common, w, math.Log2(float64(i+2)))
	}
	for _, lang := range frequentWords() {
		for i, w := range lang {
			add("", w, math.Log2(float64(i+8))) // all of them are much used: the first ones are not worth nothing
		}
	}
	for _, name := range lines("names") {
		for _, form := range []string{name, name + "ov", name + "ova", name + "jon", name + "bek", name + "ов", name + "ова"} {
			if alphabetOf([]rune(form)) != nil {
				add(Name, form, nameBits)
			}
		}
	}
	for _, place := range lines("places") {
		add(Place, place, placeBits)
	}
	for _, lang := range languages {
		for _, w := range List(lang) {
			k.drawn[w] = true
			add("", w, drawnBits)
		}
	}
	k.words = ranked(all)
	k.sound = learn(k.words)
	return k
})

// frequentWords gives the small words of each language, the most used first.
func frequentWords() [][]string {
	var all [][]string
	for line := range strings.Lines(text("frequent")) {
		all = append(all, strings.Fields(line))
	}
	return all
}

// ranked sorts the entries and keeps the cheapest of each word.
func ranked(all []entry) []entry {
	slices.SortFunc(all, func(a, b entry) int {
		if c := strings.Compare(a.word, b.word); c != 0 {
			return c
		}
		switch {
		case a.bits < b.bits:
			return -1
		case a.bits > b.bits:
			return 1
		}
		return strings.Compare(string(a.why), string(b.why))
	})
	return slices.CompactFunc(all, func(a, b entry) bool { return a.word == b.word })
}

// foldWord folds a word as a subject is folded.
func foldWord(word string) string {
	return string(newLetters(word))
}

// newLetters gives a word's folded letters, without marks and apostrophes.
func newLetters(word string) []rune {
	var out []rune
	for _, r := range word {
		if r != '\'' && !unicode.Is(unicode.M, r) {
			out = append(out, fold(r))
		}
	}
	return out
}

// matches calls visit for each word of a sorted list that stands at the
// beginning of the letters, with its length in letters.
func matches(words []entry, letters []rune, visit func(n int, e entry)) {
	lo, hi := 0, len(words)
	var prefix []byte
	for n := range letters {
		prefix = append(prefix, string(letters[n])...)
		lo, hi = narrow(words, lo, hi, string(prefix))
		if lo == hi {
			return
		}
		if words[lo].word == string(prefix) {
			visit(n+1, words[lo])
		}
	}
}

// narrow gives the part of words[lo:hi] that begins with the prefix.
func narrow(words []entry, lo, hi int, prefix string) (int, int) {
	part := words[lo:hi]
	from, _ := slices.BinarySearchFunc(part, prefix, func(e entry, p string) int { return strings.Compare(e.word, p) })
	to, _ := slices.BinarySearchFunc(part[from:], prefix, func(e entry, p string) int {
		if strings.HasPrefix(e.word, p) {
			return -1
		}
		return 1
	})
	return lo + from, lo + from + to
}
