package pdf

import (
	"bytes"
	"slices"
	"strconv"

	"github.com/jung-kurt/gofpdf"

	"guvoh/export/pdf/internal/finish"
	"guvoh/export/pdf/internal/typeset"
)

// canvas is the only door to gofpdf. Of the library it uses pages, fonts and
// raw page content, nothing that reads text or pictures: those parts of it
// fail on what people really type.
type canvas struct {
	pdf  *gofpdf.Fpdf
	size gofpdf.SizeType
}

func newCanvas(width, height float64) *canvas {
	size := gofpdf.SizeType{Wd: width, Ht: height}
	p := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "pt", Size: size})
	p.SetAutoPageBreak(false, 0)
	p.SetMargins(0, 0, 0)
	p.SetCatalogSort(true)
	p.SetCompression(false) // pages come compressed
	return &canvas{pdf: p, size: size}
}

// key is the name of a face inside gofpdf and on the page.
func key(face int) string { return "g" + strconv.Itoa(face) }

// addFont gives gofpdf a face with those of its codes that are used. It learns
// which codes a document uses from drawn text only; a template that is never
// placed is a place where that leaves no trace.
func (c *canvas) addFont(b *codebook, used []int) error {
	data, err := b.face.Coded(b.glyphs)
	if err != nil {
		return err
	}
	c.pdf.AddUTF8FontFromBytes(key(b.face.Index), "", data)
	codes := make([]rune, len(used))
	for i, code := range used {
		codes[i] = rune(code)
	}
	c.pdf.CreateTemplate(func(t *gofpdf.Tpl) {
		t.SetFont(key(b.face.Index), "", 10)
		t.Text(0, 0, string(codes))
	})
	return c.pdf.Error()
}

// page adds a page with the given content, which is compressed already.
func (c *canvas) page(content []byte, width, height float64) error {
	c.pdf.AddPageFormat("P", gofpdf.SizeType{Wd: width, Ht: height})
	c.pdf.RawWriteStr(finish.Packed + string(content)) // after what the canvas sets on each page
	return c.pdf.Error()
}

func (c *canvas) bytes() ([]byte, error) {
	var b bytes.Buffer
	err := c.pdf.Output(&b)
	return b.Bytes(), err
}

// fontOf describes a font for the finishing step, with the texts of the codes
// that are used.
func fontOf(b *codebook, used []int) finish.Font {
	last := slices.Max(used)
	texts := make([]string, last-typeset.FirstCode+1)
	for _, code := range used {
		texts[code-typeset.FirstCode] = b.texts[code-typeset.FirstCode]
	}
	return finish.Font{Key: key(b.face.Index), Name: b.face.Name, FirstCode: typeset.FirstCode, Texts: texts}
}
