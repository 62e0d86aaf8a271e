package presence

import "time"

// Idle calls a function once when it has not been touched for a while, and
// again only after it was touched anew. It belongs on one goroutine, the
// window's.
type Idle struct {
	after func(time.Duration, func()) (cancel func())
	clock Clock
	left  func()

	limit  time.Duration
	last   reading
	cancel func() // of the timer that runs; nil when none does
}

// NewIdle makes one that waits for nothing yet: see Limit. after is that of a
// task.Runner, left is what is called.
func NewIdle(after func(time.Duration, func()) (cancel func()), clock Clock, left func()) *Idle {
	return &Idle{after: after, clock: clock, left: left}
}

// Limit says how long it may stay untouched from now on; 0 is for ever.
func (i *Idle) Limit(d time.Duration) {
	if i.cancel != nil {
		i.cancel()
		i.cancel = nil
	}
	i.limit = d
	i.Touch()
}

// Touch says that somebody is there. It is cheap: the timer that runs is left
// alone and looks at the time when it is due.
func (i *Idle) Touch() {
	i.last = i.clock.read()
	if i.cancel == nil && i.limit > 0 {
		i.wait(i.limit)
	}
}

// Since tells for how long it was not touched.
func (i *Idle) Since() time.Duration {
	wall, awake := i.clock.read().since(i.last)
	return max(wall, awake)
}

func (i *Idle) wait(d time.Duration) { i.cancel = i.after(d, i.look) }

// look tells that nobody was there, or waits for what is left. Of the two
// clocks the one that counts more time decides: one stands still while the
// computer sleeps, the other can be set back.
func (i *Idle) look() {
	i.cancel = nil
	wall, awake := i.clock.read().since(i.last)
	if rest := i.limit - max(wall, awake); rest > 0 {
		i.wait(rest)
		return
	}
	i.left()
}
