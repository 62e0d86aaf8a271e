package task_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"guvoh/app/task"
)

func TestWorkBesideTheWindow(t *testing.T) {
	t.Run("runs one thing and says how it went", func(t *testing.T) {
		b := task.NewBeside(&task.Inline{})
		failed := errors.New("no room")
		var got error
		b.Run(func(context.Context) error {
			if !b.Working() {
				t.Error("it does not say that it works")
			}
			return failed
		}, func(err error) {
			if got = err; b.Working() {
				t.Error("it has ended and seems to go on")
			}
		})
		if !errors.Is(got, failed) {
			t.Error(got)
		}
	})
	t.Run("puts off one thing, the newest", func(t *testing.T) {
		var r task.Inline
		b := task.NewBeside(&r)
		did := ""
		b.Wait(time.Second, func() { did += "a" })
		b.Wait(time.Second, func() { did += "b" })
		r.Pass()
		b.Wait(time.Second, func() { did += "c" })
		b.CancelWait()
		r.Pass()
		if did != "b" {
			t.Errorf("%q", did)
		}
	})
	t.Run("tells whoever still hears, also those who stop while they do", func(t *testing.T) {
		b := task.NewBeside(&task.Inline{})
		one, two := 0, 0
		var off func()
		off = b.OnChange(func() { one++; off() })
		b.OnChange(func() { two++ })
		b.Tell()
		b.Tell()
		if one != 1 || two != 2 {
			t.Errorf("%d and %d", one, two)
		}
	})
	t.Run("given up, drops what was put off, tells nobody and lets nothing follow", func(t *testing.T) {
		var r task.Inline
		b := task.NewBeside(&r)
		heard := 0
		b.OnChange(func() { heard++ })
		b.Wait(time.Second, func() { heard++ })
		b.Run(func(ctx context.Context) error {
			if !b.End(0) && ctx.Err() == nil {
				t.Error("what runs does not learn that it is given up")
			}
			return nil
		}, func(error) { heard++ })
		r.Pass()
		b.Tell()
		if heard != 0 || !b.Over() {
			t.Errorf("%d heard", heard)
		}
	})
	t.Run("waits for what runs, but not for ever", func(t *testing.T) {
		b := task.NewBeside(task.Background(func(f func()) { f() }))
		if !b.End(time.Minute) {
			t.Error("nothing runs, and it waits")
		}
		b = task.NewBeside(task.Background(func(f func()) { f() }))
		hang := make(chan struct{})
		b.Run(func(context.Context) error { <-hang; return nil }, func(error) {})
		if b.End(time.Millisecond) {
			t.Error("it does not say that something still runs")
		}
		close(hang)
		<-b.Running()
		if !b.End(time.Minute) {
			t.Error("all has ended, and it says otherwise")
		}
	})
}
