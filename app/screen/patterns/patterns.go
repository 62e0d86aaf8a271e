// Package patterns shows what several cases have in common: the same officer,
// place, route, method, agency, charge, prosecutor or judge, as a table, and each
// of them record by record and in time.
//
// Its one job is to let a person ask, look and save; what is shared is found by
// the store, and told by package export/pattern in the very words in which it is
// printed. Rules of the package: that numbers are numbers of records stands in
// plain sight, above each table; nothing is joined here; the keys alone lead into
// a pattern, to its records and back; the file is asked away from the window.
package patterns

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/desk"
	"guvoh/app/exchange"
	"guvoh/app/ui"
	"guvoh/export/pattern"
	"guvoh/model"
	"guvoh/model/store"
)

// Screen is the question, and either the table of patterns or one of them.
type Screen struct {
	widget.BaseWidget
	d     *desk.Desk
	q     question
	asked int
	all   []store.Pattern
	lines [][]string
	key   string   // of the pattern that is open; "" for none
	at    model.ID // the record of it that is chosen
	into  model.ID // the dossier from which somebody came, to put an annex into it

	by, least, status *ui.TermSelect
	below             *ui.Check
	with              *fyne.Container // whether what is below counts
	more              *ui.Button
	leave             [2]*ui.Button   // by which the table leaves
	narrower          *fyne.Container // what else records can be chosen by
	place             *ui.RefPicker
	count             *ui.Text
	list              *ui.Columns
	table             fyne.CanvasObject // with the question above it
	view              *view             // the pattern that is open; nil for none
	content           *fyne.Container
	keysBefore        func(*fyne.KeyEvent)
}

// New makes the screen. Section of the route says what is compared, Words the
// rest of the question and what was open.
func New(d *desk.Desk, r desk.Route) desk.Pane {
	s := &Screen{d: d}
	s.q, s.key, s.into = asked(r)
	s.at = r.Record
	s.count = ui.NewCaption(d.Words.T("state.loading"))
	s.list = ui.NewColumns(rows{s}, s.columns()...)
	s.list.OnOpen = func(i int) { s.open(i) }
	s.table = s.ask()
	s.content = &fyne.Container{Layout: whole{}, Objects: []fyne.CanvasObject{s.table}}
	s.ExtendBaseWidget(s)
	c := d.Host.Window().Canvas()
	s.keysBefore = c.OnTypedKey()
	c.SetOnTypedKey(s.keyed)
	s.load(func() {
		if i := s.find(s.key); i >= 0 {
			s.open(i)
			return
		}
		s.list.Select(0)
		ui.Focus(s.list)
	})
	return s
}

// whole gives all room to what is shown.
type whole struct{}

func (whole) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 260) }

func (whole) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objs {
		o.Move(fyne.Position{})
		o.Resize(size)
	}
}

func (s *Screen) columns() []ui.Column {
	heads := pattern.Heads(s.d.Words)
	return []ui.Column{
		{ID: "what", Title: heads[0], Weight: 2.2, Min: 180},
		{ID: "cases", Title: heads[1], Weight: 0.5, Min: 56, Right: true},
		{ID: "persons", Title: heads[2], Weight: 0.5, Min: 64, Right: true},
		{ID: "records", Title: heads[3], Weight: 0.5, Min: 64, Right: true},
		{ID: "first", Title: heads[4], Weight: 2.2, Min: 130},
		{ID: "last", Title: heads[5], Weight: 2.2, Min: 130},
		{ID: "unsourced", Title: heads[6], Weight: 0.7, Min: 110, Right: true},
	}
}

// CreateRenderer draws the screen.
func (s *Screen) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.content) }

// Leave drops answers that are still on their way.
func (s *Screen) Leave() {
	s.asked++
	s.d.Host.Window().Canvas().SetOnTypedKey(s.keysBefore)
}

// Changed asks again; what is open stays open as long as it is there.
func (s *Screen) Changed(store.Changes) {
	chosen := s.list.Selected()
	s.load(func() {
		if s.view == nil {
			s.list.Select(min(chosen, len(s.all)-1))
			return
		}
		if i := s.find(s.key); i >= 0 {
			s.view.show(s.all[i])
		} else {
			s.close()
		}
	})
}

// load asks for the patterns away from the window and does then what comes next.
func (s *Screen) load(next func()) {
	s.asked++
	asked, db, q, w := s.asked, s.d.DB, s.q, s.d.Words
	var all []store.Pattern
	var lines [][]string
	var err error
	s.d.Runner.Do(func() {
		if all, err = db.Patterns(context.Background(), q.by, q.filter()); err != nil {
			return
		}
		for _, p := range all {
			lines = append(lines, pattern.Line(w, pattern.Pattern{
				Title: exchange.PatternTitle(w, db, p), Cases: p.Cases, Persons: p.Persons, Records: p.Records,
				First: p.First, Last: p.Last, Unsource: p.Unsourced(),
			}))
		}
	}, func() {
		if asked != s.asked {
			return
		}
		s.d.Fail(err)
		s.all, s.lines = all, lines
		s.count.SetText(w.N("pattern.count", len(all)))
		s.mayLeave()
		s.list.SetEmpty(s.nothing())
		s.list.Fit(lines[:min(len(lines), fitted)])
		s.list.Reload()
		next()
	})
}

// mayLeave greys out the ways in which a table leaves that has nothing in it.
func (s *Screen) mayLeave() {
	for _, b := range s.leave {
		if len(s.all) == 0 {
			b.Disable()
		} else {
			b.Enable()
		}
	}
}

// fitted is by how many patterns the columns get their widths.
const fitted = 100

// nothing says how patterns come about, and offers to ask for less.
func (s *Screen) nothing() fyne.CanvasObject {
	w := s.d.Words
	if s.q.least <= 1 {
		return ui.NewEmptyState(theme.SearchIcon(), w.T("pattern.empty"), "", nil)
	}
	return ui.NewEmptyState(theme.SearchIcon(), w.T("pattern.empty"), w.T("pattern.empty.less"), func() {
		s.least.Load("1")
		s.q.least = 1
		s.again()
	})
}

// again asks anew after the question changed.
func (s *Screen) again() {
	s.load(func() { s.list.Select(0) })
}

// find gives where a pattern stands that was open before; -1 where it is gone.
func (s *Screen) find(key string) int {
	for i, p := range s.all {
		if key != "" && p.Key() == key {
			return i
		}
	}
	return -1
}

// open shows one pattern in the place of the table.
func (s *Screen) open(i int) {
	if i < 0 || i >= len(s.all) {
		return
	}
	s.list.Select(i)
	s.key = s.all[i].Key()
	s.view = newView(s)
	s.content.Objects = []fyne.CanvasObject{s.view.content}
	s.content.Refresh()
	s.view.show(s.all[i])
}

// close comes back to the table.
func (s *Screen) close() {
	s.view, s.key, s.at = nil, "", model.ID{}
	s.content.Objects = []fyne.CanvasObject{s.table}
	s.content.Refresh()
	ui.Focus(s.list)
}

// keyed comes back to the table by Escape, and leads from the question to it.
func (s *Screen) keyed(ev *fyne.KeyEvent) {
	switch {
	case ev.Name != fyne.KeyEscape:
		if s.keysBefore != nil {
			s.keysBefore(ev)
		}
	case s.view != nil:
		s.close()
	default:
		ui.Focus(s.list)
	}
}

// Commands are what can be done here, for the menu: only there do shortcuts work
// on every keyboard layout.
func (s *Screen) Commands() (title string, all []desk.Command) {
	return "pattern.menu", []desk.Command{
		{Key: "pattern.back", Name: fyne.KeyUp, Mod: fyne.KeyModifierAlt, Do: func() {
			if s.view != nil {
				s.close()
			}
		}},
		{Key: "pattern.earlier", Name: fyne.KeyPageUp, Mod: fyne.KeyModifierAlt, Do: func() { s.scroll(-1) }},
		{Key: "pattern.later", Name: fyne.KeyPageDown, Mod: fyne.KeyModifierAlt, Do: func() { s.scroll(1) }},
		{},
		{Key: "pattern.save", Name: fyne.KeyE, Mod: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift, Do: s.save},
		{Key: "pattern.enclose", Name: fyne.KeyD, Mod: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift, Writes: true, Do: s.enclose},
	}
}

// scroll moves the drawing, where it is higher than its room.
func (s *Screen) scroll(by float32) {
	if s.view != nil {
		s.view.drawn.ScrollTo(max(0, s.view.drawn.Offset()+by*s.view.drawn.Size().Height*0.8))
	}
}

// route leads back to what is shown now.
func (s *Screen) route() desk.Route {
	return desk.Route{Screen: desk.ScreenPatterns, Section: string(s.q.by), Words: s.q.words(s.key, s.into), Record: s.at}
}

// rows gives the table its lines.
type rows struct{ s *Screen }

func (r rows) Count() int { return len(r.s.lines) }

func (r rows) Row(i int) []string { return r.s.lines[i] }

func number(s string, otherwise int) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		return otherwise
	}
	return n
}
