package pdf

import (
	"guvoh/export/doc"
	"guvoh/export/pdf/internal/typeset"
)

// Bounds of a drawing on the page.
const (
	drawingShare = 0.88 // of the height of the text, so that its caption stays with it
	leastHeight  = 1.0  // points
)

// drawing composes lines and words, shrunk where they do not fit, with the
// caption on the same page.
func (c *composer) drawing(d *doc.Drawing) []*box {
	s := c.sheet
	if !(d.Width > 0) || !(d.Height > 0) {
		return nil
	}
	scale := min(1, s.width/(d.Width*mm), s.height*drawingShare/(d.Height*mm))
	m := drawingMark{drawing: d, scale: scale * mm, x: s.left + max(s.width-d.Width*mm*scale, 0)/2}
	t := c.figureTag(d.Alt)
	for _, shape := range d.Shapes {
		if shape.Words == "" {
			continue
		}
		l := c.plain(shape.Words, look{size: within(shape.Size, 8, 2, 72) * scale, style: styleOf(shape.Style), ink: hues[min(shape.Hue, doc.Paper)]})
		m.words = append(m.words, drawnWords{x: place(&l, 0, 0, 0, 0, shape.Align).x, line: l})
	}
	height := max(d.Height*mm*scale, leastHeight)
	b := &box{height: height, marks: []mark{figureMark{tag: t, x: m.x, w: d.Width * mm * scale, h: height, mark: m}}}
	boxes := append([]*box{b}, c.caption(&doc.Figure{Caption: d.Caption}, s.left, min(s.width, s.measure))...)
	return anchored(spaced(keepAll(boxes), s.body.size*0.8, s.body.size*1.2), d.Anchor)
}

// styleOf returns the faces for the looks of words that change them.
func styleOf(s doc.Style) typeset.Style {
	var out typeset.Style
	for _, p := range []struct {
		look  doc.Style
		faces typeset.Style
	}{{doc.Bold, typeset.Bold}, {doc.Italic, typeset.Italic}, {doc.Mono, typeset.Mono}} {
		if s&p.look != 0 {
			out |= p.faces
		}
	}
	return out
}

// hues are the inks of what colours mean.
var hues = [...]ink{
	doc.NoHue:  {},
	doc.Ink:    black,
	doc.Soft:   {0x7A, 0x80, 0x8B},
	doc.Faint:  {0xF3, 0xF2, 0xF0},
	doc.Accent: blue,
	doc.Alarm:  red,
	doc.Paper:  {0xFF, 0xFF, 0xFF},
}
