package timeline

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/timeaxis"
	"guvoh/app/ui"
)

// face paints what is seen of a chart and nothing else. Its objects are used
// again for each picture, so that zooming makes none.
type face struct {
	c     *Chart
	objs  []fyne.CanvasObject
	rects pool[*canvas.Rectangle]
	texts pool[*canvas.Text]
	icons pool[*canvas.Image]
	ink   inks
}

// pool holds objects that are used again.
type pool[T any] struct {
	all  []T
	used int
}

func (p *pool[T]) next(fresh func() T) T {
	if p.used == len(p.all) {
		p.all = append(p.all, fresh())
	}
	p.used++
	return p.all[p.used-1]
}

// inks are the colours of the theme, looked up once for a picture.
type inks struct {
	ground, band, lane, words, soft, sure, within, said, ring, chosen, line color.Color
}

func (f *face) Destroy()                     {}
func (f *face) MinSize() fyne.Size           { return f.c.MinSize() }
func (f *face) Objects() []fyne.CanvasObject { return f.objs }
func (f *face) Layout(fyne.Size)             { f.paint() }

// Refresh paints anew.
func (f *face) Refresh() {
	f.paint()
	canvas.Refresh(f.c)
}

func (f *face) dip() {
	th, variant := f.c.Theme(), fyne.CurrentApp().Settings().ThemeVariant()
	tint := func(n fyne.ThemeColorName) color.Color { return th.Color(n, variant) }
	before := f.ink.said
	f.ink = inks{
		ground: tint(theme.ColorNameBackground), band: tint(ui.ColorSurface), lane: tint(ui.ColorSidebar), words: tint(theme.ColorNameForeground),
		soft: tint(ui.ColorSubtle), sure: tint(theme.ColorNamePrimary), within: tint(ui.ColorAccentSoft), said: tint(theme.ColorNameWarning),
		ring: tint(ui.ColorRing), chosen: tint(ui.ColorAccentSoft), line: tint(ui.ColorBorder),
	}
	if before != nil && before != f.ink.said { // pictures keep the colours that they were drawn in
		for _, i := range f.icons.all {
			i.Refresh()
		}
	}
}

// paint makes the picture: grounds, lines of the axis, items, and above them what
// stays where it is while time moves.
func (f *face) paint() {
	c := f.c
	size := c.Size()
	f.rects.used, f.texts.used, f.icons.used = 0, 0, 0
	f.objs = make([]fyne.CanvasObject, 0, cap(f.objs))
	if size.Width < 2 || size.Height < 2 {
		return
	}
	c.arrange()
	f.dip()
	f.rect(0, 0, size.Width, size.Height, f.ink.ground, f.ink.line, 1, 0)
	if c.some && c.view.Width > 0 {
		fine, above := c.view.Marks(c.write, func(s string) float64 { return float64(c.measured(s, false)) })
		f.grounds(size)
		for _, m := range fine {
			f.rect(c.gutter()+float32(m.X), c.axisHeight(), 1, size.Height, f.ink.line, nil, 0, 0)
		}
		for i := range c.items {
			f.item(i, size)
		}
		f.unsaid(size)
		f.titles(size)
		f.axis(fine, above, size)
	}
	ring := color.Color(f.ink.line)
	width := float32(1)
	if c.focused {
		ring, width = f.ink.ring, 2
	}
	f.rect(0, 0, size.Width, size.Height, color.Transparent, ring, width, 0)
}

func (c *Chart) write(u timeaxis.Unit, m timeaxis.Minute, above bool) string {
	if c.Write == nil {
		return ""
	}
	return c.Write(u, m, above)
}

// grounds parts the lanes.
func (f *face) grounds(size fyne.Size) {
	c := f.c
	for i := range c.lanes {
		top, foot := f.lane(i)
		if i%2 == 1 {
			f.rect(0, top, size.Width, foot-top, f.ink.band, nil, 0, 0)
		}
		f.rect(0, foot, size.Width, 1, f.ink.line, nil, 0, 0)
	}
}

// lane gives the top and the foot of a lane on the chart.
func (f *face) lane(i int) (top, foot float32) {
	c := f.c
	if i+1 >= len(c.tops) {
		return 0, 0
	}
	from := c.axisHeight() - c.scroll
	return from + c.tops[i], from + c.tops[i+1]
}

// titles names the lanes, and says how many items have no words.
func (f *face) titles(size fyne.Size) {
	c := f.c
	f.rect(0, 0, c.gutter(), size.Height, f.ink.lane, nil, 0, 0)
	for i, title := range c.lanes {
		top, foot := f.lane(i)
		f.rect(0, foot, c.gutter(), 1, f.ink.line, nil, 0, 0)
		y := top + c.around()
		left := theme.Padding() * 3 // below the title of the screen
		for _, line := range c.lines(title, c.gutter()-left-c.textSize()*0.3) {
			f.text(line, left, y, f.ink.words, true)
			y += 1.35 * c.textSize()
		}
		if n := c.layout.Hidden[i]; n > 0 && c.Hidden != nil {
			f.text(c.shortened(c.Hidden(n), c.gutter()-left-c.textSize()*0.3), left, y, f.ink.soft, false)
		}
	}
	f.rect(c.gutter(), 0, 1, size.Height, f.ink.line, nil, 0, 0)
}

// axis writes the marks over everything that was moved below them.
func (f *face) axis(fine, above []timeaxis.Mark, size fyne.Size) {
	c := f.c
	tall, left := c.axisHeight(), c.gutter()
	f.rect(0, 0, size.Width, tall, f.ink.lane, nil, 0, 0)
	f.rect(0, tall, size.Width, 1, f.ink.line, nil, 0, 0)
	for _, m := range above {
		x := left + float32(m.X)
		if m.X > 0 {
			f.rect(x, 0, 1, tall, f.ink.line, nil, 0, 0)
		}
		if m.Words != "" {
			f.text(m.Words, x+4, 0.2*c.textSize(), f.ink.words, true)
		}
	}
	y := 1.75 * c.textSize()
	if len(above) == 0 {
		y = 1.1 * c.textSize()
	}
	for _, m := range fine {
		x := left + float32(m.X)
		f.rect(x, tall-5, 1, 5, f.ink.soft, nil, 0, 0)
		wide := c.measured(m.Words, false)
		at := x - wide/2
		if at < left || at+wide > size.Width {
			continue
		}
		f.text(m.Words, at, y, f.ink.soft, false)
	}
}

// item paints the sign of an item, and its words above it, where it is seen.
func (f *face) item(i int, size fyne.Size) {
	c := f.c
	if i >= len(c.layout.Items) || !c.layout.Items[i].Shown {
		return
	}
	p, it := c.layout.Items[i], &c.items[i]
	left, right := c.x(p.Left), c.x(p.Right)
	end, wide := right, float32(0)
	if p.Words {
		wide = c.width(i)
		end = max(end, c.x(p.Own)+wide)
	}
	top := c.axisHeight() + c.rowTop(i) - c.scroll
	if end < c.gutter() || left > size.Width || top > size.Height || top+c.rowHeight() < c.axisHeight() {
		return
	}
	chosen := it.Key == c.chosen
	if chosen {
		ring := color.Color(nil)
		if c.focused {
			ring = f.ink.ring
		}
		from, to := max(left-4, c.gutter()-8), min(end+4, size.Width+8)
		f.rect(from, top-2, to-from, c.rowHeight(), f.ink.chosen, ring, 2, 4)
	}
	signTop := top + 1.4*c.textSize()
	if len(it.Others) > 0 { // what belongs together
		from, to := max(left, c.gutter()-8), min(right, size.Width+8)
		f.rect(from, signTop+c.signHeight()/2-0.5, to-from, 1, f.ink.said, nil, 0, 0)
	}
	for _, part := range it.Parts() {
		f.part(part, signTop, size)
	}
	if !p.Words {
		return
	}
	at := c.x(p.Own)
	if at < c.gutter()+4 { // the words of what began before stay in view as long as it lasts
		at = max(at, min(c.gutter()+4, right-wide))
	}
	if it.Doubted {
		f.icon(at, top+0.05*c.textSize())
		at += c.iconWidth()
	}
	f.text(it.Words, at, top, f.ink.words, false)
}

// unsaid shows the words of the chosen item, and of the one under the mouse, where
// they have no room of their own: above everything else for as long as that.
func (f *face) unsaid(size fyne.Size) {
	c := f.c
	for i, p := range c.layout.Items {
		it := &c.items[i]
		if it.Key != c.chosen && it.Key != c.hover || !p.Shown || p.Words || c.x(p.Left) > size.Width || c.x(p.Right) < c.gutter() {
			continue
		}
		wide, side := c.width(i), 0.5*c.textSize()
		at := max(min(c.x(p.Own), size.Width-wide-2*side), c.gutter()+2*side)
		top := c.axisHeight() + c.rowTop(i) - c.scroll
		f.rect(at-side, top-2, wide+2*side, 1.45*c.textSize(), f.ink.lane, f.ink.line, 1, 3)
		if it.Doubted {
			f.icon(at, top+0.05*c.textSize())
			at += c.iconWidth()
		}
		f.text(it.Words, at, top, f.ink.words, false)
	}
}

// part paints a stretch of time in its look.
func (f *face) part(p timeaxis.Part, y float32, size fyne.Size) {
	c := f.c
	from, to := p.Extent(c.view.Scale)
	left, right := max(c.x(from), c.gutter()-40), min(c.x(to), size.Width+40)
	if right <= left {
		return
	}
	tall := c.signHeight()
	small := to-from <= timeaxis.Least+0.01
	if small && !fades(p.Look) { // as high as it is wide: a dot, or a ring
		y, tall = y+(tall-(right-left))/2, right-left
	}
	switch p.Look {
	case timeaxis.Past, timeaxis.SoftBefore:
		f.fading(left, right, y, true, f.ink.sure)
	case timeaxis.Future, timeaxis.SoftBehind:
		f.fading(left, right, y, false, f.ink.sure)
	case timeaxis.SaidPast:
		f.fading(left, right, y, true, f.ink.said)
	case timeaxis.SaidFuture:
		f.fading(left, right, y, false, f.ink.said)
	case timeaxis.Said:
		f.rect(left, y, right-left, tall, color.Transparent, f.ink.said, 1.5, tall/2)
	case timeaxis.Sure:
		f.rect(left, y, right-left, tall, f.ink.sure, nil, 0, roundness(small, tall))
	default:
		fill := f.ink.within
		if small && p.To-p.From <= timeaxis.Day {
			fill = f.ink.sure // a day that is too narrow to be seen as one
		}
		f.rect(left, y, right-left, tall, fill, f.ink.sure, 1, roundness(small, tall))
	}
}

// fades tells whether a look has no edge on one side.
func fades(l timeaxis.Look) bool {
	switch l {
	case timeaxis.Past, timeaxis.Future, timeaxis.SoftBefore, timeaxis.SoftBehind, timeaxis.SaidPast, timeaxis.SaidFuture:
		return true
	}
	return false
}

func roundness(small bool, tall float32) float32 {
	if small {
		return tall / 2
	}
	return 2
}

// fading paints what is less and less known towards one side.
func (f *face) fading(left, right, y float32, past bool, ink color.Color) {
	const shades = 5
	step := (right - left) / shades
	r, g, b, _ := ink.RGBA()
	for i := range shades {
		k := i + 1
		if !past {
			k = shades - i
		}
		tint := color.NRGBA{R: uint8(r >> 8), G: uint8(g >> 8), B: uint8(b >> 8), A: uint8(k * 200 / (shades + 1))}
		f.rect(left+float32(i)*step, y, step, f.c.signHeight(), tint, nil, 0, 0)
	}
}

func (f *face) rect(x, y, w, h float32, fill, stroke color.Color, width, radius float32) {
	r := f.rects.next(func() *canvas.Rectangle { return canvas.NewRectangle(color.Transparent) })
	if stroke == nil {
		stroke, width = color.Transparent, 0
	}
	r.FillColor, r.StrokeColor, r.StrokeWidth, r.CornerRadius = fill, stroke, width, radius
	r.Move(fyne.NewPos(x, y))
	r.Resize(fyne.NewSize(w, h))
	f.objs = append(f.objs, r)
}

func (f *face) text(words string, x, y float32, ink color.Color, bold bool) {
	t := f.texts.next(func() *canvas.Text { return canvas.NewText("", color.Black) })
	t.Text, t.Color, t.TextSize, t.TextStyle = words, ink, f.c.textSize(), fyne.TextStyle{Bold: bold}
	t.Move(fyne.NewPos(x, y))
	t.Resize(fyne.NewSize(f.c.measured(words, bold)+1, 1.3*f.c.textSize()))
	f.objs = append(f.objs, t)
}

// icon is the sign that sources differ.
func (f *face) icon(x, y float32) {
	i := f.icons.next(func() *canvas.Image {
		return canvas.NewImageFromResource(theme.NewWarningThemedResource(theme.WarningIcon()))
	})
	side := 1.25 * f.c.textSize()
	i.FillMode = canvas.ImageFillContain
	i.Move(fyne.NewPos(x, y))
	i.Resize(fyne.NewSquareSize(side))
	f.objs = append(f.objs, i)
}
