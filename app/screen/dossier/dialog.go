package dossier

import (
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/gate"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/export"
	"guvoh/export/bundle"
	"guvoh/export/profile"
)

// dialog asks how the files shall be made.
type dialog struct {
	q   *request
	box *ui.Dialog
	yes *ui.Button

	about, wanted             *ui.Text
	times                     *fyne.Container
	language, format          *ui.TermSelect
	identity                  *ui.TermSelect
	identityRow               *ui.Field
	recipient                 *ui.Entry
	through                   *through
	more                      *fyne.Container
	moreButton                *ui.Button
	pages, mb                 *ui.Entry
	pagesRow, mbRow           *ui.Field
	archiveRow                *ui.Field
	parts, seal               *ui.Check
	passphrase                *gate.PassphraseInput
	sealBox                   *fyne.Container
	path                      *ui.Entry
	pathRow                   *ui.Field
	findings                  *findings
	seq                       int
	stop                      context.CancelFunc
	timer                     func()
	closed, stopped, pathOurs bool
}

// width is how wide the dialog is at 100 %: two columns of fields.
const width = 700

// ask shows the dialog. told are findings that were met while the files were
// being made; nil looks for them anew.
func ask(q *request, told ...export.Finding) *dialog {
	g := &dialog{q: q, stop: func() {}, timer: func() {}, pathOurs: true}
	w := q.d.Words
	g.findings = newFindings(g)
	g.through = newThrough(g)
	again := ui.NewBanner(ui.Warning, w.T("issue.told"))
	again.Hidden = len(told) == 0
	body := ui.NewStack(2.4, again, g.head(), g.choices(), g.through.object, g.moreBox(), g.whereBox(), g.findings.object)
	no := ui.NewButton(w.T("action.cancel"), nil, ui.Plain, g.cancel)
	g.yes = ui.NewButton(w.T("issue.make"), nil, ui.Primary, g.onMake)
	g.box = ui.NewDialog(q.d.Host.Window().Canvas(), ui.DialogSpec{
		Title: g.title(), Body: body, Buttons: []*ui.Button{no, g.yes}, First: g.path, Cancel: g.cancel, Width: width,
	})
	g.fit()
	g.box.Show()
	if len(told) > 0 {
		g.findings.show(&bundle.Draft{Findings: told}, 0)
		return g
	}
	g.look()
	return g
}

func (g *dialog) title() string {
	if g.q.composed() {
		return g.q.d.Words.T("issue.title", tr.V{"Title": g.q.dossier.Text("title")})
	}
	return g.q.d.Words.T("export.title")
}

// cancel takes the dialog down without making anything.
func (g *dialog) cancel() {
	g.leave()
	g.q.close()
	g.box.Close()
}

func (g *dialog) leave() {
	g.closed = true
	g.timer()
	g.stop()
}

// head says for whom it is, and how much time there is.
func (g *dialog) head() fyne.CanvasObject {
	q, w := g.q, g.q.d.Words
	g.about, g.times = ui.NewCaption(""), ui.NewFlow()
	rows := ui.NewStack(1)
	if !q.composed() {
		var kinds []ui.Option
		for _, p := range q.profiles {
			kinds = append(kinds, ui.Option{ID: p.ID, Label: p.TitleIn(w.Lang())})
		}
		kind := ui.NewTermSelect(kinds, "", g.onProfile).MustHold()
		kind.Load(q.chosen.ID)
		rows.Add(ui.NewField(w.T("export.kind"), kind))
	}
	rows.Add(g.about)
	rows.Add(g.times)
	return rows
}

// choices are what is asked of every export.
func (g *dialog) choices() fyne.CanvasObject {
	q, w := g.q, g.q.d.Words
	var languages, formats []ui.Option
	for _, l := range w.Documents() {
		languages = append(languages, ui.Option{ID: l.Tag, Label: l.Name})
	}
	for _, f := range profile.Formats {
		formats = append(formats, ui.Option{ID: f, Label: w.T("issue.format." + f)})
	}
	g.language = ui.NewTermSelect(languages, "", g.onLanguage).MustHold()
	g.format = ui.NewTermSelect(formats, "", func(f string) { q.format = f; g.changed() }).MustHold()
	g.wanted = ui.NewCaption("")
	g.recipient = ui.NewEntry("", nil)
	g.recipient.OnCommit = func(text string) {
		q.recipient = strings.TrimSpace(text)
		g.changed()
	}
	version := ui.NewTermSelect([]ui.Option{
		{ID: "full", Label: w.T("issue.version.full")}, {ID: "redacted", Label: w.T("issue.version.redacted")},
	}, "", func(v string) { q.redact = v == "redacted"; g.changed() }).MustHold()
	version.Load(map[bool]string{false: "full", true: "redacted"}[q.redact])
	versionRow := ui.NewField(w.T("issue.version"), version).SetHelp(w.T("issue.version.help"))
	versionRow.Hidden = q.d.DB.ReadOnly() // the words that stand for people have to be kept
	g.identity = ui.NewTermSelect(nil, "", func(id string) { q.identity = id; g.changed() }).MustHold()
	g.identityRow = ui.NewField(w.T("issue.identity"), g.identity)
	return ui.NewForm(
		ui.NewField(w.T("issue.format"), g.format), ui.NewField(w.T("export.language"), g.language),
		ui.NewField(w.T("issue.recipient"), g.recipient).SetHelp(w.T("issue.recipient.help")), versionRow,
		g.identityRow, ui.Wide(g.wanted))
}

// moreBox holds what is seldom asked.
func (g *dialog) moreBox() fyne.CanvasObject {
	q, w := g.q, g.q.d.Words
	number := func(key string, at *int) (*ui.Entry, *ui.Field) {
		var row *ui.Field
		e := ui.NewEntry("", func(string) { row.SetError("") })
		e.OnCommit = func(text string) {
			if n, ok := count(text); ok {
				*at = n
				g.changed()
			}
		}
		row = ui.NewField(w.T(key), e)
		return e, row
	}
	g.pages, g.pagesRow = number("issue.volume_pages", &q.volumes.Pages)
	g.mb, g.mbRow = number("issue.volume_mb", &q.volumes.MB)
	archive := ui.NewTermSelect([]ui.Option{
		{ID: "2a", Label: w.T("issue.archive.2a")}, {ID: "3a", Label: w.T("issue.archive.3a")}, {ID: "none", Label: w.T("issue.archive.none")},
	}, "", func(v string) {
		q.archive = bundle.Archive(v)
		if v == "2a" {
			q.archive = bundle.ArchiveUsual
		}
		g.changed()
	}).MustHold()
	archive.Load("2a")
	if q.archive != bundle.ArchiveUsual {
		archive.Load(string(q.archive))
	}
	g.archiveRow = ui.NewField(w.T("issue.archive"), archive).SetHelp(w.T("issue.archive.help"))
	g.parts = ui.NewCheck(w.T("issue.parts"), q.parts, func(on bool) { q.parts = on; g.changed() })
	g.seal = ui.NewCheck(w.T("issue.seal"), false, func(bool) { g.fit(); g.box.Refresh() })
	g.passphrase = gate.NewPassphraseInput(w, strings.TrimSuffix(filepath.Base(q.d.DB.Path()), filepath.Ext(q.d.DB.Path())))
	g.passphrase.OnSubmit(g.onMake)
	g.sealBox = ui.NewStack(2, ui.NewBanner(ui.Warning, w.T("issue.seal.never")), g.passphrase.Object())
	g.more = ui.NewStack(2.4, ui.NewForm(g.pagesRow, g.mbRow, g.archiveRow), ui.NewStack(1, g.parts, g.seal), g.sealBox)
	g.more.Hide()
	g.moreButton = ui.NewButton(w.T("issue.more"), theme.MenuExpandIcon(), ui.Quiet, func() {
		if g.more.Hidden = !g.more.Hidden; g.more.Hidden {
			g.moreButton.SetIcon(theme.MenuExpandIcon())
		} else {
			g.moreButton.SetIcon(theme.MenuDropDownIcon())
		}
		g.box.Refresh()
	})
	return ui.NewStack(1.6, ui.NewToolbar(g.moreButton), g.more)
}

// whereBox asks where to put the files.
func (g *dialog) whereBox() fyne.CanvasObject {
	w := g.q.d.Words
	g.path = ui.NewEntry("", func(string) { g.pathOurs = false; g.pathRow.SetError("") })
	g.pathRow = ui.NewField(w.T("export.where"), g.path)
	browse := ui.NewButton(w.T("action.browse"), theme.FolderOpenIcon(), ui.Quiet, g.onBrowse)
	return ui.NewStack(0.6, g.pathRow, ui.NewToolbar(browse), ui.NewCaption(w.T("issue.outside")))
}

// onProfile takes another form of dossier.
func (g *dialog) onProfile(id string) {
	if p := profile.Find(g.q.profiles, id); p != nil {
		g.q.chosen = p
		g.q.usual()
		g.changed()
	}
}

// onLanguage takes another language; no document is without one.
func (g *dialog) onLanguage(tag string) {
	if tag != "" {
		g.q.lang = tag
	}
	g.changed()
}

// changed hears that something else is asked for.
func (g *dialog) changed() {
	if g.box == nil {
		return
	}
	g.fit()
	g.look()
}

// fit shows what belongs to what is asked for.
func (g *dialog) fit() {
	q, w := g.q, g.q.d.Words
	p := q.chosen
	about := []string{p.Body.In(w.Lang()), p.AboutIn(w.Lang())}
	if q.composed() {
		about = []string{p.Body.In(w.Lang()), p.TitleIn(w.Lang())}
	}
	g.about.SetText(strings.Join(slices.DeleteFunc(about, func(s string) bool { return s == "" }), ". "))
	g.language.Load(q.lang)
	g.format.Load(q.format)
	g.wanted.SetText("")
	if len(p.Formats) > 0 && q.format != p.Formats[0] {
		g.wanted.SetText(w.T("issue.format_wanted", tr.V{"Format": w.T("issue.format." + p.Formats[0])}))
	}
	if !ownsKeyboard(g, g.recipient) {
		g.recipient.Load(q.recipient)
	}
	g.recipient.PlaceHolder = p.Body.In(w.Lang())
	g.recipient.Refresh()
	var styles []ui.Option
	for _, id := range profile.Identities {
		if id != "full" && (q.redact || slices.Contains(p.Identities, id)) || id == p.Identity || id == q.identity {
			styles = append(styles, ui.Option{ID: id, Label: w.Word("dossier_identity", id)})
		}
	}
	g.identity.SetOptions(styles)
	g.identity.Load(q.identityNow())
	g.identityRow.Hidden = len(styles) < 2
	pdf := q.format == "pdf"
	g.pagesRow.Hidden, g.mbRow.Hidden, g.archiveRow.Hidden = !pdf, !pdf, !pdf
	g.pages.Load(numeral(q.volumes.Pages))
	g.mb.Load(numeral(q.volumes.MB))
	g.parts.Hidden = !pdf || p.PartPages == 0
	g.parts.Load(q.parts)
	g.seal.Hidden = !pdf
	g.sealBox.Hidden = !pdf || !g.seal.Checked()
	if g.pathOurs {
		g.path.Load(free(filepath.Join(g.folder(), bundle.Name(q.snap.Case, p, now(), q.redact)+"."+q.format)))
		g.path.CursorColumn = len([]rune(g.path.Text))
		g.path.Refresh()
	} else {
		g.path.Load(g.ended(strings.TrimSpace(g.path.Text)))
	}
	g.through.show()
}

// identityNow is how people are named as things stand.
func (q *request) identityNow() string {
	switch {
	case q.identity != "":
		return q.identity
	case q.redact && q.chosen.Identity == "full":
		return "pseudonym"
	}
	return q.chosen.Identity
}

func ownsKeyboard(g *dialog, e *ui.Entry) bool {
	return g.q.d.Host.Window().Canvas().Focused() == fyne.Focusable(e)
}

// folder is where the files go: where the last did, else beside the case file.
func (g *dialog) folder() string {
	if g.path != nil && g.path.Text != "" && filepath.IsAbs(g.path.Text) {
		return filepath.Dir(g.path.Text)
	}
	return filepath.Dir(g.q.d.DB.Path())
}

func numeral(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// count reads a number of pages or megabytes; nothing is no limit.
func count(text string) (int, bool) {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0, true
	}
	n, err := strconv.Atoi(text)
	return n, err == nil && n > 0 && n < 1_000_000
}

// ended gives a path the ending of the format. Another format's is exchanged.
func (g *dialog) ended(path string) string {
	ext := filepath.Ext(path)
	if slices.Contains(profile.Formats, strings.TrimPrefix(strings.ToLower(ext), ".")) {
		path = strings.TrimSuffix(path, ext)
	}
	if path == "" {
		return ""
	}
	return path + "." + g.q.format
}

// onBrowse lets the folder be chosen; the name stays.
func (g *dialog) onBrowse() {
	w := g.q.d.Words
	ui.AskPath(g.q.d.Host.Window(), ui.PathSpec{
		Title: w.T("export.folder"), Yes: w.T("action.ok"), Folder: true,
		Path: filepath.Dir(g.target()) + string(filepath.Separator),
		Check: func(path string) string {
			if !desk.IsFolder(path) {
				return w.T("file.no_folder")
			}
			return ""
		},
		Then: func(dir string) {
			g.path.Load(free(filepath.Join(dir, filepath.Base(g.target()))))
			g.pathOurs = false
			g.pathRow.SetError("")
		},
	})
}

// target is the path as typed, with its ending.
func (g *dialog) target() string { return g.ended(strings.TrimSpace(g.path.Text)) }

// onMake makes the files, unless something stands in the way.
func (g *dialog) onMake() {
	if g.closed || !g.ready() {
		g.box.Refresh()
		return
	}
	j := &job{q: g.q, path: g.target(), order: g.q.order()}
	if g.q.format == "pdf" && g.seal.Checked() {
		text, ok := g.passphrase.Take()
		if !ok {
			g.box.Refresh()
			return
		}
		j.order.Seal = text
	}
	if !g.findings.passOver() {
		g.box.Refresh()
		return
	}
	g.leave()
	g.box.Close()
	g.q.d.Runner.Do(func() {}, j.start) // once this dialog is gone
}

// ready says what is wrong on the fields.
func (g *dialog) ready() bool {
	w := g.q.d.Words
	g.recipient.Flush()
	for _, f := range []struct {
		e   *ui.Entry
		row *ui.Field
		at  *int
	}{{g.pages, g.pagesRow, &g.q.volumes.Pages}, {g.mb, g.mbRow, &g.q.volumes.MB}} {
		n, ok := count(f.e.Text)
		if !ok && !f.row.Hidden {
			g.more.Show()
			f.row.SetError(w.T("issue.no_number"))
			return false
		}
		*f.at = n
	}
	if problem := g.bad(g.target()); problem != "" {
		g.pathRow.SetError(problem)
		ui.Reveal(g.pathRow)
		return false
	}
	return !g.stopped
}

// bad says what is wrong with the path. Where a file lies already, a free name
// is put in its place.
func (g *dialog) bad(path string) string {
	w := g.q.d.Words
	switch {
	case path == "" || filepath.Base(path) == "."+g.q.format:
		return w.T("file.name_missing")
	case !filepath.IsAbs(path):
		return w.T("file.whole_path")
	case !desk.IsFolder(filepath.Dir(path)):
		return w.T("file.no_folder")
	}
	if taken(path) {
		g.path.Load(free(path))
		return w.T("export.exists", tr.V{"Name": filepath.Base(path)})
	}
	return ""
}
