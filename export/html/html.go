// Package html prints a document tree as one HTML file that needs nothing else.
//
// Its one job is an archive that any browser opens in thirty years: the words,
// the pictures and the exhibits lie inside the file. Rules: the file asks for
// nothing from anywhere and runs nothing (a content policy in its head says so
// to the browser); every text is escaped; pictures and exhibits stream through,
// base64 as they come, and are never all in memory; the same tree gives the
// same bytes.
package html

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"html"
	"io"
	"strconv"
	"strings"

	"guvoh/export/doc"
)

// Options are the wishes of a caller.
type Options struct {
	// Picture gives a figure in a form that is safe to hand on. Without it
	// figures are named and not shown.
	Picture func(f *doc.Figure) (doc.Picture, error)
	// Enclose puts the exhibits' files, as received, into the archive.
	Enclose bool
}

// Write prints the document.
func Write(w io.Writer, d *doc.Document, opt Options) error {
	p := &printer{out: bufio.NewWriterSize(w, 64<<10), doc: d, opt: opt, words: d.Words.WithDefaults(), n: doc.Number(d), notes: map[*doc.Footnote]int{}, anchors: map[string]int{}}
	p.head()
	p.cover()
	p.contents()
	p.blocks(d.Blocks, 1)
	p.endnotes()
	p.print("</main></body></html>\n")
	if p.err != nil {
		return p.err
	}
	return p.out.Flush()
}

type printer struct {
	out     *bufio.Writer
	doc     *doc.Document
	opt     Options
	words   doc.Words
	n       *doc.Numbering
	notes   map[*doc.Footnote]int
	said    []*doc.Footnote
	anchors map[string]int // numbers by names
	err     error          // the first that is not the writer's
}

// print writes mark-up; every %s of a text goes through esc first.
func (p *printer) print(format string, args ...any) {
	if len(args) == 0 {
		_, _ = p.out.WriteString(format)
		return
	}
	_, _ = fmt.Fprintf(p.out, format, args...)
}

func esc(s string) string {
	return strings.ReplaceAll(html.EscapeString(strings.ToValidUTF8(s, "\uFFFD")), "\n", "<br>")
}

// attr writes an attribute that has a value.
func attr(name, value string) string {
	if value == "" {
		return ""
	}
	return fmt.Sprintf(` %s="%s"`, name, html.EscapeString(strings.ToValidUTF8(value, "\uFFFD")))
}

// policy lets the browser show what lies in the file, and fetch or run nothing.
const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"

const style = `
:root{color-scheme:light dark;--ink:#1d1d1f;--soft:#62646a;--rule:#c9ccd3;--accent:#1d3f72;--paper:#fff;--tint:#f4f5f8;--alarm:#a3262a}
@media(prefers-color-scheme:dark){:root{--ink:#e7e8ea;--soft:#a2a6ae;--rule:#454952;--accent:#9cbcf0;--paper:#17181b;--tint:#212327;--alarm:#ff8f8b}}
html{background:var(--paper);color:var(--ink);font:1.05rem/1.55 "Charis SIL",Charter,Georgia,"Noto Serif","DejaVu Serif",serif}
main{max-width:46rem;margin:0 auto;padding:3rem 1.5rem 6rem}
h1,h2,h3,h4{color:var(--accent);line-height:1.25;margin:2.2em 0 .6em;text-wrap:balance}h1{font-size:2.1rem;margin-top:.4em}h2{font-size:1.45rem;border-bottom:1px solid var(--rule);padding-bottom:.2em}h3{font-size:1.15rem}h4{font-size:1rem}
a{color:var(--accent)}sup a{text-decoration:none;padding:0 .15em}
.kicker,.sub,figcaption,.by,.source,.label,dt{color:var(--soft)}.badge{display:inline-block;border:1px solid var(--alarm);color:var(--alarm);padding:.15em .7em;font-weight:bold;letter-spacing:.06em}
.notice{font-weight:bold;font-size:1.25rem;margin:.2em 0}
.tag{border:1px solid var(--rule);border-radius:.2em;padding:0 .35em;font-size:.85em;color:var(--soft)}
dl{display:grid;grid-template-columns:minmax(8rem,30%) 1fr;gap:.35em 1.2em;margin:1em 0}dd{margin:0}
table{border-collapse:collapse;width:100%;margin:1em 0;font-size:.94em}caption{text-align:left;font-weight:bold;padding:.4em 0}th,td{text-align:left;vertical-align:top;padding:.4em .6em;border-bottom:1px solid var(--rule)}th{color:var(--soft);font-weight:normal}.band td{background:var(--tint);font-weight:bold}.end{text-align:right}.centre{text-align:center}.bare td{border:0}
blockquote{margin:1.2em 0;padding:.2em 0 .2em 1.2em;border-left:3px solid var(--rule)}
figure{margin:1.4em 0}figure img,figure svg{max-width:100%;height:auto}.gallery{display:grid;grid-template-columns:1fr 1fr;gap:1em}
code{font:.88em/1.5 "DejaVu Sans Mono",ui-monospace,monospace;overflow-wrap:anywhere}
.numbered{display:grid;grid-template-columns:2.8em 1fr}.numbered>span:first-child{color:var(--soft)}
.callout{background:var(--tint);border-left:3px solid var(--accent);padding:.6em 1em;margin:1.2em 0}.callout.warning,.callout.gap{border-color:var(--alarm)}
.exhibit{border:1px solid var(--rule);padding:0 1.4em 1em;margin:2.5em 0}
.foot,.notes{font-size:.88em}.notes{border-top:1px solid var(--rule);margin-top:4em}.blank{border-bottom:1px solid var(--ink);height:2.2em}
nav ol{list-style:none;padding-left:0}nav ol ol{padding-left:1.6em}small{font-size:.86em}.grey{color:var(--soft)}
@media print{main{max-width:none;padding:0}a{color:inherit;text-decoration:none}.exhibit{break-before:page}}
`

func (p *printer) head() {
	p.print("<!DOCTYPE html>\n<html%s><head><meta charset=\"utf-8\">\n", attr("lang", p.doc.Lang))
	p.print("<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">\n", policy)
	p.print("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"referrer\" content=\"no-referrer\">\n")
	p.print("<title>%s</title>\n<style>%s</style></head>\n<body><main>\n", esc(p.doc.Title), style)
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
	p.print("<header>\n")
	if c.Caption != nil {
		p.table(c.Caption)
	}
	p.element("p", "kicker", esc(c.Kicker))
	p.element("h1", "", esc(title))
	p.element("p", "sub", esc(c.Subtitle))
	p.element("p", "badge", esc(c.Badge))
	for _, line := range c.Notice {
		p.element("p", "notice", esc(line))
	}
	p.blocks(c.Blocks, 1)
	p.keyValues(c.Facts, "")
	p.element("p", "foot grey", p.text(c.Foot))
	p.print("</header>\n")
}

// element prints an element that holds something.
func (p *printer) element(name, class, inside string) {
	if inside != "" {
		p.print("<%s%s>%s</%s>\n", name, attr("class", class), inside, name)
	}
}

// contents lists the headings down to the level that the document asks for.
func (p *printer) contents() {
	c := p.doc.Contents
	if c == nil || len(p.n.Headings) == 0 {
		return
	}
	p.print("<nav><h2>%s</h2>\n", esc(p.words.Contents))
	open := 0
	for i, h := range p.n.Headings {
		if h.Level > c.Levels() {
			continue
		}
		for ; open < h.Level; open++ {
			p.print("<ol>")
		}
		for ; open > h.Level; open-- {
			p.print("</ol>")
		}
		p.print("<li><a href=\"#h%d\">%s</a></li>\n", i+1, esc(strings.TrimSpace(h.Number+" "+h.Section.Title)))
	}
	p.print("%s</nav>\n", strings.Repeat("</ol>", open))
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
		p.print("<div class=\"gallery\">\n")
		for _, f := range b.Figures {
			p.figure(f)
		}
		p.print("</div>\n")
	case *doc.Drawing:
		p.drawing(b)
	case *doc.Quote:
		p.print("<blockquote%s%s>", attr("id", p.id(b.Anchor)), attr("lang", b.Lang))
		p.element("p", "", p.text(b.Text))
		p.element("p", "by", p.text(b.By))
		p.print("</blockquote>\n")
	case *doc.Parallel:
		p.parallel(b)
	case *doc.List:
		p.list(b.Items, b.Ordered)
	case *doc.Chronology:
		p.chronology(b)
	case *doc.Callout:
		p.print("<div class=\"callout %s\">", [...]string{"info", "gap", "warning"}[b.Kind])
		p.element("strong", "", esc(b.Title))
		p.print(" %s</div>\n", p.text(b.Text))
	case *doc.Hash:
		p.print("<p>%s <code>%s</code></p>\n", esc(b.Label), esc(doc.Grouped(b.Hex)))
	case *doc.Grid:
		p.print("<ol%s>", attr("class", map[bool]string{false: "plain"}[b.Numbered]))
		for _, w := range b.Words {
			p.print("<li><code>%s</code></li>", esc(w))
		}
		p.print("</ol>\n")
	case *doc.Blank:
		p.print("<p class=\"label\">%s</p>%s\n", esc(b.Label), strings.Repeat("<div class=\"blank\"></div>", max(b.Lines, 1)))
	case *doc.Beside:
		p.figure(b.Figure)
		p.blocks(b.Blocks, level)
	case *doc.Exhibit:
		p.exhibit(b, level)
	case *doc.Together:
		p.blocks(b.Blocks, level)
	}
}

func (p *printer) section(s *doc.Section, level int) {
	number := 0
	for i, h := range p.n.Headings {
		if h.Section == s {
			number = i + 1
		}
	}
	h := min(level+1, 6)
	p.print("<section%s>\n<h%d id=\"h%d\">%s</h%d>\n", attr("id", p.id(s.Anchor)), h, number, esc(strings.TrimSpace(p.n.Sections[s]+" "+s.Title)), h)
	p.blocks(s.Blocks, level+1)
	p.print("</section>\n")
}

func (p *printer) paragraph(b *doc.Paragraph) {
	t := p.text(b.Text)
	if t == "" {
		return
	}
	if b.Numbered {
		p.print("<p class=\"numbered\"%s%s><span>%d.</span><span>%s</span></p>\n", attr("id", p.id(b.Anchor)), attr("lang", b.Lang), p.n.Paragraphs[b], t)
		return
	}
	p.print("<p dir=\"auto\"%s%s>%s</p>\n", attr("id", p.id(b.Anchor)), attr("lang", b.Lang), t)
}

func (p *printer) keyValues(rows []doc.KeyValue, anchor string) {
	if len(rows) == 0 {
		return
	}
	p.print("<dl%s>\n", attr("id", p.id(anchor)))
	for _, r := range rows {
		p.print("<dt>%s</dt><dd dir=\"auto\">%s</dd>\n", esc(r.Label), p.text(r.Value))
	}
	p.print("</dl>\n")
}

func (p *printer) table(t *doc.Table) {
	class := ""
	if t.Bare {
		class = "bare"
	}
	p.print("<table%s%s>", attr("class", class), attr("id", p.id(t.Anchor)))
	p.element("caption", "", esc(t.Title))
	if !t.Bare {
		p.print("<thead><tr>")
		for _, c := range t.Columns {
			p.print("<th scope=\"col\"%s>%s</th>", attr("class", align[c.Align]), esc(c.Title))
		}
		p.print("</tr></thead>")
	}
	p.print("<tbody>\n")
	for _, r := range t.Rows {
		if r.Band && len(r.Cells) > 0 {
			p.print("<tr class=\"band\"%s><td colspan=\"%d\">%s</td></tr>\n", attr("id", p.id(r.Anchor)), max(len(t.Columns), 1), p.text(r.Cells[0]))
			continue
		}
		p.print("<tr%s>", attr("id", p.id(r.Anchor)))
		for i, c := range r.Cells {
			class := ""
			if i < len(t.Columns) {
				class = align[t.Columns[i].Align]
			}
			p.print("<td dir=\"auto\"%s>%s</td>", attr("class", class), p.text(c))
		}
		p.print("</tr>\n")
	}
	p.print("</tbody></table>\n")
}

var align = [...]string{doc.Start: "", doc.End: "end", doc.Centre: "centre"}

func (p *printer) parallel(b *doc.Parallel) {
	p.print("<table><thead><tr><th></th><th>%s</th><th>%s</th></tr></thead><tbody>\n", esc(b.LeftTitle), esc(b.RightTitle))
	for _, t := range b.Turns {
		p.print("<tr%s><td class=\"label\">%s</td><td dir=\"auto\"%s>%s</td><td dir=\"auto\"%s>%s</td></tr>\n",
			attr("id", p.id(t.Anchor)), esc(t.Label), attr("lang", b.LeftLang), p.text(t.Left), attr("lang", b.RightLang), p.text(t.Right))
	}
	p.print("</tbody></table>\n")
}

func (p *printer) list(items []doc.Item, ordered bool) {
	if len(items) == 0 {
		return
	}
	tag := map[bool]string{true: "ol", false: "ul"}[ordered]
	p.print("<%s>", tag)
	for _, it := range items {
		p.print("<li dir=\"auto\">%s", p.text(it.Text))
		p.list(it.Sub, ordered)
		p.print("</li>\n")
	}
	p.print("</%s>\n", tag)
}

func (p *printer) chronology(c *doc.Chronology) {
	p.print("<dl>\n")
	for _, e := range c.Entries {
		p.print("<dt%s>%s</dt><dd dir=\"auto\">%s", attr("id", p.id(e.Anchor)), esc(e.When), p.text(e.Text))
		if s := p.text(e.Source); s != "" {
			p.print("<br><small class=\"source\">%s</small>", s)
		}
		p.print("</dd>\n")
	}
	p.print("</dl>\n")
}

// figure shows a picture inside the file; one that cannot be read is named.
func (p *printer) figure(f *doc.Figure) {
	p.print("<figure%s>", attr("id", p.id(f.Anchor)))
	if !p.shown(f) {
		p.print("<p class=\"grey\">%s <code>%s</code></p>", esc(p.words.BadPicture), esc(strings.TrimSpace(f.Name+" "+f.SHA256)))
	}
	p.element("figcaption", "", p.text(f.Caption))
	p.print("</figure>\n")
}

func (p *printer) shown(f *doc.Figure) bool {
	if p.opt.Picture == nil {
		return false
	}
	img, err := p.opt.Picture(f)
	if err != nil {
		return false
	}
	defer func() { _ = img.Bytes.Close() }()
	p.print("<img%s width=\"%d\" height=\"%d\" src=\"data:%s;base64,", attr("alt", f.Alt), img.Width, img.Height, html.EscapeString(img.Media))
	p.base64(img.Bytes)
	p.print("\">")
	return true
}

// base64 copies bytes into an attribute. A reader that fails in the middle
// would leave half a picture: that is an error of the whole.
func (p *printer) base64(r io.Reader) {
	enc := base64.NewEncoder(base64.StdEncoding, p.out)
	if _, err := io.Copy(enc, r); err != nil && p.err == nil {
		p.err = err
	}
	_ = enc.Close()
}

func (p *printer) exhibit(e *doc.Exhibit, level int) {
	p.print("<section class=\"exhibit\"%s>\n<h%d>%s</h%d>\n", attr("id", p.id(e.Anchor)), min(level+1, 6), esc(strings.TrimSpace(e.Number+" "+e.Title)), min(level+1, 6))
	p.blocks(e.Cover, level+1)
	for _, s := range e.Sheets {
		if a := doc.SheetAnchor(e.Anchor, s.Page); a != "" {
			p.print("<span%s></span>", attr("id", p.id(a)))
		}
	}
	if len(e.Sheets) == 0 {
		p.blocks(e.Blocks, level+1)
	} else if p.opt.Enclose && e.Open != nil {
		p.enclosed(e)
	}
	if e.SHA256 != "" {
		p.print("<p><code>SHA-256 %s</code></p>\n", esc(doc.Grouped(e.SHA256)))
	}
	p.print("</section>\n")
}

// enclosed puts the file of an exhibit behind a link, from which it is saved.
func (p *printer) enclosed(e *doc.Exhibit) {
	r, err := e.Open()
	if err != nil {
		if p.err == nil {
			p.err = err
		}
		return
	}
	defer func() { _ = r.Close() }()
	p.print("<p><a%s href=\"data:application/pdf;base64,", attr("download", e.Name))
	p.base64(r)
	p.print("\">%s</a> (%d)</p>\n", esc(e.Name), len(e.Sheets))
}

// text prints spans. Pages are left out: a browser has none.
func (p *printer) text(t doc.Text) string {
	var b strings.Builder
	for _, s := range t.Unpaged() {
		b.WriteString(p.span(s))
	}
	return b.String()
}

// looks are the elements of each look.
var looks = []struct {
	style       doc.Style
	open, close string
}{
	{doc.Bold, "<strong>", "</strong>"},
	{doc.Italic, "<em>", "</em>"},
	{doc.Mono, "<code>", "</code>"},
	{doc.Small, "<small>", "</small>"},
	{doc.Grey, `<span class="grey">`, "</span>"},
	{doc.Badge, `<span class="tag">`, "</span>"},
}

func (p *printer) span(s doc.Span) string {
	words := esc(s.Text)
	if s.Ref == doc.RefNumber {
		words = esc(p.n.Anchors[s.Link])
	}
	for _, l := range looks {
		if words != "" && s.Style&l.style != 0 {
			words = l.open + words + l.close
		}
	}
	if s.Lang != "" && words != "" {
		words = fmt.Sprintf("<span%s>%s</span>", attr("lang", s.Lang), words)
	}
	if s.Link != "" && words != "" {
		target := "#" + p.id(s.Link)
		if doc.IsWeb(s.Link) {
			target = s.Link
		}
		words = fmt.Sprintf("<a%s>%s</a>", attr("href", target), words)
	}
	if s.Note != nil {
		n := p.call(s.Note)
		words += fmt.Sprintf("<sup><a href=\"#n%d\">%d</a></sup>", n, n)
	}
	return words
}

func (p *printer) call(n *doc.Footnote) int {
	if p.notes[n] == 0 {
		p.said = append(p.said, n)
		p.notes[n] = len(p.said)
	}
	return p.notes[n]
}

func (p *printer) endnotes() {
	if len(p.said) == 0 {
		return
	}
	p.print("<ol class=\"notes\">\n")
	for i := 0; i < len(p.said); i++ { // a note may call another
		p.print("<li id=\"n%d\" value=\"%d\" dir=\"auto\">%s</li>\n", i+1, i+1, p.text(p.said[i].Text))
	}
	p.print("</ol>\n")
}

// id gives an anchor a name of its own in this file. It is a number: the ids of
// records, by which two readers could find out that they were told of the same
// person, stay in the house.
func (p *printer) id(anchor string) string {
	if anchor == "" {
		return ""
	}
	if p.anchors[anchor] == 0 {
		p.anchors[anchor] = len(p.anchors) + 1
	}
	return "a" + strconv.Itoa(p.anchors[anchor])
}

// num writes a length without needless digits.
func num(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
