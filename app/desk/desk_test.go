package desk_test

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/model"
	"guvoh/model/modeltest"
	"guvoh/model/store"
)

func TestSentences(t *testing.T) {
	desktest.InLooks(t, desktest.Looks, func(t *testing.T, _ string, l desktest.Look) {
		b := desktest.New(t, l)
		other := desk.Sentence(b.Desk.Words, errors.New("detail"))
		for _, err := range []error{
			store.ErrNotGuvoh, store.ErrDamaged, store.ErrNewer, store.ErrInUse, store.ErrReadOnly, store.ErrFull,
			store.ErrExists, store.ErrNotFound, store.ErrNoBytes, store.ErrEmpty, store.ErrTooBig, fs.ErrNotExist,
			&model.DateError{Kind: model.DateUnclear},
			&store.Refused{Problems: []model.Problem{{Kind: "injury", Field: "consistency", Code: model.NotClinician}}},
		} {
			s := desk.Sentence(b.Desk.Words, fmt.Errorf("wrapped: %w", err))
			if s == other || strings.Contains(s, "problem.") || strings.Contains(s, "wrapped") {
				t.Errorf("%v is said as %q", err, s)
			}
		}
		if !strings.Contains(other, "detail") {
			t.Error("what nobody foresaw is said without its detail")
		}
	})
}

func TestEveryRecordHasATitle(t *testing.T) {
	b := desktest.New(t, desktest.Look{Lang: "ru"})
	records := modeltest.FullCase(b.DB.Schema())
	if !b.Desk.Do("import", func(tx *store.Tx) error {
		for _, r := range records {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	}) {
		t.Fatal("the records were refused")
	}
	for _, r := range records {
		title := b.Desk.Title(r)
		if title == "" || strings.ContainsAny(title, "\n\r") || len([]rune(title)) > 300 {
			t.Errorf("%s %s: a title of %d signs", r.Kind, r.ID, len([]rune(title)))
		}
	}
}

func TestDelete(t *testing.T) {
	b := desktest.New(t, desktest.Look{Lang: "en"})
	r, ok := b.Desk.Add("case", map[string]model.Value{"title": model.TextValue("one")})
	if !ok {
		t.Fatal("no case")
	}
	b.Desk.Saver.Type(r.ID, "title", model.TextValue("the last words"))
	if !b.Desk.Delete(r) {
		t.Fatal("not deleted")
	}
	if _, there := b.Desk.Get(r.ID); there {
		t.Error("it is still there")
	}
	b.Desk.Undo()
	if got, there := b.Desk.Get(r.ID); !there || got.Text("title") != "the last words" {
		t.Error("undo did not bring back what was typed last")
	}
}
