package names

import "math/bits"

// A Rater gives how alike names are of which each is compared with many. Names
// of a file are made of few words: it keeps each word once, and remembers how
// alike two words are. It belongs to one goroutine. Its scores are those of
// [Match], without the reasons.
type Rater struct {
	parts  []Part
	ids    map[partKey]uint32
	rated  []ratedParts // by a sum of two parts; the newest takes the place
	cases  [][]keptCase // other readings of names, by what Kept says; the first are none
	shift  int
	match  matcher
	scored [2]Name
	room   [2][mostParts]Part
}

// partKey is all that tells two parts of names apart for a comparison.
type partKey struct {
	text, particle, respect string
	whole                   string
	role                    Role
	byEnding, weak, hyphen  bool
}

// ratedParts is how alike two parts are.
type ratedParts struct {
	a, b    uint32
	score   float32
	initial bool // one is the initial of the other
}

// keptCase is what a name may be in the nominative.
type keptCase struct {
	name  Kept
	keeps float64
}

// Kept is a name as a [Rater] keeps it.
type Kept struct {
	parts  [mostParts]uint32
	cases  uint32 // where its other readings are; 0 when it has none
	n      uint8
	gender uint8 // 1 a man's, 2 a woman's
}

// OneWord tells whether a name is a word and no more.
func (k Kept) OneWord() bool { return k.n == 1 }

// NewRater makes one that remembers about so many pairs of words.
func NewRater(pairs int) *Rater {
	size := bits.Len(uint(max(pairs, 2) - 1))
	return &Rater{ids: map[partKey]uint32{}, rated: make([]ratedParts, 1<<size), shift: 64 - size, parts: make([]Part, 1), cases: make([][]keptCase, 1)}
}

// Keep takes a name apart.
func (r *Rater) Keep(text string) Kept {
	n := Parse(text)
	k := r.keep(&n)
	if len(n.cases) > 0 {
		var all []keptCase
		for i := range n.cases {
			all = append(all, keptCase{r.keep(&n.cases[i].name), n.cases[i].keeps})
		}
		k.cases = uint32(len(r.cases))
		r.cases = append(r.cases, all)
	}
	return k
}

func (r *Rater) keep(n *Name) Kept {
	var k Kept
	for i := range n.Parts[:min(len(n.Parts), mostParts)] {
		k.parts[i] = r.id(&n.Parts[i])
		k.n++
	}
	switch n.Gender {
	case Male:
		k.gender = 1
	case Female:
		k.gender = 2
	}
	return k
}

func (r *Rater) id(p *Part) uint32 {
	key := partKey{p.Text, p.Particle, p.Respect, p.whole, p.Role, p.byEnding, p.weak, p.hyphen}
	if id, ok := r.ids[key]; ok {
		return id
	}
	id := uint32(len(r.parts))
	r.parts = append(r.parts, *p)
	r.ids[key] = id
	return id
}

// Score gives how alike two names are, 0 to 1. One that is less than least may
// be given as 0.
func (r *Rater) Score(a, b Kept, least float64) float64 {
	score := r.score(a, b, least)
	if score >= Likely || a.cases == 0 && b.cases == 0 {
		return score
	}
	others, none := r.cases[b.cases], keptCase{b, 1}
	for i := -1; i < len(r.cases[a.cases]); i++ {
		x := keptCase{a, 1}
		if i >= 0 {
			x = r.cases[a.cases][i]
			score = max(score, r.score(x.name, none.name, least)*x.keeps)
		}
		for _, y := range others {
			score = max(score, r.score(x.name, y.name, least)*x.keeps*y.keeps)
		}
	}
	return score
}

// score is that of two names as they stand.
func (r *Rater) score(a, b Kept, least float64) float64 {
	if a.n == 0 || b.n == 0 {
		return 0
	}
	if before(b, a) {
		a, b = b, a
	}
	r.open(0, a)
	r.open(1, b)
	m := &r.match
	*m = matcher{a: &r.scored[0], b: &r.scored[1], n: int(a.n), k: int(b.n), most: -1, silent: true}
	if least > hopeless && r.apart(a, b) {
		return 0
	}
	m.allow()
	for i := range m.n {
		for j := range m.k {
			if m.may[i][j] {
				m.like[i][j] = r.parted(a.parts[i], b.parts[j], i, j)
			}
		}
	}
	m.assign(0, 0)
	score := m.judge().Score
	if score < Likely && (a.n != b.n || r.hyphen(a) || r.hyphen(b)) {
		score = joined(&r.scored[0], &r.scored[1], Result{Score: score}).Score
	}
	if score < least {
		return 0
	}
	return score
}

// hopeless is a likeness of two parts with which no score of two names that have
// to be put beside each other comes near [Check].
const hopeless = .5

// apart tells whether two names have one family name each, or one given name
// each, and these are not alike: most that share a key are told apart so.
func (r *Rater) apart(a, b Kept) bool {
	for _, of := range [2]func(Role) bool{
		func(role Role) bool { return role == Family },
		func(role Role) bool { return role == Given || role == Plain },
	} {
		i, j := r.only(a, of), r.only(b, of)
		if i >= 0 && j >= 0 && (a.n == b.n || r.parts[a.parts[i]].Role == Family) && r.parted(a.parts[i], b.parts[j], i, j).score < hopeless {
			return true
		}
	}
	return false
}

// only gives the place of the only part of a name that has such a role, in a
// name that has a family name; -1 when there is none or are several.
func (r *Rater) only(k Kept, of func(Role) bool) int {
	at, family := -1, false
	for i, id := range k.parts[:k.n] {
		role := r.parts[id].Role
		family = family || role == Family
		switch {
		case role == Initial || role == Nickname:
			return -1
		case of(role) && at >= 0:
			return -1
		case of(role):
			at = i
		}
	}
	if !family {
		return -1
	}
	return at
}

func before(a, b Kept) bool {
	for i := range a.parts {
		if a.parts[i] != b.parts[i] {
			return a.parts[i] < b.parts[i]
		}
	}
	return false
}

func (r *Rater) hyphen(k Kept) bool {
	for _, id := range k.parts[:k.n] {
		if r.parts[id].hyphen {
			return true
		}
	}
	return false
}

// open lays out a kept name to be compared.
func (r *Rater) open(side int, k Kept) {
	n := &r.scored[side]
	n.Parts = r.room[side][:k.n]
	for i := range n.Parts {
		n.Parts[i] = r.parts[k.parts[i]]
	}
	n.Gender = [...]Gender{NoGender, Male, Female}[k.gender]
}

// parted gives how alike two parts are, as it was found before or as it is found now.
func (r *Rater) parted(x, y uint32, i, j int) likeness {
	slot := &r.rated[((uint64(x)<<32|uint64(y))*0x9E3779B97F4A7C15)>>r.shift]
	if slot.a != x || slot.b != y {
		l := r.match.pair(i, j)
		*slot = ratedParts{a: x, b: y, score: float32(l.score), initial: l.code == WhyInitial}
	}
	l := likeness{score: float64(slot.score)}
	if slot.initial {
		l.code = WhyInitial
	}
	return l
}
