// Package presence knows whether somebody still sits at the computer.
//
// Its one job is to tell when nobody does any more: when the window has not
// been touched for a while (Idle), and when the system says that it goes to
// sleep, woke up, or had its screen locked (Watch).
//
// Rules: no window, no record, no network. It asks the system's own buses over
// local sockets and no others, and a system that says nothing is no error:
// then only Idle and the clock speak.
package presence

import (
	"context"
	"sync"

	"guvoh/app/task"
)

// Kind says what happened.
type Kind int

// What the system tells. One thing may be told more than once, since several
// of its parts speak of it.
const (
	// Suspending: the computer is about to sleep, and waits for Done as long
	// as the system lets it: some five seconds on Linux, two on Windows.
	Suspending Kind = iota
	// Resumed: the computer slept and is awake again.
	Resumed
	// ScreenLocked: the screen of this session was locked.
	ScreenLocked
)

// Event is one thing that the system told.
type Event struct {
	Kind Kind
	// Done lets the computer sleep. It is there for every kind, may be called
	// from any goroutine and more than once; never to call it does no harm but
	// the system's short wait.
	Done func()
}

// tell hands an event on.
type tell func(Event)

// Watch has hear hear what the system tells, one event after the other, on a
// goroutine of its own, until ctx ends. hear must come back soon: work is for
// the window. wait waits until all has ended.
func Watch(ctx context.Context, hear func(Event)) (wait func()) {
	events := make(chan Event)
	loops := []func(){task.Loop(ctx, func(ctx context.Context) {
		for {
			select {
			case e := <-events:
				hear(e)
			case <-ctx.Done():
				return
			}
		}
	})}
	say := func(e Event) {
		if e.Done == nil {
			e.Done = func() {}
		}
		select {
		case events <- e:
		case <-ctx.Done():
			e.Done()
		}
	}
	for _, source := range append(sources(), watchClock) {
		loops = append(loops, task.Loop(ctx, func(ctx context.Context) { source(ctx, say) }))
	}
	return func() {
		for _, wait := range loops {
			wait()
		}
	}
}

// once makes a function that may be called again and again out of one that
// must not be.
func once(f func()) func() {
	var o sync.Once
	return func() { o.Do(f) }
}
