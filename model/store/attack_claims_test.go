package store_test

import (
	"testing"
	"time"

	"guvoh/model"
	"guvoh/model/journal"
)

// A field of countless values is shown with the different ones first, and with
// how many are not listed, and that does not take long.
func TestTheConflictsOfCountlessValues(t *testing.T) {
	db := newSigned(t)
	f := newForger(t)
	id := model.NewID()
	const entries, ops = 20, 2000
	for range entries {
		e := f.entry(id, "person")
		for range ops {
			e.Ops = append(e.Ops, journal.Op{Field: "description", Value: text("x")})
		}
		f.write(e)
	}
	g := newForger(t)
	g.lamport = 1
	g.write(g.entry(id, "person", journal.Op{Field: "description", Value: text("the other")}))
	takeIn(t, db, f.parcel(t))
	takeIn(t, db, g.parcel(t))
	began := time.Now()
	all, err := db.Conflicts(ctx, id)
	must(t, err)
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
	if len(all) != 1 || len(all[0].Values) != 100 || all[0].More != entries*ops+1-100 {
		t.Fatalf("%d conflicts, of the first %d values and %d more", len(all), len(all[0].Values), all[0].More)
	}
	if v := all[0].Values; v[0].Value != text("x") || v[1].Value != text("the other") {
		t.Error("what differs is not listed")
	}
}
