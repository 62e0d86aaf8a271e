// Package pdf prints a document tree as a PDF.
//
// The way of a document: blocks become boxes (compose), boxes find their pages
// (paging), pages are drawn on a thin canvas (paint, canvas), and the canvas's
// file is finished with searchable text, links, outline and metadata (finish).
// Page numbers inside the text are found by going round until they stand still.
//
// Rules: the same tree gives the same bytes. No text and no picture makes it
// fail or panic. Pictures stream from their openers into the file and are
// never all in memory. Nothing but the canvas knows gofpdf.
package pdf

import (
	"context"
	"io"
	"maps"
	"slices"

	"guvoh/assets/icc"
	"guvoh/export/doc"
	"guvoh/export/pdf/internal/finish"
	"guvoh/export/pdf/internal/picture"
	"guvoh/export/pdf/internal/typeset"
)

// Options are the wishes of a caller about one printing.
type Options struct {
	// Context cancels the printing; nil for never.
	Context context.Context
	// Progress is told how far the work is, from one goroutine at a time. Done
	// grows to total; total may not. Nil for silence.
	Progress func(done, total int)
	// Producer names the program in the file; empty for "Guvoh".
	Producer string
}

// Report says what a reader of the document should know about its printing.
type Report struct {
	Pages   int
	Missing []rune        // characters that no face has; printed as boxes
	Damaged []*doc.Figure // pictures that could not be drawn, in reading order
}

// Write prints the document.
func Write(w io.Writer, d *doc.Document, opt Options) (rep Report, err error) {
	defer guard(&err)
	if opt.Context == nil {
		opt.Context = context.Background()
	}
	if opt.Producer == "" {
		opt.Producer = "Guvoh"
	}
	j := newJob(d)
	pool, err := newPool(j)
	if err != nil {
		return Report{}, err
	}
	run := &printing{opt: opt, job: j, pool: pool}
	pages, err := run.layOut()
	if err != nil {
		return Report{}, err
	}
	p, file, err := run.draw(pages)
	if err != nil {
		return Report{}, err
	}
	err = finish.Write(w, file, run.finishing(p))
	if err == nil {
		run.progress(1, 1, 1)
	}
	return run.report(len(pages)), err
}

// printing is one document on its way.
type printing struct {
	opt  Options
	job  *job
	pool *pool
	cv   *canvas
}

// Shares of the work, in thousandths, that end with laying out and drawing.
const (
	laidOut = 550
	drawn   = 750
	whole   = 1000
)

// progress reports a part of a share of the work.
func (r *printing) progress(part, of, share int) {
	if r.opt.Progress == nil || of == 0 {
		return
	}
	from, to := 0, laidOut
	switch share {
	case drawn:
		from, to = laidOut, drawn
	case 1:
		from, to = drawn, whole
	}
	r.opt.Progress(from+(to-from)*part/of, whole)
}

// rounds is how often page numbers may change before they are given one width,
// after which nothing moves any more.
const rounds = 5

// layOut composes the document and puts it on pages, until the page numbers in
// its text are those of its pages.
func (r *printing) layOut() ([]*page, error) {
	leaves := r.job.leaves()
	todo, done := leaves, 0
	for round := 0; ; round++ {
		err := r.pool.compose(r.opt.Context, todo, func() {
			if round == 0 {
				done++
				r.progress(done, len(leaves), laidOut)
			}
		})
		if err != nil {
			return nil, err
		}
		var boxes []*box
		for _, l := range leaves {
			boxes = append(boxes, l.boxes...)
		}
		if len(boxes) == 0 {
			boxes = []*box{{}}
		}
		pages := paginate(&r.job.sheet, boxes)
		found := anchorPages(pages)
		if maps.Equal(found, r.job.pages) || round > rounds+2 {
			return pages, nil
		}
		r.job.pages, r.job.padRefs = found, round >= rounds
		todo = slices.DeleteFunc(slices.Clone(leaves), func(l *leaf) bool { return !l.refs })
		if len(todo) == 0 {
			return pages, nil
		}
	}
}

func anchorPages(pages []*page) map[string]int {
	found := map[string]int{}
	for i, p := range pages {
		for _, b := range p.boxes {
			for _, a := range b.anchors {
				if found[a] == 0 {
					found[a] = i + 1
				}
			}
		}
	}
	return found
}

// draw draws all pages and returns the canvas's file.
func (r *printing) draw(pages []*page) (*painter, []byte, error) {
	faces, err := typeset.Faces()
	if err != nil {
		return nil, nil, err
	}
	p := &painter{composer: r.pool.composers[0], books: make([]*codebook, len(faces)), links: map[int][]finish.Link{}}
	p.locate(pages)
	p.setHead()
	contents := make([][]op, len(pages))
	for i, pg := range pages {
		if err := r.opt.Context.Err(); err != nil {
			return nil, nil, err
		}
		contents[i] = p.page(pg, i+1, len(pages))
		r.progress(i+1, len(pages), drawn)
	}
	r.cv = newCanvas(r.job.sheet.paperW, r.job.sheet.paperH)
	if err := r.cv.addFonts(p.books); err != nil {
		return nil, nil, err
	}
	for _, ops := range contents {
		if err := r.cv.page(ops); err != nil {
			return nil, nil, err
		}
	}
	file, err := r.cv.bytes()
	return p, file, err
}

// finishing gathers what the finishing step adds.
func (r *printing) finishing(p *painter) *finish.Job {
	d := r.job.doc
	j := &finish.Job{
		Title: typeset.CleanLine(d.Title), Author: typeset.CleanLine(d.Author), Subject: typeset.CleanLine(d.Subject),
		Lang: r.job.lang, Producer: r.opt.Producer, Date: d.Date,
		Fonts: r.cv.fonts(), Links: p.links, Outline: p.outline(), Profile: icc.SRGB,
		Images: images(p.pictures),
	}
	j.Step = func(n int) error {
		r.progress(n, len(p.pictures), 1)
		return r.opt.Context.Err()
	}
	if d.Watermark != "" {
		j.Forms = []finish.Form{p.watermark(d.Watermark)}
	}
	return j
}

func images(pictures []*picture.Picture) []finish.Image {
	var out []finish.Image
	for i, p := range pictures {
		out = append(out, finish.Image{Name: pictureName(i), Dict: p.Dict(), Write: p.Write})
	}
	return out
}

// report gathers what the composers met.
func (r *printing) report(pages int) Report {
	missing := map[rune]bool{}
	for _, c := range r.pool.composers {
		maps.Copy(missing, c.setter.Missing())
	}
	rep := Report{Pages: pages, Missing: slices.Sorted(maps.Keys(missing))}
	r.job.doc.Walk(func(b doc.Block, _ int) {
		if f, ok := b.(*doc.Figure); ok && r.job.album.picture(f) == nil {
			rep.Damaged = append(rep.Damaged, f)
		}
	})
	return rep
}
