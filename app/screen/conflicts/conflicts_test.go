package conflicts_test

import (
	"bytes"
	"context"
	"iter"
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/conflicts"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

func screen(d *desk.Desk, r desk.Route) desk.Pane { return conflicts.New(d, r) }

var all = desk.Route{Screen: desk.ScreenConflicts}

// bench is a file in which two people wrote apart: in two cases, four fields.
type bench struct {
	*desktest.Bench
	one, two model.Record
}

func text(s string) model.Value { return model.TextValue(s) }

func newBench(t *testing.T, l desktest.Look) *bench {
	t.Helper()
	b := &bench{Bench: desktest.New(t, l)}
	b.one = b.New1("case", map[string]model.Value{"reference": text("2014/17"), "title": text("The taxi in Moscow")})
	b.two = b.New1("case", map[string]model.Value{"reference": text("2005/1"), "title": text("The square in Andijan")})
	event := b.New1("event", map[string]model.Value{"cases": model.RefsValue(b.one.ID), "title": text("Abduction"), "account": text("They came in the evening.")})
	dilbar := b.Colleague("Dilbar")
	b.Set(dilbar, b.one.ID, "title", text("Taken from a taxi"))
	b.Set(b.DB, b.one.ID, "title", text("The taxi at the station"))
	b.Set(dilbar, b.two.ID, "summary", text("Hundreds were shot on 13 May."))
	b.Set(b.DB, b.two.ID, "summary", text("Hundreds were shot on 13 May 2005, many of them on the avenue."))
	b.Set(dilbar, b.two.ID, "tags", model.ListValue("Andijan"))
	b.Set(b.DB, b.two.ID, "tags", model.ListValue("massacre"))
	b.Set(dilbar, event.ID, "account", text("They came in the evening, four of them, in a grey car."))
	b.Set(b.DB, event.ID, "account", text("They came in the evening, about nine."))
	b.Take(dilbar)
	return b
}

func (b *bench) left() int {
	b.TB.Helper()
	n, err := b.DB.CountConflicts(context.Background())
	b.Must(err)
	return n
}

func (b *bench) says(words ...string) {
	b.TB.Helper()
	for _, w := range words {
		if !desktest.Says(b.Bench, w) {
			b.TB.Errorf("%q is not shown", w)
		}
	}
}

func (b *bench) progress(at, of string) string {
	return b.Desk.Words.T("conflict.progress", map[string]any{"At": at, "Of": of})
}

func TestTheListOfConflicts(t *testing.T) {
	t.Run("leads through all of them by keys alone, those of a case together", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.Show(screen, all)
		if b.left() != 4 {
			t.Fatalf("%d conflicts", b.left())
		}
		b.says(b.progress("1", "4"), "2005/1", b.Desk.Words.T("conflict.shown"))
		b.Press(fyne.KeyDown, fyne.KeyDown)
		b.says(b.progress("3", "4"), "2014/17")
		for want := 3; want >= 0; want-- {
			b.Press(fyne.KeyHome, fyne.KeyReturn, fyne.KeyReturn) // the first, into its values, take
			if b.left() != want {
				t.Fatalf("%d are left, not %d", b.left(), want)
			}
			if want > 0 {
				b.says(b.progress("1", string(rune('0'+want))))
				ui.Focus(desktest.Find[*ui.Columns](b.Bench)[0])
			}
		}
		b.says(b.Desk.Words.T("conflict.none"))
	})
	t.Run("of a case has its own only", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.Show(screen, desk.Route{Screen: desk.ScreenConflicts, Case: b.one.ID})
		b.says(b.Desk.Words.N("conflict.fields", 2), b.progress("1", "2"))
	})
	t.Run("goes to the next and the one before from the menu", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		p := b.Show(screen, all).(desk.Commander)
		_, commands := p.Commands()
		commands[1].Do()
		b.says(b.progress("2", "4"))
		commands[0].Do()
		commands[0].Do()
		b.says(b.progress("1", "4"))
	})
	t.Run("takes back what was taken", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.Show(screen, desk.Route{Screen: desk.ScreenConflicts, Case: b.one.ID})
		before := b.Get(b.one.ID).Text("title")
		for _, r := range desktest.Find[*ui.ActionRow](b.Bench) {
			if r.Title() != before && len(r.Acts()) == 1 {
				r.Acts()[0].(*ui.Button).Tapped(nil)
				break
			}
		}
		if b.Get(b.one.ID).Text("title") == before {
			t.Fatal("nothing was taken")
		}
		b.Offer()
		if b.Get(b.one.ID).Text("title") != before {
			t.Error("undo does not bring back what was shown")
		}
	})
	t.Run("leads to the record in its case", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.Show(screen, desk.Route{Screen: desk.ScreenConflicts, Case: b.two.ID})
		desktest.Button(b.Bench, b.Desk.Words.T("conflict.open")).Tapped(nil)
		if r := b.Went1(); r.Screen != desk.ScreenCase || r.Case != b.two.ID {
			t.Errorf("it went to %q", r.Screen)
		}
	})
	t.Run("of a file that is only looked at takes nothing", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.ReadOnly()
		b.Show(screen, all)
		for _, w := range desktest.Find[*ui.Button](b.Bench) {
			if w.Label() == b.Desk.Words.T("conflict.take") {
				t.Error("a value can be taken")
			}
		}
	})
	t.Run("is empty where nothing waits", func(t *testing.T) {
		b := &bench{Bench: desktest.New(t, desktest.Look{})}
		b.Show(screen, all)
		b.says(b.Desk.Words.T("conflict.none"))
	})
}

func TestLook(t *testing.T) {
	desktest.InLooks(t, desktest.Looks, func(t *testing.T, name string, l desktest.Look) {
		b := newBench(t, l)
		b.Show(screen, all)
		b.Shot("conflicts-" + name)
		b.spoil()
		b.Show(screen, desk.Route{Screen: desk.ScreenConflicts, Section: conflicts.Waiting})
		b.Shot("quarantine-" + name)
		b.Show(screen, all)
		b.Shot("conflicts-waiting-" + name)
	})
}

// spoiled is a colleague's file of which a word was changed on its way.
type spoiled struct {
	*store.DB
	was, is string
}

// Links gives the links with the word changed.
func (s spoiled) Links(ctx context.Context, stream model.ID, from, to uint64) iter.Seq2[journal.Link, error] {
	return func(yield func(journal.Link, error) bool) {
		for l, err := range s.DB.Links(ctx, stream, from, to) {
			l.Body = bytes.ReplaceAll(l.Body, []byte(s.was), []byte(s.is))
			if !yield(l, err) {
				return
			}
		}
	}
}

// garbled is a colleague's file whose newest work is cut in the middle.
type garbled struct{ *store.DB }

// Links gives the links with half of each entry.
func (g garbled) Links(ctx context.Context, stream model.ID, from, to uint64) iter.Seq2[journal.Link, error] {
	return func(yield func(journal.Link, error) bool) {
		for l, err := range g.DB.Links(ctx, stream, from, to) {
			l.Body = l.Body[:len(l.Body)/2]
			if !yield(l, err) {
				return
			}
		}
	}
}

// spoil has a colleague's work come with a word changed on its way.
func (b *bench) spoil() {
	b.TB.Helper()
	rustam := b.Colleague("Rustam")
	b.Set(b.DB, b.one.ID, "summary", text("He was seen in Butyrka."))
	b.Set(rustam, b.one.ID, "summary", text("He was seen in June."))
	b.Take(spoiled{rustam, "in June.", "in July."})
}

func TestWhatCameAndWasNotTaken(t *testing.T) {
	waiting := desk.Route{Screen: desk.ScreenConflicts, Section: conflicts.Waiting}
	quarantine := func(b *bench) []store.Quarantined {
		q, err := b.DB.Quarantine(context.Background())
		b.Must(err)
		return q
	}
	open := func(t *testing.T) *bench {
		b := newBench(t, desktest.Look{})
		b.spoil()
		if len(quarantine(b)) != 1 {
			t.Fatalf("%d streams are in quarantine", len(quarantine(b)))
		}
		b.Show(screen, waiting)
		return b
	}
	t.Run("is explained: what happened, what is safe, what to do", func(t *testing.T) {
		b := open(t)
		for _, key := range []string{"quarantine.happened.broken", "quarantine.safe.broken", "quarantine.do.broken"} {
			b.says(b.Desk.Words.T(key)[:40])
		}
		b.says("Rustam")
	})
	t.Run("can be read", func(t *testing.T) {
		b := open(t)
		desktest.Button(b.Bench, b.Desk.Words.T("quarantine.says")).Tapped(nil)
		b.says("He was seen in July.")
	})
	t.Run("is written as one's own after a question", func(t *testing.T) {
		b := open(t)
		desktest.Button(b.Bench, b.Desk.Words.T("quarantine.take")).Tapped(nil)
		if len(quarantine(b)) != 1 {
			t.Fatal("it was taken without a question")
		}
		desktest.Button(b.Bench, b.Desk.Words.T("quarantine.yes.take")).Tapped(nil)
		if len(quarantine(b)) != 0 {
			t.Error("it still waits")
		}
		cs, err := b.DB.Conflicts(context.Background(), b.one.ID)
		b.Must(err)
		found := false
		for _, c := range cs {
			for _, v := range c.Values {
				found = found || c.Field == "summary" && v.Value.Text() == "He was seen in July."
			}
		}
		if !found {
			t.Error("what it says does not stand beside what was there")
		}
		b.says(b.Desk.Words.T("quarantine.none"))
	})
	t.Run("is forgotten after a question, and the cautious answer is at hand", func(t *testing.T) {
		b := open(t)
		desktest.Button(b.Bench, b.Desk.Words.T("quarantine.drop")).Tapped(nil)
		b.Press(fyne.KeyReturn)
		if len(quarantine(b)) != 1 {
			t.Fatal("Enter forgot it")
		}
		desktest.Button(b.Bench, b.Desk.Words.T("quarantine.drop")).Tapped(nil)
		desktest.Button(b.Bench, b.Desk.Words.T("quarantine.yes.drop")).Tapped(nil)
		if len(quarantine(b)) != 0 {
			t.Error("it is still there")
		}
	})
	t.Run("that makes no sense cannot be taken over, and says so", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		rustam := b.Colleague("Rustam")
		b.Set(rustam, b.one.ID, "summary", text("He was seen in June."))
		b.Take(garbled{rustam})
		if len(quarantine(b)) != 1 {
			t.Fatalf("%d streams are in quarantine", len(quarantine(b)))
		}
		b.Show(screen, waiting)
		desktest.Button(b.Bench, b.Desk.Words.T("quarantine.says")).Tapped(nil)
		b.says(b.Desk.Words.T("quarantine.unreadable"))
		b.Press(fyne.KeyEscape)
		desktest.Button(b.Bench, b.Desk.Words.T("quarantine.take")).Tapped(nil)
		desktest.Button(b.Bench, b.Desk.Words.T("quarantine.yes.take")).Tapped(nil)
		b.says(b.Desk.Words.T("quarantine.unreadable"))
		if len(quarantine(b)) != 1 {
			t.Error("it is gone")
		}
	})
	t.Run("every reason has its words", func(t *testing.T) {
		b := desktest.New(t, desktest.Look{})
		for _, r := range []store.QuarantineReason{store.Forged, store.Forked, store.Broken, store.Malformed, store.Unproven, store.OtherKind} {
			for _, part := range []string{"reason", "happened", "safe", "do"} {
				if !b.Desk.Words.Has("quarantine." + part + "." + string(r)) {
					t.Errorf("%s has no words for %s", r, part)
				}
			}
		}
	})
}
