package shell

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model/store"
	"guvoh/model/vault"
)

// extension ends the name of every file of ours.
const extension = ".guvoh"

func (s *Shell) options() store.Options {
	return store.Options{Schema: s.Schema, Device: s.settings.Device, DeviceSecret: DeviceSecret(s.SettingsPath), Cost: s.Cost}
}

// askNewFile asks where a new file shall lie and who writes in it.
func (s *Shell) askNewFile() { s.askCreate("action.new_file", "guvoh"+extension, nil) }

// askSample asks where the file with the published cases shall lie.
func (s *Shell) askSample() { s.askCreate("action.try_sample", "sample"+extension, s.Sample) }

func (s *Shell) askCreate(title, name string, fill func(*store.DB) error) {
	ui.AskPath(s.window, ui.PathSpec{
		Title: s.words.T(title), Text: s.words.T("file.where"), Yes: s.words.T("action.create"), Save: true,
		Path: filepath.Join(desk.Home(), name), Check: s.checkNew,
		Then: func(path string) { s.choose(withExtension(path), fill) },
	})
}

func withExtension(path string) string {
	if strings.HasSuffix(strings.ToLower(path), extension) {
		return path
	}
	return path + extension
}

// checkNew answers in one sentence what is wrong with the place for a new file.
func (s *Shell) checkNew(path string) string {
	switch {
	case path == "" || desk.IsFolder(path):
		return s.words.T("file.name_missing")
	case !filepath.IsAbs(path):
		return s.words.T("file.whole_path")
	case !desk.IsFolder(filepath.Dir(path)):
		return s.words.T("file.no_folder")
	}
	if _, err := os.Lstat(withExtension(path)); err == nil {
		return s.words.T("problem.store.exists")
	}
	return ""
}

// create makes a file that the passphrase opens, and then offers a recovery
// sheet.
func (s *Shell) create(path, passphrase string, fill func(*store.DB) error) {
	var db *store.DB
	var err error
	o := s.options()
	o.Secret = vault.Passphrase(passphrase)
	s.behind("file.creating", func() {
		if db, err = store.Create(path, o); err == nil && fill != nil {
			if err = fill(db); err != nil {
				db.Close()
				os.Remove(path)
			}
		}
	}, func() {
		if err != nil {
			s.standFor(nil)
			s.fail(err)
			return
		}
		s.asked = path
		s.work(db, desk.Route{Screen: desk.ScreenCases})
		s.offerRecovery()
	})
}

// askOpenFile asks which file to open.
func (s *Shell) askOpenFile() {
	ui.AskPath(s.window, ui.PathSpec{
		Title: s.words.T("action.open_file"), Yes: s.words.T("action.open"), Ext: []string{extension},
		Path: desk.Home() + string(filepath.Separator), Then: s.Open,
		Check: func(path string) string {
			if st, err := os.Stat(path); err != nil || st.IsDir() {
				return s.words.T("problem.store.no_file")
			}
			return ""
		},
	})
}

func (s *Shell) opened(db *store.DB, at desk.Route) {
	s.work(db, at)
	s.greet()
}

// greet says or asks what a person should know of a file that was opened.
func (s *Shell) greet() {
	db := s.desk.DB
	switch {
	case db.ReadOnly():
		s.Toast(s.words.T("file.read_only"), "", nil)
	case len(store.Originals(db.Path())) > 0:
		s.tellOriginals()
	case db.DeviceKey() == nil && !s.saidUnsigned:
		s.saidUnsigned = true
		s.Toast(s.words.T("people.no_device"), "", nil)
	case db.Author() == "":
		s.askAuthor()
	}
}

// askAuthor asks, the first time a file is opened on this computer, who
// writes. Escape leaves it open: the settings ask the same.
func (s *Shell) askAuthor() {
	name := ui.NewEntry(s.words.T("settings.author_example"), nil)
	field := ui.NewField(s.words.T("settings.author"), name)
	body := ui.NewStack(2, ui.NewText(s.words.T("settings.author_why"), ui.TextStyle{}), field)
	ui.Form(s.window.Canvas(), s.words.T("file.who"), body, name, s.words.T("action.ok"), func() bool {
		s.sign(strings.TrimSpace(name.Text))
		return true
	})
}

// sign keeps who writes in the file that is open, and has the line at the bottom
// say so.
func (s *Shell) sign(name string) {
	s.desk.Fail(s.desk.DB.SetAuthor(name))
	s.author = s.desk.DB.Author()
	s.showStatus()
}

func (s *Shell) fail(err error) {
	ui.Message(s.window.Canvas(), s.words.T("problem.title"), desk.Sentence(s.words, err))
}

func (s *Shell) closeAndWelcome() {
	s.parting(func() {
		if s.CloseFile() {
			s.standFor(nil)
		}
	})
}

// askCopy writes a complete copy of the open file.
func (s *Shell) askCopy() {
	if s.desk == nil {
		return
	}
	ui.AskPath(s.window, ui.PathSpec{
		Title: s.words.T("action.save_copy"), Text: s.words.T("file.copy_why"), Yes: s.words.T("action.save"), Save: true,
		Path:  strings.TrimSuffix(s.asked, extension) + "-copy" + extension,
		Check: s.checkNew,
		Then: func(path string) {
			d := s.desk // the file may be closed while it is copied
			if !d.Saver.Commit() {
				return
			}
			var err error
			s.behind("file.copying", func() { err = d.DB.CopyTo(withExtension(path)) },
				func() { s.said(err, s.words.T("file.copied")) })
		},
	})
}

// said says how work ended: what went wrong, or a sentence for some seconds;
// nothing of what a person cancelled.
func (s *Shell) said(err error, sentence string) {
	if errors.Is(err, context.Canceled) {
		return
	}
	if err != nil {
		s.fail(err)
		return
	}
	s.Toast(sentence, "", nil)
}

// askImport takes records from a file in the interchange format.
func (s *Shell) askImport() {
	ui.AskPath(s.window, ui.PathSpec{
		Title: s.words.T("action.import"), Text: s.words.T("file.import_why"), Yes: s.words.T("action.import_now"),
		Path: desk.Home() + string(filepath.Separator), Ext: []string{".json"},
		Then: func(path string) {
			d := s.desk
			if !d.Saver.Commit() {
				return
			}
			var n int
			var err error
			s.busy("file.importing", func(ctx context.Context) { n, err = s.Import(ctx, d, path) }, func() {
				if err == nil {
					s.speak()
				}
				s.said(err, s.words.N("file.imported", n))
			})
		},
	})
}

// askData writes every record in the interchange format.
func (s *Shell) askData() {
	ui.AskPath(s.window, ui.PathSpec{
		Title: s.words.T("action.export_data"), Text: s.words.T("file.data_why"), Yes: s.words.T("action.save"), Save: true,
		Path: filepath.Join(filepath.Dir(s.asked), "data.json"),
		Check: func(path string) string {
			if _, err := os.Lstat(path); err == nil {
				return s.words.T("problem.store.exists")
			}
			return ""
		},
		Then: func(path string) {
			d := s.desk
			if !d.Saver.Commit() {
				return
			}
			var n int
			var err error
			s.busy("file.exporting", func(ctx context.Context) { n, err = s.Data(ctx, d, path) },
				func() { s.said(err, s.words.N("file.exported", n)) })
		},
	})
}

// check proves that the file is sound and says what it found.
func (s *Shell) check() {
	d := s.desk
	if !d.Saver.Commit() {
		return
	}
	var report store.Report
	var err error
	s.busy("file.checking", func(ctx context.Context) { report, err = d.DB.Check(ctx, nil) }, func() {
		if err != nil {
			s.said(err, "")
			return
		}
		ui.Message(s.window.Canvas(), s.words.T("action.check"), s.verdict(report))
	})
}

func (s *Shell) verdict(r store.Report) string {
	lines := []string{s.words.T("check.sound")}
	switch {
	case r.OK():
	case r.OnlyIndex() && !slices.ContainsFunc(r.Findings, func(f store.Finding) bool { return f.Trouble == store.BadPage }):
		lines = []string{s.words.T("check.only_index")}
	default:
		lines = []string{s.words.T("check.unsound")}
		counts, pages := map[store.Trouble]int{}, map[int]bool{}
		for _, f := range r.Findings {
			if f.Trouble == store.BadPage && f.Page > 0 && pages[f.Page] { // one page held several things
				continue
			}
			pages[f.Page] = true
			counts[f.Trouble]++
		}
		for _, t := range []store.Trouble{
			store.BadPage, store.BadEntry, store.BrokenChain, store.BadSignature, store.BadRecord,
			store.BadLink, store.BadAttachment, store.LostBytes, store.BrokenRule, store.BadIndex,
		} {
			if counts[t] > 0 {
				lines = append(lines, s.words.N("check.found."+string(t), counts[t]))
			}
		}
	}
	return strings.Join(append(lines, s.words.T("check.counts", tr.V{
		"Records": s.words.Number(r.Records), "Entries": s.words.Number(r.Entries),
		"Attachments": s.words.Number(r.Attachments),
	})), "\n")
}

// dropped takes files dropped on the window: one of ours is opened, others
// become evidence of the case that is shown.
func (s *Shell) dropped(_ fyne.Position, uris []fyne.URI) {
	var paths []string
	for _, u := range uris {
		if u.Scheme() == "file" {
			paths = append(paths, u.Path())
		}
	}
	s.Drop(paths)
}

// Drop does what dropping files on the window does.
func (s *Shell) Drop(paths []string) {
	switch {
	case len(paths) == 0:
	case s.working || s.window.Canvas().Overlays().Top() != nil: // as commands wait
	case len(paths) == 1 && strings.HasSuffix(strings.ToLower(paths[0]), extension):
		if s.desk == nil || s.desk.DB.ReadOnly() {
			s.Open(paths[0])
			return
		}
		s.askTake(paths[0], filepath.Base(paths[0]))
	case s.desk == nil || s.Place().Case.IsZero():
		s.Toast(s.words.T("file.drop_where"), "", nil)
	default:
		s.AddFiles(s.desk, s.Place().Case, paths)
	}
}

// AskFiles asks for a file to add as evidence.
func (s *Shell) AskFiles() {
	ui.AskPath(s.window, ui.PathSpec{
		Title: s.words.T("action.add_files"), Text: s.words.T("file.evidence_why"), Yes: s.words.T("action.add"),
		Path: desk.Home() + string(filepath.Separator),
		Then: func(path string) { s.AddFiles(s.desk, s.Place().Case, []string{path}) },
	})
}
