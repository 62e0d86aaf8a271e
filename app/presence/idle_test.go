package presence_test

import (
	"testing"
	"time"

	"guvoh/app/presence"
	"guvoh/app/task"
)

// chair is where somebody sits or does not, with a clock of its own.
type chair struct {
	*presence.Idle
	run    task.Inline
	wall   time.Time
	awake  time.Duration
	timers int
	left   int
}

func newChair() *chair {
	c := &chair{wall: time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)}
	after := func(d time.Duration, f func()) func() {
		c.timers++
		return c.run.After(d, f)
	}
	c.Idle = presence.NewIdle(after, c.clock(), func() { c.left++ })
	return c
}

func (c *chair) clock() presence.Clock {
	return presence.Clock{Wall: func() time.Time { return c.wall }, Awake: func() time.Duration { return c.awake }}
}

// goOn lets both clocks go on.
func (c *chair) goOn(d time.Duration) {
	c.wall = c.wall.Add(d)
	c.awake += d
}

// pass lets time pass and then every timer fire, even one that is not due.
func (c *chair) pass(d time.Duration) {
	c.goOn(d)
	c.run.Pass()
}

func TestIdle(t *testing.T) {
	const limit = 5 * time.Minute
	left := func(t *testing.T, c *chair, want int) {
		t.Helper()
		if c.left != want {
			t.Errorf("was left %d times, want %d", c.left, want)
		}
	}
	t.Run("tells once that nobody is there", func(t *testing.T) {
		c := newChair()
		c.Limit(limit)
		c.pass(limit - 1)
		left(t, c, 0)
		c.pass(1)
		left(t, c, 1)
		c.pass(limit)
		c.pass(limit)
		left(t, c, 1)
	})
	t.Run("begins anew with every touch, of which a great many cost one timer", func(t *testing.T) {
		c := newChair()
		c.Limit(limit)
		for range 1000 {
			c.goOn(time.Second)
			c.Touch()
		}
		if c.timers != 1 {
			t.Errorf("%d timers for 1000 touches", c.timers)
		}
		c.pass(limit - 1)
		left(t, c, 0)
		c.pass(1)
		left(t, c, 1)
	})
	t.Run("tells again after somebody came back", func(t *testing.T) {
		c := newChair()
		c.Limit(limit)
		c.pass(limit)
		c.Touch()
		c.pass(limit)
		left(t, c, 2)
	})
	t.Run("never tells without a limit, nor after it was taken away", func(t *testing.T) {
		c := newChair()
		c.Touch()
		c.pass(24 * time.Hour)
		c.Limit(limit)
		c.Limit(0)
		c.pass(24 * time.Hour)
		c.Touch()
		c.pass(24 * time.Hour)
		left(t, c, 0)
	})
	t.Run("obeys a new limit at once", func(t *testing.T) {
		c := newChair()
		c.Limit(limit)
		c.Limit(time.Minute)
		c.pass(time.Minute)
		left(t, c, 1)
	})
	t.Run("counts the time that the computer slept", func(t *testing.T) {
		c := newChair()
		c.Limit(limit)
		c.wall = c.wall.Add(time.Hour)
		c.run.Pass()
		left(t, c, 1)
	})
	t.Run("is not deceived by a clock that is set back", func(t *testing.T) {
		c := newChair()
		c.Limit(limit)
		c.goOn(limit)
		c.wall = c.wall.Add(-24 * time.Hour)
		c.run.Pass()
		left(t, c, 1)
	})
}
