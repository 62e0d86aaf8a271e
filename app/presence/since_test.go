package presence_test

import (
	"testing"
	"time"
)

func TestHowLongNobodyTouchedIt(t *testing.T) {
	c := newChair()
	c.Limit(0) // also where it never locks
	c.goOn(3 * time.Second)
	if got := c.Since(); got != 3*time.Second {
		t.Errorf("%v", got)
	}
	c.Touch()
	if got := c.Since(); got != 0 {
		t.Errorf("%v after a touch", got)
	}
	c.wall = c.wall.Add(-time.Hour) // somebody sets the clock back
	c.awake += time.Second
	if got := c.Since(); got != time.Second {
		t.Errorf("%v after the clock was set back", got)
	}
}
