package backups_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/backups"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest"
)

// bench is a desk with the screen on it, and what the window was asked for.
type bench struct {
	*desktest.Bench
	restored []string
	asked    int
}

func newBench(t *testing.T, l desktest.Look) *bench {
	t.Helper()
	b := &bench{Bench: desktest.New(t, l)}
	b.New1("case", map[string]model.Value{"title": model.TextValue("one")})
	return b
}

func (b *bench) open() {
	b.TB.Helper()
	b.Show(func(d *desk.Desk, r desk.Route) desk.Pane {
		return backups.New(d, r, backups.Tools{
			Restore:    func(path string) { b.restored = append(b.restored, path) },
			AskRestore: func() { b.asked++ },
		})
	}, desk.Route{Screen: desk.ScreenBackups})
}

func english(t *testing.T) *bench {
	t.Helper()
	b := newBench(t, desktest.Look{})
	b.open()
	return b
}

func (b *bench) t(key string) string { return b.Desk.Words.T(key) }

func (b *bench) tap(key string) {
	b.TB.Helper()
	test.Tap(desktest.Button(b.Bench, b.t(key)))
}

func (b *bench) mustSay(words string) {
	b.TB.Helper()
	if !desktest.Says(b.Bench, words) {
		b.TB.Errorf("it does not say %q", words)
	}
}

// rows are the backups listed.
func (b *bench) rows() (all []*ui.ActionRow) {
	for _, r := range desktest.Find[*ui.ActionRow](b.Bench) {
		if strings.HasSuffix(r.Text(), " MB") {
			all = append(all, r)
		}
	}
	return all
}

func (b *bench) folder(path string) {
	b.TB.Helper()
	desktest.Under(b.Bench, "Path of the file").SetText(path)
	b.tap("action.ok")
}

func names(t *testing.T, folder string) (all []string) {
	t.Helper()
	in, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range in {
		all = append(all, e.Name())
	}
	return all
}

func TestLook(t *testing.T) {
	desktest.InLooks(t, desktest.Looks, func(t *testing.T, name string, l desktest.Look) {
		b := newBench(t, l)
		b.open()
		b.Shot("backups-" + name + "-new")
		b.tap("backup.choose")
		b.Shot("backups-" + name + "-folder")
		b.Press(fyne.KeyEscape)
		folder := t.TempDir()
		b.Must(b.DB.SetBackupFolder(folder))
		made, err := b.DB.Backup(context.Background(), folder, nil)
		b.Must(err)
		b.Must(os.Link(made.Path, filepath.Join(folder, "test-2026-10-03-090000.guvoh")))
		b.open()
		b.Shot("backups-" + name + "-some")
		b.tap("backup.check")
		b.Shot("backups-" + name + "-checked")
		b.Press(fyne.KeyReturn)
		b.Must(b.DB.SetBackupFolder(filepath.Join(folder, "gone")))
		b.open()
		b.Shot("backups-" + name + "-gone")
	})
}

func TestBackingUp(t *testing.T) {
	t.Run("asks first where to, and then makes a backup, by keys alone", func(t *testing.T) {
		b := english(t)
		folder := t.TempDir()
		b.mustSay("No folder is chosen yet")
		b.mustSay("There is none yet.")
		b.Press(fyne.KeyReturn)
		b.Focused().(*ui.Entry).SetText(folder)
		b.Press(fyne.KeyReturn)
		if got := names(t, folder); len(got) != 1 || !strings.HasPrefix(got[0], "test-") {
			t.Fatalf("the folder holds %v", got)
		}
		if b.Last() != "The backup is made, and opened to see that it is sound." {
			t.Errorf("said %q", b.Last())
		}
		if len(b.rows()) != 1 || !desktest.Says(b.Bench, folder) || !desktest.Says(b.Bench, "It was opened to see that it is sound.") {
			t.Error("it is not shown")
		}
		if f, ok := b.Focused().(*ui.Button); !ok || f.Label() != "Back up now" {
			t.Errorf("%T has the keyboard", b.Focused())
		}
	})
	t.Run("keeps the last words", func(t *testing.T) {
		b := english(t)
		c := b.Records("case")[0]
		b.Desk.Saver.Type(c.ID, "title", model.TextValue("the last words"))
		folder := t.TempDir()
		b.Must(b.DB.SetBackupFolder(folder))
		b.tap("backup.now")
		schema, err := model.NewSchema(assets.Vocabularies)
		b.Must(err)
		db, err := store.Open(filepath.Join(folder, names(t, folder)[0]), store.Options{Secret: vaulttest.Passphrase, Schema: schema})
		b.Must(err)
		defer db.Close()
		if r, err := db.Get(context.Background(), c.ID); err != nil || r.Text("title") != "the last words" {
			t.Errorf("they are not there: %v", err)
		}
	})
	t.Run("where there is no folder says so and offers to look again", func(t *testing.T) {
		b := english(t)
		folder := filepath.Join(t.TempDir(), "stick")
		b.Must(b.DB.SetBackupFolder(folder))
		b.open()
		b.mustSay("The folder for the backups is not there.")
		b.tap("backup.now")
		b.mustSay("Is the stick plugged in?")
		b.Press(fyne.KeyReturn)
		b.Must(os.Mkdir(folder, 0o700))
		b.tap("backup.look")
		if desktest.Says(b.Bench, "Is the stick plugged in?") {
			t.Error("it still says so")
		}
		b.tap("backup.now")
		if len(names(t, folder)) != 1 {
			t.Error("no backup was made")
		}
	})
	t.Run("can be stopped", func(t *testing.T) {
		b := english(t)
		folder := t.TempDir()
		b.Must(b.DB.SetBackupFolder(folder))
		b.open()
		b.tap("backup.off")
		if now, err := b.DB.BackupFolder(); err != nil || now != "" {
			t.Errorf("they still go to %q, %v", now, err)
		}
		b.mustSay("No folder is chosen yet")
	})
	for name, c := range map[string]struct {
		folder func(t *testing.T, b *bench) string
		said   string
	}{
		"does not go to half a path":   {func(*testing.T, *bench) string { return "backups" }, "Write the whole path"},
		"does not go where nothing is": {func(t *testing.T, _ *bench) string { return filepath.Join(t.TempDir(), "x") }, "There is no such folder."},
		"does not go into a file":      {func(_ *testing.T, b *bench) string { return b.DB.Path() }, "There is no such folder."},
		"does not lie beside the file": {func(_ *testing.T, b *bench) string { return filepath.Dir(b.DB.Path()) + "/." }, "The file itself lies in this folder."},
	} {
		t.Run(name, func(t *testing.T) {
			b := english(t)
			b.tap("backup.choose")
			b.folder(c.folder(t, b))
			if got := desktest.Row(b.Bench, "Path of the file").Error(); !strings.HasPrefix(got, c.said) {
				t.Errorf("said %q", got)
			}
			if now, err := b.DB.BackupFolder(); err != nil || now != "" {
				t.Errorf("chosen all the same: %v", err)
			}
		})
	}
	if os.Getuid() != 0 {
		t.Run("where nothing can be written is said", func(t *testing.T) {
			b := english(t)
			folder := t.TempDir()
			b.Must(os.Chmod(folder, 0o500))
			b.Must(b.DB.SetBackupFolder(folder))
			b.tap("backup.now")
			if b.Window().Canvas().Overlays().Top() == nil {
				t.Error("nothing was said")
			}
		})
	}
}

// with is the screen of a file with one backup.
func with(t *testing.T) (*bench, store.Backup) {
	t.Helper()
	b := newBench(t, desktest.Look{})
	b.Must(func() error {
		_, err := b.DB.Do(context.Background(), "attach", func(tx *store.Tx) error {
			_, _, err := tx.Attach(bytes.NewReader(make([]byte, 1<<20)))
			return err
		})
		return err
	}())
	folder := t.TempDir()
	b.Must(b.DB.SetBackupFolder(folder))
	made, err := b.DB.Backup(context.Background(), folder, nil)
	b.Must(err)
	b.open()
	return b, made
}

func TestABackup(t *testing.T) {
	t.Run("of a colleague is listed, too, and said to be one", func(t *testing.T) {
		b, made := with(t)
		b.Must(b.DB.CopyTo(filepath.Join(filepath.Dir(made.Path), "theirs-2020-01-01-120000.guvoh")))
		b.open()
		rows := b.rows()
		if len(rows) != 2 {
			t.Fatalf("%d rows", len(rows))
		}
		for i, theirs := range []bool{false, true} {
			if got := strings.HasPrefix(rows[i].Text(), b.t("backup.other")); got != theirs {
				t.Errorf("row %d: it is said to be another's: %v", i+1, got)
			}
		}
	})
	t.Run("is listed with its day and size, the newest marked", func(t *testing.T) {
		b, made := with(t)
		rows := b.rows()
		if len(rows) != 1 || rows[0].Title() != desk.Moment(b.Desk.Words, made.At) || !strings.HasPrefix(rows[0].Text(), "1.") {
			t.Errorf("%d rows", len(rows))
		}
		b.mustSay("Newest")
	})
	t.Run("that was not checked here is not said to be sound", func(t *testing.T) {
		b, made := with(t)
		b.mustSay(b.Desk.Words.T("backup.last", tr.V{"When": desk.Moment(b.Desk.Words, made.At)}))
		b.Must(b.DB.SetBackupFolder(filepath.Dir(made.Path))) // as where the file was brought from another computer
		b.open()
		b.mustSay(b.Desk.Words.T("backup.last_unseen", tr.V{"When": desk.Moment(b.Desk.Words, made.At)}))
		if len(b.rows()) != 1 || desktest.Says(b.Bench, "see that it is sound") {
			t.Error("it is, or it is not listed")
		}
	})
	t.Run("is checked and found sound", func(t *testing.T) {
		b, _ := with(t)
		b.tap("backup.check")
		b.mustSay("This backup is sound. Records: 1, attachments: 1;")
	})
	t.Run("that is damaged is found out", func(t *testing.T) {
		b, made := with(t)
		data, err := os.ReadFile(made.Path)
		b.Must(err)
		for at := 200_000; at < len(data); at += 4096 {
			data[at] ^= 1
		}
		b.Must(os.WriteFile(made.Path, data, 0o600))
		b.tap("backup.check")
		b.mustSay("This backup is damaged.")
	})
	t.Run("that is gone is said to be", func(t *testing.T) {
		b, made := with(t)
		b.Must(os.Remove(made.Path))
		b.tap("backup.check")
		if b.Window().Canvas().Overlays().Top() == nil {
			t.Error("nothing was said")
		}
	})
	t.Run("is brought back by the window", func(t *testing.T) {
		b, made := with(t)
		b.tap("backup.restore")
		if !slices.Equal(b.restored, []string{made.Path}) || b.asked != 0 {
			t.Errorf("%v, asked %d times", b.restored, b.asked)
		}
		for _, r := range desktest.Find[*ui.ActionRow](b.Bench) {
			if r.Title() == "A backup from elsewhere" {
				test.Tap(r.Acts()[0].(*ui.Button))
			}
		}
		if b.asked != 1 {
			t.Error("another cannot be brought back")
		}
	})
	t.Run("made in the background shows up", func(t *testing.T) {
		b, made := with(t)
		b.Must(os.Remove(made.Path))
		b.Pane.Changed(store.Changes{})
		if len(b.rows()) != 0 {
			t.Error("what is gone is still listed")
		}
	})
}

func TestAFileOpenToLookOnly(t *testing.T) {
	b, _ := with(t)
	b.ReadOnly()
	b.open()
	b.mustSay("open to look only")
	for _, key := range []string{"backup.choose", "backup.off"} {
		if !desktest.Button(b.Bench, b.t(key)).Disabled() {
			t.Errorf("%s is not grey", key)
		}
	}
	folder, err := b.DB.BackupFolder()
	b.Must(err)
	before := len(names(t, folder))
	b.Must(os.Rename(filepath.Join(folder, names(t, folder)[0]), filepath.Join(folder, "test-2020-01-01-000000.guvoh")))
	b.tap("backup.now")
	if got := len(names(t, folder)); got != before+1 {
		t.Errorf("%d files", got)
	}
}

func TestOrderOfTab(t *testing.T) {
	b, _ := with(t)
	want := []string{"Back up now", "Check", "Restore…", "Restore…", "Stop backups", "Choose…"}
	var got []string
	for range want {
		f, ok := b.Focused().(*ui.Button)
		if !ok {
			t.Fatalf("%T has the keyboard after %q", b.Focused(), got)
		}
		got = append(got, f.Label())
		b.Press(fyne.KeyTab)
	}
	if !slices.Equal(got, want) {
		t.Errorf("the order is %q", got)
	}
}
