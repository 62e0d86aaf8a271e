package pdftest_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"io"
	"slices"
	"strings"
	"testing"

	"guvoh/export/doc"
	"guvoh/export/exhibit"
	"guvoh/export/pdf"
	"guvoh/export/pdf/pdftest"
)

// sound is a document with what the rules look at.
func sound(t *testing.T) *doc.Document {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 200, 200))); err != nil {
		t.Fatal(err)
	}
	open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b.Bytes())), nil }
	return &doc.Document{
		Title: "Sound", NumberSections: true, Cover: &doc.Cover{}, Contents: &doc.Contents{},
		Blocks: []doc.Block{
			&doc.Section{Title: "Facts", Anchor: "facts", Blocks: []doc.Block{
				&doc.Paragraph{Numbered: true, Text: doc.Plain("He was taken away by Ўқтам Ғиёсов.")},
				&doc.Paragraph{Numbered: true, Text: doc.Text{{Text: "See page "}, doc.PageRef("law"), {Text: "."}}},
				&doc.Figure{Open: open, Alt: "A square", Height: 60},
			}},
			&doc.Section{Title: "Law", Anchor: "law", NewPage: true, Blocks: []doc.Block{
				&doc.Paragraph{Numbered: true, Text: doc.Plain("Article 3.")},
			}},
		},
	}
}

// handMade is a PDF of one page with entries for its catalog, its page, and
// objects from number 5 on.
func handMade(catalog, page string, more ...string) []byte {
	const text = "BT /F1 12 Tf 100 700 Td (page 1 of 1) Tj ET"
	var b bytes.Buffer
	objects := append([]string{
		"<</Type /Catalog /Pages 2 0 R " + catalog + ">>",
		"<</Type /Pages /Kids [3 0 R] /Count 1>>",
		"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>> " + page + ">>",
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(text), text),
	}, more...)
	b.WriteString("%PDF-1.7\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, p := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", p)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table)
	return b.Bytes()
}

func TestASoundFilePasses(t *testing.T) {
	f, report := pdftest.Accept(t, sound(t), pdf.Options{Reader: exhibit.DecodeHere()}, pdftest.Want{Sides: 20})
	if f.Pages() != report.Pages || report.Pages != 4 {
		t.Errorf("%d pages seen, %d reported, 4 wanted", f.Pages(), report.Pages)
	}
}

// Each rule is shown a file that breaks it.
func TestRulesFindWhatTheyLookFor(t *testing.T) {
	data, _ := pdftest.Print(t, sound(t), pdf.Options{Reader: exhibit.DecodeHere()})
	changed := func(change func(d *doc.Document)) *doc.Document {
		d := sound(t)
		change(d)
		return d
	}
	shifted := pdftest.Open(t, data)
	shifted.First = 2
	whole := pdftest.Open(t, data)
	made := func(catalog, page string, more ...string) *pdftest.File {
		return pdftest.Open(t, handMade(catalog, page, more...))
	}
	facts := func(d *doc.Document) *doc.Section { return d.Blocks[0].(*doc.Section) }
	for name, c := range map[string]struct {
		faults []string
		want   string
	}{
		"a page that says another number": {pdftest.Numbers(shifted, sound(t)), "does not say"},
		"a page that says it in no way":   {pdftest.Numbers(whole, changed(func(d *doc.Document) { d.Words.PageOf = "s. %d von %d" })), "does not say"},
		"a link to another page":          {pdftest.Leads(shifted, sound(t)), "and leads to"},
		"a link that leads nowhere":       {pdftest.Leads(made("", "/Annots [<</Type /Annot /Subtype /Link /Rect [0 0 9 9]>>]"), sound(t)), "leads nowhere"},
		"a section without a bookmark":    {pdftest.Bookmarks(whole, changed(func(d *doc.Document) { d.Blocks = append(d.Blocks, &doc.Section{Title: "More"}) })), "the outline has"},
		"a bookmark of something else":    {pdftest.Bookmarks(whole, changed(func(d *doc.Document) { facts(d).Title = "Other" })), "no section"},
		"bookmarks out of order":          {pdftest.Bookmarks(whole, changed(func(d *doc.Document) { slices.Reverse(d.Blocks) })), "in its place"},
		"a bookmark of another page":      {pdftest.Bookmarks(shifted, sound(t)), "does not end with"},
		"a letter that is not found":      {pdftest.Searchable(whole, changed(func(d *doc.Document) { facts(d).Blocks[0].(*doc.Paragraph).Text = doc.Plain("Ҳ") })), "U+04B2"},
		"a font that is not in the file":  {pdftest.Searchable(made("", ""), &doc.Document{}), "Helvetica"},
		"a script":                        {pdftest.Harmless(made("/OpenAction <</S /JavaScript /JS (1)>>", ""), false), "/JS"},
		"a form":                          {pdftest.Harmless(made("/AcroForm <<>>", ""), false), "/AcroForm"},
		"an attachment":                   {pdftest.Harmless(made("/Names <</EmbeddedFiles <</Names []>>>>", ""), false), "/EmbeddedFiles"},
		"a note on a page":                {pdftest.Harmless(made("", "/Annots [<</Type /Annot /Subtype /Text /Rect [0 0 9 9]>>]"), false), "/Text"},
		"a program to start":              {pdftest.Harmless(made("/OpenAction <</S /Launch /F (x)>>", ""), false), "/Launch"},
		"paper of another size":           {pdftest.Paper(whole, changed(func(d *doc.Document) { d.Page.Size = doc.Letter })), "210 × 297"},
		"paper on its side":               {pdftest.Paper(whole, changed(func(d *doc.Document) { d.Page.Landscape = true })), "210 × 297"},
		"narrow margins":                  {pdftest.Sides(whole, 35), "margins of 24"},
		"a paragraph without its number": {pdftest.Paragraphs(whole, changed(func(d *doc.Document) {
			facts(d).Blocks = append(facts(d).Blocks, facts(d).Blocks[0], &doc.Paragraph{Numbered: true})
		})), "number 4"},
		"a picture that is too fine":  {pdftest.Resolution(whole, 50), "dots to the inch"},
		"a file that opens anyhow":    {pdftest.Opens(made("", "")), "100 %"},
		"a file that opens too large": {pdftest.Opens(made("/OpenAction [3 0 R /XYZ null null 2]", "")), "100 %"},
		"a hidden outline":            {pdftest.Opens(made("/OpenAction [3 0 R /XYZ null null 1] /Outlines 5 0 R", "", "<</Type /Outlines /First 6 0 R /Last 6 0 R /Count 1>>", "<</Title (x) /Parent 5 0 R /Dest [3 0 R /Fit]>>")), "not shown"},
		"a claim that is not true":    {pdftest.Claims(pdftest.Open(t, handMade("", ""))), "no metadata"},
		"a broken file":               {pdftest.Sound(pdftest.Open(t, bytes.Replace(handMade("", ""), []byte("/Length 4"), []byte("/Length 1"), 1))), "qpdf"},
	} {
		t.Run(name, func(t *testing.T) {
			if len(c.faults) == 0 || !strings.Contains(strings.Join(c.faults, "\n"), c.want) {
				t.Errorf("found %q, want %q", c.faults, c.want)
			}
		})
	}
}

func TestAttachmentsPassWhereTheyWereAskedFor(t *testing.T) {
	f := pdftest.Open(t, handMade("/Names <</EmbeddedFiles <</Names []>>>>", ""))
	if faults := pdftest.Harmless(f, true); len(faults) != 0 {
		t.Errorf("%q", faults)
	}
}
