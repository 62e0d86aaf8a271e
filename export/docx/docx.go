// Package docx prints a document tree as a file for word processors (Office
// Open XML, ISO/IEC 29500), since some bodies want one instead of a PDF.
//
// Its one job is a file that Word and LibreOffice open without a complaint and
// in which a person can go on writing: headings are headings, numbered
// paragraphs count by themselves, notes are footnotes, references are links.
// Rules: no macro, no outside reference, no author and no time of ours beyond
// the document's own; the same tree gives the same bytes; pictures stream.
// Pages are the word processor's, so their numbers stand in the foot only.
package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"

	"guvoh/export/doc"
)

// Options are the wishes of a caller.
type Options struct {
	// Picture gives a figure in a form that is safe to hand on, as PNG or JPEG.
	// Without it figures are named and not shown.
	Picture func(f *doc.Figure) (doc.Picture, error)
	// Drawing gives a drawing as a picture. Without it its words are printed.
	Drawing func(d *doc.Drawing) (doc.Picture, error)
	// Neutral leaves out who made the file and at which time.
	Neutral bool
}

// Write prints the document.
func Write(w io.Writer, d *doc.Document, opt Options) error {
	z := zip.NewWriter(w)
	p := &printer{z: z, doc: d, opt: opt, words: d.Words.WithDefaults(), n: doc.Number(d), bookmarks: map[string]int{}}
	if err := p.body(); err != nil {
		return err
	}
	for _, part := range []struct{ name, text string }{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", packageRelations},
		{"docProps/core.xml", p.core()},
		{"word/document.xml", p.document()},
		{"word/_rels/document.xml.rels", p.relations(false)},
		{"word/styles.xml", p.styles()},
		{"word/numbering.xml", p.numbering()},
		{"word/settings.xml", settings},
		{"word/fontTable.xml", fonts},
		{"word/footnotes.xml", p.footnotes()},
		{"word/_rels/footnotes.xml.rels", p.relations(true)},
		{"word/header1.xml", p.header()},
		{"word/footer1.xml", p.footer()},
	} {
		if err := p.part(part.name, strings.NewReader(part.text)); err != nil {
			return err
		}
	}
	return z.Close()
}

// printer writes the parts. Pictures go into the package as they are met; the
// text is kept until all of it is known.
type printer struct {
	z         *zip.Writer
	doc       *doc.Document
	opt       Options
	words     doc.Words
	n         *doc.Numbering
	out       bytes.Buffer // the body
	said      []*doc.Footnote
	bookmarks map[string]int
	links     []string // addresses outside
	media     []string // names of pictures
	lists     int      // ordered lists so far: each counts from 1
	err       error
}

// part writes one part of the package. None carries a time.
func (p *printer) part(name string, r io.Reader) error {
	w, err := p.z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
	if err != nil {
		return err
	}
	_, err = io.Copy(w, r)
	return err
}

func (p *printer) print(format string, args ...any) {
	if len(args) == 0 {
		p.out.WriteString(format)
		return
	}
	fmt.Fprintf(&p.out, format, args...)
}

// esc makes a text fit for XML: characters that XML cannot hold are replaced.
func esc(s string) string {
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r < 0x20 && r != '\t' && r != '\n', r == 0xFFFE, r == 0xFFFF:
			b.WriteRune('\uFFFD')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// body prints cover, contents and blocks.
func (p *printer) body() error {
	p.cover()
	p.contents()
	p.blocks(p.doc.Blocks, 1)
	for _, n := range p.said {
		p.linksIn(n.Text)
	}
	return p.err
}

// linksIn makes the addresses in a note known before the relations are written.
func (p *printer) linksIn(t doc.Text) {
	for _, s := range t {
		if doc.IsWeb(s.Link) {
			p.link(s.Link)
		}
		if s.Note != nil {
			p.linksIn(s.Note.Text)
		}
	}
}

func (p *printer) cover() {
	c := p.doc.Cover
	if c == nil {
		return
	}
	title := c.Title
	if title == "" {
		title = p.doc.Title
	}
	if c.Caption != nil {
		p.table(c.Caption)
	}
	p.styled("Kicker", doc.Plain(c.Kicker))
	p.styled("Title", doc.Plain(title))
	p.styled("Subtitle", doc.Plain(c.Subtitle))
	p.styled("CoverBadge", doc.Plain(c.Badge))
	for _, line := range c.Notice {
		p.styled("Notice", doc.Plain(line))
	}
	p.blocks(c.Blocks, 1)
	p.keyValues(c.Facts, "")
	p.styled("CoverFoot", c.Foot)
	p.print(`<w:p><w:r><w:br w:type="page"/></w:r></w:p>`)
}

func (p *printer) contents() {
	c := p.doc.Contents
	if c == nil || len(p.n.Headings) == 0 {
		return
	}
	p.styled("ContentsHeading", doc.Plain(p.words.Contents))
	for i, h := range p.n.Headings {
		if h.Level > c.Levels() {
			continue
		}
		p.print(`<w:p><w:pPr><w:pStyle w:val="TOC%d"/></w:pPr><w:hyperlink w:anchor="h%d" w:history="1">%s</w:hyperlink></w:p>`,
			min(h.Level, 3), i+1, p.runs(doc.Plain(strings.TrimSpace(h.Number+" "+h.Section.Title))))
	}
	p.print(`<w:p><w:r><w:br w:type="page"/></w:r></w:p>`)
}

// styled prints a paragraph of a style, if there is anything in it.
func (p *printer) styled(style string, t doc.Text) {
	if t.Empty() {
		return
	}
	p.print(`<w:p><w:pPr><w:pStyle w:val="%s"/>%s</w:pPr>%s</w:p>`, style, direction(t), p.runs(t))
}

func (p *printer) blocks(blocks []doc.Block, level int) {
	for _, b := range blocks {
		p.block(b, level)
	}
}

func (p *printer) block(b doc.Block, level int) {
	switch b := b.(type) {
	case *doc.Section:
		p.section(b, level)
	case *doc.Paragraph:
		p.paragraph(b)
	case *doc.KeyValues:
		p.keyValues(b.Rows, b.Anchor)
	case *doc.Table:
		p.table(b)
	case *doc.Figure:
		p.figure(b)
	case *doc.Gallery:
		for _, f := range b.Figures {
			p.figure(f)
		}
	case *doc.Drawing:
		p.drawing(b)
	case *doc.Quote:
		p.bookmark(b.Anchor)
		p.styled("Quote", b.Text)
		p.styled("QuoteBy", b.By)
	case *doc.Parallel:
		p.parallel(b)
	case *doc.List:
		p.lists++
		p.list(b.Items, b.Ordered, p.lists, 0)
	case *doc.Chronology:
		p.chronology(b)
	case *doc.Callout:
		p.styled("Callout", append(doc.Text{doc.Styled(b.Title, doc.Bold), {Text: " "}}, b.Text...))
	case *doc.Hash:
		p.styled("Normal", doc.Text{{Text: b.Label + " "}, doc.Digest(b.Hex)})
	case *doc.Grid:
		p.grid(b)
	case *doc.Blank:
		p.styled("Blank", doc.Plain(b.Label+" "))
		for range max(b.Lines, 1) {
			p.print(`<w:p><w:pPr><w:pStyle w:val="Blank"/><w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="auto"/></w:pBdr></w:pPr></w:p>`)
		}
	case *doc.Beside:
		p.figure(b.Figure)
		p.blocks(b.Blocks, level)
	case *doc.Exhibit:
		p.exhibit(b, level)
	case *doc.Together:
		p.blocks(b.Blocks, level)
	case *doc.PageBreak:
		p.print(`<w:p><w:r><w:br w:type="page"/></w:r></w:p>`)
	}
}

func (p *printer) section(s *doc.Section, level int) {
	order := 0
	for i, h := range p.n.Headings {
		if h.Section == s {
			order = i + 1
		}
	}
	turn := ""
	if s.NewPage {
		turn = "<w:pageBreakBefore/>"
	}
	title := doc.Plain(strings.TrimSpace(p.n.Sections[s] + " " + s.Title))
	p.bookmark(s.Anchor)
	p.print(`<w:p><w:pPr><w:pStyle w:val="Heading%d"/>%s%s</w:pPr><w:bookmarkStart w:id="%d" w:name="h%d"/>%s<w:bookmarkEnd w:id="%d"/></w:p>`,
		min(level, 3), turn, direction(title), 100000+order, order, p.runs(title), 100000+order)
	p.blocks(s.Blocks, level+1)
}

func (p *printer) paragraph(b *doc.Paragraph) {
	if b.Text.Empty() {
		return
	}
	p.bookmark(b.Anchor)
	if b.Numbered {
		p.styled("Numbered", b.Text)
		return
	}
	p.styled("Normal", b.Text)
}

// bookmark marks the place that links to an anchor lead to.
func (p *printer) bookmark(anchor string) {
	if anchor == "" {
		return
	}
	n := p.anchor(anchor)
	p.print(`<w:bookmarkStart w:id="%d" w:name="a%d"/><w:bookmarkEnd w:id="%d"/>`, n, n, n)
}

// anchor numbers an anchor: names of bookmarks are short and plain.
func (p *printer) anchor(name string) int {
	if p.bookmarks[name] == 0 {
		p.bookmarks[name] = len(p.bookmarks) + 1
	}
	return p.bookmarks[name]
}

func (p *printer) figure(f *doc.Figure) {
	p.bookmark(f.Anchor)
	if p.opt.Picture == nil || !p.picture(func() (doc.Picture, error) { return p.opt.Picture(f) }, f.Alt, f.Height) {
		p.styled("Caption", doc.Text{{Text: p.words.BadPicture + " "}, {Text: strings.TrimSpace(f.Name + " " + f.SHA256), Style: doc.Mono}})
	}
	p.styled("Caption", f.Caption)
}

func (p *printer) drawing(d *doc.Drawing) {
	p.bookmark(d.Anchor)
	if p.opt.Drawing == nil || !p.picture(func() (doc.Picture, error) { return p.opt.Drawing(d) }, d.Alt, d.Height) {
		for _, s := range d.Shapes {
			p.styled("Caption", doc.Plain(s.Words))
		}
	}
	p.styled("Caption", d.Caption)
}

func (p *printer) exhibit(e *doc.Exhibit, level int) {
	p.bookmark(e.Anchor)
	for _, s := range e.Sheets {
		p.bookmark(doc.SheetAnchor(e.Anchor, s.Page))
	}
	p.print(`<w:p><w:pPr><w:pStyle w:val="Heading%d"/><w:pageBreakBefore/></w:pPr>%s</w:p>`, min(level, 3), p.runs(doc.Plain(strings.TrimSpace(e.Number+" "+e.Title))))
	p.blocks(e.Cover, level+1)
	if len(e.Sheets) == 0 {
		p.blocks(e.Blocks, level+1)
	}
	if e.SHA256 != "" {
		p.styled("Normal", doc.Text{{Text: strings.TrimSpace(e.Name+" SHA-256") + " "}, doc.Digest(e.SHA256)})
	}
}
