package names

import (
	_ "embed"
	"strings"
	"sync"
)

// given.txt lists given names with their short forms, written for this program.
//
//go:embed given.txt
var givenList string

// entry is one given name; forms are the spellings and short forms of all.
type entry struct {
	name   string
	gender Gender
}

type form struct {
	phones string
	entry  int32
	short  bool
}

// givenNames are the entries, and their forms by the skeletons of their sounds.
type givenNames struct {
	entries []entry
	forms   map[string][]form
	full    []string // the sounds of each entry's first spelling
}

var dictionary = sync.OnceValue(func() *givenNames {
	d := &givenNames{forms: map[string][]form{}}
	for _, line := range strings.Split(givenList, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		full, short, _ := strings.Cut(line[2:], "|")
		e := entry{name: strings.Fields(full)[0], gender: Male}
		if line[0] == 'w' {
			e.gender = Female
		}
		d.full = append(d.full, phones(e.name))
		for _, f := range strings.Fields(full) {
			d.add(f, false)
		}
		for _, f := range strings.Fields(short) {
			d.add(f, true)
		}
		d.entries = append(d.entries, e)
	}
	return d
})

// add adds a form of the entry that comes next.
func (d *givenNames) add(text string, short bool) {
	f := form{phones: phones(text), entry: int32(len(d.entries)), short: short}
	for _, key := range skeletons(f.phones) {
		d.forms[key] = append(d.forms[key], f)
	}
}

// known is what given names a part may be.
type known struct {
	bare    bool // without what it grew out of respect
	n       int
	far     cost // how far the spelling is from that of the list
	entries [8]int32
	short   [8]bool
}

// have tells whether the list knows the part at all.
func (k *known) have() bool { return k.n > 0 }

// sure tells whether the list has the part in this very spelling, as a name and
// not as a short form.
func (k *known) sure() bool {
	for i := range k.n {
		if !k.short[i] && !k.bare && k.far <= knownWithin/2 {
			return true
		}
	}
	return false
}

// common tells whether two parts may be one name, and whether only because one
// of them is a short form.
func (k *known) common(other *known) (same, short bool) {
	for i := range k.n {
		for j := range other.n {
			if k.entries[i] != other.entries[j] {
				continue
			}
			if !k.short[i] && !other.short[j] {
				return true, false
			}
			same, short = true, true
		}
	}
	return same, short
}

func (k *known) add(f *form) {
	for i := range k.n {
		if k.entries[i] == f.entry {
			k.short[i] = k.short[i] && f.short
			return
		}
	}
	if k.n < len(k.entries) {
		k.entries[k.n], k.short[k.n] = f.entry, f.short
		k.n++
	}
}

// Spellings of a known name are no farther from one in the list than this, and
// those that are this much farther than the nearest are of another name.
const (
	knownWithin = 6
	knownMargin = 5
	knownSurely = 12 // two parts together that are no farther are spelled right
)

// know looks sounds up in the list: as they are, else without what a name grows
// out of respect.
func know(ph string) (k known) {
	k = lookUp(ph)
	if !k.have() {
		if stem, keeps := withoutRespect(ph); keeps >= .88 {
			k = lookUp(stem)
			k.bare = true
		}
	}
	return k
}

func lookUp(ph string) (k known) {
	if len(ph) < 2 {
		return k
	}
	var found [24]*form
	var far [24]cost
	n, best := 0, cost(knownWithin)+weight(ph)/25
	d := dictionary()
	eachSkeleton(ph, func(key []byte) {
		forms := d.forms[string(key)]
		for i := range forms {
			f := &forms[i]
			if c := distance(f.phones, ph, best+knownMargin); c <= best+knownMargin && n < len(found) {
				found[n], far[n] = f, c
				n++
				best = min(best, c)
			}
		}
	})
	k.far = best
	for i := range n {
		if far[i] <= best+knownMargin {
			k.add(found[i])
		}
	}
	return k
}

// isKnown tells whether sounds are a given name as they are.
func isKnown(ph string) bool {
	k := lookUp(ph)
	return k.have()
}

// gender is that of a given name, if all names it may be agree. A Cholponbek is
// no Cholpon.
func (k *known) gender() Gender {
	if k.bare || k.far > knownWithin {
		return NoGender
	}
	g := NoGender
	d := dictionary()
	for i := range k.n {
		switch one := d.entries[k.entries[i]].gender; {
		case g == NoGender:
			g = one
		case g != one:
			return NoGender
		}
	}
	return g
}
