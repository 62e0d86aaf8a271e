package interview

import (
	"guvoh/app/desk"
	"guvoh/app/ui"
)

// ShowSpot leads to a passage of the account, with what was searched for marked
// in it, or to a field of what is around the account.
func (p *Pane) ShowSpot(s desk.Spot) {
	r, _ := p.d.Get(s.Row)
	if r.Kind != "block" {
		p.showPage(1)
		p.around.ShowSpot(s)
		return
	}
	p.showPage(0)
	side := ui.Original
	if s.Field == "translation" {
		if side = ui.Translated; withoutTranslation {
			p.toggleTranslation()
		}
	}
	if s.Field != "original" && s.Field != "translation" { // what else is kept of a passage
		s.Words = ""
	}
	list := p.account.List
	text := p.account.Value(r, "original").Text()
	if side == ui.Translated {
		text = p.account.Value(r, "translation").Text()
	}
	list.ShowAt(r.ID.String(), side, s.Marks(text), s.At)
	p.d.Runner.After(desk.MarkFor, list.Unmark)
}
