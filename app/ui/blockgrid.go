package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// grid says where the parts of a block are, at the width of the list.
type grid struct {
	width  float32
	left   float32 // where the texts start; the gutter before it holds kind and speaker
	col    float32 // width of one text
	second float32 // where the translation starts
	both   bool    // translation shown
	under  bool    // translation under the original, for want of room
	above  bool    // kind and speaker above the texts, for want of room
	kind   float32 // height of the line with the kind
	time   float32 // height of the line that says when
	gap    float32
}

func (l *BlockList) grid() grid {
	p, scale := pad(l), textScale()
	g := grid{width: l.scroll.Size().Width, both: l.translation, gap: p}
	g.kind = float32(int(textSize("Щg", size(l, theme.SizeNameCaptionText), true).Height + p*0.7))
	g.time = textSize("Щg", size(l, theme.SizeNameCaptionText), false).Height
	right := p * 2 // clear of the scroll bar
	gutter := 132 * scale
	g.above = g.width < 560*scale
	if !g.above {
		g.left = gutter
	}
	room := g.width - g.left - right
	g.col, g.second = room, g.left
	if g.both {
		g.under = room < 420*scale
		if !g.under {
			g.col = (room - 2*p) / 2
			g.second = g.left + g.col + 2*p
		}
	}
	return g
}

// height answers how high a block must be.
func (g grid) height(b Block) float32 {
	orig, trans, speaker := g.parts(b)
	h := orig
	switch {
	case g.both && g.under:
		h += trans + g.gap
	case g.both:
		h = max(orig, trans)
	}
	if g.above {
		return g.kindRow(speaker) + h + g.gap
	}
	gutter := g.kind + speaker
	if b.Time != "" {
		gutter += g.time
	}
	return max(h, gutter) + g.gap
}

func (g grid) kindRow(speaker float32) float32 { return max(g.kind, speaker) }

func (g grid) speakerWidth() float32 {
	if g.above {
		return g.width * 0.5
	}
	return g.left - g.gap
}

// parts answers the heights of the three texts.
func (g grid) parts(b Block) (orig, trans, speaker float32) {
	orig = EditorHeight(b.Original, g.col)
	if g.both {
		trans = EditorHeight(b.Translation, g.col)
	}
	return orig, trans, EditorHeight(b.Speaker, g.speakerWidth())
}

// blockHead names the columns.
type blockHead struct {
	widget.BaseWidget
	l    *BlockList
	a, b *Text
	line *canvas.Rectangle
}

func newBlockHead(l *BlockList) *blockHead {
	style := TextStyle{Size: theme.SizeNameCaptionText, Color: ColorSubtle, Bold: true, Single: true}
	h := &blockHead{l: l, a: NewText(words.Original, style), b: NewText(words.Translation, style), line: canvas.NewRectangle(nil)}
	h.ExtendBaseWidget(h)
	return h
}

// CreateRenderer draws the names.
func (h *blockHead) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{h.a, h.b, h.line}, owner: h}
	f.refresh = func() {
		setBox(h.line, tint(h, theme.ColorNameSeparator), nil, 0, 0)
		h.a.Refresh()
		h.b.Refresh()
	}
	f.min = func() fyne.Size { return fyne.NewSize(1, h.a.lineHeight()+pad(h)*1.6) }
	f.layout = func(s fyne.Size) {
		g := h.l.grid()
		inset := size(h, theme.SizeNameInnerPadding)
		lineH := h.a.lineHeight()
		h.a.Move(fyne.NewPos(g.left+inset, (s.Height-lineH)/2))
		h.a.Resize(fyne.NewSize(g.col-inset, lineH))
		h.b.Hidden = !g.both || g.under
		h.b.Move(fyne.NewPos(g.second+inset, (s.Height-lineH)/2))
		h.b.Resize(fyne.NewSize(g.col-inset, lineH))
		h.line.Move(fyne.NewPos(0, s.Height-1))
		h.line.Resize(fyne.NewSize(s.Width, 1))
	}
	f.refresh()
	return f
}
