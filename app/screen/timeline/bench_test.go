package timeline_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/screen/timeline"
	"guvoh/app/timeaxis"
	"guvoh/app/ui"
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
