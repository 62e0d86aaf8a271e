package leak_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"guvoh/export/doc"
	"guvoh/export/leak"
	"guvoh/export/pdf"
	"guvoh/export/pdfview"
)

// printed prints a document as the program does.
func printed(t testing.TB, d *doc.Document) []byte {
	t.Helper()
	d.Date = time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)
	var b bytes.Buffer
	if _, err := pdf.Write(&b, d, pdf.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func paragraph(s string) doc.Block { return &doc.Paragraph{Text: doc.Plain(s)} }

func TestAPrintedDossier(t *testing.T) {
	s := leak.New(secrets(t), nil)
	for what, d := range map[string]*doc.Document{
		"in a paragraph":    {Title: "T", Blocks: []doc.Block{paragraph("Передали Хамидкариеву.")}},
		"in the title":      {Title: "Дело Хамидкариева", Blocks: []doc.Block{paragraph("x")}},
		"in a heading":      {Title: "T", Blocks: []doc.Block{&doc.Section{Title: "Xamidkariyev", Blocks: []doc.Block{paragraph("x")}}}},
		"in a footnote":     {Title: "T", Blocks: []doc.Block{&doc.Paragraph{Text: doc.Text{{Text: "x"}, doc.Note(doc.Span{Text: "Khamidkariev, p. 2"})}}}},
		"in a narrow table": {Title: "T", Blocks: []doc.Block{&doc.Table{Columns: []doc.Column{{Weight: 1}, {Weight: 30}}, Rows: []doc.Row{{Cells: []doc.Text{doc.Plain("Khamidkariev"), doc.Plain("x")}}}}}},
		"in the head":       {Title: "T", Head: doc.RunningHead{Left: "Khamidkariev"}, Blocks: []doc.Block{paragraph("x")}},
		"as the author":     {Title: "T", Author: "М. Хамидкариев", Blocks: []doc.Block{paragraph("x")}},
	} {
		t.Run(what, func(t *testing.T) { expect(t, found(t, s, "out.pdf", printed(t, d)), "family") })
	}
	t.Run("wherever a word is hyphenated", func(t *testing.T) {
		var text strings.Builder
		for i := range 120 {
			fmt.Fprintf(&text, "%s Хамидкариевым ", strings.Repeat("о", i%11+1))
		}
		d := &doc.Document{Title: "T", Lang: "ru", Page: doc.Page{Justified: true}, Blocks: []doc.Block{&doc.Paragraph{Text: doc.Plain(text.String())}}}
		expect(t, found(t, s, "out.pdf", printed(t, d)), "family")
	})
	t.Run("a document without them has none", func(t *testing.T) {
		d := &doc.Document{Title: "T", Blocks: []doc.Block{paragraph("[Name A] was handed over to Uzbekistan in 2014.")}}
		expect(t, found(t, s, "out.pdf", printed(t, d)))
	})
}

// BenchmarkSearch looks for two hundred names in some 250 printed pages, and
// compares that with reading the same pages by PDFium and doing nothing else:
// a search that reads what is drawn cannot take less.
func BenchmarkSearch(b *testing.B) {
	text, err := os.ReadFile("../../assets/sample/press-release.txt")
	if err != nil {
		b.Fatal(err)
	}
	words := strings.Fields(string(text))
	d := &doc.Document{Title: "T"}
	for i := range 1650 {
		k := i * 37 % len(words)
		p := strings.Join(append(append([]string{}, words[k:]...), words[:k]...)[:90], " ")
		d.Blocks = append(d.Blocks, paragraph(fmt.Sprint(i, " ", p)))
	}
	whole := printed(b, d)
	list, err := os.ReadFile("../../assets/wordlists/names.txt")
	if err != nil {
		b.Fatal(err)
	}
	var all []leak.Secret
	for i, n := range strings.Fields(string(list))[:200] {
		all = append(all, leak.Secret{ID: fmt.Sprint(i), Text: n})
	}
	var searching, reading time.Duration
	for b.Loop() {
		start := time.Now()
		if _, err := leak.New(all, nil).Search(b.Context(), "out.pdf", whole); err != nil {
			b.Fatal(err)
		}
		searching += time.Since(start)
		start = time.Now()
		read(b, whole)
		reading += time.Since(start)
	}
	b.ReportMetric(searching.Seconds()/float64(b.N), "s/search")
	b.ReportMetric(searching.Seconds()/reading.Seconds(), "of-reading")
}

// read has PDFium read each page.
func read(b *testing.B, file []byte) {
	v, err := pdfview.Open(b.Context(), file)
	if err != nil {
		b.Fatal(err)
	}
	defer v.Close()
	for n := range v.Pages() {
		if _, err := v.Text(n); err != nil {
			b.Fatal(err)
		}
	}
}
