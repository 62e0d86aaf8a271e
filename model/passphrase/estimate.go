package passphrase

import (
	"math"
	"slices"
	"unicode"
	"unicode/utf8"
)

// edge is one way to come from a place in the text to a later one, and what it
// costs a guesser.
type edge struct {
	from, to int
	bits     float64
	why      []Reason
	word     bool // whether it is a word of a language
}

// way is the cheapest way through a text.
type way struct {
	bits  float64
	edges []edge
	wide  []edge // beside the way: what explains nearly all of the text by itself
}

// edges gathers all that is known of the text.
func (s *subject) edges(hints []string) []edge {
	var all []edge
	add := func(e edge) {
		if s.guard[e.from] || s.guard[e.to] {
			return
		}
		if s.isDrawn(e.from, e.to) && !slices.Contains(e.why, Hint) && !slices.Contains(e.why, Repeat) {
			e.bits, e.why, e.word = max(e.bits, drawnBits), nil, true
		}
		e.bits += s.caseBits(e.from, e.to)
		all = append(all, e)
	}
	s.addWords(hints, add)
	s.addNumbers(add)
	s.addRows(add)
	s.addSounds(s.addCopies(add), add)
	return all
}

// view is the text read in another way.
type view struct {
	letters   []rune
	why       Reason // "" for the text as it stands
	bits      float64
	backwards bool
}

// views gives the text as it stands, backwards, with letters for the signs that
// may stand for them, and on the keyboard of the other language.
func (s *subject) views() []view {
	backwards := slices.Clone(s.folded)
	slices.Reverse(backwards)
	all := []view{{letters: s.folded}, {letters: backwards, why: Disguise, bits: 1, backwards: true}}
	for _, letters := range s.undisguised() {
		all = append(all, view{letters: letters, why: Disguise})
	}
	if letters, ok := s.switched(); ok {
		all = append(all, view{letters: letters, why: Layout, bits: 1})
	}
	return all
}

// addWords finds the words of people and of the hints in the text.
func (s *subject) addWords(hints []string, add func(edge)) {
	hinted := hintWords(hints)
	for _, v := range s.views() {
		for from := range v.letters {
			visit := func(n int, e entry) {
				if found, ok := s.found(v, from, n, e); ok {
					add(found)
				}
			}
			matches(hinted, v.letters[from:], visit)
			matches(known().words, v.letters[from:], visit)
		}
	}
}

// found makes an edge of an entry that stands in a view, unless it is likely to
// stand there by chance: a short word inside another, or letters that no sign
// stands for.
func (s *subject) found(v view, from, n int, e entry) (edge, bool) {
	if v.backwards {
		from = len(v.letters) - from - n
	}
	at := edge{from: from, to: from + n, bits: e.bits + v.bits, word: e.why == "" || e.why == Name || e.why == Place}
	here := span{from, from + n}
	if n < 3 && !s.alone(here) || n == 3 && !slices.Contains(s.words, here) && !s.alone(here) {
		return at, false
	}
	if e.why != "" {
		at.why = append(at.why, e.why)
	}
	if v.why != "" {
		at.why = append(at.why, v.why)
	}
	if v.why == Disguise {
		signs, letters := s.mixture(here)
		at.bits += float64(signs)
		return at, letters && (signs > 0 || v.backwards && n > 3)
	}
	return at, true
}

// hintWords gives the hints and their parts as words to find.
func hintWords(hints []string) []entry {
	var all []entry
	for _, hint := range hints {
		h := &subject{}
		h.runes = []rune(Normalize(beginning(hint)))
		parts := h.spans(func(r rune) bool { return unicode.IsLetter(r) || unicode.Is(unicode.M, r) || r == '\'' })
		parts = append(parts, h.spans(unicode.IsDigit)...)
		parts = append(parts, span{0, len(h.runes)})
		for _, p := range parts {
			word := foldWord(string(h.runes[p.from:p.to]))
			if n := utf8.RuneCountInString(word); n < 3 || n > looked {
				continue // too short to mean anything, or never to be found
			}
			for _, form := range spellings(word) {
				all = append(all, entry{form, hintBits, Hint})
			}
		}
	}
	return ranked(all)
}

// mixture counts the different digits and signs of a span, each of which may
// stand for a letter, and tells whether there are letters beside them.
func (s *subject) mixture(at span) (signs int, letters bool) {
	seen := map[rune]bool{}
	for _, r := range s.folded[at.from:at.to] {
		if unicode.IsLetter(r) {
			letters = true
		} else {
			seen[r] = true
		}
	}
	return len(seen), letters
}

// addSounds finds words that no list has, by their sound, on this keyboard or
// the other. A guesser has lists of a hundred thousand words and more, and comes
// to the shorter ones sooner. Cuts are places at which a word may begin or end
// inside a row of letters, since the same stands there before.
func (s *subject) addSounds(cuts []int, add func(edge)) {
	words := s.words
	for _, w := range s.words {
		for _, at := range cuts {
			if w.from < at && at < w.to {
				words = append(words, span{w.from, at}, span{at, w.to})
			}
		}
	}
	s.hear(s.folded, words, 0, nil, add)
	if letters, ok := s.switched(); ok {
		s.hear(letters, spansOf(letters, unicode.IsLetter), 2, []Reason{Layout}, add)
	}
}

func (s *subject) hear(letters []rune, words []span, more float64, why []Reason, add func(edge)) {
	for _, w := range words {
		if w.len() < leastHeard && !s.alone(w) || s.caseOf(w) == mixed {
			continue
		}
		strange, ok := known().strangeness(letters[w.from:w.to])
		if !ok {
			continue
		}
		if len(s.tokens) > 1 && s.alone(w) {
			strange = min(strange/2, 6) // nobody puts random letters between spaces
		}
		add(edge{w.from, w.to, unknownWord(w.len()) + more + strange, why, true})
	}
}

// leastHeard is how many letters a word must have to be known by its sound. Fewer
// are a word only where they stand alone.
const leastHeard = 5

// unknownWord is what a word of so many letters is worth that no list of ours
// has. Twelve letters are one word in any of our languages; what is longer is
// several, written together.
func unknownWord(n int) float64 {
	return min(2+2*float64(n), 14) + 2.3*float64(max(n-12, 0))
}

// alone tells whether a word stands between spaces.
func (s *subject) alone(w span) bool {
	return slices.Contains(s.tokens, w)
}

// letterBits is what a single character costs that nothing explains: the
// logarithm of how many of its kind there are to choose from. A space between
// words and a sign that was there before are no news.
func (s *subject) letterBits(i int) float64 {
	r := s.folded[i]
	again := slices.Contains(s.folded[:i], r)
	switch {
	case r == ' ':
		return 0
	case isDigit(r):
		return math.Log2(10)
	case unicode.Is(unicode.Han, r):
		return 8
	case unicode.IsLetter(r) && r < unicode.MaxASCII:
		return math.Log2(26) + s.upper[i]
	case unicode.IsLetter(r):
		return 5 + s.upper[i]
	case again:
		return 1
	case r < unicode.MaxASCII:
		return 4
	}
	return 8
}

// saves tells whether an edge spares a guesser enough to be named: less is found
// in random letters, too. Dates and telephone numbers save little and are known
// by their form.
func (s *subject) saves(e edge) bool {
	least := 5.0
	if slices.Contains(e.why, Date) || slices.Contains(e.why, Phone) {
		least = 2
	}
	return s.plain[e.to]-s.plain[e.from]-e.bits >= least
}

// nearly is how many bits worse an explanation of most of a text may be than the
// best one of all of it, for a person to hear of it as well.
const nearly = 6

// cheapest finds the way through the text that costs a guesser least.
func (s *subject) cheapest(edges []edge) way {
	n := len(s.runes)
	ending := make([][]edge, n+1)
	for _, e := range edges {
		ending[e.to] = append(ending[e.to], e)
	}
	best, via := make([]float64, n+1), make([]edge, n+1)
	for to := 1; to <= n; to++ {
		via[to] = edge{from: to - 1, to: to}
		best[to] = best[to-1] + s.plain[to] - s.plain[to-1]
		if s.guard[to-1] || s.guard[to] {
			best[to] = math.Inf(1)
		}
		for _, e := range ending[to] {
			if bits := best[e.from] + e.bits; bits < best[to] {
				best[to], via[to] = bits, e
			}
		}
	}
	w := way{bits: best[n]}
	for at := n; at > 0; at = via[at].from {
		w.edges = append(w.edges, via[at])
	}
	slices.Reverse(w.edges)
	for _, e := range edges {
		if e.bits <= w.bits+nearly && s.explains(e) && s.saves(e) {
			w.wide = append(w.wide, e)
		}
	}
	return w
}

// explains tells an edge that is about most of the text. What was said again is
// about the first time, too.
func (s *subject) explains(e edge) bool {
	if slices.Contains(e.why, Layout) || slices.Contains(e.why, Disguise) {
		return false // the text as it stands is the better explanation
	}
	about := e.to - e.from
	if slices.Contains(e.why, Repeat) {
		about *= 2
	}
	return 10*about >= 6*len(s.runes)
}
