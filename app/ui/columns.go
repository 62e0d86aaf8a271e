package ui

import (
	"image/color"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui/activity"
)

// Rows is a source of table rows. Row is asked only for rows in view.
type Rows interface {
	Count() int
	Row(i int) []string
}

// Column is one column of Columns.
type Column struct {
	ID    string
	Title string
	// Weight is the column's share of the width; 0 counts as 1.
	Weight float32
	// Min is the least width at 100 %; 0 means 80. Where the room is too small
	// for all, the last columns are left out.
	Min float32
	// Sortable lets a tap on the header sort.
	Sortable bool
	// Right aligns numbers at the right.
	Right bool
}

// Columns is a list with sortable columns, fluid at any number of rows. One
// row is selected; the arrow keys, Page, Home and End move it, Enter opens it.
type Columns struct {
	control
	chooser
	OnSort func(column string, desc bool)

	rows    Rows
	columns []Column
	sortBy  string
	desc    bool
	fitted  fitted

	header *columnsHeader
	line   *canvas.Rectangle
	ring   *canvas.Rectangle
	empty  fyne.CanvasObject

	lastTap time.Time
	lastRow int
}

// NewColumns returns a list over rows.
func NewColumns(rows Rows, columns ...Column) *Columns {
	c := &Columns{rows: rows, columns: columns, chooser: chooser{selected: -1}, line: canvas.NewRectangle(color.Transparent), ring: canvas.NewRectangle(color.Transparent)}
	c.header = newColumnsHeader(c)
	c.pane = newRowPane(func() int { return c.rows.Count() }, c.rowHeight, func() paneRow { return newColumnsRow(c) })
	c.extend(c)
	return c
}

// Reload asks for the rows in view again.
func (c *Columns) Reload() {
	c.settle()
	c.Refresh()
}

// SetColumns replaces the columns. Widths found by [Columns.Fit] stay as long as
// the columns are the same.
func (c *Columns) SetColumns(columns ...Column) {
	if !slices.EqualFunc(c.columns, columns, func(a, b Column) bool { return a.ID == b.ID }) {
		c.fitted = fitted{}
	}
	c.columns = columns
	c.header.build()
	c.Refresh()
}

// SetSort shows which column the rows are sorted by.
func (c *Columns) SetSort(column string, desc bool) {
	c.sortBy, c.desc = column, desc
	c.header.Refresh()
}

// SetEmpty sets what shows when there are no rows.
func (c *Columns) SetEmpty(o fyne.CanvasObject) {
	c.empty = o
	c.Refresh()
}

func (c *Columns) tapped(i int) {
	Focus(c)
	twice := i == c.lastRow && time.Since(c.lastTap) < 400*time.Millisecond
	c.lastRow, c.lastTap = i, time.Now()
	c.pick(i)
	if twice {
		c.lastTap = time.Time{}
		c.open()
	}
}

func (c *Columns) sort(column string) {
	if c.sortBy == column {
		c.desc = !c.desc
	} else {
		c.sortBy, c.desc = column, false
	}
	c.header.Refresh()
	if c.OnSort != nil {
		c.OnSort(c.sortBy, c.desc)
	}
}

// FocusGained selects the first row when none is, so that the keyboard has a place.
func (c *Columns) FocusGained() {
	c.control.FocusGained()
	c.begin()
}

// TypedKey moves and opens.
func (c *Columns) TypedKey(ev *fyne.KeyEvent) {
	if !c.typed(ev) {
		passOn(c, ev)
	}
}

// MouseIn leaves the hovering to the rows.
func (c *Columns) MouseIn(*desktop.MouseEvent) {}

// MouseOut leaves the hovering to the rows.
func (c *Columns) MouseOut() {}

func (c *Columns) rowHeight() float32 {
	return float32(int(textSize("Щg", size(c, theme.SizeNameText), false).Height + pad(c)*2.2))
}

// rowEdge is how far the words of a row stand from its edges: below those of the head
// of a screen, see [NewHeaded].
func rowEdge(o themed) float32 { return pad(o) * 3 }

// CreateRenderer draws header and rows.
func (c *Columns) CreateRenderer() fyne.WidgetRenderer {
	f := &columnsFace{c}
	f.restyle()
	return f
}

type columnsFace struct{ c *Columns }

func (f *columnsFace) Destroy() {}

func (f *columnsFace) Objects() []fyne.CanvasObject {
	objs := []fyne.CanvasObject{f.c.header, f.c.line, f.c.pane}
	if f.c.empty != nil && f.c.rows.Count() == 0 {
		objs = append(objs, f.c.empty)
	}
	return append(objs, f.c.ring)
}

func (f *columnsFace) MinSize() fyne.Size {
	return fyne.NewSize(60*float32(len(f.c.columns)), f.c.header.MinSize().Height+3*f.c.rowHeight())
}

func (f *columnsFace) restyle() {
	setBox(f.c.line, tint(f.c, theme.ColorNameSeparator), nil, 0, 0)
	setBox(f.c.ring, nil, nil, 0, 0)
	if f.c.focused {
		setBox(f.c.ring, nil, tint(f.c, ColorRing), ringWidth(f.c), size(f.c, theme.SizeNameInputRadius))
	}
}

func (f *columnsFace) Layout(s fyne.Size) {
	c := f.c
	h := c.header.MinSize().Height
	c.header.Resize(fyne.NewSize(s.Width, h))
	c.line.Move(fyne.NewPos(0, h))
	c.line.Resize(fyne.NewSize(s.Width, 1))
	c.pane.Move(fyne.NewPos(0, h+1))
	c.pane.Resize(fyne.NewSize(s.Width, s.Height-h-1))
	c.ring.Resize(s)
	if c.empty != nil {
		m := fyne.NewSize(min(s.Width, 420*textScale()), 0)
		m.Height = heightOf(c.empty, m.Width)
		c.empty.Resize(m)
		c.empty.Move(fyne.NewPos((s.Width-m.Width)/2, h+max(0, (s.Height-h-m.Height)/2.4)))
	}
}

func (f *columnsFace) Refresh() {
	f.restyle()
	f.Layout(f.c.Size())
	f.c.header.Refresh()
	f.c.pane.Refresh()
	canvas.Refresh(f.c)
}

// columnsRow is one visible row.
type columnsRow struct {
	widget.BaseWidget
	activity.Pressed
	c       *Columns
	i       int
	hovered bool
	box     *canvas.Rectangle
	line    *canvas.Rectangle
	texts   []*canvas.Text
	cells   []string
	objs    []fyne.CanvasObject
}

func newColumnsRow(c *Columns) *columnsRow {
	r := &columnsRow{c: c, i: -1, box: canvas.NewRectangle(color.Transparent), line: canvas.NewRectangle(color.Transparent)}
	r.ExtendBaseWidget(r)
	return r
}

func (r *columnsRow) show(i int) {
	r.i = i
	r.cells = r.c.rows.Row(i)
	r.Refresh()
}

// Tapped selects the row; twice opens it.
func (r *columnsRow) Tapped(*fyne.PointEvent) { r.c.tapped(r.i) }

// MouseIn lights the row.
func (r *columnsRow) MouseIn(*desktop.MouseEvent) { r.hovered = true; r.Refresh() }

// MouseMoved does nothing.
func (r *columnsRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends the light.
func (r *columnsRow) MouseOut() { r.hovered = false; r.Refresh() }

// CreateRenderer draws the cells.
func (r *columnsRow) CreateRenderer() fyne.WidgetRenderer { return columnsRowFace{r} }

type columnsRowFace struct{ r *columnsRow }

func (f columnsRowFace) Destroy()                     {}
func (f columnsRowFace) MinSize() fyne.Size           { return fyne.NewSize(1, 1) }
func (f columnsRowFace) Objects() []fyne.CanvasObject { return f.r.objs }

func (f columnsRowFace) Layout(s fyne.Size) {
	r := f.r
	r.box.Move(fyne.NewPos(4, 2))
	r.box.Resize(s.SubtractWidthHeight(8, 4))
	r.line.Move(fyne.NewPos(rowEdge(r), s.Height-1))
	r.line.Resize(fyne.NewSize(s.Width-2*rowEdge(r), 1))
	text := size(r, theme.SizeNameText)
	for _, t := range r.texts {
		t.Hide()
	}
	r.c.cells(s.Width, func(i int, x, w float32) {
		if i >= len(r.texts) || i >= len(r.cells) {
			return
		}
		t := r.texts[i]
		t.Show()
		if cut := ellipsis(firstLine(r.cells[i]), text, w, i == 0); cut != t.Text {
			t.Text = cut
			t.Refresh()
		}
		m := t.MinSize()
		if r.c.columns[i].Right {
			x += w - m.Width
		}
		t.Resize(m)
		t.Move(fyne.NewPos(x, (s.Height-m.Height)/2))
	})
}

func (f columnsRowFace) Refresh() {
	r := f.r
	chosen := r.i == r.c.selected
	fill, line := color.Color(nil), color.Color(nil)
	switch {
	case chosen:
		fill = tint(r, ColorAccentSoft)
		if strong(r) {
			line = tint(r, ColorRing)
		}
	case r.hovered:
		fill = tint(r, theme.ColorNameHover)
	}
	setBox(r.box, fill, line, 2, size(r, theme.SizeNameInputRadius))
	setBox(r.line, tint(r, theme.ColorNameSeparator), nil, 0, 0)
	for len(r.texts) < len(r.c.columns) {
		r.texts = append(r.texts, canvas.NewText("", color.Black))
	}
	r.objs = append(r.objs[:0], r.line, r.box)
	for i := range r.c.columns {
		t := r.texts[i]
		ink := theme.ColorNameForeground
		if i > 0 {
			ink = ColorSubtle
		}
		if i >= len(r.cells) {
			t.Text = ""
		}
		t.Color, t.TextSize, t.TextStyle.Bold = tint(r, ink), size(r, theme.SizeNameText), i == 0
		r.objs = append(r.objs, t)
	}
	f.Layout(r.Size())
	for _, t := range r.texts {
		t.Refresh()
	}
	canvas.Refresh(r)
}

func firstLine(s string) string {
	for i, c := range s {
		if c == '\n' || c == '\r' {
			return s[:i] + " …"
		}
	}
	return s
}
