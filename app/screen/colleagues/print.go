package colleagues

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"guvoh/app/ui"
	"guvoh/export/sheet"
	"guvoh/model/team"
)

func spell(c team.Card) sheet.Fingerprint { return sheet.Spell(c.Fingerprint) }

// printOf shows what two people compare: the words, and the digits, which say
// the same.
func printOf(c team.Card) fyne.CanvasObject {
	p := spell(c)
	words := container.NewGridWithColumns(2)
	for i, word := range p.Words {
		words.Add(ui.NewText(strconv.Itoa(i+1)+"  "+word, ui.TextStyle{Bold: true, Single: true}))
	}
	digits := container.NewGridWithColumns(len(p.Digits))
	for _, group := range p.Digits {
		digits.Add(ui.NewText(group, ui.TextStyle{Bold: true, Single: true}))
	}
	return ui.NewStack(2, words, digits)
}
