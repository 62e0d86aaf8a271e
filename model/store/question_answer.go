package store

import (
	"fmt"
	"strings"

	"guvoh/model"
	"guvoh/model/question"
)

// answers asks for the numbers of the records that answer a question: a page of
// them in one statement, or all.
func (a *answering) answers(q question.Question, from, limit int) (Answers, error) {
	if old, err := before(a.ctx, a.q, q.Of); err != nil || old {
		return Answers{}, err
	}
	if limit == 0 {
		out, err := a.allAnswers(q)
		out.Numbers = out.Numbers[min(from, len(out.Numbers)):]
		return out, err
	}
	a.paged, a.large = len(q.Sort) == 0, map[string]bool{}
	root := a.level(q.Of, nil)
	met, err := a.where(root, q.Where)
	if err != nil {
		return Answers{}, err
	}
	if q.Sure {
		met.may = met.sure
	}
	order := a.order(root, q.Sort)
	sure := met.sure
	if met.sure == met.may {
		sure = "1"
	}
	source := "record " + root.record()
	if root.table {
		source += fmt.Sprintf(" CROSS JOIN %s %s ON %s.n = %s.n", ident(root.kind.Name), root.row(), root.row(), root.record())
	}
	query := fmt.Sprintf("SELECT %[1]s.n, %[2]s FROM %[3]s WHERE %[1]s.kind = %[4]s AND %[1]s.deleted = 0 AND (%[5]s) ORDER BY %[6]s",
		root.record(), sure, source, a.bind(q.Of), met.may, order)
	query += fmt.Sprintf(" LIMIT %s OFFSET %s", a.bind(limit+1), a.bind(from))
	return a.numbers(query, limit)
}

func (a *answering) numbers(query string, limit int) (Answers, error) {
	out := Answers{Perhaps: map[int64]bool{}}
	rows, err := a.q.QueryContext(a.ctx, query, a.args...)
	if err != nil {
		return out, err
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		var sure bool
		if err := rows.Scan(&n, &sure); err != nil {
			return out, err
		}
		if len(out.Numbers) == limit {
			out.More = true
			continue
		}
		out.Numbers = append(out.Numbers, n)
		if !sure {
			out.Perhaps[n] = true
		}
	}
	return out, rows.Err()
}

// order is by label when nothing else is wanted: an index has it so.
func (a *answering) order(root *level, sort []question.Order) string {
	r := root.record()
	if len(sort) == 0 {
		return r + ".label, " + r + ".n"
	}
	var out []string
	for _, o := range sort {
		key, way := a.key(root, o), ""
		if o.Descending {
			way = " DESC"
		}
		out = append(out, key+" IS NULL", key+way)
	}
	return strings.Join(append(out, r+".n"), ", ")
}

// key is what a list is sorted by: where a column holds several values, the least
// of them, and downwards the greatest.
func (a *answering) key(root *level, o question.Order) string {
	if len(o.Path) == 0 {
		return a.sortable(root, o.Field)
	}
	end, from, where := a.chain(root, o.Path)
	what := fmt.Sprintf("count(DISTINCT %s.n)", end.record())
	if o.Show != question.Count {
		what = "min(" + a.sortable(end, o.Field) + ")"
		if o.Descending {
			what = "max(" + a.sortable(end, o.Field) + ")"
		}
	}
	if end.table {
		from += fmt.Sprintf(" CROSS JOIN %s %s ON %s.n = %s.n", ident(end.kind.Name), end.row(), end.row(), end.record())
	}
	return fmt.Sprintf("(SELECT %s FROM %s WHERE %s)", what, from, where)
}

// sortable is a value in a form that sorts; null where nothing is recorded.
func (a *answering) sortable(l *level, field string) string {
	switch field {
	case question.Label:
		return fmt.Sprintf("read_as(nullif(%s.label, ''))", l.record())
	case question.Updated:
		return l.record() + ".updated"
	}
	col, f := a.column(l, field)
	switch f.Type {
	case model.Int, model.Bool:
		return col
	case model.Partial:
		return fmt.Sprintf("coalesce(json_extract(%[1]s, '$.earliest'), json_extract(%[1]s, '$.latest'))", col)
	case model.Term:
		return a.place(f.Vocabulary, col)
	case model.Terms:
		return a.place(f.Vocabulary, fmt.Sprintf("json_extract(%s, '$[0]')", col))
	case model.Ref:
		return labelled(col)
	case model.Refs:
		return labelled(fmt.Sprintf("json_extract(%s, '$[0]')", col))
	}
	return "read_as(" + col + ")"
}

// place is where a word stands in its vocabulary.
func (a *answering) place(vocabulary, word string) string {
	var all strings.Builder
	if v := a.schema.Vocabulary(vocabulary); v != nil {
		for _, w := range v.Words {
			all.WriteString(`"` + w.ID + `"`)
		}
	}
	return fmt.Sprintf(`nullif(instr(%s, '"' || %s || '"'), 0)`, a.bind(all.String()), word)
}

func labelled(id string) string {
	return fmt.Sprintf("(SELECT read_as(nullif(o.label, '')) FROM record o WHERE o.id = unhex(replace(%s, '-', '')) AND o.deleted = 0)", id)
}

// inDoubt reports whether a record perhaps meets a condition.
func (a *answering) inDoubt(kind string, c question.Condition, number int64) (bool, error) {
	l := a.level(kind, nil)
	l.own = true
	met, err := a.where(l, c)
	if err != nil || met.sure == met.may {
		return false, err
	}
	from := ident(kind) + " " + l.row()
	if l.named {
		from += " " + l.joined()
	}
	var is bool
	query := fmt.Sprintf("SELECT (%s) AND NOT (%s) FROM %s WHERE %s.n = %s", met.may, met.sure, from, l.row(), a.bind(number))
	err = a.q.QueryRowContext(a.ctx, query, a.args...).Scan(&is)
	return is, orNone(err)
}

// few is how many records at the end of a path are followed back at one go, when
// only a page of answers is wanted.
const few = 2000

// many reports whether more than a few records meet a condition.
func (a *answering) many(c question.Linked) (bool, error) {
	if !a.paged {
		return false, nil
	}
	key := question.Question{Where: c}.JSON()
	if large, known := a.large[key]; known {
		return large, nil
	}
	probe := &answering{view: a.view, ctx: a.ctx, schema: a.schema, today: a.today, paged: true, large: a.large}
	end := probe.level(c.Path[len(c.Path)-1].Kind, nil)
	end.own = true
	met, err := probe.where(end, c.Where)
	if err != nil {
		return false, err
	}
	from := ident(end.kind.Name) + " " + end.row()
	if end.named {
		from += " " + end.joined()
	}
	query := fmt.Sprintf("SELECT count(*) FROM (SELECT 1 FROM %s WHERE (%s) AND %s LIMIT %s)",
		from, met.may, probe.alive(end.number(), end.kind.Name), probe.bind(few+1))
	var n int
	if err := a.q.QueryRowContext(a.ctx, query, probe.args...).Scan(&n); err != nil {
		return false, err
	}
	a.large[key] = n > few
	return n > few, nil
}
