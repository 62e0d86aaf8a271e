package store

import (
	"slices"

	"guvoh/model"
	"guvoh/model/journal"
)

// fieldOf is a field of a record.
type fieldOf struct {
	record model.ID
	field  string
}

// telling leaves of a history what came, without what told its reader nothing:
// values that stood here already when they came, as when two people recorded
// the same apart.
func telling(all []Change, came *intake) []Change {
	of := map[fieldOf][]Change{}
	for _, c := range all {
		of[fieldOf{c.Record, c.Field}] = append(of[fieldOf{c.Record, c.Field}], c)
	}
	known, here, gone := map[fieldOf]bool{}, map[model.ID]bool{}, map[model.ID]bool{}
	for at, changes := range of {
		before, after := beforeAndAfter(changes, came)
		known[at] = len(before) == 1 && slices.Equal(before, after)
		here[at.record] = here[at.record] || len(before) > 0
		gone[at.record] = gone[at.record] || at.field == journal.Liveness && slices.Contains(before, "true")
	}
	return slices.DeleteFunc(all, func(c Change) bool {
		switch {
		case !came.has(c.entry):
			return true
		case c.Field == "": // who made the record
			return here[c.Record]
		case c.Field == journal.Purged, c.Field == journal.PurgedBytes, c.ToGone,
			c.Field != journal.Liveness && gone[c.Record]: // what was written to a deleted record brought it back
			return false
		}
		return known[fieldOf{c.Record, c.Field}]
	})
}

// beforeAndAfter gives the values that stood in a field before something came to
// it, and after, each once and sorted. What was written here since counts for
// neither.
func beforeAndAfter(changes []Change, came *intake) (before, after []string) {
	since := map[journal.OpID]bool{} // what came, and what was written upon it
	over := map[journal.OpID]bool{}  // what was replaced without anything that came
	replaced := map[journal.OpID]bool{}
	for _, c := range changes {
		since[c.op] = came.has(c.entry)
		for _, p := range c.preds {
			since[c.op] = since[c.op] || p.Rel == journal.Replaces && since[p.Op]
		}
		for _, p := range c.preds {
			if p.Rel == journal.Replaces {
				over[p.Op] = over[p.Op] || !since[c.op]
				replaced[p.Op] = replaced[p.Op] || !since[c.op] || came.has(c.entry)
			}
		}
	}
	for _, c := range changes {
		if !since[c.op] && !over[c.op] {
			before = append(before, string(c.To))
		}
		if (!since[c.op] || came.has(c.entry)) && !replaced[c.op] {
			after = append(after, string(c.To))
		}
	}
	slices.Sort(before)
	slices.Sort(after)
	return slices.Compact(before), slices.Compact(after)
}
