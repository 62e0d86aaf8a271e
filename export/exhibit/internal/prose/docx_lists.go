package prose

import (
	"strconv"
	"strings"
)

// lists knows how the lists of a document are numbered, and how far.
type lists struct {
	levels map[string][]levelOf // by the number of the list
	shared map[string]string    // which count together: by the number of the list
	counts map[string][]int
}

// levelOf is how one level of a list counts.
type levelOf struct {
	format, text string
	start        int
}

const mostLevels = 9

func (l *lists) read(d *docx) {
	l.levels, l.shared, l.counts = map[string][]levelOf{}, map[string]string{}, map[string][]int{}
	root := d.tree("word/numbering.xml").kid("numbering")
	kinds := map[string][]levelOf{}
	for _, k := range root.children() {
		if k.name == "abstractNum" {
			kinds[k.at["abstractNumId"]] = readLevels(k, make([]levelOf, mostLevels))
		}
	}
	for _, k := range root.children() {
		if k.name != "num" {
			continue
		}
		id, kind := k.at["numId"], k.value("abstractNumId")
		levels := append([]levelOf(nil), kinds[kind]...)
		l.shared[id] = kind
		for _, o := range k.kids {
			n, err := strconv.Atoi(o.at["ilvl"])
			if o.name != "lvlOverride" || err != nil || n < 0 || n >= len(levels) {
				continue
			}
			readLevels(o, levels)
			if start, err := strconv.Atoi(o.value("startOverride")); err == nil {
				levels[n].start = start
				l.shared[id] = "own " + id
			}
		}
		l.levels[id] = levels
	}
}

func readLevels(in *node, levels []levelOf) []levelOf {
	for _, k := range in.kids {
		n, err := strconv.Atoi(k.at["ilvl"])
		if k.name != "lvl" || err != nil || n < 0 || n >= len(levels) {
			continue
		}
		start, err := strconv.Atoi(k.value("start"))
		if err != nil {
			start = 1
		}
		levels[n] = levelOf{format: k.value("numFmt"), text: k.value("lvlText"), start: start}
	}
	return levels
}

// next counts a paragraph and gives its number as it is printed, or says that
// it is one with a bullet, and at which level.
func (l *lists) next(set *node) (label string, bullet bool, level int) {
	id := set.value("numId")
	levels := l.levels[id]
	at, _ := strconv.Atoi(set.value("ilvl"))
	if set == nil || id == "0" || at < 0 || at >= len(levels) {
		return "", false, 0
	}
	own := levels[at]
	if own.format == "bullet" {
		return "", true, at + 1
	}
	if own.format == "none" || own.format == "" {
		return "", false, 0
	}
	counts := l.counts[l.shared[id]]
	if counts == nil {
		counts = make([]int, mostLevels)
		for i := range counts {
			counts[i] = -1 << 30
		}
		l.counts[l.shared[id]] = counts
	}
	for i := range counts {
		switch {
		case i == at && counts[i] == -1<<30:
			counts[i] = own.start
		case i == at:
			counts[i]++
		case i > at:
			counts[i] = -1 << 30
		}
	}
	text := own.text
	for i := range levels {
		n := counts[i]
		if n == -1<<30 {
			n = levels[i].start
		}
		text = strings.ReplaceAll(text, "%"+strconv.Itoa(i+1), counted(n, levels[i].format))
	}
	return text, false, at + 1
}

// counted writes a number in the way of a list.
func counted(n int, format string) string {
	switch format {
	case "lowerLetter":
		return lettered(n, "abcdefghijklmnopqrstuvwxyz")
	case "upperLetter":
		return lettered(n, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	case "russianLower":
		return lettered(n, "абвгдежзиклмнопрстуфхцчшщэюя")
	case "russianUpper":
		return lettered(n, "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ")
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperRoman":
		return roman(n)
	case "decimalZero":
		if n >= 0 && n < 10 {
			return "0" + strconv.Itoa(n)
		}
	}
	return strconv.Itoa(n)
}

// lettered writes a, b … z, aa, bb, as word processors do.
func lettered(n int, letters string) string {
	all := []rune(letters)
	if n < 1 || n > len(all)*20 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(all[(n-1)%len(all)]), (n-1)/len(all)+1)
}

func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, r := range []struct {
		value int
		sign  string
	}{
		{1000, "M"},
		{900, "CM"},
		{500, "D"},
		{400, "CD"},
		{100, "C"},
		{90, "XC"},
		{50, "L"},
		{40, "XL"},
		{10, "X"},
		{9, "IX"},
		{5, "V"},
		{4, "IV"},
		{1, "I"},
	} {
		for ; n >= r.value; n -= r.value {
			b.WriteString(r.sign)
		}
	}
	return b.String()
}
