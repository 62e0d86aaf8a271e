package store

import (
	"context"
	"errors"
	"math"
	"slices"
	"time"

	"guvoh/model"
	"guvoh/model/search"
)

// Looked is a question to the words of the whole file.
type Looked struct {
	Query search.Query
	Kinds []string // only records of these; none means all
	Case  model.ID // only what belongs to it
	// Lang is the language in which words of vocabularies and dates are told that answer
	// by what they say. With none, only what was written out in words is looked for.
	Lang  string
	From  int // how many findings to pass over
	Limit int
	// Patience is how long to look through records that the index does not know
	// yet; 0 is until all are looked through. Who asks while somebody types has
	// little, and asks again when more was read in.
	Patience time.Duration
}

// Match is one place that answers a question.
type Match struct {
	Record model.ID
	Kind   string
	Label  string
	Field  string // that answers best; "" when several together do
	Exact  bool   // in the spelling that was typed; otherwise in another, or in another script
	Text   string // the field's words, or those of the page
	Marks  []search.Mark
	Cases  []model.ID // to which it belongs, and that are not deleted
	Page   int        // of the attachment whose text it is; 0 for the record's own words
	SHA256 string     // of that attachment
}

// Matches is what was found.
type Matches struct {
	Found []Match // those spelled as typed first, each sort the best first
	More  bool    // there are more behind these
	// Unread is how many records were not in the index yet, and were looked through
	// one by one; Waiting is how many more there are for which patience did not last.
	Unread, Waiting int
	// Damaged says that the index cannot be read. All was looked through one by one,
	// nothing is missing; the index is made anew by [DB.ReadIn].
	Damaged bool
}

// Look finds what answers a question. Records that the index does not know yet
// are looked through as they stand, so that nothing is missing; what is deleted is
// never found. Of words that stand in thousands of records, it weighs the newest.
func (db *DB) Look(ctx context.Context, l Looked) (Matches, error) {
	if l.Query.Empty() || l.Limit < 1 {
		return Matches{}, nil
	}
	var end time.Time
	if l.Patience > 0 {
		end = time.Now().Add(l.Patience)
	}
	for {
		forgot := db.forgot.Load()
		v := &looking{view: db.view(), ctx: ctx, Looked: l, schema: db.Schema(), coded: l.Query, end: end}
		if l.Lang != "" {
			v.coded = db.labels().Coded(l.Query)
		}
		v.matcher = v.coded.Matcher(db.sounds)
		if err := v.look(); err != nil || db.forgot.Load() == forgot { // an index that was emptied meanwhile knows nothing
			return v.out, because(ctx, err)
		}
	}
}

// looking is a question while it is being answered.
type looking struct {
	view
	Looked
	ctx     context.Context
	schema  *model.Schema
	coded   search.Query // the question with the codes that answer it as well
	matcher *search.Matcher
	end     time.Time      // of patience
	within  map[int64]bool // rows that belong to the case; nil: there is none
	stale   bool           // the index does not know all
	out     Matches
}

func (l *looking) look() error {
	want := l.From + l.Limit + 1
	if err := l.narrow(); err != nil {
		return err
	}
	all, err := l.byIndex(want)
	if errors.Is(err, errNoIndex) {
		rows := everything
		if !l.out.Damaged { // nor is there any text of attachments
			rows = rows[:1]
		}
		all, err = l.through(rows, want)
	}
	if err != nil {
		return err
	}
	slices.SortStableFunc(all, func(a, b Match) int { return inOrder(a) - inOrder(b) })
	all = all[min(l.From, len(all)):]
	if l.out.More = len(all) > l.Limit; l.out.More {
		all = all[:l.Limit]
	}
	l.out.Found = all
	return l.standing(all)
}

func inOrder(m Match) int {
	if m.Exact {
		return 0
	}
	return 1
}

// errNoIndex says that there is no index that can be asked.
var errNoIndex = errors.New("there is no index of words")

// byIndex looks through what the index does not know yet, and then asks that: what was
// read in meanwhile is found by one of the two.
func (l *looking) byIndex(want int) ([]Match, error) {
	switch old, err := l.old(); {
	case err != nil:
		return nil, err
	case old: // a file of before there was one, open to look only
		return nil, errNoIndex
	case l.db.index.Load() != indexWhole:
		l.out.Damaged = true
		return nil, errNoIndex
	}
	if err := l.one("SELECT EXISTS (SELECT 1 FROM stale)", &l.stale); err != nil {
		return nil, err
	}
	var fresh, all []Match
	var err error
	if l.stale {
		fresh, err = l.through(unread, want)
	}
	if err == nil {
		all, err = l.indexed(want)
	}
	if damaged(err) {
		l.db.indexFails()
		l.out = Matches{Damaged: true}
		return nil, errNoIndex
	}
	return append(fresh, others(all, fresh)...), err
}

// others leaves out of matches those that are known.
func others(all, known []Match) []Match {
	type place struct {
		record model.ID
		sha256 string
		page   int
	}
	at := map[place]bool{}
	for _, m := range known {
		at[place{m.Record, m.SHA256, m.Page}] = true
	}
	return slices.DeleteFunc(all, func(m Match) bool { return at[place{m.Record, m.SHA256, m.Page}] })
}

// old reports whether a file is of before there was an index, and open to look only.
func (l *looking) old() (old bool, err error) {
	err = l.one("SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'stale')", &old)
	return old, err
}

// indexed asks the index: first for the spelling, then, when that does not fill what
// is wanted, for what goes by a word that was typed, then for what sounds alike.
func (l *looking) indexed(want int) ([]Match, error) {
	found, rows, err := l.spelled(want)
	if err == nil && len(found) < want && l.coded.HasCodes() {
		more, also, failed := l.exactly(l.coded, rows, want-len(found))
		found, rows, err = append(found, more...), append(rows, also...), failed
	}
	if err != nil || len(found) >= want {
		return found, err
	}
	more, err := l.sounding(rows, want-len(found))
	return append(found, more...), err
}

// spelled gives what is spelled as it was typed, and all the rows that are, unless
// there are more than wanted.
func (l *looking) spelled(want int) ([]Match, []int64, error) {
	q := search.Query{Any: slices.Clone(l.coded.Any)} // what must not occur must not be called so either
	for i := range q.Any {
		q.Any[i].Terms = l.Query.Any[i].Terms
	}
	return l.exactly(q, nil, want)
}

// exactly gives what answers a question in the spelling of its words, or by a code of
// it, and all the rows that do, unless there are more than wanted.
func (l *looking) exactly(q search.Query, not []int64, want int) (out []Match, rows []int64, err error) {
	weights, err := l.weights(phrasesSpelled(q))
	if err != nil {
		return nil, nil, err
	}
	asked := matchSpelled(q)
	l.matcher.Spelled = true
	defer func() { l.matcher.Spelled = false }()
	for n := want; ; n *= 4 { // evidence may be deleted whose pages are found: then a few more are read
		if rows, err = l.ranked("spelling", asked, weights, not, "", math.MaxInt64, n); err != nil {
			return nil, nil, err
		}
		if out, err = l.read(rows); err != nil {
			return nil, nil, err
		}
		if len(out) >= want || len(rows) < n {
			break
		}
	}
	for i := range out {
		out[i].Exact = true
	}
	return out[:min(want, len(out))], rows, nil
}

// sounding gives what answers and is not spelled so. The index of sounds knows
// neither the order of words nor what must not occur: each finding is looked at. Where
// many were not it, those in which something stands that must not occur are left out by
// the index, which is faster than to read them.
func (l *looking) sounding(not []int64, want int) (out []Match, err error) {
	heard := matchSounding(l.coded)
	if heard == "" {
		return nil, nil
	}
	but := ""
	for below := int64(math.MaxInt64); len(out) < want; {
		rows, err := l.ranked("sound", heard, nil, not, but, below, mostRanked)
		if err != nil || len(rows) == 0 {
			return out, err
		}
		next := slices.Min(rows)
		if excluded := matchExcluded(l.coded); but == "" && excluded != "" { // a few say how it is
			few := max(want, 50)
			found, err := l.read(rows[:min(few, len(rows))])
			if err != nil {
				return nil, err
			}
			if len(found) < want {
				but = excluded
				continue
			}
			out = found
			break
		}
		found, err := l.readUntil(rows, want-len(out))
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
		if len(rows) < mostRanked {
			break
		}
		below = next
	}
	for i := range out {
		out[i].Exact = false
	}
	return out[:min(want, len(out))], nil
}

// readUntil reads rows until so many answer.
func (l *looking) readUntil(rows []int64, want int) (out []Match, err error) {
	few := max(want, 50)
	for len(rows) > 0 && len(out) < want {
		some := rows[:min(few, len(rows))]
		rows = rows[len(some):]
		found, err := l.read(some)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}
