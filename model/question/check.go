package question

import (
	"slices"

	"guvoh/model"
	"guvoh/model/search"
)

// Fault names what is wrong with a part of a question ("question.fault.<code>").
type Fault string

// The faults of a question.
const (
	NoKind     Fault = "no_kind"     // the file has no such kind of record
	NoField    Fault = "no_field"    // the kind has no such field
	NoPath     Fault = "no_path"     // no link leads so
	NoWord     Fault = "no_word"     // the vocabulary has no such word
	WrongType  Fault = "wrong_type"  // the field holds something else than is asked for
	NothingIn  Fault = "nothing_in"  // nothing is asked for: no word, no range, no record
	WrongRange Fault = "wrong_range" // it ends before it begins, or an end is no day
	WrongState Fault = "wrong_state" // consent has no such state
	WrongShow  Fault = "wrong_show"  // a column shows no such thing
	TooLarge   Fault = "too_large"   // more than a person asks at one go
)

// Problem is one thing that is wrong with a question.
type Problem struct {
	Code Fault
	// At leads to the part: the number of the condition in each All or Any on the
	// way, 0 for what Not and Linked hold. Of a column or an order it is its number.
	At    []int
	Part  string // "where", "columns" or "sort"; "" is the question itself
	Kind  string // of the record that was asked
	Field string // that it names
}

// most is how many conditions, columns, words and steps a question may have.
const (
	mostConditions = 200
	mostColumns    = 60
	mostItems      = 1000
	longestPath    = 6
)

// Check gives everything of a question that a file with that schema cannot
// answer. Such a question is kept, and told of, but not asked.
func (q Question) Check(s *model.Schema) []Problem {
	c := &checking{schema: s}
	if s.Kind(q.Of) == nil {
		c.report(NoKind, q.Of, "")
		return c.problems
	}
	c.part = "where"
	c.condition(q.Of, q.Where)
	if c.conditions > mostConditions || c.items > mostItems {
		c.at = nil
		c.report(TooLarge, q.Of, "")
	}
	c.part = "columns"
	for i, col := range q.Columns {
		c.at = []int{i}
		c.column(q.Of, col)
	}
	c.part = "sort"
	for i, o := range q.Sort {
		c.at = []int{i}
		c.column(q.Of, o.Column)
	}
	if len(q.Columns) > mostColumns || len(q.Sort) > mostColumns {
		c.part, c.at = "", nil
		c.report(TooLarge, q.Of, "")
	}
	return c.problems
}

type checking struct {
	schema            *model.Schema
	problems          []Problem
	part              string
	at                []int
	conditions, items int
}

func (c *checking) report(code Fault, kind, field string) {
	c.problems = append(c.problems, Problem{Code: code, At: slices.Clone(c.at), Part: c.part, Kind: kind, Field: field})
}

func (c *checking) inner(i int, kind string, of Condition) {
	c.at = append(c.at, i)
	c.condition(kind, of)
	c.at = c.at[:len(c.at)-1]
}

func (c *checking) condition(kind string, cond Condition) {
	c.conditions++
	switch of := cond.(type) {
	case nil:
	case All:
		for i, x := range of.Of {
			c.inner(i, kind, x)
		}
	case Any:
		for i, x := range of.Of {
			c.inner(i, kind, x)
		}
	case Not:
		if of.Of == nil {
			c.report(NothingIn, kind, "")
		}
		c.inner(0, kind, of.Of)
	case Linked:
		c.linked(kind, of)
	case Text:
		c.text(kind, of)
	case Word:
		c.word(kind, of)
	case Number:
		c.field(kind, of.Field, model.Int)
		c.bounds(kind, of.Field, of.From == nil && of.To == nil, of.From != nil && of.To != nil && *of.From > *of.To)
	case YesNo:
		c.field(kind, of.Field, model.Bool)
	case Filled:
		c.field(kind, of.Field)
	case When:
		c.field(kind, of.Field, model.Partial)
		c.days(kind, of.Field, of.How, of.In)
	case During:
		c.field(kind, of.From, model.Partial)
		c.field(kind, of.To, model.Partial)
		c.days(kind, of.From, of.How, of.In)
	case Points:
		c.field(kind, of.Field, model.Ref, model.Refs)
		c.bounds(kind, of.Field, len(of.Records) == 0, false)
		c.items += len(of.Records)
	case Consent:
		c.consent(kind, of)
	case Conflict:
		if of.Field != "" {
			c.field(kind, of.Field)
		}
	case News:
		if kind != "case" {
			c.report(WrongType, kind, "")
		}
	}
}

// field reports a field that is not there or holds something else.
func (c *checking) field(kind, name string, types ...model.Type) (model.Field, bool) {
	f, ok := c.schema.Kind(kind).Field(name)
	switch {
	case !ok:
		c.report(NoField, kind, name)
	case len(types) > 0 && !slices.Contains(types, f.Type):
		c.report(WrongType, kind, name)
		ok = false
	}
	return f, ok
}

func (c *checking) bounds(kind, field string, nothing, wrong bool) {
	if nothing {
		c.report(NothingIn, kind, field)
	}
	if wrong {
		c.report(WrongRange, kind, field)
	}
}

func (c *checking) days(kind, field string, how How, in Range) {
	_, _, ok := in.Days("2000-01-01")
	if in.From != "" && in.To != "" && relative(in.From) != relative(in.To) {
		_, _, first := Range{From: in.From}.Days("2000-01-01") // which comes first changes from day to day
		_, _, last := Range{To: in.To}.Days("2000-01-01")
		ok = first && last
	}
	c.bounds(kind, field, in == Range{}, in != Range{} && !ok || !slices.Contains(Hows, how))
}

func relative(end string) bool { return len(end) > 0 && end[0] == 't' }

func (c *checking) linked(kind string, l Linked) {
	to, ok := follow(c.schema, kind, l.Path)
	least, most := l.Bounds()
	switch {
	case !ok || len(l.Path) == 0 || len(l.Path) > longestPath:
		c.report(NoPath, kind, "")
	case least < 0 || most >= 0 && most < least || l.AtMost != nil && *l.AtMost < 0:
		c.report(WrongRange, kind, "")
	}
	if ok {
		c.inner(0, to, l.Where)
	}
}

func (c *checking) text(kind string, t Text) {
	if t.Field != "" {
		c.field(kind, t.Field, model.Text, model.Long, model.Texts, model.Partial)
	}
	c.bounds(kind, t.Field, search.Parse(t.Words, false).Empty(), false)
}

func (c *checking) word(kind string, w Word) {
	f, ok := c.field(kind, w.Field, model.Term, model.Terms)
	c.bounds(kind, w.Field, len(w.Words) == 0, false)
	c.items += len(w.Words)
	if v := c.schema.Vocabulary(f.Vocabulary); ok && v != nil {
		for _, id := range w.Words {
			if _, known := v.Word(id); !known {
				c.report(NoWord, kind, w.Field)
				return
			}
		}
	}
}

func (c *checking) consent(kind string, of Consent) {
	if kind != "person" {
		c.report(WrongType, kind, "")
	}
	if _, ok := c.schema.Vocabulary("consent_purpose").Word(of.Purpose); !ok {
		c.report(NoWord, kind, "")
	}
	c.bounds(kind, "", len(of.States) == 0, false)
	for _, state := range of.States {
		if !slices.Contains(model.ConsentStates(), state) {
			c.report(WrongState, kind, "")
		}
	}
}

func (c *checking) column(kind string, col Column) {
	to, ok := follow(c.schema, kind, col.Path)
	if !ok || len(col.Path) > longestPath {
		c.report(NoPath, kind, col.Field)
		return
	}
	if col.Show != Values && col.Show != First && col.Show != Count || col.Show == Count && (len(col.Path) == 0 || col.Field != "") {
		c.report(WrongShow, kind, col.Field)
	}
	if col.Width != UsualWidth && col.Width != Narrow && col.Width != Wide {
		c.report(WrongShow, kind, col.Field)
	}
	if col.Field != Label && col.Field != Updated {
		c.field(to, col.Field)
	}
}
