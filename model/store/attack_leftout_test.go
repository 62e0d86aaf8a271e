package store_test

import (
	"testing"

	"guvoh/model"
	"guvoh/model/store"
)

// What a person left out does not come in piece by piece through a folder, where
// nobody is asked.
func TestWhatWasLeftOutDoesNotComeThroughTheFolder(t *testing.T) {
	hers := newSigned(t)
	wanted, unwanted := newCase(t, hers, "wanted"), newCase(t, hers, "unwanted")
	db := mustCreate(t)
	_, err := db.Merge(ctx, hers, store.Choice{Way: "file", LeaveOut: map[model.ID]bool{unwanted.ID: true}})
	must(t, err)
	mustDo(t, hers, "edit", set(unwanted.ID, "summary", text("more of it")))
	mustDo(t, hers, "edit", set(wanted.ID, "summary", text("more of it")))
	r, err := db.Merge(ctx, hers, store.Choice{Way: "folder"})
	must(t, err)
	if _, err := db.Get(ctx, unwanted.ID); err == nil {
		t.Error("it came by itself")
	}
	if r.LeftOut != 1 || mustGet(t, db, wanted.ID).Text("summary") == "" {
		t.Errorf("left out were %d, or what is wanted did not come", r.LeftOut)
	}
	_, err = db.Merge(ctx, hers, store.Choice{Way: "file", Again: true})
	must(t, err)
	if got := mustGet(t, db, unwanted.ID); got.Text("title") != "unwanted" || got.Text("summary") != "more of it" {
		t.Error("what was asked for did not come whole")
	}
	mustDo(t, hers, "edit", set(unwanted.ID, "summary", text("and more")))
	_, err = db.Merge(ctx, hers, store.Choice{Way: "folder"})
	must(t, err)
	if got := mustGet(t, db, unwanted.ID).Text("summary"); got != "and more" {
		t.Error("it does not come though it was taken in since")
	}
}

// A colleague who left a record out hands on only that it exists. Whoever then
// leaves it out as well is not given a piece of it by the next merge.
func TestWhatCameWithoutItsWordsIsLeftOut(t *testing.T) {
	hers := newSigned(t)
	newCase(t, hers, "wanted")
	unwanted := newCase(t, hers, "unwanted")
	without := store.Choice{Way: "file", LeaveOut: map[model.ID]bool{unwanted.ID: true}}
	his, db := mustCreate(t), mustCreate(t)
	for _, m := range []struct {
		into, from *store.DB
		choice     store.Choice
	}{{his, hers, without}, {db, his, store.Choice{Way: "file"}}, {db, hers, without}, {db, hers, store.Choice{Way: "file"}}} {
		_, err := m.into.Merge(ctx, m.from, m.choice)
		must(t, err)
	}
	if _, err := db.Get(ctx, unwanted.ID); err == nil {
		t.Error("it came by itself")
	}
	_, err := db.Merge(ctx, hers, store.Choice{Way: "file", Again: true})
	must(t, err)
	if got := mustGet(t, db, unwanted.ID); got.Text("title") != "unwanted" {
		t.Error("what was asked for did not come")
	}
}
