package pdfscan

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Text is what is drawn in one stream of drawing commands, as letters, with a
// line feed wherever the pen was set anew.
type Text struct {
	Object int // of the page or the form
	Page   bool
	Text   string
	// Strings are the other strings of the commands, such as the text that is
	// read out in place of what is drawn.
	Strings [][]byte
}

// Texts gives the text of every page and of every form, pattern and letter that
// is drawn by commands.
func (f *File) Texts() ([]Text, error) {
	var out []Text
	fonts := map[*Object]*font{}
	for _, o := range f.Objects {
		d := o.Dict()
		if d == nil {
			continue
		}
		var data []byte
		var left Name
		var err error
		switch {
		case d["Type"] == Name("Page"):
			data, err = f.contents(d["Contents"])
		case o.Raw != nil && (d["Subtype"] == Name("Form") || d["PatternType"] == float64(1) || f.isGlyph(o)):
			data, left, err = f.Decode(o)
		default:
			continue
		}
		if err != nil {
			return nil, err
		}
		if left != "" {
			continue
		}
		in := &drawing{f: f, resources: f.resources(d), fonts: fonts}
		in.run(data)
		out = append(out, Text{Object: o.Number, Page: d["Type"] == Name("Page"), Text: in.text.String(), Strings: in.strings})
	}
	return out, nil
}

// Drawings gives the streams of drawing commands of pages, forms and patterns.
func (f *File) Drawings() map[*Object]bool {
	out := map[*Object]bool{}
	for _, o := range f.Objects {
		switch d := o.Dict(); {
		case d == nil:
		case d["Type"] == Name("Page"):
			for _, part := range list(arrayOrRef(f, d["Contents"])) {
				if c := f.Object(part); c != nil {
					out[c] = true
				}
			}
		case o.Raw != nil && (d["Subtype"] == Name("Form") || d["PatternType"] == float64(1)):
			out[o] = true
		}
	}
	return out
}

// contents joins the streams of a page: a string may begin in one and end in
// the next only at a blank.
func (f *File) contents(v any) ([]byte, error) {
	var out []byte
	for _, part := range list(arrayOrRef(f, v)) {
		o := f.Object(part)
		if o == nil || o.Raw == nil {
			continue
		}
		data, left, err := f.Decode(o)
		if err != nil {
			return nil, err
		}
		if left != "" {
			return nil, fmt.Errorf("object %d: %w", o.Number, ErrFilter)
		}
		out = append(append(out, data...), '\n')
	}
	return out, nil
}

// arrayOrRef gives an array that v leads to, else v.
func arrayOrRef(f *File, v any) any {
	if a, ok := f.Get(v).(Array); ok {
		return a
	}
	return v
}

// resources finds the resources of a page or a form, those of the pages above
// where it has none.
func (f *File) resources(d Dict) Dict {
	for range maxDepth {
		if r := f.DictOf(d["Resources"]); r != nil {
			return r
		}
		if d = f.DictOf(d["Parent"]); d == nil {
			return nil
		}
	}
	return nil
}

// isGlyph tells whether a stream draws a letter of a font of type 3. It has no
// mark of its own; it is a stream without type that draws.
func (f *File) isGlyph(o *Object) bool {
	d := o.Dict()
	return d["Type"] == nil && d["Subtype"] == nil && d["Width"] == nil && d["FunctionType"] == nil && d["N"] == nil && d["Length1"] == nil
}

// drawing follows the commands of one stream.
type drawing struct {
	f         *File
	resources Dict
	fonts     map[*Object]*font
	font      *font
	text      strings.Builder
	strings   [][]byte
}

func (g *drawing) run(data []byte) {
	l := &lexer{data: data}
	var operands []any
	for l.at < len(data) {
		v, err := l.value(0)
		if err != nil {
			if l.space(); l.at >= len(data) {
				return
			}
			continue
		}
		word, ok := v.(Keyword)
		if !ok {
			if operands = append(operands, v); len(operands) > 64 {
				operands = operands[1:]
			}
			continue
		}
		if word == "ID" {
			skipImage(l)
		}
		g.command(word, operands)
		operands = operands[:0]
	}
}

// skipImage goes over the bytes of a picture inside the page.
func skipImage(l *lexer) {
	for i := l.at; i+3 < len(l.data); i++ {
		if isSpace(l.data[i]) && l.data[i+1] == 'E' && l.data[i+2] == 'I' && isSpace(l.data[i+3]) {
			l.at = i + 3
			return
		}
	}
	l.at = len(l.data)
}

// wide is the gap between two letters, in thousandths of the size, that is a
// blank nobody wrote.
const wide = 180

func (g *drawing) command(word Keyword, operands []any) {
	switch word {
	case "Tf":
		if len(operands) >= 2 {
			g.setFont(operands[len(operands)-2])
		}
	case "Td", "TD", "T*", "Tm", "BT", "ET":
		g.text.WriteByte('\n')
	case "'", "\"":
		g.text.WriteByte('\n')
		g.show(operands)
	case "Tj", "TJ":
		g.show(operands)
	default:
		for _, o := range operands {
			g.keep(o)
		}
	}
}

func (g *drawing) show(operands []any) {
	if len(operands) == 0 {
		return
	}
	for _, v := range list(operands[len(operands)-1]) {
		switch v := v.(type) {
		case []byte:
			if g.font != nil {
				g.text.WriteString(g.font.decode(v))
			} else {
				g.text.WriteString(docEncoding(v))
			}
		case float64:
			if v < -wide {
				g.text.WriteByte(' ')
			}
		}
	}
}

// keep gathers the strings inside a value.
func (g *drawing) keep(v any) {
	switch v := v.(type) {
	case []byte:
		g.strings = append(g.strings, v)
	case Array:
		for _, x := range v {
			g.keep(x)
		}
	case Dict:
		for _, k := range sortedKeys(v) {
			g.keep(v[k])
		}
	}
}

func (g *drawing) setFont(name any) {
	n, _ := name.(Name)
	v := g.f.DictOf(g.resources["Font"])[n]
	o := g.f.Object(v)
	d := g.f.DictOf(v)
	if d == nil {
		g.font = nil
		return
	}
	if o == nil {
		g.font = g.f.font(d)
		return
	}
	if g.fonts[o] == nil {
		g.fonts[o] = g.f.font(d)
	}
	g.font = g.fonts[o]
}

// Strings gives every string in a value, and every name in it that holds more
// than ASCII letters would.
func Strings(v any) [][]byte {
	var out [][]byte
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []byte:
			out = append(out, v)
		case Name:
			out = append(out, []byte(v))
		case Array:
			for _, x := range v {
				walk(x)
			}
		case Dict:
			for _, k := range sortedKeys(v) {
				out = append(out, []byte(k))
				walk(v[k])
			}
		}
	}
	walk(v)
	return out
}

// Readings gives the texts that a string of a dictionary may be: as its mark
// says, else in the encoding of PDF, and as what careless writers put there.
func Readings(s []byte) []string {
	switch {
	case bytes.HasPrefix(s, []byte{0xFE, 0xFF}):
		return []string{utf16String(s[2:])}
	case bytes.HasPrefix(s, []byte{0xFF, 0xFE}):
		swapped := make([]byte, 0, len(s))
		for i := 2; i+1 < len(s); i += 2 {
			swapped = append(swapped, s[i+1], s[i])
		}
		return []string{utf16String(swapped)}
	case bytes.HasPrefix(s, []byte{0xEF, 0xBB, 0xBF}):
		return []string{string(s[3:])}
	}
	out := []string{docEncoding(s)}
	if ascii(s) {
		return out
	}
	if utf8.Valid(s) {
		out = append(out, string(s))
	} else if t, err := charmap.Windows1251.NewDecoder().Bytes(s); err == nil {
		out = append(out, string(t))
	}
	if len(s)%2 == 0 {
		out = append(out, utf16String(s)) // the mark was forgotten
	}
	return out
}

func ascii(s []byte) bool {
	for _, c := range s {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// docEncoding reads a string in the encoding of PDF, which is that of Windows
// for Western Europe as far as names of people go.
func docEncoding(s []byte) string {
	if ascii(s) {
		return string(s)
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(s)
	if err != nil {
		return string(s)
	}
	return string(out)
}
