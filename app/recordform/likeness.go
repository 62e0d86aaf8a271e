package recordform

import (
	"slices"

	"guvoh/app/alike"
	"guvoh/app/ui"
	"guvoh/model"
)

// likeness has the form of a person say who may be the same, below the names.
func (b *body) likeness() {
	if b.kind.Name != "person" || b.depth > 0 || b.f.o.Bare || len(b.f.o.Only) > 0 {
		return
	}
	b.perhaps = alike.New(b.f.d, b.rec.ID, func(r model.Record) { b.f.open(r.ID) }, b.f.relayout)
}

// takeLikeness has who may be the same stand in an open row, right below the name
// that is typed there; it belongs to the row that was opened last.
func (c *card) takeLikeness() {
	root := c.l.b.f.body
	if root == nil || root.perhaps == nil || c.l.kind.Name != root.kind.Names {
		return
	}
	before := root.perhapsIn
	root.perhapsIn = c
	if before != nil && before != c && before.open != nil {
		before.open.compose()
	}
}

// leaveLikeness gives it back to the form when the row is closed.
func (c *card) leaveLikeness() {
	if root := c.l.b.f.body; root != nil && root.perhapsIn == c {
		root.perhapsIn = nil
		root.compose()
	}
}

// belowNames tells whether who may be the same stands below the names: no row in
// which it stood is open any more.
func (b *body) belowNames() bool {
	if c := b.perhapsIn; c != nil && !slices.Contains(c.l.cards, c) {
		b.perhapsIn = nil
	}
	return b.perhaps != nil && b.perhapsIn == nil
}

// hostsLikeness tells whether who may be the same stands below a field.
func (b *body) hostsLikeness(f model.Field) bool {
	root := b.f.body
	return root != nil && b.card != nil && root.perhapsIn == b.card && f.Name == "text"
}

// alike has a picker of persons offer those whom a typed name may mean in
// another spelling or script, so that nobody is made a second time.
func (in *input) alike(p *ui.RefPicker) {
	if slices.Contains(in.f.To, "person") {
		p.Like = alike.Offer(in.b.f.d)
	}
}
