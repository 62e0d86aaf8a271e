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

// proseRow is the widgets of one paragraph; the list uses it again for others.
type proseRow struct {
	widget.BaseWidget
	p       *prose
	id      string
	grip    *grip
	heading *ui.Editor
	text    *ui.Editor
	chips   []*tag
	own     *ui.Button
	note    *ui.Text
	compare *ui.Button
	now     *ui.Editor
	theirs  *ui.Button
	right   *ui.Button
	bar     *canvas.Rectangle
	objs    []fyne.CanvasObject
	pl      prosePlan
	loading bool
	in      bool // the keyboard is in it
}

func newProseRow(p *prose) *proseRow {
	w := p.words
	r := &proseRow{p: p, bar: canvas.NewRectangle(color.Transparent)}
	r.grip = newGrip(r)
	r.heading = r.editor(true)
	r.heading.SetLead(true)
	r.heading.SetPlaceholder(w.heading)
	r.text = r.editor(false)
	r.now = ui.NewAutoEditor(1, 0)
	r.now.SetReadOnly(true)
	r.now.SetBare(true)
	r.now.SetFaint(true)
	r.own = ui.NewButton(w.own, theme.DocumentCreateIcon(), ui.Link, func() { r.p.on.own(r.id) })
	r.note = ui.NewText(w.changed, ui.TextStyle{Size: theme.SizeNameCaptionText, Color: theme.ColorNameWarning, Single: true, Whole: true})
	r.compare = ui.NewButton(w.compare, theme.MenuDropDownIcon(), ui.Link, func() { r.p.compare(r.id) })
	r.theirs = ui.NewButton(w.theirs, theme.ViewRefreshIcon(), ui.Link, func() { r.p.on.theirs(r.id) })
	r.right = ui.NewButton(w.right, theme.ConfirmIcon(), ui.Link, func() { r.p.on.right(r.id) })
	r.ExtendBaseWidget(r)
	return r
}

func (r *proseRow) editor(heading bool) *ui.Editor {
	e := ui.NewAutoEditor(1, 0)
	e.OnChanged = func() {
		if !r.loading {
			r.p.typed(r.id, heading, e.Text())
		}
	}
	e.OnHeight = func() { r.p.reheight(r.id) }
	e.OnEdge = func(up bool) bool { return r.cross(heading, up) }
	e.OnKey = func(ev *fyne.KeyEvent) bool { return r.key(heading, ev) }
	e.OnShortcut = r.shortcut
	e.OnFocus = func(on bool) { r.focusChanged(on) }
	e.OnCaret = func(y, h float32) {
		if i := r.p.index(r.id); i >= 0 {
			r.p.reveal(i, e.Position().Y+y, h)
		}
	}
	return e
}

// load shows a paragraph. Texts that are the same stay, with caret and undo.
func (r *proseRow) load(o passage) {
	same := r.id == o.id
	r.id = o.id
	r.loading = true
	defer func() { r.loading = false }()
	words := o.text
	if !o.own() {
		words = o.told
	}
	put := func(e *ui.Editor, text string) {
		if !same || e.Text() != text {
			e.SetText(text)
		}
		e.SetBare(!strong())
	}
	put(r.heading, o.heading)
	put(r.text, words)
	r.heading.SetReadOnly(r.p.readOnly || o.flows)
	r.text.SetReadOnly(r.p.readOnly || !o.own())
	r.text.SetFaint(!o.own())
	r.text.SetPlaceholder("")
	if o.own() {
		r.text.SetPlaceholder(r.p.words.empty)
	}
	if r.p.open[o.id] {
		put(r.now, o.told)
	}
	r.compare.SetIcon(theme.MenuDropDownIcon())
	if r.p.open[o.id] {
		r.compare.SetIcon(theme.MenuDropUpIcon())
	}
	r.grip.set(o.number, !r.p.readOnly && !o.flows)
	r.loadChips(o)
	r.place()
}

func (r *proseRow) loadChips(o passage) {
	for len(r.chips) < len(o.links) {
		r.chips = append(r.chips, newTag())
	}
	for i, l := range o.links {
		remove := func() { r.p.on.unlink(o.id, l.id) }
		if r.p.readOnly || o.flows {
			remove = nil
		}
		r.chips[i].set(l.label, func() { r.p.on.open(o.id, l.id) }, remove)
	}
}

// cross takes the caret with the arrows from heading to text and from one
// paragraph into the next.
func (r *proseRow) cross(heading, up bool) bool {
	o, _ := r.p.at(r.id)
	hasHead := o.headed || o.heading != ""
	switch {
	case heading && !up:
		r.p.focus(r.text)
		r.text.ToStart()
		return true
	case !heading && up && hasHead && !o.flows:
		r.p.focus(r.heading)
		r.heading.ToEnd()
		return true
	}
	i := r.p.index(r.id) + 1
	if up {
		i -= 2
	}
	if i < 0 || i >= len(r.p.passages) {
		return false
	}
	return r.p.goTo(r.p.passages[i].id, up)
}

// key takes what an editor has no use for where it is.
func (r *proseRow) key(heading bool, ev *fyne.KeyEvent) bool {
	if r.p.on.key != nil && r.p.on.key(ev) {
		return true
	}
	o, ok := r.p.at(r.id)
	enter := ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter
	switch {
	case !ok:
	case enter && heading:
		r.p.focus(r.text)
		r.text.ToStart()
		return true
	case enter && o.flows && len(o.links) > 0:
		r.p.on.open(o.id, o.links[0].id)
		return true
	case enter && !o.own() && !r.p.readOnly:
		r.p.on.own(o.id)
		return true
	case ev.Name == fyne.KeyBackspace && !heading && o.own() && !r.p.readOnly && r.text.Caret() == 0 && r.text.Selected() == "" && r.p.index(o.id) > 0:
		r.p.on.merge(o.id)
		return true
	}
	return false
}

// shortcut adds, moves and deletes the paragraph.
func (r *proseRow) shortcut(s fyne.Shortcut) bool {
	c, ok := s.(*desktop.CustomShortcut)
	o, there := r.p.at(r.id)
	if !ok || r.p.readOnly || !there || o.flows {
		return false
	}
	switch {
	case c.Modifier == fyne.KeyModifierShortcutDefault && (c.KeyName == fyne.KeyReturn || c.KeyName == fyne.KeyEnter):
		r.p.splitAt(r.id)
	case c.Modifier == fyne.KeyModifierShortcutDefault && c.KeyName == fyne.KeyDelete:
		r.p.on.remove(r.id)
	case moving(s) != 0:
		r.p.on.move(r.id, moving(s))
	default:
		return false
	}
	return true
}

// splitAt begins a new paragraph with what stands behind the caret.
func (p *prose) splitAt(id string) {
	o, ok := p.at(id)
	if !ok {
		return
	}
	row := p.rows[id]
	if row == nil || !o.own() || !row.text.Focused() {
		p.on.split(id, o.text, "")
		return
	}
	all := []rune(row.text.Text())
	at := min(row.text.Caret(), len(all))
	p.on.split(id, string(all[:at]), string(all[at:]))
}

func (r *proseRow) focused() bool { return r.in }

func (r *proseRow) focusChanged(on bool) {
	r.in = r.heading.Focused() || r.text.Focused() || r.now.Focused()
	r.place()
	switch {
	case on:
		r.p.on.selected(r.id)
	case !r.in:
		r.p.on.left()
	}
}

// setView tells the editors which part of the row can be seen.
func (r *proseRow) setView(top, height float32) {
	r.text.SetView(max(0, top-r.text.Position().Y), height)
	r.now.SetView(max(0, top-r.now.Position().Y), height)
}

// place lays the parts out.
func (r *proseRow) place() {
	o, ok := r.p.at(r.id)
	if !ok || r.p.width <= 0 {
		return
	}
	g := r.p.grid()
	pl := g.plan(o)
	r.pl = pl
	r.objs = append(r.objs[:0], r.bar)
	put := func(w fyne.CanvasObject, x, y, width, h float32) {
		w.Move(fyne.NewPos(x, y))
		w.Resize(fyne.NewSize(width, h))
		r.objs = append(r.objs, w)
	}
	y := float32(0)
	if pl.heading > 0 {
		put(r.heading, g.left, y, g.width, pl.heading)
		y += pl.heading
	}
	put(r.text, g.left, y, g.width, pl.text)
	put(r.grip, 0, y, g.left-g.gap, min(pl.text, 34*textScale()))
	r.bar.Move(fyne.NewPos(g.left-1, y+4))
	r.bar.Resize(fyne.NewSize(2, max(0, pl.text-8)))
	y += pl.text
	r.placeLinks(o, g, pl, y, put)
	y += pl.links
	if pl.changed > 0 {
		line := r.p.chipHeight()
		put(r.note, g.left+padText, y, r.note.MinSize().Width, line)
		put(r.compare, g.left+padText+r.note.MinSize().Width+g.gap, y, r.compare.MinSize().Width, line)
		y += pl.changed
		if pl.now > 0 {
			h := pl.now - line - g.gap
			put(r.now, g.left+2*g.gap, y, g.width-2*g.gap, h)
			x := g.left + 2*g.gap + padText
			if !r.p.readOnly {
				put(r.theirs, x, y+h, r.theirs.MinSize().Width, line)
				put(r.right, x+r.theirs.MinSize().Width+g.gap*2, y+h, r.right.MinSize().Width, line)
			}
		}
	}
	r.bar.FillColor = color.Transparent
	if !o.own() {
		r.bar.FillColor = themeColor(ui.ColorBorder)
	}
	if r.in && o.own() {
		r.bar.FillColor = color.Transparent
	}
	canvas.Refresh(r)
}

func (r *proseRow) placeLinks(o passage, g proseGrid, pl prosePlan, y float32, put func(fyne.CanvasObject, float32, float32, float32, float32)) {
	line := r.p.chipHeight()
	for i, l := range o.links {
		at := pl.chips[i]
		put(r.chips[i], g.left+at.X, y+at.Y, r.p.chipWidth(l.label, g.width-padText), line)
	}
	if o.own() || o.flows || r.p.readOnly || len(o.links) == 0 {
		return
	}
	m := r.own.MinSize()
	if last := pl.chips[len(pl.chips)-1]; pl.acts+m.Width <= g.width {
		put(r.own, g.left+pl.acts, y+last.Y, m.Width, line)
	}
}

// CreateRenderer draws the paragraph.
func (r *proseRow) CreateRenderer() fyne.WidgetRenderer { return &proseRowFace{r} }

type proseRowFace struct{ r *proseRow }

func (f *proseRowFace) Destroy()                     {}
func (f *proseRowFace) Objects() []fyne.CanvasObject { return f.r.objs }
func (f *proseRowFace) MinSize() fyne.Size           { return fyne.NewSize(1, 1) }
func (f *proseRowFace) Layout(fyne.Size)             { f.r.place() }
func (f *proseRowFace) Refresh() {
	r := f.r
	for _, e := range []*ui.Editor{r.heading, r.text, r.now} {
		e.SetBare(!strong())
	}
	for _, c := range r.chips {
		c.Refresh()
	}
	r.grip.Refresh()
	r.place()
}

// grip is the number of a paragraph: it opens the menu of what can be done with
// it, and drags it to another place.
type grip struct {
	widget.BaseWidget
	activity.Pressed
	r       *proseRow
	number  string
	on      bool
	hovered bool
	label   *canvas.Text
	icon    *widget.Icon
}

func newGrip(r *proseRow) *grip {
	g := &grip{r: r, label: canvas.NewText("", color.Black), icon: widget.NewIcon(nil)}
	g.ExtendBaseWidget(g)
	return g
}

func (g *grip) set(number string, on bool) {
	g.number, g.on = number, on
	g.Refresh()
}

// MouseIn shows that it can be taken hold of.
func (g *grip) MouseIn(*desktop.MouseEvent) { g.hovered = true; g.Refresh() }

// MouseMoved does nothing.
func (g *grip) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends that.
func (g *grip) MouseOut() { g.hovered = false; g.Refresh() }

// Tapped opens the menu.
func (g *grip) Tapped(*fyne.PointEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(g)
	if !g.on || c == nil {
		return
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(g)
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", g.r.menu()...), c, at.AddXY(0, g.Size().Height))
}

func (r *proseRow) menu() []*fyne.MenuItem {
	w, id, on := r.p.words, r.id, r.p.on
	items := []*fyne.MenuItem{
		fyne.NewMenuItem(w.add, func() { on.split(id, r.text.Text(), "") }),
		fyne.NewMenuItem(w.headed, func() { r.p.goToHeading(id) }),
	}
	if o, ok := r.p.at(id); ok && !o.own() {
		items[0].Action = func() { on.split(id, "", "") }
		items = append(items, fyne.NewMenuItem(w.own, func() { on.own(id) }))
	} else if ok && o.told != "" {
		items = append(items, fyne.NewMenuItem(w.theirs, func() { on.theirs(id) }))
	}
	if o, ok := r.p.at(id); ok {
		for _, l := range o.links {
			items = append(items, fyne.NewMenuItem(w.unlink+" "+l.label, func() { on.unlink(id, l.id) }))
		}
	}
	return append(items, fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(w.up, func() { on.move(id, -1) }),
		fyne.NewMenuItem(w.down, func() { on.move(id, 1) }),
		fyne.NewMenuItem(w.remove, func() { on.remove(id) }))
}

// Dragged shows where the paragraph would go.
func (g *grip) Dragged(ev *fyne.DragEvent) {
	activity.Seen()
	p := g.r.p
	if !g.on {
		return
	}
	p.drag.id = g.r.id
	y := g.r.Position().Y + g.Position().Y + ev.Position.Y
	to := 0
	for to < len(p.passages) && (p.tops[to]+p.tops[to+1])/2 < y {
		to++
	}
	p.drag.to = to
	p.arrange()
}

// DragEnd lets it go where it is.
func (g *grip) DragEnd() {
	p := g.r.p
	d := p.drag
	if d.id == "" {
		return
	}
	p.drag = drag{}
	before := ""
	if d.to < len(p.passages) {
		before = p.passages[d.to].id
	}
	p.arrange()
	if before != d.id {
		p.on.drop(d.id, before)
	}
}

// CreateRenderer draws the number, or what can be taken hold of.
func (g *grip) CreateRenderer() fyne.WidgetRenderer { return &gripFace{g} }

type gripFace struct{ g *grip }

func (f *gripFace) Destroy()           {}
func (f *gripFace) MinSize() fyne.Size { return fyne.NewSize(1, 1) }
func (f *gripFace) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{f.g.label, f.g.icon}
}

func (f *gripFace) Layout(s fyne.Size) {
	g := f.g
	m := g.label.MinSize()
	y := float32(7) + (themeSize(theme.SizeNameText)-themeSize(theme.SizeNameCaptionText))*0.8
	g.label.Resize(m)
	g.label.Move(fyne.NewPos(s.Width-m.Width, y))
	side := themeSize(theme.SizeNameCaptionText) * 1.3
	g.icon.Resize(fyne.NewSquareSize(side))
	g.icon.Move(fyne.NewPos(max(0, s.Width-m.Width-side-2), y+(m.Height-side)/2))
}

func (f *gripFace) Refresh() {
	g := f.g
	g.label.Text, g.label.TextSize = g.number, themeSize(theme.SizeNameCaptionText)
	g.label.Color = themeColor(ui.ColorSubtle)
	g.icon.Hidden = !g.on || !g.hovered && g.number != ""
	g.icon.SetResource(theme.NewColoredResource(theme.MenuIcon(), theme.ColorNamePlaceHolder))
	f.Layout(g.Size())
	g.label.Refresh()
	canvas.Refresh(g)
}
