// Package reader shows a PDF inside the window.
//
// Its one job is to bring together what draws pages (export/pdfview), what shows
// them (app/ui) and the words for what can go wrong, for every screen that has
// a PDF. Rule: nothing here opens another program.
package reader

import (
	"context"
	"errors"
	"image"

	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/export/pdfview"
)

// Leaves gives the pages of a document to the widgets. They are there until
// the document is closed.
func Leaves(w *tr.Printer, d *pdfview.Document) *ui.Leaves {
	return &ui.Leaves{
		Count: d.Pages(),
		Pages: true,
		Draw: func(at, width int) (image.Image, error) {
			return d.Render(context.Background(), at, width)
		},
		Problem: func(err error) string {
			if errors.Is(err, pdfview.ErrDamaged) {
				return w.T("pdf.page_damaged")
			}
			return Sentence(w, err)
		},
	}
}

// Sentence says why a PDF cannot be shown.
func Sentence(w *tr.Printer, err error) string {
	for _, s := range []struct {
		err error
		key string
	}{
		{pdfview.ErrNotPDF, "pdf.not_pdf"},
		{pdfview.ErrDamaged, "pdf.damaged"},
		{pdfview.ErrLocked, "pdf.locked"},
		{pdfview.ErrNoPages, "pdf.no_pages"},
		{pdfview.ErrTooBig, "pdf.too_big"},
		{pdfview.ErrTooSlow, "pdf.too_slow"},
		{pdfview.ErrClosed, "pdf.closed"},
	} {
		if errors.Is(err, s.err) {
			return w.T(s.key)
		}
	}
	return w.T("pdf.no_engine")
}
