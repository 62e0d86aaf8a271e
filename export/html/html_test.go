package html_test

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"

	"guvoh/export/doc"
	"guvoh/export/html"
)

func opens(s string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(s)), nil }
}

func picture(f *doc.Figure) (doc.Picture, error) {
	r, err := f.Open()
	return doc.Picture{Bytes: r, Media: "image/png", Width: 4, Height: 3}, err
}

func sample(word string) *doc.Document {
	return &doc.Document{
		Title: "Case " + word, Lang: "en", NumberSections: true, Contents: &doc.Contents{},
		Cover: &doc.Cover{Kicker: word, Badge: word, Notice: []string{word}, Facts: []doc.KeyValue{{Label: word, Value: doc.Plain(word)}}, Foot: doc.Plain(word)},
		Blocks: []doc.Block{&doc.Section{Title: word, Anchor: "s", Blocks: []doc.Block{
			&doc.Paragraph{Numbered: true, Lang: word, Text: doc.Text{{Text: word, Style: doc.Bold, Lang: word}, doc.Note(doc.Span{Text: word}), {Text: " (p. "}, doc.PageRef("e"), {Text: ")"}, doc.Link(word, "e"), doc.Link("web", "https://example.org/?a=1&b=\"2\""), doc.NumberRef("s")}},
			&doc.Table{Title: word, Columns: []doc.Column{{Title: word, Align: doc.End}}, Rows: []doc.Row{{Band: true, Cells: []doc.Text{doc.Plain(word)}}, {Cells: []doc.Text{doc.Plain(word)}}}},
			&doc.Figure{Open: opens("png bytes"), Alt: word, Caption: doc.Plain(word), Name: word},
			&doc.Quote{Text: doc.Plain(word), By: doc.Plain(word)},
			&doc.Parallel{LeftTitle: word, Turns: []doc.Turn{{Label: word, Left: doc.Plain(word), Right: doc.Plain(word)}}},
			&doc.List{Items: []doc.Item{{Text: doc.Plain(word), Sub: []doc.Item{{Text: doc.Plain(word)}}}}},
			&doc.Chronology{Entries: []doc.Happening{{When: word, Text: doc.Plain(word), Source: doc.Plain(word)}}},
			&doc.Callout{Kind: doc.Warning, Title: word, Text: doc.Plain(word)},
			&doc.Hash{Label: word, Hex: "00ff"},
			&doc.Grid{Words: []string{word}},
			&doc.Blank{Label: word},
			&doc.Drawing{Width: 20, Height: 10, Alt: word, Caption: doc.Plain(word), Shapes: []doc.Shape{
				{Path: []doc.Step{{Op: 'M', P: []doc.Point{{X: 0, Y: 0}}}, {Op: 'C', P: []doc.Point{{X: 1, Y: 1}, {X: 2, Y: 2}, {X: 3, Y: 3}}}, {Op: 'Z'}}, Stroke: doc.Accent, Width: .3, Dash: []float64{1, 2}},
				{Words: word, Size: 8, Hue: doc.Ink, Style: doc.Bold},
			}},
			&doc.Exhibit{Number: word, Title: word, Anchor: "e", Name: word, SHA256: "ab", Open: opens("%PDF the bytes"), Sheets: []doc.Sheet{{Page: 1}}},
		}}},
	}
}

func write(t *testing.T, d *doc.Document, o html.Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := html.Write(&b, d, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWrite(t *testing.T) {
	all := html.Options{Picture: picture, Enclose: true}
	t.Run("whatever a person typed stays text", func(t *testing.T) {
		const nasty = `"><script>alert('x')</script><img src=http://example.org/a>&amp;`
		got := write(t, sample(nasty), all)
		if strings.Contains(got, "<script") || strings.Contains(got, "<img src=http") || strings.Contains(got, `=""><`) {
			t.Error("mark-up came through")
		}
		dec := xml.NewDecoder(strings.NewReader(strings.ReplaceAll(got, "<!DOCTYPE html>", "")))
		dec.Strict, dec.AutoClose, dec.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
		for {
			token, err := dec.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("not well formed: %v", err)
			}
			if e, ok := token.(xml.StartElement); ok && e.Name.Local == "script" {
				t.Error("a script stands in the file")
			}
		}
	})
	t.Run("it fetches nothing from anywhere", func(t *testing.T) {
		got := write(t, sample("word"), all)
		if !strings.Contains(got, "default-src 'none'") {
			t.Error("the browser is not told so")
		}
		for _, m := range regexp.MustCompile(`(?:src|href)="([^"]*)"`).FindAllStringSubmatch(got, -1) {
			if !strings.HasPrefix(m[1], "#") && !strings.HasPrefix(m[1], "data:") && !strings.HasPrefix(m[1], "https://example.org/") {
				t.Errorf("it points at %.40q", m[1])
			}
		}
	})
	t.Run("every link inside leads somewhere", func(t *testing.T) {
		got := write(t, sample("word"), all)
		for _, m := range regexp.MustCompile(`href="#([^"]*)"`).FindAllStringSubmatch(got, -1) {
			if !strings.Contains(got, `id="`+m[1]+`"`) {
				t.Errorf("nothing is called %q", m[1])
			}
		}
	})
	t.Run("pictures and exhibits lie in it, byte for byte", func(t *testing.T) {
		got := write(t, sample("word"), all)
		for _, b := range []string{"png bytes", "%PDF the bytes"} {
			if !strings.Contains(got, base64.StdEncoding.EncodeToString([]byte(b))) {
				t.Errorf("%q is not there", b)
			}
		}
	})
	t.Run("without being asked it holds neither", func(t *testing.T) {
		got := write(t, sample("word"), html.Options{})
		if strings.Contains(got, "base64") || !strings.Contains(got, "This picture cannot be drawn.") {
			t.Error("bytes are there, or what is missing is not said")
		}
	})
	t.Run("no id of a record leaves the house with it", func(t *testing.T) {
		d := sample("word")
		d.Walk(func(b doc.Block, _ int) {
			if e, ok := b.(*doc.Exhibit); ok {
				e.Anchor = "r-0190f3a2"
			}
		})
		if strings.Contains(write(t, d, all), "0190f3a2") {
			t.Error("it does")
		}
	})
	t.Run("pages, which it has not, are not named", func(t *testing.T) {
		if strings.Contains(write(t, sample("word"), all), "(p.") {
			t.Error("they are")
		}
	})
	t.Run("the same tree gives the same bytes", func(t *testing.T) {
		once, again := write(t, sample("word"), all), write(t, sample("word"), all)
		if once != again {
			t.Error("it does not")
		}
	})
}

type torn struct{ io.Reader }

func (torn) Read([]byte) (int, error) { return 0, errTorn }
func (torn) Close() error             { return nil }

var errTorn = errors.New("torn")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errTorn }

func TestFailures(t *testing.T) {
	t.Run("half an exhibit is an error of the whole", func(t *testing.T) {
		d := sample("word")
		d.Walk(func(b doc.Block, _ int) {
			if e, ok := b.(*doc.Exhibit); ok {
				e.Open = func() (io.ReadCloser, error) { return torn{}, nil }
			}
		})
		if err := html.Write(io.Discard, d, html.Options{Enclose: true}); !errors.Is(err, errTorn) {
			t.Errorf("error %v", err)
		}
	})
	t.Run("a full disk is said", func(t *testing.T) {
		if err := html.Write(full{}, sample("word"), html.Options{}); !errors.Is(err, errTorn) {
			t.Errorf("error %v", err)
		}
	})
}
