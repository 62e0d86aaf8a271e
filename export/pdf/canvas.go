package pdf

import (
	"bytes"
	"math"
	"strconv"

	"github.com/jung-kurt/gofpdf"

	"guvoh/export/pdf/internal/finish"
	"guvoh/export/pdf/internal/typeset"
)

// canvas is the only door to gofpdf. Of the library it uses pages, fonts and
// raw page content, nothing that reads text or pictures: those parts of it
// fail on what people really type.
type canvas struct {
	pdf   *gofpdf.Fpdf
	books []*codebook // by face; nil for a face not used
}

func newCanvas(width, height float64) *canvas {
	p := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "pt", Size: gofpdf.SizeType{Wd: width, Ht: height}})
	p.SetAutoPageBreak(false, 0)
	p.SetMargins(0, 0, 0)
	p.SetCatalogSort(true)
	p.SetCompression(false) // done at the end, on all processors
	return &canvas{pdf: p}
}

// key is the name of a face inside gofpdf.
func key(face int) string { return "g" + strconv.Itoa(face) }

// addFonts gives gofpdf the faces with the glyphs that were used. It learns
// which codes a document uses from drawn text only; a template that is never
// placed is a place where that leaves no trace.
func (c *canvas) addFonts(books []*codebook) error {
	c.books = books
	for i, b := range books {
		if b == nil {
			continue
		}
		data, err := b.face.Coded(b.glyphs)
		if err != nil {
			return err
		}
		c.pdf.AddUTF8FontFromBytes(key(i), "", data)
		codes := make([]rune, len(b.glyphs))
		for k := range codes {
			codes[k] = rune(typeset.FirstCode + k)
		}
		c.pdf.CreateTemplate(func(t *gofpdf.Tpl) {
			t.SetFont(key(i), "", 10)
			t.Text(0, 0, string(codes))
		})
	}
	return c.pdf.Error()
}

// page adds a page with the given content.
func (c *canvas) page(ops []op) error {
	c.pdf.AddPage()
	for _, o := range ops {
		if o.face >= 0 {
			c.pdf.SetFont(key(o.face), "", o.size)
		}
		c.pdf.RawWriteStr(o.raw)
	}
	return c.pdf.Error()
}

func (c *canvas) bytes() ([]byte, error) {
	var b bytes.Buffer
	err := c.pdf.Output(&b)
	return b.Bytes(), err
}

// fonts describes the fonts for the finishing step.
func (c *canvas) fonts() map[string]finish.Font {
	fonts := map[string]finish.Font{}
	for i, b := range c.books {
		if b != nil {
			fonts["utf8"+key(i)] = finish.Font{Name: b.face.Name, FirstCode: typeset.FirstCode, Texts: b.texts}
		}
	}
	return fonts
}

// op is raw page content after a choice of face; face is -1 for none.
type op struct {
	face int
	size float64
	raw  string
}

// codebook gives a code to each pair of glyph and text in one face, so that a
// glyph that stands for several texts is found under each of them.
type codebook struct {
	face   *typeset.Face
	codes  map[glyphText]int
	glyphs []typeset.GID
	texts  []string
	widths map[typeset.GID]float64
}

type glyphText struct {
	glyph typeset.GID
	text  string
}

func newCodebook(f *typeset.Face) *codebook {
	return &codebook{face: f, codes: map[glyphText]int{}, widths: map[typeset.GID]float64{}}
}

// code returns the code of a glyph that stands for a text. When the codes are
// used up a glyph keeps one that it has, or is not drawn.
func (b *codebook) code(g typeset.GID, text string) (int, bool) {
	pair := glyphText{g, text}
	if code, ok := b.codes[pair]; ok {
		return code, true
	}
	if len(b.glyphs) >= typeset.MaxCodes {
		code, ok := b.codes[glyphText{g, ""}]
		return code, ok
	}
	code := typeset.FirstCode + len(b.glyphs)
	b.codes[pair] = code
	b.glyphs, b.texts = append(b.glyphs, g), append(b.texts, text)
	return code, true
}

// width returns the width of a glyph as the file states it.
func (b *codebook) width(g typeset.GID) float64 {
	w, ok := b.widths[g]
	if !ok {
		w = b.face.Width(g)
		b.widths[g] = w
	}
	return w
}

// round2 rounds to what gofpdf writes of a size.
func round2(v float64) float64 { return math.Round(v*100) / 100 }
