package shell_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/keypaper"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
)

// backedUp is a house whose file has a folder for backups.
func backedUp(t *testing.T) (h *house, c model.Record, folder string) {
	t.Helper()
	h, c = opened(t)
	folder = t.TempDir()
	if err := h.Desk().DB.SetBackupFolder(folder); err != nil {
		t.Fatal(err)
	}
	return h, c, folder
}

func count(t *testing.T, folder string) int {
	t.Helper()
	in, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	return len(in)
}

// said is the sentence at the bottom of the window, or "".
func (h *house) said() string {
	text := ""
	everything(h, func(o fyne.CanvasObject) {
		if x, ok := o.(*ui.Text); ok && x.Visible() && (strings.Contains(x.Text(), "backup") || strings.Contains(x.Text(), "Backup")) {
			text = x.Text()
		}
	})
	return text
}

func TestBackupsByThemselves(t *testing.T) {
	t.Run("are made after a while, once for each change", func(t *testing.T) {
		h, c, folder := backedUp(t)
		h.run.Pass()
		if count(t, folder) != 1 {
			t.Fatalf("%d backups", count(t, folder))
		}
		h.run.Pass()
		h.run.Pass()
		if count(t, folder) != 1 {
			t.Errorf("%d backups though nothing was changed", count(t, folder))
		}
		if err := os.Remove(only(t, folder)); err != nil {
			t.Fatal(err)
		}
		h.Desk().Set(c.ID, "title", model.TextValue("two"))
		h.run.Pass()
		if count(t, folder) != 1 {
			t.Error("none after a change")
		}
	})
	t.Run("are shown by the screen that is open", func(t *testing.T) {
		h, _, _ := backedUp(t)
		before := h.page().changed
		h.run.Pass()
		if h.page().changed != before+1 {
			t.Error("it was not told")
		}
	})
	t.Run("say once, and calmly, that the stick is not there, and go on when it is", func(t *testing.T) {
		h, _, folder := backedUp(t)
		if err := os.Remove(folder); err != nil {
			t.Fatal(err)
		}
		h.run.Pass()
		if got := h.said(); got != "There is no backup yet, and the folder for it is not there." {
			t.Errorf("said %q", got)
		}
		if h.Window().Canvas().Overlays().Top() != nil {
			t.Error("a dialog asks")
		}
		h.run.Pass() // the sentence goes by itself
		h.run.Pass()
		if h.said() != "" {
			t.Error("it is said again")
		}
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		h.run.Pass()
		if count(t, folder) != 1 {
			t.Error("no backup was made")
		}
	})
	t.Run("are not made of a file that has no folder for them", func(t *testing.T) {
		h, _ := opened(t)
		h.run.Pass()
		h.run.Pass()
		if h.said() != "" || h.Window().Canvas().Overlays().Top() != nil {
			t.Error("something was said")
		}
	})
	t.Run("end with the file", func(t *testing.T) {
		h, _, folder := backedUp(t)
		if !h.CloseFile() {
			t.Fatal("the file stays open")
		}
		h.run.Pass()
		if count(t, folder) != 0 {
			t.Error("one was made of a closed file")
		}
	})
}

func only(t *testing.T, folder string) string {
	t.Helper()
	in, err := os.ReadDir(folder)
	if err != nil || len(in) != 1 {
		t.Fatalf("%d files, %v", len(in), err)
	}
	return filepath.Join(folder, in[0].Name())
}

func TestTheLastBackup(t *testing.T) {
	t.Run("is made when the file is closed, with the last words in it", func(t *testing.T) {
		h, c, folder := backedUp(t)
		h.Desk().Saver.Type(c.ID, "title", model.TextValue("the last words"))
		command(t, h, fyne.KeyW, fyne.KeyModifierShortcutDefault)()
		if h.Desk() != nil {
			t.Fatal("the file stays open")
		}
		db, err := store.Open(only(t, folder), store.Options{Secret: vaulttest.Passphrase, Schema: h.Schema})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if r, err := db.Get(t.Context(), c.ID); err != nil || r.Text("title") != "the last words" {
			t.Errorf("they are not there: %v", err)
		}
	})
	t.Run("is made before another file is opened", func(t *testing.T) {
		h, _, folder := backedUp(t)
		h.unlock(h.Desk().DB.Path())
		if h.Desk() == nil || count(t, folder) != 1 {
			t.Errorf("%d backups", count(t, folder))
		}
	})
	t.Run("is not made when nothing was changed since", func(t *testing.T) {
		h, _, folder := backedUp(t)
		h.run.Pass()
		if err := os.Remove(only(t, folder)); err != nil {
			t.Fatal(err)
		}
		command(t, h, fyne.KeyW, fyne.KeyModifierShortcutDefault)()
		if count(t, folder) != 0 {
			t.Error("it was")
		}
	})
	t.Run("does not hold up a lock", func(t *testing.T) {
		h, _, folder := backedUp(t)
		h.Lock()
		if h.Desk() != nil || count(t, folder) != 0 {
			t.Errorf("%d backups", count(t, folder))
		}
	})
	t.Run("is left out without a word when the stick is not there", func(t *testing.T) {
		h, _, folder := backedUp(t)
		if err := os.Remove(folder); err != nil {
			t.Fatal(err)
		}
		command(t, h, fyne.KeyW, fyne.KeyModifierShortcutDefault)()
		if h.Desk() != nil || h.Window().Canvas().Overlays().Top() != nil {
			t.Error("it stands in the way")
		}
	})
	t.Run("that fails lets the person stay, or leave all the same", func(t *testing.T) {
		h, c, folder := backedUp(t)
		if err := os.Remove(folder); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(folder, nil, 0o600); err != nil { // nothing can be written into a file
			t.Fatal(err)
		}
		closeFile := command(t, h, fyne.KeyW, fyne.KeyModifierShortcutDefault)
		closeFile()
		pressIn(t, h, "Stay here")
		if h.Desk() == nil || h.page().route.Screen != desk.ScreenToday {
			t.Fatal("it did not stay")
		}
		before := h.page().changed
		if !h.Desk().Set(c.ID, "title", model.TextValue("two")) || h.page().changed != before+1 {
			t.Error("nothing can be written any more, or what is shown is a leftover")
		}
		closeFile()
		pressIn(t, h, "Leave all the same")
		if h.Desk() != nil || h.Window().Canvas().Overlays().Top() != nil {
			t.Error("it did not leave")
		}
	})
	t.Run("does not help where the last words cannot be kept: the window stays as it is", func(t *testing.T) {
		h, c, folder := backedUp(t)
		h.Desk().Saver.Type(c.ID, "title", model.TextValue("the last words"))
		if err := h.Desk().DB.Close(); err != nil { // as when its disk is gone
			t.Fatal(err)
		}
		before := h.page().changed
		command(t, h, fyne.KeyW, fyne.KeyModifierShortcutDefault)()
		if h.Desk() == nil || count(t, folder) != 0 || h.Window().Canvas().Overlays().Top() == nil {
			t.Fatal("the file was closed, or nothing was said")
		}
		if h.Changed(store.Changes{}); h.page().changed != before+1 {
			t.Error("what is shown hears nothing any more")
		}
	})
	t.Run("can be skipped, and leaves nothing half done", func(t *testing.T) {
		h, _, folder := backedUp(t)
		r := &slow{}
		h.Config.Runner = r
		command(t, h, fyne.KeyW, fyne.KeyModifierShortcutDefault)()
		r.Pass() // long enough to show itself
		pressIn(t, h, "Skip it")
		for len(r.work) > 0 {
			w := r.work[0]
			r.work = r.work[1:]
			w()
		}
		if h.Desk() != nil || count(t, folder) != 0 || h.Window().Canvas().Overlays().Top() != nil {
			t.Errorf("%d files", count(t, folder))
		}
	})
}

func TestBringingABackupBack(t *testing.T) {
	make := func(t *testing.T) (h *house, c model.Record, backup string) {
		h, c, folder := backedUp(t)
		b, err := h.Desk().DB.Backup(context.Background(), folder, nil)
		if err != nil {
			t.Fatal(err)
		}
		return h, c, b.Path
	}
	path := func(h *house) interface{ SetText(string) } {
		return h.Window().Canvas().Focused().(interface{ SetText(string) })
	}
	enter := func(h *house) { h.Window().Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyReturn}) }
	t.Run("works without an open file, and asks for its key then", func(t *testing.T) {
		h, c, backup := make(t)
		h.Desk().Set(c.ID, "title", model.TextValue("later"))
		h.CloseFile()
		to := filepath.Join(t.TempDir(), "back")
		h.AskRestore()
		path(h).SetText(backup)
		enter(h)
		path(h).SetText(to)
		enter(h)
		pressIn(t, h, "Open it")
		h.Unlock(vaulttest.Passphrase, func(error) {})
		if h.Desk() == nil || h.Desk().DB.Path() != to+".guvoh" {
			t.Fatal("it did not open")
		}
		if r, ok := h.Desk().Get(c.ID); !ok || r.Text("title") != "one" {
			t.Error("it is not as it was")
		}
	})
	t.Run("leaves the file that is open, and never writes over it", func(t *testing.T) {
		h, _, backup := make(t)
		own := h.Desk().DB.Path()
		h.Restore(backup)
		path(h).SetText(own)
		enter(h)
		if h.Window().Canvas().Overlays().Top() == nil {
			t.Fatal("the question is gone")
		}
		path(h).SetText(filepath.Join(t.TempDir(), "back.guvoh"))
		enter(h)
		pressIn(t, h, "Close")
		if h.Desk() == nil || h.Desk().DB.Path() != own {
			t.Error("another file is open")
		}
	})
	t.Run("takes nothing that is no file of ours", func(t *testing.T) {
		h := build(t)
		notes := filepath.Join(t.TempDir(), "notes.guvoh")
		if err := os.WriteFile(notes, []byte("notes"), 0o600); err != nil {
			t.Fatal(err)
		}
		h.AskRestore()
		path(h).SetText(notes)
		enter(h)
		if _, still := h.Window().Canvas().Focused().(interface{ SetText(string) }); !still {
			t.Error("it was taken")
		}
	})
}

func TestTheKeyThatOpenedTheFile(t *testing.T) {
	t.Run("is known", func(t *testing.T) {
		h, _ := opened(t)
		path, db := h.Desk().DB.Path(), h.Desk().DB
		secret := vault.Words("0123456789abcdef")
		if err := db.ChangeKeys(vault.Add(vault.NewRecovery(secret, ""))); err != nil {
			t.Fatal(err)
		}
		if what, _ := keypaper.Remind(db); what != keypaper.Untried {
			t.Errorf("reminds of %q", what)
		}
		h.unlock(path)
		if h.Desk().Key != h.Desk().DB.Keys()[0].ID {
			t.Error("the passphrase is not")
		}
		h.Open(path)
		h.Unlock(secret, func(error) {})
		if h.Desk().Key != h.Desk().DB.Keys()[1].ID {
			t.Error("the sheet is not")
		}
		if what, _ := keypaper.Remind(h.Desk().DB); what != keypaper.Nothing {
			t.Errorf("a sheet that opened the file was never tried: %q", what)
		}
	})
	t.Run("is known of a harmless notebook, too, and nothing else is", func(t *testing.T) {
		h, _ := opened(t)
		own := h.Desk().DB.Path()
		garden := filepath.Join(filepath.Dir(own), "garden.guvoh")
		db, err := store.Create(garden, store.Options{Secret: vault.Passphrase("roses and tomatoes"), Cost: vaulttest.Cheap, Schema: h.Schema})
		if err != nil {
			t.Fatal(err)
		}
		db.Close()
		if err := h.Desk().DB.AddDecoy("roses and tomatoes", garden); err != nil {
			t.Fatal(err)
		}
		h.Open(own)
		h.Unlock(vault.Passphrase("roses and tomatoes"), func(error) {})
		if h.Desk() == nil || h.Desk().DB.Path() != garden {
			t.Fatal("another file is open")
		}
		if h.Desk().Key != h.Desk().DB.Keys()[0].ID {
			t.Error("the list would show that something is odd")
		}
	})
}

func TestWaysToKeysAndBackups(t *testing.T) {
	h, _ := opened(t)
	for key, screen := range map[fyne.KeyName]string{fyne.Key7: desk.ScreenKeys, fyne.Key8: desk.ScreenBackups} {
		command(t, h, key, fyne.KeyModifierShortcutDefault)()
		if h.Place().Screen != screen {
			t.Errorf("%s leads to %q", key, h.Place().Screen)
		}
	}
	t.Run("say that something waits there", func(t *testing.T) {
		h.Go(desk.Route{Screen: desk.ScreenCases})
		if !h.counts() {
			t.Error("no paper, and nothing says so")
		}
		secret := []byte("0123456789abcdef")
		if err := h.Desk().DB.ChangeKeys(vault.Add(vault.NewRecovery(secret, ""))); err != nil {
			t.Fatal(err)
		}
		key, _ := h.Desk().DB.KeyOf(vault.Words(secret))
		if err := keypaper.Opened(h.Desk().DB, key); err != nil {
			t.Fatal(err)
		}
		h.Go(desk.Route{Screen: desk.ScreenCases})
		if h.counts() {
			t.Error("it still says so")
		}
	})
}

// counts tells whether the way to the keys counts what waits there.
func (h *house) counts() (on bool) {
	everything(h, func(o fyne.CanvasObject) {
		if nav, ok := o.(*ui.Sidebar); ok {
			on = nav.Count(desk.ScreenKeys) != ""
		}
	})
	return on
}

func TestLongWorkSaysHowFarItIs(t *testing.T) {
	h, _ := opened(t)
	r := &slow{}
	h.Config.Runner = r
	var ctx context.Context
	ended := false
	h.Busy(desk.Work{
		Title: "backup.making", Do: func(c context.Context, step func(done, total int)) { ctx = c; step(1, 2) },
		Done: func() { ended = true },
	})
	r.Pass()
	pressIn(t, h, "Cancel")
	r.Pass() // it follows the work
	r.work[0]()
	if !errors.Is(ctx.Err(), context.Canceled) || !ended || h.Window().Canvas().Overlays().Top() != nil {
		t.Errorf("%v, ended %v", ctx.Err(), ended)
	}
	r.Pass() // nothing follows any more
}
