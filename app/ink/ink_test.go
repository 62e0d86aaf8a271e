package ink_test

import (
	"image"
	"image/color"
	"image/draw"
	"testing"

	"golang.org/x/image/vector"

	"guvoh/app/ink"
)

// blot is a surface with slanting sides.
func blot(r *vector.Rasterizer, x, y, size float32) {
	r.MoveTo(x, y+size/3)
	r.LineTo(x+size, y)
	r.LineTo(x+size*0.7, y+size)
	r.ClosePath()
}

// plain lays surfaces as the library does by itself.
func plain(to *image.RGBA, box image.Rectangle, c color.Color, x, y, size float32) {
	r := vector.NewRasterizer(box.Dx(), box.Dy())
	blot(r, x, y, size)
	r.DrawOp = draw.Over
	r.Draw(to, box, image.NewUniform(c), image.Point{})
}

func ground() *image.RGBA {
	to := image.NewRGBA(image.Rect(0, 0, 203, 117))
	draw.Draw(to, image.Rect(60, 0, 140, 117), image.NewUniform(color.NRGBA{220, 240, 20, 255}), image.Point{}, draw.Src)
	return to
}

func TestASurfaceLooksAsTheLibraryDrawsIt(t *testing.T) {
	box := image.Rect(11, 7, 190, 110)
	for name, c := range map[string]color.Color{"opaque": color.NRGBA{200, 10, 90, 255}, "half clear": color.NRGBA{200, 10, 90, 120}, "clear": color.Transparent} {
		t.Run(name, func(t *testing.T) {
			want, got := ground(), ground()
			p := ink.On(got)
			for i := range 4 { // one over the other
				plain(want, box, c, float32(i)*9, float32(i)*5, 80)
				p.Fill(box, c, func(r *vector.Rasterizer) { blot(r, float32(i)*9, float32(i)*5, 80) })
			}
			for i := range want.Pix {
				if d := int(want.Pix[i]) - int(got.Pix[i]); d < -4 || d > 4 {
					t.Fatalf("byte %d is %d, not %d", i, got.Pix[i], want.Pix[i])
				}
			}
		})
	}
}

func TestNothingIsTouchedBeyondTheSurface(t *testing.T) {
	want, got := ground(), ground()
	p := ink.On(got)
	p.Fill(image.Rect(-50, -50, 20, 20), color.Black, func(r *vector.Rasterizer) { blot(r, 2, 2, 9) })
	p.Fill(image.Rect(300, 0, 400, 90), color.Black, func(r *vector.Rasterizer) { blot(r, 0, 0, 90) })
	touched := false
	for y := range 117 {
		for x := range 203 {
			if want.At(x, y) == got.At(x, y) {
				continue
			}
			if touched = true; x >= 20 || y >= 20 {
				t.Fatalf("the point %d, %d is another", x, y)
			}
		}
	}
	if !touched {
		t.Error("nothing is drawn")
	}
}

// BenchmarkFill lays a thin line across a picture of the size of a window, beside
// the library.
func BenchmarkFill(b *testing.B) {
	box := image.Rect(0, 0, 1180, 760)
	line := func(r *vector.Rasterizer) {
		r.MoveTo(0, 0)
		r.LineTo(1180, 758)
		r.LineTo(1180, 760)
		r.ClosePath()
	}
	c := color.NRGBA{30, 30, 90, 255}
	b.Run("ours", func(b *testing.B) {
		p := ink.On(image.NewRGBA(box))
		for b.Loop() {
			p.Fill(box, c, line)
		}
	})
	b.Run("the library", func(b *testing.B) {
		to, r := image.NewRGBA(box), vector.NewRasterizer(1180, 760)
		for b.Loop() {
			r.Reset(1180, 760)
			line(r)
			r.DrawOp = draw.Over
			r.Draw(to, box, image.NewUniform(c), image.Point{})
		}
	})
}
