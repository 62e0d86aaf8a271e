package ui

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui/editor"
)

// blockRow is the widgets of one block; the list reuses it for others.
type blockRow struct {
	widget.BaseWidget
	l       *BlockList
	id      string
	i       int // place in the list, as last arranged
	kind    *kindButton
	speaker *Editor
	time    *Text
	sides   [2]*Editor
	quiet   bool // a paste is under way: its hook hears of the text
}

func newBlockRow(l *BlockList) *blockRow {
	r := &blockRow{l: l}
	r.kind = newKindButton(r)
	r.time = NewText("", TextStyle{Size: theme.SizeNameCaptionText, Color: ColorSubtle, Single: true})
	r.speaker = wired(editor.NewAuto(words.Edit, 1, 0))
	r.speaker.OnChanged = r.speakerTyped
	r.speaker.OnHeight = r.reheight
	r.speaker.OnKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter {
			Focus(r.sides[Original])
			return true
		}
		return false
	}
	r.speaker.OnShortcut = r.shortcut
	r.speaker.OnFocus = r.focusChanged
	r.sides[Original] = r.newSide(Original)
	r.sides[Translated] = r.newSide(Translated)
	r.ExtendBaseWidget(r)
	return r
}

func (r *blockRow) newSide(side Side) *Editor {
	e := wired(editor.NewAuto(words.Edit, 1, 0))
	e.OnChanged = func() { r.edited(side) }
	e.OnHeight = r.reheight
	e.OnTab = func(back bool) { r.tab(side, back) }
	e.OnEdge = func(up bool) bool { return r.cross(side, up) }
	e.OnShortcut = r.shortcut
	e.OnPaste = func(text string) bool { return r.paste(side, text) }
	e.OnKey = func(ev *fyne.KeyEvent) bool { return r.flow(side, ev) }
	e.OnFocus = func(on bool) {
		if on {
			r.l.side = side
		}
		r.focusChanged(on)
	}
	e.OnCaret = func(y, h float32) {
		if i := r.l.index(r.id); i >= 0 {
			r.l.revealPart(i, e.Position().Y+y, h)
		}
	}
	return e
}

// load shows a block. Texts that are the same stay, with caret and undo.
func (r *blockRow) load(b Block) {
	same := r.id == b.ID
	r.id = b.ID
	for side, text := range []string{b.Original, b.Translation} {
		if e := r.sides[side]; !same || e.Text() != text {
			e.SetText(text)
		}
		r.sides[side].SetReadOnly(r.l.readOnly)
		r.sides[side].SetBare(!strong(r.l))
	}
	if !same || r.speaker.Text() != b.Speaker {
		r.speaker.SetText(b.Speaker)
	}
	r.time.SetText(b.Time)
	r.speaker.SetReadOnly(r.l.readOnly)
	r.speaker.SetBare(true)
	r.kind.set(b.Kind)
	r.hints()
	r.sides[Translated].Hidden = !r.l.translation
	r.underline(Original)
	r.underline(Translated)
	r.l.mark(r)
}

func (r *blockRow) editor(side Side) *Editor {
	if side == Translated && r.l.translation {
		return r.sides[Translated]
	}
	return r.sides[Original]
}

func (r *blockRow) focused() bool {
	return r.kind.focused || r.speaker.Focused() || r.sides[0].Focused() || r.sides[1].Focused()
}

func (r *blockRow) focusChanged(on bool) {
	r.hints()
	if on && r.l.OnSelect != nil {
		r.l.OnSelect(r.id)
	}
}

// hints names the empty texts of the block one works in; elsewhere they would be noise.
func (r *blockRow) hints() {
	speaker, translation := "", ""
	if r.focused() {
		speaker, translation = words.Speaker, words.Translation
	}
	r.speaker.SetPlaceholder(speaker)
	r.sides[Translated].SetPlaceholder(translation)
}

// setView tells the editors which part of the row can be seen.
func (r *blockRow) setView(top, height float32) {
	for _, e := range r.sides {
		e.SetView(max(0, top-e.Position().Y), height)
	}
}

// CreateRenderer draws kind, speaker and texts.
func (r *blockRow) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{r.kind, r.speaker, r.time, r.sides[Original], r.sides[Translated]}, owner: r}
	f.min = func() fyne.Size { return fyne.NewSize(1, 1) }
	f.refresh = func() {
		r.kind.Refresh()
		r.speaker.Refresh()
		r.time.Refresh()
		for _, e := range r.sides {
			e.SetBare(!strong(r.l))
		}
	}
	f.layout = func(s fyne.Size) { r.place() }
	return f
}

func (r *blockRow) place() {
	i := r.l.index(r.id)
	if i < 0 {
		return
	}
	g := r.l.grid()
	orig, trans, speaker := g.parts(r.l.blocks[i])
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	}
	kindW := min(r.kind.MinSize().Width, g.width*0.4)
	y := float32(0)
	if g.above {
		put(r.kind, 0, (g.kindRow(speaker)-g.kind)/2, kindW, g.kind)
		put(r.speaker, kindW+g.gap, 0, g.speakerWidth(), speaker)
		at := kindW + g.gap + g.speakerWidth() + g.gap
		put(r.time, at, (g.kindRow(speaker)-g.time)/2, max(0, g.width-at-2*g.gap), g.time)
		y = g.kindRow(speaker)
	} else {
		put(r.kind, 0, 4, min(kindW, g.left-g.gap), g.kind)
		put(r.speaker, 0, g.kind, g.speakerWidth(), speaker)
		inset := size(r, theme.SizeNameInnerPadding)
		put(r.time, inset, g.kind+speaker, max(0, g.speakerWidth()-inset), g.time)
	}
	if g.both && !g.under {
		orig = max(orig, trans)
		trans = orig
	}
	put(r.sides[Original], g.left, y, g.col, orig)
	if g.under {
		y += orig + g.gap
	}
	put(r.sides[Translated], g.second, y, g.col, trans)
}

// kindButton shows of which kind a block is, and changes it.
type kindButton struct {
	control
	r     *blockRow
	kind  string
	box   *canvas.Rectangle
	label *canvas.Text
	arrow *widget.Icon
}

func newKindButton(r *blockRow) *kindButton {
	k := &kindButton{r: r, box: canvas.NewRectangle(color.Transparent), label: canvas.NewText("", color.Black), arrow: widget.NewIcon(nil)}
	k.extend(k)
	k.OnFocus(r.focusChanged)
	return k
}

func (k *kindButton) set(kind string) {
	k.kind = kind
	k.disabled = k.r.l.readOnly
	k.Refresh()
}

// Tapped opens the menu of the block.
func (k *kindButton) Tapped(*fyne.PointEvent) {
	if !k.disabled {
		Focus(k)
		k.menu()
	}
}

// menu offers the kinds, and what can be done with the block.
func (k *kindButton) menu() {
	c := canvasOf(k)
	if c == nil {
		return
	}
	var items []*fyne.MenuItem
	for _, kind := range k.r.l.kinds {
		it := fyne.NewMenuItem(kind.Label, func() { k.r.l.setKind(k.r.id, kind.ID) })
		it.Checked = kind.ID == k.kind
		items = append(items, it)
	}
	id, l := k.r.id, k.r.l
	items = append(items, fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(words.MoveUp, func() { l.move(id, -1) }),
		fyne.NewMenuItem(words.MoveDown, func() { l.move(id, 1) }),
		fyne.NewMenuItem(words.AddBlock, func() { l.insertAfter(id, following(k.kind)) }),
		fyne.NewMenuItem(words.DeleteBlock, func() { l.delete(id) }))
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(k)
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), c, at.AddXY(0, k.Size().Height))
}

// TypedKey opens the menu, or steps through the kinds with the arrows.
func (k *kindButton) TypedKey(ev *fyne.KeyEvent) {
	kinds := k.r.l.kinds
	step := 0
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		k.menu()
		return
	case fyne.KeyLeft, fyne.KeyUp:
		step = len(kinds) - 1
	case fyne.KeyRight, fyne.KeyDown:
		step = 1
	default:
		passOn(k, ev)
		return
	}
	at := max(0, slices.IndexFunc(kinds, func(o Option) bool { return o.ID == k.kind }))
	k.r.l.setKind(k.r.id, kinds[(at+step)%len(kinds)].ID)
}

// TypedShortcut does what it does in the texts of the block.
func (k *kindButton) TypedShortcut(s fyne.Shortcut) { k.r.shortcut(s) }

// CreateRenderer draws the word.
func (k *kindButton) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{k.box, k.label, k.arrow}, owner: k}
	f.refresh = func() {
		fill, line := color.Color(nil), color.Color(nil)
		if k.hovered && !k.disabled {
			fill = tint(k, theme.ColorNameHover)
		}
		if k.focused {
			line = tint(k, ColorRing)
		}
		setBox(k.box, fill, line, ringWidth(k), size(k, theme.SizeNameSelectionRadius))
		ink := map[string]fyne.ThemeColorName{KindQuestion: theme.ColorNamePrimary, KindAnswer: theme.ColorNameForeground, KindAccount: theme.ColorNameForeground}[k.kind]
		if ink == "" {
			ink = ColorSubtle
		}
		styleText(k.label, k.r.l.kindLabel(k.kind), size(k, theme.SizeNameCaptionText), true, tint(k, ink))
		k.arrow.Hidden = k.disabled || !(k.hovered || k.focused)
		drawIcon(k.arrow, theme.MenuDropDownIcon(), theme.ColorNamePlaceHolder)
	}
	f.min = func() fyne.Size {
		m := textSize(k.r.l.kindLabel(k.kind), size(k, theme.SizeNameCaptionText), true)
		return m.AddWidthHeight(size(k, theme.SizeNameInnerPadding)*2+m.Height, pad(k)*1.4)
	}
	f.layout = func(s fyne.Size) {
		k.box.Resize(s)
		in := size(k, theme.SizeNameInnerPadding)
		room := s.Width - in
		if k.arrow.Visible() {
			room -= k.label.TextSize + 2
		}
		k.label.Text = ellipsis(k.r.l.kindLabel(k.kind), k.label.TextSize, room, true)
		m := k.label.MinSize()
		k.label.Resize(m)
		k.label.Move(fyne.NewPos(in, (s.Height-m.Height)/2))
		k.arrow.Resize(fyne.NewSquareSize(m.Height))
		k.arrow.Move(fyne.NewPos(size(k, theme.SizeNameInnerPadding)+m.Width+2, (s.Height-m.Height)/2))
	}
	f.refresh()
	return f
}
