package prose

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

const (
	maxRTF       = 256 << 20 // of a file, most of which are pictures
	mostGroups   = 500       // inside each other
	longestWord  = 32        // of what is an order to a word processor
	mostRTFFonts = 10_000
)

// IsRTF tells whether a file begins as rich text does.
func IsRTF(head []byte) bool { return bytes.HasPrefix(head, []byte(`{\rtf`)) }

// ReadRTF reads the words of a file of rich text, line by line: neither its looks
// nor its pictures.
func ReadRTF(r io.Reader) (*Text, error) {
	limited := &io.LimitedReader{R: r, N: maxRTF + 1}
	x := &rtf{w: &writer{}, from: bufio.NewReader(limited), fonts: map[int]int{}, page: 1252}
	x.at = group{pass: 1}
	err := x.read()
	x.flush()
	x.line()
	if limited.N <= 0 || errors.Is(err, ErrTooLarge) {
		return nil, ErrTooLarge
	}
	if err != nil {
		x.w.note("truncated")
	}
	return x.w.done()
}

// group is what holds between two braces.
type group struct {
	skip bool // nothing of it is shown
	list bool // the list of fonts is read
	pass int  // how many letters follow on one that was given by its number
	page int  // the table of letters; 0 for that of the file
}

// rtf follows the orders of a file of rich text (Rich Text Format Specification
// 1.9.1).
type rtf struct {
	w      *writer
	from   *bufio.Reader
	at     group
	outer  []group
	fonts  map[int]int // the tables of letters of fonts
	font   int         // of the list, the one that is described
	page   int         // the table of letters of the file
	left   int         // letters to pass over
	half   rune        // the first half of a letter of two numbers
	bytes  []byte      // of letters that are not decoded yet
	text   strings.Builder
	fresh  bool // a group has just begun
	length int
}

// read goes through the file; it fails where that ends before its groups do.
func (x *rtf) read() error {
	for x.w.err == nil {
		c, err := x.from.ReadByte()
		if err != nil {
			return err
		}
		fresh := x.fresh
		x.fresh = false
		switch c {
		case '{':
			x.flush()
			if len(x.outer) >= mostGroups {
				return ErrTooLarge
			}
			x.outer, x.fresh, x.left = append(x.outer, x.at), true, 0
		case '}':
			x.flush()
			if len(x.outer) == 0 {
				return nil
			}
			x.at, x.outer, x.left = x.outer[len(x.outer)-1], x.outer[:len(x.outer)-1], 0
			if len(x.outer) == 0 {
				return nil
			}
		case '\\':
			if err := x.order(fresh); err != nil {
				return err
			}
		case '\r', '\n':
		default:
			x.letter(c)
		}
	}
	return nil
}

// letter takes one byte of a letter.
func (x *rtf) letter(c byte) {
	switch {
	case x.left > 0:
		x.left--
	case x.at.skip || x.at.list:
	default:
		x.bytes = append(x.bytes, c)
		if len(x.bytes) > 4<<10 {
			x.flush()
		}
	}
}

// flush decodes the letters that have come so far.
func (x *rtf) flush() {
	if len(x.bytes) == 0 {
		return
	}
	page := x.at.page
	if page == 0 {
		page = x.page
	}
	if e, known := pages[page]; known {
		x.add(decoded(x.bytes, e))
	} else {
		text, _, _ := decode(x.bytes, "windows-"+strconv.Itoa(page))
		x.add(text)
	}
	x.bytes = x.bytes[:0]
}

// pages are the tables of letters that our users' documents are written in.
var pages = map[int]encoding.Encoding{
	1250: charmap.Windows1250, 1251: charmap.Windows1251, 1252: charmap.Windows1252, 1253: charmap.Windows1253,
	1254: charmap.Windows1254, 1255: charmap.Windows1255, 1256: charmap.Windows1256, 1257: charmap.Windows1257,
	1258: charmap.Windows1258, 866: charmap.CodePage866, 437: charmap.CodePage437, 850: charmap.CodePage850,
	10000: charmap.Macintosh, 10007: charmap.MacintoshCyrillic, 20866: charmap.KOI8R, 21866: charmap.KOI8U,
}

// charsets are the tables of letters by the numbers that fonts have for them.
var charsets = map[int]int{
	0: 1252, 77: 10000, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 238: 1250, 254: 437, 255: 850,
}

func (x *rtf) add(text string) {
	if x.at.skip || x.at.list {
		return
	}
	if x.length += len(text); x.length > MaxText {
		x.w.fail(ErrTooLarge)
		return
	}
	x.text.WriteString(text)
}

// line ends a line of text.
func (x *rtf) line() {
	x.flush()
	for text := x.text.String(); text != ""; {
		n := len(text)
		if n > longest {
			n = strings.LastIndexByte(text[:longest], ' ')
			if n <= 0 {
				n = strings.LastIndexFunc(text[:longest], func(rune) bool { return true })
			}
		}
		x.w.add(Piece{Kind: Paragraph, Spans: []Span{{Text: text[:n]}}})
		text = text[n:]
	}
	x.text.Reset()
}

// order reads what follows on a backslash, and obeys it where it concerns words.
func (x *rtf) order(fresh bool) error {
	c, err := x.from.ReadByte()
	if err != nil {
		return err
	}
	switch {
	case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
		return x.word(c, fresh)
	case c == '\'':
		var hex [2]byte
		if _, err := io.ReadFull(x.from, hex[:]); err != nil {
			return err
		}
		if n, err := strconv.ParseUint(string(hex[:]), 16, 8); err == nil {
			x.letter(byte(n))
		}
	case c == '*':
		x.at.skip = x.at.skip || fresh
	case x.left > 0:
		x.left--
	case c == '\r' || c == '\n':
		x.line()
	case c == '~':
		x.sign(" ")
	case c == '_':
		x.sign("-")
	case c == '\\' || c == '{' || c == '}':
		x.letter(c)
	}
	return nil
}

// sign adds a sign that an order stands for.
func (x *rtf) sign(s string) {
	x.flush()
	if x.left > 0 {
		x.left--
		return
	}
	x.add(s)
}

// word reads an order that has a name, and perhaps a number.
func (x *rtf) word(first byte, fresh bool) error {
	name, number := []byte{first}, []byte{}
	for {
		c, err := x.from.ReadByte()
		if err != nil {
			return err
		}
		switch {
		case len(number) == 0 && (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'):
			name = append(name, c)
		case c >= '0' && c <= '9' || c == '-' && len(number) == 0:
			number = append(number, c)
		default:
			if c != ' ' {
				_ = x.from.UnreadByte() // it was read just now
			}
			n, err := strconv.Atoi(string(number))
			return x.obey(string(name), n, err == nil, fresh)
		}
		if len(name)+len(number) > longestWord {
			return ErrDamaged
		}
	}
}

// unshown are the groups whose words are no part of the text.
var unshown = map[string]bool{
	"colortbl": true, "stylesheet": true, "info": true, "pict": true, "object": true, "themedata": true,
	"colorschememapping": true, "datastore": true, "listtable": true, "listoverridetable": true, "rsidtbl": true,
	"generator": true, "latentstyles": true, "filetbl": true, "revtbl": true, "xmlnstbl": true,
}

// signs are the orders that stand for a sign, or for the end of a line or a cell.
var signs = map[string]string{
	"tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
	"bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ", "cell": " | ", "nestcell": " | ",
}

var lineEnds = map[string]bool{"par": true, "line": true, "sect": true, "page": true, "row": true, "nestrow": true, "column": true}

// obey carries out an order.
func (x *rtf) obey(name string, n int, numbered, fresh bool) error {
	if s, known := signs[name]; known {
		x.sign(s)
		return nil
	}
	switch {
	case lineEnds[name]:
		if !x.at.skip && !x.at.list {
			x.line()
		}
	case unshown[name] && fresh:
		x.at.skip = true
	case name == "fonttbl":
		x.at.list = true
	case name == "ansicpg" && numbered:
		x.page = n
	case name == "mac":
		x.page = 10000
	case name == "uc":
		x.at.pass = min(max(n, 0), 16)
	case name == "u" && numbered:
		x.number(n)
	case name == "f" && numbered:
		x.flush()
		if x.font = n; !x.at.list {
			x.at.page = x.fonts[n]
		}
	case name == "fcharset" && x.at.list && len(x.fonts) < mostRTFFonts:
		x.fonts[x.font] = charsets[n]
	case name == "plain":
		x.flush()
		x.at.page = 0
	case name == "bin" && n > 0:
		_, err := io.CopyN(io.Discard, x.from, int64(n))
		return err
	}
	return nil
}

// number adds a letter that is given by its number, and has as many of those that
// follow passed over as stand for it where numbers are not known.
func (x *rtf) number(n int) {
	x.flush()
	r := rune(uint16(n))
	x.left = x.at.pass
	switch {
	case utf16.IsSurrogate(r) && x.half == 0:
		x.half = r
		return
	case x.half != 0:
		r = utf16.DecodeRune(x.half, r)
		x.half = 0
	}
	x.add(string(r))
}
