package store_test

import (
	"crypto/rand"
	"testing"

	"guvoh/model"
	"guvoh/model/journal"
)

// An order of removal may come before the work that it is about: of that not
// even the stream is known yet.
func TestAnOrderBeforeWhatItIsAbout(t *testing.T) {
	db := newSigned(t)
	c := newCase(t, db, "the title")
	late := newForger(t)
	late.write(late.entry(c.ID, "case", journal.Op{Field: "summary", Value: text("what a witness took back")}))
	f := newForger(t)
	f.write(f.entry(c.ID, "case", journal.Op{Field: journal.Purged, Value: text("why"), Preds: []journal.Pred{
		{Op: journal.OpID{Stream: late.ID, Seq: 1}, Rel: journal.Purges},
	}}))
	takeIn(t, db, f.parcel(t))
	mustDo(t, db, "edit", set(c.ID, "title", text("another")))
	takeIn(t, db, late.parcel(t))
	if got := mustGet(t, db, c.ID).Text("summary"); got != "" {
		t.Error("what was ordered out is shown")
	}
}

// An entry that names ever so many streams does not fill the file with them.
func TestAnEntryThatNamesCountlessStreams(t *testing.T) {
	db := newSigned(t)
	f := newForger(t)
	o := journal.Op{Field: "description", Value: text("x")}
	for range 1 << 17 {
		var id model.ID
		rand.Read(id[:])
		o.Preds = append(o.Preds, journal.Pred{Op: journal.OpID{Stream: id, Seq: 1}})
	}
	f.write(f.entry(model.NewID(), "person", o))
	r := takeIn(t, db, f.parcel(t))
	rows, err := db.Ask("SELECT count(*) FROM stream")
	must(t, err)
	if n := rows[0][0].(int64); n > 1<<16 || len(r.Quarantine) != 1 {
		t.Errorf("there are %d streams in the file", n)
	}
}
