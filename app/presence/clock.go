package presence

import (
	"context"
	"time"
)

// Clock is the two clocks of a computer, which disagree once it has slept.
type Clock struct {
	// Wall is the clock on the wall. It goes on while the computer sleeps, but
	// people and the network set it.
	Wall func() time.Time
	// Awake tells for how long the computer has been awake since some moment.
	Awake func() time.Duration
}

// SystemClock is the clocks of this computer.
var SystemClock = Clock{Wall: time.Now, Awake: awake}

// reading is what both clocks say at one moment.
type reading struct {
	wall  time.Time
	awake time.Duration
}

func (c Clock) read() reading { return reading{c.Wall().Round(0), c.Awake()} }

// since tells how long ago an earlier reading was by each clock.
func (r reading) since(before reading) (wall, awake time.Duration) {
	return r.wall.Sub(before.wall), r.awake - before.awake
}

const (
	// glance is how often the clocks are compared.
	glance = 10 * time.Second
	// nap is the shortest sleep that counts: clocks that are set by the
	// network jump by less.
	nap = 30 * time.Second
)

// watchClock notices on every system that the computer slept.
func watchClock(ctx context.Context, say tell) {
	t := time.NewTicker(glance)
	defer t.Stop()
	compare(ctx, say, t.C, SystemClock)
}

// compare looks at both clocks at each tick.
func compare(ctx context.Context, say tell, ticks <-chan time.Time, c Clock) {
	last := c.read()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks:
		}
		now := c.read()
		if wall, awake := now.since(last); wall-awake > nap {
			say(Event{Kind: Resumed})
		}
		last = now
	}
}
