package recordform_test

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/desk/desktest"
	"guvoh/app/recordform"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// confirm answers the question whether something shall go for good.
func (b *bench) confirm(why, word string) {
	b.TB.Helper()
	w := b.Desk.Words
	e := desktest.Under(b.Bench, w.T("purge.why"))
	e.SetText(why)
	desktest.Under(b.Bench, w.T("purge.type_word", map[string]any{"Word": w.T("purge.word")})).SetText(word)
	desktest.Button(b.Bench, w.T("purge.do")).Tapped(nil)
}

// kept gives every value of a field that the file still holds.
func (b *bench) kept(id model.ID, field string) string {
	b.TB.Helper()
	cs, err := b.DB.History(context.Background(), field, id)
	b.Must(err)
	all := ""
	for _, c := range cs {
		all += c.From.Text() + "|" + c.To.Text() + "|"
	}
	return all
}

func TestRemovingForGood(t *testing.T) {
	told := func(t *testing.T) (*bench, model.Record) {
		b := newBench(t)
		p := b.person("A")
		b.Set(b.DB, p.ID, "summary", model.TextValue("He hides in Andijan."))
		b.Set(b.DB, p.ID, "summary", model.TextValue("He hides in Osh."))
		return b, p
	}
	t.Run("needs a reason and a typed word", func(t *testing.T) {
		b, p := told(t)
		b.show(p.ID, recordform.Options{})
		recordform.AskPurge(b.Desk, b.Get(p.ID), "summary")
		if desktest.Button(b.Bench, b.Desk.Words.T("purge.do")).Style() != ui.Danger {
			t.Error("the button looks as harmless as any other")
		}
		b.confirm("", b.Desk.Words.T("purge.word"))
		b.confirm("withdrawn", "yes")
		if !strings.Contains(b.kept(p.ID, "summary"), "Osh") {
			t.Fatal("it went without")
		}
		b.Press(fyne.KeyEscape)
		if b.Window().Canvas().Overlays().Top() != nil || !strings.Contains(b.kept(p.ID, "summary"), "Osh") {
			t.Error("Escape does not leave all as it is")
		}
	})
	t.Run("takes every value that the field ever held, and says so afterwards", func(t *testing.T) {
		b, p := told(t)
		b.show(p.ID, recordform.Options{})
		b.focus("summary")
		b.Press(fyne.KeyF4)
		desktest.Button(b.Bench, b.Desk.Words.T("purge.field")).Tapped(nil)
		b.confirm("A consent was withdrawn", b.Desk.Words.T("purge.word"))
		if all := b.kept(p.ID, "summary"); strings.Contains(all, "Osh") || strings.Contains(all, "Andijan") {
			t.Error("a value is left in the history")
		}
		if b.Get(p.ID).Get("summary") != "" {
			t.Error("the record still holds it")
		}
		b.says("A consent was withdrawn")
		b.focus("summary")
		b.Press(fyne.KeyF4)
		b.says(b.Desk.Words.T("purge.gone"))
		if desktest.Says(b.Bench, b.Desk.Words.T("form.nothing")+"\n") {
			t.Error("what was removed is shown as empty")
		}
	})
	t.Run("names the documents that it cannot reach", func(t *testing.T) {
		b, p := told(t)
		c := b.New1("case", map[string]model.Value{"title": model.TextValue("one")})
		b.New1("participant", map[string]model.Value{"case": model.RefValue(c.ID), "person": model.RefValue(p.ID)})
		b.New1("issue", map[string]model.Value{"cases": model.RefsValue(c.ID), "title": model.TextValue("Request under Rule 39"), "recipient": model.TextValue("The Court")})
		b.show(p.ID, recordform.Options{})
		recordform.AskPurge(b.Desk, b.Get(p.ID), "summary")
		b.says("Request under Rule 39, The Court")
	})
	t.Run("of a whole record takes its names along, deleted ones too", func(t *testing.T) {
		b := newBench(t)
		p := b.person("Mirsobir", "Мирсобир")
		names := b.Records("person_name")
		_, err := b.DB.Do(context.Background(), "delete", func(tx *store.Tx) error { return tx.Delete(names[0].ID) })
		b.Must(err)
		b.show(p.ID, recordform.Options{})
		recordform.AskPurge(b.Desk, b.Get(p.ID), "")
		b.confirm("withdrawn", strings.ToUpper(b.Desk.Words.T("purge.word")))
		for _, n := range names {
			if all := strings.Trim(b.kept(n.ID, "text"), "|"); all != "" {
				t.Errorf("a name of %d characters is left", len(all))
			}
		}
	})
	t.Run("of what was never written says that there is nothing", func(t *testing.T) {
		b := newBench(t)
		p := b.person()
		b.show(p.ID, recordform.Options{})
		recordform.AskPurge(b.Desk, b.Get(p.ID), "summary")
		b.confirm("withdrawn", b.Desk.Words.T("purge.word"))
		b.says(b.Desk.Words.T("problem.store.nothing_to_purge")[:30])
	})
	t.Run("reaches a colleague by a merge", func(t *testing.T) {
		b, p := told(t)
		dilbar := b.Colleague("Dilbar")
		b.show(p.ID, recordform.Options{})
		recordform.AskPurge(b.Desk, b.Get(p.ID), "summary")
		b.confirm("withdrawn", b.Desk.Words.T("purge.word"))
		_, err := dilbar.Merge(context.Background(), b.DB, store.Choice{Way: "file"})
		b.Must(err)
		if r, err := dilbar.Get(context.Background(), p.ID); err != nil || r.Get("summary") != "" {
			t.Error("the colleague still has it")
		}
	})
}

func TestAWithdrawnConsentOffersToRemove(t *testing.T) {
	b := newBench(t)
	p := b.person("Mirsobir")
	b.Set(b.DB, p.ID, "health", model.TextValue("Diabetes"))
	in := b.New1("interview", map[string]model.Value{"interviewee": model.RefValue(p.ID)})
	block := b.New1("block", map[string]model.Value{"interview": model.RefValue(in.ID), "kind": model.TextValue("answer"), "original": model.TextValue("They beat me."), "position": model.TextValue("a")})
	day, err := model.ParseDate("3 May 2026")
	b.Must(err)
	c := b.New1("consent", map[string]model.Value{"person": model.RefValue(p.ID), "purpose": model.TextValue("testimony"), "decision": model.TextValue("yes")})
	f := b.show(c.ID, recordform.Options{})
	recordform.OpenAll(f, true)
	if desktest.Says(b.Bench, b.Desk.Words.T("purge.withdrawn")[:30]) {
		t.Fatal("it is offered while the consent stands")
	}
	b.Desk.Set(c.ID, "withdrawn", model.DateValue(day))
	desktest.Button(b.Bench, b.Desk.Words.T("purge.withdrawn_do")).Tapped(nil)
	ticked := 0
	for _, o := range desktest.Find[*ui.Check](b.Bench) {
		if o.Checked() {
			ticked++
		}
	}
	if ticked != 1 {
		t.Errorf("%d things are ticked; the consent was about what was said", ticked)
	}
	b.confirm("withdrawn", b.Desk.Words.T("purge.word"))
	if b.Get(block.ID).Get("original") != "" {
		t.Error("what was said is still there")
	}
	if b.Get(p.ID).Text("health") != "Diabetes" || len(b.Records("person_name")) != 1 {
		t.Error("more went than was ticked")
	}
}
