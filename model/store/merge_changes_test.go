package store_test

import (
	"context"
	"path/filepath"
	"testing"

	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest"
)

func TestMergeChangesNamesEveryRecordThatAMergeReached(t *testing.T) {
	ctx := context.Background()
	o := store.Options{Secret: vaulttest.Passphrase, Cost: vaulttest.Cheap, Schema: schema(t), Author: "one"}
	ours, err := store.Create(filepath.Join(t.TempDir(), "a.guvoh"), o)
	if err != nil {
		t.Fatal(err)
	}
	defer ours.Close()
	kept, written := model.NewRecord("case"), model.NewRecord("person")
	put := func(db *store.DB, rs ...model.Record) {
		t.Helper()
		if _, err := db.Do(ctx, "edit", func(tx *store.Tx) error {
			for _, r := range rs {
				if err := tx.Put(r); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	kept.Set("title", model.TextValue("here before"))
	put(ours, kept)
	path := filepath.Join(t.TempDir(), "b.guvoh")
	if err := ours.CopyTo(path); err != nil {
		t.Fatal(err)
	}
	o.Author = "another"
	theirs, err := store.Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	defer theirs.Close()
	written.Set("occupation", model.TextValue("baker"))
	put(theirs, written)
	r, err := ours.Merge(ctx, theirs, store.Choice{Way: "file"})
	if err != nil {
		t.Fatal(err)
	}
	c, err := ours.MergeChanges(ctx, r.Merge)
	if err != nil || len(c.Records) != 1 || c.Records[written.ID] != "person" {
		t.Errorf("%d records, %v", len(c.Records), err)
	}
	if c, err := ours.MergeChanges(ctx, r.Merge+1); err != nil || !c.Empty() {
		t.Errorf("of a merge that never was: %d records, %v", len(c.Records), err)
	}
}
