package pdfcheck

import (
	"bytes"
	"encoding/binary"
	"regexp"
	"strconv"
	"strings"
)

// fonts looks at all fonts of the file.
func (c *checker) fonts() {
	for _, n := range c.numbers {
		c.each(c.Object(n), func(d Dict, _ *Stream) {
			if d["Type"] == Name("Font") {
				c.font(n, d)
			}
		})
	}
}

// subset is the mark of a font of which only part is in the file.
var subset = regexp.MustCompile(`^[A-Z]{6}\+.`)

func (c *checker) font(n int, d Dict) {
	kind := c.name(d["Subtype"])
	switch kind {
	case "Type0":
		c.composite(n, d)
		return
	case "CIDFontType2", "CIDFontType0":
		c.descendant(n, d, kind)
	case "Type3":
		if c.Dict(d["CharProcs"]) == nil {
			c.fault("font %d has no drawings", n)
		}
	default:
		c.embedded(n, d)
	}
	if c.structured() && kind != "CIDFontType2" && kind != "CIDFontType0" && c.stream(d["ToUnicode"]) == nil && c.Get(d["Encoding"]) == nil {
		c.fault("font %d does not say which letters its codes are", n)
	}
}

// composite looks at a font of two bytes a code.
func (c *checker) composite(n int, d Dict) {
	if c.structured() {
		if s := c.stream(d["ToUnicode"]); s == nil {
			c.fault("font %d does not say which letters its codes are", n)
		} else if _, ok := c.codes(s); !ok {
			c.fault("font %d says in no readable way which letters its codes are", n)
		}
	}
	kids := c.array(d["DescendantFonts"])
	if len(kids) != 1 || c.Dict(kids[0]) == nil {
		c.fault("font %d has not one descendant", n)
		return
	}
	if encoding := c.Get(d["Encoding"]); encoding != Name("Identity-H") && encoding != Name("Identity-V") && c.stream(encoding) == nil {
		c.fault("font %d has an encoding that is not in the file", n)
	}
	if a, b := c.name(d["BaseFont"]), c.name(c.Dict(kids[0])["BaseFont"]); !strings.HasPrefix(string(a), string(b)) {
		c.fault("font %d and its descendant have different names", n)
	}
}

func (c *checker) embedded(n int, d Dict) (program *Stream) {
	descriptor := c.Dict(d["FontDescriptor"])
	for _, key := range []Name{"FontFile", "FontFile2", "FontFile3"} {
		if s := c.stream(descriptor[key]); s != nil {
			program = s
		}
	}
	if program == nil {
		c.fault("font %d is not in the file", n)
		return nil
	}
	if c.name(descriptor["FontName"]) != c.name(d["BaseFont"]) {
		c.fault("font %d has two names", n)
	}
	return program
}

func (c *checker) descendant(n int, d Dict, kind Name) {
	program := c.embedded(n, d)
	if program == nil || kind != "CIDFontType2" {
		return
	}
	system := c.Dict(d["CIDSystemInfo"])
	if c.text(system["Registry"]) == "" || c.text(system["Ordering"]) == "" {
		c.fault("font %d does not say what its codes are of", n)
	}
	glyphs := c.stream(d["CIDToGIDMap"])
	if glyphs == nil {
		if c.Get(d["CIDToGIDMap"]) != Name("Identity") {
			c.fault("font %d does not say which glyphs its codes are", n)
		}
		return
	}
	table, err := c.Decode(glyphs)
	data, err2 := c.Decode(program)
	if err != nil || err2 != nil {
		return // said of the object already
	}
	advance, upem, ok := metrics(data)
	if !ok {
		c.fault("font %d is no font", n)
		return
	}
	usual := 1000.0
	if v, is := c.Get(d["DW"]).(float64); is {
		usual = v
	}
	widths := c.widths(d["W"])
	wrong := 0
	set := c.cidSet(d)
	for code := 1; 2*code+1 < len(table); code++ {
		glyph := int(binary.BigEndian.Uint16(table[2*code:]))
		if glyph == 0 {
			continue
		}
		if glyph >= len(advance) {
			c.fault("font %d lacks a glyph that it names", n)
			return
		}
		stated, has := widths[code]
		if !has {
			stated = usual
		}
		if difference := stated - advance[glyph]*1000/upem; difference > 1 || difference < -1 {
			wrong++
		}
		if set != nil && (code/8 >= len(set) || set[code/8]&(0x80>>(code%8)) == 0) {
			c.fault("font %d has codes that its set lacks", n)
			set = nil
		}
	}
	if wrong > 0 {
		c.fault("font %d states %d widths that its glyphs do not have", n, wrong)
	}
	if c.meta.part == 1 && c.cidSet(d) == nil {
		c.fault("font %d does not say which codes it has", n)
	}
	if !subset.MatchString(string(c.name(d["BaseFont"]))) {
		c.fault("font %d is not marked as a part", n)
	}
}

// cidSet returns which codes a font says it has, or nil.
func (c *checker) cidSet(d Dict) []byte {
	s := c.stream(c.Dict(d["FontDescriptor"])["CIDSet"])
	if s == nil {
		return nil
	}
	data, _ := c.Decode(s)
	return data
}

// widths reads the widths of codes.
func (c *checker) widths(v Value) map[int]float64 {
	all := map[int]float64{}
	list := c.array(v)
	for i := 0; i < len(list); {
		first := c.number(list[i])
		if i+1 < len(list) {
			if each := c.array(list[i+1]); each != nil {
				for k, w := range each {
					all[first+k], _ = c.Get(w).(float64)
				}
				i += 2
				continue
			}
		}
		if i+2 >= len(list) {
			break
		}
		same, _ := c.Get(list[i+2]).(float64)
		for code := first; code <= min(c.number(list[i+1]), first+0xFFFF); code++ {
			all[code] = same
		}
		i += 3
	}
	return all
}

// metrics reads the widths of all glyphs of a TrueType font.
func metrics(data []byte) (advance []float64, upem float64, ok bool) {
	be := binary.BigEndian
	table := func(name string, least int) []byte {
		if len(data) < 12 {
			return nil
		}
		for i := range int(be.Uint16(data[4:])) {
			at := 12 + 16*i
			if at+16 > len(data) {
				return nil
			}
			offset, size := int(be.Uint32(data[at+8:])), int(be.Uint32(data[at+12:]))
			if string(data[at:at+4]) == name && offset+size <= len(data) && size >= least {
				return data[offset : offset+size]
			}
		}
		return nil
	}
	head, hhea, maxp, hmtx := table("head", 54), table("hhea", 36), table("maxp", 6), table("hmtx", 4)
	if head == nil || hhea == nil || maxp == nil || hmtx == nil {
		return nil, 0, false
	}
	upem = float64(be.Uint16(head[18:]))
	long := int(be.Uint16(hhea[34:]))
	for g := range int(be.Uint16(maxp[4:])) {
		at := 4 * min(g, long-1)
		if at < 0 || at+2 > len(hmtx) {
			return nil, 0, false
		}
		advance = append(advance, float64(be.Uint16(hmtx[at:])))
	}
	return advance, upem, upem > 0
}

var (
	bfLine  = regexp.MustCompile(`<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>`)
	bfRange = regexp.MustCompile(`<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<[0-9A-Fa-f]+>|\[[^\]]*\])`)
)

// public reports whether characters, in hexadecimal UTF-16, mean the same to
// everybody.
func public(text []byte) bool {
	if len(text) < 4 || len(text)%4 != 0 {
		return false
	}
	for ; len(text) > 0; text = text[4:] {
		unit, err := strconv.ParseUint(string(text[:4]), 16, 16)
		if err != nil || unit == 0 || unit == 0xFEFF || unit == 0xFFFE || unit >= 0xE000 && unit <= 0xF8FF || unit >= 0xDB80 && unit <= 0xDBFF {
			return false
		}
	}
	return true
}

// codes returns the codes to which a map gives letters.
func (c *checker) codes(s *Stream) (map[int]bool, bool) {
	data, err := c.Decode(s)
	if err != nil {
		return nil, false
	}
	all := map[int]bool{}
	section := func(name string, form *regexp.Regexp, take func(m [][]byte)) {
		for rest := data; ; {
			_, after, found := bytes.Cut(rest, []byte("begin"+name))
			if !found {
				return
			}
			inside, next, _ := bytes.Cut(after, []byte("end"+name))
			for _, m := range form.FindAllSubmatch(inside, -1) {
				take(m)
			}
			rest = next
		}
	}
	number := func(b []byte) int {
		n, _ := strconv.ParseInt(string(b), 16, 32)
		return int(n)
	}
	section("bfchar", bfLine, func(m [][]byte) { all[number(m[1])] = public(m[2]) })
	section("bfrange", bfRange, func(m [][]byte) {
		for code := number(m[1]); code <= min(number(m[2]), number(m[1])+0xFFFF); code++ {
			all[code] = true
		}
	})
	return all, len(all) > 0
}
