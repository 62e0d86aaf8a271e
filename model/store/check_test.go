package store_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest/raced"
)

// filled is a file with a case, a person, evidence and some history.
func filled(t *testing.T) (*store.DB, model.Record) {
	t.Helper()
	db := mustCreate(t)
	c := newCase(t, db, "one")
	mustDo(t, db, "attach", func(tx *store.Tx) error {
		_, err := tx.Evidence(bytes.NewReader(bytes.Repeat([]byte("scan"), 400_000)), "scan.pdf", "application/pdf",
			map[string]model.Value{"cases": model.RefsValue(c.ID)})
		return err
	})
	mustDo(t, db, "edit", set(c.ID, "summary", text(strings.Repeat("what was said ", 500))))
	mustDo(t, db, "edit", set(c.ID, "title", text("two")))
	return db, c
}

func TestCheckFinds(t *testing.T) {
	raced.OneByOne(t)
	for _, c := range []struct {
		name string
		sql  string
		want store.Trouble
	}{
		{"a value changed behind the journal's back", `UPDATE "case" SET title = 'three'`, store.BadRecord},
		{"a record hidden behind the journal's back", `UPDATE record SET deleted = 1 WHERE kind = 'case'`, store.BadRecord},
		{"a row taken out", `DELETE FROM evidence`, store.BadRecord},
		{"a link taken out", `DELETE FROM link`, store.BadLink},
		{"an entry whose bytes were changed", `UPDATE entry SET body = CAST(replace(CAST(body AS TEXT), 'two', 'six') AS BLOB) WHERE id = (SELECT max(id) FROM entry)`, store.BrokenChain},
		{"an entry taken out of the middle", `DELETE FROM entry WHERE id = (SELECT min(id) + 1 FROM entry)`, store.BrokenChain},
		{"the newest entry taken out", `DELETE FROM entry WHERE id = (SELECT max(id) FROM entry)`, store.BrokenChain},
		{"an entry that is no entry", `UPDATE entry SET body = x'00' WHERE id = (SELECT max(id) FROM entry)`, store.BadEntry},
		{"a byte of evidence changed", `UPDATE chunk SET bytes = CAST(replace(CAST(bytes AS TEXT), 'scanscanscan', 'scanscamscan') AS BLOB) WHERE seq = 1`, store.BadAttachment},
		{"a piece of evidence lost", `DELETE FROM chunk WHERE seq = 1`, store.BadAttachment},
		{"the bytes of evidence lost whole", `DELETE FROM attachment`, store.LostBytes},
	} {
		t.Run(c.name, func(t *testing.T) {
			db, _ := filled(t)
			mustBeSound(t, db)
			if err := db.Exec(c.sql); err != nil {
				t.Fatal(err)
			}
			r, err := db.Check(ctx, nil)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(r.Findings, func(f store.Finding) bool { return f.Trouble == c.want }) {
				t.Errorf("found %+v, not %s", r.Findings, c.want)
			}
			for _, f := range r.Findings {
				if strings.Contains(f.Detail, "what was said") {
					t.Error("a finding repeats what a person said")
				}
			}
		})
	}
}

// TestFlippedBytes damages a file at random places, by a byte or by a whole
// page. It must be refused, or the check must complain, or what is read must
// be what was written; and a check never gives up at a page it cannot read.
func TestFlippedBytes(t *testing.T) {
	raced.Slow(t)
	db, c := filled(t)
	want := mustGet(t, db, c.ID)
	path := db.Path()
	db.Close()
	good := mustRead(t, path)
	rnd := rand.New(rand.NewPCG(7, 7))
	for i := range 60 {
		bad := bytes.Clone(good)
		at := rnd.IntN(len(bad))
		bad[at] ^= byte(1 + rnd.IntN(255))
		if i%3 == 0 {
			from := at / 4096 * 4096
			copy(bad[max(from, 100):], bytes.Repeat([]byte{0xAB}, 4000))
		}
		p := filepath.Join(t.TempDir(), "bad.guvoh")
		if err := os.WriteFile(p, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		o := options(t)
		o.ReadOnly = true
		b, err := store.Open(p, o)
		if err != nil {
			continue
		}
		r, err := b.Check(ctx, nil)
		if err != nil {
			t.Errorf("damage %d at byte %d: the check gives up: %v", i, at, err)
		}
		if err == nil && r.OK() {
			got, err := b.Get(ctx, c.ID)
			if err != nil || got.Text("title") != want.Text("title") || got.Text("summary") != want.Text("summary") {
				t.Errorf("flip %d at byte %d: the checker is broken", i, at)
			}
		}
		b.Close()
	}
}
