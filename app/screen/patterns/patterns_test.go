package patterns_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/patterns"
	"guvoh/app/sketch"
	"guvoh/app/ui"
	"guvoh/model"
)

func screen(d *desk.Desk, r desk.Route) desk.Pane { return patterns.New(d, r) }

var agencies = desk.Route{Screen: desk.ScreenPatterns, Section: "agency"}

func text(s string) model.Value { return model.TextValue(s) }

func list(b *desktest.Bench) *ui.Columns { return desktest.Find[*ui.Columns](b)[0] }

// told is a file in which one prison stands in two cases, with dates and sources.
func told(t *testing.T, l desktest.Look) *desktest.Bench {
	t.Helper()
	b := desktest.New(t, l)
	prison := b.New1("place", map[string]model.Value{"name": text("Jaslyk"), "kind": text("prison")})
	source := b.New1("source", map[string]model.Value{"title": text("A letter of 2015")})
	for i, c := range []struct{ ref, who, from, to string }{
		{"2014/17", "Aziz Karimov", "9 June 2014", "March 2015"}, {"2014/17", "Bobur Aliyev", "summer 2014", ""}, {"2015/2", "Dilshod Umarov", "about 2015", ""},
	} {
		var in model.ID
		for _, r := range b.Records("case") {
			if r.Text("reference") == c.ref {
				in = r.ID
			}
		}
		if in.IsZero() {
			in = b.New1("case", map[string]model.Value{"reference": text(c.ref), "title": text("Held in Jaslyk")}).ID
		}
		who := b.New1("person", map[string]model.Value{"kind": text("individual")})
		b.New1("person_name", map[string]model.Value{"person": model.RefValue(who.ID), "text": text(c.who)})
		d := b.New1("detention", map[string]model.Value{
			"cases": model.RefsValue(in), "person": model.RefValue(who.ID), "place": model.RefValue(prison.ID), "from": day(t, c.from), "to": day(t, c.to),
		})
		if i == 0 {
			b.New1("citation", map[string]model.Value{"subject": model.RefValue(d.ID), "source": model.RefValue(source.ID)})
		}
	}
	return b
}

func day(t *testing.T, words string) model.Value {
	t.Helper()
	if words == "" {
		return ""
	}
	d, err := model.ParseDate(words)
	if err != nil {
		t.Fatal(err)
	}
	return model.DateValue(d)
}

func TestPatterns(t *testing.T) {
	t.Run("of the published cases are in a table, with the caution above it", func(t *testing.T) {
		desktest.InLooks(t, desktest.Looks, func(t *testing.T, name string, l desktest.Look) {
			b := desktest.New(t, l)
			b.Sample()
			b.Show(screen, agencies)
			for _, words := range []string{b.Desk.Words.T("pattern.caution"), "Uzbekistani security forces", "Russian authorities", b.Desk.Words.N("pattern.count", 2)} {
				if !desktest.Says(b, words) {
					t.Errorf("%q is not shown", words)
				}
			}
			b.Shot("patterns-" + name)
		})
	})
	t.Run("lead by keys into one, to its record, and back", func(t *testing.T) {
		b := told(t, desktest.Look{})
		route := desk.Route{Screen: desk.ScreenPatterns, Section: "place"}
		b.Show(screen, route)
		if b.Focused() != fyne.Focusable(list(b)) {
			t.Fatal("the table has not the keyboard")
		}
		b.Press(fyne.KeyReturn)
		w := b.Desk.Words
		for _, words := range []string{"Jaslyk", w.T("pattern.caution"), "Aziz Karimov", "A letter of 2015", w.T("pattern.without_source"), w.N("pattern.counted.persons", 3)} {
			if !desktest.Says(b, words) {
				t.Errorf("%q is not shown", words)
			}
		}
		if len(desktest.Find[*sketch.Sketch](b)) != 1 {
			t.Error("nothing is drawn")
		}
		b.Press(fyne.KeyDown, fyne.KeyReturn)
		if went := b.Went1(); went.Screen != desk.ScreenCase || went.Section != "detention" {
			t.Errorf("went to %s, %s", went.Screen, went.Section)
		}
		back := b.Went[len(b.Went)-2]
		b.Show(screen, back)
		if !desktest.Says(b, w.T("pattern.back")) || list(b).Selected() != 1 {
			t.Error("the way back does not lead to the record that was open")
		}
		b.Press(fyne.KeyEscape)
		if desktest.Says(b, w.T("pattern.back")) || b.Focused() != fyne.Focusable(list(b)) {
			t.Error("Escape does not lead back to the table")
		}
	})
	t.Run("look as they are printed, in light and dark", func(t *testing.T) {
		desktest.InLooks(t, desktest.Looks, func(t *testing.T, name string, l desktest.Look) {
			b := told(t, l)
			b.Show(screen, desk.Route{Screen: desk.ScreenPatterns, Section: "place"})
			b.Press(fyne.KeyReturn)
			b.Settle()
			b.Shot("pattern-" + name)
		})
	})
	t.Run("say how they come about while there are none, and offer what one case has", func(t *testing.T) {
		b := desktest.New(t, desktest.Look{})
		b.Sample()
		b.Show(screen, desk.Route{Screen: desk.ScreenPatterns, Section: "method"})
		if !desktest.Says(b, b.Desk.Words.T("pattern.empty")) {
			t.Fatal("nothing is said")
		}
		b.Shot("patterns-none")
		for _, key := range []string{"pattern.save", "pattern.enclose"} {
			if !desktest.Button(b, b.Desk.Words.T(key)).Disabled() {
				t.Errorf("%s offers to take nothing", key)
			}
		}
		desktest.Button(b, b.Desk.Words.T("pattern.empty.less")).Tapped(nil)
		if desktest.Button(b, b.Desk.Words.T("pattern.save")).Disabled() {
			t.Error("what was found cannot be saved")
		}
		if !desktest.Says(b, b.Desk.Words.Word("act_method", "beating")) {
			t.Error("what one case has is not shown")
		}
	})
	t.Run("are asked for anew when the file or the question changes", func(t *testing.T) {
		b := told(t, desktest.Look{})
		b.Show(screen, desk.Route{Screen: desk.ScreenPatterns, Section: "place"})
		for _, d := range b.Records("detention")[:1] {
			b.Desk.Delete(d)
		}
		b.Press(fyne.KeyReturn)
		if !desktest.Says(b, b.Desk.Words.N("pattern.counted.records", 2)) {
			t.Error("what was deleted is still counted")
		}
	})
}

func TestAnAnnexIsSaved(t *testing.T) {
	b := told(t, desktest.Look{})
	b.Show(screen, desk.Route{Screen: desk.ScreenPatterns, Section: "place"})
	b.Press(fyne.KeyReturn)
	w := b.Desk.Words
	path := filepath.Join(t.TempDir(), "annex.csv")
	desktest.Button(b, w.T("pattern.save")).Tapped(nil)
	for _, s := range desktest.Find[*ui.TermSelect](b) {
		if s.Value() == "pdf" {
			s.Load("csv")
		}
	}
	desktest.Under(b, w.T("pattern.save.path")).Load(path)
	desktest.Button(b, w.T("action.save")).Tapped(nil)
	if b.Last() != w.T("pattern.save.done")+" "+w.T("listing.remembered") {
		t.Fatalf("%q", b.Last())
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(got, []byte("Karimov")) || !bytes.Contains(got, []byte("[Name A]")) || !strings.Contains(string(got), w.T("pattern.caution")) {
		t.Error("the annex names somebody, or lacks a token or the caution")
	}
	if len(b.Records("pseudonym")) != 3 {
		t.Errorf("%d tokens are kept", len(b.Records("pseudonym")))
	}
	issued := b.Records("issue")
	if len(issued) != 1 {
		t.Fatalf("%d issues", len(issued))
	}
	sum := sha256.Sum256(got)
	if i := issued[0]; i.Text("sha256") != hex.EncodeToString(sum[:]) || i.Text("purpose") != "court" || len(i.Refs("cases")) != 2 || i.Text("withheld") == "" {
		t.Error("what is remembered is not what was given out")
	}
}

func TestAnAnnexGoesIntoADossier(t *testing.T) {
	b := told(t, desktest.Look{})
	w := b.Desk.Words
	in := b.Records("case")[0]
	d := b.New1("dossier", map[string]model.Value{"cases": model.RefsValue(in.ID), "title": text("To the Court"), "profile": text("echr-annex")})
	old := b.New1("evidence", map[string]model.Value{"cases": model.RefsValue(in.ID), "title": text("A letter")})
	b.New1("exhibit", map[string]model.Value{"dossier": model.RefValue(d.ID), "evidence": model.RefValue(old.ID), "number": model.IntValue(3), "position": text("a")})
	b.New1("dossier", map[string]model.Value{"cases": model.RefsValue(in.ID), "title": text("Another"), "profile": text("echr-annex")})
	b.Show(screen, desk.Route{Screen: desk.ScreenPatterns, Section: "place", Words: "into=" + d.ID.String()})
	b.Press(fyne.KeyReturn)
	desktest.Button(b, w.T("pattern.enclose")).Tapped(nil)
	desktest.Button(b, w.T("pattern.enclose.do")).Tapped(nil)
	if !strings.Contains(b.Last(), "To the Court") {
		t.Fatal("it is not said that it was put in")
	}
	rows := b.Desk.Rows("exhibit", d.ID)
	if len(rows) != 2 {
		t.Fatalf("%d exhibits", len(rows))
	}
	ev := b.Get(rows[1].Ref("evidence"))
	if len(ev.Refs("cases")) != 1 || ev.Refs("cases")[0] != in.ID || len(ev.Refs("tells_of")) != 1 || len(ev.Refs("persons")) != 0 || ev.Text("kind") != "patterns_annex" {
		t.Error("it does not belong to the case of the dossier, or does not say of which others it tells")
	}
	if n, _ := rows[1].Get("number").Int(); n != 4 || ev.Text("sha256") == "" || ev.Text("media_type") != "application/pdf" || !strings.Contains(ev.Text("description"), w.T("pattern.caution")) {
		t.Errorf("exhibit %d is not the annex", n)
	}
	if len(b.Records("issue")) != 0 {
		t.Error("it is remembered as given out before the dossier was")
	}
	if len(b.Records("pseudonym")) != 3 {
		t.Errorf("%d words for people are kept", len(b.Records("pseudonym")))
	}
}

func TestAnAnnexThatWouldTell(t *testing.T) {
	b := told(t, desktest.Look{})
	w := b.Desk.Words
	in := b.Records("case")[0]
	other := b.New1("person", map[string]model.Value{"kind": text("individual")}) // in the case only
	b.New1("person_name", map[string]model.Value{"person": model.RefValue(other.ID), "text": text("Mirsobir Khamidkariev")})
	b.New1("participant", map[string]model.Value{"case": model.RefValue(in.ID), "person": model.RefValue(other.ID), "role": text("victim")})
	prison := b.Records("place")[0]
	within := b.New1("place", map[string]model.Value{"name": text("Дом Хамидкариева")})
	prison.Set("within", model.RefValue(within.ID))
	b.Put(prison)
	save := func(t *testing.T, name string) string {
		t.Helper()
		path := filepath.Join(t.TempDir(), name)
		b.Show(screen, desk.Route{Screen: desk.ScreenPatterns, Section: "place", Words: "place=" + within.ID.String()})
		desktest.Button(b, w.T("pattern.save")).Tapped(nil)
		for _, s := range desktest.Find[*ui.TermSelect](b) {
			if s.Value() == "pdf" {
				s.Load("csv")
			}
		}
		desktest.Under(b, w.T("pattern.save.path")).Load(path)
		desktest.Button(b, w.T("action.save")).Tapped(nil)
		return path
	}
	t.Run("says what keeps it, and withholds that when it is told to", func(t *testing.T) {
		path := save(t, "annex.csv")
		if !desktest.Says(b, w.T("pattern.held.asked")) {
			t.Fatalf("it is not said where: %q", b.Said)
		}
		if _, err := os.Stat(path); err == nil {
			t.Fatal("something was written")
		}
		desktest.Button(b, w.T("listing.withhold")).Tapped(nil)
		got, err := os.ReadFile(path)
		if err != nil || bytes.Contains(got, []byte("Хамидкариев")) || !strings.Contains(b.Last(), w.N("pattern.withheld", 1)) {
			t.Errorf("it is not withheld: %v", err)
		}
	})
	t.Run("says when it is the name of the file", func(t *testing.T) {
		b.Show(screen, desk.Route{Screen: desk.ScreenPatterns, Section: "place"})
		path := filepath.Join(t.TempDir(), "Hamidqoriyev.pdf")
		desktest.Button(b, w.T("pattern.save")).Tapped(nil)
		desktest.Under(b, w.T("pattern.save.path")).Load(path)
		desktest.Button(b, w.T("action.save")).Tapped(nil)
		if !desktest.Says(b, w.T("pattern.held.name")) {
			t.Errorf("it is not said: %q", b.Said)
		}
	})
}
