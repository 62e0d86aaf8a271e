package store

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"guvoh/model"
)

// stop is a place through which a person went.
type stop struct {
	fact
	at model.ID // as routes name it
}

// longest is how many places of one person are compared; beyond that a route is
// a life.
const longest = 24

// onTheWay are the kinds of event by which a person comes to another place.
var onTheWay = []string{"arrest", "abduction", "transfer", "forced_return", "border", "flight", "release"}

// routes compares by the places through which people went, one after another:
// where they were held, and where they were taken, handed over or let go. Two
// places follow each other only where their dates say so beyond doubt. A part of
// a route counts by itself when more people share it than the whole.
func (s *sifting) routes() error {
	ways := map[model.ID][]stop{}
	add := func(f fact) {
		if f.place != 0 && f.person != 0 && s.wanted(f) {
			who := s.one.of(s.book.ids[f.person])
			ways[who] = append(ways[who], stop{f, s.stopAt(s.book.ids[f.place])})
		}
	}
	if err := s.detentions("t.place IS NOT NULL AND t.person IS NOT NULL", "", func(f fact, _ []byte) { add(f) }); err != nil {
		return err
	}
	err := s.records("event", "t.cases, t.persons, t.place, t.date, t.kind",
		"t.place IS NOT NULL AND t.kind IN ('"+strings.Join(onTheWay, "', '")+"')", func(_ int64, f fact, c strip) {
			f.cases, f.place, f.from, f.as = s.book.set(c[0], s.gone), s.person(c[2]), s.book.date(c[3]), s.book.word(c[4])
			for _, p := range listed(string(c[1])) {
				f.person = s.person([]byte(p))
				add(f)
			}
		})
	if err != nil {
		return err
	}
	var all bitset
	for _, stops := range ways {
		for _, st := range stops {
			all.add(st.record)
		}
	}
	if err := s.identify(all); err != nil { // of two on one day the id says which stands first, in every copy of the file
		return err
	}
	people := make([]model.ID, 0, len(ways))
	for who := range ways {
		people = append(people, who)
	}
	slices.SortFunc(people, func(a, b model.ID) int { return bytes.Compare(a[:], b[:]) })
	for _, who := range people {
		for _, way := range s.ordered(ways[who]) {
			s.addWays(way)
		}
	}
	s.dropParts()
	return nil
}

// stopAt is what a route calls a place: the place of detention of which a cell
// is a part, or the very place.
func (s *sifting) stopAt(id model.ID) model.ID {
	if s.filter.Alone {
		return id
	}
	at := id
	for _, up := range s.places.above(id) {
		if s.isDetention(up) {
			at = up
		}
	}
	return at
}

// ordered parts the stops of a person into stretches whose order is sure. Stops
// without a date stand in none.
func (s *sifting) ordered(all []stop) [][]stop {
	type keyed struct {
		key string
		stop
	}
	var dated []keyed
	for _, st := range all {
		d := s.book.dates[st.from]
		if d.Earliest == "" && d.Latest == "" {
			d = s.book.dates[st.to]
		}
		if d.Earliest != "" || d.Latest != "" {
			dated = append(dated, keyed{d.SortKey(), st})
		}
	}
	slices.SortStableFunc(dated, func(a, b keyed) int {
		x, y := s.book.records[a.record], s.book.records[b.record]
		return cmp.Or(cmp.Compare(a.key, b.key), bytes.Compare(x[:], y[:]))
	})
	line := make([]stop, len(dated))
	for i, d := range dated {
		line[i] = d.stop
	}
	var ways [][]stop
	for i, st := range line {
		if i == 0 || line[i-1].at != st.at && !s.follows(line, i) {
			ways = append(ways, nil)
		}
		last := &ways[len(ways)-1]
		*last = append(*last, st)
	}
	return ways
}

// follows tells whether a person surely came to a stop of a line right from the
// one before it: no other stop may have been between the two.
func (s *sifting) follows(line []stop, i int) bool {
	before := func(a, b stop) bool { return a.at == b.at || s.surelyBefore(a, b) }
	a, b := line[i-1], line[i]
	if !s.surelyBefore(a, b) {
		return false
	}
	for _, earlier := range line[:i-1] {
		if !before(earlier, a) {
			return false
		}
	}
	for _, later := range line[i+1:] {
		if !before(b, later) {
			return false
		}
	}
	return true
}

// surelyBefore tells whether somebody was at the first of two stops before they
// came to the second, whatever the days were.
func (s *sifting) surelyBefore(a, b stop) bool {
	came := s.book.dates[b.from].Earliest
	begun, left := s.book.dates[a.from].Latest, s.book.dates[a.to].Latest
	return came != "" && (begun != "" && begun < came || left != "" && left <= came && begun != came)
}

// addWays adds a stretch and every part of it with two places or more.
func (s *sifting) addWays(way []stop) {
	var places []model.ID
	var at [][]stop // the stops at each of them
	for _, st := range way {
		if n := len(places); n > 0 && places[n-1] == st.at {
			at[n-1] = append(at[n-1], st)
			continue
		}
		if len(places) == longest {
			break
		}
		places, at = append(places, st.at), append(at, []stop{st})
	}
	for from := range places {
		for to := from + 2; to <= len(places); to++ {
			route := places[from:to]
			for _, stops := range at[from:to] {
				for _, st := range stops {
					s.add(routeKey(route), st.fact, func() Pattern { return Pattern{Route: slices.Clone(route)} })
				}
			}
		}
	}
}

// dropParts leaves out parts of a route that nobody went but those who went the
// longer one.
func (s *sifting) dropParts() {
	drop := map[string]bool{}
	for _, g := range s.groups {
		if len(g.Route) < 3 {
			continue
		}
		for _, part := range [][]model.ID{g.Route[1:], g.Route[:len(g.Route)-1]} {
			key := routeKey(part)
			if p := s.groups[key]; p != nil && p.people() == g.people() && p.shared() == g.shared() {
				drop[key] = true
			}
		}
	}
	for key := range drop {
		delete(s.groups, key)
	}
}
