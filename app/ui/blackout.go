package ui

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui/activity"
)

// Bar is a part of a leaf that is painted over, in fractions of its sides from
// the top left. At counts the leaves from 0.
type Bar struct {
	At                       int
	Left, Top, Right, Bottom float64
}

// BlackoutSpec says what is looked through, and what it says.
type BlackoutSpec struct {
	Title  string
	Leaves *Leaves
	Bars   []Bar
	Hint   string // how it is done, in one line
	Add    string // the button that puts a bar on the page
	Done   string // the button that says that all of it was looked through
	Unseen string // said beside it until all leaves were shown
	// OnClose hears the bars, and whether a person says to have looked it through.
	OnClose func(bars []Bar, looked bool)
}

// Blackout shows leaves over the whole window and lets a person paint over
// parts of them: with the mouse by dragging, with the keyboard by a bar that
// Enter puts on the page, the arrows move, Shift with an arrow sizes and Enter
// places. Space chooses the next bar, Delete takes it away. Page Up and Page
// Down turn, plus and minus size, Escape leaves.
type Blackout struct {
	widget.BaseWidget
	spec   BlackoutSpec
	l      *layer
	leaf   *leaf
	paint  *paintSurface
	title  *Text
	hint   *Text
	where  *Text
	unseen *Text
	before *Button
	after  *Button
	remove *Button
	done   *Button
	bar    *fyne.Container
	foot   *fyne.Container
	ground *canvas.Rectangle
	view   *container.Scroll
	inside *fyne.Container
	zoom   float32 // 1 shows all of it
	seen   map[int]bool
	bars   []Bar
	last   int
}

// Sizes of bars that a keyboard makes and moves, in parts of the width of a leaf.
const (
	barWide, barHigh = 0.24, 0.03
	barStep          = 0.01
	barLeast         = 0.008
)

// PaintOver puts it up.
func PaintOver(c fyne.Canvas, spec BlackoutSpec) *Blackout {
	b := &Blackout{spec: spec, zoom: 1, seen: map[int]bool{}, bars: append([]Bar(nil), spec.Bars...), ground: canvas.NewRectangle(nil)}
	b.leaf = newLeaf(spec.Leaves, 0)
	b.leaf.bare = true
	b.leaf.onTurned = b.turned
	b.paint = newPaintSurface(b)
	b.title = NewText(spec.Title, TextStyle{Bold: true, Single: true})
	b.where = NewText("", TextStyle{Single: true, Whole: true})
	b.hint = NewText(spec.Hint, TextStyle{Size: theme.SizeNameCaptionText, Color: ColorSubtle})
	b.unseen = NewText("", TextStyle{Size: theme.SizeNameCaptionText, Color: ColorSubtle, Single: true, Whole: true})
	b.before = NewIconButton(theme.NavigateBackIcon(), words.PageBefore, func() { b.leaf.key(fyne.KeyPageUp) })
	b.after = NewIconButton(theme.NavigateNextIcon(), words.PageAfter, func() { b.leaf.key(fyne.KeyPageDown) })
	b.remove = NewIconButton(theme.DeleteIcon(), words.Remove, b.paint.drop)
	add := NewButton(spec.Add, theme.ContentAddIcon(), Plain, func() { b.paint.float(); c.Focus(b.paint) })
	b.done = NewButton(spec.Done, theme.ConfirmIcon(), Primary, func() { b.close(true) })
	b.bar = NewRow(0, b.title, b.before, b.where, b.after,
		NewIconButton(theme.ZoomOutIcon(), words.Smaller, func() { b.Zoom(-1) }),
		NewIconButton(theme.ZoomInIcon(), words.Larger, func() { b.Zoom(1) }),
		NewIconButton(theme.ZoomFitIcon(), words.WholePage, func() { b.Zoom(0) }),
		add, b.remove)
	b.foot = NewRow(0, b.hint, b.unseen, NewButton(words.Close, nil, Plain, func() { b.close(false) }), b.done)
	b.inside = &fyne.Container{Layout: &paintLayout{b}, Objects: []fyne.CanvasObject{b.leaf, b.paint}}
	b.view = container.NewScroll(b.inside)
	b.view.OnScrolled = func(fyne.Position) { activity.Seen() }
	b.ExtendBaseWidget(b)
	b.tell()

	b.l = newLayer(c, b)
	b.l.place = func(s fyne.Size) {
		b.Move(fyne.Position{})
		b.Resize(s)
	}
	b.l.keys = b.key
	b.l.zoom = b.Zoom
	b.l.show(b.paint)
	return b
}

// Open tells whether it is up.
func (b *Blackout) Open() bool { return b != nil && b.l.up }

// Bars answers the bars as they are now.
func (b *Blackout) Bars() []Bar { return append([]Bar(nil), b.bars...) }

// Close takes it down as Escape does.
func (b *Blackout) Close() {
	if b.Open() {
		b.close(false)
	}
}

func (b *Blackout) close(looked bool) {
	b.paint.place()
	b.l.hide()
	if b.spec.OnClose != nil {
		b.spec.OnClose(b.Bars(), looked && len(b.seen) == b.spec.Leaves.Count)
	}
}

// turned notes which leaves were seen: one that could not be drawn was not.
func (b *Blackout) turned() {
	if at := b.leaf.shown.at; at >= 0 && b.leaf.err == nil && b.leaf.image.Image != nil {
		b.seen[at] = true
	}
	if at := b.leaf.at(); at != b.last {
		b.paint.place()
		b.last, b.paint.chosen, b.view.Offset = at, -1, fyne.Position{}
	}
	b.tell()
	b.arrange()
}

// tell says where one is and what is still to be seen.
func (b *Blackout) tell() {
	showWhere(b.leaf, b.where, b.before, b.after)
	b.done.setDisabled(len(b.seen) < b.spec.Leaves.Count)
	b.unseen.SetText("")
	if len(b.seen) < b.spec.Leaves.Count {
		b.unseen.SetText(b.spec.Unseen)
	}
	b.remove.setDisabled(b.paint.chosen < 0)
	b.bar.Refresh()
	b.foot.Refresh()
}

// Zoom makes it larger (1), smaller (-1), or shows all of it (0).
func (b *Blackout) Zoom(by int) {
	was := b.zoom
	switch {
	case by > 0:
		b.zoom = min(b.zoom*zoomStep, zoomMost)
	case by < 0:
		b.zoom = max(b.zoom/zoomStep, 1)
	default:
		b.zoom = 1
	}
	half := fyne.NewPos(b.view.Size().Width/2, b.view.Size().Height/2)
	at := b.view.Offset.Add(half)
	b.view.Offset = fyne.NewPos(at.X*b.zoom/was, at.Y*b.zoom/was).Subtract(half)
	b.arrange()
}

// size answers how large the leaf is shown.
func (b *Blackout) size() fyne.Size {
	view := b.view.Size()
	w := min(view.Width, view.Height/b.leaf.shape) * b.zoom
	return fyne.NewSize(w, w*b.leaf.shape)
}

func (b *Blackout) arrange() {
	size, view := b.size(), b.view.Size()
	o := b.view.Offset
	b.view.Offset = fyne.NewPos(min(max(o.X, 0), max(size.Width-view.Width, 0)), min(max(o.Y, 0), max(size.Height-view.Height, 0)))
	b.inside.Refresh()
	b.view.Refresh()
	b.paint.Refresh()
}

func (b *Blackout) move(dx, dy float32) {
	b.view.Offset = b.view.Offset.AddXY(dx, dy)
	b.arrange()
}

// key takes what no button had a use for.
func (b *Blackout) key(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape {
		b.Close()
		return
	}
	b.paint.TypedKey(ev)
}

// CreateRenderer draws the bar, what is shown, and the foot.
func (b *Blackout) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{b.ground, b.bar, b.view, b.foot}, owner: b}
	f.refresh = func() {
		setBox(b.ground, tint(b, theme.ColorNameBackground), nil, 0, 0)
		b.bar.Refresh()
		b.foot.Refresh()
		b.view.Refresh()
	}
	f.min = func() fyne.Size { return fyne.NewSize(1, 1) }
	f.layout = func(s fyne.Size) {
		b.ground.Resize(s)
		p, w := pad(b), s.Width-4*pad(b)
		bar, foot := b.bar.MinSize().Height, heightOf(b.foot, w)
		b.bar.Move(fyne.NewPos(2*p, p))
		b.bar.Resize(fyne.NewSize(w, bar))
		b.view.Move(fyne.NewPos(p, bar+2*p))
		b.view.Resize(fyne.NewSize(s.Width-2*p, s.Height-bar-foot-5*p))
		b.foot.Move(fyne.NewPos(2*p, s.Height-foot-1.5*p))
		b.foot.Resize(fyne.NewSize(w, foot))
		b.arrange()
	}
	f.refresh()
	return f
}

// paintLayout keeps the leaf in the middle, and what is painted on it.
type paintLayout struct{ b *Blackout }

func (m *paintLayout) MinSize([]fyne.CanvasObject) fyne.Size { return m.b.size() }

func (m *paintLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	size := m.b.size()
	for _, o := range objs {
		o.Move(fyne.NewPos(max(0, (s.Width-size.Width)/2), max(0, (s.Height-size.Height)/2)))
		o.Resize(size)
	}
}

// clamp keeps a bar on its leaf and of a size that can be seen.
func (r Bar) clamp() Bar {
	if r.Right < r.Left {
		r.Left, r.Right = r.Right, r.Left
	}
	if r.Bottom < r.Top {
		r.Top, r.Bottom = r.Bottom, r.Top
	}
	in := func(x float64) float64 { return math.Min(math.Max(x, 0), 1) }
	r.Left, r.Right, r.Top, r.Bottom = in(r.Left), in(r.Right), in(r.Top), in(r.Bottom)
	return r
}

// visible tells whether a bar is large enough to have been meant.
func (r Bar) visible() bool { return r.Right-r.Left >= barLeast && r.Bottom-r.Top >= barLeast/2 }

func (r Bar) holds(x, y float64) bool {
	return x >= r.Left && x <= r.Right && y >= r.Top && y <= r.Bottom
}

// barColors are those of paint on paper, the same in every look: black, and a
// lighter one for a bar that is not placed yet, so that one sees what is under it.
var (
	barInk   = color.NRGBA{0x10, 0x10, 0x10, 0xFF}
	barFloat = color.NRGBA{0x10, 0x10, 0x10, 0x9C}
)
