// Package ink lays surfaces of one colour onto a picture.
//
// Its one job is that what the window draws by the processor, figures and lines,
// is drawn within a frame. Most of such a picture is empty: a surface is made as a
// mask, and only where the mask holds something the picture is touched. It knows
// nothing of what is drawn.
package ink

import (
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"

	"golang.org/x/image/vector"
)

// Painter lays surfaces onto one picture, one after the other.
type Painter struct {
	to   *image.RGBA
	mask []byte
	r    *vector.Rasterizer
}

// On gives a painter for a picture.
func On(to *image.RGBA) *Painter {
	return &Painter{to: to, r: vector.NewRasterizer(to.Rect.Dx(), to.Rect.Dy())}
}

// Fill lays a surface onto the part of the picture within a box. Lay draws its
// outline, from the corner of that part on; what lies beyond is not seen.
func (p *Painter) Fill(box image.Rectangle, c color.Color, lay func(r *vector.Rasterizer)) {
	if box = box.Intersect(p.to.Rect); box.Empty() {
		return
	}
	w, h := box.Dx(), box.Dy()
	p.r.Reset(w, h)
	lay(p.r)
	if len(p.mask) < w*h {
		p.mask = make([]byte, w*h)
	}
	mask := &image.Alpha{Pix: p.mask[:w*h], Stride: w, Rect: image.Rect(0, 0, w, h)}
	p.r.DrawOp = draw.Src
	p.r.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	r, g, b, a := c.RGBA()
	full := shade{r, g, b, a}
	for y := range h {
		from := p.to.PixOffset(box.Min.X, box.Min.Y+y)
		full.over(p.to.Pix[from:from+4*w], mask.Pix[y*w:(y+1)*w])
	}
}

// shade is a colour of 16 bits a part, multiplied by how much it covers.
type shade struct{ r, g, b, a uint32 }

// over lays the colour over a row of points, as far as the mask lets it.
func (s shade) over(row, mask []byte) {
	const none, most = 8, 0xffff
	for i := 0; i < len(mask); {
		if i+none <= len(mask) && binary.LittleEndian.Uint64(mask[i:]) == 0 {
			i += none
			continue
		}
		if m := uint32(mask[i]) * 0x101; m > 0 {
			p := row[4*i : 4*i+4 : 4*i+4]
			rest := (most - s.a*m/most) * 0x101
			p[0] = uint8((uint32(p[0])*rest + s.r*m) / most >> 8)
			p[1] = uint8((uint32(p[1])*rest + s.g*m) / most >> 8)
			p[2] = uint8((uint32(p[2])*rest + s.b*m) / most >> 8)
			p[3] = uint8((uint32(p[3])*rest + s.a*m) / most >> 8)
		}
		i++
	}
}
