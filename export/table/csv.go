package table

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"unicode"
)

// CSV writes a list as comma-separated values (RFC 4180): lines end in CR LF, the
// first holds the titles of the columns. It begins with a byte order mark, by
// which spreadsheets know UTF-8.
func CSV(w io.Writer, l List) error {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	titles := make([]string, len(l.Columns))
	for i, c := range l.Columns {
		titles[i] = harmless(c.Title)
	}
	if err := out.Write(titles); err != nil {
		return err
	}
	for row, err := range l.Rows {
		if err != nil {
			return err
		}
		fields := make([]string, len(row))
		for i, c := range row {
			fields[i] = harmless(c.Text)
			if c.Counts {
				fields[i] = strconv.FormatInt(c.Number, 10)
			}
		}
		if err := out.Write(fields); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// formula are the signs by which a spreadsheet takes a cell of a CSV file for a
// formula, also in the full width of East Asian scripts.
const formula = "=+-@\t\r\n＝＋－＠"

// harmless puts an apostrophe before what a spreadsheet could take for a formula:
// what a person typed must not run in the computer of whoever opens the list.
func harmless(s string) string {
	first := strings.TrimLeftFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) })
	if strings.ContainsAny(leading(s), formula) || strings.ContainsAny(leading(first), formula) {
		return "'" + s
	}
	return s
}

// leading is the first sign of a text.
func leading(s string) string {
	for i, r := range s {
		return s[i : i+len(string(r))]
	}
	return ""
}
