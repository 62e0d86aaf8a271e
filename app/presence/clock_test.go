package presence_test

import (
	"context"
	"testing"
	"time"

	"guvoh/app/presence"
	"guvoh/app/task"
)

func TestClocksThatDisagree(t *testing.T) {
	const glance = 10 * time.Second
	for _, c := range []struct {
		name        string
		wall, awake time.Duration
		told        int
	}{
		{"tell of a sleep", glance + time.Hour, glance, 1},
		{"tell of a short one", glance + 31*time.Second, glance, 1},
		{"but not of a nap", glance + 30*time.Second, glance, 0},
		{"nor of nothing at all", glance, glance, 0},
		{"nor when the program waited long for its turn", time.Hour, time.Hour, 0},
		{"nor when somebody set the clock back", -24 * time.Hour, glance, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx, end := context.WithCancel(t.Context())
			computer, ticks, read := newChair(), make(chan time.Time), make(chan struct{}, 9)
			clock := computer.clock()
			clock.Awake = func() time.Duration {
				d := computer.awake
				read <- struct{}{}
				return d
			}
			told := 0
			wait := task.Loop(ctx, func(ctx context.Context) {
				presence.Compare(ctx, func(e presence.Event) {
					if e.Kind == presence.Resumed {
						told++
					}
				}, ticks, clock)
			})
			<-read // as the program starts
			computer.wall = computer.wall.Add(c.wall)
			computer.awake += c.awake
			ticks <- time.Time{}
			<-read
			ticks <- time.Time{} // a second look, at which nothing has happened
			end()
			wait()
			if told != c.told {
				t.Errorf("a sleep was told %d times, want %d", told, c.told)
			}
		})
	}
}
