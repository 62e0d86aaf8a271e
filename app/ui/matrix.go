package ui

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
)

// MatrixSource is what a Matrix shows. It is asked only for what is in view.
type MatrixSource interface {
	Rows() int
	Row(i int) MatrixRow
	Columns() int
	Head(column int) MatrixHead
}

// MatrixRow is one row: what it is at the left, a cell for each column, and what
// it rests on at the right.
type MatrixRow struct {
	Title, Detail string
	Cells         []MatrixCell
	Tail          string
	Missing       string // in the colour of problems; the words say it as well
}

// MatrixCell is a word in a colour; an empty one is an empty cell.
type MatrixCell struct {
	Text string
	Tone Tone
}

// MatrixHead names a column. Missing stands under it in the colour of problems.
type MatrixHead struct{ Title, Detail, Missing string }

// Matrix is rows against columns, with the rows named at the left and what they
// rest on at the right. One place is chosen: a cell, a row itself (column -1),
// what it rests on (column Columns()), or the head of a column (row -1). The arrow
// keys, Page, Home and End move it. Only cells in view are drawn, however many
// there are.
type Matrix struct {
	control
	OnMove func(row, column int)
	OnOpen func(row, column int)
	OnRune func(r rune)                 // letters and figures
	OnKey  func(ev *fyne.KeyEvent) bool // hears keys before the matrix; true takes one
	source MatrixSource
	lead   string // over the names of the rows
	tail   string // over what they rest on

	row, column int
	first       int // the first column in view

	pane  *rowPane
	head  *matrixHead
	line  *canvas.Rectangle
	ring  *canvas.Rectangle
	empty fyne.CanvasObject

	tapped  time.Time
	tappedR int
	tappedC int
}

// NewMatrix returns a matrix. lead and tail stand over the names of the rows and
// over what they rest on.
func NewMatrix(source MatrixSource, lead, tail string) *Matrix {
	m := &Matrix{source: source, lead: lead, tail: tail, column: -1, tappedR: -2, line: canvas.NewRectangle(color.Transparent), ring: canvas.NewRectangle(color.Transparent)}
	m.head = newMatrixHead(m)
	m.pane = newRowPane(func() int { return m.source.Rows() }, m.rowHeight, func() paneRow { return newMatrixRow(m) })
	m.extend(m)
	return m
}

// Place answers the chosen place.
func (m *Matrix) Place() (row, column int) { return m.row, m.column }

// Select chooses a place and brings it into view, without telling anybody.
func (m *Matrix) Select(row, column int) {
	was := m.row
	m.row = min(max(row, -1), m.source.Rows()-1)
	m.column = min(max(column, -1), m.source.Columns())
	if m.row < 0 && (m.column < 0 || m.column >= m.source.Columns()) {
		m.column = min(max(m.column, 0), m.source.Columns()-1) // heads have no name and no tail
	}
	if m.follow() {
		m.Refresh()
	} else {
		m.pane.repaint(was)
		m.pane.repaint(m.row)
		m.head.Refresh()
	}
	if m.row >= 0 {
		m.pane.reveal(m.row)
	}
}

// Reload asks for what is in view again.
func (m *Matrix) Reload() {
	m.row = min(m.row, m.source.Rows()-1)
	m.column = min(m.column, m.source.Columns())
	m.follow()
	m.Refresh()
}

// SetEmpty sets what shows when there are no rows.
func (m *Matrix) SetEmpty(o fyne.CanvasObject) {
	m.empty = o
	m.Refresh()
}

// Shown answers how many columns are in view, and the first of them.
func (m *Matrix) Shown() (first, count int) {
	g := m.geometry(m.Size().Width)
	return m.first, g.count
}

func (m *Matrix) rowHeight() float32 {
	return float32(int(textSize("Щg", size(m, theme.SizeNameText), false).Height + textSize("Щg", size(m, theme.SizeNameCaptionText), false).Height + pad(m)*2.2))
}

// geometry says where things stand at a width.
type geometry struct {
	edge, gap float32
	lead      float32 // the width of the names
	from      float32 // where the columns begin
	cell      float32 // the width of one
	count     int     // how many are in view
	tail      float32 // where the tail begins
	wide      float32 // the width of the tail; 0 where there is no room
}

func (m *Matrix) geometry(width float32) geometry {
	scale := textScale()
	g := geometry{edge: rowEdge(m), gap: pad(m)}
	g.lead = max(150*scale, min(width*0.3, 330*scale))
	if width > 640*scale {
		g.wide = max(150*scale, min(width*0.22, 280*scale))
	}
	g.from = g.edge + g.lead + g.gap
	room := width - g.from - g.edge - g.wide
	n := m.source.Columns()
	if n == 0 {
		g.tail = g.from
		g.wide = max(g.wide, room+g.wide)
		return g
	}
	g.count = min(n, max(1, int(room/(92*scale))))
	g.cell = max(40, min(room/float32(g.count), 136*scale))
	g.tail = g.from + g.cell*float32(g.count) + g.gap
	if g.wide > 0 {
		g.wide = width - g.edge - g.tail
	}
	return g
}

// follow brings the chosen column into view, and tells whether others are shown
// now.
func (m *Matrix) follow() bool {
	was := m.first
	count := m.geometry(m.Size().Width).count
	if m.column >= 0 && m.column < m.source.Columns() {
		if m.column < m.first {
			m.first = m.column
		} else if m.column >= m.first+count {
			m.first = m.column - count + 1
		}
	}
	m.first = max(0, min(m.first, m.source.Columns()-count))
	return m.first != was
}

// at gives the column at a place of a row.
func (m *Matrix) at(x float32) int {
	g := m.geometry(m.Size().Width)
	switch {
	case x < g.from || m.source.Columns() == 0 && x < g.tail:
		return -1
	case x < g.from+g.cell*float32(g.count):
		return m.first + int((x-g.from)/g.cell)
	}
	return m.source.Columns()
}

// move chooses the place nearest to one, and tells.
func (m *Matrix) move(row, column int) {
	r, c := m.row, m.column
	m.Select(row, column)
	if (m.row != r || m.column != c) && m.OnMove != nil {
		m.OnMove(m.row, m.column)
	}
}

func (m *Matrix) open() {
	if m.OnOpen != nil && (m.row >= 0 || m.source.Columns() > 0) {
		m.OnOpen(m.row, m.column)
	}
}

func (m *Matrix) tap(row int, x float32) {
	Focus(m)
	column := m.at(x)
	twice := row == m.tappedR && column == m.tappedC && time.Since(m.tapped) < 400*time.Millisecond
	m.tappedR, m.tappedC, m.tapped = row, column, time.Now()
	m.move(row, column)
	if twice {
		m.tapped = time.Time{}
		m.open()
	}
}

// TypedRune hands letters and figures on.
func (m *Matrix) TypedRune(r rune) {
	if m.OnRune != nil {
		m.OnRune(r)
	}
}

// TypedKey moves and opens.
func (m *Matrix) TypedKey(ev *fyne.KeyEvent) {
	if m.OnKey != nil && m.OnKey(ev) {
		return
	}
	last := m.source.Columns()
	switch ev.Name {
	case fyne.KeyUp:
		m.move(m.row-1, m.column)
	case fyne.KeyDown:
		m.move(m.row+1, m.column)
	case fyne.KeyLeft:
		m.move(m.row, m.column-1)
	case fyne.KeyRight:
		m.move(m.row, m.column+1)
	case fyne.KeyPageUp:
		m.move(max(0, m.row-m.pane.page()), m.column)
	case fyne.KeyPageDown:
		m.move(m.row+m.pane.page(), m.column)
	case fyne.KeyHome:
		m.move(m.row, -1)
	case fyne.KeyEnd:
		m.move(m.row, last)
	case fyne.KeyReturn, fyne.KeyEnter:
		m.open()
	default:
		passOn(m, ev)
	}
}

// MouseIn leaves the hovering to the rows.
func (m *Matrix) MouseIn(*desktop.MouseEvent) {}

// MouseOut leaves the hovering to the rows.
func (m *Matrix) MouseOut() {}

// CreateRenderer draws heads and rows.
func (m *Matrix) CreateRenderer() fyne.WidgetRenderer {
	f := &matrixFace{m}
	f.restyle()
	return f
}

type matrixFace struct{ m *Matrix }

func (f *matrixFace) Destroy() {}

func (f *matrixFace) Objects() []fyne.CanvasObject {
	objs := []fyne.CanvasObject{f.m.head, f.m.line, f.m.pane}
	if f.m.empty != nil && f.m.source.Rows() == 0 {
		objs = append(objs, f.m.empty)
	}
	return append(objs, f.m.ring)
}

func (f *matrixFace) MinSize() fyne.Size {
	return fyne.NewSize(320, f.m.head.MinSize().Height+2*f.m.rowHeight())
}

func (f *matrixFace) restyle() {
	setBox(f.m.line, tint(f.m, theme.ColorNameSeparator), nil, 0, 0)
	setBox(f.m.ring, nil, nil, 0, 0)
	if f.m.focused {
		setBox(f.m.ring, nil, tint(f.m, ColorRing), ringWidth(f.m), size(f.m, theme.SizeNameInputRadius))
	}
}

func (f *matrixFace) Layout(s fyne.Size) {
	m := f.m
	moved := m.follow()
	h := m.head.MinSize().Height
	m.head.Resize(fyne.NewSize(s.Width, h))
	m.line.Move(fyne.NewPos(0, h))
	m.line.Resize(fyne.NewSize(s.Width, 1))
	m.pane.Move(fyne.NewPos(0, h+1))
	m.pane.Resize(fyne.NewSize(s.Width, s.Height-h-1))
	m.ring.Resize(s)
	if moved {
		m.pane.Refresh()
	}
	if m.empty != nil {
		w := min(s.Width, 420*textScale())
		tall := heightOf(m.empty, w)
		m.empty.Resize(fyne.NewSize(w, tall))
		m.empty.Move(fyne.NewPos((s.Width-w)/2, h+max(0, (s.Height-h-tall)/2.4)))
	}
}

func (f *matrixFace) Refresh() {
	f.restyle()
	f.Layout(f.m.Size())
	f.m.head.Refresh()
	f.m.pane.Refresh()
	canvas.Refresh(f.m)
}
