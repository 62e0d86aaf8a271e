package store_test

import (
	"slices"
	"testing"

	"guvoh/model"
	"guvoh/model/store"
)

// moving is a file with two persons, each with a name and a case of their own, and
// one name more that the first has.
type moving struct {
	db                *store.DB
	one, other        model.Record // persons
	hers, his         model.Record // their cases
	part, name, stays model.Record // her part in her case, the name that moves, the name of the other
}

func newMoving(t *testing.T) moving {
	t.Helper()
	m := moving{
		db: mustCreate(t), one: model.NewRecord("person"), other: model.NewRecord("person"),
		hers: record("case", "title", "the first"), his: record("case", "title", "the second"),
	}
	m.name = record("person_name", "person", m.one, "text", "Zulfiya")
	m.stays = record("person_name", "person", m.other, "text", "Rustam")
	m.part = record("participant", "case", m.hers, "person", m.one)
	mustDo(t, m.db, "create", put(m.one, m.other, m.hers, m.his, m.name, m.stays, m.part,
		record("participant", "case", m.his, "person", m.other)))
	return m
}

// move gives the name to the other person.
func (m moving) move(tx *store.Tx) error {
	return tx.Set(m.name.ID, "person", model.RefValue(m.other.ID))
}

// known says by which of the records a name is found.
func (m moving) known(t *testing.T, db *store.DB, by string) (out []string) {
	t.Helper()
	mustBeSound(t, db)
	for _, r := range []struct {
		what string
		id   model.ID
	}{{"one", m.one.ID}, {"other", m.other.ID}, {"hers", m.hers.ID}, {"his", m.his.ID}} {
		if count(t, db, "SELECT count(*) FROM record WHERE id = ? AND folded LIKE '%' || ? || '%'", r.id[:], model.Fold(by)) > 0 {
			out = append(out, r.what)
		}
	}
	return out
}

func (m moving) mustBeKnown(t *testing.T, db *store.DB, when string, by ...string) {
	t.Helper()
	if got := m.known(t, db, "Zulfiya"); !slices.Equal(got, by) {
		t.Errorf("%s: by the name are found %v, not %v", when, got, by)
	}
}

func TestNobodyIsKnownByANameThatTheyHaveNoMore(t *testing.T) {
	atFirst, moved := []string{"one", "hers"}, []string{"other", "his"}
	t.Run("when it moves to another, and comes back by an undo", func(t *testing.T) {
		m := newMoving(t)
		mustDo(t, m.db, "edit", m.move)
		m.mustBeKnown(t, m.db, "moved", moved...)
		_, err := m.db.Undo(ctx)
		must(t, err)
		m.mustBeKnown(t, m.db, "taken back", atFirst...)
		_, err = m.db.Redo(ctx)
		must(t, err)
		m.mustBeKnown(t, m.db, "done again", moved...)
	})
	t.Run("when it is deleted and restored after that", func(t *testing.T) {
		m := newMoving(t)
		mustDo(t, m.db, "edit", m.move)
		mustDo(t, m.db, "delete", func(tx *store.Tx) error { return tx.Delete(m.name.ID) })
		m.mustBeKnown(t, m.db, "deleted")
		mustDo(t, m.db, "restore", func(tx *store.Tx) error { return tx.Restore(m.name.ID) })
		m.mustBeKnown(t, m.db, "restored", moved...)
	})
	t.Run("when it moves after it went with its person", func(t *testing.T) {
		m := newMoving(t)
		mustDo(t, m.db, "delete", func(tx *store.Tx) error { return tx.Delete(m.one.ID) })
		mustDo(t, m.db, "edit", m.move)
		m.mustBeKnown(t, m.db, "moved, which brings it back", moved...)
		mustDo(t, m.db, "restore", func(tx *store.Tx) error { return tx.Restore(m.one.ID) })
		m.mustBeKnown(t, m.db, "the person restored", moved...)
	})
	t.Run("when whose it is, or all that it says, is removed for good", func(t *testing.T) {
		for _, field := range []string{"person", "text", ""} {
			m := newMoving(t)
			mustDo(t, m.db, "purge", func(tx *store.Tx) error { return tx.Purge(m.name.ID, field, "withdrawn") })
			m.mustBeKnown(t, m.db, "removed")
		}
	})
	t.Run("when it moved once more in the same action", func(t *testing.T) {
		m := newMoving(t)
		third := model.NewRecord("person")
		mustDo(t, m.db, "edit", func(tx *store.Tx) error {
			if err := tx.Put(third); err != nil {
				return err
			}
			if err := m.move(tx); err != nil {
				return err
			}
			if err := tx.Purge(m.name.ID, "kind", "withdrawn"); err != nil && err != store.ErrNothingToPurge {
				return err
			}
			return tx.Set(m.name.ID, "person", model.RefValue(third.ID))
		})
		m.mustBeKnown(t, m.db, "moved twice")
	})
	t.Run("nor a case by who is in another", func(t *testing.T) {
		m := newMoving(t)
		mustDo(t, m.db, "edit", set(m.part.ID, "case", model.RefValue(m.his.ID)))
		m.mustBeKnown(t, m.db, "their part moved", "one", "his")
		_, err := m.db.Undo(ctx)
		must(t, err)
		m.mustBeKnown(t, m.db, "taken back", atFirst...)
		mustDo(t, m.db, "edit", set(m.part.ID, "person", model.RefValue(m.other.ID)))
		m.mustBeKnown(t, m.db, "somebody else in their place", "one")
	})
	t.Run("when a merge brings that, and when it is taken back", func(t *testing.T) {
		m := newMoving(t)
		for name, do := range map[string]struct {
			fn   func(*store.Tx) error
			then []string
		}{
			"move":     {m.move, moved},
			"part":     {set(m.part.ID, "case", model.RefValue(m.his.ID)), []string{"one", "his"}},
			"deletion": {func(tx *store.Tx) error { return tx.Delete(m.name.ID) }, nil},
		} {
			a, b := mustCopyTo(t, m.db, "anora "+name), mustCopyTo(t, m.db, "bek "+name)
			mustDo(t, a, "edit", do.fn)
			r := mustMergeIn(t, b, a, store.Choice{})
			m.mustBeKnown(t, b, name+" merged", do.then...)
			_, err := b.Unmerge(ctx, r.Merge, nil)
			must(t, err)
			m.mustBeKnown(t, b, name+" taken back", atFirst...)
			mustMergeIn(t, b, a, store.Choice{Again: true})
			m.mustBeKnown(t, b, name+" again", do.then...)
		}
	})
	t.Run("when two gave it to two, whichever of them is shown", func(t *testing.T) {
		m := newMoving(t)
		third := model.NewRecord("person")
		mustDo(t, m.db, "create", put(third))
		a, b := mustCopyTo(t, m.db, "anora"), mustCopyTo(t, m.db, "bek")
		mustDo(t, a, "edit", m.move)
		mustDo(t, b, "edit", set(m.name.ID, "person", model.RefValue(third.ID)))
		mustMergeIn(t, a, b, store.Choice{})
		mustMergeIn(t, b, a, store.Choice{})
		for _, db := range []*store.DB{a, b} {
			m.known(t, db, "Zulfiya")
			mustDo(t, db, "resolve", func(tx *store.Tx) error { return tx.Resolve(m.name.ID, "person", model.RefValue(m.one.ID)) })
			m.mustBeKnown(t, db, "resolved", atFirst...)
			_, err := db.Undo(ctx)
			must(t, err)
			m.known(t, db, "Zulfiya")
		}
	})
}
