package store_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"slices"
	"testing"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest/raced"
)

// behind is a copy of which the first entries of each stream have not come.
type behind struct {
	*store.DB
	t     *testing.T
	first uint64 // that has come
}

func (b behind) Streams(ctx context.Context) ([]journal.Stream, error) {
	ss, err := b.DB.Streams(ctx)
	for i := range ss {
		s := &ss[i]
		r := &s.Runs[0]
		if s.Device == nil || r.Last < b.first {
			continue
		}
		hash := journal.First(s.ID)
		for l, err := range b.Links(ctx, s.ID, 1, b.first-1) {
			if err != nil {
				b.t.Fatal(err)
			}
			_, committed, err := journal.Decode(s.ID, l.Body)
			if err != nil {
				b.t.Fatal(err)
			}
			hash = journal.Chain(hash, s.ID, l.Seq, committed)
		}
		r.First, r.Previous = b.first, hash
	}
	return ss, err
}

// halfMerged is a file that has a colleague's work in part: three entries have
// not come, one case was left out, a field is in conflict, bytes are awaited.
func halfMerged(t *testing.T) *store.DB {
	t.Helper()
	db := mustCreate(t)
	c := newCase(t, db, "one")
	a, b := mustCopyTo(t, db, "anora"), mustCopyTo(t, db, "bek")
	for _, title := range []string{"x", "y", "z"} {
		mustDo(t, b, "edit", set(c.ID, "summary", text(title)))
	}
	out := newCase(t, b, "left out")
	mustDo(t, b, "edit", set(c.ID, "title", text("of b")))
	mustDo(t, a, "edit", set(c.ID, "title", text("of a")))
	mustDo(t, b, "attach", func(tx *store.Tx) error {
		_, err := tx.Evidence(bytes.NewReader([]byte("scan")), "scan.pdf", "application/pdf", map[string]model.Value{"cases": model.RefsValue(c.ID)})
		return err
	})
	if err := b.Certify(ed25519.NewKeyFromSeed(bytes.Repeat([]byte{5}, 32))); err != nil {
		t.Fatal(err)
	}
	r, err := a.Merge(ctx, behind{b, t, 4}, store.Choice{Way: "file", WithoutBytes: true, LeaveOut: map[model.ID]bool{out.ID: true}})
	if err != nil || len(r.Quarantine) > 0 || r.Conflicts == 0 || r.LeftOut != 1 {
		t.Fatalf("%d in quarantine, %d conflicts, %d left out, %v", len(r.Quarantine), r.Conflicts, r.LeftOut, err)
	}
	return a
}

func TestCheckOfWorkThatCameInPart(t *testing.T) {
	raced.Slow(t)
	checked := func(t *testing.T, db *store.DB) store.Report {
		t.Helper()
		r, err := db.Check(ctx, nil)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	t.Run("is all well, and it says what is awaited", func(t *testing.T) {
		db := halfMerged(t)
		mustBeSound(t, db)
		if r := checked(t, db); r.Awaited.Entries != 3 || r.Awaited.Attachments != 1 || r.Unsigned != 0 {
			t.Errorf("%+v", r)
		}
	})
	const theirs = "(SELECT stream FROM hole)"
	for _, c := range []struct {
		name, sql string
		want      store.Trouble
	}{
		{"a signature of something else", "UPDATE stream SET signature = zeroblob(64) WHERE n = " + theirs, store.BadSignature},
		{"a signature of our own that was changed", "UPDATE stream SET signature = zeroblob(64) WHERE n = (SELECT stream FROM signer WHERE stream <> " + theirs + ")", store.BadSignature},
		{"another name of its author", "UPDATE stream SET author = 'somebody' WHERE n = " + theirs, store.BadSignature},
		{"another device", "UPDATE signer SET device = zeroblob(32)", store.BadSignature},
		{"a certificate that nobody signed", "UPDATE certificate SET by_identity = zeroblob(64)", store.BadSignature},
		{"a hole that goes elsewhere", "UPDATE hole SET hash = zeroblob(32)", store.BrokenChain},
		{"a hole that is longer", "UPDATE hole SET last = last + 1", store.BrokenChain},
		{"a hole too few", "DELETE FROM hole", store.BrokenChain},
		{"a hole of no stream", "UPDATE hole SET stream = 99", store.BrokenChain},
		{"another commitment", "UPDATE bare SET committed = zeroblob(32)", store.BrokenChain},
		{"half a commitment", "UPDATE bare SET committed = zeroblob(16)", store.BadEntry},
		{"a commitment too few", "DELETE FROM bare", store.BrokenChain},
		{"a commitment beside an entry that is another", "INSERT INTO bare SELECT max(id), zeroblob(32), hash, 0 FROM entry", store.BadEntry},
		{"a conflict that is not shown", "DELETE FROM conflict", store.BadRecord},
		{"a conflict too many", "INSERT INTO conflict SELECT n, 'summary', 2 FROM record LIMIT 1", store.BadRecord},
		{"a conflict of more values", "UPDATE conflict SET heads = 3", store.BadRecord},
		{"bytes that nobody awaits", "DELETE FROM absent", store.LostBytes},
	} {
		t.Run("with "+c.name+" is not", func(t *testing.T) {
			db := halfMerged(t)
			if err := db.Exec(c.sql); err != nil {
				t.Fatal(err)
			}
			if r := checked(t, db); !slices.ContainsFunc(r.Findings, func(f store.Finding) bool { return f.Trouble == c.want }) {
				t.Errorf("found %+v, not %s", r.Findings, c.want)
			}
		})
	}
	t.Run("counts what no signature covers", func(t *testing.T) {
		db := halfMerged(t)
		if err := db.Exec("UPDATE stream SET signature = NULL WHERE n = " + theirs); err != nil {
			t.Fatal(err)
		}
		if r := checked(t, db); !r.OK() || r.Unsigned < 3 {
			t.Errorf("%d, %+v", r.Unsigned, r.Findings)
		}
	})
	t.Run("takes bytes that were ordered out for what they are", func(t *testing.T) {
		db := halfMerged(t)
		if err := db.Exec("UPDATE absent SET reason = 'purged'"); err != nil {
			t.Fatal(err)
		}
		if r := checked(t, db); !r.OK() || r.Awaited.Attachments != 0 {
			t.Errorf("%+v", r)
		}
	})
	t.Run("takes a value that was ordered out for none", func(t *testing.T) {
		db := halfMerged(t)
		cases, err := db.Records(ctx, "case")
		if err != nil || len(cases) != 1 {
			t.Fatal(len(cases), err)
		}
		mustDo(t, db, "purge", func(tx *store.Tx) error { return tx.Purge(cases[0].ID, "title", "consent withdrawn") })
		mustBeSound(t, db)
	})
}
