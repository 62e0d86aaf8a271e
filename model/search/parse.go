package search

import (
	"strings"
	"unicode"

	"guvoh/model"
	"guvoh/model/names"
)

// Query is a search line: texts that answer one of its alternatives are found.
type Query struct {
	Any []All
}

// All is one alternative: each of its terms must occur, and none of Not.
type All struct {
	Terms []Term
	Not   []Term
}

// Term is a word, or several that stand one behind the other.
type Term struct {
	Words  []Word
	Prefix bool // the last word may go on
	Exact  bool // only in this spelling: it was put in quotation marks
}

// Word is one word as typed, and what it is compared by.
type Word struct {
	Text  string // folded
	Sound string // of a name that is spelled otherwise; "" when the word has none
}

// Empty reports whether nothing is asked for.
func (q Query) Empty() bool { return len(q.Any) == 0 }

// Parse reads a search line. Words stand for records in which all of them occur,
// in any order.
//
//	"cold room"     these words, one behind the other, spelled so
//	prison*         words that begin so; as is the last word while it is typed
//	-brother        records without it; also "NOT brother"
//	tashkent | nukus   one or the other; also "OR", in capitals
//
// unfinished says that the last word is still being typed: it may go on.
func Parse(line string, unfinished bool) Query {
	var q Query
	var all All
	not := false
	end := func() {
		if len(all.Terms) > 0 {
			q.Any = append(q.Any, all)
		}
		all, not = All{}, false
	}
	pieces := split(line)
	for i, p := range pieces {
		switch {
		case !p.quoted && (p.text == "|" || p.text == "OR"):
			end()
			continue
		case !p.quoted && p.text == "NOT":
			not = true
			continue
		}
		t := p.term()
		if len(t.Words) == 0 {
			continue
		}
		last := i == len(pieces)-1
		t.Prefix = t.Prefix || unfinished && last && !p.closed && !unicode.IsSpace(lastRune(line))
		if not || p.minus {
			all.Not = append(all.Not, t)
		} else {
			all.Terms = append(all.Terms, t)
		}
		not = false
	}
	end()
	return q
}

func lastRune(s string) (last rune) {
	for _, r := range s {
		last = r
	}
	return last
}

// piece is a part of the line between spaces, or between quotation marks.
type piece struct {
	text   string
	quoted bool
	closed bool // by a second quotation mark
	minus  bool
}

// quotation marks by those that end them.
var closing = map[rune]string{'"': "\"", '“': "”\"", '„': "“”\"", '«': "»", '”': "”"}

func split(line string) (out []piece) {
	rs := []rune(line)
	for i := 0; i < len(rs); {
		if unicode.IsSpace(rs[i]) {
			i++
			continue
		}
		var p piece
		if (rs[i] == '-' || rs[i] == '−') && i+1 < len(rs) && !unicode.IsSpace(rs[i+1]) {
			p.minus = true
			i++
		}
		from := i
		if ends, ok := closing[rs[i]]; ok {
			p.quoted = true
			for i, from = i+1, i+1; i < len(rs) && !strings.ContainsRune(ends, rs[i]); i++ {
			}
			p.text, p.closed = string(rs[from:i]), i < len(rs)
			i++
		} else {
			for ; i < len(rs) && !unicode.IsSpace(rs[i]); i++ {
			}
			p.text = string(rs[from:i])
		}
		out = append(out, p)
	}
	return out
}

func (p piece) term() Term {
	t := Term{Exact: p.quoted}
	text := p.text
	if !p.quoted {
		text, t.Prefix = strings.CutSuffix(text, "*")
	}
	for _, tok := range Tokens(text) {
		t.Words = append(t.Words, Word{Text: tok.Fold, Sound: names.Sound(tok.Fold)})
	}
	return t
}

// Token is one word of a text.
type Token struct {
	From, To int    // bytes in the text
	Fold     string // as words are compared
}

// Tokens gives the words of a text: letters and digits together, with the marks
// and apostrophes that belong to them.
func Tokens(text string) []Token {
	var out []Token
	from := -1
	end := func(to int) {
		if from < 0 {
			return
		}
		word := strings.TrimFunc(text[from:to], func(r rune) bool { return !isLetter(r) })
		at := from + strings.Index(text[from:to], word)
		if f := strings.Map(joined, model.Fold(word)); f != "" {
			out = append(out, Token{at, at + len(word), f})
		}
		from = -1
	}
	for i, r := range text {
		switch {
		case isLetter(r):
			if from < 0 {
				from = i
			}
		case from >= 0 && isInside(r):
		default:
			end(i)
		}
	}
	end(len(text))
	return out
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// isInside reports whether r does not end a word: marks, and what people type
// for the apostrophes of Uzbek.
func isInside(r rune) bool {
	return unicode.IsMark(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune("'`´‘’ʻʼʹʺ′ʿʾ‛ʽ＇", r)
}

// joined leaves of a folded word its letters and digits.
func joined(r rune) rune {
	if isLetter(r) {
		return r
	}
	return -1
}

// Text gives the words of a text as the index of spellings holds them.
func Text(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for i, t := range Tokens(text) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.Fold)
	}
	return b.String()
}
