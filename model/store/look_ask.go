package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"

	"guvoh/model/names"
	"guvoh/model/search"
	"guvoh/model/store/worth"
)

// mostRanked is of how many rows the best are looked for. Where more answer, the
// newest so many are: in which of ten thousand records a common word weighs most
// says nothing, and to find out would take as long as all of the rest.
const mostRanked = 1000

// ranked asks one half of the index for its best rows, of those below a number,
// without those in not and those in which stands what but asks for. How much each
// phrase of the question weighs is said in weights; see package worth.
func (l *looking) ranked(half, match string, weights []byte, not []int64, but string, below int64, limit int) ([]int64, error) {
	filter, args := l.filter(half, not)
	if but != "" {
		args = append(args, but)
		filter += fmt.Sprintf(" AND rowid NOT IN (SELECT rowid FROM spelling WHERE spelling MATCH ?%d)", len(args)+1)
	}
	if below < math.MaxInt64 {
		args = append(args, below)
		filter += fmt.Sprintf(" AND rowid < ?%d", len(args)+1)
	}
	n := len(args) + 2
	return l.numbers(fmt.Sprintf(`SELECT row FROM (SELECT rowid AS row, worth(%s, ?%d) AS worth FROM %[1]s WHERE %[1]s MATCH ?1 %[3]s ORDER BY rowid DESC LIMIT ?%d)
		ORDER BY worth DESC, row DESC LIMIT ?%d`, half, n, filter, n+1, n+2),
		append(append([]any{match}, args...), weights, max(mostRanked, limit), limit)...)
}

// A word weighs the more the fewer records it stands in, of which so many are
// counted. Several words behind each other, and the beginning of a word, are not
// counted, since that takes as long as to find them: they are taken for rare.
const (
	mostCounted = 2000
	takenForFew = 100
)

// weights gives how much each phrase of a question weighs, in the order in which
// they stand in it. One that must not occur weighs nothing, and a single one needs
// no weight.
func (l *looking) weights(phrases []phrase) ([]byte, error) {
	each := make([]float64, len(phrases))
	for i, p := range phrases {
		n := takenForFew
		switch {
		case p.not:
			continue
		case len(phrases) > 1 && p.single:
			if err := l.one(`SELECT count(*) FROM (SELECT 1 FROM spelling WHERE spelling MATCH ? LIMIT ?)`, &n, p.match, mostCounted); err != nil {
				return nil, err
			}
		}
		each[i] = math.Log(1 + mostCounted/(float64(n)+.5))
	}
	return worth.Weights(each...), nil
}

// filter says which rows of the index may answer at all. Its arguments begin with
// the second of the statement.
func (l *looking) filter(half string, not []int64) (string, []any) {
	var where []string
	var args []any
	add := func(condition string, values ...any) {
		for _, v := range values {
			args = append(args, v)
			condition = strings.Replace(condition, "?", fmt.Sprintf("$%d", len(args)+1), 1)
		}
		where = append(where, strings.ReplaceAll(condition, "$", "?"))
	}
	if l.stale {
		add("AND rowid NOT IN (SELECT row FROM stale)")
	}
	if len(not) > 0 {
		add("AND rowid NOT IN (SELECT value FROM json_each(?))", listOf(not))
	}
	if l.within != nil {
		var rows []int64
		for row := range l.within {
			rows = append(rows, row)
		}
		add("AND +rowid IN (SELECT value FROM json_each(?))", listOf(rows))
	}
	if len(l.Kinds) > 0 {
		kinds, _ := json.Marshal(l.Kinds) // texts always can be
		add(`AND CASE rowid & 1 WHEN 1 THEN 'evidence' ELSE (SELECT kind FROM record WHERE n = `+half+`.rowid >> 1) END
			IN (SELECT value FROM json_each(?))`, string(kinds))
	}
	return strings.Join(where, " "), args
}

// listOf gives numbers as SQL takes a list of them, through json_each.
func listOf(ns []int64) string {
	b, _ := json.Marshal(ns) // numbers always can be
	return string(b)
}

// ask runs a statement that is kept for the next time: to prepare it takes as long
// as to answer it. It is not broken off in the middle, since the driver would hand
// it to a goroutine of its own; whoever asks looks at the context between two.
func (l *looking) ask(query string, args ...any) (*sql.Rows, error) {
	if err := l.ctx.Err(); err != nil {
		return nil, err
	}
	s, err := l.db.kept(query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(context.Background(), args...)
}

// one asks for one value.
func (l *looking) one(query string, into any, args ...any) error {
	s, err := l.db.kept(query)
	if err != nil {
		return err
	}
	return s.QueryRowContext(context.Background(), args...).Scan(into)
}

func (l *looking) numbers(query string, args ...any) (ns []int64, err error) {
	rows, err := l.ask(query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		ns = append(ns, n)
	}
	return ns, rows.Err()
}

// kept gives a prepared statement, and keeps it until the file is closed. There are
// a few dozen of them: what is asked for is never part of one.
func (db *DB) kept(query string) (*sql.Stmt, error) {
	if s, ok := db.statements.Load(query); ok {
		return s.(*sql.Stmt), nil
	}
	s, err := db.sql.Prepare(query)
	if err != nil {
		return nil, err
	}
	if first, there := db.statements.LoadOrStore(query, s); there {
		s.Close()
		return first.(*sql.Stmt), nil
	}
	return s, nil
}

// damaged reports whether an error says that pages cannot be read.
func damaged(err error) bool { return errors.Is(classify(err), ErrDamaged) }

// ---- a question in the words of FTS5 (its documentation, section 3) ----

// phrase is a part of a question that FTS5 looks for by itself.
type phrase struct {
	match  string
	single bool // one whole word
	not    bool // that must not occur
}

// matchSpelled gives a question as it is spelled.
func matchSpelled(q search.Query) string {
	return matchOf(q, func(t search.Term) string {
		var each []string
		for _, p := range phrasesOf(t) {
			each = append(each, p.match)
		}
		return eitherOf(each)
	}, true)
}

func eitherOf(each []string) string {
	if len(each) == 1 {
		return each[0]
	}
	return "(" + strings.Join(each, " OR ") + ")"
}

// phrasesOf gives the phrases of a term: the words one behind the other, these joined
// to one where they may be, and its codes.
func phrasesOf(t search.Term) []phrase {
	words := make([]string, len(t.Words))
	for i, w := range t.Words {
		words[i] = w.Text
	}
	ps := []phrase{{match: quoted(strings.Join(words, " "), t.Prefix), single: len(words) == 1 && !t.Prefix}}
	if t.Joined != "" {
		ps = append(ps, phrase{match: quoted(t.Joined, t.Prefix), single: !t.Prefix})
	}
	for _, code := range t.Codes {
		ps = append(ps, phrase{match: quoted(code, false)})
	}
	return ps
}

// phrasesSpelled gives the phrases of matchSpelled in their order.
func phrasesSpelled(q search.Query) (out []phrase) {
	for _, all := range q.Any {
		for _, t := range all.Terms {
			out = append(out, phrasesOf(t)...)
		}
		for _, t := range all.Not {
			for _, p := range phrasesOf(t) {
				p.not = true
				out = append(out, p)
			}
		}
	}
	return out
}

// matchExcluded gives what must not occur, as it is spelled; "" where nothing is
// excluded from all of a question.
func matchExcluded(q search.Query) string {
	if len(q.Any) != 1 {
		return ""
	}
	var out []string
	for _, p := range phrasesSpelled(q) {
		if p.not {
			out = append(out, p.match)
		}
	}
	return strings.Join(out, " OR ")
}

// matchSounding gives it as it sounds; "" when nothing of it can sound otherwise.
func matchSounding(q search.Query) string {
	otherwise := false
	m := matchOf(q, func(t search.Term) string {
		if t.Exact {
			return ""
		}
		var words []string
		for i, w := range t.Words {
			otherwise = otherwise || w.Sound != ""
			words = append(words, quoted(heardAs(w.Text, w.Sound), t.Prefix && i == len(t.Words)-1))
		}
		each := []string{"(" + strings.Join(words, " AND ") + ")"}
		if t.Joined != "" {
			each = append(each, quoted(heardAs(t.Joined, names.Sound(t.Joined)), t.Prefix))
		}
		for _, code := range t.Codes {
			each = append(each, quoted(code, false))
		}
		return eitherOf(each)
	}, false)
	if !otherwise {
		return ""
	}
	return m
}

// heardAs gives what the index of sounds holds of a word: one without a sound, such
// as a number, as it is spelled.
func heardAs(word, sound string) string {
	if sound == "" {
		return word
	}
	return sound
}

func quoted(words string, prefix bool) string {
	if prefix {
		return `"` + words + `" *`
	}
	return `"` + words + `"`
}

// matchOf joins what term gives of each term. An alternative of which nothing is
// left stands for nothing; one of which only a part is left finds too much.
func matchOf(q search.Query, term func(search.Term) string, not bool) string {
	var alternatives []string
	for _, all := range q.Any {
		var here []string
		for _, t := range all.Terms {
			if m := term(t); m != "" {
				here = append(here, m)
			}
		}
		if len(here) == 0 {
			continue
		}
		m := strings.Join(here, " AND ")
		for _, t := range all.Not {
			if n := term(t); not && n != "" {
				m += " NOT " + n
			}
		}
		alternatives = append(alternatives, "("+m+")")
	}
	return strings.Join(alternatives, " OR ")
}
