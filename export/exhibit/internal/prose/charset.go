package prose

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// guesses are the encodings of one byte for a letter that texts come in whose
// encoding nobody noted.
var guesses = []struct {
	name     string
	encoding encoding.Encoding
}{
	{"windows-1251", charmap.Windows1251},
	{"koi8-r", charmap.KOI8R},
	{"ibm866", charmap.CodePage866},
}

// decode turns bytes into text. said is the encoding that came with them, if
// any. guessed is true when nothing says which encoding it is.
func decode(b []byte, said string) (text, charset string, guessed bool) {
	if e, name := marked(b); e != nil {
		return decoded(b, e), name, false
	}
	if utf8.Valid(b) && !bytes.Contains(b, []byte{0}) {
		return string(b), "utf-8", false
	}
	if e, err := htmlindex.Get(strings.TrimSpace(said)); err == nil {
		name, _ := htmlindex.Name(e)
		if name != "utf-8" {
			return decoded(b, e), name, false
		}
	}
	if e, name := wide(b); e != nil {
		return decoded(b, e), name, true
	}
	e, name := narrow(b)
	return decoded(b, e), name, true
}

func decoded(b []byte, e encoding.Encoding) string {
	out, _ := e.NewDecoder().Bytes(b) // what cannot be decoded becomes a sign that says so
	return string(out)
}

// marked reads the mark at the beginning of a text.
func marked(b []byte) (encoding.Encoding, string) {
	switch {
	case bytes.HasPrefix(b, []byte("\xEF\xBB\xBF")):
		return unicode.UTF8BOM, "utf-8"
	case bytes.HasPrefix(b, []byte("\xFF\xFE")):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "utf-16le"
	case bytes.HasPrefix(b, []byte("\xFE\xFF")):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM), "utf-16be"
	}
	return nil, ""
}

// wide knows text of two bytes for a letter by its zeros.
func wide(b []byte) (encoding.Encoding, string) {
	sample := b[:min(len(b), 64<<10)]
	var zeros [2]int
	for i, c := range sample {
		if c == 0 || c == 4 { // the upper bytes of Latin and of Cyrillic letters
			zeros[i%2]++
		}
	}
	half := len(sample) / 2
	switch {
	case half > 1 && zeros[1] > half*7/10 && zeros[0] < half/10:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16le"
	case half > 1 && zeros[0] > half*7/10 && zeros[1] < half/10:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "utf-16be"
	}
	return nil, ""
}

// narrow finds the encoding in which a text looks most like words. Where few
// letters are beyond ASCII it is one of Western Europe.
func narrow(b []byte) (encoding.Encoding, string) {
	sample := b[:min(len(b), 64<<10)]
	letters, high := 0, 0
	for _, c := range sample {
		switch {
		case c >= 0x80:
			high++
			letters++
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			letters++
		}
	}
	if high*4 < letters {
		return charmap.Windows1252, "windows-1252"
	}
	best, most := 0, -1<<60
	for i, g := range guesses {
		if score := likeness(decoded(sample, g.encoding)); score > most {
			best, most = i, score
		}
	}
	return guesses[best].encoding, guesses[best].name
}

// likeness judges whether text reads like Russian: small letters that are
// frequent count for it, capitals after small ones and signs against it.
func likeness(s string) int {
	score := 0
	before := ' '
	for _, r := range s {
		switch {
		case strings.ContainsRune("оеаинтсрвл", r):
			score += 3
		case r >= 'а' && r <= 'я':
			score++
		case r >= 'А' && r <= 'Я':
			if before >= 'а' && before <= 'я' {
				score -= 4
			}
		case r >= 0x80:
			score -= 3
		}
		before = r
	}
	return score
}
