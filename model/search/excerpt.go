package search

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Excerpt is a piece of a text, in one line, around what answers a query.
type Excerpt struct {
	Text          string
	From          int    // bytes of the whole text before it
	Marks         []Mark // in Text
	Before, After bool   // the text goes on on that side
}

// Excerpt gives the piece of a text, of about so many letters, in which most of
// what answers stands: from the beginning of its sentence, if that is near. Of a
// text in which nothing answers it gives the beginning.
func (q Query) Excerpt(text string, width int) Excerpt { return Cut(text, q.Marks(text), width) }

// Cut is [Query.Excerpt] where the marks are known.
func Cut(text string, marks []Mark, width int) Excerpt {
	width = max(width, 1)
	from, to := 0, len(text)
	if utf8.RuneCountInString(text) > width {
		from = beginning(text, fullest(text, marks, width), width)
		to = ending(text, from, width)
	}
	for from < to && isSpaceAt(text, from) {
		_, n := utf8.DecodeRuneInString(text[from:])
		from += n
	}
	for to > from {
		r, n := utf8.DecodeLastRuneInString(text[:to])
		if !unicode.IsSpace(r) {
			break
		}
		to -= n
	}
	e := Excerpt{
		Text: oneLine(text[from:to]), From: from,
		Before: strings.TrimSpace(text[:from]) != "", After: strings.TrimSpace(text[to:]) != "",
	}
	for _, m := range marks {
		if m.From < to && m.To > from {
			e.Marks = append(e.Marks, Mark{max(m.From, from) - from, min(m.To, to) - from, m.Exact})
		}
	}
	return e
}

// oneLine puts spaces in the place of what begins another line, as many bytes, so
// that marks stay where they are.
func oneLine(text string) string {
	b := []byte(text)
	for i, c := range b {
		if c < ' ' || c == 0x7F {
			b[i] = ' '
		}
	}
	return lineEnds.Replace(string(b))
}

var lineEnds = strings.NewReplacer("\u0085", "  ", "\u2028", "   ", "\u2029", "   ")

// fullest gives the place of the mark with which most others fit into the width;
// those that are spelled as typed count twice.
func fullest(text string, marks []Mark, width int) int {
	at, most := 0, 0
	for i, first := range marks {
		worth, room, end := 0, width*2/3, first.From
		for _, m := range marks[i:] {
			room -= utf8.RuneCountInString(text[end:m.To])
			if end = m.To; room < 0 && worth > 0 {
				break
			}
			if worth++; m.Exact {
				worth++
			}
		}
		if worth > most {
			at, most = first.From, worth
		}
		if i > mostTried {
			break
		}
	}
	return at
}

// mostTried is how many marks of a long text are tried as the first one.
const mostTried = 200

// beginning goes back from a mark: to the beginning of its sentence, or to that of
// a word when the sentence began long before.
func beginning(text string, at, width int) int {
	word := at
	i := at
	for n := 0; n < width/3 && i > 0; n++ {
		r, size := utf8.DecodeLastRuneInString(text[:i])
		if r == '\n' || strings.ContainsRune(".!?…؟。", r) && isSpaceAt(text, i) {
			return i
		}
		if unicode.IsSpace(r) {
			word = i
		}
		i -= size
	}
	if i == 0 {
		return 0
	}
	return word
}

func isSpaceAt(text string, i int) bool {
	r, _ := utf8.DecodeRuneInString(text[i:])
	return i < len(text) && unicode.IsSpace(r)
}

// ending goes on from the beginning for the width, and back to the end of a word.
func ending(text string, from, width int) int {
	i, word := from, -1
	for n := 0; i < len(text); n++ {
		r, size := utf8.DecodeRuneInString(text[i:])
		if n >= width && !unicode.IsMark(r) {
			if unicode.IsSpace(r) || word <= from+(i-from)/2 { // a word that never ends
				return i
			}
			return word
		}
		if unicode.IsSpace(r) {
			word = i
		}
		i += size
	}
	return len(text)
}
