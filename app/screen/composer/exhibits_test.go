package composer_test

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/composer"
	"guvoh/app/ui"
	"guvoh/model"
)

// evidence puts pieces of evidence into the case, each made on a day.
func (b *bench) evidence(days ...string) (ids []model.ID) {
	b.TB.Helper()
	for i, day := range days {
		r := b.New1("evidence", map[string]model.Value{
			"cases": model.RefsValue(b.c.ID), "title": model.TextValue(fmt.Sprintf("Paper %d", i+1)),
			"made": model.DateValue(model.Date{Earliest: day, Latest: day, Precision: model.PrecisionDay}),
		})
		ids = append(ids, r.ID)
	}
	b.open("")
	return ids
}

// number gives the number under which evidence goes with the dossier.
func (b *bench) number(evidence model.ID) int64 {
	for _, r := range b.rows("exhibit") {
		if r.Ref("evidence") == evidence {
			n, _ := r.Get("number").Int()
			return n
		}
	}
	return 0
}

func (b *bench) row(evidence model.ID) string {
	for _, r := range b.rows("exhibit") {
		if r.Ref("evidence") == evidence {
			return r.ID.String()
		}
	}
	b.TB.Fatal("no such exhibit")
	return ""
}

func TestExhibits(t *testing.T) {
	t.Run("all evidence is taken in one action, by its dates", func(t *testing.T) {
		b := begin(t, "echr-r39", desktest.Look{})
		papers := b.evidence("2014-05-02", "2013-01-01")
		before := b.actions()
		composer.AddAll(b.s)
		if b.actions() != before+1 || len(b.rows("exhibit")) != 3 {
			t.Fatalf("%d exhibits", len(b.rows("exhibit")))
		}
		if b.number(papers[1]) > b.number(papers[0]) {
			t.Error("the older paper has the higher number")
		}
	})
	t.Run("counting anew rewrites what the paragraphs cite, in the same action", func(t *testing.T) {
		b := begin(t, "echr-r39", desktest.Look{})
		papers := b.evidence("2014-05-02", "2013-01-01")
		for _, e := range composer.Exhibits(b.s) {
			if e == papers[0].String() || e == papers[1].String() {
				composer.Add(b.s, papers[0].String())
				break
			}
		}
		b.Clock.Pass()
		composer.Add(b.s, papers[1].String())
		b.Clock.Pass()
		if b.number(papers[0]) != 1 || b.number(papers[1]) != 2 {
			t.Fatalf("the numbers are %d and %d", b.number(papers[0]), b.number(papers[1]))
		}
		composer.Section(b.s, "irreversible")
		b.write("See ")
		composer.Cite(b.s, b.row(papers[0]))
		b.Type(" and Annexes 1 and 2, but not Article 2")
		b.Clock.Pass()
		before := b.actions()
		composer.ByDate(b.s)
		if b.number(papers[0]) != 2 || b.number(papers[1]) != 1 {
			t.Fatalf("the numbers are %d and %d", b.number(papers[0]), b.number(papers[1]))
		}
		if got := b.texts(); got[0] != "See Annex 2 and Annexes 2 and 1, but not Article 2" {
			t.Errorf("the paragraph reads %q", got[0])
		}
		if n := b.actions() - before; n != 1 {
			t.Errorf("%d actions", n)
		}
		b.Desk.Undo()
		if got := b.texts(); got[0] != "See Annex 1 and Annexes 1 and 2, but not Article 2" || b.number(papers[0]) != 1 {
			t.Errorf("undone it reads %q", got[0])
		}
	})
	t.Run("a number that was given out stays", func(t *testing.T) {
		b := begin(t, "echr-r39", desktest.Look{})
		papers := b.evidence("2014-05-02", "2013-01-01")
		composer.Add(b.s, papers[0].String())
		b.Clock.Pass()
		for _, r := range b.rows("exhibit") {
			b.Desk.Set(r.ID, "issued", model.BoolValue(true))
		}
		b.Clock.Pass()
		composer.Add(b.s, papers[1].String())
		b.Clock.Pass()
		composer.ByDate(b.s)
		if b.number(papers[0]) != 1 || b.number(papers[1]) != 2 {
			t.Errorf("the numbers are %d and %d", b.number(papers[0]), b.number(papers[1]))
		}
	})
	t.Run("where the body leaves the order to us they are moved by keys", func(t *testing.T) {
		b := begin(t, "us-eoir", desktest.Look{})
		papers := b.evidence("2013-01-01", "2014-05-02")
		composer.AddAll(b.s)
		b.Clock.Pass()
		if composer.View(b.s).Dated() {
			t.Fatal("this body wants its documents by date")
		}
		was := b.number(papers[1])
		composer.Move(b.s, b.row(papers[1]), -1)
		if now := b.number(papers[1]); now != was-1 {
			t.Errorf("its number is %d, was %d", now, was)
		}
	})
}

// A dossier of four hundred paragraphs, and one paragraph of twenty thousand
// words, keeps what is typed into that, and has widgets for what is seen only.
// How long a key takes is measured by BenchmarkKeyInALargeDossier.
func TestLargeDossier(t *testing.T) {
	b := large(t)
	if n := composer.Drawn(b.s); n > 30 {
		t.Errorf("%d of 400 paragraphs have widgets", n)
	}
	const typed = "and nobody knew where"
	b.Type(typed)
	b.Press(fyne.KeyDown)
	b.Clock.Pass()
	if got := b.rows("paragraph")[200].Text("text"); !strings.HasSuffix(got, typed) {
		t.Error("what was typed is not kept")
	}
}

// large is such a dossier, the keyboard at the end of its long paragraph.
func large(tb testing.TB) *bench {
	tb.Helper()
	b := begin(tb, "echr-r39", desktest.Look{})
	var rs []model.Record
	at := ""
	for i := range 400 {
		r := model.NewRecord("paragraph")
		r.Set("dossier", model.RefValue(b.dossier.ID))
		r.Set("section", model.TextValue("irreversible"))
		words := "He may be handed over any day, and nobody would hear of it. "
		n := 4
		if i == 200 {
			n = 1700
		}
		r.Set("text", model.TextValue(strings.TrimSpace(strings.Repeat(words, n))))
		at = model.Between(at, "")
		r.Set("position", model.TextValue(at))
		rs = append(rs, r)
	}
	b.Put(rs...)
	b.open("irreversible")
	composer.GoTo(b.s, 200)
	e, ok := b.Focused().(*ui.Editor)
	if !ok {
		tb.Fatalf("%T has the keyboard", b.Focused())
	}
	e.ToEnd()
	return b
}

// BenchmarkKeyInALargeDossier types a key. Aim: less than a frame of 16 ms.
func BenchmarkKeyInALargeDossier(b *testing.B) {
	d := large(b)
	for b.Loop() {
		d.Type("x")
	}
}

func TestAnAnnexOfPatternsIsOfferedAmongTheExhibits(t *testing.T) {
	b := begin(t, "echr-bundle", desktest.Look{})
	composer.Side(b.s, 2)
	b.Clock.Pass()
	desktest.Button(b.Bench, b.Desk.Words.T("compose.cmd.annex")).Tapped(nil)
	if r := b.Went1(); r.Screen != desk.ScreenPatterns || !strings.Contains(r.Words, "into="+b.dossier.ID.String()) {
		t.Errorf("it leads to %s", r.Screen)
	}
}
