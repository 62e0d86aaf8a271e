package store

import (
	"slices"

	"guvoh/model/question"
)

// linkedTo finds who has so many records at the end of a path: from those that meet
// the condition back to where the path began.
func (s *setting) linkedTo(kind string, c question.Linked) (set, error) {
	least, most := c.Bounds()
	in, err := s.inCases(kind, c)
	if err != nil {
		return set{}, err
	}
	if in { // what somebody said depends on the case over which the path leads
		return s.judged(kind, func(a *answering, l *level) (expr, error) { return a.ahead(l, c, least, most) })
	}
	ends, err := s.of(c.Path[len(c.Path)-1].Kind, c.Where)
	if err != nil {
		return set{}, err
	}
	if least == 1 && most < 0 {
		return s.leading(kind, c.Path, ends)
	}
	live, err := s.alive(kind)
	if err != nil {
		return set{}, err
	}
	if least == 0 && most == 0 {
		has, err := s.leading(kind, c.Path, ends)
		return set{live.without(has.may), live.without(has.sure)}, err
	}
	may, err := s.counted(kind, c.Path, ends.may)
	if err != nil {
		return set{}, err
	}
	sure, err := s.counted(kind, c.Path, ends.sure)
	if err != nil {
		return set{}, err
	}
	var out set
	for _, n := range live.numbers() {
		if sure[n] >= least && (most < 0 || may[n] <= most) {
			out.sure.add(n)
		}
		if may[n] >= least && (most < 0 || sure[n] <= most) {
			out.may.add(n)
		}
	}
	return out, nil
}

// inCases reports whether a condition asks what somebody said for a case that the
// path leads over, and whether anybody said anything for one case only.
func (s *setting) inCases(kind string, c question.Linked) (bool, error) {
	over := kind == "case" || slices.ContainsFunc(c.Path, func(s question.Step) bool { return s.Kind == "case" })
	if !over { // the conditions below look at their own paths
		return false, nil
	}
	for _, purpose := range purposes(c.Where, nil) {
		said, err := s.spoken(purpose)
		if err != nil {
			return false, err
		}
		if said.forCases {
			return true, nil
		}
	}
	return false, nil
}

// purposes gives what consents a condition asks for.
func purposes(c question.Condition, into []string) []string {
	switch c := c.(type) {
	case question.All:
		for _, x := range c.Of {
			into = purposes(x, into)
		}
	case question.Any:
		for _, x := range c.Of {
			into = purposes(x, into)
		}
	case question.Not:
		return purposes(c.Of, into)
	case question.Linked:
		return purposes(c.Where, into)
	case question.Consent:
		return append(into, c.Purpose)
	}
	return into
}

// from gives the kind from which each step of a path leads.
func from(kind string, path []question.Step) []string {
	out := []string{kind}
	for _, s := range path[:len(path)-1] {
		out = append(out, s.Kind)
	}
	return out
}

// leading gives the records from which a path leads to one of a set.
func (s *setting) leading(kind string, path []question.Step, ends set) (set, error) {
	kinds := from(kind, path)
	one := slices.Equal(ends.sure, ends.may)
	for i := len(path) - 1; i >= 0; i-- {
		var near set
		err := s.tied.to(kinds[i], path[i], ends.may, func(from, to int64) {
			if !ends.may.has(to) || s.deleted.has(from) {
				return
			}
			near.may.add(from)
			if !one && ends.sure.has(to) {
				near.sure.add(from)
			}
		})
		if err != nil {
			return set{}, err
		}
		if one {
			near.sure = near.may
		}
		ends = near
	}
	return ends, nil
}

// counted gives to how many of some records a path leads, each counted once.
func (s *setting) counted(kind string, path []question.Step, ends bitset) (map[int64]int, error) {
	kinds := from(kind, path)
	last := len(path) - 1
	var pairs []uint64 // the number of a record on the way, and that of an end
	err := s.tied.to(kinds[last], path[last], ends, func(from, to int64) {
		if ends.has(to) && !s.deleted.has(from) {
			pairs = append(pairs, uint64(from)<<32|uint64(to))
		}
	})
	for i := last - 1; i >= 0 && err == nil; i-- {
		slices.Sort(pairs)
		pairs = slices.Compact(pairs)
		begins := map[int64]int{}
		var on bitset
		for at, p := range pairs {
			if n := int64(p >> 32); !on.has(n) {
				on.add(n)
				begins[n] = at
			}
		}
		var nearer []uint64
		err = s.tied.to(kinds[i], path[i], on, func(from, to int64) {
			if !on.has(to) || s.deleted.has(from) {
				return
			}
			for at := begins[to]; at < len(pairs) && int64(pairs[at]>>32) == to; at++ {
				nearer = append(nearer, uint64(from)<<32|pairs[at]&(1<<32-1))
			}
		})
		pairs = nearer
	}
	if err != nil {
		return nil, err
	}
	slices.Sort(pairs)
	out := map[int64]int{}
	for _, p := range slices.Compact(pairs) {
		out[int64(p>>32)]++
	}
	return out, nil
}

// fewEnds is of how many records the links are looked up one by one, instead of reading
// all links of that sort.
const fewEnds = 1000

// to is each, for links that lead to one of a set; it may tell others, too.
func (l *tied) to(kind string, s question.Step, ends bitset, fn func(near, far int64)) error {
	if l.plain || ends.count() > fewEnds {
		return l.each(kind, s, fn)
	}
	list := listOf(ends.numbers())
	from, to, query := kind, s.Kind, "SELECT t.target AS target, t.source AS source FROM json_each(?2) j CROSS JOIN tie t ON t.way = ?1 AND t.target = j.value"
	if s.Back {
		from, to = to, from
		query = "SELECT t.target AS target, t.source AS source FROM json_each(?2) j CROSS JOIN tie t INDEXED BY tie_source ON t.way = ?1 AND t.source = j.value"
	}
	tell := func(source, target int64) {
		if s.Back {
			source, target = target, source
		}
		fn(source, target)
	}
	targets, sources, err := l.twoColumns(query, wayOf(from, s.Field, to), list)
	if err != nil {
		return err
	}
	for i, at := range targets {
		if !l.stale.has(at) && !l.stale.has(sources[i]) {
			tell(sources[i], at)
		}
	}
	return l.notReadIn(from, s.Field, to, tell)
}
