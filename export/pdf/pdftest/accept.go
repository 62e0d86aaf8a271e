package pdftest

import (
	"bytes"
	"testing"

	"guvoh/export/doc"
	"guvoh/export/pdf"
)

// Want is what a profile asks for beyond the rules that hold for all.
type Want struct {
	Sides float64 // least white at the left and right edge in millimetres; zero for any
	DPI   float64 // dots to the inch of the finest picture; zero for 300
}

// Accept prints a document, holds the file to the rules 1 to 6, 9, 13, 14, 15
// and 20, and to 7 where the profile asks, and returns it for what else there
// is to look at.
func Accept(t *testing.T, d *doc.Document, opt pdf.Options, want Want) (*File, pdf.Report) {
	t.Helper()
	data, report := Print(t, d, opt)
	f := Open(t, data)
	hold(t, f, d, opt, want)
	t.Run("rule 13: the same document gives the same bytes", func(t *testing.T) {
		if again, _ := Print(t, d, opt); !bytes.Equal(again, data) {
			t.Error("the bytes differ")
		}
	})
	return f, report
}

// Print prints a document into memory.
func Print(t testing.TB, d *doc.Document, opt pdf.Options) ([]byte, pdf.Report) {
	t.Helper()
	var b bytes.Buffer
	report, err := pdf.Write(&b, d, opt)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), report
}

// hold runs the rules that look at one file.
func hold(t *testing.T, f *File, d *doc.Document, opt pdf.Options, want Want) {
	t.Helper()
	if want.DPI == 0 {
		want.DPI = 300
	}
	for _, rule := range []struct {
		name   string
		faults func() []string
	}{
		{"qpdf finds no fault", func() []string { return Sound(f) }},
		{"what the file claims is true", func() []string { return Claims(f) }},
		{"rules 1 and 20: each page says which it is", func() []string { return Numbers(f, d) }},
		{"rule 2: links lead to the page that they name", func() []string { return Leads(f, d) }},
		{"rule 3: the outline names sections and exhibits with their page", func() []string { return Bookmarks(f, d) }},
		{"rule 4: every letter can be searched", func() []string { return Searchable(f, d) }},
		{"rule 5: nothing in the file does anything", func() []string { return Harmless(f, len(opt.Attachments) > 0) }},
		{"rule 6: the paper has its size", func() []string { return Paper(f, d) }},
		{"rule 7: the margins are wide enough", func() []string { return Sides(f, want.Sides) }},
		{"rule 9: paragraphs are numbered without a gap", func() []string { return Paragraphs(f, d) }},
		{"rule 14: pictures are no finer than asked", func() []string { return Resolution(f, want.DPI) }},
		{"rule 15: the file opens as it should", func() []string { return Opens(f) }},
	} {
		t.Run(rule.name, func(t *testing.T) {
			for _, fault := range rule.faults() {
				t.Error(fault)
			}
		})
	}
}
