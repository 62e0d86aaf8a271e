package judgement_test

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/judgement"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// pane shows the lines of a person and nothing else.
type pane struct {
	widget.BaseWidget
	lines *judgement.Lines
}

func (p *pane) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(p.lines.Object())
}
func (p *pane) Changed(c store.Changes) { p.lines.Changed(c) }
func (p *pane) Leave()                  {}

type bench struct {
	*desktest.Bench
	one, other model.Record
	opened     model.ID
}

func text(s string) model.Value { return model.TextValue(s) }

func newBench(t *testing.T, l desktest.Look) *bench {
	t.Helper()
	b := &bench{Bench: desktest.New(t, l)}
	person := func(name, birth string) model.Record {
		p := b.New1("person", nil)
		d, err := model.ParseDate(birth)
		b.Must(err)
		b.Set(b.DB, p.ID, "birth", model.DateValue(d))
		b.New1("person_name", map[string]model.Value{"person": model.RefValue(p.ID), "text": text(name), "position": text("a")})
		return p
	}
	b.one, b.other = person("Mirsobir Khamidkariev", "1978"), person("Мирсобир Хамидкариев", "5 May 1978")
	c := b.New1("case", map[string]model.Value{"title": text("The taxi in Moscow")})
	b.New1("participant", map[string]model.Value{"case": model.RefValue(c.ID), "person": model.RefValue(b.one.ID), "role": text("victim")})
	return b
}

func (b *bench) show(person model.ID) {
	b.TB.Helper()
	b.Show(func(d *desk.Desk, _ desk.Route) desk.Pane {
		p := &pane{lines: judgement.New(d, person, func(r model.Record) { b.opened = r.ID }, nil)}
		p.ExtendBaseWidget(p)
		return p
	}, desk.Route{})
}

func (b *bench) t(key string, name string) string {
	return b.Desk.Words.T(key, map[string]any{"Name": name})
}

func (b *bench) says(words ...string) {
	b.TB.Helper()
	for _, w := range words {
		if !desktest.Says(b.Bench, w) {
			b.TB.Errorf("%q is not shown", w)
		}
	}
}

// judge answers for the pair, from the person shown.
func (b *bench) judge(answer, why string) {
	b.TB.Helper()
	desktest.Button(b.Bench, b.Desk.Words.T("judge.ask")).Tapped(nil)
	p := desktest.Find[*ui.RefPicker](b.Bench)[0]
	p.Load(ui.Option{ID: b.other.ID.String(), Label: "x"})
	p.OnChanged(b.other.ID.String())
	desktest.Button(b.Bench, b.Desk.Words.T("judge.next")).Tapped(nil)
	b.Type(why)
	desktest.Button(b.Bench, b.Desk.Words.Word("judgement", answer)).Tapped(nil)
}

func (b *bench) record() model.Record {
	b.TB.Helper()
	return b.Get(model.JudgementID(b.one.ID, b.other.ID))
}

func TestPersonsRecordedTwice(t *testing.T) {
	t.Run("are compared side by side before anybody answers", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.show(b.one.ID)
		desktest.Button(b.Bench, b.Desk.Words.T("judge.ask")).Tapped(nil)
		p := desktest.Find[*ui.RefPicker](b.Bench)[0]
		p.SearchLater("", func(offered []ui.Option) {
			for _, o := range offered {
				if o.ID == b.one.ID.String() {
					t.Error("a person is offered to be compared with themselves")
				}
			}
		})
		desktest.Button(b.Bench, b.Desk.Words.T("judge.next")).Tapped(nil)
		b.says(b.Desk.Words.T("judge.choose"))
		p.OnChanged(b.other.ID.String())
		desktest.Button(b.Bench, b.Desk.Words.T("judge.next")).Tapped(nil)
		b.says("Mirsobir Khamidkariev", "Мирсобир Хамидкариев")
		marked := ""
		for _, m := range desktest.Find[*ui.MarkedText](b.Bench) {
			for _, s := range m.Spans() {
				marked += s.Text + "|"
				if s.Differs && strings.ContainsAny(s.Text, "Kк") {
					t.Error("one name in two scripts is marked as two")
				}
			}
		}
		for _, known := range []string{"1978", "The taxi in Moscow"} {
			if !strings.Contains(marked, known) {
				t.Errorf("%q is not among what is compared", known)
			}
		}
		b.Press(fyne.KeyEscape)
		if _, err := b.DB.Get(context.Background(), model.JudgementID(b.one.ID, b.other.ID)); err == nil {
			t.Error("an answer was written that nobody gave")
		}
	})
	t.Run("stay two, and both say so, by whom and why", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.show(b.one.ID)
		b.judge("same", "The same passport")
		if got := b.record(); got.Text("judgement") != "same" || got.Text("account") != "The same passport" {
			t.Fatal("the answer is not kept")
		}
		if len(b.Records("person")) != 2 {
			t.Fatal("they are two no more")
		}
		b.says(b.t("judge.is.same", "Мирсобир Хамидкариев"), "A. Tester", "The same passport")
		b.show(b.other.ID)
		b.says(b.t("judge.is.same", "Mirsobir Khamidkariev"))
		desktest.Button(b.Bench, b.Desk.Words.T("action.open")).Tapped(nil)
		if b.opened != b.one.ID {
			t.Error("it does not lead to the other")
		}
	})
	t.Run("can be judged anew, and the last answer counts", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.show(b.one.ID)
		b.judge("same", "")
		desktest.Button(b.Bench, b.Desk.Words.T("judge.change")).Tapped(nil)
		desktest.Button(b.Bench, b.Desk.Words.Word("judgement", "not_same")).Tapped(nil)
		b.says(b.t("judge.is.not_same", "Мирсобир Хамидкариев"))
		if n := len(b.Records("judgement")); n != 1 {
			t.Errorf("%d judgements", n)
		}
	})
	t.Run("an answer is undone as any action, and can be given again", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.show(b.one.ID)
		b.judge("unsure", "")
		b.says(b.t("judge.is.unsure", "Мирсобир Хамидкариев"))
		b.Desk.Undo()
		if !b.record().Deleted {
			t.Fatal("undo leaves it")
		}
		if desktest.Says(b.Bench, b.t("judge.is.unsure", "Мирсобир Хамидкариев")) {
			t.Error("it is still said")
		}
		b.judge("same", "")
		if got := b.record(); got.Deleted || got.Text("judgement") != "same" {
			t.Error("it cannot be given again")
		}
	})
	t.Run("two who disagree meet in a conflict that one answer ends", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		dilbar := b.Colleague("Dilbar")
		r := model.NewJudgement(b.other.ID, b.one.ID)
		r.Set("judgement", text("not_same"))
		_, err := dilbar.Do(context.Background(), "judge", func(tx *store.Tx) error { return tx.Put(r) })
		b.Must(err)
		b.show(b.one.ID)
		b.judge("same", "")
		b.Take(dilbar)
		cs, err := b.DB.Conflicts(context.Background(), r.ID)
		b.Must(err)
		if len(cs) != 1 || cs[0].Field != "judgement" {
			t.Fatalf("%d conflicts", len(cs))
		}
		b.says(b.Desk.Words.Word("judgement", "same"), b.Desk.Words.Word("judgement", "not_same"), "Dilbar")
		desktest.Button(b.Bench, b.Desk.Words.T("judge.change")).Tapped(nil)
		desktest.Button(b.Bench, b.Desk.Words.Word("judgement", "unsure")).Tapped(nil)
		if cs, _ := b.DB.Conflicts(context.Background(), r.ID); len(cs) != 0 || b.record().Text("judgement") != "unsure" {
			t.Errorf("%d conflicts are left", len(cs))
		}
	})
	t.Run("are only read in a file that is only looked at", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.show(b.one.ID)
		b.judge("same", "")
		b.ReadOnly()
		b.show(b.one.ID)
		b.says(b.t("judge.is.same", "Мирсобир Хамидкариев"))
		for _, w := range desktest.Find[*ui.Button](b.Bench) {
			if w.Label() == b.Desk.Words.T("judge.ask") || w.Label() == b.Desk.Words.T("judge.change") {
				t.Error("it can be changed")
			}
		}
	})
}

func TestLook(t *testing.T) {
	desktest.InLooks(t, desktest.Looks, func(t *testing.T, name string, l desktest.Look) {
		b := newBench(t, l)
		b.show(b.one.ID)
		b.judge("same", "The same passport, and his mother knew the photograph.")
		b.Shot("judged-" + name)
		desktest.Button(b.Bench, b.Desk.Words.T("judge.change")).Tapped(nil)
		b.Shot("judge-" + name)
	})
}
