package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui/activity"
)

// Scroll is a vertical scroller that knows how to bring a focused field into
// view; Fyne's Tab does not scroll, so screens put their forms in this one.
type Scroll struct {
	widget.BaseWidget
	inner    *container.Scroll
	settling bool
	resized  func() // hears that the content needs another height; nil scrolls
}

// live lists the scrolls that are on a screen, so that Reveal can find those
// around an object: Fyne objects do not know their parents.
var live []*Scroll

// NewScroll puts content into a vertical scroller.
func NewScroll(content fyne.CanvasObject) *Scroll {
	s := &Scroll{inner: container.NewVScroll(content)}
	s.inner.OnScrolled = func(fyne.Position) { activity.Seen() }
	s.ExtendBaseWidget(s)
	return s
}

// SetContent replaces what is scrolled and goes back to the top.
func (s *Scroll) SetContent(o fyne.CanvasObject) {
	s.inner.Content = o
	s.inner.Offset = fyne.Position{}
	s.Refresh()
}

// Offset tells how far the content is scrolled.
func (s *Scroll) Offset() float32 { return s.inner.Offset.Y }

// ScrollTo scrolls so that y of the content is at the top, as far as it goes.
func (s *Scroll) ScrollTo(y float32) { s.inner.ScrollToOffset(fyne.NewPos(0, y)) }

// CreateRenderer draws the scroller.
func (s *Scroll) CreateRenderer() fyne.WidgetRenderer {
	live = append(live, s)
	f := &face{objs: []fyne.CanvasObject{s.inner}, owner: s}
	f.layout = func(sz fyne.Size) {
		s.inner.Resize(sz)
		s.settle()
	}
	f.min = s.inner.MinSize
	f.refresh = s.inner.Refresh
	return &scrollFace{f, s}
}

// settle lays the content out again when its height came to depend on the width it got.
func (s *Scroll) settle() {
	if c := s.inner.Content; c != nil && !s.settling && c.Size().Height < c.MinSize().Height {
		s.settling = true
		s.inner.Refresh()
		s.settling = false
	}
}

type scrollFace struct {
	*face
	s *Scroll
}

func (f *scrollFace) Destroy() {
	live = slices.DeleteFunc(live, func(s *Scroll) bool { return s == f.s })
}

// Reveal scrolls every Scroll around o as far as needed to show it.
func Reveal(o fyne.CanvasObject) { RevealPart(o, 0, o.Size().Height) }

// RevealPart shows the part of o that starts at y and is height high.
func RevealPart(o fyne.CanvasObject, y, height float32) {
	for i := len(live) - 1; i >= 0; i-- {
		live[i].reveal(o, y, height)
	}
}

// around answers the innermost Scroll that holds o, or nil.
func around(o fyne.CanvasObject) *Scroll {
	for i := len(live) - 1; i >= 0; i-- {
		if live[i].holds(o) {
			return live[i]
		}
	}
	return nil
}

// Resized tells what o stands in that o needs another height from now on: a
// dialog becomes as high as that.
func Resized(o fyne.CanvasObject) {
	if s := around(o); s != nil && s.resized != nil {
		s.resized()
	}
}

func (s *Scroll) reveal(o fyne.CanvasObject, y, height float32) {
	if s.holds(o) {
		d := fyne.CurrentApp().Driver()
		s.bring(d.AbsolutePositionForObject(o).Y-d.AbsolutePositionForObject(s.inner.Content).Y+y, height)
	}
}

// bring scrolls as little as needed to show the part of the content that starts at top.
func (s *Scroll) bring(top, height float32) {
	const margin = 24
	view, content := s.inner.Size().Height, s.inner.Content
	off := s.inner.Offset.Y
	switch {
	case top-margin < off || height > view:
		off = max(0, top-margin)
	case top+height+margin > off+view:
		off = min(top+height+margin-view, content.Size().Height-view)
	default:
		return
	}
	s.inner.ScrollToOffset(fyne.NewPos(0, off))
}

// holds tells whether o is somewhere inside the content. Moving the content by
// a hair and seeing whether o moves with it asks the real tree, whatever
// containers stand between.
func (s *Scroll) holds(o fyne.CanvasObject) bool {
	d := fyne.CurrentApp().Driver()
	c := s.inner.Content
	if c == nil {
		return false
	}
	at, before := c.Position(), d.AbsolutePositionForObject(o)
	c.Move(at.AddXY(0, 64))
	after := d.AbsolutePositionForObject(o)
	c.Move(at)
	return after.Y-before.Y > 32
}
