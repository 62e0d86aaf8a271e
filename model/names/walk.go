package names

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is a run of letters of the text, as indexes of letters and of bytes.
type word struct {
	from, to   int
	start, end int
	steps      []steps // shared by all words that are written the same
}

// walk goes through a text beside the tree of readings.
type walk struct {
	f       *Finder
	text    string
	letters []letter
	words   []word
	known   map[string][]steps
	of      []int32 // the word of each letter
	hits    []hit
	seen    map[[3]int]bool // what was accepted: lexeme, first letter, last letter
}

// inWord tells whether r belongs to a word.
func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.Is(unicode.M, r) || isIgnored(r) }

func newWalk(f *Finder, text string) *walk {
	w := &walk{f: f, text: text, known: map[string][]steps{}, seen: map[[3]int]bool{}}
	w.letters, w.of = make([]letter, 0, len(text)), make([]int32, 0, len(text))
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) {
			i += n
			continue
		}
		end := wordEnd(text, i)
		if spaced := spacedEnd(text, i, end); spaced > 0 {
			end = spaced
		}
		w.add(i, end)
		i = end
	}
	return w
}

// fewSpaced is how many letters with blanks between them make a word.
const fewSpaced = 4

// spacedEnd gives where a word ends that is written with blanks between its
// letters, as headings are; 0 when it is none.
func spacedEnd(text string, start, end int) int {
	n := 1
	for utf8.RuneCountInString(text[start:end]) == 1 {
		at := end
		for at < len(text) {
			r, size := utf8.DecodeRuneInString(text[at:])
			if !unicode.IsSpace(r) || r == '\n' || at-end > 4 {
				break
			}
			at += size
		}
		r, _ := utf8.DecodeRuneInString(text[at:])
		if at == end || at >= len(text) || !unicode.IsLetter(r) {
			break
		}
		next := wordEnd(text, at)
		if utf8.RuneCountInString(text[at:next]) != 1 {
			break
		}
		start, end, n = at, next, n+1
	}
	if n < fewSpaced {
		return 0
	}
	return end
}

// wordEnd gives where the word that begins at start ends. An apostrophe belongs
// to it between two letters, and Uzbek ʻ and ʼ behind one.
func wordEnd(text string, start int) int {
	end := start
	for i := start; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case inWord(r) || r == 'ʻ' || r == 'ʼ':
			i += n
			end = i
			continue
		case isApostrophe(r):
			if next, _ := utf8.DecodeRuneInString(text[i+n:]); unicode.IsLetter(next) {
				i += n
				continue
			}
		}
		break
	}
	return end
}

func (w *walk) add(start, end int) {
	from := len(w.letters)
	w.letters = spell(w.letters, w.text[start:end], start)
	if len(w.letters) == from {
		return
	}
	ways, ok := w.known[w.text[start:end]]
	if !ok {
		ways = newReader(w.letters[from:]).all()
		w.known[w.text[start:end]] = ways
	}
	for range w.letters[from:] {
		w.of = append(w.of, int32(len(w.words)))
	}
	w.words = append(w.words, word{from: from, to: len(w.letters), start: start, end: end, steps: ways})
}

// all tries every letter as the first of a name.
func (w *walk) all() {
	for i := range w.letters {
		p := path{first: i, at: i, begins: w.begins(i)}
		w.from(p, 0)
		w.spelled(p)
	}
}

// spelled follows the usual spellings from a letter on, within one word.
func (w *walk) spelled(p path) {
	in := &w.words[w.of[p.first]]
	for at := int32(0); p.at < in.to; {
		c := w.letters[p.at].r
		if c == 'ё' {
			c = 'е'
		}
		next := w.f.spelled[at].step(c)
		if next == 0 {
			return
		}
		at = next
		p.at++
		w.accept(p, w.f.spelled[at].ends, in)
	}
}

// begins tells whether a name may begin at a letter: at the beginning of a
// word, after d’ and l’, and at a capital after a small letter.
func (w *walk) begins(i int) bool {
	word := &w.words[w.of[i]]
	switch {
	case i == word.from:
		return true
	case w.letters[i].after:
		return i-word.from <= 4
	}
	return w.capitalInside(i, word)
}

// crossing is how a name goes on in the next word of a text.
type crossing uint8

const (
	within     crossing = iota // it does not
	hyphenated                 // the word is broken over the end of a line, with a hyphen
	loose                      // over the end of a line without one, at a hyphen or a blank
)

// path is how far a walk has come.
type path struct {
	first, at int // letters: where it began, where it is
	last      byte
	begins    bool
	crossed   crossing
	gate      int32 // the node at which that was: what follows must lead on from it
	doubtful  bool  // over a mere blank, in small letters
}

// from follows all readings from here on.
func (w *walk) from(p path, at int32) {
	word := &w.words[w.of[p.at]]
	ways := &word.steps[p.at-word.from]
	w.over(p, at, ways.one, word)
	if ways.two.letters > 0 {
		w.over(p, at, ways.two, word)
	}
}

func (w *walk) over(p path, at int32, s step, word *word) {
	for _, reading := range s.readings {
		node, last, ok := w.read(at, p.last, reading)
		if !ok {
			continue
		}
		next := p
		next.at, next.last = p.at+s.letters, last
		if ends := w.f.nodes[node].ends; len(ends) > 0 && !(next.crossed != within && node == next.gate) {
			w.accept(next, ends, word)
		}
		switch {
		case next.at < word.to:
			w.from(next, node)
		case w.crosses(&next, word, node):
			w.from(next, node)
		}
	}
}

// read follows a reading in the tree. A sound that follows itself is said once.
func (w *walk) read(at int32, last byte, reading string) (int32, byte, bool) {
	for i := 0; i < len(reading); i++ {
		c := reading[i]
		if c == last && c < utf8.RuneSelf {
			continue
		}
		next := w.f.nodes[at].step(c)
		if next == 0 {
			return 0, 0, false
		}
		at, last = next, c
	}
	return at, last, true
}

// crosses goes on into the next word, where a name may be broken: over the end
// of a line, at a hyphen, or at a blank that somebody puts between its parts
// (Abdul Karim).
func (w *walk) crosses(p *path, at *word, node int32) bool {
	if p.at >= len(w.letters) {
		return false
	}
	next := &w.words[w.of[p.at]]
	gap := w.text[at.end:next.start]
	if len(gap) > 8 || strings.IndexFunc(gap, func(r rune) bool { return !unicode.IsSpace(r) && !isHyphen(r) && !isIgnored(r) }) >= 0 {
		return false
	}
	line := strings.ContainsRune(gap, '\n')
	hyphen := strings.ContainsFunc(gap, func(r rune) bool { return isHyphen(r) || isIgnored(r) })
	how := loose
	if line && hyphen {
		how = hyphenated
	}
	if !line && !hyphen && !w.letters[next.from].upper {
		if w.letters[p.first].upper {
			return false
		}
		p.doubtful = true
	}
	p.crossed, p.gate = max(p.crossed, how), node
	return true
}

func isHyphen(r rune) bool { return unicode.Is(unicode.Pd, r) || r == 0xAD }

// Lengths of a reading from which on more is believed.
const (
	fewSounds  = 5 // below, only usual spellings count
	enough     = 6 // a name broken over words is believed
	manySounds = 7 // found in small letters in any spelling, and inside longer words
)

// accept takes what was read so far as a word of a pattern, where it may be one.
func (w *walk) accept(p path, ends []terminal, in *word) {
	if len(ends) == 0 {
		return
	}
	rest, end, apostrophe := w.rest(p.at, in)
	spelling := ""
	for _, t := range ends {
		lx := &w.f.lexemes[t.lexeme]
		h := hit{start: w.letters[p.first].start, end: end, read: Span{w.letters[p.first].start, w.letters[p.at-1].end}, small: !w.letters[p.first].upper, initial: lx.initial}
		if lx.initial {
			if w.isInitial(p, in) {
				h.end += len(w.point(h.end))
				w.keep(t.lexeme, h, p)
			}
			continue
		}
		if spelling == "" {
			spelling = w.spelling(p.first, p.at)
		}
		usual := lx.forms[spelling]&(1<<t.cut) != 0
		if !usual && (t.careful || t.sounds < fewSounds) || t.careful && (p.crossed == loose || !p.begins) || p.crossed == loose && t.sounds < enough {
			continue
		}
		grew, ok := grown(rest, w.letters[p.at-1].r, t.cut, !t.careful && (lx.family || t.sounds >= manySounds), apostrophe)
		if !ok && !t.careful && t.cut <= soft {
			ok = adjectives[rest]
		}
		switch {
		case ok && p.begins:
			h.ending = grew
			if grew.keep {
				h.suffix = w.text[w.letters[p.at+grew.skip-1].end:end]
			}
		case t.cut <= soft && !t.careful && p.crossed == within && t.sounds >= manySounds && !goesOn(rest):
			h.start = w.pieceStart(p.first) // the longer word goes as a whole
		default:
			continue
		}
		h.doubtful = p.doubtful || h.small && (t.careful || t.sounds < fewSounds || t.sounds < manySounds && !usual)
		w.keep(t.lexeme, h, p)
	}
}

// point gives the point that stands at a place, if one does.
func (w *walk) point(at int) string {
	if strings.HasPrefix(w.text[at:], ".") {
		return "."
	}
	return ""
}

// keep adds a hit of a lexeme once, for each pattern that has it.
func (w *walk) keep(lexeme int, h hit, p path) {
	key := [3]int{lexeme, p.first, h.end}
	if w.seen[key] {
		return
	}
	w.seen[key] = true
	for _, word := range w.f.lexemes[lexeme].words {
		h.word = word
		w.hits = append(w.hits, h)
	}
}

// rest gives what of the word is left, in small letters, where it ends, and
// whether an apostrophe stands before it. A capital after a small letter begins
// another word.
func (w *walk) rest(i int, in *word) (rest string, end int, apostrophe bool) {
	var b strings.Builder
	for k := i; k < in.to; k++ {
		if w.capitalInside(k, in) {
			return b.String(), w.letters[k-1].end, k > i && w.letters[i].after
		}
		b.WriteRune(w.letters[k].r)
	}
	return b.String(), in.end, i < in.to && w.letters[i].after
}

// capitalInside tells whether letter k is a capital after a small letter.
func (w *walk) capitalInside(k int, in *word) bool {
	return k > in.from && w.letters[k].upper && !w.letters[k-1].upper
}

// pieceStart gives where the word of a letter begins, or the piece of it that
// begins with a capital.
func (w *walk) pieceStart(i int) int {
	in := &w.words[w.of[i]]
	for i > in.from && !w.capitalInside(i, in) {
		i--
	}
	if i == in.from {
		return in.start
	}
	return w.letters[i].start
}

// spelling gives the letters that were read, as [bare] does.
func (w *walk) spelling(from, to int) string {
	var b strings.Builder
	for _, l := range w.letters[from:to] {
		if l.r == 'ё' {
			b.WriteRune('е')
		} else {
			b.WriteRune(l.r)
		}
	}
	return b.String()
}

// isInitial tells whether what was read is a single capital, or the first two
// letters of one, with its point or alone.
func (w *walk) isInitial(p path, in *word) bool {
	return p.crossed == within && p.first == in.from && p.at == in.to && in.to-in.from <= 2 && w.letters[p.first].upper
}

// goesOn tells whether what follows makes another name of the name.
func goesOn(rest string) bool {
	for _, l := range lineage {
		if strings.HasPrefix(rest, l) {
			return true
		}
	}
	return false
}
