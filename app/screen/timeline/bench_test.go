package timeline_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/timeline"
	"guvoh/app/timeaxis"
	"guvoh/app/ui"
	"guvoh/model"
)

// many are five hundred things in eight years.
func many() (lanes []string, items []timeaxis.Item) {
	r := rand.New(rand.NewPCG(7, 7))
	for i := range 500 {
		from := timeaxis.Of(2010, 1, 1, 0, 0) + timeaxis.Minute(r.IntN(8*365*24*60))
		it := timeaxis.Item{Key: fmt.Sprint(i), Words: fmt.Sprintf("What happened to somebody, number %d", i), Lane: i % 6, Begin: timeaxis.Span{First: from, Last: from + timeaxis.Minute(r.IntN(50000)), About: i%9 == 0}}
		if i%5 == 0 {
			it.Lasting, it.End = true, timeaxis.Span{First: it.Begin.Last + 100000, Last: it.Begin.Last + 140000}
		}
		if i%20 == 0 {
			it.Others, it.Doubted = []timeaxis.Span{{First: from - 20000, Last: from - 10000}}, true
		}
		items = append(items, it)
	}
	return []string{"Events", "Detention", "Proceedings", "Interviews", "Deadlines", "Residences"}, items
}

func large(tb testing.TB) *timeline.Chart {
	tb.Helper()
	a := test.NewTempApp(tb)
	a.Settings().SetTheme(ui.NewTheme(ui.Light, 1))
	c := timeline.NewChart()
	c.Write = func(_ timeaxis.Unit, m timeaxis.Minute, _ bool) string { return m.Time().Format("2.1.06") }
	c.Hidden = func(n int) string { return fmt.Sprint(n) }
	w := a.NewWindow("")
	tb.Cleanup(w.Close)
	w.SetPadded(false)
	w.SetContent(c)
	w.Resize(fyne.NewSize(1180, 700))
	c.SetItems(many())
	return c
}

// zoomed goes from all of the time to hours and back.
func zoomed(c *timeline.Chart, n int) {
	by := 1
	if n/30%2 == 1 {
		by = -1
	}
	c.Zoom(by)
}

// BenchmarkZoom is what one step of zooming 500 things costs before the picture
// is drawn: where everything stands, and the objects of the picture. A frame has
// 16 ms.
func BenchmarkZoom(b *testing.B) {
	c := large(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		zoomed(c, i)
	}
}

// eventful is a case with so many events in eight years, and detentions.
func eventful(b *testing.B, n int) *told {
	t := tell(b, desktest.Look{})
	r := rand.New(rand.NewPCG(3, 3))
	var all []model.Record
	for i := range n {
		from := time.Date(2010, 1, 1+r.IntN(8*365), 0, 0, 0, 0, time.UTC)
		e := model.NewRecord("event")
		e.Set("cases", model.RefsValue(t.inCase))
		e.Set("title", text(fmt.Sprintf("What happened to somebody, number %d", i)))
		e.Set("persons", model.RefsValue([]model.ID{t.aziz, t.bobur}[i%2]))
		e.Set("date", on(b, from.Format([]string{"2006-01-02", "2006-01", "2006-01-02 15:04"}[i%3])))
		all = append(all, e)
		if i%5 == 0 {
			d := model.NewRecord("detention")
			d.Set("cases", model.RefsValue(t.inCase))
			d.Set("person", model.RefValue(t.aziz))
			d.Set("from", on(b, from.Format("2006-01-02")))
			d.Set("to", on(b, from.AddDate(0, r.IntN(9), 1).Format("2006-01-02")))
			all = append(all, d)
		}
	}
	t.Put(all...)
	return t
}

// work zooms from years to hours and back, moves along, and walks.
func (b *told) work(f *desktest.Frames) {
	f.Do("open", func() { b.Show(timeline.New, desk.Route{Screen: desk.ScreenTimeline, Case: b.inCase}) })
	b.Settle()
	c := b.chart()
	ui.Focus(c)
	middle := fyne.CurrentApp().Driver().AbsolutePositionForObject(c).AddXY(c.Size().Width/2, c.Size().Height/2)
	for i := range 80 {
		dy := float32(10)
		if i >= 40 {
			dy = -dy
		}
		f.Do("zoom", func() { test.Scroll(b.Window().Canvas(), middle, 0, dy) })
	}
	for range 4 {
		c.Zoom(1)
	}
	for i := range 40 {
		f.Do("pan", func() { c.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(float32(8-i/20*16), 1)}) })
	}
	c.Zoom(0)
	for i := range 40 {
		f.Do("arrow", func() { b.Press([]fyne.KeyName{fyne.KeyRight, fyne.KeyDown}[i%2]) })
	}
}

// BenchmarkWork works on the timeline of a case of 500 events and 100 detentions,
// beside that of ten events.
func BenchmarkWork(b *testing.B) {
	few := eventful(b, 10)
	short := few.Measure()
	few.work(short)
	many := eventful(b, 500)
	long := many.Measure()
	for b.Loop() {
		many.work(long)
	}
	long.Report(b)
	long.Against(b, short, "open", "zoom", "pan", "arrow")
}

// What is painted follows from what is seen: zooming must not make ever more
// objects, nor take as long as one would notice.
func TestZoomingFiveHundredThings(t *testing.T) {
	c := large(t)
	most := 0
	for i := range 120 {
		zoomed(c, i)
		most = max(most, len(test.WidgetRenderer(c).Objects()))
	}
	if most > 500*8 {
		t.Errorf("%d objects for 500 things", most)
	}
	for range 60 {
		c.Zoom(1)
	}
	if n := len(test.WidgetRenderer(c).Objects()); n > 400 {
		t.Errorf("%d objects while a few hours are seen", n)
	}
	start := time.Now()
	for i := range 60 {
		zoomed(c, i)
	}
	if each := time.Since(start) / 60; each > 200*time.Millisecond { // a busy machine; the benchmark tells more
		t.Errorf("a step takes %v", each)
	}
}
