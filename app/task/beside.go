package task

import (
	"context"
	"maps"
	"sync"
	"time"
)

// Beside is work that goes on beside the window for as long as a file is open:
// one thing at a time runs away from the window, the next may be put off for a
// while, and whoever shows how things stand hears of it. Its methods are called on
// the window's goroutine, but for Running.
type Beside struct {
	runner  Runner
	ctx     context.Context
	stop    context.CancelFunc
	working bool
	unwait  func()
	hear    map[int]func()
	next    int

	mu    sync.Mutex
	ended chan struct{} // closed when what runs now has ended; nil when nothing has run
}

// NewBeside begins such work.
func NewBeside(r Runner) *Beside {
	b := &Beside{runner: r, hear: map[int]func(){}}
	b.ctx, b.stop = context.WithCancel(context.Background())
	return b
}

// Context ends with the work.
func (b *Beside) Context() context.Context { return b.ctx }

// Over tells whether the work was given up.
func (b *Beside) Over() bool { return b.ctx.Err() != nil }

// Working tells whether something runs away from the window.
func (b *Beside) Working() bool { return b.working }

// Running gives what is closed when the thing that was begun last has ended; nil
// when nothing was begun yet. Any goroutine may ask.
func (b *Beside) Running() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.ended
}

// Run does something away from the window, and then what follows from how it went,
// unless the work was given up meanwhile. The caller sees to it that only one
// thing runs at a time; see Working.
func (b *Beside) Run(do func(context.Context) error, then func(error)) {
	b.working = true
	ended := make(chan struct{})
	b.mu.Lock()
	b.ended = ended
	b.mu.Unlock()
	var err error
	b.runner.Do(func() {
		defer close(ended)
		err = do(b.ctx)
	}, func() {
		if b.Over() {
			return
		}
		b.working = false
		then(err)
	})
}

// Wait does f after a while, in place of what was put off before.
func (b *Beside) Wait(d time.Duration, f func()) {
	b.CancelWait()
	b.unwait = b.runner.After(d, f)
}

// CancelWait drops what was put off.
func (b *Beside) CancelWait() {
	if b.unwait != nil {
		b.unwait()
		b.unwait = nil
	}
}

// OnChange has f hear that things stand otherwise, until off is called.
func (b *Beside) OnChange(f func()) (off func()) {
	n := b.next
	b.next++
	b.hear[n] = f
	return func() { delete(b.hear, n) }
}

// Tell has everybody hear that things stand otherwise. Whoever hears may stop
// hearing, or have others hear.
func (b *Beside) Tell() {
	for _, f := range maps.Clone(b.hear) {
		f()
	}
}

// End gives the work up: what was put off is dropped, nobody hears any more, and
// what runs is waited for at most so long. It tells whether nothing runs now.
func (b *Beside) End(patience time.Duration) bool {
	b.stop()
	b.CancelWait()
	clear(b.hear)
	ended := b.Running()
	if ended == nil {
		return true
	}
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case <-ended:
		return true
	case <-late.C:
		return false
	}
}
