// Package webchart shows who stands how to whom in the window: boxes with lines
// between them, on a surface that can be moved about and made larger.
//
// Its one job is a web that can be walked through, by the mouse and by the keys
// alone: from box to box, a box picked up and put down elsewhere, one line made to
// stand out. Rules of the package: it knows no record, and says what a person did;
// where boxes stand is told to it; what is not certain is dashed and never only
// paler; only what is in view is drawn.
package webchart

import (
	"image"
	"image/color"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui"
)

// Look is what a box is of.
type Look int

// The looks.
const (
	Person Look = iota
	Subject
	Organisation
	Group
)

// Node is one box. X and Y are the cell of a grid in which it stands.
type Node struct {
	Key, Name, Role, Sign string      // Sign stands in the round place for a face
	Face                  image.Image // in its place, round already; nil for none
	Look                  Look
	X, Y                  float64
}

// Bond is one line, from one box to another.
type Bond struct {
	Key, From, To, Words string
	Ink                  fyne.ThemeColorName
	Dashed, Mutual       bool
}

// Chart is a web.
type Chart struct {
	widget.BaseWidget
	OnChoose func(key string) // a box is chosen
	OnOpen   func(key string) // a box shall be opened
	// OnMove hears where a person puts a box, in cells of the grid.
	OnMove func(key string, x, y float64)
	OnHold func(on bool)     // the chosen box goes where the arrows go
	OnBond func(bond string) // a line was pointed at

	nodes  []Node
	bonds  []Bond
	lines  []line
	index  map[string]int
	chosen string
	strong string // the line that stands out
	held   bool
	wish   [2]float64 // where the held box is, in cells
	fixed  bool       // no box can be moved

	scale float32   // 1 shows letters at the size of the window's own
	x, y  float64   // what stands in the middle of the view, in units at scale 1
	fresh bool      // all is to be shown as soon as there is room
	begun bool      // a person has chosen, moved or zoomed; till then names can be read
	fit   fyne.Size // all is shown, in a room of that size; zero since a person chose otherwise
	cuts  map[cutting][]string

	surface *surface
	target  fyne.CanvasObject
	ground  *canvas.Rectangle
	ring    *canvas.Rectangle
}

// The sizes in which a web is shown.
const (
	scaleStep  = 1.25
	scaleMost  = 2.4
	scaleLeast = 0.12
)

// New makes an empty chart.
func New() *Chart {
	c := &Chart{scale: 1, index: map[string]int{}, cuts: map[cutting][]string{}, ground: canvas.NewRectangle(nil), ring: canvas.NewRectangle(nil)}
	w := &wheeled{surface: surface{c: c}}
	w.ExtendBaseWidget(w)
	c.surface, c.target = &w.surface, w
	c.ExtendBaseWidget(c)
	return c
}

// SetWeb shows these boxes and lines. What is in view stays in view.
func (c *Chart) SetWeb(nodes []Node, bonds []Bond) {
	first := len(c.nodes) == 0
	c.nodes, c.bonds = nodes, bonds
	c.index = make(map[string]int, len(nodes))
	for i, n := range nodes {
		c.index[n.Key] = i
	}
	if _, there := c.index[c.chosen]; !there {
		c.chosen = ""
		c.hold(false)
	}
	c.route()
	if first {
		c.whole()
		return
	}
	c.surface.Refresh()
}

// SetFace shows a face in a box.
func (c *Chart) SetFace(key string, face image.Image) {
	if i, ok := c.index[key]; ok {
		c.nodes[i].Face = face
		c.surface.Refresh()
	}
}

// Nodes gives the boxes that are shown.
func (c *Chart) Nodes() []Node { return c.nodes }

// Bonds gives the lines that are shown.
func (c *Chart) Bonds() []Bond { return c.bonds }

// SetFixed keeps the boxes where they are.
func (c *Chart) SetFixed(on bool) { c.fixed = on }

// Choose makes one box the chosen one and brings it into view; "" chooses none.
// Nobody is told.
func (c *Chart) Choose(key string) {
	if key != c.chosen {
		c.hold(false)
		c.strong = ""
	}
	c.chosen = key
	if !c.begun && !c.fit.IsZero() {
		c.whole() // shows itself
		return
	}
	c.reveal()
	c.surface.Refresh()
}

// Chosen gives the key of the chosen box.
func (c *Chart) Chosen() string { return c.chosen }

// Strengthen makes one line stand out; "" makes none.
func (c *Chart) Strengthen(bond string) {
	if bond != c.strong {
		c.strong = bond
		c.surface.Refresh()
	}
}

// Held tells whether the chosen box is picked up.
func (c *Chart) Held() bool { return c.held }

// Scale tells how large the web is shown.
func (c *Chart) Scale() float32 { return c.scale }

// FocusTarget is what takes the keyboard.
func (c *Chart) FocusTarget() fyne.Focusable { return c.target.(fyne.Focusable) }

// Zoom makes the web larger (1) or smaller (-1) around the chosen box, or shows
// all of it (0).
func (c *Chart) Zoom(by int) {
	c.begun = true
	if by == 0 {
		c.whole()
		return
	}
	at := fyne.NewPos(c.surface.Size().Width/2, c.surface.Size().Height/2)
	if i, ok := c.index[c.chosen]; ok {
		at = c.spot(c.centre(c.nodes[i]))
	}
	c.zoomAt(by, at)
}

// zoomAt changes the size; what is at a place of the surface stays there.
func (c *Chart) zoomAt(by int, at fyne.Position) {
	x, y := c.under(at)
	if by > 0 {
		c.scale = min(c.scale*scaleStep, scaleMost)
	} else {
		c.scale = max(c.scale/scaleStep, scaleLeast)
	}
	now := c.spot(x, y)
	c.x += float64((now.X - at.X) / c.scale)
	c.y += float64((now.Y - at.Y) / c.scale)
	c.begun, c.fresh, c.fit = true, false, fyne.Size{}
	c.surface.Refresh()
}

// legible is how large a web is shown at first at least: with smaller letters
// nobody could be told from the others.
const legible = 0.66

// whole shows all boxes, at the usual size where they fit. Until a person asks for
// all of it a large web is shown around the chosen box, so that names can be read.
func (c *Chart) whole() {
	room := c.surface.Size()
	if room.Width <= 1 || len(c.nodes) == 0 {
		c.fresh = true
		return
	}
	c.fresh, c.fit = false, room
	left, top, right, bottom := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, n := range c.nodes {
		x, y := c.centre(n)
		left, right = min(left, x), max(right, x)
		top, bottom = min(top, y), max(bottom, y)
	}
	c.x, c.y = (left+right)/2, (top+bottom)/2
	wide, tall := right-left+boxWidth()+24, bottom-top+boxHeight()+24
	c.scale = min(max(min(room.Width/float32(wide), room.Height/float32(tall), 1), scaleLeast), scaleMost)
	if i, ok := c.index[c.chosen]; ok && !c.begun && c.scale < legible {
		c.scale = legible
		x, y := c.centre(c.nodes[i])
		c.x = within(x, c.x, wide-float64(room.Width/c.scale))
		c.y = within(y, c.y, tall-float64(room.Height/c.scale))
	}
	c.surface.Refresh()
}

// within gives where to look for a point to stand in the middle, without looking
// past the end of the web: spare is how much of it is not seen.
func within(want, middle, spare float64) float64 {
	spare = max(spare, 0) / 2
	return min(max(want, middle-spare), middle+spare)
}

// pan moves what is seen, by units of the window.
func (c *Chart) pan(dx, dy float32) {
	c.begun = true
	c.x += float64(dx / c.scale)
	c.y += float64(dy / c.scale)
	c.fit = fyne.Size{}
	c.surface.Refresh()
}

// reveal moves what is seen as little as is needed to see the chosen box.
func (c *Chart) reveal() {
	i, ok := c.index[c.chosen]
	room := c.surface.Size()
	if !ok || room.Width <= 1 || c.fresh {
		return
	}
	x, y := c.centre(c.nodes[i])
	halfX := max(float64(room.Width/c.scale)/2-boxWidth()/2-12, 0)
	halfY := max(float64(room.Height/c.scale)/2-boxHeight()/2-12, 0)
	c.x = min(max(c.x, x-halfX), x+halfX)
	c.y = min(max(c.y, y-halfY), y+halfY)
}

// spot gives where a point of the web is on the surface.
func (c *Chart) spot(x, y float64) fyne.Position {
	room := c.surface.Size()
	return fyne.NewPos(room.Width/2+float32(x-c.x)*c.scale, room.Height/2+float32(y-c.y)*c.scale)
}

// under gives the point of the web at a place of the surface.
func (c *Chart) under(p fyne.Position) (x, y float64) {
	room := c.surface.Size()
	return c.x + float64((p.X-room.Width/2)/c.scale), c.y + float64((p.Y-room.Height/2)/c.scale)
}

// centre gives the middle of a box, in units of the web.
func (c *Chart) centre(n Node) (x, y float64) {
	if c.held && n.Key == c.chosen {
		return c.wish[0] * cellWidth(), c.wish[1] * cellHeight()
	}
	return n.X * cellWidth(), n.Y * cellHeight()
}

// At gives where the middle of a box is on what takes the keyboard.
func (c *Chart) At(key string) fyne.Position {
	i, ok := c.index[key]
	if !ok {
		return fyne.Position{}
	}
	return c.spot(c.centre(c.nodes[i]))
}

// node gives the box at a place of the surface; "" for none.
func (c *Chart) node(p fyne.Position) string {
	x, y := c.under(p)
	for _, n := range slices.Backward(c.nodes) {
		if cx, cy := c.centre(n); math.Abs(cx-x) <= boxWidth()/2 && math.Abs(cy-y) <= boxHeight()/2 {
			return n.Key
		}
	}
	return ""
}

// toward gives the box that lies nearest in a direction from the chosen one: what
// lies aside counts twice.
func (c *Chart) toward(dx, dy float64) string {
	i, ok := c.index[c.chosen]
	if !ok {
		return c.inOrder(1)
	}
	fromX, fromY := c.centre(c.nodes[i])
	best, least := "", math.Inf(1)
	for _, n := range c.nodes {
		x, y := c.centre(n)
		along := (x-fromX)*dx + (y-fromY)*dy
		aside := math.Abs((x-fromX)*dy) + math.Abs((y-fromY)*dx)
		if along < 1 || aside > 2*along+cellHeight()/2 {
			continue
		}
		if d := along + 2*aside; d < least {
			best, least = n.Key, d
		}
	}
	return best
}

// inOrder gives the box behind the chosen one or before it, as one reads: by rows
// and in each from the left. "" is behind the last and before the first.
func (c *Chart) inOrder(by int) string {
	order := slices.Clone(c.nodes)
	slices.SortStableFunc(order, func(a, b Node) int {
		switch {
		case a.Y < b.Y || a.Y == b.Y && a.X < b.X:
			return -1
		case a.Y > b.Y || a.Y == b.Y && a.X > b.X:
			return 1
		}
		return 0
	})
	at := slices.IndexFunc(order, func(n Node) bool { return n.Key == c.chosen })
	if at < 0 && by < 0 {
		at = len(order)
	}
	if at += by; at < 0 || at >= len(order) {
		return ""
	}
	return order[at].Key
}

// hold picks the chosen box up, or lets it go.
func (c *Chart) hold(on bool) {
	if c.held == on {
		return
	}
	if c.held = on; on {
		n := c.nodes[c.index[c.chosen]]
		c.wish = [2]float64{n.X, n.Y}
	}
	if c.OnHold != nil {
		c.OnHold(on)
	}
}

// CreateRenderer draws ground, web and focus ring.
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

func (f *chartFace) MinSize() fyne.Size { return fyne.NewSize(240, 220) }

func (f *chartFace) Layout(s fyne.Size) {
	const inset = 6
	f.c.ground.Resize(s)
	f.c.ring.Resize(s)
	f.c.target.Move(fyne.NewPos(inset, inset))
	f.c.target.Resize(s.SubtractWidthHeight(2*inset, 2*inset))
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
	f.c.cuts = map[cutting][]string{} // letters may be of another size now
	f.c.surface.Refresh()
	canvas.Refresh(f.c)
}

func textScale() float32 { return fyne.CurrentApp().Settings().Theme().Size(theme.SizeNameText) / 14 }

// The measures of a web at scale 1, in units of the window.
func cellWidth() float64  { return 222 * float64(textScale()) }
func cellHeight() float64 { return 148 * float64(textScale()) }
func boxWidth() float64   { return 186 * float64(textScale()) }
func boxHeight() float64  { return 64 * float64(textScale()) }
