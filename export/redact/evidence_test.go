package redact_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"testing"
	"time"

	"guvoh/export/doc"
	"guvoh/export/exhibit"
	"guvoh/export/exporttest"
	"guvoh/export/leak"
	"guvoh/export/pdf"
	"guvoh/export/pdfview"
	"guvoh/export/redact"
	"guvoh/model"
)

// halves is a picture whose left half is red and whose right half is white.
func halves(width, height int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			c := color.RGBA{255, 255, 255, 255}
			if x < width/2 {
				c = color.RGBA{200, 20, 20, 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

func jpegOf(t *testing.T, img image.Image, exif string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	if exif == "" {
		return b.Bytes()
	}
	head := []byte{0xFF, 0xD8, 0xFF, 0xE1, byte((len(exif) + 2) >> 8), byte(len(exif) + 2)}
	return append(append(head, exif...), b.Bytes()[2:]...)
}

func pngOf(t *testing.T, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pdfOf(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	d := &doc.Document{Title: "Scan", Date: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), Blocks: []doc.Block{&doc.Paragraph{Text: doc.Plain(text)}}}
	if _, err := pdf.Write(&b, d, pdf.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

func looked(files ...[]byte) map[string]bool {
	m := map[string]bool{}
	for _, b := range files {
		m[sum(b)] = true
	}
	return m
}

func TestEvidenceForReadersOutside(t *testing.T) {
	c := exporttest.NewCase(t)
	id := man(c)
	text := []byte("Statement of Gʻulomjon Joʻrayev, born 12.05.1985.\nДжураева избили в 14:35.\n")
	clear, naming := pdfOf(t, "The court sat on 3 March."), pdfOf(t, "Dzhurayev was brought in.")
	scar := jpegOf(t, halves(120, 80), "Exif\x00\x00Dzhurayev")
	face := pngOf(t, halves(60, 60))
	letter, unseen := []byte("<html>x</html>"), []byte("nobody has looked at this")
	files := map[string]model.ID{}
	for name, b := range map[string][]byte{
		"text": text, "clear": clear, "naming": naming, "scar": scar, "face": face, "letter": letter, "unseen": unseen, "sound": []byte("RIFF    WAVE"),
	} {
		more := `"kind": "letter"`
		switch name {
		case "face":
			more = `"kind": "photograph", "persons": ["` + id.String() + `"]`
		case "sound":
			more = `"kind": "audio"`
		}
		files[name] = c.Evidence(name+"_dzhurayev", b, more)
	}
	c.Set(id, "portrait", model.RefValue(files["face"]))
	reader := exhibit.DecodeHere()
	defer reader.Close()
	plan := redact.Plan{
		Hidden: hide(id), Outside: true, Reader: reader, Words: english{},
		Looked: looked(text, clear, naming, scar, face, letter, []byte("RIFF    WAVE")),
	}
	out, res := apply(t, c.Snapshot(), plan)
	for name, want := range map[string]redact.Reason{
		"text": redact.TextRewritten, "clear": redact.Painted, "scar": redact.Painted,
		"naming": redact.SecretInside, "face": redact.PictureOf, "letter": redact.NotDrawn, "unseen": redact.NotLooked, "sound": redact.Recording,
	} {
		e := get(t, out, files[name])
		if got := withheld(res, files[name], "sha256"); got != want {
			t.Errorf("%s: %s", name, got)
		}
		if let := want == redact.TextRewritten || want == redact.Painted; let != (e.Text("sha256") != "") {
			t.Errorf("%s: bytes are let through: %v", name, !let)
		}
		if e.Text("file_name") != "" || strings.Contains(e.Text("title"), "dzhu") {
			t.Errorf("%s: its name is there", name)
		}
	}
	t.Run("no original can be opened", func(t *testing.T) {
		for _, b := range [][]byte{text, clear, naming, scar, face, letter, unseen} {
			if f, err := out.Open(sum(b)); err == nil {
				f.Close()
				t.Error("one can")
			}
		}
	})
	t.Run("of words, words are left", func(t *testing.T) {
		want := "Statement of [Name A], born 1985.\n[Name A|gen] избили в [time].\n"
		if got := string(bytesOf(t, out, get(t, out, files["text"]).Text("sha256"))); got != want {
			t.Error("other words: " + got)
		}
	})
	t.Run("of a PDF, pictures are left that no word can be read from", func(t *testing.T) {
		b := bytesOf(t, out, get(t, out, files["clear"]).Text("sha256"))
		d, err := pdfview.Open(t.Context(), b)
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		words, err := d.Text(0)
		if err != nil || strings.TrimSpace(words) != "" || d.Pages() != 1 {
			t.Errorf("%d letters, %d pages, %v", len(words), d.Pages(), err)
		}
		if w, h, _ := d.Size(0); w < 595 || w > 596 || h < 841 || h > 842 {
			t.Errorf("a page of %g × %g", w, h)
		}
	})
	t.Run("of a photograph, what the camera wrote is gone", func(t *testing.T) {
		b := bytesOf(t, out, get(t, out, files["scar"]).Text("sha256"))
		if bytes.Contains(b, []byte("Exif")) || get(t, out, files["scar"]).Text("media_type") != "image/jpeg" {
			t.Error("it is there")
		}
	})
	t.Run("the portrait is not pointed at", func(t *testing.T) {
		if get(t, out, id).Get("portrait") != "" {
			t.Error("it is")
		}
	})
	t.Run("a picture that was painted is let through, and one that consent frees", func(t *testing.T) {
		p := plan
		p.Paint = map[string][]redact.Bar{sum(face): {{Left: 0.1, Top: 0.1, Right: 0.4, Bottom: 0.4}}}
		out, _ := apply(t, c.Snapshot(), p)
		if get(t, out, files["face"]).Text("sha256") == "" {
			t.Error("not the painted one")
		}
		p = plan
		p.Pictures, p.Frees = true, func(_ model.ID, purpose string) bool { return purpose == "pictures" }
		out, _ = apply(t, c.Snapshot(), p)
		if get(t, out, files["face"]).Text("sha256") == "" || get(t, out, id).Ref("portrait") != files["face"] {
			t.Error("not the free one")
		}
	})
	t.Run("without a reader no picture is let through", func(t *testing.T) {
		p := plan
		p.Reader = nil
		out, res := apply(t, c.Snapshot(), p)
		if get(t, out, files["scar"]).Text("sha256") != "" || withheld(res, files["scar"], "sha256") != redact.NotDrawn {
			t.Error("one is")
		}
	})
	t.Run("the same copies come of the same plan", func(t *testing.T) {
		again, _ := apply(t, c.Snapshot(), plan)
		for name, e := range files {
			if get(t, out, e).Text("sha256") != get(t, again, e).Text("sha256") {
				t.Error(name)
			}
		}
	})
	t.Run("it ends when it is told to", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, _, err := redact.Apply(ctx, c.Snapshot(), plan); err == nil {
			t.Error("it does not")
		}
	})
}

func TestEvidenceForACourt(t *testing.T) {
	c := exporttest.NewCase(t)
	id := man(c)
	plainText, naming := []byte("The verdict."), []byte("Verdict against Dzhurayev.")
	scan, scanNaming := pdfOf(t, "The court sat."), pdfOf(t, "Джураева привели.")
	photo, exif := jpegOf(t, halves(20, 20), ""), jpegOf(t, halves(20, 20), "Exif\x00\x00Dzhurayev")
	portrait := pngOf(t, halves(30, 30))
	ids := map[string]model.ID{}
	all := map[string][]byte{"text": plainText, "naming": naming, "scan": scan, "scan naming": scanNaming, "photo": photo, "exif": exif, "portrait": portrait}
	for name, b := range all {
		ids[name] = c.Evidence(name, b, "")
	}
	c.Set(ids["portrait"], "persons", model.RefsValue(id))
	out, res := apply(t, c.Snapshot(), redact.Plan{Hidden: map[model.ID]redact.Hide{id: {Why: redact.Withdrawn, Absent: true}}})
	for name, stays := range map[string]bool{"text": true, "naming": false, "scan": true, "scan naming": false, "photo": true, "exif": false, "portrait": false} {
		e, _ := out.Get(ids[name]) // of which only they are named is not there at all
		got := e.Text("sha256")
		if stays && (got != sum(all[name]) || !bytes.Equal(bytesOf(t, out, got), all[name])) || !stays && got != "" {
			t.Errorf("%s stays: %v", name, got != "")
		}
	}
	if w := warned(res, redact.NotRead); len(w) != 1 || w[0].Record != ids["photo"] {
		t.Errorf("%v", w)
	}
}

func TestPaint(t *testing.T) {
	reader := exhibit.DecodeHere()
	defer reader.Close()
	file := func(b []byte) exhibit.File {
		return exhibit.File{Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b)), nil }, Size: int64(len(b))}
	}
	paint := func(t *testing.T, b []byte, bars ...redact.Bar) image.Image {
		t.Helper()
		made, err := redact.Paint(t.Context(), reader, file(b), bars)
		if err != nil {
			t.Fatal(err)
		}
		img, err := jpeg.Decode(bytes.NewReader(made.Bytes))
		if err != nil {
			t.Fatal(err)
		}
		return img
	}
	is := func(img image.Image, x, y float64, want color.RGBA) bool {
		s := img.Bounds().Size()
		r, g, b, _ := img.At(int(x*float64(s.X)), int(y*float64(s.Y))).RGBA()
		near := func(a uint32, b uint8) bool { d := int(a>>8) - int(b); return d < 30 && d > -30 }
		return near(r, want.R) && near(g, want.G) && near(b, want.B)
	}
	red, white, black := color.RGBA{200, 20, 20, 255}, color.RGBA{255, 255, 255, 255}, color.RGBA{}
	t.Run("what is under a bar is black, what is not stays", func(t *testing.T) {
		img := paint(t, pngOf(t, halves(400, 200)), redact.Bar{Left: 0.1, Top: 0.4, Right: 0.3, Bottom: 0.6})
		if !is(img, 0.2, 0.5, black) || !is(img, 0.11, 0.42, black) || !is(img, 0.29, 0.58, black) || !is(img, 0.45, 0.5, red) || !is(img, 0.8, 0.5, white) {
			t.Error("other colours")
		}
		if s := img.Bounds().Size(); s != image.Pt(400, 200) {
			t.Errorf("%v", s)
		}
	})
	t.Run("bars of different length become one", func(t *testing.T) {
		width := func(right float64) int {
			img := paint(t, pngOf(t, halves(1200, 200)), redact.Bar{Left: 0.70, Top: 0.4, Right: right, Bottom: 0.5})
			n := 0
			for x := range 1200 {
				if is(img, float64(x)/1200, 0.45, black) {
					n++
				}
			}
			return n
		}
		if a, b := width(0.71), width(0.77); a < 95 || a-b > 2 || b-a > 2 {
			t.Errorf("%d and %d pixels", a, b)
		}
	})
	t.Run("a bar turned about, without size or off the page covers all the same", func(t *testing.T) {
		img := paint(t, pngOf(t, halves(400, 200)), redact.Bar{Left: 0.9, Top: 0.9, Right: 0.7, Bottom: 0.7}, redact.Bar{Left: 0.25, Top: 0.5, Right: 0.25, Bottom: 0.5}, redact.Bar{Left: -3, Top: 2, Right: 9, Bottom: 4}, redact.Bar{Page: 7, Right: 1, Bottom: 1})
		if !is(img, 0.8, 0.8, black) || !is(img, 0.25, 0.5, black) || !is(img, 0.45, 0.2, red) {
			t.Error("other colours")
		}
	})
	for turn, redAt := range map[int][2]float64{1: {0.2, 0.5}, 2: {0.8, 0.5}, 3: {0.8, 0.5}, 4: {0.2, 0.5}, 5: {0.5, 0.2}, 6: {0.5, 0.2}, 7: {0.5, 0.8}, 8: {0.5, 0.8}} {
		t.Run(fmt.Sprintf("a photograph held as tag %d says is upright before it is painted", turn), func(t *testing.T) {
			exif := "Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00" + string(rune(turn)) + "\x00\x00\x00\x00\x00\x00\x00"
			img := paint(t, jpegOf(t, halves(120, 80), exif))
			if !is(img, redAt[0], redAt[1], red) || !is(img, 1-redAt[0], 1-redAt[1], white) {
				t.Error("red is elsewhere")
			}
			if s := img.Bounds().Size(); (turn >= 5) != (s.Y > s.X) {
				t.Errorf("%v", s)
			}
		})
	}
	t.Run("pages of a PDF are painted each for itself", func(t *testing.T) {
		made, err := redact.Paint(t.Context(), reader, file(pdfOf(t, "The court sat.")), []redact.Bar{{Right: 1, Bottom: 1}})
		if err != nil || made.MediaType != "application/pdf" {
			t.Fatal(err)
		}
		d, err := pdfview.Open(t.Context(), made.Bytes)
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		img, err := d.Render(t.Context(), 0, 100)
		if err != nil || !is(img, 0.5, 0.5, black) || !is(img, 0.1, 0.1, black) {
			t.Error("it is not black", err)
		}
		hits, err := leak.New([]leak.Secret{{ID: "words", Sort: leak.Words, Text: "court sat"}}, nil).Search(t.Context(), "", made.Bytes)
		if err != nil || len(hits) > 0 {
			t.Error("its words are there", err)
		}
	})
	for what, b := range map[string][]byte{"no picture": []byte("\xFF\xD8\xFF no picture"), "no PDF": []byte("%PDF-1.7 no PDF"), "nothing": nil} {
		t.Run(what+" is refused", func(t *testing.T) {
			if _, err := redact.Paint(t.Context(), reader, file(b), nil); err == nil {
				t.Error("it is not")
			}
		})
	}
}
