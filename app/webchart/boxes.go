package webchart

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/ui"
)

// draw shows lines, then their words, then boxes: all as far as they are in view.
func (s *surface) draw(room fyne.Size) {
	s.objs = s.objs[:0:0]
	if room.Width <= 1 || len(s.c.nodes) == 0 {
		return
	}
	if s.raster == nil {
		s.raster = canvas.NewRaster(s.paint)
	}
	s.raster.Resize(room)
	s.objs = append(s.objs, s.raster)
	s.words(room)
	for _, n := range s.c.nodes {
		if n.Key != s.c.chosen {
			s.box(n, room)
		}
	}
	if i, ok := s.c.index[s.c.chosen]; ok { // above all others
		s.box(s.c.nodes[i], room)
	}
}

// least is below which scale words of lines could not be read.
const least = 0.62

// words writes on the lines what they say, where there is room.
func (s *surface) words(room fyne.Size) {
	c := s.c
	if c.scale < least {
		return
	}
	taken := make([]area, 0, len(c.nodes)+len(c.lines))
	for i := range c.nodes {
		m := c.middle(i)
		w, h := boxWidth()/2, boxHeight()/2
		taken = append(taken, area{m.x - w, m.y - h, m.x + w, m.y + h})
	}
	size := s.letters(theme.SizeNameCaptionText)
	k := float64(c.scale)
	for _, first := range []bool{true, false} { // those of the chosen box have the first choice
		for _, l := range c.lines {
			b := c.bonds[l.bond]
			if (c.near(b) || b.Key == c.strong) != first || b.Words == "" || !first && len(c.bonds) > crowded {
				continue
			}
			text := s.cut(b.Words, size, fyne.TextStyle{}, float32(cellWidth()*0.84)*c.scale, 1)[0]
			m := fyne.MeasureText(text, size, fyne.TextStyle{})
			at, ok := l.label(float64(m.Width+8)/k, float64(m.Height)/k, taken)
			if !ok {
				continue
			}
			taken = append(taken, at)
			s.label(text, m, size, c.spot(at.left, at.top), b, room)
		}
	}
}

func (s *surface) label(text string, m fyne.Size, size float32, at fyne.Position, b Bond, room fyne.Size) {
	if at.X > room.Width || at.Y > room.Height || at.X+m.Width < 0 || at.Y+m.Height < 0 {
		return
	}
	ground := canvas.NewRectangle(s.tint(theme.ColorNameBackground))
	ground.CornerRadius = 3
	ground.Move(at)
	ground.Resize(m.AddWidthHeight(8, 0))
	ink := theme.ColorNameForeground
	if b.Key == s.c.strong {
		ink = b.Ink
	}
	t := canvas.NewText(text, s.tint(ink))
	t.TextSize = size
	t.Move(at.AddXY(4, 0))
	t.Resize(m)
	s.objs = append(s.objs, ground, t)
}

// letters gives the size of letters, which follows the size of the web.
func (s *surface) letters(n fyne.ThemeSizeName) float32 {
	return s.c.Theme().Size(n) * min(s.c.scale, 1.6)
}

// box shows one box: the sign of a face, the name, what they are.
func (s *surface) box(n Node, room fyne.Size) {
	c := s.c
	x, y := c.centre(n)
	w, h := float32(boxWidth())*c.scale, float32(boxHeight())*c.scale
	at := c.spot(x, y).SubtractXY(w/2, h/2)
	if at.X > room.Width || at.Y > room.Height || at.X+w < 0 || at.Y+h < 0 {
		return
	}
	frame := canvas.NewRectangle(s.tint(ui.ColorSurface))
	frame.StrokeColor, frame.StrokeWidth = s.tint(ui.ColorBorder), 1
	frame.CornerRadius = min(10*c.scale, 10)
	switch n.Look {
	case Organisation:
		frame.FillColor, frame.CornerRadius = s.tint(ui.ColorNeutralSoft), 1
		frame.StrokeColor = s.tint(theme.ColorNameInputBorder)
	case Subject:
		frame.StrokeColor, frame.StrokeWidth = s.tint(theme.ColorNamePrimary), 2
	case Group:
		frame.FillColor = s.tint(ui.ColorAccentSoft)
		behind := canvas.NewRectangle(s.tint(ui.ColorAccentSoft)) // one sheet on another
		behind.StrokeColor, behind.StrokeWidth, behind.CornerRadius = s.tint(ui.ColorBorder), 1, frame.CornerRadius
		behind.Move(at.AddXY(5*c.scale, -5*c.scale))
		behind.Resize(fyne.NewSize(w, h))
		s.objs = append(s.objs, behind)
	}
	if n.Key == c.chosen {
		frame.StrokeColor, frame.StrokeWidth = s.tint(ui.ColorRing), 3
		frame.FillColor = s.tint(ui.ColorAccentSoft)
		if c.held {
			frame.FillColor = s.tint(theme.ColorNameSelection)
		}
	}
	frame.Move(at)
	frame.Resize(fyne.NewSize(w, h))
	s.objs = append(s.objs, frame)
	s.inside(n, at, w, h)
}

// inside writes what stands in a box; in one that is too small for a name, its
// first letters, or the face.
func (s *surface) inside(n Node, at fyne.Position, w, h float32) {
	const smallest = 0.34
	c := s.c
	if c.scale < smallest {
		s.brief(n, at, w, h)
		return
	}
	pad := 8 * c.scale * textScale()
	left := at.X + pad
	if (n.Sign != "" || n.Face != nil) && c.scale >= 0.5 {
		side := min(h-2*pad, 38*c.scale*textScale())
		s.face(n, fyne.NewPos(left, at.Y+(h-side)/2), side)
		left += side + pad
	}
	room := at.X + w - pad - left
	bold := fyne.TextStyle{Bold: true}
	size, small := s.letters(theme.SizeNameText)*0.94, s.letters(theme.SizeNameCaptionText)
	most := 2
	if n.Role == "" {
		most = 3
	}
	var lines []fyne.CanvasObject
	tall := float32(0)
	add := func(text string, size float32, style fyne.TextStyle, ink fyne.ThemeColorName) {
		t := canvas.NewText(text, s.tint(ink))
		t.TextSize, t.TextStyle = size, style
		m := fyne.MeasureText(text, size, style)
		t.Resize(m)
		t.Move(fyne.NewPos(left, tall))
		tall += m.Height
		lines = append(lines, t)
	}
	for _, l := range s.cut(n.Name, size, bold, room, most) {
		add(l, size, bold, theme.ColorNameForeground)
	}
	if n.Role != "" && len(lines) == 1 || n.Role != "" && c.scale >= 0.9 && h > tall+small*1.3 {
		add(s.cut(n.Role, small, fyne.TextStyle{}, room, 1)[0], small, fyne.TextStyle{}, ui.ColorSubtle)
	}
	for _, o := range lines {
		o.Move(o.Position().AddXY(0, at.Y+(h-tall)/2))
	}
	s.objs = append(s.objs, lines...)
}

// brief shows in a small box who it is, as far as there is room.
func (s *surface) brief(n Node, at fyne.Position, w, h float32) {
	const least = 9
	if h < least {
		return
	}
	if n.Face != nil {
		s.face(n, at.AddXY((w-h+2)/2, 1), h-2)
		return
	}
	sign := n.Sign
	if sign == "" {
		sign = n.Name
	}
	t := canvas.NewText("", s.tint(theme.ColorNameForeground))
	t.TextSize = min(h*0.66, s.c.Theme().Size(theme.SizeNameCaptionText))
	t.Text = s.cut(sign, t.TextSize, fyne.TextStyle{}, w-4, 1)[0]
	m := fyne.MeasureText(t.Text, t.TextSize, t.TextStyle)
	t.Resize(m)
	t.Move(at.AddXY((w-m.Width)/2, (h-m.Height)/2))
	s.objs = append(s.objs, t)
}

// face shows the face of somebody, or the letters in its place.
func (s *surface) face(n Node, at fyne.Position, side float32) {
	if n.Face != nil {
		i := canvas.NewImageFromImage(n.Face)
		i.FillMode = canvas.ImageFillContain
		i.Move(at)
		i.Resize(fyne.NewSquareSize(side))
		s.objs = append(s.objs, i)
		return
	}
	ground := canvas.NewCircle(s.tint(ui.ColorNeutralSoft))
	ground.Move(at)
	ground.Resize(fyne.NewSquareSize(side))
	t := canvas.NewText(n.Sign, s.tint(ui.ColorSubtle))
	t.TextStyle.Bold, t.TextSize = true, s.letters(theme.SizeNameCaptionText)
	m := fyne.MeasureText(n.Sign, t.TextSize, t.TextStyle)
	t.Move(at.AddXY((side-m.Width)/2, (side-m.Height)/2))
	t.Resize(m)
	s.objs = append(s.objs, ground, t)
}

// cutting is for what words were cut.
type cutting struct {
	text        string
	size, width float32
	bold        bool
	most        int
}

// cut breaks words into at most so many lines of a width; the last one is cut
// short where there are more. There is one line at least.
func (s *surface) cut(text string, size float32, style fyne.TextStyle, width float32, most int) []string {
	key := cutting{text, size, width, style.Bold, most}
	if known, ok := s.c.cuts[key]; ok {
		return known
	}
	fits := func(t string) bool { return fyne.MeasureText(t, size, style).Width <= width }
	var lines []string
	line := ""
	words := strings.Fields(text)
	for i, w := range words {
		next := strings.TrimSpace(line + " " + w)
		if line == "" || fits(next) {
			line = next
			continue
		}
		if len(lines) == most-1 {
			line = strings.Join(append([]string{line}, words[i:]...), " ")
			break
		}
		lines, line = append(lines, line), w
	}
	lines = append(lines, line)
	for i, l := range lines {
		if fits(l) {
			continue
		}
		runes := []rune(l)
		for len(runes) > 0 && !fits(string(runes)+"…") {
			runes = runes[:len(runes)-1]
		}
		lines[i] = strings.TrimSpace(string(runes)) + "…"
	}
	if len(s.c.cuts) > 4000 { // every size has its own
		s.c.cuts = map[cutting][]string{}
	}
	s.c.cuts[key] = lines
	return lines
}
