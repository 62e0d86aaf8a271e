package shell

import (
	"context"
	"sync/atomic"
	"time"

	"guvoh/app/desk"
	"guvoh/app/ui"
)

// showBusyAfter is how long work may take before it shows itself: what is
// quicker than this would only flicker. followEvery is how often what is shown
// follows the work.
const (
	showBusyAfter = 300 * time.Millisecond
	followEvery   = 120 * time.Millisecond
)

// Busy runs work that may take a while, away from the window. Behind a message
// it says how far the work is, and lets it be stopped where that can be.
func (s *Shell) Busy(w desk.Work) {
	if s.working { // a second press of the button that began what is going on
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	stop := cancel
	if w.Whole {
		stop = nil
	}
	var done, total atomic.Int64 // written by the work, read by the window
	var shown *ui.ProgressDialog
	var unwait func()
	follow := func() {}
	says := w.Says
	if says == nil {
		says = func() string { return "" }
	}
	follow = func() {
		if of := total.Load(); of > 0 {
			shown.Set(float64(done.Load())/float64(of), says())
		}
		unwait = s.Runner.After(followEvery, follow)
	}
	s.working = true
	unwait = s.Runner.After(showBusyAfter, func() {
		shown = ui.Progress(s.window.Canvas(), s.words.T(w.Title), stop)
		if w.Stop != "" {
			shown.NameStop(s.words.T(w.Stop))
		}
		follow()
	})
	step := func(n, of int) { done.Store(int64(n)); total.Store(int64(of)) }
	s.Runner.Do(func() { w.Do(ctx, step) }, func() {
		s.working = false
		cancel()
		unwait()
		if shown != nil {
			shown.Close()
		}
		w.Done()
		s.ended()
	})
}

// ended does what was asked for while long work went on.
func (s *Shell) ended() {
	switch {
	case s.working: // more work followed
	case s.quitLater:
		s.End()
	case s.lockLater:
		s.lockLater = false
		s.Lock()
	}
}

// busy is Busy for work that does not say how far it is.
func (s *Shell) busy(key string, work func(context.Context), done func()) {
	s.Busy(desk.Work{Title: key, Done: done, Do: func(ctx context.Context, _ func(done, total int)) { work(ctx) }})
}

// behind is busy for work that cannot be stopped.
func (s *Shell) behind(key string, work, done func()) {
	s.Busy(desk.Work{Title: key, Done: done, Whole: true, Do: func(context.Context, func(done, total int)) { work() }})
}
