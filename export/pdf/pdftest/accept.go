package pdftest

import (
	"bytes"
	"fmt"
	"io"
	"slices"
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

// AcceptVolumes does as [Accept] for a document in volumes or parts: it holds
// each file to the rules, and to the limit.
func AcceptVolumes(t *testing.T, d *doc.Document, opt pdf.Options, limit pdf.Limit, want Want) ([]*File, pdf.Report) {
	t.Helper()
	volumes, report := PrintVolumes(t, d, opt, limit)
	var files []*File
	next := 1 // page
	for i, data := range volumes {
		t.Run(fmt.Sprintf("volume %d", i+1), func(t *testing.T) {
			f := Open(t, data)
			f.First, f.Of = next, report.Pages
			hold(t, f, d, opt, want)
			v := report.Volumes[i]
			if v.First != next || v.Pages != f.Pages() || v.Bytes != int64(len(data)) {
				t.Errorf("%d pages from %d on with %d bytes are told, there are %d from %d on with %d", v.Pages, v.First, v.Bytes, f.Pages(), next, len(data))
			}
			if limit.Pages > 0 && f.Pages() > limit.Pages || limit.Bytes > 0 && int64(len(data)) > limit.Bytes {
				t.Errorf("%d pages and %d bytes are more than asked for", f.Pages(), len(data))
			}
			next += f.Pages()
		})
		f := Open(t, data) // for the caller, whose test goes on
		f.First, f.Of = next-f.Pages(), report.Pages
		files = append(files, f)
	}
	if next != report.Pages+1 {
		t.Errorf("the volumes have %d pages, the document has %d", next-1, report.Pages)
	}
	t.Run("rule 13: the same document gives the same bytes", func(t *testing.T) {
		if again, _ := PrintVolumes(t, d, opt, limit); !slices.EqualFunc(again, volumes, bytes.Equal) {
			t.Error("the bytes differ")
		}
	})
	return files, report
}

// PrintVolumes prints a document in volumes into memory.
func PrintVolumes(t testing.TB, d *doc.Document, opt pdf.Options, limit pdf.Limit) ([][]byte, pdf.Report) {
	t.Helper()
	var all []*buffer
	report, err := pdf.WriteVolumes(func(volume, of int) (io.WriteCloser, error) {
		if volume != len(all)+1 || len(all) > 0 && !all[len(all)-1].closed {
			t.Errorf("volume %d is begun after %d, or before that is closed", volume, len(all))
		}
		all = append(all, &buffer{})
		return all[len(all)-1], nil
	}, d, opt, limit)
	if err != nil {
		t.Fatal(err)
	}
	var volumes [][]byte
	for _, b := range all {
		if !b.closed {
			t.Error("a volume is not closed")
		}
		volumes = append(volumes, b.Bytes())
	}
	return volumes, report
}

type buffer struct {
	bytes.Buffer
	closed bool
}

func (b *buffer) Close() error {
	b.closed = true
	return nil
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
