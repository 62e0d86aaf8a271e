// Package pdfview shows the pages of a PDF: bytes in, pictures out.
//
// Its one job is to let a person look at a PDF from a stranger without handing
// it to another program. PDFium, the engine of Chrome, does the drawing; it is
// compiled to WebAssembly and runs inside a sandbox that wazero, written in
// Go, keeps.
//
// What a hostile PDF cannot do here, and why:
//   - Run a script: this PDFium is built without a JavaScript engine, and the
//     calls that would start a document's scripts or forms are never made.
//   - Launch a program or open an address: PDFium only ever reports such
//     actions to a form environment, and none is given to it.
//   - Reach the network or a file: code in the sandbox reaches nothing but its
//     own memory and the functions it is given. It is given no socket, no
//     environment and no folder of the machine; the one folder it sees is made
//     up in memory and holds typefaces of ours to read.
//   - Read another document: each has a sandbox of its own, whose memory is
//     overwritten when it ends.
//   - Hold the program up: bytes, pages, pixels, memory and time are limited,
//     and what runs too long is ended from outside.
//
// Nothing is written: no temporary file, and no cache of the engine's machine
// code. Making that code costs about two seconds of work the first time a PDF
// is opened (docs/adr/0003-dependencies.md has the figures); the price of a
// cache would be native code on the disk that anybody could exchange, and a
// trace that a PDF was looked at.
package pdfview

import (
	"bytes"
	"context"
	"errors"
	"image"
	"io"
	"math"
	"sync"
	"time"
)

// Limits of what is shown. They keep one PDF from taking the whole of a small
// laptop, and are far above what a body or a court sends.
const (
	MaxBytes  = 128 << 20 // of the file, where it is held in memory
	MaxRead   = 1 << 30   // of one that is read where it is needed
	MaxPages  = 20_000
	MaxPixels = 16_000_000       // of one picture of a page
	Patience  = 20 * time.Second // for one page to be drawn or read

	memoryLimit = 512 << 20 // of a sandbox: the file, what is unpacked of it, the picture
)

// The reasons why a PDF or a page of it is not shown.
var (
	ErrNotPDF  = errors.New("not a PDF")
	ErrDamaged = errors.New("damaged PDF")
	ErrLocked  = errors.New("PDF that opens with a password only")
	ErrNoPages = errors.New("PDF without pages")
	ErrTooBig  = errors.New("PDF over a limit")
	ErrTooSlow = errors.New("PDF that takes too long")
	ErrNoPage  = errors.New("no such page in the PDF")
	ErrClosed  = errors.New("PDF is closed")
)

// Document is a PDF that was opened. Its methods may be called from any
// goroutine; they wait for each other.
type Document struct {
	data  []byte
	from  io.ReadSeeker // in the place of data; nil where there is none
	size  int64         // of from
	pages int
	life  context.Context
	end   context.CancelFunc

	mu  sync.Mutex // held while the sandbox works
	box *sandbox   // nil before the first use, after a crash and after the end
}

// Open opens a PDF, which must stay as it is until the document is closed. The
// first of a program's life waits until the engine is ready, which a context
// cannot hasten.
//
// It fails with [ErrNotPDF], [ErrDamaged], [ErrLocked], [ErrNoPages],
// [ErrTooBig], [ErrTooSlow], or as the context does.
func Open(ctx context.Context, data []byte) (*Document, error) {
	if len(data) > MaxBytes {
		return nil, ErrTooBig
	}
	// Readers agree to look for the mark in the first 1,024 bytes (ISO 32000-2, 7.5.2).
	if !bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")) {
		return nil, ErrNotPDF
	}
	return (&Document{data: data}).begin(ctx)
}

// OpenFrom is Open for a PDF that is read where it is needed, so that a long one
// takes no memory. It must stay as it is, and nobody else may read there until
// the document is closed.
func OpenFrom(ctx context.Context, from io.ReadSeeker, size int64) (*Document, error) {
	if size > MaxRead {
		return nil, ErrTooBig
	}
	if _, err := from.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	head := make([]byte, min(size, 1024))
	if _, err := io.ReadFull(from, head); err != nil {
		return nil, err
	}
	if !bytes.Contains(head, []byte("%PDF-")) {
		return nil, ErrNotPDF
	}
	return (&Document{from: from, size: size}).begin(ctx)
}

// begin counts the pages.
func (d *Document) begin(ctx context.Context) (*Document, error) {
	d.life, d.end = context.WithCancel(context.Background())
	err := d.within(ctx, func(b *sandbox) error { return b.count(&d.pages) })
	switch {
	case err != nil:
	case d.pages == 0:
		err = ErrNoPages
	case d.pages > MaxPages:
		err = ErrTooBig
	}
	if err != nil {
		d.Close()
		return nil, err
	}
	return d, nil
}

// Pages gives how many pages there are; the first is page 0 everywhere here.
func (d *Document) Pages() int { return d.pages }

// Size gives width and height of a page as it is to be held, in points of
// 1/72 inch. Errors are those of [Document.Render].
func (d *Document) Size(page int) (width, height float64, err error) {
	err = d.onPage(context.Background(), page, func(b *sandbox) (err error) {
		width, height, err = b.size(page)
		return err
	})
	return width, height, err
}

// Render draws a page on white, with its annotations, as wide as asked for; a
// picture of more than [MaxPixels] comes out smaller.
//
// It fails with [ErrNoPage], [ErrDamaged], [ErrTooBig] where the sandbox has
// not the memory, [ErrTooSlow], [ErrClosed], or as the context does. A page
// that cannot be drawn does not keep the others from being drawn.
func (d *Document) Render(ctx context.Context, page, widthPx int) (picture image.Image, err error) {
	err = d.onPage(ctx, page, func(b *sandbox) error {
		w, h, err := b.size(page)
		if err != nil {
			return err
		}
		picture, err = b.draw(page, pixels(w, h, widthPx))
		return err
	})
	if err != nil {
		return nil, err
	}
	return picture, nil
}

// Text gives the words of a page as far as they are letters and not a picture
// of some. Errors are those of [Document.Render].
func (d *Document) Text(page int) (words string, err error) {
	err = d.onPage(context.Background(), page, func(b *sandbox) (err error) {
		words, err = b.text(page)
		return err
	})
	return words, err
}

// Close ends the sandbox, also in the middle of a page, and overwrites its
// memory. It may be called more than once, and on nil.
func (d *Document) Close() {
	if d == nil {
		return
	}
	d.end()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.drop()
	d.data, d.from = nil, nil
}

// pixels gives a page its size on the screen: as wide as wanted, of the page's
// shape, never more than the limit and never nothing.
func pixels(width, height float64, widthPx int) image.Point {
	w := float64(min(max(widthPx, 1), MaxPixels))
	if width <= 0 || height <= 0 || math.IsInf(width/height, 0) || math.IsNaN(width/height) {
		width, height = 1, 1
	}
	h := w * height / width
	if w*h > MaxPixels {
		w, h = math.Sqrt(MaxPixels*width/height), math.Sqrt(MaxPixels*height/width)
	}
	side := func(n float64) int { return int(min(max(n, 1), MaxPixels)) }
	size := image.Pt(side(w), side(h))
	if size.X*size.Y > MaxPixels { // a thread a million times longer than wide
		return image.Pt(min(size.X, MaxPixels/size.Y), size.Y)
	}
	return size
}

func (d *Document) onPage(ctx context.Context, page int, f func(*sandbox) error) error {
	if page < 0 || page >= d.pages {
		return ErrNoPage
	}
	return d.within(ctx, f)
}

// within runs f in the document's sandbox and ends the sandbox when the
// context, the document or the patience does; the next call gets a fresh one.
func (d *Document) within(ctx context.Context, f func(*sandbox) error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.life.Err() != nil {
		return ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if d.box == nil {
		box, err := newSandbox()
		if err != nil {
			return err
		}
		d.box = box
	}
	work, cancel := context.WithTimeoutCause(ctx, Patience, ErrTooSlow)
	defer cancel()
	defer context.AfterFunc(d.life, cancel)()
	spare := context.AfterFunc(work, d.box.end)
	err := d.box.open(d)
	if err == nil {
		err = f(d.box)
	}
	switch ended := !spare(); {
	case ended && d.life.Err() != nil:
		err = ErrClosed
	case ended:
		err = context.Cause(work)
	case !d.box.broken:
		return err
	}
	d.drop()
	return err
}

// drop lets go of the sandbox, if there is one.
func (d *Document) drop() {
	if d.box != nil {
		d.box.close()
		d.box = nil
	}
}
