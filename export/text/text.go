// Package text prints a document tree as plain text.
//
// Its one job is a file that every program opens and every form takes, for
// copying into the boxes of a web page and for reading aloud. Rules: UTF-8, one
// paragraph a line, so that the reader's program wraps it; no mark-up; what a
// page would show by place is said in words; notes stand numbered at the end;
// pictures and the pages of exhibits are named with their digests, since plain
// text cannot hold them.
package text

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"guvoh/export/doc"
)

// Write prints the document.
func Write(w io.Writer, d *doc.Document) error {
	p := &printer{out: bufio.NewWriter(w), doc: d, words: d.Words.WithDefaults(), n: doc.Number(d)}
	p.front()
	p.blocks(d.Blocks, 0)
	p.notes()
	return p.out.Flush() // a bufio.Writer keeps the first error
}

type printer struct {
	out   *bufio.Writer
	doc   *doc.Document
	words doc.Words
	n     *doc.Numbering
	said  []*doc.Footnote // those called so far, in the order of their calls
	known map[*doc.Footnote]int
}

// line prints one line; line feeds inside it begin lines of the same depth.
func (p *printer) line(depth int, s string) {
	margin := strings.Repeat("  ", depth)
	for part := range strings.SplitSeq(s, "\n") {
		_, _ = p.out.WriteString(strings.TrimRight(margin+part, " \t") + "\n")
	}
}

func (p *printer) gap() { _ = p.out.WriteByte('\n') }

func (p *printer) front() {
	d := p.doc
	c := d.Cover
	if c == nil {
		c = &doc.Cover{}
	}
	for _, s := range append([]string{c.Badge, c.Kicker}, c.Notice...) {
		if s != "" {
			p.line(0, s)
		}
	}
	if c.Caption != nil {
		p.table(c.Caption)
	}
	title := c.Title
	if title == "" {
		title = d.Title
	}
	if title != "" && d.Cover != nil {
		p.underlined(title, '=')
	}
	if c.Subtitle != "" {
		p.line(0, c.Subtitle)
		p.gap()
	}
	p.blocks(c.Blocks, 0)
	p.keyValues(c.Facts, 0)
	if !c.Foot.Empty() {
		p.line(0, p.text(c.Foot))
		p.gap()
	}
}

func (p *printer) underlined(s string, sign rune) {
	s = strings.ReplaceAll(s, "\n", " ")
	p.line(0, s)
	p.line(0, strings.Repeat(string(sign), min(len([]rune(s)), 72)))
	p.gap()
}

// text gives a text with numbers in the place of references and with the calls
// of its notes.
func (p *printer) text(t doc.Text) string {
	var b strings.Builder
	for _, s := range t.Unpaged() {
		switch {
		case s.Ref == doc.RefNumber:
			b.WriteString(p.n.Anchors[s.Link])
		case doc.IsWeb(s.Link) && s.Text != s.Link:
			fmt.Fprintf(&b, "%s <%s>", s.Text, s.Link)
		default:
			b.WriteString(s.Text)
		}
		if s.Note != nil {
			fmt.Fprintf(&b, "[%d]", p.call(s.Note))
		}
	}
	return b.String()
}

// call gives the number of a note, counted by first calls.
func (p *printer) call(n *doc.Footnote) int {
	if p.known == nil {
		p.known = map[*doc.Footnote]int{}
	}
	if p.known[n] == 0 {
		p.said = append(p.said, n)
		p.known[n] = len(p.said)
	}
	return p.known[n]
}

func (p *printer) notes() {
	if len(p.said) == 0 {
		return
	}
	p.line(0, strings.Repeat("-", 20))
	for i := 0; i < len(p.said); i++ { // a note may call another
		p.line(0, fmt.Sprintf("[%d] %s", i+1, p.text(p.said[i].Text)))
	}
}

func (p *printer) blocks(blocks []doc.Block, level int) {
	for _, b := range blocks {
		p.block(b, level)
	}
}

func (p *printer) block(b doc.Block, level int) {
	switch b := b.(type) {
	case *doc.Section:
		p.underlined(strings.TrimSpace(p.n.Sections[b]+" "+b.Title), [...]rune{'=', '-'}[min(level, 1)])
		p.blocks(b.Blocks, level+1)
	case *doc.Paragraph:
		number := ""
		if b.Numbered {
			number = strconv.Itoa(p.n.Paragraphs[b]) + ". "
		}
		p.paragraph(0, number+p.text(b.Text))
	case *doc.KeyValues:
		p.keyValues(b.Rows, 0)
	case *doc.Table:
		p.table(b)
	case *doc.Figure:
		p.figure(b)
	case *doc.Gallery:
		for _, f := range b.Figures {
			p.figure(f)
		}
	case *doc.Drawing:
		p.paragraph(0, "["+glue(": ", b.Alt, p.text(b.Caption))+"]")
	case *doc.Quote:
		p.paragraph(1, glue("\n— ", p.text(b.Text), p.text(b.By)))
	case *doc.Parallel:
		p.parallel(b)
	case *doc.List:
		p.list(b.Items, b.Ordered, 0)
		p.gap()
	case *doc.Chronology:
		for _, e := range b.Entries {
			p.line(0, glue(": ", e.When, p.text(e.Text)))
			p.source(e.Source)
		}
		p.gap()
	case *doc.Callout:
		p.paragraph(1, "! "+glue(". ", b.Title, p.text(b.Text)))
	case *doc.Hash:
		p.paragraph(0, b.Label+": "+b.Hex)
	case *doc.Grid:
		p.grid(b)
	case *doc.Blank:
		p.paragraph(0, strings.TrimSpace(b.Label+" "+strings.Repeat("_", 40)))
	case *doc.Beside:
		p.figure(b.Figure)
		p.blocks(b.Blocks, level)
	case *doc.Exhibit:
		p.exhibit(b, level)
	case *doc.Together:
		p.blocks(b.Blocks, level)
	}
}

func (p *printer) paragraph(depth int, s string) {
	if strings.TrimSpace(s) == "" {
		return
	}
	p.line(depth, s)
	p.gap()
}

func (p *printer) source(t doc.Text) {
	if !t.Empty() {
		p.line(1, "("+p.text(t)+")")
	}
}

func (p *printer) keyValues(rows []doc.KeyValue, depth int) {
	for _, r := range rows {
		p.line(depth, strings.TrimSpace(glue(": ", strings.TrimSuffix(r.Label, ":"), p.text(r.Value))))
	}
	if len(rows) > 0 {
		p.gap()
	}
}

// table prints each row as lines of "column: value": columns side by side need
// letters of one width, which nobody promises.
func (p *printer) table(t *doc.Table) {
	if t.Title != "" {
		p.line(0, t.Title)
	}
	for _, r := range t.Rows {
		if r.Band && len(r.Cells) > 0 {
			p.paragraph(0, "* "+p.text(r.Cells[0])+" *")
			continue
		}
		sign, under := "- ", "  "
		if t.Bare {
			sign, under = "", ""
		}
		for i, c := range r.Cells {
			value := p.text(c)
			if strings.TrimSpace(value) == "" {
				continue
			}
			if i < len(t.Columns) {
				value = glue(": ", t.Columns[i].Title, value)
			}
			p.line(0, sign+strings.ReplaceAll(value, "\n", "\n"+under))
			sign = under
		}
	}
	p.gap()
}

func (p *printer) figure(f *doc.Figure) {
	p.paragraph(0, "["+p.words.Figure+": "+glue("; ", p.text(f.Caption), glue(", SHA-256 ", f.Name, f.SHA256))+"]")
}

func (p *printer) parallel(b *doc.Parallel) {
	two := false
	for _, t := range b.Turns {
		two = two || !t.Right.Empty()
	}
	for _, t := range b.Turns {
		left := p.text(t.Left)
		if two && b.LeftTitle != "" {
			left = b.LeftTitle + ": " + left
		}
		p.line(0, glue("  ", t.Label, left))
		if !t.Right.Empty() {
			p.line(1, glue(": ", b.RightTitle, p.text(t.Right)))
		}
		p.gap()
	}
}

func (p *printer) list(items []doc.Item, ordered bool, depth int) {
	for i, it := range items {
		sign := "- "
		if ordered {
			sign = strconv.Itoa(i+1) + ". "
		}
		p.line(depth, sign+p.text(it.Text))
		p.list(it.Sub, ordered, depth+1)
	}
}

func (p *printer) grid(g *doc.Grid) {
	for i, w := range g.Words {
		if g.Numbered {
			w = fmt.Sprintf("%2d %s", i+1, w)
		}
		p.line(0, w)
	}
	p.gap()
}

// exhibit names an exhibit; of one that is made of words, the words follow.
func (p *printer) exhibit(e *doc.Exhibit, level int) {
	p.underlined(glue(" ", e.Number, e.Title), '-')
	p.blocks(e.Cover, level)
	if len(e.Sheets) > 0 {
		p.paragraph(0, fmt.Sprintf("[%s, %d, SHA-256 %s]", e.Name, len(e.Sheets), e.SHA256))
		return
	}
	p.blocks(e.Blocks, level)
}

// glue puts the sign between two strings when there are two.
func glue(sign, a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + sign + b
}
