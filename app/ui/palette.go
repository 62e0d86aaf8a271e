package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Colour names of our own, beside those of Fyne. Every one is answered by Theme.
const (
	ColorSubtle      fyne.ThemeColorName = "guvohSubtle"      // second-rank text
	ColorSurface     fyne.ThemeColorName = "guvohSurface"     // cards and dialogs, above the paper
	ColorSidebar     fyne.ThemeColorName = "guvohSidebar"     // navigation background
	ColorBorder      fyne.ThemeColorName = "guvohBorder"      // quiet outlines
	ColorRing        fyne.ThemeColorName = "guvohRing"        // the focus ring
	ColorAccentSoft  fyne.ThemeColorName = "guvohAccentSoft"  // selected rows, accent badges
	ColorNeutralSoft fyne.ThemeColorName = "guvohNeutralSoft" // chips, neutral badges
	ColorErrorSoft   fyne.ThemeColorName = "guvohErrorSoft"
	ColorWarningSoft fyne.ThemeColorName = "guvohWarningSoft"
	ColorSuccessSoft fyne.ThemeColorName = "guvohSuccessSoft"
)

// fallback names a Fyne colour for each of ours, for windows under a foreign theme.
var fallback = map[fyne.ThemeColorName]fyne.ThemeColorName{
	ColorSubtle: theme.ColorNamePlaceHolder, ColorSurface: theme.ColorNameInputBackground,
	ColorSidebar: theme.ColorNameHeaderBackground, ColorBorder: theme.ColorNameSeparator,
	ColorRing: theme.ColorNamePrimary, ColorAccentSoft: theme.ColorNameSelection,
	ColorNeutralSoft: theme.ColorNameButton, ColorErrorSoft: theme.ColorNameButton,
	ColorWarningSoft: theme.ColorNameButton, ColorSuccessSoft: theme.ColorNameButton,
}

type palette map[fyne.ThemeColorName]color.Color

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xff}
}

func rgba(v uint32, a uint8) color.NRGBA {
	c := rgb(v)
	c.A = a
	return c
}

var palettes = map[Mode]palette{Light: light, Dark: dark, HighContrast: contrast}

var light = palette{
	theme.ColorNameBackground:          rgb(0xFAF8F4),
	theme.ColorNameForeground:          rgb(0x23272B),
	theme.ColorNamePlaceHolder:         rgb(0x686D74),
	theme.ColorNameDisabled:            rgb(0x7C7F82),
	theme.ColorNamePrimary:             rgb(0x1D5C57),
	theme.ColorNameForegroundOnPrimary: rgb(0xFFFFFF),
	theme.ColorNameHyperlink:           rgb(0x1D5C57),
	theme.ColorNameButton:              rgb(0xEFECE5),
	theme.ColorNameDisabledButton:      rgb(0xF2F0EB),
	theme.ColorNameInputBackground:     rgb(0xFFFFFF),
	theme.ColorNameInputBorder:         rgb(0x8A867D),
	theme.ColorNameFocus:               rgba(0x1D5C57, 0x33),
	theme.ColorNameHover:               rgba(0x3B3425, 0x0D),
	theme.ColorNamePressed:             rgba(0x3B3425, 0x1A),
	theme.ColorNameSelection:           rgb(0xCFE2DF),
	theme.ColorNameSeparator:           rgb(0xE5E1D8),
	theme.ColorNameShadow:              rgba(0x2B2618, 0x26),
	theme.ColorNameScrollBar:           rgba(0x3B3425, 0x55),
	theme.ColorNameScrollBarBackground: rgba(0x3B3425, 0x08),
	theme.ColorNameMenuBackground:      rgb(0xFFFFFF),
	theme.ColorNameOverlayBackground:   rgb(0xFFFFFF),
	theme.ColorNameHeaderBackground:    rgb(0xF4F1EA),
	theme.ColorNameError:               rgb(0xA3302A),
	theme.ColorNameForegroundOnError:   rgb(0xFFFFFF),
	theme.ColorNameWarning:             rgb(0x7F5200),
	theme.ColorNameForegroundOnWarning: rgb(0xFFFFFF),
	theme.ColorNameSuccess:             rgb(0x2B6537),
	theme.ColorNameForegroundOnSuccess: rgb(0xFFFFFF),

	ColorSubtle: rgb(0x5B6067), ColorSurface: rgb(0xFFFFFF), ColorSidebar: rgb(0xF2EFE8),
	ColorBorder: rgb(0xDEDACF), ColorRing: rgb(0x1D5C57), ColorAccentSoft: rgb(0xE0ECEA),
	ColorNeutralSoft: rgb(0xEEEBE4), ColorErrorSoft: rgb(0xF8E6E3),
	ColorWarningSoft: rgb(0xF8EED6), ColorSuccessSoft: rgb(0xE2EFE3),
}

var dark = palette{
	theme.ColorNameBackground:          rgb(0x1B1D20),
	theme.ColorNameForeground:          rgb(0xE8E5DF),
	theme.ColorNamePlaceHolder:         rgb(0x9BA0A6),
	theme.ColorNameDisabled:            rgb(0x868C93),
	theme.ColorNamePrimary:             rgb(0x86C9C0),
	theme.ColorNameForegroundOnPrimary: rgb(0x0E201E),
	theme.ColorNameHyperlink:           rgb(0x86C9C0),
	theme.ColorNameButton:              rgb(0x303439),
	theme.ColorNameDisabledButton:      rgb(0x282B2F),
	theme.ColorNameInputBackground:     rgb(0x23262A),
	theme.ColorNameInputBorder:         rgb(0x7C828A),
	theme.ColorNameFocus:               rgba(0x86C9C0, 0x40),
	theme.ColorNameHover:               rgba(0xFFFFFF, 0x0D),
	theme.ColorNamePressed:             rgba(0xFFFFFF, 0x1C),
	theme.ColorNameSelection:           rgb(0x2F5551),
	theme.ColorNameSeparator:           rgb(0x33373C),
	theme.ColorNameShadow:              rgba(0x000000, 0x80),
	theme.ColorNameScrollBar:           rgba(0xFFFFFF, 0x55),
	theme.ColorNameScrollBarBackground: rgba(0xFFFFFF, 0x08),
	theme.ColorNameMenuBackground:      rgb(0x282B30),
	theme.ColorNameOverlayBackground:   rgb(0x25282C),
	theme.ColorNameHeaderBackground:    rgb(0x212428),
	theme.ColorNameError:               rgb(0xF29A90),
	theme.ColorNameForegroundOnError:   rgb(0x2B0F0C),
	theme.ColorNameWarning:             rgb(0xE6B968),
	theme.ColorNameForegroundOnWarning: rgb(0x291C04),
	theme.ColorNameSuccess:             rgb(0x90CC9E),
	theme.ColorNameForegroundOnSuccess: rgb(0x0D2213),

	ColorSubtle: rgb(0xABAFB4), ColorSurface: rgb(0x25282C), ColorSidebar: rgb(0x16181B),
	ColorBorder: rgb(0x3B4046), ColorRing: rgb(0x86C9C0), ColorAccentSoft: rgb(0x263E3B),
	ColorNeutralSoft: rgb(0x33373C), ColorErrorSoft: rgb(0x462825),
	ColorWarningSoft: rgb(0x40331A), ColorSuccessSoft: rgb(0x23392A),
}

var contrast = palette{
	theme.ColorNameBackground:          rgb(0x000000),
	theme.ColorNameForeground:          rgb(0xFFFFFF),
	theme.ColorNamePlaceHolder:         rgb(0xE0E0E0),
	theme.ColorNameDisabled:            rgb(0xA8A8A8),
	theme.ColorNamePrimary:             rgb(0xFFE500),
	theme.ColorNameForegroundOnPrimary: rgb(0x000000),
	theme.ColorNameHyperlink:           rgb(0xFFE500),
	theme.ColorNameButton:              rgb(0x000000),
	theme.ColorNameDisabledButton:      rgb(0x000000),
	theme.ColorNameInputBackground:     rgb(0x000000),
	theme.ColorNameInputBorder:         rgb(0xFFFFFF),
	theme.ColorNameFocus:               rgba(0xFFE500, 0x66),
	theme.ColorNameHover:               rgba(0xFFFFFF, 0x2B),
	theme.ColorNamePressed:             rgba(0xFFFFFF, 0x4D),
	theme.ColorNameSelection:           rgb(0x004E9C),
	theme.ColorNameSeparator:           rgb(0xFFFFFF),
	theme.ColorNameShadow:              rgba(0x000000, 0xB0),
	theme.ColorNameScrollBar:           rgb(0xFFFFFF),
	theme.ColorNameScrollBarBackground: rgba(0xFFFFFF, 0x22),
	theme.ColorNameMenuBackground:      rgb(0x000000),
	theme.ColorNameOverlayBackground:   rgb(0x000000),
	theme.ColorNameHeaderBackground:    rgb(0x000000),
	theme.ColorNameError:               rgb(0xFF9C94),
	theme.ColorNameForegroundOnError:   rgb(0x000000),
	theme.ColorNameWarning:             rgb(0xFFE500),
	theme.ColorNameForegroundOnWarning: rgb(0x000000),
	theme.ColorNameSuccess:             rgb(0x7DFF9B),
	theme.ColorNameForegroundOnSuccess: rgb(0x000000),

	ColorSubtle: rgb(0xF0F0F0), ColorSurface: rgb(0x000000), ColorSidebar: rgb(0x000000),
	ColorBorder: rgb(0xFFFFFF), ColorRing: rgb(0xFFE500), ColorAccentSoft: rgb(0x3A3500),
	ColorNeutralSoft: rgb(0x1C1C1C), ColorErrorSoft: rgb(0x3A0000),
	ColorWarningSoft: rgb(0x3A3500), ColorSuccessSoft: rgb(0x00330F),
}
