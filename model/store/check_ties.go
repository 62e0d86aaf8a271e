package store

import (
	"context"
	"database/sql"
	"fmt"
)

// ties looks whether the index of links has those of all records that were read in,
// and no others.
func (c *checker) ties() error {
	if old, err := before(c.ctx, c.q, "tie"); err != nil || old {
		return err
	}
	all, err := c.endsOf()
	if err != nil {
		return err
	}
	var linked, tied gist
	if err := c.linked(all, &linked); err != nil {
		return err
	}
	if err := c.inIndex(all, &tied); err != nil {
		return err
	}
	if linked != tied {
		c.badIndex(fmt.Sprintf("tie: %d links, %d in the index", linked.n, tied.n))
	}
	return nil
}

// gist is what a set of links comes to, in whatever order they are met.
type gist struct {
	n   int
	sum uint64
}

func (g *gist) add(way, target, source int64) {
	h := uint64(way)*0x9E3779B97F4A7C15 ^ uint64(target)*0xC2B2AE3D27D4EB4F ^ uint64(source)*0x165667B19E3779F9
	h ^= h >> 29
	h *= 0xBF58476D1CE4E5B9
	g.n++
	g.sum += h ^ h>>32
}

// ends says of records by their numbers of what kind they are, counted from 1, which
// were deleted, and which the index does not know yet.
type ends struct {
	kind        byNumber
	names       []string
	gone, stale bitset
}

// settled reports whether the index of links should have a link between two records.
func (e *ends) settled(a, b int64) bool {
	return !e.gone.has(a) && !e.gone.has(b) && !e.stale.has(a) && !e.stale.has(b)
}

func (e *ends) nameOf(n int64) string { return e.names[e.kind.at(n)] }

func (c *checker) endsOf() (*ends, error) {
	e := &ends{names: []string{""}}
	rows, err := c.q.QueryContext(c.ctx, "SELECT kind, deleted, json_group_array(n) FROM record GROUP BY kind, deleted")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var kind, list string
		var deleted bool
		if err := rows.Scan(&kind, &deleted, &list); err != nil {
			return nil, err
		}
		e.names = append(e.names, kind)
		for _, n := range readNumbers(list) {
			e.kind.put(n, int32(len(e.names)-1))
			if deleted {
				e.gone.add(n)
			}
		}
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	rows.Close()
	stale, err := c.wholeNumbers(c.ctx, "SELECT row >> 1 FROM stale WHERE row & 1 = 0")
	for _, n := range stale {
		e.stale.add(n)
	}
	return e, err
}

// linked reads the links that the index should have.
func (c *checker) linked(all *ends, into *gist) error {
	var last sql.NullInt64
	if err := c.q.QueryRowContext(c.ctx, "SELECT max(n) FROM record").Scan(&last); err != nil {
		return err
	}
	type sort struct {
		from  int32
		field string
		to    int32
	}
	ways := map[sort]int64{}
	for at := int64(0); at <= last.Int64; at += atATime {
		err := c.eachLink(at, at+atATime, func(source, target int64, field []byte) {
			if !all.settled(source, target) {
				return
			}
			from, to := all.kind.at(source), all.kind.at(target)
			way, known := ways[sort{from, string(field), to}]
			if !known {
				way = wayOf(all.nameOf(source), string(field), all.nameOf(target))
				ways[sort{from, string(field), to}] = way
			}
			into.add(way, target, source)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// eachLink reads the links of the records from one number up to another.
func (c *checker) eachLink(from, to int64, fn func(source, target int64, field []byte)) error {
	rows, err := c.q.QueryContext(c.ctx, `SELECT l.source, t.n, l.field FROM link l CROSS JOIN record t ON t.id = l.target
		WHERE l.source >= ? AND l.source < ?`, from, to)
	if err != nil {
		return err
	}
	defer rows.Close()
	var source, target int64
	var field sql.RawBytes
	for rows.Next() {
		if err := rows.Scan(&source, &target, &field); err != nil {
			return err
		}
		fn(source, target, field)
	}
	return rows.Err()
}

// inIndex reads what the index has of links between records that were read in. One of
// a record that is not there is among it.
func (c *checker) inIndex(all *ends, into *gist) error {
	return c.eachTie(c.ctx, func(way, target, source int64) {
		if all.settled(source, target) {
			into.add(way, target, source)
		}
	})
}

// eachTie reads the index of links, so many at one go.
func (v view) eachTie(ctx context.Context, fn func(way, target, source int64)) error {
	way, target, source := int64(-1), int64(-1), int64(-1)
	for {
		var ways, targets, sources string
		err := v.q.QueryRowContext(ctx, `SELECT json_group_array(way), json_group_array(target), json_group_array(source) FROM
			(SELECT way, target, source FROM tie WHERE (way, target, source) > (?, ?, ?) ORDER BY way, target, source LIMIT ?)`,
			way, target, source, atATime).Scan(&ways, &targets, &sources)
		if err != nil {
			return err
		}
		w, t, s := readNumbers(ways), readNumbers(targets), readNumbers(sources)
		if len(w) != len(t) || len(w) != len(s) {
			return ErrDamaged
		}
		for i := range w {
			fn(w[i], t[i], s[i])
		}
		if len(w) < atATime {
			return nil
		}
		way, target, source = w[len(w)-1], t[len(w)-1], s[len(w)-1]
	}
}
