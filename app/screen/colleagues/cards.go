package colleagues

import (
	"fyne.io/fyne/v2/container"

	"guvoh/app/desk"
	"guvoh/app/people"
	"guvoh/app/ui"
	"guvoh/model/store"
)

// cards is who the colleagues are, and whether their fingerprints were compared.
type cards struct {
	frame
	list *people.List
}

func newCards(d *desk.Desk, t Tools) *cards {
	c := &cards{frame: frame{Tools: t, d: d, body: container.NewStack()}}
	c.list = people.New(d, people.Tools{IdentityPath: t.IdentityPath, Cost: t.Cost, Gone: func() bool { return c.gone }})
	c.show(column(ui.NewStack(1, ui.NewHeading(c.t("colleagues.cards")), ui.NewCaption(c.t("colleagues.cards_lead"))), c.list.Object()))
	c.ExtendBaseWidget(c)
	d.Runner.Do(func() {}, func() { ui.Focus(c.list.First()) })
	return c
}

// Changed looks again at the cards.
func (c *cards) Changed(store.Changes) { c.list.Load() }
