package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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
	Joined string // the words as one, folded, where a hyphen stands between them; "" where none does
	Prefix bool   // the last word may go on
	Exact  bool   // only in this spelling: it was put in quotation marks
	Typed  string // as it stands in the line
	// Codes are those of the index that answer it as well; see [Labels.Coded].
	Codes []string
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
//	Al-Khwarizmi    these words, one behind the other, or joined to one
//	12.05.2014      these numbers, one behind the other, whatever is between them
//	+998 90 123 45 67   these numbers, or the telephone in any other grouping
//
// unfinished says that the last word is still being typed: it may go on, once it
// has three letters. With fewer begins about everything, and what is found so says
// nothing; until then it is a word by itself.
func Parse(line string, unfinished bool) Query {
	var q Query
	var all, grouped All // grouped has numbers as they are known in any grouping
	end := func() {
		if len(all.Terms) > 0 {
			q.Any = append(q.Any, all)
			if grouped.Terms != nil {
				grouped.Not = all.Not
				q.Any = append(q.Any, grouped)
			}
		}
		all, grouped = All{}, All{}
	}
	not, inNumber := false, 0
	pieces := split(line)
	for i, p := range pieces {
		switch {
		case !p.quoted && (p.text == "|" || p.text == "OR"):
			end()
			not, inNumber = false, 0
			continue
		case !p.quoted && p.text == "NOT":
			not = true
			continue
		}
		if inNumber == 0 && !not {
			var number string
			if number, inNumber = numberAt(pieces[i:]); number != "" {
				if grouped.Terms == nil {
					grouped.Terms = slices.Clone(all.Terms)
				}
				grouped.Terms = append(grouped.Terms, Term{Words: []Word{{Text: number}}})
			}
		}
		t := p.term()
		if len(t.Words) > 0 {
			t.Prefix = t.Prefix || unfinished && i == len(pieces)-1 && t.isBegun(p, line)
			t.hear()
			switch {
			case not || p.minus:
				all.Not = append(all.Not, t)
			case inNumber > 0 || grouped.Terms == nil:
				all.Terms = append(all.Terms, t)
			default:
				all.Terms, grouped.Terms = append(all.Terms, t), append(grouped.Terms, t)
			}
			not = false
		}
		inNumber = max(0, inNumber-1)
	}
	end()
	return q
}

// isBegun reports whether the last term of a line is still being typed.
func (t Term) isBegun(p piece, line string) bool {
	return !p.closed && !unicode.IsSpace(lastRune(line)) && utf8.RuneCountInString(t.Words[len(t.Words)-1].Text) >= leastBegun
}

// leastBegun is with how many letters a word that is being typed has begun.
const leastBegun = 3

// leastHeard is with how many letters the beginning of a word sounds like
// something.
const leastHeard = 3

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// piece is a part of the line between spaces, or between quotation marks.
type piece struct {
	text   string
	quoted bool
	closed bool // by a second quotation mark
	minus  bool
}

// closing gives the quotation marks of all languages, by those that open, with
// what ends each. A mark that only ends stands at the beginning where somebody
// typed none but that one, and so do the two of German and Danish books.
var closing = map[rune]string{
	'"': "\"", '“': "”\"“", '„': "“”\"‟", '«': "»", '»': "«»", '”': "”\"", '‟': "”", '〝': "〞〟",
	'‹': "›", '›': "‹›", '‚': "‘", '「': "」", '『': "』", '《': "》", '〈': "〉", '＂': "＂",
}

// split takes a line apart at its spaces, but for what stands in quotation marks.
func split(line string) (out []piece) {
	rs := []rune(line)
	for i := 0; i < len(rs); {
		if isSpace(rs[i]) {
			i++
			continue
		}
		var p piece
		if (rs[i] == '-' || rs[i] == '−') && i+1 < len(rs) && !isSpace(rs[i+1]) {
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
			for ; i < len(rs) && !isSpace(rs[i]) && !opens(rs, i); i++ {
			}
			p.text = string(rs[from:i])
		}
		out = append(out, p)
	}
	return out
}

// isSpace reports whether r parts pieces; so do the signs that say where a line
// runs from right to left.
func isSpace(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Bidi_Control, r) }

// opens reports whether quotation marks begin at i, behind something that is no
// part of them: (“cold room”).
func opens(rs []rune, i int) bool {
	_, ok := closing[rs[i]]
	return ok && i > 0 && !unicode.IsLetter(rs[i-1]) && !unicode.IsDigit(rs[i-1])
}

func (p piece) term() Term {
	t := Term{Exact: p.quoted, Typed: p.text}
	text := p.text
	if !p.quoted {
		text, t.Prefix = strings.CutSuffix(text, "*")
	}
	for _, tok := range Tokens(text) {
		t.Words = append(t.Words, Word{Text: tok.Fold})
	}
	if !p.quoted && len(t.Words) > 1 && !strings.ContainsFunc(text, isNoCompound) {
		for _, w := range t.Words {
			t.Joined += w.Text
		}
	}
	return t
}

// isNoCompound reports whether r stands in none of the words that are written with
// a hyphen or without.
func isNoCompound(r rune) bool {
	return !unicode.IsLetter(r) && !isInside(r) && !unicode.Is(unicode.Pd, r) || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// hear gives the words of a term their sound.
func (t *Term) hear() {
	for i := range t.Words {
		w := &t.Words[i]
		if !t.Exact && (!t.Prefix || i < len(t.Words)-1 || utf8.RuneCountInString(w.Text) >= leastHeard) {
			w.Sound = names.Sound(w.Text)
		}
	}
}
