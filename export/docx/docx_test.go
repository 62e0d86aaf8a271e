package docx_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"image"
	"image/png"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"

	"guvoh/export/doc"
	"guvoh/export/docx"
)

// dot is a picture of two pixels by one.
func dot(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 2, 1))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func options(t testing.TB) docx.Options {
	b := dot(t)
	give := func() (doc.Picture, error) {
		return doc.Picture{Bytes: io.NopCloser(bytes.NewReader(b)), Media: "image/png", Width: 2, Height: 1}, nil
	}
	return docx.Options{
		Picture: func(*doc.Figure) (doc.Picture, error) { return give() },
		Drawing: func(*doc.Drawing) (doc.Picture, error) { return give() },
	}
}

// sample holds one of everything, with the word wherever words may stand.
func sample(word string) *doc.Document {
	return &doc.Document{
		Title: word, Lang: "ru", NumberSections: true, Contents: &doc.Contents{Depth: 3},
		Date:  time.Date(2026, 3, 5, 9, 0, 0, 0, time.UTC),
		Page:  doc.Page{Size: doc.Letter, Face: doc.Times, Body: 12, Note: 10, Leading: 2},
		Head:  doc.RunningHead{Left: word, Right: word},
		Cover: &doc.Cover{Kicker: word, Badge: word, Notice: []string{word}, Facts: []doc.KeyValue{{Label: word, Value: doc.Plain(word)}}, Foot: doc.Plain(word)},
		Blocks: []doc.Block{&doc.Section{Title: word, Anchor: "s", NewPage: true, Blocks: []doc.Block{
			&doc.Paragraph{Numbered: true, Anchor: "p", Text: doc.Text{{Text: word + "\n" + word, Style: doc.Bold | doc.Italic | doc.Mono, Lang: "uz-Latn"}, doc.Note(doc.Span{Text: word}, doc.Note(doc.Span{Text: "inner"})), {Text: " (p. "}, doc.PageRef("e"), {Text: ")"}, doc.Link(word, "row"), doc.Link("web", "https://example.org/?a=1&b=2")}},
			&doc.Paragraph{Text: doc.Plain("شکنجه 12")},
			&doc.Table{Title: word, Columns: []doc.Column{{Title: word, Align: doc.End}, {Title: word, Weight: 2}}, Rows: []doc.Row{{Band: true, Cells: []doc.Text{doc.Plain(word)}}, {Anchor: "row", Cells: []doc.Text{doc.Plain(word)}}}},
			&doc.Figure{Alt: word, Caption: doc.Plain(word)},
			&doc.Drawing{Alt: word, Height: 20, Caption: doc.Plain(word)},
			&doc.Quote{Text: doc.Plain(word), By: doc.Plain(word)},
			&doc.Parallel{LeftTitle: word, RightTitle: word, Turns: []doc.Turn{{Label: word, Left: doc.Plain(word), Right: doc.Plain(word), Anchor: "t"}}},
			&doc.List{Ordered: true, Items: []doc.Item{{Text: doc.Plain(word), Sub: []doc.Item{{Text: doc.Plain(word)}}}}},
			&doc.List{Items: []doc.Item{{Text: doc.Plain(word)}}},
			&doc.Chronology{Entries: []doc.Happening{{When: word, Text: doc.Plain(word), Source: doc.Plain(word)}}},
			&doc.Callout{Title: word, Text: doc.Plain(word)},
			&doc.Hash{Label: word, Hex: "00ff"},
			&doc.Grid{Columns: 2, Words: []string{word, word, word}, Numbered: true},
			&doc.Blank{Label: word, Lines: 2},
			&doc.PageBreak{},
			&doc.Exhibit{Number: word, Title: word, Anchor: "e", SHA256: "ab", Blocks: []doc.Block{&doc.Paragraph{Text: doc.Plain(word)}}},
		}}},
	}
}

// parts writes a document and gives the parts of its package by name.
func parts(t *testing.T, d *doc.Document, o docx.Options) map[string]string {
	t.Helper()
	var b bytes.Buffer
	if err := docx.Write(&b, d, o); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if out[f.Name] != "" || !f.Modified.IsZero() && f.Modified.Year() > 1980 {
			t.Errorf("%s stands twice or carries a time", f.Name)
		}
		out[f.Name] = string(content)
	}
	return out
}

func TestWrite(t *testing.T) {
	const nasty = "<w:p/>&\"'\x01\uFFFE\xff]]>"
	for name, word := range map[string]string{"plain words": "слово", "words that look like mark-up": nasty} {
		t.Run("every part is well-formed with "+name, func(t *testing.T) {
			for part, content := range parts(t, sample(word), options(t)) {
				if strings.HasSuffix(part, ".png") {
					continue
				}
				dec := xml.NewDecoder(strings.NewReader(content))
				for {
					if _, err := dec.Token(); err == io.EOF {
						break
					} else if err != nil {
						t.Fatalf("%s: %v", part, err)
					}
				}
			}
		})
	}
	all := parts(t, sample("слово"), options(t))
	body := all["word/document.xml"]
	t.Run("each part is declared and each relation leads to a part", func(t *testing.T) {
		for part := range all {
			if strings.HasSuffix(part, ".xml") && part != "[Content_Types].xml" && !strings.Contains(all["[Content_Types].xml"], `"/`+part+`"`) {
				t.Errorf("%s is not declared", part)
			}
		}
		for _, m := range regexp.MustCompile(`Target="([^"]*)"( TargetMode="External")?`).FindAllStringSubmatch(all["word/_rels/document.xml.rels"], -1) {
			if m[2] == "" && all["word/"+m[1]] == "" {
				t.Errorf("%s is not there", m[1])
			}
		}
		for _, m := range regexp.MustCompile(`r:(?:id|embed)="([^"]*)"`).FindAllStringSubmatch(body, -1) {
			if !strings.Contains(all["word/_rels/document.xml.rels"], `Id="`+m[1]+`"`) {
				t.Errorf("relation %s is not there", m[1])
			}
		}
	})
	t.Run("every link inside has its bookmark, each once", func(t *testing.T) {
		names := map[string]int{}
		for _, m := range regexp.MustCompile(`<w:bookmarkStart w:id="(\d+)" w:name="([^"]*)"`).FindAllStringSubmatch(body, -1) {
			names[m[2]]++
			names["id "+m[1]]++
		}
		for name, n := range names {
			if n != 1 {
				t.Errorf("%s stands %d times", name, n)
			}
		}
		for _, m := range regexp.MustCompile(`w:anchor="([^"]*)"`).FindAllStringSubmatch(body, -1) {
			if names[m[1]] == 0 {
				t.Errorf("nothing is called %s", m[1])
			}
		}
	})
	t.Run("every style and numbering that is used is defined", func(t *testing.T) {
		for _, m := range regexp.MustCompile(`<w:(?:pStyle|rStyle|tblStyle) w:val="([^"]*)"`).FindAllStringSubmatch(body+all["word/footnotes.xml"], -1) {
			if !strings.Contains(all["word/styles.xml"], `w:styleId="`+m[1]+`"`) {
				t.Errorf("style %s is not defined", m[1])
			}
		}
		for _, m := range regexp.MustCompile(`<w:numId w:val="(\d+)"`).FindAllStringSubmatch(body, -1) {
			if !strings.Contains(all["word/numbering.xml"], `<w:num w:numId="`+m[1]+`"`) {
				t.Errorf("numbering %s is not defined", m[1])
			}
		}
	})
	t.Run("notes are footnotes, and a note in one stands behind it", func(t *testing.T) {
		if !strings.Contains(body, `<w:footnoteReference w:id="2"/>`) || !strings.Contains(all["word/footnotes.xml"], "inner") {
			t.Error("they are not")
		}
	})
	t.Run("pages, which are the word processor's, stand in the foot alone", func(t *testing.T) {
		if strings.Contains(body, "(p. ") || !strings.Contains(all["word/footer1.xml"], "NUMPAGES") {
			t.Error("they do not")
		}
	})
	t.Run("paper, face and language are those asked for", func(t *testing.T) {
		if !strings.Contains(body, `w:w="12240" w:h="15840"`) || !strings.Contains(all["word/styles.xml"], "Times New Roman") || !strings.Contains(all["word/styles.xml"], `w:lang w:val="ru"`) {
			t.Error("they are not")
		}
	})
	t.Run("Arabic runs from the right", func(t *testing.T) {
		if !strings.Contains(body, "<w:bidi/>") || !strings.Contains(body, "<w:rtl/>") {
			t.Error("it does not")
		}
	})
	t.Run("the same tree gives the same bytes", func(t *testing.T) {
		var one, two bytes.Buffer
		for _, b := range []*bytes.Buffer{&one, &two} {
			if err := docx.Write(b, sample("слово"), options(t)); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(one.Bytes(), two.Bytes()) {
			t.Error("it does not")
		}
	})
	t.Run("a picture that cannot be given is named", func(t *testing.T) {
		if all := parts(t, sample("слово"), docx.Options{}); !strings.Contains(all["word/document.xml"], "cannot be drawn") {
			t.Error("it is not")
		}
	})
}

type torn struct{}

var errTorn = errors.New("torn")

func (torn) Read([]byte) (int, error)  { return 0, errTorn }
func (torn) Close() error              { return nil }
func (torn) Write([]byte) (int, error) { return 0, errTorn }

func TestFailures(t *testing.T) {
	t.Run("half a picture is an error of the whole", func(t *testing.T) {
		o := docx.Options{Picture: func(*doc.Figure) (doc.Picture, error) {
			return doc.Picture{Bytes: torn{}, Media: "image/png", Width: 1, Height: 1}, nil
		}}
		if err := docx.Write(io.Discard, sample("a"), o); !errors.Is(err, errTorn) {
			t.Errorf("error %v", err)
		}
	})
	t.Run("a full disk is said", func(t *testing.T) {
		if err := docx.Write(torn{}, sample("a"), options(t)); !errors.Is(err, errTorn) {
			t.Errorf("error %v", err)
		}
	})
}

// TestANoteCalledTwice holds what Word asks for: it shows an empty note for the
// second call of one.
func TestANoteCalledTwice(t *testing.T) {
	n := &doc.Footnote{Text: doc.Plain("told by him")}
	all := parts(t, &doc.Document{Blocks: []doc.Block{
		&doc.Paragraph{Text: doc.Text{{Text: "One", Note: n}}}, &doc.Paragraph{Text: doc.Text{{Text: "Two", Note: n}}},
	}}, options(t))
	if c := strings.Count(all["word/footnotes.xml"], "told by him"); c != 2 {
		t.Errorf("it stands %d times among the notes", c)
	}
	for _, id := range []string{"2", "3"} {
		if strings.Count(all["word/document.xml"], `<w:footnoteReference w:id="`+id+`"/>`) != 1 {
			t.Errorf("note %s is not called once", id)
		}
	}
}
