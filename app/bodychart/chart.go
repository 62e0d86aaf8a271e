// Package bodychart shows one figure of the body in the window, with numbered
// marks on it: what the screen of the body map works on, and the small picture
// in the form of an injury.
//
// Its one job is a figure that can be pointed at, by the mouse and by the keys
// alone: a crosshair, marks that are set, chosen, moved and taken away, and a
// size that can be changed. Rules of the package: it knows no record, and says
// what a person did; figures and signs are those that are printed; where a point
// lies on the body is told by export/figure, never guessed here.
package bodychart

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui"
	"guvoh/export/doc"
	"guvoh/export/figure"
)

// Mark is one mark on the figure.
type Mark struct {
	Key    string // by which whoever uses the chart knows it
	Number int    // 0 shows none
	Sign   figure.Sign
	At     doc.Point // in shares of the figure
	Near   bool      // its place is only known by the name of its site
}

// Chart is one figure with its marks.
type Chart struct {
	widget.BaseWidget
	// OnPoint hears over which point of the figure the crosshair or the mouse is.
	OnPoint func(doc.Point)
	OnPlace func(doc.Point) // a mark shall stand there
	OnChoose,
	OnOpen,
	OnDelete func(key string) // a mark is chosen, shall be worked on, shall go
	OnMove func(key string, to doc.Point)
	OnTurn func(by int)  // to the figure before or behind
	OnHold func(on bool) // a mark hangs on the crosshair

	// Left and Right are the letters for the sides of the person.
	Left, Right string

	shape  figure.Shape
	marks  []Mark
	chosen string
	cross  doc.Point
	held   bool // the chosen mark goes where the crosshair goes
	zoom   float32
	fixed  bool // nothing can be set, moved or taken away
	still  bool // a picture: no scroller, no keyboard
	beside fyne.CanvasObject

	offset  fyne.Position // of what is seen, where the figure is larger than the room
	surface *surface
	target  fyne.CanvasObject // the surface as it stands in the window
	ground  *canvas.Rectangle
	ring    *canvas.Rectangle
}

// The sizes in which a figure is shown: 1 shows all of it.
const (
	zoomStep = 1.4
	zoomMost = 5.4
)

// New makes a chart without a figure.
func New() *Chart {
	c := &Chart{zoom: 1, cross: doc.Point{X: 0.5, Y: 0.4}, ground: canvas.NewRectangle(nil), ring: canvas.NewRectangle(nil)}
	w := &wheeled{surface: newSurface(c)}
	w.ExtendBaseWidget(w)
	c.surface, c.target = &w.surface, w
	c.ExtendBaseWidget(c)
	return c
}

// ShowFigure shows another figure. The crosshair begins in its middle.
func (c *Chart) ShowFigure(s figure.Shape) {
	if s.View != c.shape.View || s.Child != c.shape.Child {
		c.held, c.cross, c.zoom, c.offset = false, doc.Point{X: 0.5, Y: 0.4}, 1, fyne.Position{}
	}
	c.shape = s
	c.arrange()
}

// Shape tells which figure is shown.
func (c *Chart) Shape() figure.Shape { return c.shape }

// SetMarks shows these marks, the one with that key as chosen; "" chooses none.
func (c *Chart) SetMarks(marks []Mark, chosen string) {
	c.marks = marks
	if c.held && chosen != c.chosen {
		c.hold(false)
	}
	c.chosen = chosen
	c.surface.Refresh()
}

// SetBeside shows something small beside the chosen mark, such as its photo; nil
// shows nothing.
func (c *Chart) SetBeside(o fyne.CanvasObject) {
	c.beside = o
	c.surface.Refresh()
}

// SetFixed keeps the marks as they are.
func (c *Chart) SetFixed(on bool) { c.fixed = on }

// Marks gives what is shown.
func (c *Chart) Marks() []Mark { return c.marks }

// Cross tells where the crosshair is, in shares of the figure.
func (c *Chart) Cross() doc.Point { return c.cross }

// SetCross puts the crosshair to a point, and brings that into view.
func (c *Chart) SetCross(p doc.Point) {
	c.cross = doc.Point{X: min(max(p.X, 0), 1), Y: min(max(p.Y, 0), 1)}
	c.reveal()
	c.surface.Refresh()
	c.say(c.cross)
}

// Held tells whether a mark hangs on the crosshair.
func (c *Chart) Held() bool { return c.held }

// FocusTarget is what takes the keyboard.
func (c *Chart) FocusTarget() fyne.Focusable { return c.target.(fyne.Focusable) }

// Zoom makes the figure larger (1) or smaller (-1), or shows all of it (0). The
// crosshair stays in view.
func (c *Chart) Zoom(by int) { c.zoomAt(by, c.cross) }

// Scale tells how much larger it is shown than to be seen whole.
func (c *Chart) Scale() float32 { return c.zoom }

// zoomAt changes the size; the point stays where it is in the window.
func (c *Chart) zoomAt(by int, p doc.Point) {
	before := c.size()
	switch {
	case by > 0:
		c.zoom = min(c.zoom*zoomStep, zoomMost)
	case by < 0:
		c.zoom = max(c.zoom/zoomStep, 1)
	default:
		c.zoom = 1
	}
	after := c.size()
	c.offset = c.offset.AddXY((after.Width-before.Width)*float32(p.X), (after.Height-before.Height)*float32(p.Y))
	c.arrange()
}

// size is how large the figure is shown.
func (c *Chart) size() fyne.Size {
	room := c.surface.Size()
	if c.shape.Width == 0 || room.Width <= 0 {
		return fyne.NewSize(1, 1)
	}
	k := min(room.Width/float32(c.shape.Width), room.Height/float32(c.shape.Height)) * c.zoom
	return fyne.NewSize(float32(c.shape.Width)*k, float32(c.shape.Height)*k)
}

// origin is where the figure begins on the surface: in the middle of a room that
// is larger, to the left and above of one that is smaller.
func (c *Chart) origin() fyne.Position {
	size, room := c.size(), c.surface.Size()
	return fyne.NewPos(max(0, (room.Width-size.Width)/2)-c.offset.X, max(0, (room.Height-size.Height)/2)-c.offset.Y)
}

// arrange keeps what is seen within the figure, and shows it.
func (c *Chart) arrange() {
	c.offset = c.within(c.offset)
	c.surface.Refresh()
}

func (c *Chart) within(p fyne.Position) fyne.Position {
	size, room := c.size(), c.surface.Size()
	return fyne.NewPos(min(max(p.X, 0), max(size.Width-room.Width, 0)), min(max(p.Y, 0), max(size.Height-room.Height, 0)))
}

// pan moves what is seen.
func (c *Chart) pan(dx, dy float32) {
	c.offset = c.offset.AddXY(dx, dy)
	c.arrange()
}

// reveal moves what is seen as little as is needed to see the crosshair.
func (c *Chart) reveal() {
	const edge = 30
	size, room, o := c.size(), c.surface.Size(), c.offset
	x, y := float32(c.cross.X)*size.Width, float32(c.cross.Y)*size.Height
	o.X = min(max(o.X, x+edge-room.Width), x-edge)
	o.Y = min(max(o.Y, y+edge-room.Height), y-edge)
	c.offset = c.within(o)
}

func (c *Chart) say(p doc.Point) {
	if c.OnPoint != nil {
		c.OnPoint(p)
	}
}

// hold picks the chosen mark up, or lets it go.
func (c *Chart) hold(on bool) {
	if c.held = on; c.OnHold != nil {
		c.OnHold(on)
	}
}

// mark gives a mark by its key; nil where it is not on this figure.
func (c *Chart) mark(key string) *Mark {
	for i := range c.marks {
		if c.marks[i].Key == key {
			return &c.marks[i]
		}
	}
	return nil
}

// under gives the mark that is nearest to a point, within reach; nil for none.
func (c *Chart) under(p doc.Point) *Mark {
	size := c.size()
	best, reach := (*Mark)(nil), float64(markSide()*0.55)
	for i := range c.marks {
		at := c.marks[i].At
		if d := math.Hypot((at.X-p.X)*float64(size.Width), (at.Y-p.Y)*float64(size.Height)); d <= reach {
			best, reach = &c.marks[i], d
		}
	}
	return best
}

// CreateRenderer draws ground, figure and focus ring.
func (c *Chart) CreateRenderer() fyne.WidgetRenderer {
	f := &chartFace{c: c}
	f.style()
	return f
}

type chartFace struct{ c *Chart }

func (f *chartFace) Destroy() {}

func (f *chartFace) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{f.c.ground, f.c.target, f.c.ring}
}

func (f *chartFace) MinSize() fyne.Size {
	if f.c.still {
		return fyne.NewSize(stillWidth*textScale(), stillHeight*textScale())
	}
	return fyne.NewSize(180, 220)
}

func (f *chartFace) Layout(s fyne.Size) {
	const inset = 6
	f.c.ground.Resize(s)
	f.c.ring.Resize(s)
	f.c.target.Move(fyne.NewPos(inset, inset))
	f.c.target.Resize(s.SubtractWidthHeight(2*inset, 2*inset))
	f.c.arrange()
}

func (f *chartFace) style() {
	th, variant := f.c.Theme(), fyne.CurrentApp().Settings().ThemeVariant()
	tint := func(n fyne.ThemeColorName) color.Color { return th.Color(n, variant) }
	radius := th.Size(theme.SizeNameInputRadius)
	g, r := f.c.ground, f.c.ring
	g.FillColor, g.StrokeColor, g.StrokeWidth, g.CornerRadius = tint(theme.ColorNameBackground), tint(ui.ColorBorder), 1, radius
	r.FillColor, r.StrokeColor, r.StrokeWidth, r.CornerRadius = color.Transparent, color.Transparent, 0, radius
	if f.c.surface.focused {
		r.StrokeColor, r.StrokeWidth = tint(ui.ColorRing), 2
	}
}

func (f *chartFace) Refresh() {
	f.style()
	f.c.ground.Refresh()
	f.c.ring.Refresh()
	f.c.surface.Refresh()
	canvas.Refresh(f.c)
}

func textScale() float32 { return fyne.CurrentApp().Settings().Theme().Size(theme.SizeNameText) / 14 }

// markSide is how large a sign is shown.
func markSide() float32 { return 26 * textScale() }

// At gives where a point of the figure is on what takes the keyboard.
func (c *Chart) At(p doc.Point) fyne.Position { return c.surface.spot(p) }
