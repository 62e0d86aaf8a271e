package ui

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// Voiced are words of a Clause in one voice.
type Voiced struct {
	Text   string
	Strong bool // what a person chose
	Faint  bool // what only joins
}

// Clause is one line of a sentence that is put together of lines: a small word
// that leads in, at the left, and the words themselves. Enter, Space or a tap
// opens it, Delete or its cross removes it, the arrow keys go to the lines
// around it.
type Clause struct {
	control
	OnOpen   func()
	OnRemove func() // nil offers no cross
	// OnKey sees keys the line has no use for; true means used.
	OnKey func(*fyne.KeyEvent) bool

	lead  string
	words []Voiced
	depth int // how far it is set in
	quiet bool

	box, ring *canvas.Rectangle
	leading   *canvas.Text
	texts     []*canvas.Text
	cross     *mark
	runs      []clauseRun
	width     float32 // for which runs is
	lines     int
}

type clauseRun struct {
	text    string
	of      Voiced
	line    int
	x, wide float32
}

// NewClause returns a line, set in by depth steps.
func NewClause(depth int, lead string, words ...Voiced) *Clause {
	c := &Clause{
		lead: lead, words: words, depth: depth, box: canvas.NewRectangle(color.Transparent), ring: canvas.NewRectangle(color.Transparent),
		leading: canvas.NewText("", color.Black),
	}
	c.cross = newMark(theme.CancelIcon(), c.remove)
	c.cross.Hidden = true
	c.extend(c)
	return c
}

// Quiet draws the line as an offer: in the colour of links, without a ground.
func (c *Clause) Quiet() *Clause { c.quiet = true; return c }

// Text answers what the line says, with the word that leads in.
func (c *Clause) Text() string {
	var b strings.Builder
	for _, w := range c.words {
		b.WriteString(w.Text)
	}
	return strings.TrimSpace(c.lead + " " + b.String())
}

func (c *Clause) open() {
	if c.OnOpen != nil && !c.disabled {
		c.OnOpen()
	}
}

func (c *Clause) remove() {
	if c.OnRemove != nil && !c.disabled {
		c.OnRemove()
	}
}

// Tapped opens the line.
func (c *Clause) Tapped(*fyne.PointEvent) {
	Focus(c)
	c.open()
}

// TypedKey opens, removes and moves.
func (c *Clause) TypedKey(ev *fyne.KeyEvent) {
	if c.OnKey != nil && c.OnKey(ev) {
		return
	}
	in := canvasOf(c)
	switch {
	case ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter || ev.Name == fyne.KeySpace:
		c.open()
	case (ev.Name == fyne.KeyDelete || ev.Name == fyne.KeyBackspace) && c.OnRemove != nil:
		c.remove()
	case ev.Name == fyne.KeyDown && in != nil:
		in.FocusNext()
	case ev.Name == fyne.KeyUp && in != nil:
		in.FocusPrevious()
	default:
		passOn(c, ev)
	}
}

// leadWidth is the room of the words that lead in, the same on every line.
func (c *Clause) leadWidth() float32 { return 52 * textScale() }

// ClauseStep is how far each step sets a line in.
func ClauseStep() float32 { return 22 * textScale() }

func (c *Clause) start() float32 {
	return pad(c)*1.5 + float32(c.depth)*ClauseStep() + c.leadWidth()
}

func (c *Clause) crossSize() float32 { return size(c, theme.SizeNameInlineIcon) * 0.8 }

// end is the room at the right, kept for the cross.
func (c *Clause) end() float32 { return pad(c)*3 + c.crossSize() }

func (c *Clause) lineHeight() float32 {
	return textSize("Щg", size(c, theme.SizeNameText), false).Height
}

func (c *Clause) heightFor(width float32) float32 {
	c.flow(width - c.start() - c.end())
	return float32(c.lines)*c.lineHeight() + pad(c)*1.5
}

// flow breaks the words into lines of that width.
func (c *Clause) flow(width float32) {
	if c.width == width && c.runs != nil {
		return
	}
	text := size(c, theme.SizeNameText)
	space := textSize(" ", text, false).Width
	c.width, c.runs, c.lines = width, []clauseRun{}, 1
	x, apart := float32(0), false // apart: a space stands before what comes next
	for _, w := range c.words {
		apart = apart || strings.HasPrefix(w.Text, " ")
		for i, word := range strings.Fields(w.Text) {
			wide, gap := textSize(word, text, w.Strong).Width, float32(0)
			if apart = apart || i > 0; apart && x > 0 {
				gap = space
			}
			if x > 0 && apart && x+gap+wide > width {
				c.lines++
				x, gap = 0, 0
			}
			if n := len(c.runs) - 1; i > 0 && x > 0 { // goes on with what stands before it
				r := &c.runs[n]
				r.text += " " + word
				r.wide = textSize(r.text, text, w.Strong).Width
				x = r.x + r.wide
				continue
			}
			c.runs = append(c.runs, clauseRun{text: word, of: w, line: c.lines - 1, x: x + gap, wide: wide})
			x += gap + wide
			apart = false
		}
		apart = strings.HasSuffix(w.Text, " ")
	}
}

// CreateRenderer draws the line.
func (c *Clause) CreateRenderer() fyne.WidgetRenderer {
	f := &clauseFace{c: c}
	f.restyle()
	return f
}

type clauseFace struct {
	c    *Clause
	objs []fyne.CanvasObject
}

func (f *clauseFace) Destroy()                     {}
func (f *clauseFace) Objects() []fyne.CanvasObject { return f.objs }

func (f *clauseFace) MinSize() fyne.Size {
	w := f.c.start() + f.c.end() + 120*textScale()
	return fyne.NewSize(w, f.c.heightFor(max(w, f.c.Size().Width)))
}

func (f *clauseFace) restyle() {
	c := f.c
	radius := size(c, theme.SizeNameInputRadius)
	fill := color.Color(nil)
	if c.hovered {
		fill = tint(c, theme.ColorNameHover)
	}
	setBox(c.box, fill, nil, 0, radius)
	setRing(c.ring, c, c.focused, radius)
	styleText(c.leading, c.lead, size(c, theme.SizeNameText), false, tint(c, ColorSubtle))
	c.cross.show(c.OnRemove != nil && !c.disabled && (c.hovered || c.focused))
}

func (f *clauseFace) Layout(s fyne.Size) {
	c := f.c
	c.box.Resize(s)
	placeRing(c.ring, s)
	c.flow(s.Width - c.start() - c.end())
	top, h, text := pad(c)*0.75, c.lineHeight(), size(c, theme.SizeNameText)
	c.leading.Text = ellipsis(c.lead, text, c.leadWidth(), false)
	m := c.leading.MinSize()
	c.leading.Resize(m)
	c.leading.Move(fyne.NewPos(c.start()-c.leadWidth(), top+(h-m.Height)/2))
	f.objs = append(f.objs[:0], c.box, c.leading)
	for i, r := range c.runs {
		if i == len(c.texts) {
			c.texts = append(c.texts, canvas.NewText("", color.Black))
		}
		styleText(c.texts[i], r.text, text, r.of.Strong, tint(c, c.ink(r.of)))
		c.texts[i].Move(fyne.NewPos(c.start()+r.x, top+float32(r.line)*h))
		c.texts[i].Resize(fyne.NewSize(r.wide, h))
		f.objs = append(f.objs, c.texts[i])
	}
	small := c.crossSize()
	c.cross.Resize(fyne.NewSquareSize(small))
	c.cross.Move(fyne.NewPos(s.Width-small-pad(c)*1.5, (s.Height-small)/2))
	f.objs = append(f.objs, c.cross, c.ring)
}

func (c *Clause) ink(w Voiced) fyne.ThemeColorName {
	switch {
	case c.quiet:
		return theme.ColorNamePrimary
	case w.Faint:
		return ColorSubtle
	}
	return theme.ColorNameForeground
}

func (f *clauseFace) Refresh() {
	f.c.runs = nil // letters may be of another size
	f.restyle()
	f.Layout(f.c.Size())
	canvas.Refresh(f.c)
}
