package composer

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui"
	"guvoh/app/ui/activity"
)

// tab is the name of a sheet, with how many things are in it.
type tab struct {
	label, count string
	counted      bool // there may be things in it to count
	alarm        bool
}

// tabs are the names of the sheets: one stop for Tab, arrows choose.
type tabs struct {
	widget.BaseWidget
	activity.Pressed
	onChoose func(int)
	tabs     []tab
	chosen   int
	hovered  int
	focused  bool
	rows     int

	texts  []*canvas.Text
	counts []*canvas.Text
	lines  []*canvas.Rectangle
	rings  []*canvas.Rectangle
	under  *canvas.Rectangle
	spots  []fyne.Position
	name   fyne.ThemeSizeName // of the letters: smaller where the names would need two lines
	sizes  []fyne.Size
	objs   []fyne.CanvasObject
}

func newTabs(choose func(int)) *tabs {
	t := &tabs{onChoose: choose, hovered: -1, rows: 1, under: canvas.NewRectangle(color.Transparent)}
	t.ExtendBaseWidget(t)
	return t
}

func (t *tabs) set(all []tab) {
	t.tabs = all
	for len(t.texts) < len(all) {
		t.texts = append(t.texts, canvas.NewText("", color.Black))
		t.counts = append(t.counts, canvas.NewText("", color.Black))
		t.lines = append(t.lines, canvas.NewRectangle(color.Transparent))
		t.rings = append(t.rings, canvas.NewRectangle(color.Transparent))
	}
	t.Refresh()
}

func (t *tabs) choose(i int) {
	t.chosen = i
	t.Refresh()
}

// at gives the tab at a place.
func (t *tabs) at(p fyne.Position) int {
	for i := range t.spots {
		if p.X >= t.spots[i].X && p.X < t.spots[i].X+t.sizes[i].Width && p.Y >= t.spots[i].Y && p.Y < t.spots[i].Y+t.sizes[i].Height {
			return i
		}
	}
	return -1
}

// Tapped chooses a tab.
func (t *tabs) Tapped(ev *fyne.PointEvent) {
	if i := t.at(ev.Position); i >= 0 {
		if c := fyne.CurrentApp().Driver().CanvasForObject(t); c != nil {
			c.Focus(t)
		}
		t.onChoose(i)
	}
}

// MouseIn lights a tab.
func (t *tabs) MouseIn(ev *desktop.MouseEvent) { t.MouseMoved(ev) }

// MouseMoved lights the tab under the mouse.
func (t *tabs) MouseMoved(ev *desktop.MouseEvent) {
	if i := t.at(ev.Position); i != t.hovered {
		t.hovered = i
		t.Refresh()
	}
}

// MouseOut ends the light.
func (t *tabs) MouseOut() { t.hovered = -1; t.Refresh() }

// FocusGained shows the ring.
func (t *tabs) FocusGained() { activity.Seen(); t.focused = true; t.Refresh() }

// FocusLost hides it.
func (t *tabs) FocusLost() { activity.Seen(); t.focused = false; t.Refresh() }

// TypedRune does nothing.
func (t *tabs) TypedRune(rune) {}

// TypedKey chooses with the arrows.
func (t *tabs) TypedKey(ev *fyne.KeyEvent) {
	switch n := len(t.tabs); {
	case ev.Name == fyne.KeyLeft && n > 0:
		t.onChoose((t.chosen + n - 1) % n)
	case ev.Name == fyne.KeyRight && n > 0:
		t.onChoose((t.chosen + 1) % n)
	default:
		passOn(t, ev)
	}
}

// CreateRenderer draws the names.
func (t *tabs) CreateRenderer() fyne.WidgetRenderer {
	f := &tabsFace{t}
	f.Refresh()
	return f
}

type tabsFace struct{ t *tabs }

func (f *tabsFace) Destroy()                     {}
func (f *tabsFace) Objects() []fyne.CanvasObject { return f.t.objs }

func (f *tabsFace) MinSize() fyne.Size {
	return fyne.NewSize(120, f.t.row()*float32(f.t.lay(f.t.Size().Width))+1)
}

func (t *tabs) row() float32 {
	return fyne.MeasureText("Щg", themeSize(theme.SizeNameText), fyne.TextStyle{Bold: true}).Height + pad()*2.6
}

// lay gives each tab its place and answers in how many rows they stand.
func (t *tabs) lay(width float32) int {
	t.name = theme.SizeNameText
	if t.rowsAt(width) > 1 {
		t.name = theme.SizeNameCaptionText
	}
	return t.rowsAt(width)
}

// wanted is how wide the tabs are in one row, with two digits behind those that
// have any, so that the width does not change as things are counted.
func (t *tabs) wanted() float32 {
	p := pad()
	w := 2 * p
	for _, one := range t.tabs {
		w += fyne.MeasureText(one.label, themeSize(theme.SizeNameText), fyne.TextStyle{Bold: true}).Width + p*2.2
		if one.counted {
			w += fyne.MeasureText("00", themeSize(theme.SizeNameCaptionText), fyne.TextStyle{}).Width + p*0.8
		}
	}
	return w
}

func (t *tabs) rowsAt(width float32) int {
	p := pad()
	t.spots, t.sizes = t.spots[:0], t.sizes[:0]
	x, y, rows := p, float32(0), 1
	for _, one := range t.tabs {
		m := fyne.MeasureText(one.label, themeSize(t.name), fyne.TextStyle{Bold: true})
		w := m.Width + p*2.2
		if one.count != "" {
			w += fyne.MeasureText(one.count, themeSize(theme.SizeNameCaptionText), fyne.TextStyle{}).Width + p*0.8
		}
		if x > p && width > 0 && x+w > width {
			x, y, rows = p, y+t.row(), rows+1
		}
		t.spots, t.sizes = append(t.spots, fyne.NewPos(x, y)), append(t.sizes, fyne.NewSize(w, t.row()))
		x += w
	}
	return rows
}

func (f *tabsFace) Layout(s fyne.Size) {
	t := f.t
	t.lay(s.Width)
	p := pad()
	t.under.Move(fyne.NewPos(0, s.Height-1))
	t.under.Resize(fyne.NewSize(s.Width, 1))
	for i := range t.tabs {
		at, sz := t.spots[i], t.sizes[i]
		if size := themeSize(t.name); t.texts[i].TextSize != size {
			t.texts[i].TextSize = size
			t.texts[i].Refresh()
		}
		m := t.texts[i].MinSize()
		t.texts[i].Resize(m)
		t.texts[i].Move(at.AddXY(p*1.1, (sz.Height-m.Height)/2))
		c := t.counts[i].MinSize()
		t.counts[i].Resize(c)
		t.counts[i].Move(at.AddXY(sz.Width-p*1.1-c.Width, (sz.Height-c.Height)/2))
		t.lines[i].Move(at.AddXY(p*1.1, sz.Height-3))
		t.lines[i].Resize(fyne.NewSize(sz.Width-p*2.2, 3))
		t.rings[i].Move(at.AddXY(p*0.3, p*0.6))
		t.rings[i].Resize(fyne.NewSize(sz.Width-p*0.6, sz.Height-p*1.2))
	}
}

func (f *tabsFace) Refresh() {
	t := f.t
	t.objs = append(t.objs[:0], t.under)
	t.lay(t.Size().Width)
	t.under.FillColor = themeColor(theme.ColorNameSeparator)
	for i, one := range t.tabs {
		on := i == t.chosen
		ink, tail := ui.ColorSubtle, ui.ColorSubtle
		switch {
		case on:
			ink = theme.ColorNameForeground
		case i == t.hovered:
			ink = theme.ColorNameForeground
		}
		if one.alarm {
			tail = theme.ColorNameError
		}
		x := t.texts[i]
		x.Text, x.TextSize, x.TextStyle, x.Color = one.label, themeSize(t.name), fyne.TextStyle{Bold: on}, themeColor(ink)
		x.Refresh()
		c := t.counts[i]
		c.Text, c.TextSize, c.Color = one.count, themeSize(theme.SizeNameCaptionText), themeColor(tail)
		c.Refresh()
		t.lines[i].FillColor = color.Transparent
		if on {
			t.lines[i].FillColor = themeColor(theme.ColorNamePrimary)
		}
		t.rings[i].FillColor, t.rings[i].StrokeColor, t.rings[i].StrokeWidth = color.Transparent, color.Transparent, 0
		t.rings[i].CornerRadius = themeSize(theme.SizeNameInputRadius)
		if on && t.focused {
			t.rings[i].StrokeColor, t.rings[i].StrokeWidth = themeColor(ui.ColorRing), ringWidth()
		}
		t.objs = append(t.objs, t.rings[i], x, c, t.lines[i])
	}
	f.Layout(t.Size())
	canvas.Refresh(t)
}
