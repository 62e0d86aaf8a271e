package hyphen

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	data "guvoh/assets/hyphen"
)

// patterned are the languages that go by patterns, read when first needed.
var patterned = map[string]func() *patterns{
	"en-gb": once("en-gb"), "ru": once("ru"), "fr": once("fr"), "es": once("es"),
}

func once(language string) func() *patterns {
	return sync.OnceValue(func() *patterns {
		text, err := data.Read(language)
		if err != nil {
			return nil // it is embedded; a test looks
		}
		return parse(string(text))
	})
}

// patterns is a list of Liang's patterns as a tree of letters. Each node is a
// beginning of patterns; its children are a chain of siblings.
type patterns struct {
	nodes  []node
	first  map[rune]int32 // the children of the root
	levels []byte
	whole  map[string][]int // words that are exceptions
}

type node struct {
	letter         rune
	child, sibling int32
	levels         int32 // where the levels of the pattern that ends here begin; 0 when none does
}

// parse reads a pattern file of TeX.
func parse(text string) *patterns {
	p := &patterns{nodes: make([]node, 1), first: map[rune]int32{}, levels: make([]byte, 1), whole: map[string][]int{}}
	for _, pattern := range group(text, `\patterns{`) {
		p.add(pattern)
	}
	for _, word := range group(text, `\hyphenation{`) {
		var places []int
		var letters []rune
		for _, r := range word {
			if r == '-' {
				places = append(places, len(letters))
			} else {
				letters = append(letters, r)
			}
		}
		p.whole[string(letters)] = enough(letters, places)
	}
	return p
}

// group returns the words of one group of a TeX file, without comments.
func group(text, opening string) []string {
	_, rest, ok := strings.Cut(text, opening)
	if !ok {
		return nil
	}
	var words []string
	for line := range strings.Lines(rest) {
		line, _, _ = strings.Cut(line, "%")
		inside, _, end := strings.Cut(line, "}")
		words = append(words, strings.Fields(inside)...)
		if end {
			break
		}
	}
	return words
}

// add puts a pattern such as "1b2l" into the tree: letters, with a level
// between any two of them.
func (p *patterns) add(pattern string) {
	var levels []byte
	level, at := byte(0), int32(0)
	for _, r := range pattern {
		if r >= '0' && r <= '9' {
			level = byte(r - '0')
			continue
		}
		levels = append(levels, level)
		level = 0
		at = p.child(at, r)
	}
	p.nodes[at].levels = int32(len(p.levels))
	p.levels = append(append(p.levels, levels...), level)
}

// child returns the child of a node for a letter, and makes it where there is
// none.
func (p *patterns) child(of int32, r rune) int32 {
	if found := p.find(of, r); found != 0 {
		return found
	}
	made := int32(len(p.nodes))
	n := node{letter: r}
	if of == 0 {
		p.first[r] = made
	} else {
		n.sibling = p.nodes[of].child
		p.nodes[of].child = made
	}
	p.nodes = append(p.nodes, n)
	return made
}

// find returns the child of a node for a letter, or 0.
func (p *patterns) find(of int32, r rune) int32 {
	if of == 0 {
		return p.first[r]
	}
	for i := p.nodes[of].child; i != 0; i = p.nodes[i].sibling {
		if p.nodes[i].letter == r {
			return i
		}
	}
	return 0
}

// Divide goes by the highest level that any pattern gives to a place: odd
// levels divide.
func (p *patterns) Divide(word []rune) []int {
	if places, ok := p.whole[string(word)]; ok {
		return slices.Clone(places)
	}
	framed := make([]rune, 0, len(word)+2)
	framed = append(framed, '.')
	for _, r := range word {
		if apostrophe(r) {
			r = '\''
		} else if p.first[r] == 0 && !unicode.Is(unicode.Mn, r) {
			return nil // a letter of another language
		}
		framed = append(framed, r)
	}
	framed = append(framed, '.')
	highest := make([]byte, len(framed)+1)
	for start := range framed {
		at := int32(0)
		for depth, r := range framed[start:] {
			if at = p.find(at, r); at == 0 {
				break
			}
			from := p.nodes[at].levels
			if from == 0 {
				continue
			}
			for i := range depth + 2 {
				highest[start+i] = max(highest[start+i], p.levels[int(from)+i])
			}
		}
	}
	var places []int
	for i := 1; i < len(word); i++ {
		if highest[i+1]%2 == 1 {
			places = append(places, i)
		}
	}
	return enough(word, places)
}
