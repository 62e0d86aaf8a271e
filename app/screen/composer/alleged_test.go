package composer_test

import (
	"testing"

	"guvoh/app/desk/desktest"
	"guvoh/app/screen/composer"
	"guvoh/app/task"
	"guvoh/model"
)

// slow lets work end when the test says so.
type slow struct {
	task.Runner
	ends []func()
}

func (s *slow) Do(work, done func()) {
	work()
	s.ends = append(s.ends, done)
}

func TestWhoeverLeftTakesNoArticles(t *testing.T) {
	b := begin(t, "echr-r39", desktest.Look{})
	b.New1("complaint", map[string]model.Value{"cases": model.RefsValue(b.c.ID), "article": model.TextValue("echr_3"), "position": model.TextValue("a")})
	composer.Section(b.s, "facts")
	composer.Section(b.s, "articles")
	late := &slow{Runner: b.Desk.Runner}
	b.Desk.Runner = late
	desktest.Button(b.Bench, b.Desk.Words.T("grid.into_section")).Tapped(nil)
	b.s.Leave()
	if len(late.ends) == 0 {
		t.Fatal("nothing was read")
	}
	for _, end := range late.ends {
		end()
	}
	if n := len(b.rows("paragraph")); n != 0 {
		t.Errorf("%d paragraphs are written", n)
	}
}

func TestASectionOfComplaintsTakesTheArticlesAlleged(t *testing.T) {
	b := begin(t, "echr-r39", desktest.Look{})
	w := b.Desk.Words
	offered := func() bool {
		composer.Section(b.s, "facts")
		composer.Section(b.s, "articles")
		return desktest.Says(b.Bench, w.T("grid.into_section.about"))
	}
	if offered() {
		t.Fatal("it is offered in a case without articles")
	}
	in := model.RefsValue(b.c.ID)
	fact := b.New1("event", map[string]model.Value{"cases": in, "title": model.TextValue("Taken from his home")}).ID
	against := b.New1("event", map[string]model.Value{"cases": in, "title": model.TextValue("Set free")}).ID
	torture := b.New1("complaint", map[string]model.Value{"cases": in, "article": model.TextValue("echr_3"), "position": model.TextValue("a")}).ID
	b.New1("complaint", map[string]model.Value{"cases": in, "article": model.TextValue("echr_13"), "position": model.TextValue("b")})
	for id, mark := range map[model.ID]string{fact: "supports", against: "against"} {
		r := model.NewBearing(torture, id)
		r.Set("bearing", model.TextValue(mark))
		b.Put(r)
	}
	if !offered() {
		t.Fatal("it is not offered")
	}
	desktest.Button(b.Bench, w.T("grid.into_section")).Tapped(nil)
	rows := b.rows("paragraph")
	if len(rows) != 2 || rows[0].Text("heading") != w.Word("article", "echr_3") || rows[1].Text("heading") != w.Word("article", "echr_13") {
		t.Fatalf("%d paragraphs", len(rows))
	}
	if about := rows[0].Refs("about"); len(about) != 1 || about[0] != fact || rows[0].Text("section") != "articles" || rows[0].Text("text") != "" {
		t.Error("it is not about the facts that support it, or what cuts against it goes along")
	}
	if offered() {
		t.Error("it is offered again")
	}
	b.Desk.Undo()
	if n := len(b.rows("paragraph")); n != 0 {
		t.Errorf("undo leaves %d", n)
	}
}
