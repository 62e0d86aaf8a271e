package sketch

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/ui"
	"guvoh/export/doc"
)

// Picture gives the lines and surfaces of a drawing as a picture, in the colours
// of a theme and at so many units of the window for each of the drawing.
func Picture(d *doc.Drawing, k float64, th fyne.Theme) fyne.Resource {
	return resource(d, k, func(h doc.Hue) color.Color { return Hue(th, h) })
}

// Hue gives the window's colour for what a colour of a drawing means.
func Hue(th fyne.Theme, h doc.Hue) color.Color {
	names := map[doc.Hue]fyne.ThemeColorName{
		doc.Ink: theme.ColorNameForeground, doc.Soft: ui.ColorSubtle, doc.Faint: ui.ColorNeutralSoft,
		doc.Accent: theme.ColorNamePrimary, doc.Alarm: theme.ColorNameError, doc.Paper: theme.ColorNameBackground,
	}
	return th.Color(names[h], fyne.CurrentApp().Settings().ThemeVariant())
}
