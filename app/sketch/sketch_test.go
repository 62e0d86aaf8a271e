package sketch_test

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/sketch"
	"guvoh/app/ui"
	"guvoh/export/doc"
)

func shown(t *testing.T, mode ui.Mode, scale, width float32) (*sketch.Sketch, fyne.Window, *float64) {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(ui.NewTheme(mode, scale))
	var asked float64
	s := sketch.New(func(millimetres float64) []*doc.Drawing {
		asked = millimetres
		square := []doc.Step{{Op: 'M', P: []doc.Point{{X: 5, Y: 5}}}, {Op: 'L', P: []doc.Point{{X: 25, Y: 5}}}, {Op: 'L', P: []doc.Point{{X: 25, Y: 25}}}, {Op: 'L', P: []doc.Point{{X: 5, Y: 25}}}, {Op: 'Z'}}
		return []*doc.Drawing{{Width: millimetres, Height: 30, Shapes: []doc.Shape{
			{Path: square, Fill: doc.Accent}, {Words: "9 June", At: doc.Point{X: 40, Y: 15}, Size: 7.5, Hue: doc.Ink},
		}}}
	})
	w := a.NewWindow("")
	w.SetPadded(false)
	w.SetContent(s)
	w.Resize(fyne.NewSize(width, s.FitTo(width)))
	return s, w, &asked
}

func TestADrawingInTheWindow(t *testing.T) {
	t.Run("is made for the width there is, and higher where words are larger", func(t *testing.T) {
		small, _, asked := shown(t, ui.Light, 1, 600)
		if *asked < 100 || *asked > 200 {
			t.Errorf("%v mm for 600 units", *asked)
		}
		tall := small.FitTo(600)
		if again := small.FitTo(300); again != tall || *asked > 100 {
			t.Errorf("%v units high, %v mm wide", again, *asked)
		}
		if big, _, _ := shown(t, ui.Light, 2, 600); big.FitTo(600) < tall*1.9 {
			t.Error("it does not grow with the words")
		}
	})
	t.Run("has the colours of the window", func(t *testing.T) {
		for _, mode := range []ui.Mode{ui.Light, ui.Dark} {
			s, w, _ := shown(t, mode, 1, 600)
			img := w.Canvas().Capture()
			k := s.FitTo(600) / 30
			got := color.NRGBAModel.Convert(img.At(int(15*k), int(15*k)))
			want := color.NRGBAModel.Convert(s.Theme().Color("primary", 0))
			if got != want {
				t.Errorf("mode %v: %v, not %v", mode, got, want)
			}
		}
	})
}
