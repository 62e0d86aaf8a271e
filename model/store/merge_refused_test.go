package store_test

import (
	"slices"
	"testing"

	"guvoh/model/store"
)

// unproven gives the parcel with signatures that nobody made.
func (p *parcel) unproven() *parcel {
	out := &parcel{links: p.links}
	for _, s := range p.streams {
		s.Runs = slices.Clone(s.Runs)
		for i := range s.Runs {
			s.Runs[i].Signature = make([]byte, len(s.Runs[i].Signature))
		}
		out.streams = append(out.streams, s)
	}
	return out
}

// A run that is refused leaves nothing behind: not that a value is missing in one
// of its entries either. That would stand where the session goes on, or where one of
// our own begins.
func TestARunThatIsRefusedLeavesNothingOfWhatItLacks(t *testing.T) {
	for name, known := range map[string]bool{"of a session that is new here": false, "of one of which the beginning is here": true} {
		t.Run(name, func(t *testing.T) {
			mine, db := newSigned(t), newSigned(t)
			c := newCase(t, db, "the title")
			if known {
				takeIn(t, mine, db)
			}
			mustDo(t, db, "edit", set(c.ID, "summary", text("to be removed")))
			mustDo(t, db, "purge", func(tx *store.Tx) error { return tx.Purge(c.ID, "summary", "withdrawn") })
			mustDo(t, db, "edit", set(c.ID, "summary", text("what stays")))
			hers, err := gather(ctx, db)
			must(t, err)
			for range 2 {
				if r := takeIn(t, mine, hers.unproven()); r.Entries != 0 || len(r.Quarantine) != 1 || r.Quarantine[0].Reason != store.Forged {
					t.Fatalf("%d entries taken, quarantine %+v", r.Entries, r.Quarantine)
				}
				mustBeSound(t, mine)
			}
			newCase(t, mine, "of a session that may get its number")
			mustBeSound(t, mine)
			if r := takeIn(t, mine, hers); len(r.Quarantine) != 0 || mustGet(t, mine, c.ID).Text("summary") != "what stays" {
				t.Errorf("the true work does not come: quarantine %+v", r.Quarantine)
			}
			mustBeSound(t, mine)
		})
	}
}

// What no colleague could take is not written here either: work by a verb that is no
// name would stay in this file alone, and nobody would know.
func TestAnActionIsNotWrittenThatNobodyCouldTake(t *testing.T) {
	for _, verb := range []string{"", "delete a name", "Edit", "edit\n"} {
		db := mustCreate(t)
		c, err := db.Do(ctx, verb, put(record("case", "title", "a case")))
		if err == nil || !c.Empty() {
			t.Errorf("%q is taken for the name of an action", verb)
		}
		if all, err := db.Records(ctx, "case"); err != nil || len(all) != 0 {
			t.Errorf("%q: %d cases, %v", verb, len(all), err)
		}
	}
}
