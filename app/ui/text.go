package ui

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Text shows words that wrap to the room there is. It is drawn without Fyne's
// padding, so that it lines up with what stands around it.
type Text struct {
	widget.BaseWidget
	content string
	style   TextStyle
	lines   []*canvas.Text
	objs    []fyne.CanvasObject
}

// TextStyle says how a Text looks; the zero value is ordinary text.
type TextStyle struct {
	Size  fyne.ThemeSizeName
	Color fyne.ThemeColorName
	Bold  bool
	Align fyne.TextAlign
	// Single keeps the text on one line, cut with "…" where it must be.
	Single bool
	// Whole asks for all the width the words need, so that a row does not cut them.
	Whole bool
}

// NewText shows wrapping text.
func NewText(s string, style TextStyle) *Text {
	t := &Text{content: s, style: style}
	t.ExtendBaseWidget(t)
	return t
}

// NewHeading is the title of a screen.
func NewHeading(s string) *Text {
	return NewText(s, TextStyle{Size: theme.SizeNameHeadingText, Bold: true})
}

// NewCaption is small second-rank text.
func NewCaption(s string) *Text {
	return NewText(s, TextStyle{Size: theme.SizeNameCaptionText, Color: ColorSubtle})
}

// SetText replaces the words.
func (t *Text) SetText(s string) {
	if t.content != s {
		t.content = s
		t.Refresh()
	}
}

// Text answers the words.
func (t *Text) Text() string { return t.content }

// SetColor replaces the colour.
func (t *Text) SetColor(name fyne.ThemeColorName) {
	if t.style.Color != name {
		t.style.Color = name
		t.Refresh()
	}
}

func (t *Text) size() float32 {
	if t.style.Size == "" {
		return size(t, theme.SizeNameText)
	}
	return size(t, t.style.Size)
}

func (t *Text) color() color.Color {
	if t.style.Color == "" {
		return tint(t, theme.ColorNameForeground)
	}
	return tint(t, t.style.Color)
}

func (t *Text) lineHeight() float32 { return textSize("Щg", t.size(), t.style.Bold).Height }

func (t *Text) wrapped(width float32) []string {
	if t.style.Single {
		if width <= 0 {
			return []string{t.content}
		}
		return []string{ellipsis(t.content, t.size(), width, t.style.Bold)}
	}
	return wrapLines(t.content, t.size(), width, t.style.Bold)
}

func (t *Text) heightFor(width float32) float32 {
	if t.content == "" {
		return 0
	}
	return float32(len(t.wrapped(width))) * t.lineHeight()
}

// natural answers how wide the text is on one line.
func (t *Text) natural() float32 {
	w := float32(0)
	for _, l := range strings.Split(t.content, "\n") {
		w = max(w, textSize(l, t.size(), t.style.Bold).Width)
	}
	return w
}

// CreateRenderer draws one canvas text per line.
func (t *Text) CreateRenderer() fyne.WidgetRenderer { return &textFace{t} }

type textFace struct{ t *Text }

func (f *textFace) Destroy()                     {}
func (f *textFace) Objects() []fyne.CanvasObject { return f.t.objs }

func (f *textFace) MinSize() fyne.Size {
	t := f.t
	w := t.Size().Width
	if w <= 0 {
		w = 320
	}
	least := t.natural()
	if !t.style.Whole {
		least = min(least, 3*t.size())
	}
	if t.style.Single {
		return fyne.NewSize(least, t.lineHeight())
	}
	return fyne.NewSize(least, t.heightFor(w))
}

func (f *textFace) Layout(s fyne.Size) {
	t := f.t
	lines := t.wrapped(s.Width)
	if t.content == "" {
		lines = nil
	}
	for len(t.lines) < len(lines) {
		t.lines = append(t.lines, canvas.NewText("", color.Black))
	}
	h := t.lineHeight()
	top := float32(0)
	if t.style.Single {
		top = max(0, (s.Height-h)/2)
	}
	t.objs = t.objs[:0]
	for i, l := range lines {
		c := t.lines[i]
		c.Alignment = t.style.Align
		styleText(c, l, t.size(), t.style.Bold, t.color())
		c.Move(fyne.NewPos(0, top+float32(i)*h))
		c.Resize(fyne.NewSize(s.Width, h))
		t.objs = append(t.objs, c)
	}
}

func (f *textFace) Refresh() {
	f.Layout(f.t.Size())
	canvas.Refresh(f.t)
}

// wrapLines cuts s into lines that fit into width, at spaces where it can.
func wrapLines(s string, size, width float32, bold bool) []string {
	var out []string
	for _, line := range strings.Split(s, "\n") {
		if width <= 0 || textSize(line, size, bold).Width <= width {
			out = append(out, line)
			continue
		}
		cur := ""
		for _, w := range strings.Fields(line) {
			next := strings.TrimSpace(cur + " " + w)
			if cur != "" && textSize(next, size, bold).Width > width {
				out = append(out, cur)
				next = w
			}
			for r := []rune(next); len(r) > 1 && textSize(next, size, bold).Width > width; r = []rune(next) {
				n := fittingRunes(r, size, width, bold)
				out = append(out, string(r[:n]))
				next = string(r[n:])
			}
			cur = next
		}
		out = append(out, cur)
	}
	return out
}

func fittingRunes(r []rune, size, width float32, bold bool) int {
	lo, hi := 1, len(r)-1
	for lo < hi {
		m := (lo + hi + 1) / 2
		if textSize(string(r[:m]), size, bold).Width <= width {
			lo = m
		} else {
			hi = m - 1
		}
	}
	return lo
}
