package exhibit

import (
	"context"
	"errors"
	"io"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"guvoh/model/worker"
)

// Reader has workers look into files. Its methods may be called from several
// goroutines at once.
type Reader struct {
	start    func() (*worker.Process, error)
	patience time.Duration
	room     chan struct{} // one place for each worker that may be at work
	kept     atomic.Int64  // bytes of pictures that wait to be written

	mu   sync.Mutex
	idle []*worker.Process
	gone bool
}

// New makes a reader. [Reader.Close] must be called when it is not needed any
// more.
func New() *Reader { return newReader(again(argument)) }

// NewCalm makes a reader whose workers leave the machine to whatever else is going
// on, and may take their time. [Reader.Close] must be called when it is not needed
// any more.
func NewCalm() *Reader {
	r := newReader(again(calmArgument))
	r.patience = calmPatience
	return r
}

// NewPatient makes a reader for what somebody waits for, however long it takes.
// [Reader.Close] must be called when it is not needed any more.
func NewPatient() *Reader {
	r := New()
	r.patience = calmPatience
	return r
}

func again(argument string) func() (*worker.Process, error) {
	return func() (*worker.Process, error) {
		cmd, err := worker.Again(argument)
		if err != nil {
			return nil, err
		}
		return worker.Start(cmd)
	}
}

// DecodeHere makes a reader that decodes in this process, without limits. It is
// for tests of what is made of evidence; a fence keeps the program from it.
func DecodeHere() *Reader {
	return newReader(func() (*worker.Process, error) {
		return worker.Inside(func(in io.Reader, out io.Writer) { serve(in, out, func() {}) }), nil
	})
}

func newReader(start func() (*worker.Process, error)) *Reader {
	return &Reader{start: start, patience: patience, room: make(chan struct{}, min(runtime.GOMAXPROCS(0), 4))}
}

// Close ends all workers that are idle; those at work end with their work.
func (r *Reader) Close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, p := range r.idle {
		p.Close()
	}
	r.idle, r.gone = nil, true
}

// take gives a worker, once there is room for one.
func (r *Reader) take(ctx context.Context) (*worker.Process, error) {
	select {
	case r.room <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	r.mu.Lock()
	if n := len(r.idle); n > 0 {
		p := r.idle[n-1]
		r.idle = r.idle[:n-1]
		r.mu.Unlock()
		return p, nil
	}
	r.mu.Unlock()
	p, err := r.start()
	if err != nil {
		<-r.room
	}
	return p, err
}

// give takes a worker back; nil for one that was ended.
func (r *Reader) give(p *worker.Process) {
	<-r.room
	if p == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.gone {
		p.Close()
		return
	}
	r.idle = append(r.idle, p)
}

// Inspect says what a file is and how it can be printed. A file that cannot be
// printed is no error: the info says why. It fails when the bytes cannot be
// had, or as the context does.
func (r *Reader) Inspect(ctx context.Context, f File) (Info, error) {
	var info Info
	s, err := r.session(ctx, f)
	if err == nil {
		defer s.end()
		err = s.answer(ctx, askInspect, nil, &info)
	}
	var refusal *Refusal
	if errors.As(err, &refusal) {
		info, err = Info{Kind: Other, Refused: refusal.Fault}, nil
	}
	info = info.clean()
	if err != nil {
		return info, err
	}
	return info.withDrawn(ctx, f)
}

// withDrawn has PDFium try what is damaged of a PDF.
func (i Info) withDrawn(ctx context.Context, f File) (Info, error) {
	some := slices.ContainsFunc(i.Pages, func(p Page) bool { return p.Drawn })
	if !some && (i.Refused == "" || !drawable(f, &Refusal{i.Refused})) {
		return i, nil
	}
	drawn, err := inspectDrawn(ctx, f, i)
	switch {
	case err == nil:
		return drawn, nil
	case ctx.Err() != nil:
		return i, ctx.Err()
	case some:
		i = Info{MediaType: i.MediaType, Refused: Damaged}
	}
	i.Kind = PDF
	return i, nil
}

// clean keeps of an answer what an info can be.
func (i Info) clean() Info {
	i.Kind = known(i.Kind, Kinds, Other)
	if i.Refused != "" {
		i.Refused = known(i.Refused, Faults, Died)
	}
	i.MediaType, i.Charset = short(i.MediaType), short(i.Charset)
	i.Breaches = sorted(i.Breaches, Breaches)
	i.Warnings = sorted(i.Warnings, Faults)
	i.Pictures, i.Width, i.Height = max(i.Pictures, 0), max(i.Width, 0), max(i.Height, 0)
	i.Duration = max(i.Duration, 0)
	for n, p := range i.Pages {
		if p.Page != n+1 || !length(p.Width) || !length(p.Height) {
			return Info{Kind: i.Kind, Refused: Died}
		}
	}
	return i
}

// length tells whether a number can be a side of a page.
func length(v float64) bool { return v >= 1 && v <= 1e6 && !math.IsNaN(v) }

// sorted keeps the words that we know, each once.
func sorted[T ~string](words, all []T) []T {
	words = slices.DeleteFunc(slices.Clone(words), func(w T) bool { return !slices.Contains(all, w) })
	slices.Sort(words)
	words = slices.Compact(words)
	if len(words) == 0 {
		return nil
	}
	return words
}
