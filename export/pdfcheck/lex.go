package pdfcheck

import (
	"bytes"
	"errors"
	"strconv"
)

var (
	errSyntax = errors.New("a value cannot be read")
	errDeep   = errors.New("values stand too deep in each other")
)

// deepest is how deep values may stand in each other.
const deepest = 100

// lexer reads values from bytes.
type lexer struct {
	b  []byte
	at int
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

// skip passes white space and comments.
func (l *lexer) skip() {
	for l.at < len(l.b) {
		switch c := l.b[l.at]; {
		case isSpace(c):
			l.at++
		case c == '%':
			for l.at < len(l.b) && l.b[l.at] != '\n' && l.b[l.at] != '\r' {
				l.at++
			}
		default:
			return
		}
	}
}

// word reads up to white space or a delimiter.
func (l *lexer) word() string {
	start := l.at
	for l.at < len(l.b) && !isSpace(l.b[l.at]) && !isDelimiter(l.b[l.at]) {
		l.at++
	}
	return string(l.b[start:l.at])
}

// operator is a word that is no value, in the content of a page.
type operator string

// next reads a value or an operator. At the end it returns an empty operator.
func (l *lexer) next(depth int) (Value, error) {
	if depth > deepest {
		return nil, errDeep
	}
	l.skip()
	if l.at >= len(l.b) {
		return operator(""), nil
	}
	rest := l.b[l.at:]
	switch c := rest[0]; {
	case c == '/':
		return l.name()
	case c == '(':
		return l.literal()
	case bytes.HasPrefix(rest, []byte("<<")):
		l.at += 2
		return l.dict(depth)
	case c == '<':
		return l.hex()
	case c == '[':
		l.at++
		return l.array(depth)
	case isDelimiter(c):
		return nil, errSyntax
	}
	word := l.word()
	switch word {
	case "true":
		return true, nil
	case "false":
		return false, nil
	case "null":
		return nil, nil
	}
	if c := word[0]; c == '+' || c == '-' || c == '.' || c >= '0' && c <= '9' {
		n, err := strconv.ParseFloat(word, 64)
		if err != nil {
			return nil, errSyntax
		}
		return n, nil
	}
	return operator(word), nil
}

func (l *lexer) name() (Value, error) {
	l.at++
	word := []byte(l.word())
	for i := 0; i < len(word); i++ {
		if word[i] != '#' {
			continue
		}
		if i+2 >= len(word) {
			return nil, errSyntax
		}
		c, err := strconv.ParseUint(string(word[i+1:i+3]), 16, 8)
		if err != nil {
			return nil, errSyntax
		}
		word = append(append(word[:i:i], byte(c)), word[i+3:]...)
	}
	return Name(word), nil
}

func (l *lexer) hex() (Value, error) {
	end := bytes.IndexByte(l.b[l.at:], '>')
	if end < 0 {
		return nil, errSyntax
	}
	var digits []byte
	for _, c := range l.b[l.at+1 : l.at+end] {
		if !isSpace(c) {
			digits = append(digits, c)
		}
	}
	l.at += end + 1
	if len(digits)%2 == 1 {
		digits = append(digits, '0')
	}
	out := make([]byte, len(digits)/2)
	for i := range out {
		c, err := strconv.ParseUint(string(digits[2*i:2*i+2]), 16, 8)
		if err != nil {
			return nil, errSyntax
		}
		out[i] = byte(c)
	}
	return String(out), nil
}

// escapes are what letters after a backslash stand for.
var escapes = map[byte]byte{'n': '\n', 'r': '\r', 't': '\t', 'b': '\b', 'f': '\f'}

func (l *lexer) literal() (Value, error) {
	var out []byte
	depth := 0
	for ; l.at < len(l.b); l.at++ {
		c := l.b[l.at]
		switch c {
		case '(':
			if depth++; depth == 1 {
				continue
			}
		case ')':
			if depth--; depth == 0 {
				l.at++
				return String(out), nil
			}
		case '\\':
			l.at++
			out = l.escape(out)
			continue
		}
		out = append(out, c)
	}
	return nil, errSyntax
}

// escape reads what stands after a backslash; it leaves the last byte of it to
// be passed.
func (l *lexer) escape(out []byte) []byte {
	if l.at >= len(l.b) {
		return out
	}
	c := l.b[l.at]
	if stands, known := escapes[c]; known {
		return append(out, stands)
	}
	switch {
	case c == '\n':
		return out
	case c == '\r':
		if l.at+1 < len(l.b) && l.b[l.at+1] == '\n' {
			l.at++
		}
		return out
	case c < '0' || c > '7':
		return append(out, c)
	}
	n := 0
	start := l.at
	for ; l.at < len(l.b) && l.at < start+3 && l.b[l.at] >= '0' && l.b[l.at] <= '7'; l.at++ {
		n = n*8 + int(l.b[l.at]-'0')
	}
	l.at--
	return append(out, byte(n))
}

func (l *lexer) array(depth int) (Value, error) {
	out := Array{}
	for {
		l.skip()
		if l.at < len(l.b) && l.b[l.at] == ']' {
			l.at++
			return out, nil
		}
		v, err := l.next(depth + 1)
		if err != nil {
			return nil, err
		}
		out, err = collect(out, v)
		if err != nil {
			return nil, err
		}
	}
}

// collect adds a value to those before it. The letter R makes a reference of
// two numbers.
func collect(values Array, v Value) (Array, error) {
	op, is := v.(operator)
	if !is {
		return append(values, v), nil
	}
	n := len(values)
	if op != "R" || n < 2 {
		return nil, errSyntax
	}
	number, ok := values[n-2].(float64)
	if generation, also := values[n-1].(float64); !ok || !also || generation != 0 || number < 1 || number > 1<<31 {
		return nil, errSyntax
	}
	return append(values[:n-2], Ref(number)), nil
}

func (l *lexer) dict(depth int) (Value, error) {
	var flat Array
	for {
		l.skip()
		if bytes.HasPrefix(l.b[min(l.at, len(l.b)):], []byte(">>")) {
			l.at += 2
			break
		}
		v, err := l.next(depth + 1)
		if err != nil {
			return nil, err
		}
		if flat, err = collect(flat, v); err != nil {
			return nil, err
		}
	}
	out := Dict{}
	for i := 0; i < len(flat); i += 2 {
		key, ok := flat[i].(Name)
		if !ok || i+1 >= len(flat) {
			return nil, errSyntax
		}
		if _, twice := out[key]; twice {
			return nil, errSyntax
		}
		out[key] = flat[i+1]
	}
	return out, nil
}
