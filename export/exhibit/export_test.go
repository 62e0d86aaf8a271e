package exhibit

import (
	"io"
	"strconv"
	"time"

	"guvoh/export/doc"
	"guvoh/export/exhibit/internal/prose"
	"guvoh/model/worker"
)

// Played is a reader with workers of the test's own.
func Played(patience time.Duration, start func() (*worker.Process, error)) *Reader {
	r := newReader(start)
	r.patience = patience
	return r
}

// Serve is the worker's side.
func Serve(in io.Reader, out io.Writer) { serve(in, out, func() {}) }

// Renumbered turns the text of an object into that of one in a file.
func Renumbered(text string, first, count int) (string, bool) { return renumbered(text, first, count) }

// BlocksOf makes blocks of items of a list at these levels.
func BlocksOf(levels ...int) []doc.Block {
	b := &blockMaker{}
	for _, n := range levels {
		b.piece(prose.Piece{Kind: prose.Item, Level: n, Spans: []prose.Span{{Text: strconv.Itoa(n)}}})
	}
	b.flush()
	return b.all
}
