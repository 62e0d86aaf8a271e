// Package gate is what stands before an open file: asking for its key,
// choosing a passphrase, and writing down, checking and typing the words of
// recovery sheets and key shares.
//
// Its one job is that a person under stress gets through with plain words and
// the keyboard alone, and that nobody else does. The window and the screen of
// keys show these panes; neither repeats them.
//
// Rules of the package: a secret is never written to disk, to a log or to the
// clipboard from here; what was typed is dropped as soon as it was used; a
// wrong key is one sentence, and each one makes the next wait longer; nothing
// here names a case, and a file only where the person has just chosen it.
package gate

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/ui"
)

// width is that of the column in which everything stands, at 100 %: what the
// eye can follow.
const width = 460

// page centres a column under an icon and a heading.
func page(icon fyne.Resource, title, text string, parts ...fyne.CanvasObject) fyne.CanvasObject {
	head := []fyne.CanvasObject{
		container.NewCenter(ui.NewIcon(icon, 44)),
		ui.NewStack(1, ui.NewText(title, ui.TextStyle{Size: theme.SizeNameHeadingText, Bold: true, Align: fyne.TextAlignCenter}),
			ui.NewText(text, ui.TextStyle{Color: ui.ColorSubtle, Align: fyne.TextAlignCenter})),
	}
	column := ui.NewStack(3, append(head, parts...)...)
	return ui.NewScroll(container.NewCenter(ui.NewColumn(width, ui.NewInset(1, 6, column))))
}
