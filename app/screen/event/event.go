// Package event shows an event with all that was done in it: victim, act and
// perpetrator on one screen.
//
// Its one job is to make "who did what to whom" quick to write down and easy
// to read. Rules of the package: an act has one victim, so what was done to
// several at once is an act each, made in one action; a person who is not in
// the file yet is made from a line of typing; everything can be undone.
package event

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/desk"
	"guvoh/app/recordform"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// Pane is one event and its acts.
type Pane struct {
	widget.BaseWidget
	d        *desk.Desk
	in       model.ID // the case it is shown in
	id       model.ID
	form     *recordform.Form
	cards    []*card
	list     *fyne.Container // the cards
	acts     *fyne.Container // heading, cards and what adds one
	composer *composer
}

// New shows an event.
func New(d *desk.Desk, caseID, record model.ID) desk.Pane {
	p := &Pane{d: d, in: caseID, id: record, list: ui.NewStack(1)}
	p.ExtendBaseWidget(p)
	p.acts = ui.NewStack(2)
	p.composer = newComposer(p)
	p.load()
	p.form = recordform.New(d, record, recordform.Options{Case: caseID, Without: []string{"act"}, Below: p.acts})
	return p
}

// CreateRenderer draws the form, which has the acts below its fields.
func (p *Pane) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.form) }

// load reads the acts, keeping the cards of those that were here.
func (p *Pane) load() {
	rows := p.d.Rows("act", p.id)
	cards := make([]*card, len(rows))
	p.list.Objects = nil
	for i, r := range rows {
		c := p.card(r.ID)
		if c == nil {
			c = newCard(p, r.ID)
		}
		c.show(r)
		cards[i] = c
		p.list.Objects = append(p.list.Objects, c.object)
	}
	p.cards = cards
	p.compose()
}

// compose puts heading, cards and composer below one another.
func (p *Pane) compose() {
	w := p.d.Words
	p.acts.Objects = []fyne.CanvasObject{ui.NewSection(w.T("event.acts"), w.T("event.acts_help"))}
	if len(p.cards) > 0 {
		p.acts.Objects = append(p.acts.Objects, p.list)
	}
	switch {
	case p.d.DB.ReadOnly():
	case p.composer.open:
		p.acts.Objects = append(p.acts.Objects, p.composer.object)
	default:
		add := ui.NewButton(w.T("event.add_act"), theme.ContentAddIcon(), ui.Plain, p.AddAct)
		p.acts.Objects = append(p.acts.Objects, ui.NewRow(-1, add))
	}
}

// AddAct opens the line that adds an act, with the keyboard in it.
func (p *Pane) AddAct() {
	p.composer.start()
	p.compose()
	p.relayout()
	ui.Focus(p.composer.kind.FocusTarget())
}

func (p *Pane) card(act model.ID) *card {
	for _, c := range p.cards {
		if c.id == act {
			return c
		}
	}
	return nil
}

func (p *Pane) records() []model.Record {
	out := make([]model.Record, len(p.cards))
	for i, c := range p.cards {
		out[i] = c.rec
	}
	return out
}

// Focus gives the keyboard to what is to be filled in first.
func (p *Pane) Focus() { p.form.Focus() }

// Leave commits what is being typed.
func (p *Pane) Leave() { p.form.Leave() }

// Changed shows what an action wrote.
func (p *Pane) Changed(c store.Changes) {
	p.form.Changed(c)
	again := false
	for _, kind := range c.Records {
		switch kind {
		case "act", "involvement", "injury", "citation", "person", "person_name", "organisation", "participant":
			again = true
		}
	}
	for _, card := range p.cards {
		card.changed(c)
	}
	if again {
		p.load()
		p.relayout()
	}
}

// relayout gives every part its room after one of them came, went or grew.
func (p *Pane) relayout() {
	if p.form != nil {
		p.form.Relayout()
	}
}
