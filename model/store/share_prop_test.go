package store_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"guvoh/model"
	"guvoh/model/modeltest"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest/raced"
)

// TestSharesOfAnything edits a case with every field of every kind in two copies
// at random, shares it, and asks that the share shows what the file shows, to
// the conflict; and that it becomes the whole file when that is merged into it.
func TestSharesOfAnything(t *testing.T) {
	raced.Slow(t)
	for seed := range uint64(size(4, 100)) {
		t.Run(fmt.Sprintf("dice %d", seed), func(t *testing.T) {
			dice := rand.New(rand.NewPCG(seed, 5))
			h, all := fullHousehold(t)
			whole := filepath.Join(t.TempDir(), "copy.guvoh")
			must(t, h.db.CopyTo(whole))
			away := colleague(t, whole)
			for range 3 {
				for range 30 {
					scribble(t, []*store.DB{h.db, away}[dice.IntN(2)], dice, all)
				}
				mustTakeIn(t, h.db, away)
				mustTakeIn(t, away, h.db)
			}
			if mustGet(t, h.db, h.one.ID).Deleted {
				mustDo(t, h.db, "restore", func(tx *store.Tx) error { return tx.Undelete(h.one.ID) })
			}
			path, _ := h.share(t, store.ShareOptions{Cases: []model.ID{h.one.ID}, History: dice.IntN(2) == 0, Composed: dice.IntN(2) == 0})
			share := colleague(t, path)
			mustBeSound(t, share)
			mustShowTheSame(t, h.db, share)
			mustTakeIn(t, share, h.db)
			mustBeSound(t, share)
			a, err := digestOf(h.db)
			must(t, err)
			b, err := digestOf(share)
			must(t, err)
			if names := a.differs(b); len(names) > 0 {
				t.Errorf("%d things differ from the whole: %v", len(names), names[:1])
			}
			if r := mustTakeIn(t, h.db, share); !r.Nothing() {
				t.Errorf("it brings home what was there: %+v", r)
			}
		})
	}
}

// fullHousehold is a file with a full case and the bytes that it names.
func fullHousehold(t *testing.T) (*household, []model.Record) {
	t.Helper()
	db, err := store.Create(filepath.Join(t.TempDir(), "home.guvoh"), signing(t))
	must(t, err)
	t.Cleanup(func() { db.Close() })
	all := modeltest.FullCase(schema(t))
	mustDo(t, db, "import", put(all...))
	mustDo(t, db, "attach", func(tx *store.Tx) error {
		for _, r := range all {
			if sum := r.Text("sha256"); r.Kind == "evidence" && sum != "" {
				in, err := modeltest.Open(sum)
				if err != nil {
					return err
				}
				if _, _, err := tx.Attach(in); err != nil {
					return err
				}
			}
		}
		return nil
	})
	h := &household{db: db}
	h.one = all[slices.IndexFunc(all, func(r model.Record) bool { return r.Kind == "case" })]
	return h, all
}

// scribble changes, empties, deletes, restores or purges something.
func scribble(t *testing.T, db *store.DB, dice *rand.Rand, all []model.Record) {
	t.Helper()
	r := mustGet(t, db, all[dice.IntN(len(all))].ID)
	var texts []string
	for _, f := range schema(t).Kind(r.Kind).Fields {
		if (f.Type == model.Text || f.Type == model.Long) && f.Name != "sha256" && r.Kind != "term" && r.Kind != "field" {
			texts = append(texts, f.Name)
		}
	}
	_, err := db.Do(ctx, "edit", func(tx *store.Tx) error {
		switch n := dice.IntN(10); {
		case n < 6 && len(texts) > 0:
			return tx.Set(r.ID, texts[dice.IntN(len(texts))], text(fmt.Sprintf("words %d", dice.IntN(50))))
		case n == 6 && len(texts) > 0:
			return tx.Set(r.ID, texts[dice.IntN(len(texts))], "")
		case n == 7 && r.Kind != "case" && r.Kind != "term" && r.Kind != "field":
			return tx.Delete(r.ID)
		case n == 8:
			return tx.Restore(r.ID)
		case n == 9 && len(texts) > 0:
			if f := texts[dice.IntN(len(texts))]; r.Get(f) != "" {
				return tx.Purge(r.ID, f, "withdrawn")
			}
		}
		return nil
	})
	must(t, err)
}

// mustShowTheSame asks that each record of a part is as in the whole.
func mustShowTheSame(t *testing.T, whole, part *store.DB) {
	t.Helper()
	there, err := part.Everything()
	must(t, err)
	if len(there) < 20 {
		t.Errorf("only %d records", len(there))
	}
	for _, r := range there {
		from := mustGet(t, whole, r.ID)
		if !same(r, from) || r.Deleted != from.Deleted {
			t.Errorf("%s %s is not as in the whole", r.Kind, r.ID)
		}
		a, err := whole.Conflicts(ctx, r.ID)
		must(t, err)
		b, err := part.Conflicts(ctx, r.ID)
		must(t, err)
		if !bytes.Equal(inConflict(a), inConflict(b)) {
			t.Errorf("%s %s has other conflicts: %d, not %d", r.Kind, r.ID, len(b), len(a))
		}
	}
}

// inConflict says what is in conflict, and where each value comes from.
func inConflict(cs []store.Conflict) (out []byte) {
	for _, c := range cs {
		out = fmt.Appendf(out, "%s:", c.Field)
		for _, v := range c.Values {
			out = fmt.Appendf(out, " %v %q %v", v.Op, v.Value, v.At)
		}
	}
	return out
}
