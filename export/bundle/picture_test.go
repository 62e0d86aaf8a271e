package bundle_test

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"guvoh/export/exporttest"
	"guvoh/export/profile"
)

// sideways is a photo as a telephone keeps it: wider than high, with a note
// that it is to be turned by a quarter, and the place where it was taken.
func sideways(t testing.TB) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 120, 80))
	for y := range 80 {
		for x := range 120 {
			m.Set(x, y, color.RGBA{200, uint8(x), uint8(y), 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	exif := "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00Taken at home"
	out := append([]byte{}, b.Bytes()[:2]...)
	out = append(out, 0xFF, 0xE1, byte((len(exif)+2)>>8), byte(len(exif)+2))
	return append(append(out, exif...), b.Bytes()[2:]...)
}

// pictures gives the pictures of a file that is no PDF.
func pictures(t *testing.T, format string, b []byte) [][]byte {
	t.Helper()
	var all [][]byte
	if format == "html" {
		for _, m := range regexp.MustCompile(`src="data:image/[a-z]+;base64,([^"]+)"`).FindAllSubmatch(b, -1) {
			one, err := base64.StdEncoding.DecodeString(string(m[1]))
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, one)
		}
		return all
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if path.Dir(f.Name) != "word/media" {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		one, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, one)
	}
	return all
}

func TestPicturesOutsideAPDF(t *testing.T) {
	k := exporttest.NewCase(t)
	who := k.Person("Anvar Karimov", "victim")
	k.Evidence("scar.png", photo(t, 90), `"kind": "photograph", "made": "5 May 2021", "media_type": "image/png"`)
	k.Evidence("phone.jpg", sideways(t), `"kind": "photograph", "made": "6 May 2021", "media_type": "image/jpeg"`)
	k.Evidence("broken.jpg", []byte("\xff\xd8\xff no picture"), `"kind": "photograph", "made": "7 May 2021", "media_type": "image/jpeg"`)
	k.Add("event", `{"title": "Arrest", "date": "1 May 2021", "persons": [%s]}`, who)
	k.Add("event", `{"title": "Release", "date": "3 June 2022", "persons": [%s]}`, who)
	for _, format := range []string{"docx", "html"} {
		t.Run(format+" holds them upright, without what a camera wrote", func(t *testing.T) {
			o := order(t, k.Snapshot(), "int-full")
			o.Profile.Sections = []profile.Section{{Type: "evidence", Pictures: true}}
			o.Profile.Whole, o.Format = false, format
			r, to := make1(t, o)
			b := to.of[r.Files[0].Name].Bytes()
			var sizes []string
			for _, one := range pictures(t, format, b) {
				c, kind, err := image.DecodeConfig(bytes.NewReader(one))
				if err != nil {
					t.Fatal(err)
				}
				if bytes.Contains(one, []byte("Taken at home")) {
					t.Error("the picture says where it was taken")
				}
				high := "wide"
				if c.Height > c.Width {
					high = "high"
				}
				sizes = append(sizes, kind+" "+high)
			}
			if slices.Sort(sizes); strings.Join(sizes, ", ") != "jpeg high, png wide" {
				t.Errorf("it holds %q", sizes)
			}
		})
	}
	t.Run("a drawing is a picture for a word processor, cut to what is drawn", func(t *testing.T) {
		o := order(t, k.Snapshot(), "int-full")
		o.Profile.Sections = []profile.Section{{Type: "timeline"}}
		o.Profile.Whole, o.Format = false, "docx"
		r, to := make1(t, o)
		all := pictures(t, "docx", to.of[r.Files[0].Name].Bytes())
		if len(all) != 1 {
			t.Fatalf("%d pictures", len(all))
		}
		c, kind, err := image.DecodeConfig(bytes.NewReader(all[0]))
		if err != nil || kind != "png" || c.Width < 200 || c.Width > 1600 || c.Height > c.Width {
			t.Errorf("%s, %d by %d, %v", kind, c.Width, c.Height, err)
		}
	})
}
