package bundle

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"io"

	"guvoh/export/doc"
	"guvoh/export/exhibit"
	"guvoh/export/pdf"
	"guvoh/export/pdfview"
	"guvoh/export/redact"
)

// mostPixels is how wide or high a picture is in a file that is no PDF: what a
// page of paper shows at 200 dots to the inch.
const mostPixels = 1600

// errNoReader says that nothing here decodes a picture.
var errNoReader = errors.New("nothing decodes this picture")

// figure gives a picture in a form that is safe to hand on: decoded by the
// worker, upright, without what a camera wrote into it.
func (m *making) figure(f *doc.Figure) (doc.Picture, error) {
	if m.o.Exhibits == nil || f.Open == nil {
		return doc.Picture{}, errNoReader
	}
	reader := m.o.Exhibits.reader
	file := exhibit.File{Open: f.Open, Name: f.Name}
	img, err := reader.Picture(m.ctx, file, func(width, height int) (int, int) {
		return min(width, mostPixels), min(height, mostPixels)
	})
	if err != nil {
		return doc.Picture{}, err
	}
	if img.Turn != 1 {
		return m.turned(file)
	}
	var data bytes.Buffer
	if err := img.Write(m.ctx, &data); err != nil {
		return doc.Picture{}, err
	}
	if img.JPEG {
		return given(data.Bytes(), "image/jpeg", img.Width, img.Height), nil
	}
	return given(asPNG(data.Bytes(), img.Width, img.Height, img.Components), "image/png", img.Width, img.Height), nil
}

func given(b []byte, media string, width, height int) doc.Picture {
	return doc.Picture{Bytes: io.NopCloser(bytes.NewReader(b)), Media: media, Width: width, Height: height}
}

// asPNG puts rows that are packed as PNG packs them into a file.
func asPNG(rows []byte, width, height, components int) []byte {
	colour := byte(2)
	if components == 1 {
		colour = 0
	}
	var b bytes.Buffer
	chunk := func(name string, data []byte) {
		_ = binary.Write(&b, binary.BigEndian, uint32(len(data))) // a buffer does not fail
		sum := crc32.NewIEEE()
		to := io.MultiWriter(&b, sum)
		_, _ = io.WriteString(to, name)
		_, _ = to.Write(data)
		_ = binary.Write(&b, binary.BigEndian, sum.Sum32())
	}
	head := binary.BigEndian.AppendUint32(nil, uint32(width))
	head = binary.BigEndian.AppendUint32(head, uint32(height))
	b.WriteString("\x89PNG\r\n\x1a\n")
	chunk("IHDR", append(head, 8, colour, 0, 0, 0))
	chunk("IDAT", rows)
	chunk("IEND", nil)
	return b.Bytes()
}

// turned gives a picture that a camera held sideways: drawn upright, inside the
// limits of the viewer, since no picture is decoded here.
func (m *making) turned(file exhibit.File) (doc.Picture, error) {
	flat, err := redact.Paint(m.ctx, m.o.Exhibits.reader, file, nil)
	if err != nil {
		return doc.Picture{}, err
	}
	size, err := jpeg.DecodeConfig(bytes.NewReader(flat.Bytes)) // of a file that was encoded here
	if err != nil {
		return doc.Picture{}, err
	}
	return given(flat.Bytes, flat.MediaType, size.Width, size.Height), nil
}

// drawn gives the first page of a PDF of ours as a picture.
func drawn(ctx context.Context, file []byte, widthPx int) (image.Image, error) {
	d, err := pdfview.Open(ctx, file)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	return d.Render(ctx, 0, widthPx)
}

// drawing gives a drawing as a picture: printed alone on a page, and cut out of
// it.
func (m *making) drawing(d *doc.Drawing) (doc.Picture, error) {
	alone := *d
	alone.Caption, alone.Anchor = nil, ""
	page := &doc.Document{
		Lang: m.d.Document.Lang, Date: m.d.Document.Date, Words: m.d.Document.Words,
		Page:   doc.Page{Landscape: d.Width > d.Height, Single: true},
		Blocks: []doc.Block{&alone},
	}
	var b bytes.Buffer
	if _, err := pdf.Write(&b, page, pdf.Options{Context: m.ctx, Missing: pdf.Boxes}); err != nil {
		return doc.Picture{}, err
	}
	img, err := drawn(m.ctx, b.Bytes(), mostPixels)
	if err != nil {
		return doc.Picture{}, err
	}
	img = trimmed(img)
	b.Reset()
	if err := png.Encode(&b, img); err != nil {
		return doc.Picture{}, err
	}
	return given(b.Bytes(), "image/png", img.Bounds().Dx(), img.Bounds().Dy()), nil
}

// trimmed cuts the white around what is drawn.
func trimmed(img image.Image) image.Image {
	white := color.RGBAModel.Convert(color.White)
	var used image.Rectangle
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y++ {
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x++ {
			if color.RGBAModel.Convert(img.At(x, y)) != white {
				used = used.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	if used.Empty() {
		return img
	}
	out := image.NewRGBA(image.Rect(0, 0, used.Dx(), used.Dy()))
	draw.Draw(out, out.Bounds(), img, used.Min, draw.Src)
	return out
}
