package pdf

import (
	"context"
	"sync"

	"guvoh/export/doc"
	"guvoh/export/exhibit"
)

// shelf remembers the pages of foreign files that were made ready.
type shelf struct {
	ctx    context.Context
	reader *exhibit.Reader // nil when nothing is to be decoded
	mu     sync.Mutex
	pages  map[*doc.Exhibit]*exhibit.Pages // nil for a file that cannot be drawn
}

func newShelf(ctx context.Context, reader *exhibit.Reader) *shelf {
	return &shelf{ctx: ctx, reader: reader, pages: map[*doc.Exhibit]*exhibit.Pages{}}
}

// of returns the pages of an exhibit, or nil when they cannot be drawn.
func (s *shelf) of(e *doc.Exhibit) *exhibit.Pages {
	s.mu.Lock()
	p, known := s.pages[e]
	s.mu.Unlock()
	if known || s.reader == nil || e.Open == nil {
		return p
	}
	numbers := make([]int, len(e.Sheets))
	for i, sheet := range e.Sheets {
		numbers[i] = sheet.Page
	}
	p, err := s.reader.Pages(s.ctx, exhibit.File{Open: e.Open, Name: e.Name}, numbers)
	if err != nil {
		p = nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pages[e] = p
	return p
}

// exhibit composes a piece of evidence: its cover, and its pages or what stands
// in their place, all under one stamp.
func (c *composer) exhibit(e *doc.Exhibit) []*box {
	defer c.within(c.tag(roleSect))()
	all := c.blocks(e.Cover)
	var inside []*box
	switch {
	case len(e.Sheets) == 0: // what stands for the evidence is in its language; all else is in ours
		leave := c.within(c.tag(roleSect).in(e.Lang))
		inside = c.blocks(e.Blocks)
		leave()
	case c.shelf.of(e) == nil:
		b := c.notDrawn(c.words.BadExhibit, e.Name, e.SHA256, c.sheet.left, c.sheet.width)
		for _, sheet := range e.Sheets { // who looks for one of its pages finds why it is not there
			b.anchors = append(b.anchors, sheetAnchors(e, sheet.Page)...)
		}
		inside = []*box{b}
	default:
		inside = c.sheets(e, c.shelf.of(e))
	}
	all = append(startPage(all, true), startPage(inside, true)...)
	if len(all) == 0 { // nothing to show is a page all the same: it bears a number
		all = []*box{{newPage: true, height: c.sheet.height}}
	}
	for _, b := range all {
		b.stamp = e.Stamp
	}
	return anchored(all, e.Anchor)
}

// sheets composes the pages of a foreign file, each on a page of its own, which
// lies the way that it does.
func (c *composer) sheets(e *doc.Exhibit, pages *exhibit.Pages) []*box {
	var all []*box
	for i, p := range pages.Sheets {
		alt := joinedBy(", ", e.Number, e.Title, counted(c.words.PageOf, i+1, len(pages.Sheets)))
		m := sheetMark{exhibit: e, index: i, width: p.Width, height: p.Height, tag: c.figureTag(alt)}
		turned := c.turns(p.Width, p.Height)
		for k, b := range m.bands(&c.sheet) {
			m.band = b
			one := &box{height: c.sheet.height, newPage: true, turned: turned, marks: []mark{m}}
			if k == 0 {
				one.anchors = sheetAnchors(e, e.Sheets[i].Page)
			}
			all = append(all, one)
		}
	}
	return all
}

// turns tells whether a page is better printed on paper that lies the other way:
// when it lies that way itself and would be smaller on ours.
func (c *composer) turns(width, height float64) bool {
	s := c.sheet
	if width > height*1.05 == (s.paperW > s.paperH) {
		return false
	}
	return min(s.width/width, s.height/height) < 0.95*largest
}

// sheetAnchors gives the anchor of a page of an exhibit; none where the exhibit
// has none.
func sheetAnchors(e *doc.Exhibit, page int) []string {
	if a := doc.SheetAnchor(e.Anchor, page); a != "" {
		return []string{a}
	}
	return nil
}
