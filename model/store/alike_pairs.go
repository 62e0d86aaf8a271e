package store

import (
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"hash/maphash"
	"slices"
	"time"

	"guvoh/model"
	"guvoh/model/names"
)

// Pair is two recorded persons who may be one.
type Pair struct {
	One, Other model.ID
	Score      float64 // as in [Candidate]
}

// Pairing goes through all persons of a file for those who are recorded twice:
// under each key of the index it compares everybody with everybody. It works in
// short turns, between which the file can be used; it holds no words once it is
// through, and is made anew rather than brought up to date.
type Pairing struct {
	db    *DB
	seed  maphash.Seed
	stage int

	fresh   int64      // how far the rows were read that the index does not know
	keys    []freshKey // of these
	at      int        // how far these were compared
	after   keyAt      // how far the index was read
	lo, hi  string     // its first and last key
	indexed bool       // it holds anything
	seen    []uint64   // pairs of rows met lately: most pairs meet under many keys
	rater   *names.Rater
	known   []knownName // every name of the file, by its row
	facts   map[factsKey]*names.Person
	here    []*knownName // room for those under one key
	weighed map[[2]model.ID]bool
	found   []Pair
	least   float64 // no pair is kept that is less likely
}

type keyAt struct {
	key    string
	record int64
}

// freshKey is a key, by its sum, of a row that the index does not know. That of
// a paper is odd.
type freshKey struct {
	sum uint64
	row int64
}

// knownName is a name of somebody, taken apart, with what else says quickly that
// two are not one. Of 300,000 all fit into some twenty megabytes.
type knownName struct {
	row    int64
	n      int64    // of the person; a pairing has no use for it
	person model.ID // a review has no use for it
	name   names.Kept
	facts  *names.Person // shared by all of whom the same is known; nil nothing
}

// mostTogether is how many are compared under one key: more have too little in
// common. It is no constant for the sake of tests.
var mostTogether = 150

// The bounds of a pairing.
const (
	pairsOfWords = 1 << 19 // whose likeness is remembered
	seenSlots    = 1 << 21 // pairs remembered: what falls out is compared again
	// MostPairs is how many pairs are kept, the likeliest: nobody looks at more.
	MostPairs = 5_000
)

// Pairing begins to go through the persons of the file.
func (db *DB) Pairing() *Pairing {
	return &Pairing{db: db, seed: maphash.MakeSeed()}
}

// Found gives the pairs met so far that nobody had decided about, the likeliest
// first.
func (p *Pairing) Found() []Pair {
	p.tidy()
	return slices.Clone(p.found)
}

// Step goes on for about so long, and gives which part of the way is done: 1 is
// the end.
func (p *Pairing) Step(ctx context.Context, patience time.Duration) (part float64, err error) {
	if old, err := before(ctx, p.db.sql, "name_key"); err != nil || old {
		return 1, classify(err)
	}
	end := time.Now().Add(patience)
	for p.stage < len(stages) && (p.stage == 0 || time.Now().Before(end)) {
		through, err := stages[p.stage](p, ctx, end)
		if err != nil {
			return 0, because(ctx, err)
		}
		if through {
			p.stage++
		}
	}
	return p.part(), nil
}

var stages = []func(*Pairing, context.Context, time.Time) (bool, error){
	(*Pairing).begin, (*Pairing).readNames, (*Pairing).readFresh, (*Pairing).sortFresh, (*Pairing).compareFresh, (*Pairing).compareIndexed, (*Pairing).end,
}

const (
	stageIndexed = 5
	partOfFresh  = 0.1 // a guess
)

// part tells how far it is by how far the keys are in their alphabet.
func (p *Pairing) part() float64 {
	switch {
	case p.stage >= len(stages):
		return 1
	case p.stage < stageIndexed:
		return partOfFresh * float64(p.stage) / stageIndexed
	}
	lo, hi, at := inAlphabet(p.lo), inAlphabet(p.hi), inAlphabet(p.after.key)
	if hi <= lo {
		return 0.99
	}
	return partOfFresh + (0.99-partOfFresh)*min(1, max(0, (at-lo)/(hi-lo)))
}

func inAlphabet(key string) float64 {
	var b [8]byte
	copy(b[:], key)
	return float64(binary.BigEndian.Uint64(b[:]))
}

func (p *Pairing) begin(ctx context.Context, _ time.Time) (bool, error) {
	p.seen, p.weighed = make([]uint64, seenSlots), map[[2]model.ID]bool{}
	p.rater, p.facts = names.NewRater(pairsOfWords), map[factsKey]*names.Person{}
	err := p.db.sql.QueryRowContext(ctx, "SELECT key FROM name_key ORDER BY key LIMIT 1").Scan(&p.lo)
	if err == nil {
		p.indexed = true
		err = p.db.sql.QueryRowContext(ctx, "SELECT key FROM name_key ORDER BY key DESC LIMIT 1").Scan(&p.hi)
	}
	return true, orNone(err)
}

// factsKey tells apart what is known of people besides their names.
type factsKey struct{ first, last, sex string }

// readNames takes every name of the file apart, once.
func (p *Pairing) readNames(ctx context.Context, end time.Time) (bool, error) {
	const piece = 500
	a := p.question(ctx)
	for time.Now().Before(end) {
		after := int64(0)
		if len(p.known) > 0 {
			after = p.known[len(p.known)-1].row
		}
		met, err := a.readNames(nextKnown, after, piece)
		if err != nil {
			return false, err
		}
		for _, n := range met {
			p.known = append(p.known, knownName{row: n.n, person: n.person, name: p.rater.Keep(n.text), facts: factsIn(p.facts, n.birth, n.sex)})
		}
		if len(met) < piece {
			return true, nil
		}
	}
	return false, nil
}

// factsIn gives what is known of somebody besides their names, once for all of whom
// the same is known; nil when nothing is.
func factsIn(all map[factsKey]*names.Person, birth model.Date, sex string) *names.Person {
	key := factsKey{birth.Earliest, birth.Latest, sex}
	if key == (factsKey{}) {
		return nil
	}
	f, known := all[key]
	if !known {
		of := Probe{Birth: birth, Sex: sex}.person()
		f = &of
		all[key] = f
	}
	return f
}

// named gives the name in a row; nil when it is nobody's any more.
func (p *Pairing) named(row int64) *knownName {
	i, found := slices.BinarySearchFunc(p.known, row, func(k knownName, row int64) int { return cmp.Compare(k.row, row) })
	if !found {
		return nil
	}
	return &p.known[i]
}

// readFresh makes the keys of rows that the index does not know yet, and
// compares each with those whom it does know.
func (p *Pairing) readFresh(ctx context.Context, end time.Time) (bool, error) {
	const piece = 100
	a := p.question(ctx)
	for time.Now().Before(end) {
		rows, err := a.rows(ctx, chooseRecord+`kind IN ('person_name', 'identity_document') AND deleted = 0
			AND n > ? AND n IN (SELECT row >> 1 FROM stale WHERE row & 1 = 0) ORDER BY n LIMIT ?`, p.fresh, piece)
		if err != nil {
			return false, err
		}
		for _, r := range rows {
			p.fresh = r.n
			if err := p.freshRow(ctx, r); err != nil {
				return false, err
			}
		}
		if len(rows) < piece {
			return true, nil
		}
	}
	return false, nil
}

func (p *Pairing) freshRow(ctx context.Context, r row) error {
	for _, key := range personKeys(r.record) {
		if names.Alone(key) {
			continue
		}
		sum := maphash.String(p.seed, key) &^ 1
		if key[0] == documentMark {
			sum |= 1
		}
		p.keys = append(p.keys, freshKey{sum, r.n})
		if !p.indexed {
			continue
		}
		others, err := p.question(ctx).integers("SELECT record FROM name_key WHERE key = ? AND record <> ? LIMIT ?", key, r.n, mostTogether)
		if err != nil {
			return err
		}
		if len(others) == mostTogether {
			continue
		}
		for _, o := range others {
			if err := p.all(ctx, []int64{r.n, o}, key[0] == documentMark); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *Pairing) question(ctx context.Context) *alike { return &alike{view: p.db.view(), ctx: ctx} }

func (p *Pairing) sortFresh(context.Context, time.Time) (bool, error) {
	slices.SortFunc(p.keys, func(a, b freshKey) int { return cmp.Or(cmp.Compare(a.sum, b.sum), cmp.Compare(a.row, b.row)) })
	return true, nil
}

// compareFresh goes through the keys of what the index does not know.
func (p *Pairing) compareFresh(ctx context.Context, end time.Time) (bool, error) {
	for p.at < len(p.keys) {
		if time.Now().After(end) {
			return false, nil
		}
		sum := p.keys[p.at].sum
		var of []int64
		for ; p.at < len(p.keys) && p.keys[p.at].sum == sum; p.at++ {
			of = append(of, p.keys[p.at].row)
		}
		if err := p.all(ctx, of, sum&1 == 1); err != nil {
			return false, err
		}
	}
	p.keys = nil
	return true, nil
}

// compareIndexed goes through the index, a key after another.
func (p *Pairing) compareIndexed(ctx context.Context, end time.Time) (bool, error) {
	for time.Now().Before(end) {
		keys, through, err := p.piece(ctx)
		if err != nil {
			return false, err
		}
		for i := 0; i < len(keys); {
			k := i
			var of []int64
			for ; k < len(keys) && keys[k].key == keys[i].key; k++ {
				of = append(of, keys[k].record)
			}
			if !names.Alone(keys[i].key) {
				if err := p.all(ctx, of, keys[i].key[0] == documentMark); err != nil {
					return false, err
				}
			}
			if p.after = keys[k-1]; time.Now().After(end) && !through {
				return false, nil
			}
			i = k
		}
		if through {
			return true, nil
		}
	}
	return false, nil
}

// pieceOfIndex is as much of the index as is read at one go.
const pieceOfIndex = 4_000

// piece reads the next whole keys of the index. Of a key that does not fit only a
// part is read: it has more than anybody compares.
func (p *Pairing) piece(ctx context.Context) (keys []keyAt, through bool, err error) {
	rows, err := p.db.sql.QueryContext(ctx, "SELECT key, record FROM name_key WHERE key > ? ORDER BY key, record LIMIT ?", p.after.key, pieceOfIndex)
	if err != nil {
		return nil, false, err
	}
	defer rows.Close()
	for rows.Next() {
		var k keyAt
		if err := rows.Scan(&k.key, &k.record); err != nil {
			return nil, false, err
		}
		keys = append(keys, k)
	}
	if len(keys) < pieceOfIndex {
		return keys, true, rows.Err()
	}
	whole := len(keys)
	for whole > 0 && keys[whole-1].key == keys[len(keys)-1].key {
		whole--
	}
	if whole > 0 {
		keys = keys[:whole]
	}
	return keys, false, rows.Err()
}

// all compares each of some rows with each other: papers of one number, or names
// that share a key.
func (p *Pairing) all(ctx context.Context, of []int64, papers bool) error {
	if len(of) < 2 || len(of) > mostTogether {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if papers {
		return p.papers(ctx, of)
	}
	here := p.here[:0]
	for _, row := range of {
		if k := p.named(row); k != nil {
			here = append(here, k)
		}
	}
	p.here = here
	for i, one := range here {
		for _, other := range here[:i] {
			if one.person == other.person || !p.news(one.row, other.row) || !p.worth(one, other) {
				continue
			}
			if err := p.weigh(ctx, one.person, other.person); err != nil {
				return err
			}
		}
	}
	return nil
}

// worth tells whether two are worth reading all that is known of them: their names
// and births may make one of them, and a likelier one than those kept.
func (p *Pairing) worth(one, other *knownName) bool {
	s := p.rater.Score(one.name, other.name, nearEnough)
	if s < nearEnough {
		return false
	}
	if one.facts != nil && other.facts != nil {
		s = names.Weigh(s, *one.facts, *other.facts)
	}
	return s >= names.Check && s > p.least
}

// news tells whether two rows were not met lately, and takes note of them.
func (p *Pairing) news(x, y int64) bool {
	if x > y {
		x, y = y, x
	}
	sum := (uint64(x)*0x9E3779B97F4A7C15 ^ uint64(y)) * 0xD6E8FEB86659FD93
	sum ^= sum >> 32
	sum *= 0xD6E8FEB86659FD93
	slot := &p.seen[sum>>(64-21)]
	if *slot == sum {
		return false
	}
	*slot = sum
	return true
}

// papers looks at the bearers of papers of one number.
func (p *Pairing) papers(ctx context.Context, of []int64) error {
	var bearers []model.ID
	for _, n := range of {
		r, err := p.db.view().oneRow(ctx, chooseRecord+"n = ?", n)
		if err != nil {
			return err
		}
		if !r.record.Deleted {
			bearers = append(bearers, r.record.Ref("person"))
		}
	}
	for i, one := range bearers {
		for _, other := range bearers[:i] {
			if err := p.weigh(ctx, one, other); err != nil {
				return err
			}
		}
	}
	return nil
}

// weigh looks at all that is known of two persons, once, and keeps them if they
// may be one and nobody has decided yet.
func (p *Pairing) weigh(ctx context.Context, one, other model.ID) error {
	pair := [2]model.ID{one, other}
	if slices.Compare(one[:], other[:]) > 0 {
		pair = [2]model.ID{other, one}
	}
	if one == other || p.weighed[pair] {
		return nil
	}
	p.weighed[pair] = true
	c, err := p.db.Liken(ctx, pair[0], pair[1])
	switch {
	case errors.Is(err, ErrNotFound):
		return nil
	case err != nil:
		return err
	case c.Score >= names.Check && !c.Settled():
		p.found = append(p.found, Pair{pair[0], pair[1], c.Score})
	}
	if len(p.found) >= 2*MostPairs {
		p.tidy()
	}
	return nil
}

// tidy puts the likeliest first and lets go of more than anybody looks at.
func (p *Pairing) tidy() {
	slices.SortStableFunc(p.found, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), slices.Compare(a.One[:], b.One[:]), slices.Compare(a.Other[:], b.Other[:]))
	})
	if len(p.found) > MostPairs {
		p.found = slices.Clip(p.found[:MostPairs])
		p.least = p.found[MostPairs-1].Score
	}
}

// end lets go of everything but what was found.
func (p *Pairing) end(context.Context, time.Time) (bool, error) {
	p.tidy()
	p.seen, p.weighed, p.rater, p.known, p.facts, p.here = nil, nil, nil, nil, nil, nil
	return true, nil
}
