package picture_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"testing"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"

	"guvoh/export/exhibit/internal/picture"
)

func open(data []byte) (*picture.Picture, error) {
	return picture.Open(bytes.NewReader(data), int64(len(data)))
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
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
	must(t, jpeg.Encode(&b, sample(), nil))
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

// printed makes a picture ready and gives its data.
func printed(t testing.TB, p *picture.Picture, w, h int) (*picture.Print, []byte) {
	t.Helper()
	out, err := p.Print(w, h)
	must(t, err)
	var b bytes.Buffer
	must(t, out.Write(&b))
	if int64(b.Len()) != out.Size {
		t.Errorf("%d bytes written, %d said", b.Len(), out.Size)
	}
	return out, b.Bytes()
}

// seen gives a printed picture as a viewer sees it before it is turned.
func seen(t testing.TB, out *picture.Print, data []byte) image.Image {
	t.Helper()
	if out.JPEG {
		img, err := jpeg.Decode(bytes.NewReader(data))
		must(t, err)
		return img
	}
	z, err := zlib.NewReader(bytes.NewReader(data))
	must(t, err)
	data, err = io.ReadAll(z)
	must(t, err)
	n := out.Components
	img := image.NewRGBA(image.Rect(0, 0, out.Width, out.Height))
	above := make([]byte, out.Width*n)
	for y := range out.Height {
		row := bytes.Clone(data[y*(len(above)+1)+1 : (y+1)*(len(above)+1)])
		for i := range row {
			switch {
			case data[y*(len(above)+1)] == 2:
				row[i] += above[i]
			case i >= n:
				row[i] += row[i-n]
			}
		}
		for x := range out.Width {
			img.Set(x, y, color.RGBA{row[n*x], row[n*x+n/2], row[n*x+n-1], 255})
		}
		above = row
	}
	return img
}

func TestAJPEGIsPassedOnWithoutItsNotes(t *testing.T) {
	plain := jpegBytes(t)
	p, err := open(append(withExif(plain, 6), "TRAILER GPS-HOME"...))
	must(t, err)
	if w, h := p.Size(); w != 20 || h != 40 {
		t.Errorf("upright size %d by %d", w, h)
	}
	out, data := printed(t, p, 20, 40)
	if !bytes.Equal(data, plain) || !out.Passed || out.Shrunk {
		t.Error("the picture data changed")
	}
	if bytes.Contains(data, []byte("GPS")) {
		t.Error("notes of the camera got out")
	}
}

func TestWhatIsFinerThanAskedForIsMadeSmaller(t *testing.T) {
	for turn := byte(1); turn <= 8; turn++ {
		t.Run(fmt.Sprintf("held as orientation %d says", turn), func(t *testing.T) {
			p, err := open(withExif(jpegBytes(t), turn))
			must(t, err)
			upright := [2]int{10, 5}
			if turn >= 5 {
				upright = [2]int{5, 10}
			}
			out, data := printed(t, p, upright[0], upright[1])
			if out.Width != 10 || out.Height != 5 || !out.Shrunk || out.Passed || out.Turn != int(turn) {
				t.Fatalf("%+v", out)
			}
			img := seen(t, out, data)
			if r, g, _, _ := img.At(2, 1).RGBA(); r>>8 < 150 || g>>8 > 60 {
				t.Errorf("the red corner became %v", img.At(2, 1))
			}
			if r, _, b, _ := img.At(8, 3).RGBA(); r>>8 > 60 || b>>8 < 140 {
				t.Errorf("the blue rest became %v", img.At(8, 3))
			}
			if bytes.Contains(data, []byte("GPS")) {
				t.Error("notes of the camera got out")
			}
		})
	}
}

func TestMakingSmallerLosesNothingOfTheShape(t *testing.T) {
	// Stripes of one pixel become their mean, and a plain surface stays what it is.
	img := image.NewGray(image.Rect(0, 0, 600, 400))
	for y := range 400 {
		for x := range 600 {
			v := byte(100)
			if x < 300 {
				v = byte(x % 2 * 200)
			}
			img.SetGray(x, y, color.Gray{v})
		}
	}
	var b bytes.Buffer
	must(t, png.Encode(&b, img))
	p, err := open(b.Bytes())
	must(t, err)
	for _, width := range []int{599, 300, 97, 3, 1} {
		out, data := printed(t, p, width, 400)
		small := seen(t, out, data)
		for _, at := range [][2]int{{width / 4, out.Height / 2}, {width * 3 / 4, out.Height / 2}} {
			got, _, _, _ := small.At(at[0], at[1]).RGBA()
			if width <= 300 && (got>>8 < 92 || got>>8 > 108) {
				t.Errorf("at %d of %d: %d", at[0], width, got>>8)
			}
		}
		if want := max(400*width/600, 1); out.Height != want {
			t.Errorf("%d wide and %d high", width, out.Height)
		}
	}
}

func TestOtherKindsAreLaidOnWhite(t *testing.T) {
	clear := image.NewNRGBA(image.Rect(0, 0, 3, 2))
	clear.Set(1, 1, color.NRGBA{R: 10, G: 20, B: 30, A: 255})
	deep := image.NewNRGBA64(clear.Rect)
	deep.Set(1, 1, color.NRGBA{R: 10, G: 20, B: 30, A: 255})
	cases := map[string]func(w io.Writer) error{
		"PNG":         func(w io.Writer) error { return png.Encode(w, clear) },
		"PNG, 16 bit": func(w io.Writer) error { return png.Encode(w, deep) },
		"TIFF":        func(w io.Writer) error { return tiff.Encode(w, clear, &tiff.Options{Compression: tiff.Deflate}) },
	}
	for name, encode := range cases {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			must(t, encode(&b))
			p, err := open(b.Bytes())
			must(t, err)
			out, data := printed(t, p, 100, 100)
			img := seen(t, out, data)
			if got := img.At(0, 0); got != (color.RGBA{255, 255, 255, 255}) {
				t.Errorf("a clear pixel became %v", got)
			}
			if got := img.At(1, 1); got != (color.RGBA{10, 20, 30, 255}) {
				t.Errorf("a full pixel became %v", got)
			}
		})
	}
	t.Run("GIF, BMP and few colours keep their colours", func(t *testing.T) {
		few := image.NewPaletted(image.Rect(0, 0, 4, 1), color.Palette{color.Gray{0}, color.Gray{90}, color.RGBA{200, 0, 0, 255}})
		few.Pix[1], few.Pix[2] = 1, 2
		for _, encode := range []func(w io.Writer) error{
			func(w io.Writer) error { return gif.Encode(w, few, nil) },
			func(w io.Writer) error { return bmp.Encode(w, few) },
			func(w io.Writer) error { return png.Encode(w, few) },
		} {
			var b bytes.Buffer
			must(t, encode(&b))
			p, err := open(b.Bytes())
			must(t, err)
			out, data := printed(t, p, 100, 100)
			img := seen(t, out, data)
			if img.At(0, 0) != (color.RGBA{0, 0, 0, 255}) || img.At(1, 0) != (color.RGBA{90, 90, 90, 255}) || img.At(2, 0) != (color.RGBA{200, 0, 0, 255}) {
				t.Errorf("%s: %v %v %v", p.Kind(), img.At(0, 0), img.At(1, 0), img.At(2, 0))
			}
		}
	})
	t.Run("inks of a printer become colours of a screen", func(t *testing.T) {
		p, err := open(inks)
		must(t, err)
		out, data := printed(t, p, 100, 100)
		if out.Components != 3 || out.Passed {
			t.Fatalf("%+v", out)
		}
		r, g, b, _ := seen(t, out, data).At(1, 1).RGBA()
		if r>>8 > 90 || g>>8 < 120 || b>>8 < 180 {
			t.Errorf("cyan became %d %d %d", r>>8, g>>8, b>>8)
		}
	})
	t.Run("a WebP is read", func(t *testing.T) {
		p, err := open(webp)
		must(t, err)
		out, data := printed(t, p, 100, 100)
		if r, g, b, _ := seen(t, out, data).At(0, 0).RGBA(); out.Width != 1 || r>>8 < 200 || g>>8 > 60 || b>>8 > 60 {
			t.Errorf("%d wide, %d %d %d", out.Width, r>>8, g>>8, b>>8)
		}
	})
}

func TestAFaxHasSeveralPages(t *testing.T) {
	data, at := fax(t, 3)
	p, err := open(data)
	must(t, err)
	if len(p.Frames()) != 3 || p.Frames()[2] != at[2] {
		t.Fatalf("frames at %v, want %v", p.Frames(), at)
	}
	t.Run("each is opened by where it begins", func(t *testing.T) {
		for i, frame := range p.Frames() {
			own := bytes.Clone(data)
			binary.LittleEndian.PutUint32(own[4:], frame)
			p, err := open(own)
			must(t, err)
			out, data := printed(t, p, 9, 9)
			if got, _, _, _ := seen(t, out, data).At(0, 0).RGBA(); int(got>>8) != 50*i {
				t.Errorf("page %d is %d", i, got>>8)
			}
		}
	})
	t.Run("a list that leads back to itself ends", func(t *testing.T) {
		round := bytes.Clone(data)
		binary.LittleEndian.PutUint32(round[int(at[2])+2+12*entries(round, at[2]):], at[0])
		if p, err := open(round); err != nil || len(p.Frames()) != 3 {
			t.Errorf("%v", err)
		}
	})
}

func entries(b []byte, at uint32) int { return int(binary.LittleEndian.Uint16(b[at:])) }

// fax joins TIFF files of one grey page each.
func fax(t testing.TB, pages int) (data []byte, at []uint32) {
	t.Helper()
	var last int // where the place of the next page is written
	for i := range pages {
		img := image.NewGray(image.Rect(0, 0, 4, 4))
		for k := range img.Pix {
			img.Pix[k] = byte(50 * i)
		}
		var b bytes.Buffer
		must(t, tiff.Encode(&b, img, nil))
		one, shift := b.Bytes(), uint32(len(data))
		dir := binary.LittleEndian.Uint32(one[4:])
		n := entries(one, dir)
		for k := range n { // places move with the page
			e := one[int(dir)+2+12*k:]
			kind, count := binary.LittleEndian.Uint16(e[2:]), binary.LittleEndian.Uint32(e[4:])
			size := map[uint16]uint32{3: 2, 4: 4, 5: 8}[kind] * count
			if tag := binary.LittleEndian.Uint16(e); size > 4 || tag == 273 {
				binary.LittleEndian.PutUint32(e[8:], binary.LittleEndian.Uint32(e[8:])+shift)
			}
		}
		data = append(data, one...)
		at = append(at, dir+shift)
		if i > 0 {
			binary.LittleEndian.PutUint32(data[last:], dir+shift)
		}
		last = int(dir+shift) + 2 + 12*n
	}
	return data, at
}

func TestAMovingGIFIsKnown(t *testing.T) {
	frame := image.NewPaletted(image.Rect(0, 0, 2, 2), color.Palette{color.Black, color.White})
	for n, want := range map[int]bool{1: false, 3: true} {
		g := &gif.GIF{}
		for range n {
			g.Image, g.Delay = append(g.Image, frame), append(g.Delay, 10)
		}
		var b bytes.Buffer
		must(t, gif.EncodeAll(&b, g))
		p, err := open(b.Bytes())
		must(t, err)
		if p.Moving() != want {
			t.Errorf("%d pictures: %v", n, p.Moving())
		}
	}
}

func TestWhatCannotBeDrawnIsRefused(t *testing.T) {
	good := jpegBytes(t)
	head := []byte("IHDR\x00\x01\x00\x00\x00\x01\x00\x00\x08\x06\x00\x00\x00")
	bomb := binary.BigEndian.AppendUint32(append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), head...), crc32.ChecksumIEEE(head))
	huge := bytes.Clone(good)
	at := bytes.Index(huge, []byte{0xFF, 0xC0})
	copy(huge[at+5:], []byte{0xFF, 0xFF, 0xFF, 0xFF})
	var whole bytes.Buffer
	must(t, png.Encode(&whole, sample()))
	scan := bytes.Index(good, []byte{0xFF, 0xDA})
	many := bytes.Clone(good[:len(good)-2])
	for range 300 {
		many = append(many, good[scan:len(good)-2]...)
	}
	many = append(many, 0xFF, 0xD9)
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"nothing":                 {nil, picture.ErrUnknown},
		"text":                    {[]byte("this is not a picture"), picture.ErrUnknown},
		"a JPEG cut short":        {good[:len(good)*2/3], picture.ErrUnreadable},
		"the head of a JPEG":      {good[:20], picture.ErrUnreadable},
		"a PNG of 4 gigapixels":   {bomb, picture.ErrTooLarge},
		"a JPEG of 4 gigapixels":  {huge, picture.ErrTooLarge},
		"a JPEG without a scan":   {[]byte{0xFF, 0xD8, 0xFF, 0xD9}, picture.ErrUnreadable},
		"a JPEG of 300 scans":     {many, picture.ErrTooLarge},
		"a PNG cut short":         {whole.Bytes()[:whole.Len()/2], picture.ErrUnreadable},
		"a picture in HEIC":       {[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), picture.ErrHEIC},
		"a picture in AVIF":       {[]byte("\x00\x00\x00\x18ftypavif\x00\x00\x00\x00mif1avif"), picture.ErrUnknown},
		"a TIFF without a header": {[]byte("II*\x00\x08\x00\x00\x00\xFF\xFF"), picture.ErrUnreadable},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := open(c.data)
			if err == nil {
				_, err = p.Print(10, 10)
			}
			if !errors.Is(err, c.want) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(jpegBytes(f))
	f.Add(withExif(jpegBytes(f), 8))
	f.Add(inks)
	f.Add(webp)
	data, _ := fax(f, 2)
	f.Add(data)
	var b bytes.Buffer
	must(f, png.Encode(&b, sample()))
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := open(data)
		if err != nil {
			return
		}
		if w, h := p.Size(); w*h > 1<<22 {
			return // only slow
		}
		out, err := p.Print(30, 30)
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := out.Write(&b); err != nil || int64(b.Len()) != out.Size {
			t.Fatalf("found fit but not written: %v", err)
		}
		if out.Passed {
			if _, err := open(b.Bytes()); err != nil {
				t.Fatal("the stripped picture is not fit")
			}
		}
	})
}
