package store_test

import (
	"errors"
	"maps"
	"testing"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

// flood is a source of so many sessions of one entry each.
func flood(t *testing.T, n int) *parcel {
	t.Helper()
	all := &parcel{links: map[model.ID][]journal.Link{}}
	for range n {
		f := newForger(t)
		f.write(f.entry(model.NewID(), "person", journal.Op{Field: "description", Value: text("x")}))
		p := f.parcel(t)
		all.streams = append(all.streams, p.streams...)
		maps.Copy(all.links, p.links)
	}
	return all
}

// A source of countless sessions is refused before the file has more than others
// can read, whether they come at once or by and by; who sits here writes on, and
// what is here is read on.
func TestMoreSessionsThanAFileCanHold(t *testing.T) {
	db := newSigned(t)
	c := newCase(t, db, "the title")
	store.HoldStreams(t, 10)
	first := flood(t, 6)
	takeIn(t, db, first)
	for _, n := range []int{4, 20} {
		if _, err := db.Merge(ctx, flood(t, n), store.Choice{Way: "file"}); !errors.Is(err, store.ErrTooManySessions) {
			t.Errorf("%d sessions more: %v", n, err)
		}
		if _, err := db.Preview(ctx, flood(t, n), store.Choice{Way: "file"}); !errors.Is(err, store.ErrTooManySessions) {
			t.Errorf("a preview of %d sessions more: %v", n, err)
		}
	}
	if n := streamsOf(t, db); n != 7 {
		t.Errorf("the file knows %d sessions", n)
	}
	takeIn(t, db, first)
	takeIn(t, db, flood(t, 3))
	mustDo(t, db, "edit", set(c.ID, "title", text("later")))
	mustBeSound(t, db)
}

func streamsOf(t *testing.T, db *store.DB) int64 {
	t.Helper()
	rows, err := db.Ask("SELECT count(*) FROM stream")
	must(t, err)
	return rows[0][0].(int64)
}
