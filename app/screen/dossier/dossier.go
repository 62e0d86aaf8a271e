// Package dossier asks what document to make of a case, and makes it.
//
// The case is read once, when the dialog opens: what the dialog warns of is
// what will be printed. Reading, building and printing happen away from the
// window; the document appears whole or not at all, and never over another
// file without being asked.
package dossier

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/ui"
	"guvoh/assets"
	"guvoh/export"
	"guvoh/export/profile"
	"guvoh/model"
)

// dialog is the dialog of one case.
type dialog struct {
	d        *desk.Desk
	snap     *model.Snapshot
	profiles []profile.Profile
	chosen   *profile.Profile
	lang     string

	box      *ui.Dialog
	about    *ui.Text
	warnings *fyne.Container
	path     *ui.Entry
	pathRow  *ui.Field
	open     *ui.Check
}

// Show asks how a dossier of the case shall be made.
func Show(d *desk.Desk, caseID model.ID) {
	if !d.Saver.Commit() {
		return
	}
	profiles, err := profile.Load(assets.Profiles)
	if err == nil && len(profiles) == 0 {
		err = errors.New("no profiles")
	}
	if err != nil {
		d.Fail(err)
		return
	}
	var snap *model.Snapshot
	d.Runner.Do(func() { snap, err = d.DB.Snapshot(context.Background(), caseID) }, func() {
		if err != nil {
			d.Fail(err)
			return
		}
		g := &dialog{d: d, snap: snap, profiles: profiles, chosen: &profiles[0], lang: d.Words.Lang()}
		if full := profile.Find(profiles, "int-full"); full != nil {
			g.chosen = full
		}
		g.show()
	})
}

func (g *dialog) show() {
	w := g.d.Words
	var kinds, languages []ui.Option
	for _, p := range g.profiles {
		kinds = append(kinds, ui.Option{ID: p.ID, Label: p.TitleIn(w.Lang())})
	}
	for _, l := range w.Documents() {
		languages = append(languages, ui.Option{ID: l.Tag, Label: l.Name})
	}
	kind := ui.NewTermSelect(kinds, "", g.onProfile).MustHold()
	kind.Load(g.chosen.ID)
	language := ui.NewTermSelect(languages, "", func(tag string) { g.lang = tag }).MustHold()
	language.Load(g.lang)
	g.about = ui.NewCaption(g.chosen.AboutIn(w.Lang()))
	g.warnings = ui.NewStack(1)
	g.path = ui.NewEntry("", func(string) { g.pathRow.SetError("") })
	g.path.Load(free(filepath.Join(filepath.Dir(g.d.DB.Path()), fileName(g.snap.Case, time.Now()))))
	g.path.CursorColumn = len([]rune(g.path.Text))
	g.pathRow = ui.NewField(w.T("export.where"), g.path)
	browse := ui.NewButton(w.T("action.browse"), theme.FolderOpenIcon(), ui.Quiet, g.onBrowse)
	g.open = ui.NewCheck(w.T("export.open_when_done"), false, nil)
	body := ui.NewStack(2.4,
		ui.NewStack(1, ui.NewField(w.T("export.kind"), kind), g.about),
		ui.NewField(w.T("export.language"), language),
		ui.NewStack(0.6, g.pathRow, ui.NewToolbar(browse)),
		ui.NewStack(0.6, g.open, ui.NewCaption(w.T("export.open_why"))),
		g.warnings)
	g.box = ui.Form(g.d.Host.Window().Canvas(), w.T("export.title"), body, g.path, w.T("export.make"), g.onMake)
	g.warn()
}

func (g *dialog) onProfile(id string) {
	if p := profile.Find(g.profiles, id); p != nil {
		g.chosen = p
		g.about.SetText(p.AboutIn(g.d.Words.Lang()))
		g.warn()
	}
}

// warn says what whoever exports the case should know about it.
func (g *dialog) warn() {
	chosen, words := g.chosen, g.d.Words
	var found []export.Finding
	g.d.Runner.Do(func() { _, found = export.Build(export.Order{Profile: chosen, Snapshot: g.snap, Words: words, At: time.Now()}) }, func() {
		if chosen != g.chosen || !g.box.Open() {
			return
		}
		g.warnings.Objects = nil
		if lines := sentences(words, found); len(lines) > 0 {
			g.warnings.Add(ui.NewSection(words.T("export.know"), ""))
			for _, l := range lines {
				g.warnings.Add(ui.NewText(l, ui.TextStyle{}))
			}
			g.warnings.Add(ui.NewCaption(words.T("export.know_why")))
		}
		g.box.Refresh()
	})
}

// onBrowse lets the folder be chosen; the name stays.
func (g *dialog) onBrowse() {
	ui.AskPath(g.d.Host.Window(), ui.PathSpec{
		Title: g.d.Words.T("export.folder"), Yes: g.d.Words.T("action.ok"), Folder: true,
		Path: filepath.Dir(g.target()) + string(filepath.Separator),
		Check: func(path string) string {
			if !desk.IsFolder(path) {
				return g.d.Words.T("file.no_folder")
			}
			return ""
		},
		OnPath: func(dir string) {
			g.path.Load(free(filepath.Join(dir, filepath.Base(g.target()))))
			g.pathRow.SetError("")
		},
	})
}

// target is the path as typed, with its ending.
func (g *dialog) target() string {
	path := strings.TrimSpace(g.path.Text)
	if path != "" && !strings.HasSuffix(strings.ToLower(path), ".pdf") {
		path += ".pdf"
	}
	return path
}

// onMake makes the document, unless something stands in the way.
func (g *dialog) onMake() bool {
	path := g.target()
	if problem := g.bad(path); problem != "" {
		g.pathRow.SetError(problem)
		return false
	}
	j := &job{d: g.d, snap: g.snap, profile: g.chosen, words: g.d.Words.In(g.lang), path: path, open: g.open.Checked()}
	g.d.Runner.Do(func() {}, j.start) // once this dialog is gone
	return true
}

// bad says what is wrong with the path. Where a file lies already, a free
// name is put in its place.
func (g *dialog) bad(path string) string {
	w := g.d.Words
	switch {
	case path == "" || filepath.Base(path) == ".pdf":
		return w.T("file.name_missing")
	case !filepath.IsAbs(path):
		return w.T("file.whole_path")
	case !desk.IsFolder(filepath.Dir(path)):
		return w.T("file.no_folder")
	}
	if taken(path) {
		other := free(path)
		g.path.Load(other)
		return w.T("export.exists", map[string]any{"Name": filepath.Base(path)})
	}
	return ""
}
