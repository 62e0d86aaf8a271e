package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Tone is the meaning a badge or banner carries by its colour.
type Tone int

// The tones. Words always say the same, so that nothing rests on colour alone.
const (
	Neutral Tone = iota
	Accent
	Success
	Warning
	Problem
)

func (t Tone) colors() (ground, ink fyne.ThemeColorName) {
	switch t {
	case Accent:
		return ColorAccentSoft, theme.ColorNamePrimary
	case Success:
		return ColorSuccessSoft, theme.ColorNameSuccess
	case Warning:
		return ColorWarningSoft, theme.ColorNameWarning
	case Problem:
		return ColorErrorSoft, theme.ColorNameError
	}
	return ColorNeutralSoft, ColorSubtle
}

// Badge is a word or a number in a small coloured box.
type Badge struct {
	widget.BaseWidget
	text string
	tone Tone
	box  *canvas.Rectangle
	line *canvas.Text
}

// NewBadge returns a badge.
func NewBadge(text string, tone Tone) *Badge {
	b := &Badge{text: text, tone: tone, box: canvas.NewRectangle(color.Transparent), line: canvas.NewText("", color.Black)}
	b.ExtendBaseWidget(b)
	return b
}

// Set replaces words and tone.
func (b *Badge) Set(text string, tone Tone) {
	b.text, b.tone = text, tone
	b.Refresh()
}

// CreateRenderer draws the badge.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{b.box, b.line}, owner: b}
	f.refresh = func() {
		ground, ink := b.tone.colors()
		line := color.Color(nil)
		if strong(b) {
			line = tint(b, ink)
		}
		setBox(b.box, tint(b, ground), line, 1, size(b, theme.SizeNameInputRadius)*0.75)
		styleText(b.line, b.text, size(b, theme.SizeNameCaptionText), false, tint(b, ink))
	}
	f.min = func() fyne.Size {
		m := textSize(b.text, size(b, theme.SizeNameCaptionText), false)
		return m.AddWidthHeight(pad(b)*2, pad(b)*0.7)
	}
	f.layout = func(s fyne.Size) {
		b.box.Resize(s)
		b.line.Text = ellipsis(b.text, b.line.TextSize, s.Width-pad(b)*2+1, false)
		m := b.line.MinSize()
		b.line.Resize(m)
		b.line.Move(fyne.NewPos((s.Width-m.Width)/2, (s.Height-m.Height)/2))
	}
	f.refresh()
	return f
}

// Chip is a chosen value: Enter or a tap opens it, Delete or its cross removes it.
type Chip struct {
	control
	OnTapped func()
	OnRemove func()

	text  string
	icon  fyne.Resource
	box   *canvas.Rectangle
	ring  *canvas.Rectangle
	line  *canvas.Text
	image *widget.Icon
	cross *mark
}

// NewChip returns a chip; icon, tapped and remove may be nil.
func NewChip(text string, icon fyne.Resource, tapped, remove func()) *Chip {
	c := &Chip{text: text, icon: icon, OnTapped: tapped, OnRemove: remove, box: canvas.NewRectangle(color.Transparent), ring: canvas.NewRectangle(color.Transparent), line: canvas.NewText("", color.Black), image: widget.NewIcon(nil)}
	c.cross = newMark(theme.CancelIcon(), c.remove)
	c.extend(c)
	return c
}

func (c *Chip) remove() {
	if c.OnRemove != nil && !c.disabled {
		c.OnRemove()
	}
}

// Tapped opens what the chip stands for.
func (c *Chip) Tapped(*fyne.PointEvent) {
	Focus(c)
	if c.OnTapped != nil {
		c.OnTapped()
	}
}

// TypedKey opens and removes.
func (c *Chip) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		if c.OnTapped != nil {
			c.OnTapped()
			return
		}
		passOn(c, ev)
	case fyne.KeyDelete, fyne.KeyBackspace:
		c.remove()
	default:
		passOn(c, ev)
	}
}

// CreateRenderer draws the chip.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{c.box, c.image, c.line, c.cross, c.ring}, owner: c}
	part := func() float32 { return size(c, theme.SizeNameText) }
	f.refresh = func() {
		radius := size(c, theme.SizeNameInputRadius)
		fill := tint(c, ColorNeutralSoft)
		if c.hovered {
			fill = over(fill, tint(c, theme.ColorNameHover))
		}
		line := color.Color(nil)
		if strong(c) {
			line = tint(c, ColorBorder)
		}
		setBox(c.box, fill, line, 1, radius)
		setRing(c.ring, c, c.focused, radius)
		styleText(c.line, c.text, size(c, theme.SizeNameText), false, tint(c, theme.ColorNameForeground))
		c.cross.show(c.OnRemove != nil && !c.disabled)
		c.image.Hidden = c.icon == nil
		drawIcon(c.image, c.icon, ColorSubtle)
	}
	extra := func() float32 {
		w := pad(c) * 3
		if c.icon != nil {
			w += part() + pad(c)
		}
		if c.OnRemove != nil {
			w += part() + pad(c)
		}
		return w
	}
	f.min = func() fyne.Size {
		m := textSize(c.text, size(c, theme.SizeNameText), false)
		return fyne.NewSize(m.Width+extra(), m.Height+pad(c)*1.1)
	}
	f.layout = func(s fyne.Size) {
		c.box.Resize(s)
		placeRing(c.ring, s)
		x := pad(c) * 1.5
		if c.icon != nil {
			c.image.Resize(fyne.NewSquareSize(part()))
			c.image.Move(fyne.NewPos(x, (s.Height-part())/2))
			x += part() + pad(c)
		}
		c.line.Text = ellipsis(c.text, c.line.TextSize, s.Width-extra()+1, false)
		m := c.line.MinSize()
		c.line.Resize(m)
		c.line.Move(fyne.NewPos(x, (s.Height-m.Height)/2))
		c.cross.Resize(fyne.NewSquareSize(part()))
		c.cross.Move(fyne.NewPos(s.Width-part()-pad(c), (s.Height-part())/2))
	}
	f.refresh()
	return f
}

// NewFlow puts objects side by side and goes on below where the row is full.
func NewFlow(objs ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &flowLayout{}, Objects: objs}
}

type flowLayout struct{ width float32 }

func (l *flowLayout) walk(objs []fyne.CanvasObject, width float32, visit func(o fyne.CanvasObject, x, y float32, s fyne.Size)) float32 {
	gap := themeSize(theme.SizeNamePadding)
	x, y, row := float32(0), float32(0), float32(0)
	for _, o := range objs {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		m.Width = min(m.Width, width)
		if x > 0 && x+m.Width > width {
			x, y, row = 0, y+row+gap, 0
		}
		visit(o, x, y, m)
		x += m.Width + gap
		row = max(row, m.Height)
	}
	return y + row
}

func (l *flowLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	l.walk(objs, s.Width, func(o fyne.CanvasObject, x, y float32, m fyne.Size) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(m)
	})
}

func (l *flowLayout) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	return l.walk(objs, width, func(fyne.CanvasObject, float32, float32, fyne.Size) {})
}

func (l *flowLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	w := float32(0)
	for _, o := range objs {
		w = max(w, min(o.MinSize().Width, 120*textScale()))
	}
	return fyne.NewSize(w, l.heightFor(objs, max(w, l.width)))
}
