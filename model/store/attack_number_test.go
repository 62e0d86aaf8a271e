package store_test

import (
	"math"
	"testing"
	"time"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

// Numbers that no program of ours writes are not taken, and do no harm.
func TestNumbersThatNobodyWrites(t *testing.T) {
	far := func(t *testing.T, f *forger) {
		f.write(f.entry(model.NewID(), "person", journal.Op{Field: "description", Value: text("x")}))
		f.links[0].Seq = 1<<36 + 1
	}
	for name, c := range map[string]struct {
		started int64
		forge   func(t *testing.T, f *forger)
	}{
		"a place beyond the last of a stream": {forge: far},
		"the place before the first": {forge: func(t *testing.T, f *forger) {
			far(t, f)
			f.links[0].Seq = 0
		}},
		"a time that no calendar has": {forge: func(t *testing.T, f *forger) {
			e := f.entry(model.NewID(), "person", journal.Op{Field: "description", Value: text("x")})
			e.At = time.UnixMilli(math.MaxInt64 / 2)
			f.write(e)
		}},
		"a beginning that no calendar has": {started: math.MaxInt64 / 2, forge: func(t *testing.T, f *forger) {
			e := f.entry(model.NewID(), "person", journal.Op{Field: "description", Value: text("x")})
			e.At = time.UnixMilli(1_790_000_000_000)
			f.write(e)
			f.links[0].Seq = 3 // a hole, of which is told
		}},
		"a named op beyond the last of a stream": {forge: func(t *testing.T, f *forger) {
			f.write(f.entry(model.NewID(), "person", journal.Op{Field: "description", Value: text("x"), Preds: []journal.Pred{
				{Op: journal.OpID{Stream: f.ID, Seq: 1<<36 | 1}, Rel: journal.Replaces},
			}}))
		}},
	} {
		t.Run(name, func(t *testing.T) {
			db := newSigned(t)
			newCase(t, db, "the title")
			before, err := digestOf(db)
			must(t, err)
			f := newForger(t)
			if c.started != 0 {
				f = newForgerAt(t, c.started)
			}
			c.forge(t, f)
			r := takeIn(t, db, f.parcel(t))
			if len(r.Quarantine) != 1 || r.Quarantine[0].Reason != store.Malformed {
				t.Errorf("it is judged %+v", r.Quarantine)
			}
			after, err := digestOf(db)
			must(t, err)
			if d := before.differs(after); len(d) > 0 {
				t.Error("the file has changed:", d)
			}
			if _, err := db.Merges(ctx); err != nil {
				t.Error("the merges cannot be listed:", err)
			}
		})
	}
}

// A number for the order of display that is as high as can be leaves room for
// what is written next.
func TestTheHighestNumberLeavesRoom(t *testing.T) {
	db := newSigned(t)
	f := newForger(t)
	e := f.entry(model.NewID(), "person", journal.Op{Field: "description", Value: text("x")})
	e.Lamport = 1<<60 - 1
	f.write(e)
	takeIn(t, db, f.parcel(t))
	newCase(t, db, "written after")
	mustDo(t, db, "edit", set(newCase(t, db, "and again").ID, "title", text("and again")))

	other := mustCreate(t)
	if r := takeIn(t, other, db); len(r.Quarantine) > 0 && r.Quarantine[len(r.Quarantine)-1].Stream != f.ID {
		t.Errorf("honest work is in quarantine as %s", r.Quarantine[0].Reason)
	}
	if n, err := other.Records(ctx, "case"); err != nil || len(n) != 2 {
		t.Errorf("%d of 2 cases came (%v)", len(n), err)
	}
}
