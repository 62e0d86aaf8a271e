package store_test

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"guvoh/model"
	"guvoh/model/modeltest"
	"guvoh/model/store"
)

// A word or a field that a user added must not be taken away from under the
// records that hold it: none of them could be edited any more.
func TestAnOwnWordOrFieldStaysWhileItIsUsed(t *testing.T) {
	ctx := context.Background()
	word, field, person := model.NewRecord("term"), model.NewRecord("field"), model.NewRecord("person")
	word.Set("vocabulary", model.TextValue("language"))
	field.Set("kind", model.TextValue("person"))
	field.Set("type", model.TextValue("text"))
	person.Set("languages", model.ListValue("uz", model.CustomTermID(word.ID)))
	person.Set(model.CustomFieldName(field.ID), model.TextValue("x"))
	fill := func(t *testing.T) *store.DB {
		db := mustCreate(t)
		mustDo(t, db, "create", func(tx *store.Tx) error { return errors.Join(tx.Put(word), tx.Put(field)) })
		mustDo(t, db, "create", func(tx *store.Tx) error { return tx.Put(person) })
		return db
	}
	for name, do := range map[string]func(*store.Tx) error{
		"a word cannot be deleted":            func(tx *store.Tx) error { return tx.Delete(word.ID) },
		"a word cannot change its list":       func(tx *store.Tx) error { return tx.Set(word.ID, "vocabulary", model.TextValue("sex")) },
		"a field cannot be deleted":           func(tx *store.Tx) error { return tx.Delete(field.ID) },
		"a field cannot change its kind":      func(tx *store.Tx) error { return tx.Set(field.ID, "kind", model.TextValue("act")) },
		"a field cannot change what it holds": func(tx *store.Tx) error { return tx.Set(field.ID, "type", model.TextValue("int")) },
	} {
		t.Run(name, func(t *testing.T) {
			db := fill(t)
			_, err := db.Do(ctx, "edit", do)
			var refused *store.Refused
			if !errors.As(err, &refused) || refused.Problems[0].Code != model.InUse {
				t.Errorf("got %v", err)
			}
			mustDo(t, db, "edit", func(tx *store.Tx) error { return tx.Set(person.ID, "occupation", model.TextValue(name)) })
			mustBeSound(t, db)
		})
	}
	t.Run("its labels can change", func(t *testing.T) {
		mustDo(t, fill(t), "edit", func(tx *store.Tx) error { return tx.Set(word.ID, "label_en", model.TextValue("Karakalpak")) })
	})
	t.Run("it can go once no record holds it, also in the same action", func(t *testing.T) {
		db := fill(t)
		mustDo(t, db, "edit", func(tx *store.Tx) error {
			return errors.Join(tx.Delete(word.ID), tx.Delete(field.ID), tx.Set(person.ID, "languages", model.ListValue("uz")),
				tx.Set(person.ID, model.CustomFieldName(field.ID), ""))
		})
		mustBeSound(t, db)
	})
	t.Run("it can go with the records that hold it, and come back with them", func(t *testing.T) {
		db := mustCreate(t)
		mustDo(t, db, "import", func(tx *store.Tx) error {
			for _, b := range modeltest.Attachments() {
				if _, _, err := tx.Attach(bytes.NewReader(b)); err != nil {
					return err
				}
			}
			for _, r := range modeltest.FullCase(schema(t)) {
				if err := tx.Put(r); err != nil {
					return err
				}
			}
			return nil
		})
		for range 2 {
			if _, err := db.Undo(ctx); err != nil {
				t.Fatal(err)
			}
			mustBeSound(t, db)
			if _, err := db.Redo(ctx); err != nil {
				t.Fatal(err)
			}
			mustBeSound(t, db)
		}
	})
}
