package gate

import (
	"time"

	"guvoh/app/task"
	"guvoh/app/ui/activity"
)

// Whoever copies twenty words by hand touches neither keyboard nor mouse for
// minutes, and a window that locks meanwhile takes the words with it. While
// they are shown the window therefore takes it that somebody is there, for as
// long as a slow hand needs for one sheet and no longer.
const (
	stayEvery = 20 * time.Second
	stayTimes = 30 // ten minutes
)

// stay says again and again that somebody is there.
type stay struct {
	runner task.Runner
	cancel func()
}

func (s *stay) begin() { s.again(stayTimes) }

func (s *stay) again(times int) {
	s.end()
	if times == 0 {
		return
	}
	activity.Seen()
	s.cancel = s.runner.After(stayEvery, func() { s.again(times - 1) })
}

func (s *stay) end() {
	if s.cancel != nil {
		s.cancel()
		s.cancel = nil
	}
}
