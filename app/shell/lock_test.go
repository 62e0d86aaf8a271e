package shell_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/desk"
	"guvoh/app/presence"
	"guvoh/app/shell"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
)

// locking is a house with a file open whose lock replaces the process: the
// test notes with what.
func locking(t *testing.T) (*house, model.Record) {
	t.Helper()
	h, c := opened(t)
	h.Config.Restart = func(state []byte) error {
		h.states = append(h.states, bytes.Clone(state))
		return errors.New("not here") // so that this process goes on
	}
	return h, c
}

func TestLock(t *testing.T) {
	t.Run("keeps what is typed, closes the file and asks for its key", func(t *testing.T) {
		h, c := locking(t)
		path := h.Desk().DB.Path()
		h.Desk().Saver.Type(c.ID, "title", model.TextValue("typed"))
		h.Lock()
		if h.Desk() != nil {
			t.Fatal("the file is still open")
		}
		if err := store.Sealed(path); err != nil {
			t.Errorf("the file cannot be opened by others: %v", err)
		}
		h.Unlock(vaulttest.Passphrase, func(err error) {
			if err != nil {
				t.Error(err)
			}
		})
		if r, ok := h.Desk().Get(c.ID); !ok || r.Text("title") != "typed" {
			t.Error("the words are lost")
		}
	})
	t.Run("comes back to where the person was", func(t *testing.T) {
		h, c := locking(t)
		h.Go(desk.Route{Screen: desk.ScreenCase, Case: c.ID, Section: "people"})
		h.Lock()
		h.Unlock(vaulttest.Passphrase, func(error) {})
		if at := h.Place(); at.Case != c.ID || at.Section != "people" {
			t.Errorf("at %+v", at)
		}
		h.Back()
		if h.Place().Screen != desk.ScreenCases {
			t.Errorf("back at %+v", h.Place())
		}
	})
	t.Run("hands on the file and the place, and no word that a person typed", func(t *testing.T) {
		h, _ := locking(t)
		path := h.Desk().DB.Path()
		h.Go(desk.Route{Screen: desk.ScreenSearch, Words: "what the witness said"})
		h.Lock()
		states := h.states
		if len(states) != 1 || bytes.Contains(states[0], []byte("witness")) {
			t.Fatalf("%d states, or a word in it", len(states))
		}
		var a shell.Away
		if err := json.Unmarshal(states[0], &a); err != nil || a.Path != path || a.Screen != desk.ScreenSearch {
			t.Errorf("%v, %s", err, a.Screen)
		}
		fresh := build(t)
		if err := fresh.ResumeFrom(states[0]); err != nil {
			t.Fatal(err)
		}
		fresh.Unlock(vaulttest.Passphrase, func(error) {})
		if fresh.Desk() == nil || fresh.Place().Screen != desk.ScreenSearch {
			t.Error("a fresh process does not come back")
		}
		fresh.CloseFile()
	})
	t.Run("shows nothing of the file, and no dialog over it", func(t *testing.T) {
		h, _ := locking(t)
		ui.Message(h.Window().Canvas(), "title", "what the witness said")
		command(t, h, fyne.KeyL, fyne.KeyModifierShortcutDefault)() // though a dialog is up
		if h.Desk() != nil {
			t.Fatal("it is open")
		}
		if shown(h, "what the witness said") {
			t.Error("the dialog is still there")
		}
		if !shown(h, "may still hold the key") {
			t.Error("it does not say that the process was not replaced")
		}
		h.Window().Canvas().Overlays().Remove(h.Window().Canvas().Overlays().Top())
		if found := shown(h, "a.guvoh"); found {
			t.Error("the screen names the file")
		}
	})
	t.Run("waits for long work", func(t *testing.T) {
		h, _ := locking(t)
		r := &slow{}
		h.Config.Runner = r
		command(t, h, fyne.KeyS, fyne.KeyModifierShortcutDefault|fyne.KeyModifierShift)()
		to := filepath.Join(h.dir, "copy.guvoh")
		submitPath(t, h, to)
		h.Lock()
		if h.Desk() == nil {
			t.Fatal("it did not wait")
		}
		for len(r.work) > 0 {
			w := r.work[0]
			r.work = r.work[1:]
			w()
		}
		if h.Desk() != nil {
			t.Error("it was forgotten")
		}
		if _, err := os.Stat(to); err != nil {
			t.Error("the work was not done")
		}
	})
	t.Run("without an open file does nothing", func(t *testing.T) {
		h := build(t)
		h.Lock()
		if len(h.states) != 0 {
			t.Error("the process was replaced")
		}
	})
}

// clock is a clock that a test sets.
type clock struct{ now time.Duration }

func (c *clock) presence() presence.Clock {
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	return presence.Clock{Wall: func() time.Time { return start.Add(c.now) }, Awake: func() time.Duration { return c.now }}
}

func TestIdle(t *testing.T) {
	c := &clock{}
	testClock = c.presence()
	defer func() { testClock = presence.Clock{} }()
	h, r := locking(t)
	pass := func(d time.Duration) {
		c.now += d
		h.run.Pass()
	}
	t.Run("a window that is used stays open", func(t *testing.T) {
		for range 4 {
			pass(4 * time.Minute)
			touch(h)
		}
		if h.Desk() == nil {
			t.Fatal("it was locked")
		}
	})
	t.Run("five minutes without anybody lock it, with what was typed", func(t *testing.T) {
		h.Desk().Saver.Type(r.ID, "title", model.TextValue("half a sen"))
		pass(5*time.Minute + time.Second)
		if h.Desk() != nil {
			t.Fatal("it is open")
		}
		h.Unlock(vaulttest.Passphrase, func(error) {})
		if got, _ := h.Desk().Get(r.ID); got.Text("title") != "half a sen" {
			t.Error("the words are lost")
		}
	})
	t.Run("never means never", func(t *testing.T) {
		h.SetLockAfter(-1)
		pass(24 * time.Hour)
		if h.Desk() == nil {
			t.Error("it was locked")
		}
		if got := shell.LoadSettings(filepath.Join(h.dir, "config", "settings.json")).LockAfter; got != -1 {
			t.Errorf("%d is remembered", got)
		}
	})
	t.Run("sleep locks at once, and is let go on", func(t *testing.T) {
		slept := 0
		h.System(presence.Event{Kind: presence.Suspending, Done: func() { slept++ }})
		if h.Desk() != nil || slept == 0 {
			t.Errorf("open: %v, told %d times", h.Desk() != nil, slept)
		}
	})
}

func TestWipe(t *testing.T) {
	t.Run("of the open file leaves nothing that a key opens", func(t *testing.T) {
		h, _ := opened(t)
		path := h.Desk().DB.Path()
		command(t, h, fyne.KeyDelete, fyne.KeyModifierShortcutDefault|fyne.KeyModifierShift)()
		pressIn(t, h, "Destroy the keys")
		if h.Desk() != nil {
			t.Error("the file is open")
		}
		if err := store.Sealed(path); !errors.Is(err, store.ErrNotGuvoh) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("needs no key, and nothing happens when it was not meant", func(t *testing.T) {
		h, _ := opened(t)
		path := h.Desk().DB.Path()
		h.Lock()
		wipe := command(t, h, fyne.KeyDelete, fyne.KeyModifierShortcutDefault|fyne.KeyModifierShift)
		wipe()
		pressIn(t, h, "Cancel")
		if err := store.Sealed(path); err != nil {
			t.Fatalf("it was wiped: %v", err)
		}
		wipe()
		pressIn(t, h, "Destroy the keys")
		if err := store.Sealed(path); !errors.Is(err, store.ErrNotGuvoh) {
			t.Errorf("got %v", err)
		}
	})
}

func TestEnterDestroysNothing(t *testing.T) {
	h, _ := opened(t)
	path := h.Desk().DB.Path()
	command(t, h, fyne.KeyDelete, fyne.KeyModifierShortcutDefault|fyne.KeyModifierShift)()
	h.Window().Canvas().Unfocus() // a click beside the buttons
	h.Window().Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyReturn})
	h.CloseFile()
	if err := store.Sealed(path); err != nil {
		t.Errorf("got %v", err)
	}
}

func TestLockingWhileAKeyIsTried(t *testing.T) {
	h, _ := locking(t)
	h.Lock()
	h.Window().Canvas().Overlays().Remove(h.Window().Canvas().Overlays().Top())
	r := &slow{}
	h.Config.Runner = r
	h.Unlock(vaulttest.Passphrase, func(error) {})
	h.System(presence.Event{Kind: presence.ScreenLocked, Done: func() {}})
	for len(r.work) > 0 {
		w := r.work[0]
		r.work = r.work[1:]
		w()
	}
	if h.Desk() != nil {
		t.Error("the file opened behind the locked screen")
	}
}

func TestUnlocking(t *testing.T) {
	t.Run("with a wrong key leaves the file closed", func(t *testing.T) {
		h, _ := opened(t)
		h.Lock()
		var got error
		h.Unlock(vault.Passphrase("another"), func(err error) { got = err })
		if !errors.Is(got, store.ErrWrongKey) || h.Desk() != nil {
			t.Errorf("got %v", got)
		}
	})
}

func TestNewFile(t *testing.T) {
	h := build(t)
	command(t, h, fyne.KeyN, fyne.KeyModifierShortcutDefault)()
	path := filepath.Join(h.dir, "new.guvoh")
	submitPath(t, h, path)
	if _, err := os.Stat(path); err == nil {
		t.Fatal("the file is there before it has a passphrase")
	}
	es := entries(h)
	if len(es) != 2 {
		t.Fatalf("%d lines to type in", len(es))
	}
	test.Type(es[0], "lantern river copper window seven")
	test.Type(es[1], "lantern river copper window seven")
	pressIn(t, h, "Create the file")
	if h.Desk() == nil {
		t.Fatal("no file is open")
	}
	pressIn(t, h, "Make a recovery sheet")
	word := secondWord(h)
	h.SetSize(130) // whoever copies words wants larger letters
	if secondWord(h) != word {
		t.Fatal("the words are gone, or others are there")
	}
	pressIn(t, h, "I have it on paper")
	if got := h.Desk().DB.Keys(); len(got) != 2 || got[1].Kind != vault.KindRecovery {
		t.Errorf("%d keys", len(got))
	}
	h.CloseFile()
	h.Open(path)
	h.Unlock(vault.Passphrase("lantern river copper window seven"), func(err error) {
		if err != nil {
			t.Error(err)
		}
	})
	if h.Desk() == nil {
		t.Fatal("it does not open again")
	}
	h.CloseFile()
}

// secondWord gives the second word of the sheet on the screen.
func secondWord(h *house) (word string) {
	everything(h, func(o fyne.CanvasObject) {
		if t, ok := o.(*ui.Text); ok && strings.HasPrefix(t.Text(), "2  ") {
			word = t.Text()
		}
	})
	return word
}

func TestPressingTwice(t *testing.T) {
	h := build(t)
	r := &slow{}
	h.Config.Runner = r
	command(t, h, fyne.KeyN, fyne.KeyModifierShortcutDefault)()
	path := filepath.Join(h.dir, "new.guvoh")
	submitPath(t, h, path)
	es := entries(h)
	test.Type(es[0], "lantern river copper window seven")
	test.Type(es[1], "lantern river copper window seven")
	pressIn(t, h, "Create the file")
	pressIn(t, h, "Create the file")
	for len(r.work) > 0 {
		w := r.work[0]
		r.work = r.work[1:]
		w()
	}
	if h.Desk() == nil || h.Window().Canvas().Overlays().Top() != nil {
		t.Error("the second press failed over the good new file")
	}
	h.CloseFile()
}

// ---- hands and eyes ----

// touch does what any key does.
func touch(h *house) {
	e := ui.NewEntry("", nil)
	w := h.app.NewWindow("")
	w.SetContent(e)
	e.FocusGained()
	e.FocusLost()
	w.Close()
}

func everything(h *house, f func(fyne.CanvasObject)) {
	var look func(fyne.CanvasObject)
	look = func(o fyne.CanvasObject) {
		f(o)
		switch o := o.(type) {
		case *fyne.Container:
			for _, part := range o.Objects {
				look(part)
			}
		case fyne.Widget:
			for _, part := range test.WidgetRenderer(o).Objects() {
				if part != o {
					look(part)
				}
			}
		}
	}
	if top := h.Window().Canvas().Overlays().Top(); top != nil {
		look(top)
		return
	}
	look(h.Window().Content())
}

func shown(h *house, words string) (found bool) {
	everything(h, func(o fyne.CanvasObject) {
		if t, ok := o.(*ui.Text); ok && strings.Contains(t.Text(), words) {
			found = true
		}
	})
	return found
}

func entries(h *house) (all []*ui.Entry) {
	everything(h, func(o fyne.CanvasObject) {
		if e, ok := o.(*ui.Entry); ok {
			all = append(all, e)
		}
	})
	return all
}

// pressIn presses a button of the dialog on top, or of the window.
func pressIn(t *testing.T, h *house, label string) {
	t.Helper()
	var found *ui.Button
	everything(h, func(o fyne.CanvasObject) {
		if b, ok := o.(*ui.Button); ok && b.Label() == label {
			found = b
		}
	})
	if found == nil {
		t.Fatalf("there is no button %q", label)
	}
	test.Tap(found)
}

// submitPath answers a dialog that asks for a path.
func submitPath(t *testing.T, h *house, path string) {
	t.Helper()
	es := entries(h)
	if len(es) != 1 {
		t.Fatalf("%d lines to type in", len(es))
	}
	es[0].SetText(path)
	es[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}
