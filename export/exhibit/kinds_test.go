package exhibit_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"guvoh/export/doc"
	"guvoh/export/exhibit"
)

func photograph(t testing.TB, width, height int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			img.SetRGBA(x, y, color.RGBA{uint8(x * y / 50), uint8(y * 3), uint8(x), 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// zipped makes a ZIP file of names and contents that follow on each other.
func zipped(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = io.WriteString(w, parts[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func document(t testing.TB) []byte {
	var pic bytes.Buffer
	if err := png.Encode(&pic, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	return zipped(t, "[Content_Types].xml", "<Types/>", "word/media/a.png", pic.String(),
		"word/_rels/document.xml.rels", `<Relationships><Relationship Id="r1" Target="media/a.png"/></Relationships>`,
		"word/document.xml", `<w:document xmlns:w="w" xmlns:r="r" xmlns:a="a"><w:body><w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>Facts</w:t></w:r></w:p>
<w:p><w:r><w:t>Seen</w:t><w:drawing><a:blip r:embed="r1"/></w:drawing></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>`)
}

const mail = "From: a@example.org\r\nTo: b@example.org\r\nSubject: The recording\r\nDate: Mon, 9 Jun 2014 12:00:00 +0500\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n\r\nIt is attached.\r\n--o\r\nContent-Type: audio/mpeg; name=a.mp3\r\n\r\nsound\r\n--o--\r\n"

func recorded() []byte {
	b := []byte("RIFF\x00\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00")
	b = binary.LittleEndian.AppendUint32(b, 8000)
	b = binary.LittleEndian.AppendUint32(b, 8000)
	b = append(b, "\x01\x00\x08\x00data\x40\x1f\x00\x00"...)
	return append(b, make([]byte, 8000)...)
}

func TestWhatAFileIs(t *testing.T) {
	var moving, one bytes.Buffer
	frame := image.NewPaletted(image.Rect(0, 0, 2, 3), color.Palette{color.Black, color.White})
	if err := gif.EncodeAll(&moving, &gif.GIF{Image: []*image.Paletted{frame, frame}, Delay: []int{5, 5}}); err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(&one, frame); err != nil {
		t.Fatal(err)
	}
	photo := photograph(t, 60, 40)
	r := reader(t)
	for name, c := range map[string]struct {
		data        []byte
		named, said string
		want        exhibit.Info
	}{
		"a photograph":                    {photo, "a.jpg", "", exhibit.Info{Kind: exhibit.Picture, MediaType: "image/jpeg", Pictures: 1, Width: 60, Height: 40}},
		"a photograph cut short":          {photo[:len(photo)/2], "", "", exhibit.Info{Kind: exhibit.Picture, MediaType: "image/jpeg", Refused: exhibit.Damaged}},
		"a PNG cut short":                 {one.Bytes()[:one.Len()-15], "", "", exhibit.Info{Kind: exhibit.Picture, MediaType: "image/png", Refused: exhibit.Damaged}},
		"a picture that moves":            {moving.Bytes(), "", "", exhibit.Info{Kind: exhibit.Picture, MediaType: "image/gif", Pictures: 1, Width: 2, Height: 3, Warnings: []exhibit.Fault{exhibit.Animated}}},
		"a picture in HEIC":               {[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), "a.heic", "", exhibit.Info{Kind: exhibit.Picture, MediaType: "image/heic", Refused: exhibit.HEIC}},
		"a recording":                     {recorded(), "a.wav", "", exhibit.Info{Kind: exhibit.Recording, MediaType: "audio/wav", Duration: time.Second}},
		"words":                           {[]byte("He was beaten."), "a.txt", "text/plain", exhibit.Info{Kind: exhibit.Text, MediaType: "text/plain", Charset: "utf-8"}},
		"words in an unnamed encoding":    {[]byte("\xcf\xf0\xe8\xe2\xe5\xf2 \xe2\xf1\xe5\xec"), "", "", exhibit.Info{Kind: exhibit.Text, MediaType: "text/plain", Charset: "windows-1251", Warnings: []exhibit.Fault{exhibit.CharactersGuessed}}},
		"a web page":                      {[]byte("<!DOCTYPE html><p>x"), "", "", exhibit.Info{Kind: exhibit.Web, MediaType: "text/html", Charset: "windows-1252"}},
		"a message":                       {[]byte(mail), "", "", exhibit.Info{Kind: exhibit.Message, MediaType: "message/rfc822", Charset: "utf-8", Warnings: []exhibit.Fault{exhibit.Attachments}}},
		"a document":                      {document(t), "a.docx", "", exhibit.Info{Kind: exhibit.Document, MediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}},
		"other files in one":              {zipped(t, "a.txt", "x"), "", "", exhibit.Info{Kind: exhibit.Other, MediaType: "application/zip", Refused: exhibit.Unsupported}},
		"rich text":                       {[]byte(`{\rtf1\ansi Held.}`), "a.rtf", "text/rtf", exhibit.Info{Kind: exhibit.Other, MediaType: "application/rtf", Refused: exhibit.Unsupported}},
		"other data":                      {bytes.Repeat([]byte{1, 2, 3, 0xff}, 100), "a.bin", "", exhibit.Info{Kind: exhibit.Other, Refused: exhibit.Unsupported}},
		"nothing":                         {nil, "", "", exhibit.Info{Kind: exhibit.Other, Refused: exhibit.Empty}},
		"a picture that calls itself PDF": {photo, "a.pdf", "application/pdf", exhibit.Info{Kind: exhibit.Picture, MediaType: "image/jpeg", Pictures: 1, Width: 60, Height: 40}},
	} {
		t.Run(name, func(t *testing.T) {
			f := file(c.data)
			f.Name, f.MediaType = c.named, c.said
			got, err := r.Inspect(ctx, f)
			if err != nil || !reflect.DeepEqual(got, c.want) {
				t.Errorf("got  %+v, %v\nwant %+v", got, err, c.want)
			}
			b, err := json.Marshal(got)
			var again exhibit.Info
			if err == nil {
				err = json.Unmarshal(b, &again)
			}
			if err != nil || !reflect.DeepEqual(got, again) {
				t.Errorf("as JSON: %s, %+v, %v", b, again, err)
			}
		})
	}
}

func TestBlocks(t *testing.T) {
	r := reader(t)
	blocks := func(data []byte) []doc.Block {
		t.Helper()
		b, err := r.Blocks(ctx, file(data), plainWords{})
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"of words":      {[]byte("One.\n\nTwo.\nThree."), "paragraph One.\nparagraph Two.⏎Three.\n"},
		"of a web page": {[]byte("<html><h1>Head</h1><ul><li>a<li>b</ul><blockquote>said"), "paragraph «bold»Head«/»\nlist\n  - a\n  - b\nquote said\n"},
		"of a message": {
			[]byte(mail),
			"key values\n  exhibit.mail.from: a@example.org\n  exhibit.mail.to: b@example.org\n  exhibit.mail.date: Mon, 9 Jun 2014 12:00:00 +0500\n  exhibit.mail.subject: The recording\n" +
				"paragraph It is attached.\nkey values\n  exhibit.mail.attached: «mono»a.mp3«/»⏎dossier.bytes⏎SHA-256 «mono»dd29442d",
		},
		"of a document": {document(t), "paragraph «bold»Facts«/»\nparagraph Seen\nfigure  (alt: ) a.png\ntable\n  | <6> |\n  | cell |\n"},
		"of a picture":  {photograph(t, 6, 4), "figure  (alt: )"},
	} {
		t.Run(name, func(t *testing.T) {
			got := doc.Dump(&doc.Document{Blocks: blocks(c.data)})
			if !strings.Contains(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
	t.Run("a picture in a document is opened", func(t *testing.T) {
		figure := blocks(document(t))[2].(*doc.Figure)
		img, err := r.Picture(ctx, exhibit.File{Open: figure.Open}, func(w, h int) (int, int) { return w, h })
		if err != nil || img.Width != 30 || img.Height != 20 {
			t.Errorf("%+v, %v", img, err)
		}
	})
	t.Run("a list inside a list stays inside", func(t *testing.T) {
		got := doc.Dump(&doc.Document{Blocks: exhibit.BlocksOf(1, 2, 3, 2, 1, 3)})
		if want := "list\n  - 1\n    - 2\n      - 3\n    - 2\n  - 1\n    - 3\n"; !strings.Contains(got, want) {
			t.Errorf("%s", got)
		}
	})
	t.Run("of what is no text are none", func(t *testing.T) {
		if _, err := r.Blocks(ctx, file(recorded()), plainWords{}); err == nil {
			t.Error("a recording was read")
		}
	})
}

func TestAPictureForAPage(t *testing.T) {
	r := reader(t)
	data := photograph(t, 600, 400)
	told := [2]int{}
	img, err := r.Picture(ctx, file(data), func(w, h int) (int, int) {
		told = [2]int{w, h}
		return 300, 300
	})
	if err != nil || told != [2]int{600, 400} || img.Width != 300 || img.Height != 200 || !img.JPEG || !img.Shrunk || img.Passed {
		t.Fatalf("%v %+v, %v", told, img, err)
	}
	var one, again bytes.Buffer
	for _, b := range []*bytes.Buffer{&one, &again} {
		if err := img.Write(ctx, b); err != nil {
			t.Fatal(err)
		}
	}
	if int64(one.Len()) != img.Size || !bytes.Equal(one.Bytes(), again.Bytes()) {
		t.Errorf("%d and %d bytes, %d said", one.Len(), again.Len(), img.Size)
	}
	t.Run("that is no finer than wanted keeps its data", func(t *testing.T) {
		img, err := r.Picture(ctx, file(data), func(w, h int) (int, int) { return w, h })
		if err != nil || !img.Passed || img.Shrunk {
			t.Fatalf("%+v, %v", img, err)
		}
		var b bytes.Buffer
		if err := img.Write(ctx, &b); err != nil || int64(b.Len()) != img.Size {
			t.Errorf("%d bytes, %v", b.Len(), err)
		}
		if _, err := jpeg.Decode(&b); err != nil {
			t.Error(err)
		}
	})
	t.Run("that is none is refused", func(t *testing.T) {
		if _, err := r.Picture(ctx, file([]byte("words")), func(w, h int) (int, int) { return w, h }); err == nil {
			t.Error("words were taken for a picture")
		}
	})
}
