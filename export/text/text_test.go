package text_test

import (
	"errors"
	"strings"
	"testing"

	"guvoh/export/doc"
	"guvoh/export/text"
)

// sample holds one of everything a tree can hold.
func sample() *doc.Document {
	note := doc.Note(doc.Span{Text: "As told by "}, doc.Note(doc.Span{Text: "a note in a note"}))
	figure := &doc.Figure{Caption: doc.Plain("A scar"), Name: "a.jpg", SHA256: "ab12"}
	return &doc.Document{
		Title: "Full case file", NumberSections: true,
		Cover: &doc.Cover{Badge: "CONFIDENTIAL", Notice: []string{"RULE 39 – URGENT"}, Facts: []doc.KeyValue{{Label: "Made", Value: doc.Plain("5 March 2026")}}},
		Blocks: []doc.Block{&doc.Section{Title: "Facts", Anchor: "facts", Blocks: []doc.Block{
			&doc.Paragraph{Numbered: true, Anchor: "p", Text: doc.Text{{Text: "He was beaten"}, note, {Text: " (p. "}, doc.PageRef("e"), {Text: "), see "}, doc.NumberRef("facts"), {Text: "."}}},
			&doc.Table{Title: "Steps", Columns: []doc.Column{{Title: "Date"}, {Title: "Court"}}, Rows: []doc.Row{
				{Band: true, Cells: []doc.Text{doc.Plain("Moscow")}},
				{Cells: []doc.Text{doc.Plain("9 June 2014"), doc.Plain("District court")}},
				{Cells: []doc.Text{nil, doc.Plain("only\nthis")}},
			}},
			&doc.Quote{Text: doc.Plain("They hung me up."), By: doc.Plain("M.")},
			&doc.Parallel{LeftTitle: "Original", RightTitle: "Translation", Turns: []doc.Turn{{Label: "1 A", Left: doc.Plain("Ha"), Right: doc.Plain("Yes")}}},
			&doc.List{Ordered: true, Items: []doc.Item{{Text: doc.Plain("first"), Sub: []doc.Item{{Text: doc.Plain("inside")}}}}},
			&doc.Chronology{Entries: []doc.Happening{{When: "about 2014", Text: doc.Plain("Abducted"), Source: doc.Plain("Ex. 2")}}},
			&doc.Callout{Title: "Gap", Text: doc.Plain("no source")},
			&doc.Hash{Label: "SHA-256", Hex: "00ff"},
			&doc.Grid{Words: []string{"academic"}, Numbered: true},
			&doc.Blank{Label: "Signature"},
			&doc.Beside{Figure: figure},
			&doc.Drawing{Alt: "Front of the body", Caption: doc.Plain("1 scar")},
			&doc.Gallery{Figures: []*doc.Figure{figure}},
			&doc.Exhibit{Number: "Ex. 2", Title: "Verdict", Anchor: "e", Name: "v.pdf", SHA256: "cd", Sheets: []doc.Sheet{{Page: 1}, {Page: 2}}},
			&doc.Exhibit{Number: "Ex. 3", Title: "Letter", Blocks: []doc.Block{&doc.Paragraph{Text: doc.Plain("Dear sir")}}},
		}}},
	}
}

func TestWrite(t *testing.T) {
	var b strings.Builder
	if err := text.Write(&b, sample()); err != nil {
		t.Fatal(err)
	}
	got := b.String()
	for name, want := range map[string]string{
		"the notice of the cover":                      "RULE 39 – URGENT\n",
		"a section with its number":                    "1 Facts\n=======\n",
		"a paragraph without the pages it cannot have": "1. He was beaten[1], see 1.\n",
		"a note, and the note in it":                   "[1] As told by [2]\n[2] a note in a note\n",
		"a band of a table":                            "* Moscow *\n",
		"a row of a table":                             "- Date: 9 June 2014\n  Court: District court\n",
		"a row whose first cell is empty":              "- Court: only\n  this\n",
		"who said a quote":                             "  They hung me up.\n  — M.\n",
		"a translation below its original":             "1 A  Original: Ha\n  Translation: Yes\n",
		"a list in a list":                             "1. first\n  1. inside\n",
		"a happening with its source":                  "about 2014: Abducted\n  (Ex. 2)\n",
		"a picture by its digest":                      "[Figure: A scar; a.jpg, SHA-256 ab12]\n",
		"a drawing by what it shows":                   "[Front of the body: 1 scar]\n",
		"a line to sign on":                            "Signature ______",
		"an exhibit of pages by its digest":            "[v.pdf, 2, SHA-256 cd]\n",
		"an exhibit of words with the words":           "Ex. 3 Letter\n------------\n\nDear sir\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s: no %q in\n%s", name, want, got)
		}
	}
	if strings.Contains(got, "(p.") {
		t.Error("a page is named in what has no pages")
	}
}

type full struct{}

var errFull = errors.New("full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestAFullDiskIsSaid(t *testing.T) {
	if err := text.Write(full{}, sample()); !errors.Is(err, errFull) {
		t.Errorf("error %v", err)
	}
}
