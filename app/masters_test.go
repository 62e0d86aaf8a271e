package app_test

import (
	"fmt"
	"image"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app"
	"guvoh/app/desk"
	"guvoh/app/presence"
	"guvoh/app/shell"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/assets"
	"guvoh/model/vault/vaulttest"
)

// masterSize is how large the window of the masters is.
var masterSize = fyne.NewSize(1280, 800)

// masterDay is when the masters are taken.
var masterDay = time.Date(2026, 3, 12, 10, 30, 0, 0, time.UTC)

// looks are those in which there are masters.
var looks = []struct{ lang, mode string }{{"en", "light"}, {"en", "dark"}, {"ru", "light"}, {"ru", "dark"}}

// seen is what was found at a stop.
type seen struct {
	name string
	err  error
}

// TestKeyScreensLookAsTheyDid goes to each key screen in the whole window, asks
// whether it is there, and compares it with a picture that somebody has looked at.
// It is always the same moment there: the clock is that of a synctest bubble, in
// which no sub-test may run, so that these tell afterwards what was found.
func TestKeyScreensLookAsTheyDid(t *testing.T) {
	here := time.Local
	time.Local = time.UTC
	t.Cleanup(func() { time.Local = here })
	var all []seen
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(masterDay.Add(-time.Hour))) // takes no time: nobody else is awake
		g := newGuide(t)
		time.Sleep(time.Until(masterDay))
		for i, look := range looks {
			if testing.Short() && i != 0 && i != len(looks)-1 {
				continue
			}
			all = append(all, g.walk(look.lang, look.mode)...)
		}
		g.CloseFile()
	})
	for _, s := range all {
		t.Run(s.name, func(t *testing.T) {
			if s.err != nil {
				t.Error(s.err)
			}
		})
	}
	t.Run("no master is of nothing", func(t *testing.T) {
		if testing.Short() {
			t.Skip("not all were looked at")
		}
		files, err := filepath.Glob(filepath.Join(masters, "*.png"))
		must(t, err)
		for _, file := range files {
			name := strings.TrimSuffix(filepath.Base(file), ".png")
			if !slices.ContainsFunc(all, func(s seen) bool { return s.name == name }) {
				t.Errorf("%s is of no screen any more: remove it", name)
			}
		}
	})
}

// guide walks through the window.
type guide struct {
	*shell.Shell
	t      *testing.T
	clock  *queue // what is done later is done once a place is shown, as in the program
	bundle *tr.Bundle
	words  *tr.Printer
	path   string // of the file
	after  func() // what is still to be done once the place is shown
}

func newGuide(t *testing.T) *guide {
	t.Helper()
	dir := t.TempDir()
	g := &guide{t: t, clock: &queue{}, path: masterFile(t, dir)}
	still := presence.Clock{Wall: time.Now, Awake: func() time.Duration { return 0 }}
	var err error
	g.bundle, err = tr.New(assets.Locale)
	must(t, err)
	g.Shell, err = app.New(test.NewTempApp(t), app.Options{
		Version: "1", Languages: []string{"en"}, Runner: g.clock, Clock: still, Settings: filepath.Join(dir, "settings", "settings.json"),
	})
	must(t, err)
	return g
}

// walk visits every stop in a look, and then locks the window.
func (g *guide) walk(lang, mode string) (all []seen) {
	g.SetLanguage(lang)
	g.SetLook(mode)
	g.clock.run(-1)
	g.words = g.bundle.Printer(lang, nil)
	var unlock image.Image
	for _, s := range stops() {
		name := fmt.Sprintf("%s-%s-%s", s.name, lang, mode)
		got, err := g.visit(s)
		if err == nil {
			err = compareMaster(g.t, name, got)
		}
		if all = append(all, seen{name, err}); s.name == "unlock" {
			unlock = got
		}
	}
	name := fmt.Sprintf("locked-%s-%s", lang, mode)
	got, err := g.locked(unlock)
	if err == nil {
		err = compareMaster(g.t, name, got)
	}
	return append(all, seen{name, err})
}

// visit goes to a stop and says what is wrong there, before anybody looks at the
// picture.
func (g *guide) visit(s stop) (image.Image, error) {
	g.clear()
	if s.at.Screen != "" && g.Desk() == nil {
		g.open()
	}
	g.after = nil
	if s.first != nil {
		s.first(g)
		g.clock.run(-1)
	}
	if s.at.Screen != "" {
		g.Go(s.at)
		g.clock.run(-1)
	}
	if g.after != nil {
		g.settle()
		g.after()
		g.clock.run(-1)
	}
	got := g.shot()
	at := g.Place()
	if at.Screen != s.at.Screen || at.Case != s.at.Case || !s.at.Record.IsZero() && at.Record != s.at.Record {
		return got, fmt.Errorf("the window is at %q, section %q, and not where it was sent", at.Screen, at.Section)
	}
	texts := shown(g.Window().Canvas())
	for _, key := range s.says {
		if !slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(text, g.words.T(key)) }) {
			return got, fmt.Errorf("the words of %s are not shown", key)
		}
	}
	for _, text := range texts {
		if rawKey.MatchString(text) {
			return got, fmt.Errorf("%s is shown, a key without words", text)
		}
	}
	return got, nil
}

// open opens the file, and lets what goes on by itself come to its end.
func (g *guide) open() {
	g.Unlock(vaulttest.Passphrase, func(error) {})
	g.clock.run(-1)
	if g.Desk() == nil {
		g.t.Fatal("the file did not open")
	}
	must(g.t, g.Desk().DB.SetAuthor("Office 2"))
	g.clear()
	for range 20 {
		g.clock.Pass()
		g.clock.run(-1)
	}
}

// locked locks the window from two places. It must show the same, nothing of the
// file, and what it shows where a key is asked for but for the file's name.
func (g *guide) locked(unlock image.Image) (image.Image, error) {
	var got []image.Image
	for _, at := range []desk.Route{{Screen: desk.ScreenCase, Case: id(published), Section: "events", Record: id(abduction)}, {Screen: desk.ScreenCases}} {
		if g.Desk() == nil {
			g.open()
		}
		g.Go(at)
		g.clock.run(-1)
		g.Lock()
		g.clock.run(-1)
		if g.Desk() != nil {
			return nil, fmt.Errorf("it did not lock at %q", at.Screen)
		}
		for _, text := range shown(g.Window().Canvas()) {
			if !slices.ContainsFunc(lockWords, func(key string) bool { return text == g.words.T(key) }) {
				return nil, fmt.Errorf("a text of %d letters is shown that is none of the gate's", len([]rune(text)))
			}
		}
		got = append(got, g.shot())
	}
	if n, _ := differing(got[1], picture(got[0])); n > 0 {
		return got[0], fmt.Errorf("%d pixels depend on where it was locked", n)
	}
	if where := box(got[0], unlock); where.Dy() > 40 {
		return got[0], fmt.Errorf("in %v it shows something else than where the key is asked for: only the title may be another", where)
	}
	return got[0], nil
}

// lockWords are the words that a locked window may show.
var lockWords = []string{
	"unlock.title", "unlock.text", "unlock.passphrase", "unlock.show", "unlock.open", "unlock.by_words", "unlock.other_file", "unlock.wipe",
}

// clear takes down every box.
func (g *guide) clear() {
	over := g.Window().Canvas().Overlays()
	for top := over.Top(); top != nil; top = over.Top() {
		over.Remove(top)
	}
}

// shot takes a picture of the window.
func (g *guide) shot() image.Image {
	g.settle()
	return g.Window().Canvas().Capture()
}

// settle lays the window out as often as the real one would in its first frames.
func (g *guide) settle() {
	for range 2 {
		g.Window().Resize(masterSize.SubtractWidthHeight(1, 1))
		g.Window().Resize(masterSize)
	}
}

// close leaves the file, for the welcome.
func (g *guide) close() {
	if g.Desk() != nil {
		g.command("action.close_file")
		return
	}
	for _, o := range test.LaidOutObjects(g.Window().Canvas().Content()) {
		if b, ok := o.(*ui.Button); ok && b.Label() == g.words.T("unlock.other_file") {
			b.Tapped(nil)
			return
		}
	}
}

// ask asks for the key of the file.
func (g *guide) ask() { g.Open(g.path) }

// command gives a command of the menu, as its shortcut does.
func (g *guide) command(key string) {
	for _, m := range g.Window().MainMenu().Items {
		for _, i := range m.Items {
			if i.Label == g.words.T(key) && i.Action != nil {
				i.Action()
				return
			}
		}
	}
	g.t.Fatalf("the menu has no command %s", key)
}
