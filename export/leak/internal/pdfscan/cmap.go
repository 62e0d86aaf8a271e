package pdfscan

import (
	"strconv"
	"strings"
	"unicode/utf16"
)

// font turns the codes of a shown string into letters.
type font struct {
	lengths []int             // of codes in bytes that may occur, ascending
	letters map[string]string // by code
	single  bool              // codes of one byte, which are letters where nothing else is said
}

// decode gives the letters of a string.
func (f *font) decode(s []byte) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		n, letters := f.code(s[i:])
		b.WriteString(letters)
		i += n
	}
	return b.String()
}

func (f *font) code(s []byte) (n int, letters string) {
	for _, n := range f.lengths {
		if n <= len(s) {
			if letters, ok := f.letters[string(s[:n])]; ok {
				return n, letters
			}
		}
	}
	if f.single || len(f.lengths) == 0 {
		return 1, docEncoding(s[:1])
	}
	return min(len(s), f.lengths[len(f.lengths)-1]), ""
}

// readCMap reads the map from codes to letters of a font (ISO 32000-2, 9.10.3).
func readCMap(data []byte) *font {
	f := &font{letters: map[string]string{}}
	lengths := map[int]bool{}
	l := &lexer{data: data}
	var operands []any
	for {
		v, err := l.value(0)
		if err != nil {
			if l.space(); l.at >= len(l.data) {
				break
			}
			continue // a bracket without its other half
		}
		word, ok := v.(Keyword)
		if !ok {
			operands = append(operands, v)
			continue
		}
		switch word {
		case "endcodespacerange":
			for _, o := range operands {
				if s, ok := o.([]byte); ok && len(s) > 0 && len(s) <= 4 {
					lengths[len(s)] = true
				}
			}
		case "endbfchar":
			f.chars(operands)
		case "endbfrange":
			f.ranges(operands)
		}
		operands = operands[:0]
	}
	for code := range f.letters {
		lengths[len(code)] = true
	}
	for n := 1; n <= 4; n++ {
		if lengths[n] {
			f.lengths = append(f.lengths, n)
		}
	}
	return f
}

func (f *font) chars(operands []any) {
	for i := 0; i+1 < len(operands); i += 2 {
		code, ok1 := operands[i].([]byte)
		to, ok2 := operands[i+1].([]byte)
		if ok1 && ok2 {
			f.letters[string(code)] = utf16String(to)
		}
	}
}

// maxRange keeps a lying range from filling the memory.
const maxRange = 1 << 16

func (f *font) ranges(operands []any) {
	for i := 0; i+2 < len(operands); i += 3 {
		low, ok1 := operands[i].([]byte)
		high, ok2 := operands[i+1].([]byte)
		if !ok1 || !ok2 || len(low) != len(high) || len(low) > 4 {
			continue
		}
		from, to := number(low), number(high)
		for k := from; k <= to && k-from < maxRange; k++ {
			code := make([]byte, len(low))
			for n, at := k, len(code)-1; at >= 0; n, at = n>>8, at-1 {
				code[at] = byte(n)
			}
			switch target := operands[i+2].(type) {
			case []byte:
				f.letters[string(code)] = shifted(target, int(k-from))
			case Array:
				if int(k-from) < len(target) {
					if s, ok := target[k-from].([]byte); ok {
						f.letters[string(code)] = utf16String(s)
					}
				}
			}
		}
	}
}

func number(b []byte) uint64 {
	var n uint64
	for _, c := range b {
		n = n<<8 | uint64(c)
	}
	return n
}

// shifted gives the letters n further than those of s.
func shifted(s []byte, n int) string {
	r := []rune(utf16String(s))
	if len(r) > 0 {
		r[len(r)-1] += rune(n)
	}
	return string(r)
}

func utf16String(b []byte) string {
	u := make([]uint16, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		u = append(u, uint16(b[i])<<8|uint16(b[i+1]))
	}
	if len(b) == 1 {
		u = append(u, uint16(b[0]))
	}
	return string(utf16.Decode(u))
}

// font reads a font's way from codes to letters.
func (f *File) font(d Dict) *font {
	if o := f.Object(d["ToUnicode"]); o != nil && o.Raw != nil {
		if data, _, err := f.Decode(o); err == nil {
			out := readCMap(data)
			out.single = d["Subtype"] != Name("Type0")
			return out
		}
	}
	out := &font{letters: map[string]string{}, lengths: []int{1}, single: true}
	if d["Subtype"] == Name("Type0") {
		out.lengths, out.single = []int{2}, false
		return out
	}
	code := 0
	for _, v := range list(f.Get(f.DictOf(d["Encoding"])["Differences"])) {
		switch v := f.Get(v).(type) {
		case float64:
			code = int(v)
		case Name:
			if 0 <= code && code < 256 {
				if s := glyphLetter(string(v)); s != "" {
					out.letters[string([]byte{byte(code)})] = s
				}
			}
			code++
		}
	}
	return out
}

// glyphLetter gives the letter that the name of a glyph tells, as far as names
// follow a rule: A, uni0410, u0410, afii10017 (Cyrillic).
func glyphLetter(name string) string {
	name, _, _ = strings.Cut(name, ".")
	if len(name) == 1 {
		return name
	}
	hex := ""
	switch {
	case strings.HasPrefix(name, "uni"):
		hex = name[3:min(7, len(name))]
	case strings.HasPrefix(name, "u"):
		hex = name[1:]
	case strings.HasPrefix(name, "afii100"):
		n, err := strconv.Atoi(name[4:])
		switch {
		case err != nil:
		case n == 10023:
			return "Ё"
		case n == 10071:
			return "ё"
		case 10017 <= n && n <= 10049:
			return string(rune('А' + n - 10017 - b2i(n > 10023)))
		case 10065 <= n && n <= 10097:
			return string(rune('а' + n - 10065 - b2i(n > 10071)))
		}
		return ""
	case name == "space":
		return " "
	case name == "hyphen":
		return "-"
	case name == "quotesingle", name == "quoteright", name == "quoteleft":
		return "'"
	}
	if n, err := strconv.ParseUint(hex, 16, 32); err == nil && hex != "" {
		return string(rune(n))
	}
	return ""
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
