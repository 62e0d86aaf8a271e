package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// TermsPicker chooses any number of terms: chips, and a box that adds one.
type TermsPicker struct {
	widget.BaseWidget
	OnChanged func(ids []string)

	options  []Option
	ids      []string
	box      *dropBox
	chips    *fyne.Container
	watchers []func(bool)
}

// NewTermsPicker returns a picker over options; changed hears the ids in the order chosen.
func NewTermsPicker(options []Option, placeholder string, changed func(ids []string)) *TermsPicker {
	t := &TermsPicker{options: options, OnChanged: changed, chips: NewFlow()}
	t.box = newDropBox(placeholder, t.open)
	t.ExtendBaseWidget(t)
	return t
}

// Values answers the ids chosen.
func (t *TermsPicker) Values() []string { return slices.Clone(t.ids) }

// Load shows terms without telling anybody.
func (t *TermsPicker) Load(ids []string) {
	t.ids = slices.Clone(ids)
	t.rebuild()
}

// SetOptions replaces the vocabulary.
func (t *TermsPicker) SetOptions(options []Option) {
	t.options = options
	t.rebuild()
}

// OnFocus adds a watcher of the keyboard.
func (t *TermsPicker) OnFocus(f func(bool)) {
	t.watchers = append(t.watchers, f)
	t.box.OnFocus(f)
}

// FocusTarget answers what takes the keyboard.
func (t *TermsPicker) FocusTarget() fyne.Focusable { return t.box }

// Disable greys the choice out.
func (t *TermsPicker) Disable() { t.box.Disable(); t.rebuild() }

// Enable lets the choice be changed.
func (t *TermsPicker) Enable() { t.box.Enable(); t.rebuild() }

func (t *TermsPicker) rebuild() {
	t.chips.Objects = nil
	for i, id := range t.ids {
		c := NewChip(labelOf(t.options, id), nil, nil, func() { t.remove(i) })
		if t.box.Disabled() {
			c.Disable()
		}
		for _, w := range t.watchers {
			c.OnFocus(w)
		}
		t.chips.Add(c)
	}
	t.Refresh()
}

func (t *TermsPicker) remove(i int) {
	t.ids = slices.Delete(slices.Clone(t.ids), i, i+1)
	t.rebuild()
	Focus(t.box)
	t.tell()
}

func (t *TermsPicker) tell() {
	if t.OnChanged != nil {
		t.OnChanged(t.Values())
	}
}

func (t *TermsPicker) open(typed string) {
	list := newPickList(func(q string) []Option { return matching(t.options, q) }, nil)
	list.marked = func(id string) bool { return slices.Contains(t.ids, id) }
	var l *layer
	list.chosen = func(o Option) {
		l.hide()
		if i := slices.Index(t.ids, o.ID); i >= 0 {
			t.remove(i)
			return
		}
		t.ids = append(slices.Clone(t.ids), o.ID)
		t.rebuild()
		t.tell()
	}
	l = openList(t.box, list, typed)
}

func (t *TermsPicker) heightFor(width float32) float32 {
	h := t.box.MinSize().Height
	if len(t.ids) > 0 {
		h += heightOf(t.chips, width) + pad(t)
	}
	return h
}

// CreateRenderer draws chips over the box.
func (t *TermsPicker) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{t.chips, t.box}, owner: t}
	f.refresh = func() {
		t.chips.Hidden = len(t.ids) == 0
		t.chips.Refresh()
		t.box.Refresh()
	}
	f.min = func() fyne.Size {
		w := t.box.MinSize().Width
		return fyne.NewSize(w, t.heightFor(max(w, t.Size().Width)))
	}
	f.layout = func(s fyne.Size) {
		y := float32(0)
		if len(t.ids) > 0 {
			y = heightOf(t.chips, s.Width)
			t.chips.Resize(fyne.NewSize(s.Width, y))
			y += pad(t)
		}
		t.box.Move(fyne.NewPos(0, y))
		t.box.Resize(fyne.NewSize(s.Width, t.box.MinSize().Height))
	}
	f.refresh()
	return f
}
