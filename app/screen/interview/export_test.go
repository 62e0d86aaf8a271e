package interview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/ui"
)

// ShowPage shows the account (0) or what is around it (1).
func ShowPage(p *Pane, i int) { p.showPage(i) }

// ToggleHead folds the head up or unfolds it.
func ToggleHead(p *Pane) { p.toggleHead() }

// ToggleFind shows the find line, or puts it away.
func ToggleFind(p *Pane) { p.find.toggle() }

// Found gives the words beside the find line.
func Found(p *Pane) string { return p.find.count.Text() }

// List gives the list of blocks.
func List(p *Pane) *ui.BlockList { return p.account.List }

// State gives the words that say whether all is on the disk.
func State(p *Pane) string { return p.state.Text() }

// Consent chooses a purpose and the answer, as a person does.
func Consent(p *Pane, purpose, decision string) {
	p.consents.about.Load(purpose)
	p.consents.keep(decision)
}

// StateRoom gives the width those words have and the width they need.
func StateRoom(p *Pane) (have, want float32) {
	want = fyne.MeasureText(p.state.Text(), p.Theme().Size(theme.SizeNameCaptionText), fyne.TextStyle{}).Width
	return p.state.Size().Width, want
}
