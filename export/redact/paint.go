package redact

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math"

	"guvoh/export/exhibit"
	"guvoh/export/pdfview"
)

// Copy is what stands in place of a file of evidence.
type Copy struct {
	Bytes     []byte
	MediaType string
}

// ErrNoReader says that a picture cannot be decoded since there is nobody to do it.
var ErrNoReader = errors.New("no reader for pictures")

const (
	dotsPerInch = 200  // of a page that is drawn: letters of 8 points stay readable
	mostWide    = 2400 // pixels of a picture that is painted
	quality     = 85   // of the JPEG that is written
)

// Paint makes a flat copy of a picture, or of the pages of a PDF, with bars over
// parts of it. What was under a bar, the words behind a picture, and whatever a
// camera or a program wrote into the file is not in the copy. The file is
// decoded by the reader's worker and drawn in the sandbox of pdfview.
func Paint(ctx context.Context, reader *exhibit.Reader, f exhibit.File, bars []Bar) (*Copy, error) {
	b, err := all(f)
	if err != nil {
		return nil, err
	}
	picture := !isPDF(b)
	if picture {
		if b, err = pictureAsPDF(ctx, reader, f); err != nil {
			return nil, err
		}
	}
	d, err := pdfview.Open(ctx, b)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	sheets := make([]sheet, d.Pages())
	for n := range sheets {
		if sheets[n], err = paintPage(ctx, d, n, bars); err != nil {
			return nil, fmt.Errorf("page %d: %w", n+1, err)
		}
	}
	if picture {
		return &Copy{Bytes: sheets[0].jpeg, MediaType: "image/jpeg"}, nil
	}
	return &Copy{Bytes: flatPDF(sheets), MediaType: "application/pdf"}, nil
}

func all(f exhibit.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var b bytes.Buffer
	_, err = b.ReadFrom(r)
	return b.Bytes(), err
}

// paintPage draws one page and paints over parts of it.
func paintPage(ctx context.Context, d *pdfview.Document, n int, bars []Bar) (sheet, error) {
	width, height, err := d.Size(n)
	if err != nil {
		return sheet{}, err
	}
	px := int(math.Round(width / 72 * dotsPerInch))
	drawn, err := d.Render(ctx, n, min(max(px, 1), mostWide))
	if err != nil {
		return sheet{}, err
	}
	flat := image.NewRGBA(image.Rectangle{Max: drawn.Bounds().Size()})
	draw.Draw(flat, flat.Bounds(), drawn, drawn.Bounds().Min, draw.Src)
	for _, bar := range bars {
		if bar.Page == n {
			draw.Draw(flat, bar.over(flat.Bounds().Size()), image.NewUniform(color.Black), image.Point{}, draw.Src)
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, flat, &jpeg.Options{Quality: quality}); err != nil {
		return sheet{}, err
	}
	return sheet{width: width, height: height, pixels: flat.Bounds().Size(), jpeg: b.Bytes()}, nil
}

// The steps in which a bar grows, as parts of the page: a bar is a whole number
// of them wide and high, so that names of different length get the same.
const (
	barStepAcross = 1.0 / 12
	barStepDown   = 1.0 / 60
)

// over gives the pixels that a bar covers, which are never fewer than asked for.
func (b Bar) over(size image.Point) image.Rectangle {
	grow := func(from, to, step float64) (float64, float64) {
		from, to = min(from, to), max(from, to)
		length := math.Ceil((to-from)/step) * step
		if math.IsNaN(length) || length <= 0 {
			length = step
		}
		more := (length - (to - from)) / 2
		return from - more, to + more
	}
	left, right := grow(b.Left, b.Right, barStepAcross)
	top, bottom := grow(b.Top, b.Bottom, barStepDown)
	pixels := func(part float64, of int) int { return int(min(max(part, 0), 1) * float64(of)) }
	return image.Rect(
		pixels(left, size.X), pixels(top, size.Y),
		int(math.Ceil(min(max(right, 0), 1)*float64(size.X))), int(math.Ceil(min(max(bottom, 0), 1)*float64(size.Y))),
	)
}
