package interview

import (
	"guvoh/app/recordform"
	"guvoh/app/testimony"
	"guvoh/app/ui"
	"guvoh/model"
)

func newAccount(p *Pane) *testimony.Account {
	return testimony.New(p.d, testimony.Options{
		Case: p.in, Interview: p.id,
		Record:  func() model.Record { return p.rec },
		OnType:  p.foldHead, // not before: a head that folds under the mouse would move the words it is on
		OnState: p.say, OnCount: p.count,
	})
}

// askDetails shows what else is kept of the block at hand: the language, the
// time in the recording.
func (p *Pane) askDetails() {
	block := p.account.Current()
	if block.IsZero() {
		p.d.Host.Toast(p.d.Words.T("interview.no_passage"), "", nil)
		return
	}
	p.account.Settle()
	w := p.d.Words
	p.passage = recordform.New(p.d, block, recordform.Options{
		Case: p.in, Bare: true, Without: []string{"interview", "original", "translation"},
	})
	var dialog *ui.Dialog
	done := func() {
		p.passage.Leave()
		p.passage = nil
		dialog.Close()
	}
	dialog = ui.NewDialog(p.d.Host.Window().Canvas(), ui.DialogSpec{
		Title: w.T("interview.passage"), Body: p.passage.Body(), Width: 620, Cancel: done,
		Buttons: []*ui.Button{ui.NewButton(w.T("action.close"), nil, ui.Primary, done)},
	})
	dialog.Show()
	p.passage.Focus()
}
