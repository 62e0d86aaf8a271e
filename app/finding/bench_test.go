package finding_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/finding"
	"guvoh/app/form"
	"guvoh/app/task"
	"guvoh/model"
	"guvoh/model/store"
)

// words gives as many made-up words as a text needs.
func words(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		for range 2 + r.IntN(3) {
			b.WriteString([]string{"ба", "ке", "ли", "мо", "ну", "ра", "си", "то", "xo", "ga", "di", "pe"}[r.IntN(12)])
		}
		b.WriteByte(' ')
	}
	return b.String()
}

// fill fills a file with cases: each of four records, with some two kilobytes of
// text. It gives the first.
func fill(b *desktest.Bench, cases int) (first model.ID) {
	r := rand.New(rand.NewPCG(1, 2))
	for done := 0; done < cases; done += 500 {
		_, err := b.DB.Do(ctx, "import", func(tx *store.Tx) error {
			for range min(500, cases-done) {
				c, p := model.NewRecord("case"), model.NewRecord("person")
				c.Set("title", model.TextValue(words(r, 4)))
				c.Set("summary", model.TextValue(words(r, 40)))
				if first.IsZero() {
					first = c.ID
				}
				n := model.NewRecord("person_name")
				n.Set("person", model.RefValue(p.ID))
				n.Set("text", model.TextValue(words(r, 2)))
				o := model.NewRecord("note")
				o.Set("text", model.TextValue(words(r, 120)))
				for _, rec := range []model.Record{c, p, n, o} {
					if err := tx.Put(rec); err != nil {
						return err
					}
				}
			}
			return nil
		})
		b.Must(err)
	}
	return first
}

// window is a goroutine on which functions run one after the other, as in the
// window.
type window chan func()

func (w window) do(f func()) { w <- f }

// BenchmarkReadingInBesideTyping reads 10,000 cases in while somebody types: a key
// every 120 ms, of which each is noted and each tenth reads a record, as a screen
// does. It tells for how long keys wait, with nothing else going on, with the
// index being kept, and with turns that take no notice of anybody.
func BenchmarkReadingInBesideTyping(b *testing.B) {
	const cases, keys = 10_000, 150
	for _, how := range []string{"alone", "kept", "heedless"} {
		b.Run(how, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				d := desktest.New(b, desktest.Look{})
				first := fill(d, cases)
				b.StartTimer()
				delays := typing(d, first, how, keys)
				slices.Sort(delays)
				ms := func(part int) float64 { return float64(delays[len(delays)*part/100].Microseconds()) / 1000 }
				b.ReportMetric(ms(50), "ms/key-p50")
				b.ReportMetric(ms(95), "ms/key-p95")
				b.ReportMetric(float64(delays[len(delays)-1].Microseconds())/1000, "ms/key-most")
				u, err := d.DB.Unsearched(ctx)
				d.Must(err)
				b.ReportMetric(float64(4*cases-u.Records), "read-meanwhile")
			}
		})
	}
}

func typing(d *desktest.Bench, id model.ID, how string, keys int) (delays []time.Duration) {
	w := make(window, 100)
	runner := task.Background(w.do)
	k := &desk.Desk{DB: d.DB, Words: d.Desk.Words, Runner: runner, Host: d}
	k.Saver = form.NewSaver(d.DB, runner, func(store.Changes) {}, d.Desk.Fail)
	last := time.Now()
	untouched := func() time.Duration { return time.Since(last) }
	if how == "heedless" {
		untouched = func() time.Duration { return time.Second }
	}
	ended := make(chan bool)
	var work *finding.Work
	if how != "alone" {
		w <- func() { work = finding.Begin(k, finding.WithUntouched(untouched)) }
	}
	stop := task.Loop(ctx, func(context.Context) {
		text := ""
		for n := range keys {
			time.Sleep(120 * time.Millisecond)
			pressed := time.Now()
			w <- func() {
				last = time.Now()
				text += "a"
				k.Saver.Type(id, "summary", model.TextValue(text))
				if n%10 == 9 {
					_, _ = k.Get(id)
				}
				delays = append(delays, time.Since(pressed))
			}
		}
		close(ended)
	})
	for {
		select {
		case f := <-w:
			f()
			continue
		case <-ended:
		}
		break
	}
	stop()
	if work != nil {
		work.End()
	}
	return delays
}

// BenchmarkReadIn reads 10,000 cases in when nobody is there.
func BenchmarkReadIn(b *testing.B) {
	const cases = 10_000
	for b.Loop() {
		b.StopTimer()
		d := desktest.New(b, desktest.Look{})
		fill(d, cases)
		b.StartTimer()
		var longest, all time.Duration
		for left := 1; left > 0; {
			began := time.Now()
			var err error
			left, err = d.DB.ReadIn(ctx, 40*time.Millisecond)
			d.Must(err)
			took := time.Since(began)
			longest, all = max(longest, took), all+took
		}
		b.ReportMetric(float64(longest.Microseconds())/1000, "ms/longest-turn")
		b.ReportMetric(float64(all.Microseconds())/4/cases, "µs/record")
	}
}
