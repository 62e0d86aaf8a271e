package timelimits_test

import (
	"testing"
	"time"

	"guvoh/app/desk/desktest"
	"guvoh/app/task"
	"guvoh/app/timelimits"
	"guvoh/model"
	"guvoh/model/store"
)

// slow lets work end when the test says so.
type slow struct {
	task.Runner
	ends []func()
}

func (s *slow) Do(work, done func()) {
	work()
	s.ends = append(s.ends, done)
}

func (s *slow) end() {
	ends := s.ends
	s.ends = nil
	for _, f := range ends {
		f()
	}
}

func TestACountThatFailedIsMadeAgainWhenSomethingWasWrittenMeanwhile(t *testing.T) {
	b := desktest.New(t, desktest.Look{})
	late := &slow{Runner: b.Desk.Runner}
	b.Desk.Runner = late
	c := model.NewRecord("case")
	c.Set("title", model.TextValue("Held in Jaslyk"))
	shown := 0
	p := timelimits.New(b.Desk, c.ID, time.Now, func() { shown++ }) // the case is not there yet
	b.Put(c)
	p.Changed(store.Changes{})
	late.end()
	if shown != 0 {
		t.Fatal("a case that is not there has time limits")
	}
	late.end()
	if shown != 1 {
		t.Errorf("it was shown %d times after what was written", shown)
	}
}
