package bodychart_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/bodychart"
	"guvoh/app/ui"
	"guvoh/export/figure"
)

// BenchmarkWheel is one turn of the wheel with twelve marks, painted: what must
// be done within a frame.
func BenchmarkWheel(b *testing.B) {
	a := test.NewTempApp(b)
	a.Settings().SetTheme(ui.NewTheme(ui.Light, 1))
	c := bodychart.New()
	s, _ := figure.ShapeOf("front", false)
	c.ShowFigure(s)
	var marks []bodychart.Mark
	for i := range 12 {
		m := scar
		m.Number, m.At.Y = i+1, 0.2+0.04*float64(i)
		marks = append(marks, m)
	}
	c.SetMarks(marks, "")
	c.Resize(fyne.NewSize(440, 620))
	n := 0
	for b.Loop() {
		by := 1
		if n++; n%10 >= 5 {
			by = -1
		}
		c.Zoom(by)
		c.Picture(440, 620)
	}
}
