package caselist_test

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/caselist"
	"guvoh/app/ui"
	"guvoh/model"
)

func screen(d *desk.Desk, r desk.Route) desk.Pane { return caselist.New(d, r) }

var here = desk.Route{Screen: desk.ScreenCases}

func open(t *testing.T) (*desktest.Bench, *ui.Columns) {
	t.Helper()
	b := desktest.New(t, desktest.Look{})
	b.Sample()
	b.Show(screen, here)
	return b, desktest.Find[*ui.Columns](b)[0]
}

func TestLook(t *testing.T) {
	desktest.InLooks(t, desktest.Looks, func(t *testing.T, name string, l desktest.Look) {
		b := desktest.New(t, l)
		b.Show(screen, here)
		b.Shot("cases-" + name + "-empty")
		b.Sample()
		b.Show(screen, here)
		b.Shot("cases-" + name + "-sample")
		b.Put(cases(2000)...)
		b.Show(screen, here)
		b.Shot("cases-" + name + "-many")
		b.Show(screen, desk.Route{Screen: desk.ScreenCases, Words: "zzz"})
		b.Shot("cases-" + name + "-nothing")
	})
}

// cases makes cases with titles of every length.
func cases(n int) []model.Record {
	out := make([]model.Record, n)
	status := []string{"open", "closed"}
	for i := range out {
		r := model.NewRecord("case")
		r.Set("reference", model.TextValue(fmt.Sprintf("UZ-%04d/%d", i, 2000+i%26)))
		title := fmt.Sprintf("Village %d", i)
		for range i % 9 {
			title += " and its neighbours"
		}
		r.Set("title", model.TextValue(title))
		r.Set("status", model.TextValue(status[i%2]))
		out[i] = r
	}
	return out
}

func TestListOfCases(t *testing.T) {
	t.Run("shows every case and says how many", func(t *testing.T) {
		b, _ := open(t)
		for _, words := range []string{"SAMPLE-1", "SAMPLE-2", "SAMPLE-3", "3 cases", "Artur Avakian"} {
			if !desktest.Says(b, words) {
				t.Errorf("%q is not shown", words)
			}
		}
	})
	t.Run("finds a case in another script, behind those spelled as typed", func(t *testing.T) {
		b, list := open(t)
		b.New1("case", map[string]model.Value{"title": model.TextValue("Дело Авакяна"), "reference": model.TextValue("2016/3")})
		b.Window().Canvas().Focus(desktest.Line(b, "Find a case"))
		b.Type("avakian")
		if !desktest.Says(b, "1 case, then 1 in other spellings and scripts") {
			t.Error("it does not say how many are spelled otherwise")
		}
		b.Press(fyne.KeyDown, fyne.KeyEnd)
		if list.Selected() != 1 || !desktest.Says(b, "2016/3") {
			t.Errorf("line %d of 2", list.Selected())
		}
	})
	t.Run("finds a case by a person in it, as one types", func(t *testing.T) {
		b, _ := open(t)
		b.Window().Canvas().Focus(desktest.Line(b, "Find a case"))
		b.Type("avakian")
		if !desktest.Says(b, "SAMPLE-2") || desktest.Says(b, "SAMPLE-1") || !desktest.Says(b, "1 case") {
			t.Error("not the one case of Avakian is shown")
		}
		b.Press(fyne.KeyReturn, fyne.KeyReturn)
		if got := b.Get(b.Went1().Case).Text("reference"); got != "SAMPLE-2" {
			t.Errorf("Enter, Enter opened %q", got)
		}
	})
	t.Run("shows what to do where nothing matches", func(t *testing.T) {
		b, _ := open(t)
		b.Show(screen, desk.Route{Screen: desk.ScreenCases, Words: "zzz"})
		if !desktest.Says(b, "No case matches.") {
			t.Error("nothing is said")
		}
		test.Tap(desktest.Button(b, "Clear"))
		if !desktest.Says(b, "SAMPLE-1") || desktest.Line(b, "Find a case").Text != "" {
			t.Error("clearing did not bring the cases back")
		}
	})
	t.Run("keeps to a status", func(t *testing.T) {
		b, _ := open(t)
		b.Desk.Set(b.Records("case")[0].ID, "status", model.TextValue("closed"))
		status := desktest.Find[*ui.TermSelect](b)[0]
		status.Load("closed")
		status.OnChanged("closed")
		if !desktest.Says(b, "1 case") {
			t.Error("not one case is shown")
		}
	})
	t.Run("sorts by what is tapped", func(t *testing.T) {
		b, _ := open(t)
		for desc, want := range map[bool]string{false: "SAMPLE-1", true: "SAMPLE-3"} {
			desktest.Find[*ui.Columns](b)[0].OnSort("reference", desc)
			b.Press(fyne.KeyHome, fyne.KeyReturn)
			if got := b.Get(b.Went1().Case).Text("reference"); got != want {
				t.Errorf("first is %q, not %q", got, want)
			}
		}
	})
	t.Run("is come back to as it was left", func(t *testing.T) {
		b, list := open(t)
		list.OnSort("reference", true)
		b.Press(fyne.KeyHome, fyne.KeyDown, fyne.KeyReturn)
		if len(b.Went) != 2 {
			t.Fatalf("%d places, not the list as it stands and the case", len(b.Went))
		}
		b.Show(screen, b.Went[0])
		b.Press(fyne.KeyReturn)
		if first, again := b.Went[1].Case, b.Went1().Case; first != again {
			t.Error("another case is chosen")
		}
	})
	t.Run("keeps the chosen case when an edit moves it", func(t *testing.T) {
		b, _ := open(t)
		b.Press(fyne.KeyEnd, fyne.KeyReturn)
		chosen := b.Went1().Case
		b.Show(screen, here)
		list := desktest.Find[*ui.Columns](b)[0]
		b.Press(fyne.KeyEnd)
		b.Desk.Set(chosen, "title", model.TextValue("now the newest"))
		if list.Selected() != 0 {
			t.Errorf("line %d is chosen", list.Selected())
		}
		b.Press(fyne.KeyReturn)
		if b.Went1().Case != chosen {
			t.Error("another case is chosen")
		}
	})
}

func TestNewCase(t *testing.T) {
	t.Run("an empty file offers the first case to Enter", func(t *testing.T) {
		b := desktest.New(t, desktest.Look{})
		b.Show(screen, here)
		b.Press(fyne.KeyReturn)
		cases := b.Records("case")
		if len(cases) != 1 || b.Went1().Case != cases[0].ID || cases[0].Text("status") != "open" {
			t.Fatalf("%d cases, went to %v", len(cases), b.Went1())
		}
	})
	t.Run("a file that can only be read offers none", func(t *testing.T) {
		b, _ := open(t)
		b.ReadOnly()
		b.Show(screen, here)
		if !desktest.Button(b, "New case").Disabled() {
			t.Error("a case can be made")
		}
	})
}

func TestAnOlderAnswerIsDropped(t *testing.T) {
	b, _ := open(t)
	slow := &late{}
	b.Desk.Runner = slow
	line := desktest.Line(b, "Find a case")
	line.OnChanged("avakian")
	line.OnChanged("khamidkariev")
	slow.answers[1]()
	slow.answers[0]()
	if !desktest.Says(b, "SAMPLE-1") || desktest.Says(b, "SAMPLE-2") {
		t.Error("an older answer took the place of the newer")
	}
}

// late answers when the test says so.
type late struct{ answers []func() }

func (l *late) Do(work, done func())               { work(); l.answers = append(l.answers, done) }
func (l *late) After(time.Duration, func()) func() { return func() {} }

// BenchmarkOpenList100k measures the screen's part of opening a file of
// 100,000 cases: from the route to the first rows drawn.
func BenchmarkOpenList100k(b *testing.B) {
	bench := desktest.New(b, desktest.Look{})
	bench.Put(cases(100_000)...)
	for b.Loop() {
		bench.Show(screen, here)
		bench.Window().Canvas().Capture()
	}
}
