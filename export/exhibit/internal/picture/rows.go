package picture

import (
	"image"
	"image/color"
)

// rows gives the pixels of a picture row by row, laid on white.
type rows struct {
	width, height int
	components    int // 1 for grey, 3 for red, green and blue
	read          func(y int, into []byte)
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

// newRows reads an image; the kinds that large pictures have are read fast.
func newRows(img image.Image) *rows {
	b := img.Bounds()
	r := &rows{width: b.Dx(), height: b.Dy(), components: 3}
	switch img := img.(type) {
	case *image.Gray:
		r.components = 1
		r.read = func(y int, into []byte) { copy(into, img.Pix[img.PixOffset(b.Min.X, b.Min.Y+y):]) }
	case *image.Gray16:
		r.components = 1
		r.read = func(y int, into []byte) {
			from := img.Pix[img.PixOffset(b.Min.X, b.Min.Y+y):]
			for x := range into[:r.width] {
				into[x] = from[2*x]
			}
		}
	case *image.YCbCr:
		r.read = func(y int, into []byte) { ycbcrRow(img, b.Min.Y+y, into) }
	case *image.Paletted:
		r.palette(img)
	case *image.RGBA:
		r.read = func(y int, into []byte) {
			from := img.Pix[img.PixOffset(b.Min.X, b.Min.Y+y):]
			for x := range r.width {
				p := from[4*x : 4*x+4]
				white := 255 - p[3]
				into[3*x], into[3*x+1], into[3*x+2] = p[0]+white, p[1]+white, p[2]+white
			}
		}
	case *image.NRGBA:
		r.read = func(y int, into []byte) {
			from := img.Pix[img.PixOffset(b.Min.X, b.Min.Y+y):]
			for x := range r.width {
				p, a := from[4*x:4*x+4], int(from[4*x+3])
				for k := range 3 {
					into[3*x+k] = byte((int(p[k])*a + 255*(255-a) + 127) / 255)
				}
			}
		}
	default:
		r.read = func(y int, into []byte) {
			for x := range r.width {
				c := onWhite(img.At(b.Min.X+x, b.Min.Y+y))
				into[3*x], into[3*x+1], into[3*x+2] = c.R, c.G, c.B
			}
		}
	}
	return r
}

// palette reads a picture of few colours, grey when they all are.
func (r *rows) palette(img *image.Paletted) {
	var colours [256]color.RGBA
	r.components = 1
	for i, c := range img.Palette {
		colours[i&255] = onWhite(c)
		if k := colours[i&255]; k.R != k.G || k.G != k.B {
			r.components = 3
		}
	}
	b := img.Bounds()
	n := r.components
	r.read = func(y int, into []byte) {
		from := img.Pix[img.PixOffset(b.Min.X, b.Min.Y+y):]
		for x := range r.width {
			c := colours[from[x]]
			into[n*x] = c.R
			if n == 3 {
				into[3*x+1], into[3*x+2] = c.G, c.B
			}
		}
	}
}

func ycbcrRow(img *image.YCbCr, y int, into []byte) {
	b := img.Bounds()
	for x := range b.Dx() {
		yi, ci := img.YOffset(b.Min.X+x, y), img.COffset(b.Min.X+x, y)
		into[3*x], into[3*x+1], into[3*x+2] = color.YCbCrToRGB(img.Y[yi], img.Cb[ci], img.Cr[ci])
	}
}

// halved gives a photograph with half as many points each way, when its colours
// are stored so anyway: most of the work of making it smaller is saved. For
// anything else it gives nil.
func halved(img image.Image) *rows {
	y, ok := img.(*image.YCbCr)
	if !ok || y.SubsampleRatio != image.YCbCrSubsampleRatio420 || y.Rect.Min != (image.Point{}) {
		return nil
	}
	r := &rows{width: y.Rect.Dx() / 2, height: y.Rect.Dy() / 2, components: 3}
	r.read = func(row int, into []byte) {
		a, b := y.Y[2*row*y.YStride:], y.Y[(2*row+1)*y.YStride:]
		cb, cr := y.Cb[row*y.CStride:], y.Cr[row*y.CStride:]
		for x := range r.width {
			mean := (int(a[2*x]) + int(a[2*x+1]) + int(b[2*x]) + int(b[2*x+1]) + 2) / 4
			into[3*x], into[3*x+1], into[3*x+2] = color.YCbCrToRGB(byte(mean), cb[x], cr[x])
		}
	}
	return r
}

func onWhite(c color.Color) color.RGBA {
	r, g, b, a := c.RGBA()
	white := 0xFFFF - a
	return color.RGBA{R: byte((r + white) >> 8), G: byte((g + white) >> 8), B: byte((b + white) >> 8), A: 0xFF}
}

// pixels is rows held in memory, as they come.
type pixels struct {
	*rows
	pix []byte
}

// image gives rows as an image that an encoder reads fast.
func (p *pixels) image() image.Image {
	at := image.Rect(0, 0, p.width, p.height)
	if p.components == 1 {
		return &image.Gray{Pix: p.pix, Stride: p.width, Rect: at}
	}
	img := image.NewRGBA(at)
	for i := range p.width * p.height {
		img.Pix[4*i], img.Pix[4*i+1], img.Pix[4*i+2], img.Pix[4*i+3] = p.pix[3*i], p.pix[3*i+1], p.pix[3*i+2], 255
	}
	return img
}
