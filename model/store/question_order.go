package store

import (
	"bytes"
	"cmp"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"guvoh/model/question"
)

// inOrder gives the numbers of a set in the order of a question.
func (s *setting) inOrder(q question.Question, of bitset) ([]int64, error) {
	if len(q.Sort) > 0 {
		return s.sorted(q, of)
	}
	out := make([]int64, 0, of.count())
	label, n := "", int64(-1)
	for {
		var list string
		var count int
		var last sql.NullString
		err := s.q.QueryRowContext(s.ctx, `SELECT json_group_array(n), count(*), max(label) FROM (SELECT n, label FROM record
			WHERE kind = ?1 AND deleted = 0 AND (label, n) > (?2, ?3) ORDER BY label, n LIMIT ?4)`, q.Of, label, n, atATime).Scan(&list, &count, &last)
		if err != nil {
			return nil, err
		}
		ns := readNumbers(list)
		for _, n := range ns {
			if of.has(n) {
				out = append(out, n)
			}
		}
		if count < atATime {
			return out, nil
		}
		label, n = last.String, ns[len(ns)-1]
	}
}

// keyed is a record with what it is sorted by.
type keyed struct {
	n    int64
	keys []any
}

// sorted reads by what the records are sorted in turns, and sorts them as SQLite
// would: see [answering.order].
func (s *setting) sorted(q question.Question, of bitset) ([]int64, error) {
	a := &answering{view: s.view, ctx: s.ctx, schema: s.schema, today: s.today}
	list := a.bind("")
	root := a.level(q.Of, nil)
	root.own, root.table = true, true
	var keys []string
	for _, o := range q.Sort {
		keys = append(keys, a.key(root, o))
	}
	what := strings.Join(keys, ", ")
	from := fmt.Sprintf("json_each(%s) j CROSS JOIN %s %[3]s ON %[3]s.n = j.value", list, ident(q.Of), root.row())
	if root.named || strings.Contains(what, root.record()+".") {
		from += " " + root.joined()
	}
	query := fmt.Sprintf("SELECT %s.n, %s FROM %s", root.row(), what, from)
	all := make([]keyed, 0, of.count())
	for ns := of.numbers(); len(ns) > 0; ns = ns[min(len(ns), atATime/4):] {
		a.args[0] = listOf(ns[:min(len(ns), atATime/4)])
		var err error
		if all, err = s.keys(all, len(keys), query, a.args); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(all, func(x, y keyed) int {
		for i, o := range q.Sort {
			if c := compareCells(x.keys[i], y.keys[i], o.Descending); c != 0 {
				return c
			}
		}
		return cmp.Compare(x.n, y.n)
	})
	out := make([]int64, len(all))
	for i, k := range all {
		out[i] = k.n
	}
	return out, nil
}

func (s *setting) keys(all []keyed, n int, query string, args []any) ([]keyed, error) {
	rows, err := s.q.QueryContext(s.ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		k := keyed{keys: make([]any, n)}
		into := []any{&k.n}
		for i := range k.keys {
			into = append(into, &k.keys[i])
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		all = append(all, k)
	}
	return all, rows.Err()
}

// compareCells compares two values as SQLite does: numbers before words, words by their
// bytes. What is nothing stands at the end both ways.
func compareCells(a, b any, descending bool) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	}
	c := 0
	x, isNumber := asNumber(a)
	y, also := asNumber(b)
	switch {
	case isNumber && also:
		c = cmp.Compare(x, y)
	case isNumber:
		c = -1
	case also:
		c = 1
	default:
		c = bytes.Compare(asBytes(a), asBytes(b))
	}
	if descending {
		return -c
	}
	return c
}

func asNumber(v any) (float64, bool) {
	switch v := v.(type) {
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

func asBytes(v any) []byte {
	switch v := v.(type) {
	case []byte:
		return v
	case string:
		return []byte(v)
	}
	return nil
}
