package timeline

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/timeaxis"
	"guvoh/app/ui"
	"guvoh/app/ui/activity"
)

// Chart is time drawn from left to right, with the items in the rows of their
// lanes. It is one stop for the keyboard; arrows go from item to item.
type Chart struct {
	widget.BaseWidget
	activity.Pressed
	OnChoose, OnOpen func(key string)
	// Write gives the words of a mark of the axis, above if it stands over finer
	// ones. Hidden says how many items of a lane have no room for their words.
	Write  func(u timeaxis.Unit, at timeaxis.Minute, above bool) string
	Hidden func(int) string

	lanes   []string
	items   []timeaxis.Item // in the order of time
	whole   timeaxis.Range
	some    bool // there is any item with a time
	view    timeaxis.View
	layout  timeaxis.Layout
	laid    laying
	tops    []float32 // of the lanes, before scrolling; one more for the foot
	scroll  float32   // downwards
	chosen  string
	hover   string // the item under the mouse
	focused bool
	widths  map[measure]float32
}

// laying is what a layout was made for.
type laying struct {
	scale  float64
	height float32
	text   float32
}

// measure is what the width of words depends on.
type measure struct {
	words string
	size  float32
	bold  bool
}

// NewChart returns a chart of nothing.
func NewChart() *Chart {
	c := &Chart{widths: map[measure]float32{}}
	c.ExtendBaseWidget(c)
	return c
}

// SetItems shows other items. What is seen stays as it is as long as it lies
// within their time.
func (c *Chart) SetItems(lanes []string, items []timeaxis.Item) {
	c.lanes, c.items, c.laid = lanes, items, laying{}
	c.layout, c.tops = timeaxis.Layout{}, nil
	timeaxis.Sort(c.items)
	before := c.whole
	c.whole, c.some = timeaxis.Whole(c.items)
	if c.some && c.view.Width > 0 {
		if c.view == timeaxis.Fit(before, c.view.Width) {
			c.view = timeaxis.Fit(c.whole, c.view.Width)
		} else {
			c.view = c.view.Panned(0, c.whole)
		}
	}
	if c.index(c.chosen) < 0 {
		c.chosen = ""
	}
	c.Refresh()
}

// Items gives what is shown, in the order of time.
func (c *Chart) Items() []timeaxis.Item { return c.items }

// SetView shows a part of the time that was seen before.
func (c *Chart) SetView(v timeaxis.View) {
	c.view = v
	c.Refresh()
}

// View tells what is seen.
func (c *Chart) View() timeaxis.View { return c.view }

// Chosen tells which item is chosen, by its key.
func (c *Chart) Chosen() string { return c.chosen }

// Choose makes an item the chosen one, without telling anybody, and brings it
// into view.
func (c *Chart) Choose(key string) {
	c.chosen = key
	c.arrange()
	c.reveal()
	c.Refresh()
}

func (c *Chart) index(key string) int {
	for i := range c.items {
		if c.items[i].Key == key {
			return i
		}
	}
	return -1
}

// pick chooses an item by its number and says so.
func (c *Chart) pick(i int) {
	if i < 0 || i >= len(c.items) {
		return
	}
	key := c.items[i].Key
	c.Choose(key)
	if c.OnChoose != nil {
		c.OnChoose(key)
	}
}

// Zoom makes time wider (1) or narrower (-1), around the chosen item if it is in
// view, or shows all of it (0). The menu's keys for larger and smaller call it.
func (c *Chart) Zoom(by int) {
	x := c.view.Width / 2
	if i := c.index(c.chosen); i >= 0 {
		if first, last, ok := c.items[i].Reach(); ok {
			at := (c.view.X(first) + c.view.X(last)) / 2
			if at >= 0 && at <= c.view.Width {
				x = at
			}
		}
	}
	c.zoomTo(by, x)
	if by > 0 { // what is looked at more closely must not leave at the edge where it stands
		c.arrange()
		c.reveal()
	}
	c.Refresh()
}

// zoomAt shows less time or more; what stands at x stays there.
func (c *Chart) zoomAt(by int, x float64) {
	c.zoomTo(by, x)
	c.Refresh()
}

func (c *Chart) zoomTo(by int, x float64) {
	if !c.some || c.view.Width <= 0 {
		return
	}
	switch {
	case by > 0:
		c.view = c.view.Zoomed(timeaxis.Step, x, c.whole)
	case by < 0:
		c.view = c.view.Zoomed(1/timeaxis.Step, x, c.whole)
	default:
		c.view = timeaxis.Fit(c.whole, c.view.Width)
	}
}

// pan moves what is seen, by units of the window.
func (c *Chart) pan(dx, dy float32) {
	if !c.some || c.view.Width <= 0 {
		return
	}
	c.view = c.view.Panned(float64(dx), c.whole)
	c.scrollTo(c.scroll + dy)
	c.Refresh()
}

func (c *Chart) scrollTo(y float32) {
	foot := float32(0)
	if n := len(c.tops); n > 0 {
		foot = c.tops[n-1]
	}
	c.scroll = min(max(y, 0), max(foot-(c.Size().Height-c.axisHeight()), 0))
}

// reveal moves what is seen as little as it takes to see the chosen item.
func (c *Chart) reveal() {
	i := c.index(c.chosen)
	if i < 0 || c.view.Width <= 0 || i >= len(c.layout.Items) || !c.layout.Items[i].Shown {
		return
	}
	if first, last, ok := c.items[i].Reach(); ok {
		edge := min(80, c.view.Width/6)
		c.view = c.view.Showing(first, last, edge, c.whole)
	}
	top, tall := c.rowTop(i), c.rowHeight()
	room := c.Size().Height - c.axisHeight()
	switch {
	case top < c.scroll:
		c.scrollTo(top - 6)
	case top+tall > c.scroll+room:
		c.scrollTo(top + tall + 6 - room)
	}
}

// step goes to the item so many places further in time.
func (c *Chart) step(by int) {
	shown := c.shown()
	if len(shown) == 0 {
		return
	}
	at := -1
	for k, i := range shown {
		if c.items[i].Key == c.chosen {
			at = k
		}
	}
	if at < 0 && by < 0 {
		at = len(shown)
	}
	c.pick(shown[min(max(at+by, 0), len(shown)-1)])
}

// shown are the numbers of the items that have a place.
func (c *Chart) shown() []int {
	var out []int
	for i := range c.items {
		if _, _, ok := c.items[i].Reach(); ok {
			out = append(out, i)
		}
	}
	return out
}

// FocusGained shows that arrows go from item to item; the first is chosen where
// none is.
func (c *Chart) FocusGained() {
	c.focused = true
	if c.chosen == "" {
		c.step(1)
	}
	c.Refresh()
}

// FocusLost hides that.
func (c *Chart) FocusLost() {
	c.focused = false
	c.Refresh()
}

// TypedRune changes the scale.
func (c *Chart) TypedRune(r rune) {
	switch r {
	case '+', '=':
		c.Zoom(1)
	case '-', '_', '−':
		c.Zoom(-1)
	case '0':
		c.Zoom(0)
	}
}

// TypedKey goes from item to item, moves what is seen, and opens.
func (c *Chart) TypedKey(ev *fyne.KeyEvent) {
	i := c.index(c.chosen)
	switch ev.Name {
	case fyne.KeyLeft:
		c.step(-1)
	case fyne.KeyRight:
		c.step(1)
	case fyne.KeyUp, fyne.KeyDown:
		by := map[fyne.KeyName]int{fyne.KeyUp: -1, fyne.KeyDown: 1}[ev.Name]
		if i < 0 {
			c.step(by)
		} else {
			c.pick(timeaxis.Beside(c.items, i, by))
		}
	case fyne.KeyHome:
		c.step(-len(c.items))
	case fyne.KeyEnd:
		c.step(len(c.items) + 1)
	case fyne.KeyPageUp, fyne.KeyPageDown:
		by := map[fyne.KeyName]float64{fyne.KeyPageUp: -0.6, fyne.KeyPageDown: 0.6}[ev.Name]
		c.pan(float32(c.view.Width*by), 0)
	case fyne.KeyReturn, fyne.KeyEnter:
		if i >= 0 && c.OnOpen != nil {
			c.OnOpen(c.chosen)
		}
	default:
		if w := fyne.CurrentApp().Driver().CanvasForObject(c); w != nil && w.OnTypedKey() != nil {
			w.OnTypedKey()(ev)
		}
	}
}

// Tapped chooses the item under the pointer, and opens the one that is chosen.
func (c *Chart) Tapped(ev *fyne.PointEvent) {
	ui.Focus(c)
	i := c.under(ev.Position)
	switch {
	case i < 0:
	case c.items[i].Key == c.chosen && c.OnOpen != nil:
		c.OnOpen(c.chosen)
	default:
		c.pick(i)
	}
}

// Scrolled zooms around the pointer; with Shift, or sideways, it moves.
func (c *Chart) Scrolled(ev *fyne.ScrollEvent) {
	activity.Seen()
	if along := ev.Scrolled.DX; along != 0 || shifted() {
		if along == 0 {
			along = ev.Scrolled.DY
		}
		c.pan(-along*3, 0)
		return
	}
	switch at := float64(ev.Position.X - c.gutter()); {
	case ev.Scrolled.DY > 0:
		c.zoomAt(1, max(at, 0))
	case ev.Scrolled.DY < 0:
		c.zoomAt(-1, max(at, 0))
	}
}

// shifted tells whether Shift is held down. The toolkit does not say so with a
// turn of the wheel.
func shifted() bool {
	d, ok := fyne.CurrentApp().Driver().(desktop.Driver)
	return ok && d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
}

// Dragged moves what is seen.
func (c *Chart) Dragged(ev *fyne.DragEvent) {
	activity.Seen()
	c.pan(-ev.Dragged.DX, -ev.Dragged.DY)
}

// DragEnd does nothing: what was dragged stays there.
func (c *Chart) DragEnd() {}

// MouseIn says the words of what is under the mouse.
func (c *Chart) MouseIn(ev *desktop.MouseEvent) { c.MouseMoved(ev) }

// MouseMoved says the words of what is under the mouse, where they have no room.
func (c *Chart) MouseMoved(ev *desktop.MouseEvent) {
	key := ""
	if i := c.under(ev.Position); i >= 0 {
		key = c.items[i].Key
	}
	c.point(key)
}

// MouseOut takes them away.
func (c *Chart) MouseOut() { c.point("") }

func (c *Chart) point(key string) {
	if key != c.hover {
		c.hover = key
		c.Refresh()
	}
}

// under gives the number of the item whose sign or words are at a place; of
// several the nearest sign, -1 for none.
func (c *Chart) under(at fyne.Position) int {
	if at.X < c.gutter() || at.Y < c.axisHeight() {
		return -1
	}
	best, far := -1, float32(0)
	for i, p := range c.layout.Items {
		if !p.Shown {
			continue
		}
		top := c.axisHeight() + c.rowTop(i) - c.scroll
		if at.Y < top || at.Y > top+c.rowHeight() {
			continue
		}
		left, right := c.x(p.Left), c.x(p.Right)
		end := right
		if p.Words {
			end = max(end, c.x(p.Own)+c.width(i))
		}
		if at.X < left-3 || at.X > end+3 {
			continue
		}
		d := max(0, left-at.X, at.X-right)
		if best < 0 || d < far {
			best, far = i, d
		}
	}
	return best
}

// Place gives where the beginning of an item's own sign is on the chart.
func (c *Chart) Place(key string) fyne.Position {
	i := c.index(key)
	if i < 0 || i >= len(c.layout.Items) {
		return fyne.Position{}
	}
	p := c.layout.Items[i]
	return fyne.NewPos(c.x(p.Own)+timeaxis.Least/2, c.axisHeight()+c.rowTop(i)-c.scroll+c.rowHeight()*0.8)
}

// MinSize is small: what has no room is moved to.
func (c *Chart) MinSize() fyne.Size {
	return fyne.NewSize(260, 140)
}

func (c *Chart) textSize() float32 { return c.Theme().Size(theme.SizeNameCaptionText) }

// CreateRenderer draws the chart.
func (c *Chart) CreateRenderer() fyne.WidgetRenderer {
	f := &face{c: c}
	f.paint()
	return f
}
