package store

import (
	"context"
	"database/sql"
	"strings"

	"guvoh/model"
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

// joined joins the record of a kind that a column points at, unless it was
// deleted. The index of ids alone tells its number: the row of the record, which
// holds much more, is not touched.
func joined(kind, as, column string) string {
	return ` JOIN ` + ident(kind) + ` ` + as + ` ON ` + as + `.n = (SELECT n FROM record WHERE id = unhex(` + column + `, '-'))
		AND ` + as + `.n NOT IN (SELECT n FROM record WHERE kind = '` + kind + `' AND deleted = 1)`
}

// eventOf joins the event of an act, and actCells says of the act: cases, victim,
// place, date. An act without a place or a date has those of its event.
func eventOf(act string) string { return joined("event", "e", act+".event") }

func actCells(act string) string {
	return strings.ReplaceAll("coalesce(e.cases, ''), coalesce(act.victim, ''), coalesce(act.place, e.place, ''), coalesce(act.date, e.date, '')", "act.", act+".")
}

// cited asks whether somebody cited what a record rests on; its owner's source
// covers it as it does in a dossier. ids are columns of ids.
func cited(ids ...string) string {
	var any []string
	for _, id := range ids {
		any = append(any, `EXISTS(SELECT 1 FROM link l JOIN record c ON c.n = l.source AND +c.deleted = 0
			WHERE l.target = `+id+` AND l.field = 'subject')`)
	}
	return "(" + strings.Join(any, " OR ") + ")"
}

// records reads records of a kind, stretch by stretch. cells are what fn gets
// beside the fact, which knows already what it is and whether it has a source.
func (s *sifting) records(kind, cells, rest, where string, sources []string, fn func(f fact, cells []string)) error {
	if where != "" {
		where = " AND (" + where + ")"
	}
	query := `SELECT r.id, ` + cited(append([]string{"r.id"}, sources...)...) + `, ` + cells + ` FROM ` + ident(kind) + ` t
		JOIN record r ON r.n = t.n AND +r.deleted = 0` + rest + ` WHERE t.n > ? AND t.n <= ?` + where + ``
	last, err := s.lastOf(kind)
	if err != nil {
		return err
	}
	for from := int64(0); from < last; {
		to, err := s.until(kind, from)
		if err != nil {
			return err
		}
		_, err = eachRow(s.ctx, s.q, query, []any{from, to}, func(c []string) {
			f := fact{record: toID([]byte(c[0])), kind: kind, sourced: c[1] == "1"}
			fn(f, c[2:])
		})
		if err != nil {
			return err
		}
		from = to
	}
	return nil
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

// person gives the place of a person in the book; 0 when they were deleted.
func (s *sifting) person(text string) int32 {
	at := s.book.id(text)
	if s.gone[s.book.ids[at]] {
		return 0
	}
	return at
}

// ofAnAct fills in what the columns of actCells say.
func (s *sifting) ofAnAct(f *fact, c []string) {
	f.cases, f.person, f.place, f.from = s.book.set(c[0], s.gone), s.person(c[1]), s.person(c[2]), s.book.date(c[3])
}

// deleted reads which of the records that facts point at were deleted.
func (s *sifting) deleted() (map[model.ID]bool, error) {
	gone := map[model.ID]bool{}
	_, err := eachRow(s.ctx, s.q, `SELECT id FROM record WHERE deleted = 1 AND kind IN ('case', 'person', 'organisation', 'place')`, nil,
		func(c []string) { gone[toID([]byte(c[0]))] = true })
	return gone, err
}

func (s *sifting) ofStatus() (map[model.ID]bool, error) {
	in := map[model.ID]bool{}
	var args []any
	for _, w := range s.filter.Statuses {
		args = append(args, w)
	}
	_, err := eachRow(s.ctx, s.q, `SELECT r.id FROM "case" c JOIN record r ON r.n = c.n AND +r.deleted = 0
		WHERE c.status IN (`+marks(len(args))+`)`, args, func(c []string) { in[toID([]byte(c[0]))] = true })
	return in, err
}
