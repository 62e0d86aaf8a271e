package doc

import (
	"fmt"
	"strconv"
	"strings"
)

// Dump returns a stable plain text picture of the tree for golden tests: every
// word, look, link, anchor and number of it, nothing of any page.
func Dump(d *Document) string {
	p := &dumper{n: Number(d)}
	p.document(d)
	p.blocks(d.Blocks, 0)
	return p.out.String()
}

type dumper struct {
	out strings.Builder
	n   *Numbering
}

// line writes one line; an empty line feed inside a text stays visible as ⏎.
func (p *dumper) line(depth int, format string, args ...any) {
	s := fmt.Sprintf(format, args...)
	s = strings.ReplaceAll(s, "\n", "⏎")
	p.out.WriteString(strings.TrimRight(strings.Repeat("  ", depth)+s, " "))
	p.out.WriteByte('\n')
}

func (p *dumper) field(name, value string) {
	if value != "" {
		p.line(0, "%s: %s", name, value)
	}
}

func (p *dumper) document(d *Document) {
	p.field("title", d.Title)
	p.field("subject", d.Subject)
	p.field("author", d.Author)
	p.field("lang", d.Lang)
	if !d.Date.IsZero() {
		p.field("date", d.Date.Format("2006-01-02T15:04:05Z07:00"))
	}
	p.field("page", d.Page.String())
	p.field("head", strings.Trim(d.Head.Left+" | "+d.Head.Right, " |"))
	p.field("watermark", d.Watermark)
	w := d.Words.WithDefaults()
	p.field("words", strings.Join([]string{w.PageOf, w.Contents, w.Continued, w.BadPicture}, " | "))
	if c := d.Cover; c != nil {
		p.line(0, "cover")
		if c.Caption != nil {
			p.table(c.Caption, 1)
		}
		for _, f := range []struct{ name, value string }{{"kicker", c.Kicker}, {"title", c.Title}, {"subtitle", c.Subtitle}, {"badge", c.Badge}} {
			if f.value != "" {
				p.line(1, "%s: %s", f.name, f.value)
			}
		}
		for _, line := range c.Notice {
			p.line(1, "notice: %s", line)
		}
		p.blocks(c.Blocks, 1)
		p.keyValues(c.Facts, 1)
		p.text("foot ", c.Foot, 1)
	}
	if d.Contents != nil {
		p.line(0, "contents to level %d", d.Contents.Levels())
	}
}

func (p *dumper) blocks(blocks []Block, depth int) {
	for _, b := range blocks {
		p.block(b, depth)
	}
}

func (p *dumper) block(b Block, depth int) {
	switch b := b.(type) {
	case *Section:
		p.line(depth, "section %s%s%s%s", mark("", p.n.Sections[b]), b.Title, mark("#", b.Anchor), flag(b.NewPage, " (new page)"))
		p.blocks(b.Blocks, depth+1)
	case *Paragraph:
		head := "paragraph "
		if b.Numbered {
			head = fmt.Sprintf("paragraph %d. ", p.n.Paragraphs[b])
		}
		p.line(depth, "%s%s%s%s", head, p.spans(b.Text), mark("#", b.Anchor), mark("@", b.Lang))
	case *KeyValues:
		p.line(depth, "key values%s", mark("#", b.Anchor))
		p.keyValues(b.Rows, depth+1)
	case *Table:
		p.table(b, depth)
	case *Figure:
		p.figure(b, depth)
	case *Gallery:
		p.line(depth, "gallery")
		for _, f := range b.Figures {
			p.figure(f, depth+1)
		}
	case *Quote:
		p.line(depth, "quote %s%s%s", p.spans(b.Text), mark("#", b.Anchor), mark("@", b.Lang))
		p.text("by ", b.By, depth+1)
	case *Parallel:
		p.parallel(b, depth)
	case *List:
		p.line(depth, "list%s", flag(b.Ordered, " (ordered)"))
		p.items(b.Items, depth+1)
	case *Chronology:
		p.line(depth, "chronology")
		for _, e := range b.Entries {
			p.line(depth+1, "%s: %s%s", e.When, p.spans(e.Text), mark("#", e.Anchor))
			p.text("source ", e.Source, depth+2)
		}
	case *Callout:
		p.line(depth, "callout %s %s: %s", [...]string{"info", "gap", "warning"}[b.Kind], b.Title, p.spans(b.Text))
	case *Hash:
		p.line(depth, "hash %s %s", b.Label, Grouped(b.Hex))
	case *Grid:
		p.grid(b, depth)
	case *Blank:
		p.line(depth, "blank %s (%d lines)", b.Label, max(b.Lines, 1))
	case *Beside:
		p.line(depth, "beside")
		p.figure(b.Figure, depth+1)
		p.blocks(b.Blocks, depth+1)
	case *Exhibit:
		p.exhibit(b, depth)
	case *Drawing:
		p.drawing(b, depth)
	case *Together:
		p.line(depth, "together")
		p.blocks(b.Blocks, depth+1)
	case *PageBreak:
		p.line(depth, "page break")
	}
}

func (p *dumper) exhibit(e *Exhibit, depth int) {
	p.line(depth, "exhibit %s: %s%s%s", e.Number, e.Title, mark("#", e.Anchor), mark("@", e.Lang))
	p.line(depth+1, "stamp: %s", e.Stamp)
	if len(e.Cover) > 0 {
		p.line(depth+1, "cover")
		p.blocks(e.Cover, depth+2)
	}
	for _, s := range e.Sheets {
		p.line(depth+1, "page %d: %.0f × %.0f pt", s.Page, s.Width, s.Height)
	}
	if len(e.Sheets) == 0 {
		p.blocks(e.Blocks, depth+1)
	}
}

// drawing writes what a drawing says, and counts what it shows.
func (p *dumper) drawing(d *Drawing, depth int) {
	lines := 0
	for _, s := range d.Shapes {
		if len(s.Path) > 0 {
			lines++
		}
	}
	p.line(depth, "drawing %g × %g mm, %d lines%s", d.Width, d.Height, lines, mark("#", d.Anchor))
	p.line(depth+1, "alt: %s", d.Alt)
	p.text("caption ", d.Caption, depth+1)
	for _, s := range d.Shapes {
		if s.Words != "" {
			p.line(depth+1, "words at %.0f,%.0f: %s", s.At.X, s.At.Y, s.Words)
		}
	}
}

func (p *dumper) keyValues(rows []KeyValue, depth int) {
	for _, r := range rows {
		p.line(depth, "%s: %s", r.Label, p.spans(r.Value))
	}
}

func (p *dumper) table(t *Table, depth int) {
	p.line(depth, "table %s%s", t.Title, mark("#", t.Anchor))
	var head []string
	for _, c := range t.Columns {
		head = append(head, fmt.Sprintf("%s<%g%s>", c.Title, max(c.Weight, 0), [...]string{"", " end", " centre"}[c.Align]))
	}
	p.line(depth+1, "| %s |", strings.Join(head, " | "))
	for _, r := range t.Rows {
		var cells []string
		for _, c := range r.Cells {
			cells = append(cells, p.spans(c))
		}
		p.line(depth+1, "%s %s |%s", flag(r.Band, "=")+"|", strings.Join(cells, " | "), mark("#", r.Anchor))
	}
}

func (p *dumper) grid(g *Grid, depth int) {
	p.line(depth, "grid")
	row := ""
	for i, w := range g.Words {
		if g.Numbered {
			row += fmt.Sprintf("| %d %s ", i+1, w)
		} else {
			row += fmt.Sprintf("| %s ", w)
		}
		if (i+1)%max(g.Columns, 1) == 0 || i == len(g.Words)-1 {
			p.line(depth+1, "%s|", row)
			row = ""
		}
	}
}

func (p *dumper) figure(f *Figure, depth int) {
	p.line(depth, "figure %s (alt: %s) %s%s%s", p.spans(f.Caption), f.Alt, f.Name, mark("sha256:", f.SHA256), mark("#", f.Anchor))
}

func (p *dumper) parallel(b *Parallel, depth int) {
	p.line(depth, "parallel %s%s | %s%s", b.LeftTitle, mark("@", b.LeftLang), b.RightTitle, mark("@", b.RightLang))
	for _, t := range b.Turns {
		p.line(depth+1, "%s: %s | %s%s", t.Label, p.spans(t.Left), p.spans(t.Right), mark("#", t.Anchor))
	}
}

func (p *dumper) items(list []Item, depth int) {
	for _, it := range list {
		p.line(depth, "- %s", p.spans(it.Text))
		p.items(it.Sub, depth+1)
	}
}

func (p *dumper) text(name string, t Text, depth int) {
	if !t.Empty() {
		p.line(depth, "%s%s", name, p.spans(t))
	}
}

// spans writes looks before the text they belong to: «b»word«/».
func (p *dumper) spans(t Text) string {
	var b strings.Builder
	for _, s := range t {
		looks := s.Style.String() + mark("@", s.Lang) + mark("→", s.Link)
		looks = strings.TrimSpace(looks)
		text := s.Text
		switch s.Ref {
		case RefPage:
			text = "page?"
		case RefNumber:
			text = p.n.Anchors[s.Link]
		}
		if looks != "" {
			text = "«" + looks + "»" + text + "«/»"
		}
		b.WriteString(text)
		if s.Note != nil {
			b.WriteString("[^" + strconv.Itoa(p.n.Notes[s.Note]) + " " + p.spans(s.Note.Text) + "]")
		}
	}
	return b.String()
}

// mark writes an optional property after what it belongs to.
func mark(sign, value string) string {
	switch {
	case value == "":
		return ""
	case sign == "":
		return value + " "
	}
	return " " + sign + value
}

func flag(on bool, s string) string {
	if on {
		return s
	}
	return ""
}

// String names the looks, in the order in which they are declared.
func (s Style) String() string {
	var names []string
	for i, name := range [...]string{"bold", "italic", "mono", "grey", "small", "badge"} {
		if s&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, " ")
}

// String describes the page set-up as it was asked for.
func (p Page) String() string {
	s := [...]string{"A4", "Letter"}[p.Size]
	if p.Landscape {
		s += " landscape"
	}
	if p.Margin != (Margin{}) {
		s += fmt.Sprintf(", margins %g %g %g %g mm", p.Margin.Top, p.Margin.Right, p.Margin.Bottom, p.Margin.Left)
	}
	if p.Body != 0 {
		s += fmt.Sprintf(", body %g pt", p.Body)
	}
	if p.Leading != 0 {
		s += fmt.Sprintf(", leading %g", p.Leading)
	}
	if p.Note != 0 {
		s += fmt.Sprintf(", notes %g pt", p.Note)
	}
	s += [...]string{"", ", times"}[p.Face]
	if p.Justified {
		s += ", justified"
	}
	if p.Single {
		s += ", single"
	}
	return s
}
