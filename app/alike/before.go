package alike

import (
	"strings"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/naming"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
)

// Before is what is said below a name that is typed for somebody of whom there is
// no record yet.
type Before struct {
	d    *desk.Desk
	look func(name string) bool
	open func(model.ID)
	grew func()
	box  *fyne.Container
}

// NewBefore makes what is said below such a name. open shows somebody who is there
// already, instead of making a record; grew hears that it has another height.
func NewBefore(d *desk.Desk, open func(model.ID), grew func()) *Before {
	b := &Before{d: d, open: open, grew: grew, box: ui.NewStack(1)}
	b.look = looker(d, most, b.show)
	b.box.Hide()
	return b
}

// Object is what is shown.
func (b *Before) Object() fyne.CanvasObject { return b.box }

// Typed hears the name as it stands now. What was said of another is taken away;
// its place stays until there is an answer, so that nothing jumps.
func (b *Before) Typed(name string) {
	if b.look(name) {
		blank(b.box, b.box.Size().Height)
		return
	}
	b.show(nil)
}

func (b *Before) show(found []who) {
	was := b.box.Visible()
	b.box.Objects = nil
	for _, w := range found {
		b.box.Add(b.row(w))
	}
	switch {
	case len(found) > 0:
		b.box.Show()
	case !was:
		return
	default:
		b.box.Hide()
	}
	b.box.Refresh()
	b.grew()
}

func (b *Before) row(w who) fyne.CanvasObject {
	say := b.d.Words
	title := say.T("alike.perhaps", tr.V{"Name": b.d.Title(w.record)})
	words := strings.TrimSpace(known(b.d, w) + "\n" + naming.Whys(say, w.Why, 2))
	return faced(b.d, w, title, words, ui.NewButton(say.T("action.open"), nil, ui.Quiet, func() { b.open(w.Person) }))
}
