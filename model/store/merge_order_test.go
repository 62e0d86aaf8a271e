package store_test

import (
	"slices"
	"strings"
	"testing"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

// An order that a value goes can come before anything of the stream in which
// the value stands, and is carried out when that comes.
func TestAnOrderOfRemovalThatComesFirst(t *testing.T) {
	mine, hers := twoFiles(t, 2)
	o := signing(t)
	o.Author, o.Device, o.DeviceSecret = "A. Third", "a third device", []byte(strings.Repeat("3", 32))
	third := mustOpenWith(t, copied(t, hers), o)
	r := model.NewRecord("person")
	r.Set("description", text("word900001x"))
	db := mustOpenWith(t, hers, signing(t))
	mustDo(t, db, "create", put(r))
	if _, err := third.Merge(ctx, db, store.Choice{Way: "file"}); err != nil {
		t.Fatal(err)
	}
	mustDo(t, third, "purge", func(tx *store.Tx) error { return tx.Purge(r.ID, "description", "withdrawn") })
	whole, err := gather(ctx, third)
	must(t, err)
	order := *whole
	order.streams = slices.DeleteFunc(slices.Clone(whole.streams), func(s journal.Stream) bool { return s.Author != "A. Third" })

	got := mustOpenWith(t, copied(t, mine), signing(t))
	if _, err := got.Merge(ctx, &order, store.Choice{Way: "folder"}); err != nil {
		t.Fatal(err)
	}
	if _, err := got.States(); err != nil {
		t.Fatal(err)
	}
	mustBeSound(t, got)
	if _, err := got.Merge(ctx, db, store.Choice{Way: "file"}); err != nil { // which knows of no order
		t.Fatal(err)
	}
	if mustGet(t, got, r.ID).Text("description") != "" {
		t.Error("the value came all the same")
	}
	truth := newOracle()
	must(t, truth.hearAll(db))
	must(t, truth.hearAll(got))
	must(t, truth.leaks(got))
	mustBeSound(t, got)
}
