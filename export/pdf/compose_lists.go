package pdf

import (
	"guvoh/export/doc"
)

// keyValues composes labels with their values beside them, on one axis with
// every other list of the document. after is the white below, as a multiple of
// the text size.
func (c *composer) keyValues(rows []doc.KeyValue, after float64) []*box {
	s := c.sheet
	gutter := s.gutter
	for _, r := range rows { // long questions want more room than names of fields
		if natural := c.plain(r.Label, s.label).Width + 12; natural > gutter {
			gutter = min(natural, max(0.34*s.width, s.gutter))
		}
	}
	width := s.width - gutter
	list := c.tag(roleList)
	var all []*box
	for i, r := range rows {
		label, leave := c.item(list)
		cells := []cell{
			{x: s.left, width: gutter - 12, lines: label.of(c.setListed(doc.Plain(r.Label), s.label, gutter-12))},
			{x: s.left + gutter, width: width, lines: c.at.of(c.setCell(r.Value, s.cell, min(width, s.measure)))},
		}
		leave()
		boxes := c.whole(c.row(cells, 2.6, 2.6))
		switch {
		case i == len(rows)-1:
		case rows[i+1].Label == "": // the next row goes on under this label
			ruled(boxes, s.left+gutter, width, 0.35, hair)
		default:
			ruled(boxes, s.left, s.width, 0.35, hair)
		}
		if i == 0 || i == len(rows)-2 {
			boxes[len(boxes)-1].keep = i < len(rows)-1
		}
		all = append(all, boxes...)
	}
	return spaced(all, s.body.size*0.3, s.body.size*after)
}

// chronology composes dates in the gutter and what happened beside them, along
// a thin line.
func (c *composer) chronology(b *doc.Chronology) []*box {
	s := c.sheet
	x := s.left + s.gutter
	width := min(s.width-s.gutter, s.measure)
	f := &frame{x0: x - 11, x1: x - 11, rule: &hair, ruleX: x - 11}
	list := c.tag(roleList)
	var all []*box
	for i, e := range b.Entries {
		label, leave := c.item(list)
		text := c.tag(roleP).of(c.setCell(e.Text, s.cell, width))
		text = append(text, c.tag(roleP).of(c.setCell(e.Source, s.small.in(grey), width))...)
		leave()
		boxes := c.row([]cell{
			{x: s.left, width: s.gutter - 24, lines: label.of(c.setListed(doc.Plain(e.When), s.cell.in(blue), s.gutter-24))},
			{x: x, width: width, lines: text},
		}, 0, 0)
		boxes[0].marks = append(boxes[0].marks, dotMark{x - 11, base(s.cell.lead, s.cell.size) - 0.27*s.cell.size, 2.1, blue})
		for _, bx := range boxes {
			bx.frame = f
		}
		if i == len(b.Entries)-2 {
			boxes[len(boxes)-1].keep = true
		}
		all = append(all, anchored(spaced(boxes, 0, s.cell.size*0.75), e.Anchor)...)
	}
	return spaced(all, s.body.size*0.4, s.body.size)
}

// parallel composes an account with its translation beside it.
func (c *composer) parallel(b *doc.Parallel) []*box {
	s := c.sheet
	labels := 0.0
	two := false
	for _, t := range b.Turns {
		labels = max(labels, c.plain(t.Label, s.label).Width)
		two = two || !t.Right.Empty()
	}
	if labels > 0 {
		labels = min(labels, s.gutter*0.7) + 12
	}
	const alley = 22
	x := s.left + labels
	width := min(s.width-labels, s.measure)
	var f *frame
	if two {
		width = (s.width - labels - alley) / 2
		f = &frame{x0: s.left, x1: s.left + s.width, rule: &hair, ruleX: x + width + alley/2}
	}
	right := x + width + alley
	table := c.tag(roleTable)
	head := c.parallelHead(table, b, x, right, width, labels > 0, two)
	all := append([]*box(nil), head...)
	repeated := c.repeatable(head)
	pair := false // this turn is kept with the one before it
	for i, t := range b.Turns {
		row := table.add(roleRow)
		var cells []cell
		if labels > 0 {
			label := row.head("Row").of(c.set(doc.Plain(t.Label), s.label, max(labels-8, 1), ""))
			cells = append(cells, cell{x: s.left, width: labels, lines: label})
		}
		column := func(x float64, text doc.Text, lang string) {
			set := c.inside(row.add(roleCell).in(lang), func() []line { return c.column(text, s.cell, width, lang) })
			cells = append(cells, cell{x: x, width: width, lines: set})
		}
		column(x, t.Left, b.LeftLang)
		if two {
			column(right, t.Right, b.RightLang)
		}
		boxes := c.row(cells, 0, 0)
		for _, bx := range boxes {
			bx.head, bx.frame = repeated, f
		}
		pair = !pair && len(boxes) <= 2 && i < len(b.Turns)-1 // a question with its answer
		boxes[len(boxes)-1].keep = pair
		after := 0.85
		if pair {
			after = 0.25
		}
		all = append(all, anchored(spaced(boxes, 0, s.cell.size*after), t.Anchor)...)
	}
	return spaced(all, s.body.size*0.5, s.body.size*1.2)
}

// parallelHead composes the titles of the columns, if there are any.
func (c *composer) parallelHead(table *tag, b *doc.Parallel, x, right, width float64, labels, two bool) []*box {
	if b.LeftTitle == "" && b.RightTitle == "" {
		return nil
	}
	l := c.sheet.label
	row := table.add(roleRow)
	if labels {
		row.add(roleCell)
	}
	column := func(x float64, title string) cell {
		return cell{x: x, width: width, lines: row.title(title).of(c.set(doc.Plain(title), l, width, ""))}
	}
	cells := []cell{column(x, b.LeftTitle)}
	if two {
		cells = append(cells, column(right, b.RightTitle))
	}
	boxes := keepAll(c.row(cells, 0, 3))
	ruled(boxes, c.sheet.left, c.sheet.width, 0.7, strong)
	last := boxes[len(boxes)-1]
	last.keep = true
	last.height += 5
	return boxes
}
