package composer

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui"
	"guvoh/app/ui/activity"
)

// passage is a paragraph as the list of paragraphs shows it.
type passage struct {
	id      string
	number  string
	heading string
	headed  bool   // has room for a heading also while that is empty
	text    string // in the person's own words
	told    string // in those of the record, shown while there are no own ones
	links   []link
	changed bool // the record says something else since
	flows   bool // no paragraph yet: it flows in from the record
}

// own tells whether somebody wrote words for it, or may write them.
func (p passage) own() bool { return !p.flows && (p.text != "" || p.told == "") }

func (p passage) same(o passage) bool {
	return p.id == o.id && p.number == o.number && p.heading == o.heading && p.headed == o.headed && p.text == o.text &&
		p.told == o.told && p.changed == o.changed && p.flows == o.flows && slices.Equal(p.links, o.links)
}

// link is a record that a paragraph tells of.
type link struct{ id, label string }

// hooks are what the owner of a list of paragraphs hears.
type hooks struct {
	edit     func(id string, heading bool, text string) // each keystroke
	selected func(id string)                            // the keyboard came to it
	left     func()                                     // the keyboard left it
	split    func(id, text, rest string)                // what stood behind the caret shall follow in a new one
	merge    func(id string)                            // with the one before it
	move     func(id string, by int)
	drop     func(id, before string) // dragged in front of another; "" is the end
	remove   func(id string)
	own      func(id string) // the record's words shall become one's own
	theirs   func(id string) // one's own shall give way to the record's
	right    func(id string) // they are still right though the record changed
	open     func(id, record string)
	unlink   func(id, record string)
	key      func(*fyne.KeyEvent) bool
}

// proseWords are the words of the widgets.
type proseWords struct{ heading, empty, own, theirs, right, changed, compare, add, up, down, remove, headed, unlink string }

// prose edits paragraphs as an ordered list. Only those in view have widgets,
// so it stays fluid at any number of them.
type prose struct {
	widget.BaseWidget
	on    hooks
	words proseWords

	passages []passage
	heights  []float32
	tops     []float32
	width    float32
	text     float32
	readOnly bool
	above    fyne.CanvasObject // stands before the first; nil for nothing
	below    fyne.CanvasObject // stands behind the last
	aboveH   float32
	open     map[string]bool // those whose change is shown

	scroll *container.Scroll
	body   *proseBody
	rows   map[string]*proseRow
	spare  []*proseRow
	faces  faces
	drag   drag
}

func newProse(words proseWords, on hooks) *prose {
	p := &prose{on: on, words: words, rows: map[string]*proseRow{}, tops: []float32{0}, faces: newFaces(), open: map[string]bool{}}
	p.body = &proseBody{p: p, mark: canvas.NewRectangle(color.Transparent)}
	p.body.ExtendBaseWidget(p.body)
	p.scroll = container.NewVScroll(p.body)
	p.scroll.OnScrolled = func(fyne.Position) { activity.Seen(); p.arrange() }
	p.ExtendBaseWidget(p)
	return p
}

// set shows paragraphs. Those that are the same keep caret and undo.
func (p *prose) set(passages []passage) {
	old := map[string]int{}
	for i, o := range p.passages {
		old[o.id] = i
	}
	heights := make([]float32, len(passages))
	for i, n := range passages {
		if k, ok := old[n.id]; ok && p.passages[k].same(n) {
			heights[i] = p.heights[k]
			continue
		}
		if row := p.rows[n.id]; row != nil {
			defer row.load(n)
		}
	}
	p.passages, p.heights = passages, heights
	for id := range p.rows {
		if p.index(id) < 0 {
			p.release(id)
		}
	}
	p.relayout(0)
}

func (p *prose) index(id string) int {
	return slices.IndexFunc(p.passages, func(o passage) bool { return o.id == id })
}

// at gives a paragraph as it is now.
func (p *prose) at(id string) (passage, bool) {
	if i := p.index(id); i >= 0 {
		return p.passages[i], true
	}
	return passage{}, false
}

// setAround replaces what stands before and behind the paragraphs.
func (p *prose) setAround(above, below fyne.CanvasObject) {
	p.above, p.below = above, below
	p.relayout(0)
}

func (p *prose) measure() {
	w := p.scroll.Size().Width
	if s := textScale(); w != p.width || s != p.text {
		clear(p.heights)
		p.width, p.text = w, s
	}
	if w <= 0 {
		return
	}
	p.aboveH = heightAt(p.above, w-p.gutter()-2*pad())
	g := p.grid()
	for i, h := range p.heights {
		if h == 0 {
			p.heights[i] = g.plan(p.passages[i]).height
		}
	}
}

// heightAt gives the height that an object needs at a width.
func heightAt(o fyne.CanvasObject, width float32) float32 {
	if o == nil || !o.Visible() {
		return 0
	}
	o.Resize(fyne.NewSize(width, o.Size().Height))
	return o.MinSize().Height + pad()*2
}

func (p *prose) gutter() float32 { return 50 * textScale() }

// relayout places the paragraphs from i on.
func (p *prose) relayout(i int) {
	p.measure()
	n := len(p.passages)
	if len(p.tops) != n+1 {
		p.tops, i = make([]float32, n+1), 0
	}
	if i == 0 {
		p.tops[0] = p.aboveH + pad()*0.5
	}
	for ; i < n; i++ {
		p.tops[i+1] = p.tops[i] + p.heights[i]
	}
	p.scroll.Refresh()
	p.arrange()
}

// arrange gives every paragraph in view a row, and takes rows from those that
// left it, except from the one that has the keyboard.
func (p *prose) arrange() {
	if p.width <= 0 {
		return
	}
	top := p.scroll.Offset.Y
	from, _ := slices.BinarySearch(p.tops, top)
	from = max(0, from-2)
	to := from
	for to < len(p.passages) && p.tops[to] < top+p.scroll.Size().Height {
		to++
	}
	to = min(to+1, len(p.passages))
	keep := map[string]bool{}
	for _, o := range p.passages[from:to] {
		keep[o.id] = true
	}
	order := make([]int, 0, to-from+1)
	for i := from; i < to; i++ {
		order = append(order, i)
	}
	for id, row := range p.rows {
		if keep[id] {
			continue
		}
		if row.focused() {
			order = append(order, p.index(id))
			continue
		}
		p.release(id)
	}
	slices.Sort(order)
	p.body.show(order)
}

func (p *prose) row(i int) *proseRow {
	o := p.passages[i]
	if row := p.rows[o.id]; row != nil {
		return row
	}
	var row *proseRow
	if n := len(p.spare); n > 0 {
		row, p.spare = p.spare[n-1], p.spare[:n-1]
	} else {
		row = newProseRow(p)
	}
	p.rows[o.id] = row
	row.load(o)
	return row
}

func (p *prose) release(id string) {
	if row := p.rows[id]; row != nil {
		delete(p.rows, id)
		p.spare = append(p.spare, row)
	}
}

// goTo scrolls to a paragraph and gives the keyboard to its words, at their
// beginning or end.
func (p *prose) goTo(id string, end bool) bool {
	i := p.index(id)
	if i < 0 {
		return false
	}
	p.reveal(i, 0, p.heights[i])
	row := p.rows[id]
	if row == nil {
		return false
	}
	p.focus(row.text)
	if end {
		row.text.ToEnd()
	}
	return true
}

// focus gives the keyboard to a part of a row. One that has just come is not
// drawn yet, and so does not know its window; the list does.
func (p *prose) focus(o fyne.Focusable) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		c.Focus(o)
		return
	}
	ui.Focus(o)
}

// goToHeading gives the keyboard to the heading of a paragraph.
func (p *prose) goToHeading(id string) {
	i := p.index(id)
	if i < 0 {
		return
	}
	if o := p.passages[i]; !o.headed {
		o.headed = true
		p.passages[i] = o
		p.heights[i] = 0
		if row := p.rows[id]; row != nil {
			row.load(o)
		}
		p.relayout(i)
	}
	p.reveal(i, 0, p.heights[i])
	if row := p.rows[id]; row != nil {
		p.focus(row.heading)
	}
}

// reveal scrolls so that a part of paragraph i can be seen, and makes its row.
func (p *prose) reveal(i int, y, height float32) {
	const margin = 12
	view, off := p.scroll.Size().Height, p.scroll.Offset.Y
	top := p.tops[i] + y
	switch {
	case top-margin < off || height+2*margin > view:
		off = max(0, top-margin)
	case top+height+margin > off+view:
		off = top + height + margin - view
	}
	if off != p.scroll.Offset.Y {
		p.scroll.ScrollToOffset(fyne.NewPos(0, off))
	}
	p.arrange()
}

// typed notes what a paragraph reads now and makes room for it.
func (p *prose) typed(id string, heading bool, text string) {
	i := p.index(id)
	if i < 0 {
		return
	}
	if heading {
		p.passages[i].heading = text
	} else {
		p.passages[i].text = text
	}
	p.reheight(id)
	if p.on.edit != nil {
		p.on.edit(id, heading, text)
	}
}

func (p *prose) reheight(id string) {
	i := p.index(id)
	if i < 0 || p.width <= 0 {
		return
	}
	if h := p.grid().plan(p.passages[i]).height; h != p.heights[i] {
		p.heights[i] = h
		p.relayout(i)
	}
	if row := p.rows[id]; row != nil {
		row.place()
	}
}

// compare shows or hides what the record says now.
func (p *prose) compare(id string) {
	p.open[id] = !p.open[id]
	if row := p.rows[id]; row != nil {
		if o, ok := p.at(id); ok {
			row.load(o)
		}
	}
	p.reheight(id)
}

// CreateRenderer draws the scroller.
func (p *prose) CreateRenderer() fyne.WidgetRenderer { return &proseFace{p} }

type proseFace struct{ p *prose }

func (f *proseFace) Destroy()                     {}
func (f *proseFace) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{f.p.scroll} }
func (f *proseFace) MinSize() fyne.Size           { return fyne.NewSize(240, 120) }

func (f *proseFace) Layout(s fyne.Size) {
	f.p.scroll.Resize(s)
	f.p.relayout(0)
}

func (f *proseFace) Refresh() {
	clear(f.p.heights)
	for _, row := range f.p.rows {
		row.Refresh()
	}
	f.p.relayout(0)
}

// proseBody holds the rows in view at their places.
type proseBody struct {
	widget.BaseWidget
	p    *prose
	objs []fyne.CanvasObject
	mark *canvas.Rectangle // where a dragged paragraph would go
}

func (b *proseBody) CreateRenderer() fyne.WidgetRenderer { return proseBodyFace{b} }

func (b *proseBody) show(order []int) {
	p := b.p
	view := p.scroll.Size()
	b.objs = b.objs[:0]
	left := p.gutter()
	if p.aboveH > 0 {
		p.above.Move(fyne.NewPos(left, pad()))
		p.above.Resize(fyne.NewSize(view.Width-left-2*pad(), p.aboveH-pad()*2))
		b.objs = append(b.objs, p.above)
	}
	for _, i := range order {
		row := p.row(i)
		row.Move(fyne.NewPos(0, p.tops[i]))
		row.Resize(fyne.NewSize(view.Width, p.heights[i]))
		row.setView(p.scroll.Offset.Y-p.tops[i], view.Height)
		b.objs = append(b.objs, row)
	}
	if p.drag.id != "" {
		b.mark.FillColor = themeColor(ui.ColorRing)
		b.mark.Move(fyne.NewPos(left, p.tops[p.drag.to]-1))
		b.mark.Resize(fyne.NewSize(view.Width-left-2*pad(), 2))
		b.objs = append(b.objs, b.mark)
	}
	if h := p.belowHeight(); h > 0 {
		p.below.Move(fyne.NewPos(left, p.tops[len(p.passages)]+pad()))
		p.below.Resize(fyne.NewSize(view.Width-left-2*pad(), h))
		b.objs = append(b.objs, p.below)
	}
	canvas.Refresh(b)
}

func (p *prose) belowHeight() float32 {
	if p.below == nil || !p.below.Visible() {
		return 0
	}
	return p.below.MinSize().Height
}

type proseBodyFace struct{ b *proseBody }

func (f proseBodyFace) Destroy()                     {}
func (f proseBodyFace) Layout(fyne.Size)             {}
func (f proseBodyFace) Objects() []fyne.CanvasObject { return f.b.objs }
func (f proseBodyFace) Refresh()                     { canvas.Refresh(f.b) }
func (f proseBodyFace) MinSize() fyne.Size {
	p := f.b.p
	h := p.tops[len(p.tops)-1] + pad()*2
	if b := p.belowHeight(); b > 0 {
		h += b + pad()*2
	}
	return fyne.NewSize(1, h)
}

// proseGrid says where the parts of a paragraph are.
type proseGrid struct {
	p     *prose
	left  float32
	width float32
	gap   float32
}

func (p *prose) grid() proseGrid {
	left := p.gutter()
	return proseGrid{p: p, left: left, width: p.width - left - 2*pad(), gap: pad()}
}

// prosePlan is the heights of the parts of a paragraph, 0 where there is none.
type prosePlan struct {
	heading, text, links, changed, now float32
	chips                              []fyne.Position // of each link, within the part
	acts                               float32         // where the buttons begin in the part
	height                             float32
}

func (g proseGrid) plan(o passage) prosePlan {
	var pl prosePlan
	p := g.p
	if o.headed || o.heading != "" {
		pl.heading = ui.LeadHeight(o.heading, g.width)
	}
	words := o.text
	if !o.own() {
		words = o.told
	}
	pl.text = ui.EditorHeight(words, g.width)
	pl.height = pl.heading + pl.text
	if len(o.links) > 0 {
		line := p.chipHeight()
		x, y := float32(padText), float32(0)
		for _, l := range o.links {
			w := p.chipWidth(l.label, g.width-padText)
			if x > padText && x+w > g.width {
				x, y = padText, y+line+g.gap*0.5
			}
			pl.chips = append(pl.chips, fyne.NewPos(x, y))
			x += w + g.gap
		}
		pl.acts = x
		pl.links = y + line + g.gap*0.6
		pl.height += pl.links
	}
	if o.changed && o.own() {
		pl.changed = p.chipHeight() + g.gap*0.4
		if p.open[o.id] {
			pl.now = ui.EditorHeight(o.told, g.width-2*g.gap) + p.chipHeight() + g.gap
		}
		pl.height += pl.changed + pl.now
	}
	pl.height += g.gap * 1.2
	return pl
}

// padText is where the words begin inside an editor.
const padText = 9

func (p *prose) chipHeight() float32 {
	p.faces.small.fit()
	return p.faces.small.height + pad()*1.1
}

func (p *prose) chipWidth(label string, most float32) float32 {
	f := p.faces.small
	f.fit()
	return min(f.measure(label).Width+themeSize(theme.SizeNameCaptionText)*1.1+pad()*3, most)
}
