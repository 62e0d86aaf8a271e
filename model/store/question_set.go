package store

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"guvoh/model/question"
	"guvoh/model/search"
)

// All answers of a question are found condition by condition, each as the set of
// the records that meet it, and the sets are put together here. Whatever is read
// for that is read in turns, so that nobody waits long for the file. A page of
// answers is asked in one statement instead: see [answering.answers].

// set is which records of a kind surely meet a condition, and which perhaps.
type set struct{ sure, may bitset }

func certainly(b bitset) set { return set{b, b} }

// setting finds the sets of one question.
type setting struct {
	*answering
	tied    *tied
	deleted bitset
	live    map[string]bitset  // by kind
	consent map[string]*spoken // by purpose
}

// allAnswers finds all answers. When somebody writes meanwhile it begins anew, so
// that the answers are of one moment; who writes all the time gets those of several. An
// index that was emptied meanwhile would say that there is nothing.
func (a *answering) allAnswers(q question.Question) (out Answers, err error) {
	for tries := 1; ; tries++ {
		forgot := a.db.forgot.Load()
		was, err := a.lastAction()
		if err != nil {
			return out, err
		}
		if out, err = a.once(q); err != nil {
			return out, err
		}
		if now, err := a.lastAction(); err != nil || (now == was || tries == 3) && a.db.forgot.Load() == forgot {
			return out, err
		}
	}
}

func (a *answering) lastAction() (n int64, err error) {
	err = a.q.QueryRowContext(a.ctx, "SELECT coalesce(max(n), 0) FROM action").Scan(&n)
	return n, err
}

func (a *answering) once(q question.Question) (Answers, error) {
	s := &setting{answering: a, live: map[string]bitset{}}
	var err error
	if s.tied, err = a.tied(a.ctx); err != nil {
		return Answers{}, err
	}
	found, err := s.answers(q)
	if errors.Is(classify(err), ErrDamaged) && !s.tied.plain { // perhaps only in the index: the records will tell
		a.db.indexFails()
		s.tied.plain, s.live = true, map[string]bitset{}
		return s.answers(q)
	}
	return found, err
}

func (s *setting) answers(q question.Question) (Answers, error) {
	var err error
	if s.deleted, err = s.deletedRecords(s.ctx, s.schema); err != nil {
		return Answers{}, err
	}
	met, err := s.of(q.Of, q.Where)
	if err != nil {
		return Answers{}, err
	}
	if q.Sure {
		met.may = met.sure
	}
	out := Answers{Perhaps: map[int64]bool{}}
	if out.Numbers, err = s.inOrder(q, met.may); err != nil {
		return out, err
	}
	for _, n := range out.Numbers {
		if !met.sure.has(n) {
			out.Perhaps[n] = true
		}
	}
	return out, nil
}

// of gives the records of a kind that meet a condition.
func (s *setting) of(kind string, c question.Condition) (set, error) {
	if c == nil {
		live, err := s.alive(kind)
		return certainly(live), err
	}
	if plain(c) {
		return s.looked(kind, c)
	}
	switch c := c.(type) {
	case question.All:
		return s.every(kind, c.Of)
	case question.Any:
		return s.some(kind, c.Of)
	case question.Not:
		live, err := s.alive(kind)
		if err != nil {
			return set{}, err
		}
		of, err := s.of(kind, c.Of)
		return set{live.without(of.may), live.without(of.sure)}, err
	case question.Linked:
		return s.linkedTo(kind, c)
	case question.Text:
		f := &findingText{answering: s.answering, kind: s.schema.Kind(kind), Text: c, query: search.Parse(c.Words, false)}
		if err := f.find(); err != nil {
			return set{}, err
		}
		out := set{sure: s.among(f.yes)}
		out.may = out.sure.or(s.among(f.perhaps))
		return out, nil
	case question.Consent:
		return s.said(kind, c)
	}
	return s.pointed(kind, c)
}

// pointed asks for what stands beside the records: links, conflicts, news.
func (s *setting) pointed(kind string, c question.Condition) (set, error) {
	a := &answering{view: s.view, ctx: s.ctx, schema: s.schema, today: s.today}
	l := a.level(kind, nil)
	l.own = true
	met, err := a.where(l, c)
	if err != nil {
		return set{}, err
	}
	var list string
	query := fmt.Sprintf("SELECT json_group_array(%[1]s.n) FROM %[2]s %[1]s WHERE %[3]s", l.row(), ident(kind), met.may)
	if err := s.q.QueryRowContext(s.ctx, query, a.args...).Scan(&list); err != nil {
		return set{}, err
	}
	var out bitset
	s.put(&out, list)
	return certainly(out), nil
}

// among gives a set of numbers, without those of deleted records.
func (s *setting) among(ns []int64) (out bitset) {
	for _, n := range ns {
		if !s.deleted.has(n) {
			out.add(n)
		}
	}
	return out
}

// plain reports whether a condition asks for nothing but what stands in the row of
// the record.
func plain(c question.Condition) bool {
	switch c := c.(type) {
	case question.All:
		return !slices.ContainsFunc(c.Of, func(c question.Condition) bool { return !plain(c) })
	case question.Any:
		return !slices.ContainsFunc(c.Of, func(c question.Condition) bool { return !plain(c) })
	case question.Not:
		return c.Of != nil && plain(c.Of)
	case question.Word, question.Number, question.YesNo, question.Filled, question.When, question.During:
		return true
	}
	return false
}

// every asks what stands in the rows first, all of it at once.
func (s *setting) every(kind string, of []question.Condition) (set, error) {
	rows, others := parted(of)
	first := question.Condition(question.All{Of: rows})
	if len(rows) == 0 {
		first = nil
	}
	out, err := s.of(kind, first)
	for _, c := range others {
		if err != nil || out.may.empty() {
			return out, err
		}
		var next set
		if next, err = s.of(kind, c); err == nil {
			out = set{out.sure.and(next.sure), out.may.and(next.may)}
		}
	}
	return out, err
}

func (s *setting) some(kind string, of []question.Condition) (set, error) {
	rows, others := parted(of)
	if len(rows) > 0 {
		others = append(others, question.Any{Of: rows})
	}
	var out set
	for _, c := range others {
		next, err := s.of(kind, c)
		if err != nil {
			return set{}, err
		}
		out = set{out.sure.or(next.sure), out.may.or(next.may)}
	}
	return out, nil
}

func parted(of []question.Condition) (rows, others []question.Condition) {
	for _, c := range of {
		if plain(c) {
			rows = append(rows, c)
		} else {
			others = append(others, c)
		}
	}
	return rows, others
}

// alive gives the records of a kind that were not deleted.
func (s *setting) alive(kind string) (bitset, error) {
	if b, known := s.live[kind]; known {
		return b, nil
	}
	var b bitset
	err := s.turns("SELECT n FROM "+ident(kind)+" WHERE n > ? ORDER BY n LIMIT ?", nil, func(n int64) {
		if !s.deleted.has(n) {
			b.add(n)
		}
	})
	s.live[kind] = b
	return b, err
}

// turns reads the numbers that a query gives, in their order, in turns. The query
// has the last number and how many are wanted as its arguments behind args.
func (s *setting) turns(query string, args []any, fn func(n int64)) error {
	for last := int64(0); ; {
		var text string
		at := len(args)
		err := s.q.QueryRowContext(s.ctx, "SELECT json_group_array(n) FROM ("+query+")", append(args[:at:at], last, atATime)...).Scan(&text)
		if err != nil {
			return err
		}
		ns := readNumbers(text)
		for _, n := range ns {
			fn(n)
		}
		if len(ns) < atATime {
			return nil
		}
		last = ns[len(ns)-1]
	}
}

// looked reads the rows of a kind and keeps those that meet a condition.
func (s *setting) looked(kind string, c question.Condition) (set, error) {
	return s.judged(kind, func(a *answering, l *level) (expr, error) { return a.where(l, c) })
}

// judged asks of each record of a kind by itself, in turns.
func (s *setting) judged(kind string, say func(*answering, *level) (expr, error)) (set, error) {
	a := &answering{view: s.view, ctx: s.ctx, schema: s.schema, today: s.today, alone: true}
	l := a.level(kind, nil)
	l.own, l.table = true, true
	met, err := say(a, l)
	if err != nil {
		return set{}, err
	}
	answer := met.may
	if met.sure != met.may {
		answer = fmt.Sprintf("CASE WHEN %s THEN 1 + (%s) ELSE 0 END", met.may, met.sure)
	}
	from := ident(kind) + " " + l.row()
	if l.named {
		from += " " + l.joined()
	}
	last, many := a.bind(int64(0)), a.bind(atATime/8)
	query := fmt.Sprintf(`SELECT max(n), json_group_array(n) FILTER (WHERE met >= 1), json_group_array(n) FILTER (WHERE met = 2) FROM
		(SELECT %[1]s.n AS n, %[2]s AS met FROM %[3]s WHERE %[1]s.n > %[4]s ORDER BY %[1]s.n LIMIT %[5]s)`, l.row(), answer, from, last, many)
	at := len(a.args) - 2
	var out set
	for {
		var end sql.NullInt64
		var may, sure string
		begun := time.Now()
		if err := s.q.QueryRowContext(s.ctx, query, a.args...).Scan(&end, &may, &sure); err != nil || !end.Valid {
			return out, err
		}
		s.put(&out.may, may)
		if met.sure == met.may {
			out.sure = out.may
		} else {
			s.put(&out.sure, sure)
		}
		a.args[at], a.args[at+1] = end.Int64, inTime(a.args[at+1].(int), time.Since(begun))
	}
}

// put adds numbers as SQLite wrote them, without those of deleted records.
func (s *setting) put(to *bitset, list string) {
	for _, n := range readNumbers(list) {
		if !s.deleted.has(n) {
			to.add(n)
		}
	}
}

// turnTime is about how long one turn may keep others from the file.
const turnTime = 20 * time.Millisecond

// inTime gives how many rows the next turn should read, by how long the last one
// took for so many.
func inTime(n int, took time.Duration) int {
	want := float64(n) * float64(turnTime) / float64(max(took, time.Millisecond))
	return int(min(max(want, 100, float64(n)/2), 2*float64(n), atATime))
}
