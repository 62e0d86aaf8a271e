package ui

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui/activity"
)

// NavItem is one place a Sidebar leads to. An item without ID is a heading.
type NavItem struct {
	ID, Label string
	Icon      fyne.Resource
	Count     string
}

// Sidebar is the navigation of a window or of a case: one stop for Tab, arrows
// move through it, Enter goes.
type Sidebar struct {
	control
	OnSelect func(id string)

	items    []NavItem
	selected string
	unseen   bool // the selected row is still to be scrolled into view
	cursor   int
	rows     []*navRow
	head     fyne.CanvasObject
	ground   *canvas.Rectangle
	edge     *canvas.Rectangle
	inner    *Scroll
	box      *fyne.Container
}

// NewSidebar returns a navigation; selected hears where a person goes.
func NewSidebar(items []NavItem, selected func(id string)) *Sidebar {
	s := &Sidebar{OnSelect: selected, ground: canvas.NewRectangle(color.Transparent), edge: canvas.NewRectangle(color.Transparent)}
	s.box = NewStack(0)
	s.inner = NewScroll(s.box)
	s.extend(s)
	s.SetItems(items)
	return s
}

// SetItems replaces the items, keeping the selection.
func (s *Sidebar) SetItems(items []NavItem) {
	s.items = items
	s.rows = nil
	s.box.Objects = nil
	for i := range items {
		r := newNavRow(s, i)
		s.rows = append(s.rows, r)
		s.box.Objects = append(s.box.Objects, r)
	}
	s.cursor = max(s.index(s.selected), 0)
	s.inner.Refresh()
	s.Refresh()
}

// SetHead puts something above the items, on the same ground.
func (s *Sidebar) SetHead(o fyne.CanvasObject) {
	s.head = o
	s.Refresh()
}

// SetCount replaces the number beside an item.
func (s *Sidebar) SetCount(id, count string) {
	if i := s.index(id); i >= 0 && s.items[i].Count != count {
		s.items[i].Count = count
		s.rows[i].Refresh()
	}
}

// Count answers the number beside an item.
func (s *Sidebar) Count(id string) string {
	if i := s.index(id); i >= 0 {
		return s.items[i].Count
	}
	return ""
}

// Selected answers the id of the present place.
func (s *Sidebar) Selected() string { return s.selected }

// SetSelected shows where we are, without telling anybody, and scrolls there.
func (s *Sidebar) SetSelected(id string) {
	s.unseen = s.unseen || id != s.selected
	s.selected = id
	s.cursor = max(s.index(id), 0)
	s.Refresh()
}

// showSelected scrolls to a place that was selected, as soon as rows have places.
func (s *Sidebar) showSelected() {
	if i := s.index(s.selected); s.unseen && i >= 0 && s.inner.Size().Height > 0 {
		s.unseen = false
		s.inner.bring(s.rows[i].Position().Y, s.rows[i].Size().Height)
	}
}

func (s *Sidebar) index(id string) int {
	if id == "" {
		return -1
	}
	return slices.IndexFunc(s.items, func(it NavItem) bool { return it.ID == id })
}

func (s *Sidebar) move(step int) {
	for i := s.cursor + step; i >= 0 && i < len(s.items); i += step {
		if s.items[i].ID != "" {
			s.cursor = i
			break
		}
	}
	s.Refresh()
	if s.cursor < len(s.rows) {
		Reveal(s.rows[s.cursor])
	}
}

func (s *Sidebar) take(i int) {
	if i < 0 || i >= len(s.items) || s.items[i].ID == "" {
		return
	}
	s.selected, s.cursor = s.items[i].ID, i
	s.Refresh()
	if s.OnSelect != nil {
		s.OnSelect(s.items[i].ID)
	}
}

// TypedKey moves and goes.
func (s *Sidebar) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyUp:
		s.move(-1)
	case fyne.KeyDown:
		s.move(1)
	case fyne.KeyHome:
		s.cursor = -1
		s.move(1)
	case fyne.KeyEnd:
		s.cursor = len(s.items)
		s.move(-1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		s.take(s.cursor)
	default:
		passOn(s, ev)
	}
}

// MouseIn leaves the hovering to the rows.
func (s *Sidebar) MouseIn(*desktop.MouseEvent) {}

// MouseOut leaves the hovering to the rows.
func (s *Sidebar) MouseOut() {}

func (s *Sidebar) headHeight(width float32) float32 {
	if s.head == nil {
		return 0
	}
	return heightOf(s.head, width-1)
}

// CreateRenderer draws the items on their ground.
func (s *Sidebar) CreateRenderer() fyne.WidgetRenderer {
	f := &face{owner: s}
	f.refresh = func() {
		f.objs = []fyne.CanvasObject{s.ground, s.edge, s.inner}
		if s.head != nil {
			f.objs = []fyne.CanvasObject{s.ground, s.edge, s.head, s.inner}
		}
		setBox(s.ground, tint(s, ColorSidebar), nil, 0, 0)
		setBox(s.edge, tint(s, theme.ColorNameSeparator), nil, 0, 0)
		for _, r := range s.rows {
			r.Refresh()
		}
	}
	f.min = func() fyne.Size { return fyne.NewSize(212*textScale(), 120+s.headHeight(s.Size().Width)) }
	f.layout = func(sz fyne.Size) {
		p := pad(s) * 1.6
		s.ground.Resize(sz)
		s.edge.Move(fyne.NewPos(sz.Width-1, 0))
		s.edge.Resize(fyne.NewSize(1, sz.Height))
		h := s.headHeight(sz.Width)
		if s.head != nil {
			s.head.Resize(fyne.NewSize(sz.Width-1, h))
		}
		s.inner.Move(fyne.NewPos(p, h+p))
		s.inner.Resize(sz.SubtractWidthHeight(2*p, h+2*p))
		s.showSelected()
	}
	f.refresh()
	return f
}

// navRow is one line of the navigation.
type navRow struct {
	widget.BaseWidget
	activity.Pressed
	s       *Sidebar
	i       int
	hovered bool
	box     *canvas.Rectangle
	label   *canvas.Text
	count   *canvas.Text
	icon    *widget.Icon
}

func newNavRow(s *Sidebar, i int) *navRow {
	r := &navRow{s: s, i: i, box: canvas.NewRectangle(color.Transparent), label: canvas.NewText("", color.Black), count: canvas.NewText("", color.Black), icon: widget.NewIcon(nil)}
	r.ExtendBaseWidget(r)
	return r
}

// Tapped goes there.
func (r *navRow) Tapped(*fyne.PointEvent) {
	Focus(r.s)
	r.s.take(r.i)
}

// MouseIn lights the row.
func (r *navRow) MouseIn(*desktop.MouseEvent) { r.hovered = true; r.Refresh() }

// MouseMoved does nothing.
func (r *navRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends the light.
func (r *navRow) MouseOut() { r.hovered = false; r.Refresh() }

func (r *navRow) restyle() {
	it := r.s.items[r.i]
	fill, line := color.Color(nil), color.Color(nil)
	ink, iconInk := theme.ColorNameForeground, ColorSubtle
	here := it.ID != "" && it.ID == r.s.selected
	switch {
	case here:
		fill, ink, iconInk = tint(r, ColorAccentSoft), theme.ColorNamePrimary, theme.ColorNamePrimary
	case r.hovered && it.ID != "":
		fill = tint(r, theme.ColorNameHover)
	}
	if r.s.focused && r.i == r.s.cursor {
		line = tint(r, ColorRing)
	} else if here && strong(r) {
		line = tint(r, ColorBorder)
	}
	setBox(r.box, fill, line, ringWidth(r), size(r, theme.SizeNameInputRadius))
	text := size(r, theme.SizeNameText)
	if it.ID == "" {
		text, ink = size(r, theme.SizeNameCaptionText), ColorSubtle
	}
	styleText(r.label, it.Label, text, here || it.ID == "", tint(r, ink))
	styleText(r.count, it.Count, size(r, theme.SizeNameCaptionText), false, tint(r, ColorSubtle))
	r.icon.Hidden = it.Icon == nil
	drawIcon(r.icon, it.Icon, iconInk)
}

// CreateRenderer draws the row.
func (r *navRow) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{r.box, r.icon, r.label, r.count}, owner: r, refresh: r.restyle}
	f.min = func() fyne.Size {
		h := textSize("Щg", size(r, theme.SizeNameText), false).Height + pad(r)*1.5 + 2*ringWidth(r)
		if r.s.items[r.i].ID == "" && r.i > 0 {
			h += pad(r)
		}
		return fyne.NewSize(80, h)
	}
	f.layout = func(s fyne.Size) {
		it := r.s.items[r.i]
		p, icon := pad(r), size(r, theme.SizeNameInlineIcon)
		// A stroke is drawn half outside its box, where the scroller would cut it.
		d := ringWidth(r) + 1
		r.box.Move(fyne.NewPos(d, d))
		r.box.Resize(s.SubtractWidthHeight(2*d, 2*d))
		x := p * 1.4
		if it.Icon != nil {
			r.icon.Resize(fyne.NewSquareSize(icon))
			r.icon.Move(fyne.NewPos(x, (s.Height-icon)/2))
			x += icon + p*1.4
		}
		n := r.count.MinSize()
		r.count.Resize(n)
		r.count.Move(fyne.NewPos(s.Width-n.Width-p*1.4, (s.Height-n.Height)/2))
		r.label.Text = ellipsis(it.Label, r.label.TextSize, s.Width-x-n.Width-p*2.4, r.label.TextStyle.Bold)
		m := r.label.MinSize()
		r.label.Resize(m)
		y := (s.Height - m.Height) / 2
		if it.ID == "" {
			y = s.Height - m.Height - p*0.6
		}
		r.label.Move(fyne.NewPos(x, y))
	}
	r.restyle()
	return f
}
