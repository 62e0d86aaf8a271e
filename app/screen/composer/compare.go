package composer

import (
	"context"
	"time"

	"guvoh/app/compose"
	"guvoh/model"
	"guvoh/model/store"
)

// comparing finds out which records changed after somebody told them in their
// own words.
type comparing struct {
	w       *writing
	db      *store.DB
	rows    []model.Record
	changed map[model.ID]bool
}

// order tells what has to be found out for the section at hand.
func (m *middle) order() *comparing {
	c := &comparing{db: m.s.d.DB, changed: map[model.ID]bool{}}
	if c.w = m.writing; c.w == nil {
		return c
	}
	for _, r := range c.w.rows {
		if r.Text("text") != "" && len(r.Refs("about")) > 0 {
			c.rows = append(c.rows, r)
		}
	}
	return c
}

// work runs away from the window.
func (c *comparing) work(ctx context.Context, v *compose.View) {
	for _, r := range c.rows {
		mine, err := c.db.History(ctx, "text", r.ID)
		if err != nil || len(mine) == 0 {
			continue
		}
		since := mine[len(mine)-1].At
		if s, err := c.db.Setting(rightKey(r.ID)); err == nil && s != "" {
			if at, err := time.Parse(time.RFC3339Nano, s); err == nil && at.After(since) {
				since = at
			}
		}
		about := r.Refs("about")
		for _, x := range r.Refs("about") {
			about = append(about, tellsOf(v.Snapshot, x)...)
		}
		theirs, err := c.db.History(ctx, "", about...)
		if err != nil {
			continue
		}
		for _, h := range theirs {
			if h.At.After(since) && h.Verb != "sample" && h.Field != "position" {
				c.changed[r.ID] = true
				break
			}
		}
	}
}

// tellsOf gives the records that are told with another.
func tellsOf(s *model.Snapshot, of model.ID) []model.ID {
	var out []model.ID
	for _, kind := range []string{"act", "involvement"} {
		for _, r := range s.Rows(kind, of) {
			out = append(out, r.ID)
		}
	}
	return out
}

func (c *comparing) done() {
	if c.w != nil {
		c.w.changes = c.changed
	}
}
