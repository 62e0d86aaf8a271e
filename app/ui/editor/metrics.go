package editor

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// metrics measures text of one size and font, and remembers the words it met.
type metrics struct {
	size, rowH, space float32
	font              fyne.Resource
	style             fyne.TextStyle
	words             map[string]float32
}

const wordsKept = 50_000

// shared are the measurers of plain and of bold text.
var shared [2]*metrics

// metricsOf answers the measurer for a theme; all editors share it.
func metricsOf(th fyne.Theme, bold bool) *metrics {
	style, at := fyne.TextStyle{Bold: bold}, 0
	if bold {
		at = 1
	}
	size, font := th.Size(theme.SizeNameText), th.Font(style)
	if m := shared[at]; m != nil && m.size == size && m.font == font {
		return m
	}
	m := &metrics{size: size, font: font, style: style, words: map[string]float32{}}
	m.rowH = float32(int(fyne.MeasureText("Щg", size, style).Height*1.12 + 0.5))
	m.space = fyne.MeasureText(" ", size, style).Width
	shared[at] = m
	return m
}

// Forget drops the measured words, so that no text stays behind when a file is closed.
func Forget() { shared = [2]*metrics{} }

func (m *metrics) word(r []rune) float32 {
	s := string(r)
	if w, ok := m.words[s]; ok {
		return w
	}
	if len(m.words) >= wordsKept {
		clear(m.words)
	}
	w := m.text(r)
	m.words[s] = w
	return w
}

func (m *metrics) text(r []rune) float32 {
	if len(r) == 0 {
		return 0
	}
	return fyne.MeasureText(shown(r), m.size, m.style).Width
}

// shown answers what is drawn for r, rune by rune: signs without a shape get one.
func shown(r []rune) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == '\t':
			return '\u2003'
		case c < 0x20 || c == 0x7f:
			return '\uFFFD'
		}
		return c
	}, string(r))
}

// padding inside the editor's border.
const padX, padY = 9, 7

// Height answers how high an editor that shows all of text is at a width; bold
// is for one that is a heading.
func Height(text string, width float32, th fyne.Theme, bold bool) float32 {
	m := metricsOf(th, bold)
	b := buffer{width: width - 2*padX, m: m}
	rows, start := 0, 0
	for start <= len(text) {
		line := text[start:]
		if i := strings.IndexByte(line, '\n'); i >= 0 {
			line = line[:i]
		}
		start += len(line) + 1
		rows += b.count([]rune(line))
	}
	return float32(rows)*m.rowH + 2*padY
}

func (b *buffer) count(r []rune) int {
	n := 1
	for at := b.rowEnd(r, 0); at < len(r); at = b.rowEnd(r, at) {
		n++
	}
	return n
}
