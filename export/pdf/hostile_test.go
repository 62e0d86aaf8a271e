package pdf_test

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"guvoh/export/doc"
	"guvoh/export/pdf"
	"guvoh/export/pdfcheck"
	"guvoh/model/vault/vaulttest/raced"
)

// hostile is text that breaks programs.
var hostile = map[string]string{
	"nothing":               "",
	"white":                 " \t\n\r\n ",
	"control characters":    "a\x00b\x01\x1b[31mc\x7f\u0085d\u009be",
	"emoji beyond U+FFFF":   "😀 👩‍👩‍👧‍👦 🇺🇿 \U0010FFFD \U000E0041",
	"lone surrogates":       "\xed\xa0\x80 \xed\xbf\xbf",
	"broken UTF-8":          "\xff\xfe\xc3(\xe2\x82 ok",
	"bidi controls":         "\u202Egnp.exe\u202C \u2066\u2067\u2068 abc \u2069\u200f\u061c",
	"unbalanced isolates":   strings.Repeat("\u2067א", 150),
	"a word of 400":         strings.Repeat("W", 400),
	"marks of 300":          "e" + strings.Repeat("\u0301", 300),
	"the canvas's alias":    "{nb} {nb}",
	"PDF operators":         ") Tj ET Q q (x) endstream endobj %%EOF \\( \\",
	"XML":                   `<x:xmpmeta>&amp;"'`,
	"format verbs":          "%d %s %!(EXTRA) 100%",
	"ideographs":            strings.Repeat("証言を記録する", 20),
	"Arabic with marks":     "قَالَ «نُقِلَ» (12) — ١٢٣ ﷽",
	"Devanagari":            "क्षत्रिय ज्ञ र्क",
	"only line feeds":       strings.Repeat("\n", 3_000),
	"zero width":            "\u200b\u200c\u200d\ufeff\u2060\u00ad",
	"separators":            "a\u2028b\u2029c\vd\fe",
	"noncharacters":         "\ufdd0\uffff\ufffe",
	"tag with direction":    "12\u202f000 so‘m → 14/03/2023 (א) [ب]",
	"many lines":            strings.Repeat("line\n", 60),
	"a fraction of letters": "½ ﬁ ẞ Ǆ ㎏ ℃ №",
}

// everywhere puts a text into every place of a document that holds text.
func everywhere(s string) *doc.Document {
	x := doc.Text{{Text: s}, {Text: s, Style: doc.Bold | doc.Badge, Link: "a"}, {Text: s, Style: doc.Mono | doc.Italic, Lang: s}}
	x = append(x, doc.Note(doc.Span{Text: s}), doc.PageRef(s), doc.PageRef("a"), doc.NumberRef("a"), doc.Link(s, "https://"+s))
	return &doc.Document{
		Title: s, Subject: s, Author: s, Lang: s, Watermark: s,
		Words: doc.Words{PageOf: s, Contents: s, Continued: s, BadPicture: s},
		Head:  doc.RunningHead{Left: s, Right: s}, NumberSections: true, Contents: &doc.Contents{Depth: 9},
		Cover: &doc.Cover{Kicker: s, Title: s, Subtitle: s, Badge: s, Facts: []doc.KeyValue{{Label: s, Value: x}}, Foot: doc.Plain(s)},
		Blocks: []doc.Block{
			&doc.Section{Title: s, Number: s, Anchor: "a", Blocks: []doc.Block{
				&doc.Paragraph{Text: x, Numbered: true, Lang: s, Anchor: s},
				&doc.KeyValues{Rows: []doc.KeyValue{{Label: s, Value: x}}},
				&doc.Table{Title: s, Columns: []doc.Column{{Title: s}, {Title: s, Align: doc.End, Weight: -1}, {Title: s, Align: doc.Centre}}, Rows: []doc.Row{{Cells: []doc.Text{x, x, x, x}}, {}, {Band: true, Cells: []doc.Text{x}}}},
				&doc.Quote{Text: x, By: x, Lang: s},
				&doc.Parallel{LeftTitle: s, RightTitle: s, Turns: []doc.Turn{{Label: s, Left: x, Right: x}, {}}},
				&doc.List{Ordered: true, Items: []doc.Item{{Text: x, Sub: []doc.Item{{Text: x}}}}},
				&doc.Chronology{Entries: []doc.Happening{{When: s, Text: x, Source: x}}},
				&doc.Callout{Kind: doc.Warning, Title: s, Text: x},
				&doc.Hash{Label: s, Hex: s},
				&doc.Figure{Name: s, SHA256: s, Caption: x, Open: func() (io.ReadCloser, error) { return nil, io.ErrUnexpectedEOF }},
				&doc.Gallery{Figures: []*doc.Figure{{Caption: x, Open: opener([]byte(s))}}},
				&doc.Grid{Columns: 2, Words: []string{s, "", s}, Numbered: true},
				&doc.Grid{Columns: -1, Words: []string{s}},
				&doc.Blank{Label: s, Lines: -1},
				&doc.Drawing{Width: 50, Height: 20, Caption: x, Alt: s, Shapes: []doc.Shape{{Words: s, Size: 9, Hue: doc.Ink}}},
				&doc.Beside{Figure: &doc.Figure{Caption: x, Open: opener([]byte(s))}, Blocks: []doc.Block{
					&doc.Paragraph{Text: x}, &doc.Callout{Title: s, Text: x}, &doc.Grid{Columns: 3, Words: []string{s, s}}, &doc.Blank{Label: s},
				}},
				&doc.Together{Blocks: []doc.Block{&doc.Paragraph{Text: x}, &doc.Section{Title: s, Blocks: []doc.Block{&doc.PageBreak{}, &doc.Paragraph{Text: x}}}}},
			}},
		},
	}
}

func TestNoTextBreaksTheFile(t *testing.T) {
	raced.OneByOne(t)
	for name, s := range hostile {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path, _ := printed(t, everywhere(s))
			if out := tool(t, "qpdf", "--check", path); !strings.Contains(out, "No syntax or stream encoding errors") {
				t.Error(out)
			}
		})
	}
}

func TestLongTextIsPrintedInTime(t *testing.T) {
	raced.OneByOne(t)
	for name, s := range map[string]string{
		"a word of 10,000":  strings.Repeat("W", 10_000),
		"a mark chain":      "e" + strings.Repeat("\u0301", 5_000),
		"a line of 30,000":  strings.Repeat("слово ", 5_000),
		"lines, 1,000":      strings.Repeat("line\n", 1_000),
		"directions, 5,000": strings.Repeat("א1b", 1_700),
	} {
		t.Run(name, func(t *testing.T) {
			x := doc.Plain(s)
			d := &doc.Document{Title: s, Head: doc.RunningHead{Left: s}, Contents: &doc.Contents{}, Blocks: []doc.Block{
				&doc.Section{Title: s[:min(len(s), 2_000)]}, &doc.Paragraph{Text: x}, &doc.KeyValues{Rows: []doc.KeyValue{{Label: s, Value: x}}},
				&doc.Table{Columns: []doc.Column{{Title: s, Weight: 9}, {}}, Rows: []doc.Row{{Cells: []doc.Text{x, doc.Plain("b")}}, {Cells: []doc.Text{x}}}},
			}}
			path, rep := printed(t, d)
			tool(t, "qpdf", "--check", path)
			if rep.Pages > 2_000 {
				t.Errorf("%d pages", rep.Pages)
			}
		})
	}
}

func TestHostileTextKeepsItsWords(t *testing.T) {
	for in, want := range map[string]string{
		"page {nb} of {nb}":     "page {nb} of {nb}",
		"100% %d (x) \\ <y>":    "100% %d (x) \\ <y>",
		"a\x00b\u00adc":         "abc",
		"one\u2028two":          "one two",
		"no\u00a0break":         "no break",
		"証言":                    "証言", // drawn as boxes, found as itself
		"so\u02BBm o\u02BBgʻil": "soʻm oʻgʻil",
	} {
		path, _ := printed(t, &doc.Document{Title: "x", Blocks: []doc.Block{&doc.Paragraph{Text: doc.Plain(in)}}})
		if got := flat(pageTexts(t, path)[0]); !strings.HasPrefix(got, want) {
			t.Errorf("%q is found as %q", in, got)
		}
	}
}

func TestOddTreesArePrinted(t *testing.T) {
	nan := doc.Page{Body: 1e9, Leading: -3, Margin: doc.Margin{Top: 9000, Left: -5}}
	for name, d := range map[string]*doc.Document{
		"nothing at all":      {},
		"contents of nothing": {Contents: &doc.Contents{}},
		"a cover alone":       {Cover: &doc.Cover{}},
		"mad measures":        {Page: nan, Blocks: []doc.Block{&doc.Paragraph{Text: doc.Plain(prose(500))}, &doc.Table{Columns: make([]doc.Column, 60), Rows: []doc.Row{{Cells: make([]doc.Text, 60)}}}}},
		"empty blocks":        {Blocks: []doc.Block{&doc.Section{}, &doc.Paragraph{}, &doc.KeyValues{}, &doc.Table{}, &doc.Figure{}, &doc.Gallery{}, &doc.Quote{}, &doc.Parallel{}, &doc.List{}, &doc.Chronology{}, &doc.Callout{}, &doc.Hash{}, &doc.Together{}, &doc.PageBreak{}}},
		"letter, landscape":   {Page: doc.Page{Size: doc.Letter, Landscape: true}, Blocks: []doc.Block{&doc.Paragraph{Text: doc.Plain(prose(900))}}},
	} {
		t.Run(name, func(t *testing.T) {
			path, rep := printed(t, d)
			tool(t, "qpdf", "--check", path)
			if n := len(pageTexts(t, path)); n != rep.Pages || n == 0 {
				t.Errorf("%d pages reported, %d found", rep.Pages, n)
			}
		})
	}
}

func TestMistakeInTheTreeIsAnError(t *testing.T) {
	for name, d := range map[string]*doc.Document{
		"a block that is nothing":   {Blocks: []doc.Block{nil, (*doc.Paragraph)(nil)}},
		"a figure that is nothing":  {Blocks: []doc.Block{&doc.Gallery{Figures: []*doc.Figure{nil}}}},
		"an opener that panics":     {Blocks: []doc.Block{&doc.Figure{Open: func() (io.ReadCloser, error) { panic("opener") }}}},
		"a section that is nothing": {Blocks: []doc.Block{(*doc.Section)(nil)}},
	} {
		if _, err := pdf.Write(io.Discard, d, pdf.Options{Reader: reader}); err == nil {
			t.Errorf("%s: printed", name)
		}
	}
}

func TestManyPhotosNeedLittleMemory(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(100))                                 // as the program that people use
	data := photo(t, 440, 330, 6)                                                     // no finer than it is printed
	data = slices.Concat(data[:len(data)-2], make([]byte, 1<<20), data[len(data)-2:]) // a megabyte of scan
	d := &doc.Document{Title: "Photos"}
	g := &doc.Gallery{}
	for i := range 150 {
		g.Figures = append(g.Figures, &doc.Figure{Open: opener(data), Caption: doc.Plain(fmt.Sprint(i)), Height: 40})
	}
	d.Blocks = []doc.Block{g}
	var before, during runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	peak := uint64(0)
	written := int64(0)
	_, err := pdf.Write(counting(&written), d, pdf.Options{Reader: reader, Progress: func(int, int) {
		runtime.ReadMemStats(&during)
		peak = max(peak, during.HeapAlloc)
	}})
	if err != nil {
		t.Fatal(err)
	}
	if written < int64(140*len(data)) {
		t.Errorf("only %d bytes written", written)
	}
	if grown := int64(peak) - int64(before.HeapAlloc); grown > 60<<20 {
		t.Errorf("memory grew by %d MB", grown>>20)
	}
}

type counter int64

func (c *counter) Write(p []byte) (int, error) { *c += counter(len(p)); return len(p), nil }

func counting(n *int64) io.Writer { return (*counter)(n) }

func FuzzWrite(f *testing.F) {
	for _, name := range []string{"control characters", "broken UTF-8", "bidi controls", "tag with direction"} {
		f.Add(hostile[name], 10.5)
	}
	f.Fuzz(func(t *testing.T, s string, size float64) {
		d := everywhere(s)
		d.Page = doc.Page{Body: size, Note: size, Leading: size / 8, Margin: doc.Margin{Left: size}, Justified: len(s)%2 == 0, Face: doc.Face(len(s) / 2 % 2)}
		var b bytes.Buffer
		if _, err := pdf.Write(&b, d, pdf.Options{Reader: reader, Missing: pdf.Boxes}); err != nil {
			t.Fatal(err)
		}
		if faults, err := pdfcheck.Check(b.Bytes()); err != nil || len(faults) > 0 {
			t.Errorf("the file is not what it says: %v, %q", err, faults)
		}
	})
}
