package docx

import (
	"fmt"
	"strings"

	"guvoh/export/doc"
)

// style is one paragraph style.
type style struct {
	id, name, on string
	paragraph    string // its properties, in the order the schema wants
	run          string
}

const (
	ink  = `<w:color w:val="1D3F72"/>`
	soft = `<w:color w:val="62646A"/>`
	bold = `<w:b/><w:bCs/>`
)

// size writes a size given in points.
func size(points float64) string {
	half := int(points*2 + 0.5)
	return fmt.Sprintf(`<w:sz w:val="%d"/><w:szCs w:val="%d"/>`, half, half)
}

func space(before, after int) string {
	return fmt.Sprintf(`<w:spacing w:before="%d" w:after="%d"/>`, before, after)
}

func (p *printer) styles() string {
	body, note, lead := p.doc.Page.Body, p.doc.Page.Note, p.doc.Page.Leading
	if body == 0 {
		body = 11
	}
	if note == 0 {
		note = body - 1.5
	}
	if lead == 0 {
		lead = 1.3
	}
	face := [...]string{doc.Charis: "Charis SIL", doc.Times: "Times New Roman"}[p.doc.Page.Face]
	lang := p.doc.Lang
	if lang == "" {
		lang = "en"
	}
	justify := ""
	if p.doc.Page.Justified {
		justify = `<w:jc w:val="both"/>`
	}
	var b strings.Builder
	fmt.Fprintf(&b, xmlHead+`<w:styles%s><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="%s" w:hAnsi="%s" w:eastAsia="%s" w:cs="%s"/>%s<w:lang w:val="%s"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="%d" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>`,
		namespaces, face, face, face, face, size(body), esc(lang), int(lead/1.15*240)) // a face's own line is about 1.15 of its size
	for _, s := range paragraphStyles(body, note, justify) {
		writeStyle(&b, s)
	}
	b.WriteString(`<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>`)
	rules := `<w:bottom w:val="single" w:sz="4" w:space="0" w:color="C9CCD3"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="C9CCD3"/>`
	for _, t := range []struct{ id, borders string }{{"Rows", `<w:top w:val="single" w:sz="4" w:space="0" w:color="C9CCD3"/>` + rules}, {"Labels", ""}} {
		fmt.Fprintf(&b, `<w:style w:type="table" w:styleId="%s"><w:name w:val="%s"/><w:tblPr><w:tblBorders>%s</w:tblBorders><w:tblCellMar><w:top w:w="50" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="50" w:type="dxa"/><w:right w:w="110" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`, t.id, t.id, t.borders)
	}
	return b.String() + `</w:styles>`
}

func paragraphStyles(body, note float64, justify string) []style {
	keep := `<w:keepNext/><w:keepLines/>`
	outline := func(n int) string { return fmt.Sprintf(`<w:outlineLvl w:val="%d"/>`, n) }
	return []style{
		{"Normal", "Normal", "", justify, ""},
		{"Title", "Title", "Normal", space(240, 120) + `<w:jc w:val="left"/>`, bold + ink + size(body*2.2)},
		{"Subtitle", "Subtitle", "Normal", space(0, 240), soft + size(body*1.25)},
		{"Kicker", "Kicker", "Normal", space(1200, 0), soft},
		{"CoverBadge", "Cover badge", "Normal", space(120, 240), bold + `<w:color w:val="A3262A"/>`},
		{"Notice", "Notice", "Normal", space(120, 120), bold + size(body*1.4)},
		{"CoverFoot", "Cover foot", "Normal", space(480, 0), soft + size(note)},
		{"Heading1", "heading 1", "Normal", keep + space(480, 160) + `<w:jc w:val="left"/>` + outline(0), bold + ink + size(body*1.5)},
		{"Heading2", "heading 2", "Normal", keep + space(320, 120) + `<w:jc w:val="left"/>` + outline(1), bold + ink + size(body*1.22)},
		{"Heading3", "heading 3", "Normal", keep + space(240, 80) + `<w:jc w:val="left"/>` + outline(2), bold + ink + size(body*1.06)},
		{"ContentsHeading", "Contents heading", "Normal", keep + space(240, 160), bold + ink + size(body*1.5)},
		{"TOC1", "toc 1", "Normal", space(60, 20), bold},
		{"TOC2", "toc 2", "Normal", space(0, 20) + `<w:ind w:left="340"/>`, ""},
		{"TOC3", "toc 3", "Normal", space(0, 20) + `<w:ind w:left="680"/>`, ""},
		{"Numbered", "Numbered paragraph", "Normal", fmt.Sprintf(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="%d"/></w:numPr>`, paragraphs), ""},
		{"Item", "List item", "Normal", space(0, 60), ""},
		{"Quote", "Quote", "Normal", `<w:ind w:left="450" w:right="450"/>`, ""},
		{"QuoteBy", "Quote by", "Normal", `<w:ind w:left="450"/>`, soft + size(note)},
		{"Callout", "Callout", "Normal", `<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="1D3F72"/></w:pBdr>` + space(120, 160), ""},
		{"Caption", "caption", "Normal", space(60, 200), soft + size(note)},
		{"TableTitle", "Table title", "Normal", `<w:keepNext/>` + space(200, 60), bold},
		{"Cell", "Cell", "Normal", space(0, 0) + `<w:jc w:val="left"/>`, size(note + 0.5)},
		{"Label", "Label", "Cell", "", soft + size(note+0.5)},
		{"Band", "Band", "Cell", `<w:keepNext/>`, bold},
		{"AfterTable", "After table", "Normal", space(0, 120), size(4)},
		{"Blank", "Blank", "Normal", space(200, 0), soft},
		{"FootnoteText", "footnote text", "Normal", space(0, 20), size(note)},
		{"Header", "header", "Normal", space(0, 120), soft + size(note)},
		{"Footer", "footer", "Normal", `<w:jc w:val="right"/>`, soft + size(note)},
	}
}

func writeStyle(b *strings.Builder, s style) {
	first, on := "", ""
	if s.on == "" {
		first = ` w:default="1"`
	} else {
		on = fmt.Sprintf(`<w:basedOn w:val="%s"/>`, s.on)
	}
	fmt.Fprintf(b, `<w:style w:type="paragraph"%s w:styleId="%s"><w:name w:val="%s"/>%s<w:qFormat/><w:pPr>%s</w:pPr><w:rPr>%s</w:rPr></w:style>`,
		first, s.id, s.name, on, s.paragraph, s.run)
}
