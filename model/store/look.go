package store

import (
	"context"
	"encoding/hex"
	"errors"
	"slices"
	"strings"

	"guvoh/model"
	"guvoh/model/search"
)

// Looked is a question to the words of the whole file.
type Looked struct {
	Query search.Query
	Kinds []string // only records of these; none means all
	Case  model.ID // only what belongs to it
	From  int      // how many findings to pass over
	Limit int
}

// Match is one place that answers a question.
type Match struct {
	Record  model.ID
	Kind    string
	Label   string
	Field   string // that answers it; "" when several together do
	Exact   bool   // in the spelling that was typed; otherwise in another, or in another script
	Text    string // the field's words, or those of the page
	Marks   []search.Mark
	Cases   []model.ID // to which it belongs
	Page    int        // of the attachment whose text it is; 0 for the record's own words
	SHA256  string     // of that attachment
	answers bool       // looked at word by word
}

// Matches is what was found.
type Matches struct {
	Found []Match // those spelled as typed first, each sort the best first
	More  bool    // there are more behind these
	// Unread is how many records were not in the index yet, and were looked through
	// one by one.
	Unread int
}

// Look finds what answers a question. Records that the index does not know yet
// are looked through as they stand, so that nothing is missing; what is deleted is
// never found.
func (db *DB) Look(ctx context.Context, l Looked) (Matches, error) {
	if l.Query.Empty() {
		return Matches{}, nil
	}
	v := &looking{view: db.view(), ctx: ctx, Looked: l, schema: db.Schema()}
	out, err := v.look()
	return out, classify(err)
}

type looking struct {
	view
	Looked
	ctx    context.Context
	schema *model.Schema
	out    Matches
}

func (l *looking) look() (Matches, error) {
	want := l.From + l.Limit + 1
	rows, exact, err := l.rowsOf(want)
	if err != nil {
		return l.out, err
	}
	var all []Match
	for i, n := range rows {
		f, ok, err := l.matchAt(n)
		if err != nil {
			return l.out, err
		}
		if ok && (i < exact || f.answers) {
			f.Exact = i < exact
			all = append(all, f)
		}
	}
	fresh, err := l.unread()
	if err != nil {
		return l.out, err
	}
	all = append(fresh, all...)
	slices.SortStableFunc(all, func(a, b Match) int { return inOrder(a) - inOrder(b) })
	all = all[min(l.From, len(all)):]
	if l.out.More = len(all) > l.Limit; l.out.More {
		all = all[:l.Limit]
	}
	for i := range all {
		if all[i].Cases, err = l.standing(all[i].Record); err != nil {
			return l.out, err
		}
	}
	l.out.Found = all
	return l.out, nil
}

func inOrder(f Match) int {
	if f.Exact {
		return 0
	}
	return 1
}

// rowsOf asks the index: first for the spelling, then for what sounds alike. The
// first of them, so many, are spelled as they were typed.
func (l *looking) rowsOf(want int) (rows []int64, exact int, err error) {
	filter, args := l.filter()
	asked := matchSpelled(l.Query)
	rows, err = l.ask("SELECT rowid FROM spelling WHERE spelling MATCH ? "+filter+" ORDER BY rank LIMIT ?", append(append([]any{asked}, args...), want)...)
	if err != nil || len(rows) >= want {
		return rows, len(rows), err
	}
	exact = len(rows)
	heard := matchSounding(l.Query)
	if heard == "" {
		return rows, exact, nil
	}
	more, err := l.ask(`SELECT rowid FROM sound WHERE sound MATCH ? `+filter+`
		AND rowid NOT IN (SELECT rowid FROM spelling WHERE spelling MATCH ?) ORDER BY rank LIMIT ?`,
		append(append([]any{heard}, args...), asked, want-exact)...)
	return append(rows, more...), exact, err
}

// filter says which rows of the index may answer at all.
func (l *looking) filter() (string, []any) {
	where := []string{"AND rowid NOT IN (SELECT row FROM stale)"}
	var args []any
	if len(l.Kinds) > 0 {
		where = append(where, "AND rowid IN (SELECT n << 1 FROM record WHERE kind IN ("+marks(len(l.Kinds))+"))")
		for _, k := range l.Kinds {
			args = append(args, k)
		}
	}
	return strings.Join(where, " "), args
}

func (l *looking) ask(query string, args ...any) (ns []int64, err error) {
	rows, err := l.q.QueryContext(l.ctx, query, args...)
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

// finding looks at one row that the index gave.
func (l *looking) matchAt(n int64) (Match, bool, error) {
	if n&1 == 1 {
		return l.passage(n >> 1)
	}
	r, err := l.oneRow(l.ctx, chooseRecord+"n = ?", n>>1)
	if errors.Is(err, ErrNotFound) || err == nil && r.record.Deleted {
		return Match{}, false, nil
	}
	if err != nil {
		return Match{}, false, err
	}
	return l.inRecord(r), true, nil
}

// inRecord gives the field of a record that answers best.
func (l *looking) inRecord(r row) Match {
	f := Match{Record: r.record.ID, Kind: r.record.Kind, Label: r.label}
	k, best := l.schema.Kind(r.record.Kind), 0
	eachText(k, r.record, func(field, text string) {
		marks := l.Query.Marks(text)
		found, exact := l.Query.Answers(text)
		worth := len(marks)
		if found {
			worth += 1000
		}
		if exact {
			worth += 1000
		}
		if worth > best {
			best, f.Field, f.Text, f.Marks = worth, field, text, marks
		}
	})
	f.answers, f.Exact = l.Query.Answers(textOf(k, r.record))
	return f
}

// unread looks through the records that the index does not know yet.
func (l *looking) unread() (out []Match, err error) {
	rows, err := l.rows(l.ctx, chooseRecord+"n IN (SELECT row >> 1 FROM stale WHERE row & 1 = 0) AND deleted = 0")
	if err != nil {
		return nil, err
	}
	l.out.Unread = len(rows)
	for _, r := range rows {
		k := l.schema.Kind(r.record.Kind)
		if k == nil || len(l.Kinds) > 0 && !slices.Contains(l.Kinds, k.Name) {
			continue
		}
		if found, _ := l.Query.Answers(textOf(k, r.record)); found {
			out = append(out, l.inRecord(r))
		}
	}
	return out, nil
}

// passage looks at a page of an attachment.
func (l *looking) passage(n int64) (Match, bool, error) {
	var f Match
	var sha []byte
	err := l.q.QueryRowContext(l.ctx, "SELECT p.page, p.text, a.sha256 FROM passage p JOIN attachment a ON a.n = p.attachment WHERE p.n = ?", n).
		Scan(&f.Page, &f.Text, &sha)
	if err != nil {
		return f, false, orNone(err)
	}
	f.SHA256 = hex.EncodeToString(sha)
	evidence, err := l.evidenceOf(l.ctx, f.SHA256)
	if err != nil || len(evidence) == 0 {
		return f, false, err
	}
	f.Record, f.Kind = evidence[0].ID, evidence[0].Kind
	f.Marks = l.Query.Marks(f.Text)
	f.answers, f.Exact = l.Query.Answers(f.Text)
	return f, true, nil
}

// standing gives the cases of a record that are not deleted.
func (l *looking) standing(id model.ID) (out []model.ID, err error) {
	cases, err := l.casesOf(l.ctx, id, 0)
	if err != nil {
		return nil, err
	}
	for _, c := range cases {
		var deleted bool
		err := l.q.QueryRowContext(l.ctx, "SELECT deleted FROM record WHERE id = ?", c[:]).Scan(&deleted)
		if orNone(err) != nil {
			return nil, err
		}
		if err == nil && !deleted {
			out = append(out, c)
		}
	}
	return out, nil
}

// matchSpelled gives a question in the words of FTS5 (its documentation, section
// 3), as it is spelled.
func matchSpelled(q search.Query) string {
	return matchOf(q, func(t search.Term) string {
		words := make([]string, len(t.Words))
		for i, w := range t.Words {
			words[i] = w.Text
		}
		return quoted(strings.Join(words, " "), t.Prefix)
	}, true)
}

// matchSounding gives it as it sounds, and "" when nothing of it has a sound. The
// order of words and what must not occur are not in that half of the index: each
// finding is looked at all the same.
func matchSounding(q search.Query) string {
	return matchOf(q, func(t search.Term) string {
		if t.Exact {
			return ""
		}
		var words []string
		for i, w := range t.Words {
			if w.Sound == "" {
				return ""
			}
			words = append(words, quoted(w.Sound, t.Prefix && i == len(t.Words)-1))
		}
		return strings.Join(words, " AND ")
	}, false)
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
