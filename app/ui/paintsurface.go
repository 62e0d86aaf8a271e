package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"guvoh/app/ui/activity"
)

// paintSurface lies on a leaf that is looked through, and takes the mouse and
// the keyboard for its bars.
type paintSurface struct {
	control
	b        *Blackout
	chosen   int  // index among all bars; -1 for none
	floating bool // the chosen one is not placed yet
	dragging bool
	shift    bool
	objs     []fyne.CanvasObject
}

func newPaintSurface(b *Blackout) *paintSurface {
	s := &paintSurface{b: b, chosen: -1}
	s.extend(s)
	return s
}

// here tells whether a bar is on the leaf that is shown.
func (s *paintSurface) here(i int) bool { return s.b.bars[i].At == s.b.leaf.at() }

// float puts a new bar into the middle of what is in view, to be moved.
func (s *paintSurface) float() {
	s.place()
	size, view := s.b.size(), s.b.view
	if size.Width <= 0 {
		return
	}
	x := float64((view.Offset.X + min(view.Size().Width, size.Width)/2) / size.Width)
	y := float64((view.Offset.Y + min(view.Size().Height, size.Height)/2) / size.Height)
	bar := Bar{s.b.leaf.at(), x - barWide/2, y - barHigh/2, x + barWide/2, y + barHigh/2}
	s.b.bars = append(s.b.bars, bar.clamp())
	s.chosen, s.floating = len(s.b.bars)-1, true
	s.changed()
}

// place leaves the floating bar where it is.
func (s *paintSurface) place() {
	s.floating = false
	s.changed()
}

// drop takes the chosen bar away.
func (s *paintSurface) drop() {
	if s.chosen < 0 {
		return
	}
	s.b.bars = append(s.b.bars[:s.chosen:s.chosen], s.b.bars[s.chosen+1:]...)
	s.chosen, s.floating = -1, false
	s.changed()
}

// next chooses the next bar of the leaf.
func (s *paintSurface) next() {
	n := len(s.b.bars)
	for k := 1; k <= n; k++ {
		if i := (s.chosen + k + n) % n; s.here(i) {
			s.chosen, s.floating = i, false
			break
		}
	}
	s.changed()
}

func (s *paintSurface) changed() {
	if s.b.l != nil {
		s.b.tell()
	}
	s.Refresh()
}

// TypedRune sizes what is shown.
func (s *paintSurface) TypedRune(r rune) {
	switch r {
	case '+', '=':
		s.b.Zoom(1)
	case '-':
		s.b.Zoom(-1)
	case '0':
		s.b.Zoom(0)
	}
}

// TypedKey makes, moves, sizes, places and takes away bars, and turns the leaves.
func (s *paintSurface) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if s.floating {
			s.place()
		} else {
			s.float()
		}
	case fyne.KeySpace:
		s.next()
	case fyne.KeyDelete, fyne.KeyBackspace:
		s.drop()
	case fyne.KeyEscape:
		if s.floating {
			s.drop()
			return
		}
		passOn(s, ev)
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyUp, fyne.KeyDown:
		s.arrow(ev.Name)
	default:
		s.b.leaf.key(ev.Name)
	}
}

// arrow moves the chosen bar, or sizes it with Shift; without one it moves what
// is shown.
func (s *paintSurface) arrow(name fyne.KeyName) {
	dir := map[fyne.KeyName][2]float64{
		fyne.KeyLeft: {-1, 0}, fyne.KeyRight: {1, 0}, fyne.KeyUp: {0, -1}, fyne.KeyDown: {0, 1},
	}[name]
	if s.chosen < 0 || !s.here(s.chosen) {
		step := float64(60 * textScale())
		s.b.move(float32(dir[0]*step), float32(dir[1]*step))
		return
	}
	dx, dy := dir[0]*barStep, dir[1]*barStep/float64(max(s.b.leaf.shape, 0.1))
	bar := s.b.bars[s.chosen]
	if s.shift {
		bar.Right, bar.Bottom = bar.Right+dx, bar.Bottom+dy
		if !bar.clamp().visible() || bar.Right < bar.Left || bar.Bottom < bar.Top {
			return
		}
	} else {
		dx = min(max(dx, -bar.Left), 1-bar.Right)
		dy = min(max(dy, -bar.Top), 1-bar.Bottom)
		bar.Left, bar.Right, bar.Top, bar.Bottom = bar.Left+dx, bar.Right+dx, bar.Top+dy, bar.Bottom+dy
	}
	s.b.bars[s.chosen] = bar.clamp()
	s.reveal(s.b.bars[s.chosen])
	s.changed()
}

// reveal brings a bar into view.
func (s *paintSurface) reveal(bar Bar) {
	size, view := s.b.size(), s.b.view
	o, v := view.Offset, view.Size()
	o.X = min(max(o.X, float32(bar.Right)*size.Width-v.Width+16), float32(bar.Left)*size.Width-16)
	o.Y = min(max(o.Y, float32(bar.Bottom)*size.Height-v.Height+16), float32(bar.Top)*size.Height-16)
	if o != view.Offset {
		view.Offset = o
		s.b.arrange()
	}
}

// KeyDown watches Shift.
func (s *paintSurface) KeyDown(ev *fyne.KeyEvent) {
	activity.Key(ev)
	if ev.Name == desktop.KeyShiftLeft || ev.Name == desktop.KeyShiftRight {
		s.shift = true
	}
}

// KeyUp watches Shift.
func (s *paintSurface) KeyUp(ev *fyne.KeyEvent) {
	if ev.Name == desktop.KeyShiftLeft || ev.Name == desktop.KeyShiftRight {
		s.shift = false
	}
}

func (s *paintSurface) part(p fyne.Position) (x, y float64) {
	size := s.Size()
	return float64(p.X / max(size.Width, 1)), float64(p.Y / max(size.Height, 1))
}

// Tapped chooses the bar that is there, or none.
func (s *paintSurface) Tapped(ev *fyne.PointEvent) {
	Focus(s)
	x, y := s.part(ev.Position)
	s.chosen, s.floating = -1, false
	for i, bar := range s.b.bars {
		if s.here(i) && bar.holds(x, y) {
			s.chosen = i
		}
	}
	s.changed()
}

// Dragged paints a bar from where the mouse was pressed, or moves the chosen one.
func (s *paintSurface) Dragged(ev *fyne.DragEvent) {
	activity.Seen()
	if s.b.leaf.err != nil {
		return
	}
	x, y := s.part(ev.Position)
	if !s.dragging {
		s.dragging = true
		x0, y0 := s.part(ev.Position.SubtractXY(ev.Dragged.DX, ev.Dragged.DY))
		if s.chosen >= 0 && s.here(s.chosen) && s.b.bars[s.chosen].holds(x0, y0) {
			s.floating = false
		} else {
			s.b.bars = append(s.b.bars, Bar{s.b.leaf.at(), x0, y0, x0, y0})
			s.chosen, s.floating = len(s.b.bars)-1, true
		}
	}
	bar := s.b.bars[s.chosen]
	if s.floating {
		bar.Right, bar.Bottom = x, y
	} else {
		size := s.Size()
		dx := min(max(float64(ev.Dragged.DX/max(size.Width, 1)), -bar.Left), 1-bar.Right)
		dy := min(max(float64(ev.Dragged.DY/max(size.Height, 1)), -bar.Top), 1-bar.Bottom)
		bar.Left, bar.Right, bar.Top, bar.Bottom = bar.Left+dx, bar.Right+dx, bar.Top+dy, bar.Bottom+dy
	}
	s.b.bars[s.chosen] = bar
	s.Refresh()
}

// DragEnd places the bar; a mere slip of the mouse leaves none.
func (s *paintSurface) DragEnd() {
	if !s.dragging {
		return
	}
	s.dragging = false
	if s.chosen >= 0 {
		s.b.bars[s.chosen] = s.b.bars[s.chosen].clamp()
		if !s.b.bars[s.chosen].visible() {
			s.drop()
			return
		}
	}
	s.place()
}

// Cursor is a cross over what can be painted.
func (s *paintSurface) Cursor() desktop.Cursor { return desktop.CrosshairCursor }

// CreateRenderer draws the bars of the leaf that is shown.
func (s *paintSurface) CreateRenderer() fyne.WidgetRenderer { return &paintFace{s} }

type paintFace struct{ s *paintSurface }

func (f *paintFace) Destroy()                     {}
func (f *paintFace) MinSize() fyne.Size           { return fyne.NewSize(1, 1) }
func (f *paintFace) Objects() []fyne.CanvasObject { return f.s.objs }

func (f *paintFace) Layout(size fyne.Size) {
	s := f.s
	s.objs = s.objs[:0:0]
	edge := canvas.NewRectangle(nil)
	setBox(edge, nil, nil, 0, 0)
	if s.focused {
		setBox(edge, nil, tint(s, ColorRing), ringWidth(s), 0)
	}
	edge.Resize(size)
	s.objs = append(s.objs, edge)
	for i, bar := range s.b.bars {
		if !s.here(i) {
			continue
		}
		bar = bar.clamp()
		r := canvas.NewRectangle(barInk)
		if i == s.chosen {
			setBox(r, barInk, tint(s, ColorRing), 2, 0)
			if s.floating {
				setBox(r, barFloat, tint(s, ColorRing), 2, 0)
			}
		}
		r.Move(fyne.NewPos(float32(bar.Left)*size.Width, float32(bar.Top)*size.Height))
		r.Resize(fyne.NewSize(float32(bar.Right-bar.Left)*size.Width, float32(bar.Bottom-bar.Top)*size.Height))
		s.objs = append(s.objs, r)
	}
}

func (f *paintFace) Refresh() {
	f.Layout(f.s.Size())
	canvas.Refresh(f.s)
}
