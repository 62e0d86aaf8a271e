package interview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/tr"
	"guvoh/app/ui"
)

// finder is the line that finds words in the account.
type finder struct {
	p      *Pane
	line   *ui.Entry
	count  *ui.Text
	object *fyne.Container
}

func newFinder(p *Pane) *finder {
	w := p.d.Words
	f := &finder{p: p, count: ui.NewText("", ui.TextStyle{Size: theme.SizeNameCaptionText, Color: ui.ColorSubtle, Single: true})}
	f.line = ui.NewEntry(w.T("interview.find"), func(string) { f.find(false) })
	f.line.OnKey = f.key
	f.object = ui.NewRow(0, f.line, f.count,
		ui.NewIconButton(theme.MoveUpIcon(), w.T("interview.find_before"), func() { f.find(true) }),
		ui.NewIconButton(theme.MoveDownIcon(), w.T("interview.find_next"), func() { f.find(false) }),
		ui.NewIconButton(theme.CancelIcon(), w.T("action.close"), f.toggle))
	f.object.Hide()
	return f
}

// toggle shows the line with the keyboard in it, or gives the keyboard back to the account.
func (f *finder) toggle() {
	if f.object.Visible() {
		f.object.Hide()
		f.p.relayout()
		f.p.account.Back()
		return
	}
	f.object.Show()
	f.p.relayout()
	ui.Focus(f.line)
}

func (f *finder) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyDown:
		f.find(false)
	case fyne.KeyUp:
		f.find(true)
	case fyne.KeyEscape:
		f.toggle()
	default:
		return false
	}
	return true
}

// find shows the next place, and which of how many it is.
func (f *finder) find(back bool) {
	n, of := f.p.account.List.Find(f.line.Text, back)
	switch {
	case of > 0:
		f.count.SetText(f.p.d.Words.T("interview.found", tr.V{"N": n, "Count": of}))
	case f.line.Text == "":
		f.count.SetText("")
	default:
		f.count.SetText(f.p.d.Words.T("state.nothing_found"))
	}
	f.object.Refresh()
}
