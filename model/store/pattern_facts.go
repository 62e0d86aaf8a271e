package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"slices"

	"guvoh/model"
	"guvoh/model/question"
)

// Records are read in stretches, so that a long search never keeps anybody from
// the file.
const stretch = 4000

// spread gives SQLite more memory for pages while patterns are looked for, since
// records point at each other all over the file, and gives back what takes it
// away again. Without it the same pages are opened over and over.
func (db *DB) spread(ctx context.Context) (done func()) {
	_, err := db.sql.ExecContext(ctx, "PRAGMA cache_size = -96000")
	return func() {
		if err == nil { // a smaller cache is slower and nothing else
			_, _ = db.sql.ExecContext(context.WithoutCancel(ctx), "PRAGMA cache_size = -16000; PRAGMA shrink_memory")
		}
	}
}

// each reads the rows of a query whose columns are texts.
func (s *sifting) each(query string, fn func(cells []string), args ...any) error {
	_, err := eachRow(s.ctx, s.q, query, args, fn)
	return err
}

func eachRow(ctx context.Context, q querier, query string, args []any, fn func(cells []string)) (n int, err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return 0, err
	}
	raw, into, cells := make([]sql.RawBytes, len(names)), make([]any, len(names)), make([]string, len(names))
	for i := range raw {
		into[i] = &raw[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return n, err
		}
		for i, r := range raw {
			cells[i] = string(r)
		}
		fn(cells)
		n++
	}
	return n, rows.Err()
}

// strip is the columns of one row. They are good until the next row is read.
type strip []sql.RawBytes

// records reads records of a kind, stretch by stretch. columns are what fn gets
// beside the fact, which knows already what it is and whether it rests on a source,
// and the record's number.
func (s *sifting) records(kind, columns, where string, fn func(n int64, f fact, c strip)) error {
	if where != "" {
		where = " AND (" + where + ")"
	}
	if columns != "" {
		columns = ", " + columns
	}
	query := `SELECT t.n` + columns + ` FROM ` + ident(kind) + ` t WHERE t.n > ? AND t.n <= ?` + where
	sources, err := s.cited(kind)
	if err != nil {
		return err
	}
	last, err := s.lastOf(kind)
	if err != nil {
		return err
	}
	for from := int64(0); from < last; {
		to, err := s.until(kind, from)
		if err != nil {
			return err
		}
		err = s.stretch(query, from, to, func(n int64, c strip) {
			if !s.dead.has(n) {
				fn(n, fact{record: n, kind: kind, sourced: sources.has(n)}, c)
			}
		})
		if err != nil {
			return err
		}
		from = to
	}
	return nil
}

func (s *sifting) stretch(query string, from, to int64, fn func(n int64, c strip)) error {
	rows, err := s.q.QueryContext(s.ctx, query, from, to)
	if err != nil {
		return err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	var n int64
	c, into := make(strip, len(names)-1), make([]any, len(names))
	into[0] = &n
	for i := range c {
		into[i+1] = &c[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		fn(n, c)
	}
	return rows.Err()
}

// cited gives the records of a kind that rest on a source: their own, or that of
// what covers them.
func (s *sifting) cited(kind string) (bitset, error) {
	if b, known := s.sources[kind]; known {
		return b, nil
	}
	var b bitset
	err := s.tied.each("citation", question.To("subject", kind), func(citation, subject int64) {
		if !s.dead.has(citation) {
			b.add(subject)
		}
	})
	if k := s.schema.Kind(kind); err == nil && k.CoveredBy() != "" {
		err = s.covered(k, &b)
	}
	s.sources[kind] = b
	return b, err
}

// covered adds the records of a kind that are covered.
func (s *sifting) covered(k *model.Kind, to *bitset) error {
	above, err := s.cited(k.ParentKind())
	if err != nil || above.empty() {
		return err
	}
	of, err := s.owners(k.Name)
	for n, at := range of {
		if above.has(int64(at)) {
			to.add(int64(n))
		}
	}
	return err
}

// owners gives of which record each of a kind is a row, unless that was deleted.
func (s *sifting) owners(kind string) (byNumber, error) {
	if of, known := s.owned[kind]; known {
		return of, nil
	}
	k := s.schema.Kind(kind)
	var out byNumber
	err := s.tied.each(kind, question.To(k.Parent, k.ParentKind()), func(from, at int64) {
		if !s.dead.has(at) {
			out.put(from, int32(at))
		}
	})
	s.owned[kind] = out
	return out, err
}

// byNumber gives something for the number of a record; 0 for nothing. Numbers are
// dense: a list is found in faster than a map.
type byNumber []int32

func (b *byNumber) put(n int64, v int32) {
	for int(n) >= len(*b) {
		*b = append(*b, make([]int32, max(4096, len(*b)))...)
	}
	(*b)[n] = v
}

func (b byNumber) at(n int64) int32 {
	if int(n) >= len(b) {
		return 0
	}
	return b[n]
}

// happening is what acts have of their event, and charges and steps of their
// proceeding.
type happening struct {
	cases, place, date int32
	persons            string
}

// happenings are all events or all proceedings, by their numbers.
type happenings struct {
	place byNumber // in all, counted from 1
	all   []happening
}

// of gives what hangs on a record; there is false when it was deleted.
func (h *happenings) of(n int32) (out *happening, there bool) {
	at := h.place.at(int64(n))
	if at == 0 {
		return nil, false
	}
	return &h.all[at-1], true
}

// happenings reads events or proceedings.
func (s *sifting) happenings(kind, columns string, fill func(h *happening, c strip)) (*happenings, error) {
	out := &happenings{}
	err := s.records(kind, columns, "", func(n int64, _ fact, c strip) {
		var h happening
		fill(&h, c)
		out.all = append(out.all, h)
		out.place.put(n, int32(len(out.all)))
	})
	return out, err
}

func (s *sifting) eventsOfActs() (*happenings, error) {
	return s.happenings("event", "t.cases, t.place, t.date", func(h *happening, c strip) {
		h.cases, h.place, h.date = s.book.set(c[0], s.gone), s.person(c[1]), s.book.date(c[2])
	})
}

func (s *sifting) proceedingsOfSteps() (*happenings, error) {
	return s.happenings("proceeding", "t.cases, t.persons", func(h *happening, c strip) {
		h.cases, h.persons = s.book.set(c[0], s.gone), s.book.word(c[1])
	})
}

// acts reads acts with what they have of their events: an act without a place or a
// date has those of its event. Further columns stand behind the third.
func (s *sifting) acts(columns, where string, fn func(n int64, f fact, c strip)) error {
	events, err := s.eventsOfActs()
	if err != nil {
		return err
	}
	of, err := s.owners("act")
	if err != nil {
		return err
	}
	if columns != "" {
		columns = ", " + columns
	}
	return s.records("act", "t.victim, t.place, t.date"+columns, where, func(n int64, f fact, c strip) {
		e, there := events.of(of.at(n))
		if !there {
			return
		}
		f.cases, f.person, f.place, f.from = e.cases, s.person(c[0]), e.place, e.date
		if len(c[1]) > 0 {
			f.place = s.person(c[1])
		}
		if len(c[2]) > 0 {
			f.from = s.book.date(c[2])
		}
		fn(n, f, c[3:])
	})
}

func (s *sifting) lastOf(kind string) (n int64, err error) {
	err = s.q.QueryRowContext(s.ctx, "SELECT coalesce(max(n), 0) FROM "+ident(kind)).Scan(&n)
	return n, err
}

// until gives the number of the last record of the stretch behind a number.
func (s *sifting) until(kind string, from int64) (n int64, err error) {
	err = s.q.QueryRowContext(s.ctx, "SELECT max(n) FROM (SELECT n FROM "+ident(kind)+" WHERE n > ? ORDER BY n LIMIT ?)", from, stretch).Scan(&n)
	return n, err
}

// person gives the place of a record in the book; 0 when it was deleted.
func (s *sifting) person(text []byte) int32 {
	at := s.book.id(text)
	if s.gone[s.book.ids[at]] {
		return 0
	}
	return at
}

// deleted reads which of the records that facts point at were deleted.
func (s *sifting) deleted() (map[model.ID]bool, error) {
	gone := map[model.ID]bool{}
	_, err := eachRow(s.ctx, s.q, `SELECT id FROM record WHERE deleted = 1 AND kind IN ('case', 'person', 'organisation', 'place')`, nil,
		func(c []string) { gone[toID([]byte(c[0]))] = true })
	if err != nil {
		return nil, err
	}
	s.dead, err = s.deletedRecords(s.ctx, s.schema)
	return gone, err
}

// identify reads the ids by which everybody else knows some records.
func (s *sifting) identify(all bitset) error {
	ns := slices.DeleteFunc(all.numbers(), func(n int64) bool {
		_, known := s.book.records[n]
		return known
	})
	for ; len(ns) > 0; ns = ns[min(len(ns), stretch):] {
		var numbers, ids string
		err := s.q.QueryRowContext(s.ctx, "SELECT json_group_array(n), coalesce(group_concat(hex(id), ''), '') FROM record WHERE n IN (SELECT value FROM json_each(?))",
			listOf(ns[:min(len(ns), stretch)])).Scan(&numbers, &ids)
		if err != nil {
			return err
		}
		raw, err := hex.DecodeString(ids)
		if err != nil {
			return err
		}
		for i, n := range readNumbers(numbers) {
			s.book.records[n] = toID(raw[i*16 : i*16+16])
		}
	}
	return nil
}

// ofPatterns gives the records of patterns.
func ofPatterns(patterns []Pattern) (all bitset) {
	for _, p := range patterns {
		for _, f := range p.facts {
			all.add(f.record)
		}
	}
	return all
}

func (s *sifting) ofStatus() (map[model.ID]bool, error) {
	in := map[model.ID]bool{}
	var args []any
	for _, w := range s.filter.Statuses {
		args = append(args, w)
	}
	_, err := eachRow(s.ctx, s.q, `SELECT r.id FROM "case" c CROSS JOIN record r ON r.n = c.n AND +r.deleted = 0
		WHERE c.status IN (`+marks(len(args))+`)`, args, func(c []string) { in[toID([]byte(c[0]))] = true })
	return in, err
}
