package exhibit

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"math"

	"guvoh/export/doc"
	"guvoh/export/exhibit/internal/picture"
	"guvoh/export/pdfview"
)

const (
	rasterDPI    = 200 // of the pages of a damaged PDF
	mostRastered = 500 // pages of a damaged PDF
)

// Raster is a PDF whose pages are drawn as pictures, in the sandbox of package
// pdfview. [Raster.Close] must be called.
type Raster struct{ view *pdfview.Document }

// Rasterise opens a PDF for drawing. It fails with a [*Refusal], as the bytes
// do, or as the context does.
func Rasterise(ctx context.Context, f File) (*Raster, error) {
	s, err := openSource(f)
	if err != nil {
		return nil, err
	}
	defer s.close()
	if s.size > pdfview.MaxBytes {
		return nil, &Refusal{TooLarge}
	}
	data, err := s.read(0, int(s.size))
	if err != nil {
		return nil, err
	}
	view, err := pdfview.Open(ctx, data)
	if err != nil {
		return nil, refusalOf(ctx, err)
	}
	return &Raster{view}, nil
}

// refusalOf gives the code of why PDFium does not draw.
func refusalOf(ctx context.Context, err error) error {
	for _, known := range []struct {
		err   error
		fault Fault
	}{
		{pdfview.ErrNotPDF, Unsupported},
		{pdfview.ErrLocked, Password},
		{pdfview.ErrTooBig, TooLarge},
		{pdfview.ErrTooSlow, TooSlow},
	} {
		if errors.Is(err, known.err) {
			return &Refusal{known.fault}
		}
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return &Refusal{Damaged}
}

// Pages gives how many pages there are.
func (r *Raster) Pages() int { return r.view.Pages() }

// Close ends the sandbox.
func (r *Raster) Close() { r.view.Close() }

// Size gives the size of a page held upright, in points. Pages are counted from
// 1.
func (r *Raster) Size(ctx context.Context, page int) (width, height float64, err error) {
	width, height, err = r.view.Size(page - 1)
	switch {
	case err != nil:
		return 0, 0, refusalOf(ctx, err)
	case !length(width) || !length(height):
		return 0, 0, &Refusal{Damaged}
	}
	return width, height, nil
}

// Page draws a page, upright and on white, with so many pixels to the inch, or
// fewer where the picture would be too large.
func (r *Raster) Page(ctx context.Context, page int, dpi float64) (image.Image, error) {
	width, _, err := r.Size(ctx, page)
	if err != nil {
		return nil, err
	}
	img, err := r.view.Render(ctx, page-1, int(min(math.Ceil(width/72*dpi), 20_000)))
	if err != nil {
		return nil, refusalOf(ctx, err)
	}
	return img, nil
}

// drawable tells whether PDFium may do better with a file that was refused.
func drawable(f File, why error) bool {
	var refusal *Refusal
	if !errors.As(why, &refusal) {
		return false
	}
	switch refusal.Fault {
	case Damaged, Loop, TooLarge, TooSlow, Died:
	default:
		return false
	}
	r, err := f.Open()
	if err != nil {
		return false
	}
	defer r.Close()
	head := make([]byte, 1024)
	n, _ := io.ReadFull(r, head)
	return isPDF(head[:n])
}

// inspectRaster says what a damaged PDF is when its pages are pictures. Each is
// drawn once, small.
func inspectRaster(ctx context.Context, f File) (Info, error) {
	r, err := Rasterise(ctx, f)
	if err != nil {
		return Info{}, err
	}
	defer r.Close()
	info := Info{Kind: PDF, MediaType: "application/pdf", Warnings: []Fault{Rasterised}}
	if r.Pages() > mostRastered {
		return Info{}, &Refusal{TooLarge}
	}
	for n := 1; n <= r.Pages(); n++ {
		w, h, err := r.Size(ctx, n)
		if err == nil {
			_, err = r.Page(ctx, n, 20)
		}
		if err != nil {
			return Info{}, err
		}
		info.Pages = append(info.Pages, Page{Sheet: doc.Sheet{Page: n, Width: w, Height: h}})
	}
	return info, nil
}

// raster is a page of a damaged PDF as a picture.
type raster struct {
	*picture.Print
	data []byte // nil when it is drawn again
}

// rasterPages makes pages ready as pictures.
func (r *Reader) rasterPages(ctx context.Context, f File, numbers []int) (*Pages, error) {
	view, err := Rasterise(ctx, f)
	if err != nil {
		return nil, err
	}
	defer view.Close()
	p := &Pages{Warnings: []Fault{Rasterised}, Rasterised: true, reader: r, file: f, numbers: numbers}
	for i, n := range numbers {
		if n < 1 || n > view.Pages() {
			return nil, &Refusal{Damaged}
		}
		w, h, err := view.Size(ctx, n)
		if err != nil {
			return nil, err
		}
		drawn, err := view.raster(ctx, n)
		if err != nil {
			return nil, err
		}
		if r.kept.Add(drawn.Size) > mostKept {
			drawn.data = nil
		}
		p.Sheets = append(p.Sheets, Page{Sheet: doc.Sheet{Page: n, Width: w, Height: h}})
		p.Forms = append(p.Forms, 2*i)
		p.drawn = append(p.drawn, drawn)
		p.Bytes += drawn.Size + 1<<10
	}
	p.Objects = 2 * len(numbers)
	return p, nil
}

func (r *Raster) raster(ctx context.Context, page int) (raster, error) {
	img, err := r.Page(ctx, page, rasterDPI)
	if err != nil {
		return raster{}, err
	}
	packed, err := picture.Pack(img)
	if err != nil {
		return raster{}, err
	}
	var data bytes.Buffer
	err = packed.Write(&data)
	return raster{packed, data.Bytes()}, err
}

// writeRaster writes the objects of pages that are pictures: of each its
// drawing and the picture in it.
func (p *Pages) writeRaster(ctx context.Context, w io.Writer, first int, begin func(number int)) error {
	var view *Raster
	defer func() {
		if view != nil {
			view.Close()
		}
	}()
	o := &objectWriter{w: w, first: first, count: p.Objects, begin: begin}
	for i, drawn := range p.drawn {
		if drawn.data == nil {
			var err error
			if view == nil {
				if view, err = Rasterise(ctx, p.file); err != nil {
					return err
				}
			}
			if drawn, err = view.raster(ctx, p.numbers[i]); err != nil {
				return err
			}
		}
		s := p.Sheets[i]
		content := fmt.Sprintf("%.4f 0 0 %.4f 0 0 cm /I Do", s.Width, s.Height)
		text := fmt.Sprintf("<</Type /XObject /Subtype /Form /BBox [0 0 %.4f %.4f] /Resources <</XObject <</I {%d}>> >> >>", s.Width, s.Height, 2*i+2)
		if err := o.whole(text, []byte(content)); err != nil {
			return err
		}
		if err := o.whole("<</Type /XObject /Subtype /Image "+drawn.Dict()+">>", drawn.data); err != nil {
			return err
		}
	}
	return o.end()
}

// whole writes a stream of data that is in memory.
func (o *objectWriter) whole(text string, data []byte) error {
	if err := o.object(text, int64(len(data))); err != nil {
		return err
	}
	o.left = 0
	_, err := o.w.Write(data)
	return err
}
