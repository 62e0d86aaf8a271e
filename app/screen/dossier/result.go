package dossier

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/exchange"
	"guvoh/app/reader"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/app/ui/clip"
	"guvoh/export"
	"guvoh/export/bundle"
	"guvoh/export/doc"
	"guvoh/export/pdfview"
)

// showResult says what was made.
func showResult(j *job, remembered bool) {
	q, w := j.q, j.q.d.Words
	rows := ui.NewStack(1.4, ui.NewCaption(filepath.Dir(j.path)))
	for _, f := range j.result.Files {
		rows.Add(fileRow(q.d, f))
	}
	if j.result.Pages > 0 && len(j.result.Files) > 1 {
		rows.Add(ui.NewCaption(w.N("issue.pages", j.result.Pages)))
	}
	if !remembered {
		rows.Add(ui.NewBanner(ui.Warning, w.T("issue.not_remembered")))
	} else if q.composed() || j.order.Redact {
		rows.Add(ui.NewCaption(w.T("issue.remembered")))
	}
	if n := len(j.result.Doubtful); n > 0 {
		rows.Add(ui.NewBanner(ui.Warning, w.N("issue.doubtful", n)))
	}
	if said := exchange.Withheld(w, j.result.Taken); said != "" {
		rows.Add(ui.NewActionRow(theme.VisibilityOffIcon(), w.T("issue.withheld"), cut(w, said)).Boxed())
	}
	for _, line := range remarks(q, j.result.Findings) {
		rows.Add(ui.NewText(line, ui.TextStyle{}))
	}
	var box *ui.Dialog
	done := ui.NewButton(w.T("issue.done"), nil, ui.Primary, func() { box.Close() })
	buttons := []*ui.Button{done}
	if first := j.result.Files[0]; first.Format == "pdf" && !first.Sealed {
		look := ui.NewButton(w.T("issue.look"), theme.VisibilityIcon(), ui.Plain, func() {
			read(q.d, filepath.Join(filepath.Dir(j.path), first.Name))
		})
		buttons = []*ui.Button{look, done}
	}
	box = ui.NewDialog(q.d.Host.Window().Canvas(), ui.DialogSpec{
		Title: w.N("issue.made", len(j.result.Files)), Body: rows, Buttons: buttons, Width: width,
	})
	box.Show()
}

// fileRow says what one file is, with its digest to be copied.
func fileRow(d *desk.Desk, f bundle.File) fyne.CanvasObject {
	w := d.Words
	var parts []string
	if f.Pages > 0 {
		parts = append(parts, w.N("issue.pages", f.Pages))
	}
	parts = append(parts, size(w, f.Size))
	switch {
	case f.Sealed:
		parts = append(parts, w.T("issue.sealed"))
	case f.Claim != "":
		parts = append(parts, string(f.Claim))
	}
	copies := ui.NewButton(w.T("issue.copy_hash"), theme.ContentCopyIcon(), ui.Plain, func() {
		clip.Put(f.SHA256)
		d.Host.Toast(w.T("issue.copied"), "", nil)
	})
	text := strings.Join(parts, " · ") + "\nSHA-256: " + doc.Grouped(f.SHA256)
	if because := hindrances(w, f); because != "" {
		text += "\n" + because
	}
	return ui.NewActionRow(theme.FileIcon(), f.Name, text, copies).Boxed()
}

// hindrances says which exhibits keep a file from claiming more.
func hindrances(w *tr.Printer, f bundle.File) string {
	var all []string
	for _, h := range f.Because {
		if h.Exhibit != nil && !slices.Contains(all, h.Exhibit.Number) {
			all = append(all, h.Exhibit.Number)
		}
	}
	if len(all) == 0 {
		return ""
	}
	if len(all) > placesNamed {
		all = append(all[:placesNamed], "…")
	}
	return w.T("issue.because", tr.V{"Exhibits": strings.Join(all, ", ")})
}

// size says how large a file is.
func size(w *tr.Printer, n int64) string {
	switch {
	case n >= 1e6:
		tenths := int((n + 50_000) / 100_000)
		return w.T("issue.mb", tr.V{"N": w.Number(tenths/10) + w.T("compose.decimal") + w.Number(tenths%10)})
	case n >= 1000:
		return w.T("issue.kb", tr.V{"N": w.Number(int((n + 500) / 1000))})
	}
	return w.N("issue.bytes", int(n))
}

// remarks say of what was made what a reader of it should know: warnings that
// stand, as in what stays in the house, and what only making it told.
func remarks(q *request, found []export.Finding) []string {
	var lines []string
	for _, f := range export.Standing(found) {
		if f.Severity == export.Warning || slices.Contains([]export.Code{export.ManyVolumes, export.BadPicture}, f.Code) {
			if said := f.Say(q.chosen, q.d.Words).What; !slices.Contains(lines, said) {
				lines = append(lines, said)
			}
		}
	}
	if n := len(lines) - most; n > 0 {
		lines = append(lines[:most], q.d.Words.N("issue.and_more", n))
	}
	return lines
}

// read shows a PDF over the whole window, as it lies on the disk. No other
// program is opened on it: that would keep its name.
func read(d *desk.Desk, path string) {
	w, canvas := d.Words, d.Host.Window().Canvas()
	var made *pdfview.Document
	var err, unshown error
	stopped := false
	work := func(ctx context.Context, _ func(done, total int)) {
		var f *os.File
		if f, err = os.Open(path); err != nil {
			return
		}
		defer f.Close()
		var data []byte
		if data, err = io.ReadAll(io.LimitReader(f, pdfview.MaxBytes+1)); err == nil {
			made, unshown = pdfview.Open(ctx, data)
		}
		stopped = ctx.Err() != nil
	}
	d.Host.Busy(desk.Work{Title: "pdf.opening", Do: work, Done: func() {
		switch {
		case stopped:
			made.Close()
		case err != nil:
			d.Fail(err)
		case unshown != nil:
			ui.Message(canvas, w.T("problem.title"), reader.Sentence(w, unshown))
		default:
			ui.Enlarge(canvas, filepath.Base(path), reader.Leaves(w, made), 0, func(int) { made.Close() })
		}
	}})
}
