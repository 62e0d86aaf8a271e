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
	asked, cancel := 0, func() {}
	return func(query string, show func([]ui.Option)) {
		asked++
		cancel()
		now, query := asked, strings.TrimSpace(query)
		if len([]rune(query)) < 3 {
			return
		}
		cancel = d.Runner.After(rest, func() {
			db := d.DB
			var found []who
			d.Runner.Do(func() {
				ctx := context.Background()
				some, err := db.Alike(ctx, store.Probe{Names: []string{query}}, offered)
				if err == nil { // the picker's own search says what is wrong with the file
					found = acquaint(ctx, db, some)
				}
			}, func() {
				if now == asked {
					show(options(d, found))
				}
			})
		})
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
