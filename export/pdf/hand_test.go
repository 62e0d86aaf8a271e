package pdf_test

import (
	"bytes"
	"image"
	"image/png"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"guvoh/export/doc"
)

// square gives a black picture.
func square(t *testing.T) *doc.Figure {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 400, 400))); err != nil {
		t.Fatal(err)
	}
	return &doc.Figure{Open: opener(b.Bytes()), Caption: doc.Plain("caption-of-it"), Height: 40, Anchor: "square"}
}

// word is where a word stands on its page, in points from the upper left.
type word struct{ x0, y0, x1, y1 float64 }

func wordsOf(t *testing.T, path string) map[string]word {
	t.Helper()
	all := map[string]word{}
	form := regexp.MustCompile(`<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)</word>`)
	for _, m := range form.FindAllStringSubmatch(tool(t, "pdftotext", "-bbox", path, "-"), -1) {
		var n [4]float64
		for i := range n {
			n[i], _ = strconv.ParseFloat(m[i+1], 64)
		}
		if _, twice := all[m[5]]; !twice { // the foot has numbers, too
			all[m[5]] = word{n[0], n[1], n[2], n[3]}
		}
	}
	return all
}

func TestAGridStandsInRowsAndColumns(t *testing.T) {
	path, _ := printed(t, &doc.Document{Blocks: []doc.Block{
		&doc.Grid{Columns: 2, Words: []string{"alpha", "beta", "gamma", "delta", "epsilon"}, Numbered: true},
	}})
	w := wordsOf(t, path)
	if len(w) < 10 {
		t.Fatalf("%d words and numbers, want 10", len(w))
	}
	if w["alpha"].y0 != w["beta"].y0 || w["alpha"].x0 != w["gamma"].x0 || w["beta"].x0 != w["delta"].x0 || w["gamma"].y0 <= w["alpha"].y0 || w["epsilon"].y0 <= w["delta"].y0 {
		t.Errorf("not in rows of two: %v", w)
	}
	for number, of := range map[string]string{"1": "alpha", "4": "delta", "5": "epsilon"} {
		if n, o := w[number], w[of]; n.x1 >= o.x0 || o.x0-n.x1 > 20 || n.y1 < o.y0 || n.y0 > o.y1 {
			t.Errorf("%s does not stand before %s", number, of)
		}
	}
}

func TestAGridShrinksWordsThatAreTooWide(t *testing.T) {
	long := strings.Repeat("w", 80)
	path, _ := printed(t, &doc.Document{Blocks: []doc.Block{&doc.Grid{Columns: 3, Words: []string{long, "a", long + "x"}}}})
	w := wordsOf(t, path)
	page := 210.0 * 72 / 25.4
	if one, two := w[long], w[long+"x"]; one.x1 == 0 || one.x1 >= w["a"].x0 || two.x1 > page || one.x1-one.x0 > page/3 {
		t.Errorf("%v and %v reach into other cells", one, two)
	}
}

func TestBlocksStandBesideTheirFigure(t *testing.T) {
	path, rep := printed(t, &doc.Document{Blocks: []doc.Block{
		&doc.Paragraph{Text: doc.Text{{Text: "before "}, doc.PageRef("square"), {Text: " "}, doc.PageRef("inside")}},
		&doc.Beside{Figure: square(t), Blocks: []doc.Block{
			&doc.Callout{Title: "framed", Text: doc.Text{{Text: "text"}, doc.Note(doc.Span{Text: "noted"})}},
			&doc.Paragraph{Text: doc.Plain("plain"), Anchor: "inside"},
		}},
		&doc.Paragraph{Text: doc.Plain("after")},
	}})
	w := wordsOf(t, path)
	edge := w["before"].x0 + 40*72/25.4
	for _, inside := range []string{"framed", "plain"} {
		if w[inside].x0 < edge {
			t.Errorf("%q stands at %v, in the picture that ends at %v", inside, w[inside].x0, edge)
		}
	}
	if w["caption-of-it"].x0 >= edge || w["after"].y0 < w["caption-of-it"].y1 || w["after"].y0 < w["plain"].y1 {
		t.Error("the caption or what follows is out of its place")
	}
	if len(rep.Damaged) != 0 || rep.Pages != 1 || w["noted"].y0 < w["after"].y1 {
		t.Errorf("%d pictures cannot be drawn, %d pages; the note stands at %v", len(rep.Damaged), rep.Pages, w["noted"].y0)
	}
	raw := tool(t, "qpdf", "--qdf", "--object-streams=disable", path, "-")
	if tint := "0.949 0.957 0.969 rg"; !strings.Contains(raw, tint) {
		t.Error("the callout has lost its ground")
	}
}

func TestBlankLinesAreAsManyAsAskedFor(t *testing.T) {
	rules := func(lines int) int {
		path, _ := printed(t, &doc.Document{Blocks: []doc.Block{&doc.Blank{Label: "Remark", Lines: lines}}})
		if w := wordsOf(t, path); w["Remark"].x0 == 0 {
			t.Error("the label is missing")
		}
		return strings.Count(tool(t, "qpdf", "--qdf", "--object-streams=disable", path, "-"), " l S")
	}
	for lines, want := range map[int]int{0: 1, 1: 1, 3: 3} {
		if got := rules(lines); got != want {
			t.Errorf("%d lines asked for, %d drawn", lines, got)
		}
	}
}

func TestPagesThatAreSheetsOfTheirOwnAreNotCounted(t *testing.T) {
	for single, want := range map[bool]bool{false: true, true: false} {
		d := &doc.Document{Page: doc.Page{Single: single}, Head: doc.RunningHead{Left: "the head"}, Blocks: []doc.Block{&doc.Paragraph{Text: doc.Plain("text")}}}
		path, _ := printed(t, d)
		text := pageTexts(t, path)[0]
		if strings.Contains(text, "page 1 of 1") != want || !strings.Contains(text, "the head") {
			t.Errorf("single: %t, but the page reads %q", single, flat(text))
		}
	}
}
