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

// Tick is the box in front of a row of a TickList.
type Tick int

// The states of such a box.
const (
	NoTick     Tick = iota // there is no box
	Ticked                 // all of it is wanted
	Unticked               // none of it
	HalfTicked             // some of what stands under a heading
)

// TickRow is one row of a TickList: a heading of a group, or a thing in it.
type TickRow struct {
	Head   bool
	Tick   Tick
	Icon   fyne.Resource // may be nil
	Title  string
	Detail string // second-rank text behind the title
	Mark   string // a word in a small box at the right
	Tone   Tone   // of that box
}

// TickRows is a source of rows. Row is asked only for rows in view.
type TickRows interface {
	Count() int
	Row(i int) TickRow
}

// TickList is a list of things to tick, in groups, fluid at any number of rows.
// One row is selected; the arrow keys, Page, Home and End move it, Space ticks
// it, Enter opens it.
type TickList struct {
	control
	chooser
	OnTick func(i int) // the person wants the box of that row the other way

	rows  TickRows
	ring  *canvas.Rectangle
	empty fyne.CanvasObject
}

// NewTickList returns a list over rows.
func NewTickList(rows TickRows) *TickList {
	l := &TickList{rows: rows, chooser: chooser{selected: -1}, ring: canvas.NewRectangle(color.Transparent)}
	l.pane = newRowPane(func() int { return l.rows.Count() }, l.rowHeight, func() paneRow { return newTickRow(l) })
	l.extend(l)
	return l
}

// Reload asks for the rows in view again.
func (l *TickList) Reload() {
	l.settle()
	l.Refresh()
}

// SetEmpty sets what shows when there are no rows.
func (l *TickList) SetEmpty(o fyne.CanvasObject) {
	l.empty = o
	l.Refresh()
}

func (l *TickList) tick(i int) {
	if i >= 0 && i < l.rows.Count() && l.OnTick != nil && l.rows.Row(i).Tick != NoTick {
		l.OnTick(i)
	}
}

// FocusGained selects the first row when none is, so that the keyboard has a place.
func (l *TickList) FocusGained() {
	l.control.FocusGained()
	l.begin()
}

// TypedKey moves, ticks and opens.
func (l *TickList) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case l.typed(ev):
	case ev.Name == fyne.KeySpace:
		l.tick(l.selected)
	default:
		passOn(l, ev)
	}
}

// MouseIn leaves the hovering to the rows.
func (l *TickList) MouseIn(*desktop.MouseEvent) {}

// MouseOut leaves the hovering to the rows.
func (l *TickList) MouseOut() {}

func (l *TickList) rowHeight() float32 {
	return float32(int(textSize("Щg", size(l, theme.SizeNameText), false).Height + pad(l)*2.2))
}

// CreateRenderer draws the rows.
func (l *TickList) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{l.pane, l.ring}, owner: l}
	f.refresh = func() {
		f.objs = []fyne.CanvasObject{l.pane, l.ring}
		if l.empty != nil && l.rows.Count() == 0 {
			f.objs = []fyne.CanvasObject{l.pane, l.empty, l.ring}
		}
		setRing(l.ring, l, l.focused, size(l, theme.SizeNameInputRadius))
		l.pane.Refresh()
		f.layout(l.Size())
	}
	f.min = func() fyne.Size { return fyne.NewSize(160, 4*l.rowHeight()) }
	f.layout = func(s fyne.Size) {
		l.pane.Resize(s)
		l.ring.Resize(s)
		if l.empty != nil {
			m := fyne.NewSize(min(s.Width, 420*textScale()), 0)
			m.Height = heightOf(l.empty, m.Width)
			l.empty.Resize(m)
			l.empty.Move(fyne.NewPos((s.Width-m.Width)/2, max(0, (s.Height-m.Height)/2.4)))
		}
	}
	return f
}

// tickRow is one visible row.
type tickRow struct {
	widget.BaseWidget
	activity.Pressed
	l       *TickList
	i       int
	row     TickRow
	hovered bool

	box, line, badge    *canvas.Rectangle
	tick, icon          *widget.Icon
	title, detail, mark *canvas.Text
}

func newTickRow(l *TickList) *tickRow {
	box := func() *canvas.Rectangle { return canvas.NewRectangle(color.Transparent) }
	text := func() *canvas.Text { return canvas.NewText("", color.Black) }
	r := &tickRow{
		l: l, i: -1, box: box(), line: box(), badge: box(), tick: widget.NewIcon(nil), icon: widget.NewIcon(nil),
		title: text(), detail: text(), mark: text(),
	}
	r.ExtendBaseWidget(r)
	return r
}

func (r *tickRow) show(i int) {
	r.i = i
	r.row = r.l.rows.Row(i)
	r.Refresh()
}

// tickEnd is where the box and the room around it end.
func (r *tickRow) tickEnd() float32 {
	return r.indent() + size(r, theme.SizeNameInlineIcon)*1.15 + pad(r)*1.5
}

func (r *tickRow) indent() float32 {
	if r.row.Head {
		return rowEdge(r)
	}
	return rowEdge(r) + pad(r)*3
}

// Tapped selects the row; on its box it ticks it.
func (r *tickRow) Tapped(ev *fyne.PointEvent) {
	Focus(r.l)
	r.l.pick(r.i)
	if r.row.Tick != NoTick && ev.Position.X < r.tickEnd() {
		r.l.tick(r.i)
	}
}

// MouseIn lights the row.
func (r *tickRow) MouseIn(*desktop.MouseEvent) { r.hovered = true; r.Refresh() }

// MouseMoved does nothing.
func (r *tickRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends the light.
func (r *tickRow) MouseOut() { r.hovered = false; r.Refresh() }

// CreateRenderer draws the row.
func (r *tickRow) CreateRenderer() fyne.WidgetRenderer {
	objs := []fyne.CanvasObject{r.line, r.box, r.tick, r.icon, r.title, r.detail, r.badge, r.mark}
	f := &face{objs: objs, owner: r}
	f.refresh = func() { r.restyle(); r.place(r.Size()) }
	f.min = func() fyne.Size { return fyne.NewSize(1, 1) }
	f.layout = r.place
	return f
}

func (r *tickRow) restyle() {
	fill, stroke := color.Color(nil), color.Color(nil)
	switch {
	case r.i == r.l.selected:
		fill = tint(r, ColorAccentSoft)
		if strong(r) {
			stroke = tint(r, ColorRing)
		}
	case r.hovered:
		fill = tint(r, theme.ColorNameHover)
	}
	setBox(r.box, fill, stroke, 2, size(r, theme.SizeNameInputRadius))
	setBox(r.line, tint(r, theme.ColorNameSeparator), nil, 0, 0)
	ink := theme.ColorNamePrimary
	res := theme.CheckButtonCheckedIcon()
	switch r.row.Tick {
	case Unticked:
		ink, res = theme.ColorNameInputBorder, theme.CheckButtonIcon()
	case HalfTicked:
		res = partIcon()
	}
	r.tick.Hidden = r.row.Tick == NoTick
	drawIcon(r.tick, res, ink)
	r.icon.Hidden = r.row.Icon == nil
	drawIcon(r.icon, r.row.Icon, ColorSubtle)
	words := theme.ColorNameForeground
	if r.row.Tick == Unticked {
		words = ColorSubtle
	}
	styleText(r.title, r.row.Title, size(r, theme.SizeNameText), r.row.Head, tint(r, words))
	styleText(r.detail, r.row.Detail, size(r, theme.SizeNameCaptionText), false, tint(r, ColorSubtle))
	ground, markInk := r.row.Tone.colors()
	styleText(r.mark, r.row.Mark, size(r, theme.SizeNameCaptionText), true, tint(r, markInk))
	r.badge.Hidden = r.row.Mark == ""
	line := color.Color(nil)
	if strong(r) {
		line = tint(r, markInk)
	}
	setBox(r.badge, tint(r, ground), line, 1, size(r, theme.SizeNameInputRadius))
}

func (r *tickRow) place(s fyne.Size) {
	p, icon := pad(r), size(r, theme.SizeNameInlineIcon)
	r.box.Move(fyne.NewPos(4, 2))
	r.box.Resize(s.SubtractWidthHeight(8, 4))
	edge := rowEdge(r)
	r.line.Move(fyne.NewPos(edge, s.Height-1))
	r.line.Resize(fyne.NewSize(s.Width-2*edge, 1))
	x := r.indent()
	if r.row.Tick != NoTick {
		centreIn(r.tick, x, icon*1.15, s.Height)
		x += icon*1.15 + p*1.5
	}
	if r.row.Icon != nil {
		centreIn(r.icon, x, icon, s.Height)
		x += icon + p*1.5
	}
	end := s.Width - edge
	if r.row.Mark != "" {
		m := r.mark.MinSize()
		w := m.Width + p*2.4
		end -= w + p
		r.badge.Move(fyne.NewPos(end, (s.Height-m.Height-p*0.8)/2))
		r.badge.Resize(fyne.NewSize(w, m.Height+p*0.8))
		r.mark.Move(fyne.NewPos(end+p*1.2, (s.Height-m.Height)/2))
		r.mark.Resize(m)
		end -= p * 1.5
	}
	r.title.Text = ellipsis(firstLine(r.row.Title), r.title.TextSize, max(end-x, 1), r.title.TextStyle.Bold)
	m := r.title.MinSize()
	r.title.Resize(m)
	r.title.Move(fyne.NewPos(x, (s.Height-m.Height)/2))
	x += m.Width + p*2
	room := end - x
	if r.detail.Hidden = room < 40*textScale(); !r.detail.Hidden {
		r.detail.Text = ellipsis(firstLine(r.row.Detail), r.detail.TextSize, room, false)
		d := r.detail.MinSize()
		r.detail.Resize(d)
		r.detail.Move(fyne.NewPos(x, (s.Height-d.Height)/2))
	}
}

// centreIn puts a square in the middle of a line.
func centreIn(o fyne.CanvasObject, x, side, height float32) {
	o.Resize(fyne.NewSquareSize(side))
	o.Move(fyne.NewPos(x, (height-side)/2))
}
