package pdfscan

import (
	"bytes"
	"strconv"
)

// lexer reads values (ISO 32000-2, 7.2 and 7.3).
type lexer struct {
	data []byte
	at   int
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isDelimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

func isRegular(c byte) bool { return !isSpace(c) && !isDelimiter(c) }

// space skips blanks and comments.
func (l *lexer) space() {
	for l.at < len(l.data) {
		switch c := l.data[l.at]; {
		case isSpace(c):
			l.at++
		case c == '%':
			for l.at < len(l.data) && l.data[l.at] != '\n' && l.data[l.at] != '\r' {
				l.at++
			}
		default:
			return
		}
	}
}

// closing stands for "]", ">>" and "}" while their beginning is being read.
type closing byte

// end stands for the end of the data.
type end struct{}

// value reads one value, a reference as one. A keyword is a value, too.
func (l *lexer) value(depth int) (any, error) {
	if depth > maxDepth {
		return nil, ErrSyntax
	}
	switch t := l.token().(type) {
	case end, closing:
		return nil, ErrSyntax
	case open:
		return l.collection(t, depth)
	case float64:
		return l.reference(t), nil
	case Keyword:
		switch t {
		case "null":
			return nil, nil
		case "true", "false":
			return t == "true", nil
		}
		return t, nil
	default:
		return t, nil
	}
}

// reference reads "0 R" behind a number, where it stands.
func (l *lexer) reference(n float64) any {
	before := l.at
	if generation, ok := l.token().(float64); ok && n >= 0 && n == float64(int(n)) && generation >= 0 {
		if l.token() == Keyword("R") {
			return Ref{int(n), int(generation)}
		}
	}
	l.at = before
	return n
}

// open is "[" or "<<".
type open byte

// collection reads an array or a dictionary up to its end.
func (l *lexer) collection(o open, depth int) (any, error) {
	list := Array{}
	for {
		l.space()
		before := l.at
		t := l.token()
		if c, ok := t.(closing); ok {
			if byte(c) != map[open]byte{'[': ']', '<': '>'}[o] {
				return nil, ErrSyntax
			}
			break
		}
		if t == (end{}) {
			return nil, ErrSyntax
		}
		l.at = before
		v, err := l.value(depth + 1)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	if o == '[' {
		return list, nil
	}
	if len(list)%2 != 0 {
		return nil, ErrSyntax
	}
	d := Dict{}
	for i := 0; i < len(list); i += 2 {
		key, ok := list[i].(Name)
		if !ok {
			return nil, ErrSyntax
		}
		if _, twice := d[key]; twice { // nothing of a file is to be forgotten
			key += Name("\x00" + strconv.Itoa(i))
		}
		d[key] = list[i+1]
	}
	return d, nil
}

// token reads the next word, number, string, name or bracket.
func (l *lexer) token() any {
	l.space()
	if l.at >= len(l.data) {
		return end{}
	}
	c := l.data[l.at]
	two := l.data[l.at:min(l.at+2, len(l.data))]
	switch {
	case string(two) == "<<":
		l.at += 2
		return open('<')
	case string(two) == ">>":
		l.at += 2
		return closing('>')
	case c == '[':
		l.at++
		return open('[')
	case c == ']', c == '{', c == '}', c == ')', c == '>':
		l.at++
		return closing(c)
	case c == '(':
		return l.literal()
	case c == '<':
		return l.hex()
	case c == '/':
		return l.name()
	}
	start := l.at
	for l.at < len(l.data) && isRegular(l.data[l.at]) {
		l.at++
	}
	word := string(l.data[start:l.at])
	if n, err := strconv.ParseFloat(word, 64); err == nil && (isDigit(c) || c == '+' || c == '-' || c == '.') {
		return n
	}
	return Keyword(word)
}

func (l *lexer) name() Name {
	l.at++
	var b []byte
	for l.at < len(l.data) && isRegular(l.data[l.at]) {
		c := l.data[l.at]
		if c == '#' && l.at+2 < len(l.data) {
			if n, err := strconv.ParseUint(string(l.data[l.at+1:l.at+3]), 16, 8); err == nil {
				c, l.at = byte(n), l.at+2
			}
		}
		b = append(b, c)
		l.at++
	}
	return Name(b)
}

func (l *lexer) hex() []byte {
	l.at++
	var digits []byte
	for l.at < len(l.data) && l.data[l.at] != '>' {
		if !isSpace(l.data[l.at]) {
			digits = append(digits, l.data[l.at])
		}
		l.at++
	}
	l.at = min(l.at+1, len(l.data))
	if len(digits)%2 != 0 {
		digits = append(digits, '0')
	}
	out := make([]byte, 0, len(digits)/2)
	for i := 0; i < len(digits); i += 2 {
		n, _ := strconv.ParseUint(string(digits[i:i+2]), 16, 8)
		out = append(out, byte(n))
	}
	return out
}

// escapes are the letters behind a backslash.
var escapes = map[byte]byte{'n': '\n', 'r': '\r', 't': '\t', 'b': '\b', 'f': '\f'}

func (l *lexer) literal() []byte {
	l.at++
	out := []byte{}
	defer func() { l.at = min(l.at, len(l.data)) }() // it may end inside an escape
	for depth := 1; l.at < len(l.data); l.at++ {
		switch c := l.data[l.at]; c {
		case '(':
			depth++
			out = append(out, c)
		case ')':
			if depth--; depth == 0 {
				l.at++
				return out
			}
			out = append(out, c)
		case '\\':
			out = l.escaped(out)
		default:
			out = append(out, c)
		}
	}
	return out
}

// escaped reads what follows a backslash, and leaves l at its last byte.
func (l *lexer) escaped(out []byte) []byte {
	l.at++
	if l.at >= len(l.data) {
		return out
	}
	c := l.data[l.at]
	if e, ok := escapes[c]; ok {
		return append(out, e)
	}
	switch {
	case c == '\r':
		if l.at+1 < len(l.data) && l.data[l.at+1] == '\n' {
			l.at++
		}
		return out
	case c == '\n':
		return out
	case '0' <= c && c <= '7':
		n := 0
		for k := 0; k < 3 && l.at < len(l.data) && '0' <= l.data[l.at] && l.data[l.at] <= '7'; k++ {
			n = n*8 + int(l.data[l.at]-'0')
			l.at++
		}
		l.at--
		return append(out, byte(n))
	}
	return append(out, c)
}
