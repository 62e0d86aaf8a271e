package ui

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	_ "image/gif" // pictures that come as evidence
	_ "image/jpeg"
	_ "image/png"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// ThumbPixels is the largest picture a Thumb decodes, in pixels: what claims
// more is not decoded at all, so that a small file cannot fill the memory.
const ThumbPixels = 60_000_000

// Reasons why a picture is not shown.
var (
	errNotAPicture = errors.New("not a picture")
	errTooBig      = errors.New("picture too big")
)

// Thumb shows a small picture made from bytes. The work is done by the runner,
// never on the UI goroutine, and what is not a picture is said in words.
type Thumb struct {
	widget.BaseWidget
	side  float32
	box   *canvas.Rectangle
	image *canvas.Image
	icon  *widget.Icon
	note  *Text
	round int
	err   error
	ready bool
}

// NewThumb returns an empty square picture of a side length at 100 %.
func NewThumb(side float32) *Thumb {
	t := &Thumb{side: side, box: canvas.NewRectangle(color.Transparent), image: &canvas.Image{FillMode: canvas.ImageFillContain}, icon: widget.NewIcon(nil)}
	t.note = NewText("", TextStyle{Size: theme.SizeNameCaptionText, Color: ColorSubtle, Align: fyne.TextAlignCenter})
	t.ExtendBaseWidget(t)
	return t
}

// Load shows the picture that read answers; read and the decoding run elsewhere.
func (t *Thumb) Load(read func() ([]byte, error)) {
	t.round++
	round := t.round
	t.ready, t.err, t.image.Image = false, nil, nil
	t.Refresh()
	var small image.Image
	var err error
	limit := int(t.side * 4) // sharp at 200 % on a dense screen
	runner.Do(func() {
		var data []byte
		if data, err = read(); err == nil {
			small, err = decodeSmall(data, limit)
		}
	}, func() {
		if round != t.round {
			return // another picture was asked for meanwhile
		}
		t.ready, t.err, t.image.Image = true, err, small
		t.Refresh()
	})
}

// Clear shows nothing.
func (t *Thumb) Clear() {
	t.round++
	t.ready, t.err, t.image.Image = true, nil, nil
	t.Refresh()
}

// Failed answers why there is no picture, or nil.
func (t *Thumb) Failed() error { return t.err }

// CreateRenderer draws the picture, or the words in its place.
func (t *Thumb) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{t.box, t.image, t.icon, t.note}, owner: t}
	f.refresh = func() {
		setBox(t.box, tint(t, ColorNeutralSoft), tint(t, ColorBorder), 1, size(t, theme.SizeNameInputRadius))
		t.image.Hidden = t.image.Image == nil
		t.icon.Hidden = t.image.Image != nil
		t.note.content = ""
		res := theme.FileImageIcon()
		switch {
		case errors.Is(t.err, errTooBig):
			t.note.content, res = words.PictureTooBig, theme.WarningIcon()
		case t.err != nil:
			t.note.content, res = words.NoPicture, theme.BrokenImageIcon()
		case !t.ready && t.round > 0:
			t.note.content = words.Loading
		}
		drawIcon(t.icon, res, theme.ColorNamePlaceHolder)
		t.note.Refresh()
		t.image.Refresh()
	}
	f.min = func() fyne.Size { return fyne.NewSquareSize(t.side * (1 + (textScale()-1)/2)) }
	f.layout = func(s fyne.Size) {
		t.box.Resize(s)
		t.image.Move(fyne.NewPos(2, 2))
		t.image.Resize(s.SubtractWidthHeight(4, 4))
		p, i := pad(t), size(t, theme.SizeNameInlineIcon)*1.4
		h := t.note.heightFor(s.Width - 2*p)
		y := (s.Height - i - h - p) / 2
		t.icon.Resize(fyne.NewSquareSize(i))
		t.icon.Move(fyne.NewPos((s.Width-i)/2, y))
		t.note.Move(fyne.NewPos(p, y+i+p))
		t.note.Resize(fyne.NewSize(s.Width-2*p, h))
	}
	f.refresh()
	return f
}

// decodeSmall decodes a picture within limits and shrinks it to a side length.
func decodeSmall(data []byte, side int) (small image.Image, err error) {
	conf, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, errNotAPicture
	}
	if conf.Width <= 0 || conf.Height <= 0 || conf.Width > ThumbPixels/conf.Height {
		return nil, errTooBig
	}
	defer func() { // a decoder must not take the program down
		if recover() != nil {
			small, err = nil, errNotAPicture
		}
	}()
	full, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, errNotAPicture
	}
	return shrink(full, side), nil
}

// shrink averages blocks of pixels until the picture fits into a square.
func shrink(src image.Image, side int) image.Image {
	b := src.Bounds()
	step := max((b.Dx()+side-1)/side, (b.Dy()+side-1)/side, 1)
	out := image.NewNRGBA(image.Rect(0, 0, max(b.Dx()/step, 1), max(b.Dy()/step, 1)))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			out.Set(x, y, average(src, b.Min.X+x*step, b.Min.Y+y*step, step))
		}
	}
	return out
}

func average(src image.Image, x0, y0, step int) color.Color {
	skip := max(step/4, 1) // at most 16 or so samples a block
	var r, g, b, a, n uint64
	for y := y0; y < min(y0+step, src.Bounds().Max.Y); y += skip {
		for x := x0; x < min(x0+step, src.Bounds().Max.X); x += skip {
			R, G, B, A := src.At(x, y).RGBA()
			r, g, b, a, n = r+uint64(R), g+uint64(G), b+uint64(B), a+uint64(A), n+1
		}
	}
	n = max(n, 1)
	return color.RGBA64{R: uint16(r / n), G: uint16(g / n), B: uint16(b / n), A: uint16(a / n)}
}
