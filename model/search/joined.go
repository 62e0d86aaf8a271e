package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// How many digits a number has that is known in any grouping, such as that of a
// telephone: fewer are none, and more are several.
const (
	leastDigits = 7
	mostDigits  = 15
)

// ownDigits is how many of the last digits tell a telephone from others in its
// country, whatever stands before them (+7, 8, 00998); localDigits tell it in its town.
const (
	ownDigits   = 9
	localDigits = 7
)

// mostParts is of how many parts a word with hyphens is also known as one.
const mostParts = 3

// joining puts together the words of a text that may be written as one: the groups of
// a number, the parts of a word with hyphens. They come behind all words of the text,
// so that what stands one behind the other does so still.
type joining struct {
	text   string
	digits bool
	run    []byte
	groups []group
	to     int // where the last of them ends
	found  []joined
}

// group is one of the words that are put together.
type group struct{ from, at int } // in the text, and in the run

type joined struct {
	from, to int
	fold     []byte
	first    int // length of its first part
}

// eachRead calls word with each word of a text, and then with those that come of
// putting words together.
//
// Of the latter it says how long their first part is, of others 0.
func eachRead(text string, buf []byte, word func(from, to int, fold []byte, first int)) {
	j := joining{text: text}
	eachWord(text, buf, func(from, to int, fold []byte) {
		j.add(from, to, fold)
		word(from, to, fold, 0)
	})
	j.end()
	for _, w := range j.found {
		word(w.from, w.to, w.fold, w.first)
	}
}

func (j *joining) add(from, to int, fold []byte) {
	digits := isNumber(fold)
	if len(j.groups) > 0 && (digits != j.digits || !j.joins(j.text[j.to:from])) {
		j.end()
	}
	if len(j.groups) == 0 && !digits && !hyphened(j.text[to:]) { // most words stand by themselves
		return
	}
	j.digits = digits
	j.groups = append(j.groups, group{from, len(j.run)})
	if len(j.run) <= longestWord {
		j.run = append(j.run, fold...)
	}
	j.to = to
}

// hyphened reports whether what stands behind a word goes on with a hyphen.
func hyphened(rest string) bool {
	if rest == "" || rest[0] < utf8.RuneSelf {
		return rest != "" && rest[0] == '-'
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return unicode.Is(unicode.Pd, r)
}

// joins reports whether what stands between two words may be left out.
func (j *joining) joins(between string) bool {
	if !j.digits {
		r, n := utf8.DecodeRuneInString(between)
		return n == len(between) && n > 0 && unicode.Is(unicode.Pd, r)
	}
	return between != "" && !strings.ContainsFunc(between, func(r rune) bool {
		return !unicode.Is(unicode.Zs, r) && !unicode.Is(unicode.Pd, r) && r != '(' && r != ')'
	})
}

// end notes what the groups are together.
func (j *joining) end() {
	if j.digits {
		j.number()
	} else if n := len(j.groups); n > 1 && n <= mostParts && len(j.run) <= longestWord {
		j.note(0)
	}
	j.run, j.groups = j.run[:0], j.groups[:0]
}

// number notes a number in the ways in which it may be asked for: from each group on,
// and the last digits alone.
func (j *joining) number() {
	all := len(j.run)
	if all < leastDigits || all > mostDigits {
		return
	}
	known := map[int]bool{j.groups[len(j.groups)-1].at: true} // by itself it is a word
	note := func(at int) {
		if at >= 0 && all-at >= leastDigits && !known[at] {
			known[at] = true
			j.note(at)
		}
	}
	for _, g := range j.groups {
		note(g.at)
	}
	if all > ownDigits {
		note(all - ownDigits)
		note(all - localDigits)
	}
}

// note notes what stands in the run from there on.
func (j *joining) note(at int) {
	w := joined{to: j.to, fold: slices.Clone(j.run[at:])}
	for _, g := range j.groups {
		if g.at <= at {
			w.from = g.from
		} else if w.first == 0 {
			w.first = g.at - at
		}
	}
	if w.first == 0 { // a part of one word
		w.first = len(w.fold)
	}
	j.found = append(j.found, w)
}

func isNumber(fold []byte) bool {
	for _, b := range fold {
		if b < '0' || b > '9' {
			return false
		}
	}
	return len(fold) > 0
}

// numberAt gives the number that begins with a piece of a line and goes on for so many
// pieces, as it is known in any grouping; "" when none begins there that is worth it.
func numberAt(pieces []piece) (digits string, n int) {
	words := 0
	for _, p := range pieces {
		if p.quoted || p.minus || !isFigures(p.text) {
			break
		}
		n++
		for _, t := range Tokens(p.text) {
			words++
			digits += t.Fold
		}
	}
	if len(digits) < leastDigits || len(digits) > mostDigits || words < 2 && len(digits) <= ownDigits {
		return "", n
	}
	return digits[max(0, len(digits)-ownDigits):], n
}

// isFigures reports whether a piece of a line is of digits, and of what stands between
// those of a telephone.
func isFigures(s string) bool {
	some := false
	for _, r := range s {
		switch l := letterOf(r); {
		case len(l.fold) == 1 && '0' <= l.fold[0] && l.fold[0] <= '9':
			some = true
		case l.is != inside && r != '+' && r != '(' && r != ')' && !unicode.Is(unicode.Pd, r):
			return false
		}
	}
	return some
}
