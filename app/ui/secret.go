package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// NewSecretEntry returns a line whose letters are hidden until [Entry.Show] is
// asked for. Nothing can be copied out of it while they are.
func NewSecretEntry(placeholder string, changed func(text string)) *Entry {
	e := NewEntry(placeholder, changed)
	e.Password = true
	e.ActionItem = container.NewWithoutLayout() // Fyne's eye cannot be reached by keyboard
	return e
}

// ShowLetters shows the letters of a secret entry, or hides them again.
func (e *Entry) ShowLetters(on bool) {
	e.Password = !on
	e.Refresh()
}

// Meter says in four steps how good something is, with words beside them.
type Meter struct {
	widget.BaseWidget
	level int
	tone  Tone
	text  *Text
	bars  [4]*canvas.Rectangle
}

// NewMeter returns an empty meter.
func NewMeter() *Meter {
	m := &Meter{text: NewText("", TextStyle{Size: theme.SizeNameCaptionText})}
	for i := range m.bars {
		m.bars[i] = canvas.NewRectangle(color.Transparent)
	}
	m.ExtendBaseWidget(m)
	return m
}

// Set shows a level from 0 (nothing yet) to 4 (best), and says it in words.
func (m *Meter) Set(level int, tone Tone, text string) {
	m.level, m.tone = min(max(level, 0), len(m.bars)), tone
	m.text.SetText(text)
	m.Refresh()
}

// Level answers the level shown.
func (m *Meter) Level() int { return m.level }

// Text answers the words beside the bars.
func (m *Meter) Text() string { return m.text.Text() }

func (m *Meter) ink() fyne.ThemeColorName {
	switch m.tone {
	case Problem:
		return theme.ColorNameError
	case Warning:
		return theme.ColorNameWarning
	case Success:
		return theme.ColorNameSuccess
	}
	return ColorSubtle
}

// CreateRenderer draws four bars and the words to their right.
func (m *Meter) CreateRenderer() fyne.WidgetRenderer {
	objs := []fyne.CanvasObject{m.text}
	for _, b := range m.bars {
		objs = append(objs, b)
	}
	f := &face{objs: objs, owner: m}
	barWidth := func() float32 { return 34 * size(m, theme.SizeNameText) / 14 }
	f.refresh = func() {
		for i, b := range m.bars {
			fill, line := tint(m, ColorNeutralSoft), color.Color(nil)
			if i < m.level {
				fill = tint(m, m.ink())
			}
			if strong(m) {
				line = tint(m, ColorBorder)
			}
			setBox(b, fill, line, 1, pad(m)*0.6)
		}
		m.text.SetColor(m.ink())
	}
	f.min = func() fyne.Size {
		return fyne.NewSize(4*(barWidth()+pad(m)), max(m.text.heightFor(400), pad(m)*4))
	}
	f.layout = func(s fyne.Size) {
		h := pad(m) * 1.4
		for i, b := range m.bars {
			b.Resize(fyne.NewSize(barWidth(), h))
			b.Move(fyne.NewPos(float32(i)*(barWidth()+pad(m)), (s.Height-h)/2))
		}
		x := 4*(barWidth()+pad(m)) + pad(m)*2
		th := m.text.heightFor(s.Width - x)
		m.text.Resize(fyne.NewSize(s.Width-x, th))
		m.text.Move(fyne.NewPos(x, (s.Height-th)/2))
	}
	f.refresh()
	return f
}
