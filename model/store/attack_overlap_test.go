package store_test

import (
	"context"
	"iter"
	"slices"
	"testing"

	"guvoh/model"
	"guvoh/model/journal"
)

// turns is a source of which one stream has several runs of the same places, each
// with its own bytes: each reading but the last gives the next.
type turns struct {
	*parcel
	runs  [][]journal.Link
	asked int
}

func (p *turns) Links(ctx context.Context, stream model.ID, from, to uint64) iter.Seq2[journal.Link, error] {
	at := min(p.asked, len(p.runs)-1)
	p.asked++
	return (&parcel{links: map[model.ID][]journal.Link{stream: p.runs[at]}}).Links(ctx, stream, from, to)
}

// Of two runs of the same places in one source the first may lack what the second
// has: it is shown at once.
func TestRunsThatOverlap(t *testing.T) {
	f := newForger(t)
	id, other := model.NewID(), model.NewID()
	f.write(f.entry(id, "person", journal.Op{Field: "description", Value: text("what was said")}),
		f.entry(other, "person", journal.Op{Field: "description", Value: text("and another")}))
	whole := f.parcel(t)
	emptied, err := journal.Erase(f.ID, slices.Clone(f.links[0].Body), 0)
	must(t, err)
	sum, err := committed(f.ID, f.links[1])
	must(t, err)
	both := &turns{parcel: whole, runs: [][]journal.Link{{{Seq: 1, Body: emptied}, {Seq: 2, Committed: sum}}, f.links}}
	both.streams[0].Runs = append(both.streams[0].Runs, both.streams[0].Runs[0])
	db := newSigned(t)
	takeIn(t, db, both)
	if got := mustGet(t, db, id).Text("description"); got != "what was said" {
		t.Error("it is in the journal and is not shown")
	}
	if got := mustGet(t, db, other).Text("description"); got != "and another" {
		t.Error("what came by the second is not shown")
	}
	mustBeSound(t, db)
}
