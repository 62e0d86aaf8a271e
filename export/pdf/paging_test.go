package pdf_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guvoh/export/doc"
	"guvoh/model/vault/vaulttest/raced"
)

// afterLines is a document with so many lines before some blocks, so that these
// reach the end of the page at one place or another.
func afterLines(n int, blocks ...doc.Block) *doc.Document {
	d := &doc.Document{Title: "Paging", Lang: "en"}
	for i := range n {
		d.Blocks = append(d.Blocks, &doc.Paragraph{Text: doc.Plain(fmt.Sprintf("filler-%d", i))})
	}
	d.Blocks = append(d.Blocks, blocks...)
	return d
}

// pagesWith returns the numbers of pages, from 1, that hold a word.
func pagesWith(pages []string, word string) []int {
	var found []int
	for i, p := range pages {
		if strings.Contains(p, word) {
			found = append(found, i+1)
		}
	}
	return found
}

// together fails when two words stand on different pages.
func together(t *testing.T, pages []string, n int, a, b string) {
	t.Helper()
	if x, y := pagesWith(pages, a), pagesWith(pages, b); len(x) != 1 || len(y) == 0 || x[0] != y[0] {
		t.Errorf("after %d lines %s stands on %v, %s on %v", n, a, x, b, y)
	}
}

// rows makes rows of a table that say which they are.
func rows(n, lines int) []doc.Row {
	var all []doc.Row
	for i := range n {
		var cell []string
		for k := range lines {
			cell = append(cell, fmt.Sprintf("row-%d-line-%d", i, k))
		}
		all = append(all, doc.Row{Cells: []doc.Text{doc.Plain(strings.Join(cell, "\n")), doc.Plain("x")}})
	}
	return all
}

func tableOf(n, lines int) *doc.Table {
	return &doc.Table{Title: "table-title", Columns: []doc.Column{{Title: "column-head"}, {Title: "other"}}, Rows: rows(n, lines)}
}

// drawingOf makes a drawing with a word in it.
func drawingOf(height float64) *doc.Drawing {
	return &doc.Drawing{
		Width: 160, Height: height, Alt: "a drawing", Caption: doc.Plain("drawing-caption"),
		Shapes: []doc.Shape{
			{Path: []doc.Step{{Op: 'M', P: []doc.Point{{X: 0, Y: 0}}}, {Op: 'L', P: []doc.Point{{X: 160, Y: height}}}}, Stroke: doc.Ink, Width: 0.3},
			{Words: "drawing-word", At: doc.Point{X: 80, Y: height / 2}, Size: 8, Hue: doc.Ink, Align: doc.Centre},
		},
	}
}

func TestNoHeadingIsLeftAlone(t *testing.T) {
	raced.OneByOne(t)
	for name, c := range map[string]struct {
		block doc.Block
		first string
	}{
		"running text": {&doc.Paragraph{Text: doc.Plain("first-words " + prose(80))}, "first-words"},
		"a table":      {tableOf(9, 2), "row-0-line-1"},
		"a figure":     {&doc.Figure{Open: opener(photo(t, 300, 200, 1)), Caption: doc.Plain("figure-caption"), Height: 60}, "figure-caption"},
		"a drawing":    {drawingOf(60), "drawing-word"},
		"another":      {&doc.Section{Title: "inner-heading", Blocks: []doc.Block{&doc.Paragraph{Text: doc.Plain("first-words " + prose(80))}}}, "first-words"},
	} {
		t.Run("before "+name, func(t *testing.T) {
			t.Parallel()
			for n := 22; n < 33; n++ {
				path, _ := printed(t, afterLines(n, &doc.Section{Title: "the-heading", Blocks: []doc.Block{c.block}}))
				together(t, pageTexts(t, path), n, "the-heading", c.first)
			}
		})
	}
}

func TestNoLineIsLeftAlone(t *testing.T) {
	var lines []string
	for i := range 7 {
		lines = append(lines, fmt.Sprintf("line-%d", i))
	}
	for n := 25; n < 35; n++ {
		path, _ := printed(t, afterLines(n, &doc.Paragraph{Text: doc.Plain(strings.Join(lines, "\n"))}))
		pages := pageTexts(t, path)
		for first, second := range map[string]string{"line-0": "line-1", "line-6": "line-5"} {
			together(t, pages, n, first, second)
		}
	}
}

func TestSmallTablesAreNotParted(t *testing.T) {
	for n := 22; n < 33; n++ {
		path, _ := printed(t, afterLines(n, tableOf(4, 2)))
		together(t, pageTexts(t, path), n, "table-title", "row-3-line-1")
	}
}

func TestHeadOfATableStandsOnEachPage(t *testing.T) {
	path, _ := printed(t, afterLines(10, tableOf(120, 1)))
	for i, p := range pageTexts(t, path) {
		if strings.Contains(p, "row-") && (strings.Count(p, "column-head") != 1 || strings.Count(p, "table-title") != 1) {
			t.Errorf("page %d has no head above its rows", i+1)
		}
		if i > 0 && strings.Contains(p, "row-") != strings.Contains(p, "continued") {
			t.Errorf("page %d does not say that the table goes on", i+1)
		}
	}
}

func TestRowsAreNotPartedUnlessTheyAreTall(t *testing.T) {
	for n := 6; n < 30; n += 6 {
		path, _ := printed(t, afterLines(n, tableOf(6, 15)))
		pages := pageTexts(t, path)
		for i := range 6 {
			together(t, pages, n, fmt.Sprintf("row-%d-line-0", i), fmt.Sprintf("row-%d-line-14", i))
		}
	}
	path, _ := printed(t, afterLines(12, tableOf(2, 60)))
	pages := pageTexts(t, path)
	if got := len(pagesWith(pages, "row-0-")); got < 2 {
		t.Errorf("a row of more than a page stands on %d pages", got)
	}
	together(t, pages, 12, "row-0-line-0", "row-0-line-2")
}

func TestFootnotesStayWithTheirCall(t *testing.T) {
	for n := 26; n < 34; n++ {
		text := doc.Text{{Text: "the-call"}, doc.Note(doc.Span{Text: "the-note " + prose(40)}), {Text: " goes on."}}
		path, _ := printed(t, afterLines(n, &doc.Paragraph{Text: text}))
		together(t, pageTexts(t, path), n, "the-call", "the-note")
	}
}

func TestADrawingStaysWithItsCaptionAndOnThePage(t *testing.T) {
	for _, height := range []float64{10, 116, 119, 122, 125, 128, 131, 134, 137, 230, 900} {
		path, _ := printed(t, afterLines(15, drawingOf(height)))
		together(t, pageTexts(t, path), 15, "drawing-word", "drawing-caption")
	}
}

func TestNoPageEndsInsideAWord(t *testing.T) {
	raced.OneByOne(t)
	text, err := os.ReadFile(filepath.Join("testdata", "prose", "ru.txt"))
	if err != nil {
		t.Fatal(err)
	}
	ends, divided := 0, 0
	for n := range 8 {
		d := afterLines(n)
		d.Lang, d.Page = "ru", doc.Page{Justified: true, Body: 12}
		for range 5 {
			for _, p := range strings.Split(strings.TrimSpace(string(text)), "\n") {
				d.Blocks = append(d.Blocks, &doc.Paragraph{Numbered: true, Text: doc.Plain(p)})
			}
		}
		path, _ := printed(t, d)
		for i, p := range pageTexts(t, path) {
			divided += strings.Count(p, "\u00AD\n")
			body, _, found := strings.Cut(p, "page ")
			if found && strings.HasSuffix(strings.TrimSpace(body), "\u00AD") {
				t.Errorf("after %d lines page %d ends inside a word", n, i+1)
			}
			ends++
		}
	}
	if ends < 30 || divided < 200 {
		t.Errorf("%d pages with %d words divided prove little", ends, divided)
	}
}

func TestDividedWordsAreFoundWhole(t *testing.T) {
	for _, lang := range []string{"ru", "uz-Cyrl", "uz-Latn", "en", "fr", "es"} {
		text, err := os.ReadFile(filepath.Join("testdata", "prose", lang+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		d := &doc.Document{Title: "x", Lang: lang, Page: doc.Page{Justified: true, Face: doc.Times, Body: 12, Margin: doc.Margin{Top: 25, Right: 55, Bottom: 25, Left: 55}}}
		for _, p := range strings.Split(strings.TrimSpace(string(text)), "\n") {
			d.Blocks = append(d.Blocks, &doc.Paragraph{Text: doc.Plain(p)})
		}
		path, rep := printed(t, d)
		out := tool(t, "pdftotext", "-enc", "UTF-8", path, "-")
		if !strings.Contains(out, "\u00AD\n") {
			t.Errorf("%s: no word is divided", lang)
		}
		got := flat(strings.ReplaceAll(out, "\u00AD\n", ""))
		for _, w := range strings.Fields(string(text)) {
			if !strings.Contains(got, w) && !strings.Contains(got, strings.Replace(w, "-", "- ", 1)) {
				t.Errorf("%s: %s is not found", lang, w)
			}
		}
		if len(rep.Missing) > 0 {
			t.Errorf("%s: no face has %q", lang, rep.Missing)
		}
	}
}
