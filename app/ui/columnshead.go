package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// columnsHeader is the row of column titles.
type columnsHeader struct {
	widget.BaseWidget
	c     *Columns
	heads []*columnHead
}

func newColumnsHeader(c *Columns) *columnsHeader {
	h := &columnsHeader{c: c}
	h.build()
	h.ExtendBaseWidget(h)
	return h
}

func (h *columnsHeader) build() {
	h.heads = nil
	for i := range h.c.columns {
		h.heads = append(h.heads, newColumnHead(h.c, i))
	}
}

// CreateRenderer draws the titles.
func (h *columnsHeader) CreateRenderer() fyne.WidgetRenderer { return headerFace{h} }

type headerFace struct{ h *columnsHeader }

func (f headerFace) Destroy() {}

func (f headerFace) Objects() []fyne.CanvasObject {
	objs := make([]fyne.CanvasObject, len(f.h.heads))
	for i, o := range f.h.heads {
		objs[i] = o
	}
	return objs
}

func (f headerFace) MinSize() fyne.Size {
	text := textSize("Щg", size(f.h.c, theme.SizeNameCaptionText), true).Height
	return fyne.NewSize(1, float32(int(text+pad(f.h.c)*2)))
}

func (f headerFace) Layout(s fyne.Size) {
	for _, o := range f.h.heads {
		o.Hidden = true
	}
	f.h.c.cells(s.Width, func(i int, x, w float32) {
		if i < len(f.h.heads) {
			p := pad(f.h.c)
			f.h.heads[i].Hidden = false
			f.h.heads[i].Move(fyne.NewPos(x-p, 2))
			f.h.heads[i].Resize(fyne.NewSize(w+2*p, s.Height-4))
		}
	})
}

func (f headerFace) Refresh() {
	f.Layout(f.h.Size())
	for _, o := range f.h.heads {
		o.Refresh()
	}
	canvas.Refresh(f.h)
}

// columnHead is one title; a sortable one takes the keyboard.
type columnHead struct {
	control
	c     *Columns
	i     int
	box   *canvas.Rectangle
	title *canvas.Text
	arrow *widget.Icon
}

func newColumnHead(c *Columns, i int) *columnHead {
	h := &columnHead{c: c, i: i, box: canvas.NewRectangle(color.Transparent), title: canvas.NewText("", color.Black), arrow: widget.NewIcon(nil)}
	h.disabled = !c.columns[i].Sortable
	h.extend(h)
	return h
}

// Tapped sorts.
func (h *columnHead) Tapped(*fyne.PointEvent) { h.sort() }

func (h *columnHead) sort() {
	if !h.disabled {
		h.c.sort(h.c.columns[h.i].ID)
	}
}

// TypedKey sorts on Space and Enter.
func (h *columnHead) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		h.sort()
	default:
		passOn(h, ev)
	}
}

// CreateRenderer draws title and arrow.
func (h *columnHead) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{h.box, h.title, h.arrow}, owner: h}
	col := func() Column { return h.c.columns[h.i] }
	sorted := func() bool { return h.c.sortBy != "" && h.c.sortBy == col().ID }
	f.refresh = func() {
		fill, line := color.Color(nil), color.Color(nil)
		if h.hovered && !h.disabled {
			fill = tint(h, theme.ColorNameHover)
		}
		if h.focused {
			line = tint(h, ColorRing)
		}
		setBox(h.box, fill, line, ringWidth(h), size(h, theme.SizeNameSelectionRadius))
		ink := ColorSubtle
		if sorted() {
			ink = theme.ColorNameForeground
		}
		styleText(h.title, col().Title, size(h, theme.SizeNameCaptionText), true, tint(h, ink))
		res := theme.MenuDropUpIcon()
		if h.c.desc {
			res = theme.MenuDropDownIcon()
		}
		h.arrow.Hidden = !sorted()
		drawIcon(h.arrow, res, theme.ColorNamePrimary)
	}
	f.min = func() fyne.Size { return fyne.NewSize(20, h.title.MinSize().Height) }
	f.layout = func(s fyne.Size) {
		h.box.Resize(s)
		p, icon := pad(h), size(h, theme.SizeNameInlineIcon)
		room := s.Width - 2*p
		if sorted() {
			room -= icon
		}
		h.title.Text = ellipsis(col().Title, h.title.TextSize, room, true)
		m := h.title.MinSize()
		x := p
		if col().Right {
			x = s.Width - p - m.Width
			h.arrow.Move(fyne.NewPos(x-icon, (s.Height-icon)/2))
		} else {
			h.arrow.Move(fyne.NewPos(x+m.Width, (s.Height-icon)/2))
		}
		h.arrow.Resize(fyne.NewSquareSize(icon))
		h.title.Resize(m)
		h.title.Move(fyne.NewPos(x, (s.Height-m.Height)/2))
	}
	f.refresh()
	return f
}
