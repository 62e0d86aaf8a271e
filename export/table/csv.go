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

// signs are those by which a spreadsheet takes a cell of a CSV file for a formula, also
// in the full width of East Asian scripts; formula has what else may stand before one.
const (
	signs   = "=+-@＝＋－＠"
	formula = signs + "\t\r\n"
)

// harmless puts an apostrophe before what a spreadsheet could take for a formula:
// what a person typed must not run in the computer of whoever opens the list. That is
// also what stands behind a semicolon, a tab or the end of a line: where Russian or
// Uzbek is spoken spreadsheets part cells by semicolons, know no comma, and so do not
// know either where what stands in quotation marks ends.
func harmless(s string) string {
	var out strings.Builder
	for at := 0; at < len(s); {
		end := at + strings.IndexAny(s[at:], parting) + 1
		if end == at {
			end = len(s)
		}
		part := s[at:end]
		ignored := isIgnored
		if at > 0 {
			ignored = isIgnoredWithin
		}
		first := strings.TrimLeftFunc(part, ignored)
		switch {
		case at == 0 && (strings.ContainsAny(leading(part), formula) || strings.ContainsAny(leading(first), formula)):
			out.WriteByte('\'')
		case at > 0 && strings.ContainsAny(leading(first), signs):
			out.WriteString(part[:len(part)-len(first)] + "'")
			part = first
		}
		out.WriteString(part)
		at = end
	}
	return out.String()
}

// parting are the signs at which a spreadsheet may part cells or rows.
const parting = ";\t\r\n"

// isIgnored reports whether a spreadsheet may pass over a sign before a formula.
func isIgnored(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) }

func isIgnoredWithin(r rune) bool {
	return r == '"' || isIgnored(r) && !strings.ContainsRune(parting, r)
}

// leading is the first sign of a text.
func leading(s string) string {
	for i, r := range s {
		return s[i : i+len(string(r))]
	}
	return ""
}
