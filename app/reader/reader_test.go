package reader_test

import (
	"errors"
	"fmt"
	"testing"

	"guvoh/app/reader"
	"guvoh/app/tr"
	"guvoh/assets"
	"guvoh/export/pdfview"
	"guvoh/model"
)

func words(t *testing.T, lang string) *tr.Printer {
	t.Helper()
	bundle, err := tr.New(assets.Locale)
	if err != nil {
		t.Fatal(err)
	}
	schema, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	return bundle.Printer(lang, schema)
}

func TestEveryReasonHasASentenceOfItsOwn(t *testing.T) {
	for _, lang := range []string{"en", "ru", "uz"} {
		w := words(t, lang)
		said := map[string]error{}
		for _, err := range []error{
			pdfview.ErrNotPDF, pdfview.ErrDamaged, pdfview.ErrLocked, pdfview.ErrNoPages, pdfview.ErrTooBig,
			pdfview.ErrTooSlow, pdfview.ErrClosed, errors.New("the engine does not start"),
		} {
			sentence := reader.Sentence(w, fmt.Errorf("wrapped: %w", err))
			if before := said[sentence]; before != nil {
				t.Errorf("%s: %v is said like %v", lang, err, before)
			}
			said[sentence] = err
		}
	}
}

func TestAPageThatFailsIsNotTheWholeDocument(t *testing.T) {
	data := []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
		"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj\ntrailer<</Root 1 0 R/Size 4>>")
	d, err := pdfview.Open(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	w := words(t, "en")
	l := reader.Leaves(w, d)
	if m, err := l.Draw(0, 300); err != nil || m.Bounds().Dx() != 300 || m.Bounds().Dy() != 150 || l.Count != 1 || !l.Pages {
		t.Errorf("%d pages, the first is not as it should be: %v", l.Count, err)
	}
	if l.Problem(pdfview.ErrDamaged) == reader.Sentence(w, pdfview.ErrDamaged) {
		t.Error("a page is said like the document")
	}
	d.Close()
	if _, err := l.Draw(0, 300); err == nil || l.Problem(err) != w.T("pdf.closed") {
		t.Error("a page is drawn after the end")
	}
}
