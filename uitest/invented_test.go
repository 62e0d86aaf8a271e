//go:build uitest

package uitest

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"text/template"
	"time"

	"guvoh/export/doc"
	"guvoh/export/pdf"
)

// invent brings the invented case EXAMPLE-1 into a file: the interview, the
// removal that threatens, and the dossier against it, as far as asked for. Days
// are counted from today, so that what is urgent is so whenever the tests run.
func (p place) invent(t *testing.T, file string, parts ...string) {
	t.Helper()
	papers := papers(t)
	today := time.Now()
	words := template.FuncMap{
		"day":    func(from int) string { return today.AddDate(0, 0, from).Format("2 January 2006") },
		"size":   func(name string) int { return len(papers[name]) },
		"base64": func(name string) string { return base64.StdEncoding.EncodeToString(papers[name]) },
		"sha256": func(name string) string {
			sum := sha256.Sum256(papers[name])
			return hex.EncodeToString(sum[:])
		},
	}
	for _, part := range parts {
		name := part + ".json"
		data, err := template.New(name).Funcs(words).ParseFiles(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := data.Execute(&b, nil); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		p.run(t, "import", file, path, "--author", "Office 2")
	}
}

// papers are the evidence of the invented case, by the names that its data call
// it by.
func papers(t *testing.T) map[string][]byte {
	t.Helper()
	return map[string][]byte{
		"room": drawRoom(t),
		"order": printed(t, "Deportation order INV-114", "Migration office of Masalköy. A town that is on no map, and an office that does not exist.",
			"The person named Guloyim Ertakova is to be removed to Uzbekistan. No stay is granted until the removal is carried out.",
			"\f", "The removal is carried out by air. Two escorts go with her.", "Against this order a complaint may be lodged within three days."),
		"court": printed(t, "Decision", "Administrative court of Masalköy, which does not exist.",
			"The complaint is dismissed. The fear described is general."),
		"letter": printed(t, "To whom it may concern", "I saw Guloyim Ertakova, an invented person, on 20 June 2024.",
			"Around both wrists I found brown marks of about one centimetre. Such marks are left by a rope."),
	}
}

// printed makes a PDF with a title and paragraphs; "\f" begins a page.
func printed(t *testing.T, title string, paragraphs ...string) []byte {
	t.Helper()
	d := &doc.Document{Title: title, Blocks: []doc.Block{&doc.Paragraph{Text: doc.Plain(title)}}}
	for _, text := range paragraphs {
		if text == "\f" {
			d.Blocks = append(d.Blocks, &doc.PageBreak{})
			continue
		}
		d.Blocks = append(d.Blocks, &doc.Paragraph{Text: doc.Plain(text)})
	}
	var b bytes.Buffer
	if _, err := pdf.Write(&b, d, pdf.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// drawRoom draws the plan of a room as somebody might sketch it.
func drawRoom(t *testing.T) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 900, 620))
	fill := func(x0, y0, x1, y1 int, grey uint8) {
		draw.Draw(img, image.Rect(x0, y0, x1, y1), image.NewUniform(color.Gray{Y: grey}), image.Point{}, draw.Src)
	}
	box := func(x0, y0, x1, y1 int, inside uint8) {
		fill(x0, y0, x1, y1, 60)
		fill(x0+5, y0+5, x1-5, y1-5, inside)
	}
	fill(0, 0, 900, 620, 246)
	box(120, 80, 780, 540, 246)   // the walls
	fill(360, 76, 540, 90, 200)   // a window
	fill(640, 530, 740, 545, 246) // a door
	box(340, 240, 560, 360, 226)  // a table
	for _, c := range [][2]int{{420, 160}, {300, 400}, {540, 400}} {
		box(c[0], c[1], c[0]+60, c[1]+60, 236) // a chair
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
