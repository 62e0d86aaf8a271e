package pdf

import (
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"

	"guvoh/export/doc"
	"guvoh/export/pdf/internal/finish"
	"guvoh/export/pdf/internal/picture"
	"guvoh/export/pdf/internal/typeset"
)

// painter draws pages. Its positions run down from the upper left corner of
// the paper; the file's run up, and that is turned round here and nowhere else.
type painter struct {
	*composer // sets page numbers, running heads and feet
	books     []*codebook
	ops       []op
	head      []mark
	number    int // of the page being drawn, counted from 1
	links     map[int][]finish.Link
	pictures  []*picture.Picture
	headings  []target // by order, counted from 1
	anchored  map[string]target
	figure    *tag // whose content is being drawn; nil for none
}

// target is a place to go to.
type target struct {
	page int
	y    float64 // from the top of the paper
}

// locate notes the place of each heading and anchor.
func (p *painter) locate(pages []*page) {
	p.headings = make([]target, len(p.numbers.Headings)+1)
	p.anchored = map[string]target{}
	for i, pg := range pages {
		for _, b := range pg.boxes {
			at := target{i + 1, max(p.sheet.top+b.y-6, 0)}
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

// page draws one page and returns its content.
func (p *painter) page(pg *page, number, count int) []op {
	p.ops, p.number = nil, number
	if p.doc.Watermark != "" {
		p.raw("/Wm Do")
	}
	p.frames(pg)
	for _, b := range pg.boxes {
		for _, m := range b.marks {
			m.draw(p, 0, p.sheet.top+b.y)
		}
	}
	p.notes(pg)
	if !pg.bare {
		for _, m := range p.head {
			m.draw(p, 0, 0)
		}
		if !p.doc.Page.Single {
			p.foot(number, count)
		}
	}
	return p.ops
}

// raw adds page content.
func (p *painter) raw(format string, args ...any) {
	s := format
	if len(args) > 0 {
		s = fmt.Sprintf(format, args...)
	}
	p.ops = append(p.ops, op{face: -1, raw: s})
}

func (c ink) fill() string   { return c.operands() + " rg" }
func (c ink) stroke() string { return c.operands() + " RG" }
func (c ink) operands() string {
	return fmt.Sprintf("%.3f %.3f %.3f", float64(c[0])/255, float64(c[1])/255, float64(c[2])/255)
}

func (p *painter) rect(x, y, w, h float64, fill ink) {
	p.raw("%s %.2f %.2f %.2f %.2f re f", fill.fill(), x, p.sheet.paperH-y-h, w, h)
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
	h := p.sheet.paperH
	p.raw("%.2f w %s %.2f %.2f m %.2f %.2f l S", m.width, m.ink.stroke(), x+m.x0, h-y-m.y0, x+m.x1, h-y-m.y1)
}

// draw draws the disc as four curves.
func (m dotMark) draw(p *painter, x, y float64) {
	const k = 0.5523 // where the handles of a quarter circle stand
	x, y = x+m.x, p.sheet.paperH-y-m.y
	r, c := m.r, m.r*k
	p.raw("%s %.2f %.2f m %.2f %.2f %.2f %.2f %.2f %.2f c %.2f %.2f %.2f %.2f %.2f %.2f c %.2f %.2f %.2f %.2f %.2f %.2f c %.2f %.2f %.2f %.2f %.2f %.2f c f",
		m.ink.fill(), x+r, y, x+r, y+c, x+c, y+r, x, y+r, x-c, y+r, x-r, y+c, x-r, y, x-r, y-c, x-c, y-r, x, y-r, x+c, y-r, x+r, y-c, x+r, y)
}

func (m outline) draw(p *painter, x, y float64) {
	p.raw("%.2f w %s %.2f %.2f %.2f %.2f re S", m.width, m.ink.stroke(), x+m.x, p.sheet.paperH-y-m.h, m.w, m.h)
}

func (m pictureMark) draw(p *painter, x, y float64) {
	x, y = x+m.x, p.sheet.paperH-y-m.y-m.h
	t := m.picture.Matrix(x, y, m.w, m.h)
	p.raw("q %.3f %.3f %.3f %.3f %.3f %.3f cm /%s Do Q", t[0], t[1], t[2], t[3], t[4], t[5], pictureName(len(p.pictures)))
	p.raw("0.4 w %s %.2f %.2f %.2f %.2f re S", hair.stroke(), x, y, m.w, m.h)
	p.pictures = append(p.pictures, m.picture)
}

func pictureName(i int) string { return "Im" + strconv.Itoa(i) }

// draw draws the leaders and the page number of a heading, and makes the whole
// entry a link.
func (m pageMark) draw(p *painter, x, y float64) {
	at := p.headings[m.heading]
	n := p.plain(strconv.Itoa(at.page), m.look)
	textMark{x: m.to - n.Width, base: m.base, line: &n}.draw(p, x, y)
	if from, to := x+m.from+5, x+m.to-n.Width-5; to > from {
		// dots on one grid down the whole page, so that they align
		const step = 4.2
		from = math.Ceil(from/step) * step
		p.raw("q 0.75 w 1 J [0 %.1f] 0 d %s %.2f %.2f m %.2f %.2f l S Q", step, strong.stroke(), from, p.sheet.paperH-y-m.base, to, p.sheet.paperH-y-m.base)
	}
	p.link(x+m.x, y+m.y, m.w, m.height, at, "", "")
}

// link makes a rectangle lead to a place, or to a web address.
func (p *painter) link(x, y, w, h float64, to target, url, says string) {
	l := finish.Link{X0: x, X1: x + w, Y0: p.sheet.paperH - y - h, Y1: p.sheet.paperH - y, URL: url, Says: says}
	if url == "" {
		if to.page == 0 {
			return
		}
		l.Page, l.Y = to.page, p.sheet.paperH-to.y
	}
	p.links[p.number] = append(p.links[p.number], l)
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

// setHead sets the line above the text, which is the same on every page. What
// does not fit on one line is left out.
func (p *painter) setHead() {
	head := p.doc.Head
	if head.Left == "" && head.Right == "" {
		return
	}
	s := p.sheet
	l := s.small.in(grey)
	y := max(s.top-27, 8)
	right := p.clipped(head.Right, l, s.width/2)
	left := p.clipped(head.Left, l, s.width-right.Width-20)
	p.head = []mark{
		shift{dy: y, mark: place(&left, s.left, s.width, l.lead, l.size, doc.Start)},
		shift{dy: y, mark: place(&right, s.left, s.width, l.lead, l.size, doc.End)},
		ruleMark{s.left, y + l.lead + 2, s.left + s.width, y + l.lead + 2, 0.4, strong},
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
	n := sort.Search(len(runes), func(n int) bool {
		return p.plain(string(runes[:n])+"…", l).Width > width
	})
	return p.plain(strings.TrimSpace(string(runes[:max(n-1, 0)]))+"…", l)
}

func (p *painter) foot(number, count int) {
	s := p.sheet
	l := s.small.in(grey)
	text := strings.Contains(p.words.PageOf, "%d")
	words := fmt.Sprintf("%d / %d", number, count)
	if text && strings.Count(p.words.PageOf, "%") == 2 {
		words = fmt.Sprintf(p.words.PageOf, number, count)
	}
	n := p.plain(words, l)
	place(&n, s.left, s.width, l.lead, l.size, doc.End).draw(p, 0, s.paperH-s.bottom*0.62-l.lead/2)
}

// enclose makes what is drawn until leave is called the content of a figure.
func (p *painter) enclose(t *tag, x, y, w, h float64) (leave func()) {
	before := p.figure
	p.figure = t
	return func() { p.figure = before }
}
