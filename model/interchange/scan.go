package interchange

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"
)

// scanner takes a JSON document apart without holding it: it knows where
// values begin and end, and leaves what is in them to encoding/json. A long
// string can be read from it piece by piece.
type scanner struct {
	r    *bufio.Reader
	off  int64 // of the next byte
	line int   // in which it stands, from 1
	last byte  // the one before it
	err  error // what reading failed with, other than the end
}

func newScanner(r io.Reader) *scanner {
	return &scanner{r: bufio.NewReaderSize(r, 64<<10), line: 1}
}

func (s *scanner) syntax() error { return &SyntaxError{Line: s.line} }

func (s *scanner) next() (byte, error) {
	c, err := s.r.ReadByte()
	if err != nil {
		return 0, s.fault(err)
	}
	s.off++
	s.last = c
	if c == '\n' {
		s.line++
	}
	return c, nil
}

// fault keeps what the disk said apart from a text that ends too early.
func (s *scanner) fault(err error) error {
	if errors.Is(err, io.EOF) {
		return s.syntax()
	}
	s.err = err
	return err
}

// back puts the last byte back.
func (s *scanner) back() {
	s.off--
	if s.last == '\n' {
		s.line--
	}
	_ = s.r.UnreadByte() // cannot fail right after a byte was read
}

// peek gives the next byte that is no white space, and leaves it there.
func (s *scanner) peek() (byte, error) {
	for {
		c, err := s.next()
		if err != nil {
			return 0, err
		}
		if c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			s.back()
			return c, nil
		}
	}
}

func (s *scanner) expect(want byte) error {
	c, err := s.peek()
	if err != nil {
		return err
	}
	if c != want {
		return s.syntax()
	}
	_, err = s.next()
	return err
}

// end makes sure that nothing follows.
func (s *scanner) end() error {
	if _, err := s.peek(); err == nil {
		return s.syntax()
	}
	return s.err
}

// items calls do before each value of an array, or each member of an object,
// with its key; do must take the value. open is '[' or '{'.
func (s *scanner) items(open byte, do func(key string) error) error {
	shut := open + 2 // ']' and '}' stand two places behind in ASCII
	if err := s.expect(open); err != nil {
		return err
	}
	for n := 0; ; n++ {
		c, err := s.peek()
		if err != nil {
			return err
		}
		if c == shut {
			return s.expect(shut)
		}
		if n > 0 {
			if err := s.expect(','); err != nil {
				return err
			}
		}
		key := ""
		if open == '{' {
			if key, err = s.key(); err != nil {
				return err
			}
		} else if c, err := s.peek(); err != nil || c == shut {
			return errors.Join(s.err, s.syntax()) // a comma that nothing follows
		}
		if err := do(key); err != nil {
			return err
		}
	}
}

func (s *scanner) key() (key string, err error) {
	c, err := s.peek()
	if err != nil {
		return "", err
	}
	if c != '"' {
		return "", s.syntax()
	}
	raw, err := s.value()
	if err != nil {
		return "", err
	}
	if json.Unmarshal(raw, &key) != nil {
		return "", s.syntax()
	}
	return key, s.expect(':')
}

// value takes one whole value and gives its bytes, which are valid JSON.
func (s *scanner) value() ([]byte, error) {
	if _, err := s.peek(); err != nil {
		return nil, err
	}
	line := s.line
	b, err := s.frame()
	if s.err != nil {
		return nil, s.err
	}
	var whole json.RawMessage
	var fault *json.SyntaxError
	if errors.As(json.Unmarshal(b, &whole), &fault) {
		at := min(max(fault.Offset-1, 0), int64(len(b)))
		return nil, &SyntaxError{Line: line + bytes.Count(b[:at], []byte("\n"))}
	}
	return b, err
}

// frame finds where a value ends by its brackets and quotes alone. On an end
// that comes too early it gives what there is.
func (s *scanner) frame() ([]byte, error) {
	var b []byte
	for depth, quoted := 0, false; ; {
		c, err := s.next()
		if err != nil {
			if plain := depth == 0 && !quoted && s.err == nil; plain && json.Valid(b) {
				return b, nil // a number at the very end
			}
			return b, err
		}
		if depth == 0 && !quoted && len(b) > 0 && endsPlain(c) {
			s.back()
			return b, nil
		}
		b = append(b, c)
		switch {
		case quoted && c == '\\':
			if c, err = s.next(); err != nil {
				return b, err
			}
			b = append(b, c)
			continue
		case c == '"':
			quoted = !quoted
		case quoted:
			continue
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
		default:
			continue
		}
		if depth <= 0 && !quoted {
			return b, nil
		}
	}
}

func endsPlain(c byte) bool {
	return c == ',' || c == '}' || c == ']' || c == ' ' || c == '\t' || c == '\n' || c == '\r'
}

// text opens a string that may be long; ok is false, and nothing is taken,
// when the next value is something else. The reader gives what the string
// says and ends behind its closing quote.
func (s *scanner) text() (r *quoted, ok bool, err error) {
	c, err := s.peek()
	if err != nil || c != '"' {
		return nil, false, err
	}
	_, err = s.next()
	return &quoted{s: s}, true, err
}

// quoted reads the inside of a string of JSON.
type quoted struct {
	s    *scanner
	rest []byte // of an escape that did not fit
	done bool
}

func (q *quoted) Read(p []byte) (int, error) {
	n := copy(p, q.rest)
	q.rest = q.rest[n:]
	for n < len(p) && !q.done {
		buf, err := q.plain()
		if err != nil {
			return n, err
		}
		if len(buf) == 0 {
			if err := q.special(); err != nil {
				return n, err
			}
			k := copy(p[n:], q.rest)
			n, q.rest = n+k, q.rest[k:]
			continue
		}
		k := copy(p[n:], buf)
		n += k
		q.s.off += int64(k)
		_, _ = q.s.r.Discard(k) // they are in the buffer
	}
	if n == 0 && q.done && len(p) > 0 {
		return 0, io.EOF
	}
	return n, nil
}

// plain gives the bytes ahead, as far as they are in memory, that stand for
// themselves; none before a quote or an escape.
func (q *quoted) plain() ([]byte, error) {
	if _, err := q.s.r.Peek(1); err != nil {
		return nil, q.s.fault(err)
	}
	buf, _ := q.s.r.Peek(q.s.r.Buffered()) // cannot fail: they are there
	for i, c := range buf {
		if c == '"' || c == '\\' || c < ' ' {
			return buf[:i], nil
		}
	}
	return buf, nil
}

// escapes are the letters behind a backslash and what they stand for.
var escapes = map[byte]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// special takes the closing quote or one escape.
func (q *quoted) special() error {
	c, err := q.s.next()
	switch {
	case err != nil:
		return err
	case c == '"':
		q.done = true
		return nil
	case c != '\\':
		return q.s.syntax() // a control character
	}
	if c, err = q.s.next(); err != nil {
		return err
	}
	if to, ok := escapes[c]; ok {
		q.rest = []byte{to}
		return nil
	}
	if c != 'u' {
		return q.s.syntax()
	}
	var hex [4]byte
	for i := range hex {
		if hex[i], err = q.s.next(); err != nil {
			return err
		}
	}
	n, err := strconv.ParseUint(string(hex[:]), 16, 16)
	if err != nil {
		return q.s.syntax()
	}
	q.rest = utf8.AppendRune(nil, rune(n)) // half of a pair becomes U+FFFD; base64 has neither
	return nil
}

// close takes what is left of the string.
func (q *quoted) close() error {
	_, err := io.Copy(io.Discard, q)
	return err
}
