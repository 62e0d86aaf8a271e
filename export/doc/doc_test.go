package doc_test

import (
	"bytes"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"guvoh/export/doc"
)

// every returns a document with every kind of block and span.
func every() *doc.Document {
	open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(nil)), nil }
	return &doc.Document{
		Title: "A case", Subject: "UZ-1", Author: "Unit", Lang: "en", Date: time.Date(2026, 3, 14, 9, 0, 0, 0, time.UTC),
		Page: doc.Page{Size: doc.Letter, Landscape: true, Margin: doc.Margin{Top: 20, Right: 21, Bottom: 22, Left: 23}, Body: 11, Leading: 1.5, Single: true},
		Head: doc.RunningHead{Left: "UZ-1", Right: "CONFIDENTIAL"}, Watermark: "DRAFT", Words: doc.Words{PageOf: "%d из %d"},
		NumberSections: true, Contents: &doc.Contents{},
		Cover: &doc.Cover{Kicker: "Case file", Subtitle: "Sub", Badge: "CONFIDENTIAL", Facts: []doc.KeyValue{{Label: "Ref", Value: doc.Plain("UZ-1")}}, Foot: doc.Plain("Keep it sealed.")},
		Blocks: []doc.Block{
			&doc.Section{Title: "Facts", Anchor: "facts", Blocks: []doc.Block{
				&doc.Paragraph{Numbered: true, Anchor: "p1", Text: doc.Text{{Text: "Taken"}, doc.Note(doc.Span{Text: "Told by "}, doc.Styled("him", doc.Italic)), {Text: " on "}, doc.Styled("14 March", doc.Bold|doc.Small), doc.Styled("no source", doc.Badge)}},
				&doc.Paragraph{Numbered: true, Lang: "ru", Text: doc.Text{{Text: "Задержан,\nсм. "}, doc.NumberRef("p1"), {Text: " "}, doc.PageRef("acts"), doc.Link(" out", "https://example.org")}},
				&doc.KeyValues{Anchor: "kv", Rows: []doc.KeyValue{{Label: "Born", Value: doc.Text{doc.Styled("not recorded", doc.Grey)}}}},
				&doc.Section{Title: "Deeper", Blocks: []doc.Block{&doc.Section{Title: "Deepest", Blocks: []doc.Block{&doc.Section{Title: "Deeper still"}}}}},
				&doc.Section{Title: "Annex", Number: "A.", Blocks: []doc.Block{&doc.Section{Title: "In the annex"}}},
			}},
			&doc.Section{Title: "Unnumbered", Plain: true, NewPage: true, Blocks: []doc.Block{&doc.Section{Title: "Inside"}}},
			&doc.Section{Title: "Acts", Anchor: "acts", Blocks: []doc.Block{
				&doc.Table{Title: "Acts", Anchor: "t", Columns: []doc.Column{{Title: "No.", Weight: 0.5, Align: doc.End}, {Title: "What"}}, Rows: []doc.Row{{Band: true, Cells: []doc.Text{doc.Plain("Room 3")}}, {Anchor: "r1", Cells: []doc.Text{doc.Plain("1"), doc.Plain("Beaten")}}}},
				&doc.Figure{Open: open, Caption: doc.Plain("A mark"), Alt: "mark", Name: "a.jpg", SHA256: "00ff", Anchor: "f"},
				&doc.Gallery{Figures: []*doc.Figure{{Open: open, Alt: "left"}, {Open: open, Alt: "right"}}},
				&doc.Quote{Text: doc.Plain("Мени урди"), By: doc.Plain("He"), Lang: "uz-Cyrl", Anchor: "q"},
				&doc.Parallel{LeftTitle: "Original", RightTitle: "Translation", LeftLang: "uz", RightLang: "en", Turns: []doc.Turn{{Label: "Q 1", Left: doc.Plain("Qachon?"), Right: doc.Plain("When?"), Anchor: "q1"}}},
				&doc.List{Ordered: true, Items: []doc.Item{{Text: doc.Plain("one"), Sub: []doc.Item{{Text: doc.Plain("inner")}}}, {Text: doc.Plain("two")}}},
				&doc.Chronology{Entries: []doc.Happening{{When: "about 2014", Text: doc.Plain("Taken"), Source: doc.Plain("Interview 1"), Anchor: "c1"}}},
				&doc.Callout{Kind: doc.Gap, Title: "Missing", Text: doc.Plain("the day")},
				&doc.Hash{Label: "SHA-256", Hex: strings.Repeat("0123456789abcdef", 4)},
				&doc.Grid{Columns: 2, Words: []string{"academic", "acid", "acne"}, Numbered: true},
				&doc.Grid{Words: []string{"12345"}},
				&doc.Blank{Label: "Remark", Lines: 2},
				&doc.Beside{Figure: &doc.Figure{Open: open, Alt: "code", Anchor: "code"}, Blocks: []doc.Block{
					&doc.Paragraph{Numbered: true, Anchor: "p3", Text: doc.Plain("Scan it")},
				}},
				&doc.Together{Blocks: []doc.Block{&doc.Paragraph{Text: doc.Plain("Signed")}}},
				&doc.PageBreak{},
			}},
		},
	}
}

func TestDumpIsAsItWas(t *testing.T) {
	const golden = "testdata/every.txt"
	got := doc.Dump(every())
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the dump changed; if it should have, run make golden and read the difference\n%s", got)
	}
	if got != doc.Dump(every()) {
		t.Error("the same tree is dumped in two ways")
	}
}

func TestSectionsAreNumberedByDepth(t *testing.T) {
	var got []string
	for _, h := range doc.Number(every()).Headings {
		got = append(got, strings.Repeat(">", h.Level)+h.Number+" "+h.Section.Title)
	}
	want := []string{">1 Facts", ">>1.1 Deeper", ">>>1.1.1 Deepest", ">>>>1.1.1.1 Deeper still", ">>A. Annex", ">>>A.1 In the annex", "> Unnumbered", ">> Inside", ">2 Acts"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestNumbersOfAnchors(t *testing.T) {
	n := doc.Number(every())
	for anchor, want := range map[string]string{"facts": "1", "p1": "1", "kv": "1", "acts": "2", "r1": "2", "q1": "2", "code": "2", "p3": "3", "unknown": ""} {
		if got := n.Anchors[anchor]; got != want {
			t.Errorf("%s: got %q, want %q", anchor, got, want)
		}
	}
	if len(n.Paragraphs) != 3 || len(n.Notes) != 1 {
		t.Errorf("%d numbered paragraphs, %d notes", len(n.Paragraphs), len(n.Notes))
	}
}

func TestDocumentThatDoesNotNumberSections(t *testing.T) {
	d := &doc.Document{Blocks: []doc.Block{&doc.Section{Title: "A"}, &doc.Section{Title: "B", Number: "7"}}}
	for _, h := range doc.Number(d).Headings {
		if want := h.Section.Number; h.Number != want {
			t.Errorf("%s: got %q, want %q", h.Section.Title, h.Number, want)
		}
	}
}

func TestCheckFindsBrokenReferences(t *testing.T) {
	if faults := doc.Check(every()); len(faults) != 0 {
		t.Errorf("a sound document: %v", faults)
	}
	d := every()
	d.Cover.Foot = doc.Text{doc.Link("x", "nowhere")}
	d.Blocks = append(d.Blocks,
		&doc.Section{Title: "Again", Anchor: "facts"},
		&doc.Paragraph{Text: doc.Text{doc.Note(doc.PageRef("no-page"))}})
	var got []string
	for _, f := range doc.Check(d) {
		got = append(got, f.Error())
	}
	want := []string{`anchor "facts" is set twice`, `link to "nowhere" leads nowhere`, `link to "no-page" leads nowhere`}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %q", got)
	}
}

func TestGrouped(t *testing.T) {
	for in, want := range map[string]string{"": "", "1234567": "1234567", "12345678": "12345678", "123456789": "12345678 9"} {
		if got := doc.Grouped(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestEmptyText(t *testing.T) {
	for _, c := range []struct {
		name string
		text doc.Text
		want bool
	}{
		{"nothing", nil, true},
		{"white", doc.Plain(" \n"), true},
		{"a word", doc.Plain("a"), false},
		{"a page number", doc.Text{doc.PageRef("x")}, false},
		{"a footnote", doc.Text{doc.Note()}, false},
	} {
		if got := c.text.Empty(); got != c.want {
			t.Errorf("%s: got %t", c.name, got)
		}
	}
}
