package store_test

import (
	"testing"

	"guvoh/model/journal"
)

// What is written after a merge stands behind what came by it in the history, also
// when the session was open before.
func TestTheOrderOfWhatIsWrittenAfterAMerge(t *testing.T) {
	db := newSigned(t)
	c := newCase(t, db, "the title")
	f := newForger(t)
	f.write(f.entry(c.ID, "case", journal.Op{Field: "title", Value: text("theirs"), Preds: []journal.Pred{{Op: opOf(t, db, c.ID, "title")}}}))
	takeIn(t, db, f.parcel(t))
	mustDo(t, db, "edit", set(c.ID, "title", text("mine")))
	h, err := db.History(ctx, "title", c.ID)
	must(t, err)
	if last := h[len(h)-1]; last.To != text("mine") {
		t.Error("what was written last stands before what it replaced")
	}
}
