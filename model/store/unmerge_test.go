package store_test

import (
	"strings"
	"testing"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

// takeMergeBack takes a merge back, and looks that the file is sound then.
func takeMergeBack(t *testing.T, db *store.DB, merge int64) store.MergeReport {
	t.Helper()
	r, err := db.Unmerge(ctx, merge, nil)
	must(t, err)
	mustBeSound(t, db)
	return r
}

// What was ordered out stays out when the merge that brought the order is taken
// back, and so does the order: the value is gone here, and a copy that still has
// it is told.
func TestAnOrderToRemoveStaysWhenItsMergeIsTakenBack(t *testing.T) {
	db := mustCreate(t)
	c := newCase(t, db, "secret words")
	a, backup, b := mustCopyTo(t, db, "anora"), mustCopyTo(t, db, "backup"), mustCopyTo(t, db, "bek")
	mustDo(t, a, "edit", set(c.ID, "summary", text("written by her alone")))
	mustDo(t, a, "purge", func(tx *store.Tx) error { return tx.Purge(c.ID, "title", "withdrawn") })
	m := mustMergeIn(t, b, a, store.Choice{})
	r := takeMergeBack(t, b, m.Merge)
	gone := func(t *testing.T, db *store.DB) {
		t.Helper()
		if mustGet(t, db, c.ID).Text("title") != "" {
			t.Error("what was removed for good is back")
		}
		if p, err := db.Purged(ctx, c.ID); err != nil || p["title"].Value != text("withdrawn") || p["title"].Author.Name == "" {
			t.Errorf("why it is gone is not known: %+v, %v", p, err)
		}
		mustBeSound(t, db)
	}
	gone(t, b)
	if mustGet(t, b, c.ID).Text("summary") != "" {
		t.Error("the rest of the merge is still there")
	}
	if r.Purged != 0 || r.Entries != 1 || r.Changed != 1 {
		t.Errorf("told: %d purged, %d entries, %d changed", r.Purged, r.Entries, r.Changed)
	}
	if verb := b.CanUndo(ctx); verb == "purge" {
		t.Error("her order is offered to be undone")
	}
	t.Run("so that a backup that has the value brings it to nobody", func(t *testing.T) {
		mustMergeIn(t, b, backup, store.Choice{Again: true})
		gone(t, b)
		mustMergeIn(t, backup, b, store.Choice{Again: true})
		gone(t, backup)
	})
	t.Run("and the rest comes again when asked for", func(t *testing.T) {
		mustMergeIn(t, b, a, store.Choice{Again: true})
		gone(t, b)
		if mustGet(t, b, c.ID).Text("summary") == "" {
			t.Error("it does not come")
		}
		for _, x := range []*store.DB{a, backup} {
			mustMergeIn(t, x, b, store.Choice{Again: true})
			gone(t, x)
		}
	})
}

func TestAnOrderToRemoveBytesStaysWhenItsMergeIsTakenBack(t *testing.T) {
	db := mustCreate(t)
	var e model.Record
	mustDo(t, db, "attach", func(tx *store.Tx) (err error) {
		e, err = tx.Evidence(strings.NewReader("a recording"), "a.txt", "text/plain", nil)
		return err
	})
	a, backup, b := mustCopyTo(t, db, "anora"), mustCopyTo(t, db, "backup"), mustCopyTo(t, db, "bek")
	mustDo(t, a, "purge", func(tx *store.Tx) error { return tx.PurgeBytes(e.ID, "withdrawn") })
	takeMergeBack(t, b, mustMergeIn(t, b, a, store.Choice{}).Merge)
	mustMergeIn(t, b, backup, store.Choice{Again: true})
	mustMergeIn(t, backup, b, store.Choice{Again: true})
	for _, x := range []*store.DB{b, backup} {
		if s, err := x.Bytes(ctx, e.Text("sha256")); err != nil || s != store.BytesPurged {
			t.Errorf("the bytes are %s, %v", s, err)
		}
		mustBeSound(t, x)
	}
}

// A record that came by the merge alone goes whole, or somebody's false one would
// keep its place. What comes of it again comes with its order.
func TestARecordThatCameByAMergeGoesWithTheOrderOfIt(t *testing.T) {
	db := mustCreate(t)
	a, b := mustCopyTo(t, db, "anora"), mustCopyTo(t, db, "bek")
	c := newCase(t, a, "secret words")
	backup := mustCopyTo(t, a, "backup")
	mustDo(t, a, "purge", func(tx *store.Tx) error { return tx.Purge(c.ID, "title", "withdrawn") })
	takeMergeBack(t, b, mustMergeIn(t, b, a, store.Choice{}).Merge)
	if _, err := b.Get(ctx, c.ID); err == nil {
		t.Error("the case is there")
	}
	mustMergeIn(t, b, a, store.Choice{Again: true})
	mustMergeIn(t, b, backup, store.Choice{Again: true})
	mustMergeIn(t, backup, b, store.Choice{})
	for _, x := range []*store.DB{b, backup} {
		if mustGet(t, x, c.ID).Text("title") != "" {
			t.Error("what was removed for good is back")
		}
		mustBeSound(t, x)
	}
}

// A false record whose order would stay would keep the true one out for ever,
// whichever of its merges is taken back first.
func TestAFalseRecordWithAnOrderGoesWithItsMerges(t *testing.T) {
	for name, first := range map[string]int{"the one with its words first": 0, "the one with the order first": 1} {
		t.Run(name, func(t *testing.T) {
			hers := newSigned(t)
			mine := newCase(t, hers, "the title")
			words, order := newForger(t), newForger(t)
			words.write(words.entry(mine.ID, "person", journal.Op{Field: "description", Value: text("x")}))
			order.write(order.entry(mine.ID, "person", purging(journal.OpID{Stream: words.ID, Seq: 1})))
			db := mustCreate(t)
			merges := []int64{takeIn(t, db, words.parcel(t)).Merge, takeIn(t, db, order.parcel(t)).Merge}
			takeMergeBack(t, db, merges[first])
			takeMergeBack(t, db, merges[1-first])
			if r := takeIn(t, db, hers); len(r.Quarantine) > 0 || mustGet(t, db, mine.ID).Text("title") != "the title" {
				t.Error("her work does not come")
			}
			mustBeSound(t, db)
		})
	}
}

// purging is an order to remove the value of an op.
func purging(op journal.OpID) journal.Op {
	return journal.Op{Field: journal.Purged, Value: text("why"), Preds: []journal.Pred{{Op: op, Rel: journal.Purges}}}
}

// An order in an entry that says more than that goes with it: those words must not
// stay. Then the value is ordered out no more, and comes from where it still is.
func TestAnOrderAmongOtherWordsGoesWithThem(t *testing.T) {
	db := newSigned(t)
	c := newCase(t, db, "the title")
	backup := mustCopyTo(t, db, "backup")
	f := newForger(t)
	f.write(f.entry(c.ID, "case", journal.Op{Field: "summary", Value: text("false words")}, purging(opOf(t, db, c.ID, "title"))))
	m := takeIn(t, db, f.parcel(t))
	if m.Purged != 1 || mustGet(t, db, c.ID).Text("title") != "" {
		t.Fatal("it is not carried out")
	}
	takeMergeBack(t, db, m.Merge)
	if mustGet(t, db, c.ID).Text("summary") != "" {
		t.Error("the words stay")
	}
	takeIn(t, db, backup)
	if mustGet(t, db, c.ID).Text("title") != "the title" {
		t.Error("a value that nobody orders out does not come back")
	}
	mustBeSound(t, db)
}

// Bytes that are ordered out of a record that came by the merge alone come with
// it again, from who was not told of the order.
func TestBytesOfWhichTheOrderWentAreAwaitedLikeOthers(t *testing.T) {
	db := mustCreate(t)
	a, b := mustCopyTo(t, db, "anora"), mustCopyTo(t, db, "bek")
	var e model.Record
	mustDo(t, a, "attach", func(tx *store.Tx) (err error) {
		e, err = tx.Evidence(strings.NewReader("a recording"), "a.txt", "text/plain", nil)
		return err
	})
	backup := mustCopyTo(t, a, "backup")
	mustDo(t, a, "purge", func(tx *store.Tx) error { return tx.PurgeBytes(e.ID, "withdrawn") })
	takeMergeBack(t, b, mustMergeIn(t, b, a, store.Choice{}).Merge)
	mustMergeIn(t, b, backup, store.Choice{Again: true})
	state := func(db *store.DB) store.BytesState {
		s, err := db.Bytes(ctx, e.Text("sha256"))
		must(t, err)
		return s
	}
	if state(b) != state(backup) {
		t.Errorf("here they are %s, there %s, and neither knows of an order", state(b), state(backup))
	}
	mustMergeIn(t, b, a, store.Choice{Again: true})
	if state(b) != store.BytesPurged {
		t.Error("the order does not come again")
	}
	mustBeSound(t, b)
}
