package leak

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"regexp"
	"strings"
	"sync"
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
	s := stretches{least: least, sorts: sorts()}
	s.utf8(b)
	for shift := range 2 {
		s.utf16(b, shift, shift+1)
		s.utf16(b, shift+1, shift)
	}
	if !utf8.Valid(b) {
		for _, c := range b {
			s.add(charmap.Windows1251.DecodeByte(c))
		}
		s.flush()
	}
	return s.all
}

// stretches collects the stretches of printable letters of the alphabets that
// names of ours are written in. Few stretches of packed data are long enough:
// only those become a text.
type stretches struct {
	least, letters int
	now            []rune
	all            []string
	sorts          *[1 << 16]uint8
}

func (s *stretches) add(r rune) {
	var sort uint8
	if uint32(r) < uint32(len(s.sorts)) {
		sort = s.sorts[r]
	} else {
		sort = sortOf(r)
	}
	if sort == unprinted {
		s.flush()
		return
	}
	s.now = append(s.now, r)
	s.letters += int(sort) - printable
}

func (s *stretches) flush() {
	if len(s.now) == 0 {
		return
	}
	if s.letters >= s.least {
		s.all = append(s.all, string(s.now))
	}
	s.now, s.letters = s.now[:0], 0
}

// utf8 reads bytes as UTF-8; what is none of it ends a stretch.
func (s *stretches) utf8(b []byte) {
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError {
			r = 0
		}
		s.add(r)
		b = b[n:]
	}
	s.flush()
}

// utf16 reads bytes as UTF-16 whose high and low bytes begin there.
func (s *stretches) utf16(b []byte, high, low int) {
	last := len(b) - max(high, low)
	for i := 0; i < last; i += 2 {
		r := rune(b[i+high])<<8 | rune(b[i+low])
		if utf16.IsSurrogate(r) {
			pair := rune(utf8.RuneError)
			if i+2 < last {
				pair = utf16.DecodeRune(r, rune(b[i+2+high])<<8|rune(b[i+2+low]))
			}
			if r = pair; r != utf8.RuneError {
				i += 2
			}
		}
		s.add(r)
	}
	s.flush()
}

// Sorts of letters: what no text has, what a text may have, and what names of
// ours are written in.
const (
	unprinted = iota
	printable
	ofNames
)

// sorts holds the sort of each letter of the first plane: a photograph has
// millions of them, and looking each up in Unicode's tables took longer than all
// else in searching a dossier.
var sorts = sync.OnceValue(func() *[1 << 16]uint8 {
	var all [1 << 16]uint8
	for r := range rune(len(all)) {
		all[r] = sortOf(r)
	}
	return &all
})

func sortOf(r rune) uint8 {
	switch {
	case r < 0x0700 && unicode.IsLetter(r):
		return ofNames
	case r == '\n', r == '\t', r == '\r', 0x20 <= r && r < 0x7F, unicode.Is(unicode.M, r), 0xA0 <= r && r <= 0xBF, 0x2010 <= r && r <= 0x2027, r == 'ʻ', r == 'ʼ', unicode.IsLetter(r):
		return printable
	}
	return unprinted
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
		l.text(where, string(decodeUTF16(b[2:], true)))
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}):
		l.text(where, string(decodeUTF16(b[2:], false)))
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

func decodeUTF16(b []byte, big bool) []rune {
	u := make([]uint16, 0, len(b)/2)
	for ; len(b) > 1; b = b[2:] {
		if big {
			u = append(u, binary.BigEndian.Uint16(b))
		} else {
			u = append(u, binary.LittleEndian.Uint16(b))
		}
	}
	return utf16.Decode(u)
}
