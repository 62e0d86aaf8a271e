package ui

import (
	"image/color"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// MarkLook says why a part of a text stands out. Each look has a line of its own
// under the words, so that nothing rests on colour alone.
type MarkLook int

// The looks.
const (
	MarkFound   MarkLook = iota // as it was asked for: bold, on a ground, with a line under it
	MarkOther                   // in another spelling or script: on another ground, with a broken line under it
	MarkDiffers                 // stands only in this of two texts
	unmarked    MarkLook = -1
)

// Mark is a part of a text that stands out, in bytes.
type Mark struct {
	From, To int
	Look     MarkLook
}

// MarkedText shows a text to read in which some words are marked.
type MarkedText struct {
	widget.BaseWidget
	spans []marking
	style MarkedStyle
	width float32 // for which runs is
	runs  []markedRun
	lines int
}

// MarkedStyle says how a marked text looks; the zero value is ordinary text.
type MarkedStyle struct {
	Size  fyne.ThemeSizeName
	Color fyne.ThemeColorName
	// Most is how many lines are shown, the last ending in "…" where there are
	// more; 0 shows all.
	Most int
}

// marking is a part of the text of one look.
type marking struct {
	text string
	look MarkLook
}

// NewMarked shows a text with marks. They may come in any order; where two lie
// over each other the first counts.
func NewMarked(text string, marks []Mark) *MarkedText {
	m := &MarkedText{}
	m.spans = markings(text, marks)
	m.ExtendBaseWidget(m)
	return m
}

// NewMarkedText returns a text made of spans, in which those that differ from
// another text are marked.
func NewMarkedText(spans []Span) *MarkedText {
	m := &MarkedText{}
	for _, s := range spans {
		look := unmarked
		if s.Differs {
			look = MarkDiffers
		}
		m.spans = append(m.spans, marking{s.Text, look})
	}
	m.ExtendBaseWidget(m)
	return m
}

// markings cuts a text at its marks.
func markings(text string, marks []Mark) (out []marking) {
	marks = slices.Clone(marks)
	slices.SortStableFunc(marks, func(a, b Mark) int { return a.From - b.From })
	at := 0
	for _, k := range marks {
		from, to := max(k.From, at), min(k.To, len(text))
		if from >= to {
			continue
		}
		if at < from {
			out = append(out, marking{text[at:from], unmarked})
		}
		out = append(out, marking{text[from:to], k.Look})
		at = to
	}
	if at < len(text) {
		out = append(out, marking{text[at:], unmarked})
	}
	return out
}

// Styled sets how the text looks, and answers it.
func (m *MarkedText) Styled(s MarkedStyle) *MarkedText {
	if m.style != s {
		m.style = s
		m.runs = nil
		m.Refresh()
	}
	return m
}

// Set replaces the text and its marks.
func (m *MarkedText) Set(text string, marks []Mark) {
	spans := markings(text, marks)
	if slices.Equal(spans, m.spans) {
		return
	}
	m.spans, m.runs = spans, nil
	m.Refresh()
}

// Text answers the whole text.
func (m *MarkedText) Text() string {
	var b strings.Builder
	for _, s := range m.spans {
		b.WriteString(s.text)
	}
	return b.String()
}

// Spans answers what is shown; whatever is marked differs.
func (m *MarkedText) Spans() []Span {
	out := make([]Span, len(m.spans))
	for i, s := range m.spans {
		out[i] = Span{s.text, s.look != unmarked}
	}
	return out
}

// Marked answers the words that are marked in one look, in their order.
func (m *MarkedText) Marked(look MarkLook) (out []string) {
	for _, s := range m.spans {
		if s.look == look {
			out = append(out, s.text)
		}
	}
	return out
}

func (m *MarkedText) textSize() float32 {
	if m.style.Size == "" {
		return size(m, theme.SizeNameText)
	}
	return size(m, m.style.Size)
}

func (m *MarkedText) lineHeight() float32 { return textSize("Щg", m.textSize(), false).Height }

func (m *MarkedText) heightFor(width float32) float32 {
	m.flow(width)
	return float32(m.lines) * m.lineHeight()
}

// flow breaks the words into lines of that width.
func (m *MarkedText) flow(width float32) {
	if m.width == width && m.runs != nil {
		return
	}
	f := &flowing{width: width, size: m.textSize()}
	for _, s := range m.spans {
		f.span(s)
	}
	f.wordEnds()
	f.runEnds()
	m.width, m.runs, m.lines = width, f.runs, f.line+1
	if m.runs == nil {
		m.runs = []markedRun{}
	}
	if m.style.Most > 0 && m.lines > m.style.Most {
		m.shorten()
	}
}

// shorten leaves as many lines as the style allows.
func (m *MarkedText) shorten() {
	m.lines = m.style.Most
	n := len(m.runs)
	for n > 0 && m.runs[n-1].line >= m.lines {
		n--
	}
	m.runs = m.runs[:n]
	if n == 0 || m.runs[n-1].line < m.lines-1 {
		return
	}
	last := &m.runs[n-1]
	bold := last.look == MarkFound
	room := max(0, m.width-last.x)
	if textSize(last.text+"…", m.textSize(), bold).Width <= room || m.width <= 0 {
		last.text += "…"
	} else {
		last.text = ellipsis(last.text+"……", m.textSize(), room, bold)
	}
	last.w = textSize(last.text, m.textSize(), bold).Width
}

// CreateRenderer draws a text for each run, over the ground of those marked.
func (m *MarkedText) CreateRenderer() fyne.WidgetRenderer { return &markedFace{m: m} }

type markedFace struct {
	m     *MarkedText
	boxes []*canvas.Rectangle
	texts []*canvas.Text
	objs  []fyne.CanvasObject
	used  int // of the boxes
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
	ink := theme.ColorNameForeground
	if m.style.Color != "" {
		ink = m.style.Color
	}
	f.objs, f.used = f.objs[:0], 0
	for i, r := range m.runs {
		if i == len(f.texts) {
			f.texts = append(f.texts, canvas.NewText("", color.Black))
		}
		own := ink
		if r.look != unmarked {
			f.ground(r)
			own = theme.ColorNameForeground
		}
		c, h := f.texts[i], m.lineHeight()
		styleText(c, r.text, m.textSize(), r.look == MarkFound, tint(m, own))
		c.Move(fyne.NewPos(r.x, float32(r.line)*h))
		c.Resize(fyne.NewSize(r.w, h))
		f.objs = append(f.objs, c)
	}
}

// ground draws what lies under a mark: a box, and a line or a broken one.
func (f *markedFace) ground(r markedRun) {
	ground, under := ColorWarningSoft, theme.ColorNameWarning
	switch r.look {
	case MarkFound:
		ground, under = ColorAccentSoft, theme.ColorNamePrimary
	case MarkOther:
		ground, under = ColorNeutralSoft, ColorSubtle
	}
	h := f.m.lineHeight()
	y := float32(r.line) * h
	f.box(ground, 2, r.x, y, r.w, h)
	if r.look != MarkOther {
		f.box(under, 0, r.x, y+h-2, r.w, 2)
		return
	}
	const dash, gap = 4, 3
	for x := float32(0); x < r.w; x += dash + gap {
		f.box(under, 0, r.x+x, y+h-2, min(dash, r.w-x), 2)
	}
}

func (f *markedFace) box(fill fyne.ThemeColorName, radius, x, y, w, h float32) {
	if f.used == len(f.boxes) {
		f.boxes = append(f.boxes, canvas.NewRectangle(color.Transparent))
	}
	b := f.boxes[f.used]
	f.used++
	setBox(b, tint(f.m, fill), nil, 0, radius)
	b.Move(fyne.NewPos(x, y))
	b.Resize(fyne.NewSize(w, h))
	f.objs = append(f.objs, b)
}

func (f *markedFace) Refresh() {
	f.m.runs = nil // letters may be of another size
	f.Layout(f.m.Size())
	canvas.Refresh(f.m)
}
