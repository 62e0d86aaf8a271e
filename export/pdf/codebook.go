package pdf

import (
	"errors"
	"math"

	"guvoh/export/pdf/internal/typeset"
)

// errCodes says that a document uses more different glyphs of one face than a
// file can tell apart.
var errCodes = errors.New("pdf: too many different characters of one face")

// codebook gives a code to each pair of glyph and text in one face, so that a
// glyph that stands for several texts is found under each of them.
type codebook struct {
	face   *typeset.Face
	known  [][]coded // by glyph
	glyphs []typeset.GID
	texts  []string
	pages  []int // the last page that each code was used on
	page   int   // being drawn
	used   []int // codes of that page
	full   bool
}

// coded is a code of a glyph for one of its texts.
type coded struct {
	text string
	code int
}

func newCodebook(f *typeset.Face) *codebook { return &codebook{face: f} }

// turn begins a page and returns the codes used on the last one, as they came.
func (b *codebook) turn(page int) []int {
	used := b.used
	b.page, b.used = page, nil
	return used
}

// code returns the code of a glyph that stands for a text.
func (b *codebook) code(g typeset.GID, text []byte) int {
	for len(b.known) <= int(g) {
		b.known = append(b.known, nil)
	}
	for _, c := range b.known[g] {
		if c.text == string(text) {
			b.use(c.code)
			return c.code
		}
	}
	code := typeset.FirstCode + len(b.glyphs)
	if len(b.glyphs) >= typeset.MaxCodes {
		b.full = true
		return typeset.FirstCode
	}
	b.known[g] = append(b.known[g], coded{string(text), code})
	b.glyphs, b.texts, b.pages = append(b.glyphs, g), append(b.texts, string(text)), append(b.pages, 0)
	b.use(code)
	return code
}

func (b *codebook) use(code int) {
	if at := code - typeset.FirstCode; b.pages[at] != b.page {
		b.pages[at] = b.page
		b.used = append(b.used, code)
	}
}

// round2 rounds to what the file says of a size.
func round2(v float64) float64 { return math.Round(v*100) / 100 }
