package pdf

import (
	"bytes"
	"maps"
	"runtime"
	"slices"
	"sync"

	"guvoh/export/doc"
	"guvoh/export/exhibit"
	"guvoh/export/pdf/internal/finish"
	"guvoh/export/pdf/internal/typeset"
)

// printing is one document on its way.
type printing struct {
	opt     Options
	limit   Limit
	job     *job
	pool    *pool
	leaves  []*leaf
	pages   []*page      // laid out
	painter *painter     // of the last drawing
	drawn   []*drawnPage // and what it drew
	forms   []finish.Form
	root    *tag // of the structure
	volumes []*volume
	lost    []rune                    // characters of heads and feet that no face has
	ends    map[int]int               // the last page that a volume with that first page may have
	parts   map[string]*exhibit.Pages // of exhibits that are not in one volume
	told    int                       // progress, in thousandths
	written int                       // pictures
}

func newPrinting(d *doc.Document, opt Options, limit Limit) *printing {
	j := newJob(d, opt)
	pool := newPool(j)
	j.limit = limit
	return &printing{opt: opt, limit: limit, job: j, pool: pool, leaves: j.leaves(), ends: map[int]int{}, parts: map[string]*exhibit.Pages{}}
}

// Shares of the work, in thousandths, that end with laying out, drawing and
// writing.
const (
	laidOut = 550
	drawn   = 750
	whole   = 1000
)

// progress reports a part of a share of the work. What is done again because
// the document had to be cut is not reported again.
func (r *printing) progress(part, of, share int) {
	if r.opt.Progress == nil || of == 0 {
		return
	}
	from := map[int]int{laidOut: 0, drawn: laidOut, whole: drawn}[share]
	if done := from + (share-from)*part/of; done > r.told || r.told == 0 {
		r.told = done
		r.opt.Progress(done, whole)
	}
}

// prepare lays out and draws the document and cuts it into volumes, so that
// what it says of pages and volumes is true.
func (r *printing) prepare() error {
	for {
		if err := r.layOut(); err != nil {
			return err
		}
		if err := r.draw(); err != nil {
			return err
		}
		cuts, err := r.cut()
		if err != nil {
			return err
		}
		if slices.Equal(cuts, r.job.cuts) {
			break
		}
		r.job.cuts = cuts
		r.again()
	}
	r.volumes = r.volumesAt(r.job.cuts)
	r.pages = nil
	for _, l := range r.leaves {
		l.boxes = nil
	}
	return nil
}

// rounds is how often page numbers may change before they are given one width,
// after which nothing moves any more.
const rounds = 5

// layOut composes the document and puts it on pages, until the page numbers in
// its text are those of its pages.
func (r *printing) layOut() error {
	todo, done := slices.DeleteFunc(slices.Clone(r.leaves), func(l *leaf) bool { return l.done }), 0
	for round := 0; ; round++ {
		err := r.pool.compose(r.opt.Context, todo, func() {
			if round == 0 {
				done++
				r.progress(done, len(todo), laidOut)
			}
		})
		if err != nil {
			return err
		}
		var boxes []*box
		for _, l := range r.leaves {
			boxes = append(boxes, l.boxes...)
		}
		if len(boxes) == 0 {
			boxes = []*box{{}}
		}
		r.pages = paginate(&r.job.sheet, boxes)
		found := anchorPages(r.pages)
		moved := r.placeLeaves()
		if !moved && maps.Equal(found, r.job.pages) || round > rounds+2 {
			r.job.pages = found
			return r.missing()
		}
		r.job.pages, r.job.padRefs = found, r.job.padRefs || round >= rounds
		if todo = r.again(); len(todo) == 0 {
			return r.missing()
		}
	}
}

// again returns the leaves that must be composed again when pages change.
func (r *printing) again() []*leaf {
	var todo []*leaf
	for _, l := range r.leaves {
		if l.refs {
			l.done = false
			todo = append(todo, l)
		}
	}
	return todo
}

// placeLeaves notes on which pages leaves stand, and reports whether one that
// holds page numbers came into another volume.
func (r *printing) placeLeaves() (moved bool) {
	on := map[*box]int{} // of the first and the last box of leaves
	for _, l := range r.leaves {
		if len(l.boxes) > 0 {
			on[l.boxes[0]], on[l.boxes[len(l.boxes)-1]] = 0, 0
		}
	}
	for i, p := range r.pages {
		for _, b := range p.boxes {
			if _, asked := on[b.box]; asked && !b.again {
				on[b.box] = i + 1
			}
		}
	}
	for _, l := range r.leaves {
		if len(l.boxes) > 0 {
			before := r.job.volumeOf(l.first)
			l.first, l.last = on[l.boxes[0]], on[l.boxes[len(l.boxes)-1]]
			moved = moved || l.refs && r.job.volumeOf(l.first) != before
		}
	}
	return moved
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

// missing refuses a document with characters that no face has, if that is what
// the caller wants.
func (r *printing) missing() error {
	if r.opt.Missing != Refuse {
		return nil
	}
	var places []MissingPlace
	anchor := ""
	for _, l := range r.leaves {
		if l.block != nil {
			doc.Anchors(l.block, func(a string) { anchor = a })
		}
		if len(l.missing) > 0 {
			places = append(places, MissingPlace{Runes: l.missing, Anchor: anchor, Block: l.kind})
		}
	}
	if len(places) > 0 {
		return &MissingError{places}
	}
	return nil
}

// draw draws all pages, and compresses each on another processor meanwhile.
func (r *printing) draw() error {
	c := r.pool.composers[0]
	clear(c.setter.Missing())
	c.at = &tag{}
	p := &painter{composer: c, books: make([]*codebook, len(typeset.Faces()))}
	p.locate(r.pages, r.leaves)
	heads := r.heads(p)
	if word := r.job.doc.Watermark; word != "" {
		r.forms = []finish.Form{p.watermark(word)}
	}
	press := newPress()
	defer press.done()
	r.drawn = make([]*drawnPage, len(r.pages))
	if r.limit == (Limit{}) { // nothing is laid out again
		for _, l := range r.leaves {
			l.boxes = nil
		}
	}
	for i, pg := range r.pages {
		if err := r.opt.Context.Err(); err != nil {
			return err
		}
		r.drawn[i] = p.draw(pg, i+1, len(r.pages), heads[r.job.volumeOf(i+1)-1])
		press.take(p.pen.buf, &r.drawn[i].content)
		if r.limit == (Limit{}) {
			r.pages[i] = nil
		}
		r.progress(i+1, len(r.pages), drawn)
	}
	press.done()
	for _, b := range p.books {
		if b != nil && b.full {
			return errCodes
		}
	}
	r.painter = p
	r.root = structure(r.leaves)
	if lost := slices.Sorted(maps.Keys(c.setter.Missing())); len(lost) > 0 {
		r.lost = lost
		if r.opt.Missing == Refuse {
			return &MissingError{[]MissingPlace{{Runes: lost, Block: "head"}}}
		}
	}
	return nil
}

// press compresses the contents of pages on all processors.
type press struct {
	work chan pressed
	wait sync.WaitGroup
	once sync.Once
}

type pressed struct {
	content []byte
	into    *[]byte
}

func newPress() *press {
	p := &press{work: make(chan pressed, 4)}
	for range runtime.GOMAXPROCS(0) {
		p.wait.Go(func() {
			for w := range p.work {
				*w.into = finish.Deflate(w.content)
			}
		})
	}
	return p
}

// take compresses content, which may change once it returns.
func (p *press) take(content []byte, into *[]byte) {
	p.work <- pressed{bytes.Clone(content), into}
}

// done waits until all is compressed.
func (p *press) done() {
	p.once.Do(func() { close(p.work) })
	p.wait.Wait()
}

// report gathers what the composers met.
func (r *printing) report() Report {
	missing := map[rune]bool{}
	for _, l := range r.leaves {
		for _, c := range l.missing {
			missing[c] = true
		}
	}
	for _, c := range r.lost {
		missing[c] = true
	}
	rep := Report{Pages: len(r.drawn), Starts: r.job.pages, Missing: slices.Sorted(maps.Keys(missing))}
	r.job.doc.Walk(func(b doc.Block, _ int) {
		switch b := b.(type) {
		case *doc.Figure:
			if r.job.album.undrawn(b) {
				rep.Damaged = append(rep.Damaged, b)
			}
		case *doc.Exhibit:
			if len(b.Sheets) > 0 && r.job.shelf.of(b) == nil {
				rep.Undrawn = append(rep.Undrawn, b)
			}
		}
	})
	return rep
}
