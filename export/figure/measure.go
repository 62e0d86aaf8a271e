package figure

import (
	"strings"
	"unicode/utf8"

	"guvoh/export/doc"
)

// The widths of characters in thousandths of their size. A drawing is made
// before anybody knows in which face it is printed, so these are the widest of
// the faces that documents are set in; words take less room than was kept for
// them, never more.
var widths = func() map[rune]int {
	all := map[rune]int{}
	for width, letters := range map[int]string{
		180:  "'",
		300:  " \u00A0ijlії.,:;íł",
		360:  "ftI!‘’ʻʼ-·",
		420:  "rs()[]\"°šř",
		480:  "cezJгезстьэёғәє?“”/éèêëçžčę",
		540:  "agkoqvxyабвкоухчяўқҳөЗ«»–§*àâóöáãõäąő",
		600:  "bdhnpuEFLPSTZ0123456789дийлнпрцъүБГЕРТЬЁҒñúü+=",
		660:  "BCRВКСЧЭЯҚß",
		720:  "ADGKNOUVXYжмфыАДИЙЛОПУХЦЪЎҲæ",
		780:  "wHQюН&",
		840:  "mшщФœ",
		900:  "MЖМЫ%",
		1000: "W…№—ШЩЮ",
	} {
		for _, r := range letters {
			all[r] = width
		}
	}
	return all
}()

// unknown is the width of a character that is not listed.
const unknown = 720

// Bold letters are wider, and the widths above are rounded.
const bolder, spare = 1.12, 1.025

// width returns the width of words in millimetres, rather too much than too
// little.
func (t lettering) width(text string) float64 {
	sum := 0
	for _, r := range text {
		w, ok := widths[r]
		if !ok {
			w = unknown
		}
		sum += w
	}
	width := spare * float64(sum) / 1000 * t.size * point
	if t.style&doc.Bold != 0 {
		width *= bolder
	}
	return width
}

// Width returns the width in millimetres that is kept for words of a size in
// points.
func Width(text string, size float64, style doc.Style) float64 {
	return lettering{size: size, style: style}.width(text)
}

// wrap breaks words into at most so many lines; the last one is cut short where
// there are more.
func (t lettering) wrap(text string, width float64, most int) []string {
	var lines []string
	for _, paragraph := range strings.Split(text, "\n") {
		line := ""
		for _, word := range strings.Fields(paragraph) {
			if line != "" && t.width(line)+t.width(" "+word) <= width {
				line += " " + word
				continue
			}
			if line != "" {
				lines = append(lines, line)
			}
			for line = word; t.width(line) > width && len(lines) <= most; {
				n := t.fitting(line, width)
				lines, line = append(lines, line[:n]), line[n:]
			}
		}
		if line != "" {
			lines = append(lines, line)
		}
		if len(lines) > most {
			break
		}
	}
	if len(lines) > most {
		lines = lines[:most]
		lines[most-1] = t.shortened(lines[most-1], width)
	}
	return lines
}

// fitting returns how many bytes of a word fit: one character at least, and
// less than all of it.
func (t lettering) fitting(word string, width float64) int {
	fit, sum := 0, 0.0
	for i, r := range word {
		if i > 0 && sum > width {
			break
		}
		fit = i
		sum += t.width(string(r))
	}
	if fit == 0 {
		_, fit = utf8.DecodeRuneInString(word)
	}
	return fit
}

// shortened returns words with a sign that there were more.
func (t lettering) shortened(text string, width float64) string {
	for text != "" && t.width(text+"…") > width {
		_, n := utf8.DecodeLastRuneInString(text)
		text = strings.TrimRight(text[:len(text)-n], " ")
	}
	return text + "…"
}

// widest returns the width of the widest of lines.
func (t lettering) widest(lines []string) float64 {
	w := 0.0
	for _, l := range lines {
		w = max(w, t.width(l))
	}
	return w
}
