package pdf

import (
	"slices"
	"strings"
	"unicode/utf8"

	"guvoh/export/doc"
	"guvoh/export/pdf/internal/typeset"
)

// column is where a column of a table stands.
type column struct {
	x, width float64
	align    doc.Align
}

const (
	columnGap  = 12
	rowPadding = 3.1
	smallTable = 4 // rows that are not parted from each other
)

// columns shares the width of the page among the columns of a table.
func (c *composer) columns(t *doc.Table) []column {
	total := 0.0
	weight := func(w float64) float64 {
		if !(w > 0) {
			return 1
		}
		return min(w, 1000)
	}
	for _, col := range t.Columns {
		total += weight(col.Weight)
	}
	room := max(c.sheet.width-columnGap*float64(len(t.Columns)-1), c.sheet.width/4)
	widths := make([]float64, len(t.Columns))
	for i, col := range t.Columns {
		widths[i] = room * weight(col.Weight) / total
	}
	if !t.Bare {
		widen(widths, c.longest(t))
	}
	x := c.sheet.left
	out := make([]column, len(t.Columns))
	for i, col := range t.Columns {
		out[i] = column{x: x, width: widths[i], align: col.Align}
		x += widths[i] + columnGap
	}
	return out
}

// widen gives each column the width of its longest word, taken from those that
// have more than theirs, if they have enough: a word that is cut in a narrow
// column is hard to read.
func widen(widths, needs []float64) {
	lacking, spare := 0.0, 0.0
	for i := range widths {
		lacking += max(needs[i]-widths[i], 0)
		spare += max(widths[i]-needs[i], 0)
	}
	if lacking == 0 || lacking > spare {
		return
	}
	for i := range widths {
		if widths[i] < needs[i] {
			widths[i] = needs[i]
		} else {
			widths[i] -= lacking * (widths[i] - needs[i]) / spare
		}
	}
}

// lengthy is how many letters a word may have for which a column is widened:
// beyond stand addresses and digests.
const lengthy = 20

// longest gives the width of the longest word of each column.
func (c *composer) longest(t *doc.Table) []float64 {
	words := make([]string, len(t.Columns))
	look := func(i int, text string) {
		for _, w := range strings.Fields(typeset.CleanLine(text)) {
			if n := utf8.RuneCountInString(w); n <= lengthy && n > utf8.RuneCountInString(words[i]) {
				words[i] = w
			}
		}
	}
	for i, col := range t.Columns {
		look(i, col.Title)
	}
	for _, r := range t.Rows {
		if r.Band {
			continue
		}
		for i, cell := range r.Cells[:min(len(r.Cells), len(words))] {
			for _, s := range cell {
				if s.Style&doc.Mono == 0 {
					look(i, s.Text)
				}
			}
		}
	}
	out := make([]float64, len(words))
	for i, w := range words {
		out[i] = c.plain(w, c.sheet.cell).Width + 1
	}
	return out
}

// table composes a table with rules between its rows and its head above each
// part of it.
func (c *composer) table(t *doc.Table) []*box {
	s := c.sheet
	cols := c.columns(t)
	if len(cols) == 0 {
		return nil
	}
	defer c.within(c.tag(roleTable))()
	title := c.tableTitle(doc.Text{{Text: t.Title}})
	head := c.tableHead(t, cols)
	all := append(title, head...)
	repeated := head
	if t.Title != "" {
		again := doc.Text{{Text: t.Title}, {Text: " (" + c.words.Continued + ")", Style: doc.Grey}}
		leave := c.within(&tag{}) // it is not read again
		repeated = append(c.tableTitle(again), head...)
		leave()
	}
	repeated = c.repeatable(repeated)
	for i, r := range t.Rows {
		boxes := c.tableRow(r, cols, t.Bare)
		for k, b := range boxes {
			b.head = repeated
			if k > 0 && len(repeated) > 0 {
				b.under = rowPadding
			}
		}
		last := i == len(t.Rows)-1
		if !last && !t.Rows[i+1].Band && !t.Bare {
			ruled(boxes, s.left, s.width, 0.35, hair)
		}
		if last && !t.Bare {
			ruled(boxes, s.left, s.width, 0.7, strong)
		}
		if r.Band || i == 0 || i == len(t.Rows)-2 {
			boxes[len(boxes)-1].keep = !last
		}
		all = append(all, anchored(boxes, r.Anchor)...)
	}
	if len(t.Rows) <= smallTable {
		all = c.whole(all)
	}
	return anchored(spaced(all, s.body.size*0.9, s.body.size*1.2), t.Anchor)
}

func (c *composer) tableTitle(title doc.Text) []*box {
	set := c.tag(roleCaption).of(c.set(title, c.sheet.cell.bold(), c.sheet.width, ""))
	boxes := keepAll(c.lines(set, c.sheet.left, c.sheet.width, doc.Start))
	if n := len(boxes); n > 0 {
		boxes[n-1].keep = true
		boxes[n-1].height += 3
	}
	return boxes
}

// tableHead composes the titles of the columns, if any column has one.
func (c *composer) tableHead(t *doc.Table, cols []column) []*box {
	if !slices.ContainsFunc(t.Columns, func(col doc.Column) bool { return col.Title != "" }) {
		return nil
	}
	row := c.tag(roleRow)
	var cells []cell
	for i, col := range t.Columns {
		set := row.title(col.Title).of(c.setCell(doc.Plain(col.Title), c.sheet.label, cols[i].width))
		cells = append(cells, cell{x: cols[i].x, width: cols[i].width, align: cols[i].align, lines: set})
	}
	boxes := keepAll(c.row(cells, 1, 3.5))
	ruled(boxes, c.sheet.left, c.sheet.width, 0.8, blue)
	boxes[len(boxes)-1].keep = true
	return boxes
}

func (c *composer) tableRow(r doc.Row, cols []column, bare bool) []*box {
	s := c.sheet
	look := s.cell
	if bare { // running text that stands side by side
		look = s.body
		look.lead = min(look.lead, look.size*1.4)
	}
	row := c.tag(roleRow)
	if r.Band {
		var text doc.Text
		for _, t := range r.Cells {
			text = append(text, t...)
		}
		band := row.head("Column")
		band.span = len(cols)
		set := c.inside(band, func() []line { return c.setListed(text, s.cell.bold(), s.width) })
		return keepAll(c.row([]cell{{x: s.left, width: s.width, lines: set}}, 7, 3))
	}
	var cells []cell
	for i, col := range cols {
		at := row.add(roleCell)
		if i >= len(r.Cells) {
			continue // an empty cell keeps the others in their columns
		}
		set := c.inside(at, func() []line { return c.setCell(r.Cells[i], look, col.width) })
		cells = append(cells, cell{x: col.x, width: col.width, align: col.align, lines: set})
	}
	boxes := c.row(cells, rowPadding, rowPadding)
	if len(cells) == 0 {
		boxes[0].height += s.cell.lead
	}
	return c.whole(boxes)
}
