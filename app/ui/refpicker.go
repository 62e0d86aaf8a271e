package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// RefPicker links to another record: it searches, shows the link as a chip,
// opens it, and can make a new record.
type RefPicker struct {
	widget.BaseWidget
	// Search answers the records that match a query.
	Search func(query string) []Option
	// SearchLater, which may be nil, does so away from the window, and shows them
	// when they are found; Search is not asked then.
	SearchLater func(query string, show func([]Option))
	// Like, which may be nil, finds other records that may be meant, such as those
	// in another spelling. It shows them later, if at all, behind those of Search.
	Like func(query string, show func([]Option))
	// OnChanged hears the id of the record chosen, "" when the link is removed.
	OnChanged func(id string)
	// OnOpen opens the record; nil shows no open button.
	OnOpen func(id string)
	// OnCreate makes a new record from what was typed; nil offers none.
	OnCreate func(query string)

	chosen Option
	box    *dropBox
	openIt *Button
}

// NewRefPicker returns a picker that searches with search.
func NewRefPicker(placeholder string, search func(query string) []Option, changed func(id string)) *RefPicker {
	p := &RefPicker{Search: search, OnChanged: changed}
	p.box = newDropBox(placeholder, p.open)
	p.box.clear = func() { p.choose(Option{}) }
	p.openIt = NewIconButton(theme.NavigateNextIcon(), words.Open, func() {
		if p.OnOpen != nil {
			p.OnOpen(p.chosen.ID)
		}
	})
	p.ExtendBaseWidget(p)
	return p
}

// Value answers the id of the record, or "".
func (p *RefPicker) Value() string { return p.chosen.ID }

// Load shows a link without telling anybody.
func (p *RefPicker) Load(o Option) {
	p.chosen = o
	text := o.Label
	if text == "" {
		text = o.ID
	}
	p.box.set(text)
	p.Refresh()
}

// OnFocus adds a watcher of the keyboard.
func (p *RefPicker) OnFocus(f func(bool)) { p.box.OnFocus(f); p.openIt.OnFocus(f) }

// FocusTarget answers what takes the keyboard.
func (p *RefPicker) FocusTarget() fyne.Focusable { return p.box }

// Disable greys the choice out; the record can still be opened.
func (p *RefPicker) Disable() { p.box.Disable() }

// Enable lets the link be changed.
func (p *RefPicker) Enable() { p.box.Enable() }

func (p *RefPicker) choose(o Option) {
	if o.ID == p.chosen.ID {
		return
	}
	p.Load(o)
	if p.OnChanged != nil {
		p.OnChanged(o.ID)
	}
}

func (p *RefPicker) open(typed string) {
	list := newPickList(p.Search, nil)
	list.marked = func(id string) bool { return id == p.chosen.ID }
	list.later, list.like = p.SearchLater, p.Like
	var l *layer
	list.chosen = func(o Option) {
		l.hide()
		p.choose(o)
	}
	if p.OnCreate != nil {
		list.create = words.CreateNew
		list.created = func(q string) {
			l.hide()
			p.OnCreate(q)
		}
	}
	l = openList(p.box, list, typed)
}

// CreateRenderer draws the box and the open button.
func (p *RefPicker) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{p.box, p.openIt}, owner: p}
	f.refresh = func() {
		p.box.chip = p.chosen.ID != ""
		p.openIt.Hidden = p.chosen.ID == "" || p.OnOpen == nil
		p.openIt.Refresh()
		p.box.Refresh()
	}
	f.min = func() fyne.Size {
		m := p.box.MinSize()
		return m.AddWidthHeight(p.openIt.MinSize().Width+pad(p), 0)
	}
	f.layout = func(s fyne.Size) {
		w := s.Width
		if p.openIt.Visible() {
			b := p.openIt.MinSize().Width
			w -= b + pad(p)
			centre(p.openIt, s.Width-b, s.Height)
		}
		p.box.Resize(fyne.NewSize(w, s.Height))
	}
	f.refresh()
	return f
}
