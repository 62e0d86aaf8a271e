package foreign_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"testing"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
	"guvoh/model/store/foreign"
	"guvoh/model/vault/vaulttest"
)

// entryOf is SQL that writes an entry as a device would, which is beyond what a
// program of today can.
func (s *signedStream) entryOf(kind, field string) string {
	e := journal.Entry{
		Action: model.NewID(), Verb: "edit", Lamport: 99, Record: model.NewID(), Kind: kind,
		Ops: []journal.Op{{Field: field, Value: model.TextValue("x")}},
	}
	body := e.Encode(s.ID)
	_, committed, err := journal.Decode(s.ID, body)
	if err != nil {
		panic(err) // it was made a line above
	}
	last := len(s.hashes)
	s.hashes = append(s.hashes, journal.Chain(s.hashes[last-1], s.ID, uint64(last), committed))
	return fmt.Sprintf("INSERT INTO entry VALUES(%d, 1, 1, %s, %s)", 77<<36|last, blob(body), blob(s.hashes[last][:]))
}

// TestAGuestIsMerged takes in files of others: one of today, in part, and one of
// a newer version, with what nobody knows here.
func TestAGuestIsMerged(t *testing.T) {
	s := newSignedStream(t)
	queries := append(s.put(), "DELETE FROM origin", s.entryOf("vehicle", "plate"), s.entryOf("case", "weather"))
	queries = append(queries, fmt.Sprintf("UPDATE stream SET head = 14, hash = %s, signature = %s WHERE n = 77",
		blob(s.hashes[14][:]), blob(journal.Sign(s.device, s.hashes[14]))))
	theirs := changed(t, guestFile(t), append(queries, nextVersion...)...)
	ours, err := store.Create(filepath.Join(t.TempDir(), "ours.guvoh"), options(t))
	must(t, err)
	defer ours.Close()
	merged := func(t *testing.T) store.MergeReport {
		t.Helper()
		g, err := foreign.Open(ctx, theirs, foreign.Options{Secret: vaulttest.Passphrase})
		must(t, err)
		defer g.Close()
		r, err := ours.Merge(ctx, g, store.Choice{Way: "file"})
		must(t, err)
		return r
	}
	r := merged(t)
	if len(r.Quarantine) > 0 || r.New < 100 || len(r.Attachments) == 0 {
		t.Errorf("%d in quarantine, %d new, %d attachments", len(r.Quarantine), r.New, len(r.Attachments))
	}
	t.Run("with all that it holds", func(t *testing.T) {
		sound, err := ours.Check(ctx, nil)
		must(t, err)
		if len(sound.Findings) > 0 || sound.Awaited.Entries != 5 {
			t.Errorf("%d findings, %d entries awaited", len(sound.Findings), sound.Awaited.Entries)
		}
		all, err := ours.AttachmentList(ctx)
		must(t, err)
		for _, a := range all {
			must(t, ours.WriteAttachment(ctx, &bytes.Buffer{}, a))
		}
	})
	t.Run("and brings nothing the second time", func(t *testing.T) {
		if r := merged(t); !r.Nothing() {
			t.Errorf("%d entries, %d in quarantine", r.Entries, len(r.Quarantine))
		}
	})
	t.Run("but for what is forged in it, which goes into quarantine", func(t *testing.T) {
		changed(t, theirs, fmt.Sprintf("UPDATE stream SET head = 15, hash = %s WHERE n = 77", blob(s.hashes[13][:])), s.entryOf("case", "title"))
		if r := merged(t); len(r.Quarantine) != 1 || r.Entries != 0 {
			t.Errorf("%d in quarantine, %d entries", len(r.Quarantine), r.Entries)
		}
	})
}
