package ui

import (
	"image/color"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui/activity"
)

// ResultSort says what a row of Results is.
type ResultSort int

// The sorts.
const (
	ResultPlace ResultSort = iota // a place where words stand: the keyboard stops here
	ResultMore                    // what shows more of a group: here, too
	ResultGroup                   // heads the places that belong together
	ResultPart                    // heads several groups, quietly
)

// Result is one row of Results.
type Result struct {
	Key    string // by which the row is known again when all rows are replaced
	Sort   ResultSort
	Icon   fyne.Resource
	Title  string // of a place what it is; of a heading what it says
	Detail string // what else is known of it, in second rank
	Hint   string // stands at the right
	Tone   Tone   // of the hint, which says the same in words
	Text   string // the sentence in which the words stand
	Marks  []Mark
}

// Results lists what a search found: headings, and under them places with the
// sentence in which the words stand. One place is selected; the arrow keys,
// Page, Home and End move it, Enter opens it. Only the rows in view have
// widgets, and only rows above the end of the view are measured.
type Results struct {
	control
	// OnSelect hears that another row was selected.
	OnSelect func(i int)
	// OnOpen hears which row was opened: a place, what shows more, or a group.
	OnOpen func(i int)
	// OnEnd hears that the last rows came into view.
	OnEnd func()
	// OnLeave hears that Up was pressed on the first place.
	OnLeave func()
	// OnRune hears letters that are typed over the list.
	OnRune func(r rune)

	rows     []Result
	heights  []float32 // 0: not measured at this width yet
	tops     []float32 // and the end of the last
	measured int       // so many of the first rows
	width    float32   // for which they are
	text     float32   // and the size of the letters
	selected int       // or -1
	anchor   float32   // where to scroll once there is room; or -1
	ruler    *MarkedText

	scroll *container.Scroll
	body   *resultBody
	ring   *canvas.Rectangle
	empty  fyne.CanvasObject

	lastTap time.Time
	lastRow int
}

// NewResults returns an empty list.
func NewResults() *Results {
	r := &Results{selected: -1, anchor: -1, tops: []float32{0}, ring: canvas.NewRectangle(color.Transparent), ruler: NewMarked("", nil)}
	r.body = &resultBody{r: r}
	r.body.ExtendBaseWidget(r.body)
	r.scroll = container.NewVScroll(r.body)
	r.scroll.OnScrolled = func(fyne.Position) {
		activity.Seen()
		r.anchor = -1
		r.arrange()
	}
	r.extend(r)
	return r
}

// Load puts other rows into the list and begins at its top; nothing is selected
// then but the row with that key, if there is one.
func (r *Results) Load(rows []Result, selected string) {
	r.put(rows, selected)
	r.scroll.Offset = fyne.Position{}
	r.anchor = -1
	r.Refresh()
	r.reveal(r.selected)
}

// Replace puts rows into the list of which most are those that were there. What
// is in view stays where it is, and what is selected stays selected.
func (r *Results) Replace(rows []Result) {
	key, at := "", float32(0)
	if i := r.at(r.scroll.Offset.Y); i < len(r.rows) {
		key, at = r.rows[i].Key, r.scroll.Offset.Y-r.tops[i]
	}
	r.put(rows, r.SelectedKey())
	if i := r.index(key); i >= 0 {
		r.measure(i)
		r.scroll.Offset.Y = r.tops[i] + at
	}
	r.Refresh()
}

func (r *Results) put(rows []Result, selected string) {
	r.rows = rows
	r.heights, r.tops, r.measured = make([]float32, len(rows)), make([]float32, len(rows)+1), 0
	r.selected = r.index(selected)
	r.measure(-1)
}

func (r *Results) index(key string) int {
	if key == "" {
		return -1
	}
	return slices.IndexFunc(r.rows, func(o Result) bool { return o.Key == key })
}

// Rows answers the rows.
func (r *Results) Rows() []Result { return r.rows }

// Selected answers the selected row, or -1.
func (r *Results) Selected() int { return r.selected }

// SelectedKey answers the key of the selected row, or "".
func (r *Results) SelectedKey() string {
	if r.selected < 0 {
		return ""
	}
	return r.rows[r.selected].Key
}

// Offset answers how far the list is scrolled.
func (r *Results) Offset() float32 { return r.scroll.Offset.Y }

// ScrollTo scrolls as far as that, once there is room.
func (r *Results) ScrollTo(y float32) {
	r.anchor = y
	r.settle()
}

// SetEmpty sets what shows while there are no rows.
func (r *Results) SetEmpty(o fyne.CanvasObject) {
	r.empty = o
	r.Refresh()
}

// Select selects a row and scrolls to it.
func (r *Results) Select(i int) {
	was := r.selected
	r.selected = min(max(i, -1), len(r.rows)-1)
	for _, k := range []int{was, r.selected} {
		if row := r.body.shows(k); row != nil {
			row.Refresh()
		}
	}
	r.restyle()
	r.reveal(r.selected)
	if r.OnSelect != nil && r.selected != was {
		r.OnSelect(r.selected)
	}
}

// next answers the next row from i, in a direction, on which the keyboard stops;
// i itself when there is none.
func (r *Results) next(i, by int) int {
	for k := i + by; k >= 0 && k < len(r.rows); k += by {
		if r.rows[k].stops() {
			return k
		}
	}
	return i
}

func (o Result) stops() bool { return o.Sort == ResultPlace || o.Sort == ResultMore }

// TypedKey moves and opens.
func (r *Results) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyUp:
		if to := r.next(r.selected, -1); to != r.selected {
			r.Select(to)
		} else if r.scroll.Offset.Y > 0 {
			r.scroll.ScrollToOffset(fyne.Position{})
		} else if r.OnLeave != nil {
			r.OnLeave()
		}
	case fyne.KeyDown:
		r.Select(r.next(r.selected, 1))
	case fyne.KeyPageUp:
		r.page(-1)
	case fyne.KeyPageDown:
		r.page(1)
	case fyne.KeyHome:
		r.Select(r.next(-1, 1))
	case fyne.KeyEnd:
		r.Select(r.next(len(r.rows), -1))
	case fyne.KeyLeft:
		r.openGroup()
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		r.open(r.selected)
	default:
		passOn(r, ev)
	}
}

// TypedRune hands letters on: they belong into the line above.
func (r *Results) TypedRune(c rune) {
	if r.OnRune != nil && c != ' ' {
		r.OnRune(c)
	}
}

// openGroup opens what heads the selected place.
func (r *Results) openGroup() {
	for i := r.selected; i >= 0; i-- {
		if r.rows[i].Sort == ResultGroup {
			r.open(i)
			return
		}
	}
}

// page moves by what fits into the view.
func (r *Results) page(by int) {
	if r.selected < 0 || len(r.rows) == 0 {
		r.Select(r.next(-1, 1))
		return
	}
	y := r.tops[r.selected] + float32(by)*r.scroll.Size().Height*0.9
	r.measureTo(y)
	to := r.at(y)
	if by < 0 {
		to = r.next(min(to, len(r.rows)-1)+1, -1)
	} else {
		to = r.next(max(to, r.selected)-1, 1)
	}
	if to < 0 || to >= len(r.rows) || !r.rows[to].stops() || (to-r.selected)*by <= 0 {
		to = r.next(r.selected, by)
	}
	r.Select(to)
}

func (r *Results) open(i int) {
	if i >= 0 && i < len(r.rows) && r.OnOpen != nil && r.rows[i].Sort != ResultPart {
		r.OnOpen(i)
	}
}

// FocusGained selects the first place when none is.
func (r *Results) FocusGained() {
	r.control.FocusGained()
	if r.selected < 0 && len(r.rows) > 0 {
		r.Select(r.next(-1, 1))
	}
}

// MouseIn leaves the hovering to the rows.
func (r *Results) MouseIn(*desktop.MouseEvent) {}

// MouseOut leaves the hovering to the rows.
func (r *Results) MouseOut() {}

// tapped selects a place and opens it when it is tapped twice; a heading and
// what shows more are opened at once.
func (r *Results) tapped(i int) {
	if i < 0 || i >= len(r.rows) {
		return
	}
	Focus(r)
	if !r.rows[i].stops() || r.rows[i].Sort == ResultMore {
		r.open(i)
		return
	}
	twice := i == r.lastRow && time.Since(r.lastTap) < 400*time.Millisecond
	r.lastRow, r.lastTap = i, time.Now()
	r.Select(i)
	if twice {
		r.lastTap = time.Time{}
		r.open(i)
	}
}

// restyle shows whether the list has the keyboard, unless a row shows it.
func (r *Results) restyle() { setRing(r.ring, r, r.focused && r.selected < 0, 0) }

// CreateRenderer draws the rows.
func (r *Results) CreateRenderer() fyne.WidgetRenderer {
	r.restyle()
	return &resultsFace{r}
}

type resultsFace struct{ r *Results }

func (f *resultsFace) Destroy() {}

func (f *resultsFace) Objects() []fyne.CanvasObject {
	if f.r.empty != nil && len(f.r.rows) == 0 {
		return []fyne.CanvasObject{f.r.empty, f.r.ring}
	}
	return []fyne.CanvasObject{f.r.scroll, f.r.ring}
}

func (f *resultsFace) MinSize() fyne.Size { return fyne.NewSize(240*textScale(), 120*textScale()) }

func (f *resultsFace) Layout(s fyne.Size) {
	r := f.r
	r.scroll.Resize(s)
	r.ring.Resize(s)
	if r.empty != nil {
		m := fyne.NewSize(s.Width, min(s.Height, heightOf(r.empty, s.Width)))
		r.empty.Resize(m)
	}
	r.arrange()
	r.settle()
}

func (f *resultsFace) Refresh() {
	f.r.restyle()
	f.r.body.forget()
	f.r.scroll.Refresh()
	f.Layout(f.r.Size())
	canvas.Refresh(f.r)
}

// resultBody holds the rows in view at their places.
type resultBody struct {
	widget.BaseWidget
	r     *Results
	rows  []*resultRow
	shown []int
	objs  []fyne.CanvasObject
}

func (b *resultBody) CreateRenderer() fyne.WidgetRenderer { return resultBodyFace{b} }

// shows answers the widget of row i, or nil when it is not in view.
func (b *resultBody) shows(i int) *resultRow {
	if i < 0 || len(b.rows) == 0 || b.shown[i%len(b.rows)] != i {
		return nil
	}
	return b.rows[i%len(b.rows)]
}

// forget has every row asked for anew.
func (b *resultBody) forget() {
	for i := range b.shown {
		b.shown[i] = -1
	}
}

// place gives the rows from one to another a widget each.
func (b *resultBody) place(from, to int, width float32) {
	if to-from > len(b.rows) {
		for len(b.rows) < to-from+3 {
			b.rows = append(b.rows, newResultRow(b.r))
		}
		b.shown = make([]int, len(b.rows))
		b.forget() // another number of widgets spreads the rows anew
	}
	b.objs = b.objs[:0]
	for i := from; i < to; i++ {
		k := i % len(b.rows)
		row := b.rows[k]
		row.Move(fyne.NewPos(0, b.r.tops[i]))
		row.Resize(fyne.NewSize(width, b.r.tops[i+1]-b.r.tops[i]))
		if b.shown[k] != i {
			b.shown[k] = i
			row.show(i)
		}
		b.objs = append(b.objs, row)
	}
	canvas.Refresh(b)
}

type resultBodyFace struct{ b *resultBody }

func (f resultBodyFace) Destroy()                     {}
func (f resultBodyFace) Layout(fyne.Size)             {}
func (f resultBodyFace) Objects() []fyne.CanvasObject { return f.b.objs }
func (f resultBodyFace) Refresh()                     { canvas.Refresh(f.b) }
func (f resultBodyFace) MinSize() fyne.Size {
	return fyne.NewSize(1, f.b.r.tops[len(f.b.r.tops)-1])
}
