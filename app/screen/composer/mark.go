package composer

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui"
)

// mark is a small sign before an item. Each has a shape of its own, so that
// nothing rests on colour alone.
type mark uint8

const (
	noMark   mark = iota
	markRing      // nothing yet, and nothing need be
	markDone
	markGap  // something is missing
	markOver // too long
	markStop
	markWarn
	markNote
	markGrip // can be moved
	markIn   // is used
	markRoom // keeps the place of a mark free
)

// drawMark gives the objects of a mark in a line that starts at x and y.
func drawMark(m mark, x, y, height float32) []fyne.CanvasObject {
	side := 14 * textScale()
	at := fyne.NewPos(x, y+(height-side)/2)
	icon := func(res fyne.Resource, ink fyne.ThemeColorName) []fyne.CanvasObject {
		i := widget.NewIcon(theme.NewColoredResource(res, ink))
		i.Resize(fyne.NewSquareSize(side + 2))
		i.Move(at.SubtractXY(1, 1))
		return []fyne.CanvasObject{i}
	}
	circle := func(fill, line fyne.ThemeColorName, width float32) []fyne.CanvasObject {
		c := &canvas.Circle{FillColor: color.Transparent, StrokeColor: themeColor(line), StrokeWidth: width}
		if fill != "" {
			c.FillColor = themeColor(fill)
		}
		d := side * 0.62
		c.Resize(fyne.NewSquareSize(d))
		c.Move(at.AddXY((side-d)/2, (side-d)/2))
		return []fyne.CanvasObject{c}
	}
	switch m {
	case markRing:
		return circle("", theme.ColorNamePlaceHolder, 1.2)
	case markDone:
		return icon(theme.ConfirmIcon(), theme.ColorNameSuccess)
	case markGap:
		return circle(theme.ColorNameWarning, theme.ColorNameWarning, 0)
	case markOver, markStop:
		return icon(theme.ErrorIcon(), theme.ColorNameError)
	case markWarn:
		return icon(theme.WarningIcon(), theme.ColorNameWarning)
	case markNote:
		return icon(theme.InfoIcon(), ui.ColorSubtle)
	case markGrip:
		return icon(theme.MenuIcon(), theme.ColorNamePlaceHolder)
	case markIn:
		return icon(theme.ConfirmIcon(), theme.ColorNamePrimary)
	}
	return nil
}

// moving tells by how many places a shortcut moves what is chosen: Alt with an
// arrow, as everywhere in the program.
func moving(s fyne.Shortcut) int {
	c, ok := s.(*desktop.CustomShortcut)
	if !ok || c.Modifier != fyne.KeyModifierAlt {
		return 0
	}
	switch c.KeyName {
	case fyne.KeyUp:
		return -1
	case fyne.KeyDown:
		return 1
	}
	return 0
}
