package finish

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

var (
	fontName   = regexp.MustCompile(`/(?:BaseFont|FontName) /(utf8[A-Za-z0-9]+)\n`)
	fontFile   = regexp.MustCompile(`/FontFile2 (\d+) 0 R`)
	toText     = regexp.MustCompile(`/ToUnicode (\d+) 0 R`)
	toGlyph    = regexp.MustCompile(`/CIDToGIDMap (\d+) 0 R`)
	descriptor = regexp.MustCompile(`/FontDescriptor (\d+) 0 R`)
)

// nameFonts gives each font its real name, marked as a subset, says which text
// its codes stand for, and makes it known by its key on the pages.
func (f *file) nameFonts(j *Job) error {
	fonts, names := map[string]Font{}, map[string]string{}
	for _, font := range j.Fonts {
		fonts["utf8"+font.Key] = font
	}
	for _, o := range f.objects[1:] {
		name := fontName.FindStringSubmatch(o.head)
		if name == nil || !fontFile.MatchString(o.head) {
			continue
		}
		data, err := f.referred(o, fontFile)
		if err != nil {
			return err
		}
		font, known := fonts[name[1]]
		if !known {
			return errShape
		}
		names[name[1]] = subsetTag(data.stream) + "+" + font.Name
	}
	for n, o := range f.objects {
		if n == 0 {
			continue
		}
		name := fontName.FindStringSubmatch(o.head)
		if name == nil || names[name[1]] == "" {
			continue
		}
		o.head = strings.ReplaceAll(o.head, "/"+name[1]+"\n", "/"+names[name[1]]+"\n")
		if toText.MatchString(o.head) {
			text, err := f.referred(o, toText)
			if err != nil {
				return err
			}
			*text = object{head: "<</Length 0>>\n", stream: textMap(fonts[name[1]]), has: true}
			f.fonts = append(f.fonts, fmt.Sprintf("/%s %d 0 R\n", fonts[name[1]].Key, n))
		}
		if f.classic && toGlyph.MatchString(o.head) {
			if err := f.addSet(o); err != nil {
				return err
			}
		}
	}
	return nil
}

// referred returns the object that an entry of another leads to.
func (f *file) referred(o *object, entry *regexp.Regexp) (*object, error) {
	m := entry.FindStringSubmatch(o.head)
	if m == nil {
		return nil, errShape
	}
	n, err := strconv.Atoi(m[1])
	if err != nil || n <= 0 || n >= len(f.objects) {
		return nil, errShape
	}
	return f.objects[n], nil
}

// addSet says which codes a font has, as ISO 19005-1 wants it and no other
// part.
func (f *file) addSet(font *object) error {
	glyphs, err := f.referred(font, toGlyph)
	if err != nil {
		return err
	}
	described, err := f.referred(font, descriptor)
	if err != nil {
		return err
	}
	r, err := zlib.NewReader(bytes.NewReader(glyphs.stream))
	if err != nil {
		return errShape
	}
	table, err := io.ReadAll(io.LimitReader(r, 1<<17))
	if err != nil {
		return errShape
	}
	set := []byte{0x80}
	for code := 1; 2*code+1 < len(table); code++ {
		if table[2*code] == 0 && table[2*code+1] == 0 {
			continue
		}
		for len(set) <= code/8 {
			set = append(set, 0)
		}
		set[code/8] |= 0x80 >> (code % 8)
	}
	n := f.addStream("", set)
	end := strings.LastIndex(described.head, ">>")
	if end < 0 {
		return errShape
	}
	described.head = described.head[:end] + fmt.Sprintf("/CIDSet %d 0 R", n) + described.head[end:]
	return nil
}

// subsetTag makes the six letters that mark a subset out of its content.
func subsetTag(data []byte) string {
	sum := sha256.Sum256(data)
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag)
}

// textMap writes the map from codes to text.
func textMap(font Font) []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	var lines []string
	for i, text := range font.Texts {
		if text != "" {
			lines = append(lines, fmt.Sprintf("<%04X> <%s>\n", font.FirstCode+i, hex16(text)))
		}
	}
	for len(lines) > 0 {
		n := min(100, len(lines)) // the most that a block may hold
		fmt.Fprintf(&b, "%d beginbfchar\n%sendbfchar\n", n, strings.Join(lines[:n], ""))
		lines = lines[n:]
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.Bytes()
}
