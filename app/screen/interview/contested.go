package interview

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/conflict"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// contested says above the account that passages hold several values, and leads
// through them one after another: a long text is compared in a view of its own
// and not between the lines of others.
type contested struct {
	p      *Pane
	all    []store.Conflict
	object *fyne.Container
}

func newContested(p *Pane) *contested {
	c := &contested{p: p, object: ui.NewStack(0)}
	c.object.Hide()
	return c
}

// load looks which passages hold several values, in the order of the account.
func (c *contested) load() {
	c.all = nil
	if rows := c.p.account.Rows(); len(rows) > 0 {
		ids := make([]model.ID, len(rows))
		for i, r := range rows {
			ids[i] = r.ID
		}
		var err error
		c.all, err = c.p.d.DB.Conflicts(context.Background(), ids...)
		c.p.d.Fail(err)
	}
	shown := c.object.Visible()
	c.object.Objects = nil
	if n := len(c.all); n > 0 {
		next := ui.NewButton(c.p.d.Words.T("conflict.through"), theme.VisibilityIcon(), ui.Plain, c.first)
		c.object.Objects = []fyne.CanvasObject{ui.NewInset(0, 1, ui.NewBanner(ui.Warning, c.p.d.Words.N("conflict.passages", n), next))}
	}
	c.object.Hidden = len(c.all) == 0
	if shown || c.object.Visible() {
		c.p.relayout()
	}
}

// changed looks again when a passage was written.
func (c *contested) changed(ch store.Changes) {
	for _, kind := range ch.Records {
		if kind == "block" {
			c.load()
			return
		}
	}
}

// first opens the first of them; whoever decides it is shown the next.
func (c *contested) first() {
	if len(c.all) == 0 || !c.p.d.Saver.Commit() {
		return
	}
	one := c.all[0]
	c.p.account.List.GoTo(one.Record.String(), ui.Original)
	conflict.New(c.p.d, one, c.first).Open()
}
