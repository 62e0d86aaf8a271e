package ui

import (
	"errors"
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui/activity"
)

// Thumb shows a small picture made from bytes. The work is done by the runner,
// never on the UI goroutine, and what is not a picture is said in words.
type Thumb struct {
	widget.BaseWidget
	activity.Pressed
	OnTapped func() // hears a tap on a picture that is shown

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
			small, err = Picture(data, limit)
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

// Tapped tells the owner.
func (t *Thumb) Tapped(*fyne.PointEvent) {
	if t.OnTapped != nil && t.image.Image != nil {
		t.OnTapped()
	}
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
