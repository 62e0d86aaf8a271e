package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// dropBox looks like an input and opens a drop-down: the closed half of every picker.
type dropBox struct {
	control
	text, placeholder string
	open              func(typed string)
	clear             func() // nil hides the clear button
	chip              bool   // draws the text as a link to a record

	box, ground, ring *canvas.Rectangle
	label             *canvas.Text
	arrow             *widget.Icon
	cross             *mark
}

func newDropBox(placeholder string, open func(typed string)) *dropBox {
	d := &dropBox{placeholder: placeholder, open: open, box: canvas.NewRectangle(color.Transparent), ground: canvas.NewRectangle(color.Transparent), ring: canvas.NewRectangle(color.Transparent), label: canvas.NewText("", color.Black), arrow: widget.NewIcon(nil)}
	d.cross = newMark(theme.CancelIcon(), func() {
		if d.clear != nil && !d.disabled {
			d.clear()
		}
	})
	d.extend(d)
	return d
}

// Tapped opens the drop-down.
func (d *dropBox) Tapped(*fyne.PointEvent) {
	if !d.disabled {
		Focus(d)
		d.open("")
	}
}

// TypedRune opens the drop-down with the letter typed.
func (d *dropBox) TypedRune(r rune) {
	if r != ' ' && !d.disabled {
		d.open(string(r))
	}
}

// TypedKey opens on Space, Enter and Down, and clears on Delete.
func (d *dropBox) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyDown:
		d.open("")
	case fyne.KeyDelete, fyne.KeyBackspace:
		if d.clear != nil {
			d.clear()
		}
	default:
		passOn(d, ev)
	}
}

func (d *dropBox) set(text string) {
	d.text = text
	d.Refresh()
}

// CreateRenderer draws the closed drop-down.
func (d *dropBox) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{d.box, d.ground, d.label, d.cross, d.arrow, d.ring}, owner: d}
	f.refresh = func() {
		radius := size(d, theme.SizeNameInputRadius)
		fill, line, ink := theme.ColorNameInputBackground, theme.ColorNameInputBorder, theme.ColorNameForeground
		if d.text == "" {
			ink = theme.ColorNamePlaceHolder
		}
		if d.disabled {
			fill, line, ink = theme.ColorNameBackground, theme.ColorNameSeparator, theme.ColorNameDisabled
		}
		setBox(d.box, tint(d, fill), tint(d, line), size(d, theme.SizeNameInputBorder), radius)
		setBox(d.ground, nil, nil, 0, radius)
		if d.chip {
			setBox(d.ground, tint(d, ColorAccentSoft), nil, 0, radius*0.75)
		}
		setBox(d.ring, nil, nil, 0, radius)
		if d.focused {
			setBox(d.ring, nil, tint(d, ColorRing), ringWidth(d), radius)
		}
		styleText(d.label, d.label.Text, size(d, theme.SizeNameText), false, tint(d, ink))
		drawIcon(d.arrow, theme.MenuDropDownIcon(), ColorSubtle)
		d.cross.show(d.text != "" && d.clear != nil && !d.disabled)
	}
	f.min = func() fyne.Size {
		h := textSize("Щg", size(d, theme.SizeNameText), false).Height
		return fyne.NewSize(120*textScale(), h+2*size(d, theme.SizeNameInnerPadding))
	}
	f.layout = func(s fyne.Size) {
		in, icon := size(d, theme.SizeNameInnerPadding), size(d, theme.SizeNameInlineIcon)
		d.box.Resize(s)
		d.ring.Resize(s)
		x := s.Width - in*0.7 - icon
		d.arrow.Resize(fyne.NewSquareSize(icon))
		d.arrow.Move(fyne.NewPos(x, (s.Height-icon)/2))
		if d.cross.Visible() {
			small := icon * 0.8
			x -= small + in*0.4
			d.cross.Resize(fyne.NewSquareSize(small))
			d.cross.Move(fyne.NewPos(x, (s.Height-small)/2))
		}
		text := d.text
		if text == "" {
			text = d.placeholder
		}
		d.label.Text = ellipsis(text, size(d, theme.SizeNameText), x-2*in, false)
		m := d.label.MinSize()
		d.label.Resize(m)
		d.label.Move(fyne.NewPos(in, (s.Height-m.Height)/2))
		d.ground.Move(fyne.NewPos(in*0.4, in*0.4))
		d.ground.Resize(fyne.NewSize(m.Width+in*1.2, s.Height-in*0.8))
	}
	f.refresh()
	return f
}

// TermSelect chooses one term of a vocabulary, with a note beside it.
type TermSelect struct {
	widget.BaseWidget
	OnChanged func(id string)
	OnNote    func(text string)

	options  []Option
	id       string
	box      *dropBox
	noteOn   bool // the note may be shown at all
	noteBtn  *Button
	note     *Entry
	noteOpen bool
}

// NewTermSelect returns a drop-down over options; changed hears what a person chooses.
func NewTermSelect(options []Option, placeholder string, changed func(id string)) *TermSelect {
	t := &TermSelect{options: options, OnChanged: changed}
	t.box = newDropBox(placeholder, t.open)
	t.box.clear = func() { t.choose("") }
	t.note = NewEntry(words.Note, func(s string) {
		if t.OnNote != nil {
			t.OnNote(s)
		}
	})
	t.noteBtn = NewNoteButton(func() {
		t.noteOpen = true
		t.Refresh()
		Focus(t.note)
	})
	t.ExtendBaseWidget(t)
	return t
}

// MustHold takes away every way to choose nothing, where there is always a choice.
func (t *TermSelect) MustHold() *TermSelect {
	t.box.clear = nil
	t.box.Refresh()
	return t
}

// Value answers the id of the term, or "".
func (t *TermSelect) Value() string { return t.id }

// Load shows a term without telling anybody. An id that is not among the
// options is shown as it is, never dropped.
func (t *TermSelect) Load(id string) {
	t.id = id
	t.box.set(labelOf(t.options, id))
}

func labelOf(options []Option, id string) string {
	if o, ok := find(options, id); ok {
		return o.Label
	}
	return id
}

// SetOptions replaces the vocabulary.
func (t *TermSelect) SetOptions(options []Option) {
	t.options = options
	t.Load(t.id)
}

// SetNote allows a note beside the term and shows it without telling anybody.
func (t *TermSelect) SetNote(text string) {
	t.noteOn = true
	t.note.Load(text)
	t.noteOpen = text != ""
	t.Refresh()
}

// Note answers the text of the note.
func (t *TermSelect) Note() string { return t.note.Text }

// OnFocus adds a watcher of the keyboard.
func (t *TermSelect) OnFocus(f func(bool)) {
	t.box.OnFocus(f)
	t.note.OnFocus(f)
}

// FocusTarget answers what takes the keyboard.
func (t *TermSelect) FocusTarget() fyne.Focusable { return t.box }

// Disable greys the choice out, Enable undoes it.
func (t *TermSelect) Disable() { t.box.Disable(); t.note.Disable(); t.noteBtn.Disable() }

// Enable lets the choice be changed.
func (t *TermSelect) Enable() { t.box.Enable(); t.note.Enable(); t.noteBtn.Enable() }

func (t *TermSelect) choose(id string) {
	if id == t.id {
		return
	}
	t.Load(id)
	if t.OnChanged != nil {
		t.OnChanged(id)
	}
}

func (t *TermSelect) open(typed string) {
	list := newPickList(func(q string) []Option { return matching(t.options, q) }, nil)
	list.marked = func(id string) bool { return id == t.id }
	var l *layer
	list.chosen = func(o Option) {
		l.hide()
		t.choose(o.ID)
	}
	l = openList(t.box, list, typed)
}

// openList shows a drop-down under its box, with what was typed so far.
func openList(under fyne.CanvasObject, list *pickList, typed string) *layer {
	list.filter.Load(typed)
	list.filter.CursorColumn = len([]rune(typed))
	list.fill()
	return popUnder(under, list, under.Size().Width, list.filter, nil)
}

func (t *TermSelect) heightFor(width float32) float32 {
	h := t.box.MinSize().Height
	if t.stacked(width) {
		h += pad(t) + t.note.MinSize().Height
	}
	return h
}

// stacked tells whether the note stands under the box for want of room.
func (t *TermSelect) stacked(width float32) bool {
	return t.noteOn && t.noteOpen && width < 420*textScale()
}

// CreateRenderer draws box and note.
func (t *TermSelect) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{t.box, t.noteBtn, t.note}, owner: t}
	f.refresh = func() {
		t.noteBtn.Hidden = !t.noteOn || t.noteOpen
		t.noteBtn.Refresh()
		t.note.Hidden = !t.noteOn || !t.noteOpen
		t.box.Refresh()
	}
	f.min = func() fyne.Size {
		w := t.box.MinSize().Width
		if t.noteOn {
			w += t.noteBtn.MinSize().Width + pad(t)
		}
		return fyne.NewSize(w, t.heightFor(max(w, t.Size().Width)))
	}
	f.layout = func(s fyne.Size) {
		h, p := t.box.MinSize().Height, pad(t)
		switch {
		case t.stacked(s.Width):
			t.box.Resize(fyne.NewSize(s.Width, h))
			t.note.Move(fyne.NewPos(0, h+p))
			t.note.Resize(fyne.NewSize(s.Width, t.note.MinSize().Height))
		case t.note.Visible():
			w := (s.Width - p) / 2
			t.box.Resize(fyne.NewSize(w, h))
			t.note.Move(fyne.NewPos(w+p, 0))
			t.note.Resize(fyne.NewSize(w, h))
		case t.noteBtn.Visible():
			w := t.noteBtn.MinSize().Width
			t.box.Resize(fyne.NewSize(s.Width-w-p, h))
			centre(t.noteBtn, s.Width-w, h)
		default:
			t.box.Resize(fyne.NewSize(s.Width, h))
		}
	}
	f.refresh()
	return f
}
