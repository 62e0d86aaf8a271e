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

func newFaces() faces {
	return faces{
		plain: newFace(theme.SizeNameText, false), bold: newFace(theme.SizeNameText, true),
		small: newFace(theme.SizeNameCaptionText, false), smallBold: newFace(theme.SizeNameCaptionText, true),
	}
}

// plan says where the words of an item go at the width of the list.
type plan struct {
	left, top, width float32
	words            []placed
	tail             string
	tailAt           fyne.Position
	tailSize         fyne.Size
	acts             float32 // where the buttons begin
	height           float32
}

// placed is a line of words at its place.
type placed struct {
	s    string
	y    float32
	f    *face
	ink  fyne.ThemeColorName
	line float32 // width of the stroke through it; 0 for none
}

// plan lays an item out.
func (r *roll) plan(it item) plan {
	p, sc := pad(), textScale()
	fs := r.faces
	for _, f := range []*face{fs.plain, fs.bold, fs.small, fs.smallBold} {
		f.fit()
	}
	pl := plan{left: p*2 + float32(it.indent)*p*2, top: p * 0.9}
	if it.head {
		pl.left, pl.top = p*2, p*2
	}
	if it.mark != noMark {
		pl.left += 16*sc + p
	}
	right := r.width - p*2
	if it.tail != "" {
		f := fs.small
		pl.tailSize = f.measure(it.tail)
		if it.badge {
			pl.tailSize = pl.tailSize.AddWidthHeight(p*2, p*0.5)
		}
		pl.tail = it.tail
		pl.tailAt = fyne.NewPos(right-pl.tailSize.Width, pl.top+(fs.plain.height-pl.tailSize.Height)/2)
	}
	y := pl.top
	put := func(text string, f *face, ink fyne.ThemeColorName, width float32, most int, struck bool) {
		for _, s := range f.wrap(text, width, most) {
			w := placed{s: s, y: y, f: f, ink: ink}
			if struck {
				w.line = f.measure(s).Width
			}
			pl.words = append(pl.words, w)
			y += f.height
		}
	}
	room := right - pl.left
	beside := room
	if it.tail != "" {
		beside -= pl.tailSize.Width + p
	}
	title, ink := fs.plain, theme.ColorNameForeground
	switch {
	case it.head:
		title, ink = fs.smallBold, ui.ColorSubtle
	case it.bold:
		title = fs.bold
	}
	if it.faint || it.struck {
		ink = ui.ColorSubtle
	}
	if it.label != "" {
		put(it.label, fs.small, ui.ColorSubtle, beside, 1, false)
		beside = room
	}
	put(it.title, title, ink, beside, it.lines, it.struck)
	if it.detail != "" {
		y += 1
		put(it.detail, fs.small, ui.ColorSubtle, room, it.below, false)
	}
	if it.id == r.cursor && !it.head {
		if it.more != "" {
			y += p * 0.6
			put(it.more, fs.small, theme.ColorNameForeground, room, 0, false)
		}
		if len(it.acts) > 0 {
			pl.acts = y + p*0.8
			box := flowOf(it.acts)
			box.Resize(fyne.NewSize(room, 0))
			y = pl.acts + box.MinSize().Height
		}
	}
	pl.width = room
	pl.height = y + p*0.9
	if it.head {
		pl.height = y + p*0.5
	}
	return pl
}

func flowOf(acts []act) *fyne.Container {
	var bs []fyne.CanvasObject
	for _, a := range acts {
		bs = append(bs, ui.NewButton(a.label, a.icon, ui.Link, a.do))
	}
	return ui.NewFlow(bs...)
}

// rollRow draws one item; the list uses it again for others.
type rollRow struct {
	widget.BaseWidget
	activity.Pressed
	r       *roll
	i       int
	drawn   float32 // the height it was planned with
	hovered bool
	box     *canvas.Rectangle
	bar     *canvas.Rectangle
	badge   *canvas.Rectangle
	tail    *canvas.Text
	marks   []fyne.CanvasObject
	texts   []*canvas.Text
	strokes []*canvas.Line
	acts    *fyne.Container
	objs    []fyne.CanvasObject
}

func newRollRow(r *roll) *rollRow {
	row := &rollRow{
		r: r, i: -1, box: canvas.NewRectangle(color.Transparent), bar: canvas.NewRectangle(color.Transparent),
		badge: canvas.NewRectangle(color.Transparent), tail: canvas.NewText("", color.Black),
	}
	row.ExtendBaseWidget(row)
	return row
}

// show draws an item.
func (w *rollRow) show(i int) {
	w.i, w.drawn = i, w.r.heights[i]
	it := w.r.items[i]
	p, pl := pad(), w.r.plan(it)
	w.objs = append(w.objs[:0], w.box, w.bar)
	w.marks = drawMark(it.mark, p*2+float32(it.indent)*p*2, pl.top, w.r.faces.plain.height)
	w.objs = append(w.objs, w.marks...)
	for len(w.texts) < len(pl.words) {
		w.texts = append(w.texts, canvas.NewText("", color.Black))
	}
	w.strokes = w.strokes[:0]
	for k, line := range pl.words {
		t := w.texts[k]
		t.Text, t.TextSize, t.Color, t.TextStyle = line.s, line.f.size, themeColor(line.ink), fyne.TextStyle{Bold: line.f.bold}
		t.Move(fyne.NewPos(pl.left, line.y))
		t.Resize(fyne.NewSize(pl.width, line.f.height))
		t.Refresh()
		w.objs = append(w.objs, t)
		if line.line > 0 {
			s := canvas.NewLine(themeColor(line.ink))
			y := line.y + line.f.height*0.54
			s.Position1, s.Position2 = fyne.NewPos(pl.left, y), fyne.NewPos(pl.left+line.line, y)
			w.strokes = append(w.strokes, s)
			w.objs = append(w.objs, s)
		}
	}
	w.showTail(it, pl)
	w.acts = nil
	if pl.acts > 0 {
		w.acts = flowOf(it.acts)
		w.acts.Move(fyne.NewPos(pl.left-p*0.4, pl.acts))
		w.acts.Resize(fyne.NewSize(pl.width+p, pl.height-pl.acts))
		w.objs = append(w.objs, w.acts)
	}
	w.Refresh()
}

func (w *rollRow) showTail(it item, pl plan) {
	if pl.tail == "" {
		return
	}
	ground, ink := toneColors(it.tone)
	if it.badge {
		w.badge.FillColor, w.badge.CornerRadius = themeColor(ground), themeSize(theme.SizeNameInputRadius)*0.75
		w.badge.StrokeWidth, w.badge.StrokeColor = 0, color.Transparent
		if strong() {
			w.badge.StrokeWidth, w.badge.StrokeColor = 1, themeColor(ink)
		}
		w.badge.Move(pl.tailAt)
		w.badge.Resize(pl.tailSize)
		w.objs = append(w.objs, w.badge)
	}
	w.tail.Text, w.tail.TextSize, w.tail.Color = pl.tail, w.r.faces.small.size, themeColor(ink)
	at, m := pl.tailAt, w.r.faces.small.measure(pl.tail)
	w.tail.Move(at.AddXY((pl.tailSize.Width-m.Width)/2, (pl.tailSize.Height-m.Height)/2))
	w.tail.Resize(m)
	w.objs = append(w.objs, w.tail)
}

func toneColors(t ui.Tone) (ground, ink fyne.ThemeColorName) {
	switch t {
	case ui.Accent:
		return ui.ColorAccentSoft, theme.ColorNamePrimary
	case ui.Success:
		return ui.ColorSuccessSoft, theme.ColorNameSuccess
	case ui.Warning:
		return ui.ColorWarningSoft, theme.ColorNameWarning
	case ui.Problem:
		return ui.ColorErrorSoft, theme.ColorNameError
	}
	return ui.ColorNeutralSoft, ui.ColorSubtle
}

func (w *rollRow) item() (item, bool) {
	if w.i < 0 || w.i >= len(w.r.items) {
		return item{}, false
	}
	return w.r.items[w.i], true
}

// Tapped chooses the item; a second tap, or one where the list says so, opens it.
func (w *rollRow) Tapped(*fyne.PointEvent) {
	it, ok := w.item()
	if !ok || it.head {
		return
	}
	r := w.r
	again := r.cursor == it.id
	if c := fyne.CurrentApp().Driver().CanvasForObject(r); c != nil {
		c.Focus(r)
	}
	if !again {
		r.take(it.id)
	}
	if r.once || again {
		r.open()
	}
}

// MouseIn lights the item.
func (w *rollRow) MouseIn(*desktop.MouseEvent) { w.hovered = true; w.Refresh() }

// MouseMoved does nothing.
func (w *rollRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends the light.
func (w *rollRow) MouseOut() { w.hovered = false; w.Refresh() }

// Dragged moves the item to another place, where the list lets it.
func (w *rollRow) Dragged(ev *fyne.DragEvent) {
	activity.Seen()
	r := w.r
	it, ok := w.item()
	if !ok || it.head || r.onDrop == nil || r.draggable != nil && !r.draggable(it.id) {
		return
	}
	if r.drag.id == "" {
		r.drag = drag{id: it.id}
	}
	y := w.Position().Y + ev.Position.Y
	to := 0
	for to < len(r.items) && (r.tops[to]+r.tops[to+1])/2 < y {
		to++
	}
	r.drag.to = to
	r.arrange()
}

// DragEnd lets the item go where it is.
func (w *rollRow) DragEnd() {
	r := w.r
	d := r.drag
	if d.id == "" {
		return
	}
	r.drag = drag{}
	before := ""
	if d.to < len(r.items) {
		before = r.items[d.to].id
	}
	r.arrange()
	if before != d.id {
		r.onDrop(d.id, before)
	}
}

// CreateRenderer draws the row.
func (w *rollRow) CreateRenderer() fyne.WidgetRenderer { return &rollRowFace{w} }

type rollRowFace struct{ w *rollRow }

func (f *rollRowFace) Destroy()                     {}
func (f *rollRowFace) Objects() []fyne.CanvasObject { return f.w.objs }
func (f *rollRowFace) MinSize() fyne.Size           { return fyne.NewSize(1, 1) }
func (f *rollRowFace) Layout(s fyne.Size) {
	p := pad()
	f.w.box.Move(fyne.NewPos(p*0.7, 1))
	f.w.box.Resize(s.SubtractWidthHeight(p*1.4, 2))
	f.w.bar.Move(fyne.NewPos(p*0.7, p))
	f.w.bar.Resize(fyne.NewSize(3, max(0, s.Height-2*p)))
}

func (f *rollRowFace) Refresh() {
	w := f.w
	it, ok := w.item()
	w.box.CornerRadius = themeSize(theme.SizeNameInputRadius)
	w.box.FillColor, w.box.StrokeColor, w.box.StrokeWidth, w.bar.FillColor = color.Transparent, color.Transparent, 0, color.Transparent
	switch {
	case ok && !it.head && it.id == w.r.cursor:
		w.box.FillColor, w.bar.FillColor = themeColor(ui.ColorAccentSoft), themeColor(theme.ColorNamePrimary)
		if w.r.focused {
			w.box.StrokeColor, w.box.StrokeWidth = themeColor(ui.ColorRing), ringWidth()
		}
	case ok && !it.head && w.hovered:
		w.box.FillColor = themeColor(theme.ColorNameHover)
	}
	w.box.Refresh()
	w.bar.Refresh()
	canvas.Refresh(w)
}
