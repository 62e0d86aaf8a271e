package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Mode is one of the three looks.
type Mode int

// The looks a person can choose.
const (
	Light Mode = iota
	Dark
	HighContrast
)

// Theme is the look of the whole window. Set it with
// fyne.CurrentApp().Settings().SetTheme; setting another repaints everything.
type Theme struct {
	mode  Mode
	scale float32
}

// NewTheme returns the look for a mode and a text scale from 1 to 2.
func NewTheme(mode Mode, scale float32) *Theme {
	if _, ok := palettes[mode]; !ok {
		mode = Light
	}
	return &Theme{mode: mode, scale: min(max(scale, 1), 2)}
}

// knowsOurColors marks themes, also those built around this one, that answer our colour names.
func (t *Theme) knowsOurColors() {}

// Mode tells which look this is.
func (t *Theme) Mode() Mode { return t.mode }

// Scale tells the text scale, from 1 to 2.
func (t *Theme) Scale() float32 { return t.scale }

// Color answers the colours of Fyne and our own; the system's variant does not matter.
func (t *Theme) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	if c, ok := palettes[t.mode][name]; ok {
		return c
	}
	variant := theme.VariantDark
	if t.mode == Light {
		variant = theme.VariantLight
	}
	return theme.DefaultTheme().Color(name, variant)
}

// Font answers Fyne's fonts, mended where they draw a letter wrongly.
func (t *Theme) Font(s fyne.TextStyle) fyne.Resource {
	face := theme.DefaultTheme().Font(s)
	if mended, ok := faces[face]; ok {
		return mended()
	}
	return face
}

// Icon answers Fyne's icons.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource {
	return theme.DefaultTheme().Icon(name)
}

// sizes at 100 %. Text and icons grow with the scale, spaces grow half as fast.
var textSizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNameText:           14,
	theme.SizeNameCaptionText:    12,
	theme.SizeNameSubHeadingText: 17,
	theme.SizeNameHeadingText:    24,
	theme.SizeNameInlineIcon:     18,
}

var spaceSizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNamePadding:         6,
	theme.SizeNameInnerPadding:    9,
	theme.SizeNameLineSpacing:     4,
	theme.SizeNameScrollBar:       12,
	theme.SizeNameScrollBarSmall:  4,
	theme.SizeNameScrollBarRadius: 4,
	theme.SizeNameInputRadius:     6,
	theme.SizeNameSelectionRadius: 4,
}

// Size answers sizes scaled for the reader.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	if v, ok := textSizes[name]; ok {
		return v * t.scale
	}
	if v, ok := spaceSizes[name]; ok {
		return v * (1 + (t.scale-1)/2)
	}
	strong := t.mode == HighContrast
	switch name {
	case theme.SizeNameInputBorder:
		if strong {
			return 2
		}
		return 1
	case theme.SizeNameSeparatorThickness:
		return 1
	case theme.SizeNameModalBlurRadius:
		return 0
	}
	return theme.DefaultTheme().Size(name)
}
