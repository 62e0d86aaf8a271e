package testimony

import (
	"slices"

	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// Changed shows what an action wrote, unless the list shows it already.
func (a *Account) Changed(c store.Changes) {
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
func (a *Account) update(block model.ID) bool {
	i := a.index(block)
	r, ok := a.d.Get(block)
	if i < 0 || !ok || r.Get("position") != a.rows[i].Get("position") {
		return false
	}
	a.rows[i] = r
	if b := a.block(r); a.List.Block(b.ID) != b {
		a.List.Update(b)
	}
	return true
}

// sync brings the list to what is kept, touching only what differs: the
// keyboard, the caret and the place in the account stay.
func (a *Account) sync() {
	a.rows = a.d.Rows("block", a.o.Interview)
	a.count()
	a.drop()
	shown := a.List.Blocks()
	after := ""
	for i, r := range a.rows {
		b := a.block(r)
		switch at := slices.IndexFunc(shown, func(o ui.Block) bool { return o.ID == b.ID }); {
		case at == i:
			if shown[i] != b {
				a.List.Update(b)
			}
		case at >= 0: // moved
			a.List.Remove(b.ID)
			a.List.Insert(after, b)
			shown = slices.Insert(slices.Delete(shown, at, at+1), i, b)
		default:
			a.List.Insert(after, b)
			shown = slices.Insert(shown, i, b)
		}
		after = b.ID
	}
}

// drop takes blocks out of the list that are no longer there. When one of them
// has the keyboard, the block before it gets it.
func (a *Account) drop() {
	last := ""
	for _, b := range a.List.Blocks() {
		if a.index(ID(b.ID)) >= 0 {
			last = b.ID
			continue
		}
		if ID(b.ID) == a.current && a.typing() {
			a.current = model.ID{}
			a.List.GoTo(last, ui.Original)
		}
		a.List.Remove(b.ID)
	}
}

// typing tells whether an editor has the keyboard.
func (a *Account) typing() bool {
	_, ok := a.d.Host.Window().Canvas().Focused().(*ui.Editor)
	return ok
}
