package cli

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"guvoh/model"
)

// columns is how many columns of a terminal a text takes: none for marks that
// stand on a letter, two for the wide letters of East Asia.
func columns(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case width.LookupRune(r).Kind() == width.EastAsianWide, width.LookupRune(r).Kind() == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

// pad fills a text with spaces to a width.
func pad(s string, to int) string { return s + strings.Repeat(" ", max(0, to-columns(s))) }

// line gives a text as one line that moves no cursor: its first line, cut to a
// width.
func line(s string, most int) string {
	first, rest, cut := strings.Cut(strings.TrimSpace(model.CleanText(s)), "\n")
	first = strings.ReplaceAll(first, "\t", " ")
	cut = cut && strings.TrimSpace(rest) != ""
	taken := 0
	for i, r := range first {
		if taken += columns(string(r)); taken > most-1 && columns(first) > most {
			return first[:i] + "…"
		}
	}
	if cut {
		return first + "…"
	}
	return first
}

// table lays out rows under their headings, two spaces apart.
func (c *call) table(headings []string, rows [][]string) {
	widths := make([]int, len(headings))
	for _, row := range append([][]string{headings}, rows...) {
		for i, cell := range row {
			widths[i] = max(widths[i], columns(cell))
		}
	}
	for _, row := range append([][]string{headings}, rows...) {
		var b strings.Builder
		for i, cell := range row {
			b.WriteString(pad(cell, widths[i]+2))
		}
		c.print(strings.TrimRight(b.String(), " "))
	}
}
