package search

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"guvoh/model"
)

// What a record says without writing it out is known to the index by a code: a word of
// a vocabulary whatever it is called in the reader's language, a day, a month, a year,
// a number. Codes begin with a sign that stands in no word, so that nobody finds one by
// typing it; what is typed finds those that go by it (see [Labels.Coded]).
const (
	codeSign  = "§"
	wordSign  = codeSign + "w"
	numSign   = codeSign + "n"
	daySign   = codeSign + "d"
	monthSign = codeSign + "m"
	yearSign  = codeSign + "y"
)

// CodeOfWord gives the code of a word of a vocabulary.
func CodeOfWord(vocabulary, id string) string {
	var b strings.Builder
	b.WriteString(wordSign)
	for i, part := range []string{vocabulary, id} {
		if i > 0 {
			b.WriteString("¤")
		}
		for _, c := range []byte(part) {
			if 'a' <= c && c <= 'z' || '0' <= c && c <= '9' {
				b.WriteByte(c)
			} else { // the index takes ASCII letters and digits alone, and all as small ones
				fmt.Fprintf(&b, codeSign+"%02x", c)
			}
		}
	}
	return b.String()
}

// CodeOfNumber gives the code of a whole number.
func CodeOfNumber(n int64) string { return numSign + strconv.FormatInt(n, 10) }

// CodesOfDate gives the codes of a date: of its day, its month and its year, each as far
// as all that remains possible lies in it. One that is open has none.
func CodesOfDate(d model.Date) (codes []string) {
	if len(d.Earliest) != len(time.DateOnly) || len(d.Latest) != len(time.DateOnly) {
		return nil
	}
	for _, unit := range []struct {
		sign   string
		length int
	}{{yearSign, len("2006")}, {monthSign, len("2006-01")}, {daySign, len("2006-01-02")}} {
		if d.Earliest[:unit.length] != d.Latest[:unit.length] {
			break
		}
		codes = append(codes, unit.sign+strings.ReplaceAll(d.Earliest[:unit.length], "-", ""))
	}
	return codes
}

// Part is one field of a record: what was written in it, or what its codes are called.
type Part struct {
	Text  string
	Coded []Coded // empty: its words count
}

// Coded is a code, and where in the text of its part it is told.
type Coded struct {
	Code     string
	From, To int
}

// Labels knows what the words of vocabularies are called in every language.
type Labels struct {
	words  []labelWord // in the order of what they are compared by
	labels []label
}

type label struct {
	code  string
	folds []string
}

// labelWord is a word of a label.
type labelWord struct {
	fold      string
	label, at int
}

// NewLabels reads the labels of all vocabularies of a schema.
func NewLabels(s *model.Schema) *Labels {
	l := &Labels{}
	for _, id := range s.Vocabularies() {
		for _, w := range s.Vocabulary(id).Words {
			l.add(CodeOfWord(id, w.ID), w)
		}
	}
	slices.SortFunc(l.words, func(a, b labelWord) int { return strings.Compare(a.fold, b.fold) })
	return l
}

func (l *Labels) add(code string, w model.Word) {
	first := len(l.labels)
	for _, text := range w.Label {
		var folds []string
		for _, t := range Tokens(text) {
			folds = append(folds, t.Fold)
		}
		if slices.ContainsFunc(l.labels[first:], func(x label) bool { return slices.Equal(x.folds, folds) }) {
			continue // it is called the same in another language
		}
		for at, fold := range folds {
			l.words = append(l.words, labelWord{fold, len(l.labels), at})
		}
		l.labels = append(l.labels, label{code, folds})
	}
}

// Coded gives a query with the codes that answer its terms beside their words: of the
// words of vocabularies that are called so in any language, or part of whose name it is,
// of numbers, and of dates in any language and form.
func (l *Labels) Coded(q Query) Query {
	out := Query{Any: make([]All, len(q.Any))}
	for i, all := range q.Any {
		out.Any[i] = All{Terms: l.coded(all.Terms), Not: l.coded(all.Not)}
	}
	return out
}

// HasCodes reports whether anything but words answers one of the terms.
func (q Query) HasCodes() bool {
	return slices.ContainsFunc(q.Any, func(all All) bool {
		return slices.ContainsFunc(all.Terms, func(t Term) bool { return len(t.Codes) > 0 })
	})
}

func (l *Labels) coded(terms []Term) []Term {
	out := slices.Clone(terms)
	for i := 0; i < len(out); {
		n, code := dateAt(out[i:])
		for range max(n, 1) {
			t := &out[i]
			if t.Codes = l.codes(*t); n > 0 {
				t.Codes = append(t.Codes, code)
			}
			i++
		}
	}
	return out
}

// mostDateWords is of how many terms a date is at most: "le 3 de mayo de 2014".
const mostDateWords = 6

// dateAt gives the code of the date that begins with a term, and of how many terms it
// is; 0 where none does. A day, a month and a year are known, in figures that say which
// year it is.
func dateAt(terms []Term) (n int, code string) {
	for n = min(len(terms), mostDateWords); n > 0; n-- {
		var typed []string
		for _, t := range terms[:n] {
			if t.Exact || t.Typed == "" {
				break
			}
			typed = append(typed, t.Typed)
		}
		if len(typed) < n || !strings.ContainsFunc(typed[0]+typed[n-1], isFigure) {
			continue
		}
		d, err := model.ParseDate(strings.Join(typed, " "))
		if err != nil || d.Qualifier != model.QualifierNone {
			continue
		}
		if codes := CodesOfDate(d); isWhole(d) {
			return n, codes[len(codes)-1]
		}
	}
	return 0, ""
}

// isWhole reports whether a date is a day, or all of one month or year: "early May 2014"
// is a part of it.
func isWhole(d model.Date) bool {
	switch d.Precision {
	case model.PrecisionDay:
		return d.Earliest != "" && d.Earliest == d.Latest
	case model.PrecisionMonth:
		return sameUnit(d, len("2006-01")) && strings.HasSuffix(d.Earliest, "-01") && d.Latest[len("2006-01-"):] >= "28"
	case model.PrecisionYear:
		return sameUnit(d, len("2006")) && strings.HasSuffix(d.Earliest, "-01-01") && strings.HasSuffix(d.Latest, "-12-31")
	}
	return false
}

// sameUnit reports whether both ends of a date begin with the same so many letters.
func sameUnit(d model.Date, length int) bool {
	return len(d.Earliest) > length && len(d.Latest) > length && d.Earliest[:length] == d.Latest[:length]
}

func isFigure(r rune) bool { return '0' <= r && r <= '9' }

// codes gives the codes of a term by itself.
func (l *Labels) codes(t Term) (codes []string) {
	if n, ok := number(t); ok {
		codes = append(codes, CodeOfNumber(n))
	}
	for _, words := range ways(t) {
		prefix := t.Prefix && len(words) == 1
		at, _ := slices.BinarySearchFunc(l.words, words[0], func(w labelWord, fold string) int { return strings.Compare(w.fold, fold) })
		for ; at < len(l.words) && begins(l.words[at].fold, words[0], prefix); at++ {
			w := l.words[at]
			if x := l.labels[w.label]; x.goesOn(w.at, words, t.Prefix) && !slices.Contains(codes, x.code) {
				codes = append(codes, x.code)
			}
		}
	}
	return codes
}

// ways gives the words of a term as a label may have them.
func ways(t Term) (ways [][]string) {
	var words []string
	for _, w := range t.Words {
		words = append(words, w.Text)
	}
	if len(words) > 0 {
		ways = append(ways, words)
	}
	if t.Joined != "" {
		ways = append(ways, []string{t.Joined})
	}
	return ways
}

// goesOn reports whether words stand at that place of a label. A word of one or two
// letters is all of a label, or means nothing in it.
func (x label) goesOn(at int, words []string, prefix bool) bool {
	if at+len(words) > len(x.folds) {
		return false
	}
	for i, w := range words {
		if !begins(x.folds[at+i], w, prefix && i == len(words)-1) {
			return false
		}
	}
	return len(words) == len(x.folds) || len(words) > 1 || utf8.RuneCountInString(words[0]) >= leastBegun
}

// number gives the whole number that a term is.
func number(t Term) (int64, bool) {
	if len(t.Words) != 1 || !isNumber([]byte(t.Words[0].Text)) {
		return 0, false
	}
	n, err := strconv.ParseInt(t.Words[0].Text, 10, 64)
	return n, err == nil
}
