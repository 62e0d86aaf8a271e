package composer

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// face is a size and a weight of lettering that knows how wide its words are.
// Lists of many wrapped lines are measured with it: each word only once.
type face struct {
	name   fyne.ThemeSizeName
	bold   bool
	size   float32
	height float32
	space  float32
	words  map[string]float32
}

// wordsKept is how many words a face remembers; no list on the screen has more.
const wordsKept = 20_000

func newFace(name fyne.ThemeSizeName, bold bool) *face { return &face{name: name, bold: bold} }

// fit brings the face to the size that the reader has now.
func (f *face) fit() {
	if s := themeSize(f.name); s != f.size {
		f.size, f.words = s, map[string]float32{}
		f.height = f.measure("Щg").Height
		f.space = f.measure(" ").Width
	}
}

func (f *face) measure(s string) fyne.Size {
	return fyne.MeasureText(s, f.size, fyne.TextStyle{Bold: f.bold})
}

func (f *face) width(word string) float32 {
	if w, ok := f.words[word]; ok {
		return w
	}
	if len(f.words) > wordsKept {
		clear(f.words)
	}
	w := f.measure(word).Width
	f.words[word] = w
	return w
}

// wrap cuts a text into lines of a width, at most so many (0 for any number);
// what is cut off ends in "…".
func (f *face) wrap(text string, width float32, most int) []string {
	f.fit()
	if text == "" || width <= 0 {
		return nil
	}
	var out []string
	for _, line := range strings.Split(text, "\n") {
		cur, x := "", float32(0)
		for _, word := range strings.Fields(line) {
			w := f.width(word)
			switch {
			case cur == "":
				cur, x = word, w
			case x+f.space+w <= width:
				cur, x = cur+" "+word, x+f.space+w
			default:
				out = append(out, cur)
				cur, x = word, w
			}
			if most > 0 && len(out) > most {
				break
			}
			for x > width && len([]rune(cur)) > 1 { // a word longer than the line
				head := f.cut(cur, width)
				out = append(out, head)
				cur = cur[len(head):]
				x = f.measure(cur).Width
			}
		}
		out = append(out, cur)
		if most > 0 && len(out) > most {
			break
		}
	}
	if most > 0 && len(out) > most {
		out = out[:most]
		out[most-1] = f.ellipsis(out[most-1]+" …", width)
	}
	return out
}

// cut gives as much of the beginning of a word as fits.
func (f *face) cut(s string, width float32) string {
	r := []rune(s)
	lo, hi := 1, len(r)-1
	for lo < hi {
		m := (lo + hi + 1) / 2
		if f.measure(string(r[:m])).Width <= width {
			lo = m
		} else {
			hi = m - 1
		}
	}
	return string(r[:lo])
}

// ellipsis cuts a line so that it fits, ending in "…".
func (f *face) ellipsis(s string, width float32) string {
	f.fit()
	if f.measure(s).Width <= width {
		return s
	}
	return strings.TrimRight(f.cut(s, width-f.measure("…").Width), " …") + "…"
}

func themeSize(name fyne.ThemeSizeName) float32 {
	return fyne.CurrentApp().Settings().Theme().Size(name)
}

func themeColor(name fyne.ThemeColorName) color.Color {
	s := fyne.CurrentApp().Settings()
	return s.Theme().Color(name, s.ThemeVariant())
}

// textScale tells how much larger than usual the letters are.
func textScale() float32 { return themeSize(theme.SizeNameText) / 14 }

func pad() float32 { return themeSize(theme.SizeNamePadding) }

// strong tells whether borders must be heavy (high contrast).
func strong() bool { return themeSize(theme.SizeNameInputBorder) > 1 }

func ringWidth() float32 {
	if strong() {
		return 3
	}
	return 2
}
