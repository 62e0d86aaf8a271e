package store

import (
	"context"
	"slices"

	"guvoh/model"
	"guvoh/model/names"
)

// forget keeps back what a share with its history would tell of those who are left
// out by what stood there before: of a record that ever pointed at what is theirs, or
// named them, only what it says now goes along, and nothing at all when it was
// deleted. Somebody who takes a name out of a sentence means to take it out.
func (c *choosing) forget(ctx context.Context, o ShareOptions) error {
	if !o.History || len(o.LeaveOut) == 0 {
		return nil
	}
	finder, err := c.names(ctx, o.LeaveOut)
	if err != nil {
		return err
	}
	c.now = map[model.ID]bool{}
	for _, id := range slices.Clone(c.order) {
		r := c.chosen[id]
		told, err := c.everTold(ctx, r, finder)
		if err != nil {
			return err
		}
		switch {
		case told && r.Deleted:
			delete(c.chosen, id)
			c.refused[id] = isTheirs
		case told:
			c.now[id] = true
		}
	}
	c.order = slices.DeleteFunc(c.order, func(id model.ID) bool { _, goes := c.chosen[id]; return !goes })
	return nil
}

// everTold reports whether a record points at what tells of those who are left out,
// or names them, or did so before.
func (c *choosing) everTold(ctx context.Context, r model.Record, finder *names.Finder) (bool, error) {
	row, err := c.row(ctx, r.ID)
	if err != nil {
		return false, err
	}
	es, err := c.entries(ctx, "SELECT id, body FROM entry WHERE record = ? ORDER BY id", row.n)
	if err != nil {
		return false, err
	}
	k := c.db.Schema().Kind(r.Kind)
	for _, e := range es {
		for _, o := range e.Ops {
			f, known := k.Field(o.Field)
			if !known || o.Value == "" {
				continue
			}
			if finder != nil && len(named(finder, f, o.Value)) > 0 {
				return true, nil
			}
			for _, id := range targets(f, o.Value) {
				if tells, err := c.telling.Tells(ctx, id); tells || err != nil {
					return tells, err
				}
			}
		}
	}
	return false, nil
}
