package dossier

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"guvoh/app/desk"
	"guvoh/app/pdfview"
	"guvoh/app/reader"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/export"
	"guvoh/export/pdf"
	"guvoh/export/profile"
	"guvoh/model"
)

// look is how often the progress shown follows the work.
const look = 120 * time.Millisecond

// job makes one document.
type job struct {
	d       *desk.Desk
	snap    *model.Snapshot
	profile *profile.Profile
	words   *tr.Printer
	path    string
	open    bool

	shown  *ui.ProgressDialog
	done   atomic.Int64 // written by the work, read by the window
	total  atomic.Int64
	ended  bool
	report pdf.Report
	err    error
}

func (j *job) start() {
	ctx, cancel := context.WithCancel(context.Background())
	j.shown = ui.Progress(j.d.Host.Window().Canvas(), j.d.Words.T("export.making"), cancel)
	j.follow()
	j.d.Runner.Do(func() { j.work(ctx) }, func() {
		j.ended = true
		cancel()
		j.shown.Close()
		j.finish()
	})
}

// follow shows how far the work is, until it has ended.
func (j *job) follow() {
	if j.ended {
		return
	}
	if total := j.total.Load(); total > 0 {
		j.shown.Set(float64(j.done.Load())/float64(total), "")
	}
	j.d.Runner.After(look, j.follow)
}

func (j *job) work(ctx context.Context) {
	if taken(j.path) { // since the dialog looked
		j.err = errTaken
		return
	}
	doc, _ := export.Build(j.profile, j.snap, j.words, time.Now())
	if j.err = ctx.Err(); j.err != nil {
		return
	}
	j.report, j.err = export.Write(ctx, j.path, doc, func(done, total int) {
		j.done.Store(int64(done))
		j.total.Store(int64(total))
	})
}

var errTaken = errors.New("a file of that name is already there")

// finish says how it ended.
func (j *job) finish() {
	w, canvas := j.d.Words, j.d.Host.Window().Canvas()
	switch {
	case errors.Is(j.err, context.Canceled):
		j.d.Host.Toast(w.T("export.cancelled"), "", nil)
		return
	case errors.Is(j.err, export.ErrDiskFull):
		ui.Message(canvas, w.T("problem.title"), w.T("export.disk_full"))
		return
	case errors.Is(j.err, export.ErrNotPDF), errors.Is(j.err, errTaken):
		ui.Message(canvas, w.T("problem.title"), w.T("problem.store.exists"))
		return
	case j.err != nil:
		j.d.Fail(j.err)
		return
	}
	said := w.N("export.done", j.report.Pages, tr.V{"Path": j.path})
	if remarks := j.remarks(); remarks != "" {
		ui.Message(canvas, w.T("export.title"), said+"\n\n"+remarks)
	} else {
		j.d.Host.Toast(said, "", nil)
	}
	if j.open {
		j.show()
	}
}

// show shows the document over the whole window, as it lies on the disk. No
// other program is opened on it: that would keep its name.
func (j *job) show() {
	w, canvas := j.d.Words, j.d.Host.Window().Canvas()
	ctx, cancel := context.WithCancel(context.Background())
	progress := ui.Progress(canvas, w.T("pdf.opening"), cancel)
	var made *pdfview.Document
	var err, unshown error
	j.d.Runner.Do(func() {
		var f *os.File
		if f, err = os.Open(j.path); err != nil {
			return
		}
		defer f.Close()
		var data []byte
		if data, err = io.ReadAll(io.LimitReader(f, pdfview.MaxBytes+1)); err == nil {
			made, unshown = pdfview.Open(ctx, data)
		}
	}, func() {
		progress.Close()
		cancelled := ctx.Err() != nil
		cancel()
		switch {
		case cancelled:
			made.Close()
		case err != nil:
			j.d.Fail(err)
		case unshown != nil:
			ui.Message(canvas, w.T("problem.title"), reader.Sentence(w, unshown))
		default:
			ui.Enlarge(canvas, filepath.Base(j.path), reader.Leaves(w, made), 0, func(int) { made.Close() })
		}
	})
}

// remarks says what could not be printed as it is.
func (j *job) remarks() string {
	w, said := j.d.Words, ""
	if n := len(j.report.Damaged); n > 0 {
		said = w.N("export.damaged", n)
	}
	if n := len(j.report.Missing); n > 0 {
		if said != "" {
			said += "\n\n"
		}
		said += w.N("export.missing_letters", n, tr.V{"Letters": string(j.report.Missing[:min(n, 20)])})
	}
	return said
}
