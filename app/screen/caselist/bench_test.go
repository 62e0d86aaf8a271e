package caselist_test

import (
	"fmt"
	"os"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/desk/desktest"
	"guvoh/app/ui"
	"guvoh/model"
)

// many is how many cases the long list has; GUVOH_BENCH_CASES says otherwise, and
// issue 7 says 100,000.
func many() int {
	if n, err := strconv.Atoi(os.Getenv("GUVOH_BENCH_CASES")); err == nil && n > 0 {
		return n
	}
	return 10_000
}

// peopled fills a file with so many cases, each with somebody to whom it was done.
func peopled(b *desktest.Bench, n int) {
	var all []model.Record
	for i, c := range cases(n) {
		p, name, part := model.NewRecord("person"), model.NewRecord("person_name"), model.NewRecord("participant")
		name.Set("person", model.RefValue(p.ID))
		name.Set("text", model.TextValue(fmt.Sprintf("Sinovov Olim %d", i)))
		part.Set("case", model.RefValue(c.ID))
		part.Set("person", model.RefValue(p.ID))
		part.Set("role", model.TextValue("victim"))
		if all = append(all, c, p, name, part); len(all) >= 10_000 || i == n-1 {
			b.Put(all...)
			all = all[:0]
		}
	}
}

// scroll goes through the list as people do: by the wheel, by pages, by rows, and
// from end to end.
func scroll(b *desktest.Bench, f *desktest.Frames) {
	list := desktest.Find[*ui.Columns](b)[0]
	ui.Focus(list)
	within := fyne.CurrentApp().Driver().AbsolutePositionForObject(list).AddXY(300, 300)
	wheel := func(dy float32) func() {
		return func() { test.Scroll(b.Window().Canvas(), within, 0, dy) }
	}
	key := func(k fyne.KeyName) func() { return func() { b.Press(k) } }
	for range 10 {
		f.Do("page", key(fyne.KeyPageDown))
	}
	for range 40 {
		f.Do("wheel", wheel(-30))
	}
	for range 20 {
		f.Do("row", key(fyne.KeyDown))
	}
	for range 3 {
		f.Do("end", key(fyne.KeyEnd))
		for range 5 {
			f.Do("page", key(fyne.KeyPageUp))
		}
		f.Do("end", key(fyne.KeyHome))
	}
}

// BenchmarkScroll scrolls through the list of all cases, beside one of a
// thousand.
func BenchmarkScroll(b *testing.B) {
	few := desktest.New(b, desktest.Look{})
	peopled(few, 1000)
	few.Show(screen, here)
	short := few.Measure()
	scroll(few, short)

	all := desktest.New(b, desktest.Look{})
	all.Kept(fmt.Sprintf("cases-with-people-%d", many()), func() { peopled(all, many()) })
	all.Show(screen, here)
	long := all.Measure()
	for b.Loop() {
		scroll(all, long)
	}
	long.Report(b)
	long.Against(b, short, "page", "wheel", "row", "end")
}
