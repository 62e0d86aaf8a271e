package store_test

import (
	"strings"
	"testing"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

// opOf finds the op by which this file's own words came into a field.
func opOf(tb testing.TB, db *store.DB, id model.ID, field string) journal.OpID {
	tb.Helper()
	b, err := db.Blame(ctx, id)
	must(tb, err)
	return b[field].Op
}

// Nothing is removed for good of which the preview does not say so.
func TestARemovalForGoodIsAlwaysCounted(t *testing.T) {
	purges := func(op journal.OpID) []journal.Pred { return []journal.Pred{{Op: op, Rel: journal.Purges}} }
	for name, forge := range map[string]func(f *forger, c model.ID, op journal.OpID, sha string){
		"bytes, by a record that is new": func(f *forger, _ model.ID, _ journal.OpID, sha string) {
			f.write(f.entry(model.NewID(), "person", journal.Op{Field: "description", Value: text("a neighbour")},
				journal.Op{Field: journal.PurgedBytes, Value: text(sha)}))
		},
		"a value, by an edit of another field": func(f *forger, c model.ID, op journal.OpID, _ string) {
			f.write(f.entry(c, "case", journal.Op{Field: "summary", Value: text("short"), Preds: purges(op)}))
		},
		"a value, of a record that is also deleted": func(f *forger, c model.ID, op journal.OpID, _ string) {
			f.write(f.entry(c, "case", journal.Op{Field: journal.Purged, Value: text("why"), Preds: purges(op)}),
				f.entry(c, "case", journal.Op{Field: journal.Liveness, Value: "true", Preds: []journal.Pred{{Op: op, Rel: journal.Covers}}}))
		},
	} {
		t.Run(name, func(t *testing.T) {
			db := newSigned(t)
			c := newCase(t, db, "the title")
			var sha string
			mustDo(t, db, "attach", func(tx *store.Tx) (err error) {
				r, err := tx.Evidence(strings.NewReader("a recording"), "a.txt", "text/plain", nil)
				sha = r.Text("sha256")
				return err
			})
			f := newForger(t)
			forge(f, c.ID, opOf(t, db, c.ID, "title"), sha)
			r, err := db.Preview(ctx, f.parcel(t), store.Choice{Way: "file"})
			must(t, err)
			takeIn(t, db, f.parcel(t))
			state, err := db.Bytes(ctx, sha)
			must(t, err)
			h, err := db.History(ctx, "title", c.ID)
			must(t, err)
			gone := state != store.BytesHere || h[0].ToGone
			if gone && r.Purged == 0 {
				t.Errorf("something is gone for good and the preview counts %d removals", r.Purged)
			}
			if r.Purged+r.Deleted+r.New+r.Changed > 1 {
				t.Error("one record is counted twice")
			}
			if !gone && r.Purged > 0 {
				t.Error("nothing is gone and the preview counts a removal")
			}
		})
	}
}
