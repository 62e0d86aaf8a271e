package webchart

import (
	"image"
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui"
	"guvoh/app/ui/activity"
)

// surface is what is seen of the web.
type surface struct {
	widget.BaseWidget
	activity.Pressed
	c       *Chart
	focused bool
	shift   bool
	raster  *canvas.Raster
	objs    []fyne.CanvasObject

	drag bool
	grip bool // the mouse has a box; else it moves what is seen

	tapped   string // the box that was tapped last
	tappedAt time.Time
}

// wheeled is a surface that hears the mouse wheel. The toolkit draws nothing
// beyond the edge of what does.
type wheeled struct{ surface }

// Scrolled makes the web larger or smaller around the mouse.
func (w *wheeled) Scrolled(ev *fyne.ScrollEvent) {
	activity.Seen()
	switch {
	case ev.Scrolled.DY > 0:
		w.c.zoomAt(1, ev.Position)
	case ev.Scrolled.DY < 0:
		w.c.zoomAt(-1, ev.Position)
	}
}

// FocusGained chooses the first box where none is chosen.
func (s *surface) FocusGained() {
	s.focused = true
	if s.c.chosen == "" {
		s.choose(s.c.inOrder(1))
	}
	s.c.Refresh()
}

// FocusLost lets a box go to where it was.
func (s *surface) FocusLost() {
	s.focused, s.shift = false, false
	s.letGo()
	s.c.Refresh()
}

// Zoom changes the size, for the keys of the menu.
func (s *surface) Zoom(by int) { s.c.Zoom(by) }

// AcceptsTab says that Tab goes from box to box, and on behind the last.
func (s *surface) AcceptsTab() bool { return true }

// KeyDown watches Shift.
func (s *surface) KeyDown(ev *fyne.KeyEvent) {
	activity.Key(ev)
	if ev.Name == desktop.KeyShiftLeft || ev.Name == desktop.KeyShiftRight {
		s.shift = true
	}
}

// KeyUp watches Shift.
func (s *surface) KeyUp(ev *fyne.KeyEvent) {
	if ev.Name == desktop.KeyShiftLeft || ev.Name == desktop.KeyShiftRight {
		s.shift = false
	}
}

// TypedRune changes the size.
func (s *surface) TypedRune(r rune) {
	switch r {
	case '+', '=':
		s.c.Zoom(1)
	case '-', '_':
		s.c.Zoom(-1)
	case '0':
		s.c.Zoom(0)
	}
}

// TypedKey goes from box to box, opens one, picks one up and puts it down.
func (s *surface) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft:
		s.arrow(-1, 0)
	case fyne.KeyRight:
		s.arrow(1, 0)
	case fyne.KeyUp:
		s.arrow(0, -1)
	case fyne.KeyDown:
		s.arrow(0, 1)
	case fyne.KeyTab:
		s.tab()
	case fyne.KeyHome:
		s.c.Zoom(0)
	case fyne.KeyReturn, fyne.KeyEnter:
		s.enter()
	case fyne.KeySpace:
		s.pickUp()
	case fyne.KeyEscape:
		if s.c.held {
			s.letGo()
			return
		}
		s.passOn(ev)
	default:
		s.passOn(ev)
	}
}

func (s *surface) passOn(ev *fyne.KeyEvent) {
	if c := s.canvas(); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(ev)
	}
}

func (s *surface) canvas() fyne.Canvas {
	return fyne.CurrentApp().Driver().CanvasForObject(s.c.target)
}

// arrow moves the held box by half a cell, or goes to the next box that way.
func (s *surface) arrow(dx, dy float64) {
	c := s.c
	if !c.held {
		s.choose(c.toward(dx, dy))
		return
	}
	c.wish[0] += dx / 2
	c.wish[1] += dy / 2
	c.route()
	c.reveal()
	s.Refresh()
}

// tab goes to the next box, with Shift to the one before; from the last and the
// first it goes on in the window.
func (s *surface) tab() {
	by := 1
	if s.shift {
		by = -1
	}
	if key := s.c.inOrder(by); key != "" {
		s.choose(key)
		return
	}
	if c := s.canvas(); c != nil && by > 0 {
		c.FocusNext()
	} else if c != nil {
		c.FocusPrevious()
	}
}

func (s *surface) enter() {
	switch c := s.c; {
	case c.held:
		s.putDown()
	case c.chosen != "" && c.OnOpen != nil:
		c.OnOpen(c.chosen)
	}
}

func (s *surface) choose(key string) {
	if key == "" || key == s.c.chosen {
		return
	}
	s.c.begun = true
	s.c.Choose(key)
	if s.c.OnChoose != nil {
		s.c.OnChoose(key)
	}
}

// pickUp takes the chosen box; with one in hand it puts it down.
func (s *surface) pickUp() {
	c := s.c
	if c.held {
		s.putDown()
		return
	}
	if c.chosen == "" || c.fixed {
		return
	}
	c.hold(true)
	s.Refresh()
}

func (s *surface) putDown() {
	c := s.c
	key, at := c.chosen, c.wish
	c.hold(false)
	c.route()
	if n := c.nodes[c.index[key]]; (n.X != at[0] || n.Y != at[1]) && c.OnMove != nil {
		c.OnMove(key, at[0], at[1])
	}
	s.Refresh()
}

func (s *surface) letGo() {
	if s.c.held {
		s.c.hold(false)
		s.c.route()
		s.Refresh()
	}
}

// Tapped chooses the box that is there, or points at the line; a box that is
// tapped twice is opened.
func (s *surface) Tapped(ev *fyne.PointEvent) {
	ui.Focus(s.c.FocusTarget())
	s.c.begun = true
	key := s.c.node(ev.Position)
	if key == "" {
		s.point(ev.Position)
	}
	twice := key != "" && key == s.tapped && time.Since(s.tappedAt) < 400*time.Millisecond
	s.tapped, s.tappedAt = key, time.Now()
	s.choose(key)
	if twice {
		s.tapped = ""
		s.enter()
	}
}

// point tells which line is at a place.
func (s *surface) point(at fyne.Position) {
	const reach = 7 // units of the window
	c := s.c
	x, y := c.under(at)
	i := c.nearest(point{x, y}, float64(reach*textScale()/c.scale))
	if i >= 0 && c.OnBond != nil {
		c.OnBond(c.bonds[c.lines[i].bond].Key)
	}
}

// Dragged moves the box under the mouse, or else what is seen.
func (s *surface) Dragged(ev *fyne.DragEvent) {
	activity.Seen()
	c := s.c
	if !s.drag {
		s.drag = true
		if key := c.node(ev.Position.SubtractXY(ev.Dragged.DX, ev.Dragged.DY)); key != "" && !c.fixed {
			s.choose(key)
			s.grip = true
			c.hold(true)
		}
	}
	if !s.grip || !c.held {
		c.pan(-ev.Dragged.DX, -ev.Dragged.DY)
		return
	}
	c.wish[0] += float64(ev.Dragged.DX/c.scale) / cellWidth()
	c.wish[1] += float64(ev.Dragged.DY/c.scale) / cellHeight()
	c.route()
	s.Refresh()
}

// DragEnd leaves the box where it is.
func (s *surface) DragEnd() {
	grip := s.grip
	s.drag, s.grip = false, false
	if grip && s.c.held {
		s.putDown()
	}
}

// CreateRenderer draws lines and boxes.
func (s *surface) CreateRenderer() fyne.WidgetRenderer { return &surfaceFace{s} }

type surfaceFace struct{ s *surface }

func (f *surfaceFace) Destroy()                     {}
func (f *surfaceFace) MinSize() fyne.Size           { return fyne.NewSize(1, 1) }
func (f *surfaceFace) Objects() []fyne.CanvasObject { return f.s.objs }

func (f *surfaceFace) Layout(room fyne.Size) {
	s := f.s
	if room.Width > 1 && (s.c.fresh || !s.c.fit.IsZero() && s.c.fit != room) && len(s.c.nodes) > 0 {
		s.c.whole() // shows itself
		return
	}
	s.draw(room)
}

func (f *surfaceFace) Refresh() {
	f.Layout(f.s.Size())
	canvas.Refresh(f.s.c.target)
}

// paint paints the lines in the pixels of the screen.
func (s *surface) paint(w, h int) image.Image {
	c := s.c
	k := float64(w) / float64(max(s.Size().Width, 1)) // pixels for a unit of the window
	var all, strong []stroke
	for _, l := range c.lines {
		b := c.bonds[l.bond]
		if c.held && (b.From == c.chosen || b.To == c.chosen) || c.near(b) {
			strong = append(strong, s.stroke(l, b, k))
		} else {
			all = append(all, s.stroke(l, b, k))
		}
	}
	return paint(w, h, append(all, strong...))
}

// near tells whether a line is one of the chosen box.
func (c *Chart) near(b Bond) bool { return c.chosen != "" && (b.From == c.chosen || b.To == c.chosen) }

func (s *surface) stroke(l line, b Bond, k float64) stroke {
	c := s.c
	out := stroke{width: 1.5 * float64(textScale()) * k, dashed: b.Dashed, head: !b.Mutual, dirX: l.dirX, dirY: l.dirY}
	ink := b.Ink
	switch {
	case b.Key == c.strong:
		out.width *= 2.4
	case c.near(b):
		out.width *= 1.5
	case c.chosen != "" && len(c.bonds) > crowded:
		ink = ui.ColorBorder
	}
	if c.scale < 0.5 {
		out.width *= 0.8
	}
	out.ink = s.tint(ink)
	for i := range out.points {
		p := l.at(float64(i) / pieces)
		at := c.spot(p.x, p.y)
		out.points[i] = point{float64(at.X) * k, float64(at.Y) * k}
	}
	return out
}

// crowded is with how many lines only those of the chosen box have their colours
// and their words.
const crowded = 60

func (s *surface) tint(n fyne.ThemeColorName) color.Color {
	return s.c.Theme().Color(n, fyne.CurrentApp().Settings().ThemeVariant())
}
