package store_test

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/store/btree"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
)

// worked is a file in which a device wrote at length, with a whole copy of it.
func worked(t *testing.T) (s *sample, whole *store.DB, c model.Record) {
	t.Helper()
	o := options(t)
	o.Device, o.DeviceSecret = "mine", bytes.Repeat([]byte{3}, 32)
	path := filepath.Join(t.TempDir(), "mine.guvoh")
	db, err := store.Create(path, o)
	if err != nil {
		t.Fatal(err)
	}
	c = newCase(t, db, "one")
	for i := range 60 {
		mustDo(t, db, "edit", set(c.ID, "summary", text(fmt.Sprint(i, strings.Repeat(" what was said", 30)))))
	}
	whole = mustCopyTo(t, db, "whole")
	s = &sample{records: everyRecord(t, db)}
	db.Close()
	s.file = mustRead(t, path)
	s.pages = (len(s.file) - header) / vault.PageSize
	return s, whole, c
}

// leaves gives the pages with entries, in the order of these.
func (s *sample) leaves(t *testing.T) (pages []int) {
	t.Helper()
	p, err := vault.OpenPages(written(t, s.file), vaulttest.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	r := btree.New(btree.Source{Count: p.Count(), Size: vault.PageSize, Usable: vault.PageSize - 40, Read: p.Read})
	for _, c := range r.Walk(1, btree.Table).Cells {
		b, err := r.Payload(btree.Table, c)
		if err != nil {
			t.Fatal(err)
		}
		cols, err := btree.Row(b)
		if err != nil || cols[1].Value != "entry" {
			continue
		}
		for _, c := range r.Walk(int(cols[3].Value.(int64)), btree.Table).Cells {
			if page := int(c.Page); !slices.Contains(pages, page) {
				pages = append(pages, page)
			}
		}
	}
	return pages
}

func TestASalvageKeepsWhatIsBehindAGap(t *testing.T) {
	s, whole, c := worked(t)
	leaves := s.leaves(t)
	if len(leaves) < 5 {
		t.Fatalf("%d pages of entries", len(leaves))
	}
	reopened := func(t *testing.T, page int) (*store.DB, store.SalvageReport) {
		t.Helper()
		out := filepath.Join(t.TempDir(), "saved.guvoh")
		r, err := store.Salvage(ctx, s.damaged(t, page), out, options(t), nil)
		if err != nil {
			t.Fatal(err)
		}
		db := mustOpen(t, out)
		if got := mustGet(t, db, c.ID); got.Text("summary") != s.records[c.ID].Text("summary") {
			t.Error("the record is not as it was")
		}
		return db, r
	}
	brings := func(t *testing.T, db *store.DB) {
		t.Helper()
		mustMergeIn(t, db, whole, store.Choice{})
		mustBeSound(t, db)
		r, err := db.Check(ctx, nil)
		if err != nil || r.Awaited.Entries != 0 || r.Unsigned != 0 {
			t.Errorf("%d entries are awaited, %d unsigned: %v", r.Awaited.Entries, r.Unsigned, err)
		}
		if history, err := db.History(ctx, "", c.ID); err != nil || len(history) < 61 {
			t.Errorf("%d changes, not 61: %v", len(history), err)
		}
		if got := mustGet(t, db, c.ID); got.Text("summary") != s.records[c.ID].Text("summary") {
			t.Error("the record is not as it was")
		}
	}
	t.Run("and a whole copy brings back what is lost between", func(t *testing.T) {
		db, r := reopened(t, leaves[2])
		if r.Saved.Awaited.Entries == 0 || r.Saved.Entries < 45 || r.Saved.Unsigned == 0 || r.Restored != 0 {
			t.Errorf("%d entries are kept, %d awaited, %d unsigned, %d records restored", r.Saved.Entries, r.Saved.Awaited.Entries, r.Saved.Unsigned, r.Restored)
		}
		brings(t, db)
	})
	t.Run("and what is lost at the beginning", func(t *testing.T) {
		db, r := reopened(t, leaves[0])
		if r.Saved.Awaited.Entries == 0 || r.Saved.Entries < 45 || r.Saved.Unsigned != 0 {
			t.Errorf("%d entries are kept, %d awaited, %d unsigned", r.Saved.Entries, r.Saved.Awaited.Entries, r.Saved.Unsigned)
		}
		brings(t, db)
	})
	t.Run("and what is lost at the end, where no signature is left", func(t *testing.T) {
		db, r := reopened(t, leaves[len(leaves)-1])
		if r.Saved.Unsigned == 0 || r.Saved.Awaited.Entries != 0 {
			t.Errorf("%d unsigned, %d awaited", r.Saved.Unsigned, r.Saved.Awaited.Entries)
		}
		brings(t, db)
	})
}

func TestASalvageKeepsBytesOrderedOut(t *testing.T) {
	db := mustCreate(t)
	c := newCase(t, db, "one")
	var id model.ID
	mustDo(t, db, "attach", func(tx *store.Tx) error {
		ev, err := tx.Evidence(bytes.NewReader([]byte("a face")), "x.jpg", "image/jpeg", map[string]model.Value{"cases": model.RefsValue(c.ID)})
		id = ev.ID
		return err
	})
	sum, err := hex.DecodeString(mustGet(t, db, id).Text("sha256"))
	if err != nil {
		t.Fatal(err)
	}
	mustDo(t, db, "purge", func(tx *store.Tx) error { return tx.PurgeBytes(id, "consent withdrawn") })
	if err := db.Exec("DELETE FROM absent"); err != nil { // as when its page is lost
		t.Fatal(err)
	}
	path := db.Path()
	db.Close()
	saved, _ := salvaged(t, path)
	defer saved.Close()
	rows, err := saved.Ask("SELECT reason FROM absent WHERE sha256 = ?", sum)
	if err != nil || len(rows) != 1 || rows[0][0] != "purged" {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	mustBeSound(t, saved)
}
