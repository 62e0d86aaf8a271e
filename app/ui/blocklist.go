package ui

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Block is one turn of an account.
// Time says when it was said; "" shows nothing.
type Block struct{ ID, Kind, Speaker, Original, Translation, Time string }

// The kinds of blocks that the list itself knows: what follows a question is
// an answer. An account goes on as an account.
const (
	KindQuestion = "question"
	KindAnswer   = "answer"
	KindAccount  = "account"
	KindNote     = "note"
)

// Side is one of the two texts of a block.
type Side int

// The sides.
const (
	Original Side = iota
	Translated
)

// BlockList edits an account as ordered blocks, original and translation side
// by side. Only blocks in view have widgets, so it stays fluid at any length.
//
// Values go in (SetBlocks, Insert, Update, Remove: these tell nobody), what a
// person does comes out through the hooks, after the list shows it already.
type BlockList struct {
	widget.BaseWidget

	// OnEdit hears every keystroke in a text.
	OnEdit func(id string, side Side, text string)
	// OnSpeaker hears every keystroke in a speaker's name.
	OnSpeaker func(id, speaker string)
	// OnKind hears that a block became of another kind.
	OnKind func(id, kind string)
	// OnInsert hears of new blocks behind the block after ("" means in front)
	// and answers them as they are kept, each with its id and its speaker;
	// nothing refuses them.
	OnInsert func(after string, blocks []Block) []Block
	// OnPaste hears that a long text was pasted into one side of a block: the
	// block now reads text, and more blocks follow it. It answers these as
	// OnInsert does. The one hook hears it all, so that it is one action.
	OnPaste func(id string, side Side, text string, blocks []Block) []Block
	// OnMove hears that a block now follows the block after ("" means it is first).
	OnMove func(id, after string)
	// OnDelete hears that a block is gone.
	OnDelete func(id string)
	// OnSelect hears which block has the keyboard.
	OnSelect func(id string)
	// Marks, which may be nil, answers the words of a text that have a quiet line
	// under them.
	Marks func(id string, side Side, text string) []Mark
	// Flow lets Enter in an empty line end a block and begin the next, and in an
	// empty block turn it into what usually follows its kind.
	Flow bool

	kinds       []Option
	blocks      []Block
	heights     []float32 // of each block at the present width; 0 is not measured
	tops        []float32 // and the end of the last
	translation bool
	readOnly    bool
	found       place  // what Find showed last,
	query       string // and for which words
	shown       shownBlock
	side        Side // that had the keyboard last

	scroll *container.Scroll
	body   *blockBody
	head   *blockHead
	rows   map[string]*blockRow
	spare  []*blockRow
	width  float32
	text   float32 // text size the heights were measured at
	footer *fyne.Container
}

// NewBlockList returns an empty list that shows both sides.
func NewBlockList() *BlockList {
	l := &BlockList{translation: true, rows: map[string]*blockRow{}, tops: []float32{0}}
	l.body = &blockBody{l: l, ground: canvas.NewRectangle(color.Transparent)}
	l.body.ExtendBaseWidget(l.body)
	l.scroll = container.NewVScroll(l.body)
	l.scroll.OnScrolled = func(fyne.Position) { l.arrange() }
	l.head = newBlockHead(l)
	l.footer = NewFlow()
	l.SetKinds([]Option{
		{ID: KindQuestion, Label: words.Question}, {ID: KindAnswer, Label: words.Answer}, {ID: KindNote, Label: words.NoteBlock},
	})
	l.ExtendBaseWidget(l)
	return l
}

// SetKinds replaces the kinds a block can be of, in the order offered. Without
// it they are question, answer and note.
func (l *BlockList) SetKinds(kinds []Option) {
	l.kinds = slices.Clone(kinds)
	l.footer.Objects = nil
	for _, k := range l.kinds {
		l.footer.Add(NewButton(k.Label, theme.ContentAddIcon(), Quiet, func() { l.insertAfter(l.last(), k.ID) }))
	}
	l.forget()
}

// kindLabel answers what a person reads for a kind.
func (l *BlockList) kindLabel(kind string) string {
	if k, ok := find(l.kinds, kind); ok {
		return k.Label
	}
	return kind
}

// SetBlocks replaces all blocks.
func (l *BlockList) SetBlocks(blocks []Block) {
	l.blocks = slices.Clone(blocks)
	l.heights = make([]float32, len(blocks))
	for id := range l.rows {
		l.release(id)
	}
	l.scroll.Offset = fyne.Position{}
	l.relayout(0)
}

// Blocks answers the blocks as they are now.
func (l *BlockList) Blocks() []Block { return slices.Clone(l.blocks) }

// Block answers one block as it is now.
func (l *BlockList) Block(id string) Block {
	if i := l.index(id); i >= 0 {
		return l.blocks[i]
	}
	return Block{}
}

// ShowTranslation shows or hides the right column.
func (l *BlockList) ShowTranslation(on bool) {
	if l.translation != on {
		l.translation = on
		l.forget()
	}
}

// SetReadOnly lets the account be read and copied, but not changed.
func (l *BlockList) SetReadOnly(on bool) {
	l.readOnly = on
	l.forget()
}

// forget measures and draws everything anew.
func (l *BlockList) forget() {
	clear(l.heights)
	for _, r := range l.rows {
		r.load(l.blocks[l.index(r.id)])
	}
	l.relayout(0)
}

// Insert puts blocks behind the block after ("" means in front), telling nobody.
func (l *BlockList) Insert(after string, blocks ...Block) {
	at := l.index(after) + 1
	l.blocks = slices.Insert(l.blocks, at, blocks...)
	l.heights = slices.Insert(l.heights, at, make([]float32, len(blocks))...)
	l.relayout(at)
}

// Update replaces what a block holds, telling nobody.
func (l *BlockList) Update(b Block) {
	i := l.index(b.ID)
	if i < 0 {
		return
	}
	l.blocks[i] = b
	l.heights[i] = 0
	if r := l.rows[b.ID]; r != nil {
		r.load(b)
	}
	l.relayout(i)
}

// Remove takes a block out, telling nobody.
func (l *BlockList) Remove(id string) {
	i := l.index(id)
	if i < 0 {
		return
	}
	l.blocks = slices.Delete(l.blocks, i, i+1)
	l.heights = slices.Delete(l.heights, i, i+1)
	l.release(id)
	l.relayout(max(0, i-1))
}

// GoTo scrolls to a block and gives the keyboard to one of its sides.
func (l *BlockList) GoTo(id string, side Side) {
	i := l.index(id)
	if i < 0 {
		return
	}
	l.revealPart(i, 0, l.heights[i])
	if r := l.rows[id]; r != nil {
		Focus(r.editor(side))
	}
}

func (l *BlockList) index(id string) int {
	if id == "" {
		return -1
	}
	return slices.IndexFunc(l.blocks, func(b Block) bool { return b.ID == id })
}

func (l *BlockList) last() string {
	if n := len(l.blocks); n > 0 {
		return l.blocks[n-1].ID
	}
	return ""
}

// measure fills in missing heights; words already met cost a look-up each.
func (l *BlockList) measure() {
	g := l.grid()
	if g.width <= 0 {
		return
	}
	if s := themeSize(theme.SizeNameText); g.width != l.width || s != l.text {
		clear(l.heights)
		l.width, l.text = g.width, s
	}
	for i, h := range l.heights {
		if h == 0 {
			l.heights[i] = g.height(l.blocks[i])
		}
	}
}

// relayout places the blocks again from block i on.
func (l *BlockList) relayout(i int) {
	l.measure()
	n := len(l.blocks)
	if len(l.tops) != n+1 {
		l.tops = append(l.tops[:min(len(l.tops), i+1)], make([]float32, n+1-min(len(l.tops), i+1))...)
	}
	l.tops[0] = pad(l)
	for ; i < n; i++ {
		l.tops[i+1] = l.tops[i] + l.heights[i]
	}
	l.scroll.Refresh()
	l.arrange()
	l.showDue()
}

// seen answers the blocks to have widgets: those in view and one more on each side.
func (l *BlockList) seen() (from, to int) {
	top := l.scroll.Offset.Y
	bottom := top + l.scroll.Size().Height
	from, _ = slices.BinarySearch(l.tops, top)
	from = max(0, from-2)
	for to = from; to < len(l.blocks) && l.tops[to] < bottom; to++ {
	}
	return from, min(to+1, len(l.blocks))
}

// arrange gives every block in view a row, and takes rows from blocks that
// left it, except from the one that has the keyboard.
func (l *BlockList) arrange() {
	if l.width <= 0 {
		return
	}
	from, to := l.seen()
	keep := map[string]bool{}
	for i := from; i < to; i++ {
		keep[l.blocks[i].ID] = true
	}
	for id, r := range l.rows {
		if !keep[id] && !r.focused() {
			l.release(id)
		}
	}
	order := make([]int, 0, to-from+1)
	for i := from; i < to; i++ {
		order = append(order, i)
	}
	for id := range l.rows {
		if !keep[id] {
			order = append(order, l.index(id))
		}
	}
	slices.Sort(order)
	l.body.show(order)
}

// row answers the widgets of block i, made or reused.
func (l *BlockList) row(i int) *blockRow {
	b := l.blocks[i]
	if r := l.rows[b.ID]; r != nil {
		return r
	}
	var r *blockRow
	if n := len(l.spare); n > 0 {
		r, l.spare = l.spare[n-1], l.spare[:n-1]
	} else {
		r = newBlockRow(l)
	}
	r.load(b)
	l.rows[b.ID] = r
	return r
}

func (l *BlockList) release(id string) {
	if r := l.rows[id]; r != nil {
		delete(l.rows, id)
		l.spare = append(l.spare, r)
	}
}

// revealPart scrolls so that a part of block i can be seen, and makes its row.
func (l *BlockList) revealPart(i int, y, height float32) {
	const margin = 12
	view, off := l.scroll.Size().Height, l.scroll.Offset.Y
	top := l.tops[i] + y
	switch {
	case top-margin < off || height+2*margin > view:
		off = max(0, top-margin)
	case top+height+margin > off+view:
		off = top + height + margin - view
	}
	if off != l.scroll.Offset.Y {
		l.scroll.ScrollToOffset(fyne.NewPos(0, off))
	}
	l.arrange()
}

// CreateRenderer draws head and blocks.
func (l *BlockList) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{l.scroll, l.head}, owner: l}
	f.min = func() fyne.Size { return fyne.NewSize(320, 160) }
	f.layout = func(s fyne.Size) {
		h := l.head.MinSize().Height
		l.head.Resize(fyne.NewSize(s.Width, h))
		l.scroll.Move(fyne.NewPos(0, h))
		l.scroll.Resize(fyne.NewSize(s.Width, s.Height-h))
		l.relayout(0)
	}
	f.refresh = func() {
		for _, r := range l.rows {
			r.Refresh()
		}
		l.head.Refresh()
	}
	return f
}

// blockBody holds the rows in view at their places.
type blockBody struct {
	widget.BaseWidget
	l      *BlockList
	ground *canvas.Rectangle
	objs   []fyne.CanvasObject
}

func (b *blockBody) CreateRenderer() fyne.WidgetRenderer { return blockBodyFace{b} }

func (b *blockBody) show(order []int) {
	l := b.l
	view := l.scroll.Size()
	b.objs = b.objs[:0]
	for _, i := range order {
		r := l.row(i)
		r.i = i
		r.Move(fyne.NewPos(0, l.tops[i]))
		r.Resize(fyne.NewSize(view.Width, l.heights[i]))
		r.setView(l.scroll.Offset.Y-l.tops[i], view.Height)
		b.objs = append(b.objs, r)
	}
	if !l.readOnly {
		g := l.grid()
		l.footer.Move(fyne.NewPos(g.left, l.tops[len(l.blocks)]+pad(l)))
		l.footer.Resize(fyne.NewSize(view.Width-g.left, heightOf(l.footer, view.Width-g.left)))
		b.objs = append(b.objs, l.footer)
	}
	canvas.Refresh(b)
}

type blockBodyFace struct{ b *blockBody }

func (f blockBodyFace) Destroy()                     {}
func (f blockBodyFace) Layout(fyne.Size)             {}
func (f blockBodyFace) Objects() []fyne.CanvasObject { return f.b.objs }
func (f blockBodyFace) Refresh()                     { canvas.Refresh(f.b) }
func (f blockBodyFace) MinSize() fyne.Size {
	l := f.b.l
	h := l.tops[len(l.tops)-1]
	if !l.readOnly {
		h += heightOf(l.footer, l.width) + pad(l)*2
	}
	return fyne.NewSize(1, h)
}
