package evidence_test

import (
	"bytes"
	"testing"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/evidence"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

func TestASearchLeadsToTheWordsInAText(t *testing.T) {
	b := desktest.New(t, desktest.Look{})
	var sha string
	_, err := b.DB.Do(t.Context(), "import", func(tx *store.Tx) error {
		var err error
		sha, _, err = tx.Attach(bytes.NewReader([]byte("First line.\nHe was held in a cold room.\n")))
		return err
	})
	b.Must(err)
	r := b.New1("evidence", map[string]model.Value{
		"title": model.TextValue("A letter"), "sha256": model.TextValue(sha), "media_type": model.TextValue("text/plain"), "size": "40",
	})
	p := b.Open(evidence.New, model.ID{}, r.ID).(*evidence.Pane)
	p.ShowSpot(desk.Spot{Page: 1, Words: "cold room"})
	e, ok := b.Focused().(*ui.Editor)
	if !ok || len(e.Marked()) != 2 {
		t.Fatalf("%T has the keyboard", b.Focused())
	}
	p.ShowSpot(desk.Spot{Field: "title", Words: "letter"})
	if line, ok := b.Focused().(*ui.Entry); !ok || line.Text != "A letter" {
		t.Errorf("%T has the keyboard", b.Focused())
	}
}

func TestASearchLeadsToThePageOfAPDF(t *testing.T) {
	s := newShelf(t, desktest.Look{})
	p := s.shown("decision.pdf", decision(t, "Первая", "Вторая", "Третья"))
	p.ShowSpot(desk.Spot{Page: 3, Words: "третья"})
	s.Clock.Pass()
	if at := s.pages().At(); at != 2 {
		t.Errorf("page %d is shown", at+1)
	}
	if lit := s.pages().Lit(); lit != 1 {
		t.Errorf("%d parts of it stand out", lit)
	}
	p.ShowSpot(desk.Spot{Page: 2, Words: "Третья"})
	s.Clock.Pass()
	if lit := s.pages().Lit(); lit != 0 {
		t.Errorf("%d parts of a page without the words stand out", lit)
	}
}
