package ui

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui/activity"
)

// headLines is how many lines a head has for the name of its column.
const headLines = 3

// matrixHead is the row of heads. A tap chooses one; where more columns are to
// the left or to the right, a tap on the sign that says so shows them.
type matrixHead struct {
	widget.BaseWidget
	activity.Pressed
	m     *Matrix
	ring  *canvas.Rectangle
	words []*canvas.Text
	objs  []fyne.CanvasObject
}

func newMatrixHead(m *Matrix) *matrixHead {
	h := &matrixHead{m: m, ring: canvas.NewRectangle(color.Transparent)}
	h.ExtendBaseWidget(h)
	return h
}

// Tapped chooses a head, or shows further columns.
func (h *matrixHead) Tapped(ev *fyne.PointEvent) {
	m := h.m
	c, n := m.at(ev.Position.X), m.source.Columns()
	first, count := m.Shown()
	switch {
	case n == 0:
	case c < 0 && first > 0:
		m.move(-1, first-1)
	case c >= n && first+count < n:
		m.move(-1, first+count)
	case c >= 0 && c < n:
		m.tap(-1, ev.Position.X)
	}
}

// CreateRenderer draws the heads.
func (h *matrixHead) CreateRenderer() fyne.WidgetRenderer { return matrixHeadFace{h} }

type matrixHeadFace struct{ h *matrixHead }

func (f matrixHeadFace) Destroy()                     {}
func (f matrixHeadFace) Objects() []fyne.CanvasObject { return f.h.objs }

func (f matrixHeadFace) MinSize() fyne.Size {
	line := textSize("Щg", size(f.h.m, theme.SizeNameCaptionText), true).Height
	return fyne.NewSize(1, float32(int(line*(headLines+2)+pad(f.h.m)*2)))
}

func (f matrixHeadFace) Layout(fyne.Size) { f.h.draw() }

func (f matrixHeadFace) Refresh() {
	f.h.draw()
	canvas.Refresh(f.h)
}

// draw writes the heads in view anew: they are few, and change with the width.
func (h *matrixHead) draw() {
	m := h.m
	s := h.Size()
	g := m.geometry(s.Width)
	small := size(m, theme.SizeNameCaptionText)
	line := textSize("Щg", small, true).Height
	h.objs = h.objs[:0]
	used := 0
	write := func(words string, x, y, width float32, bold bool, ink fyne.ThemeColorName) {
		if words == "" {
			return
		}
		if used == len(h.words) {
			h.words = append(h.words, canvas.NewText("", color.Black))
		}
		t := h.words[used]
		used++
		styleText(t, ellipsis(words, small, width, bold), small, bold, tint(m, ink))
		t.Move(fyne.NewPos(x, y))
		t.Resize(t.MinSize())
		h.objs = append(h.objs, t)
	}
	bottom := s.Height - pad(m) - line
	write(m.lead, g.edge, bottom, g.lead, true, ColorSubtle)
	if g.wide > 0 {
		write(m.tail, g.tail, bottom, g.wide, true, ColorSubtle)
	}
	for k := range g.count {
		head := m.source.Head(m.first + k)
		x, y, width := g.from+float32(k)*g.cell+5, pad(m), g.cell-10
		lines := wrapLines(head.Title, small, width, true)
		if len(lines) > headLines {
			rest := lines[headLines-1]
			for _, l := range lines[headLines:] {
				rest += " " + l
			}
			lines = append(lines[:headLines-1], rest)
		}
		for i, l := range lines {
			write(l, x, y+float32(i)*line, width, true, theme.ColorNameForeground)
		}
		write(head.Detail, x, bottom-line, width, false, ColorSubtle)
		write(head.Missing, x, bottom, width, true, theme.ColorNameError)
	}
	if m.first > 0 {
		write("‹ "+strconv.Itoa(m.first), g.from-g.gap-24*textScale(), pad(m), 30*textScale(), true, theme.ColorNamePrimary)
	}
	if more := m.source.Columns() - m.first - g.count; more > 0 {
		x, y := g.tail, pad(m)
		if g.wide == 0 { // nothing stands behind the columns: below the sign for those before
			x, y = g.from-g.gap-24*textScale(), pad(m)+line
		}
		write(strconv.Itoa(more)+" ›", x, y, 40*textScale(), true, theme.ColorNamePrimary)
	}
	setBox(h.ring, nil, nil, 0, 0)
	if k := m.column - m.first; m.row < 0 && k >= 0 && k < g.count {
		setBox(h.ring, tint(m, ColorAccentSoft), tint(m, ColorRing), ringWidth(m), size(m, theme.SizeNameSelectionRadius))
		h.ring.Move(fyne.NewPos(g.from+float32(k)*g.cell+1, 2))
		h.ring.Resize(fyne.NewSize(g.cell-2, s.Height-4))
		h.objs = append([]fyne.CanvasObject{h.ring}, h.objs...)
	}
}
