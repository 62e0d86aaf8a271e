// Package sketch shows drawings of documents in the window: the same timeline
// that is printed, in the colours and at the size of the window.
//
// Its one job is doc.Drawing → what Fyne can show. Rules of the package: nothing
// is drawn here that the drawing does not say; words stay words, set in the face
// and the size of the window, so that they can be read at 200 % and in the dark;
// it keeps no picture on a disk.
package sketch

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/export/doc"
)

// Sketch shows drawings one below the other. They are made anew for each width.
type Sketch struct {
	widget.BaseWidget
	make  func(millimetres float64) []*doc.Drawing
	width float32
	tall  float32
	shown []*doc.Drawing
}

// New shows what make gives for a width in millimetres.
func New(make func(millimetres float64) []*doc.Drawing) *Sketch {
	s := &Sketch{make: make}
	s.ExtendBaseWidget(s)
	return s
}

// lettered is the size in points of the words of a timeline.
const lettered = 7.5

// scale is how many units of the window a millimetre has: words come out as
// large as the window's own.
func scale() float32 {
	return fyne.CurrentApp().Settings().Theme().Size(theme.SizeNameCaptionText) / (lettered * 25.4 / 72)
}

// gap is between two drawings.
func gap() float32 { return fyne.CurrentApp().Settings().Theme().Size(theme.SizeNamePadding) * 3 }

// FitTo makes the drawings for a width and gives how high they are together.
func (s *Sketch) FitTo(width float32) float32 {
	if width != s.width && width > 0 {
		s.width, s.tall = width, 0
		s.shown = s.make(float64(width / scale()))
		for i, d := range s.shown {
			if i > 0 {
				s.tall += gap()
			}
			s.tall += float32(d.Height) * scale()
		}
		s.Refresh()
	}
	return s.tall
}

// Again makes the drawings anew, when what they show has changed.
func (s *Sketch) Again() {
	width := s.width
	s.width = 0
	s.FitTo(width)
}

// MinSize is as high as the drawings are at the width that was given.
func (s *Sketch) MinSize() fyne.Size { return fyne.NewSize(120, s.tall) }

// CreateRenderer draws.
func (s *Sketch) CreateRenderer() fyne.WidgetRenderer {
	f := &face{s: s}
	f.build()
	return f
}

type face struct {
	s    *Sketch
	objs []fyne.CanvasObject
}

func (f *face) Destroy()                     {}
func (f *face) Objects() []fyne.CanvasObject { return f.objs }
func (f *face) MinSize() fyne.Size           { return f.s.MinSize() }
func (f *face) Layout(fyne.Size)             {}

// Refresh draws anew, in the colours that the window has now.
func (f *face) Refresh() {
	f.build()
	canvas.Refresh(f.s)
}

func (f *face) build() {
	f.objs = nil
	y := float32(0)
	for _, d := range f.s.shown {
		f.draw(d, y)
		y += float32(d.Height)*scale() + gap()
	}
}

// draw shows lines and surfaces as one picture of vectors, and words above it.
func (f *face) draw(d *doc.Drawing, y float32) {
	k := scale()
	picture := canvas.NewImageFromResource(resource(d, float64(k), f.hue))
	picture.FillMode = canvas.ImageFillStretch
	picture.Move(fyne.NewPos(0, y))
	picture.Resize(fyne.NewSize(float32(d.Width)*k, float32(d.Height)*k))
	f.objs = append(f.objs, picture)
	for _, s := range d.Shapes {
		if s.Words != "" {
			f.objs = append(f.objs, f.words(s, y))
		}
	}
}

func (f *face) words(s doc.Shape, y float32) fyne.CanvasObject {
	k := scale()
	t := canvas.NewText(s.Words, f.hue(s.Hue))
	t.TextSize = float32(s.Size) * 25.4 / 72 * k
	t.TextStyle.Bold = s.Style&doc.Bold != 0
	size, base := fyne.CurrentApp().Driver().RenderedTextSize(s.Words, t.TextSize, t.TextStyle, nil)
	at := fyne.NewPos(float32(s.At.X)*k, y+float32(s.At.Y)*k-base)
	switch s.Align {
	case doc.Centre:
		at.X -= size.Width / 2
	case doc.End:
		at.X -= size.Width
	}
	t.Move(at)
	t.Resize(size)
	return t
}

// hue gives the window's colour for what a colour means.
func (f *face) hue(h doc.Hue) color.Color { return Hue(f.s.Theme(), h) }

// resource writes the lines and surfaces of a drawing as SVG, in units of the
// window: what draws it there does not widen lines with the rest. Its name
// follows from what is drawn, since Fyne keeps pictures by their names.
func resource(d *doc.Drawing, k float64, hue func(doc.Hue) color.Color) fyne.Resource {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.2f %.2f">`, d.Width*k, d.Height*k)
	before := ""
	for _, s := range d.Shapes {
		if s.Words != "" {
			continue
		}
		// What comes one after the other in one look is one path: whoever draws it
		// goes over the whole picture once for each.
		if look := look(s, k, hue); look != before {
			if before != "" {
				b.WriteString(`"/>`)
			}
			fmt.Fprintf(&b, `<path %s d="`, look)
			before = look
		}
		b.WriteString(steps(s.Path, k))
	}
	if before != "" {
		b.WriteString(`"/>`)
	}
	b.WriteString("</svg>")
	sum := sha256.Sum256([]byte(b.String()))
	return fyne.NewStaticResource("sketch-"+hex.EncodeToString(sum[:8])+".svg", []byte(b.String()))
}

// look gives colours and lines of a shape.
func look(s doc.Shape, k float64, hue func(doc.Hue) color.Color) string {
	out := fmt.Sprintf(`fill="%s" stroke="%s"`, named(s.Fill, hue), named(s.Stroke, hue))
	if s.Stroke != doc.NoHue {
		out += fmt.Sprintf(` stroke-width="%.2f"`, s.Width*k)
	}
	if len(s.Dash) > 0 {
		var on []string
		for _, v := range s.Dash {
			on = append(on, fmt.Sprintf("%.2f", v*k))
		}
		out += fmt.Sprintf(` stroke-dasharray="%s"`, strings.Join(on, ","))
	}
	return out
}

func named(h doc.Hue, hue func(doc.Hue) color.Color) string {
	if h == doc.NoHue {
		return "none"
	}
	r, g, b, _ := hue(h).RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}

func steps(path []doc.Step, k float64) string {
	var b strings.Builder
	for _, s := range path {
		b.WriteByte(s.Op)
		for _, p := range s.P {
			fmt.Fprintf(&b, "%.2f %.2f ", p.X*k, p.Y*k)
		}
	}
	return b.String()
}
