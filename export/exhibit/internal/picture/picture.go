// Package picture reads pictures from anyone's camera or scanner and makes them
// ready for a page: bounded in size, upright, without what the camera noted
// about the person who held it.
//
// A JPEG that is no finer than paper shows keeps its picture data bit for bit;
// everything else in the file (place, time, device, thumbnail) is left out.
// What is finer is made smaller. Other formats are decoded and laid on white.
//
// Rules: the header is read first, and pixels only when they are bounded. The
// package runs in a process of its own (package exhibit), which may be ended
// when a decoder runs wild.
package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/gif"  // decoder
	_ "image/jpeg" // decoder
	_ "image/png"  // decoder
	"io"

	_ "golang.org/x/image/bmp"  // decoder
	_ "golang.org/x/image/webp" // decoder
)

// Limits of what is drawn.
const (
	MaxPixels  = 100_000_000
	MaxBytes   = 512 << 20 // of the file
	maxDecoded = 256 << 20 // of the pixels in memory
	mostFrames = 1000      // pictures in one file
)

// The reasons not to draw a picture.
var (
	ErrUnreadable = errors.New("not a picture that can be drawn")
	ErrTooLarge   = errors.New("a picture over a limit")
	ErrUnknown    = errors.New("not a kind of picture that is read here")
	ErrHEIC       = errors.New("a picture in HEIC, which nothing here decodes")
)

// Source gives the bytes of a file in any order.
type Source interface {
	io.ReadSeeker
	io.ReaderAt
}

// Picture is a file with a picture in it, or several.
type Picture struct {
	src           Source
	kind          string
	width, height int // as stored
	turn          int // Exif orientation, 1 to 8
	jpeg          jpegInfo
	perPixel      int // bytes in memory
	frames        []uint32
	moving        bool
}

// kinds are the beginnings of files.
var kinds = []struct{ kind, magic string }{
	{"image/jpeg", "\xFF\xD8\xFF"},
	{"image/png", "\x89PNG\r\n\x1a\n"},
	{"image/gif", "GIF8"},
	{"image/tiff", "II*\x00"},
	{"image/tiff", "MM\x00*"},
	{"image/bmp", "BM"},
}

// Kind gives the media type of a picture from the first bytes of a file, "" for
// anything else.
func Kind(head []byte) string {
	for _, k := range kinds {
		if bytes.HasPrefix(head, []byte(k.magic)) {
			return k.kind
		}
	}
	if len(head) < 16 {
		return ""
	}
	switch {
	case string(head[:4]) == "RIFF" && string(head[8:12]) == "WEBP":
		return "image/webp"
	case string(head[4:8]) == "ftyp":
		switch string(head[8:12]) {
		case "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1":
			return "image/heic"
		case "avif", "avis":
			return "image/avif"
		}
	}
	return ""
}

// Open reads the header of a picture and looks through the whole of a JPEG.
func Open(src Source, size int64) (*Picture, error) {
	if size > MaxBytes {
		return nil, ErrTooLarge
	}
	head := make([]byte, 32)
	n, err := src.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	p := &Picture{src: src, kind: Kind(head[:n]), turn: 1}
	switch p.kind {
	case "image/jpeg":
		return p, p.openJPEG()
	case "image/tiff":
		return p, p.openTIFF()
	case "image/heic":
		return nil, ErrHEIC
	case "", "image/avif":
		return nil, ErrUnknown
	case "image/gif":
		p.moving = isMoving(p.start())
	}
	config, _, err := image.DecodeConfig(p.start())
	if err != nil {
		return nil, ErrUnreadable
	}
	p.width, p.height, p.perPixel = config.Width, config.Height, bytesPerPixel(config.ColorModel)
	return p, fits(p.width, p.height)
}

func (p *Picture) openJPEG() (err error) {
	if p.jpeg, err = copyJPEG(io.Discard, p.start()); err != nil {
		return err
	}
	p.width, p.height, p.turn = p.jpeg.width, p.jpeg.height, p.jpeg.turn
	p.perPixel = p.jpeg.bytesPerPixel()
	return nil
}

// start gives the file from its beginning on.
func (p *Picture) start() io.Reader { return io.NewSectionReader(p.src, 0, MaxBytes) }

// Kind gives the media type.
func (p *Picture) Kind() string { return p.kind }

// Size returns the size in pixels of the picture held upright.
func (p *Picture) Size() (width, height int) {
	if p.turn >= 5 {
		return p.height, p.width
	}
	return p.width, p.height
}

// Frames gives where each picture of a file with several begins; nil for a
// file with one.
func (p *Picture) Frames() []uint32 { return p.frames }

// Moving reports whether only the first of several pictures will be drawn.
func (p *Picture) Moving() bool { return p.moving }

// Print is a picture as it is put into a document.
type Print struct {
	Width, Height int // as stored
	Turn          int // Exif orientation, 1 to 8
	Components    int // 1 for grey, 3 for red, green and blue
	JPEG          bool
	Shrunk        bool                    // it has fewer pixels than the file
	Passed        bool                    // its data is that of the file
	Write         func(w io.Writer) error // its data, as JPEG or as rows packed with a PNG predictor
	Size          int64                   // of the data
}

// Print makes the picture ready with at most so many pixels, held upright.
func (p *Picture) Print(maxWidth, maxHeight int) (*Print, error) {
	w, h := p.within(maxWidth, maxHeight)
	shrunk := w != p.width || h != p.height
	if p.passes() && (!shrunk || !p.decodable()) {
		return p.asItIs()
	}
	if !p.decodable() {
		return nil, ErrTooLarge
	}
	img, err := p.decode()
	if err != nil {
		return nil, err
	}
	rows := newRows(img)
	if shrunk {
		if half := halved(img); half != nil && half.width >= w && half.height >= h {
			rows = half
		}
		rows = shrink(rows, w, h).rows
	}
	out := &Print{Width: w, Height: h, Turn: p.turn, Components: rows.components, Shrunk: shrunk}
	data, isJPEG, err := pack(rows, p.kind == "image/jpeg" || p.kind == "image/webp")
	out.JPEG, out.Size = isJPEG, int64(len(data))
	out.Write = func(w io.Writer) error { _, err := w.Write(data); return err }
	return out, err
}

// Pack makes a picture of ours ready as it is.
func Pack(img image.Image) (*Print, error) {
	r := newRows(img)
	out := &Print{Width: r.width, Height: r.height, Turn: 1, Components: r.components}
	data, isJPEG, err := pack(r, false)
	out.JPEG, out.Size = isJPEG, int64(len(data))
	out.Write = func(w io.Writer) error { _, err := w.Write(data); return err }
	return out, err
}

// Dict gives the entries of the dictionary of the picture.
func (p *Print) Dict() string { return Dict(p.Width, p.Height, p.Components, p.JPEG) }

// Dict gives the entries of the dictionary of a picture in a PDF.
func Dict(width, height, components int, isJPEG bool) string {
	space := "DeviceRGB"
	if components == 1 {
		space = "DeviceGray"
	}
	d := fmt.Sprintf("/Width %d /Height %d /ColorSpace /%s /BitsPerComponent 8 ", width, height, space)
	if isJPEG {
		return d + "/Filter /DCTDecode "
	}
	return d + fmt.Sprintf("/Filter /FlateDecode /DecodeParms <</Predictor 15 /Colors %d /BitsPerComponent 8 /Columns %d>> ", components, width)
}

// within gives the stored size that is no larger than asked for upright, and
// of the same shape.
func (p *Picture) within(maxWidth, maxHeight int) (w, h int) {
	if p.turn >= 5 {
		maxWidth, maxHeight = maxHeight, maxWidth
	}
	w, h = p.width, p.height
	maxWidth, maxHeight = max(maxWidth, 1), max(maxHeight, 1)
	if w <= maxWidth && h <= maxHeight {
		return w, h
	}
	if w*maxHeight > h*maxWidth {
		return maxWidth, min(max(h*maxWidth/w, 1), maxHeight)
	}
	return min(max(w*maxHeight/h, 1), maxWidth), maxHeight
}

// passes reports whether the data of the file can be passed on as it is.
func (p *Picture) passes() bool { return p.kind == "image/jpeg" && p.jpeg.plain() }

func (p *Picture) decodable() bool { return p.width*p.height <= maxDecoded/max(p.perPixel, 1) }

// asItIs passes the data of a JPEG on.
func (p *Picture) asItIs() (*Print, error) {
	var count counter
	if _, err := copyJPEG(&count, p.start()); err != nil {
		return nil, err
	}
	return &Print{
		Width: p.width, Height: p.height, Turn: p.turn, Components: p.jpeg.components, JPEG: true, Passed: true, Size: int64(count),
		Write: func(w io.Writer) error { _, err := copyJPEG(w, p.start()); return err },
	}, nil
}

type counter int64

func (c *counter) Write(b []byte) (int, error) {
	*c += counter(len(b))
	return len(b), nil
}

// decode gives the pixels. A decoder that panics has met a picture that cannot
// be drawn.
func (p *Picture) decode() (img image.Image, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("%w: %v", ErrUnreadable, v)
		}
	}()
	if p.kind == "image/tiff" {
		img, err = p.decodeTIFF()
	} else {
		img, _, err = image.Decode(p.start())
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	if img.Bounds().Size() != image.Pt(p.width, p.height) {
		return nil, ErrUnreadable
	}
	return img, nil
}

func fits(width, height int) error {
	if width <= 0 || height <= 0 {
		return ErrUnreadable
	}
	if int64(width)*int64(height) > MaxPixels {
		return ErrTooLarge
	}
	return nil
}
