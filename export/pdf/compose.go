package pdf

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"guvoh/export/doc"
	"guvoh/export/pdf/internal/typeset"
)

// composer makes boxes of blocks. It holds a setter: one goroutine each.
type composer struct {
	*job
	setter  *typeset.Setter
	glyphs  *packer
	hasRefs bool // a page number was asked for since this was last cleared
	here    int  // page on which what is composed begins, as far as known
	inNote  bool
	at      *tag // the element that is being composed
}

// job is what all composers of a document share. Nothing in it but the album
// changes while they work.
type job struct {
	doc     *doc.Document
	sheet   sheet
	lang    string
	words   doc.Words
	numbers *doc.Numbering
	anchors map[string]bool      // all that are set
	pages   map[string]int       // on which each anchor stands, as far as known
	padRefs bool                 // print page numbers in one width
	order   map[*doc.Section]int // of headings, counted from 1
	album   *album
	shelf   *shelf
	limit   Limit
	cuts    []int // first pages of the volumes; nil when there is one, or as long as none are known
}

// leaf is a part of the document that is composed by itself.
type leaf struct {
	make  func(c *composer) []*box
	block doc.Block // nil for the cover and the contents
	kind  string    // of the block, in words
	level int       // of the section around it, or that it opens; 0 outside all

	boxes       []*box
	root        tag    // holds its elements
	refs        bool   // its text holds page numbers
	done        bool   // it is composed, with the pages that are known
	missing     []rune // characters that no face has
	first, last int    // pages on which it stands
}

// newJob reads off the tree what composing needs to know beforehand.
func newJob(d *doc.Document, opt Options) *job {
	j := &job{
		doc: d, sheet: newSheet(d.Page), lang: d.Lang, words: d.Words.WithDefaults(),
		numbers: doc.Number(d), anchors: map[string]bool{}, pages: map[string]int{}, order: map[*doc.Section]int{},
		album: newAlbum(opt.Context, opt.Reader), shelf: newShelf(opt.Context, opt.Reader),
	}
	if j.lang == "" {
		j.lang = "en"
	}
	d.Walk(func(b doc.Block, _ int) {
		doc.Anchors(b, func(a string) { j.anchors[a] = true })
	})
	for i, h := range j.numbers.Headings {
		j.order[h.Section] = i + 1
	}
	return j
}

// leaves splits the document into parts to compose.
func (j *job) leaves() []*leaf {
	var all []*leaf
	add := func(b doc.Block, kind string, level int, make func(c *composer) []*box) {
		all = append(all, &leaf{make: make, block: b, kind: kind, level: level})
	}
	turn := false // the next part starts a page
	if j.doc.Cover != nil {
		add(nil, "cover", 0, (*composer).cover)
		turn = true
	}
	if j.doc.Contents != nil && len(j.numbers.Headings) > 0 {
		add(nil, "contents", 0, (*composer).contents)
		turn = true
	}
	var walk func(blocks []doc.Block, level int)
	walk = func(blocks []doc.Block, level int) {
		for _, b := range blocks {
			fresh := turn
			turn = false
			switch b := b.(type) {
			case *doc.PageBreak:
				turn = true
			case *doc.Section:
				add(b, "section", level+1, func(c *composer) []*box { return startPage(c.heading(b), fresh || b.NewPage) })
				walk(b.Blocks, level+1)
			default:
				add(b, kindOf(b), level, func(c *composer) []*box { return startPage(c.block(b), fresh) })
				_, turn = b.(*doc.Exhibit) // what follows bears no stamp
			}
		}
	}
	walk(j.doc.Blocks, 0)
	return all
}

// kindOf names the kind of a block.
func kindOf(b doc.Block) string {
	_, name, _ := strings.Cut(fmt.Sprintf("%T", b), ".")
	return strings.ToLower(name)
}

func startPage(boxes []*box, yes bool) []*box {
	if yes && len(boxes) > 0 {
		boxes[0].newPage = true
	}
	return boxes
}

// pool composes leaves on all processors.
type pool struct {
	composers []*composer
}

func newPool(j *job) *pool {
	p := &pool{}
	for range runtime.GOMAXPROCS(0) {
		s := typeset.NewSetter(family(j.doc.Page.Face))
		p.composers = append(p.composers, &composer{job: j, setter: s, glyphs: &packer{setter: s}})
	}
	return p
}

// compose makes the boxes of leaves. step is called after each, one at a time.
func (p *pool) compose(ctx context.Context, leaves []*leaf, step func()) error {
	var next atomic.Int64
	var wait sync.WaitGroup
	var one sync.Mutex
	var failed error
	for _, c := range p.composers {
		wait.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(leaves) {
					return
				}
				err := c.compose(leaves[i])
				one.Lock()
				failed = errors.Join(failed, err)
				step()
				one.Unlock()
			}
		})
	}
	wait.Wait()
	return errors.Join(failed, ctx.Err())
}

// compose makes the boxes of a leaf. A mistake of ours in one block must not
// take the whole program with it, on whatever goroutine it happens.
func (c *composer) compose(l *leaf) (err error) {
	defer guard(&err)
	c.hasRefs, c.here = false, l.first
	l.root = tag{}
	c.at = &l.root
	clear(c.setter.Missing())
	l.boxes = l.make(c)
	l.refs, l.done = c.hasRefs, true
	l.missing = slices.Sorted(maps.Keys(c.setter.Missing()))
	return nil
}

// guard turns a panic into an error that says nothing of the document.
func guard(err *error) {
	if v := recover(); v != nil {
		*err = fmt.Errorf("pdf: a block cannot be printed (%T)", v)
	}
}

// block composes any block but a section of the document's own flow.
func (c *composer) block(b doc.Block) []*box {
	switch b := b.(type) {
	case *doc.Section: // inside Together
		defer c.within(c.tag(roleSect))()
		return append(c.heading(b), c.blocks(b.Blocks)...)
	case *doc.Paragraph:
		return c.paragraph(b)
	case *doc.KeyValues:
		return anchored(c.keyValues(b.Rows, 1), b.Anchor)
	case *doc.Table:
		return c.table(b)
	case *doc.Figure:
		return c.figure(b)
	case *doc.Gallery:
		return c.gallery(b)
	case *doc.Quote:
		return c.quote(b)
	case *doc.Parallel:
		return c.parallel(b)
	case *doc.List:
		return spaced(c.list(b.Items, b.Ordered, 0), c.sheet.body.size*0.4, c.sheet.body.size*0.7)
	case *doc.Chronology:
		return c.chronology(b)
	case *doc.Callout:
		return c.callout(b)
	case *doc.Hash:
		return c.keyValues([]doc.KeyValue{{Label: b.Label, Value: doc.Text{doc.Digest(b.Hex)}}}, 0.5)
	case *doc.Grid:
		return c.grid(b)
	case *doc.Blank:
		return c.blank(b)
	case *doc.Beside:
		return c.beside(b)
	case *doc.Drawing:
		return c.drawing(b)
	case *doc.Exhibit:
		return c.exhibit(b)
	case *doc.Together:
		return keepAll(c.blocks(b.Blocks))
	}
	return nil
}

func (c *composer) blocks(blocks []doc.Block) []*box {
	var all []*box
	turn := false
	for _, b := range blocks {
		if _, isBreak := b.(*doc.PageBreak); isBreak {
			turn = true
			continue
		}
		all = append(all, startPage(c.block(b), turn)...)
		turn = false
	}
	return all
}

// heading composes the title of a section.
func (c *composer) heading(s *doc.Section) []*box {
	order := c.order[s]
	level := c.numbers.Headings[order-1].Level
	k := min(level, len(c.sheet.heading)) - 1
	t := c.tag(headings[min(level, len(headings))-1])
	l := c.sheet.heading[k]
	number := c.numbers.Sections[s]
	indent := 0.0
	if number != "" {
		indent = c.plain(number, l).Width + l.size*0.7
	}
	set := c.balanced(typeset.CleanLine(s.Title), l, c.sheet.width-indent)
	if len(set) == 0 {
		set = []line{{lead: l.lead, size: l.size}}
	}
	boxes := keepAll(c.lines(t.of(set), c.sheet.left+indent, c.sheet.width-indent, doc.Start))
	if number != "" {
		n := c.plain(number, l)
		boxes[0].first(place(t.one(&n), c.sheet.left, indent, l.lead, l.size, doc.Start))
	}
	boxes[0].heading = order
	if k == 0 {
		last := boxes[len(boxes)-1]
		last.height += l.size * 0.32
		ruled(boxes, c.sheet.left, c.sheet.width, 0.8, blue)
	}
	boxes[len(boxes)-1].keep = true
	size := c.sheet.body.size
	before := []float64{3.0, 2.0, 1.35}[k] * size
	after := []float64{1.0, 0.5, 0.3}[k] * size
	return anchored(spaced(boxes, before, after), s.Anchor)
}

// paragraph composes running text; a numbered one hangs from its number.
func (c *composer) paragraph(p *doc.Paragraph) []*box {
	l := c.sheet.body
	indent := 0.0
	if p.Numbered {
		indent = 2.9 * l.size
	}
	width := min(c.sheet.measure, c.sheet.width-indent)
	t := c.tag(roleP).in(p.Lang)
	set := t.of(c.prose(p.Text, l, width, p.Lang))
	if len(set) == 0 {
		return nil
	}
	boxes := c.lines(set, c.sheet.left+indent, width, doc.Start)
	if p.Numbered {
		n := c.plain(fmt.Sprintf("%d.", c.numbers.Paragraphs[p]), l.in(grey))
		boxes[0].first(place(t.one(&n), c.sheet.left, indent, l.lead, l.size, doc.Start))
	}
	return anchored(spaced(boxes, 0, l.size*0.62), p.Anchor)
}

// quote composes someone's words beside a thin bar.
func (c *composer) quote(q *doc.Quote) []*box {
	l := c.sheet.body
	const indent = 16
	width := min(c.sheet.measure, c.sheet.width) - indent
	defer c.within(c.tag(roleQuote))()
	set := c.tag(roleP).in(q.Lang).of(c.prose(q.Text, l, width, q.Lang))
	if len(set) == 0 {
		return nil
	}
	boxes := c.lines(set, c.sheet.left+indent, width, doc.Start)
	f := &frame{x0: c.sheet.left, x1: c.sheet.left + width + indent, bar: &strong, barWidth: 1.2}
	if set[0].RTL {
		f.barRight = true
		for _, b := range boxes {
			b.marks = []mark{shift{dx: -indent, mark: b.marks[0]}}
		}
	}
	if by := c.tag(roleP).of(c.set(q.By, c.sheet.small.in(grey), width, "")); len(by) > 0 {
		boxes[len(boxes)-1].keep = true
		boxes = append(boxes, spaced(c.lines(by, c.sheet.left+indent, width, doc.Start), l.size*0.25, 0)...)
	}
	return anchored(spaced(framed(f, boxes, 1), l.size*0.6, l.size*0.9), q.Anchor)
}

// list composes a list and those inside it.
func (c *composer) list(items []doc.Item, ordered bool, depth int) []*box {
	l := c.sheet.body
	hang := 1.5 * l.size
	if ordered {
		hang = c.plain(fmt.Sprintf("%d. ", len(items)), l).Width + 0.4*l.size
	}
	x := c.sheet.left + min(float64(depth)*1.5*l.size, c.sheet.width/3)
	width := c.sheet.left + min(c.sheet.measure, c.sheet.width) - x - hang
	t := c.tag(roleList)
	t.ordered, t.marked = ordered, true
	var all []*box
	for i, it := range items {
		label, leave := c.item(t)
		set := c.at.of(c.prose(it.Text, l, width, ""))
		if len(set) == 0 {
			set = []line{{lead: l.lead, size: l.size}}
		}
		boxes := c.lines(set, x+hang, width, doc.Start)
		if ordered {
			n := c.plain(fmt.Sprintf("%d.", i+1), l.in(grey))
			boxes[0].first(place(label.one(&n), x, hang, l.lead, l.size, doc.Start))
		} else {
			boxes[0].first(dotMark{x + 0.45*l.size, base(l.lead, l.size) - 0.26*l.size, 0.125 * l.size, blue})
		}
		all = append(all, spaced(boxes, 0, l.size*0.22)...)
		if len(it.Sub) > 0 {
			all = append(all, c.list(it.Sub, ordered, depth+1)...)
		}
		leave()
	}
	return all
}

// callout composes a remark on a tint beside a bar.
func (c *composer) callout(o *doc.Callout) []*box {
	bar, fill := &blue, &tint
	switch o.Kind {
	case doc.Gap:
		bar, fill = &amber, &amberTint
	case doc.Warning:
		bar, fill = &red, &redTint
	}
	const indent = 13
	l := c.sheet.cell
	width := min(c.sheet.measure, c.sheet.width) - 2*indent
	defer c.within(c.tag(roleDiv))()
	boxes := c.lines(c.tag(roleP).of(c.set(doc.Plain(o.Title), l.bold().in(*bar), width, "")), c.sheet.left+indent, width, doc.Start)
	keepAll(boxes)
	if text := c.lines(c.tag(roleP).of(c.column(o.Text, l, width, "")), c.sheet.left+indent, width, doc.Start); len(text) > 0 {
		if len(boxes) > 0 {
			boxes[len(boxes)-1].keep = true
		}
		boxes = append(boxes, text...)
	}
	f := &frame{x0: c.sheet.left, x1: c.sheet.left + width + 2*indent, fill: fill, bar: bar, barWidth: 2.4}
	return spaced(framed(f, boxes, 6), 6+l.size*1.1, 12+l.size*0.7)
}
