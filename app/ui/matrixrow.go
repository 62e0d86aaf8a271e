package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui/activity"
)

// matrixRow is one row in view. Its objects are made once and used for whatever
// row comes into view.
type matrixRow struct {
	widget.BaseWidget
	activity.Pressed
	m       *Matrix
	i       int
	hovered bool
	row     MatrixRow

	box, line, ring              *canvas.Rectangle
	title, detail, tail, missing *canvas.Text
	grounds                      []*canvas.Rectangle
	words                        []*canvas.Text
	objs                         []fyne.CanvasObject
}

func newMatrixRow(m *Matrix) *matrixRow {
	box := func() *canvas.Rectangle { return canvas.NewRectangle(color.Transparent) }
	text := func() *canvas.Text { return canvas.NewText("", color.Black) }
	r := &matrixRow{m: m, i: -1, box: box(), line: box(), ring: box(), title: text(), detail: text(), tail: text(), missing: text()}
	r.ExtendBaseWidget(r)
	return r
}

func (r *matrixRow) show(i int) {
	r.i = i
	r.row = r.m.source.Row(i)
	r.Refresh()
}

// Tapped chooses the cell; twice opens it.
func (r *matrixRow) Tapped(ev *fyne.PointEvent) { r.m.tap(r.i, ev.Position.X) }

// MouseIn lights the row.
func (r *matrixRow) MouseIn(*desktop.MouseEvent) { r.hovered = true; r.Refresh() }

// MouseMoved does nothing.
func (r *matrixRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends the light.
func (r *matrixRow) MouseOut() { r.hovered = false; r.Refresh() }

// CreateRenderer draws the row.
func (r *matrixRow) CreateRenderer() fyne.WidgetRenderer { return matrixRowFace{r} }

type matrixRowFace struct{ r *matrixRow }

func (f matrixRowFace) Destroy()                     {}
func (f matrixRowFace) MinSize() fyne.Size           { return fyne.NewSize(1, 1) }
func (f matrixRowFace) Objects() []fyne.CanvasObject { return f.r.objs }

func (f matrixRowFace) Layout(s fyne.Size) {
	r, m := f.r, f.r.m
	g := m.geometry(s.Width)
	r.box.Move(fyne.NewPos(4, 2))
	r.box.Resize(s.SubtractWidthHeight(8, 4))
	r.line.Move(fyne.NewPos(g.edge, s.Height-1))
	r.line.Resize(fyne.NewSize(s.Width-2*g.edge, 1))
	two(r.title, r.detail, g.edge, g.lead, s.Height, r.row.Title, r.row.Detail)
	two(r.tail, r.missing, g.tail, g.wide, s.Height, r.row.Tail, r.row.Missing)
	if len(r.words) != g.count { // there is room for more, or for less
		r.cells()
	}
	for k := range r.words {
		x := g.from + float32(k)*g.cell
		r.grounds[k].Move(fyne.NewPos(x+3, 5))
		r.grounds[k].Resize(fyne.NewSize(g.cell-6, s.Height-10))
		t := r.words[k]
		t.Text = ellipsis(r.cell(k).Text, t.TextSize, g.cell-10, false)
		size := t.MinSize()
		t.Resize(size)
		t.Move(fyne.NewPos(x+(g.cell-size.Width)/2, (s.Height-size.Height)/2))
	}
	switch c := m.column; {
	case c < 0:
		r.ring.Move(fyne.NewPos(4, 2))
		r.ring.Resize(fyne.NewSize(g.from-g.gap/2-4, s.Height-4))
	case c >= m.source.Columns():
		r.ring.Move(fyne.NewPos(g.tail-g.gap/2, 2))
		r.ring.Resize(fyne.NewSize(g.wide+g.gap, s.Height-4))
	default:
		r.ring.Move(fyne.NewPos(g.from+float32(c-m.first)*g.cell+1, 3))
		r.ring.Resize(fyne.NewSize(g.cell-2, s.Height-6))
	}
}

// two puts a line over another into a width, in the middle of a height.
func two(above, below *canvas.Text, x, width, height float32, first, second string) {
	above.Text = ellipsis(firstLine(first), above.TextSize, width, above.TextStyle.Bold)
	below.Text = ellipsis(firstLine(second), below.TextSize, width, false)
	a, b := above.MinSize(), below.MinSize()
	if second == "" {
		b.Height = 0
	}
	y := (height - a.Height - b.Height) / 2
	above.Move(fyne.NewPos(x, y))
	above.Resize(a)
	below.Move(fyne.NewPos(x, y+a.Height))
	below.Resize(b)
}

func (f matrixRowFace) Refresh() {
	r, m := f.r, f.r.m
	chosen := r.i == m.row
	fill := color.Color(nil)
	switch {
	case chosen:
		fill = tint(r, ColorAccentSoft)
	case r.hovered:
		fill = tint(r, theme.ColorNameHover)
	}
	setBox(r.box, fill, nil, 0, size(r, theme.SizeNameInputRadius))
	setBox(r.line, tint(r, theme.ColorNameSeparator), nil, 0, 0)
	setBox(r.ring, nil, nil, 0, 0)
	if chosen {
		setBox(r.ring, nil, tint(r, ColorRing), ringWidth(r), size(r, theme.SizeNameSelectionRadius))
	}
	text, small := size(r, theme.SizeNameText), size(r, theme.SizeNameCaptionText)
	ink := func(t *canvas.Text, s float32, bold bool, c fyne.ThemeColorName) {
		t.TextSize, t.TextStyle.Bold, t.Color = s, bold, tint(r, c)
	}
	ink(r.title, text, true, theme.ColorNameForeground)
	ink(r.detail, small, false, ColorSubtle)
	ink(r.tail, small, false, theme.ColorNameForeground)
	ink(r.missing, small, false, theme.ColorNameError)
	r.cells()
	f.Layout(r.Size())
	for _, o := range r.objs {
		if t, ok := o.(*canvas.Text); ok {
			t.Refresh()
		}
	}
	canvas.Refresh(r)
}

// cell gives what the kth cell in view holds.
func (r *matrixRow) cell(k int) MatrixCell {
	if i := r.m.first + k; i < len(r.row.Cells) {
		return r.row.Cells[i]
	}
	return MatrixCell{}
}

// cells makes as many cells as there are columns in view, and styles them.
func (r *matrixRow) cells() {
	m := r.m
	g := m.geometry(m.Size().Width)
	for len(r.words) < g.count {
		r.grounds = append(r.grounds, canvas.NewRectangle(color.Transparent))
		r.words = append(r.words, canvas.NewText("", color.Black))
	}
	r.grounds, r.words = r.grounds[:g.count], r.words[:g.count]
	r.objs = append(r.objs[:0], r.line, r.box)
	for k := range r.words {
		cell := r.cell(k)
		ground, ink := cell.Tone.colors()
		fill, edge := color.Color(nil), tint(r, ColorBorder)
		if cell.Text != "" {
			fill, edge = tint(r, ground), tint(r, ink)
			if !strong(r) {
				edge = nil
			}
		}
		setBox(r.grounds[k], fill, edge, 1, size(r, theme.SizeNameSelectionRadius))
		r.words[k].Text, r.words[k].TextSize, r.words[k].Color = cell.Text, size(r, theme.SizeNameCaptionText), tint(r, ink)
		r.objs = append(r.objs, r.grounds[k], r.words[k])
	}
	r.objs = append(r.objs, r.title, r.detail)
	if g.wide > 0 {
		r.objs = append(r.objs, r.tail, r.missing)
	}
	r.objs = append(r.objs, r.ring)
}
