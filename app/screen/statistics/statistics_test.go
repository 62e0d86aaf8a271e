package statistics_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/statistics"
	"guvoh/app/sketch"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/question"
)

func screen(d *desk.Desk, r desk.Route) desk.Pane { return statistics.New(d, r) }

func text(s string) model.Value { return model.TextValue(s) }

func list(b *desktest.Bench) *ui.Columns { return desktest.Find[*ui.Columns](b)[0] }

func acts(words string) desk.Route {
	return desk.Route{Screen: desk.ScreenStatistics, Section: "act", Words: words}
}

func day(t *testing.T, words string) model.Value {
	t.Helper()
	d, err := model.ParseDate(words)
	if err != nil {
		t.Fatal(err)
	}
	return model.DateValue(d)
}

// told is a file with acts of some days, of a year, and of none.
func told(t *testing.T, l desktest.Look) *desktest.Bench {
	t.Helper()
	b := desktest.New(t, l)
	in := b.New1("case", map[string]model.Value{"reference": text("2014/17"), "title": text("Held in Jaslyk"), "status": text("open")})
	country := b.New1("place", map[string]model.Value{"name": text("Uzbekistan"), "kind": text("country")})
	camp := b.New1("place", map[string]model.Value{"name": text("Jaslyk"), "kind": text("prison_camp"), "within": model.RefValue(country.ID)})
	for i, when := range []string{"9 June 2014", "August 2014", "2014", "2015", ""} {
		e := map[string]model.Value{"cases": model.RefsValue(in.ID), "title": text("Beaten")}
		if when != "" {
			e["date"] = day(t, when)
		}
		if i < 3 {
			e["place"] = model.RefValue(camp.ID)
		}
		event := b.New1("event", e)
		kind := "torture"
		if i == 4 {
			kind = "incommunicado_detention"
		}
		b.New1("act", map[string]model.Value{"event": model.RefValue(event.ID), "type": text(kind)})
	}
	return b
}

func TestStatistics(t *testing.T) {
	t.Run("are a chart and a table of the same numbers, with the caution above them", func(t *testing.T) {
		b := told(t, desktest.Look{})
		b.Show(screen, acts("by=month"))
		w := b.Desk.Words
		for _, words := range []string{w.T("pattern.caution"), w.T("statistics.bar.none"), w.T("statistics.bar.within", map[string]any{"Year": "2014"}), w.T("statistics.stripes")} {
			if !desktest.Says(b, words) {
				t.Errorf("%q is not shown", words)
			}
		}
		if len(desktest.Find[*sketch.Sketch](b)) != 1 {
			t.Error("nothing is drawn")
		}
		if b.Focused() != fyne.Focusable(list(b)) {
			t.Error("the table has not the keyboard")
		}
	})
	t.Run("lead by Enter to the records behind a number, and back to it", func(t *testing.T) {
		b := told(t, desktest.Look{})
		b.Show(screen, acts("by=type"))
		b.Press(fyne.KeyDown, fyne.KeyReturn)
		went := b.Went1()
		if went.Screen != desk.ScreenFind {
			t.Fatalf("went to %s", went.Screen)
		}
		q, err := question.Parse(went.Words)
		if err != nil || q.Of != "act" || len(q.Check(b.Desk.DB.Schema())) != 0 {
			t.Fatalf("asks %q: %v", went.Words, err)
		}
		back := b.Went[len(b.Went)-2]
		b.Show(screen, back)
		if list(b).Selected() != 1 {
			t.Error("the way back does not lead to the same row")
		}
	})
	t.Run("say that of ages no records can be asked for", func(t *testing.T) {
		b := told(t, desktest.Look{})
		b.Show(screen, acts("by=age"))
		b.Press(fyne.KeyReturn)
		if len(b.Went) != 0 && b.Went1().Screen == desk.ScreenFind || b.Last() != b.Desk.Words.T("statistics.no_records") {
			t.Errorf("%q", b.Last())
		}
	})
	t.Run("cross two things", func(t *testing.T) {
		b := told(t, desktest.Look{})
		b.Show(screen, acts("by=type&and=year"))
		w := b.Desk.Words
		for _, words := range []string{w.T("statistics.all"), "2014", w.Word("act_type", "torture"), w.T("statistics.squares")} {
			if !desktest.Says(b, words) {
				t.Errorf("%q is not shown", words)
			}
		}
	})
	t.Run("say how they come about while there are none", func(t *testing.T) {
		b := desktest.New(t, desktest.Look{})
		b.Show(screen, acts(""))
		if !desktest.Says(b, b.Desk.Words.T("statistics.empty")) {
			t.Error("nothing is said")
		}
		b.Shot("statistics-none")
	})
	t.Run("of a time in which nothing was offer to count everything", func(t *testing.T) {
		b := told(t, desktest.Look{})
		b.Show(screen, acts("by=type&from=2020"))
		w := b.Desk.Words
		if !desktest.Says(b, w.T("statistics.empty.narrow")) {
			t.Fatal("nothing is said")
		}
		desktest.Button(b, w.T("statistics.empty.all")).Tapped(nil)
		if !desktest.Says(b, w.Word("act_type", "torture")) {
			t.Error("what is there is not shown")
		}
	})
	t.Run("count what belongs to a question that is kept", func(t *testing.T) {
		b := told(t, desktest.Look{})
		q := question.Question{Of: "event", Where: question.Filled{Field: "place"}}
		kept := b.New1("saved_search", map[string]model.Value{"title": text("With a place"), "question": text(q.JSON())})
		b.Show(screen, acts("by=year&question="+kept.ID.String()))
		if desktest.Says(b, b.Desk.Words.T("statistics.bar.none")) || !desktest.Says(b, "With a place") {
			t.Error("what does not belong to it is counted, or it is not said")
		}
	})
	t.Run("are counted anew when the file changes", func(t *testing.T) {
		b := told(t, desktest.Look{})
		b.Show(screen, acts("by=type"))
		for _, r := range b.Records("act") {
			if r.Text("type") != "torture" {
				b.Desk.Delete(r)
			}
		}
		if desktest.Says(b, b.Desk.Words.Word("act_type", "arbitrary_detention")) {
			t.Error("what was deleted is still counted")
		}
	})
	t.Run("look well, in light and dark, in three languages, small and large", func(t *testing.T) {
		desktest.InLooks(t, desktest.Looks, func(t *testing.T, name string, l desktest.Look) {
			for shot, words := range map[string]string{"month": "by=month", "type": "by=type", "cross": "by=place&and=year"} {
				b := told(t, l)
				b.Show(screen, acts(words))
				b.Settle()
				b.Shot("statistics-" + shot + "-" + name)
			}
		})
	})
}

func TestNumbersAreSaved(t *testing.T) {
	save := func(t *testing.T, b *desktest.Bench, who, path string) {
		t.Helper()
		w := b.Desk.Words
		b.Show(screen, acts("by=type"))
		desktest.Button(b, w.T("statistics.save")).Tapped(nil)
		for _, s := range desktest.Find[*ui.TermSelect](b) {
			switch s.Value() {
			case "pdf":
				s.Load("csv")
			case "publish":
				s.Load(who)
			}
		}
		desktest.Under(b, w.T("pattern.save.path")).Load(path)
		desktest.Button(b, w.T("action.save")).Tapped(nil)
	}
	t.Run("for others rounded, and remembered", func(t *testing.T) {
		b := told(t, desktest.Look{})
		path := filepath.Join(t.TempDir(), "numbers.csv")
		save(t, b, "publish", path)
		w := b.Desk.Words
		got, err := os.ReadFile(path)
		if err != nil || !bytes.Contains(got, []byte(w.T("statistics.few"))) || !strings.Contains(string(got), w.T("pattern.caution")) {
			t.Fatalf("%v: %q", err, b.Said)
		}
		if issued := b.Records("issue"); len(issued) != 1 || issued[0].Text("purpose") != "publish" || issued[0].Text("sha256") == "" {
			t.Error("what was given out is not remembered")
		}
	})
	t.Run("for ourselves exactly, and nothing is remembered", func(t *testing.T) {
		b := told(t, desktest.Look{})
		path := filepath.Join(t.TempDir(), "numbers.csv")
		save(t, b, "inside", path)
		got, err := os.ReadFile(path)
		if err != nil || !bytes.Contains(got, []byte(",4,0")) {
			t.Errorf("%v: %q", err, b.Said)
		}
		if len(b.Records("issue")) != 0 {
			t.Error("an issue of what did not leave")
		}
	})
}
