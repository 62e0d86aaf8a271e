package find_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/find"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/question"
)

// sampled is a bench with the published cases.
func sampled(t *testing.T) *desktest.Bench {
	t.Helper()
	b := desktest.New(t, desktest.Look{})
	b.Sample()
	return b
}

// lines gives the question as it stands on the screen, line by line.
func lines(b *desktest.Bench) (out []string) {
	for _, c := range desktest.Find[*ui.Clause](b) {
		out = append(out, c.Text())
	}
	return out
}

func list(b *desktest.Bench) *ui.Columns { return desktest.Find[*ui.Columns](b)[0] }

// says fails when a line is not on the screen.
func says(t *testing.T, b *desktest.Bench, line string) {
	t.Helper()
	for _, l := range lines(b) {
		if l == line {
			return
		}
	}
	t.Errorf("no line %q among %d", line, len(lines(b)))
	for _, l := range lines(b) {
		t.Log(l) // words of the program and of this test
	}
}

// choose opens the drop-down that has the keyboard and takes what is typed.
func choose(b *desktest.Bench, words string) {
	b.TB.Helper()
	b.Press(fyne.KeyDown)
	b.Type(words)
	b.Press(fyne.KeyReturn)
}

func about(kind string) desk.Route { return find.Route(question.Question{Of: kind}) }

func TestAQuestionIsBuiltByTheKeysAlone(t *testing.T) {
	t.Run("a condition on a word, with what stands below it", func(t *testing.T) {
		b := sampled(t)
		b.Show(screen, about("act"))
		b.Press(fyne.KeyReturn) // the offer of a condition has the keyboard, and its list opens at once
		b.Type("kind of act")
		b.Press(fyne.KeyReturn)
		choose(b, "torture")
		b.Press(fyne.KeyEscape)
		says(t, b, "where Kind of act is Torture, or stands below it")
		if !desktest.Says(b, " acts") || list(b).Selected() >= 0 {
			t.Error("the acts are not counted")
		}
	})
	t.Run("the same act has a method and a perpetrator", func(t *testing.T) {
		b := sampled(t)
		b.Show(screen, about("case"))
		b.Press(fyne.KeyReturn)
		b.Type("act methods")
		b.Press(fyne.KeyReturn)
		choose(b, "head down")
		b.Press(fyne.KeyEscape, fyne.KeyInsert)
		b.Type("victim")
		b.Press(fyne.KeyReturn)
		choose(b, "khamidkariev")
		b.Press(fyne.KeyEscape)
		b.Clock.Pass()
		says(t, b, "where some act where")
		got := strings.Join(lines(b), "\n")
		if !strings.Contains(got, "Methods is") || !strings.Contains(got, "and Victim is Mirsobir Khamidkariev") {
			t.Errorf("the question reads\n%s", got)
		}
		if !desktest.Says(b, "1 case") {
			t.Error("not the one case is found")
		}
	})
	t.Run("a time in a person's words", func(t *testing.T) {
		b := sampled(t)
		b.Show(screen, about("detention"))
		b.Press(fyne.KeyReturn)
		b.Type("held from")
		b.Press(fyne.KeyReturn)
		b.Type("May 2014")
		b.Clock.Pass()
		b.Press(fyne.KeyEscape)
		says(t, b, "where Held from: May 2014")
	})
	t.Run("Delete takes a line away, and what is said brings it back", func(t *testing.T) {
		b := sampled(t)
		b.Show(screen, find.Route(question.Question{Of: "case", Where: question.Word{Field: "status", Words: []string{"open"}}}))
		b.Press(fyne.KeyDelete)
		if len(lines(b)) != 2 {
			t.Fatalf("%d lines, not the head and the offer", len(lines(b)))
		}
		b.Offer()
		says(t, b, "where Status is Open")
	})
	t.Run("a line in which nothing was chosen goes when it is closed", func(t *testing.T) {
		b := sampled(t)
		b.Show(screen, about("case"))
		b.Press(fyne.KeyReturn, fyne.KeyEscape, fyne.KeyEscape) // the list, then the line
		if len(lines(b)) != 2 {
			t.Errorf("%d lines", len(lines(b)))
		}
	})
}

func TestReadyQuestions(t *testing.T) {
	for _, l := range []string{"en", "ru", "uz"} {
		b := desktest.New(t, desktest.Look{Lang: l})
		b.Sample()
		for _, q := range find.ReadyQuestions() {
			t.Run(q.ID+" is said and answered in "+l, func(t *testing.T) {
				b.Show(screen, desk.Route{Screen: desk.ScreenFind, Words: q.JSON(), Section: "0," + q.ID})
				got, err := question.Parse(q.JSON())
				if err != nil || got.JSON() != q.JSON() {
					t.Fatalf("it does not come back as it is written: %v", err)
				}
				for _, line := range lines(b) {
					if strings.Contains(line, "find.") || strings.Contains(line, "<no value>") || strings.ContainsAny(line, "\x01\x02{}") {
						t.Errorf("a line reads %q", line)
					}
				}
				if len(desktest.Find[*ui.Dialog](b)) > 0 || b.Window().Canvas().Overlays().Top() != nil {
					t.Error("something is asked")
				}
			})
		}
	}
}

func TestTheStart(t *testing.T) {
	t.Run("leads into a ready question by Enter", func(t *testing.T) {
		b := sampled(t)
		b.Show(screen, here)
		b.Press(fyne.KeyReturn)
		if b.Went1().Screen != desk.ScreenFind || b.Went1().Words == "" {
			t.Fatal("it led nowhere")
		}
		b.Show(screen, b.Went1())
		if !desktest.Says(b, "In detention now") {
			t.Error("the question has no title")
		}
	})
	t.Run("lists what is kept: F2 renames, Insert copies, Delete deletes, and undo brings it back", func(t *testing.T) {
		b := sampled(t)
		kept := b.New1("saved_search", map[string]model.Value{
			"title": model.TextValue("Open ones"), "question": model.TextValue(question.Question{Of: "case"}.JSON()),
		})
		b.Show(screen, here)
		b.Press(fyne.KeyF2)
		line := desktest.Line(b, "Open ones")
		line.SetText("Renamed")
		b.Press(fyne.KeyReturn)
		if got := b.Get(kept.ID).Text("title"); got != "Renamed" {
			t.Errorf("it is called %q", got)
		}
		b.Press(fyne.KeyInsert)
		if n := len(b.Records("saved_search")); n != 2 || !desktest.Says(b, "Renamed (copy)") {
			t.Errorf("%d are kept", n)
		}
		b.Press(fyne.KeyDelete)
		if _, there := b.Desk.Get(kept.ID); there {
			t.Error("it is still there")
		}
		b.Desk.Undo()
		if _, there := b.Desk.Get(kept.ID); !there {
			t.Error("undo did not bring it back")
		}
	})
	t.Run("keeps a question of a newer program as it is", func(t *testing.T) {
		b := sampled(t)
		kept := b.New1("saved_search", map[string]model.Value{
			"title": model.TextValue("Later"), "question": model.TextValue(`{"of":"case","stars":true}`),
		})
		b.Show(screen, here)
		if !desktest.Says(b, "newer version") {
			t.Error("nothing is said")
		}
		b.Show(screen, desk.Route{Screen: desk.ScreenFind, Record: kept.ID})
		b.Pane.Leave()
		if got := b.Get(kept.ID).Text("question"); got != `{"of":"case","stars":true}` {
			t.Error("it was changed")
		}
	})
}

func TestKeepingAQuestion(t *testing.T) {
	b := sampled(t)
	b.Show(screen, find.Route(question.Question{Of: "case", Where: question.Filled{Field: "summary"}}))
	test.Tap(desktest.Button(b, "Save"))
	desktest.Line(b, "Cases").SetText("Told at length")
	b.Press(fyne.KeyReturn)
	all := b.Records("saved_search")
	if len(all) != 1 || all[0].Text("title") != "Told at length" {
		t.Fatalf("%d are kept", len(all))
	}
	if !desktest.Button(b, "Saved").Disabled() {
		t.Error("it can be saved again")
	}
	t.Run("one that is opened again counts as it is kept", func(t *testing.T) {
		bare := b.New1("saved_search", map[string]model.Value{
			"title": model.TextValue("One condition"), "question": model.TextValue(question.Question{Of: "case", Where: question.Filled{Field: "summary"}}.JSON()),
		})
		b.Show(screen, desk.Route{Screen: desk.ScreenFind, Record: bare.ID})
		if !desktest.Button(b, "Saved").Disabled() {
			t.Error("it counts as changed")
		}
		b.Show(screen, desk.Route{Screen: desk.ScreenFind, Record: all[0].ID})
	})
	t.Run("its changes are kept only when one says so", func(t *testing.T) {
		list(b).OnSort(id(t, question.Column{Field: "opened"}), true)
		b.Clock.Pass()
		if b.Get(all[0].ID).Text("question") != all[0].Text("question") {
			t.Error("they were kept by themselves")
		}
		test.Tap(desktest.Button(b, "Save the changes"))
		q, err := question.Parse(b.Get(all[0].ID).Text("question"))
		if err != nil || len(q.Sort) != 1 || q.Sort[0].Field != "opened" || !q.Sort[0].Descending {
			t.Errorf("the order is not kept: %v", err)
		}
	})
	t.Run("undo takes them back, and the screen says so", func(t *testing.T) {
		b.Desk.Undo()
		if desktest.Button(b, "Save the changes").Disabled() {
			t.Error("they count as kept")
		}
	})
}

// id is how the head of a list knows a column.
func id(t *testing.T, c question.Column) string {
	t.Helper()
	return question.Question{Columns: []question.Column{c}}.JSON()
}

// arrows counts the headings that say that the answers stand in their order.
func arrows(b *desktest.Bench) (n int) {
	for _, o := range test.LaidOutObjects(list(b)) {
		if i, ok := o.(*widget.Icon); ok && i.Visible() && i.Resource != nil && strings.Contains(i.Resource.Name(), theme.MenuDropUpIcon().Name()) {
			n++
		}
	}
	return n
}

func TestAnswers(t *testing.T) {
	t.Run("certain ones stand first, and the others say why", func(t *testing.T) {
		b := desktest.New(t, desktest.Look{})
		p := b.New1("person", map[string]model.Value{"description": model.TextValue("somebody")})
		for _, from := range []string{"2014", "May 2014"} {
			d, err := model.ParseDate(from)
			b.Must(err)
			b.New1("detention", map[string]model.Value{"person": model.RefValue(p.ID), "from": model.DateValue(d)})
		}
		q := question.Question{Of: "detention", Where: question.When{Field: "from", How: question.Within, In: question.Range{From: "2014-05", To: "2014-05"}}}
		b.Show(screen, find.Route(q))
		if !desktest.Says(b, "2 detentions · only perhaps: 1") {
			t.Error("they are not counted apart")
		}
		ui.Focus(list(b))
		b.Press(fyne.KeyHome, fyne.KeyDown)
		if !desktest.Says(b, "Perhaps, because this is not certain: Held from, wholly within: May 2014") {
			t.Error("it is not said why")
		}
	})
	t.Run("are not said to be in an order in which they do not stand", func(t *testing.T) {
		b := sampled(t)
		b.Show(screen, about("case"))
		if arrows(b) != 1 {
			t.Error("cases are in the order of their names, and it is not said")
		}
		b.Show(screen, about("detention")) // known by their person and place, in the order in which they were entered
		if arrows(b) != 0 {
			t.Error("detentions look as if they were in order")
		}
		list(b).OnSort(id(t, question.Column{Field: "from"}), false)
		if arrows(b) != 1 {
			t.Error("they cannot be put in order by their dates")
		}
	})
	t.Run("are opened by Enter and come back to as they were left", func(t *testing.T) {
		b := sampled(t)
		b.Show(screen, about("case"))
		ui.Focus(list(b))
		b.Press(fyne.KeyHome, fyne.KeyDown, fyne.KeyReturn)
		if b.Went1().Screen != desk.ScreenCase {
			t.Fatalf("it went to %q", b.Went1().Screen)
		}
		opened := b.Went1().Case
		back := b.Pane.(*find.Screen).Stands()
		b.Show(screen, back)
		b.Press(fyne.KeyReturn)
		if b.Went1().Case != opened {
			t.Error("another one is chosen")
		}
	})
	t.Run("follow what is written in the file", func(t *testing.T) {
		b := sampled(t)
		b.Show(screen, find.Route(question.Question{Of: "case", Where: question.Word{Field: "status", Words: []string{"closed"}}}))
		b.Desk.Set(b.Records("case")[0].ID, "status", model.TextValue("closed"))
		if !desktest.Says(b, "1 case") {
			t.Error("the change is not seen")
		}
	})
	t.Run("an older answer is dropped", func(t *testing.T) {
		b := sampled(t)
		b.Show(screen, about("case"))
		slow := &late{}
		b.Desk.Runner = slow
		list(b).OnSort(id(t, question.Column{}), true)
		list(b).OnSort(id(t, question.Column{}), false)
		slow.answers[1]()
		slow.answers[0]()
		ui.Focus(list(b))
		b.Press(fyne.KeyHome)
		b.Press(fyne.KeyReturn)
		if got := b.Get(b.Went1().Case).Text("reference"); got != "SAMPLE-1" {
			t.Errorf("first is %q", got)
		}
	})
}

// late answers when the test says so.
type late struct{ answers []func() }

func (l *late) Do(work, done func())               { work(); l.answers = append(l.answers, done) }
func (l *late) After(time.Duration, func()) func() { return func() {} }

func TestColumns(t *testing.T) {
	b := sampled(t)
	b.Show(screen, about("case"))
	test.Tap(desktest.Button(b, "Columns…"))
	ticks := desktest.Find[*ui.TickList](b)[0]
	b.Press(fyne.KeyHome, fyne.KeyDown, fyne.KeySpace) // the second one goes
	ticks.Select(1)
	ticks.OnSelect(1)
	test.Tap(desktest.Button(b, "Move up"))
	width := desktest.Find[*ui.TermSelect](b)[0]
	width.OnChanged("wide")
	test.Tap(desktest.Button(b, "Done"))
	q, err := question.Parse(b.Pane.(*find.Screen).Stands().Words)
	if err != nil || len(q.Columns) != 4 || q.Columns[0].Field != "opened" || q.Columns[0].Width != question.Wide || q.Columns[1].Field != question.Label {
		t.Errorf("the columns are %+v, %v", q.Columns, err)
	}
}

// BenchmarkAnswers100k measures from the route of a question to the first rows of
// 100,000 answers.
func BenchmarkAnswers100k(b *testing.B) {
	bench := desktest.New(b, desktest.Look{})
	var rs []model.Record
	for i := range 100_000 {
		r := model.NewRecord("case")
		r.Set("reference", model.TextValue(fmt.Sprintf("UZ-%05d", i)))
		r.Set("title", model.TextValue(fmt.Sprintf("Village %d", i)))
		r.Set("status", model.TextValue([]string{"open", "closed"}[i%2]))
		rs = append(rs, r)
	}
	bench.Put(rs...)
	route := find.Route(question.Question{Of: "case", Where: question.Not{Of: question.Word{Field: "status", Words: []string{"archived"}}}})
	for b.Loop() {
		bench.Show(screen, route)
		bench.Window().Canvas().Capture()
	}
}

func TestExport(t *testing.T) {
	open := func(t *testing.T, q question.Question) (*desktest.Bench, string) {
		b := sampled(t)
		b.Show(screen, find.Route(q))
		test.Tap(desktest.Button(b, "Export the list…"))
		path := filepath.Join(t.TempDir(), "out")
		desktest.Under(b, "Where to put it").SetText(path)
		return b, path
	}
	t.Run("writes what is on the screen, and says first whom it names", func(t *testing.T) {
		b, path := open(t, question.Question{Of: "case"})
		if !desktest.Says(b, "not allowed to be named") {
			t.Error("nobody is warned")
		}
		b.Press(fyne.KeyReturn)
		got, err := os.ReadFile(path + ".csv")
		b.Must(err)
		if !strings.Contains(string(got), "SAMPLE-1") || !strings.Contains(string(got), "SAMPLE-3") || !strings.Contains(b.Last(), "3") {
			t.Error("the cases are not in it")
		}
	})
	t.Run("names nobody for somebody outside who has not allowed it", func(t *testing.T) {
		b, path := open(t, question.Question{Of: "case"})
		for _, s := range desktest.Find[*ui.TermSelect](b) {
			if s.Value() == "us" {
				s.Load("others")
				s.OnChanged("others")
			}
		}
		if !desktest.Says(b, "not named") {
			t.Error("nothing is said of those who are not named")
		}
		b.Press(fyne.KeyReturn)
		got, err := os.ReadFile(path + ".csv")
		b.Must(err)
		if !strings.Contains(string(got), "SAMPLE-1") || strings.Contains(string(got), "Khamidkariev") {
			t.Error("it names somebody, or is empty")
		}
	})
	t.Run("makes no list for others of what is ours alone", func(t *testing.T) {
		b, path := open(t, question.Question{Of: "deadline"})
		for _, s := range desktest.Find[*ui.TermSelect](b) {
			if s.Value() == "us" {
				s.OnChanged("others")
			}
		}
		if !desktest.Button(b, "Write the file").Disabled() {
			t.Error("it can be made")
		}
		b.Press(fyne.KeyReturn)
		if _, err := os.Stat(path + ".csv"); err == nil {
			t.Error("it was made")
		}
	})
}
