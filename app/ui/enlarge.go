package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui/activity"
)

// Enlarged is a picture or a page over the whole window. Escape closes it;
// plus and minus, with Ctrl or without, make it larger and smaller, and 0 shows
// all of it; the arrows and the mouse move it; Page Up, Page Down, Home and End
// turn the pages.
type Enlarged struct {
	widget.BaseWidget
	l      *layer
	leaf   *leaf
	title  *Text
	where  *Text
	before *Button
	after  *Button
	bar    *fyne.Container
	ground *canvas.Rectangle
	view   *container.Scroll
	inside *fyne.Container
	zoom   float32 // 1 shows all of it
	chosen bool    // by a person
	last   int     // the leaf that was shown before
	closed func(at int)
}

const (
	zoomStep = 1.25
	zoomMost = 8
	readable = 900 // how wide a page is shown at first, at 100 %
)

// Enlarge shows one of the leaves over the whole window. closed, which may be
// nil, hears at which it was left.
func Enlarge(c fyne.Canvas, title string, l *Leaves, at int, closed func(at int)) *Enlarged {
	e := &Enlarged{leaf: newLeaf(l, at), last: at, zoom: 1, closed: closed, ground: canvas.NewRectangle(nil)}
	e.title = NewText(title, TextStyle{Bold: true, Single: true})
	e.where = NewText("", TextStyle{Single: true, Whole: true})
	e.before = NewIconButton(theme.NavigateBackIcon(), words.PageBefore, func() { e.leaf.key(fyne.KeyPageUp) })
	e.after = NewIconButton(theme.NavigateNextIcon(), words.PageAfter, func() { e.leaf.key(fyne.KeyPageDown) })
	e.bar = NewRow(0, e.title, e.before, e.where, e.after,
		NewIconButton(theme.ZoomOutIcon(), words.Smaller, func() { e.Zoom(-1) }),
		NewIconButton(theme.ZoomInIcon(), words.Larger, func() { e.Zoom(1) }),
		NewIconButton(theme.ZoomFitIcon(), words.WholePage, func() { e.Zoom(0) }),
		NewIconButton(theme.CancelIcon(), words.Close, e.Close))
	e.inside = &fyne.Container{Layout: &middle{e}, Objects: []fyne.CanvasObject{e.leaf}}
	e.view = container.NewScroll(e.inside)
	e.view.OnScrolled = func(fyne.Position) { activity.Seen() }
	e.leaf.onDrag = func(dx, dy float32) { e.move(-dx, -dy) }
	e.leaf.onTurned, e.leaf.bare = e.turned, true
	showWhere(e.leaf, e.where, e.before, e.after)
	e.ExtendBaseWidget(e)

	e.l = newLayer(c, e)
	e.l.place = func(s fyne.Size) {
		e.Move(fyne.Position{})
		e.Resize(s)
	}
	e.l.keys = e.key
	e.l.zoom = e.Zoom
	e.l.show(e.leaf)
	return e
}

// Zoom makes what lies over the whole window of a canvas larger (1) or smaller
// (-1), or the pages that have the keyboard, and answers false where nothing of
// that kind does: the keys for it are those of the size of letters, and the menu
// hears them first.
func Zoom(c fyne.Canvas, by int) bool {
	if l, ok := c.Overlays().Top().(*layer); ok {
		if l.zoom == nil {
			return false
		}
		l.zoom(by)
		return true
	}
	pages, ok := c.Focused().(interface{ Zoom(by int) })
	if ok {
		pages.Zoom(by)
	}
	return ok
}

// Open tells whether it is up.
func (e *Enlarged) Open() bool { return e != nil && e.l.up }

// Close takes it down; the keyboard returns where it was.
func (e *Enlarged) Close() {
	if !e.Open() {
		return
	}
	e.l.hide()
	if e.closed != nil {
		e.closed(e.leaf.at())
	}
}

// At answers which leaf is shown.
func (e *Enlarged) At() int { return e.leaf.at() }

// Scale answers how much larger it is shown than to be seen whole.
func (e *Enlarged) Scale() float32 { return e.zoom }

// Zoom makes it larger (1), smaller (-1), or shows all of it (0); what is in
// the middle of the window stays there.
func (e *Enlarged) Zoom(by int) {
	was := e.zoom
	e.chosen = true
	switch {
	case by > 0:
		e.zoom = min(e.zoom*zoomStep, zoomMost)
	case by < 0:
		e.zoom = max(e.zoom/zoomStep, 1)
	default:
		e.zoom = 1
	}
	half := fyne.NewPos(e.view.Size().Width/2, e.view.Size().Height/2)
	at := e.view.Offset.Add(half)
	ratio := e.zoom / was
	e.view.Offset = fyne.NewPos(at.X*ratio, at.Y*ratio).Subtract(half)
	e.arrange()
}

// arrange gives the leaf its size and keeps the place within what there is.
func (e *Enlarged) arrange() {
	e.view.Offset = e.within(e.view.Offset)
	e.inside.Refresh()
	e.view.Refresh()
}

func (e *Enlarged) within(p fyne.Position) fyne.Position {
	size, view := e.size(), e.view.Size()
	return fyne.NewPos(min(max(p.X, 0), max(size.Width-view.Width, 0)), min(max(p.Y, 0), max(size.Height-view.Height, 0)))
}

// size answers how large the leaf is to be shown.
func (e *Enlarged) size() fyne.Size {
	view := e.view.Size()
	w := min(view.Width, view.Height/e.leaf.shape) * e.zoom
	return fyne.NewSize(w, w*e.leaf.shape)
}

// begin chooses the size until a person does: a photograph is shown whole, a
// page so that it can be read.
func (e *Enlarged) begin() {
	if e.chosen {
		return
	}
	e.zoom = 1
	view := e.view.Size()
	if whole := min(view.Width, view.Height/e.leaf.shape); e.leaf.leaves.Pages && whole > 0 {
		e.zoom = min(max(1, min(view.Width, readable*textScale())/whole), zoomMost)
	}
}

func (e *Enlarged) turned() {
	showWhere(e.leaf, e.where, e.before, e.after)
	e.bar.Refresh()
	if at := e.leaf.at(); at != e.last {
		e.last, e.view.Offset = at, fyne.Position{}
	}
	e.begin()
	e.arrange()
}

func (e *Enlarged) move(dx, dy float32) {
	e.view.Offset = e.within(e.view.Offset.AddXY(dx, dy))
	e.view.Refresh()
}

// key takes what no button had a use for.
func (e *Enlarged) key(ev *fyne.KeyEvent) {
	step := 60 * textScale()
	switch ev.Name {
	case fyne.KeyEscape:
		e.Close()
	case fyne.KeyPlus, fyne.KeyEqual:
		e.Zoom(1)
	case fyne.KeyMinus:
		e.Zoom(-1)
	case fyne.Key0:
		e.Zoom(0)
	case fyne.KeyUp:
		e.move(0, -step)
	case fyne.KeyDown:
		e.move(0, step)
	case fyne.KeyLeft:
		e.move(-step, 0)
	case fyne.KeyRight:
		e.move(step, 0)
	default:
		e.leaf.key(ev.Name)
	}
}

// CreateRenderer draws the bar above what is shown.
func (e *Enlarged) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{e.ground, e.bar, e.view}, owner: e}
	f.refresh = func() {
		setBox(e.ground, tint(e, theme.ColorNameBackground), nil, 0, 0)
		e.bar.Refresh()
		e.view.Refresh()
	}
	f.min = func() fyne.Size { return fyne.NewSize(1, 1) }
	f.layout = func(s fyne.Size) {
		e.ground.Resize(s)
		p := pad(e)
		bar := e.bar.MinSize().Height
		e.bar.Move(fyne.NewPos(2*p, p))
		e.bar.Resize(fyne.NewSize(s.Width-4*p, bar))
		e.view.Move(fyne.NewPos(p, bar+2*p))
		e.view.Resize(fyne.NewSize(s.Width-2*p, s.Height-bar-3*p))
		e.begin()
		e.arrange()
	}
	setBox(e.ground, tint(e, theme.ColorNameBackground), nil, 0, 0)
	return f
}

// middle keeps the leaf in the middle of a window that is larger.
type middle struct{ e *Enlarged }

func (m *middle) MinSize([]fyne.CanvasObject) fyne.Size { return m.e.size() }

func (m *middle) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	size := m.e.size()
	objs[0].Move(fyne.NewPos(max(0, (s.Width-size.Width)/2), max(0, (s.Height-size.Height)/2)))
	objs[0].Resize(size)
}
