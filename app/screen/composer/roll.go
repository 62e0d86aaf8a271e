package composer

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui"
	"guvoh/app/ui/activity"
)

// item is a line of a roll: a title over a detail, with a mark before and a
// number or a badge behind. The one that is chosen shows more, and what can be
// done with it.
type item struct {
	id     string
	head   bool // the name of a group, which cannot be chosen
	indent int
	mark   mark
	label  string // small, above the title
	title  string
	bold   bool
	faint  bool
	struck bool
	lines  int // of the title at most; 0 for any number
	detail string
	below  int // lines of the detail at most; 0 for any number
	tail   string
	tone   ui.Tone // of the tail
	badge  bool    // draws the tail as a badge
	more   string
	acts   []act
}

// act is something that can be done with the chosen item.
type act struct {
	label string
	icon  fyne.Resource
	do    func()
}

// roll is a list of items of any height, of which only those in view have
// widgets. It is one stop for Tab; arrows move through it.
type roll struct {
	widget.BaseWidget
	activity.Pressed
	onChoose  func(id string)                         // hears that the cursor came to an item
	onOpen    func(id string)                         // Enter, Space, or a second tap
	onKey     func(id string, ev *fyne.KeyEvent) bool // sees keys first; true means used
	onMove    func(id string, by int)                 // Alt with an arrow
	onDrop    func(id, before string)                 // dragged in front of another; "" is the end
	draggable func(id string) bool
	once      bool // one tap opens

	items   []item
	cursor  string
	focused bool
	heights []float32
	tops    []float32
	width   float32
	text    float32

	scroll *container.Scroll
	body   *rollBody
	rows   map[string]*rollRow
	spare  []*rollRow
	faces  faces
	drag   drag
}

// faces are the letterings of a list.
type faces struct{ plain, bold, small, smallBold *face }

// drag is an item on its way to another place.
type drag struct {
	id string
	to int // in front of that item
}

func newRoll() *roll {
	r := &roll{rows: map[string]*rollRow{}, tops: []float32{0}, faces: newFaces()}
	r.body = &rollBody{r: r, mark: canvas.NewRectangle(color.Transparent)}
	r.body.ExtendBaseWidget(r.body)
	r.scroll = container.NewVScroll(r.body)
	r.scroll.OnScrolled = func(fyne.Position) { activity.Seen(); r.arrange() }
	r.ExtendBaseWidget(r)
	return r
}

// set replaces the items; the cursor stays with its item where that is there.
func (r *roll) set(items []item) {
	at := r.index(r.cursor)
	r.items = items
	if r.index(r.cursor) < 0 {
		r.cursor = ""
		if at >= 0 && len(items) > 0 {
			r.cursor = r.near(min(at, len(items)-1))
		}
	}
	r.heights = make([]float32, len(items))
	for _, row := range r.rows {
		row.i = -1
	}
	r.relayout()
}

// near gives the id of the item at or before i that can be chosen.
func (r *roll) near(i int) string {
	for ; i >= 0; i-- {
		if !r.items[i].head {
			return r.items[i].id
		}
	}
	return ""
}

func (r *roll) index(id string) int {
	if id == "" {
		return -1
	}
	return slices.IndexFunc(r.items, func(it item) bool { return it.id == id && !it.head })
}

// choose puts the cursor on an item, telling nobody.
func (r *roll) choose(id string) {
	if id == r.cursor {
		return
	}
	for _, k := range []string{r.cursor, id} {
		if i := r.index(k); i >= 0 {
			r.heights[i] = 0
			if row := r.rows[k]; row != nil {
				row.i = -1
			}
		}
	}
	r.cursor = id
	r.relayout()
	r.reveal()
}

func (r *roll) reveal() {
	i := r.index(r.cursor)
	if i < 0 || r.width <= 0 {
		return
	}
	top, bottom, view := r.tops[i], r.tops[i]+r.heights[i], r.scroll.Size().Height
	if i > 0 && r.items[i-1].head {
		top = r.tops[i-1]
	}
	off := r.scroll.Offset.Y
	switch {
	case top < off || bottom-top > view:
		off = top
	case bottom > off+view:
		off = bottom - view
	default:
		return
	}
	r.scroll.ScrollToOffset(fyne.NewPos(0, max(0, off)))
	r.arrange()
}

func (r *roll) measure() {
	w := r.scroll.Size().Width
	if s := textScale(); w != r.width || s != r.text {
		clear(r.heights)
		r.width, r.text = w, s
	}
	if w <= 0 {
		return
	}
	for i, h := range r.heights {
		if h == 0 {
			r.heights[i] = r.plan(r.items[i]).height
		}
	}
}

func (r *roll) relayout() {
	r.measure()
	r.tops = make([]float32, len(r.items)+1)
	for i, h := range r.heights {
		r.tops[i+1] = r.tops[i] + h
	}
	r.scroll.Refresh()
	r.arrange()
}

// arrange gives the items in view their rows.
func (r *roll) arrange() {
	if r.width <= 0 {
		return
	}
	top := r.scroll.Offset.Y
	from, _ := slices.BinarySearch(r.tops, top)
	from = max(0, from-1)
	to := from
	for to < len(r.items) && r.tops[to] < top+r.scroll.Size().Height {
		to++
	}
	keep := map[string]bool{}
	for _, it := range r.items[from:to] {
		keep[rowKey(it)] = true
	}
	for key, row := range r.rows {
		if !keep[key] {
			delete(r.rows, key)
			r.spare = append(r.spare, row)
		}
	}
	r.body.objs = r.body.objs[:0]
	for i := from; i < to; i++ {
		row := r.row(i)
		row.Move(fyne.NewPos(0, r.tops[i]))
		row.Resize(fyne.NewSize(r.width, r.heights[i]))
		r.body.objs = append(r.body.objs, row)
	}
	if r.drag.id != "" {
		r.body.mark.FillColor = themeColor(ui.ColorRing)
		r.body.mark.Move(fyne.NewPos(pad(), r.tops[r.drag.to]-1))
		r.body.mark.Resize(fyne.NewSize(r.width-2*pad(), 2))
		r.body.objs = append(r.body.objs, r.body.mark)
	}
	canvas.Refresh(r.body)
}

func rowKey(it item) string {
	if it.head {
		return "\x00" + it.id
	}
	return it.id
}

func (r *roll) row(i int) *rollRow {
	key := rowKey(r.items[i])
	row := r.rows[key]
	if row == nil {
		if n := len(r.spare); n > 0 {
			row, r.spare = r.spare[n-1], r.spare[:n-1]
			row.hovered = false
		} else {
			row = newRollRow(r)
		}
		row.i = -1
		r.rows[key] = row
	}
	if row.i != i || row.drawn != r.heights[i] {
		row.show(i)
	}
	return row
}

// step moves the cursor so many items that can be chosen.
func (r *roll) step(by int) {
	i := r.index(r.cursor)
	dir := 1
	if by < 0 {
		dir = -1
	}
	if i < 0 {
		i = -1
		if dir < 0 {
			i = len(r.items)
		}
	}
	last := i
	for n := by * dir; n > 0; n-- {
		k := last + dir
		for k >= 0 && k < len(r.items) && r.items[k].head {
			k += dir
		}
		if k < 0 || k >= len(r.items) {
			break
		}
		last = k
	}
	if last >= 0 && last < len(r.items) && !r.items[last].head {
		r.take(r.items[last].id)
	}
}

// take puts the cursor on an item and tells.
func (r *roll) take(id string) {
	r.choose(id)
	if r.onChoose != nil {
		r.onChoose(id)
	}
}

func (r *roll) open() {
	if r.onOpen != nil && r.index(r.cursor) >= 0 {
		r.onOpen(r.cursor)
	}
}

// FocusGained shows the ring on the chosen item.
func (r *roll) FocusGained() {
	activity.Seen()
	r.focused = true
	if r.cursor == "" && len(r.items) > 0 {
		r.step(1)
	}
	r.repaint()
}

// FocusLost takes the ring away.
func (r *roll) FocusLost() {
	activity.Seen()
	r.focused = false
	r.repaint()
}

func (r *roll) repaint() {
	if row := r.rows[r.cursor]; row != nil {
		row.Refresh()
	}
}

// TypedRune does nothing: letters choose nothing here.
func (r *roll) TypedRune(rune) {}

// TypedKey moves through the list and opens.
func (r *roll) TypedKey(ev *fyne.KeyEvent) {
	if r.onKey != nil && r.onKey(r.cursor, ev) {
		return
	}
	const page = 8
	switch ev.Name {
	case fyne.KeyUp:
		r.step(-1)
	case fyne.KeyDown:
		r.step(1)
	case fyne.KeyPageUp:
		r.step(-page)
	case fyne.KeyPageDown:
		r.step(page)
	case fyne.KeyHome:
		r.step(-len(r.items))
	case fyne.KeyEnd:
		r.step(len(r.items))
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		r.open()
	default:
		passOn(r, ev)
	}
}

// TypedShortcut moves the chosen item.
func (r *roll) TypedShortcut(s fyne.Shortcut) {
	if by := moving(s); by != 0 && r.onMove != nil && r.index(r.cursor) >= 0 {
		r.onMove(r.cursor, by)
	}
}

// passOn hands a key that nothing used to the window.
func passOn(from fyne.CanvasObject, ev *fyne.KeyEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(from); c != nil {
		if f := c.OnTypedKey(); f != nil {
			f(ev)
		}
	}
}

// CreateRenderer draws the scroller.
func (r *roll) CreateRenderer() fyne.WidgetRenderer { return &rollFace{r} }

type rollFace struct{ r *roll }

func (f *rollFace) Destroy()                     {}
func (f *rollFace) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{f.r.scroll} }
func (f *rollFace) MinSize() fyne.Size           { return fyne.NewSize(120, 60) }

func (f *rollFace) Layout(s fyne.Size) {
	f.r.scroll.Resize(s)
	f.r.relayout()
}

func (f *rollFace) Refresh() {
	clear(f.r.heights)
	for _, row := range f.r.rows {
		row.i = -1
	}
	f.r.relayout()
}

// rollBody holds the rows in view at their places.
type rollBody struct {
	widget.BaseWidget
	r    *roll
	objs []fyne.CanvasObject
	mark *canvas.Rectangle
}

func (b *rollBody) CreateRenderer() fyne.WidgetRenderer { return rollBodyFace{b} }

type rollBodyFace struct{ b *rollBody }

func (f rollBodyFace) Destroy()                     {}
func (f rollBodyFace) Layout(fyne.Size)             {}
func (f rollBodyFace) Objects() []fyne.CanvasObject { return f.b.objs }
func (f rollBodyFace) Refresh()                     { canvas.Refresh(f.b) }
func (f rollBodyFace) MinSize() fyne.Size {
	return fyne.NewSize(1, f.b.r.tops[len(f.b.r.tops)-1]+pad())
}
