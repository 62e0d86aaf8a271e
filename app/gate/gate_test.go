package gate_test

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/desk"
	"guvoh/app/gate"
	"guvoh/app/task"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/assets"
	"guvoh/model/slip39"
	"guvoh/model/store"
	"guvoh/model/vault"
)

// bench is a window with a clock that stands still.
type bench struct {
	*testing.T
	words *tr.Printer
	run   *task.Inline
	win   fyne.Window
}

func newBench(t *testing.T) *bench {
	t.Helper()
	bundle, err := tr.New(assets.Locale)
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{T: t, words: bundle.Printer("en", nil), run: &task.Inline{}}
	app := test.NewTempApp(t)
	ui.SetRunner(b.run)
	t.Cleanup(func() { ui.SetRunner(nil) })
	ui.SetLabels(desk.Labels(b.words))
	b.win = app.NewWindow("")
	b.win.Resize(fyne.NewSize(1000, 760))
	return b
}

func (b *bench) show(o fyne.CanvasObject) { b.win.SetContent(ui.NewRoot(o)) }

// each visits everything that is shown.
func each(o fyne.CanvasObject, f func(fyne.CanvasObject)) {
	f(o)
	switch o := o.(type) {
	case *fyne.Container:
		for _, part := range o.Objects {
			each(part, f)
		}
	case fyne.Widget:
		for _, part := range test.WidgetRenderer(o).Objects() {
			if part != o {
				each(part, f)
			}
		}
	}
}

func (b *bench) each(f func(fyne.CanvasObject)) { each(b.win.Content(), f) }

// press presses the button of those words.
func (b *bench) press(key string) {
	b.Helper()
	var found *ui.Button
	b.each(func(o fyne.CanvasObject) {
		if x, ok := o.(*ui.Button); ok && x.Label() == b.words.T(key) {
			found = x
		}
	})
	if found == nil {
		b.Fatalf("there is no button %q", b.words.T(key))
	}
	if found.Disabled() {
		b.Fatalf("the button %q is grey", b.words.T(key))
	}
	test.Tap(found)
}

func (b *bench) grey(key string) (grey bool) {
	b.each(func(o fyne.CanvasObject) {
		if x, ok := o.(*ui.Button); ok && x.Label() == b.words.T(key) {
			grey = x.Disabled()
		}
	})
	return grey
}

// entries gives the lines to type in, in their order.
func (b *bench) entries() (all []*ui.Entry) {
	b.each(func(o fyne.CanvasObject) {
		if e, ok := o.(*ui.Entry); ok {
			all = append(all, e)
		}
	})
	return all
}

func (b *bench) editor() (found *ui.Editor) {
	b.each(func(o fyne.CanvasObject) {
		if e, ok := o.(*ui.Editor); ok {
			found = e
		}
	})
	return found
}

// says reports whether a sentence is on the screen.
func (b *bench) says(sentence string) bool {
	said := false
	b.each(func(o fyne.CanvasObject) {
		if t, ok := o.(*ui.Text); ok && t.Visible() && strings.Contains(t.Text(), sentence) {
			said = true
		}
	})
	return said
}

func (b *bench) mustSay(key string) {
	b.Helper()
	if !b.says(b.words.T(key)) {
		b.Errorf("it does not say %q", b.words.T(key))
	}
}

func TestUnlock(t *testing.T) {
	var tried []vault.Secret
	answer := error(nil)
	unlock := func(t *testing.T) *bench {
		b := newBench(t)
		tried, answer = nil, nil
		u := gate.NewUnlock(gate.UnlockSpec{
			Words: b.words, Runner: b.run, Name: "cases.guvoh",
			Try:      func(s vault.Secret, done func(error)) { tried = append(tried, s); done(answer) },
			Identity: func(p string) (vault.Secret, error) { return vault.Words("identity " + p), nil },
			Other:    func() {}, Wipe: func() {},
		})
		b.show(u.Object())
		return b
	}
	t.Run("the passphrase is tried by Enter, as it was meant and not as it was typed", func(t *testing.T) {
		b := unlock(t)
		e := b.entries()[0]
		test.Type(e, "  oʻrik   va uzum ")
		e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if len(tried) != 1 || tried[0] != vault.Passphrase("o'rik va uzum") {
			t.Errorf("%d tried", len(tried))
		}
		if e.Text != "" {
			t.Error("what was typed is still there")
		}
	})
	t.Run("letters are hidden until they are asked for", func(t *testing.T) {
		b := unlock(t)
		if e := b.entries()[0]; !e.Password {
			t.Error("they are shown")
		}
		b.each(func(o fyne.CanvasObject) {
			if c, ok := o.(*ui.Check); ok {
				test.Tap(c)
			}
		})
		if e := b.entries()[0]; e.Password {
			t.Error("they stay hidden")
		}
	})
	t.Run("nothing typed is not tried", func(t *testing.T) {
		b := unlock(t)
		b.press("unlock.open")
		if len(tried) != 0 {
			t.Error("it was tried")
		}
		b.mustSay("unlock.empty")
	})
	t.Run("a wrong key is one sentence, and each makes the next wait longer", func(t *testing.T) {
		b := unlock(t)
		answer = store.ErrWrongKey
		waits := []int{}
		for range 9 {
			test.Type(b.entries()[0], "wrong")
			b.press("unlock.open")
			b.mustSay("problem.store.wrong_key")
			n := 0
			for b.grey("unlock.open") {
				test.Type(b.entries()[0], "x")
				b.entries()[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) // not before its time
				b.run.Pass()
				if n++; n > 100 {
					t.Fatal("it never ends")
				}
			}
			waits = append(waits, n)
		}
		if len(tried) != 9 {
			t.Errorf("%d were tried", len(tried))
		}
		for i, want := range []int{0, 1, 2, 4, 8, 16, 30, 30, 30} {
			if waits[i] != want {
				t.Fatalf("it waits %v seconds", waits)
			}
		}
	})
	t.Run("another failure says what it is and lets the person try again at once", func(t *testing.T) {
		b := unlock(t)
		answer = store.ErrInUse
		test.Type(b.entries()[0], "right")
		b.press("unlock.open")
		b.mustSay("problem.store.in_use")
		if b.grey("unlock.open") {
			t.Error("it waits")
		}
	})
	t.Run("words of a recovery sheet open, cut to four letters", func(t *testing.T) {
		b := unlock(t)
		secret := []byte("sixteen bytes ..")
		shares, err := slip39.Split(secret, 1, 1, nil)
		if err != nil {
			t.Fatal(err)
		}
		b.press("unlock.by_words")
		var short []string
		for _, w := range strings.Fields(shares[0]) {
			short = append(short, w[:4])
		}
		b.editor().SetText(strings.Join(short, " "))
		b.press("unlock.use_words")
		if len(tried) != 1 || string(tried[0].(vault.Words)) != string(secret) {
			t.Errorf("%d tried", len(tried))
		}
	})
	t.Run("shares open when there are enough, and say what is missing before", func(t *testing.T) {
		b := unlock(t)
		secret := []byte("sixteen bytes ..")
		shares, err := slip39.Split(secret, 2, 3, nil)
		if err != nil {
			t.Fatal(err)
		}
		b.press("unlock.by_words")
		type step struct{ text, says string }
		for _, s := range []step{
			{"academic acid zzzz", b.words.T("words.unknown", tr.V{"Number": 3})},
			{shares[2], b.words.N("words.more", 1, tr.V{"Number": 3, "Have": 1, "Need": 2})},
			{shares[2], b.words.T("words.twice")},
		} {
			b.editor().SetText(s.text)
			b.press("unlock.use_words")
			if !b.says(s.says) {
				t.Errorf("it does not say %q", s.says)
			}
		}
		if len(tried) != 0 {
			t.Fatal("too few were tried")
		}
		b.editor().SetText(shares[0])
		b.press("unlock.use_words")
		if len(tried) != 1 || string(tried[0].(vault.Words)) != string(secret) {
			t.Errorf("%d tried", len(tried))
		}
	})
	t.Run("the person's own key opens by its own passphrase", func(t *testing.T) {
		b := unlock(t)
		b.press("unlock.by_identity")
		test.Type(b.entries()[0], "mine")
		b.press("unlock.open")
		if len(tried) != 1 || string(tried[0].(vault.Words)) != "identity mine" {
			t.Errorf("%d tried", len(tried))
		}
	})
}

func TestChoose(t *testing.T) {
	var chosen []string
	choose := func(t *testing.T) *bench {
		b := newBench(t)
		chosen = nil
		b.show(gate.NewChoose(gate.ChooseSpec{
			Words: b.words, Runner: b.run, Title: "choose.title", Text: "choose.text", Yes: "choose.create",
			Hints: []string{"Khamidkariev"}, Done: func(p string) { chosen = append(chosen, p) }, Back: func() {},
		}).Object())
		return b
	}
	for _, c := range []struct{ name, first, second, says string }{
		{"nothing", "", "", "unlock.empty"},
		{"a name and a year", "Mirsobir1973", "Mirsobir1973", "choose.weak"},
		{"the name of the file", "khamidkariev", "khamidkariev", "choose.weak"},
		{"two that differ", "lantern river copper window seven", "lantern river copper window eight", "choose.differ"},
	} {
		t.Run(c.name+" is not taken", func(t *testing.T) {
			b := choose(t)
			test.Type(b.entries()[0], c.first)
			test.Type(b.entries()[1], c.second)
			b.press("choose.create")
			b.mustSay(c.says)
			if len(chosen) != 0 {
				t.Error("it was taken")
			}
		})
	}
	t.Run("what was suggested is strong, shown, and still typed once more", func(t *testing.T) {
		b := choose(t)
		b.press("choose.suggest")
		first := b.entries()[0]
		if len(strings.Fields(first.Text)) != 6 || first.Password {
			t.Fatalf("%d words, hidden: %v", len(strings.Fields(first.Text)), first.Password)
		}
		b.mustSay("passphrase.level.strong")
		b.press("choose.create")
		if len(chosen) != 0 {
			t.Fatal("it was taken without being typed")
		}
		test.Type(b.entries()[1], first.Text)
		b.press("choose.create")
		if len(chosen) != 1 || chosen[0] != first.Text {
			t.Errorf("%d taken", len(chosen))
		}
	})
}

func TestRecovery(t *testing.T) {
	secret := []byte("sixteen bytes ..")
	var rehearsed, done int
	var words []string
	var kept int
	refused := error(nil)
	keep := func() error {
		if refused == nil {
			kept++
		}
		return refused
	}
	recovery := func(t *testing.T, draw func() ([]string, error)) *bench {
		b := newBench(t)
		rehearsed, done, kept, refused = 0, 0, 0, nil
		b.show(gate.NewRecovery(gate.RecoverySpec{
			Words: b.words, Runner: b.run, Draw: draw, Keep: keep,
			Opens:     func(s []byte) bool { return string(s) == string(secret) },
			Rehearsed: func() { rehearsed++ }, Save: func([]string) {}, Done: func() { done++ },
		}).Object())
		return b
	}
	made := func() ([]string, error) {
		shares, err := slip39.Split(secret, 1, 1, nil)
		if err != nil {
			return nil, err
		}
		words = strings.Fields(shares[0])
		return words, nil
	}
	t.Run("is proved by typing what stands on the paper", func(t *testing.T) {
		b := recovery(t, made)
		b.press("recovery.make")
		for i, w := range words {
			if !b.says(w) {
				t.Fatalf("word %d is not shown", i+1)
			}
		}
		if kept != 0 {
			t.Error("the file has a key that nobody has on paper")
		}
		b.press("recovery.written")
		if kept != 1 {
			t.Error("the file has no key to the words")
		}
		if b.says(words[0]) {
			t.Error("the words are still on the screen")
		}
		b.editor().SetText(strings.Join(words, " "))
		b.press("recovery.check")
		if rehearsed != 1 {
			t.Error("it is not proved")
		}
		b.mustSay("recovery.right")
		b.press("recovery.done")
		if done != 1 {
			t.Error("it does not end")
		}
	})
	t.Run("the sheet of another file is not taken for this one's", func(t *testing.T) {
		b := recovery(t, made)
		b.press("recovery.make")
		b.press("recovery.written")
		other, _ := slip39.Split([]byte("another 16 bytes"), 1, 1, nil)
		b.editor().SetText(other[0])
		b.press("recovery.check")
		b.mustSay("recovery.wrong_sheet")
		if rehearsed != 0 {
			t.Error("it counts as proved")
		}
	})
	t.Run("can be put off", func(t *testing.T) {
		b := recovery(t, made)
		b.press("recovery.later")
		if done != 1 {
			t.Error("it does not end")
		}
	})
	t.Run("that the file cannot take says why, and the words stay", func(t *testing.T) {
		b := recovery(t, made)
		b.press("recovery.make")
		refused = errors.Join(store.ErrNoRoom)
		b.press("recovery.written")
		b.mustSay("problem.store.no_room")
		if !b.says(words[0]) {
			t.Error("the words are gone")
		}
		refused = nil
		b.press("recovery.written")
		b.press("recovery.show")
		b.press("recovery.written")
		if kept != 1 {
			t.Errorf("the file has %d keys of one sheet", kept)
		}
	})
}
