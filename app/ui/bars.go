package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// NewToolbar puts buttons side by side; a nil is a gap that pushes what follows to the right.
func NewToolbar(buttons ...fyne.CanvasObject) *fyne.Container {
	grow := -1
	for i, b := range buttons {
		if b == nil {
			gap := canvas.NewRectangle(color.Transparent)
			buttons[i], grow = gap, i
		}
	}
	return NewRow(grow, buttons...)
}

// Banner is a sentence across a screen that stays until its reason goes.
type Banner struct {
	widget.BaseWidget
	tone    Tone
	icon    *widget.Icon
	text    *Text
	box     *canvas.Rectangle
	buttons []fyne.CanvasObject
}

// NewBanner returns a banner; buttons stand at its right.
func NewBanner(tone Tone, sentence string, buttons ...fyne.CanvasObject) *Banner {
	b := &Banner{tone: tone, icon: widget.NewIcon(nil), text: NewText(sentence, TextStyle{}), box: canvas.NewRectangle(color.Transparent), buttons: buttons}
	b.ExtendBaseWidget(b)
	return b
}

// Set replaces tone and sentence.
func (b *Banner) Set(tone Tone, sentence string) {
	b.tone = tone
	b.text.content = sentence
	b.Refresh()
}

// Acts answers the buttons.
func (b *Banner) Acts() []fyne.CanvasObject { return b.buttons }

func (b *Banner) wide() bool { return true }

func (b *Banner) sides() (left, right float32) {
	left = pad(b)*3.4 + size(b, theme.SizeNameInlineIcon)
	right = pad(b) * 2
	for _, o := range b.buttons {
		right += o.MinSize().Width + pad(b)
	}
	return left, right
}

// below tells whether the buttons stand under the words for want of room.
func (b *Banner) below(width float32) bool {
	l, r := b.sides()
	return len(b.buttons) > 0 && width-l-r < 200*textScale()
}

func (b *Banner) heightFor(width float32) float32 {
	l, r := b.sides()
	buttons := float32(0)
	for _, o := range b.buttons {
		buttons = max(buttons, o.MinSize().Height)
	}
	if b.below(width) {
		return b.text.heightFor(width-l-pad(b)*2) + buttons + pad(b)*3.5
	}
	return max(b.text.heightFor(width-l-r)+pad(b)*2.4, buttons+pad(b)*1.4)
}

// CreateRenderer draws the banner.
func (b *Banner) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: append([]fyne.CanvasObject{b.box, b.icon, b.text}, b.buttons...), owner: b}
	f.refresh = func() {
		ground, ink := b.tone.colors()
		line := color.Color(nil)
		if strong(b) {
			line = tint(b, ink)
		}
		setBox(b.box, tint(b, ground), line, 2, size(b, theme.SizeNameInputRadius)*1.3)
		icons := map[Tone]fyne.Resource{Warning: theme.WarningIcon(), Problem: theme.ErrorIcon(), Success: theme.ConfirmIcon()}
		res := icons[b.tone]
		if res == nil {
			res = theme.InfoIcon()
		}
		drawIcon(b.icon, res, ink)
		b.text.Refresh()
		for _, o := range b.buttons {
			o.Refresh()
		}
	}
	f.min = func() fyne.Size {
		w := 180 * textScale()
		return fyne.NewSize(w, b.heightFor(max(w, b.Size().Width)))
	}
	f.layout = func(s fyne.Size) {
		l, r := b.sides()
		p, icon := pad(b), size(b, theme.SizeNameInlineIcon)
		b.box.Resize(s)
		w, y := s.Width-l-r, float32(0)
		bar := s.Height
		if b.below(s.Width) {
			w = s.Width - l - p*2
			y = p * 1.2
			bar = 0
		}
		h := b.text.heightFor(w)
		if bar > 0 {
			y = (s.Height - h) / 2
		}
		b.text.Move(fyne.NewPos(l, y))
		b.text.Resize(fyne.NewSize(w, h))
		b.icon.Resize(fyne.NewSquareSize(icon))
		b.icon.Move(fyne.NewPos(p*2, y+(b.text.lineHeight()-icon)/2))
		x := s.Width - r + p
		if bar == 0 {
			x = l
		}
		for _, o := range b.buttons {
			centre(o, x, s.Height)
			if bar == 0 {
				o.Move(fyne.NewPos(x, y+h+p))
			}
			x += o.MinSize().Width + p
		}
	}
	f.refresh()
	return f
}
