package leak

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

var (
	base64Run = regexp.MustCompile(`[A-Za-z0-9+/_-]{12,}(?:\r?\n[A-Za-z0-9+/_-]{12,})*={0,2}`)
	hexRun    = regexp.MustCompile(`(?:[0-9A-Fa-f]{2}[ \r\n]?){6,}`)
)

// encoded looks into bytes that a text holds as Base64 or as hexadecimal digits.
func (l *look) encoded(where, text string) {
	for _, run := range base64Run.FindAllString(text, -1) {
		clean := strings.NewReplacer("\r", "", "\n", "", "-", "+", "_", "/", "=", "").Replace(run)
		if b, err := base64.RawStdEncoding.DecodeString(clean[:len(clean)/4*4]); err == nil {
			l.hidden(where, b)
		}
	}
	for _, run := range hexRun.FindAllString(text, -1) {
		clean := strings.Join(strings.Fields(run), "")
		if b, err := hex.DecodeString(clean[:len(clean)/2*2]); err == nil {
			l.hidden(where, b)
		}
	}
}

// hidden looks into bytes that were found in a text. Most are none: any long
// word can be read as Base64. So only what is text all through, or a file of a
// known kind, is looked into.
func (l *look) hidden(where string, b []byte) {
	if kindOf(b) != kindOther && kindOf(b) != kindText {
		l.deferred = append(l.deferred, deferredPart{where + " > data", b})
		return
	}
	for _, t := range textsOf(b, 6) {
		l.plain(where, t)
	}
}

// textsOf gives the stretches of bytes that are text of at least so many
// letters, as UTF-8, as UTF-16 and as Windows-1251.
func textsOf(b []byte, least int) []string {
	var out []string
	out = append(out, runs(decodeUTF8(b), least)...)
	for shift := range 2 {
		out = append(out, runs(decodeUTF16(b, shift, true), least)...)
		out = append(out, runs(decodeUTF16(b, shift, false), least)...)
	}
	if !utf8.Valid(b) {
		if t, err := charmap.Windows1251.NewDecoder().Bytes(b); err == nil {
			out = append(out, runs([]rune(string(t)), least)...)
		}
	}
	return out
}

func decodeUTF8(b []byte) []rune {
	out := make([]rune, 0, len(b))
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError {
			r = 0
		}
		out = append(out, r)
		b = b[n:]
	}
	return out
}

func decodeUTF16(b []byte, shift int, big bool) []rune {
	u := make([]uint16, 0, len(b)/2)
	for i := shift; i+1 < len(b); i += 2 {
		if big {
			u = append(u, uint16(b[i])<<8|uint16(b[i+1]))
		} else {
			u = append(u, uint16(b[i+1])<<8|uint16(b[i]))
		}
	}
	return utf16.Decode(u)
}

// runs gives the stretches of printable letters of the alphabets that names of
// ours are written in.
func runs(rs []rune, least int) []string {
	var out []string
	start, letters := 0, 0
	flush := func(end int) {
		if letters >= least {
			out = append(out, string(rs[start:end]))
		}
		start, letters = end+1, 0
	}
	for i, r := range rs {
		switch {
		case r < 0x0700 && unicode.IsLetter(r):
			letters++
		case r == '\n', r == '\t', r == '\r', 0x20 <= r && r < 0x7F, unicode.Is(unicode.M, r), 0xA0 <= r && r <= 0xBF, 0x2010 <= r && r <= 0x2027, r == 'ʻ', r == 'ʼ', unicode.IsLetter(r):
		default:
			flush(i)
		}
	}
	flush(len(rs))
	return out
}

// bytesOf looks at bytes that are no text: for the secrets as bytes, and for
// stretches of text in them.
func (l *look) bytesOf(where string, b []byte, least int) {
	l.s.windows.in(b, func(secret, start, _ int) { l.hit(secret, where, start, false) })
	if least > 0 {
		for _, t := range textsOf(b, least) {
			l.text(where, t)
		}
	}
}

// letters looks for the usual spellings as bytes in a text.
func (l *look) letters(where, text string) {
	l.s.windows.in([]byte(text), func(secret, start, end int) {
		if !l.s.excused(secret, text, start, end) {
			l.hit(secret, where, start, l.s.printed[secret])
		}
	})
}

// textual reads bytes that are text, in the encoding that fits.
func (l *look) textual(where string, b []byte) {
	l.letters(where, string(b))
	switch {
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		l.text(where, string(decodeUTF16(b[2:], 0, true)))
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}):
		l.text(where, string(decodeUTF16(b[2:], 0, false)))
	case utf8.Valid(b):
		l.text(where, string(b))
	default:
		for _, t := range []*charmap.Charmap{charmap.Windows1251, charmap.Windows1252, charmap.KOI8R} {
			if s, err := t.NewDecoder().Bytes(b); err == nil {
				l.text(where, string(s))
			}
		}
	}
}
