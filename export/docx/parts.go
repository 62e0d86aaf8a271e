package docx

import (
	"fmt"
	"strings"
	"time"

	"guvoh/export/doc"
)

const (
	xmlHead    = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	namespaces = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`
	office     = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	relation   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

const contentTypes = xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/><Override PartName="/word/document.xml" ContentType="` + office + `document.main+xml"/><Override PartName="/word/styles.xml" ContentType="` + office + `styles+xml"/><Override PartName="/word/numbering.xml" ContentType="` + office + `numbering+xml"/><Override PartName="/word/settings.xml" ContentType="` + office + `settings+xml"/><Override PartName="/word/fontTable.xml" ContentType="` + office + `fontTable+xml"/><Override PartName="/word/footnotes.xml" ContentType="` + office + `footnotes+xml"/><Override PartName="/word/header1.xml" ContentType="` + office + `header+xml"/><Override PartName="/word/footer1.xml" ContentType="` + office + `footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`

const packageRelations = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="` + relation + `officeDocument" Target="word/document.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

const settings = xmlHead + `<w:settings` + namespaces + `><w:defaultTabStop w:val="567"/><w:footnotePr><w:footnote w:id="0"/><w:footnote w:id="1"/></w:footnotePr><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`

// fonts say what stands in for a face that a computer does not have: one with
// serifs, too.
const fonts = xmlHead + `<w:fonts` + namespaces + `><w:font w:name="Charis SIL"><w:altName w:val="Georgia"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font><w:font w:name="Times New Roman"><w:altName w:val="Liberation Serif"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font><w:font w:name="DejaVu Sans Mono"><w:altName w:val="Courier New"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font></w:fonts>`

// relations name what the text leads to. Notes lead to addresses only.
func (p *printer) relations(notes bool) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for i, address := range p.links {
		fmt.Fprintf(&b, `<Relationship Id="l%d" Type="%shyperlink" Target="%s" TargetMode="External"/>`, i+1, relation, esc(address))
	}
	if !notes {
		for _, part := range []string{"styles", "numbering", "settings", "fontTable", "footnotes"} {
			fmt.Fprintf(&b, `<Relationship Id="%s" Type="%s%s" Target="%s.xml"/>`, part, relation, part, part)
		}
		fmt.Fprintf(&b, `<Relationship Id="header1" Type="%sheader" Target="header1.xml"/><Relationship Id="footer1" Type="%sfooter" Target="footer1.xml"/>`, relation, relation)
		for i, name := range p.media {
			fmt.Fprintf(&b, `<Relationship Id="m%d" Type="%simage" Target="%s"/>`, i+1, relation, name)
		}
	}
	return b.String() + `</Relationships>`
}

// core says title and day, and nobody's name but the author's of the document.
func (p *printer) core() string {
	var b strings.Builder
	b.WriteString(xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	fmt.Fprintf(&b, `<dc:title>%s</dc:title>`, esc(p.doc.Title))
	if p.doc.Author != "" && !p.opt.Neutral {
		fmt.Fprintf(&b, `<dc:creator>%s</dc:creator>`, esc(p.doc.Author))
	}
	if p.doc.Lang != "" {
		fmt.Fprintf(&b, `<dc:language>%s</dc:language>`, esc(p.doc.Lang))
	}
	if !p.doc.Date.IsZero() && !p.opt.Neutral {
		fmt.Fprintf(&b, `<dcterms:created xsi:type="dcterms:W3CDTF">%s</dcterms:created>`, p.doc.Date.UTC().Format(time.RFC3339))
	}
	return b.String() + `</cp:coreProperties>`
}

func (p *printer) document() string {
	w, h := paper(p.doc.Page)
	m := margins(p.doc.Page)
	turned := ""
	if p.doc.Page.Landscape {
		turned = ` w:orient="landscape"`
	}
	tw := func(mm float64) int { return int(mm*twipsPerMM + 0.5) }
	return xmlHead + `<w:document` + namespaces + `><w:body>` + p.out.String() +
		fmt.Sprintf(`<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:footerReference w:type="default" r:id="footer1"/><w:pgSz w:w="%d" w:h="%d"%s/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>`,
			tw(w), tw(h), turned, tw(m.Top), tw(m.Right), tw(m.Bottom), tw(m.Left)) + `</w:body></w:document>`
}

// paper gives the sheet in millimetres.
func paper(p doc.Page) (w, h float64) {
	w, h = 210, 297
	if p.Size == doc.Letter {
		w, h = 215.9, 279.4
	}
	if p.Landscape {
		w, h = h, w
	}
	return w, h
}

func margins(p doc.Page) doc.Margin {
	if p.Margin == (doc.Margin{}) {
		return doc.Margin{Top: 25, Right: 25, Bottom: 25, Left: 25}
	}
	return p.Margin
}

func (p *printer) footnotes() string {
	var b strings.Builder
	b.WriteString(xmlHead + `<w:footnotes` + namespaces + `><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>`)
	for i := 0; i < len(p.said); i++ {
		text := p.said[i].Text
		plain := make(doc.Text, len(text))
		for k, s := range text {
			s.Note = nil // Word has no notes in notes: theirs follow as notes of their own
			plain[k] = s
		}
		fmt.Fprintf(&b, `<w:footnote w:id="%d"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/>%s</w:pPr><w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>%s%s</w:p></w:footnote>`,
			i+2, direction(text), p.runs(plain), p.inner(text))
	}
	return b.String() + `</w:footnotes>`
}

// inner prints the notes in a note behind it, in brackets.
func (p *printer) inner(t doc.Text) string {
	var b strings.Builder
	for _, s := range t {
		if s.Note != nil {
			b.WriteString(p.runs(append(append(doc.Text{{Text: " ("}}, s.Note.Text...), doc.Span{Text: ")"})))
		}
	}
	return b.String()
}

func (p *printer) header() string {
	head := p.doc.Head
	return xmlHead + `<w:hdr` + namespaces + `><w:p><w:pPr><w:pStyle w:val="Header"/><w:tabs><w:tab w:val="right" w:pos="` + fmt.Sprint(p.width()) + `"/></w:tabs></w:pPr>` +
		p.runs(doc.Plain(head.Left)) + `<w:r><w:tab/></w:r>` + p.runs(doc.Plain(head.Right)) + `</w:p></w:hdr>`
}

// footer prints the words of a page number around Word's own fields.
func (p *printer) footer() string {
	words := p.words.PageOf
	parts := strings.SplitN(words, "%d", 3)
	if p.doc.Page.Single || len(parts) != 3 {
		parts = []string{"", " / ", ""}
	}
	field := func(name string) string {
		return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ` + name + ` </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`
	}
	return xmlHead + `<w:ftr` + namespaces + `><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>` +
		p.runs(doc.Plain(parts[0])) + field("PAGE") + p.runs(doc.Plain(parts[1])) + field("NUMPAGES") + p.runs(doc.Plain(parts[2])) + `</w:p></w:ftr>`
}

// Numbers of the numberings.
const (
	paragraphs   = 1
	bulletList   = 2
	firstOrdered = 3
)

func (p *printer) numbering() string {
	var b strings.Builder
	b.WriteString(xmlHead + `<w:numbering` + namespaces + `>`)
	level := func(n int, format, text string, left, hang int) string {
		return fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="%d" w:hanging="%d"/></w:pPr></w:lvl>`, n, format, text, left, hang)
	}
	b.WriteString(`<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>` + level(0, "decimal", "%1.", 567, 567) + `</w:abstractNum>`)
	b.WriteString(`<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="hybridMultilevel"/>` + level(0, "bullet", "•", 425, 283) + level(1, "bullet", "–", 709, 283) + level(2, "bullet", "•", 993, 283) + `</w:abstractNum>`)
	b.WriteString(`<w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="hybridMultilevel"/>` + level(0, "decimal", "%1.", 425, 425) + level(1, "decimal", "%2.", 850, 425) + level(2, "decimal", "%3.", 1275, 425) + `</w:abstractNum>`)
	fmt.Fprintf(&b, `<w:num w:numId="%d"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="%d"><w:abstractNumId w:val="1"/></w:num>`, paragraphs, bulletList)
	for i := range p.lists {
		fmt.Fprintf(&b, `<w:num w:numId="%d"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`, firstOrdered+i)
	}
	return b.String() + `</w:numbering>`
}
