package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Pages shows a document within a screen, a page at a time: buttons and Page
// Up, Page Down, Home and End turn the pages, Up and Down move along one, and a
// tap, Enter or a button shows it over the whole window.
type Pages struct {
	widget.BaseWidget
	title         string
	leaf          *leaf
	bar           *fyne.Container
	where         *Text
	before, after *Button
	large         *Enlarged
	height        float32 // as last given
	last          int     // the page that was shown before
	led           bool    // to what stands out
	OnResize      func()  // hears that a page needs another height
}

// pageWidth is how wide a page is shown at most, at 100 %.
const pageWidth = 760

// NewPages shows the pages of a document; title names it in the larger view.
func NewPages(title string, l *Leaves) *Pages {
	p := &Pages{title: title, leaf: newLeaf(l, 0), where: NewText("", TextStyle{Whole: true, Single: true})}
	p.before = NewIconButton(theme.NavigateBackIcon(), words.PageBefore, func() { p.leaf.key(fyne.KeyPageUp) })
	p.after = NewIconButton(theme.NavigateNextIcon(), words.PageAfter, func() { p.leaf.key(fyne.KeyPageDown) })
	larger := NewButton(words.Enlarge, theme.ViewFullScreenIcon(), Quiet, p.Enlarge)
	p.bar = NewFlow(NewRow(-1, p.before, p.where, p.after), larger)
	p.leaf.onTurned, p.leaf.onTapped = p.turned, p.Enlarge
	p.leaf.onFocus, p.leaf.onStep = p.fromTop, p.step
	p.turned()
	p.ExtendBaseWidget(p)
	return p
}

// At answers the page that is shown, the first being 0.
func (p *Pages) At() int { return p.leaf.at() }

// Turn goes to a page, the first being 0.
func (p *Pages) Turn(at int) { p.leaf.turn(at) }

// Focus gives the keyboard to the page.
func (p *Pages) Focus() { Focus(p.leaf) }

// Enlarge shows the page over the whole window, and comes back to the page
// that was read last there.
func (p *Pages) Enlarge() {
	c := canvasOf(p)
	if c == nil || p.large.Open() {
		return
	}
	l := *p.leaf.leaves
	l.Shape = p.leaf.shape
	p.large = Enlarge(c, p.title, &l, p.At(), p.leaf.turn)
}

// Close takes the larger view down.
func (p *Pages) Close() { p.large.Close() }

// fromTop brings the beginning of the page into view, with its number.
func (p *Pages) fromTop() { Reveal(p) }

// step moves along the page.
func (p *Pages) step(by int) {
	if s := around(p); s != nil {
		s.ScrollTo(s.Offset() + float32(by)*60*textScale())
	}
}

// turned says where in the document one is.
func (p *Pages) turned() {
	if at := p.At(); at != p.last {
		p.last = at
		if p.leaf.focused {
			p.fromTop()
		}
	}
	showWhere(p.leaf, p.where, p.before, p.after)
	p.bar.Refresh()
	if p.height > 0 && p.heightFor(p.Size().Width) != p.height && p.OnResize != nil {
		p.OnResize()
	}
	p.lead()
}

// showWhere says which of how many leaves is shown, and greys out what leads
// nowhere; all of it is hidden for one leaf alone.
func showWhere(f *leaf, where *Text, before, after *Button) {
	n, at := f.leaves.Count, f.at()
	for _, o := range []fyne.CanvasObject{where, before, after} {
		if n > 1 {
			o.Show()
		} else {
			o.Hide()
		}
	}
	if n > 1 && words.PageOf != nil {
		where.SetText(words.PageOf(at+1, n))
	}
	before.setDisabled(at == 0)
	after.setDisabled(at == n-1)
}

func (p *Pages) wide() bool { return true }

// sizes answers the height of the bar, and the sides of the page.
func (p *Pages) sizes(width float32) (bar, w, h float32) {
	w = min(width, pageWidth*(1+(textScale()-1)/2))
	return heightOf(p.bar, width) + pad(p), w, p.leaf.heightFor(w)
}

func (p *Pages) heightFor(width float32) float32 {
	bar, _, h := p.sizes(width)
	return bar + h
}

// CreateRenderer draws the bar above the page.
func (p *Pages) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{p.bar, p.leaf}, owner: p}
	f.refresh = func() {
		p.bar.Refresh()
		p.leaf.Refresh()
	}
	f.min = func() fyne.Size { return fyne.NewSize(160, p.heightFor(max(160, p.Size().Width))) }
	f.layout = func(s fyne.Size) {
		p.height = s.Height
		bar, w, h := p.sizes(s.Width)
		p.bar.Resize(fyne.NewSize(s.Width, bar-pad(p)))
		p.leaf.Move(fyne.NewPos(0, bar))
		p.leaf.Resize(fyne.NewSize(w, h))
	}
	return f
}
