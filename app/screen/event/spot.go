package event

import (
	"guvoh/app/desk"
	"guvoh/app/ui"
	"guvoh/model"
)

// ShowSpot leads to a field of the event, or of an act done in it or of somebody
// who had a part in that, opening what is closed.
func (p *Pane) ShowSpot(s desk.Spot) {
	r, _ := p.d.Get(s.Row)
	act := r.ID
	if r.Kind == "involvement" {
		act = r.Ref("act")
	}
	if r.Kind == "citation" { // of an act, or of the event
		act = r.Ref("subject")
	}
	c := p.card(act)
	if c == nil {
		p.form.ShowSpot(s)
		return
	}
	c.expand()
	p.relayout()
	if l := c.who.line(r.ID); l != nil {
		c.who.expand(l)
		p.relayout()
		s.Row = model.ID{}
		l.form.ShowSpot(s)
		return
	}
	if s.Row == c.id {
		s.Row = model.ID{}
	}
	c.form.ShowSpot(s)
	ui.Reveal(c.object)
}
