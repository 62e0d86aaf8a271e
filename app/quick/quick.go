// Package quick tells which of many named things is meant by a few letters, as
// somebody types them who knows where they want to go.
//
// Its one job is to compare: it knows no window, no file and no record. What is
// typed may be the beginnings of words, a part of one, a word with one letter
// wrong, or any of that with the keyboard switched to the other script. It is
// for tens or hundreds of names; records of a file are found by the store.
package quick

import (
	"cmp"
	"slices"
	"strings"

	"guvoh/model/search"
)

// The ranks of one typed word against a name: the less, the better.
const (
	exact   = iota // a word of the name is that one
	begins         // a word of the name begins so
	within         // it stands within a word
	slipped        // a word begins so but for one letter
	pieces         // it is made of the beginnings of several words, in their order
	wrong   = 8    // what is added where the keyboard was switched to the other script
)

// least is how many letters a word needs before it may be pieces of several, and
// one more before a slip is looked for: with fewer, nearly every name is meant.
const least = 3

// Rank says how well what was typed means a name; the less, the better. ok is
// false when it does not. Nothing typed means every name.
func Rank(typed, name string) (rank int, ok bool) {
	words := fold(typed)
	if len(words) == 0 {
		return 0, strings.TrimSpace(typed) == ""
	}
	of := fold(name)
	if rank, ok = all(words, of); ok {
		return rank, true
	}
	if other := search.OtherLayout(typed); other != "" {
		if rank, ok = all(fold(other), of); ok {
			return rank + wrong, true
		}
	}
	return 0, false
}

// Sort gives the names that are meant by what was typed, by their places among
// all: the best first, and those that are as good in the order they came.
func Sort(typed string, names []string) []int {
	ranks := map[int]int{}
	var out []int
	for i, name := range names {
		if rank, ok := Rank(typed, name); ok {
			ranks[i] = rank
			out = append(out, i)
		}
	}
	slices.SortStableFunc(out, func(a, b int) int { return cmp.Compare(ranks[a], ranks[b]) })
	return out
}

// fold gives the words of a line as they are compared: without case, accents
// and apostrophes, which nobody types the same way.
func fold(line string) []string {
	var out []string
	for _, t := range search.Tokens(line) {
		word := strings.Map(func(r rune) rune {
			if strings.ContainsRune("'`’‘ʻʼ", r) {
				return -1
			}
			return r
		}, t.Fold)
		if word != "" {
			out = append(out, word)
		}
	}
	return out
}

// all adds up the ranks of typed words; each must be in the name.
func all(words, name []string) (sum int, ok bool) {
	if len(words) == 0 {
		return 0, false
	}
	for _, w := range words {
		rank, ok := one([]rune(w), name)
		if !ok {
			return 0, false
		}
		sum += rank
	}
	return sum, true
}

// one ranks a typed word against the words of a name.
func one(w []rune, name []string) (rank int, ok bool) {
	rank = pieces + 1
	for _, of := range name {
		switch {
		case of == string(w):
			return exact, true
		case strings.HasPrefix(of, string(w)):
			rank = min(rank, begins)
		case strings.Contains(of, string(w)):
			rank = min(rank, within)
		case len(w) > least && slip(w, []rune(of)):
			rank = min(rank, slipped)
		}
	}
	if rank > pieces && len(w) >= least && inPieces(w, name) {
		rank = pieces
	}
	return rank, rank <= pieces
}

// slip tells whether a name's word begins like the typed one but for one letter
// that is wrong, missing, too many, or changed places with the next.
func slip(w, of []rune) bool {
	i := 0
	for i < len(w) && i < len(of) && w[i] == of[i] {
		i++
	}
	rest, left := w[i:], of[i:]
	starts := func(a, b []rune) bool { return len(a) <= len(b) && slices.Equal(a, b[:len(a)]) }
	switch {
	case len(rest) == 0:
		return true
	case starts(rest[1:], left): // too many
		return true
	case len(left) > 0 && (starts(rest[1:], left[1:]) || starts(rest, left[1:])): // wrong, or missing
		return true
	}
	return len(rest) > 1 && len(left) > 1 && rest[0] == left[1] && rest[1] == left[0] && starts(rest[2:], left[2:])
}

// inPieces tells whether a typed word is made of the beginnings of words of a
// name, in their order: "ctf" and "chefi" of "Check the file".
func inPieces(w []rune, name []string) bool {
	if len(w) == 0 {
		return true
	}
	for i, of := range name {
		n := 0
		for _, r := range of {
			if n == len(w) || r != w[n] {
				break
			}
			if n++; inPieces(w[n:], name[i+1:]) {
				return true
			}
		}
	}
	return false
}
