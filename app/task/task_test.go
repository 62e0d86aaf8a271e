package task_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"guvoh/app/task"
)

// window runs functions one after the other, as a window's goroutine does.
type window struct {
	mu   sync.Mutex
	wait sync.WaitGroup
}

func (w *window) do(f func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	f()
	w.wait.Done()
}

func TestBackground(t *testing.T) {
	t.Run("what is done comes after the work, on the window's goroutine", func(t *testing.T) {
		w := &window{}
		r := task.Background(w.do)
		counted := 0 // touched on the window's goroutine only: the race detector would tell
		for range 20 {
			w.wait.Add(1)
			worked := false
			r.Do(func() { worked = true }, func() {
				if worked {
					counted++
				}
			})
		}
		w.wait.Wait()
		if counted != 20 {
			t.Errorf("%d of 20", counted)
		}
	})
	t.Run("what was cancelled does not happen", func(t *testing.T) {
		w := &window{}
		r := task.Background(w.do)
		r.After(time.Hour, func() { t.Error("it happened") })()
		w.wait.Add(1)
		r.After(time.Millisecond, func() {})
		w.wait.Wait()
	})
}

func TestWhatTheWindowCancelsWhileItStandsInTheQueueDoesNotHappen(t *testing.T) {
	queue := make(chan func())
	r := task.Background(func(f func()) { queue <- f })
	cancel := r.After(time.Millisecond, func() { t.Error("it happened") })
	due := <-queue
	cancel()
	due()
}

func TestLoop(t *testing.T) {
	ctx, end := context.WithCancel(t.Context())
	turns, asked := 0, make(chan struct{})
	wait := task.Loop(ctx, func(ctx context.Context) {
		for {
			select {
			case asked <- struct{}{}:
				turns++
			case <-ctx.Done():
				return
			}
		}
	})
	<-asked
	<-asked
	end()
	wait()
	if turns != 2 { // read without a lock: the race detector would tell if wait did not wait
		t.Errorf("%d turns of 2", turns)
	}
}

func TestInline(t *testing.T) {
	r := &task.Inline{}
	var said []string
	say := func(s string) func() { return func() { said = append(said, s) } }
	r.Do(say("work"), say("done"))
	r.After(time.Second, say("later"))
	r.After(time.Second, say("never"))()
	if len(said) != 2 {
		t.Fatalf("said %v", said)
	}
	r.Pass()
	r.Pass()
	if len(said) != 3 || said[2] != "later" {
		t.Errorf("said %v", said)
	}
}
