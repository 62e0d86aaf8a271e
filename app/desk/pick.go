package desk

import (
	"context"

	"guvoh/app/ui"
	"guvoh/model/store"
)

// Pick gives a picker its search, away from the window: among three hundred
// thousand persons it takes longer than a key may. It finds at most so many
// records of some kinds by the words they go by, the nearest first. Whoever types
// on gives up what was asked before; offer makes what is shown of what was found,
// on the window's goroutine.
func (d *Desk) Pick(kinds []string, limit int, offer func(words string, found []store.Hit) []ui.Option) func(words string, show func([]ui.Option)) {
	stop := func() {}
	return func(words string, show func([]ui.Option)) {
		stop()
		ctx, cancel := context.WithCancel(context.Background())
		stop = cancel
		db := d.DB
		var hits []store.Hit
		var err error
		d.Runner.Do(func() { hits, err = db.Pick(ctx, kinds, words, limit) }, func() {
			if ctx.Err() != nil || db.Closed() { // more was typed, and what that finds is shown; or nobody looks any more
				cancel()
				return
			}
			cancel()
			d.Fail(err)
			show(offer(words, hits))
		})
	}
}

// Named gives what a picker shows of a record that was found: its name.
func (d *Desk) Named(h store.Hit) ui.Option {
	o := ui.Option{ID: h.ID.String(), Label: h.Label}
	if o.Label == "" {
		o.Label = d.TitleOf(h.ID)
	}
	return o
}
