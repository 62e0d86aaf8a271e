package pdf

import (
	"math"
	"strconv"
)

// pen writes the content of one page. It knows what is set already, so that
// nothing is said twice, and which element of the structure is being drawn.
type pen struct {
	buf    []byte
	fill   colour
	stroke colour
	width  float64 // of lines; negative when unknown
	face   int     // -1 when unknown
	size   float64
	open   content  // what is being drawn
	drawn  []marked // by their number on the page
}

// colour is an ink that may be unknown.
type colour struct {
	ink   ink
	known bool
}

// content is what a stretch of a page belongs to: an element and maybe one
// inside it, or decoration of a kind.
type content struct {
	marked
	decoration string
}

// marked is the element that a stretch of a page belongs to.
type marked struct{ tag, inline *tag }

// Kinds of decoration, as ISO 32000-1 names them.
const (
	layoutArtifact    = "/Artifact BMC\n"
	headArtifact      = "/Artifact <</Type /Pagination /Subtype /Header>> BDC\n"
	footArtifact      = "/Artifact <</Type /Pagination /Subtype /Footer>> BDC\n"
	watermarkArtifact = "/Artifact <</Type /Pagination /Subtype /Watermark>> BDC\n"
)

// reset begins a page, in the buffer of the last one.
func (w *pen) reset() {
	*w = pen{buf: w.buf[:0], face: -1, width: -1}
}

// forget is told that somebody else changed what is set.
func (w *pen) forget() {
	w.fill, w.stroke, w.width, w.face = colour{}, colour{}, -1, -1
}

// begin makes what follows belong to an element, or to decoration.
func (w *pen) begin(c content) {
	if c == w.open {
		return
	}
	w.end()
	w.open = c
	if c.decoration != "" {
		w.text(c.decoration)
		return
	}
	t := c.tag
	if c.inline != nil {
		t = c.inline
	}
	w.text("/")
	w.text(string(t.role))
	w.text(" <</MCID ")
	w.buf = strconv.AppendInt(w.buf, int64(len(w.drawn)), 10)
	w.text(">> BDC\n")
	w.drawn = append(w.drawn, c.marked)
}

// end closes the element that is open.
func (w *pen) end() {
	if w.open != (content{}) {
		w.text("EMC\n")
		w.open = content{}
	}
}

func (w *pen) text(s string) { w.buf = append(w.buf, s...) }

// numbers writes operands, each with a space after it.
func (w *pen) numbers(values ...float64) {
	for _, v := range values {
		w.buf = append(appendNumber(w.buf, v), ' ')
	}
}

// appendNumber writes a coordinate to a hundredth of a point.
func appendNumber(b []byte, v float64) []byte {
	n := int64(math.Round(v * 100))
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	b = strconv.AppendInt(b, n/100, 10)
	if n %= 100; n != 0 {
		b = append(b, '.', byte('0'+n/10))
		if n %= 10; n != 0 {
			b = append(b, byte('0'+n))
		}
	}
	return b
}

// inFill and inStroke set the colour of surfaces and of lines.
func (w *pen) inFill(c ink)   { w.setInk(&w.fill, c, "rg\n") }
func (w *pen) inStroke(c ink) { w.setInk(&w.stroke, c, "RG\n") }

func (w *pen) setInk(is *colour, c ink, operator string) {
	if is.known && is.ink == c {
		return
	}
	*is = colour{c, true}
	w.text(c.operands())
	w.text(" ")
	w.text(operator)
}

// lineWidth sets the width of lines.
func (w *pen) lineWidth(v float64) {
	if w.width != v {
		w.width = v
		w.numbers(v)
		w.text("w\n")
	}
}

// font sets face and size; it may stand inside a text object.
func (w *pen) font(face int, size float64) {
	if w.face == face && w.size == size {
		return
	}
	w.face, w.size = face, size
	w.text("/" + key(face) + " ")
	w.numbers(size)
	w.text("Tf\n")
}

// path writes a path of an operator and its coordinates.
func (w *pen) path(operator string, values ...float64) {
	w.numbers(values...)
	w.text(operator)
	w.text("\n")
}
