package pdf_test

import (
	"fmt"
	"strings"
	"testing"

	"guvoh/export/doc"
)

func TestOneFootnoteOfManyFactsStandsOnceOnEachPage(t *testing.T) {
	shared := doc.Note(doc.Span{Text: "the-one-source"})
	d := &doc.Document{Title: "Notes"}
	for i := range 40 {
		d.Blocks = append(d.Blocks, &doc.Paragraph{Text: doc.Text{{Text: prose(60) + fmt.Sprintf("fact-%d", i)}, shared}})
	}
	path, _ := printed(t, d)
	pages := pageTexts(t, path)
	if len(pages) < 3 {
		t.Fatalf("%d pages prove nothing", len(pages))
	}
	for i, p := range pages {
		if called, n := strings.Contains(p, "fact-"), strings.Count(p, "the-one-source"); called && n != 1 || !called && n != 0 {
			t.Errorf("page %d prints the note %d times", i+1, n)
		}
	}
}
