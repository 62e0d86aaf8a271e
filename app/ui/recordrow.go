package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// RecordRow is one record in a short list: title, subtitle, a badge or buttons
// at its right, and a chevron. Enter, Space or a tap opens it.
type RecordRow struct {
	control
	OnOpen func()
	// OnKey sees keys other than Enter and Space (Delete, arrows) first; true means used.
	OnKey func(*fyne.KeyEvent) bool

	title, subtitle string
	icon            fyne.Resource
	trailing        []fyne.CanvasObject

	box, ring   *canvas.Rectangle
	line1       *canvas.Text
	line2       *Text
	image, next *widget.Icon
}

// NewRecordRow returns a row; icon may be nil, subtitle empty.
func NewRecordRow(icon fyne.Resource, title, subtitle string, open func(), trailing ...fyne.CanvasObject) *RecordRow {
	r := &RecordRow{
		OnOpen: open, title: title, subtitle: subtitle, icon: icon, trailing: trailing,
		box: canvas.NewRectangle(color.Transparent), ring: canvas.NewRectangle(color.Transparent), line1: canvas.NewText("", color.Black),
		line2: NewText(subtitle, TextStyle{Size: theme.SizeNameCaptionText, Color: ColorSubtle, Single: true}),
		image: widget.NewIcon(nil), next: widget.NewIcon(nil),
	}
	r.extend(r)
	return r
}

// Set replaces the words.
func (r *RecordRow) Set(title, subtitle string) {
	r.title, r.subtitle = title, subtitle
	r.Refresh()
}

// Tapped opens the record.
func (r *RecordRow) Tapped(*fyne.PointEvent) {
	Focus(r)
	r.open()
}

func (r *RecordRow) open() {
	if r.OnOpen != nil && !r.disabled {
		r.OnOpen()
	}
}

// TypedKey opens the record, and moves to what stands before or after.
func (r *RecordRow) TypedKey(ev *fyne.KeyEvent) {
	c := canvasOf(r)
	switch {
	case ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter || ev.Name == fyne.KeySpace:
		r.open()
	case r.OnKey != nil && r.OnKey(ev):
	case ev.Name == fyne.KeyDown && c != nil:
		c.FocusNext()
	case ev.Name == fyne.KeyUp && c != nil:
		c.FocusPrevious()
	default:
		passOn(r, ev)
	}
}

func (r *RecordRow) trail() (w, h float32) {
	for _, o := range r.trailing {
		if o.Visible() {
			m := o.MinSize()
			w += m.Width + pad(r)
			h = max(h, m.Height)
		}
	}
	return w, h
}

// CreateRenderer draws the row.
func (r *RecordRow) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: append([]fyne.CanvasObject{r.box, r.image, r.line1, r.line2, r.next, r.ring}, r.trailing...), owner: r}
	f.refresh = r.restyle
	f.min = func() fyne.Size {
		h := textSize("Щg", size(r, theme.SizeNameText), true).Height
		if r.subtitle != "" {
			h += r.line2.lineHeight() + 2
		}
		w, th := r.trail()
		return fyne.NewSize(160*textScale()+w, max(h, th)+pad(r)*2.6)
	}
	f.layout = r.place
	r.restyle()
	return f
}

func (r *RecordRow) restyle() {
	radius := size(r, theme.SizeNameInputRadius) * 1.3
	fill := tint(r, ColorSurface)
	if r.hovered {
		fill = over(fill, tint(r, theme.ColorNameHover))
	}
	setBox(r.box, fill, tint(r, ColorBorder), 1, radius)
	setBox(r.ring, nil, nil, 0, radius)
	if r.focused {
		setBox(r.ring, nil, tint(r, ColorRing), ringWidth(r), radius)
	}
	styleText(r.line1, r.title, size(r, theme.SizeNameText), true, tint(r, theme.ColorNameForeground))
	r.line2.content = r.subtitle
	r.line2.Refresh()
	r.image.Hidden = r.icon == nil
	drawIcon(r.image, r.icon, ColorSubtle)
	r.next.Hidden = r.OnOpen == nil
	drawIcon(r.next, theme.MenuExpandIcon(), theme.ColorNamePlaceHolder)
	for _, o := range r.trailing {
		o.Refresh()
	}
}

func (r *RecordRow) place(s fyne.Size) {
	p, icon := pad(r), size(r, theme.SizeNameInlineIcon)
	r.box.Resize(s)
	r.ring.Resize(s)
	left, right := p*2, s.Width-p*2
	if r.icon != nil {
		r.image.Resize(fyne.NewSquareSize(icon))
		r.image.Move(fyne.NewPos(left, (s.Height-icon)/2))
		left += icon + p*1.6
	}
	if r.next.Visible() {
		right -= icon
		r.next.Resize(fyne.NewSquareSize(icon))
		r.next.Move(fyne.NewPos(right, (s.Height-icon)/2))
		right -= p
	}
	w, _ := r.trail()
	x := right - w
	for _, o := range r.trailing {
		if o.Visible() {
			centre(o, x, s.Height)
			x += o.MinSize().Width + p
		}
	}
	right -= w + p
	r.line1.Text = ellipsis(r.title, r.line1.TextSize, right-left, true)
	m := r.line1.MinSize()
	h := m.Height
	if r.subtitle != "" {
		h += 2 + r.line2.lineHeight()
	}
	y := (s.Height - h) / 2
	r.line1.Resize(m)
	r.line1.Move(fyne.NewPos(left, y))
	r.line2.Move(fyne.NewPos(left, y+m.Height+2))
	r.line2.Resize(fyne.NewSize(max(0, right-left), r.line2.lineHeight()))
}

// EmptyState says that there is nothing yet, and what to do about it.
type EmptyState struct {
	widget.BaseWidget
	icon   fyne.Resource
	image  *widget.Icon
	text   *Text
	button *Button
}

// NewEmptyState returns an icon over a sentence over a button; action may be "".
func NewEmptyState(icon fyne.Resource, sentence, action string, do func()) *EmptyState {
	e := &EmptyState{
		icon: icon, image: widget.NewIcon(nil),
		text:   NewText(sentence, TextStyle{Color: ColorSubtle, Align: fyne.TextAlignCenter}),
		button: NewButton(action, nil, Plain, do),
	}
	e.button.Hidden = action == ""
	e.ExtendBaseWidget(e)
	return e
}

// Button answers the button; it is hidden where nothing can be done.
func (e *EmptyState) Button() *Button { return e.button }

func (e *EmptyState) wide() bool { return true }

func (e *EmptyState) iconSize() float32 { return size(e, theme.SizeNameInlineIcon) * 2 }

func (e *EmptyState) textWidth(width float32) float32 { return min(width, 420*textScale()) }

func (e *EmptyState) heightFor(width float32) float32 {
	h := e.iconSize() + e.text.heightFor(e.textWidth(width)) + pad(e)*6
	if e.button.Visible() {
		h += e.button.MinSize().Height + pad(e)*2.5
	}
	return h
}

// CreateRenderer draws the three.
func (e *EmptyState) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{e.image, e.text, e.button}, owner: e}
	f.refresh = func() {
		drawIcon(e.image, e.icon, theme.ColorNamePlaceHolder)
		e.text.Refresh()
		e.button.Refresh()
	}
	f.min = func() fyne.Size {
		w := max(e.button.MinSize().Width, 160*textScale())
		return fyne.NewSize(w, e.heightFor(max(w, e.Size().Width)))
	}
	f.layout = func(s fyne.Size) {
		i, w := e.iconSize(), e.textWidth(s.Width)
		y := max(pad(e)*2, (s.Height-e.heightFor(s.Width))/2+pad(e)*2)
		e.image.Resize(fyne.NewSquareSize(i))
		e.image.Move(fyne.NewPos((s.Width-i)/2, y))
		y += i + pad(e)*2
		h := e.text.heightFor(w)
		e.text.Resize(fyne.NewSize(w, h))
		e.text.Move(fyne.NewPos((s.Width-w)/2, y))
		y += h + pad(e)*2.5
		m := e.button.MinSize()
		e.button.Resize(m)
		e.button.Move(fyne.NewPos((s.Width-m.Width)/2, y))
	}
	f.refresh()
	return f
}
