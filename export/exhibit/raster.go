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
	rasterDPI      = 200 // of pages that are damaged
	mostDrawnPages = 500
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

// inspectDrawn looks whether the pages of an info that are damaged can be drawn;
// without a page, whether all can. Each is drawn once, small.
func inspectDrawn(ctx context.Context, f File, info Info) (Info, error) {
	r, err := Rasterise(ctx, f)
	if err != nil {
		return Info{}, err
	}
	defer r.Close()
	if len(info.Pages) == 0 {
		info = Info{Kind: PDF, MediaType: "application/pdf"}
		for n := 1; n <= min(r.Pages(), mostDrawnPages+1); n++ {
			info.Pages = append(info.Pages, Page{Sheet: doc.Sheet{Page: n}, Drawn: true})
		}
	}
	drawn := 0
	for i := range info.Pages {
		p := &info.Pages[i]
		if !p.Drawn {
			continue
		}
		if drawn++; drawn > mostDrawnPages {
			return Info{}, &Refusal{TooLarge}
		}
		if p.Width, p.Height, err = r.Size(ctx, p.Page); err == nil {
			_, err = r.Page(ctx, p.Page, 20)
		}
		if err != nil {
			return Info{}, err
		}
	}
	info.Warnings = sorted(append(info.Warnings, Rasterised), Faults)
	return info, nil
}

// raster is a damaged page as a picture.
type raster struct {
	*picture.Print
	page   int // in its file, counted from 1
	sheet  int // among the pages
	object int // of its drawing, counted from 0; the picture follows it
	data   []byte
}

// draw makes pictures of the pages that are damaged.
func (p *Pages) draw(ctx context.Context) error {
	var view *Raster
	for i := range p.Sheets {
		sheet := &p.Sheets[i]
		if !sheet.Drawn {
			continue
		}
		if view == nil {
			var err error
			if view, err = Rasterise(ctx, p.file); err != nil {
				return err
			}
			defer view.Close()
		}
		if len(p.drawn) == mostDrawnPages || p.numbers[i] < 1 || p.numbers[i] > view.Pages() {
			return &Refusal{Damaged}
		}
		w, h, err := view.Size(ctx, p.numbers[i])
		if err != nil {
			return err
		}
		one, err := view.raster(ctx, p.numbers[i])
		if err != nil {
			return err
		}
		if p.reader.kept.Add(one.Size) > mostKept {
			one.data = nil // it is drawn again when it is written
		}
		one.sheet, one.object = i, p.Objects
		sheet.Sheet, sheet.Words = doc.Sheet{Page: p.numbers[i], Width: w, Height: h}, false
		p.Forms[i] = p.Objects
		p.drawn = append(p.drawn, one)
		p.Objects += 2
		p.Bytes += one.Size + 1<<10
	}
	if p.Rasterised = view != nil; p.Rasterised {
		p.Warnings = sorted(append(p.Warnings, Rasterised), Faults)
	}
	return nil
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
	return raster{Print: packed, page: page, data: data.Bytes()}, err
}

// writeDrawn writes the objects of pages that are pictures: of each its drawing
// and the picture in it.
func (p *Pages) writeDrawn(ctx context.Context, o *objectWriter) error {
	var view *Raster
	for _, one := range p.drawn {
		if one.data == nil {
			if view == nil {
				var err error
				if view, err = Rasterise(ctx, p.file); err != nil {
					return err
				}
				defer view.Close()
			}
			again, err := view.raster(ctx, one.page)
			if err != nil {
				return err
			}
			one.Print, one.data = again.Print, again.data
		}
		s := p.Sheets[one.sheet]
		content := fmt.Sprintf("%.4f 0 0 %.4f 0 0 cm /I Do", s.Width, s.Height)
		text := fmt.Sprintf("<</Type /XObject /Subtype /Form /BBox [0 0 %.4f %.4f] /Resources <</XObject <</I {%d}>> >> >>", s.Width, s.Height, one.object+2)
		if err := o.whole(text, []byte(content)); err != nil {
			return err
		}
		if err := o.whole("<</Type /XObject /Subtype /Image "+one.Dict()+">>", one.data); err != nil {
			return err
		}
	}
	return nil
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
