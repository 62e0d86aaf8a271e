// Package picture reads pictures from anyone's camera and writes them into a
// document: bounded in size, upright, without what the camera noted about the
// person who held it.
//
// A JPEG keeps its picture data bit for bit; everything else in the file
// (place, time, device, thumbnail) is left out. Other formats are decoded and
// laid on white. A picture is never held whole in memory for longer than it
// takes to write it, and only one at a time.
package picture

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	_ "image/gif"  // decoder
	_ "image/jpeg" // decoder of the JPEGs that cannot be passed on
	_ "image/png"  // decoder
	"io"
	"sync"
)

// Limits of what is drawn.
const (
	MaxPixels  = 100_000_000
	MaxBytes   = 512 << 20 // of the file
	maxDecoded = 400 << 20 // of the pixels in memory
)

// ErrUnreadable says that a file is not a picture that can be drawn.
var ErrUnreadable = errors.New("not a picture that can be drawn")

// Opener gives the bytes of a file, the same each time.
type Opener func() (io.ReadCloser, error)

// Picture is a picture that was looked through and found fit to draw.
type Picture struct {
	width, height int // as stored
	turn          int // Exif orientation, 1 to 8
	components    int // of a JPEG passed on; zero for a decoded picture
	gray          bool
	open          Opener
}

// Probe reads a picture through and reports whether it can be drawn.
func Probe(open Opener) (*Picture, error) {
	file, err := open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	r := bufio.NewReaderSize(io.LimitReader(file, MaxBytes+1), 64<<10)
	magic, _ := r.Peek(2)
	if !bytes.Equal(magic, []byte{0xFF, 0xD8}) {
		return probeDecoded(r, open)
	}
	info, err := copyJPEG(io.Discard, r)
	if err != nil {
		return nil, err
	}
	if info.components == 4 { // inks of a printer, which viewers disagree about
		return probeAgain(open)
	}
	return &Picture{width: info.width, height: info.height, turn: info.turn, components: info.components, open: open}, nil
}

func probeAgain(open Opener) (*Picture, error) {
	file, err := open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return probeDecoded(bufio.NewReader(io.LimitReader(file, MaxBytes+1)), open)
}

// decoding lets one picture at a time be in memory.
var decoding sync.Mutex

func probeDecoded(r *bufio.Reader, open Opener) (*Picture, error) {
	decoding.Lock()
	defer decoding.Unlock()
	img, err := decode(r)
	if err != nil {
		return nil, err
	}
	size := img.Bounds().Size()
	_, gray := img.(*image.Gray)
	return &Picture{width: size.X, height: size.Y, turn: 1, gray: gray, open: open}, nil
}

// decode reads the header first and the pixels only when they are bounded.
func decode(r io.Reader) (img image.Image, err error) {
	defer func() {
		if recover() != nil {
			err = ErrUnreadable
		}
	}()
	var head bytes.Buffer
	config, _, err := image.DecodeConfig(io.TeeReader(r, &head))
	if err != nil {
		return nil, ErrUnreadable
	}
	if err := fits(config.Width, config.Height, bytesPerPixel(config.ColorModel)); err != nil {
		return nil, err
	}
	img, _, err = image.Decode(io.MultiReader(&head, r))
	if err != nil || img.Bounds().Empty() {
		return nil, ErrUnreadable
	}
	return img, nil
}

func fits(width, height, perPixel int) error {
	if width <= 0 || height <= 0 {
		return ErrUnreadable
	}
	pixels := int64(width) * int64(height)
	if pixels > MaxPixels || pixels*int64(perPixel) > maxDecoded {
		return fmt.Errorf("%w: %d by %d pixels are too many", ErrUnreadable, width, height)
	}
	return nil
}

func bytesPerPixel(m color.Model) int {
	switch m {
	case color.GrayModel:
		return 1
	case color.Gray16Model:
		return 2
	case color.RGBA64Model, color.NRGBA64Model:
		return 8
	}
	if _, paletted := m.(color.Palette); paletted {
		return 1
	}
	return 4
}

// Size returns the size in pixels of the picture held upright.
func (p *Picture) Size() (width, height int) {
	if p.turn >= 5 {
		return p.height, p.width
	}
	return p.width, p.height
}

// Matrix returns the PDF matrix that draws the picture upright into a
// rectangle given by its lower left corner and size.
func (p *Picture) Matrix(x, y, w, h float64) [6]float64 {
	switch p.turn {
	case 2:
		return [6]float64{-w, 0, 0, h, x + w, y}
	case 3:
		return [6]float64{-w, 0, 0, -h, x + w, y + h}
	case 4:
		return [6]float64{w, 0, 0, -h, x, y + h}
	case 5:
		return [6]float64{0, -h, -w, 0, x + w, y + h}
	case 6:
		return [6]float64{0, -h, w, 0, x, y + h}
	case 7:
		return [6]float64{0, h, w, 0, x, y}
	case 8:
		return [6]float64{0, h, -w, 0, x + w, y}
	}
	return [6]float64{w, 0, 0, h, x, y}
}

// Dict returns the entries of the PDF image dictionary that describe what
// [Picture.Write] writes.
func (p *Picture) Dict() string {
	space, colours := "DeviceRGB", 3
	if p.gray || p.components == 1 {
		space, colours = "DeviceGray", 1
	}
	d := fmt.Sprintf("/Width %d /Height %d /ColorSpace /%s /BitsPerComponent 8 ", p.width, p.height, space)
	if p.components > 0 {
		return d + "/Filter /DCTDecode"
	}
	return d + fmt.Sprintf("/Filter /FlateDecode /DecodeParms <</Predictor 15 /Colors %d /BitsPerComponent 8 /Columns %d>>", colours, p.width)
}

// Write writes the picture data.
func (p *Picture) Write(w io.Writer) error {
	file, err := p.open()
	if err != nil {
		return err
	}
	defer file.Close()
	r := bufio.NewReaderSize(io.LimitReader(file, MaxBytes+1), 64<<10)
	if p.components > 0 {
		info, err := copyJPEG(w, r)
		if err == nil && (info.width != p.width || info.height != p.height || info.components != p.components) {
			err = ErrUnreadable
		}
		return err
	}
	decoding.Lock()
	defer decoding.Unlock()
	img, err := decode(r)
	if err != nil {
		return err
	}
	if img.Bounds().Size() != image.Pt(p.width, p.height) {
		return ErrUnreadable
	}
	return writeFlat(w, img, p.gray)
}
