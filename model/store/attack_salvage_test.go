package store_test

import (
	"slices"
	"testing"

	"guvoh/model"
	"guvoh/model/journal"
)

// What two sessions did under one id is two actions after a salvage, too.
func TestASalvageOfAnActionThatAnotherTook(t *testing.T) {
	hers := newSigned(t)
	c := newCase(t, hers, "the title")
	h, err := hers.History(ctx, "", c.ID)
	must(t, err)
	f := newForger(t)
	e := f.entry(model.NewID(), "person", journal.Op{Field: "description", Value: text("x")})
	e.Action = h[0].Action
	f.write(e)
	db := mustCreate(t)
	takeIn(t, db, f.parcel(t))
	takeIn(t, db, hers)
	must(t, db.Close())

	saved, _ := salvaged(t, db.Path())
	defer saved.Close()
	own, err := saved.ActionRecords(ctx, h[0].Action)
	must(t, err)
	if len(own) != 1 || slices.Contains(own, c.ID) {
		t.Errorf("%d records are counted to one action", len(own))
	}
	mustBeSound(t, saved)
}
