package docx

import (
	"fmt"
	"strings"

	"guvoh/export/doc"
)

// twips is a twentieth of a point: the unit of lengths in the text.
const (
	twipsPerMM = 1440 / 25.4
	emuPerMM   = 36000 // the unit of lengths of pictures
)

// width is that of the text in twips.
func (p *printer) width() int {
	w, _ := paper(p.doc.Page)
	m := margins(p.doc.Page)
	return int((w - m.Left - m.Right) * twipsPerMM)
}

// grid of columns by their weights.
func (p *printer) columns(weights []float64) []int {
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	out := make([]int, len(weights))
	for i, w := range weights {
		out[i] = int(w / sum * float64(p.width()))
	}
	return out
}

func (p *printer) openTable(style string, columns []int) {
	p.print(`<w:tbl><w:tblPr><w:tblStyle w:val="%s"/><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`, style, p.width())
	for _, c := range columns {
		p.print(`<w:gridCol w:w="%d"/>`, c)
	}
	p.print(`</w:tblGrid>`)
}

// closeTable ends a table; a word processor wants a paragraph behind it.
func (p *printer) closeTable() {
	p.print(`</w:tbl><w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>`)
}

func (p *printer) cell(width, span int, style string, align doc.Align, anchor string, t doc.Text) {
	across := ""
	if span > 1 {
		across = fmt.Sprintf(`<w:gridSpan w:val="%d"/>`, span)
	}
	p.print(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s</w:tcPr><w:p><w:pPr><w:pStyle w:val="%s"/>%s<w:jc w:val="%s"/></w:pPr>`,
		width, across, style, direction(t), [...]string{"left", "right", "center"}[align])
	p.bookmark(anchor)
	p.print(`%s</w:p></w:tc>`, p.runs(t))
}

func (p *printer) keyValues(rows []doc.KeyValue, anchor string) {
	if len(rows) == 0 {
		return
	}
	p.bookmark(anchor)
	cols := p.columns([]float64{3, 7})
	p.openTable("Labels", cols)
	for _, r := range rows {
		p.print(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
		p.cell(cols[0], 1, "Label", doc.Start, "", doc.Plain(r.Label))
		p.cell(cols[1], 1, "Cell", doc.Start, "", r.Value)
		p.print(`</w:tr>`)
	}
	p.closeTable()
}

func (p *printer) table(t *doc.Table) {
	if len(t.Columns) == 0 {
		return
	}
	p.bookmark(t.Anchor)
	p.styled("TableTitle", doc.Plain(t.Title))
	weights := make([]float64, len(t.Columns))
	for i, c := range t.Columns {
		weights[i] = c.Weight
		if c.Weight <= 0 {
			weights[i] = 1
		}
	}
	cols := p.columns(weights)
	if t.Bare {
		p.openTable("Labels", cols)
	} else {
		p.openTable("Rows", cols)
		p.print(`<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
		for i, c := range t.Columns {
			p.cell(cols[i], 1, "Label", c.Align, "", doc.Plain(c.Title))
		}
		p.print(`</w:tr>`)
	}
	for _, r := range t.Rows {
		p.row(t, r, cols)
	}
	p.closeTable()
}

func (p *printer) row(t *doc.Table, r doc.Row, cols []int) {
	p.print(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
	if r.Band {
		var text doc.Text
		if len(r.Cells) > 0 {
			text = r.Cells[0]
		}
		p.cell(p.width(), len(cols), "Band", doc.Start, r.Anchor, text)
	} else {
		anchor := r.Anchor
		for i := range cols {
			var text doc.Text
			if i < len(r.Cells) {
				text = r.Cells[i]
			}
			p.cell(cols[i], 1, "Cell", t.Columns[i].Align, anchor, text)
			anchor = ""
		}
	}
	p.print(`</w:tr>`)
}

func (p *printer) parallel(b *doc.Parallel) {
	weights := []float64{1, 6, 6}
	two := false
	for _, t := range b.Turns {
		two = two || !t.Right.Empty()
	}
	if !two {
		weights = []float64{1, 12}
	}
	cols := p.columns(weights)
	p.openTable("Rows", cols)
	if two {
		p.print(`<w:tr><w:trPr><w:tblHeader/></w:trPr>`)
		for i, title := range []string{"", b.LeftTitle, b.RightTitle} {
			p.cell(cols[i], 1, "Label", doc.Start, "", doc.Plain(title))
		}
		p.print(`</w:tr>`)
	}
	for _, t := range b.Turns {
		p.print(`<w:tr>`)
		p.cell(cols[0], 1, "Label", doc.Start, t.Anchor, doc.Plain(t.Label))
		p.cell(cols[1], 1, "Cell", doc.Start, "", t.Left)
		if two {
			p.cell(cols[2], 1, "Cell", doc.Start, "", t.Right)
		}
		p.print(`</w:tr>`)
	}
	p.closeTable()
}

func (p *printer) chronology(c *doc.Chronology) {
	cols := p.columns([]float64{3, 9})
	p.openTable("Labels", cols)
	for _, e := range c.Entries {
		t := e.Text
		if !e.Source.Empty() {
			t = append(append(append(doc.Text{}, t...), doc.Span{Text: "\n"}), looked(e.Source, doc.Small|doc.Grey)...)
		}
		p.print(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
		p.cell(cols[0], 1, "Label", doc.Start, e.Anchor, doc.Plain(e.When))
		p.cell(cols[1], 1, "Cell", doc.Start, "", t)
		p.print(`</w:tr>`)
	}
	p.closeTable()
}

// looked gives a text another look besides its own.
func looked(t doc.Text, style doc.Style) doc.Text {
	out := append(doc.Text{}, t...)
	for i := range out {
		out[i].Style |= style
	}
	return out
}

func (p *printer) grid(g *doc.Grid) {
	n := max(g.Columns, 1)
	weights := make([]float64, n)
	for i := range weights {
		weights[i] = 1
	}
	cols := p.columns(weights)
	p.openTable("Rows", cols)
	for from := 0; from < len(g.Words); from += n {
		p.print(`<w:tr>`)
		for i := range n {
			word := ""
			if from+i < len(g.Words) {
				if word = g.Words[from+i]; g.Numbered {
					word = fmt.Sprintf("%d %s", from+i+1, word)
				}
			}
			p.cell(cols[i], 1, "Cell", doc.Start, "", doc.Text{doc.Styled(word, doc.Mono)})
		}
		p.print(`</w:tr>`)
	}
	p.closeTable()
}

// list prints items; each ordered list counts by a numbering of its own.
func (p *printer) list(items []doc.Item, ordered bool, number, depth int) {
	id := bulletList
	if ordered {
		id = firstOrdered + number - 1
	}
	for _, it := range items {
		p.print(`<w:p><w:pPr><w:pStyle w:val="Item"/><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>%s</w:pPr>%s</w:p>`,
			min(depth, 2), id, direction(it.Text), p.runs(it.Text))
		p.list(it.Sub, ordered, number, depth+1)
	}
}

// picture puts a picture into the package and into the text, as wide as it may
// be and no higher than asked for, in millimetres.
func (p *printer) picture(open func() (doc.Picture, error), alt string, height float64) bool {
	img, err := open()
	if err != nil || img.Width <= 0 || img.Height <= 0 {
		return false
	}
	defer func() { _ = img.Bytes.Close() }()
	ending := strings.TrimPrefix(img.Media, "image/")
	if ending != "png" && ending != "jpeg" {
		return false
	}
	if height <= 0 {
		height = 110
	}
	w := float64(p.width()) / twipsPerMM
	h := w * float64(img.Height) / float64(img.Width)
	if h > height {
		w, h = height*float64(img.Width)/float64(img.Height), height
	}
	p.media = append(p.media, fmt.Sprintf("media/picture%d.%s", len(p.media)+1, ending))
	n := len(p.media)
	if err := p.part("word/"+p.media[n-1], img.Bytes); err != nil && p.err == nil {
		p.err = err
	}
	p.print(`<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%d" cy="%d"/><wp:docPr id="%d" name="%d" descr="%s"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="%d" name="%d"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="m%d"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`,
		int(w*emuPerMM), int(h*emuPerMM), n, n, esc(strings.ReplaceAll(alt, "\n", " ")), n, n, n, int(w*emuPerMM), int(h*emuPerMM))
	return true
}
