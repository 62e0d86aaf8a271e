// Package task runs work away from the window's goroutine. It is the only
// place under app that starts goroutines.
//
// Rule: work captures values, never widgets; what touches the window goes
// into done, which runs on the window's goroutine.
package task

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// Runner runs work and comes back to the window.
type Runner interface {
	// Do runs work elsewhere and then done on the window's goroutine.
	Do(work, done func())
	// After runs f on the window's goroutine after d, unless cancel is called first.
	After(d time.Duration, f func()) (cancel func())
}

// Background is the Runner of the real window. onUI puts a function on the
// window's goroutine (fyne.Do).
func Background(onUI func(func())) Runner { return background{onUI} }

type background struct{ onUI func(func()) }

func (b background) Do(work, done func()) {
	go func() {
		work()
		if done != nil {
			b.onUI(done)
		}
	}()
}

func (b background) After(d time.Duration, f func()) func() {
	var off atomic.Bool
	t := time.AfterFunc(d, func() {
		b.onUI(func() {
			if !off.Load() { // the window may have cancelled while f stood in its queue
				f()
			}
		})
	})
	return func() {
		off.Store(true)
		t.Stop()
	}
}

// Loop runs work for as long as the program has a use for it: on a goroutine
// of its own, away from the window, until it returns, which it does soon after
// ctx has ended. wait waits for that.
func Loop(ctx context.Context, work func(context.Context)) (wait func()) {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		work(ctx)
	}()
	return func() { <-ended }
}

// Inline is the Runner of tests: work runs at once, and what was to happen
// later happens when the test says so.
type Inline struct {
	mu    sync.Mutex
	later []*func()
}

// Do runs work and done at once.
func (r *Inline) Do(work, done func()) {
	work()
	if done != nil {
		done()
	}
}

// After keeps f for [Inline.Pass].
func (r *Inline) After(_ time.Duration, f func()) func() {
	r.mu.Lock()
	defer r.mu.Unlock()
	p := &f
	r.later = append(r.later, p)
	return func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		*p = nil
	}
}

// Pass lets time pass: everything waiting runs, in the order it was asked for.
func (r *Inline) Pass() {
	r.mu.Lock()
	due := r.later
	r.later = nil
	r.mu.Unlock()
	for _, p := range due {
		r.mu.Lock()
		f := *p
		r.mu.Unlock()
		if f != nil {
			f()
		}
	}
}
