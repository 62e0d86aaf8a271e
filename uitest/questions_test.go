//go:build uitest

package uitest

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestWindowQuestions asks the file by keys alone, as somebody does who has read
// nothing about it: where with everything below it and when as far as it is known;
// one act that has a method and a perpetrator; what was consented to; a deadline; what
// rests on no source. A question is kept and asked again, its answers are put in order
// and leave as they stand on the screen.
func TestWindowQuestions(t *testing.T) {
	p := newPlace(t)
	file := p.file("cases.guvoh")
	p.run(t, "init", file, "--sample", "--author", "Office 2")
	p.invent(t, file, "find", "asked")

	w := open(t, p, file)
	w.unlock("cases.guvoh")

	w.step("a place with all below it, in a month of which dates tell only in part", func(t *testing.T) {
		w.askAbout("Detentions")
		w.condition("place of det", "viloyati")
		w.hit("Escape")
		w.press("ctrl+Return")
		w.write("held")
		w.press("Return")
		w.write("May 2014")
		w.press("Return") // understood, so the line closes
		w.rest()
		w.press("ctrl+s")
		w.write("Held there in May") // in the place of the title that is offered
		w.press("Return")
		w.rest()
		got := w.leaves("held.csv", "")
		want := [][]string{ // the certain ones first; the last is of a day that nobody recorded
			{"Жасур Қодиров", "yes"}, {"Djasur Kadyrov", "yes"}, {"Botir Yoʻqov", "perhaps"},
		}
		if !same(got, want, 0, 6) {
			t.Errorf("%d rows, or others than were asked for", len(got)-1)
		}
	})
	w.step("kept, it is asked again, put in order by a name and written as a spreadsheet and on paper", func(t *testing.T) {
		w.press("ctrl+shift+f")
		w.rest()
		w.press("Down", "Return") // the second of those that are kept, by their titles
		w.rest()
		w.press("F6")
		w.press(slices.Repeat([]string{"shift+Tab"}, 5)...) // past the headings, from the last back to the first date
		w.hit("Return")
		w.hit("Return") // downwards: the latest first
		w.rest()
		got := w.leaves("again.xlsx", "xl")
		if want := [][]string{{"Djasur Kadyrov"}, {"Жасур Қодиров"}, {"Botir Yoʻqov"}}; !same(got, want, 0) {
			t.Errorf("%d rows, or another order", len(got)-1)
		}
		paper := strings.Join(strings.Fields(text(t, w.leaving("again.pdf", "pdf"))), " ")
		for _, words := range []string{"Held there in May", "3 detentions; 1 of them perhaps", "about 9 May 2014", "These are counts of records"} {
			if !strings.Contains(paper, words) {
				t.Errorf("%q is not on the paper", words)
			}
		}
	})
	w.step("the same act has a method and a perpetrator, and its victim consents", func(t *testing.T) {
		w.askAbout("Persons")
		w.condition("method", "beat")
		w.hit("Escape")
		w.press("Insert") // and of the same act
		w.write("perpetrator")
		w.hit("Down") // past whether there is any
		w.press("Return")
		w.write("Umid")
		w.rest()
		w.press("Return")
		w.hit("Escape", "Escape")
		w.rest()
		// Botir was beaten, and Umid did something to him: not the same act.
		if got := w.leaves("same.csv", ""); !same(got, [][]string{{"Djasur Kadyrov"}, {"Жасур Қодиров"}}, 0) {
			t.Errorf("%d rows, or others than of the same act", len(got)-1)
		}
		w.hit("Down", "Down") // past what is asked of the act
		w.press("Return")
		w.write("consent")
		w.press("Return")
		w.write("publ")
		w.press("Return")
		w.hit("Escape", "Escape")
		w.rest()
		if got := w.leaves("agreed.csv", ""); !same(got, [][]string{{"Djasur Kadyrov"}}, 0) {
			t.Errorf("%d rows, or others than who agreed", len(got)-1)
		}
	})
	w.step("an act of a kind or below it that rests on no source, with a column less", func(t *testing.T) {
		w.askAbout("Acts")
		w.press("Return")
		w.write("source whether")
		w.press("Return")
		w.hit("shift+Tab")
		w.write("none")
		w.press("Return")
		w.hit("Escape")
		w.press("ctrl+Return")
		w.write("kind of act")
		w.press("Return")
		w.write("unfair trial")
		w.press("Return")
		w.hit("Escape", "Escape")
		w.rest()
		w.press("ctrl+shift+k")
		w.hit("Home", "Down")
		w.press("space")                         // no date
		w.hit("Tab", "Tab", "Tab", "Tab", "Tab") // up, down, how wide, not at all, done
		w.press("Return")
		w.rest()
		got := w.leaves("acts.csv", "")
		if !same(got, [][]string{{"Denial of a lawyer of one’s choice · Botir Yoʻqov"}}, 0) {
			t.Errorf("%d rows, or others than that act", len(got)-1)
		}
		if slices.Contains(got[0], "Date") || !slices.Contains(got[0], "Methods") {
			t.Errorf("the columns are %q", got[0])
		}
	})
	w.step("a deadline that has passed; such a list is for nobody outside", func(t *testing.T) {
		w.askAbout("Deadlines")
		w.press("Return")
		w.write("due")
		w.press("Return")
		w.write("until 2021")
		w.press("Return")
		w.rest()
		if got := w.leaves("due.csv", ""); !same(got, [][]string{{"Answer of the ministry"}}, 0) {
			t.Errorf("%d rows, or another deadline", len(got)-1)
		}
		path := p.file("theirs.csv")
		w.press("ctrl+shift+e")
		w.rest()
		w.hit("shift+Tab", "shift+Tab")
		w.write("outside")
		w.press("Return")
		w.rest()
		w.hit("Tab", "Tab", "Tab")
		w.hit("ctrl+a")
		w.write(path)
		w.hit("Return")
		w.rest()
		if _, err := os.Stat(path); err == nil {
			t.Error("a list that tells how we work was made for others")
		}
		w.press("Escape")
	})
	w.close()

	d := p.read(t, file)
	d.has(t, "saved_search", "title", "Held there in May")
	for _, kept := range d.values("saved_search", "title") {
		if kept != "Held there in May" && !strings.HasPrefix(kept.(string), "Kept awake") && !strings.HasPrefix(kept.(string), "Held at some") {
			t.Error("a question is kept that nobody kept")
		}
	}
}

// step is a part of a walk in one window, with a name of its own.
func (w *window) step(name string, walk func(t *testing.T)) {
	whole := w.t.(*testing.T)
	whole.Helper()
	ok := whole.Run(name, func(t *testing.T) {
		w.t = t
		defer func() {
			if w.t = whole; t.Failed() {
				w.keepPicture("step")
			}
		}()
		walk(t)
	})
	if !ok {
		whole.FailNow() // what follows would begin elsewhere
	}
}

// askAbout begins a question about records of a kind: past those that are kept, to
// the kinds in the order in which they stand.
func (w *window) askAbout(kind string) {
	w.t.Helper()
	kinds := []string{"Cases", "Persons", "Acts", "Detentions", "Events", "Interviews", "Evidence", "Consents", "Deadlines"}
	w.hit("ctrl+1")
	w.press("ctrl+shift+f")
	w.rest()
	w.hit(slices.Repeat([]string{"Down"}, 2)...)
	w.hit("Down") // stands still where two are kept
	w.hit(slices.Repeat([]string{"Tab"}, slices.Index(kinds, kind))...)
	w.press("Return")
	w.rest()
}

// condition adds the first condition of a question: what is asked about, and with what.
func (w *window) condition(what, with string) {
	w.t.Helper()
	w.press("Return")
	w.write(what)
	w.press("Return")
	w.write(with)
	w.rest()
	w.press("Return")
}

// leaving exports the answers for ourselves, in a form by its first letters ("": as it
// is offered), and gives the path.
func (w *window) leaving(name, form string) string {
	w.t.Helper()
	path := w.place.file(name)
	w.press("ctrl+shift+e")
	w.rest()
	if form != "" {
		w.hit("shift+Tab", "shift+Tab", "shift+Tab")
		w.write(form)
		w.press("Return")
		w.hit("Tab", "Tab", "Tab")
	}
	w.hit("ctrl+a")
	w.write(path)
	w.press("Return")
	w.until("list", func() bool { _, err := os.Stat(path); return err == nil })
	w.rest()
	return path
}

// leaves is leaving, and gives the rows of the list, its heads first.
func (w *window) leaves(name, form string) [][]string {
	w.t.Helper()
	b, err := os.ReadFile(w.leaving(name, form))
	if err != nil {
		w.t.Fatal(err)
	}
	if form == "xl" {
		return cells(w.t, b)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b, []byte("\uFEFF")))).ReadAll()
	if err != nil {
		w.t.Fatal(err)
	}
	return rows
}

// cells gives the rows of the first sheet of a spreadsheet, without empty cells.
func cells(t testing.TB, b []byte) (rows [][]string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	part, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	var read struct {
		Rows []struct {
			Cells []string `xml:"c>is>t"`
		} `xml:"sheetData>row"`
	}
	if err := xml.Unmarshal(part, &read); err != nil {
		t.Fatal(err)
	}
	for _, r := range read.Rows {
		rows = append(rows, r.Cells)
	}
	return rows
}

// same tells whether the rows below the heads begin with what is wanted, in columns
// that are looked at.
func same(got, want [][]string, columns ...int) bool {
	if len(got) != len(want)+1 {
		return false
	}
	for i, row := range want {
		for k, c := range columns {
			if c >= len(got[i+1]) || !strings.HasPrefix(got[i+1][c], row[k]) {
				return false
			}
		}
	}
	return true
}
