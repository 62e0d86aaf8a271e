package duplicates_test

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/duplicates"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

func screen(d *desk.Desk, r desk.Route) desk.Pane { return duplicates.New(d, r) }

var all = desk.Route{Screen: desk.ScreenDuplicates}

func text(s string) model.Value { return model.TextValue(s) }

// bench is a file in which three people are recorded twice, and a father and a
// son once each.
type bench struct {
	*desktest.Bench
	pairs [3][2]model.Record
}

func newBench(t *testing.T, l desktest.Look) *bench {
	t.Helper()
	b := &bench{Bench: desktest.New(t, l)}
	moscow := b.New1("case", map[string]model.Value{"reference": text("2014/17"), "title": text("The taxi in Moscow")})
	names := [3][2]string{
		{"Мирсобир Хамидкариев", "Mirsobir Khamidkariev"},
		{"Ganikhon Mamatkhanov", "Ганихон Маматханов"},
		{"Salijon Abdurahmonov", "Солижон Абдурахманов"},
	}
	for i, pair := range names {
		for k, name := range pair {
			p := b.person(name)
			b.pairs[i][k] = p
			if i == 0 {
				b.Set(b.DB, p.ID, "birth", date(t, []string{"1978", "5 May 1978"}[k]))
				b.Set(b.DB, p.ID, "occupation", text([]string{"Film producer", "Businessman"}[k]))
			}
		}
	}
	b.New1("participant", map[string]model.Value{"case": model.RefValue(moscow.ID), "person": model.RefValue(b.pairs[0][0].ID)})
	father, son := b.person("Olim Hasanovich Karimov"), b.person("Hasan Olimovich Karimov")
	b.New1("relationship", map[string]model.Value{"person": model.RefValue(father.ID), "other": model.RefValue(son.ID), "kind": text("child")})
	return b
}

func (b *bench) person(name string) model.Record {
	b.TB.Helper()
	p := b.New1("person", nil)
	b.New1("person_name", map[string]model.Value{"person": model.RefValue(p.ID), "text": text(name)})
	return p
}

func date(t *testing.T, words string) model.Value {
	t.Helper()
	d, err := model.ParseDate(words)
	if err != nil {
		t.Fatal(err)
	}
	return model.DateValue(d)
}

// open shows the screen once all was looked through.
func (b *bench) open(r desk.Route) desk.Pane {
	b.TB.Helper()
	p := b.Show(screen, r)
	b.pass()
	return p
}

func (b *bench) pass() {
	for range 50 {
		b.Clock.Pass()
	}
}

// papers records people of whom nothing is known but the number of a paper, which two
// of them have each.
func (b *bench) papers(pairs int) {
	b.TB.Helper()
	_, err := b.DB.Do(context.Background(), "import", func(tx *store.Tx) error {
		for i := range 2 * pairs {
			p, paper := model.NewRecord("person"), model.NewRecord("identity_document")
			paper.Set("person", model.RefValue(p.ID))
			paper.Set("number", text("AA "+strconv.Itoa(1_000_000+i/2)))
			if err := errors.Join(tx.Put(p), tx.Put(paper)); err != nil {
				return err
			}
		}
		return nil
	})
	b.Must(err)
}

// held is a runner that does nothing until the test says so.
type held struct{ queue []func() }

func (r *held) Do(work, done func()) { r.queue = append(r.queue, func() { work(); done() }) }

func (r *held) After(_ time.Duration, f func()) func() {
	r.queue = append(r.queue, f)
	return func() {}
}

// all does what was put off, and what follows from it.
func (r *held) all() {
	for len(r.queue) > 0 {
		f := r.queue[0]
		r.queue = r.queue[1:]
		f()
	}
}

func (b *bench) says(words ...string) {
	b.TB.Helper()
	for _, w := range words {
		if !desktest.Says(b.Bench, w) {
			b.TB.Errorf("%q is not shown", w)
		}
	}
}

func (b *bench) progress(at, of int) string {
	return b.Desk.Words.T("duplicates.progress", map[string]any{"At": b.Desk.Words.Number(at), "Of": b.Desk.Words.Number(of)})
}

// to looks at one of the pairs.
func (b *bench) to(pair int) {
	b.TB.Helper()
	b.Press(fyne.KeyHome)
	for range b.pairs {
		if b.shown(b.pairs[pair][0]) {
			return
		}
		b.Press(fyne.KeyN)
	}
	b.TB.Fatal("the pair is not in the list")
}

// shown tells whether a person is one of the two that are looked at.
func (b *bench) shown(p model.Record) bool {
	for _, w := range desktest.Find[*ui.Text](b.Bench) {
		if w.Visible() && w.Text() == b.Desk.Title(p) {
			return true
		}
	}
	return false
}

// left is how many pairs the list has.
func (b *bench) left(n int) {
	b.TB.Helper()
	if w := b.Desk.Words.N("duplicates.pairs", n); !desktest.Says(b.Bench, w) {
		b.TB.Errorf("it does not say %q", w)
	}
}

func (b *bench) judgements() map[string]int {
	b.TB.Helper()
	out := map[string]int{}
	for _, j := range b.Records("judgement") {
		out[j.Text("judgement")]++
	}
	return out
}

func TestPersonsWhoMayBeRecordedTwice(t *testing.T) {
	t.Run("are found in the whole file, and shown side by side with what agrees and why", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.open(all)
		b.left(3)
		b.to(0)
		b.says("Мирсобир Хамидкариев", "Mirsobir Khamidkariev", "1978", "The taxi in Moscow",
			b.Desk.Words.T("alike.why.script"), b.Desk.Words.T("alike.why.birth_same"))
		agrees, differs := 0, 0
		for _, w := range []string{"duplicates.agrees", "duplicates.differs"} {
			if desktest.Says(b.Bench, b.Desk.Words.T(w)) {
				if w == "duplicates.agrees" {
					agrees++
				} else {
					differs++
				}
			}
		}
		if agrees == 0 || differs == 0 {
			t.Error("it does not say what agrees and what differs")
		}
	})
	t.Run("are decided by keys alone, and the next stands in their place", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.open(all)
		for i, key := range []fyne.KeyName{fyne.KeyS, fyne.KeyD, fyne.KeyU} {
			if b.Focused() != fyne.Focusable(desktest.Find[*ui.Columns](b.Bench)[0]) {
				t.Fatal("the keyboard is elsewhere")
			}
			b.Press(key)
			b.left(2 - i)
		}
		if got := b.judgements(); got["same"] != 1 || got["not_same"] != 1 || got["unsure"] != 1 {
			t.Errorf("answered: %v", got)
		}
		if n := len(b.Records("person")); n != 8 {
			t.Errorf("%d persons are left", n)
		}
		b.says(b.Desk.Words.T("duplicates.none"), b.Desk.Words.T("duplicates.none.teach")[:40])
	})
	t.Run("are passed over without an answer, forth and back", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		p := b.open(all)
		b.Press(fyne.KeyN)
		b.says(b.progress(2, 3))
		b.Press(fyne.KeyB)
		b.says(b.progress(1, 3))
		_, commands := p.(desk.Commander).Commands()
		commands[len(commands)-1].Do()
		b.says(b.progress(2, 3))
		if len(b.Records("judgement")) != 0 {
			t.Error("an answer was written that nobody gave")
		}
	})
	t.Run("come back when the answer is undone", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.open(all)
		b.Press(fyne.KeyS)
		b.left(2)
		b.Offer()
		b.left(3)
	})
	t.Run("that are decided have their list, and can be decided anew there", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.open(all)
		b.Press(fyne.KeyS, fyne.KeyU)
		desktest.Button(b.Bench, b.Desk.Words.T("duplicates.decided")).Tapped(nil)
		b.left(1)
		b.says(b.Desk.Words.Word("judgement", "same"), "A. Tester")
		b.Press(fyne.KeyD)
		if got := b.judgements(); got["same"] != 0 || got["not_same"] != 1 {
			t.Errorf("answered: %v", got)
		}
		desktest.Button(b.Bench, b.Desk.Words.T("duplicates.unsure")).Tapped(nil)
		b.left(1)
		b.Press(fyne.KeyS)
		b.left(0)
		b.says(b.Desk.Words.T("duplicates.none.unsure"))
	})
	t.Run("that were decided are not said to be none where none is unsure", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.open(all)
		desktest.Button(b.Bench, b.Desk.Words.T("duplicates.decided")).Tapped(nil)
		b.says(b.Desk.Words.T("duplicates.none.decided"))
		desktest.Button(b.Bench, b.Desk.Words.T("duplicates.open")).Tapped(nil)
		b.Press(fyne.KeyS)
		desktest.Button(b.Bench, b.Desk.Words.T("duplicates.unsure")).Tapped(nil)
		b.says(b.Desk.Words.T("duplicates.none.unsure"))
		if desktest.Says(b.Bench, b.Desk.Words.T("duplicates.none.decided")) {
			t.Error("it says that nothing was decided")
		}
	})
	t.Run("are answered by a key, and what was answered is said", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.open(all)
		for key, word := range map[fyne.KeyName]string{fyne.KeyS: "same", fyne.KeyD: "not_same", fyne.KeyU: "unsure"} {
			b.Press(key)
			if want := b.Desk.Words.Word("judgement", word); !strings.Contains(b.Said[len(b.Said)-1], want) {
				t.Errorf("%s does not say %q", key, want)
			}
		}
	})
	t.Run("are never wholly alike, however they agree", func(t *testing.T) {
		b := &bench{Bench: desktest.New(t, desktest.Look{})}
		for range 2 {
			p := b.person("Mirsobir Khamidkariev")
			b.Set(b.DB, p.ID, "birth", date(t, "5 May 1978"))
		}
		b.open(all)
		percent := func(n string) string {
			return b.Desk.Words.T("duplicates.percent", map[string]any{"Percent": n})
		}
		b.says(percent("99"))
		if desktest.Says(b.Bench, percent("100")) {
			t.Error("it looks as if no doubt were left")
		}
	})
	t.Run("are remembered from one visit to the next, which finds who changed since", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.open(all)
		b.person("Agzam Farmonov")
		other := b.person("Азам Фармонов")
		b.open(all)
		b.left(4)
		b.Reopen()
		b.open(all)
		b.left(4)
		if !b.Desk.Delete(b.Get(other.ID)) {
			t.Fatal("not deleted")
		}
		b.open(all)
		b.left(3)
	})
	t.Run("are found while one is here, too, once asked for", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.open(all)
		b.person("Agzam Farmonov")
		b.person("Азам Фармонов")
		desktest.Button(b.Bench, b.Desk.Words.T("duplicates.again")).Tapped(nil)
		b.pass()
		b.left(4)
	})
	t.Run("are not answered before they are shown", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		r := &held{}
		b.Desk.Runner = r
		b.Show(screen, all)
		r.all()
		b.Press(fyne.KeyN, fyne.KeyS)
		if n := len(b.Records("judgement")); n != 0 {
			t.Errorf("%d answers to what nobody saw", n)
		}
		r.all()
		b.says(b.progress(2, 3))
		b.Press(fyne.KeyS)
		if n := len(b.Records("judgement")); n != 1 {
			t.Errorf("%d answers", n)
		}
	})
	t.Run("are none in a file where nobody is", func(t *testing.T) {
		b := &bench{Bench: desktest.New(t, desktest.Look{})}
		b.open(all)
		b.left(0)
		b.says(b.Desk.Words.T("duplicates.none"))
		b.Press(fyne.KeyN, fyne.KeyB, fyne.KeyS, fyne.KeyD, fyne.KeyU, fyne.KeyHome, fyne.KeyEnd)
		if n := len(b.Records("judgement")); n != 0 {
			t.Errorf("%d answers", n)
		}
	})
	t.Run("are walked through by keys when they are a thousand", func(t *testing.T) {
		b := &bench{Bench: desktest.New(t, desktest.Look{})}
		const many = 1000
		b.papers(many)
		b.open(all)
		b.left(many)
		for range 20 {
			b.Press(fyne.KeyN)
		}
		b.says(b.progress(21, many))
		for i := range 10 {
			b.Press(fyne.KeyS)
			b.left(many - 1 - i)
		}
		b.Press(fyne.KeyEnd)
		b.says(b.progress(many-10, many-10))
		b.Press(fyne.KeyD)
		b.left(many - 11)
		if got := b.judgements(); got["same"] != 10 || got["not_same"] != 1 {
			t.Errorf("answered: %v", got)
		}
		b.open(all)
		b.left(many - 11)
	})
	t.Run("of whom one was deleted meanwhile are no pair", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.open(all)
		b.to(0)
		if !b.Desk.Delete(b.pairs[0][0]) {
			t.Fatal("not deleted")
		}
		b.pass()
		b.left(2)
		b.Press(fyne.KeyS)
		if j := b.Records("judgement"); len(j) != 1 || j[0].Ref("person") == b.pairs[0][0].ID || j[0].Ref("other") == b.pairs[0][0].ID {
			t.Error("somebody who is gone was judged, or nobody")
		}
	})
	t.Run("that were decided before one was deleted say so", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.open(all)
		b.to(0)
		b.Press(fyne.KeyS)
		if !b.Desk.Delete(b.pairs[0][0]) {
			t.Fatal("not deleted")
		}
		desktest.Button(b.Bench, b.Desk.Words.T("duplicates.decided")).Tapped(nil)
		b.says(b.Desk.Words.T("duplicates.gone"))
	})
	t.Run("of whom one lost their name for good are no pair any more", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.open(all)
		b.to(0)
		n, err := b.DB.Rows(context.Background(), "person_name", b.pairs[0][0].ID)
		b.Must(err)
		if !b.Desk.Do("purge", func(tx *store.Tx) error { return tx.Purge(n[0].ID, "text", "withdrawn") }) {
			t.Fatal("not removed")
		}
		b.left(2)
		b.pass()
		b.left(2)
		b.open(all)
		b.left(2)
	})
	t.Run("lead to either record", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.open(all)
		b.to(0)
		desktest.Button(b.Bench, b.Desk.Words.T("action.open")).Tapped(nil)
		if r := b.Went1(); r.Record != b.pairs[0][0].ID && r.Record != b.pairs[0][1].ID {
			t.Error("it leads elsewhere")
		}
	})
	t.Run("cannot be decided in a file that is only looked at", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.ReadOnly()
		b.open(all)
		b.left(3)
		b.Press(fyne.KeyS)
		for _, w := range desktest.Find[*ui.Button](b.Bench) {
			if w.Label() == b.Desk.Words.T("duplicates.same") {
				t.Error("it can be answered")
			}
		}
		if n := len(b.Records("judgement")); n != 0 {
			t.Errorf("%d answers", n)
		}
	})
	t.Run("are judged by a colleague, too, and the list hears of it", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		dilbar := b.Colleague("Dilbar")
		b.open(all)
		j := model.NewJudgement(b.pairs[1][0].ID, b.pairs[1][1].ID)
		j.Set("judgement", text("same"))
		_, err := dilbar.Do(context.Background(), "judge", func(tx *store.Tx) error { return tx.Put(j) })
		b.Must(err)
		b.Take(dilbar)
		b.left(2)
	})
}

func TestLettersAreAnswersOnlyHere(t *testing.T) {
	b := newBench(t, desktest.Look{})
	heard := 0
	b.Window().Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { heard++ })
	b.open(all)
	b.Press(fyne.KeyF9)
	b.Pane.Leave()
	b.Window().Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyS})
	if heard != 2 || len(b.Records("judgement")) != 0 {
		t.Errorf("%d keys reached whom they were meant for", heard)
	}
}

func TestLook(t *testing.T) {
	desktest.InLooks(t, desktest.Looks, func(t *testing.T, name string, l desktest.Look) {
		b := newBench(t, l)
		b.open(all)
		b.Press(fyne.KeyHome, fyne.KeyN) // nothing is looked for in the window before: that makes it draw anew
		b.Shot("duplicates-" + name)
		b.Press(fyne.KeyS, fyne.KeyU, fyne.KeyD)
		b.Shot("duplicates-none-" + name)
		b.open(desk.Route{Screen: desk.ScreenDuplicates, Section: "decided"})
		b.Shot("duplicates-decided-" + name)
	})
}
