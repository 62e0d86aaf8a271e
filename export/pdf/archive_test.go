package pdf_test

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"guvoh/export/doc"
	"guvoh/export/pdf"
	"guvoh/export/pdf/pdftest"
	"guvoh/export/pdfcheck"
	"guvoh/model/vault/vaulttest/raced"
)

func TestAJudgeOfArchivesFindsNoFault(t *testing.T) {
	raced.OneByOne(t)
	t.Parallel()
	data, _ := pdftest.Print(t, caseFile(t), pdf.Part1(pdf.Options{Reader: reader}))
	if faults := pdftest.Archive(pdftest.Open(t, data)); len(faults) > 0 {
		t.Errorf("%q", faults)
	}
	if faults, err := pdfcheck.Check(data); err != nil || len(faults) > 0 {
		t.Errorf("%v, %q", err, faults)
	}
}

func TestTheJudgeOfArchivesFindsFaults(t *testing.T) {
	raced.OneByOne(t)
	t.Parallel()
	data, _ := pdftest.Print(t, caseFile(t), pdf.Options{Reader: reader}) // of part 2
	if faults := pdftest.Archive(pdftest.Open(t, data)); !strings.Contains(strings.Join(faults, "\n"), "part must be 1") {
		t.Errorf("%q", faults)
	}
}

// attached is a document with a file inside.
func attached(sha string, content []byte) pdf.Options {
	return pdf.Options{Reader: reader, Attachments: []pdf.Attachment{{
		Name: "case \"1\" (ʻ).json", MediaType: "application/json", Description: "The case, for machines", Relationship: pdf.Source, SHA256: sha,
		Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil },
	}}}
}

func TestAttachmentsAreCarried(t *testing.T) {
	t.Parallel()
	content := []byte(`{"case": 1}`)
	d := &doc.Document{Title: "With a file", Blocks: []doc.Block{&doc.Paragraph{Text: doc.Plain("See inside.")}}}
	data, report := pdftest.Print(t, d, attached("", content))
	if got := report.Volumes[0].Claim; got != pdf.A3A {
		t.Errorf("it claims %q", got)
	}
	f := pdftest.Open(t, data)
	for _, faults := range [][]string{pdftest.Sound(f), pdftest.Claims(f), pdftest.Harmless(f, true)} {
		if len(faults) > 0 {
			t.Errorf("%q", faults)
		}
	}
	if faults := pdftest.Harmless(f, false); len(faults) == 0 {
		t.Error("the attachment is not noticed where none was asked for")
	}
	list := pdftest.Tool(t, "qpdf", "--list-attachments", "--verbose", f.Path)
	for _, want := range []string{"case \"1\" (ʻ).json", "The case, for machines", "application/json"} {
		if !strings.Contains(list, want) {
			t.Errorf("qpdf does not tell of %q: %s", want, list)
		}
	}
	if got := pdftest.Tool(t, "qpdf", "--show-attachment=case \"1\" (ʻ).json", f.Path); got != string(content) {
		t.Errorf("it holds %q", got)
	}
}

func TestAnAttachmentThatIsAnotherFileIsRefused(t *testing.T) {
	t.Parallel()
	d := &doc.Document{Blocks: []doc.Block{&doc.Paragraph{Text: doc.Plain("See inside.")}}}
	if _, err := pdf.Write(io.Discard, d, attached(strings.Repeat("0", 64), []byte("other"))); err == nil {
		t.Error("it was taken")
	}
}

// enclosing is a document with foreign files of so many pages each.
func enclosing(t *testing.T, pages ...int) *doc.Document {
	t.Helper()
	d := &doc.Document{Title: "Exhibits", Blocks: []doc.Block{&doc.Section{Title: "Facts", Blocks: []doc.Block{&doc.Paragraph{Text: doc.Plain(prose(60))}}}}}
	inside := &doc.Section{Title: "Documents", NewPage: true}
	for i, n := range pages {
		paper := &doc.Document{Title: "A paper"}
		e := &doc.Exhibit{
			Number: fmt.Sprintf("Ex. %d", i+1), Title: "A paper", Anchor: fmt.Sprintf("ex-%d", i+1), Stamp: fmt.Sprintf("Ex. %d", i+1),
			Cover: []doc.Block{&doc.Paragraph{Text: doc.Plain("The paper begins on the next page.")}},
		}
		for k := range n {
			paper.Blocks = append(paper.Blocks, &doc.Paragraph{Text: doc.Plain(fmt.Sprintf("Paper %d, leaf %d. %s", i+1, k+1, prose(k*40)))}, &doc.PageBreak{})
			e.Sheets = append(e.Sheets, doc.Sheet{Page: k + 1, Width: 595, Height: 842})
		}
		data, _ := pdftest.Print(t, paper, pdf.Options{})
		e.Open = opener(data)
		inside.Blocks = append(inside.Blocks, e)
	}
	d.Blocks = append(d.Blocks, inside)
	return d
}

func TestAFileClaimsNoMoreThanItsExhibitsAllow(t *testing.T) {
	raced.OneByOne(t)
	t.Parallel()
	verdicts := func(by map[string]pdf.Verdict) func(*doc.Exhibit) pdf.Verdict {
		return func(e *doc.Exhibit) pdf.Verdict { return by[e.Number] }
	}
	good, plain, looks := pdf.Verdict{Best: pdf.A2A}, pdf.Verdict{Faults: []string{"font"}}, pdf.Verdict{Best: pdf.A2B, Faults: []string{"letters"}}
	for name, c := range map[string]struct {
		opt     pdf.Options
		want    pdf.Level
		because []string
	}{
		"all are good":              {pdf.Options{Vet: verdicts(map[string]pdf.Verdict{"Ex. 1": good, "Ex. 2": good})}, pdf.A2A, nil},
		"one only looks the same":   {pdf.Options{Vet: verdicts(map[string]pdf.Verdict{"Ex. 1": good, "Ex. 2": looks})}, pdf.A2B, []string{"Ex. 2"}},
		"one is nothing":            {pdf.Options{Vet: verdicts(map[string]pdf.Verdict{"Ex. 1": plain, "Ex. 2": looks})}, pdf.Plain, []string{"Ex. 1", "Ex. 2"}},
		"nothing is to be claimed":  {pdf.Options{NoClaim: true, Vet: verdicts(map[string]pdf.Verdict{"Ex. 1": good, "Ex. 2": good})}, pdf.Plain, nil},
		"the last one is nothing":   {pdf.Options{Vet: verdicts(map[string]pdf.Verdict{"Ex. 1": looks, "Ex. 2": plain})}, pdf.Plain, []string{"Ex. 1", "Ex. 2"}},
		"a file that nobody vetted": {pdf.Options{Vet: verdicts(nil)}, pdf.Plain, []string{"Ex. 1", "Ex. 2"}},
	} {
		t.Run(name, func(t *testing.T) {
			c.opt.Reader = reader
			data, report := pdftest.Print(t, enclosing(t, 1, 1), c.opt)
			var because []string
			for _, h := range report.Volumes[0].Because {
				because = append(because, h.Exhibit.Number)
			}
			if got := report.Volumes[0].Claim; got != c.want || !slices.Equal(because, c.because) {
				t.Errorf("it claims %q because of %q, want %q because of %q", got, because, c.want, c.because)
			}
			part, level := strings.Contains(string(data), "<pdfaid:part>2<"), strings.Contains(string(data), "<pdfuaid:part>1<")
			if faults, err := pdfcheck.Check(data); err != nil || len(faults) > 0 {
				t.Errorf("%v, %q", err, faults)
			}
			if part != (c.want != pdf.Plain) || level != (c.want == pdf.A2A) {
				t.Errorf("the file itself claims an archive: %t, structure: %t", part, level)
			}
		})
	}
}

func TestNeutralMetadataSayNothingOfTheAuthor(t *testing.T) {
	t.Parallel()
	d := caseFile(t)
	data, _ := pdftest.Print(t, d, pdf.Options{Reader: reader, Neutral: true, Producer: "Guvoh 1.2.3"})
	f := pdftest.Open(t, data)
	info := pdftest.Tool(t, "pdfinfo", "-rawdates", f.Path) + pdftest.Tool(t, "pdfinfo", "-meta", f.Path)
	for _, secret := range []string{d.Author, "Guvoh", "20260314", "2026-03-14", "093000", "+05"} {
		if strings.Contains(info, secret) {
			t.Errorf("the metadata say %q", secret)
		}
	}
	if !strings.Contains(info, "D:20260301000000+00'00'") || !strings.Contains(info, "2026-03-01T00:00:00") {
		t.Errorf("the month is not said: %s", info)
	}
	if faults := pdftest.Claims(f); len(faults) > 0 {
		t.Errorf("%q", faults)
	}
}
