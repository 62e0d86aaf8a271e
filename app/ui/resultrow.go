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

// resultRow draws one row of Results; the list reuses it for others.
type resultRow struct {
	widget.BaseWidget
	activity.Pressed
	r       *Results
	i       int
	o       Result
	hovered bool

	box, line           *canvas.Rectangle
	icon                *widget.Icon
	title, detail, hint *canvas.Text
	text                *MarkedText
}

func newResultRow(r *Results) *resultRow {
	w := &resultRow{
		r: r, i: -1, box: canvas.NewRectangle(color.Transparent), line: canvas.NewRectangle(color.Transparent), icon: widget.NewIcon(nil),
		title: canvas.NewText("", color.Black), detail: canvas.NewText("", color.Black), hint: canvas.NewText("", color.Black),
		text: NewMarked("", nil).Styled(MarkedStyle{Most: resultLines}),
	}
	w.ExtendBaseWidget(w)
	return w
}

func (w *resultRow) show(i int) {
	w.i, w.o = i, w.r.rows[i]
	w.text.Set(w.o.Text, w.o.Marks)
	w.Refresh()
}

// Tapped selects the row, or opens it.
func (w *resultRow) Tapped(*fyne.PointEvent) { w.r.tapped(w.i) }

// MouseIn lights the row.
func (w *resultRow) MouseIn(*desktop.MouseEvent) { w.hovered = true; w.Refresh() }

// MouseMoved does nothing.
func (w *resultRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends the light.
func (w *resultRow) MouseOut() { w.hovered = false; w.Refresh() }

// Cursor is a hand over what one tap opens.
func (w *resultRow) Cursor() desktop.Cursor {
	if w.o.Sort == ResultGroup || w.o.Sort == ResultMore {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// CreateRenderer draws the row.
func (w *resultRow) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{w.box, w.line, w.icon, w.title, w.detail, w.hint, w.text}, owner: w}
	f.min = func() fyne.Size { return fyne.NewSize(1, 1) }
	f.refresh, f.layout = w.restyle, w.place
	w.restyle()
	return f
}

func (w *resultRow) restyle() {
	fill, edge := color.Color(nil), color.Color(nil)
	switch {
	case w.i == w.r.selected && w.o.stops():
		fill = tint(w, ColorAccentSoft)
		if strong(w) || w.r.focused {
			edge = tint(w, ColorRing)
		}
	case w.hovered && w.o.Sort != ResultPart:
		fill = tint(w, theme.ColorNameHover)
	}
	setBox(w.box, fill, edge, 2, size(w, theme.SizeNameInputRadius))
	setBox(w.line, nil, nil, 0, 0)
	if w.o.Sort == ResultPart {
		setBox(w.line, tint(w, theme.ColorNameSeparator), nil, 0, 0)
	}
	small, body := size(w, theme.SizeNameCaptionText), size(w, theme.SizeNameText)
	w.icon.Hidden, w.text.Hidden = w.o.Icon == nil, w.o.Sort != ResultPlace
	switch w.o.Sort {
	case ResultGroup:
		styleText(w.title, w.o.Title, body, true, tint(w, theme.ColorNameForeground))
		drawIcon(w.icon, w.o.Icon, theme.ColorNameForeground)
	case ResultPart:
		styleText(w.title, w.o.Title, small, true, tint(w, ColorSubtle))
	case ResultMore:
		styleText(w.title, w.o.Title, small, false, tint(w, theme.ColorNamePrimary))
	default:
		styleText(w.title, w.o.Title, small, true, tint(w, ColorSubtle))
		drawIcon(w.icon, w.o.Icon, ColorSubtle)
	}
	styleText(w.detail, w.o.Detail, small, false, tint(w, ColorSubtle))
	_, ink := w.o.Tone.colors()
	styleText(w.hint, w.o.Hint, small, w.o.Tone != Neutral, tint(w, ink))
}

func (w *resultRow) place(s fyne.Size) {
	p, icon := pad(w), size(w, theme.SizeNameInlineIcon)
	left, room := w.r.column(s.Width)
	w.box.Move(fyne.NewPos(p, 1))
	w.box.Resize(fyne.NewSize(s.Width-3*p, s.Height-2))
	right := left + room
	hint := w.cut(w.hint, w.o.Hint, room*0.5, w.o.Tone != Neutral)
	switch w.o.Sort {
	case ResultPart:
		w.put(w.title, w.o.Title, w.r.edge(), p*3.4, room, true)
		w.line.Move(fyne.NewPos(w.r.edge(), p*2))
		w.line.Resize(fyne.NewSize(s.Width-2*w.r.edge(), 1))
		w.detail.Text = ""
		return
	case ResultGroup:
		w.icon.Resize(fyne.NewSquareSize(icon))
		title := w.put(w.title, w.o.Title, left, p*3, right-left-hint.Width-p, true)
		w.icon.Move(fyne.NewPos(w.r.edge(), p*3+(title.Height-icon)/2))
		w.put(w.detail, w.o.Detail, left, p*3+title.Height, right-left, false)
		w.box.Move(fyne.NewPos(p, p*2))
		w.box.Resize(fyne.NewSize(s.Width-3*p, s.Height-p*2))
		return
	}
	y := p * 1.2
	title := w.put(w.title, w.o.Title, left, y, right-left-hint.Width-p, w.o.Sort == ResultPlace)
	w.icon.Resize(fyne.NewSquareSize(title.Height))
	w.icon.Move(fyne.NewPos(w.r.edge(), y))
	if gap := title.Width + p*1.5; w.o.Detail != "" {
		w.put(w.detail, w.o.Detail, left+gap, y, right-left-gap-hint.Width-p, false)
	}
	w.hint.Move(fyne.NewPos(right-hint.Width, y))
	w.text.Move(fyne.NewPos(left, y+title.Height))
	w.text.Resize(fyne.NewSize(room, max(0, s.Height-y-title.Height)))
}

// cut shortens a text to a width, and answers how large it is then.
func (w *resultRow) cut(t *canvas.Text, whole string, room float32, bold bool) fyne.Size {
	if cut := ellipsis(whole, t.TextSize, max(0, room), bold); cut != t.Text {
		t.Text = cut
		t.Refresh()
	}
	m := t.MinSize()
	t.Resize(m)
	return m
}

func (w *resultRow) put(t *canvas.Text, whole string, x, y, room float32, bold bool) fyne.Size {
	m := w.cut(t, whole, room, bold)
	t.Move(fyne.NewPos(x, y))
	return m
}
