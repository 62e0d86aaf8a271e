package pdf

import (
	"fmt"
	"io"
	"slices"

	"guvoh/export/doc"
	"guvoh/export/exhibit"
	"guvoh/export/pdf/internal/finish"
)

// sheetMark is a page of a foreign file in a frame. Nothing is ever drawn on
// it.
type sheetMark struct {
	exhibit       *doc.Exhibit
	index         int // of its sheets
	width, height float64
	band          band // what of it is drawn, as large as it is drawn
	tag           *tag
}

// sheetUse is a page of a foreign file that a page shows.
type sheetUse struct {
	exhibit *doc.Exhibit
	index   int
}

// name is how pages know the drawing of a sheet.
func (p *painter) sheetName(u sheetUse) string {
	return fmt.Sprintf("Ex%dp%d", p.filed(u.exhibit), u.index)
}

// filed numbers the exhibits in the order in which they are drawn.
func (p *painter) filed(e *doc.Exhibit) int {
	n := slices.Index(p.enclosed, e)
	if n < 0 {
		n = len(p.enclosed)
		p.enclosed = append(p.enclosed, e)
	}
	return n
}

// largest is how large a foreign page is drawn at most: as large as it is, so
// that what has a size keeps it. One of our own size is shrunk by its margins.
const largest = 1

const frameGap = 2 // points between the evidence and its frame

// scale gives how large a page is drawn, and whether that is too high for one
// of ours.
func (m sheetMark) scale(s *sheet) (scale float64, cut bool) {
	wide := min(largest, (s.width-2*frameGap)/m.width)
	room := s.height - 2*frameGap
	if fitting := min(wide, room/m.height); !tooNarrow(fitting, wide) {
		return fitting, false
	}
	return min(wide, mostBands*room/m.height*0.9), true
}

// bands cuts a page that is many times higher than wide, as that of a website
// is which was saved as one.
func (m sheetMark) bands(s *sheet) []band {
	scale, cut := m.scale(s)
	if !cut {
		return []band{{}}
	}
	return bandsOf(m.height*scale, s.height-2*frameGap)
}

// draw puts the page into the middle of the upper part of the text area.
func (m sheetMark) draw(p *painter, x, y float64) {
	s := p.sheet
	scale, _ := m.scale(&s)
	w, h := m.width*scale, m.height*scale
	if m.band.height > 0 {
		h = m.band.height
	}
	left, top := s.left+(s.width-w)/2, y+frameGap+max(s.height-2*frameGap-h, 0)/4
	leave := p.enclose(m.tag, left, top, w, h)
	p.belongs(m.tag, nil)
	use := sheetUse{m.exhibit, m.index}
	p.pen.text("q ")
	if m.band.height > 0 {
		p.pen.path("re W n", left, p.paperH-top-h, w, h)
	}
	p.pen.text(fmt.Sprintf("%.5f 0 0 %.5f ", scale, scale))
	p.pen.numbers(left, p.paperH-top+m.band.top-m.height*scale)
	p.pen.text("cm /" + p.sheetName(use) + " Do Q\n")
	p.pen.forget()
	leave()
	p.belongs(nil, nil)
	outline{x: left - frameGap, w: w + 2*frameGap, h: h + 2*frameGap, ink: strong, width: 0.4}.draw(p, 0, top-frameGap)
	p.page.sheets = append(p.page.sheets, use)
}

// stamp draws what tells of which exhibit a page is, at the foot and outside
// the evidence, with the number of the page.
func (p *painter) stamp(words string, number, count int) {
	s := p.sheet
	l := s.small.bold()
	n := p.clipped(joinedBy(" – ", words, counted(p.words.PageOf, number, count)), l, s.width*0.7)
	p.pen.begin(content{decoration: footArtifact})
	y := s.paperH - s.bottom*0.62 - l.lead/2
	const pad = 4
	outline{x: s.left, w: n.Width + 2*pad, h: l.lead + 2, ink: strong, width: 0.6}.draw(p, 0, y-1)
	place(&n, s.left+pad, s.width, l.lead, l.size, doc.Start).draw(p, 0, y)
}

// turn has the painter draw on paper that lies the other way, until leave is
// called.
func (p *painter) turn() (leave func()) {
	upright := p.job.sheet
	page := p.doc.Page
	page.Landscape = !page.Landscape
	p.job.sheet = newSheet(page)
	return func() { p.job.sheet = upright }
}

// foreign gathers what pages show of foreign files. Of a file of which they
// show a part, that part is made ready anew. In a trial only lengths are right.
func (r *printing) foreign(v *volume, pages []*drawnPage) ([]finish.Foreign, error) {
	var all []finish.Foreign
	for i, e := range r.painter.enclosed {
		var shown []int
		for _, pg := range pages {
			for _, use := range pg.sheets {
				if use.exhibit == e && !slices.Contains(shown, use.index) {
					shown = append(shown, use.index)
				}
			}
		}
		if len(shown) == 0 {
			continue
		}
		part, err := r.partOf(e, shown)
		if err != nil {
			return nil, err
		}
		f := finish.Foreign{Count: part.Objects}
		for k, index := range shown {
			f.Names = append(f.Names, finish.Named{Name: fmt.Sprintf("Ex%dp%d", i, index), Object: part.Forms[k]})
		}
		f.Write = func(w io.Writer, first int, begin func(int)) error {
			if v.trial {
				for n := range part.Objects {
					begin(first + n)
				}
				return blank(w, part.Bytes)
			}
			return part.Write(r.opt.Context, w, first, begin)
		}
		all = append(all, f)
	}
	return all, nil
}

// partOf returns some of the pages of an exhibit.
func (r *printing) partOf(e *doc.Exhibit, shown []int) (*exhibit.Pages, error) {
	whole := r.job.shelf.of(e)
	if len(shown) == len(whole.Sheets) {
		return whole, nil
	}
	key := fmt.Sprintf("%p %v", e, shown)
	if part := r.parts[key]; part != nil {
		return part, nil
	}
	part, err := whole.Part(r.opt.Context, shown)
	if err == nil {
		r.parts[key] = part
	}
	return part, err
}

// verdict says what an exhibit allows its volume to claim: as the caller vetted
// it, or as its pages were found.
func (r *printing) verdict(e *doc.Exhibit) Verdict {
	if r.opt.Vet != nil {
		return r.opt.Vet(e)
	}
	v := Verdict{Best: A2B}
	if pages := r.job.shelf.of(e); pages != nil {
		for _, b := range pages.Breaches {
			v.Best, v.Faults = Plain, append(v.Faults, string(b))
		}
	}
	return v
}
