package relations_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/model"
)

// crowd adds so many people: each tenth was hurt by the others of their ten, who
// belong to one of five units.
func (b *told) crowd(n int) {
	var units []model.ID
	for i := range 5 {
		units = append(units, b.New1("organisation", fields{"name": text(fmt.Sprint("Unit ", i)), "part_of": model.RefValue(b.unit)}).ID)
	}
	var hurt model.ID
	for i := range n {
		p := b.person(fmt.Sprint("Person number ", i))
		if i%10 == 0 {
			hurt = p
			b.inIt(p, "victim")
			continue
		}
		b.did(p, hurt)
		b.tie(p, "officer", units[i%5], "")
	}
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
