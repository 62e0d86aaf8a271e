package recordform

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/app/ui/activity"
	"guvoh/model"
)

// point is a place on the body, set on an outline of it.
func (in *input) point() fyne.CanvasObject {
	m := newBodyPoint()
	where := ui.NewCaption("")
	m.changed = func(v model.Value) {
		in.choose(v)
		in.put(in.shown)
	}
	m.OnFocus(in.watch)
	in.focus, in.off = m, func() { m.fixed = true }
	in.put = func(v model.Value) {
		m.load(v)
		text := in.b.f.d.Words.T("form.point_unset")
		if p, ok := v.Point(); ok {
			text = in.b.f.d.Words.T("form.point_at", tr.V{"Across": percent(p.X), "Down": percent(p.Y)})
		}
		where.SetText(text)
	}
	return ui.NewStack(1, ui.NewRow(-1, m), where)
}

func percent(f float64) int { return int(math.Round(f * 100)) }

// bodyPoint is an outline of the body with at most one mark on it. A tap sets
// the mark, arrows move it, Delete takes it away.
type bodyPoint struct {
	widget.BaseWidget
	activity.Pressed
	at      model.Point
	set     bool
	fixed   bool
	focused bool
	changed func(model.Value)
	hear    []func(on bool)
}

func newBodyPoint() *bodyPoint {
	m := &bodyPoint{}
	m.ExtendBaseWidget(m)
	return m
}

func (m *bodyPoint) load(v model.Value) {
	m.at, m.set = v.Point()
	m.Refresh()
}

// OnFocus adds a watcher of the keyboard.
func (m *bodyPoint) OnFocus(f func(gained bool)) { m.hear = append(m.hear, f) }

// FocusGained shows that the arrows move the mark.
func (m *bodyPoint) FocusGained() { m.setFocus(true); ui.Reveal(m) }

// FocusLost ends that.
func (m *bodyPoint) FocusLost() { m.setFocus(false) }

func (m *bodyPoint) setFocus(on bool) {
	m.focused = on
	m.Refresh()
	for _, f := range m.hear {
		f(on)
	}
}

// TypedRune has no use for letters.
func (m *bodyPoint) TypedRune(rune) {}

// TypedKey moves the mark, or takes it away.
func (m *bodyPoint) TypedKey(ev *fyne.KeyEvent) {
	const step = 0.01
	to := m.at
	if !m.set {
		to = model.Point{X: 0.5, Y: 0.5}
	}
	switch ev.Name {
	case fyne.KeyLeft:
		to.X -= step
	case fyne.KeyRight:
		to.X += step
	case fyne.KeyUp:
		to.Y -= step
	case fyne.KeyDown:
		to.Y += step
	case fyne.KeyDelete, fyne.KeyBackspace:
		if m.set && !m.fixed {
			m.changed("")
		}
		return
	default:
		if c := fyne.CurrentApp().Driver().CanvasForObject(m); c != nil && c.OnTypedKey() != nil {
			c.OnTypedKey()(ev)
		}
		return
	}
	m.mark(to)
}

// Tapped sets the mark.
func (m *bodyPoint) Tapped(ev *fyne.PointEvent) {
	ui.Focus(m)
	s := m.Size()
	m.mark(model.Point{X: float64(ev.Position.X / s.Width), Y: float64(ev.Position.Y / s.Height)})
}

func (m *bodyPoint) mark(p model.Point) {
	if m.fixed {
		return
	}
	p.X, p.Y = min(max(p.X, 0), 1), min(max(p.Y, 0), 1)
	m.changed(model.PointValue(p))
}

// limbs are the parts of the outline in fractions of its width and height:
// left, top, right, bottom, and how round their corners are.
var limbs = [][5]float32{
	{0.40, 0.02, 0.60, 0.15, 0.5},  // head
	{0.46, 0.14, 0.54, 0.19, 0},    // neck
	{0.31, 0.18, 0.69, 0.52, 0.3},  // trunk
	{0.17, 0.19, 0.29, 0.55, 0.5},  // arms
	{0.71, 0.19, 0.83, 0.55, 0.5},  //
	{0.32, 0.48, 0.485, 0.97, 0.4}, // legs
	{0.515, 0.48, 0.68, 0.97, 0.4}, //
}

// CreateRenderer draws outline, mark and focus ring.
func (m *bodyPoint) CreateRenderer() fyne.WidgetRenderer {
	r := &pointFace{m: m, ground: canvas.NewRectangle(color.Transparent), dot: canvas.NewCircle(color.Transparent), ring: canvas.NewRectangle(color.Transparent)}
	r.objs = []fyne.CanvasObject{r.ground}
	for range limbs {
		l := canvas.NewRectangle(color.Transparent)
		r.limbs = append(r.limbs, l)
		r.objs = append(r.objs, l)
	}
	r.objs = append(r.objs, r.dot, r.ring)
	r.style()
	return r
}

type pointFace struct {
	m            *bodyPoint
	ground, ring *canvas.Rectangle
	limbs        []*canvas.Rectangle
	dot          *canvas.Circle
	objs         []fyne.CanvasObject
}

func (r *pointFace) Destroy()                     {}
func (r *pointFace) Objects() []fyne.CanvasObject { return r.objs }

func (r *pointFace) MinSize() fyne.Size {
	scale := r.m.Theme().Size(theme.SizeNameText) / 14
	return fyne.NewSize(130*scale, 260*scale)
}

func (r *pointFace) Layout(s fyne.Size) {
	r.ground.Resize(s)
	r.ring.Resize(s)
	for i, l := range limbs {
		w, h := (l[2]-l[0])*s.Width, (l[3]-l[1])*s.Height
		r.limbs[i].Move(fyne.NewPos(l[0]*s.Width, l[1]*s.Height))
		r.limbs[i].Resize(fyne.NewSize(w, h))
		r.limbs[i].CornerRadius = l[4] * min(w, h)
	}
	d := s.Width * 0.09
	r.dot.Resize(fyne.NewSquareSize(d))
	r.dot.Move(fyne.NewPos(float32(r.m.at.X)*s.Width-d/2, float32(r.m.at.Y)*s.Height-d/2))
}

func (r *pointFace) style() {
	th, variant := r.m.Theme(), fyne.CurrentApp().Settings().ThemeVariant()
	tint := func(n fyne.ThemeColorName) color.Color { return th.Color(n, variant) }
	r.ground.FillColor, r.ground.StrokeColor = tint(theme.ColorNameInputBackground), tint(theme.ColorNameInputBorder)
	r.ground.StrokeWidth, r.ground.CornerRadius = th.Size(theme.SizeNameInputBorder), th.Size(theme.SizeNameInputRadius)
	r.ring.StrokeColor, r.ring.StrokeWidth, r.ring.CornerRadius = color.Transparent, 0, th.Size(theme.SizeNameInputRadius)
	if r.m.focused {
		r.ring.StrokeColor, r.ring.StrokeWidth = tint(ui.ColorRing), 2
	}
	for _, l := range r.limbs {
		l.FillColor = tint(ui.ColorNeutralSoft)
	}
	r.dot.FillColor, r.dot.StrokeColor, r.dot.StrokeWidth = tint(theme.ColorNameError), tint(theme.ColorNameBackground), 1.5
	r.dot.Hidden = !r.m.set
}

func (r *pointFace) Refresh() {
	r.style()
	r.Layout(r.m.Size())
	canvas.Refresh(r.m)
}
