package store_test

import (
	"testing"

	"guvoh/model/journal"
	"guvoh/model/store"
)

// Work that is kept out since somebody else used the id of its record for another
// kind comes in once that is taken back.
func TestARecordOfAnotherKindThatCameFirst(t *testing.T) {
	hers := newSigned(t)
	c := newCase(t, hers, "the title")
	f := newForger(t)
	f.write(f.entry(c.ID, "person", journal.Op{Field: "description", Value: text("x")}))
	db := mustCreate(t)
	first := takeIn(t, db, f.parcel(t))
	if r := takeIn(t, db, hers); len(r.Quarantine) != 1 || r.Quarantine[0].Reason != store.Malformed {
		t.Fatalf("it is judged %+v", r.Quarantine)
	}
	_, err := db.Unmerge(ctx, first.Merge, nil)
	must(t, err)
	takeIn(t, db, hers)
	if got, err := db.Get(ctx, c.ID); err != nil || got.Text("title") != "the title" {
		t.Error("her work does not come:", err)
	}
}
