package interview_test

import (
	"strings"
	"testing"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/interview"
	"guvoh/app/ui"
	"guvoh/model"
)

func TestASearchLeadsToThePassage(t *testing.T) {
	b := desktest.New(t, desktest.Look{})
	c := b.New1("case", map[string]model.Value{"title": model.TextValue("A case")})
	i := b.New1("interview", map[string]model.Value{"cases": model.RefsValue(c.ID), "summary": model.TextValue("Told by his brother.")})
	var blocks []model.Record
	for n := range 60 {
		r := model.NewRecord("block")
		r.Set("interview", model.RefValue(i.ID))
		r.Set("kind", model.TextValue("answer"))
		r.Set("position", model.TextValue(string(rune('A'+n))))
		r.Set("original", model.TextValue(strings.Repeat("We were held in the cellar for several days. ", 5)))
		if n == 50 {
			r.Set("original", model.TextValue("В холодной камере сидел Хамидкариев."))
			r.Set("translation", model.TextValue("In the cold room there was Khamidkariev."))
		}
		blocks = append(blocks, r)
	}
	b.Put(blocks...)
	show := func(s desk.Spot) *interview.Pane {
		p := b.Open(interview.New, c.ID, i.ID).(*interview.Pane)
		p.ShowSpot(s)
		b.Settle()
		return p
	}
	focused := func() *ui.Editor {
		t.Helper()
		e, ok := b.Focused().(*ui.Editor)
		if !ok {
			t.Fatalf("%T has the keyboard", b.Focused())
		}
		return e
	}
	t.Run("with the words marked, and the caret before them", func(t *testing.T) {
		show(desk.Spot{Row: blocks[50].ID, Field: "original", Words: "Khamidkariev"})
		e := focused()
		if got := e.Marked(); len(got) != 1 || got[0] != "Хамидкариев" {
			t.Errorf("%d marks", len(got))
		}
		if !strings.HasPrefix(e.Text(), "В холодной") || e.Caret() != len([]rune("В холодной камере сидел ")) {
			t.Errorf("the caret is behind %d letters", e.Caret())
		}
	})
	t.Run("in its translation", func(t *testing.T) {
		show(desk.Spot{Row: blocks[50].ID, Field: "translation", Words: "\"cold room\""})
		if got := focused().Marked(); len(got) != 1 || got[0] != "cold room" {
			t.Errorf("%d marks", len(got))
		}
	})
	t.Run("for a moment only", func(t *testing.T) {
		show(desk.Spot{Row: blocks[50].ID, Field: "original", Words: "Khamidkariev"})
		e := focused()
		b.Clock.Pass()
		if len(e.Marked()) != 0 {
			t.Error("the words are still marked")
		}
	})
	t.Run("until the text changes", func(t *testing.T) {
		show(desk.Spot{Row: blocks[50].ID, Field: "original", Words: "Khamidkariev"})
		b.Type("x")
		if len(focused().Marked()) != 0 {
			t.Error("words are marked in another text")
		}
	})
	t.Run("or to a field of what is around the account", func(t *testing.T) {
		show(desk.Spot{Field: "summary", Words: "brother"})
		if got := focused().Marked(); len(got) != 1 || got[0] != "brother" {
			t.Errorf("%d marks", len(got))
		}
	})
}
