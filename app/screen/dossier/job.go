package dossier

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"guvoh/app/desk"
	"guvoh/app/exchange"
	"guvoh/app/reader"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/export"
	"guvoh/export/exhibit"
	"guvoh/export/pdf"
	"guvoh/export/pdfview"
	"guvoh/export/profile"
	"guvoh/model"
	"guvoh/model/store"
)

// job makes one document.
type job struct {
	d       *desk.Desk
	snap    *model.Snapshot
	profile *profile.Profile
	words   *tr.Printer
	path    string
	open    bool

	report pdf.Report
	err    error
}

// start has the window wait for the document: it neither locks nor closes the
// file meanwhile.
func (j *job) start() {
	j.d.Host.Busy(desk.Work{Title: "export.making", Do: j.work, Done: j.finish})
}

func (j *job) work(ctx context.Context, step func(done, total int)) {
	j.err = exchange.SaveNew(j.d.DB, j.path, func(w io.Writer) (err error) {
		document, _ := export.Build(export.Order{Profile: j.profile, Snapshot: j.snap, Words: j.words, At: time.Now()})
		reader := exhibit.New()
		defer reader.Close()
		j.report, err = pdf.Write(w, document, pdf.Options{Context: ctx, Reader: reader, Progress: step, Producer: export.Program, Missing: pdf.Boxes})
		return err
	})
}

// finish says how it ended.
func (j *job) finish() {
	w, canvas := j.d.Words, j.d.Host.Window().Canvas()
	switch {
	case errors.Is(j.err, context.Canceled):
		j.d.Host.Toast(w.T("export.cancelled"), "", nil)
		return
	case errors.Is(j.err, store.ErrFull):
		ui.Message(canvas, w.T("problem.title"), w.T("export.disk_full"))
		return
	case errors.Is(j.err, fs.ErrPermission): // not that the case file cannot be written
		ui.Message(canvas, w.T("problem.title"), w.T("problem.store.no_permission"))
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
	var made *pdfview.Document
	var err, unshown error
	stopped := false
	work := func(ctx context.Context, _ func(done, total int)) {
		var f *os.File
		if f, err = os.Open(j.path); err != nil {
			return
		}
		defer f.Close()
		var data []byte
		if data, err = io.ReadAll(io.LimitReader(f, pdfview.MaxBytes+1)); err == nil {
			made, unshown = pdfview.Open(ctx, data)
		}
		stopped = ctx.Err() != nil
	}
	j.d.Host.Busy(desk.Work{Title: "pdf.opening", Do: work, Done: func() {
		switch {
		case stopped:
			made.Close()
		case err != nil:
			j.d.Fail(err)
		case unshown != nil:
			ui.Message(canvas, w.T("problem.title"), reader.Sentence(w, unshown))
		default:
			ui.Enlarge(canvas, filepath.Base(j.path), reader.Leaves(w, made), 0, func(int) { made.Close() })
		}
	}})
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
