package pdf

import (
	"strconv"

	"guvoh/export/doc"
)

// What people copy, compare and write by hand.

// Sizes of a grid and of lines to write on, as multiples of the text size.
const (
	gridSize   = 1.45 // of its words
	gridPitch  = 2.3  // from row to row
	gridMargin = 0.55 // white at both sides of a word
	blankPitch = 2.5  // from line to line
)

// grid composes words in cells, one box a row. Words that are too wide for a
// cell make all of them smaller.
func (c *composer) grid(g *doc.Grid) []*box {
	s := c.sheet
	columns := max(g.Columns, 1)
	width := s.width / float64(columns)
	margin := gridMargin * s.body.size
	number := s.small.in(grey)
	indent := margin
	if g.Numbered {
		indent += c.plain(strconv.Itoa(len(g.Words)), number).Width + margin*0.7
	}
	word := look{size: gridSize * s.body.size, ink: black}
	widest := 0.0
	for _, w := range g.Words {
		widest = max(widest, c.plain(w, word).Width)
	}
	if room := width - indent - margin; widest > room {
		word.size *= max(room, 1) / widest
	}
	height := gridPitch * s.body.size
	list := c.tag(roleList)
	list.ordered = g.Numbered
	var rows []*box
	for i, text := range g.Words {
		label, leave := c.item(list)
		if i%columns == 0 {
			rows = append(rows, &box{height: height})
		}
		row := rows[len(rows)-1]
		x := s.left + float64(i%columns)*width
		if g.Numbered {
			n := c.plain(strconv.Itoa(i+1), number)
			m := place(label.one(&n), x+margin, indent-margin*1.7, height, number.size, doc.End)
			m.base = base(height, word.size) // level with the word
			row.marks = append(row.marks, m)
		}
		w := c.plain(text, word)
		row.marks = append(row.marks, place(c.at.one(&w), x+indent, width-indent, height, word.size, doc.Start))
		row.marks = append(row.marks, outline{x: x, w: width, h: height, ink: strong, width: 0.5})
		leave()
	}
	return spaced(keepAll(rows), s.body.size*0.6, s.body.size*0.8)
}

// blank composes ruled lines, the first of them after the label.
func (c *composer) blank(b *doc.Blank) []*box {
	s := c.sheet
	height := blankPitch * s.body.size
	label := c.tag(roleP).of(c.setListed(doc.Plain(b.Label), s.label, s.width*0.7))
	var boxes []*box
	if n := len(label); n > 1 { // the last line stands before the rule
		boxes = c.lines(label[:n-1], s.left, s.width, doc.Start)
		label = label[n-1:]
	}
	for i := range max(b.Lines, 1) {
		line := &box{height: height}
		x := s.left
		if i == 0 && len(label) > 0 {
			line.marks = append(line.marks, textMark{x: x, base: height - 3, line: &label[0]})
			x += label[0].Width + 0.7*s.body.size
		}
		line.marks = append(line.marks, ruleMark{x, height - 1, s.left + s.width, height - 1, 0.5, strong})
		boxes = append(boxes, line)
	}
	return spaced(keepAll(boxes), s.body.size*0.4, s.body.size*0.8)
}

// beside composes a figure and, in the room at its right, blocks: all of it one
// box, since it stays on one page.
func (c *composer) beside(b *doc.Beside) []*box {
	s := c.sheet
	const alley, share = 20, 0.58 // the most of the width that the figure takes
	height := figureHeight
	if b.Figure.Height > 0 {
		height = b.Figure.Height * mm
	}
	taken := s.width * share
	figure := []*box{c.pictureBox(b.Figure, c.figureTag(b.Figure.Alt), s.left, taken, min(height, s.height*0.82))}
	if m, ok := figure[0].marks[0].(figureMark); ok {
		taken = m.w
	}
	figure = anchored(append(figure, c.caption(b.Figure, s.left, taken)...), b.Figure.Anchor)
	narrow := *c.job
	narrow.sheet.left += taken + alley
	narrow.sheet.width -= taken + alley
	narrow.sheet.measure = min(s.measure, narrow.sheet.width)
	inner := &composer{job: &narrow, setter: c.setter, glyphs: c.glyphs, at: c.at}
	text := inner.blocks(b.Blocks)
	c.hasRefs = c.hasRefs || inner.hasRefs
	left, right := stack(figure), stack(text)
	right.marks = append(framesOf(text), right.marks...)
	both := &box{
		height: max(left.height, right.height), marks: append(left.marks, right.marks...),
		notes: append(left.notes, right.notes...), anchors: append(left.anchors, right.anchors...),
	}
	return spaced([]*box{both}, s.body.size*0.8, s.body.size*1.2)
}

// frameMark is a frame inside a box.
type frameMark struct {
	frame       *frame
	top, bottom float64
}

func (m frameMark) draw(p *painter, x, y float64) { p.frame(m.frame, y+m.top, y+m.bottom) }

// framesOf gives the frames of boxes that are stacked into one, where paging no
// longer sees them.
func framesOf(boxes []*box) []mark {
	var marks []mark
	var last frameMark
	y := 0.0
	for i, b := range boxes {
		if i > 0 {
			y += gap(boxes[i-1], b)
		}
		if b.frame != nil && b.frame == last.frame {
			last.bottom = y + b.height + b.frame.beneath
			marks[len(marks)-1] = last
		} else if last = (frameMark{frame: b.frame}); b.frame != nil {
			last.top, last.bottom = y-b.frame.above, y+b.height+b.frame.beneath
			marks = append(marks, last)
		}
		y += b.height
	}
	return marks
}
