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

// alike has a picker of persons offer those whom a typed name may mean in
// another spelling or script, so that nobody is made a second time.
func (in *input) alike(p *ui.RefPicker) {
	if slices.Contains(in.f.To, "person") {
		p.Like = alike.Offer(in.b.f.d)
	}
}
