// Package backups is where a person sees which copies of the file there are,
// says where they go, makes one now, has one checked and brings one back.
//
// What is made by itself, and when, is the window's to decide; the screen shows
// it. A folder on a stick may be slow or gone at any time, so that it is only
// ever looked at away from the window.
package backups

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model/store"
)

// Tools is what the window does for the screen.
type Tools struct {
	Restore    func(backup string) // asks where a backup shall lie, and offers to open it
	AskRestore func()              // the same, after asking which
}

// Screen shows the backups of the file.
type Screen struct {
	widget.BaseWidget
	Tools
	d    *desk.Desk
	gone bool // the screen was left

	page    *ui.Scroll
	notices *fyne.Container
	place   *fyne.Container // where they go, and the last
	list    *fyne.Container
	now     *ui.Button
}

// found is what is known of the backups.
type found struct {
	folder  string
	last    time.Time
	all     []store.Backup
	missing bool // the folder is not there
	err     error
}

// New makes the screen.
func New(d *desk.Desk, _ desk.Route, t Tools) desk.Pane {
	s := &Screen{Tools: t, d: d, notices: ui.NewStack(1.5), place: ui.NewStack(2.6), list: ui.NewStack(1.2)}
	s.now = ui.NewButton(s.t("backup.now"), theme.DownloadIcon(), ui.Primary, s.onNow)
	elsewhere := ui.NewActionRow(nil, s.t("backup.elsewhere"), s.t("backup.elsewhere_why"),
		ui.NewButton(s.t("backup.restore"), nil, ui.Plain, func() { s.AskRestore() }))
	column := ui.NewStack(4,
		ui.NewStack(1, ui.NewHeading(s.t("nav.backups")), ui.NewCaption(s.t("backup.lead"))),
		s.notices,
		ui.NewStack(2.6, ui.NewSection(s.t("backup.where"), ""), s.place),
		ui.NewStack(2, ui.NewSection(s.t("backup.all"), s.t("backup.kept")), s.list, elsewhere))
	s.page = ui.NewScroll(ui.NewAtMost(660, ui.NewInset(4, 4, column)))
	s.ExtendBaseWidget(s)
	s.load(func() { ui.Focus(s.now) })
	return s
}

// CreateRenderer shows the page.
func (s *Screen) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.page) }

// Changed looks again.
func (s *Screen) Changed(store.Changes) { s.load(nil) }

// Leave lets nothing be shown any more.
func (s *Screen) Leave() { s.gone = true }

func (s *Screen) t(key string) string { return s.d.Words.T(key) }

// load looks at the folder, shows what is there, and then does what comes next.
func (s *Screen) load(next func()) {
	db := s.d.DB
	var f found
	s.d.Runner.Do(func() { f = look(db) }, func() {
		if s.gone {
			return
		}
		s.show(f)
		if next != nil {
			next()
		}
	})
}

func look(db *store.DB) (f found) {
	if f.folder, f.err = db.BackupFolder(); f.err != nil || f.folder == "" {
		return f
	}
	if f.last, f.err = db.LastBackup(); f.err != nil {
		return f
	}
	f.all, f.err = db.Backups(f.folder)
	if f.missing = errors.Is(f.err, fs.ErrNotExist); f.missing {
		f.err = nil
	}
	return f
}

func (s *Screen) show(f found) {
	s.notices.Objects, s.place.Objects, s.list.Objects = nil, nil, nil
	readOnly := s.d.DB.ReadOnly()
	if readOnly {
		s.notices.Add(ui.NewBanner(ui.Neutral, s.t("backup.read_only")))
	}
	if f.err != nil {
		s.notices.Add(ui.NewBanner(ui.Problem, desk.Sentence(s.d.Words, f.err)))
	}
	if f.missing {
		s.notices.Add(ui.NewBanner(ui.Warning, s.t("backup.gone"), ui.NewButton(s.t("backup.look"), nil, ui.Plain, func() {
			s.load(func() { ui.Focus(s.now) })
		})))
	}
	s.showPlace(f, readOnly)
	for i, b := range f.all {
		about := s.size(b.Size)
		if !b.Own {
			about = s.t("backup.other") + " " + about
		}
		row := ui.NewActionRow(theme.DocumentIcon(), desk.Moment(s.d.Words, b.At), about,
			ui.NewButton(s.t("backup.check"), nil, ui.Quiet, func() { s.check(b) }),
			ui.NewButton(s.t("backup.restore"), nil, ui.Quiet, func() { s.Restore(b.Path) })).Boxed()
		if i == 0 {
			row.Mark(ui.NewBadge(s.t("backup.newest"), ui.Success))
		}
		s.list.Add(row)
	}
	if len(f.all) == 0 {
		s.list.Add(ui.NewCaption(s.t("backup.none")))
	}
	for _, o := range []fyne.CanvasObject{s.notices, s.place, s.list, s.page} {
		o.Refresh()
	}
}

// showPlace says where backups go and when the last was made.
func (s *Screen) showPlace(f found, readOnly bool) {
	w := s.d.Words
	choose := ui.NewButton(s.t("backup.choose"), nil, ui.Plain, func() { s.askFolder(nil) })
	off := ui.NewButton(s.t("backup.off"), nil, ui.Quiet, s.onOff)
	acts := []fyne.CanvasObject{choose}
	where := s.t("backup.no_folder")
	if f.folder != "" {
		where = f.folder
		acts = []fyne.CanvasObject{off, choose}
	}
	if readOnly {
		choose.Disable()
		off.Disable()
	}
	state := s.t("backup.never")
	switch {
	case !f.last.IsZero():
		state = w.T("backup.last", tr.V{"When": desk.Moment(w, f.last)})
	case len(f.all) > 0: // made on another computer, or before the file was copied
		state = w.T("backup.last_unseen", tr.V{"When": desk.Moment(w, f.all[0].At)})
	}
	s.place.Add(ui.NewActionRow(theme.FolderIcon(), where, s.t("backup.folder_why"), acts...))
	s.place.Add(ui.NewActionRow(theme.DocumentIcon(), s.t("backup.last_title"), state, s.now))
	s.place.Add(ui.NewCaption(s.t("backup.automatic")))
}

// size says how large a backup is, to one decimal place as the reader writes it.
func (s *Screen) size(bytes int64) string {
	point := ","
	if s.d.Words.Lang() == "en" {
		point = "."
	}
	size := strings.Replace(strconv.FormatFloat(float64(bytes)/1e6, 'f', 1, 64), ".", point, 1)
	return s.d.Words.T("backup.size", tr.V{"Size": size})
}

// askFolder asks where backups shall go, and does then what comes next.
func (s *Screen) askFolder(next func()) {
	ui.AskPath(s.d.Host.Window(), ui.PathSpec{
		Title: s.t("backup.folder_title"), Text: s.t("backup.folder_text"), Yes: s.t("action.ok"), Folder: true, Path: start(s.d.DB),
		Check: s.unfit,
		Then: func(path string) {
			s.d.Fail(s.d.DB.SetBackupFolder(filepath.Clean(path)))
			s.load(next)
		},
	})
}

// start is where the choice of a folder begins.
func start(db *store.DB) string {
	if folder, err := db.BackupFolder(); err == nil && folder != "" {
		return folder + string(filepath.Separator)
	}
	for _, media := range []string{"/media", "/run/media", "/Volumes"} { // where systems put sticks
		if st, err := os.Stat(media); err == nil && st.IsDir() {
			return media + string(filepath.Separator)
		}
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return home + string(filepath.Separator)
}

// unfit says why backups cannot go to a folder.
func (s *Screen) unfit(path string) string {
	st, err := os.Stat(path)
	switch {
	case !filepath.IsAbs(path):
		return s.t("file.whole_path")
	case err != nil || !st.IsDir():
		return s.t("backup.folder_missing")
	}
	if own, err := os.Stat(filepath.Dir(s.d.DB.Path())); err == nil && os.SameFile(own, st) {
		return s.t("backup.folder_same")
	}
	return ""
}

// onOff ends backups; those that exist stay.
func (s *Screen) onOff() {
	if err := s.d.DB.SetBackupFolder(""); err != nil {
		s.d.Fail(err)
		return
	}
	s.d.Host.Toast(s.t("backup.stopped"), "", nil)
	s.load(func() { ui.Focus(s.now) })
}

// onNow makes a backup, after asking where to where nobody has said so.
func (s *Screen) onNow() {
	folder, err := s.d.DB.BackupFolder()
	switch {
	case err != nil:
		s.d.Fail(err)
	case folder == "" && s.d.DB.ReadOnly():
		s.d.Fail(store.ErrReadOnly)
	case folder == "":
		s.askFolder(s.make)
	default:
		s.make()
	}
}

func (s *Screen) make() {
	d := s.d
	folder, err := d.DB.BackupFolder()
	if err != nil || folder == "" {
		d.Fail(err)
		return
	}
	if !d.Saver.Commit() { // the last words belong into it
		return
	}
	d.Host.Busy(desk.Work{
		Title: "backup.making",
		Do: func(ctx context.Context, step func(done, total int)) {
			_, err = d.DB.Backup(ctx, folder, step)
			if ctx.Err() != nil {
				err = ctx.Err()
			}
		},
		Done: func() {
			switch {
			case errors.Is(err, context.Canceled):
			case errors.Is(err, fs.ErrNotExist):
				ui.Message(d.Host.Window().Canvas(), d.Words.T("problem.title"), d.Words.T("backup.gone"))
			case err != nil:
				d.Fail(err)
			default:
				d.Host.Toast(d.Words.T("backup.made"), "", nil)
			}
			if !s.gone {
				s.load(func() { ui.Focus(s.now) })
			}
		},
	})
}

// check reads a whole backup and says what it found.
func (s *Screen) check(b store.Backup) {
	d := s.d
	var report store.Report
	var err error
	d.Host.Busy(desk.Work{
		Title: "backup.checking",
		Do: func(ctx context.Context, step func(done, total int)) {
			report, err = d.DB.CheckBackup(ctx, b.Path, step)
			if ctx.Err() != nil {
				err = ctx.Err()
			}
		},
		Done: func() {
			say := func(text string) {
				ui.Message(d.Host.Window().Canvas(), desk.Moment(d.Words, b.At), text)
			}
			switch {
			case errors.Is(err, context.Canceled):
			case errors.Is(err, store.ErrDamaged), err == nil && !report.OK():
				say(d.Words.T("backup.unsound"))
			case err != nil:
				d.Fail(err)
			default:
				say(d.Words.T("backup.sound", tr.V{
					"Records": d.Words.Number(report.Records), "Attachments": d.Words.Number(report.Attachments),
				}))
			}
		},
	})
}
