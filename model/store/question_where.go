package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"guvoh/model"
	"guvoh/model/question"
)

// answering makes one statement of a question. What is asked for goes into it as
// bound arguments only; the names of tables and columns are those of the schema.
type answering struct {
	view
	ctx    context.Context
	schema *model.Schema
	today  string
	args   []any
	last   int             // the newest number of an alias
	paged  bool            // only the first answers are wanted, in an order that an index has
	large  map[string]bool // conditions on linked records, and whether many meet them
	alone  bool            // one record is asked after the other
}

// expr is a condition in SQL: when it is surely met, and when perhaps. Both are 0
// or 1 and never null, and where the first is 1 the second is.
type expr struct{ sure, may string }

func certain(sql string) expr { return expr{sql, sql} }

func (e expr) not() expr { return expr{"NOT (" + e.may + ")", "NOT (" + e.sure + ")"} }

// level is one record on the way through a question: the aliases of its row in
// the table of records and in that of its kind.
type level struct {
	kind   *model.Kind
	alias  int
	within *level // from which a path led here
	table  bool   // its row in the table of its kind is asked for
	own    bool   // its number is that of the table of its kind, which is read first
	named  bool   // its id is asked for, and so its row in the table of records
	looked bool   // it is found by a link, and no other way is to be tried
}

func (l *level) record() string { return fmt.Sprintf("r%d", l.alias) }
func (l *level) row() string    { return fmt.Sprintf("t%d", l.alias) }

// number is the SQL for the number of the record.
func (l *level) number() string {
	if l.own {
		l.table = true
		return l.row() + ".n"
	}
	if l.looked {
		return "+" + l.record() + ".n" // SQLite tries no index for what has a sign before it
	}
	return l.record() + ".n"
}

func (a *answering) level(kind string, within *level) *level {
	a.last++
	return &level{kind: a.schema.Kind(kind), alias: a.last, within: within}
}

// bind gives the place of an argument in the statement.
func (a *answering) bind(v any) string {
	a.args = append(a.args, v)
	return fmt.Sprintf("?%d", len(a.args))
}

// column is the SQL for what a field holds, in the form that columns have.
func (a *answering) column(l *level, field string) (string, model.Field) {
	l.table = true
	f, _ := l.kind.Field(field)
	if f.Custom {
		return fmt.Sprintf("json_extract(%s.extra, %s)", l.row(), a.bind(`$."`+f.Name+`"`)), f
	}
	return l.row() + "." + ident(f.Name), f
}

// where gives a condition in SQL.
func (a *answering) where(l *level, c question.Condition) (expr, error) {
	switch c := c.(type) {
	case question.All:
		return a.several(l, c.Of, " AND ", "1")
	case question.Any:
		return a.several(l, c.Of, " OR ", "0")
	case question.Not:
		e, err := a.where(l, c.Of)
		return e.not(), err
	case question.Text:
		return a.text(l, c)
	case question.Word:
		return a.word(l, c), nil
	case question.Number:
		return a.between(l, c), nil
	case question.YesNo:
		col, _ := a.column(l, c.Field)
		return certain(fmt.Sprintf("%s IS %d", col, oneOf(c.Yes))), nil
	case question.Filled:
		col, _ := a.column(l, c.Field)
		if c.Empty {
			return certain(col + " IS NULL"), nil
		}
		return certain(col + " IS NOT NULL"), nil
	case question.When:
		return a.date(l, c), nil
	case question.During:
		return a.time(l, c), nil
	case question.Points:
		return a.points(l, c), nil
	case question.Linked:
		return a.linkedTo(l, c)
	case question.Consent:
		return a.consent(l, c)
	case question.Conflict:
		if c.Field == "" {
			return certain(l.number() + " IN (SELECT record FROM conflict)"), nil
		}
		return certain(fmt.Sprintf("%s IN (SELECT record FROM conflict WHERE field = %s)", l.number(), a.bind(c.Field))), nil
	case question.News:
		return a.news(l)
	}
	return certain("1"), nil
}

func oneOf(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (a *answering) several(l *level, of []question.Condition, join, none string) (expr, error) {
	if len(of) == 0 {
		return certain(none), nil
	}
	sure, may := make([]string, len(of)), make([]string, len(of))
	for i, c := range of {
		e, err := a.where(l, c)
		if err != nil {
			return expr{}, err
		}
		sure[i], may[i] = "("+e.sure+")", "("+e.may+")"
	}
	return expr{strings.Join(sure, join), strings.Join(may, join)}, nil
}

// news is empty in a file that was opened to look only and is older than it.
func (a *answering) news(l *level) (expr, error) {
	if old, err := before(a.ctx, a.q, "news"); err != nil || old {
		return certain("0"), err
	}
	return certain(l.number() + " IN (SELECT record FROM news)"), nil
}

// word: a list of words stands in its column as canonical JSON, in which a
// quotation mark within a word has a backslash before it. So what follows a
// bracket or a comma is a whole word.
func (a *answering) word(l *level, c question.Word) expr {
	col, f := a.column(l, c.Field)
	words := c.Words
	if c.Below {
		words = a.schema.WordsBelow(f.Vocabulary, words)
	}
	if f.Type == model.Term {
		return certain(fmt.Sprintf("coalesce(%s IN (%s), 0)", col, a.each(words)))
	}
	var any []string
	for _, w := range words {
		quoted := string(model.TextValue(w))
		any = append(any, fmt.Sprintf("instr(%s, %s) > 0 OR instr(%s, %s) > 0", col, a.bind("["+quoted), col, a.bind(","+quoted)))
	}
	return certain("coalesce(" + strings.Join(any, " OR ") + ", 0)")
}

// each gives the places of a list of arguments.
func (a *answering) each(words []string) string {
	places := make([]string, len(words))
	for i, w := range words {
		places[i] = a.bind(w)
	}
	return strings.Join(places, ", ")
}

func (a *answering) between(l *level, c question.Number) expr {
	col, _ := a.column(l, c.Field)
	var all []string
	if c.From != nil {
		all = append(all, fmt.Sprintf("%s >= %s", col, a.bind(*c.From)))
	}
	if c.To != nil {
		all = append(all, fmt.Sprintf("%s <= %s", col, a.bind(*c.To)))
	}
	return certain("coalesce(" + strings.Join(all, " AND ") + ", 0)")
}

// points goes by the index of links. Those that stand below are followed down
// the tree; a loop ends, since each is taken once.
func (a *answering) points(l *level, c question.Points) expr {
	ids := make([]string, len(c.Records))
	for i, id := range c.Records {
		ids[i] = "(" + a.bind(id[:]) + ")"
	}
	targets := "VALUES " + strings.Join(ids, ", ")
	if c.Below {
		var trees []string
		for _, k := range a.schema.Kinds() {
			if by := question.Below(k.Name); by != "" {
				trees = append(trees, fmt.Sprintf("(%s, %s)", a.bind(k.Name), a.bind(by)))
			}
		}
		targets = fmt.Sprintf(`WITH RECURSIVE below(id) AS (%s UNION SELECT r.id FROM below CROSS JOIN link k ON k.target = below.id
			CROSS JOIN record r ON r.n = k.source AND r.deleted = 0 WHERE (r.kind, k.field) IN (VALUES %s)) SELECT id FROM below`,
			targets, strings.Join(trees, ", "))
	}
	return certain(fmt.Sprintf("%s IN (SELECT source FROM link WHERE target IN (%s) AND field = %s)", l.number(), targets, a.bind(c.Field)))
}

// among gives the SQL for being one of a list of numbers.
func (a *answering) among(what string, ns []int64) string {
	if len(ns) == 0 {
		return "0"
	}
	list, err := json.Marshal(ns)
	if err != nil {
		panic(err) // whole numbers
	}
	return fmt.Sprintf("%s IN (SELECT value FROM json_each(%s))", what, a.bind(string(list)))
}
