package exhibit

import (
	"context"
	"fmt"
	"io"
	"strings"

	"guvoh/export/exhibit/internal/pdfcopy"
	"guvoh/model/worker"
)

// Pages is pages of a PDF made ready for another one: each is a form XObject
// which, drawn as it is, stands upright with its lower left corner at the
// origin.
type Pages struct {
	Objects    int   // how many objects they need
	Bytes      int64 // no more than which [Pages.Write] writes
	Forms      []int // which of them, counted from 0, is each page
	Sheets     []Page
	Breaches   []Breach
	Warnings   []Fault
	Rasterised bool // some are pictures, since they are damaged

	reader  *Reader
	file    File
	numbers []int
	copied  int // how many of the objects are the file's own
	drawn   []raster
}

// Pages makes pages ready, which are counted from 1 and come in the order
// given. Those that are damaged become pictures. It fails with a [*Refusal], as
// the bytes do, or as the context does.
func (r *Reader) Pages(ctx context.Context, f File, numbers []int) (*Pages, error) {
	if len(numbers) == 0 || len(numbers) > pdfcopy.MaxPages {
		return nil, &Refusal{TooLarge}
	}
	p, err := r.copy(ctx, f, numbers)
	if err != nil {
		if !drawable(f, err) {
			return nil, err
		}
		p = &Pages{reader: r, file: f, numbers: numbers, Forms: make([]int, len(numbers)), Sheets: make([]Page, len(numbers))}
		for i := range p.Sheets {
			p.Sheets[i].Drawn = true
		}
		if p.draw(ctx) != nil {
			return nil, err // what was wrong with it first
		}
		return p, nil
	}
	return p, p.draw(ctx)
}

// copy makes pages ready as they are, but for those that are damaged.
func (r *Reader) copy(ctx context.Context, f File, numbers []int) (*Pages, error) {
	s, err := r.session(ctx, f)
	if err != nil {
		return nil, err
	}
	defer s.end()
	var p planned
	if err := s.answer(ctx, askPages, numbersBody(numbers), &p); err != nil {
		return nil, err
	}
	pages := &Pages{
		Objects: p.Objects, Bytes: max(p.Bytes, 0), Sheets: p.Pages, Breaches: sorted(p.Breaches, Breaches), Warnings: sorted(p.Warnings, Faults),
		reader: r, file: f, numbers: numbers, copied: p.Objects,
	}
	if len(p.Pages) != len(numbers) || len(p.Forms) != len(numbers) || p.Objects < 1 || p.Objects > mostObjects {
		return nil, errNonsense
	}
	for i, form := range p.Forms {
		sheet := &pages.Sheets[i]
		if form < 0 || form > p.Objects || sheet.Drawn != (form == 0) || !length(sheet.Width) || !length(sheet.Height) {
			return nil, errNonsense
		}
		sheet.Page = numbers[i]
		pages.Forms = append(pages.Forms, form-1)
	}
	return pages, nil
}

// mostObjects is how many objects the pages of one file may need.
const mostObjects = 500_000

func numbersBody(numbers []int) []byte {
	body := worker.PutInt(nil, int64(len(numbers)))
	for _, n := range numbers {
		body = worker.PutInt(body, int64(n))
	}
	return body
}

// Part makes some of the pages ready, which are counted from 0, as if the
// others had not been asked for.
func (p *Pages) Part(ctx context.Context, indexes []int) (*Pages, error) {
	numbers := make([]int, len(indexes))
	for i, k := range indexes {
		numbers[i] = p.numbers[k]
	}
	return p.reader.Pages(ctx, p.file, numbers)
}

// Write writes the objects with the numbers from first on. begin is called
// before the first byte of each.
func (p *Pages) Write(ctx context.Context, w io.Writer, first int, begin func(number int)) error {
	o := &objectWriter{w: w, first: first, count: p.Objects, begin: begin}
	if p.copied > 0 {
		s, err := p.reader.session(ctx, p.file)
		if err != nil {
			return err
		}
		err = s.ask(ctx, askCopy, numbersBody(p.numbers), o.frame)
		s.end()
		if err != nil {
			return err
		}
	}
	if err := p.writeDrawn(ctx, o); err != nil {
		return err
	}
	return o.end()
}

// objectWriter writes the objects that a worker sends, having looked at each.
type objectWriter struct {
	w            io.Writer
	first, count int
	begin        func(number int)
	done         int
	left         int64 // of the data of the object being written
	open         bool
}

func (o *objectWriter) frame(f worker.Frame) error {
	switch f.What {
	case sayObject:
		body := worker.NewFields(f.Body)
		length, text := body.Int(), string(body.Bytes(worker.MaxFrame))
		if !body.Whole() || o.left != 0 || o.done == o.count {
			return errNonsense
		}
		return o.object(text, length)
	case sayData:
		if int64(len(f.Body)) > o.left {
			return errNonsense
		}
		o.left -= int64(len(f.Body))
		_, err := o.w.Write(f.Body)
		return err
	}
	return errNonsense
}

// object begins an object; length is that of its data, -1 for none.
func (o *objectWriter) object(text string, length int64) error {
	if err := o.finish(); err != nil {
		return err
	}
	text, ok := renumbered(text, o.first, o.count)
	if !ok || length < -1 {
		return errNonsense
	}
	if length >= 0 {
		inner, isDict := strings.CutSuffix(text, ">>")
		if !isDict || leadsAway(text) {
			return errNonsense
		}
		text = fmt.Sprintf("%s/Length %d>>\nstream", inner, length)
		o.left, o.open = length, true
	}
	n := o.first + o.done
	o.done++
	o.begin(n)
	if _, err := fmt.Fprintf(o.w, "%d 0 obj\n%s\n", n, text); err != nil {
		return err
	}
	if !o.open {
		_, err := io.WriteString(o.w, "endobj\n")
		return err
	}
	return nil
}

// finish ends a stream.
func (o *objectWriter) finish() error {
	if !o.open {
		return nil
	}
	o.open = false
	_, err := io.WriteString(o.w, "\nendstream\nendobj\n")
	return err
}

// end is called when no more comes.
func (o *objectWriter) end() error {
	if o.done != o.count || o.left != 0 {
		return errNonsense
	}
	return o.finish()
}
