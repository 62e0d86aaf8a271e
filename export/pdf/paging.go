package pdf

import (
	"maps"

	"guvoh/export/doc"
)

// page is a page with all its boxes in their places.
type page struct {
	boxes  []placed
	notes  []noteLine
	called map[*doc.Footnote]bool // footnotes printed on it, however often they are called
	bare   bool
	turned bool   // it lies the other way
	stamp  string // of the exhibit that it shows; empty for none
}

// placed is a box at its distance from the top of the text.
type placed struct {
	*box
	y     float64
	again bool // it was read on a page before
}

// noteRule is the white between text and footnotes, with the rule in it.
const noteRule = 14

// pager puts boxes on pages, one after the other.
type pager struct {
	sheet *sheet
	pages []*page
	y     float64    // where the last box on the page ends
	last  *box       // the last box on the page; nil at the top
	carry []noteLine // of footnotes that did not fit on the page before
}

// paginate puts all boxes on pages.
func paginate(s *sheet, boxes []*box) []*page {
	p := &pager{sheet: s}
	for len(boxes) > 0 {
		n := 1
		for n < len(boxes) && boxes[n-1].keep && !boxes[n].newPage {
			n++
		}
		p.chain(boxes[:n])
		boxes = boxes[n:]
	}
	for len(p.carry) > 0 {
		p.turn()
	}
	return p.pages
}

// chain places boxes that belong on one page.
func (p *pager) chain(boxes []*box) {
	if len(p.pages) == 0 || boxes[0].newPage && p.last != nil {
		p.turn()
	}
	if !p.fits(boxes) && p.last != nil {
		p.turn()
	}
	if p.fits(boxes) {
		for _, b := range boxes {
			p.place(b)
		}
		return
	}
	for _, b := range boxes { // longer than a page: as much as fits
		if p.last != nil && !p.fits([]*box{b}) {
			p.turn()
		}
		p.place(b)
	}
}

// fits reports whether boxes and the footnotes they call fit on the page.
func (p *pager) fits(boxes []*box) bool {
	y, last := p.y, p.last
	if last == nil && len(boxes) > 0 {
		y += boxes[0].under
		for _, h := range boxes[0].head {
			y += h.height
		}
	}
	lines := p.page().notes
	lines = append(lines[:len(lines):len(lines)], p.newNotes(boxes, false)...)
	for _, b := range boxes {
		if last != nil {
			y += gap(last, b)
		}
		y += b.height
		last = b
	}
	return y+notesHeight(lines) <= p.sheet.height+0.01
}

func (p *pager) page() *page { return p.pages[len(p.pages)-1] }

// turn starts a page, with what is left of footnotes.
func (p *pager) turn() {
	p.pages = append(p.pages, &page{called: map[*doc.Footnote]bool{}})
	p.y, p.last = 0, nil
	room := p.sheet.height * 0.7
	n := 0
	for n < len(p.carry) && (n == 0 || notesHeight(p.carry[:n+1]) <= room) {
		n++
	}
	p.page().notes, p.carry = p.carry[:n:n], p.carry[n:]
}

// place puts a box on the page, below the last one.
func (p *pager) place(b *box) {
	if p.last == nil {
		for _, h := range b.head {
			p.page().boxes = append(p.page().boxes, placed{h, p.y, true})
			p.y += h.height
		}
		p.y += b.under
	} else {
		p.y += gap(p.last, b)
	}
	if b.sink {
		p.y = max(p.y, p.sheet.height-b.height-notesHeight(p.page().notes))
	}
	p.page().bare = p.page().bare || b.bare
	p.page().turned = p.page().turned || b.turned
	if b.stamp != "" {
		p.page().stamp = b.stamp
	}
	p.page().boxes = append(p.page().boxes, placed{b, p.y, false})
	p.y += b.height
	p.last = b
	p.addNotes(p.newNotes([]*box{b}, true))
}

// addNotes puts footnotes on the page as far as they fit.
func (p *pager) addNotes(lines []noteLine) {
	for len(lines) > 0 && len(p.carry) == 0 {
		if p.y+notesHeight(append(p.page().notes[:len(p.page().notes):len(p.page().notes)], lines[0])) > p.sheet.height+0.01 {
			break
		}
		p.page().notes = append(p.page().notes, lines[0])
		lines = lines[1:]
	}
	p.carry = append(p.carry, lines...)
}

// newNotes gives the lines of the footnotes that boxes call and that the page
// does not have yet; keep makes it have them.
func (p *pager) newNotes(boxes []*box, keep bool) []noteLine {
	var lines []noteLine
	seen := map[*doc.Footnote]bool{}
	for _, b := range boxes {
		for _, n := range b.notes {
			if seen[n.of] || p.page().called[n.of] {
				continue
			}
			seen[n.of] = true
			lines = append(lines, n.lines...)
		}
	}
	if keep {
		maps.Copy(p.page().called, seen)
	}
	return lines
}

func notesHeight(lines []noteLine) float64 {
	if len(lines) == 0 {
		return 0
	}
	height := float64(noteRule)
	for _, l := range lines {
		height += l.line.lead
	}
	return height
}
