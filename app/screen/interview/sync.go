package interview

import (
	"slices"

	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// changed shows what an action wrote, unless the list shows it already.
func (a *account) changed(c store.Changes) {
	if a.own {
		return
	}
	var blocks []model.ID
	for record, kind := range c.Records {
		switch kind {
		case "person", "person_name":
			clear(a.names)
			a.sync()
			return
		case "block":
			blocks = append(blocks, record)
		}
	}
	for _, b := range blocks {
		if !a.update(b) {
			a.sync()
			return
		}
	}
}

// update shows one block again; false when it came, went or moved, so that
// the whole account must be looked at.
func (a *account) update(block model.ID) bool {
	i := a.index(block)
	r, ok := a.d.Get(block)
	if i < 0 || !ok || r.Get("position") != a.rows[i].Get("position") {
		return false
	}
	a.rows[i] = r
	if b := a.block(r); a.list.Block(b.ID) != b {
		a.list.Update(b)
	}
	return true
}

// sync brings the list to what is kept, touching only what differs: the
// keyboard, the caret and the place in the account stay.
func (a *account) sync() {
	a.rows = a.d.Rows("block", a.p.id)
	a.p.count(len(a.rows))
	a.drop()
	shown := a.list.Blocks()
	after := ""
	for i, r := range a.rows {
		b := a.block(r)
		switch at := slices.IndexFunc(shown, func(o ui.Block) bool { return o.ID == b.ID }); {
		case at == i:
			if shown[i] != b {
				a.list.Update(b)
			}
		case at >= 0: // moved
			a.list.Remove(b.ID)
			a.list.Insert(after, b)
			shown = slices.Insert(slices.Delete(shown, at, at+1), i, b)
		default:
			a.list.Insert(after, b)
			shown = slices.Insert(shown, i, b)
		}
		after = b.ID
	}
}

// drop takes blocks out of the list that are no longer there. When one of them
// has the keyboard, the block before it gets it.
func (a *account) drop() {
	last := ""
	for _, b := range a.list.Blocks() {
		if a.index(id(b.ID)) >= 0 {
			last = b.ID
			continue
		}
		if id(b.ID) == a.current && a.typing() {
			a.current = model.ID{}
			a.list.GoTo(last, ui.Original)
		}
		a.list.Remove(b.ID)
	}
}

// typing tells whether an editor has the keyboard.
func (a *account) typing() bool {
	_, ok := a.d.Host.Window().Canvas().Focused().(*ui.Editor)
	return ok
}
