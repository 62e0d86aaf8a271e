package passphrase

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Longest is the largest number of bytes that [Check] lets pass: more than
// anybody types, and little enough to be looked at while they do.
const Longest = 1024

// Errors of [Check]. They tell what is wrong and nothing of the text.
var (
	ErrEmpty     = errors.New("passphrase: nothing is in it")
	ErrLong      = errors.New("passphrase: longer than 1024 bytes")
	ErrEncoding  = errors.New("passphrase: not UTF-8")
	ErrControl   = errors.New("passphrase: a control character is in it")
	ErrInvisible = errors.New("passphrase: a character is in it that cannot be seen")
	ErrUnknown   = errors.New("passphrase: a character is in it that this program does not know")
)

// Check tells whether a text may become a passphrase: whether what a person
// sees of it is all that is in it, so that they can type it again, elsewhere and
// years later. It says nothing about how good it is; see [Judge]. The errors
// are ErrEmpty (also for spaces alone), ErrLong, ErrEncoding, ErrControl,
// ErrInvisible (marks of direction, joiners, soft hyphens, private use) and
// ErrUnknown (code points without a character in our version of Unicode, whose
// normal form a later version may still change).
//
// It is for choosing a passphrase. One that is typed to open a file goes to
// [Normalize] alone: the file knows whether it is right.
func Check(text string) error {
	switch {
	case len(text) > Longest:
		return ErrLong
	case !utf8.ValidString(text):
		return ErrEncoding
	}
	text = Normalize(text)
	if text == "" {
		return ErrEmpty
	}
	for _, r := range text {
		switch {
		case r == ' ':
		case unicode.IsControl(r):
			return ErrControl
		case unicode.In(r, unicode.Cf, unicode.Co, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector):
			return ErrInvisible
		case !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S):
			return ErrUnknown
		}
	}
	return nil
}

// Normalize gives the text from which the key is derived, so that it is the
// same bytes on every keyboard and system. It is part of the file format: to
// change it is to lock people out of their files.
//
// It is the OpaqueString profile of RFC 8265 (section 4.2: case is kept, no
// width is changed, spaces beyond ASCII become spaces, then NFC), and differs
// from it where typing differs though a person means the same:
//   - any run of white space is one space, and none stands at the ends: a file
//     ends in a line feed, some keyboards add a space after a word, and nobody
//     remembers two;
//   - the apostrophes with which Uzbek is typed (U+0027, U+0060, U+00B4, U+02BB,
//     U+02BC, U+2018, U+2019) are U+0027: which of them oʻ and ʼ become is the
//     keyboard's choice, and a phone's another than a computer's;
//   - it never fails, since a passphrase that breaks a rule opens nothing; the
//     rules are in [Check], which is asked when one is chosen. Bytes that are no
//     UTF-8 become U+FFFD.
//
// Normalizing twice is the same as once.
func Normalize(text string) string {
	text = norm.NFC.String(strings.ToValidUTF8(text, "\uFFFD"))
	var b strings.Builder
	b.Grow(len(text))
	gap := false
	for _, r := range text {
		if isSpace(r) {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		if isApostrophe(r) {
			r = '\''
		}
		b.WriteRune(r)
	}
	return b.String()
}

// isSpace knows every space of Unicode, the line and paragraph ends among them.
func isSpace(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Z, r)
}

func isApostrophe(r rune) bool {
	switch r {
	case '\'', '`', '\u00B4', '\u02BB', '\u02BC', '\u2018', '\u2019':
		return true
	}
	return false
}
