package store_test

import (
	"testing"

	"guvoh/model"
	"guvoh/model/store"
)

// The words of a user's own field are found as soon as the field is known,
// though what holds them was read into the index before.
func TestTheWordsOfAnOwnFieldAreFoundWheneverTheFieldComes(t *testing.T) {
	known := mustCreate(t)
	c := newCase(t, known, "one")
	own := model.NewRecord("field")
	own.Set("kind", text("case"))
	own.Set("type", text("text"))
	own.Set("label_en", text("Hamlet"))
	name := model.CustomFieldName(own.ID)
	mustDo(t, known, "create", func(tx *store.Tx) error { return tx.Put(own) })
	mustDo(t, known, "edit", set(c.ID, name, text("Zarkent")))
	found := func(t *testing.T, db *store.DB, want int) {
		t.Helper()
		if n := len(look(t, db, "zarkent")); n != want {
			t.Errorf("it is found %d times, not %d", n, want)
		}
	}

	t.Run("by a merge that had left it out", func(t *testing.T) {
		db := mustCreate(t)
		mustMergeIn(t, db, known, store.Choice{LeaveOut: map[model.ID]bool{own.ID: true}})
		readWords(t, db)
		found(t, db, 0) // nobody could say what it is
		r := mustMergeIn(t, db, known, store.Choice{Again: true})
		found(t, db, 1)
		readWords(t, db)
		found(t, db, 1)
		mustBeSound(t, db)
		t.Run("and not once it is taken back", func(t *testing.T) {
			_, err := db.Unmerge(ctx, r.Merge, nil)
			must(t, err)
			readWords(t, db)
			found(t, db, 0)
		})
	})
	t.Run("by a redo, after it was undone while somebody else filled it", func(t *testing.T) {
		db := mustCreate(t)
		other := newCase(t, db, "two")
		mustDo(t, db, "create", func(tx *store.Tx) error { return tx.Put(own) })
		colleague := mustCopyTo(t, db, "colleague")
		mustDo(t, colleague, "edit", set(other.ID, name, text("Zarkent")))
		_, err := db.Undo(ctx)
		must(t, err)
		mustMergeIn(t, db, colleague, store.Choice{})
		readWords(t, db)
		found(t, db, 0)
		_, err = db.Redo(ctx)
		must(t, err)
		found(t, db, 1)
		readWords(t, db)
		found(t, db, 1)
		mustBeSound(t, db)
	})
}

// Another name of it changes nothing of what is found, and so nothing is read anew.
func TestAnotherNameOfAnOwnFieldHasNothingReadAnew(t *testing.T) {
	db := mustCreate(t)
	own, c := model.NewRecord("field"), newCase(t, db, "one")
	own.Set("kind", text("case"))
	own.Set("type", text("text"))
	mustDo(t, db, "create", func(tx *store.Tx) error { return tx.Put(own) })
	mustDo(t, db, "edit", set(c.ID, model.CustomFieldName(own.ID), text("Zarkent")))
	readWords(t, db)
	mustDo(t, db, "edit", set(own.ID, "label_en", text("Hamlet")))
	if n, err := db.Unread(ctx); n != 1 || err != nil {
		t.Errorf("%d records are to be read anew, not only the field itself: %v", n, err)
	}
}
