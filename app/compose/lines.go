package compose

import (
	"strings"

	"guvoh/export/doc"
	"guvoh/model"
)

// Manner is how a line of what will be printed stands out from the others.
type Manner uint8

// The manners.
const (
	Body    Manner = iota
	Heading        // of a part of the section
	Band           // of some rows of a table
	Small          // a caption, a remark
)

// Line is a line of what will be printed. A label stands before its text.
type Line struct {
	Manner      Manner
	Label, Text string
	Number      string   // of a numbered paragraph
	Record      model.ID // whose entry it begins; zero for none
}

// most is how many lines are shown of a section that is only looked at: nobody
// reads more beside the real pages.
const most = 400

// Lines gives what will be printed of some blocks. more is how many lines are
// not among them.
func Lines(blocks []doc.Block, n *doc.Numbering) (lines []Line, more int) {
	l := &lister{n: n}
	l.blocks(blocks)
	if len(l.lines) > most {
		return l.lines[:most], len(l.lines) - most
	}
	return l.lines, 0
}

type lister struct {
	n     *doc.Numbering
	lines []Line
}

func (l *lister) add(line Line, anchor string) {
	line.Label, line.Text = strings.TrimSpace(line.Label), strings.TrimSpace(line.Text)
	if line.Label+line.Text == "" {
		return
	}
	line.Record, _ = anchored(anchor)
	l.lines = append(l.lines, line)
}

func (l *lister) text(m Manner, t doc.Text, anchor string) {
	l.add(Line{Manner: m, Text: t.Unpaged().String()}, anchor)
}

func (l *lister) blocks(blocks []doc.Block) {
	for _, b := range blocks {
		l.block(b)
	}
}

func (l *lister) block(b doc.Block) {
	switch b := b.(type) {
	case *doc.Section:
		l.add(Line{Manner: Heading, Text: b.Title}, b.Anchor)
		l.blocks(b.Blocks)
	case *doc.Paragraph:
		number := ""
		if b.Numbered && l.n != nil {
			number = l.n.Anchors[b.Anchor]
		}
		l.add(Line{Text: b.Text.Unpaged().String(), Number: number}, b.Anchor)
	case *doc.KeyValues:
		for i, r := range b.Rows {
			anchor := ""
			if i == 0 {
				anchor = b.Anchor
			}
			l.add(Line{Label: r.Label, Text: r.Value.Unpaged().String()}, anchor)
		}
	case *doc.Table:
		l.table(b)
	case *doc.Together:
		l.blocks(b.Blocks)
	case *doc.Beside:
		l.block(b.Figure)
		l.blocks(b.Blocks)
	case *doc.Chronology:
		for _, e := range b.Entries {
			l.add(Line{Label: e.When, Text: e.Text.Unpaged().String()}, e.Anchor)
		}
	case *doc.Exhibit:
		l.add(Line{Manner: Band, Text: b.Title}, b.Anchor)
	case *doc.Blank:
		l.add(Line{Label: b.Label, Text: "…"}, "")
	default:
		doc.Texts(b, func(t doc.Text) { l.text(Small, t, "") })
	}
}

func (l *lister) table(t *doc.Table) {
	if t.Title != "" {
		l.add(Line{Manner: Heading, Text: t.Title}, t.Anchor)
	}
	for _, r := range t.Rows {
		var cells []string
		for _, c := range r.Cells {
			if s := strings.Join(strings.Fields(c.Unpaged().String()), " "); s != "" {
				cells = append(cells, s)
			}
		}
		m := Body
		if r.Band {
			m = Band
		}
		l.add(Line{Manner: m, Text: strings.Join(cells, " · ")}, r.Anchor)
	}
}
