package ui

import (
	"strings"
	"unicode"
)

// Span is a part of a text. One that differs stands only in this text and not
// in the one it is compared with.
type Span struct {
	Text    string
	Differs bool
}

// longestTable bounds the work of comparing two texts, in pairs of words. Texts
// with more between their common beginning and end are marked as a whole there.
const longestTable = 4 << 20

// CompareWords compares two texts word by word, and gives each with what
// differs marked. The spans of each add up to the whole text.
func CompareWords(a, b string) (ofA, ofB []Span) {
	x, y := pieces(a), pieces(b)
	start := 0
	for start < len(x) && start < len(y) && x[start] == y[start] {
		start++
	}
	end := 0
	for end < len(x)-start && end < len(y)-start && x[len(x)-1-end] == y[len(y)-1-end] {
		end++
	}
	sameX, sameY := common(x[start:len(x)-end], y[start:len(y)-end])
	return spans(x, start, end, sameX), spans(y, start, end, sameY)
}

// pieces cuts a text into words and what stands between them.
func pieces(s string) []string {
	var out []string
	from, space := 0, false
	for i, r := range s {
		// A line's end is a piece of its own, so that paragraphs are told apart.
		if is := unicode.IsSpace(r); i > from && (is != space || r == '\n' || s[i-1] == '\n') {
			out, from = append(out, s[from:i]), i
			space = is
		} else if i == from {
			space = is
		}
	}
	if from < len(s) {
		out = append(out, s[from:])
	}
	return out
}

// common tells which pieces of two texts stand in both, in one order: the
// longest such row of pieces.
func common(x, y []string) (inX, inY []bool) {
	inX, inY = make([]bool, len(x)), make([]bool, len(y))
	if len(x) == 0 || len(y) == 0 || len(x)*len(y) > longestTable {
		return inX, inY
	}
	width := len(y) + 1
	table := make([]uint32, (len(x)+1)*width) // how many follow in common from here
	for i := len(x) - 1; i >= 0; i-- {
		for j := len(y) - 1; j >= 0; j-- {
			if x[i] == y[j] {
				table[i*width+j] = table[(i+1)*width+j+1] + 1
			} else {
				table[i*width+j] = max(table[(i+1)*width+j], table[i*width+j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i] == y[j]:
			inX[i], inY[j] = true, true
			i, j = i+1, j+1
		case table[(i+1)*width+j] >= table[i*width+j+1]:
			i++
		default:
			j++
		}
	}
	return inX, inY
}

// spans joins pieces of one sort. The space between two words that differ
// counts with them.
func spans(all []string, start, end int, same []bool) []Span {
	differs := make([]bool, len(all))
	for i := start; i < len(all)-end; i++ {
		differs[i] = !same[i-start]
	}
	for i := 1; i+1 < len(all); i++ {
		if strings.TrimSpace(all[i]) == "" && !strings.Contains(all[i], "\n") && differs[i-1] && differs[i+1] {
			differs[i] = true
		}
	}
	var out []Span
	for from, i := 0, 1; i <= len(all); i++ {
		if i == len(all) || differs[i] != differs[from] {
			out = append(out, Span{strings.Join(all[from:i], ""), differs[from]})
			from = i
		}
	}
	return out
}
