package store_test

import (
	"testing"
	"time"

	"guvoh/model"
	"guvoh/model/journal"
)

// Adding up a record takes time in proportion to what was written, not to its
// square: a few megabytes must not hold the file for hours.
func TestARecordWithCountlessValues(t *testing.T) {
	db := newSigned(t)
	f := newForger(t)
	id := model.NewID()
	const entries, ops = 50, 2000
	last := f.entry(id, "person", journal.Op{Field: "description", Value: text("the last")})
	for seq := range entries {
		e := f.entry(id, "person")
		for i := range ops {
			e.Ops = append(e.Ops, journal.Op{Field: "description", Value: text("x")})
			last.Ops[0].Preds = append(last.Ops[0].Preds, journal.Pred{Op: journal.OpID{Stream: f.ID, Seq: uint64(seq + 1), Index: uint32(i)}})
		}
		f.write(e)
	}
	f.write(last)
	began := time.Now()
	takeIn(t, db, f.parcel(t))
	if took := time.Since(began); took > 20*time.Second { // it was minutes
		t.Errorf("it took %v", took)
	}
	if n, err := db.CountConflicts(ctx); err != nil || n != 0 {
		t.Errorf("there are %d conflicts (%v)", n, err)
	}
	g := newForger(t)
	e := g.entry(model.NewID(), "person")
	for range 100_000 {
		e.Ops = append(e.Ops, journal.Op{Field: "description", Value: text("x")})
	}
	g.write(e)
	if r := takeIn(t, db, g.parcel(t)); len(r.Quarantine) != 1 {
		t.Error("an entry of a hundred thousand values is taken")
	}
}
