package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui/activity"
)

// StatusLine stands at the bottom of a window and says how things are: at the
// left whether what was typed is kept, at the right what goes on by itself. It
// takes neither the keyboard nor the eye: only a problem has a colour.
type StatusLine struct {
	widget.BaseWidget
	activity.Ground
	edge        *canvas.Rectangle
	icon        *widget.Icon
	sign        fyne.Resource
	problem     bool
	state, note *Text
}

// NewStatusLine returns a line that says nothing yet.
func NewStatusLine() *StatusLine {
	small := TextStyle{Size: theme.SizeNameCaptionText, Color: ColorSubtle, Single: true}
	note := small
	note.Align = fyne.TextAlignTrailing
	l := &StatusLine{
		edge: canvas.NewRectangle(nil), icon: widget.NewIcon(nil), state: NewText("", small), note: NewText("", note),
	}
	l.ExtendBaseWidget(l)
	return l
}

// Say says how what was typed stands, in words and by a sign; a problem stands out.
func (l *StatusLine) Say(state string, sign fyne.Resource, problem bool) {
	if l.state.Text() == state && l.sign == sign && l.problem == problem {
		return
	}
	l.sign, l.problem = sign, problem
	l.state.SetText(state)
	l.Refresh()
}

// Note says what goes on by itself; "" is nothing.
func (l *StatusLine) Note(text string) { l.note.SetText(text) }

// Said answers what stands at the left and at the right.
func (l *StatusLine) Said() (state, note string) { return l.state.Text(), l.note.Text() }

// CreateRenderer draws a hairline over sign and words.
func (l *StatusLine) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{l.edge, l.icon, l.state, l.note}, owner: l}
	f.refresh = func() {
		ink := ColorSubtle
		if l.problem {
			ink = theme.ColorNameError
		}
		setBox(l.edge, tint(l, ColorBorder), nil, 0, 0)
		l.icon.Hidden = l.sign == nil
		drawIcon(l.icon, l.sign, ink)
		l.state.SetColor(ink)
	}
	f.layout = func(s fyne.Size) {
		p, h, sign := pad(l)*2, l.state.lineHeight(), size(l, theme.SizeNameCaptionText)*1.25
		l.edge.Resize(fyne.NewSize(s.Width, 1))
		l.icon.Resize(fyne.NewSquareSize(sign))
		l.icon.Move(fyne.NewPos(p, (s.Height-sign)/2))
		x, y := p+sign+pad(l), (s.Height-h)/2
		half := max(0, (s.Width-x-2*p)/2)
		l.state.Move(fyne.NewPos(x, y))
		l.state.Resize(fyne.NewSize(half, h))
		l.note.Move(fyne.NewPos(s.Width-p-half, y))
		l.note.Resize(fyne.NewSize(half, h))
	}
	f.min = func() fyne.Size { return fyne.NewSize(120, l.state.lineHeight()+pad(l)*1.4) }
	f.refresh()
	return f
}
