package store

import (
	"fmt"
	"strings"

	"guvoh/model/question"
)

// bounds are the SQL for the days between which a date lies: nothing and '9999' where
// an end is open or nothing is recorded. "About May" may have been a little before or
// after: it reaches as far again to either side as what was told is long.
type dateBounds struct{ col, first, last string }

func (a *answering) bounds(l *level, field string) dateBounds {
	col, _ := a.column(l, field)
	end := func(name, sign, open string) string {
		return fmt.Sprintf(`coalesce(CASE WHEN json_extract(%[1]s, '$.qualifier') = 'about'
			THEN date(json_extract(%[1]s, '$.%[2]s'), printf('%[3]s%%d days', julianday(json_extract(%[1]s, '$.latest')) - julianday(json_extract(%[1]s, '$.earliest')) + 1))
			ELSE json_extract(%[1]s, '$.%[2]s') END, '%[4]s')`, col, name, sign, open)
	}
	return dateBounds{col, end("earliest", "-", ""), end("latest", "+", openEnd)}
}

// lasted is the SQL for a date that was told as days from one to another, both
// known: it took all of that time, where another date is one moment in it.
func (d dateBounds) lasted() string {
	return fmt.Sprintf(`coalesce(json_extract(%[1]s, '$.precision') = 'day' AND json_extract(%[1]s, '$.qualifier') IS NULL
		AND json_extract(%[1]s, '$.earliest') < json_extract(%[1]s, '$.latest'), 0)`, d.col)
}

// in gives the days of a range as arguments.
func (a *answering) in(r question.Range) (first, last string) {
	from, to, _ := r.Days(a.today) // Check has read it; a range that "today" has run out of has no days
	if to == "" {
		to = openEnd
	}
	return a.bind(from), a.bind(to)
}

// date: of a moment between two days it is certain that it lies in a range when
// both do, and possible when one of the days between them does.
func (a *answering) date(l *level, c question.When) expr {
	d := a.bounds(l, c.Field)
	if a.empty(c.In) {
		return certain("0")
	}
	from, to := a.in(c.In)
	inside := fmt.Sprintf("(%s >= %s AND %s <= %s)", d.first, from, d.last, to)
	touching := fmt.Sprintf("(%s <= %s AND %s >= %s)", d.first, to, d.last, from)
	all := map[question.How]string{
		question.Overlaps: touching,
		question.Within:   inside,
		question.Begins:   fmt.Sprintf("(%s BETWEEN %s AND %s)", d.first, from, to),
		question.Ends:     fmt.Sprintf("(%s BETWEEN %s AND %s)", d.last, from, to),
	}[c.How]
	e := expr{
		fmt.Sprintf("CASE WHEN %s THEN %s ELSE %s END", d.lasted(), all, inside),
		fmt.Sprintf("CASE WHEN %s THEN %s ELSE %s END", d.lasted(), all, touching),
	}
	if question.Unset[c.Field] {
		e = expr{d.col + " IS NOT NULL AND " + e.sure, d.col + " IS NOT NULL AND " + e.may}
	}
	return e
}

// empty reports whether a range has no day today, such as from today to a day
// that is past.
func (a *answering) empty(r question.Range) bool {
	_, _, ok := r.Days(a.today)
	return !ok
}

// time is what question.During asks. Of a time that surely ends before it begins
// nothing is certain.
func (a *answering) time(l *level, c question.During) expr {
	switch c.How {
	case question.Begins:
		return a.date(l, question.When{Field: c.From, How: c.How, In: c.In})
	case question.Ends:
		return a.date(l, question.When{Field: c.To, How: c.How, In: c.In})
	}
	if a.empty(c.In) {
		return certain("0")
	}
	begin, end := a.bounds(l, c.From), a.bounds(l, c.To)
	from, to := a.in(c.In)
	say := strings.NewReplacer("$ef", begin.first, "$lf", begin.last, "$et", end.first, "$lt", end.last, "$a", from, "$b", to)
	if c.How == question.Within {
		return expr{
			say.Replace("$ef <= $lt AND $ef >= $a AND $lt <= $b"),
			say.Replace("$lf >= $a AND $et <= $b AND $ef <= $b AND $lt >= $a"),
		}
	}
	return expr{
		say.Replace("$ef <= $lt AND min($lf, $lt) <= $b AND max($ef, $et) >= $a"),
		say.Replace("($ef <= $b AND $lt >= $a OR $ef > $lt AND $et <= $b AND $lf >= $a)"),
	}
}
