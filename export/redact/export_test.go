package redact

import (
	"context"

	"guvoh/model"
)

// NamePart is a word of a name; Father is one that is looked for beside others only.
type NamePart struct {
	Word   string
	Father bool
}

// Bearers is what is known of who bears which word among those who are named.
type Bearers struct{ r *redactor }

// BearersOf gives those whom a snapshot names when some are hidden.
func BearersOf(ctx context.Context, snap *model.Snapshot, hidden map[model.ID]Hide) Bearers {
	r := newRedactor(ctx, snap, Plan{Hidden: hidden})
	r.decide()
	r.named = r.bearersAmong(func(id model.ID) bool { return !r.isHidden(id) })
	return Bearers{r}
}

// Parts gives the words of somebody's name.
func (b Bearers) Parts(person model.Record) []NamePart {
	var out []NamePart
	parts, _ := b.r.nameOf(person)
	for _, p := range parts {
		out = append(out, NamePart{p.word, p.role == patronymic})
	}
	return out
}

// Same tells whether two words of names are one.
func (b Bearers) Same(x, y string) bool { return b.r.spell.same(x, y) }

// Of gives who bears a word.
func (b Bearers) Of(word string) []model.ID {
	var out []model.ID
	for _, p := range b.r.named.of(word) {
		out = append(out, b.r.named.ids[p])
	}
	return out
}

// First finds the first who bears a word.
func (b Bearers) First(word string) (model.ID, bool) { return b.r.named.first(word) }

// Both tells whether one of them bears both words.
func (b Bearers) Both(one, other string) bool { return b.r.named.both(one, other) }

// Initial tells whether one of them bears a family name and another word that
// begins with the same sound as the first.
func (b Bearers) Initial(family, first string) bool { return b.r.named.initial(family, first) }

// SameWord tells whether two words of names are one.
func SameWord(a, b string) bool { return newSpeller().same(a, b) }

// MayMeet tells whether two words have a reading in common.
func MayMeet(a, b string) bool {
	s := newSpeller()
	for _, x := range s.readings(a) {
		for _, y := range s.readings(b) {
			if x == y {
				return true
			}
		}
	}
	return false
}
