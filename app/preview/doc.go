// Package preview shows the pages of a dossier as they will print, beside the
// place where it is composed.
//
// Its one job is to draw a dossier away from the window (export/bundle), and to
// let a person read, search and leave the pages (export/pdfview): at a page one
// gets to the paragraph that was written, and from a paragraph to its page.
// Rules of the package: typing is never waited for and never disturbed; what is
// shown stays, and stays where it is, until the new pages are there; only pages
// in view are drawn, and only so many pictures are kept; nothing is written
// anywhere; the keyboard is never taken.
package preview

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

func themeSize(name fyne.ThemeSizeName) float32 {
	return fyne.CurrentApp().Settings().Theme().Size(name)
}

func themeColor(name fyne.ThemeColorName) color.Color {
	s := fyne.CurrentApp().Settings()
	return s.Theme().Color(name, s.ThemeVariant())
}

// textScale tells how much larger than usual the letters are.
func textScale() float32 { return themeSize(theme.SizeNameText) / 14 }

func pad() float32 { return themeSize(theme.SizeNamePadding) }
