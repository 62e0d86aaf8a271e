package leak

import (
	"context"
	"fmt"
	"runtime"
	"sync"

	"guvoh/export/leak/internal/pdfscan"
	"guvoh/export/pdfview"
)

// pdf looks into a PDF: each object, each stream unpacked, the text of each
// page read in two ways that know nothing of each other, and the files in it.
func (l *look) pdf(where string, b []byte, depth int) error {
	l.bytesOf(inside(where, "bytes"), b, 0)
	f, err := pdfscan.Scan(b)
	if err != nil {
		return fmt.Errorf("%s: %w (%w)", inside(where, "PDF"), ErrUnread, err)
	}
	viewed := make(chan error, 1)
	var pages []string
	go func() { // PDFium works in its sandbox while we read ourselves
		var err error
		pages, err = readPages(l.ctx, b)
		viewed <- err
	}()
	err = l.objects(where, f, depth)
	if err == nil {
		err = l.drawn(where, f)
	}
	if other := <-viewed; err == nil {
		err = other
	}
	if err != nil {
		return err
	}
	for n, page := range pages {
		here := inside(where, fmt.Sprintf("page %d", n+1))
		l.text(here, page)
		l.joined(here, page)
	}
	return nil
}

// Reading a page in the sandbox takes some twenty milliseconds. So a long file is
// read by several at once, unless it is large: each holds all of it.
const (
	pagesEach  = 24
	maxReaders = 4
	manyBytes  = 16 << 20
)

// readPages gives the text of each page as PDFium reads it.
func readPages(ctx context.Context, b []byte) ([]string, error) {
	first, err := pdfview.Open(ctx, b)
	if err != nil {
		return nil, fmt.Errorf("PDF: %w (%w)", ErrUnread, err)
	}
	defer first.Close()
	pages := make([]string, first.Pages())
	readers := min(runtime.GOMAXPROCS(0), maxReaders, 1+len(pages)/pagesEach)
	if len(b) > manyBytes {
		readers = 1
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var wait sync.WaitGroup
	for r := 1; r < readers; r++ {
		wait.Go(func() {
			d, err := pdfview.Open(ctx, b)
			if err != nil {
				cancel(fmt.Errorf("PDF: %w (%w)", ErrUnread, err))
				return
			}
			defer d.Close()
			readSome(ctx, cancel, d, pages, r, readers)
		})
	}
	readSome(ctx, cancel, first, pages, 0, readers)
	wait.Wait()
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	return pages, nil
}

// readSome reads every nth page.
func readSome(ctx context.Context, fail context.CancelCauseFunc, d *pdfview.Document, pages []string, from, step int) {
	for n := from; n < len(pages) && ctx.Err() == nil; n += step {
		text, err := d.Text(n)
		if err != nil {
			fail(fmt.Errorf("page %d: %w (%w)", n+1, ErrUnread, err))
			return
		}
		pages[n] = text
	}
}

// objects looks into every object: its strings and names, and its stream.
func (l *look) objects(where string, f *pdfscan.File, depth int) error {
	l.bytesOf(inside(where, "between objects"), f.Outside, fewInPlain)
	for _, d := range f.Trailer {
		l.strings(inside(where, "trailer"), pdfscan.Strings(d))
	}
	fonts, drawings := f.FontFiles(), f.Drawings()
	for _, o := range f.Objects {
		if err := l.ctx.Err(); err != nil {
			return err
		}
		here := inside(where, fmt.Sprintf("object %d", o.Number))
		l.strings(here, pdfscan.Strings(o.Value))
		if o.Raw == nil {
			continue
		}
		data, left, err := f.Decode(o)
		if err != nil {
			return fmt.Errorf("%s: %w (%w)", here, ErrUnread, err)
		}
		if drawings[o] { // what it draws is looked at with its letters
			l.bytesOf(here, data, 0)
			continue
		}
		if err := l.stream(where, here, o, data, left, fonts[o], depth); err != nil {
			return err
		}
	}
	return nil
}

// stream looks into what a stream holds when it is unpacked.
func (l *look) stream(where, here string, o *pdfscan.Object, data []byte, left pdfscan.Name, isFont bool, depth int) error {
	d := o.Dict()
	switch k := kindOf(data); {
	case d["Type"] == pdfscan.Name("EmbeddedFile"):
		return l.part(inside(where, fmt.Sprintf("attachment (object %d)", o.Number)), data, depth+1)
	case left == "DCTDecode" || left == "DCT":
		l.jpeg(here, data)
	case left != "":
		l.bytesOf(here, data, fewInPacked)
	case isFont:
		// Its makers are named in it; they are nobody's secret.
		l.s.windows.in(data, func(secret, start, _ int) { l.hit(secret, here, start, true) })
	case d["Type"] == pdfscan.Name("Metadata"):
		l.markup(here, data)
	case d["Subtype"] == pdfscan.Name("Image"):
		l.bytesOf(here, data, fewInPacked)
	case k == kindPDF || k == kindZip || k == kindGzip || k == kindPNG || k == kindJPEG:
		return l.part(here, data, depth+1)
	case k == kindMarkup:
		l.markup(here, data)
	case k == kindText:
		l.textual(here, data)
	case d["Type"] == pdfscan.Name("ObjStm"), d["Type"] == pdfscan.Name("XRef"):
		// its objects are looked at one by one
	default:
		l.bytesOf(here, data, fewInPacked)
	}
	return nil
}

// strings looks into the strings of an object, in each way they may be meant.
func (l *look) strings(where string, all [][]byte) {
	for _, s := range all {
		if len(s) < 2 {
			continue
		}
		for _, t := range pdfscan.Readings(s) {
			l.text(where, t)
		}
	}
}

// drawn looks into the text that pages and forms draw, decoded by ourselves.
func (l *look) drawn(where string, f *pdfscan.File) error {
	texts, err := f.Texts()
	if err != nil {
		return fmt.Errorf("%s: %w (%w)", inside(where, "PDF"), ErrUnread, err)
	}
	for _, t := range texts {
		here := inside(where, fmt.Sprintf("drawing (object %d)", t.Object))
		l.text(here, t.Text)
		l.joined(here, t.Text)
		l.strings(here, t.Strings)
	}
	return nil
}
