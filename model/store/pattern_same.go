package store

import (
	"bytes"
	"slices"

	"guvoh/model"
)

// sameness knows which records of persons a person decided to be of one person:
// by a judgement, or by saying who an unidentified one is. Nothing else joins
// two records.
type sameness struct {
	up map[model.ID]model.ID // towards the one that stands for all
	by map[model.ID][]model.ID
}

// judged reads the decisions. A judgement that two people disagree about joins
// nobody, and neither does a chain of them that somebody contradicted.
func (s *sifting) judged() (*sameness, error) {
	one := &sameness{up: map[model.ID]model.ID{}, by: map[model.ID][]model.ID{}}
	var apart, same [][2]model.ID
	old, err := before(s.ctx, s.q, "judgement")
	if err != nil {
		return nil, err
	}
	if !old {
		err = s.each(`SELECT j.person, j.other, j.judgement FROM judgement j CROSS JOIN record r ON r.n = j.n AND +r.deleted = 0
			WHERE NOT EXISTS(SELECT 1 FROM conflict c WHERE c.record = j.n AND c.field = 'judgement') ORDER BY j.n`, func(c []string) {
			a, b := s.book.ids[s.book.id([]byte(c[0]))], s.book.ids[s.book.id([]byte(c[1]))]
			switch c[2] {
			case "same":
				same = append(same, [2]model.ID{a, b})
			case "not_same":
				apart = append(apart, [2]model.ID{a, b})
			}
		})
		if err != nil {
			return nil, err
		}
	}
	err = s.each(`SELECT lower(hex(r.id)), p.identified_as FROM person p CROSS JOIN record r ON r.n = p.n AND +r.deleted = 0
		WHERE p.identified_as IS NOT NULL
		AND NOT EXISTS(SELECT 1 FROM conflict c WHERE c.record = p.n AND c.field = 'identified_as') ORDER BY p.n`, func(c []string) {
		same = append(same, [2]model.ID{s.book.ids[s.book.id([]byte(dashedID(c[0])))], s.book.ids[s.book.id([]byte(c[1]))]})
	})
	if err != nil {
		return nil, err
	}
	for _, pair := range same {
		if !s.gone[pair[0]] && !s.gone[pair[1]] && !pair[0].IsZero() && !pair[1].IsZero() {
			one.join(pair[0], pair[1])
		}
	}
	one.part(apart)
	for id := range one.up {
		one.by[one.of(id)] = append(one.by[one.of(id)], id)
	}
	return one, nil
}

// dashedID writes an id from the figures that SQLite gives as everybody else
// writes it.
func dashedID(hex string) string {
	if len(hex) != 32 {
		return ""
	}
	return hex[:8] + "-" + hex[8:12] + "-" + hex[12:16] + "-" + hex[16:20] + "-" + hex[20:]
}

// of gives the record that stands for a person.
func (o *sameness) of(id model.ID) model.ID {
	for {
		up, ok := o.up[id]
		if !ok || up == id {
			return id
		}
		id = up
	}
}

func (o *sameness) join(a, b model.ID) {
	for _, id := range []model.ID{a, b} {
		if _, ok := o.up[id]; !ok {
			o.up[id] = id
		}
	}
	a, b = o.of(a), o.of(b)
	if bytes.Compare(a[:], b[:]) > 0 {
		a, b = b, a
	}
	o.up[b] = a
}

// part takes apart those who were joined although somebody said of two of them
// that they are not the same.
func (o *sameness) part(apart [][2]model.ID) {
	bad := map[model.ID]bool{}
	for _, p := range apart {
		if a := o.of(p[0]); a == o.of(p[1]) {
			bad[a] = true
		}
	}
	var all []model.ID
	for id := range o.up {
		if bad[o.of(id)] {
			all = append(all, id)
		}
	}
	for _, id := range all {
		delete(o.up, id)
	}
}

// others gives the further records of a person, in order.
func (o *sameness) others(id model.ID) []model.ID {
	var out []model.ID
	for _, other := range o.by[o.of(id)] {
		if other != id {
			out = append(out, other)
		}
	}
	slices.SortFunc(out, func(a, b model.ID) int { return bytes.Compare(a[:], b[:]) })
	return out
}

// tree is what stands within what.
type tree struct{ node map[model.ID]node }

type node struct {
	kind string
	up   model.ID
}

// deepest bounds the way up a tree, which a merge may have made a ring.
const deepest = 32

// above gives a place and all that it stands within.
func (t tree) above(id model.ID) []model.ID {
	var out []model.ID
	for range deepest {
		if id.IsZero() || slices.Contains(out, id) {
			break
		}
		out = append(out, id)
		id = t.node[id].up
	}
	return out
}

// treeOf reads a tree: places by what they are within, organisations by what
// they are part of.
func (s *sifting) treeOf(kind, field string) (tree, error) {
	t := tree{map[model.ID]node{}}
	err := s.each(`SELECT lower(hex(r.id)), coalesce(t.kind, ''), coalesce(t.`+ident(field)+`, '') FROM `+ident(kind)+` t
		CROSS JOIN record r ON r.n = t.n AND +r.deleted = 0`, func(c []string) {
		t.node[s.book.ids[s.book.id([]byte(dashedID(c[0])))]] = node{c[1], s.book.ids[s.book.id([]byte(c[2]))]}
	})
	return t, err
}
