package grid_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/grid"
	"guvoh/app/ui"
	"guvoh/model"
)

func text(s string) model.Value { return model.TextValue(s) }

// told is a case with facts and articles.
type told struct {
	*desktest.Bench
	inCase   model.ID
	facts    []model.ID // an arrest, a detention, a release
	articles []model.ID // 3, 5, 13 of Strasbourg
	source   model.ID
}

func tell(t testing.TB, l desktest.Look) *told {
	t.Helper()
	b := &told{Bench: desktest.New(t, l)}
	b.inCase = b.New1("case", map[string]model.Value{"title": text("Held in Jaslyk"), "reference": text("2014/17")}).ID
	in := model.RefsValue(b.inCase)
	p := b.New1("person", map[string]model.Value{"kind": text("individual")}).ID
	b.New1("person_name", map[string]model.Value{"person": model.RefValue(p), "text": text("Aziz Karimov")})
	b.New1("participant", map[string]model.Value{"case": model.RefValue(b.inCase), "person": model.RefValue(p)})
	b.facts = []model.ID{
		b.New1("event", map[string]model.Value{"cases": in, "title": text("Taken from his home"), "date": day(t, "9 June 2014"), "persons": model.RefsValue(p)}).ID,
		b.New1("detention", map[string]model.Value{"cases": in, "person": model.RefValue(p), "from": day(t, "10 June 2014")}).ID,
		b.New1("event", map[string]model.Value{"cases": in, "title": text("Set free"), "date": day(t, "3 May 2016")}).ID,
	}
	for i, a := range []string{"echr_3", "echr_5", "echr_13"} {
		b.articles = append(b.articles, b.New1("complaint", map[string]model.Value{"cases": in, "article": text(a), "position": text(string(rune('a' + i)))}).ID)
	}
	b.source = b.New1("source", map[string]model.Value{"cases": in, "title": text("A letter of 2015"), "reliability": text("usually_reliable")}).ID
	b.New1("citation", map[string]model.Value{"subject": model.RefValue(b.facts[0]), "source": model.RefValue(b.source), "page": text("2"), "credibility": text("probably_true")})
	return b
}

func day(t testing.TB, words string) model.Value {
	t.Helper()
	d, err := model.ParseDate(words)
	if err != nil {
		t.Fatal(err)
	}
	return model.DateValue(d)
}

func (b *told) show() *ui.Matrix {
	b.TB.Helper()
	b.Show(grid.New, desk.Route{Screen: desk.ScreenGrid, Case: b.inCase})
	return b.matrix()
}

func (b *told) matrix() *ui.Matrix { return desktest.Find[*ui.Matrix](b.Bench)[0] }

// said gives how a fact is said to bear on an article; "" for not at all.
func (b *told) said(fact, article int) string {
	for _, r := range b.Records("bearing") {
		if !r.Deleted && r.Ref("fact") == b.facts[fact] && r.Ref("complaint") == b.articles[article] {
			return r.Text("bearing")
		}
	}
	return ""
}

func TestTheGrid(t *testing.T) {
	b := tell(t, desktest.Look{})
	m := b.show()
	w := b.Desk.Words
	if b.Focused() != fyne.Focusable(m) {
		t.Error("the grid has not the keyboard")
	}
	if row, column := m.Place(); row != 0 || column != -1 {
		t.Errorf("the chosen place is %d, %d", row, column)
	}
	for _, words := range []string{"Taken from his home", "Set free", "ECHR", w.T("grid.gap.no_source"), w.T("grid.head.no_fact"), "A letter of 2015"} {
		if !desktest.Says(b.Bench, words) {
			t.Errorf("%q is not shown", words)
		}
	}
}

func TestMarkingByTheKeys(t *testing.T) {
	t.Run("one key goes through the marks", func(t *testing.T) {
		b := tell(t, desktest.Look{})
		b.show()
		b.Press(fyne.KeyRight)
		for _, want := range []string{"supports", "against", "needed", "", "supports"} {
			b.Press(fyne.KeySpace)
			if got := b.said(0, 0); got != want {
				t.Errorf("it says %q, not %q", got, want)
			}
		}
		b.Desk.Undo()
		if got := b.said(0, 0); got != "" {
			t.Errorf("undo leaves %q", got)
		}
	})
	t.Run("figures and first letters mark at once, in the reader's language too", func(t *testing.T) {
		b := tell(t, desktest.Look{Lang: "ru"})
		m := b.show()
		b.Press(fyne.KeyDown, fyne.KeyRight, fyne.KeyRight)
		for _, c := range []struct {
			key  rune
			want string
		}{{'3', "needed"}, {'1', "supports"}, {'2', "against"}, {'0', ""}, {'з', "supports"}, {'П', "against"}, {'н', "needed"}} {
			m.TypedRune(c.key)
			if got := b.said(1, 1); got != c.want {
				t.Errorf("%q says %q", c.key, got)
			}
		}
		b.Press(fyne.KeyDelete)
		if b.said(1, 1) != "" {
			t.Error("Delete leaves the mark")
		}
	})
	t.Run("the chosen place stays, and the fact's own cell takes no mark", func(t *testing.T) {
		b := tell(t, desktest.Look{})
		m := b.show()
		b.Press(fyne.KeySpace, fyne.KeyDown, fyne.KeyEnd, fyne.KeySpace)
		if n := len(b.Records("bearing")); n != 0 {
			t.Errorf("%d marks", n)
		}
		b.Press(fyne.KeyLeft, fyne.KeySpace)
		if row, column := m.Place(); row != 1 || column != 2 || b.said(1, 2) != "supports" {
			t.Errorf("the place is %d, %d", row, column)
		}
	})
	t.Run("nothing is written in a file that is open to look only", func(t *testing.T) {
		b := tell(t, desktest.Look{})
		b.ReadOnly()
		m := b.show()
		b.Press(fyne.KeyRight, fyne.KeySpace, fyne.KeyInsert, fyne.KeyDelete)
		m.TypedRune('1')
		if len(b.Records("bearing")) != 0 || len(b.Records("complaint")) != 3 {
			t.Error("something was written")
		}
	})
}

func TestColleaguesWhoMarkACellDifferently(t *testing.T) {
	b := tell(t, desktest.Look{})
	m := b.show()
	b.Press(fyne.KeyRight, fyne.KeySpace)
	dilbar := b.Colleague("Dilbar")
	bearing := model.BearingID(b.articles[0], b.facts[0])
	b.Set(dilbar, bearing, "bearing", text("against"))
	m.TypedRune('3')
	b.Take(dilbar)
	w := b.Desk.Words
	for _, words := range []string{w.T("conflict.take"), w.T("grid.gap.conflict"), w.Word("bearing", "against"), w.Word("bearing", "needed")} {
		if !desktest.Says(b.Bench, words) {
			t.Errorf("%q is not shown", words)
		}
	}
	if desktest.Says(b.Bench, w.T("grid.gap.differ")) {
		t.Error("sources are said to differ, and there is none")
	}
	m.TypedRune('1')
	if b.said(0, 0) != "supports" || desktest.Says(b.Bench, w.T("grid.gap.conflict")) {
		t.Error("a new mark does not end it")
	}
}

func TestGapsAreSaidAndGo(t *testing.T) {
	b := tell(t, desktest.Look{})
	b.show()
	w := b.Desk.Words
	b.Press(fyne.KeyUp) // the heads
	if !desktest.Says(b.Bench, w.T("grid.gap.no_fact", map[string]any{"Article": "ECHR Article 3"})) {
		t.Error("that no fact bears on the article is not said")
	}
	b.Press(fyne.KeyDown)
	b.Press(fyne.KeySpace) // the place under the head is a cell
	b.Press(fyne.KeyUp)
	if desktest.Says(b.Bench, w.T("grid.gap.no_fact", map[string]any{"Article": "ECHR Article 3"})) {
		t.Error("it is still said once a fact supports it")
	}
}

func TestChoosing(t *testing.T) {
	b := tell(t, desktest.Look{})
	b.show()
	check := desktest.Find[*ui.Check](b.Bench)[0]
	check.Tapped(nil)
	if desktest.Says(b.Bench, "Taken from his home") || !desktest.Says(b.Bench, "Set free") {
		t.Error("what lacks nothing is shown, or what lacks something is not")
	}
	check.Tapped(nil)
	if !desktest.Says(b.Bench, "Taken from his home") {
		t.Error("it does not come back")
	}
}

func TestTheWayToAFactAndBack(t *testing.T) {
	b := tell(t, desktest.Look{})
	b.show()
	b.Press(fyne.KeyDown, fyne.KeyF2)
	if r := b.Went1(); r.Screen != desk.ScreenCase || r.Section != "detention" || r.Record != b.facts[1] {
		t.Errorf("F2 leads to %s, %s", r.Screen, r.Section)
	}
	b.Press(fyne.KeyEscape)
	if r := b.Went1(); r.Screen != desk.ScreenCase || r.Section != "overview" {
		t.Errorf("Escape leads to %s, %s", r.Screen, r.Section)
	}
	b.Show(grid.New, desk.Route{Screen: desk.ScreenGrid, Case: b.inCase, Record: b.facts[2]})
	if row, _ := b.matrix().Place(); row != 2 {
		t.Errorf("coming back to a fact chooses row %d", row)
	}
	b.Show(grid.New, desk.Route{Screen: desk.ScreenGrid, Case: b.inCase, Record: b.articles[1]})
	if row, column := b.matrix().Place(); row != -1 || column != 1 {
		t.Errorf("coming to an article chooses %d, %d", row, column)
	}
}

func TestAnArticleIsAdded(t *testing.T) {
	b := tell(t, desktest.Look{})
	b.show()
	w := b.Desk.Words
	b.Press(fyne.KeyUp, fyne.KeyInsert)
	if !desktest.Says(b.Bench, w.T("grid.add_article.about")) {
		t.Fatal("nothing is asked")
	}
	desktest.Find[*ui.TermSelect](b.Bench)[0].Load("cat_3")       // that of the dialog stands topmost
	desktest.Button(b.Bench, w.T("grid.add_article")).Tapped(nil) // that of the dialog stands topmost
	all := b.Records("complaint")
	if len(all) != 4 {
		t.Fatalf("%d articles", len(all))
	}
	if row, column := b.matrix().Place(); row != -1 || column != 3 {
		t.Errorf("the new one is not chosen, but %d, %d", row, column)
	}
}

func TestSourcesBesideOneAnother(t *testing.T) {
	b := tell(t, desktest.Look{})
	court := b.New1("source", map[string]model.Value{"cases": model.RefsValue(b.inCase), "title": text("The judgment")}).ID
	b.New1("citation", map[string]model.Value{
		"subject": model.RefValue(b.facts[0]), "source": model.RefValue(court), "field": text("date"), "differs_date": day(t, "12 June 2014"),
	})
	b.show()
	w := b.Desk.Words
	for _, words := range []string{"The judgment", w.T("grid.differ"), w.T("grid.gap.differ"), w.T("grid.in_the_record")} {
		if !desktest.Says(b.Bench, words) {
			t.Errorf("%q is not shown", words)
		}
	}
	desktest.Button(b.Bench, w.T("grid.follow")).Tapped(nil)
	if got := b.Get(b.facts[0]).Date("date").Earliest; got != "2014-06-12" {
		t.Errorf("the record says %s", got)
	}
	b.Offer()
	if got := b.Get(b.facts[0]).Date("date").Earliest; got != "2014-06-09" {
		t.Errorf("taken back it says %s", got)
	}
}

func TestADifferenceThatChangedMeanwhileIsNotFollowed(t *testing.T) {
	b := tell(t, desktest.Look{})
	court := b.New1("source", map[string]model.Value{"cases": model.RefsValue(b.inCase), "title": text("The judgment")}).ID
	b.New1("citation", map[string]model.Value{
		"subject": model.RefValue(b.facts[0]), "source": model.RefValue(court), "field": text("date"), "differs_date": day(t, "12 June 2014"),
	})
	b.show()
	r := b.Get(b.facts[0])
	r.Set("date", day(t, "10 June 2014"))
	b.Put(r) // and the screen has not heard of it yet
	said := len(b.Said)
	desktest.Button(b.Bench, b.Desk.Words.T("grid.follow")).Tapped(nil)
	if got := b.Get(b.facts[0]).Date("date").Earliest; got != "2014-06-10" {
		t.Errorf("the record says %s", got)
	}
	if !desktest.Says(b.Bench, b.Desk.Words.T("grid.changed")) || len(b.Said) != said {
		t.Error("that it changed is not said, or that it was done is")
	}
	if !desktest.Says(b.Bench, b.Desk.Words.Date(b.Get(b.facts[0]).Date("date"))) {
		t.Error("what the record says now is not shown")
	}
}

func TestItIsSaved(t *testing.T) {
	b := tell(t, desktest.Look{})
	b.show()
	w := b.Desk.Words
	desktest.Button(b.Bench, w.T("grid.save")).Tapped(nil)
	if !desktest.Says(b.Bench, w.T("grid.table.caution")) {
		t.Error("that it is for ourselves is not said")
	}
	path := filepath.Join(t.TempDir(), "grid.csv")
	desktest.Under(b.Bench, w.T("export.where")).SetText(path)
	desktest.Button(b.Bench, w.T("grid.save")).Tapped(nil) // that of the dialog stands topmost
	got, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(got), "Taken from his home") || !strings.Contains(string(got), "ECHR Article 13") {
		t.Errorf("the file holds %d bytes (%v)", len(got), err)
	}
}

func TestACaseWithoutFacts(t *testing.T) {
	b := desktest.New(t, desktest.Look{})
	c := b.New1("case", map[string]model.Value{"title": text("New")}).ID
	b.Show(grid.New, desk.Route{Screen: desk.ScreenGrid, Case: c})
	if !desktest.Says(b, b.Desk.Words.T("grid.empty")) {
		t.Error("what belongs here is not said")
	}
	b.Press(fyne.KeyUp, fyne.KeyDown, fyne.KeyRight, fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnd, fyne.KeyPageDown)
}

func TestLooks(t *testing.T) {
	desktest.InLooks(t, desktest.Looks, func(t *testing.T, name string, l desktest.Look) {
		b := tell(t, l)
		b.show()
		b.Press(fyne.KeyRight, fyne.KeySpace, fyne.KeyDown, fyne.KeyRight, fyne.KeySpace, fyne.KeySpace, fyne.KeyDown, fyne.KeySpace, fyne.KeySpace, fyne.KeySpace, fyne.KeyUp)
		b.Settle()
		b.Shot("grid-" + name)
		b.Press(fyne.KeyUp, fyne.KeyUp)
		b.Settle()
		b.Shot("grid-article-" + name)
	})
}
