package ui

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// MarkedText shows a text to read in which some words are marked: on a ground
// of their own and underlined, so that nothing rests on colour alone.
type MarkedText struct {
	widget.BaseWidget
	spans []Span
	width float32 // for which runs is
	runs  []markedRun
	lines int
}

// markedRun is a part of a line of one look.
type markedRun struct {
	text    string
	differs bool
	line    int
	x, w    float32
}

// NewMarkedText returns a text made of spans.
func NewMarkedText(spans []Span) *MarkedText {
	m := &MarkedText{spans: spans}
	m.ExtendBaseWidget(m)
	return m
}

// Spans answers what is shown.
func (m *MarkedText) Spans() []Span { return m.spans }

func (m *MarkedText) lineHeight() float32 {
	return textSize("Щg", size(m, theme.SizeNameText), false).Height
}

func (m *MarkedText) heightFor(width float32) float32 {
	m.flow(width)
	return float32(m.lines) * m.lineHeight()
}

// flow breaks the words into lines of that width.
func (m *MarkedText) flow(width float32) {
	if m.width == width && m.runs != nil {
		return
	}
	m.width, m.runs = width, []markedRun{}
	f := &flowing{width: width, size: size(m, theme.SizeNameText)}
	for _, s := range m.spans {
		for _, piece := range pieces(s.Text) {
			f.put(piece, s.Differs)
		}
	}
	f.end()
	m.runs, m.lines = f.runs, f.line+1
}

// flowing is where the next word of a text goes.
type flowing struct {
	width, size float32
	runs        []markedRun
	run         markedRun
	x           float32
	line        int
}

func (f *flowing) end() {
	if f.run.text != "" {
		f.run.w = textSize(f.run.text, f.size, false).Width
		f.runs = append(f.runs, f.run)
	}
	f.run = markedRun{}
}

func (f *flowing) newLine() {
	f.end()
	f.line++
	f.x = 0
}

func (f *flowing) put(piece string, differs bool) {
	if strings.TrimSpace(piece) == "" {
		lines := strings.Count(piece, "\n")
		for range lines {
			f.newLine()
		}
		if lines > 0 || f.x == 0 {
			return // no line begins with a space
		}
		piece = " "
	}
	w := textSize(piece, f.size, false).Width
	for r := []rune(piece); f.x+w > f.width && f.width > 0; r = []rune(piece) {
		if piece == " " {
			f.newLine()
			return
		}
		if f.x > 0 {
			f.newLine()
			continue
		}
		if len(r) < 2 {
			break
		}
		n := fittingRunes(r, f.size, f.width, false) // a word longer than the line
		f.add(string(r[:n]), differs)
		f.newLine()
		piece = string(r[n:])
		w = textSize(piece, f.size, false).Width
	}
	f.add(piece, differs)
	f.x += w
}

func (f *flowing) add(s string, differs bool) {
	if f.run.text != "" && f.run.differs != differs {
		f.end()
	}
	if f.run.text == "" {
		f.run = markedRun{differs: differs, line: f.line, x: f.x}
	}
	f.run.text += s
}

// CreateRenderer draws a text for each run, over the ground of those marked.
func (m *MarkedText) CreateRenderer() fyne.WidgetRenderer {
	f := &markedFace{m: m}
	return f
}

type markedFace struct {
	m    *MarkedText
	objs []fyne.CanvasObject
}

func (f *markedFace) Destroy()                     {}
func (f *markedFace) Objects() []fyne.CanvasObject { return f.objs }

func (f *markedFace) MinSize() fyne.Size {
	w := max(f.m.Size().Width, 120*textScale())
	return fyne.NewSize(60*textScale(), f.m.heightFor(w))
}

func (f *markedFace) Layout(s fyne.Size) {
	m := f.m
	m.flow(s.Width)
	h, text := m.lineHeight(), size(m, theme.SizeNameText)
	ink, ground := tint(m, theme.ColorNameForeground), tint(m, ColorWarningSoft)
	under := tint(m, theme.ColorNameWarning)
	f.objs = f.objs[:0]
	for _, r := range m.runs {
		y := float32(r.line) * h
		if r.differs {
			box, rule := canvas.NewRectangle(ground), canvas.NewRectangle(under)
			box.CornerRadius = 2
			box.Move(fyne.NewPos(r.x, y))
			box.Resize(fyne.NewSize(r.w, h))
			rule.Move(fyne.NewPos(r.x, y+h-2))
			rule.Resize(fyne.NewSize(r.w, 2))
			f.objs = append(f.objs, box, rule)
		}
		c := canvas.NewText("", color.Black)
		styleText(c, r.text, text, false, ink)
		c.Move(fyne.NewPos(r.x, y))
		c.Resize(fyne.NewSize(r.w, h))
		f.objs = append(f.objs, c)
	}
}

func (f *markedFace) Refresh() {
	f.m.runs = nil // letters may be of another size
	f.Layout(f.m.Size())
	canvas.Refresh(f.m)
}
