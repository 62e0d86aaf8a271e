package store

import (
	"fmt"
	"strings"

	"guvoh/model/question"
)

// linkedTo asks for records at the end of a path. There are two ways to go it. From
// the end, all at once: which records have such a one? Or from the beginning, for
// each record by itself. The first is right where few meet the condition, the
// second where many do and only a page of answers is wanted, or where it depends
// on the record from which the path leads.
func (a *answering) linkedTo(l *level, c question.Linked) (expr, error) {
	least, most := c.Bounds()
	if a.alone || a.inCase(l) && asksConsent(c.Where) {
		return a.ahead(l, c, least, most)
	}
	if least == 1 && most < 0 || least == 0 && most == 0 {
		large, err := a.many(c)
		if err != nil {
			return expr{}, err
		}
		if large {
			return a.ahead(l, c, least, most)
		}
	}
	return a.back(l, c, least, most)
}

// bounded says of the sets of records that have at least so many how many are
// wanted: of those who surely have them, and of those who perhaps do.
func bounded(least, most int, has func(n int) (expr, error)) (expr, error) {
	out := certain("1")
	if least > 0 {
		e, err := has(least)
		if err != nil {
			return expr{}, err
		}
		out = e
	}
	if most >= 0 {
		e, err := has(most + 1)
		if err != nil {
			return expr{}, err
		}
		no := e.not()
		out = expr{out.sure + " AND " + no.sure, out.may + " AND " + no.may}
	}
	return out, nil
}

// ahead goes the path from the record on, for each by itself.
func (a *answering) ahead(l *level, c question.Linked, least, most int) (expr, error) {
	end, from, where := a.chain(l, c.Path)
	met, err := a.where(end, c.Where)
	if err != nil {
		return expr{}, err
	}
	if end.table {
		from += fmt.Sprintf(" CROSS JOIN %s %s ON %s.n = %s.n", ident(end.kind.Name), end.row(), end.row(), end.record())
	}
	return bounded(least, most, func(n int) (expr, error) {
		say := func(met string) string {
			if n == 1 {
				return fmt.Sprintf("EXISTS (SELECT 1 FROM %s WHERE %s AND (%s))", from, where, met)
			}
			return fmt.Sprintf("(SELECT count(DISTINCT %s.n) FROM %s WHERE %s AND (%s)) >= %d", end.record(), from, where, met, n)
		}
		return expr{say(met.sure), say(met.may)}, nil
	})
}

// chain joins the records on a path, the nearest first, and says how the first
// hangs on the record from which it leads.
func (a *answering) chain(l *level, path []question.Step) (end *level, from, where string) {
	var joins []string
	for i, s := range path {
		a.last++
		k := fmt.Sprintf("k%d", a.last)
		near, far := "source", "target"
		if s.Back {
			near, far = far, near
		}
		on := fmt.Sprintf("%s.%s = %s AND %s.field = %s", k, near, side(l, near), k, a.bind(s.Field))
		if i == 0 {
			joins, where = append(joins, "link "+k), on
		} else {
			joins = append(joins, fmt.Sprintf("CROSS JOIN link %s ON %s", k, on))
		}
		l = a.level(s.Kind, l)
		joins = append(joins, fmt.Sprintf("CROSS JOIN record %[1]s ON %[2]s = %[3]s.%[4]s AND %[1]s.kind = %[5]s AND %[1]s.deleted = 0",
			l.record(), side(l, far), k, far, a.bind(s.Kind)))
		l.looked = true
	}
	return l, strings.Join(joins, " "), where
}

// side gives what of a record stands at that end of a link.
func side(l *level, end string) string {
	if end == "target" {
		l.named = true
		return l.record() + ".id"
	}
	return l.number()
}

// back goes the path from its end and gives the records that it reaches.
func (a *answering) back(l *level, c question.Linked, least, most int) (expr, error) {
	levels := make([]*level, len(c.Path))
	for i, s := range c.Path {
		levels[i] = a.level(s.Kind, nil)
		if i > 0 {
			levels[i].within = levels[i-1]
		}
	}
	end := levels[len(levels)-1]
	end.own = true
	met, err := a.where(end, c.Where)
	if err != nil {
		return expr{}, err
	}
	from, where, root := a.chainBack(levels, c.Path)
	return bounded(least, most, func(n int) (expr, error) {
		say := func(met string) string {
			having := ""
			if n > 1 {
				having = fmt.Sprintf(" GROUP BY 1 HAVING count(DISTINCT %s) >= %d", end.number(), n)
			}
			return fmt.Sprintf("%s IN (SELECT %s FROM %s WHERE (%s) AND %s%s)", l.number(), root, from, met, where, having)
		}
		return expr{say(met.sure), say(met.may)}, nil
	})
}

// chainBack joins the records on a path, the farthest first, and gives the number
// of the record from which the path led, and what has to hold. The rows of the
// table of records are long and are read nowhere: that a record is not deleted is
// known from the few that are.
func (a *answering) chainBack(levels []*level, path []question.Step) (from, where, root string) {
	end := levels[len(levels)-1]
	joins := []string{fmt.Sprintf("%s %s", ident(end.kind.Name), end.row())}
	all := []string{a.alive(end.row()+".n", end.kind.Name)}
	if end.named || !path[len(path)-1].Back {
		joins = append(joins, end.joined())
	}
	for i := len(path) - 1; i >= 0; i-- {
		s, l := path[i], levels[i]
		a.last++
		k := fmt.Sprintf("k%d", a.last)
		near, far := "source", "target"
		if s.Back {
			near, far = far, near
		}
		joins = append(joins, fmt.Sprintf("CROSS JOIN link %[1]s ON %[1]s.%[2]s = %[3]s AND %[1]s.field = %[4]s", k, far, side(l, far), a.bind(s.Field)))
		if i > 0 {
			before := levels[i-1]
			joins = append(joins, fmt.Sprintf("CROSS JOIN record %s ON %s = %s.%s", before.record(), side(before, near), k, near))
			all = append(all, fmt.Sprintf("+%s.n IN (SELECT n FROM %s)", before.record(), ident(before.kind.Name)), a.alive(before.record()+".n", before.kind.Name))
			continue
		}
		if near == "source" {
			root = k + ".source"
			continue
		}
		a.last++
		begin := fmt.Sprintf("r%d", a.last)
		joins = append(joins, fmt.Sprintf("CROSS JOIN record %[1]s ON %[1]s.id = %[2]s.target", begin, k))
		root = begin + ".n"
	}
	return strings.Join(joins, " "), strings.Join(all, " AND "), root
}

// joined joins the row of a record in the table of records to that of its kind.
func (l *level) joined() string {
	return fmt.Sprintf("CROSS JOIN record %[1]s ON %[1]s.n = %[2]s.n", l.record(), l.row())
}

// alive says that a record of a kind is not deleted.
func (a *answering) alive(number, kind string) string {
	return fmt.Sprintf("%s NOT IN (SELECT n FROM record WHERE kind = %s AND deleted = 1)", number, a.bind(kind))
}

// inCase reports whether the way to a record led over a case.
func (a *answering) inCase(l *level) bool { return caseOf(l) != nil }

// caseOf gives the nearest case on the way to a record.
func caseOf(l *level) *level {
	for ; l != nil; l = l.within {
		if l.kind.Name == "case" {
			return l
		}
	}
	return nil
}

// asksConsent reports whether a condition asks what somebody consented to.
func asksConsent(c question.Condition) bool {
	switch c := c.(type) {
	case question.All:
		return anyAsks(c.Of)
	case question.Any:
		return anyAsks(c.Of)
	case question.Not:
		return asksConsent(c.Of)
	case question.Linked:
		return asksConsent(c.Where)
	case question.Consent:
		return true
	}
	return false
}

func anyAsks(of []question.Condition) bool {
	for _, c := range of {
		if asksConsent(c) {
			return true
		}
	}
	return false
}
