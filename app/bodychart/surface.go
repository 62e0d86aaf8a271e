package bodychart

import (
	"cmp"
	"image"
	"image/color"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/sketch"
	"guvoh/app/ui"
	"guvoh/app/ui/activity"
	"guvoh/export/doc"
	"guvoh/export/figure"
)

// surface is what is seen of the figure.
type surface struct {
	widget.BaseWidget
	activity.Pressed
	c       *Chart
	focused bool
	figure  *canvas.Raster // what is seen of the figure
	picture image.Image    // as painted for
	painted look
	pool    map[token][]*canvas.Image
	used    map[token]int
	objs    []fyne.CanvasObject

	grip string // the mark that the mouse has; "" while it moves the figure
	drag bool
}

// token is what the sign of a mark was drawn for.
type token struct {
	sign figure.Sign
	near bool
	side float32
	ink  color.Color
}

func newSurface(c *Chart) surface {
	return surface{c: c, pool: map[token][]*canvas.Image{}}
}

// wheeled is a surface that hears the mouse wheel. The toolkit draws nothing
// beyond the edge of what does.
type wheeled struct{ surface }

// Scrolled makes the figure larger or smaller around the mouse.
func (w *wheeled) Scrolled(ev *fyne.ScrollEvent) {
	activity.Seen()
	by := 1
	if ev.Scrolled.DY < 0 {
		by = -1
	}
	if ev.Scrolled.DY != 0 {
		w.c.zoomAt(by, w.part(ev.Position))
	}
}

// FocusGained shows the crosshair.
func (s *surface) FocusGained() {
	s.focused = true
	s.c.Refresh()
	s.c.say(s.c.cross)
}

// FocusLost takes it away, and lets a mark go where it was.
func (s *surface) FocusLost() {
	s.focused = false
	if s.c.held {
		s.letGo()
	}
	s.c.Refresh()
}

// Zoom changes the size, for the keys of the menu.
func (s *surface) Zoom(by int) { s.c.Zoom(by) }

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

// TypedKey moves the crosshair, sets a mark, picks one up and puts it down.
func (s *surface) TypedKey(ev *fyne.KeyEvent) {
	c := s.c
	step := 0.008 / float64(c.zoom)
	wide := step * c.shape.Height / max(c.shape.Width, 1)
	switch ev.Name {
	case fyne.KeyLeft:
		s.step(-wide, 0)
	case fyne.KeyRight:
		s.step(wide, 0)
	case fyne.KeyUp:
		s.step(0, -step)
	case fyne.KeyDown:
		s.step(0, step)
	case fyne.KeyHome:
		c.SetCross(doc.Point{X: 0.5, Y: 0.4})
	case fyne.KeyPageUp, fyne.KeyPageDown:
		if c.OnTurn != nil && !c.held {
			c.OnTurn(map[fyne.KeyName]int{fyne.KeyPageUp: -1, fyne.KeyPageDown: 1}[ev.Name])
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		s.enter()
	case fyne.KeySpace:
		s.pickUp()
	case fyne.KeyDelete, fyne.KeyBackspace:
		if m := c.mark(c.chosen); m != nil && !c.fixed && !c.held && c.OnDelete != nil {
			c.OnDelete(m.Key)
		}
	case fyne.KeyEscape:
		if c.held {
			s.letGo()
			return
		}
		s.passOn(ev)
	default:
		s.passOn(ev)
	}
}

func (s *surface) passOn(ev *fyne.KeyEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(s.c.target); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(ev)
	}
}

func (s *surface) step(dx, dy float64) {
	s.c.SetCross(doc.Point{X: s.c.cross.X + dx, Y: s.c.cross.Y + dy})
}

// enter puts the mark down that is held, works on the one under the crosshair,
// or sets a new one.
func (s *surface) enter() {
	c := s.c
	switch m := c.under(c.cross); {
	case c.held:
		s.putDown()
	case m != nil:
		if c.OnOpen != nil {
			c.OnOpen(m.Key)
		}
	default:
		s.place(c.cross)
	}
}

func (s *surface) place(p doc.Point) {
	if !s.c.fixed && s.c.OnPlace != nil {
		s.c.OnPlace(p)
	}
}

// pickUp takes the mark under the crosshair, or else the chosen one; with one in
// hand it puts it down.
func (s *surface) pickUp() {
	c := s.c
	if c.held {
		s.putDown()
		return
	}
	m := c.under(c.cross)
	if m == nil {
		m = c.mark(c.chosen)
	}
	if m == nil || c.fixed {
		return
	}
	s.choose(m.Key)
	c.cross = m.At
	c.hold(true)
	c.reveal()
	s.Refresh()
}

func (s *surface) putDown() {
	c := s.c
	key := c.chosen
	c.hold(false)
	if m := c.mark(key); m != nil && m.At != c.cross && c.OnMove != nil {
		c.OnMove(key, c.cross)
	}
	s.Refresh()
}

func (s *surface) letGo() {
	s.c.hold(false)
	s.Refresh()
}

func (s *surface) choose(key string) {
	if key != s.c.chosen && s.c.OnChoose != nil {
		s.c.OnChoose(key)
	}
}

// part gives a place in the window as shares of the figure.
func (s *surface) part(p fyne.Position) doc.Point {
	size, from := s.c.size(), s.c.origin()
	return doc.Point{
		X: min(max(float64((p.X-from.X)/size.Width), 0), 1), Y: min(max(float64((p.Y-from.Y)/size.Height), 0), 1),
	}
}

// Tapped chooses the mark that is there, or sets one.
func (s *surface) Tapped(ev *fyne.PointEvent) {
	if s.c.still {
		if s.c.OnPlace != nil {
			s.c.OnPlace(s.part(ev.Position))
		}
		return
	}
	ui.Focus(s.c.FocusTarget())
	s.c.cross = s.part(ev.Position)
	if m := s.c.under(s.c.cross); m != nil {
		s.choose(m.Key)
		s.Refresh()
		return
	}
	s.place(s.c.cross)
	s.Refresh()
}

// Dragged moves the mark under the mouse, or else what is seen of the figure.
func (s *surface) Dragged(ev *fyne.DragEvent) {
	activity.Seen()
	if s.c.still {
		return
	}
	if !s.drag {
		s.drag = true
		if m := s.c.under(s.part(ev.Position.SubtractXY(ev.Dragged.DX, ev.Dragged.DY))); m != nil && !s.c.fixed {
			s.grip = m.Key
			s.choose(m.Key)
			s.c.hold(true)
		}
	}
	if s.grip == "" {
		s.c.pan(-ev.Dragged.DX, -ev.Dragged.DY)
		return
	}
	s.c.cross = s.part(ev.Position)
	s.c.say(s.c.cross)
	s.Refresh()
}

// DragEnd leaves the mark where it is.
func (s *surface) DragEnd() {
	grip := s.grip
	s.drag, s.grip = false, ""
	if grip != "" && s.c.held {
		s.putDown()
	}
}

// MouseIn says what is under the mouse.
func (s *surface) MouseIn(ev *desktop.MouseEvent) { s.MouseMoved(ev) }

// MouseMoved says what is under the mouse.
func (s *surface) MouseMoved(ev *desktop.MouseEvent) {
	if !s.c.held && !s.c.still {
		s.c.say(s.part(ev.Position))
	}
}

// MouseOut says what is under the crosshair.
func (s *surface) MouseOut() {
	if !s.c.still {
		s.c.say(s.c.cross)
	}
}

// Cursor is a cross where marks can be set.
func (s *surface) Cursor() desktop.Cursor {
	if s.c.fixed || s.c.still {
		return desktop.DefaultCursor
	}
	return desktop.CrosshairCursor
}

// CreateRenderer draws figure, marks and crosshair.
func (s *surface) CreateRenderer() fyne.WidgetRenderer { return &surfaceFace{s} }

type surfaceFace struct{ s *surface }

func (f *surfaceFace) Destroy()                     {}
func (f *surfaceFace) MinSize() fyne.Size           { return fyne.NewSize(1, 1) }
func (f *surfaceFace) Objects() []fyne.CanvasObject { return f.s.objs }

func (f *surfaceFace) Refresh() {
	f.Layout(f.s.Size())
	canvas.Refresh(f.s.c.target)
}

func (f *surfaceFace) Layout(room fyne.Size) {
	s := f.s
	s.objs = s.objs[:0:0]
	if s.c.shape.Width == 0 || room.Width <= 1 {
		return
	}
	s.c.offset = s.c.within(s.c.offset)
	s.draw(room)
	s.letters()
	if s.focused && !s.c.still {
		s.crosshair()
	}
	s.signs()
}

// spot gives where a point of the figure is on the surface.
func (s *surface) spot(p doc.Point) fyne.Position {
	size := s.c.size()
	return s.c.origin().AddXY(float32(p.X)*size.Width, float32(p.Y)*size.Height)
}

func (s *surface) tint(n fyne.ThemeColorName) color.Color {
	return s.Theme().Color(n, fyne.CurrentApp().Settings().ThemeVariant())
}

// draw shows the figure, as far as it is seen.
func (s *surface) draw(room fyne.Size) {
	if s.figure == nil {
		s.figure = canvas.NewRaster(s.paint)
	}
	s.figure.Resize(room)
	s.objs = append(s.objs, s.figure)
}

// paint gives the picture of what is seen, in the pixels of the screen.
func (s *surface) paint(w, h int) image.Image {
	size, from := s.c.size(), s.c.origin()
	k := float64(w) / float64(max(s.Size().Width, 1)) // pixels for a unit of the window
	now := look{
		view: s.c.shape.View, child: s.c.shape.Child, w: w, h: h, left: float64(from.X) * k, top: float64(from.Y) * k,
		scale: float64(size.Width) / max(s.c.shape.Width, 1) * k, line: float64(1.5*textScale()) * k,
		fill: s.tint(ui.ColorNeutralSoft), edge: s.tint(ui.ColorSubtle), between: s.tint(ui.ColorSubtle),
	}
	if s.picture == nil || s.painted != now {
		s.picture, s.painted = paint(s.c.shape, now), now
	}
	return s.picture
}

// letters say which side is which.
func (s *surface) letters() {
	for side, word := range map[string]string{"left": s.c.Left, "right": s.c.Right} {
		at, ok := s.c.shape.Letters[side]
		if !ok || word == "" {
			continue
		}
		t := canvas.NewText(word, s.tint(ui.ColorSubtle))
		t.TextSize = s.Theme().Size(theme.SizeNameCaptionText)
		s.centred(t, at)
	}
}

// centred puts an object with its middle on a point of the figure.
func (s *surface) centred(o fyne.CanvasObject, at doc.Point) {
	m := o.MinSize()
	o.Resize(m)
	o.Move(s.spot(at).SubtractXY(m.Width/2, m.Height/2))
	s.objs = append(s.objs, o)
}

func (s *surface) crosshair() {
	at := s.spot(s.c.cross)
	x, y := at.X, at.Y
	gap, arm := 5*textScale(), 26*textScale()
	ink := s.tint(theme.ColorNamePrimary)
	for _, l := range [][4]float32{{x - arm, y, x - gap, y}, {x + gap, y, x + arm, y}, {x, y - arm, x, y - gap}, {x, y + gap, x, y + arm}} {
		line := canvas.NewLine(ink)
		line.StrokeWidth = 2
		line.Position1, line.Position2 = fyne.NewPos(l[0], l[1]), fyne.NewPos(l[2], l[3])
		s.objs = append(s.objs, line)
	}
}

// signs draws the marks as they are printed, each with its number beside it.
func (s *surface) signs() {
	s.used = map[token]int{}
	marks := slices.Clone(s.c.marks)
	for i := range marks {
		if s.c.held && marks[i].Key == s.c.chosen {
			marks[i].At = s.c.cross
		}
	}
	slices.SortStableFunc(marks, func(a, b Mark) int { return cmp.Compare(a.At.Y, b.At.Y) })
	var taken []fyne.CanvasObject
	for _, m := range marks {
		s.sign(m)
		if m.Number > 0 && !s.c.still {
			taken = append(taken, s.number(m, taken)...)
		}
		if m.Key == s.c.chosen && s.c.beside != nil && !s.c.held {
			s.photo(m)
		}
	}
}

// sheet is how many millimetres of paper a sign is drawn on.
const sheet = 6.2

func (s *surface) sign(m Mark) {
	at := s.spot(m.At)
	side := markSide()
	if s.c.still {
		side = 15 * textScale()
	}
	ring := func(color, fill color.Color, grow, width float32) {
		r := canvas.NewCircle(fill)
		r.StrokeColor, r.StrokeWidth = color, width
		r.Resize(fyne.NewSquareSize(side + grow))
		r.Move(at.SubtractXY((side+grow)/2, (side+grow)/2))
		s.objs = append(s.objs, r)
	}
	if m.Key == s.c.chosen && !s.c.still {
		ring(s.tint(ui.ColorRing), s.tint(theme.ColorNameBackground), 6, 2.5)
	}
	picture := s.token(token{m.Sign, m.Near, side, s.tint(theme.ColorNameError)})
	picture.Move(at.SubtractXY(side/2, side/2))
	s.objs = append(s.objs, picture)
}

// token gives a picture of a sign that is not in use yet; it is drawn once.
func (s *surface) token(t token) *canvas.Image {
	n := s.used[t]
	s.used[t]++
	if n < len(s.pool[t]) {
		return s.pool[t][n]
	}
	i := canvas.NewImageFromResource(sketch.Picture(figure.Signed(t.sign, sheet, t.near), float64(t.side)/sheet, s.Theme()))
	i.FillMode = canvas.ImageFillStretch
	i.Resize(fyne.NewSquareSize(t.side))
	s.pool[t] = append(s.pool[t], i)
	return i
}

// number writes the number of a mark beside it, away from the middle of the
// figure and below the numbers that stand there already.
func (s *surface) number(m Mark, taken []fyne.CanvasObject) []fyne.CanvasObject {
	t := canvas.NewText(strconv.Itoa(m.Number), s.tint(theme.ColorNameError))
	t.TextSize, t.TextStyle.Bold = s.Theme().Size(theme.SizeNameText), true
	text := t.MinSize()
	box := canvas.NewRectangle(s.tint(theme.ColorNameBackground))
	box.CornerRadius, box.StrokeColor, box.StrokeWidth = 3, s.tint(ui.ColorBorder), 1
	if m.Key == s.c.chosen {
		box.StrokeColor, box.StrokeWidth = s.tint(ui.ColorRing), 2
	}
	box.Resize(text.AddWidthHeight(8, 0))
	away := markSide()*0.62 + 2
	at := s.spot(m.At).AddXY(away, -text.Height/2)
	if m.At.X < 0.5 {
		at.X -= 2*away + box.Size().Width
	}
	for _, o := range taken {
		p, z := o.Position(), o.Size()
		if at.X < p.X+z.Width && p.X < at.X+box.Size().Width && at.Y < p.Y+z.Height && p.Y < at.Y+text.Height {
			at.Y = p.Y + z.Height + 1
		}
	}
	box.Move(at)
	t.Move(at.AddXY(4, 0))
	t.Resize(text)
	s.objs = append(s.objs, box, t)
	return []fyne.CanvasObject{box}
}

// photo shows what stands beside the chosen mark, on the side where its number
// is not.
func (s *surface) photo(m Mark) {
	o := s.c.beside
	z := o.MinSize()
	mid, away, room := s.spot(m.At), markSide()*0.7, s.Size()
	at := mid.SubtractXY(away+z.Width, z.Height/2)
	if m.At.X < 0.5 {
		at.X = mid.X + away
	}
	at.X = min(max(at.X, 0), max(room.Width-z.Width, 0))
	at.Y = min(max(at.Y, 0), max(room.Height-z.Height, 0))
	o.Move(at)
	o.Resize(z)
	s.objs = append(s.objs, o)
}
