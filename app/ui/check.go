package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Check is a box to tick, with words that wrap beside it.
type Check struct {
	control
	OnChanged func(on bool)

	on   bool
	text *Text
	icon *widget.Icon
	ring *canvas.Rectangle
}

// NewCheck returns a box; changed hears when a person ticks it.
func NewCheck(label string, on bool, changed func(on bool)) *Check {
	c := &Check{on: on, OnChanged: changed, text: NewText(label, TextStyle{}), icon: widget.NewIcon(nil), ring: canvas.NewRectangle(color.Transparent)}
	c.extend(c)
	return c
}

// Label answers the words.
func (c *Check) Label() string { return c.text.Text() }

// Checked tells whether the box is ticked.
func (c *Check) Checked() bool { return c.on }

// Load ticks the box or not, without telling anybody.
func (c *Check) Load(on bool) {
	if c.on != on {
		c.on = on
		c.Refresh()
	}
}

// Tapped toggles.
func (c *Check) Tapped(*fyne.PointEvent) {
	if !c.disabled {
		Focus(c)
		c.toggle()
	}
}

func (c *Check) toggle() {
	if c.disabled {
		return
	}
	c.on = !c.on
	c.Refresh()
	if c.OnChanged != nil {
		c.OnChanged(c.on)
	}
}

// TypedKey toggles on Space.
func (c *Check) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeySpace {
		c.toggle()
		return
	}
	passOn(c, ev)
}

func (c *Check) iconSize() float32  { return size(c, theme.SizeNameInlineIcon) * 1.15 }
func (c *Check) textStart() float32 { return c.iconSize() + pad(c)*1.6 }

func (c *Check) heightFor(width float32) float32 {
	return max(c.text.heightFor(width-c.textStart()), c.iconSize()) + pad(c)
}

// CreateRenderer draws box and words.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{c.icon, c.text, c.ring}, owner: c}
	f.refresh = func() {
		ink := theme.ColorNameInputBorder
		res := theme.CheckButtonIcon()
		if c.on {
			ink, res = theme.ColorNamePrimary, theme.CheckButtonCheckedIcon()
		}
		words := theme.ColorNameForeground
		if c.disabled {
			ink, words = theme.ColorNameDisabled, theme.ColorNameDisabled
		}
		drawIcon(c.icon, res, ink)
		c.text.SetColor(words)
		setRing(c.ring, c, c.focused, size(c, theme.SizeNameInputRadius))
	}
	f.min = func() fyne.Size {
		w := c.textStart() + c.text.natural()
		return fyne.NewSize(min(w, max(c.Size().Width, 160*textScale())), c.heightFor(max(c.Size().Width, min(w, 160*textScale()))))
	}
	f.layout = func(s fyne.Size) {
		i := c.iconSize()
		c.icon.Resize(fyne.NewSquareSize(i))
		h := c.text.heightFor(s.Width - c.textStart())
		top := (s.Height - h) / 2
		c.icon.Move(fyne.NewPos(0, top+(c.text.lineHeight()-i)/2))
		c.text.Move(fyne.NewPos(c.textStart(), top))
		c.text.Resize(fyne.NewSize(s.Width-c.textStart(), h))
		w := min(s.Width, c.textStart()+c.text.natural())
		placeRing(c.ring, fyne.NewSize(w, s.Height))
	}
	f.refresh()
	return f
}
