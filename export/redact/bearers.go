package redact

import (
	"slices"

	"guvoh/model"
)

// bearers knows of some people who bears which word in the name; the father's name
// is none. Whom a word is compared with is found by how it is read, and not by going
// through everybody: two words that are the same for a [speller] have a reading in
// common, so those that have none need not be compared.
type bearers struct {
	spell  *speller
	ids    []model.ID // the people, in the order of the snapshot
	parts  [][]part   // their names
	words  []string   // each word of these names once
	borne  [][]int    // who bears it, ascending
	read   map[string][]int
	found  map[string][]int
	sounds map[string]map[byte]bool
	pairs  map[[2]string]bool
}

// bearersAmong gives the bearers of words among the persons of the snapshot.
func (r *redactor) bearersAmong(counts func(model.ID) bool) *bearers {
	b := &bearers{
		spell: r.spell, read: map[string][]int{}, found: map[string][]int{}, sounds: map[string]map[byte]bool{}, pairs: map[[2]string]bool{},
	}
	number := map[string]int{}
	for _, p := range r.s.OfKind("person") {
		if !counts(p.ID) {
			continue
		}
		parts, _ := r.nameOf(p)
		for _, a := range parts {
			if a.role != patronymic {
				b.add(number, a.word)
			}
		}
		b.ids, b.parts = append(b.ids, p.ID), append(b.parts, parts)
	}
	return b
}

// add notes that the person who comes next bears a word.
func (b *bearers) add(number map[string]int, word string) {
	n, known := number[word]
	if !known {
		n = len(b.words)
		number[word] = n
		b.words, b.borne = append(b.words, word), append(b.borne, nil)
		for _, reading := range b.spell.readings(word) {
			b.read[reading] = append(b.read[reading], n)
		}
	}
	b.borne[n] = append(b.borne[n], len(b.ids))
}

// of gives who bears a word, in any spelling and gender, ascending.
func (b *bearers) of(word string) []int {
	if found, known := b.found[word]; known {
		return found
	}
	var found []int
	tried := map[int]bool{}
	for _, reading := range b.spell.readings(word) {
		for _, n := range b.read[reading] {
			if !tried[n] && b.spell.same(word, b.words[n]) {
				found = append(found, b.borne[n]...)
			}
			tried[n] = true
		}
	}
	slices.Sort(found)
	found = slices.Compact(found)
	b.found[word] = found
	return found
}

// first finds the first who bears a word.
func (b *bearers) first(word string) (model.ID, bool) {
	if found := b.of(word); len(found) > 0 {
		return b.ids[found[0]], true
	}
	return model.ID{}, false
}

// both tells whether one of them bears both words.
func (b *bearers) both(one, other string) bool {
	pair := [2]string{one, other}
	if _, known := b.pairs[pair]; !known {
		few, many := b.of(one), b.of(other)
		if len(few) > len(many) {
			few, many = many, few
		}
		b.pairs[pair] = slices.ContainsFunc(few, func(p int) bool {
			_, there := slices.BinarySearch(many, p)
			return there
		})
	}
	return b.pairs[pair]
}

// initial tells whether one of them bears a family name and another word that
// begins with the same sound as the first.
func (b *bearers) initial(family, first string) bool {
	begin, known := b.sounds[family]
	if !known {
		begin = map[byte]bool{}
		for _, p := range b.of(family) {
			for _, x := range b.parts[p] {
				if x.role == patronymic || b.spell.same(x.word, family) {
					continue
				}
				for _, reading := range b.spell.keysOf(x.word) {
					begin[reading[0]] = true
				}
			}
		}
		b.sounds[family] = begin
	}
	return slices.ContainsFunc(b.spell.keysOf(first), func(reading string) bool { return begin[reading[0]] })
}
