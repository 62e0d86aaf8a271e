package team_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"guvoh/model"
	"guvoh/model/store"
)

// waits has somebody save a field again and again while a pass of theirs goes on,
// and gives how long they waited for the slowest, and how long the pass took.
func (r *replica) waits(id model.ID) (slowest, pass time.Duration) {
	r.t.Helper()
	done := make(chan error, 1)
	began := time.Now()
	go func() {
		_, err := r.team.Sync(ctx, nil)
		pass = time.Since(began)
		done <- err
	}()
	for i := 0; ; i++ {
		select {
		case err := <-done:
			if err != nil {
				r.t.Fatal(err)
			}
			return slowest, pass
		default:
		}
		at := time.Now()
		_, err := r.db.Do(context.Background(), "edit", func(tx *store.Tx) error {
			return tx.Set(id, "title", model.TextValue(fmt.Sprint(i)))
		})
		if err != nil {
			r.t.Fatal(err)
		}
		slowest = max(slowest, time.Since(at))
	}
}

// works has somebody write n entries in sessions of so many each.
func (r *replica) works(n, each int) {
	r.t.Helper()
	for ; n > 0; n -= each {
		r.reopen()
		r.do(func(tx *store.Tx) error {
			for i := range min(n, each) / 10 {
				c := model.NewRecord("case")
				c.Set("title", model.TextValue(fmt.Sprint("a case ", i)))
				if err := tx.Put(c); err != nil {
					return err
				}
				for k := range 9 {
					if err := tx.Set(c.ID, "summary", model.TextValue(fmt.Sprint("what was said ", k))); err != nil {
						return err
					}
				}
			}
			return nil
		})
	}
}

// BenchmarkSaveWaits measures how long saving a field waits at most for a pass
// that brings so many entries, in sessions of a day's work or in a single one (an
// import).
func BenchmarkSaveWaits(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		for _, each := range slices.Compact([]int{500, n}) {
			b.Run(fmt.Sprintf("%d entries, %d a session", n, each), func(b *testing.B) {
				for b.Loop() {
					b.StopTimer()
					them, me := duo(b, 0)
					id := me.create("mine")
					them.works(n, each)
					them.sync()
					b.StartTimer()
					slowest, pass := me.waits(id)
					b.ReportMetric(float64(slowest.Milliseconds()), "ms-slowest-save")
					b.ReportMetric(float64(pass.Milliseconds()), "ms-pass")
				}
			})
		}
	}
}
