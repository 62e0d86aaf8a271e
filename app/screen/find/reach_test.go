package find_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/desk/desktest"
	"guvoh/app/screen/find"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/question"
)

// These are tests of what lies in the way of somebody who builds a question for
// the first time.

func TestTheTitleThatIsOfferedGivesWayToWhatIsTyped(t *testing.T) {
	b := sampled(t)
	b.Show(screen, find.Route(question.Question{Of: "case", Where: question.Filled{Field: "summary"}}))
	command(t, b, "find.save")
	b.Type("My cases")
	b.Press(fyne.KeyReturn)
	if all := b.Records("saved_search"); len(all) != 1 || all[0].Text("title") != "My cases" {
		t.Errorf("kept as %q", all[0].Text("title"))
	}
}

func TestEnterClosesALineOnceItsTimeIsUnderstood(t *testing.T) {
	b := sampled(t)
	b.Show(screen, about("detention"))
	b.Press(fyne.KeyReturn)
	b.Type("held from")
	b.Press(fyne.KeyReturn)
	b.Type("Mya 2014")
	b.Press(fyne.KeyReturn)
	if _, ok := b.Focused().(*ui.Entry); !ok {
		t.Fatal("a time that nobody understands is taken")
	}
	b.Shortcut(&fyne.ShortcutSelectAll{})
	b.Type("May 2014")
	b.Press(fyne.KeyReturn)
	says(t, b, "where Held from: May 2014")
	if _, ok := b.Focused().(*ui.Clause); !ok {
		t.Errorf("%T has the keyboard", b.Focused())
	}
}

func TestAPerpetratorIsFoundByThatWord(t *testing.T) {
	for lang, word := range map[string]string{"en": "perpetrator", "ru": "исполнит"} {
		b := desktest.New(t, desktest.Look{Lang: lang})
		b.Sample()
		b.Show(screen, about("act"))
		b.Press(fyne.KeyReturn)
		b.Type(word)
		b.Press(fyne.KeyDown, fyne.KeyReturn) // whether there is any, then who
		if w := b.Desk.Words; !desktest.Says(b, w.Field("involvement", "who")) {
			t.Errorf("%s: it leads elsewhere", lang)
		}
	}
}

func TestNoColumnIsOfferedTwice(t *testing.T) {
	b := sampled(t)
	for _, kind := range []string{"detention", "case", "act", "person"} {
		b.Show(screen, about(kind))
		names := find.OfferedColumns(b.Pane.(*find.Screen))
		slices.Sort(names)
		if some := slices.Compact(slices.Clone(names)); len(some) != len(names) || len(some) < 10 {
			t.Errorf("%s: %d columns by %d names", kind, len(names), len(some))
		}
	}
}

func TestRecordsThatOnlyTheirLinksNameAreSortedByThem(t *testing.T) {
	b := desktest.New(t, desktest.Look{})
	c := b.New1("case", map[string]model.Value{"title": model.TextValue("One")})
	for _, name := range []string{"Ҳасан", "bahodir", "Anvar", "Ўткир"} {
		p := b.New1("person", nil)
		b.New1("person_name", map[string]model.Value{"person": model.RefValue(p.ID), "text": model.TextValue(name)})
		b.New1("detention", map[string]model.Value{"cases": model.RefsValue(c.ID), "person": model.RefValue(p.ID)})
		b.New1("consent", map[string]model.Value{"cases": model.RefsValue(c.ID), "person": model.RefValue(p.ID), "purpose": model.TextValue("name"), "decision": model.TextValue("yes")})
	}
	for _, kind := range []string{"detention", "consent"} {
		b.Show(screen, about(kind))
		if arrows(b) != 0 {
			t.Errorf("%s: they look as if they were in order", kind)
		}
		order := func(down bool) []string {
			list(b).OnSort(id(t, question.Column{}), down)
			if !down && arrows(b) != 1 {
				t.Errorf("%s: no column is said to be sorted by", kind)
			}
			return find.Listed(b.Pane.(*find.Screen))
		}
		want := []string{"Anvar", "bahodir", "Ўткир", "Ҳасан"}
		up, down := order(false), order(true)
		slices.Reverse(down)
		for i, name := range want {
			if len(up) != 4 || len(down) != 4 || up[i][:len(name)] != name || down[i][:len(name)] != name {
				t.Fatalf("%s: %q, and from below %q", kind, up, down)
			}
		}
	}
}

func TestArrowsLeadFromAKeptQuestionToTheNext(t *testing.T) {
	b := sampled(t)
	for _, title := range []string{"A", "B"} {
		b.New1("saved_search", map[string]model.Value{"title": model.TextValue(title), "question": model.TextValue(question.Question{Of: "case"}.JSON())})
	}
	b.Show(screen, here)
	b.Press(fyne.KeyDown, fyne.KeyReturn)
	if r := b.Get(b.Went1().Record); r.Text("title") != "B" {
		t.Errorf("leads to %q", r.Text("title"))
	}
	b.Show(screen, here)
	b.Press(fyne.KeyUp, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if r := b.Went1(); !r.Record.IsZero() || r.Words == "" {
		t.Error("past the last it leads to no question of one's own")
	}
}

func TestAQuestionAboutPersonsSaysWhichConsentsCount(t *testing.T) {
	b := sampled(t)
	for kind, says := range map[string]bool{"person": true, "case": false} {
		b.Show(screen, about(kind))
		b.Press(fyne.KeyReturn)
		b.Type("consent")
		b.Press(fyne.KeyReturn)
		help := false
		for _, f := range desktest.Find[*ui.Field](b) {
			f.ToggleHelp()
			help = help || f.HelpShown() == b.Desk.Words.T("find.value.states_help")
		}
		if help != says {
			t.Errorf("%s: it is said: %v", kind, help)
		}
	}
}
