package picture_test

import (
	"bytes"
	"compress/zlib"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"testing"

	"guvoh/export/pdf/internal/picture"
)

func opener(data []byte) picture.Opener {
	return func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }
}

// sample is 40 by 20 with a red upper left quarter.
func sample() image.Image {
	img := image.NewRGBA(image.Rect(0, 0, 40, 20))
	for y := range 20 {
		for x := range 40 {
			c := color.RGBA{G: 90, B: 200, A: 255}
			if x < 20 && y < 10 {
				c = color.RGBA{R: 220, A: 255}
			}
			img.Set(x, y, c)
		}
	}
	return img
}

func jpegBytes(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, sample(), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withExif puts an orientation and a word that must not get out after the
// start of a JPEG.
func withExif(data []byte, turn byte) []byte {
	exif := []byte("Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00")
	exif = append(exif, turn, 0, 0, 0, 0, 0, 0)
	exif = append(exif, "GPS-HOME"...)
	segment := append([]byte{0xFF, 0xE1, 0, byte(len(exif) + 2)}, exif...)
	segment = append(segment, "\xFF\xFE\x00\x0cGPS-HOME.."...)
	return append(append([]byte{0xFF, 0xD8}, segment...), data[2:]...)
}

func TestJPEGIsPassedOnWithoutItsNotes(t *testing.T) {
	plain := jpegBytes(t)
	p, err := picture.Probe(opener(append(withExif(plain, 6), "TRAILER GPS-HOME"...)))
	if err != nil {
		t.Fatal(err)
	}
	if w, h := p.Size(); w != 20 || h != 40 {
		t.Errorf("upright size %d by %d", w, h)
	}
	var out bytes.Buffer
	if err := p.Write(&out); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(out.Bytes(), plain) {
		t.Error("the picture data changed")
	}
	if bytes.Contains(out.Bytes(), []byte("GPS")) {
		t.Error("notes of the camera got out")
	}
}

func TestMatrixHoldsThePictureUpright(t *testing.T) {
	// Where the stored upper left corner ends up, as fractions from the left
	// and from the bottom.
	want := map[byte][2]float64{1: {0, 1}, 2: {1, 1}, 3: {1, 0}, 4: {0, 0}, 5: {0, 1}, 6: {1, 1}, 7: {1, 0}, 8: {0, 0}}
	// And the stored lower left corner.
	lower := map[byte][2]float64{1: {0, 0}, 2: {1, 0}, 3: {1, 1}, 4: {0, 1}, 5: {1, 1}, 6: {0, 1}, 7: {0, 0}, 8: {1, 0}}
	for turn := byte(1); turn <= 8; turn++ {
		p, err := picture.Probe(opener(withExif(jpegBytes(t), turn)))
		if err != nil {
			t.Fatal(err)
		}
		m := p.Matrix(0, 0, 1, 1)
		if got := [2]float64{m[2] + m[4], m[3] + m[5]}; got != want[turn] {
			t.Errorf("orientation %d: upper left corner at %v, want %v", turn, got, want[turn])
		}
		if got := [2]float64{m[4], m[5]}; got != lower[turn] {
			t.Errorf("orientation %d: lower left corner at %v, want %v", turn, got, lower[turn])
		}
	}
}

func TestOtherFormatsAreLaidOnWhite(t *testing.T) {
	clear := image.NewNRGBA(image.Rect(0, 0, 3, 2))
	clear.Set(1, 1, color.NRGBA{R: 10, G: 20, B: 30, A: 255})
	var pngData, gifData bytes.Buffer
	if err := png.Encode(&pngData, clear); err != nil {
		t.Fatal(err)
	}
	if err := gif.Encode(&gifData, sample(), nil); err != nil {
		t.Fatal(err)
	}
	p, err := picture.Probe(opener(pngData.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	rows := unpack(t, p, 3*3)
	if got := rows[0]; !bytes.Equal(got, bytes.Repeat([]byte{255}, 9)) {
		t.Errorf("clear pixels became %v", got)
	}
	if got := rows[1][3:6]; !bytes.Equal(got, []byte{10, 20, 30}) {
		t.Errorf("a full pixel became %v", got)
	}
	if p, err = picture.Probe(opener(gifData.Bytes())); err != nil {
		t.Fatal(err)
	}
	if w, h := p.Size(); w != 40 || h != 20 || !strings.Contains(p.Dict(), "/Width 40") {
		t.Errorf("GIF is %d by %d, %s", w, h, p.Dict())
	}
}

// unpack undoes what a PDF viewer undoes.
func unpack(t *testing.T, p *picture.Picture, width int) [][]byte {
	t.Helper()
	var out bytes.Buffer
	if err := p.Write(&out); err != nil {
		t.Fatal(err)
	}
	z, err := zlib.NewReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]byte
	above := make([]byte, width)
	for ; len(data) > 0; data = data[width+1:] {
		row := bytes.Clone(data[1 : width+1])
		for i := range row {
			switch {
			case data[0] == 2:
				row[i] += above[i]
			case i >= 3:
				row[i] += row[i-3]
			}
		}
		rows, above = append(rows, row), row
	}
	return rows
}

func TestWhatCannotBeDrawnIsRefused(t *testing.T) {
	good := jpegBytes(t)
	bomb := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"), 0, 1, 0, 0, 0, 1, 0, 0, 8, 6, 0, 0, 0, 0, 0, 0, 0)
	huge := bytes.Clone(good)
	at := bytes.Index(huge, []byte{0xFF, 0xC0})
	copy(huge[at+5:], []byte{0xFF, 0xFF, 0xFF, 0xFF})
	for name, data := range map[string][]byte{
		"nothing":                nil,
		"text":                   []byte("this is not a picture"),
		"a JPEG cut short":       good[:len(good)*2/3],
		"the head of a JPEG":     good[:20],
		"a PNG of 4 gigapixels":  bomb,
		"a JPEG of 4 gigapixels": huge,
		"a JPEG without a scan":  {0xFF, 0xD8, 0xFF, 0xD9},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := picture.Probe(opener(data)); !errors.Is(err, picture.ErrUnreadable) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func FuzzProbe(f *testing.F) {
	f.Add(jpegBytes(f))
	f.Add(withExif(jpegBytes(f), 8))
	var b bytes.Buffer
	if err := png.Encode(&b, sample()); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := picture.Probe(opener(data))
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := p.Write(&out); err != nil {
			t.Fatalf("found fit but not written: %v", err)
		}
		if bytes.HasPrefix(data, []byte{0xFF, 0xD8}) && strings.Contains(p.Dict(), "DCT") {
			if _, err := picture.Probe(opener(out.Bytes())); err != nil {
				t.Fatal("the stripped picture is not fit")
			}
		}
	})
}
