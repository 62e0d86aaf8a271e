package today_test

import (
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/today"
	"guvoh/app/task"
	"guvoh/app/ui"
	"guvoh/model"
)

// due fills a file with so many cases, each with a deadline in the year before
// and after now; every tenth has a consent, every twentieth a decision from
// which a court's time is counted.
func due(b *desktest.Bench, n int) {
	day := func(by int) model.Value {
		d := now.AddDate(0, 0, by).Format(time.DateOnly)
		return model.DateValue(model.Date{Earliest: d, Latest: d, Precision: model.PrecisionDay})
	}
	var all []model.Record
	put := func(kind string, values fields) model.ID {
		r := model.NewRecord(kind)
		for f, v := range values {
			r.Set(f, v)
		}
		all = append(all, r)
		return r.ID
	}
	for i := range n {
		c := put("case", fields{"reference": text(fmt.Sprintf("UZ-%06d", i)), "title": text(fmt.Sprint("Village ", i)), "countries": model.ListValue("tr")})
		of := model.RefsValue(c)
		put("deadline", fields{"cases": of, "title": text(fmt.Sprint("Complaint ", i)), "due": day(i*7%730 - 365)})
		if i%10 == 0 {
			p := put("person", fields{"kind": text("individual")})
			put("participant", fields{"case": model.RefValue(c), "person": model.RefValue(p), "role": text("victim")})
			put("consent", fields{"person": model.RefValue(p), "purpose": text("court"), "decision": text("yes"), "expires": day(i/10*3%200 - 60)})
		}
		if i%20 == 0 {
			p := put("proceeding", fields{"cases": of, "kind": text("extradition"), "title": text("Extradition")})
			put("step", fields{"proceeding": model.RefValue(p), "kind": text("appeal_decision"), "learned": day(-i / 20 % 150)})
		}
		if len(all) >= 10_000 || i == n-1 {
			b.Put(all...)
			all = all[:0]
		}
	}
}

// patient keeps apart what the screen does by itself each half minute from what it
// goes on with after a pause.
type patient struct {
	task.Runner
	tick func()
}

func (p *patient) After(d time.Duration, f func()) func() {
	if d > 10*time.Second {
		p.tick = f
		return func() { p.tick = nil }
	}
	return p.Runner.After(d, f)
}

// visit opens the screen, lets it look through the file, and works with it.
func visit(b *desktest.Bench, f *desktest.Frames) {
	screen := func(d *desk.Desk, r desk.Route) desk.Pane {
		return today.New(d, r, today.Tools{Now: func() time.Time { return now }})
	}
	clock := &patient{Runner: b.Desk.Runner}
	b.Desk.Runner = clock
	defer func() { b.Desk.Runner = clock.Runner }()
	f.Do("open", func() { b.Show(screen, desk.Route{Screen: desk.ScreenToday}) })
	list := desktest.Find[*ui.Results](b)[0]
	for len(list.Rows()) == 0 { // each is a turn of 80 ms, away from the window
		f.Do("until-the-first-page", b.Clock.Pass)
	}
	for !desktest.Says(b, b.Desk.Words.T("due.caution")) {
		f.Do("looking", b.Clock.Pass)
	}
	ui.Focus(list)
	within := fyne.CurrentApp().Driver().AbsolutePositionForObject(list).AddXY(200, 200)
	for range 30 {
		f.Do("wheel", func() { test.Scroll(b.Window().Canvas(), within, 0, -30) })
	}
	for range 30 {
		f.Do("row", func() { b.Press(fyne.KeyDown) })
	}
	for range 3 {
		f.Do("tick", func() { clock.tick() })
	}
}

// BenchmarkToday opens the first screen of a file with a deadline in each of its
// cases, beside a file of twenty. GUVOH_BENCH_CASES is how many cases there are.
func BenchmarkToday(b *testing.B) {
	n := 10_000
	if env, err := strconv.Atoi(os.Getenv("GUVOH_BENCH_CASES")); err == nil && env > 0 {
		n = env
	}
	small := desktest.New(b, desktest.Look{})
	due(small, 20)
	short := small.Measure()
	visit(small, short)

	large := desktest.New(b, desktest.Look{})
	large.Kept(fmt.Sprintf("due-%d", n), func() { due(large, n) })
	long := large.Measure()
	for b.Loop() {
		visit(large, long)
	}
	long.Report(b)
	long.Against(b, short, "open", "wheel", "row", "tick")
}
