package recordform

import (
	"context"
	"slices"

	"guvoh/app/desk"
	"guvoh/model"
)

// sources fills the source slot of each field: how many sources it has of its
// own, or that it has none while other facts of the record do. A record
// without any source says so once, at the top.
func (b *body) sources() {
	if b.cites == nil {
		return
	}
	of := map[string]int{}
	for _, c := range b.cites.cards {
		of[c.rec.Text("field")]++
	}
	for name, in := range b.inputs {
		if in.row == nil || !fact(b.kind, in.f) {
			continue
		}
		switch {
		case of[name] > 0:
			in.cite(b.f.d.Words.Count("source", of[name]), false)
		case b.value(name) != "" && of[""] == 0 && len(b.cites.cards) > 0 && !b.f.readOnly():
			in.cite(b.f.d.Words.T("state.without_source"), true)
		default:
			in.cite("", false)
		}
	}
}

// cite fills the source slot of a field, if that says something new.
func (in *input) cite(text string, missing bool) {
	if in.cited != text {
		in.cited = text
		in.row.SetSource(text, missing, func() { in.b.openSources(in.f.Name) })
	}
}

// openSources opens the sources of a field, or starts its first.
func (b *body) openSources(field string) {
	var first *card
	for _, c := range b.cites.cards {
		if c.rec.Text("field") == field {
			c.expand()
			if first == nil {
				first = c
			}
		}
	}
	if first == nil {
		b.cites.add(map[string]model.Value{"field": model.TextValue(field)})
		return
	}
	b.f.relayout()
	first.open.focusFirst()
}

// unsourced tells whether the record states facts and names no source for any.
func (b *body) unsourced() bool { return b.cites != nil && Unsourced(b.f.d, b.rec) }

// Unsourced tells whether a record states facts and no source is named for any.
func Unsourced(d *desk.Desk, r model.Record) bool {
	k := d.DB.Schema().Kind(r.Kind)
	if k == nil || !statesFacts(r.Kind) || len(d.Rows("citation", r.ID)) > 0 {
		return false
	}
	for name, v := range r.Values {
		if f, ok := k.Field(name); ok && v != "" && fact(k, f) && f.Type != model.Position {
			return !helper(d, r)
		}
	}
	return false
}

// helper tells whether a person only works on the cases: what is known of them
// they told us themselves, and it proves nothing.
func helper(d *desk.Desk, r model.Record) bool {
	if r.Kind != "person" {
		return false
	}
	parts, err := d.DB.Linked(context.Background(), "participant", "person", r.ID)
	d.Fail(err)
	return len(parts) > 0 && !slices.ContainsFunc(parts, func(p model.Record) bool { return !slices.Contains(helping, p.Text("role")) })
}

// Incomplete tells whether a record lacks what its kind requires.
func Incomplete(d *desk.Desk, r model.Record) bool {
	k := d.DB.Schema().Kind(r.Kind)
	return k != nil && slices.ContainsFunc(k.Fields, func(f model.Field) bool { return f.Required && r.Get(f.Name) == "" })
}
