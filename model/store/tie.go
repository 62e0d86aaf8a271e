package store

import (
	"context"
	"database/sql"
	"fmt"
	"hash/fnv"

	"guvoh/model"
	"guvoh/model/question"
)

// wayOf gives the number under which links of one field of one kind, to records of
// another, stand in the index. It follows from their names, so that it is the same
// in every file.
func wayOf(kind, field, to string) int64 {
	h := fnv.New64a()
	h.Write([]byte(kind + "." + field + ">" + to))
	return int64(h.Sum64() >> 16) // SQLite keeps a number of 48 bits in six bytes
}

// ties reads the links of a record in. One whose target is not there yet is noted:
// a merge may bring a child before its parent.
func (r *reading) ties(n int64, id model.ID, kind string) error {
	if err := r.whoWaitedFor(id); err != nil {
		return err
	}
	links, err := r.linksOf(n)
	if err != nil {
		return err
	}
	for _, l := range links {
		if l.to == 0 {
			_, err = r.exec("INSERT OR IGNORE INTO loose VALUES(?, ?)", l.target, n)
		} else {
			_, err = r.exec("INSERT OR IGNORE INTO tie VALUES(?, ?, ?)", wayOf(kind, l.field, l.kind), l.to, n)
		}
		if err != nil {
			return fmt.Errorf("%w: %w", errIndex, err)
		}
	}
	return nil
}

// untie forgets the links of a record: of one that is gone somebody else may get the
// number.
func (r *reading) untie(n int64) error {
	for _, table := range []string{"tie", "loose"} {
		if _, err := r.exec("DELETE FROM "+table+" WHERE source = ?", n); err != nil {
			return fmt.Errorf("%w: %w", errIndex, err)
		}
	}
	return nil
}

// whoWaitedFor has those that waited for a record read in once more. One by one: for
// a statement that writes several rows and may fail, SQLite makes a point to go back
// to, and FTS5 then writes a part of the index for each record that was read in.
func (r *reading) whoWaitedFor(id model.ID) error {
	waited, err := r.numbers("SELECT source FROM loose WHERE target = ?", id[:])
	if err != nil || len(waited) == 0 {
		return err
	}
	for _, n := range waited {
		if err := r.outdate(n); err != nil {
			return fmt.Errorf("%w: %w", errIndex, err)
		}
	}
	if _, err := r.exec("DELETE FROM loose WHERE target = ?", id[:]); err != nil {
		return fmt.Errorf("%w: %w", errIndex, err)
	}
	return nil
}

// outgoing is one link of a record; to is 0 when its target is not there.
type outgoing struct {
	field, kind string
	target      []byte
	to          int64
}

func (r *reading) linksOf(n int64) (out []outgoing, err error) {
	rows, err := r.q.QueryContext(r.ctx, `SELECT l.field, l.target, coalesce(t.n, 0), coalesce(t.kind, '')
		FROM link l LEFT JOIN record t ON t.id = l.target WHERE l.source = ?`, n)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var l outgoing
		if err := rows.Scan(&l.field, &l.target, &l.to, &l.kind); err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, rows.Err()
}

// mostStale is how many records may be stale while the index of links still saves
// something. It is no constant for the sake of tests.
var mostStale = 20000

// tied gives links by the numbers of their ends: from the index, and of what was
// not read in from the links themselves.
type tied struct {
	view
	ctx   context.Context
	plain bool // there is no index to ask, or none that is whole
	stale bitset
	fresh []int64 // the numbers in stale
}

// tied says how links can be read now.
func (v view) tied(ctx context.Context) (*tied, error) {
	l := &tied{view: v, ctx: ctx, plain: true}
	old, err := before(ctx, v.q, "tie")
	if err != nil || old || v.db.index.Load() != indexWhole {
		return l, err
	}
	fresh, err := v.wholeNumbers(ctx, "SELECT row >> 1 FROM stale WHERE row & 1 = 0 ORDER BY row LIMIT ?", mostStale+1)
	if err != nil || len(fresh) > mostStale {
		return l, unlessIndexFails(v.db, err)
	}
	if lost, err := v.tiesLost(ctx); err != nil || lost {
		return l, unlessIndexFails(v.db, err)
	}
	l.plain, l.fresh = false, fresh
	for _, n := range l.fresh {
		l.stale.add(n)
	}
	return l, nil
}

// unlessIndexFails takes damage for damage of the index, which is not needed: if it
// is of more than that, whoever reads the records meets it.
func unlessIndexFails(db *DB, err error) error {
	if !damaged(err) {
		return err
	}
	db.indexFails()
	return nil
}

// shouldBeTied says of a link whether the index has it: when both of its ends are
// there and were read in.
const shouldBeTied = `s.deleted = 0 AND t.deleted = 0
	AND s.n << 1 NOT IN (SELECT row FROM stale) AND t.n << 1 NOT IN (SELECT row FROM stale)`

// tiesLost notices that the index of links was emptied while nobody knows of it, so
// that it does not say of everything that nothing links it. The check looks closer.
func (v view) tiesLost(ctx context.Context) (lost bool, err error) {
	err = v.q.QueryRowContext(ctx, `SELECT NOT EXISTS (SELECT 1 FROM tie) AND EXISTS (SELECT 1 FROM link l
		JOIN record s ON s.n = l.source JOIN record t ON t.id = l.target WHERE `+shouldBeTied+")").Scan(&lost)
	if err == nil && lost {
		v.db.indexFails()
	}
	return lost, err
}

// atATime is how many links or rows are read at one go, so that nobody waits long
// for the file.
const atATime = 8000

// each calls fn for every link by which a step leads, with the record from which
// it leads and that to which it does. Of one that nothing links no more, since it
// was deleted, it may tell all the same. kind is that of the first.
func (l *tied) each(kind string, s question.Step, fn func(near, far int64)) error {
	from, to := kind, s.Kind
	tell := func(source, target int64) { fn(source, target) }
	if s.Back {
		from, to = to, from
		tell = func(source, target int64) { fn(target, source) }
	}
	if l.plain {
		return l.unread(from, s.Field, to, tell)
	}
	way := wayOf(from, s.Field, to)
	target, source := int64(-1), int64(-1)
	for {
		targets, sources, err := l.twoColumns(`SELECT target, source FROM tie WHERE way = ?1 AND (target, source) > (?2, ?3)
			ORDER BY target, source LIMIT ?4`, way, target, source, atATime)
		if err != nil {
			return err
		}
		for i, at := range targets {
			if !l.stale.has(at) && !l.stale.has(sources[i]) {
				tell(sources[i], at)
			}
		}
		if len(targets) < atATime {
			break
		}
		target, source = targets[len(targets)-1], sources[len(sources)-1]
	}
	return l.notReadIn(from, s.Field, to, tell)
}

// twoColumns reads a query of two columns of numbers, "target" and "source". SQLite
// puts them together: to fetch them one by one would take three times as long.
func (l *tied) twoColumns(query string, args ...any) (targets, sources []int64, err error) {
	var t, s string
	err = l.q.QueryRowContext(l.ctx, "SELECT json_group_array(target), json_group_array(source) FROM ("+query+")", args...).Scan(&t, &s)
	if err != nil {
		return nil, nil, err
	}
	if targets, sources = readNumbers(t), readNumbers(s); len(targets) != len(sources) {
		return nil, nil, ErrDamaged
	}
	return targets, sources, nil
}

// notReadIn tells the links of one kind of which one end or both are stale.
func (l *tied) notReadIn(from, field, to string, tell func(source, target int64)) error {
	for at := 0; at < len(l.fresh); at += atATime {
		some := listOf(l.fresh[at:min(at+atATime, len(l.fresh))])
		targets, sources, err := l.twoColumns(`SELECT t.n AS target, k.source AS source FROM json_each(?1) j
			CROSS JOIN record f ON f.n = j.value AND f.kind = ?3 CROSS JOIN link k ON k.source = f.n AND k.field = ?2
			CROSS JOIN record t ON t.id = k.target AND t.kind = ?4`, some, field, from, to)
		if err != nil {
			return err
		}
		for i, at := range targets {
			tell(sources[i], at)
		}
		targets, sources, err = l.twoColumns(`SELECT t.n AS target, k.source AS source FROM json_each(?1) j
			CROSS JOIN record t ON t.n = j.value AND t.kind = ?4 CROSS JOIN link k ON k.target = t.id AND k.field = ?2
			CROSS JOIN record f ON f.n = k.source AND f.kind = ?3`, some, field, from, to)
		if err != nil {
			return err
		}
		for i, at := range targets {
			if !l.stale.has(sources[i]) { // the others were told
				tell(sources[i], at)
			}
		}
	}
	return nil
}

// unread tells links without the index.
func (l *tied) unread(from, field, to string, tell func(source, target int64)) error {
	for last := int64(0); ; {
		var targets, sources string
		var end sql.NullInt64
		err := l.q.QueryRowContext(l.ctx, `SELECT json_group_array(t.n), json_group_array(k.source),
			(SELECT max(n) FROM (SELECT n FROM `+ident(from)+` WHERE n > ?1 ORDER BY n LIMIT ?4))
			FROM (SELECT n FROM `+ident(from)+` WHERE n > ?1 ORDER BY n LIMIT ?4) f
			CROSS JOIN link k ON k.source = f.n AND k.field = ?2 CROSS JOIN record t ON t.id = k.target AND t.kind = ?3`, last, field, to, atATime/4).Scan(&targets, &sources, &end)
		if err != nil || !end.Valid {
			return err
		}
		to := readNumbers(targets)
		for i, n := range readNumbers(sources) {
			tell(n, to[i])
		}
		last = end.Int64
	}
}

// deletedRecords gives the numbers of all records that were deleted. They are asked
// for kind by kind, since the index of records is by kind.
func (v view) deletedRecords(ctx context.Context, schema *model.Schema) (out bitset, err error) {
	for _, k := range schema.Kinds() {
		var list string
		err := v.q.QueryRowContext(ctx, "SELECT json_group_array(n) FROM record WHERE kind = ? AND deleted = 1", k.Name).Scan(&list)
		if err != nil {
			return nil, err
		}
		for _, n := range readNumbers(list) {
			out.add(n)
		}
	}
	return out, nil
}

// readNumbers reads whole numbers as json_group_array writes them.
func readNumbers(text string) []int64 {
	out := make([]int64, 0, len(text)/6)
	n, some := int64(0), false
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			n, some = n*10+int64(c-'0'), true
		case some:
			out = append(out, n)
			n, some = 0, false
		}
	}
	return out
}
