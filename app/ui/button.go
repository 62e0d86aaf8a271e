package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// ButtonStyle is the rank of a button on its screen.
type ButtonStyle int

// The ranks of buttons. A screen has at most one Primary.
const (
	Plain ButtonStyle = iota
	Primary
	Quiet // no box until the mouse or the keyboard is on it: toolbars
	Danger
	Link // reads like a link in a line of text
)

// Button does something when tapped, or with Space or Enter.
type Button struct {
	control
	OnTapped func()

	label string
	icon  fyne.Resource
	style ButtonStyle
	tip   tip
	warn  bool // draws in the warning colour
	lead  bool // label starts at the left instead of the centre
	onInk bool // stands on a dark ground (a toast), so its ink is light
	small bool // a faint icon of the size of a caption

	box, ring *canvas.Rectangle
	text      *canvas.Text
	image     *widget.Icon
}

// NewButton returns a button; icon may be nil.
func NewButton(label string, icon fyne.Resource, style ButtonStyle, tapped func()) *Button {
	b := &Button{label: label, icon: icon, style: style, OnTapped: tapped}
	b.extend(b)
	return b
}

// NewIconButton returns a quiet button with an icon only; tip says what it does
// when the mouse rests on it.
func NewIconButton(icon fyne.Resource, tip string, tapped func()) *Button {
	b := NewButton("", icon, Quiet, tapped)
	b.tip.text = tip
	return b
}

// NewNoteButton returns the way to a note beside a coded field: fainter than
// other buttons until it is used, since nearly every field has one.
func NewNoteButton(tapped func()) *Button {
	b := NewIconButton(theme.DocumentCreateIcon(), words.AddNote, tapped)
	b.small = true
	return b
}

// Lead starts the words at the left instead of in the middle, as in a list.
func (b *Button) Lead() *Button { b.lead = true; return b }

// SetLabel replaces the words.
func (b *Button) SetLabel(s string) { b.label = s; b.Refresh() }

// Label answers the words.
func (b *Button) Label() string { return b.label }

// SetIcon replaces the icon.
func (b *Button) SetIcon(r fyne.Resource) { b.icon = r; b.Refresh() }

// Style answers how the button looks.
func (b *Button) Style() ButtonStyle { return b.style }

// SetStyle replaces the rank.
func (b *Button) SetStyle(s ButtonStyle) { b.style = s; b.Refresh() }

// Tapped runs the action and takes the keyboard.
func (b *Button) Tapped(*fyne.PointEvent) {
	if b.disabled {
		return
	}
	b.tip.hide()
	Focus(b)
	b.run()
}

func (b *Button) run() {
	if !b.disabled && b.OnTapped != nil {
		b.OnTapped()
	}
}

// TypedKey runs the action on Space and Enter.
func (b *Button) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		b.run()
	default:
		passOn(b, ev)
	}
}

// colors answers fill, outline and ink of the present state.
func (b *Button) colors() (fill, line color.Color, ink fyne.ThemeColorName) {
	ink = theme.ColorNameForeground
	switch b.style {
	case Primary:
		fill, ink = tint(b, theme.ColorNamePrimary), theme.ColorNameForegroundOnPrimary
	case Danger:
		fill, line, ink = tint(b, ColorSurface), tint(b, theme.ColorNameError), theme.ColorNameError
	case Link:
		ink = theme.ColorNameHyperlink
	case Quiet:
		switch {
		case b.small && !b.hovered && !b.focused:
			ink = theme.ColorNameInputBorder
		case b.label == "" && !b.hovered:
			ink = ColorSubtle
		}
	case Plain:
		fill, line = tint(b, ColorSurface), tint(b, ColorBorder)
	}
	if b.warn {
		ink = theme.ColorNameWarning
	}
	if b.onInk {
		ink = theme.ColorNameBackground
	}
	if b.disabled {
		ink = theme.ColorNameDisabled
		if fill != nil {
			fill = tint(b, theme.ColorNameDisabledButton)
		}
		if line != nil || strong(b) && b.style == Primary {
			line = tint(b, theme.ColorNameDisabled)
		}
	}
	return fill, line, ink
}

func (b *Button) edges() (x, y float32) {
	in := size(b, theme.SizeNameInnerPadding)
	switch {
	case b.style == Link:
		return in * 0.4, in * 0.2
	case b.label == "":
		return in * 0.6, in * 0.6
	}
	return in * 1.35, in * 0.72
}

// CreateRenderer draws the button.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	b.box, b.ring = canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	b.text, b.image = canvas.NewText("", color.Black), widget.NewIcon(nil)
	f := &face{objs: []fyne.CanvasObject{b.box, b.image, b.text, b.ring}, owner: b}
	f.layout, f.min, f.refresh = b.place, b.least, b.restyle
	b.restyle()
	return f
}

func (b *Button) restyle() {
	fill, line, ink := b.colors()
	radius := size(b, theme.SizeNameInputRadius)
	if b.hovered && !b.disabled {
		hover := tint(b, theme.ColorNameHover)
		if fill == nil {
			fill = hover
		} else {
			fill = over(fill, hover)
		}
	}
	setBox(b.box, fill, line, size(b, theme.SizeNameInputBorder), radius)
	setRing(b.ring, b, b.focused, radius)
	styleText(b.text, b.label, b.textSize(), b.style == Primary, tint(b, ink))
	b.image.Hidden = b.icon == nil || !b.Visible()
	drawIcon(b.image, b.icon, ink)
}

func (b *Button) textSize() float32 {
	if b.style == Link {
		return size(b, theme.SizeNameCaptionText)
	}
	return size(b, theme.SizeNameText)
}

func (b *Button) iconSize() float32 {
	if b.icon == nil {
		return 0
	}
	if b.style == Link || b.small {
		return size(b, theme.SizeNameCaptionText) * 1.2
	}
	return size(b, theme.SizeNameInlineIcon)
}

func (b *Button) content() (icon, gap float32, text fyne.Size) {
	icon = b.iconSize()
	if b.label != "" {
		text = textSize(b.label, b.textSize(), b.style == Primary)
		if icon > 0 {
			gap = size(b, theme.SizeNameInnerPadding) * 0.6
		}
	}
	return icon, gap, text
}

func (b *Button) least() fyne.Size {
	x, y := b.edges()
	icon, gap, text := b.content()
	h := max(icon, textSize("Щg", b.textSize(), false).Height)
	return fyne.NewSize(icon+gap+text.Width+2*x, h+2*y)
}

func (b *Button) place(s fyne.Size) {
	x, _ := b.edges()
	icon, gap, text := b.content()
	room := s.Width - 2*x - icon - gap
	if text.Width > room+1 { // sums of fractions may fall short by a hair
		b.text.Text = ellipsis(b.label, b.textSize(), room, b.style == Primary)
		text.Width = max(room, 0)
	} else {
		b.text.Text = b.label
	}
	at := x
	if !b.lead {
		at = max(x, (s.Width-icon-gap-text.Width)/2)
	}
	b.box.Resize(s)
	placeRing(b.ring, s)
	b.image.Move(fyne.NewPos(at, (s.Height-icon)/2))
	b.image.Resize(fyne.NewSquareSize(icon))
	b.text.Move(fyne.NewPos(at+icon+gap, (s.Height-text.Height)/2))
	b.text.Resize(text)
}

// over lays a see-through colour on an opaque one.
func over(base, top color.Color) color.Color {
	r, g, b, a := top.RGBA()
	R, G, B, _ := base.RGBA()
	mix := func(t, u uint32) uint8 { return uint8((t + u*(0xffff-a)/0xffff) >> 8) }
	return color.NRGBA{R: mix(r, R), G: mix(g, G), B: mix(b, B), A: 0xff}
}

// setRing styles a focus ring, drawn just outside the widget.
func setRing(r *canvas.Rectangle, w themed, on bool, radius float32) {
	if !on {
		setBox(r, nil, nil, 0, radius)
		return
	}
	setBox(r, nil, tint(w, ColorRing), ringWidth(w), radius+2)
}

func placeRing(r *canvas.Rectangle, s fyne.Size) {
	r.Move(fyne.NewPos(-2, -2))
	r.Resize(s.AddWidthHeight(4, 4))
}
