package preview

import (
	"image"
	"math"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui"
	"guvoh/app/ui/activity"
)

// Bounds of what is kept and drawn.
const (
	zoomStep  = 1.25
	zoomLeast = 0.25
	zoomMost  = 5
	widest    = 3200     // of a picture of a page, in pixels
	kept      = 64 << 20 // bytes of pictures of pages that are out of view
	roomy     = 1.4      // of the size on paper, to which pages are widened at most by themselves
	restTime  = 200 * time.Millisecond
)

// strip shows pages below one another, of which only those in view are drawn.
type strip struct {
	widget.BaseWidget
	p      *Pane
	scale  float32 // of the size on paper; 0 fits the width
	factor float32 // as shown
	tops   []float32
	view   *container.Scroll
	body   *body
	leaves map[int]*leaf
	doing  bool
	rest   func() // forgets what waits for the width to rest
}

func newStrip(p *Pane) *strip {
	s := &strip{p: p, leaves: map[int]*leaf{}, factor: 1, rest: func() {}}
	s.body = newBody(s)
	s.view = container.NewScroll(s.body)
	s.view.OnScrolled = func(fyne.Position) {
		activity.Seen()
		s.arrange()
	}
	s.ExtendBaseWidget(s)
	return s
}

// load shows other pages at the place where the ones before were.
func (s *strip) load(b *book) {
	var was *spot
	if s.tops != nil {
		page, part := s.place()
		at := spotAt(s.body.book.passages, page, part)
		was = &at
	}
	for _, l := range s.leaves {
		l.stale = true
	}
	s.body.book = b
	s.measure()
	if was != nil {
		s.show(was.find(b.passages, len(b.sizes)), was.part)
	} else {
		s.show(0, 0)
	}
}

func (s *strip) pages() int {
	if s.body.book == nil {
		return 0
	}
	return len(s.body.book.sizes)
}

// fits tells whether the pages are as wide as there is room.
func (s *strip) fits() bool { return s.scale == 0 }

// percent tells how large the pages are, 100 being the size on paper.
func (s *strip) percent() int { return int(math.Round(float64(s.factor) * 100)) }

func (s *strip) margin() float32 { return 3 * pad() }

// measure gives each page its place.
func (s *strip) measure() {
	b := s.body.book
	if b == nil {
		return
	}
	wide := float32(1)
	for _, size := range b.sizes {
		wide = max(wide, size.Width)
	}
	s.factor = s.scale
	if s.fits() {
		s.factor = min(max(zoomLeast/2, (s.view.Size().Width-2*s.margin())/wide), roomy*textScale())
	}
	s.tops = s.tops[:0]
	y := s.margin()
	for _, size := range b.sizes {
		s.tops = append(s.tops, y)
		y += size.Height*s.factor + s.margin()
	}
	s.body.total = fyne.NewSize(max(1, wide*s.factor+2*s.margin()), y)
}

// at gives the page that is looked at: the one that takes a third of the view.
func (s *strip) at() int {
	line := s.view.Offset.Y + s.view.Size().Height/3
	return s.pageAt(line)
}

// pageAt gives the page at a height of the strip.
func (s *strip) pageAt(y float32) int {
	i, _ := slices.BinarySearchFunc(s.tops, y, func(top, y float32) int {
		if top <= y {
			return -1
		}
		return 1
	})
	return min(max(i-1, 0), max(len(s.tops)-1, 0))
}

// place gives the page at the top of the view, and which part of it is above.
func (s *strip) place() (page int, part float32) {
	page = s.pageAt(s.view.Offset.Y + s.margin())
	if page < len(s.tops) {
		part = (s.view.Offset.Y + s.margin() - s.tops[page]) / s.heightOf(page)
	}
	return page, part
}

func (s *strip) heightOf(page int) float32 {
	return max(1, s.body.book.sizes[page].Height*s.factor)
}

// show scrolls so that a part of a page is at the top.
func (s *strip) show(page int, part float32) {
	if page < 0 || page >= len(s.tops) {
		return
	}
	s.scrollTo(s.view.Offset.X, s.tops[page]+part*s.heightOf(page)-s.margin())
}

// goTo shows a passage, at its own height where that is known already.
func (s *strip) goTo(at passage) {
	part := float32(0)
	if l := s.leaves[at.page]; l != nil && !l.stale {
		for _, m := range l.marks {
			if m.at.anchor == at.anchor {
				part = max(0, m.part-0.06)
			}
		}
	}
	s.show(at.page, part)
}

// reveal brings a box on a page into view, with as little scrolling as needed.
func (s *strip) reveal(page int, left, top, right, bottom float32) {
	if page >= len(s.tops) {
		return
	}
	h, w := s.heightOf(page), s.body.book.sizes[page].Width*s.factor
	x0, y0 := s.leftOf(page)+left*w, s.tops[page]+top*h
	x1, y1 := s.leftOf(page)+right*w, s.tops[page]+bottom*h
	view, off, edge := s.view.Size(), s.view.Offset, 10*pad()
	if y0-edge < off.Y || y1+edge > off.Y+view.Height {
		off.Y = y0 - view.Height/3
	}
	if x0-edge < off.X || x1+edge > off.X+view.Width {
		off.X = x0 - view.Width/3
	}
	s.scrollTo(off.X, off.Y)
}

func (s *strip) scrollTo(x, y float32) {
	view := s.view.Size()
	s.view.Offset = fyne.NewPos(
		min(max(0, x), max(0, s.body.total.Width-view.Width)),
		min(max(0, y), max(0, s.body.total.Height-view.Height)))
	s.view.Refresh()
	s.arrange()
}

func (s *strip) leftOf(page int) float32 {
	return (max(s.view.Size().Width, s.body.total.Width) - s.body.book.sizes[page].Width*s.factor) / 2
}

// turn goes to the page before or after.
func (s *strip) turn(by int) {
	at := s.at()
	if by < 0 && s.view.Offset.Y > s.topOf(at)+4 {
		s.show(at, 0)
		return
	}
	s.show(min(max(at+by, 0), s.pages()-1), 0)
}

func (s *strip) topOf(page int) float32 {
	if page >= len(s.tops) {
		return 0
	}
	return s.tops[page] - s.margin()
}

// Zoom makes the pages larger (1) or smaller (-1), or as wide as there is room (0).
func (s *strip) Zoom(by int) {
	switch {
	case by > 0:
		s.setScale(min(s.factor*zoomStep, zoomMost))
	case by < 0:
		s.setScale(max(s.factor/zoomStep, zoomLeast))
	default:
		s.setScale(0)
	}
}

// setScale shows the pages at a size; what is at the top stays there.
func (s *strip) setScale(scale float32) {
	if s.body.book == nil {
		return
	}
	page, part := s.place()
	was := s.factor
	middle := (s.view.Offset.X + s.view.Size().Width/2) / max(1, s.body.total.Width)
	s.scale = scale
	s.measure()
	if s.factor != was {
		s.view.Offset.X = middle*s.body.total.Width - s.view.Size().Width/2
	}
	s.show(page, part)
}

// move scrolls by so much.
func (s *strip) move(dx, dy float32) { s.scrollTo(s.view.Offset.X+dx, s.view.Offset.Y+dy) }

// seen gives the first and the last page in view.
func (s *strip) seen() (first, last int) {
	return s.pageAt(s.view.Offset.Y), s.pageAt(s.view.Offset.Y + s.view.Size().Height)
}

// arrange gives the pages in view their places, and has them drawn.
func (s *strip) arrange() {
	b := s.body.book
	if b == nil || len(s.tops) == 0 {
		return
	}
	first, last := s.seen()
	for i := first; i <= last; i++ {
		if s.leaves[i] == nil {
			s.leaves[i] = newLeaf(s, i)
		}
	}
	s.forget(first, last)
	for i, l := range s.leaves {
		if i >= len(b.sizes) {
			continue
		}
		l.place(fyne.NewPos(s.leftOf(i), s.tops[i]), fyne.NewSize(b.sizes[i].Width*s.factor, s.heightOf(i)))
	}
	s.body.show(first, last)
	s.p.turned()
	s.next()
}

// forget drops pages that are out of view: those of other pages at once, and
// of these as many as their pictures are too much to keep, the farthest first.
func (s *strip) forget(first, last int) {
	var far []int
	bytes := 0
	for i, l := range s.leaves {
		out := i < first || i > last
		switch {
		case i >= s.pages(), out && l.stale:
			delete(s.leaves, i)
		case out:
			far = append(far, i)
			bytes += l.bytes()
		}
	}
	away := func(i int) int { return max(first-i, i-last) }
	slices.SortFunc(far, func(a, b int) int { return away(b) - away(a) })
	for _, i := range far {
		if bytes <= kept {
			break
		}
		bytes -= s.leaves[i].bytes()
		delete(s.leaves, i)
	}
}

// pixels is how wide a page is drawn.
func (s *strip) pixels(page int) int {
	scale := float32(1)
	if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil {
		scale = c.Scale()
	}
	return min(max(1, int(math.Round(float64(s.body.book.sizes[page].Width*s.factor*scale)))), widest)
}

// next has one of the pages in view drawn that is not, or not so large.
func (s *strip) next() {
	b := s.body.book
	if s.doing || b == nil || s.view.Size().Width < 2 {
		return
	}
	first, last := s.seen()
	at, resized := -1, -1
	for i := first; i <= last; i++ {
		switch l := s.leaves[i]; {
		case l == nil:
		case l.stale || l.pixels == 0:
			at = i
		case l.pixels != s.pixels(i):
			resized = i
		}
		if at >= 0 {
			break
		}
	}
	switch {
	case at >= 0:
		s.draw(b, at)
	case resized >= 0: // it may go on being resized
		s.rest()
		s.rest = s.p.d.Runner.After(restTime, func() {
			if s.body.book == b && !s.doing && resized < s.pages() && s.leaves[resized] != nil && s.leaves[resized].pixels != s.pixels(resized) {
				s.draw(b, resized)
			}
		})
	}
}

// draw draws a page away from the window.
func (s *strip) draw(b *book, i int) {
	s.doing = true
	px := s.pixels(i)
	l := s.leaves[i]
	known := !l.stale && l.marked
	var made image.Image
	var marks []spotted
	var err error
	s.p.d.Runner.Do(func() {
		if made, err = b.doc.Render(b.life, i, px); err == nil && !known {
			marks = b.spots(i)
		}
	}, func() {
		s.doing = false
		if s.body.book == b && s.leaves[i] == l {
			l.take(made, px, err)
			if !known {
				l.mark(marks)
			}
			s.arrange()
			return
		}
		s.next()
	})
}

// CreateRenderer draws the pages on their ground.
func (s *strip) CreateRenderer() fyne.WidgetRenderer {
	return &stripFace{s, canvas.NewRectangle(themeColor(ui.ColorNeutralSoft))}
}

type stripFace struct {
	s      *strip
	ground *canvas.Rectangle
}

func (f *stripFace) Destroy()           { f.s.rest() }
func (f *stripFace) MinSize() fyne.Size { return fyne.NewSize(60, 60) }
func (f *stripFace) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{f.ground, f.s.view}
}

func (f *stripFace) Layout(size fyne.Size) {
	s := f.s
	f.ground.Resize(size)
	if s.view.Size() == size {
		return
	}
	page, part := 0, float32(0)
	if s.body.book != nil {
		page, part = s.place()
	}
	s.view.Resize(size)
	s.measure()
	s.show(page, part)
}

func (f *stripFace) Refresh() {
	f.ground.FillColor = themeColor(ui.ColorNeutralSoft)
	if themeColor(theme.ColorNameBackground) == f.ground.FillColor {
		f.ground.FillColor = themeColor(ui.ColorSidebar)
	}
	f.Layout(f.s.Size())
	f.s.arrange()
	f.ground.Refresh()
	canvas.Refresh(f.s)
}
