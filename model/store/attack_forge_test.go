package store_test

import (
	"context"
	"iter"
	"slices"
	"testing"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

// What was forged and taken back is not added up when the genuine run of the
// same places comes after it.
func TestAForgedRunBeforeTheGenuineOne(t *testing.T) {
	db := newSigned(t)
	c := newCase(t, db, "the title")
	op := opOf(t, db, c.ID, "title")
	f := newForger(t)
	f.write(f.entry(model.NewID(), "person", journal.Op{Field: "description", Value: text("a witness")}))
	genuine := f.parcel(t)

	bad := *f
	bad.links = nil
	bad.write(bad.entry(c.ID, "case", journal.Op{Field: "title", Value: text("forged"), Preds: []journal.Pred{{Op: op}}}))
	forged := bad.parcel(t)
	forged.streams[0].Runs[0].Signature[5] ^= 1
	both := &twice{parcel: genuine, first: forged.links[f.ID]}
	both.streams[0].Runs = append(forged.streams[0].Runs, both.streams[0].Runs...)

	r := takeIn(t, db, both)
	if len(r.Quarantine) != 1 {
		t.Errorf("in quarantine are %d runs", len(r.Quarantine))
	}
	if got := mustGet(t, db, c.ID).Text("title"); got != "the title" {
		t.Error("a forged value is shown")
	}
	mustBeSound(t, db)
	if h, err := db.Conflicts(ctx); err != nil || len(h) > 0 {
		t.Errorf("there are %d conflicts (%v)", len(h), err)
	}
}

// An entry that was here by its commitment alone stays so when what it says does
// not fit what came since, and the file can be read as before.
func TestABareEntryThatDoesNotFit(t *testing.T) {
	db := newSigned(t)
	id := model.NewID()
	late := newForger(t)
	late.write(late.entry(id, "person", journal.Op{Field: "description", Value: text("x")}),
		late.entry(model.NewID(), "person", journal.Op{Field: "description", Value: text("y")}))
	whole := late.parcel(t)
	part := &parcel{streams: slices.Clone(whole.streams), links: map[model.ID][]journal.Link{}}
	sum, err := committed(late.ID, whole.links[late.ID][0])
	must(t, err)
	part.links[late.ID] = []journal.Link{{Seq: 1, Committed: sum}, whole.links[late.ID][1]}
	takeIn(t, db, part)

	other := newForger(t)
	other.write(other.entry(id, "case", journal.Op{Field: "title", Value: text("of another kind")}))
	takeIn(t, db, other.parcel(t))
	takeIn(t, db, whole)
	if _, err := gather(ctx, db); err != nil {
		t.Error("the file cannot be read as a source any more:", err)
	}
	mustBeSound(t, db)
	if got, err := db.Records(ctx, "person"); err != nil || len(got) != 1 {
		t.Errorf("of one person are here %d (%v)", len(got), err)
	}
}

// Bytes that are another spelling of an entry would break the chain once a value
// is taken out of them.
func TestAnotherSpellingOfAnEntry(t *testing.T) {
	db := newSigned(t)
	f := newForger(t)
	e := f.entry(model.NewID(), "person", journal.Op{Field: "description", Value: text("x")})
	body := e.Encode(f.ID)
	at := 1 + 16 + 16 + 16 // the length of the verb
	f.bytes(slices.Concat(body[:at], []byte{body[at] | 0x80, 0}, body[at+1:]))
	r := takeIn(t, db, f.parcel(t))
	if len(r.Quarantine) != 1 || r.Quarantine[0].Reason != store.Malformed {
		t.Error("it was taken")
	}
}

// Whoever knows the id of an action cannot keep its author's work out by using
// it first.
func TestAnActionOfAnother(t *testing.T) {
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
	if r := takeIn(t, db, hers); len(r.Quarantine) > 0 {
		t.Errorf("her work is in quarantine as %s", r.Quarantine[0].Reason)
	}
	if got := mustGet(t, db, c.ID).Text("title"); got != "the title" {
		t.Error("her work is not here")
	}
	mustBeSound(t, db)
	own, err := db.ActionRecords(ctx, h[0].Action)
	must(t, err)
	if slices.Contains(own, c.ID) {
		t.Error("what she wrote is counted to what somebody else did")
	}
}

// Who names what another has not written yet cannot have seen it: it stands.
func TestWordsThatWereReplacedBeforeTheyWereWritten(t *testing.T) {
	for name, rel := range map[string]journal.Relation{"replaced": journal.Replaces, "removed": journal.Purges} {
		t.Run(name, func(t *testing.T) {
			db := newSigned(t)
			c := newCase(t, db, "the title")
			op := opOf(t, db, c.ID, "title")
			f := newForger(t)
			o := journal.Op{Field: "title", Value: text("theirs"), Preds: []journal.Pred{{Op: op}}}
			if rel == journal.Purges {
				o = journal.Op{Field: journal.Purged, Value: text("why")}
			}
			for seq := op.Seq + 1; seq < op.Seq+20; seq++ {
				o.Preds = append(o.Preds, journal.Pred{Op: journal.OpID{Stream: op.Stream, Seq: seq}, Rel: rel})
			}
			f.write(f.entry(c.ID, "case", o))
			takeIn(t, db, f.parcel(t))
			mustDo(t, db, "edit", set(c.ID, "title", text("what I say")))
			copied := mustCreate(t)
			takeIn(t, copied, db)
			if got := mustGet(t, copied, c.ID).Text("title"); got != "what I say" {
				t.Error("what was written later is not shown")
			}
		})
	}
}

// What a source claims is bounded before it is kept.
func TestNamesThatAreNoNames(t *testing.T) {
	db := newSigned(t)
	f := newForger(t)
	f.Author = string(make([]byte, 1<<20))
	f.ID = journal.StreamID(f.Device, f.Nonce, f.Started, f.Author)
	f.write(f.entry(model.NewID(), "person", journal.Op{Field: "description", Value: text("x")}))
	if r := takeIn(t, db, f.parcel(t)); len(r.Quarantine) != 1 || len(r.Quarantine[0].Author.Claimed) > 1000 {
		t.Error("a name of a megabyte is taken")
	}
	g := newForger(t)
	g.write(g.entry(model.NewID(), "person", journal.Op{Field: "\xff", Value: text("x")}))
	if r := takeIn(t, db, g.parcel(t)); len(r.Quarantine) != 1 {
		t.Error("a name of a field that is no text is taken")
	}
}

// twice is a parcel of which one stream has two runs of the same places.
type twice struct {
	*parcel
	first []journal.Link
	asked int
}

// Links gives those of the first run when they are asked for first.
func (p *twice) Links(ctx context.Context, stream model.ID, from, to uint64) iter.Seq2[journal.Link, error] {
	if p.asked++; p.asked <= 2 { // to take it, and to put it into quarantine
		return (&parcel{links: map[model.ID][]journal.Link{stream: p.first}}).Links(ctx, stream, from, to)
	}
	return p.parcel.Links(ctx, stream, from, to)
}
