package pdfview

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"runtime"
	"runtime/debug"
	"sync"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	fault "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// engine is what all sandboxes share: the machine code of PDFium, made once.
// It knows no document.
var engine struct {
	sync.Mutex
	code wazero.CompilationCache
	way  int // of ways, the one that works on this machine
}

// sandbox is one document inside a PDFium of its own.
type sandbox struct {
	pdfium.Pdfium
	pool     pdfium.Pool
	end      context.CancelFunc // ends what runs in it; nothing can run after that
	memory   memory
	document references.FPDF_DOCUMENT
	broken   bool // something happened after which nothing in it can be relied on
}

// newSandbox makes a sandbox: the first in two seconds, others in the
// twentieth part of one. Where a machine lets nobody make code at run time
// PDFium is followed step by step, and a page takes tenths of a second instead
// of hundredths.
func newSandbox() (*sandbox, error) {
	engine.Lock()
	defer engine.Unlock()
	first := engine.code == nil
	if first {
		engine.code = newCode()
		defer debug.FreeOSMemory() // making code takes a third of a gigabyte, of which a seventh is kept
	}
	for {
		b, err := ways[engine.way].sandbox(engine.code)
		if err == nil || !first || engine.way+1 == len(ways) {
			return b, err
		}
		engine.way++
	}
}

// way is a way for a machine to run the code of PDFium.
type way func() wazero.RuntimeConfig

func (w way) sandbox(code wazero.CompilationCache) (b *sandbox, err error) {
	b = &sandbox{}
	defer func() { // wazero panics where it may not make code
		if cause := recover(); cause != nil {
			err = fmt.Errorf("PDF sandbox: %v", cause)
		}
		if err != nil {
			b.close()
			b = nil
		}
	}()
	var ctx context.Context
	ctx, b.end = context.WithCancel(context.Background())
	ctx = experimental.WithMemoryAllocator(ctx, &b.memory)
	ctx = experimental.WithCompilationWorkers(ctx, min(runtime.GOMAXPROCS(0), 4))
	b.pool, err = webassembly.Init(webassembly.Config{
		Context: ctx,
		RuntimeConfig: w().
			WithCompilationCache(code).
			WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
			WithMemoryLimitPages(memoryLimit >> 16).
			WithCloseOnContextDone(true),
		FSConfig: wazero.NewFSConfig().WithFSMount(typefaces{}, "/"), // in the place of all of the disk
		Stdout:   io.Discard,
		Stderr:   io.Discard,
		MaxTotal: 1,
	})
	if err != nil {
		return b, fmt.Errorf("PDF sandbox: %w", err)
	}
	if b.Pdfium, err = b.pool.GetInstance(Patience); err != nil {
		return b, fmt.Errorf("PDF sandbox: %w", err)
	}
	return b, nil
}

// close frees what the sandbox had and overwrites its memory. Nothing runs in
// it by then.
func (b *sandbox) close() {
	if b.pool != nil {
		_ = b.pool.Close() // a document that cannot be closed in order goes with its sandbox
	}
	b.end()
	b.memory.wipe()
}

// fail says what a failure inside the sandbox means. PDFium names its own;
// anything else is a crash.
func (b *sandbox) fail(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fault.ErrPassword), errors.Is(err, fault.ErrSecurity):
		return ErrLocked
	case errors.Is(err, fault.ErrFormat), errors.Is(err, fault.ErrFile), errors.Is(err, fault.ErrPage),
		errors.Is(err, fault.ErrUnknown), errors.Is(err, fault.ErrSuccess):
		return ErrDamaged
	}
	b.broken = true
	return ErrDamaged
}

func (b *sandbox) open(d *Document) error {
	if b.document != "" {
		return nil
	}
	how := &requests.OpenDocument{File: &d.data}
	if d.from != nil {
		how = &requests.OpenDocument{FileReader: d.from, FileReaderSize: d.size}
	}
	opened, err := b.OpenDocument(how)
	if err != nil {
		return b.fail(err)
	}
	b.document = opened.Document
	return nil
}

func (b *sandbox) count(pages *int) error {
	got, err := b.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: b.document})
	if err != nil {
		return b.fail(err)
	}
	*pages = got.PageCount
	return nil
}

func (b *sandbox) size(page int) (width, height float64, err error) {
	got, err := b.FPDF_GetPageSizeByIndexF(&requests.FPDF_GetPageSizeByIndexF{Document: b.document, Index: page})
	if err != nil {
		return 0, 0, b.fail(err)
	}
	return float64(got.Size.Width), float64(got.Size.Height), nil
}

// draw draws a page on white, stretched to a size in pixels.
func (b *sandbox) draw(page int, size image.Point) (image.Image, error) {
	made, err := b.FPDFBitmap_Create(&requests.FPDFBitmap_Create{Width: size.X, Height: size.Y, Alpha: 1})
	if err != nil {
		return nil, b.fail(err)
	}
	defer b.FPDFBitmap_Destroy(&requests.FPDFBitmap_Destroy{Bitmap: made.Bitmap})
	got, err := b.FPDFBitmap_GetBuffer(&requests.FPDFBitmap_GetBuffer{Bitmap: made.Bitmap})
	if err != nil {
		return nil, b.fail(err)
	}
	if len(got.Buffer) != 4*size.X*size.Y { // PDFium had no room for it
		b.broken = true
		return nil, ErrTooBig
	}
	_, err = b.FPDFBitmap_FillRect(&requests.FPDFBitmap_FillRect{
		Bitmap: made.Bitmap, Width: size.X, Height: size.Y, Color: uint64(0xFFFFFFFF),
	})
	if err != nil {
		return nil, b.fail(err)
	}
	_, err = b.FPDF_RenderPageBitmap(&requests.FPDF_RenderPageBitmap{
		Bitmap: made.Bitmap, Page: b.page(page), SizeX: size.X, SizeY: size.Y,
		Flags: enums.FPDF_RENDER_FLAG_ANNOT | enums.FPDF_RENDER_FLAG_REVERSE_BYTE_ORDER,
	})
	if err != nil {
		return nil, b.fail(err)
	}
	// Drawing may have moved the memory: only the buffer asked for now is the picture.
	if got, err = b.FPDFBitmap_GetBuffer(&requests.FPDFBitmap_GetBuffer{Bitmap: made.Bitmap}); err != nil {
		return nil, b.fail(err)
	}
	picture := image.NewRGBA(image.Rectangle{Max: size})
	copy(picture.Pix, got.Buffer)
	return picture, nil
}

func (b *sandbox) page(page int) requests.Page {
	return requests.Page{ByIndex: &requests.PageByIndex{Document: b.document, Index: page}}
}

func (b *sandbox) text(page int) (string, error) {
	got, err := b.GetPageText(&requests.GetPageText{Page: b.page(page)})
	if err != nil {
		return "", b.fail(err)
	}
	return got.Text, nil
}

// memory is all that code in a sandbox can read and write.
type memory struct{ bytes []byte }

// Allocate makes the memory; wazero calls it once for a sandbox.
func (m *memory) Allocate(size, _ uint64) experimental.LinearMemory {
	m.bytes = make([]byte, 0, size)
	return m
}

// Reallocate gives the sandbox more memory and overwrites what it had.
func (m *memory) Reallocate(size uint64) []byte {
	if size > uint64(cap(m.bytes)) {
		more := make([]byte, size, min(max(size, 2*uint64(cap(m.bytes))), memoryLimit))
		copy(more, m.bytes)
		clear(m.bytes)
		m.bytes = more
	}
	m.bytes = m.bytes[:size]
	return m.bytes
}

// Free leaves the memory to wipe: wazero may call it while a call still returns.
func (m *memory) Free() {}

func (m *memory) wipe() {
	clear(m.bytes[:cap(m.bytes)])
	m.bytes = nil
}
