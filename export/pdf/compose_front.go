package pdf

import (
	"guvoh/export/doc"
	"guvoh/export/pdf/internal/typeset"
)

// cover composes the first page.
func (c *composer) cover() []*box {
	s, cov := c.sheet, c.doc.Cover
	title := cov.Title
	if title == "" {
		title = c.doc.Title
	}
	width := s.width
	defer c.within(c.tag(roleSect))()
	text := func(set []line) []*box { return c.lines(c.tag(roleP).of(set), s.left, width, doc.Start) }
	var all []*box
	add := func(before float64, boxes []*box) {
		all = append(all, spaced(boxes, before, 0)...)
	}
	scaled := func(k, lead float64) look {
		return look{size: k * s.body.size, lead: lead * k * s.body.size, ink: black}
	}
	if cov.Caption != nil {
		add(0, c.table(cov.Caption))
	}
	switch {
	case cov.Caption != nil:
		all = append(all, &box{height: s.height * 0.05})
	case len(cov.Notice) > 0:
		add(0, c.coverNotice())
		all = append(all, &box{height: s.height * 0.07})
	default:
		all = append(all, &box{height: s.height * 0.17})
	}
	add(0, text(c.set(doc.Plain(cov.Kicker), scaled(1.0, 1.4).in(grey), width, "")))
	rule := &box{height: 14, marks: []mark{ruleMark{s.left, 8, s.left + 54, 8, 2, blue}}}
	all = append(all, rule)
	add(6, c.lines(c.tag(headings[0]).of(c.balanced(title, scaled(2.7, 1.16).bold().in(blue), width)), s.left, width, doc.Start))
	add(s.body.size*0.8, text(c.balanced(cov.Subtitle, scaled(1.35, 1.35).in(grey), width)))
	if cov.Badge != "" {
		add(s.body.size*2.2, c.coverBadge(cov.Badge))
	}
	if len(cov.Blocks) > 0 {
		add(s.body.size*1.6, c.blocks(cov.Blocks))
	}
	add(s.height*0.09, c.coverFoot())
	for _, b := range all {
		b.bare = true
	}
	all[0].newPage = true
	return all
}

// coverNotice composes what must be seen first: bold, between two rules, the
// first line largest.
func (c *composer) coverNotice() []*box {
	s := c.sheet
	var all []*box
	for i, words := range c.doc.Cover.Notice {
		k := 1.1
		if i == 0 {
			k = 1.7
		}
		l := look{size: k * s.body.size, lead: 1.3 * k * s.body.size, ink: black}.bold()
		set := c.tag(roleP).of(c.set(doc.Plain(words), l, s.width, ""))
		all = append(all, spaced(c.lines(set, s.left, s.width, doc.Start), s.body.size*0.45, 0)...)
	}
	if len(all) > 0 {
		all[0].marks = append(all[0].marks, ruleMark{s.left, -s.body.size * 0.4, s.left + s.width, -s.body.size * 0.4, 1.4, red})
		last := all[len(all)-1]
		last.height += s.body.size * 0.7
		ruled(all, s.left, s.width, 1.4, red)
	}
	return all
}

// coverFoot composes the facts and the small print at the foot of the cover.
// Facts that fill more than half a page run on from the title instead.
func (c *composer) coverFoot() []*box {
	s, cov := c.sheet, c.doc.Cover
	facts := c.keyValues(cov.Facts, 0)
	if len(facts) > 0 {
		facts[0].marks = append(facts[0].marks, ruleMark{s.left, 0, s.left + s.width, 0, 0.7, strong})
		ruled(facts, s.left, s.width, 0.7, strong)
	}
	foot := c.lines(c.tag(roleP).of(c.set(cov.Foot, s.small.in(grey), s.measure, "")), s.left, s.measure, doc.Start)
	foot = spaced(foot, s.body.size*2.4, 0)
	if joined := stack(append(facts, foot...)); joined.height < s.height/2 {
		joined.sink = true
		return []*box{joined}
	}
	return append(facts, foot...)
}

// coverBadge composes a word in a thin frame of its own colour.
func (c *composer) coverBadge(word string) []*box {
	l := look{size: c.sheet.body.size * 0.95, lead: c.sheet.body.size * 2.1, ink: red}.bold()
	set := c.plain(word, l)
	c.tag(roleP).one(&set)
	const padding = 9
	b := &box{height: l.lead}
	b.marks = []mark{
		outline{x: c.sheet.left, w: set.Width + 2*padding, h: l.lead, ink: red, width: 0.9},
		textMark{x: c.sheet.left + padding, base: base(l.lead, l.size), line: &set},
	}
	return []*box{b}
}

// contents composes the table of contents. Its page numbers are filled in when
// it is drawn: they do not change its height.
func (c *composer) contents() []*box {
	s := c.sheet
	defer c.within(c.tag(roleSect))()
	heading := c.tag(headings[0]).of(c.set(doc.Plain(typeset.CleanLine(c.words.Contents)), s.heading[0], s.width, ""))
	title := c.lines(heading, s.left, s.width, doc.Start)
	if len(title) > 0 {
		title[len(title)-1].height += s.heading[0].size * 0.32
		ruled(title, s.left, s.width, 0.8, blue)
	}
	all := spaced(keepAll(title), 0, s.body.size*1.2)
	startPage(all, true)
	depth := c.doc.Contents.Levels()
	c.hasRefs = c.hasRefs || c.limit != (Limit{})
	numbers := c.numberWidths(depth)
	lists := []*tag{c.tag(roleContents)} // one in another, by level
	for i, h := range c.numbers.Headings {
		if h.Level > depth {
			continue
		}
		for len(lists) < h.Level {
			lists = append(lists, lists[len(lists)-1].add(roleContents))
		}
		lists = lists[:h.Level]
		entry := lists[h.Level-1].add(roleEntry).add(roleReference).add(roleLink)
		all = append(all, c.contentsEntry(i+1, h, numbers, entry)...)
	}
	return all
}

// numberWidths returns how wide the column of section numbers is at each level.
func (c *composer) numberWidths(depth int) []float64 {
	widths := make([]float64, depth+1)
	for _, h := range c.numbers.Headings {
		if h.Level <= depth && h.Number != "" {
			widths[h.Level] = max(widths[h.Level], c.plain(h.Number, c.contentsLook(h.Level)).Width+c.sheet.body.size*0.9)
		}
	}
	return widths
}

func (c *composer) contentsLook(level int) look {
	l := c.sheet.body
	if level == 1 {
		return l.bold()
	}
	l.size *= 0.95
	return l
}

func (c *composer) contentsEntry(order int, h doc.Heading, numbers []float64, t *tag) []*box {
	s := c.sheet
	l := c.contentsLook(h.Level)
	x := s.left
	for _, w := range numbers[1:h.Level] {
		x += max(w, s.body.size)
	}
	textX := x + numbers[h.Level]
	numberRoom := 40.0
	if len(c.cuts) > 1 && !c.limit.Parts {
		numberRoom += c.plain(c.inVolume(c.cuts[len(c.cuts)-1], 1), l).Width
	}
	width := s.left + s.width - textX - numberRoom
	set := c.set(doc.Plain(typeset.CleanLine(h.Section.Title)), l, width, "")
	if len(set) == 0 {
		set = []line{{lead: l.lead, size: l.size}}
	}
	boxes := keepAll(c.lines(t.of(set), textX, width, doc.Start))
	if h.Number != "" {
		n := c.plain(h.Number, l)
		boxes[0].first(place(t.one(&n), x, numbers[h.Level], l.lead, l.size, doc.Start))
	}
	last, ends := boxes[len(boxes)-1], set[len(set)-1]
	from := textX + ends.Width
	if ends.RTL {
		from = textX + width
	}
	rise := float64(len(boxes)-1) * l.lead
	last.marks = append(last.marks, pageMark{
		heading: order, from: from, to: s.left + s.width, base: base(l.lead, l.size), look: l,
		x: x, y: -rise, w: s.left + s.width - x, height: rise + l.lead, tag: t,
	})
	if h.Level == 1 {
		return spaced(boxes, s.body.size*0.55, 0)
	}
	return boxes
}
