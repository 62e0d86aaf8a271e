package ui

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/draw"
	_ "image/gif" // pictures that come as evidence
	_ "image/jpeg"
	_ "image/png"
)

// PicturePixels is the largest picture that is decoded, in pixels: what claims
// more is not decoded at all, so that a small file cannot fill the memory.
const PicturePixels = 60_000_000

// Reasons why a picture is not shown.
var (
	errNotAPicture = errors.New("not a picture")
	errTooBig      = errors.New("picture too big")
)

// Picture decodes a picture within limits, holds it upright as its camera
// noted, and shrinks it until no side is longer than asked for. It works where
// it is called, which is not to be the UI goroutine.
func Picture(data []byte, side int) (picture image.Image, err error) {
	conf, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, errNotAPicture
	}
	if conf.Width <= 0 || conf.Height <= 0 || conf.Width > PicturePixels/conf.Height {
		return nil, errTooBig
	}
	defer func() { // a decoder must not take the program down
		if recover() != nil {
			picture, err = nil, errNotAPicture
		}
	}()
	full, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, errNotAPicture
	}
	return upright(shrink(full, side), turnOf(data)), nil
}

// PictureSize answers the sides of a picture held upright as it says them
// itself; ok is false where it says none.
func PictureSize(data []byte) (width, height int, ok bool) {
	conf, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || conf.Width <= 0 || conf.Height <= 0 {
		return 0, 0, false
	}
	if turnOf(data) >= 5 {
		return conf.Height, conf.Width, true
	}
	return conf.Width, conf.Height, true
}

// PictureProblem says why a picture is not shown.
func PictureProblem(err error) string {
	if errors.Is(err, errTooBig) {
		return words.PictureTooBig
	}
	return words.NoPicture
}

// shrink averages blocks of pixels until the picture fits into a square.
func shrink(src image.Image, side int) image.Image {
	b := src.Bounds()
	step := max((b.Dx()+side-1)/side, (b.Dy()+side-1)/side, 1)
	if step == 1 {
		return src
	}
	out := image.NewNRGBA(image.Rect(0, 0, max(b.Dx()/step, 1), max(b.Dy()/step, 1)))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			out.Set(x, y, average(src, b.Min.X+x*step, b.Min.Y+y*step, step))
		}
	}
	return out
}

func average(src image.Image, x0, y0, step int) color.Color {
	skip := max(step/4, 1) // at most 16 or so samples a block
	var r, g, b, a, n uint64
	for y := y0; y < min(y0+step, src.Bounds().Max.Y); y += skip {
		for x := x0; x < min(x0+step, src.Bounds().Max.X); x += skip {
			R, G, B, A := src.At(x, y).RGBA()
			r, g, b, a, n = r+uint64(R), g+uint64(G), b+uint64(B), a+uint64(A), n+1
		}
	}
	n = max(n, 1)
	return color.RGBA64{R: uint16(r / n), G: uint16(g / n), B: uint16(b / n), A: uint16(a / n)}
}

// upright turns a picture by one of the eight orientations of Exif 2.32
// (tag 0x0112), of which 1 is upright.
func upright(src image.Image, turn int) image.Image {
	if turn == 1 {
		return src
	}
	from := image.NewRGBA(image.Rectangle{Max: src.Bounds().Size()})
	draw.Draw(from, from.Rect, src, src.Bounds().Min, draw.Src)
	w, h := from.Rect.Dx(), from.Rect.Dy()
	size := image.Pt(w, h)
	if turn >= 5 {
		size = image.Pt(h, w)
	}
	to := image.NewRGBA(image.Rectangle{Max: size})
	for y := range size.Y {
		for x := range size.X {
			sx, sy := x, y
			if turn >= 5 {
				sx, sy = y, x
			}
			if turn == 2 || turn == 3 || turn == 7 || turn == 8 {
				sx = w - 1 - sx
			}
			if turn == 3 || turn == 4 || turn == 6 || turn == 7 {
				sy = h - 1 - sy
			}
			copy(to.Pix[to.PixOffset(x, y):][:4], from.Pix[from.PixOffset(sx, sy):])
		}
	}
	return to
}

// turnOf answers the orientation that a camera noted in a JPEG, 1 where there
// is none: the segments before the picture are walked until the one of Exif.
func turnOf(data []byte) int {
	const exif, scan = 0xE1, 0xDA
	if !bytes.HasPrefix(data, []byte{0xFF, 0xD8}) {
		return 1
	}
	for data = data[2:]; len(data) >= 4 && data[0] == 0xFF && data[1] != scan; {
		size := 2 + int(binary.BigEndian.Uint16(data[2:]))
		if size < 4 || size > len(data) {
			break
		}
		if note, ok := bytes.CutPrefix(data[4:size], []byte("Exif\x00\x00")); ok && data[1] == exif {
			return orientation(note)
		}
		data = data[size:]
	}
	return 1
}

// orientation looks for the tag in the first directory of a TIFF file, as
// which cameras write it.
func orientation(tiff []byte) int {
	var order binary.ByteOrder = binary.LittleEndian
	if bytes.HasPrefix(tiff, []byte("MM")) {
		order = binary.BigEndian
	}
	if len(tiff) < 8 {
		return 1
	}
	at := uint64(order.Uint32(tiff[4:]))
	if at+2 > uint64(len(tiff)) {
		return 1
	}
	entries := tiff[at+2:]
	for i := range int(order.Uint16(tiff[at:])) {
		if 12*i+12 > len(entries) {
			break
		}
		if entry := entries[12*i:]; order.Uint16(entry) == 0x0112 {
			if turn := int(order.Uint16(entry[8:])); turn >= 1 && turn <= 8 {
				return turn
			}
			return 1
		}
	}
	return 1
}
