package shell_test

import (
	"context"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/desk"
	"guvoh/app/presence"
	"guvoh/app/shell"
	"guvoh/app/task"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest"
)

// page is a screen that remembers what happened to it.
type page struct {
	*widget.Label
	route   desk.Route
	changed int
	left    bool
}

func (p *page) Changed(store.Changes) { p.changed++ }
func (p *page) Leave()                { p.left = true }

// house is a shell with screens that only note where one is.
type house struct {
	*shell.Shell
	app     fyne.App
	run     *task.Inline
	pages   []*page
	files   []string
	ongoing desk.Route // of an interview that was broken off
	dir     string
	work    func(context.Context) error // what an import does

	states [][]byte // what a lock handed on
}

// testClock is what the windows of a test tell the time by; zero is the
// system's.
var testClock presence.Clock

func (h *house) page() *page { return h.pages[len(h.pages)-1] }

func build(t *testing.T) *house {
	t.Helper()
	schema, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	bundle, err := tr.New(assets.Locale)
	if err != nil {
		t.Fatal(err)
	}
	h := &house{app: test.NewTempApp(t), run: &task.Inline{}, dir: t.TempDir()}
	open := func(_ *desk.Desk, r desk.Route) desk.Pane {
		p := &page{Label: widget.NewLabel(r.Screen), route: r}
		h.pages = append(h.pages, p)
		return p
	}
	screens := map[string]func(*desk.Desk, desk.Route) desk.Pane{}
	for _, name := range []string{
		desk.ScreenToday, desk.ScreenCases, desk.ScreenCase, desk.ScreenRecords, desk.ScreenHistory, desk.ScreenWords, desk.ScreenSearch,
		desk.ScreenKeys, desk.ScreenBackups, desk.ScreenColleagues,
	} {
		screens[name] = open
	}
	h.Shell = shell.New(shell.Config{
		App: h.app, Bundle: bundle, Schema: schema, Runner: h.run, Screens: screens, Version: "1",
		SettingsPath: filepath.Join(h.dir, "config", "settings.json"), Clock: testClock, Cost: vaulttest.Cheap,
		Icon: fyne.NewStaticResource("icon.png", assets.Icon),
		Import: func(ctx context.Context, _ *desk.Desk, _ string) (int, error) {
			return 0, h.work(ctx)
		},
		AddFiles: func(_ *desk.Desk, _ model.ID, paths []string) { h.files = append(h.files, paths...) },
		Ongoing:  func(*desk.Desk) (desk.Route, bool) { return h.ongoing, !h.ongoing.Record.IsZero() },
		CasePlaces: func(_ *desk.Desk, c model.ID) []desk.Place {
			return []desk.Place{{Name: "Injuries", Route: desk.Route{Screen: desk.ScreenCase, Case: c, Section: "injuries"}}}
		},
	}, "en_US.UTF-8")
	return h
}

// unlock opens a file with the key that tests give every file.
func (h *house) unlock(path string) {
	h.Open(path)
	h.Unlock(vaulttest.Passphrase, func(error) {})
}

// opened is a house with a file open and one case in it.
func opened(t *testing.T) (*house, model.Record) {
	t.Helper()
	h := build(t)
	path := filepath.Join(h.dir, "a.guvoh")
	schema, _ := model.NewSchema(assets.Vocabularies)
	device := shell.LoadSettings(filepath.Join(h.dir, "config", "settings.json")).Device
	db, err := store.Create(path, store.Options{Secret: vaulttest.Passphrase, Cost: vaulttest.Cheap, Schema: schema, Device: device})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.SetAuthor("A. Tester"); err != nil { // or the window would ask for it
		t.Fatal(err)
	}
	db.Close()
	h.unlock(path)
	if h.Desk() == nil {
		t.Fatal("the file is not open")
	}
	t.Cleanup(func() {
		if h.Desk() != nil {
			h.Desk().DB.Close()
		}
	})
	c, _ := h.Desk().Add("case", map[string]model.Value{"title": model.TextValue("one")})
	return h, c
}

func TestTheWayBackIntoTheRoom(t *testing.T) {
	h, c := opened(t)
	key := func() func() { return command(t, h, fyne.KeyI, fyne.KeyModifierShortcutDefault|fyne.KeyModifierShift) }
	h.Go(desk.Route{Screen: desk.ScreenHistory})
	if key() != nil {
		t.Error("it is offered while no interview is going on")
	}
	h.ongoing = desk.Route{Screen: desk.ScreenSearch, Case: c.ID, Record: model.NewID()}
	h.Go(desk.Route{Screen: desk.ScreenWords})
	if key()(); h.Place() != h.ongoing {
		t.Errorf("at %+v", h.Place())
	}
}

func TestPlaces(t *testing.T) {
	h, c := opened(t)
	t.Run("a file opens on what is due", func(t *testing.T) {
		if h.Place().Screen != desk.ScreenToday {
			t.Errorf("at %+v", h.Place())
		}
	})
	t.Run("one goes somewhere and comes back to the place as it was left", func(t *testing.T) {
		h.Go(desk.Route{Screen: desk.ScreenCase, Case: c.ID, Section: "people"})
		before := h.page()
		h.Here(desk.Route{Screen: desk.ScreenCase, Case: c.ID, Section: "events"})
		h.Go(desk.Route{Screen: desk.ScreenHistory})
		if !before.left {
			t.Error("the screen was not told to leave")
		}
		h.Back()
		if h.page().route.Section != "events" {
			t.Errorf("came back to %+v", h.page().route)
		}
		h.Back()
		h.Back()
		h.Back()
		if h.Place().Screen != desk.ScreenToday {
			t.Errorf("at %+v", h.Place())
		}
	})
	t.Run("a change of language stays in the place", func(t *testing.T) {
		h.Go(desk.Route{Screen: desk.ScreenCase, Case: c.ID})
		h.SetLanguage("uz")
		if h.page().route.Case != c.ID || h.Desk().Words.Lang() != "uz" {
			t.Errorf("at %+v in %s", h.page().route, h.Desk().Words.Lang())
		}
		if got := h.Window().MainMenu().Items[0].Label; got != h.Desk().Words.T("menu.file") {
			t.Errorf("the menu says %q", got)
		}
	})
	t.Run("a change is told to the screen shown", func(t *testing.T) {
		n := h.page().changed
		h.Desk().Set(c.ID, "title", model.TextValue("two"))
		if h.page().changed != n+1 {
			t.Error("it was not")
		}
	})
	t.Run("the title of the window names nothing of the file", func(t *testing.T) {
		if got := h.Window().Title(); got != "Guvoh" {
			t.Errorf("title is %q", got)
		}
	})
}

func TestUndoCommand(t *testing.T) {
	h, c := opened(t)
	t.Run("is found in the menu under the name that the toolkit gives to its keys", func(t *testing.T) {
		found := false
		for _, i := range h.Window().MainMenu().Items[1].Items {
			found = found || i.Shortcut != nil && i.Shortcut.ShortcutName() == (&fyne.ShortcutUndo{}).ShortcutName()
		}
		if !found {
			t.Error("Ctrl+Z is dead")
		}
	})
	t.Run("takes back what was typed into a line for searching, and leaves the records alone", func(t *testing.T) {
		h.Desk().Set(c.ID, "title", model.TextValue("two"))
		e := ui.NewEntry("", nil)
		h.Window().SetContent(e)
		h.Window().Canvas().Focus(e)
		test.Type(e, "x")
		command(t, h, fyne.KeyZ, fyne.KeyModifierShortcutDefault)()
		r, _ := h.Desk().Get(c.ID)
		if r.Text("title") != "two" || e.Text != "" {
			t.Errorf("title is %q, the line holds %q", r.Text("title"), e.Text)
		}
		h.Window().Canvas().Unfocus()
		h.Desk().Set(c.ID, "title", model.TextValue("one"))
	})
	undo := command(t, h, fyne.KeyZ, fyne.KeyModifierShortcutDefault)
	t.Run("takes back the last action", func(t *testing.T) {
		h.Desk().Set(c.ID, "title", model.TextValue("two"))
		undo()
		if r, _ := h.Desk().Get(c.ID); r.Text("title") != "one" {
			t.Errorf("title is %q", r.Text("title"))
		}
	})
	t.Run("takes back keystrokes while somebody types, and leaves the record alone", func(t *testing.T) {
		h.Desk().Set(c.ID, "title", model.TextValue("two"))
		e := widget.NewEntry()
		h.Window().SetContent(e)
		e.Refresh()
		h.Window().Canvas().Focus(e)
		test.Type(e, "three")
		h.Desk().Saver.Type(c.ID, "title", model.TextValue("three"))
		command(t, h, fyne.KeyZ, fyne.KeyModifierShortcutDefault)()
		if e.Text == "three" {
			t.Error("the keystrokes stand")
		}
		if r, _ := h.Desk().Get(c.ID); r.Text("title") != "two" {
			t.Errorf("title is %q", r.Text("title"))
		}
	})
}

// command finds what a shortcut does.
func command(t *testing.T, h *house, key fyne.KeyName, mod fyne.KeyModifier) func() {
	t.Helper()
	for _, m := range h.Window().MainMenu().Items {
		for _, i := range m.Items {
			if k, ok := i.Shortcut.(fyne.KeyboardShortcut); ok && k.Key() == key && k.Mod() == mod {
				return i.Action
			}
		}
	}
	t.Fatalf("no command has %s", key)
	return nil
}

func TestShortcutsAreUnique(t *testing.T) {
	h, _ := opened(t)
	seen := map[string]string{}
	for _, m := range h.Window().MainMenu().Items {
		for _, i := range m.Items {
			if i.Shortcut == nil {
				continue
			}
			k := i.Shortcut.ShortcutName()
			if seen[k] != "" {
				t.Errorf("%s and %s share %s", seen[k], i.Label, k)
			}
			seen[k] = i.Label
		}
	}
}

// The toolkit runs the shortcut of a grey command all the same.
func TestGreyCommandsDoNothing(t *testing.T) {
	for name, h := range map[string]*house{"without a file": build(t), "without a case": func() *house { h, _ := opened(t); return h }()} {
		grey := 0
		for _, m := range h.Window().MainMenu().Items {
			for _, i := range m.Items {
				if i.Disabled && i.Shortcut != nil && i.Label != h.Window().MainMenu().Items[3].Items[0].Label {
					grey++
					if i.Action != nil {
						t.Errorf("%s: %s can still be run", name, i.Label)
					}
				}
			}
		}
		if grey == 0 {
			t.Errorf("%s: nothing is grey", name)
		}
	}
}

func TestTheKeysForLargerLettersReachWhatLiesOverTheWindow(t *testing.T) {
	h, _ := opened(t)
	drawn := func(int, int) (image.Image, error) { return image.NewGray(image.Rect(0, 0, 30, 20)), nil }
	letters := fyne.CurrentApp().Settings().Theme().Size(theme.SizeNameText)
	e := ui.Enlarge(h.Window().Canvas(), "", &ui.Leaves{Count: 1, Draw: drawn}, 0, nil)
	before := e.Scale()
	command(t, h, fyne.KeyEqual, fyne.KeyModifierShortcutDefault)()
	if e.Scale() <= before || fyne.CurrentApp().Settings().Theme().Size(theme.SizeNameText) != letters {
		t.Error("they make the letters larger, or nothing")
	}
	e.Close()
	command(t, h, fyne.KeyEqual, fyne.KeyModifierShortcutDefault)()
	if fyne.CurrentApp().Settings().Theme().Size(theme.SizeNameText) <= letters {
		t.Error("the letters stay as they are once it is gone")
	}
}

func TestDrop(t *testing.T) {
	h, c := opened(t)
	scan := filepath.Join(h.dir, "scan.jpg")
	t.Run("of a file outside a case changes nothing", func(t *testing.T) {
		h.Drop([]string{scan})
		if len(h.files) != 0 {
			t.Error("it was taken")
		}
	})
	t.Run("of files on a case makes evidence of them", func(t *testing.T) {
		h.Go(desk.Route{Screen: desk.ScreenCase, Case: c.ID})
		h.Drop([]string{scan, scan})
		if len(h.files) != 2 {
			t.Errorf("%d were taken", len(h.files))
		}
	})
}

func TestOpening(t *testing.T) {
	t.Run("of a file that is not ours says so, and the welcome is back", func(t *testing.T) {
		h, _ := opened(t)
		path := filepath.Join(h.dir, "letter.guvoh")
		if err := os.WriteFile(path, []byte("a letter"), 0o600); err != nil {
			t.Fatal(err)
		}
		h.unlock(path)
		if h.Desk() != nil {
			t.Error("a desk for a letter")
		}
		if h.Window().Canvas().Overlays().Top() == nil {
			t.Error("nothing was said")
		}
	})
	t.Run("keeps what is typed before the file is closed", func(t *testing.T) {
		h, c := opened(t)
		path := h.Desk().DB.Path()
		h.Desk().Saver.Type(c.ID, "title", model.TextValue("typed"))
		h.unlock(path)
		r, ok := h.Desk().Get(c.ID)
		if !ok || r.Text("title") != "typed" {
			t.Error("it was lost")
		}
	})
}

func TestWhoWrites(t *testing.T) {
	h, c := opened(t)
	path := h.Desk().DB.Path()
	t.Run("is remembered on the computer where it was said", func(t *testing.T) {
		h.unlock(path)
		if h.Desk().DB.Author() != "A. Tester" || h.Window().Canvas().Overlays().Top() != nil {
			t.Error("it was asked again")
		}
	})
	t.Run("is asked on another computer, and nothing is written in the first one's name", func(t *testing.T) {
		if !h.CloseFile() {
			t.Fatal("the file stays open")
		}
		other := build(t)
		other.unlock(path)
		defer other.CloseFile()
		if other.Window().Canvas().Overlays().Top() == nil {
			t.Error("it was not asked")
		}
		other.Desk().Set(c.ID, "title", model.TextValue("two"))
		actions, err := other.Desk().DB.Actions(t.Context(), 1)
		if err != nil || actions[0].Author != "" {
			t.Errorf("written by %q, %v", actions[0].Author, err)
		}
	})
}

func TestNothingOfTheFileIsKeptBesideIt(t *testing.T) {
	h, c := opened(t)
	h.Go(desk.Route{Screen: desk.ScreenCase, Case: c.ID})
	h.app.Preferences().SetString("fyne:fileDialogLastFolder", "file:///home/someone/Karimov")
	h.SetLook("dark")
	b, err := os.ReadFile(filepath.Join(h.dir, "config", "settings.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"a.guvoh", "one", "Karimov", c.ID.String(), h.dir} {
		if strings.Contains(string(b), secret) {
			t.Errorf("the settings name %q", secret)
		}
	}
	if s := shell.LoadSettings(filepath.Join(h.dir, "config", "settings.json")); s.Look != "dark" || s.Device == "" {
		t.Errorf("settings %+v", s)
	}
}

func TestSettingsThatMakeNoSense(t *testing.T) {
	path := filepath.Join(t.TempDir(), "settings.json")
	for _, text := range []string{"", "{", `{"look":"plaid","size":9000,"width":-3}`, `[1]`} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		s := shell.LoadSettings(path)
		if s.Look != "light" || s.Size < 100 || s.Size > 200 || s.Width < 600 {
			t.Errorf("%q gave %+v", text, s)
		}
	}
}

func TestCancellingAnImport(t *testing.T) {
	h, _ := opened(t)
	reached := false
	h.work = func(ctx context.Context) error {
		h.run.Pass() // it takes long enough to show itself
		h.Window().Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
		reached = ctx.Err() != nil
		return ctx.Err()
	}
	for _, i := range h.Window().MainMenu().Items[0].Items {
		if strings.HasPrefix(i.Label, "Import") {
			i.Action()
		}
	}
	path, ok := h.Window().Canvas().Focused().(interface{ SetText(string) })
	if !ok {
		t.Fatal("it does not ask for a path")
	}
	path.SetText(filepath.Join(h.dir, "a.json"))
	h.Window().Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if !reached {
		t.Error("Escape does not reach the import")
	}
	if h.Window().Canvas().Overlays().Top() != nil {
		t.Error("a message stays, though nothing went wrong")
	}
}

// slow is a runner that keeps work until the test lets it go on.
type slow struct {
	task.Inline
	work []func()
}

func (r *slow) Do(work, done func()) {
	r.work = append(r.work, func() {
		work()
		if done != nil {
			done()
		}
	})
}

func TestCommandsWaitForLongWork(t *testing.T) {
	h, c := opened(t)
	h.Desk().Set(c.ID, "title", model.TextValue("two"))
	path := h.Desk().DB.Path()
	r := &slow{}
	h.Config.Runner = r
	undo := command(t, h, fyne.KeyZ, fyne.KeyModifierShortcutDefault)
	h.unlock(path) // the file before is closed, the next is not open yet
	h.Quit()
	undo()
	for len(r.work) > 0 {
		w := r.work[0]
		r.work = r.work[1:]
		w()
	}
	if h.Desk() == nil {
		t.Fatal("the file did not open")
	}
	if got, _ := h.Desk().Get(c.ID); got.Text("title") != "two" {
		t.Error("a command was carried out while the work went on")
	}
	command(t, h, fyne.KeyZ, fyne.KeyModifierShortcutDefault)()
	if got, _ := h.Desk().Get(c.ID); got.Text("title") != "one" {
		t.Error("no command is carried out afterwards")
	}
}
