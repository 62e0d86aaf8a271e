package relations_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/model"
)

// crowd adds so many people: each tenth was hurt by the others of their ten, who
// belong to one of five units.
func (b *told) crowd(n int) {
	var all []model.Record
	put := func(kind string, values fields) model.ID {
		r := model.NewRecord(kind)
		for f, v := range values {
			r.Set(f, v)
		}
		all = append(all, r)
		return r.ID
	}
	var units []model.ID
	for i := range 5 {
		units = append(units, put("organisation", fields{"name": text(fmt.Sprint("Unit ", i)), "part_of": model.RefValue(b.unit)}))
	}
	var hurt model.ID
	for i := range n {
		p := put("person", fields{"kind": text("individual")})
		put("person_name", fields{"person": model.RefValue(p), "text": text(fmt.Sprint("Person number ", i))})
		if i%10 == 0 {
			hurt = p
			put("participant", fields{"case": model.RefValue(b.inCase), "person": model.RefValue(p), "role": text("victim")})
			continue
		}
		e := put("event", fields{"cases": model.RefsValue(b.inCase), "title": text("Interrogation")})
		act := put("act", fields{"event": model.RefValue(e), "type": text("torture"), "victim": model.RefValue(hurt)})
		put("involvement", fields{"act": model.RefValue(act), "who": model.RefValue(p), "rank": text("Captain")})
		put("relationship", fields{"person": model.RefValue(p), "kind": text("officer"), "other": model.RefValue(units[i%5])})
	}
	b.Put(all...)
}

// BenchmarkOpen opens the relations of a case of 200 people, shows all of them one
// by one, and walks through them. It reports how long opening takes, with what is
// read from the file, and a step, without what the graphics card does.
func BenchmarkOpen(b *testing.B) {
	bench := tell(b, desktest.Look{})
	bench.crowd(200)
	var opened, steps []time.Duration
	for b.Loop() {
		start := time.Now()
		bench.show()
		opened = append(opened, time.Since(start))
		for _, n := range slices.Clone(bench.chart().Nodes()) {
			if len(n.Key) > 36 { // many as one
				bench.chart().Choose(n.Key)
				bench.onChart()
				bench.Press(fyne.KeyReturn)
			}
		}
		for i := range 40 {
			start = time.Now()
			bench.Press([]fyne.KeyName{fyne.KeyRight, fyne.KeyDown, fyne.KeyLeft, fyne.KeyUp}[i/10])
			steps = append(steps, time.Since(start))
		}
	}
	report := func(name string, all []time.Duration) {
		slices.Sort(all)
		b.ReportMetric(float64(all[len(all)/2].Microseconds())/1000, name+"-p50-ms")
		b.ReportMetric(float64(all[len(all)*95/100].Microseconds())/1000, name+"-p95-ms")
	}
	report("open", opened)
	report("step", steps)
}

// work opens the relations, shows everybody one by one, and turns, pulls and walks
// on the drawing.
func (b *told) work(f *desktest.Frames) {
	f.Do("open", b.show)
	c := b.chart()
	for _, n := range slices.Clone(c.Nodes()) {
		if len(n.Key) > 36 { // many as one
			c.Choose(n.Key)
			b.onChart()
			f.Do("unfold", func() { b.Press(fyne.KeyReturn) })
		}
	}
	b.onChart()
	target := c.FocusTarget().(fyne.Draggable)
	middle := fyne.CurrentApp().Driver().AbsolutePositionForObject(c.FocusTarget().(fyne.CanvasObject)).AddXY(c.Size().Width/2, c.Size().Height/2)
	for i := range 30 {
		dy := float32(10)
		if i%10 >= 5 {
			dy = -dy
		}
		f.Do("wheel", func() { test.Scroll(b.Window().Canvas(), middle, 0, dy) })
	}
	pull := func(at fyne.Position, dx, dy float32) {
		target.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}, Dragged: fyne.NewDelta(dx, dy)})
	}
	for i := range 20 {
		f.Do("pan", func() { pull(fyne.NewPos(-5000, -5000), float32(3-i%7), 2) })
	}
	target.DragEnd()
	box := c.Nodes()[len(c.Nodes())/2].Key
	c.Choose(box)
	at := c.At(box).AddXY(4, 4)
	for i := range 20 {
		at = at.AddXY(2, float32(i%3))
		f.Do("pull", func() { pull(at, 2, float32(i%3)) })
	}
	if !c.Held() {
		b.TB.Fatal("no box is pulled")
	}
	f.Do("put-down", target.DragEnd)
	for i := range 40 {
		f.Do("arrow", func() { b.Press([]fyne.KeyName{fyne.KeyRight, fyne.KeyDown, fyne.KeyLeft, fyne.KeyUp}[i/10]) })
	}
}

// BenchmarkWork works on the relations of sixty people, beside those of five.
func BenchmarkWork(b *testing.B) {
	few := tell(b, desktest.Look{})
	short := few.Measure()
	few.work(short)
	many := tell(b, desktest.Look{})
	many.crowd(60)
	long := many.Measure()
	for b.Loop() {
		many.work(long)
	}
	long.Report(b)
	long.Against(b, short, "open", "wheel", "pan", "pull", "arrow")
}

func TestALargeCase(t *testing.T) {
	b := tell(t, desktest.Look{})
	b.crowd(60)
	b.show()
	few := len(b.chart().Nodes())
	if few > 40 {
		t.Errorf("%d boxes: the many of a unit are not one", few)
	}
	seen := map[[2]float64]bool{}
	for _, at := range b.stand() {
		if seen[at] {
			t.Error("two stand in one place")
		}
		seen[at] = true
	}
	if r := b.Show(screen, desk.Route{Screen: desk.ScreenRelations, Case: b.inCase}); r == nil || len(b.chart().Nodes()) != few {
		t.Error("it is another the second time")
	}
}
