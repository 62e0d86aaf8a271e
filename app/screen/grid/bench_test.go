package grid_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/grid"
	"guvoh/model"
)

// alleged is a case of so many facts and twelve articles; each third fact bears
// on some of them and rests on a source.
func alleged(b *testing.B, facts int) *told {
	t := &told{Bench: desktest.New(b, desktest.Look{})}
	t.inCase = t.New1("case", map[string]model.Value{"title": text("Large")}).ID
	var all []model.Record
	put := func(kind string, values map[string]model.Value) model.ID {
		r := model.NewRecord(kind)
		for f, v := range values {
			r.Set(f, v)
		}
		all = append(all, r)
		return r.ID
	}
	of := model.RefsValue(t.inCase)
	source := put("source", map[string]model.Value{"cases": of, "title": text("A letter of 2015"), "reliability": text("usually_reliable")})
	for i, a := range []string{"echr_2", "echr_3", "echr_5", "echr_6", "echr_8", "echr_13", "echr_14", "echr_18", "echr_34", "cat_1", "cat_12", "cat_14"} {
		t.articles = append(t.articles, put("complaint", map[string]model.Value{"cases": of, "article": text(a), "position": text(string(rune('a' + i)))}))
	}
	for i := range facts {
		f := put("event", map[string]model.Value{"cases": of, "title": text(fmt.Sprint("What happened in the prison, number ", i))})
		t.facts = append(t.facts, f)
		if i%3 == 0 {
			put("citation", map[string]model.Value{"subject": model.RefValue(f), "source": model.RefValue(source)})
			r := model.NewBearing(t.articles[i%12], f)
			r.Set("bearing", text("supports"))
			all = append(all, r)
		}
	}
	t.Put(all...)
	return t
}

// work walks, scrolls and marks.
func (b *told) work(f *desktest.Frames) {
	f.Do("open", func() { b.Show(grid.New, desk.Route{Screen: desk.ScreenGrid, Case: b.inCase}) })
	m := b.matrix()
	b.Press(fyne.KeyHome)
	within := fyne.CurrentApp().Driver().AbsolutePositionForObject(m).AddXY(260, 200)
	for i := range 40 {
		dy := float32(-30)
		if i%10 >= 8 {
			dy = -dy
		}
		f.Do("wheel", func() { test.Scroll(b.Window().Canvas(), within, 0, dy) })
	}
	for range 20 {
		f.Do("row", func() { b.Press(fyne.KeyDown) })
		f.Do("article", func() { b.Press(fyne.KeyRight) })
	}
	for range 5 {
		f.Do("page", func() { b.Press(fyne.KeyPageDown) })
	}
	b.Press(fyne.KeyHome, fyne.KeyRight)
	for range 6 {
		f.Do("mark", func() { b.Press(fyne.KeySpace) })
		b.Press(fyne.KeyDown)
	}
}

// BenchmarkWork works on the grid of a case of 300 facts and 12 articles, beside
// that of three facts.
func BenchmarkWork(b *testing.B) {
	few := alleged(b, 3)
	short := few.Measure()
	few.work(short)
	many := alleged(b, 300)
	long := many.Measure()
	for b.Loop() {
		many.work(long)
	}
	long.Report(b)
	long.Against(b, short, "open", "wheel", "row", "mark")
}
