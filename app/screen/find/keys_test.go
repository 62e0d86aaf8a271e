package find_test

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/find"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/question"
)

// command does what a shortcut of the screen does.
func command(t *testing.T, b *desktest.Bench, key string) {
	t.Helper()
	_, all := b.Pane.(*find.Screen).Commands()
	for _, c := range all {
		if c.Key == key {
			c.Do()
			return
		}
	}
	t.Fatalf("no command %s", key)
}

func inEach(t *testing.T, f func(t *testing.T, b *desktest.Bench)) {
	for _, lang := range []string{"en", "ru", "uz"} {
		t.Run(lang, func(t *testing.T) { f(t, desktest.New(t, desktest.Look{Lang: lang})) })
	}
}

func TestByKeysInEachLanguage(t *testing.T) {
	t.Run("a file without records says so, and Enter leads nowhere", func(t *testing.T) {
		inEach(t, func(t *testing.T, b *desktest.Bench) {
			b.Show(screen, about("case"))
			b.Press(fyne.KeyEscape, fyne.KeyF6, fyne.KeyReturn, fyne.KeyEnd, fyne.KeyReturn)
			if len(b.Went) != 0 || !desktest.Says(b, b.Desk.Words.T("find.none_at_all")) {
				t.Error("it led somewhere, or nothing is said")
			}
		})
	})
	t.Run("a question that nothing answers says so", func(t *testing.T) {
		inEach(t, func(t *testing.T, b *desktest.Bench) {
			b.Sample()
			b.Show(screen, find.Route(question.Question{Of: "case", Where: question.Text{Words: "zzzzqqq", Exact: true}}))
			b.Press(fyne.KeyF6, fyne.KeyReturn)
			if len(b.Went) != 0 || !desktest.Says(b, b.Desk.Words.T("find.none")) || !desktest.Says(b, b.Desk.Words.Count("case", 0)) {
				t.Error("it led somewhere, or nothing is said")
			}
		})
	})
	t.Run("an answer is opened by Enter, and the question kept by a name", func(t *testing.T) {
		inEach(t, func(t *testing.T, b *desktest.Bench) {
			b.Sample()
			b.Show(screen, find.Route(question.Question{Of: "case", Where: question.Filled{Field: "summary"}}))
			command(t, b, "find.save")
			b.Shortcut(&fyne.ShortcutSelectAll{})
			b.Type("Kept by keys")
			b.Press(fyne.KeyReturn)
			all := b.Records("saved_search")
			if len(all) != 1 || all[0].Text("title") != "Kept by keys" {
				t.Fatalf("%d are kept", len(all))
			}
			if !desktest.Button(b, b.Desk.Words.T("find.saved")).Disabled() {
				t.Error("it can be kept again")
			}
			ui.Focus(list(b))
			b.Press(fyne.KeyHome, fyne.KeyReturn)
			if b.Went1().Screen != desk.ScreenCase {
				t.Errorf("it went to %q", b.Went1().Screen)
			}
		})
	})
}

// many is a file of so many cases.
func many(t *testing.T, n int) *desktest.Bench {
	t.Helper()
	b := desktest.New(t, desktest.Look{})
	var rs []model.Record
	for i := range n {
		r := model.NewRecord("case")
		r.Set("reference", model.TextValue(fmt.Sprintf("UZ-%05d", i)))
		r.Set("title", model.TextValue(fmt.Sprintf("Village %d", i)))
		r.Set("status", model.TextValue([]string{"open", "closed"}[i%2]))
		rs = append(rs, r)
	}
	b.Put(rs...)
	return b
}

func TestTenThousandAnswers(t *testing.T) {
	n := 10_000
	if testing.Short() {
		n = 1_000
	}
	b := many(t, n)
	b.Show(screen, about("case"))
	opened := func(key fyne.KeyName) string {
		b.Went = nil
		ui.Focus(list(b))
		b.Press(key, fyne.KeyReturn)
		return b.Get(b.Went1().Case).Text("reference")
	}
	last := fmt.Sprintf("UZ-%05d", n-1)
	t.Run("are walked to the end by the keys", func(t *testing.T) {
		if got := opened(fyne.KeyEnd); got != last {
			t.Errorf("the last is %q", got)
		}
		if got := opened(fyne.KeyHome); got != "UZ-00000" {
			t.Errorf("the first is %q", got)
		}
	})
	t.Run("are sorted over the whole answer and not over a page of it", func(t *testing.T) {
		list(b).OnSort(id(t, question.Column{}), true)
		if got := opened(fyne.KeyHome); got != last {
			t.Errorf("the first downwards is %q", got)
		}
	})
	t.Run("show the first page before all are known, and keep the place", func(t *testing.T) {
		slow := &steps{}
		b.Desk.Runner = slow
		b.Show(screen, about("case"))
		slow.next() // begin
		slow.next() // the first page
		first := b.Desk.Words.T("find.counting", tr.V{"Some": b.Desk.Words.Count("case", 64)})
		if !desktest.Says(b, first) {
			t.Error("the first page is not there, or counts as all")
		}
		ui.Focus(list(b))
		b.Press(fyne.KeyHome, fyne.KeyDown, fyne.KeyDown)
		slow.all()
		if !desktest.Says(b, b.Desk.Words.Count("case", n)) || list(b).Selected() != 2 {
			t.Error("not all came, or another line is chosen")
		}
	})
	t.Run("of a question that was changed meanwhile are dropped", func(t *testing.T) {
		slow := &steps{}
		b.Desk.Runner = slow
		b.Show(screen, about("case"))
		pane := b.Pane
		slow.next()
		slow.next()
		pane.Leave()
		slow.all()
		if desktest.Says(b, b.Desk.Words.Count("case", n)) {
			t.Error("what was left goes on")
		}
	})
}

// steps runs what was asked for when the test says so.
type steps struct{ waiting []func() }

func (s *steps) Do(work, done func()) {
	s.waiting = append(s.waiting, func() { work(); done() })
}

func (s *steps) After(time.Duration, func()) func() { return func() {} }

func (s *steps) next() {
	if len(s.waiting) > 0 {
		f := s.waiting[0]
		s.waiting = s.waiting[1:]
		f()
	}
}

func (s *steps) all() {
	for len(s.waiting) > 0 {
		s.next()
	}
}
