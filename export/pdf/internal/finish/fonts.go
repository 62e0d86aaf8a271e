package finish

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

var (
	fontName = regexp.MustCompile(`/(?:BaseFont|FontName) /(utf8[A-Za-z0-9]+)\n`)
	fontFile = regexp.MustCompile(`/FontFile2 (\d+) 0 R`)
	toText   = regexp.MustCompile(`/ToUnicode (\d+) 0 R`)
)

// nameFonts gives each font its real name, marked as a subset, and says which
// text its codes stand for.
func (f *file) nameFonts(fonts map[string]Font) error {
	names := map[string]string{}
	for _, o := range f.objects[1:] {
		name, data := fontName.FindStringSubmatch(o.head), fontFile.FindStringSubmatch(o.head)
		if name == nil || data == nil {
			continue
		}
		n, _ := strconv.Atoi(data[1])
		if n <= 0 || n >= len(f.objects) {
			return errShape
		}
		font, known := fonts[name[1]]
		if !known {
			return errShape
		}
		names[name[1]] = subsetTag(f.objects[n].stream) + "+" + font.Name
	}
	for _, o := range f.objects[1:] {
		name := fontName.FindStringSubmatch(o.head)
		if name == nil || names[name[1]] == "" {
			continue
		}
		o.head = strings.ReplaceAll(o.head, "/"+name[1]+"\n", "/"+names[name[1]]+"\n")
		if m := toText.FindStringSubmatch(o.head); m != nil {
			n, _ := strconv.Atoi(m[1])
			if n <= 0 || n >= len(f.objects) {
				return errShape
			}
			f.objects[n] = &object{head: "<</Length 0>>\n", stream: textMap(fonts[name[1]]), has: true}
		}
	}
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
