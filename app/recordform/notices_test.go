package recordform_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/desk/desktest"
	"guvoh/app/recordform"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// apart is a bench on which two people wrote an occupation of one person,
// neither knowing of the other, and the other's file was merged.
func apart(t *testing.T) (*bench, model.Record) {
	t.Helper()
	b := newBench(t)
	p := b.person("Mirsobir")
	dilbar := b.Colleague("Dilbar")
	b.Set(dilbar, p.ID, "occupation", model.TextValue("Journalist"))
	b.Set(b.DB, p.ID, "occupation", model.TextValue("Film producer"))
	b.Take(dilbar)
	return b, p
}

func (b *bench) conflicts(id model.ID) []store.Conflict {
	b.TB.Helper()
	cs, err := b.DB.Conflicts(context.Background(), id)
	b.Must(err)
	return cs
}

func (b *bench) says(words ...string) {
	b.TB.Helper()
	for _, w := range words {
		if !desktest.Says(b.Bench, w) {
			b.TB.Errorf("%q is not shown", w)
		}
	}
}

func TestAFieldWithTwoValues(t *testing.T) {
	t.Run("shows both where it stands, with who wrote them", func(t *testing.T) {
		b, p := apart(t)
		f := b.show(p.ID, recordform.Options{})
		if recordform.Row(f, "occupation").Notice() == nil {
			t.Fatal("nothing is said at the field")
		}
		b.says("Journalist", "Film producer", "Dilbar", "A. Tester", b.Desk.Words.T("trust.unverified"))
		if got := b.conflicts(p.ID); len(got) != 1 {
			t.Fatalf("%d conflicts", len(got))
		}
	})
	t.Run("holds what was taken by one press, and the conflict ends", func(t *testing.T) {
		b, p := apart(t)
		f := b.show(p.ID, recordform.Options{})
		other := b.other(p, "occupation")
		b.takeButton(other)
		if got := b.Get(p.ID).Text("occupation"); got != other || len(b.conflicts(p.ID)) != 0 {
			t.Errorf("%d characters, %d conflicts", len(got), len(b.conflicts(p.ID)))
		}
		if recordform.Row(f, "occupation").Notice() != nil {
			t.Error("the field still says it holds two")
		}
		if recordform.Shown(f, "occupation") != model.TextValue(other) {
			t.Error("the widget does not show what was taken")
		}
	})
	t.Run("keeps the other value when somebody types", func(t *testing.T) {
		b, p := apart(t)
		b.show(p.ID, recordform.Options{})
		other := b.other(p, "occupation")
		test.Type(b.focus("occupation"), "!")
		b.leave()
		cs := b.conflicts(p.ID)
		if len(cs) != 1 || !slices.ContainsFunc(cs[0].Values, func(c store.Claim) bool { return c.Value.Text() == other }) {
			t.Fatal("the other value is gone")
		}
		if !strings.Contains(b.Get(p.ID).Text("occupation"), "!") {
			t.Error("what was typed is not shown")
		}
		b.says(other, b.Desk.Words.T("conflict.typing"))
	})
	t.Run("comes into view though few records have it", func(t *testing.T) {
		b := newBench(t)
		p := b.person("A")
		dilbar := b.Colleague("Dilbar")
		b.Set(dilbar, p.ID, "education", model.TextValue("School 5"))
		b.Set(b.DB, p.ID, "education", model.TextValue("School 7"))
		f := b.show(p.ID, recordform.Options{})
		recordform.OpenAll(f, false)
		b.Take(dilbar)
		if recordform.Row(f, "education") == nil || recordform.Row(f, "education").Notice() == nil {
			t.Error("nothing is said of it")
		}
	})
	t.Run("in a row says so in its line", func(t *testing.T) {
		b := newBench(t)
		p := b.person("Karimov")
		name := b.Records("person_name")[0]
		dilbar := b.Colleague("Dilbar")
		b.Set(dilbar, name.ID, "text", model.TextValue("Karimow"))
		b.Set(b.DB, name.ID, "text", model.TextValue("Каримов"))
		b.Take(dilbar)
		b.show(p.ID, recordform.Options{})
		b.says(b.Desk.Words.N("conflict.fields", 1))
	})
	t.Run("in a list can hold all of them", func(t *testing.T) {
		b := newBench(t)
		c := b.New1("case", map[string]model.Value{"title": model.TextValue("one")})
		dilbar := b.Colleague("Dilbar")
		b.Set(dilbar, c.ID, "tags", model.ListValue("Andijan"))
		b.Set(b.DB, c.ID, "tags", model.ListValue("torture"))
		b.Take(dilbar)
		b.show(c.ID, recordform.Options{})
		desktest.Button(b.Bench, b.Desk.Words.T("conflict.take_all")).Tapped(nil)
		if got := b.Get(c.ID).Get("tags").List(); len(got) != 2 || len(b.conflicts(c.ID)) != 0 {
			t.Errorf("%d tags, %d conflicts", len(got), len(b.conflicts(c.ID)))
		}
	})
}

// other gives the value of a conflict that is not shown.
func (b *bench) other(p model.Record, field string) string {
	b.TB.Helper()
	for _, c := range b.conflicts(p.ID)[0].Values {
		if v := c.Value.Text(); v != b.Get(p.ID).Text(field) {
			return v
		}
	}
	b.TB.Fatal("there is no other value")
	return ""
}

// takeButton presses the button beside a value.
func (b *bench) takeButton(value string) {
	b.TB.Helper()
	for _, r := range desktest.Find[*ui.ActionRow](b.Bench) {
		if r.Title() == value {
			r.Acts()[0].(*ui.Button).Tapped(nil)
			return
		}
	}
	b.TB.Fatal("no row holds the value")
}

func TestDeletedByOneAndChangedByAnother(t *testing.T) {
	both := func(t *testing.T) (*bench, model.Record) {
		b := newBench(t)
		p := b.New1("note", map[string]model.Value{"text": model.TextValue("He was seen in May.")})
		dilbar := b.Colleague("Dilbar")
		b.Set(dilbar, p.ID, "text", model.TextValue("He was seen in June."))
		_, err := b.DB.Do(context.Background(), "delete", func(tx *store.Tx) error { return tx.Delete(p.ID) })
		b.Must(err)
		b.Take(dilbar)
		b.show(p.ID, recordform.Options{})
		b.says(b.Desk.Words.T("conflict.deleted_and_kept"), b.Desk.Words.T("conflict.liveness.true"))
		return b, p
	}
	t.Run("stays until somebody says so, and can be kept", func(t *testing.T) {
		b, p := both(t)
		if b.Get(p.ID).Deleted {
			t.Fatal("it was deleted in silence")
		}
		desktest.Button(b.Bench, b.Desk.Words.T("conflict.keep")).Tapped(nil)
		if b.Get(p.ID).Deleted || len(b.conflicts(p.ID)) != 0 {
			t.Error("it was not kept")
		}
	})
	t.Run("can be deleted", func(t *testing.T) {
		b, p := both(t)
		desktest.Button(b.Bench, b.Desk.Words.T("conflict.delete")).Tapped(nil)
		if !b.Get(p.ID).Deleted || len(b.conflicts(p.ID)) != 0 {
			t.Error("it was not deleted")
		}
	})
}

func TestTextsAreComparedSideBySide(t *testing.T) {
	b := newBench(t)
	e := b.New1("note", map[string]model.Value{"text": model.TextValue("They came at night.")})
	dilbar := b.Colleague("Dilbar")
	b.Set(dilbar, e.ID, "text", model.TextValue("They came at dawn."))
	b.Set(b.DB, e.ID, "text", model.TextValue("They came at noon."))
	b.Take(dilbar)
	b.show(e.ID, recordform.Options{})
	desktest.Button(b.Bench, b.Desk.Words.T("conflict.compare")).Tapped(nil)
	texts := desktest.Find[*ui.MarkedText](b.Bench)
	if len(texts) != 2 {
		t.Fatalf("%d texts stand side by side", len(texts))
	}
	for _, x := range texts {
		differs := 0
		for _, s := range x.Spans() {
			if s.Differs {
				differs++
			}
		}
		if differs != 1 {
			t.Errorf("%d marks in a text that differs in one word", differs)
		}
	}
	desktest.Button(b.Bench, b.Desk.Words.T("conflict.both")).Tapped(nil)
	got := b.Get(e.ID).Text("text")
	if !strings.Contains(got, "dawn") || !strings.Contains(got, "noon") || len(b.conflicts(e.ID)) != 0 {
		t.Errorf("%d characters, %d conflicts", len(got), len(b.conflicts(e.ID)))
	}
	if b.Window().Canvas().Overlays().Top() != nil {
		t.Error("the box stays")
	}
}

func TestWhoWroteAField(t *testing.T) {
	b := newBench(t)
	p := b.person("A")
	dilbar := b.Colleague("Dilbar")
	b.Set(dilbar, p.ID, "occupation", model.TextValue("Journalist"))
	b.Take(dilbar)
	b.show(p.ID, recordform.Options{})
	b.focus("occupation")
	b.Press(fyne.KeyF4)
	b.says("Dilbar", b.Desk.Words.T("form.who_wrote"), b.Desk.Words.T("trust.unverified"))
	b.Press(fyne.KeyEscape)
	if b.Window().Canvas().Overlays().Top() != nil {
		t.Error("Escape does not close it")
	}
	for _, field := range []string{"sex", "birth", "birth_place", "summary", "nationalities"} {
		b.focus(field)
		b.Press(fyne.KeyF4)
		if b.Window().Canvas().Overlays().Top() == nil {
			t.Errorf("nothing is told of %q", field)
			continue
		}
		b.says(b.Desk.Words.T("form.never_held"))
		b.Press(fyne.KeyEscape)
	}
}
