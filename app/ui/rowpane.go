package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui/activity"
)

// paneRow is a reusable row of a rowPane.
type paneRow interface {
	fyne.CanvasObject
	show(i int) // become row i
}

// rowPane scrolls over any number of rows of one height. It makes objects only
// for the rows in view and asks only for those.
type rowPane struct {
	widget.BaseWidget
	count  func() int
	height func() float32
	make   func() paneRow

	scroll *container.Scroll
	body   *paneBody
	unseen int // the row asked for before there was room, until somebody scrolls; or -1
}

func newRowPane(count func() int, height func() float32, make func() paneRow) *rowPane {
	p := &rowPane{count: count, height: height, make: make, unseen: -1}
	p.body = &paneBody{p: p}
	p.body.ExtendBaseWidget(p.body)
	p.scroll = container.NewVScroll(p.body)
	p.scroll.OnScrolled = func(fyne.Position) {
		activity.Seen()
		p.unseen = -1
		p.body.place(false)
	}
	p.ExtendBaseWidget(p)
	return p
}

// CreateRenderer draws the scroller.
func (p *rowPane) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{p.scroll}, owner: p, min: p.scroll.MinSize}
	f.layout = func(s fyne.Size) {
		p.scroll.Resize(s)
		p.body.place(false)
		if i := p.unseen; i >= 0 && s.Height > 0 {
			p.scroll.ScrollToOffset(fyne.Position{})
			p.reveal(i)
			p.unseen = i // the next layout may give the room that the first did not
		}
	}
	f.refresh = func() {
		p.scroll.Refresh() // its offset may be past the end now
		p.body.place(true)
	}
	return f
}

// reveal scrolls as little as needed to show row i.
func (p *rowPane) reveal(i int) {
	h, view, off := p.height(), p.scroll.Size().Height, p.scroll.Offset.Y
	if p.unseen = -1; view <= 0 {
		p.unseen = i
		return
	}
	y := float32(i) * h
	switch {
	case y < off:
		off = y
	case y+h > off+view:
		off = y + h - view
	default:
		return
	}
	p.scroll.ScrollToOffset(fyne.NewPos(0, max(0, off)))
	p.body.place(false)
}

// page answers how many whole rows fit.
func (p *rowPane) page() int { return max(1, int(p.scroll.Size().Height/p.height())) }

// repaint draws row i again if it is in view, without asking for it.
func (p *rowPane) repaint(i int) {
	b := p.body
	if i >= 0 && len(b.rows) > 0 && b.shown[i%len(b.rows)] == i {
		b.rows[i%len(b.rows)].Refresh()
	}
}

func (p *rowPane) top() {
	p.scroll.Offset = fyne.Position{}
}

type paneBody struct {
	widget.BaseWidget
	p     *rowPane
	rows  []paneRow
	shown []int
	objs  []fyne.CanvasObject
}

func (b *paneBody) CreateRenderer() fyne.WidgetRenderer { return paneFace{b} }

// place gives every visible row an object; fresh asks for the rows again.
func (b *paneBody) place(fresh bool) {
	p := b.p
	h, view, n := p.height(), p.scroll.Size(), p.count()
	from := max(0, int(p.scroll.Offset.Y/h))
	to := min(n, int((p.scroll.Offset.Y+view.Height)/h)+1)
	b.grow(to - from)
	b.objs = b.objs[:0]
	for i := from; i < to; i++ {
		k := i % len(b.rows)
		r := b.rows[k]
		r.Move(fyne.NewPos(0, float32(i)*h))
		r.Resize(fyne.NewSize(view.Width, h))
		if fresh || b.shown[k] != i {
			b.shown[k] = i
			r.show(i)
		}
		b.objs = append(b.objs, r)
	}
	canvas.Refresh(b)
}

func (b *paneBody) grow(n int) {
	if n <= len(b.rows) {
		return
	}
	for len(b.rows) < n+2 {
		b.rows = append(b.rows, b.p.make())
	}
	b.shown = make([]int, len(b.rows))
	for i := range b.shown {
		b.shown[i] = -1 // another row count spreads the rows anew
	}
}

type paneFace struct{ b *paneBody }

func (f paneFace) Destroy()                     {}
func (f paneFace) Layout(fyne.Size)             { f.b.place(false) }
func (f paneFace) Objects() []fyne.CanvasObject { return f.b.objs }
func (f paneFace) Refresh()                     { f.b.place(true) }
func (f paneFace) MinSize() fyne.Size {
	return fyne.NewSize(1, float32(f.b.p.count())*f.b.p.height())
}
