package store_test

import (
	"testing"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

// usedFirst is a file to which somebody came first who used the id of her case
// for a person.
func usedFirst(t *testing.T) (db, hers *store.DB, mine, other model.Record, first store.MergeReport) {
	t.Helper()
	hers = newSigned(t)
	mine, other = newCase(t, hers, "the title"), newCase(t, hers, "another")
	f := newForger(t)
	f.write(f.entry(mine.ID, "person", journal.Op{Field: "description", Value: text("x")}))
	db = mustCreate(t)
	return db, hers, mine, other, takeIn(t, db, f.parcel(t))
}

// Who used the id of her record for another kind first keeps that record out and
// nothing else; it is told, and comes once theirs is taken back.
func TestARecordOfAnotherKindThatCameFirst(t *testing.T) {
	db, hers, mine, other, first := usedFirst(t)
	r := takeIn(t, db, hers)
	if len(r.Quarantine) != 1 || r.Quarantine[0].Reason != store.OtherKind || r.Quarantine[0].Entries != 1 || !r.Quarantine[0].New {
		t.Fatalf("it is judged %+v", r.Quarantine)
	}
	if got := mustGet(t, db, other.ID).Text("title"); got != "another" {
		t.Error("all of her session is kept out")
	}
	mustDo(t, hers, "edit", set(other.ID, "title", text("later")))
	if r := takeIn(t, db, hers); len(r.Quarantine) != 1 || r.Quarantine[0].New {
		t.Errorf("the second time it is judged %+v", r.Quarantine)
	}
	if got := mustGet(t, db, other.ID).Text("title"); got != "later" {
		t.Error("what she wrote later is kept out")
	}
	if r := takeIn(t, db, hers); r.Entries != 0 {
		t.Errorf("%d entries come again", r.Entries)
	}
	mustBeSound(t, db)
	if kept, err := db.Quarantine(ctx); err != nil || len(kept) != 1 || kept[0].Entries != 1 {
		t.Errorf("apart lie %+v (%v)", kept, err)
	}

	_, err := db.Unmerge(ctx, first.Merge, nil)
	must(t, err)
	takeIn(t, db, hers)
	if got, err := db.Get(ctx, mine.ID); err != nil || got.Text("title") != "the title" {
		t.Error("her work does not come:", err)
	}
	if kept, err := db.Quarantine(ctx); err != nil || len(kept) != 0 {
		t.Errorf("apart still lie %+v (%v)", kept, err)
	}
	mustBeSound(t, db)
}

// A third gets from such a file what it has, and hers from her.
func TestARecordOfAnotherKindIsNotHandedOn(t *testing.T) {
	db, hers, mine, other, _ := usedFirst(t)
	takeIn(t, db, hers)
	third := mustCreate(t)
	takeIn(t, third, hers)
	takeIn(t, third, db)
	if got := mustGet(t, third, mine.ID); got.Kind != "case" || got.Text("title") != "the title" {
		t.Errorf("it is a %s", got.Kind)
	}
	fourth := mustCreate(t)
	takeIn(t, fourth, db)
	if got := mustGet(t, fourth, other.ID).Text("title"); got != "another" {
		t.Error("her session is not handed on")
	}
	for _, db := range []*store.DB{third, fourth} {
		mustBeSound(t, db)
	}
}

// A person takes over what was kept out as a record of its own.
func TestARecordOfAnotherKindIsTakenOver(t *testing.T) {
	db, hers, _, _, _ := usedFirst(t)
	r := takeIn(t, db, hers)
	_, err := db.TakeOver(ctx, r.Quarantine[0].Stream)
	must(t, err)
	cases, err := db.Records(ctx, "case")
	must(t, err)
	titles := map[string]bool{}
	for _, c := range cases {
		titles[c.Text("title")] = true
	}
	if !titles["the title"] || !titles["another"] || len(cases) != 2 {
		t.Errorf("there are %d cases", len(cases))
	}
	mustBeSound(t, db)
}
