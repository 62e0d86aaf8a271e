package bundle

import (
	"cmp"
	"fmt"
	"strings"
	"time"
	"unicode"

	"guvoh/export/profile"
	"guvoh/model"
)

// Name makes the name of the files, without an ending. It is that of the case
// by its reference, which is chosen to be said aloud; a title may name a
// person. That of a redacted dossier says nothing of the case.
func Name(c model.Record, p *profile.Profile, at time.Time, redacted bool) string {
	name := ""
	if !redacted {
		name = safe(c.Text("reference"))
	}
	parts := []string{cmp.Or(name, "dossier"), p.ID, at.Format(time.DateOnly)}
	if redacted {
		parts = parts[1:]
	}
	return strings.Join(parts, "-")
}

// longest is how many letters of a reference stand in a name.
const longest = 60

// safe keeps of a reference what every disk takes in a name.
func safe(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '-', r == '_', r == '.':
			return r
		case unicode.IsSpace(r), unicode.IsPunct(r), unicode.IsSymbol(r):
			return '-'
		}
		return -1
	}, s)
	s = strings.Trim(s, "-.")
	if r := []rune(s); len(r) > longest {
		s = string(r[:longest])
	}
	return s
}

// nameOf is the name of one of several volumes.
func nameOf(name, format string, volume, of int) string {
	if of > 1 {
		name = fmt.Sprintf("%s-%d", name, volume)
	}
	return name + "." + format
}
