package ui

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui/activity"
)

// pickList is the inside of every drop-down: a filter line above a list. The
// keyboard stays in the line; arrows move through the list.
type pickList struct {
	widget.BaseWidget
	filter *Entry
	pane   *rowPane
	empty  *Text

	search  func(query string) []Option
	later   func(query string, show func([]Option)) // searches away from the window, in place of search
	waiting bool                                    // for what later finds
	entered bool                                    // Enter was pressed meanwhile: it takes what comes
	like    func(query string, show func([]Option)) // finds more, later; nil: nothing does
	looking bool                                    // for what like finds
	chosen  func(Option)
	marked  func(id string) bool // already chosen
	right   bool                 // what an option hints at stands at the right
	create  string               // label of the row that makes a new record
	created func(query string)

	lines  []pickLine
	cursor int
}

type pickLine struct {
	o      Option
	head   bool // a group's name
	create bool
}

func newPickList(search func(string) []Option, chosen func(Option)) *pickList {
	l := &pickList{search: search, chosen: chosen, empty: NewCaption(words.NothingFound)}
	l.filter = NewEntry(words.Search, func(string) { l.fill() })
	l.filter.OnKey = l.key
	l.pane = newRowPane(func() int { return len(l.lines) }, l.rowHeight, func() paneRow { return newPickRow(l) })
	l.ExtendBaseWidget(l)
	return l
}

func (l *pickList) rowHeight() float32 {
	return float32(int(textSize("Щg", size(l, theme.SizeNameText), false).Height + pad(l)*1.7))
}

// fill looks for what matches the filter. What is found later stands in the place
// of what was found before, so that nothing flickers while somebody types.
func (l *pickList) fill() {
	query := l.filter.Text
	l.entered = false
	if l.later == nil {
		l.list(query, l.search(query))
		return
	}
	l.waiting = true
	l.later(query, func(found []Option) {
		if l.filter.Text != query {
			return // more was typed
		}
		l.waiting = false
		l.list(query, found)
		if l.entered {
			l.take(l.cursor)
		}
	})
}

// list shows what was found for a query.
func (l *pickList) list(query string, found []Option) {
	l.lines = l.lines[:0]
	group := ""
	for _, o := range found {
		if o.Group != group {
			group = o.Group
			if group != "" {
				l.lines = append(l.lines, pickLine{o: Option{Label: group}, head: true})
			}
		}
		l.lines = append(l.lines, pickLine{o: o})
	}
	if l.create != "" {
		l.lines = append(l.lines, pickLine{o: Option{Label: l.create}, create: true})
	}
	l.cursor = l.next(-1, 1)
	if query == "" && l.marked != nil {
		for i, line := range l.lines {
			if !line.head && !line.create && l.marked(line.o.ID) {
				l.cursor = i
				break
			}
		}
	}
	l.pane.top()
	l.Refresh()
	l.pane.reveal(max(l.cursor, 0))
	if l.like != nil {
		l.looking = query != ""
		l.like(query, func(more []Option) {
			if l.filter.Text != query {
				return
			}
			l.looking = false
			l.add(more)
			l.Refresh() // nothing may have been found
			if l.entered {
				l.take(l.cursor)
			}
		})
	}
}

// add lists more that may be meant, behind what was found and before what makes
// a new one. What Enter takes stays the same: it came while somebody types.
func (l *pickList) add(more []Option) {
	at := len(l.lines)
	if at > 0 && l.lines[at-1].create {
		at--
	}
	group, added := "", []pickLine(nil)
	for _, o := range more {
		if slices.ContainsFunc(l.lines, func(line pickLine) bool { return !line.head && !line.create && line.o.ID == o.ID }) {
			continue
		}
		if o.Group != group {
			group = o.Group
			added = append(added, pickLine{o: Option{Label: group}, head: true})
		}
		added = append(added, pickLine{o: o})
	}
	if len(added) == 0 {
		return
	}
	l.lines = slices.Insert(l.lines, at, added...)
	switch {
	case l.cursor >= at:
		l.cursor += len(added)
	case l.cursor < 0 && l.right: // a way to somewhere, which can be gone back
		l.cursor = l.next(-1, 1)
	}
	l.Refresh()
	l.pane.reveal(max(l.cursor, 0))
}

// next answers the next line from i that can be chosen, or i.
func (l *pickList) next(i, step int) int {
	for k := i + step; k >= 0 && k < len(l.lines); k += step {
		if !l.lines[k].head {
			return k
		}
	}
	return i
}

func (l *pickList) key(ev *fyne.KeyEvent) bool {
	step, times := 0, 1
	switch ev.Name {
	case fyne.KeyDown:
		step = 1
	case fyne.KeyUp:
		step = -1
	case fyne.KeyPageDown:
		step, times = 1, l.pane.page()
	case fyne.KeyPageUp:
		step, times = -1, l.pane.page()
	case fyne.KeyReturn, fyne.KeyEnter:
		// Who types fast and presses Enter means what is found for it.
		if l.entered = l.waiting || l.looking && l.right && l.cursor < 0; !l.entered {
			l.take(l.cursor)
		}
		return true
	default:
		return false
	}
	was := l.cursor
	for range times {
		l.cursor = l.next(l.cursor, step)
	}
	l.pane.repaint(was)
	l.pane.repaint(l.cursor)
	l.pane.reveal(max(l.cursor, 0))
	return true
}

func (l *pickList) take(i int) {
	if i < 0 || i >= len(l.lines) {
		return
	}
	switch line := l.lines[i]; {
	case line.create:
		l.created(l.filter.Text)
	case !line.head:
		l.chosen(line.o)
	}
}

// CreateRenderer draws filter over list.
func (l *pickList) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{l.filter, l.pane, l.empty}, owner: l}
	f.refresh = func() {
		l.empty.Hidden = len(l.lines) > 0 || l.waiting || l.looking
		l.empty.Refresh()
		l.pane.Refresh()
	}
	f.min = func() fyne.Size {
		rows := min(max(len(l.lines), 1), 10)
		return fyne.NewSize(220*textScale(), l.filter.MinSize().Height+float32(rows)*l.rowHeight()+pad(l)*4)
	}
	f.layout = func(s fyne.Size) {
		p := pad(l)
		h := l.filter.MinSize().Height
		l.filter.Move(fyne.NewPos(p, p))
		l.filter.Resize(fyne.NewSize(s.Width-2*p, h))
		l.pane.Move(fyne.NewPos(p, h+2*p))
		l.pane.Resize(fyne.NewSize(s.Width-2*p, s.Height-h-3*p))
		l.empty.Move(fyne.NewPos(2*p, h+3*p))
		l.empty.Resize(fyne.NewSize(s.Width-4*p, l.rowHeight()))
	}
	return f
}

// pickRow is one line of the list.
type pickRow struct {
	widget.BaseWidget
	activity.Pressed
	l           *pickList
	i           int
	hovered     bool
	box         *canvas.Rectangle
	label, hint *canvas.Text
	icon        *widget.Icon
}

func newPickRow(l *pickList) *pickRow {
	r := &pickRow{l: l, box: canvas.NewRectangle(color.Transparent), label: canvas.NewText("", color.Black), hint: canvas.NewText("", color.Black), icon: widget.NewIcon(nil)}
	r.ExtendBaseWidget(r)
	return r
}

func (r *pickRow) show(i int) { r.i = i; r.Refresh() }

// Tapped chooses the row.
func (r *pickRow) Tapped(*fyne.PointEvent) { r.l.take(r.i) }

// MouseIn lights the row.
func (r *pickRow) MouseIn(*desktop.MouseEvent) { r.hovered = true; r.Refresh() }

// MouseMoved does nothing.
func (r *pickRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends the light.
func (r *pickRow) MouseOut() { r.hovered = false; r.Refresh() }

func (r *pickRow) line() pickLine {
	if r.i < len(r.l.lines) {
		return r.l.lines[r.i]
	}
	return pickLine{head: true}
}

func (r *pickRow) restyle() {
	line := r.line()
	fill := color.Color(nil)
	if !line.head && r.hovered {
		fill = tint(r, theme.ColorNameHover)
	}
	stroke := color.Color(nil)
	if r.i == r.l.cursor && !line.head {
		fill = tint(r, ColorAccentSoft)
		if strong(r) {
			stroke = tint(r, ColorRing)
		}
	}
	setBox(r.box, fill, stroke, 2, size(r, theme.SizeNameSelectionRadius))
	r.icon.Hidden = line.head || !line.create && (r.l.marked == nil || !r.l.marked(line.o.ID))
	switch {
	case line.head:
		styleText(r.label, line.o.Label, size(r, theme.SizeNameCaptionText), true, tint(r, ColorSubtle))
	case line.create:
		styleText(r.label, line.o.Label, size(r, theme.SizeNameText), false, tint(r, theme.ColorNamePrimary))
		drawIcon(r.icon, theme.ContentAddIcon(), theme.ColorNamePrimary)
	default:
		styleText(r.label, line.o.Label, size(r, theme.SizeNameText), false, tint(r, theme.ColorNameForeground))
		drawIcon(r.icon, theme.ConfirmIcon(), theme.ColorNamePrimary)
	}
	styleText(r.hint, line.o.Hint, size(r, theme.SizeNameCaptionText), false, tint(r, ColorSubtle))
}

// CreateRenderer draws the row.
func (r *pickRow) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{r.box, r.icon, r.label, r.hint}, owner: r, refresh: r.restyle}
	f.min = func() fyne.Size { return fyne.NewSize(10, 10) }
	f.layout = func(s fyne.Size) {
		line := r.line()
		p, icon := pad(r), size(r, theme.SizeNameInlineIcon)
		r.box.Resize(s)
		x := p
		r.icon.Resize(fyne.NewSquareSize(icon))
		if line.create {
			r.icon.Move(fyne.NewPos(p, (s.Height-icon)/2))
			x += icon + p
		} else {
			r.icon.Move(fyne.NewPos(s.Width-icon-2*p, (s.Height-icon)/2))
		}
		room := s.Width - x - 3*p - icon
		if r.l.right && !line.head {
			r.hint.Text = ellipsis(line.o.Hint, r.hint.TextSize, (s.Width-x)*0.6, false)
			h := r.hint.MinSize()
			r.hint.Resize(h)
			r.hint.Move(fyne.NewPos(s.Width-h.Width-2*p, (s.Height-h.Height)/2))
			room = s.Width - x - h.Width - 5*p
		}
		r.label.Text = ellipsis(line.o.Label, r.label.TextSize, room, r.label.TextStyle.Bold)
		m := r.label.MinSize()
		r.label.Resize(m)
		r.label.Move(fyne.NewPos(x, (s.Height-m.Height)/2))
		if r.l.right {
			return
		}
		r.hint.Text = ellipsis(line.o.Hint, r.hint.TextSize, room-m.Width-2*p, false)
		h := r.hint.MinSize()
		r.hint.Resize(h)
		r.hint.Move(fyne.NewPos(x+m.Width+2*p, (s.Height-h.Height)/2))
	}
	return f
}
