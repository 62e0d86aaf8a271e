package prose

import (
	"io"
	"strings"
)

// longest is how long a paragraph may be before it is divided: a text without
// any line break must not become one line of layout.
const longest = 8 << 10

// ReadPlain reads a text file. Its lines stay lines; empty ones divide
// paragraphs.
func ReadPlain(r io.Reader, said string) (*Text, error) {
	b, err := readAll(r, MaxText)
	if err != nil {
		return nil, err
	}
	w := &writer{}
	text, charset, guessed := decode(b, said)
	if !isText(text) {
		return nil, ErrUnknown
	}
	w.text.Charset = charset
	if guessed {
		w.note("characters_guessed")
	}
	w.lines(text)
	return w.done()
}

func readAll(r io.Reader, most int64) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && int64(len(b)) > most {
		err = ErrTooLarge
	}
	return b, err
}

// isText tells words from other data: few characters are none.
func isText(s string) bool {
	bad, all := 0, 0
	for _, r := range s[:min(len(s), 256<<10)] {
		all++
		if r == 0 { // no writer of words writes one
			bad += 10
		}
		if r == '\uFFFD' || r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f' && r != '\x1b' || r >= 0x7F && r < 0xA0 {
			bad++
		}
	}
	return bad*2 <= all && (bad <= 3 || bad*50 <= all)
}

// lines adds text as paragraphs. Where signs stand under each other, as in a
// table made with spaces, they keep one width.
func (w *writer) lines(text string) {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n\n").Replace(text)
	style := Style(0)
	if strings.Contains(text, "   ") || strings.Contains(text, "\t") {
		style = Mono
	}
	for _, par := range strings.Split(text, "\n\n") {
		par = strings.Trim(par, "\n")
		if style == Mono {
			par = expanded(par)
		}
		for len(par) > longest {
			n := strings.LastIndexAny(par[:longest], " \n")
			if n <= 0 {
				n = strings.LastIndexFunc(par[:longest], func(rune) bool { return true })
			}
			w.add(Piece{Kind: Paragraph, Spans: []Span{{Text: par[:n], Style: style}}})
			par = strings.TrimLeft(par[n:], " ")
		}
		w.add(Piece{Kind: Paragraph, Spans: []Span{{Text: par, Style: style}}})
	}
}

// expanded replaces tabs by spaces up to the next stop, and spaces that stand
// together by such as stay.
func expanded(par string) string {
	var b strings.Builder
	column, before := 0, '\n'
	for _, r := range par {
		switch {
		case r == '\t':
			n := 8 - column%8
			b.WriteString(strings.Repeat("\u00A0", n))
			column += n
		case r == ' ' && (before == ' ' || before == '\n'):
			b.WriteRune('\u00A0')
			column++
		case r == '\n':
			b.WriteRune(r)
			column = 0
		default:
			b.WriteRune(r)
			column++
		}
		before = r
	}
	return b.String()
}
