package main

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// apostrophes are those with which Uzbek is typed; which of them a keyboard
// has is not the person's choice.
const apostrophes = "'`\u00b4\u02bb\u02bc\u2018\u2019"

// normalise gives the bytes that a passphrase stands for (section 3).
func normalise(text string) string {
	text = norm.NFC.String(strings.ToValidUTF8(text, "\ufffd"))
	text = strings.Map(func(r rune) rune {
		if strings.ContainsRune(apostrophes, r) {
			return '\''
		}
		return r
	}, text)
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return r >= '\t' && r <= '\r' || r == '\u0085' || unicode.Is(unicode.Z, r)
	}), " ")
}
