package alike

import (
	"context"
	"strings"

	"guvoh/app/desk"
	"guvoh/app/naming"
	"guvoh/app/ui"
	"guvoh/model/store"
)

// offered is how many more a picker of persons offers.
const offered = 5

// Offer gives what a picker of persons asks besides its search: those whom a
// typed name may mean in another spelling or script, each with what they are
// known by and why.
func Offer(d *desk.Desk) func(query string, show func([]ui.Option)) {
	var to func([]ui.Option)
	look := looker(d, offered, func(found []who) { to(options(d, found)) })
	return func(query string, show func([]ui.Option)) {
		to = show
		look(query)
	}
}

// looker gives what looks for at most so many whom a name may mean, once typing
// rests; of a name that was typed on, nothing is shown. A failure is silence: it
// is an offer, and the next thing done with the file says what is wrong with it. It
// answers whether it looks at all: a name may be too short.
func looker(d *desk.Desk, most int, show func([]who)) func(name string) bool {
	asked, cancel := 0, func() {}
	return func(name string) bool {
		asked++
		cancel()
		now, name := asked, strings.TrimSpace(name)
		if len([]rune(name)) < 3 {
			return false
		}
		cancel = d.Runner.After(rest, func() {
			db := d.DB
			var found []who
			d.Runner.Do(func() {
				ctx := context.Background()
				if some, err := db.Alike(ctx, store.Probe{Names: []string{name}}, most); err == nil {
					found = acquaint(ctx, db, some)
				}
			}, func() {
				if now == asked {
					show(found)
				}
			})
		})
		return true
	}
}

func options(d *desk.Desk, found []who) []ui.Option {
	var out []ui.Option
	for _, w := range found {
		hint := known(d, w)
		if hint == "" {
			hint = naming.Whys(d.Words, w.Why, 1)
		}
		out = append(out, ui.Option{
			ID: w.Person.String(), Label: d.Title(w.record), Hint: hint, Group: d.Words.T("alike.in_file"),
		})
	}
	return out
}
