package pdfcopy

import (
	"bytes"
	"strconv"
)

// step is an operator of a content stream with what stands before it.
type step struct {
	name string
	args []token
	raw  []byte // operands and operator as they stand
	data []byte // of an inline picture
}

// token is an operand. Of an array or a dictionary the parts are in raw only.
type token struct {
	kind byte // 'n' number, '/' name, '(' string, '[' array, 'd' dictionary, 'k' another word
	raw  []byte
}

// name gives a name without its slash, its escapes resolved.
func (t token) name() string {
	if t.kind != '/' {
		return ""
	}
	b := t.raw[1:]
	if bytes.IndexByte(b, '#') < 0 {
		return string(b)
	}
	var out []byte
	for i := 0; i < len(b); i++ {
		if b[i] == '#' && i+2 < len(b) {
			if v, err := strconv.ParseUint(string(b[i+1:i+3]), 16, 8); err == nil {
				out = append(out, byte(v))
				i += 2
				continue
			}
		}
		out = append(out, b[i])
	}
	return string(out)
}

// scanner reads a content stream step by step. Nothing that it meets makes it
// fail: what is no operand and no operator is passed over.
type scanner struct {
	src []byte
	at  int
}

// mostArgs is how many operands are kept; no operator has more.
const mostArgs = 40

// next gives the next operator.
func (s *scanner) next() (step, bool) {
	var st step
	s.space()
	from := s.at
	for s.at < len(s.src) {
		t, ok := s.token(0)
		if !ok {
			s.space()
			continue
		}
		if t.kind != 'k' {
			if len(st.args) == mostArgs {
				st.args = st.args[1:]
			}
			st.args = append(st.args, t)
			s.space()
			continue
		}
		switch word := string(t.raw); word {
		case "true", "false", "null":
			st.args = append(st.args, t)
			s.space()
			continue
		case "BI":
			s.picture(&st)
		default:
			st.name = word
		}
		st.raw = s.src[from:s.at]
		return st, true
	}
	return step{}, false
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

// space passes over white space and remarks.
func (s *scanner) space() {
	for s.at < len(s.src) {
		switch c := s.src[s.at]; {
		case isSpace(c):
			s.at++
		case c == '%':
			for s.at < len(s.src) && s.src[s.at] != '\n' && s.src[s.at] != '\r' {
				s.at++
			}
		default:
			return
		}
	}
}

// token reads one operand or operator; false for a stray character.
func (s *scanner) token(depth int) (token, bool) {
	from := s.at
	take := func(kind byte) (token, bool) { return token{kind, s.src[from:s.at]}, true }
	switch c := s.src[s.at]; {
	case c == '(':
		s.text()
		return take('(')
	case c == '<' && s.at+1 < len(s.src) && s.src[s.at+1] == '<':
		s.at += 2
		s.group(">>", depth)
		return take('d')
	case c == '<':
		for s.at++; s.at < len(s.src) && s.src[s.at-1] != '>'; s.at++ {
		}
		return take('(')
	case c == '[':
		s.at++
		s.group("]", depth)
		return take('[')
	case c == '/':
		s.at++
		s.word()
		return take('/')
	case isDelimiter(c):
		s.at++
		return token{}, false
	}
	s.word()
	if isNumber(s.src[from:s.at]) {
		return take('n')
	}
	return take('k')
}

func (s *scanner) word() {
	for s.at < len(s.src) && !isSpace(s.src[s.at]) && !isDelimiter(s.src[s.at]) {
		s.at++
	}
}

func isNumber(b []byte) bool {
	for _, c := range b {
		if (c < '0' || c > '9') && c != '.' && c != '-' && c != '+' {
			return false
		}
	}
	return true
}

// text passes over a string in parentheses.
func (s *scanner) text() {
	open := 0
	for ; s.at < len(s.src); s.at++ {
		switch s.src[s.at] {
		case '\\':
			s.at++
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				s.at++
				return
			}
		}
	}
	s.at = len(s.src)
}

// group passes over what stands up to the end of an array or a dictionary.
func (s *scanner) group(end string, depth int) {
	for s.space(); s.at < len(s.src); s.space() {
		if bytes.HasPrefix(s.src[s.at:], []byte(end)) {
			s.at += len(end)
			return
		}
		if depth > maxDepth {
			s.at = len(s.src)
			return
		}
		s.token(depth + 1)
	}
}

// picture reads an inline picture: its entries become the operands. One that
// does not end is none.
func (s *scanner) picture(st *step) {
	st.args = nil
	for s.space(); s.at < len(s.src); s.space() {
		t, ok := s.token(0)
		if !ok {
			continue
		}
		if t.kind == 'k' && string(t.raw) == "ID" {
			break
		}
		if len(st.args) < mostArgs {
			st.args = append(st.args, t)
		}
	}
	s.at = min(s.at+1, len(s.src)) // the one space after ID
	from := s.at
	s.at = from + endOfPicture(s.src[from:])
	if data, ended := bytes.CutSuffix(s.src[from:s.at], []byte("EI")); ended {
		if n := len(data) - 1; n >= 0 && isSpace(data[n]) { // the one before EI
			data = data[:n]
		}
		st.name, st.data = "BI", data
	}
}

// endOfPicture finds the end of inline data: a word EI after which words and
// numbers go on. The data may hold the same letters by chance.
func endOfPicture(b []byte) int {
	for at := 0; ; {
		i := bytes.Index(b[at:], []byte("EI"))
		if i < 0 {
			return len(b)
		}
		i += at
		at = i + 2
		if i > 0 && !isSpace(b[i-1]) || at < len(b) && !isSpace(b[at]) {
			continue
		}
		follows := b[at:min(at+12, len(b))]
		if bytes.IndexFunc(follows, func(r rune) bool { return r > '~' || r < ' ' && !isSpace(byte(r)) }) < 0 {
			return at
		}
	}
}
