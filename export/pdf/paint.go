package pdf

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"guvoh/export/doc"
	"guvoh/export/pdf/internal/finish"
	"guvoh/export/pdf/internal/typeset"
)

// painter draws pages. Its positions run down from the upper left corner of
// the paper; the file's run up, and that is turned round here and nowhere else.
type painter struct {
	*composer      // sets page numbers, running heads and feet
	pen            pen
	paperW, paperH float64 // of the page being drawn
	books          []*codebook
	page           *drawnPage
	number         int // of the page being drawn, counted from 1
	figure         *tag
	again          bool // what is drawn was read on a page before
	pictures       []*shown
	enclosed       []*doc.Exhibit // whose pages are drawn
	headings       []target       // by order, counted from 1
	anchored       map[string]target
	exhibits       map[*doc.Exhibit]target
}

// drawnPage is a page as it will stand in the file.
type drawnPage struct {
	width, height float64
	content       []byte // compressed
	links         []drawnLink
	marked        []marked // elements by their number on the page
	figures       map[*tag][4]float64
	pictures      []int // that it shows
	sheets        []sheetUse
	codes         [][]int // used, by face
}

// drawnLink is a link and the element it is part of.
type drawnLink struct {
	finish.Link
	tag *tag
}

// target is a place to go to.
type target struct {
	page int
	y    float64 // from the top of the paper
}

// locate notes the place of each heading, exhibit and anchor.
func (p *painter) locate(pages []*page, leaves []*leaf) {
	p.headings = make([]target, len(p.numbers.Headings)+1)
	p.anchored = map[string]target{}
	p.exhibits = map[*doc.Exhibit]target{}
	for _, l := range leaves {
		if e, is := l.block.(*doc.Exhibit); is {
			p.exhibits[e] = target{page: l.first, y: p.lower(pages, l.first)}
		}
	}
	for i, pg := range pages {
		for _, b := range pg.boxes {
			at := target{i + 1, max(p.sheet.top+b.y-6, 0) + p.lower(pages, i+1)}
			if b.heading > 0 && p.headings[b.heading].page == 0 {
				p.headings[b.heading] = at
			}
			for _, a := range b.anchors {
				if p.anchored[a].page == 0 {
					p.anchored[a] = at
				}
			}
		}
	}
}

// lower says how much lower than that of other pages the top of a page is, when
// both are measured from the bottom, as targets are.
func (p *painter) lower(pages []*page, n int) float64 {
	if n < 1 || n > len(pages) || !pages[n-1].turned {
		return 0
	}
	return p.sheet.paperH - p.sheet.paperW
}

// draw draws one page. Its content stays in the pen, to be compressed.
func (p *painter) draw(pg *page, number, count int, head *head) *drawnPage {
	p.pen.reset()
	if pg.turned {
		defer p.turn()()
		head = head.turned
	}
	p.number, p.paperW, p.paperH = number, p.sheet.paperW, p.sheet.paperH
	p.page = &drawnPage{width: p.paperW, height: p.paperH, figures: map[*tag][4]float64{}}
	if p.doc.Watermark != "" && pg.stamp == "" { // nothing is painted on evidence
		p.pen.begin(content{decoration: watermarkArtifact})
		p.pen.text("/Wm Do\n")
		p.pen.end()
	}
	p.frames(pg)
	for _, b := range pg.boxes {
		p.again = b.again
		for _, m := range b.marks {
			m.draw(p, 0, p.sheet.top+b.y)
		}
	}
	p.again = false
	p.notes(pg)
	head.draw(p, pg.bare)
	if !p.doc.Page.Single {
		p.foot(number, count)
	}
	if pg.stamp != "" {
		p.stamp(pg.stamp, number, count)
	}
	p.pen.end()
	p.page.marked = p.pen.drawn
	p.page.codes = make([][]int, len(p.books))
	for i, b := range p.books {
		if b != nil {
			p.page.codes[i] = b.turn(number + 1)
		}
	}
	return p.page
}

// enclose makes what is drawn until leave is called the content of a figure
// that covers the given place.
func (p *painter) enclose(t *tag, x, y, w, h float64) (leave func()) {
	before := p.figure
	if p.figure == nil && !p.again {
		p.figure = t
		p.page.figures[t] = [4]float64{x, p.paperH - y - h, x + w, p.paperH - y}
	}
	return func() { p.figure = before }
}

// belongs makes what is drawn next belong to an element and maybe one inside
// it. Inside a figure all belongs to that; what has no element is decoration.
func (p *painter) belongs(t, inline *tag) {
	switch {
	case p.figure != nil:
		p.pen.begin(content{marked: marked{tag: p.figure}})
	case t == nil || p.again:
		p.pen.begin(content{decoration: layoutArtifact})
	default:
		p.pen.begin(content{marked: marked{t, inline}})
	}
}

// decorate makes what is drawn next decoration, or part of a figure.
func (p *painter) decorate() {
	if p.pen.open.decoration == "" || p.figure != nil {
		p.belongs(nil, nil)
	}
}

func (c ink) fill() string   { return c.operands() + " rg" }
func (c ink) stroke() string { return c.operands() + " RG" }
func (c ink) operands() string {
	return fmt.Sprintf("%.3f %.3f %.3f", float64(c[0])/255, float64(c[1])/255, float64(c[2])/255)
}

func (p *painter) rect(x, y, w, h float64, fill ink) {
	p.decorate()
	p.pen.inFill(fill)
	p.pen.path("re f", x, p.paperH-y-h, w, h)
}

// frames draws what stands behind groups of boxes.
func (p *painter) frames(pg *page) {
	for i := 0; i < len(pg.boxes); {
		f, j := pg.boxes[i].frame, i+1
		for j < len(pg.boxes) && pg.boxes[j].frame == f {
			j++
		}
		if f != nil {
			top := p.sheet.top + pg.boxes[i].y - f.above
			bottom := p.sheet.top + pg.boxes[j-1].y + pg.boxes[j-1].height + f.beneath
			p.frame(f, top, bottom)
		}
		i = j
	}
}

func (p *painter) frame(f *frame, top, bottom float64) {
	if f.fill != nil {
		p.rect(f.x0, top, f.x1-f.x0, bottom-top, *f.fill)
	}
	if f.bar != nil {
		x := f.x0
		if f.barRight {
			x = f.x1 - f.barWidth
		}
		p.rect(x, top, f.barWidth, bottom-top, *f.bar)
	}
	if f.rule != nil {
		ruleMark{f.ruleX, top, f.ruleX, bottom, 0.5, *f.rule}.draw(p, 0, 0)
	}
}

func (m ruleMark) draw(p *painter, x, y float64) {
	p.decorate()
	p.pen.lineWidth(m.width)
	p.pen.inStroke(m.ink)
	p.pen.path("m", x+m.x0, p.paperH-y-m.y0)
	p.pen.path("l S", x+m.x1, p.paperH-y-m.y1)
}

// draw draws the disc as four curves.
func (m dotMark) draw(p *painter, x, y float64) {
	const k = 0.5523 // where the handles of a quarter circle stand
	x, y = x+m.x, p.paperH-y-m.y
	r, c := m.r, m.r*k
	p.decorate()
	p.pen.inFill(m.ink)
	p.pen.path("m", x+r, y)
	p.pen.path("c", x+r, y+c, x+c, y+r, x, y+r)
	p.pen.path("c", x-c, y+r, x-r, y+c, x-r, y)
	p.pen.path("c", x-r, y-c, x-c, y-r, x, y-r)
	p.pen.path("c f", x+c, y-r, x+r, y-c, x+r, y)
}

func (m outline) draw(p *painter, x, y float64) {
	p.decorate()
	p.pen.lineWidth(m.width)
	p.pen.inStroke(m.ink)
	p.pen.path("re S", x+m.x, p.paperH-y-m.h, m.w, m.h)
}

func (m pictureMark) draw(p *painter, x, y float64) {
	n := slices.Index(p.pictures, m.picture)
	if n < 0 {
		n = len(p.pictures)
		p.pictures = append(p.pictures, m.picture)
	}
	height := m.h
	if m.band.height > 0 {
		height = m.band.height
	}
	x, y = x+m.x, p.paperH-y-m.y-height // the lower left corner of what is seen
	p.decorate()
	p.pen.text("q ")
	if m.band.height > 0 {
		p.pen.path("re W n", x, y, m.w, height)
	}
	t := m.picture.matrix(x, y+height+m.band.top-m.h)
	p.pen.numbers(t[:]...)
	p.pen.text("cm /" + pictureName(n) + " Do Q\n")
	p.pen.lineWidth(0.4)
	p.pen.inStroke(hair)
	p.pen.path("re S", x, y, m.w, height)
	p.page.pictures = append(p.page.pictures, n)
}

func pictureName(i int) string { return "Im" + strconv.Itoa(i) }

// draw draws the leaders and the page number of a heading, and makes the whole
// entry a link.
func (m pageMark) draw(p *painter, x, y float64) {
	at := p.headings[m.heading]
	n := p.plain(strconv.Itoa(at.page)+p.inVolume(at.page, p.number), m.look)
	if from, to := x+m.from+5, x+m.to-n.Width-5; to > from {
		// dots on one grid down the whole page, so that they align
		const step = 4.2
		from = math.Ceil(from/step) * step
		p.decorate()
		p.pen.text("q 0.75 w 1 J [0 4.2] 0 d ")
		p.pen.text(strong.stroke() + " ")
		p.pen.path("m", from, p.paperH-y-m.base)
		p.pen.path("l S Q", to, p.paperH-y-m.base)
	}
	textMark{x: m.to - n.Width, base: m.base, line: m.tag.one(&n)}.draw(p, x, y)
	if p.elsewhere(at.page, p.number) == 0 {
		p.link(m.tag, x+m.x, y+m.y, m.w, m.height, at, "")
	}
}

// link makes a rectangle lead to a place, or to a web address.
func (p *painter) link(t *tag, x, y, w, h float64, to target, url string) {
	if p.again || p.figure != nil || t == nil || url == "" && to.page == 0 {
		return
	}
	l := finish.Link{X0: x, X1: x + w, Y0: p.paperH - y - h, Y1: p.paperH - y, URL: url, Says: url}
	if url == "" {
		l.Page, l.Y, l.Says = to.page, p.sheet.paperH-to.y, fmt.Sprintf(p.words.Link, to.page)
	}
	p.page.links = append(p.page.links, drawnLink{l, t})
}

// notes draws the footnotes of a page.
func (p *painter) notes(pg *page) {
	if len(pg.notes) == 0 {
		return
	}
	y := p.sheet.top + p.sheet.height - notesHeight(pg.notes) + noteRule
	ruleMark{p.sheet.left, 0, p.sheet.left + 72, 0, 0.5, strong}.draw(p, 0, y-5)
	for i := range pg.notes {
		n := &pg.notes[i]
		if n.number != nil {
			place(n.number, p.sheet.left, noteIndent, n.line.lead, n.line.size, doc.Start).draw(p, 0, y)
		}
		place(&n.line, p.sheet.left+noteIndent, p.sheet.measure-noteIndent, n.line.lead, n.line.size, doc.Start).draw(p, 0, y)
		y += n.line.lead
	}
}

// foot draws the number of the page.
func (p *painter) foot(number, count int) {
	s := p.sheet
	l := s.small.in(grey)
	n := p.plain(counted(p.words.PageOf, number, count), l)
	p.pen.begin(content{decoration: footArtifact})
	place(&n, s.left, s.width, l.lead, l.size, doc.End).draw(p, 0, s.paperH-s.bottom*0.62-l.lead/2)
}

// counted fills in which of how many. Words that are not made for two numbers
// are left out.
func counted(words string, n, of int) string {
	if strings.Count(words, "%") == 2 && strings.Count(words, "%d") == 2 {
		return fmt.Sprintf(words, n, of)
	}
	return fmt.Sprintf("%d / %d", n, of)
}

// head is the line above the text. It is set once for all pages that share it;
// what does not fit on one line is left out.
type head struct {
	marks []mark // on pages that are not bare
	bare  []mark // on the others

	turned *head // on paper that lies the other way
}

// newHead sets the running head, with words that say which part of how many a
// page belongs to. Pages without a head bear those only when they must.
func (p *painter) newHead(part string, onAll bool) *head {
	h := p.headHere(part, onAll)
	defer p.turn()()
	h.turned = p.headHere(part, onAll)
	return h
}

func (p *painter) headHere(part string, onAll bool) *head {
	given := p.doc.Head
	given.Right = joinedBy(" · ", given.Right, part)
	h := &head{marks: p.headMarks(given)}
	if onAll {
		h.bare = p.headMarks(doc.RunningHead{Right: part})
	}
	return h
}

func joinedBy(sign string, parts ...string) string {
	var kept []string
	for _, s := range parts {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, sign)
}

func (p *painter) headMarks(given doc.RunningHead) []mark {
	if given.Left == "" && given.Right == "" {
		return nil
	}
	s := p.sheet
	l := s.small.in(grey)
	y := max(s.top-27, 8)
	right := p.clipped(given.Right, l, s.width/2)
	left := p.clipped(given.Left, l, s.width-right.Width-20)
	return []mark{
		shift{dy: y, mark: place(&left, s.left, s.width, l.lead, l.size, doc.Start)},
		shift{dy: y, mark: place(&right, s.left, s.width, l.lead, l.size, doc.End)},
		ruleMark{s.left, y + l.lead + 2, s.left + s.width, y + l.lead + 2, 0.4, strong},
	}
}

func (h *head) draw(p *painter, bare bool) {
	marks := h.marks
	if bare {
		marks = h.bare
	}
	if len(marks) == 0 {
		return
	}
	p.pen.begin(content{decoration: headArtifact})
	for _, m := range marks {
		m.draw(p, 0, 0)
	}
}

// clipped sets a text on one line, cut short where it does not fit.
func (p *painter) clipped(text string, l look, width float64) line {
	const enough = 300 // characters; no line of a page holds more
	runes := []rune(typeset.CleanLine(text))
	runes = runes[:min(len(runes), enough)]
	whole := p.plain(string(runes), l)
	if whole.Width <= width {
		return whole
	}
	return p.shortened(runes, l, width)
}
