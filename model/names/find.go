package names

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Pattern is a name, or a part of one, that is looked for: one word or several
// that stand side by side in any order. An initial with its point is a word:
// "M. Khamidkariev".
type Pattern struct {
	Who  int // whose it is; parts of one person's name beside each other are one place
	Text string
}

// Found is a place in a text where a name stands.
type Found struct {
	Who        int
	Patterns   []int // indexes of those that are there, ascending
	Start, End int   // bytes; initials, a father's name and endings are inside
	// Read are the letters that were read as the name, in each way: a part of a longer
	// word, where that is taken as a whole, and without an ending.
	Read []Span
	// Male and Female are the case in which it stands, by the gender of whoever
	// bears it. Suffix is what can be hung on a token: "ning", "’s".
	Male, Female Case
	Suffix       string
	// Doubtful: it is an ordinary word as well and written small, or far from
	// every usual spelling and short.
	Doubtful bool
	// Small: it is written in small letters.
	Small bool
}

// Span is a part of a text, in bytes.
type Span struct{ From, To int }

// Finder finds names in running text. It is made once for many texts, and may
// be used by several goroutines at once.
type Finder struct {
	nodes    []node
	spelled  []spelled
	lexemes  []lexeme
	known    map[lexemeKey]int // of lexemes
	words    []patternWord
	patterns []pattern
}

type pattern struct {
	Pattern
	words int
}

// patternWord is one word of one pattern.
type patternWord struct{ pattern, index int }

// lexeme is a word as it is looked for. Many people have it in the name, and it is
// read and found once for all of them.
type lexeme struct {
	words   []int           // of Finder.words: whose it is
	forms   map[string]cuts // its usual spellings
	family  bool
	initial bool
}

// lexemeKey is what makes two words of patterns one lexeme.
type lexemeKey struct {
	text    string
	initial bool
	joined  bool // of two words
}

// terminal is the end of a reading of a word.
type terminal struct {
	lexeme  int // of Finder.lexemes
	cut     cut
	careful bool
	sounds  int // how many tell it from other words
}

// cuts is a set of cuts.
type cuts uint16

// node is a place in the tree of readings. From most of the places only one sound
// leads on. Where there are others, the sounds of our own alphabet have their place in
// near, the bytes of other letters in far.
type node struct {
	first byte       // the sound that led on first
	to    int32      // and where to; 0 for nowhere, since nothing leads to the root
	near  *[26]int32 // by [sound]
	far   map[byte]int32
	ends  []terminal
}

// sound gives the place of a sound among those of our own alphabet.
func sound(c byte) int {
	switch {
	case 'a' <= c && c <= 'z' && c != 'w' && c != 'x' && c != 'y':
		return int(c - 'a')
	case c == 'C':
		return 'w' - 'a'
	case c == 'S':
		return 'x' - 'a'
	}
	return -1
}

// step gives the node that a sound leads to; 0 for none.
func (n *node) step(c byte) int32 {
	if c == n.first {
		return n.to
	}
	if i := sound(c); i >= 0 {
		if n.near == nil {
			return 0
		}
		return n.near[i]
	}
	return n.far[c]
}

func (n *node) link(c byte, to int32) {
	if n.to == 0 {
		n.first, n.to = c, to
		return
	}
	if i := sound(c); i >= 0 {
		if n.near == nil {
			n.near = new([26]int32)
		}
		n.near[i] = to
		return
	}
	if n.far == nil {
		n.far = map[byte]int32{}
	}
	n.far[c] = to
}

// NewFinder makes a finder of these patterns. One without letters is never found.
func NewFinder(patterns []Pattern) *Finder {
	f := &Finder{nodes: []node{{}}, spelled: []spelled{{}}, known: map[lexemeKey]int{}}
	for i, p := range patterns {
		ws := splitName(p.Text)
		f.patterns = append(f.patterns, pattern{p, len(ws)})
		for k, w := range ws {
			f.add(i, k, w, len(ws) > 1 && initial(w))
		}
		if joined := strings.Join(ws, ""); len(ws) == 2 && !initial(ws[0]) && !initial(ws[1]) {
			f.patterns[i].words = 2
			f.addJoined(i, joined)
		}
	}
	f.known = nil // no more are added
	return f
}

// splitName gives the words of a name.
func splitName(name string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(name, func(r rune) bool { return !inWord(r) && r != '.' && !isApostrophe(r) }) {
		if w = strings.TrimFunc(w, func(r rune) bool { return isApostrophe(r) && r != 'ʻ' && r != 'ʼ' }); strings.Trim(w, ".") == "" {
			continue
		}
		if !initial(w) {
			w = strings.Trim(w, ".")
		}
		out = append(out, w)
	}
	return out
}

// initial tells whether a word of a pattern is an initial: "M.".
func initial(w string) bool {
	r := []rune(w)
	return len(r) == 2 && r[1] == '.' || len(r) == 3 && r[2] == '.' // Sh., Ch., Yu.
}

func (f *Finder) add(pattern, index int, w string, isInitial bool) {
	f.use(pattern, index, lexemeKey{text: w, initial: isInitial}, func(id int) {
		f.lexemes[id].family, f.lexemes[id].initial = family(bare(w)), isInitial
		for _, s := range stems(strings.TrimSuffix(w, ".")) {
			f.spellings(s.text, terminal{lexeme: id, cut: s.cut, careful: s.careful})
		}
	})
}

// addJoined adds a name of two words as one: Abdul Karim, Abdulkarim.
func (f *Finder) addJoined(pattern int, joined string) {
	f.use(pattern, -1, lexemeKey{text: joined, joined: true}, func(id int) {
		f.spellings(joined, terminal{lexeme: id, cut: hard})
	})
}

// use notes that a pattern has a word, which is read when it is met first.
func (f *Finder) use(pattern, index int, key lexemeKey, read func(lexeme int)) {
	id, known := f.known[key]
	if !known {
		id = len(f.lexemes)
		f.known[key] = id
		f.lexemes = append(f.lexemes, lexeme{forms: map[string]cuts{}})
		read(id)
	}
	f.lexemes[id].words = append(f.lexemes[id].words, len(f.words))
	f.words = append(f.words, patternWord{pattern, index})
}

// spellings adds a word in every way it can be read, and each of its usual
// spellings letter by letter: some of those (s for z in German, e for ё) sound
// like another word.
func (f *Finder) spellings(text string, t terminal) {
	t.sounds = len(plainest(text))
	for _, form := range append(Forms(text), text) {
		letters := bare(form)
		f.lexemes[t.lexeme].forms[letters] |= 1 << t.cut
		f.spell(letters, t)
	}
	for _, reading := range Keys(text) {
		short := t
		short.sounds = min(len(reading), t.sounds)
		f.insert(reading, short)
	}
}

// spelled is a place in the tree of usual spellings, as [node] in the other.
type spelled struct {
	first rune
	to    int32
	next  map[rune]int32
	ends  []terminal
}

// step gives the place that a letter leads to; 0 for none.
func (s *spelled) step(c rune) int32 {
	if c == s.first {
		return s.to
	}
	return s.next[c]
}

func (s *spelled) link(c rune, to int32) {
	switch {
	case s.to == 0:
		s.first, s.to = c, to
		return
	case s.next == nil:
		s.next = map[rune]int32{}
	}
	s.next[c] = to
}

func (f *Finder) spell(letters string, t terminal) {
	at := int32(0)
	for _, c := range letters {
		if !unicode.IsLetter(c) {
			continue
		}
		next := f.spelled[at].step(c)
		if next == 0 {
			next = int32(len(f.spelled))
			f.spelled = append(f.spelled, spelled{})
			f.spelled[at].link(c, next)
		}
		at = next
	}
	if at > 0 {
		f.spelled[at].ends = withEnd(f.spelled[at].ends, t)
	}
}

// withEnd adds an end once. Words are read one after the other, so only the last of
// many ends can be of the same.
func withEnd(ends []terminal, t terminal) []terminal {
	for i := len(ends) - 1; i >= 0 && ends[i].lexeme == t.lexeme; i-- {
		if ends[i] == t {
			return ends
		}
	}
	return append(ends, t)
}

func (f *Finder) insert(reading string, t terminal) {
	at := int32(0)
	for i := 0; i < len(reading); i++ {
		next := f.nodes[at].step(reading[i])
		if next == 0 {
			next = int32(len(f.nodes))
			f.nodes = append(f.nodes, node{})
			f.nodes[at].link(reading[i], next)
		}
		at = next
	}
	if at > 0 {
		f.nodes[at].ends = withEnd(f.nodes[at].ends, t)
	}
}

// hit is one word of a pattern at one place.
type hit struct {
	word       int
	start, end int // bytes
	read       Span
	ending     ending
	suffix     string
	doubtful   bool
	small      bool
	initial    bool
}

// Find gives every place where one of the names stands, in order. Places of
// different persons may overlap or be the same.
func (f *Finder) Find(text string) []Found {
	if len(f.words) == 0 {
		return nil
	}
	w := newWalk(f, text)
	w.all()
	return f.assemble(text, w)
}

// assemble makes places of hits: words beside each other that belong to one
// person are one place.
func (f *Finder) assemble(text string, w *walk) []Found {
	found := f.patternsIn(text, w.hits)
	slices.SortFunc(found, func(a, b Found) int {
		return cmp.Or(cmp.Compare(a.Who, b.Who), cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), slices.Compare(a.Patterns, b.Patterns))
	})
	var out []Found
	for _, x := range found {
		if n := len(out) - 1; n >= 0 && out[n].Who == x.Who && together(text, out[n], x) {
			out[n] = join(out[n], x)
			continue
		}
		out = append(out, x)
	}
	for i := range out {
		widen(text, &out[i])
	}
	slices.SortFunc(out, func(a, b Found) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.Who, b.Who))
	})
	return out
}

// together tells whether two places of one person are one: they overlap, or
// stand beside each other and are not the same part of the name twice.
func together(text string, a, b Found) bool {
	if b.Start < a.End {
		return true
	}
	again := slices.ContainsFunc(b.Patterns, func(p int) bool { return slices.Contains(a.Patterns, p) })
	return !again && beside(text[a.End:b.Start])
}

// join makes one place of two of one person.
func join(a, b Found) Found {
	apart := b.Start >= a.End
	out := a
	out.Patterns = slices.Clone(a.Patterns)
	for _, p := range b.Patterns {
		if !slices.Contains(out.Patterns, p) {
			out.Patterns = append(out.Patterns, p)
		}
	}
	slices.Sort(out.Patterns)
	out.Read = slices.Concat(a.Read, b.Read)
	slices.SortFunc(out.Read, func(a, b Span) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	out.Read = slices.Compact(out.Read)
	out.End = max(a.End, b.End)
	out.Doubtful = a.Doubtful && b.Doubtful && !apart
	out.Small = a.Small && b.Small
	if b.End > a.End || a.Suffix == "" {
		out.Suffix = b.Suffix
	}
	out.Male, out.Female = firm(a.Male, b.Male), firm(a.Female, b.Female)
	return out
}

// firm gives of two cases in which parts of one name stand the one that says
// more. A part that does not change says nothing.
func firm(a, b Case) Case {
	if a == Nominative || a == Oblique && b != Nominative {
		return b
	}
	return a
}

// patternsIn finds the patterns of one word and those whose words are all
// beside each other.
func (f *Finder) patternsIn(text string, hits []hit) []Found {
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end), cmp.Compare(a.word, b.word))
	})
	var found []Found
	several := map[int][]hit{}
	for _, h := range hits {
		w := f.words[h.word]
		switch p := f.patterns[w.pattern]; {
		case p.words == 1 && !h.initial, w.index < 0:
			found = append(found, f.found(w.pattern, h, h))
		case p.words > 1:
			several[w.pattern] = append(several[w.pattern], h)
		}
	}
	for p, hs := range several { // the order is put right by assemble
		found = append(found, f.chains(text, p, hs)...)
	}
	return found
}

// chains finds the hits that together make a pattern of several words.
func (f *Finder) chains(text string, pattern int, hits []hit) []Found {
	if !f.complete(pattern, hits) {
		return nil
	}
	var found []Found
	for i, first := range hits {
		seen := map[int]bool{f.words[first.word].index: true}
		last := first
		for _, h := range hits[i+1:] {
			if h.start-last.end > nearest {
				break
			}
			index := f.words[h.word].index
			if seen[index] || h.start < last.end {
				continue
			}
			if !near(text[last.end:h.start]) {
				break
			}
			seen[index], last = true, h
			if len(seen) == f.patterns[pattern].words {
				x := f.found(pattern, first, last)
				x.Doubtful = false
				x.Small = first.small && last.small
				found = append(found, x)
				break
			}
		}
	}
	return found
}

// complete tells whether each word of a pattern is among its hits: in a text with
// hundreds of capitals alone, each is an initial of many.
func (f *Finder) complete(pattern int, hits []hit) bool {
	var there []int
	for i := range hits {
		if index := f.words[hits[i].word].index; !slices.Contains(there, index) {
			there = append(there, index)
		}
	}
	return len(there) >= f.patterns[pattern].words
}

func (f *Finder) found(pattern int, first, last hit) Found {
	return Found{
		Who: f.patterns[pattern].Who, Patterns: []int{pattern}, Start: first.start, End: last.end, Read: []Span{{first.read.From, last.read.To}},
		Male: firm(first.ending.male, last.ending.male), Female: firm(first.ending.female, last.ending.female),
		Suffix: last.suffix, Doubtful: first.doubtful && last.doubtful, Small: first.small,
	}
}
