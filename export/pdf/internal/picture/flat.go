package picture

import (
	"compress/zlib"
	"image"
	"image/color"
	"io"
)

// writeFlat writes pixels laid on white, each row with the difference to the
// row or pixel before it, whichever packs better, compressed.
func writeFlat(w io.Writer, img image.Image, gray bool) error {
	z := zlib.NewWriter(w)
	b := img.Bounds()
	colours := 3
	if gray {
		colours = 1
	}
	row, above := make([]byte, b.Dx()*colours), make([]byte, b.Dx()*colours)
	sub, up := make([]byte, 1+len(row)), make([]byte, 1+len(row))
	for y := b.Min.Y; y < b.Max.Y; y++ {
		flatRow(row, img, y, gray)
		sub[0], up[0] = 1, 2
		costSub, costUp := 0, 0
		for i, v := range row {
			before := byte(0)
			if i >= colours {
				before = row[i-colours]
			}
			sub[1+i], up[1+i] = v-before, v-above[i]
			costSub += cost(sub[1+i])
			costUp += cost(up[1+i])
		}
		best := up
		if costSub < costUp {
			best = sub
		}
		if _, err := z.Write(best); err != nil {
			return err
		}
		row, above = above, row
	}
	return z.Close()
}

// cost is how far a difference is from none.
func cost(b byte) int {
	if b > 127 {
		return 256 - int(b)
	}
	return int(b)
}

func flatRow(row []byte, img image.Image, y int, gray bool) {
	b := img.Bounds()
	if g, ok := img.(*image.Gray); ok && gray {
		copy(row, g.Pix[g.PixOffset(b.Min.X, y):])
		return
	}
	for x := range b.Dx() {
		c := onWhite(img.At(b.Min.X+x, y))
		row[3*x], row[3*x+1], row[3*x+2] = c.R, c.G, c.B
	}
}

func onWhite(c color.Color) color.RGBA {
	r, g, b, a := c.RGBA()
	white := 0xFFFF - a
	return color.RGBA{R: byte((r + white) >> 8), G: byte((g + white) >> 8), B: byte((b + white) >> 8), A: 0xFF}
}
