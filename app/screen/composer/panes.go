package composer

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/ui"
)

// pane is one of the three parts of the screen.
type pane int

const (
	paneOutline pane = iota
	paneMiddle
	paneSide
)

// panes lays out outline, section and side under the head. Where there is not
// room for all, those that fit stay: the section, and the side or the outline,
// whichever was used last; in the smallest window the one in use.
type panes struct {
	s      *Screen
	active pane
	other  pane // the one that stands beside the section where two fit
	fit    int  // how many panes there is room for
	ground *canvas.Rectangle
	edges  [3]*canvas.Rectangle
	frames [3]fyne.CanvasObject
}

// The widths of the panes at 100 %.
const (
	outlineWidth = 232
	middleWidth  = 410 // the least that a section is good for
	sideWidth    = 318

	pagesShare = 0.42 // of the window, for pages that are to be read
)

func newPanes(s *Screen) *panes {
	p := &panes{s: s, active: paneMiddle, other: paneSide, fit: 3, ground: canvas.NewRectangle(nil)}
	for i := range p.edges {
		p.edges[i] = canvas.NewRectangle(nil)
	}
	p.frames = [3]fyne.CanvasObject{s.outline, s.middle.object, s.side.object}
	return p
}

func (p *panes) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		p.ground, p.s.head.object, p.edges[0], p.frames[0], p.edges[1], p.frames[1], p.edges[2], p.frames[2],
	}
}

// MinSize asks for room for one pane.
func (p *panes) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(480, 300) }

// Layout places the panes.
func (p *panes) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	sc := textScale()
	head := p.s.head
	head.object.Resize(fyne.NewSize(s.Width, head.object.Size().Height))
	h := head.object.MinSize().Height
	head.object.Resize(fyne.NewSize(s.Width, h))
	line := themeColor(theme.ColorNameSeparator)
	rule := func(r *canvas.Rectangle, x, y, w, height float32) {
		r.FillColor = line
		r.Move(fyne.NewPos(x, y))
		r.Resize(fyne.NewSize(w, height))
		r.Show()
	}
	rule(p.edges[0], 0, h, s.Width, 1)
	y, rest := h+1, s.Height-h-1
	left, right := outlineWidth*sc, sideWidth*sc
	p.fit = 3
	if s.Width-left-right < middleWidth*sc {
		p.fit = 2
		left, right = min(left, s.Width*0.36), min(right, s.Width*0.42)
		if s.Width-max(left, right) < middleWidth*sc*0.92 {
			p.fit = 1
		}
	}
	shown := p.shown()
	switch paged := p.s.side.paged(); {
	case p.fit == 3 && paged:
		right = max(right, min(s.Width*pagesShare, s.Width-left-middleWidth*sc))
	case p.fit == 2 && paged:
		right = max(right, min(s.Width*0.5, s.Width-middleWidth*sc*0.92))
	case p.fit == 3 && s.Width > 1300*sc:
		right = min(s.Width*0.3, 430*sc)
	case p.fit == 3: // in one row the names of the sheets are found sooner
		right = max(right, min(p.s.side.tabs.wanted(), s.Width-left-middleWidth*sc))
	}
	widths := [3]float32{left, 0, right}
	middle := s.Width
	for i, on := range shown {
		if on && pane(i) != paneMiddle && p.fit > 1 {
			middle -= widths[i]
		}
	}
	widths[paneMiddle] = middle
	if p.fit == 1 {
		widths = [3]float32{s.Width, s.Width, s.Width}
	}
	x := float32(0)
	for i, o := range p.frames {
		if !shown[i] {
			o.Hide()
			continue
		}
		o.Show()
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(widths[i], rest))
		x += widths[i]
	}
	p.ground.Hide()
	if shown[paneOutline] {
		p.ground.FillColor = themeColor(ui.ColorSidebar)
		p.ground.Move(fyne.NewPos(0, y))
		p.ground.Resize(fyne.NewSize(widths[0], rest))
		p.ground.Show()
	}
	p.edges[1].Hide()
	p.edges[2].Hide()
	if shown[paneOutline] && p.fit > 1 {
		rule(p.edges[1], widths[0]-1, y, 1, rest)
	}
	if shown[paneSide] && p.fit > 1 {
		rule(p.edges[2], s.Width-widths[2], y, 1, rest)
	}
	p.s.head.offer(shown)
}

// shown tells which panes there is room for.
func (p *panes) shown() [3]bool {
	switch p.fit {
	case 3:
		return [3]bool{true, true, true}
	case 2:
		return [3]bool{p.other == paneOutline, true, p.other == paneSide}
	}
	var one [3]bool
	one[p.active] = true
	return one
}

// here gives the pane that has the keyboard.
func (p *panes) here() pane {
	c := p.s.d.Host.Window().Canvas()
	o, ok := c.Focused().(fyne.CanvasObject)
	if !ok {
		return p.active
	}
	d := fyne.CurrentApp().Driver()
	x := d.AbsolutePositionForObject(o).X + 1
	for i, f := range p.frames {
		if !f.Visible() {
			continue
		}
		if from := d.AbsolutePositionForObject(f).X; x >= from && x < from+f.Size().Width {
			return pane(i)
		}
	}
	return p.active
}

// next gives the keyboard to the pane after the one that has it.
func (p *panes) next() { p.focus((p.here() + 1) % 3) }

// focus shows a pane and gives it the keyboard.
func (p *panes) focus(to pane) {
	p.open(to)
	switch to {
	case paneOutline:
		p.s.d.Host.Window().Canvas().Focus(p.s.outline)
	case paneMiddle:
		p.s.middle.focus()
	case paneSide:
		p.s.side.focus()
	}
}

// open shows a pane, where there is not room for all.
func (p *panes) open(to pane) {
	p.active = to
	if to != paneMiddle {
		p.other = to
	}
	if p.fit < 3 {
		p.s.content.Refresh()
	}
}
