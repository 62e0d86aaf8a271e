package ui

import (
	"image"
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui/activity"
)

// Leaves are pictures that are made when they are wanted: the pages of a
// document, or a photograph alone.
type Leaves struct {
	Count int
	Pages bool // they are there to be read, not to be looked at as a whole
	// Shape is the height to the width of what is shown first, where that is known.
	Shape float32
	// Draw makes the picture of one, the first being 0, at a width in pixels; it
	// may answer another width. It runs elsewhere.
	Draw func(at, width int) (image.Image, error)
	// Problem says why one could not be made.
	Problem func(error) string
	Lit     []Lit // parts that stand out
}

const (
	leafSide  = 4096                   // the longest side asked for, which every graphics card takes
	leafShape = 1.4142                 // height to width of a leaf not seen yet: that of A4
	leafRest  = 250 * time.Millisecond // what is quicker would only flicker
	leafFrame = 20 * time.Millisecond  // until a new widget has found its width
)

// leaf shows one of the leaves, as large as the room it is given.
type leaf struct {
	control
	leaves *Leaves
	wanted version
	shown  version
	shape  float32 // height to width
	err    error
	doing  bool   // one is being made
	late   bool   // and takes its time
	rest   func() // cancels what waits for the width to rest
	bare   bool   // no ring around it: nothing else could have the keyboard
	// What the owner hears.
	onTurned func() // another leaf is shown or awaited, or its shape is another
	onTapped func()
	onFocus  func() // it got the keyboard
	onStep   func(by int)
	onDrag   func(dx, dy float32)

	paper, ring *canvas.Rectangle
	image       *canvas.Image
	lit         *fyne.Container
	icon        *widget.Icon
	note        *Text
}

// version is a leaf at a width.
type version struct{ at, width int }

func newLeaf(l *Leaves, at int) *leaf {
	f := &leaf{leaves: l, wanted: version{at: at}, shown: version{at: -1}, shape: l.Shape, rest: func() {}}
	if f.shape <= 0 {
		f.shape = leafShape
	}
	f.paper, f.ring = canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	f.image = &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleFastest}
	f.lit = &fyne.Container{}
	f.icon, f.note = widget.NewIcon(nil), NewText("", TextStyle{Color: ColorSubtle, Align: fyne.TextAlignCenter})
	f.extend(f)
	return f
}

// at answers which leaf is shown, or awaited for too long to wait with it.
func (f *leaf) at() int {
	if f.late || f.shown.at < 0 {
		return f.wanted.at
	}
	return f.shown.at
}

// turn goes to a leaf, the nearest there is.
func (f *leaf) turn(at int) {
	f.wanted.at = min(max(at, 0), f.leaves.Count-1)
	f.draw()
}

// fit asks for the width it came to have when that has come to rest, which is
// soon where nothing is shown yet.
func (f *leaf) fit(width float32) {
	scale := float32(1)
	if c := canvasOf(f); c != nil {
		scale = c.Scale()
	}
	px := max(1, int(math.Round(float64(min(width*scale, leafSide, leafSide/f.shape)))))
	if px == f.wanted.width {
		return
	}
	f.wanted.width = px
	f.rest()
	wait := leafRest
	if f.shown.at < 0 {
		wait = leafFrame
	}
	f.rest = runner.After(wait, f.draw)
}

// draw has the wanted leaf made, one at a time: who turns many is not kept
// waiting for those in between.
func (f *leaf) draw() {
	if f.doing || f.wanted.width == 0 || f.wanted == f.shown {
		return
	}
	f.doing = true
	want := f.wanted
	var made image.Image
	var err error
	stop := runner.After(leafRest, f.wait)
	runner.Do(func() { made, err = f.leaves.Draw(want.at, want.width) }, func() {
		stop()
		f.doing, f.late = false, false
		f.show(want, made, err)
		f.draw()
	})
}

// wait shows an empty leaf in the place of another one.
func (f *leaf) wait() {
	if f.doing && f.shown.at != f.wanted.at {
		f.late = true
		f.Refresh()
		f.turned()
	}
}

func (f *leaf) show(v version, made image.Image, err error) {
	f.shown, f.err, f.image.Image = v, err, made
	if made != nil {
		if b := made.Bounds(); !b.Empty() {
			f.shape = float32(b.Dy()) / float32(b.Dx())
		}
	}
	f.Refresh()
	f.turned()
}

func (f *leaf) turned() {
	if f.onTurned != nil {
		f.onTurned()
	}
}

// key turns the leaves; false where a key does not.
func (f *leaf) key(name fyne.KeyName) bool {
	if f.leaves.Count < 2 {
		return false
	}
	switch name {
	case fyne.KeyPageUp:
		f.turn(f.wanted.at - 1)
	case fyne.KeyPageDown:
		f.turn(f.wanted.at + 1)
	case fyne.KeyHome:
		f.turn(0)
	case fyne.KeyEnd:
		f.turn(f.leaves.Count - 1)
	default:
		return false
	}
	return true
}

// FocusGained tells the owner, once the leaf is in view.
func (f *leaf) FocusGained() {
	f.control.FocusGained()
	if f.onFocus != nil {
		f.onFocus()
	}
}

// TypedKey turns the leaves and tells the owner of the arrows; Space and Enter
// do what a tap does.
func (f *leaf) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case f.key(ev.Name):
	case f.onStep != nil && ev.Name == fyne.KeyUp:
		f.onStep(-1)
	case f.onStep != nil && ev.Name == fyne.KeyDown:
		f.onStep(1)
	case f.onTapped != nil && (ev.Name == fyne.KeySpace || ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter):
		f.onTapped()
	default:
		passOn(f, ev)
	}
}

// Tapped takes the keyboard and tells the owner.
func (f *leaf) Tapped(*fyne.PointEvent) {
	Focus(f)
	if f.onTapped != nil {
		f.onTapped()
	}
}

// Dragged tells the owner.
func (f *leaf) Dragged(ev *fyne.DragEvent) {
	activity.Seen()
	if f.onDrag != nil {
		f.onDrag(ev.Dragged.DX, ev.Dragged.DY)
	}
}

// DragEnd does nothing.
func (f *leaf) DragEnd() {}

func (f *leaf) heightFor(width float32) float32 {
	if f.err != nil {
		return min(width*f.shape, 200*textScale())
	}
	return width * f.shape
}

// CreateRenderer draws the leaf, or words on its empty paper.
func (f *leaf) CreateRenderer() fyne.WidgetRenderer {
	r := &face{objs: []fyne.CanvasObject{f.paper, f.image, f.lit, f.icon, f.note, f.ring}, owner: f}
	r.min = func() fyne.Size { return fyne.NewSize(1, 1) }
	r.refresh, r.layout = f.restyle, f.place
	f.restyle()
	return r
}

func (f *leaf) restyle() {
	setBox(f.paper, tint(f, ColorNeutralSoft), tint(f, ColorBorder), 1, 0)
	setRing(f.ring, f, f.focused && !f.bare, 0)
	f.image.Hidden = f.image.Image == nil || f.late
	f.note.content, f.icon.Hidden = "", true
	switch {
	case f.late || f.shown.at < 0:
		f.note.content = words.Loading
	case f.err != nil:
		f.note.content, f.icon.Hidden = f.leaves.Problem(f.err), false
		drawIcon(f.icon, theme.BrokenImageIcon(), theme.ColorNamePlaceHolder)
	}
	f.note.Refresh()
	f.image.Refresh()
	f.light(f.Size())
}

func (f *leaf) place(s fyne.Size) {
	f.paper.Resize(s)
	f.image.Resize(s)
	f.light(s)
	placeRing(f.ring, s)
	p, i := pad(f), size(f, theme.SizeNameInlineIcon)*1.6
	w := min(s.Width-4*p, 420*textScale())
	h := f.note.heightFor(w)
	y := max(p, (min(s.Height, 420*textScale())-i-p-h)/2)
	f.icon.Resize(fyne.NewSquareSize(i))
	f.icon.Move(fyne.NewPos((s.Width-i)/2, y))
	f.note.Resize(fyne.NewSize(w, h))
	f.note.Move(fyne.NewPos((s.Width-w)/2, y+i+p))
	if s.Width > 1 {
		f.fit(s.Width)
	}
}
