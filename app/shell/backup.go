package shell

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model/store"
)

// When backups are made by themselves: an hour after the one before, if
// something was changed meanwhile. A window that locks often has short
// sessions, so the hour is counted from the last backup and not from the
// opening of the file, which gets a quiet minute first. While the stick is not
// there it is looked for more often: whoever plugs it in means it.
const (
	backupEvery = time.Hour
	backupQuiet = time.Minute
	backupAgain = 10 * time.Minute
)

// schedule is when the open file is backed up next.
type schedule struct {
	cancel func()             // the next look
	stop   context.CancelFunc // the backup that is being made
	told   bool               // that the folder is not there: once is enough
}

// watchBackups begins the schedule of the file that was opened.
func (s *Shell) watchBackups() {
	s.endBackups()
	s.backups = schedule{}
	d := s.desk
	if d.DB.ReadOnly() {
		return
	}
	var last time.Time
	s.Runner.Do(func() { last, _ = d.DB.LastBackup() }, func() { // one that cannot be read was never made
		if s.desk == d {
			s.lookAgain(max(backupQuiet, min(backupEvery, backupEvery-time.Since(last))))
		}
	})
}

// endBackups ends the schedule. A backup that is being made is given up: what a
// lock waits for would hold the key in memory.
func (s *Shell) endBackups() {
	if s.backups.cancel != nil {
		s.backups.cancel()
	}
	if s.backups.stop != nil {
		s.backups.stop()
	}
	s.backups.cancel, s.backups.stop = nil, nil
}

func (s *Shell) lookAgain(after time.Duration) {
	s.backups.cancel = s.Runner.After(after, s.backUp)
}

// backUp makes a backup in the background, if one is due.
func (s *Shell) backUp() {
	d := s.desk
	if d == nil {
		return
	}
	ctx, stop := context.WithCancel(context.Background())
	s.backups.stop = stop
	s.showStatus()
	var made bool
	var err error
	s.Runner.Do(func() { made, err = backUp(ctx, d.DB, nil) }, func() {
		stop()
		if s.desk != d || errors.Is(err, context.Canceled) {
			return
		}
		s.backups.stop = nil
		s.showStatus()
		next := backupEvery
		switch {
		case errors.Is(err, fs.ErrNotExist):
			next = backupAgain
			s.tellMissing()
		case err != nil:
			s.Toast(s.words.T("backup.failed", tr.V{"Why": desk.Sentence(s.words, err)}), "", nil)
		case made:
			s.backups.told = false
			if s.pane != nil {
				s.pane.Changed(store.Changes{})
			}
		}
		s.lookAgain(next)
	})
}

// backUp makes a backup, if one is due, and tells whether it did.
func backUp(ctx context.Context, db *store.DB, step func(done, total int)) (made bool, err error) {
	due, err := db.BackupDue()
	if err != nil || !due {
		return false, err
	}
	folder, err := db.BackupFolder()
	if err != nil {
		return false, err
	}
	_, err = db.Backup(ctx, folder, step)
	if ctx.Err() != nil { // whatever was interrupted says so in its own way
		err = ctx.Err()
	}
	return err == nil, err
}

// tellMissing says, once, that the folder for backups is not there.
func (s *Shell) tellMissing() {
	if s.backups.told {
		return
	}
	s.backups.told = true
	last, err := s.desk.DB.LastBackup()
	if err != nil || last.IsZero() {
		s.Toast(s.words.T("backup.missing_first"), "", nil)
		return
	}
	s.Toast(s.words.T("backup.missing", tr.V{"When": desk.Moment(s.words, last)}), "", nil)
}

// parting makes a last backup of a file that somebody is about to close, if one
// is due and its folder is there, and then goes on. It can be skipped, and does
// not stand in the way of a lock.
func (s *Shell) parting(then func()) {
	if s.desk == nil || s.desk.DB.ReadOnly() {
		then()
		return
	}
	before := s.pane
	if !s.leave() { // the window stays, as CloseFile would have it
		s.pane = before
		return
	}
	s.window.Canvas().Unfocus() // nobody types into what was left
	d := s.desk
	if due, err := d.DB.BackupDue(); err != nil || !due {
		then()
		return
	}
	s.endBackups()
	var err error
	s.Busy(desk.Work{
		Title: "backup.leaving", Stop: "backup.skip",
		Do: func(ctx context.Context, step func(done, total int)) { _, err = backUp(ctx, d.DB, step) },
		Done: func() {
			if s.desk != d {
				return
			}
			if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, fs.ErrNotExist) {
				then()
				return
			}
			s.askLeave(err, then)
		},
	})
}

// askLeave says why there is no last backup, and asks whether to leave.
func (s *Shell) askLeave(why error, then func()) {
	var d *ui.Dialog
	stay := func() {
		d.Close()
		s.watchBackups()
		s.show()
	}
	no := ui.NewButton(s.words.T("backup.stay"), nil, ui.Plain, stay)
	yes := ui.NewButton(s.words.T("backup.leave"), nil, ui.Primary, func() { d.Close(); then() })
	d = ui.NewDialog(s.window.Canvas(), ui.DialogSpec{
		Title: s.words.T("backup.failed_title"), Cancel: stay, Buttons: []*ui.Button{no, yes},
		Body: ui.NewText(s.words.T("backup.failed_text", tr.V{"Why": desk.Sentence(s.words, why)}), ui.TextStyle{}),
	})
	d.Show()
}

// ---- bringing a backup back ----

// AskRestore asks which backup shall be brought back.
func (s *Shell) AskRestore() {
	from := desk.Home()
	if s.desk != nil {
		if folder, err := s.desk.DB.BackupFolder(); err == nil && folder != "" {
			from = folder
		}
	}
	ui.AskPath(s.window, ui.PathSpec{
		Title: s.words.T("backup.restore_title"), Text: s.words.T("backup.restore_which"), Yes: s.words.T("backup.restore_next"),
		Path: from + string(filepath.Separator), Ext: []string{extension},
		Check: func(path string) string {
			if err := store.Sealed(path); err != nil && !errors.Is(err, store.ErrInUse) {
				return desk.Sentence(s.words, err)
			}
			return ""
		},
		Then: s.Restore,
	})
}

// Restore asks where a backup shall lie, puts it there and offers to open it.
func (s *Shell) Restore(backup string) {
	name := stem(backup)
	ui.AskPath(s.window, ui.PathSpec{
		Title: s.words.T("backup.restore_title"), Text: s.words.T("backup.restore_where"), Yes: s.words.T("action.restore"), Save: true,
		Path: filepath.Join(desk.Home(), name+extension), Check: s.checkNew,
		Then: func(path string) {
			path = withExtension(strings.TrimSpace(path))
			var err error
			s.busy("backup.restoring", func(ctx context.Context) { err = store.Restore(ctx, backup, path) }, func() {
				switch {
				case errors.Is(err, context.Canceled):
				case err != nil:
					s.fail(err)
				default:
					s.offerRestored(path)
				}
			})
		},
	})
}

func (s *Shell) offerRestored(path string) {
	var d *ui.Dialog
	no := ui.NewButton(s.words.T("action.close"), nil, ui.Plain, func() { d.Close() })
	yes := ui.NewButton(s.words.T("backup.restored_open"), nil, ui.Primary, func() { d.Close(); s.Open(path) })
	d = ui.NewDialog(s.window.Canvas(), ui.DialogSpec{
		Title: s.words.T("backup.restored_title"), Body: ui.NewText(s.words.T("backup.restored_text"), ui.TextStyle{}),
		Buttons: []*ui.Button{no, yes},
	})
	d.Show()
}
