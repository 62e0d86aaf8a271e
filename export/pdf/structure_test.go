package pdf_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"guvoh/export/doc"
	"guvoh/export/pdf"
	"guvoh/export/pdf/pdftest"
	"guvoh/export/pdfcheck"
	"guvoh/model/vault/vaulttest/raced"
)

// heard returns the structure of a document as poppler reads it, one element or
// text a line.
func heard(t *testing.T, d *doc.Document) string {
	t.Helper()
	data, _ := pdftest.Print(t, d, pdf.Options{Reader: reader})
	f := pdftest.Open(t, data)
	if faults := pdftest.Claims(f); len(faults) > 0 {
		t.Errorf("%q", faults)
	}
	var lines []string
	for line := range strings.Lines(f.Structure()) {
		line = strings.TrimRight(line, "\n")
		line, _, _ = strings.Cut(line, " (block)")
		line, _, _ = strings.Cut(line, " (inline)")
		line = strings.TrimSuffix(line, ":") // attributes follow
		if place := strings.TrimSpace(line); strings.HasPrefix(place, "/BBox") {
			line = "/BBox"
		} else if strings.HasPrefix(place, "Object ") {
			line = "Object"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n") + "\n"
}

// says reports whether lines stand in the structure, one after the other, at
// whatever depth.
func says(structure, lines string) bool {
	trim := func(s string) string {
		var out []string
		for line := range strings.Lines(s) {
			if line = strings.TrimSpace(line); line != "" {
				out = append(out, line)
			}
		}
		return strings.Join(out, "\n") + "\n"
	}
	return strings.Contains(trim(structure), trim(lines))
}

func TestEachBlockIsHeardAsWhatItIs(t *testing.T) {
	raced.OneByOne(t)
	t.Parallel()
	photograph := opener(photo(t, 90, 60, 1))
	for name, c := range map[string]struct {
		block doc.Block
		want  string
	}{
		"a numbered paragraph": {&doc.Paragraph{Numbered: true, Text: doc.Plain("Taken away.")}, "P\n\"1. Taken away.\""},
		"a paragraph with a note": {
			&doc.Paragraph{Text: doc.Text{{Text: "Taken away"}, doc.Note(doc.Span{Text: "He says."}), {Text: "."}}},
			"P\n\"Taken away\"\nReference\n\"1\"\n\".\"\nNote <note-3>\nLbl\n\"1 \"\nP\n\"He says.\"",
		},
		"a link": {&doc.Paragraph{Text: doc.Text{{Text: "See "}, doc.Link("it", "https://example.org/")}}, "P\n\"See \"\nLink\n\"it\"\nObject"},
		"labels": {
			&doc.KeyValues{Rows: []doc.KeyValue{{Label: "Born", Value: doc.Plain("1980")}, {Label: "Died"}}},
			"L\nLI\nLbl\n\"Born\"\nLBody\n\"1980\"\nLI\nLbl\n\"Died\"",
		},
		"a table": {
			&doc.Table{Title: "Acts", Columns: []doc.Column{{Title: "When"}, {}}, Rows: []doc.Row{{Band: true, Cells: []doc.Text{doc.Plain("Moscow")}}, {Cells: []doc.Text{doc.Plain("June")}}}},
			"Table\nCaption\n\"Acts\"\nTR\nTH\n/Scope /Column\n\"When\"\nTD\nTR\nTH\n/Scope /Column\n/ColSpan 2\n\"Moscow\"\nTR\nTD\n\"June\"\nTD",
		},
		"a figure":     {&doc.Figure{Open: photograph, Alt: "A bruise", Caption: doc.Plain("Left side.")}, "Figure\n/Placement /Block\n/BBox\n\"\"\nCaption\n\"Left side.\""},
		"a quotation":  {&doc.Quote{Text: doc.Plain("Sign."), By: doc.Plain("He")}, "BlockQuote\nP\n\"Sign.\"\nP\n\"He\""},
		"a list":       {&doc.List{Ordered: true, Items: []doc.Item{{Text: doc.Plain("a"), Sub: []doc.Item{{Text: doc.Plain("b")}}}}}, "L\n/ListNumbering /Decimal\nLI\nLbl\n\"1. \"\nLBody\n\"a\"\nL\n/ListNumbering /Decimal\nLI\nLbl\n\"1. \"\nLBody\n\"b\""},
		"a chronology": {&doc.Chronology{Entries: []doc.Happening{{When: "2014", Text: doc.Plain("Taken."), Source: doc.Plain("A paper")}}}, "L\nLI\nLbl\n\"2014\"\nLBody\nP\n\"Taken.\"\nP\n\"A paper\""},
		"an account": {
			&doc.Parallel{LeftTitle: "Uzbek", RightTitle: "English", Turns: []doc.Turn{{Label: "Q 1", Left: doc.Plain("Qachon?"), Right: doc.Plain("When?")}}},
			"Table\nTR\nTD\nTH\n/Scope /Column\n\"Uzbek\"\nTH\n/Scope /Column\n\"English\"\nTR\nTH\n/Scope /Row\n\"Q 1\"\nTD\n\"Qachon?\"\nTD\n\"When?\"",
		},
		"a remark":        {&doc.Callout{Title: "Missing", Text: doc.Plain("The day.")}, "Div\nP\n\"Missing\"\nP\n\"The day.\""},
		"words to copy":   {&doc.Grid{Columns: 2, Numbered: true, Words: []string{"alpha", "beta"}}, "L\n/ListNumbering /Decimal\nLI\nLbl\n\"1 \"\nLBody\n\"alpha \"\nLI\nLbl\n\"2 \"\nLBody\n\"beta \""},
		"pictures":        {&doc.Gallery{Figures: []*doc.Figure{{Open: photograph, Caption: doc.Plain("one")}, {Open: photograph, Caption: doc.Plain("two")}}}, "Caption\n\"one\"\nFigure\n/Placement /Block\n/BBox\n\"\"\nCaption\n\"two\""},
		"a room to write": {&doc.Blank{Label: "Signature"}, "P\n\"Signature\""},
	} {
		t.Run(name, func(t *testing.T) {
			d := &doc.Document{Title: "x", Page: doc.Page{Single: true}, Blocks: []doc.Block{c.block}}
			if got := heard(t, d); !says(got, c.want) {
				t.Errorf("heard:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
}

func TestWhatIsDrawnAgainIsHeardOnce(t *testing.T) {
	t.Parallel()
	table := &doc.Table{Title: "Long", Columns: []doc.Column{{Title: "Number"}, {Title: "What was done"}}}
	for i := range 45 {
		table.Rows = append(table.Rows, doc.Row{Cells: []doc.Text{doc.Plain(fmt.Sprintf("row-%d", i)), doc.Plain("Taken away")}})
	}
	d := &doc.Document{Title: "x", Head: doc.RunningHead{Left: "Case 1"}, Watermark: "COPY", Blocks: []doc.Block{table}}
	got := heard(t, d)
	for words, times := range map[string]int{"What was done": 1, "\"Long\"": 1, "continued": 0, "Case 1": 0, "page 2": 0, "Taken away": 45} {
		if n := strings.Count(got, words); n != times {
			t.Errorf("%s is heard %d times, want %d", words, n, times)
		}
	}
}

func TestAParagraphOverTwoPagesIsOne(t *testing.T) {
	t.Parallel()
	d := &doc.Document{Title: "x", Blocks: []doc.Block{&doc.Paragraph{Text: doc.Plain(prose(1500) + "end-of-it")}}}
	data, report := pdftest.Print(t, d, pdf.Options{})
	if report.Pages < 2 {
		t.Fatalf("%d pages", report.Pages)
	}
	got := pdftest.Open(t, data).Structure()
	if n := strings.Count(got, "P (block)"); n != 1 || strings.Count(got, "plain-clothes") != strings.Count(prose(1500), "plain-clothes") {
		t.Errorf("it is heard as %d paragraphs", n)
	}
}

// A line ends with a space that is read and not seen, so that no two words are
// heard as one.
func TestWordsAreApartAtTheEndsOfLines(t *testing.T) {
	t.Parallel()
	d := &doc.Document{Title: "x", Blocks: []doc.Block{&doc.Paragraph{Text: doc.Plain(prose(200))}}}
	got := strings.ReplaceAll(heard(t, d), "\u00AD", "")
	if want := strings.TrimSpace(prose(200)); !strings.Contains(got, want) {
		t.Errorf("heard %q", got)
	}
}

func TestHeadingsHaveTheirLevels(t *testing.T) {
	t.Parallel()
	d := &doc.Document{Title: "x", Contents: &doc.Contents{Depth: 3}}
	blocks := &d.Blocks
	for level := range 8 {
		s := &doc.Section{Title: fmt.Sprintf("Level %d", level+1)}
		*blocks = append(*blocks, s)
		blocks = &s.Blocks
	}
	got := heard(t, d)
	for level := range 8 {
		if want := fmt.Sprintf("H%d\n\"Level %d\"", min(level+1, 6), level+1); !says(got, want) {
			t.Errorf("not heard: %s", want)
		}
	}
	if !says(got, "TOC\nTOCI\nReference\nLink\n\"Level 1\"") || strings.Count(got, "TOCI") != 3 {
		t.Errorf("the contents are heard as %s", got)
	}
}

func TestLanguagesAreSaid(t *testing.T) {
	t.Parallel()
	d := &doc.Document{Title: "x", Lang: "en", Blocks: []doc.Block{
		&doc.Paragraph{Lang: "ru", Text: doc.Plain("Его увезли.")},
		&doc.Paragraph{Lang: "en", Text: doc.Text{{Text: "He said "}, {Text: "имзо чек", Lang: "uz-Cyrl"}, {Text: "."}}},
		&doc.Parallel{LeftLang: "uz", RightLang: "en", Turns: []doc.Turn{{Left: doc.Plain("Qachon?"), Right: doc.Plain("When?")}}},
		&doc.Paragraph{Lang: "no language at all", Text: doc.Plain("x")},
	}}
	data, _ := pdftest.Print(t, d, pdf.Options{})
	f := pdftest.Open(t, data)
	raw := pdftest.Tool(t, "qpdf", "--qdf", "--object-streams=disable", f.Path, "-")
	for lang, times := range map[string]int{"(ru)": 1, "(uz-Cyrl)": 1, "(uz)": 1, "(en)": 1} {
		if n := strings.Count(raw, "/Lang "+lang); n != times {
			t.Errorf("%s is said %d times, want %d", lang, n, times)
		}
	}
	if n := strings.Count(raw, "/Lang "); n != 4 {
		t.Errorf("%d languages are said", n)
	}
	if faults := pdftest.Claims(f); len(faults) > 0 {
		t.Errorf("%q", faults)
	}
}

func TestPagesOfExhibitsAreFigures(t *testing.T) {
	t.Parallel()
	data, _ := pdftest.Print(t, enclosing(t, 2), pdf.Options{Reader: reader})
	f, err := pdfcheck.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, n := range f.Numbers() {
		if d := f.Dict(pdfcheck.Ref(n)); d["S"] == pdfcheck.Name("Figure") {
			alt, _ := d["Alt"].(pdfcheck.String)
			told = append(told, alt.Text())
		}
	}
	if want := []string{"Ex. 1, A paper, page 1 of 2", "Ex. 1, A paper, page 2 of 2"}; !slices.Equal(told, want) {
		t.Errorf("read out is %q, want %q", told, want)
	}
}

// What a block prints without saying what it is would be taken for decoration,
// and nobody would hear it.
func TestAllThatIsPrintedIsHeard(t *testing.T) {
	raced.OneByOne(t)
	t.Parallel()
	d := caseFile(t)
	d.Head, d.Page.Single = doc.RunningHead{}, true
	d.Cover.Notice = []string{"URGENTNOTICE"}
	d.Cover.Blocks = []doc.Block{&doc.Paragraph{Text: doc.Plain("Incover.")}}
	d.Blocks = []doc.Block{ // a little of each: poppler takes its time for the structure of long pages
		summary(), chronology(), interview(2), manifest(),
		&doc.Section{Title: "Rest", Blocks: []doc.Block{
			&doc.KeyValues{Rows: []doc.KeyValue{{Label: "Keylabel", Value: doc.Plain("keyvalue")}}},
			&doc.Table{Title: "Tabletitle", Columns: []doc.Column{{Title: "Columntitle"}}, Rows: []doc.Row{{Band: true, Cells: []doc.Text{doc.Plain("Bandtext")}}, {Cells: []doc.Text{doc.Plain("celltext")}}}},
			&doc.Gallery{Figures: []*doc.Figure{{Open: opener(photo(t, 90, 60, 1)), Caption: doc.Plain("Gallerycaption")}, {Name: "undrawnpicture"}}},
			&doc.Grid{Columns: 3, Words: []string{"alpha", "beta"}, Numbered: true},
			&doc.Blank{Label: "Signed"},
			&doc.Beside{Figure: &doc.Figure{Open: opener(photo(t, 90, 60, 1)), Caption: doc.Plain("Leftcaption")}, Blocks: []doc.Block{&doc.Callout{Title: "Framedtitle", Text: doc.Plain("framedtext")}, &doc.Section{Title: "Innertitle"}}},
			&doc.Drawing{Width: 60, Height: 30, Alt: "Lines", Caption: doc.Plain("Drawncaption"), Shapes: []doc.Shape{{Words: "drawnword", At: doc.Point{X: 10, Y: 10}, Size: 9, Hue: doc.Ink}}},
			&doc.Exhibit{Number: "Ex. 1", Title: "Paper", Cover: []doc.Block{&doc.Paragraph{Text: doc.Plain("Coversheet.")}}, Blocks: []doc.Block{&doc.Paragraph{Text: doc.Plain("Evidencetext.")}}},
			&doc.Exhibit{Number: "Ex. 2", Title: "Broken", Name: "undrawnname", Sheets: []doc.Sheet{{Page: 1, Width: 10, Height: 10}}},
		}},
	}
	data, _ := pdftest.Print(t, d, pdf.Options{Reader: reader})
	f := pdftest.Open(t, data)
	said := strings.ReplaceAll(f.Structure(), "\u00AD", "")
	unheard := map[string]bool{"(continued)": true} // stands above the second part of a table only
	count := 0
	for page := 1; page <= f.Pages(); page++ {
		for _, w := range f.Words(page) {
			if strings.HasSuffix(w.Text, "\u00AD") || unheard[w.Text] {
				continue // half a word
			}
			if count++; !strings.Contains(said, w.Text) {
				unheard[w.Text] = true
				t.Errorf("page %d: %q is not heard", page, w.Text)
			}
		}
	}
	if count < 500 {
		t.Errorf("only %d words were looked for", count)
	}
}
