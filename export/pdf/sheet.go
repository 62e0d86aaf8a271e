package pdf

import (
	"guvoh/export/doc"
	"guvoh/export/pdf/internal/typeset"
)

const (
	mm      = 72 / 25.4
	refText = "88" // stands for a page number that is not known yet
)

// ink is a colour.
type ink [3]uint8

// The colours: near black, one deep blue, greys of the same family, and two
// signal colours used only in callouts and badges.
var (
	black      = ink{0x18, 0x1A, 0x1F}
	blue       = ink{0x1E, 0x3A, 0x5F}
	grey       = ink{0x64, 0x69, 0x73}
	strong     = ink{0x9A, 0xA1, 0xAC} // a rule that divides
	hair       = ink{0xD5, 0xD9, 0xDF} // a rule that guides
	tint       = ink{0xF2, 0xF4, 0xF7}
	amber      = ink{0x8A, 0x63, 0x12}
	amberTint  = ink{0xFB, 0xF7, 0xEC}
	red        = ink{0x96, 0x26, 0x2B}
	redTint    = ink{0xFB, 0xF1, 0xF0}
	watermarks = ink{0xF3, 0xF4, 0xF6}
)

// look is how a role of text is set.
type look struct {
	size  float64
	lead  float64
	style typeset.Style
	ink   ink
}

// bold and in return the look changed in one respect.
func (l look) bold() look    { l.style |= typeset.Bold; return l }
func (l look) in(c ink) look { l.ink = c; return l }

// sheet is the paper and the type scale of one document. Lengths are points.
type sheet struct {
	paperW, paperH           float64
	left, top, width, height float64 // of the text
	bottom                   float64 // margin
	gutter                   float64 // column of labels and dates, shared by all lists so that they align
	measure                  float64 // widest line of running text that reads well

	body, cell, label, small, note look
	heading                        [3]look
}

// newSheet takes the wishes of a document, within what paper can hold.
func newSheet(p doc.Page) sheet {
	s := sheet{paperW: 210 * mm, paperH: 297 * mm}
	if p.Size == doc.Letter {
		s.paperW, s.paperH = 8.5*72, 11*72
	}
	if p.Landscape {
		s.paperW, s.paperH = s.paperH, s.paperW
	}
	m := p.Margin
	if m == (doc.Margin{}) {
		m = doc.Margin{Top: 25, Right: 24, Bottom: 24, Left: 24}
	}
	s.left, s.top, s.bottom = margin(m.Left, s.paperW), margin(m.Top, s.paperH), margin(m.Bottom, s.paperH)
	s.width = s.paperW - s.left - margin(m.Right, s.paperW)
	s.height = s.paperH - s.top - s.bottom
	size := within(p.Body, 10.5, 7, 18)
	leading := within(p.Leading, 1.42, 1.1, 2.5)
	s.gutter = min(within(0.235*s.width, 100, 84, 150), s.width/3)
	s.measure = min(s.width, 43*size)
	at := func(scale, lead float64) look { return look{size: scale * size, lead: lead * scale * size, ink: black} }
	s.body = at(1, leading)
	s.cell = at(0.91, min(leading, 1.38))
	s.label = at(0.86, min(leading, 1.38)).in(grey)
	s.small = at(0.82, 1.35)
	s.note = at(within(p.Note, 0.82*size, 6, size)/size, 1.32)
	s.heading = [3]look{at(1.62, 1.22).bold().in(blue), at(1.21, 1.25).bold(), at(1.02, 1.3).bold().in(blue)}
	return s
}

// family returns the faces that a document is set in.
func family(f doc.Face) typeset.Family {
	if f == doc.Times {
		return typeset.Times
	}
	return typeset.Charis
}

// margin turns millimetres into points, at most a third of the paper.
func margin(millimetres, paper float64) float64 {
	return min(max(millimetres*mm, 5*mm), paper/3)
}

// within returns v, or the usual value for zero, kept between two bounds.
func within(v, usual, low, high float64) float64 {
	if !(v > 0) {
		v = usual
	}
	return min(max(v, low), high)
}
