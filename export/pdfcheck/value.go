// Package pdfcheck reads the objects of a PDF that this program wrote, and says
// where they break the rules of PDF/A and PDF/UA.
//
// Its one job is to be a second pair of eyes: it shares no code with what
// writes the files. Rules of the package:
//
//   - It reads whole files from memory: cross-references of both sorts, streams
//     of objects, and compressed streams. It repairs nothing; what does not fit
//     is an error.
//   - A fault names an object or a page and the rule, never what is written
//     there.
//   - It may be shown any bytes: they make it fail, not panic and not hang.
package pdfcheck

import (
	"strings"
	"unicode/utf16"
)

// Value is a value of a PDF: nil, a bool, a float64, a [String], a [Name], an
// [Array], a [Dict], a [Ref] or a *[Stream].
type Value any

// The kinds of value that Go has no own type for.
type (
	String string // its bytes
	Name   string // without the slash
	Array  []Value
	Dict   map[Name]Value
	Ref    int // the number of an object
)

// Stream is a dictionary with bytes, as they stand in the file.
type Stream struct {
	Dict
	Raw []byte
}

// Text returns a string of PDF as text: UTF-16 or UTF-8 with a mark, else as
// Latin letters.
func (s String) Text() string {
	switch {
	case strings.HasPrefix(string(s), "\xFE\xFF"):
		var units []uint16
		for b := string(s[2:]); len(b) >= 2; b = b[2:] {
			units = append(units, uint16(b[0])<<8|uint16(b[1]))
		}
		return string(utf16.Decode(units))
	case strings.HasPrefix(string(s), "\xEF\xBB\xBF"):
		return string(s[3:])
	}
	var b strings.Builder
	for i := range len(s) {
		b.WriteRune(rune(s[i]))
	}
	return b.String()
}
