package event

import (
	"fyne.io/fyne/v2"

	"guvoh/app/ui"
	"guvoh/model"
)

// Compose fills the line that adds an act, as a person does, and adds it.
func Compose(p *Pane, kind string, victims, by []model.ID) {
	p.AddAct()
	p.composer.kind.Load(kind)
	p.composer.victims.set(victims...)
	p.composer.by.set(by...)
	p.composer.write()
}

// Victims gives who is chosen in the line that adds an act.
func Victims(p *Pane) []model.ID { return p.composer.victims.chosen }

// CreateVictim types a new name into the victims of the line that adds an act.
func CreateVictim(p *Pane, name string) { p.composer.victims.create(name) }

// CreateBy makes whoever did it from a line of words.
func CreateBy(p *Pane, kind, name string) { p.composer.by.make(kind, name) }

// Offered gives the ids that the victims' picker offers for a query.
func Offered(p *Pane, query string) (ids []string) {
	p.composer.victims.line.SearchLater(query, func(found []ui.Option) {
		for _, o := range found {
			ids = append(ids, o.ID)
		}
	})
	return ids
}

// Cards gives the acts in the order shown.
func Cards(p *Pane) (ids []model.ID) {
	for _, c := range p.cards {
		ids = append(ids, c.id)
	}
	return ids
}

// Toggle opens or closes an act.
func Toggle(p *Pane, act model.ID) { p.card(act).toggle() }

// Move moves an act by one place.
func Move(p *Pane, act model.ID, by int) { p.card(act).move(by) }

// Give writes an act for more victims.
func Give(p *Pane, act model.ID, to ...model.ID) bool { return p.card(act).giveTo(to) }

// AskGive opens the dialog that asks for more victims.
func AskGive(p *Pane, act model.ID) { p.card(act).give() }

// Remove deletes an act.
func Remove(p *Pane, act model.ID) { p.card(act).remove() }

// Summary gives the second line of an act.
func Summary(p *Pane, act model.ID) string { return p.card(act).summary() }

// AddInjury adds an injury to an open act.
func AddInjury(p *Pane, act model.ID) { p.card(act).addInjury() }

// ComposerPlace gives where in the window the line that adds an act is.
func ComposerPlace(p *Pane) (fyne.Position, fyne.Size) {
	o := p.composer.object
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(o), o.Size()
}
