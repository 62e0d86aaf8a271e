package pdf

import (
	"guvoh/export/doc"
)

// box is a piece of a page that is never divided: a line of text, a slice of a
// table row, a picture. Composing makes boxes of blocks, paging puts them on
// pages, painting draws them.
type box struct {
	height        float64
	before, after float64 // white around it; of two that meet the larger counts; none at the top of a page
	keep          bool    // stays on the page of the next box
	newPage       bool    // starts a page
	bare          bool    // its page has no running head
	sink          bool    // goes down to the foot of its page
	turned        bool    // its page lies the other way
	stamp         string  // of its page; empty for none
	marks         []mark
	frame         *frame  // shared by boxes that are framed together
	head          []*box  // repeated above it when it starts a page
	under         float64 // white below that head
	notes         []*note
	anchors       []string
	heading       int // which heading it is, counted from 1; 0 for none
}

// mark is something to draw, with the upper left corner of its box at x, y.
// Coordinates run down from the upper left corner of the paper.
type mark interface {
	draw(p *painter, x, y float64)
}

// textMark is a line of text.
type textMark struct {
	x, base float64
	line    *line
}

// ruleMark is a straight line.
type ruleMark struct {
	x0, y0, x1, y1, width float64
	ink                   ink
}

// dotMark is a small filled disc.
type dotMark struct {
	x, y, r float64
	ink     ink
}

// pictureMark is a picture with a hairline around it.
type pictureMark struct {
	x, y, w, h float64
	picture    *shown
	band       band // what of it is drawn
}

// pageMark is the page number of a heading at the end of dotted leaders.
type pageMark struct {
	heading         int // counted from 1
	from, to, base  float64
	look            look
	x, y, w, height float64 // the place that leads to the heading
	tag             *tag
}

// frame is drawn behind and beside the boxes that share it, anew on each page.
type frame struct {
	x0, x1         float64
	fill           *ink
	bar            *ink // at the side where the text starts
	barRight       bool
	barWidth       float64
	rule           *ink // an upright line at ruleX
	ruleX          float64
	above, beneath float64 // how far it reaches beyond its boxes
}

// line is a line of text with the looks of its spans.
type line struct {
	Width   float64
	RTL     bool
	Divided bool   // ends inside a word
	frags   []frag // from left to right
	spans   []span
	lead    float64
	size    float64
	notes   []*note
	more    bool // its text goes on behind it, after a space
	tag     *tag // what its text belongs to; nil for decoration
}

// span is how a span of a line is drawn.
type span struct {
	ink    ink
	rise   float64
	target string // anchor or web address
	badge  *ink   // the tint behind it
	inline *tag   // an element of its own inside that of its line; may be nil
}

// note is a footnote, set.
type note struct {
	of    *doc.Footnote
	lines []noteLine
}

// noteLine is a line of a footnote; the first one carries its number.
type noteLine struct {
	line   line
	number *line
}

// first puts a mark before those that a box has: what is read first is drawn
// first.
func (b *box) first(m mark) { b.marks = append([]mark{m}, b.marks...) }

// shift moves marks.
type shift struct {
	dx, dy float64
	mark   mark
}

func (s shift) draw(p *painter, x, y float64) { s.mark.draw(p, x+s.dx, y+s.dy) }

// gap returns the white between two boxes.
func gap(a, b *box) float64 { return max(a.after, b.before) }

// stack joins boxes into one.
func stack(boxes []*box) *box {
	all := &box{}
	for i, b := range boxes {
		if i > 0 {
			all.height += gap(boxes[i-1], b)
		} else {
			all.before = b.before
		}
		for _, m := range b.marks {
			all.marks = append(all.marks, shift{dy: all.height, mark: m})
		}
		all.height += b.height
		all.notes = append(all.notes, b.notes...)
		all.anchors = append(all.anchors, b.anchors...)
		all.after = b.after
	}
	return all
}

// keepAll keeps boxes on one page.
func keepAll(boxes []*box) []*box {
	for i := range boxes[:max(len(boxes)-1, 0)] {
		boxes[i].keep = true
	}
	return boxes
}

// spaced sets the white before the first and after the last box.
func spaced(boxes []*box, before, after float64) []*box {
	if len(boxes) > 0 {
		boxes[0].before = max(boxes[0].before, before)
		boxes[len(boxes)-1].after = max(boxes[len(boxes)-1].after, after)
	}
	return boxes
}

// anchored sets an anchor on the first box.
func anchored(boxes []*box, anchor string) []*box {
	if len(boxes) > 0 && anchor != "" {
		boxes[0].anchors = append(boxes[0].anchors, anchor)
	}
	return boxes
}

// framed puts boxes into a frame with white of the given height inside it
// above and below.
func framed(f *frame, boxes []*box, padding float64) []*box {
	f.above, f.beneath = padding, padding
	for _, b := range boxes {
		b.frame = f
	}
	return boxes
}
