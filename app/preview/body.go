package preview

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui/activity"
)

// body is what is scrolled: all pages, and the keyboard for them. Page Up and
// Page Down turn, the arrows move, Home and End go to the ends; plus, minus and
// 0 size; Enter tells what stands on the page; F3 finds the next place.
type body struct {
	widget.BaseWidget
	activity.Pressed
	s       *strip
	book    *book
	total   fyne.Size
	objs    []fyne.CanvasObject
	focused bool
	shift   bool
}

func newBody(s *strip) *body {
	b := &body{s: s}
	b.ExtendBaseWidget(b)
	return b
}

// show gives the window the pages in view.
func (b *body) show(first, last int) {
	var objs []fyne.CanvasObject
	for i := first; i <= last; i++ {
		if l := b.s.leaves[i]; l != nil {
			objs = append(objs, l.objects()...)
		}
	}
	b.objs = objs
	canvas.Refresh(b)
}

// FocusGained shows the ring around the pages.
func (b *body) FocusGained() { b.focus(true) }

// FocusLost hides it.
func (b *body) FocusLost() { b.focus(false) }

func (b *body) focus(on bool) {
	activity.Seen()
	b.focused = on
	b.s.p.ring(b.s.p.keyboard.Position(), b.s.p.keyboard.Size())
}

// TypedRune sizes the pages.
func (b *body) TypedRune(r rune) {
	switch r {
	case '+', '=':
		b.s.Zoom(1)
	case '-':
		b.s.Zoom(-1)
	case '0':
		b.s.Zoom(0)
	}
}

// Zoom makes the pages larger or smaller, for the keys of the menu.
func (b *body) Zoom(by int) { b.s.Zoom(by) }

// Find opens the line for finding, for the keys of the menu.
func (b *body) Find() { b.s.p.finder.show() }

// TypedKey moves.
func (b *body) TypedKey(ev *fyne.KeyEvent) {
	s, step := b.s, 60*textScale()
	switch ev.Name {
	case fyne.KeyUp:
		s.move(0, -step)
	case fyne.KeyDown:
		s.move(0, step)
	case fyne.KeyLeft:
		s.move(-step, 0)
	case fyne.KeyRight:
		s.move(step, 0)
	case fyne.KeyPageUp:
		s.turn(-1)
	case fyne.KeyPageDown:
		s.turn(1)
	case fyne.KeySpace:
		s.move(0, s.view.Size().Height*0.9)
	case fyne.KeyHome:
		s.show(0, 0)
	case fyne.KeyEnd:
		s.show(s.pages()-1, 0)
	case fyne.KeyReturn, fyne.KeyEnter:
		s.p.list()
	case fyne.KeyF3:
		s.p.finder.step(b.shift)
	default:
		passOn(b, ev)
	}
}

// passOn gives a key that was not wanted to the window.
func passOn(o fyne.CanvasObject, ev *fyne.KeyEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil {
		if f := c.OnTypedKey(); f != nil {
			f(ev)
		}
	}
}

// KeyDown watches Shift.
func (b *body) KeyDown(ev *fyne.KeyEvent) {
	activity.Key(ev)
	b.shift = b.shift || isShift(ev.Name)
}

// KeyUp watches Shift.
func (b *body) KeyUp(ev *fyne.KeyEvent) { b.shift = b.shift && !isShift(ev.Name) }

func isShift(k fyne.KeyName) bool { return k == desktop.KeyShiftLeft || k == desktop.KeyShiftRight }

// MouseDown takes the keyboard.
func (b *body) MouseDown(*desktop.MouseEvent) {
	activity.Seen()
	if c := fyne.CurrentApp().Driver().CanvasForObject(b); c != nil && b.book != nil {
		c.Focus(b)
	}
}

// DoubleTapped goes to where what stands there is written.
func (b *body) DoubleTapped(ev *fyne.PointEvent) {
	s := b.s
	if b.book == nil {
		return
	}
	page := s.pageAt(ev.Position.Y)
	l := s.leaves[page]
	if l == nil || l.stale {
		return
	}
	part := (ev.Position.Y - s.tops[page]) / s.heightOf(page)
	anchor := ""
	for _, m := range l.marks {
		if m.part <= part+0.005 {
			anchor = m.at.anchor
		}
	}
	for i := len(b.book.passages) - 1; i >= 0 && anchor == ""; i-- { // begun on a page before
		if at := b.book.passages[i]; at.page < page && ofRecord(at.anchor) {
			anchor = at.anchor
		}
	}
	if anchor != "" {
		s.p.leadTo(anchor)
	}
}

// Dragged moves the pages.
func (b *body) Dragged(ev *fyne.DragEvent) {
	activity.Seen()
	b.s.move(-ev.Dragged.DX, -ev.Dragged.DY)
}

// DragEnd does nothing.
func (b *body) DragEnd() {}

// CreateRenderer draws the pages in view.
func (b *body) CreateRenderer() fyne.WidgetRenderer { return &bodyFace{b} }

type bodyFace struct{ b *body }

func (f *bodyFace) Destroy()                     {}
func (f *bodyFace) Objects() []fyne.CanvasObject { return f.b.objs }
func (f *bodyFace) MinSize() fyne.Size           { return f.b.total }
func (f *bodyFace) Layout(fyne.Size)             {}
func (f *bodyFace) Refresh()                     { canvas.Refresh(f.b) }

// The colours of what lies on the paper, which is white in every look: those
// of the light one.
var (
	inkFaint  = color.NRGBA{0x9C, 0xBC, 0xB8, 0xFF}
	inkStrong = color.NRGBA{0x1D, 0x5C, 0x57, 0xFF}
	inkGround = color.NRGBA{0xE4, 0xEE, 0xEC, 0xFF}
)
