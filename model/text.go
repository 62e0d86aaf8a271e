package model

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// CleanText makes text from outside fit to keep: valid UTF-8, lines ended by
// LF, no control characters but tab and LF, and none of the embeddings and
// overrides that make text read differently from what it says. Marks that
// right-to-left and joined scripts need (LRM, RLM, ALM, isolates, ZWJ, ZWNJ)
// stay. Bytes that are not UTF-8 become U+FFFD, so that their loss shows.
func CleanText(s string) string {
	if isClean(s) {
		return s
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Map(cleanRune, s) // Map turns a bad byte into U+FFFD
}

// isClean spares the usual text a copy.
func isClean(s string) bool {
	for _, r := range s {
		if r == utf8.RuneError || cleanRune(r) != r {
			return false
		}
	}
	return true
}

// cleanRune gives what r is kept as, or -1 when it is dropped.
func cleanRune(r rune) rune {
	switch {
	case r == '\n' || r == '\t':
		return r
	case r == '\r' || r == '\v' || r == '\f' || r == 0x85:
		return '\n' // all end a line somewhere; dropping them would join two words
	case unicode.IsControl(r):
		return -1
	case 0x202A <= r && r <= 0x202E: // LRE, RLE, PDF, LRO, RLO
		return -1
	case r == 0xFEFF: // the byte order mark
		return -1
	}
	return r
}

// Fold reduces text to what quick search compares: lower case without accents
// and apostrophes, ё as е, and the Uzbek Cyrillic letters as the Russian ones
// that people type for them. It is for finding only, never for showing, and it
// does not carry names from one script to another.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if r < utf8.RuneSelf {
			foldASCII(&b, byte(r))
			continue
		}
		r = unicode.ToLower(r)
		switch to, ok := foldLetters[r]; {
		case ok:
			b.WriteString(to)
		case 0x0300 <= r && r <= 0x036F, 0x0483 <= r && r <= 0x0489: // combining marks
		case unicode.Is(unicode.Cf, r), unicode.IsControl(r): // soft hyphen, joiners, directions
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		case unicode.Is(unicode.Pd, r):
			b.WriteByte('-')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func foldASCII(b *strings.Builder, c byte) {
	switch {
	case 'A' <= c && c <= 'Z':
		b.WriteByte(c + 'a' - 'A')
	case c == '\t' || c == '\n' || c == '\r':
		b.WriteByte(' ')
	case c == '\'' || c == '`' || c < ' ' || c == 0x7F:
	default:
		b.WriteByte(c)
	}
}

// foldLetters maps a lower-case letter to its plain form.
var foldLetters = foldTable([][2]string{
	{"", "’‘ʻʼ´ʹ′ʿʾ‛ʽˈ＇ʺ"},
	{"a", "àáâãäåāăąǎạảấầẩẫậắằẳẵặ"},
	{"ae", "æ"},
	{"c", "çćĉċč"},
	{"d", "ďđðḍḏ"},
	{"e", "èéêëēĕėęěẹẻẽếềểễệə"},
	{"g", "ĝğġģǧ"},
	{"h", "ĥħḥẖḫ"},
	{"i", "ìíîïĩīĭįıǐỉị"},
	{"ij", "ĳ"},
	{"j", "ĵ"},
	{"k", "ķĸǩḳ"},
	{"l", "ĺļľŀłḷ"},
	{"n", "ñńņňŉŋṇṅ"},
	{"o", "òóôõöøōŏőǒơọỏốồổỗộớờởỡợɵ"},
	{"oe", "œ"},
	{"r", "ŕŗřṛ"},
	{"s", "śŝşšșſṣ"},
	{"ss", "ß"},
	{"t", "ţťŧțṭṯ"},
	{"th", "þ"},
	{"u", "ùúûüũūŭůűųǔưụủứừửữự"},
	{"w", "ŵ"},
	{"y", "ýÿŷỳỵỷỹ"},
	{"z", "źżžẓ"},
	{"а", "ӑӓ"},
	{"г", "ғґѓҕ"},
	{"е", "ёѐӗ"},
	{"ж", "җӂӝ"},
	{"з", "ҙӟ"},
	{"и", "йѝӣӥ"}, // й decomposes into и and a mark: both spellings must meet
	{"к", "қҡќҝ"},
	{"н", "ңҥ"},
	{"о", "ӧө"},
	{"с", "ҫ"},
	{"у", "ўӯӱӳүұ"},
	{"х", "ҳһ"},
	{"ч", "ҷҹӵ"},
	{"ы", "ӹ"},
	{"э", "ӭ"},
	{"і", "ї"},
})

func foldTable(rows [][2]string) map[rune]string {
	table := map[rune]string{}
	for _, row := range rows {
		for _, r := range row[1] {
			table[r] = row[0]
		}
	}
	return table
}
