// Package casefile shows one case: its sections at the left, the records of a
// section in the middle, and the record that is open at the right.
//
// Its one job is to lead to every record of a case and to make new ones.
// Rules of the package: a record is shown by the pane that the shell gives for
// its kind, or by its form; moving about in the case keeps the keyboard where
// it is; what the list says of a record is worked out only for the lines in
// view, so that a section of any length opens at once.
package casefile

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/desk"
	"guvoh/app/recordform"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// Detail makes the pane that shows a record of a case.
type Detail func(d *desk.Desk, caseID, record model.ID) desk.Pane

// Option changes how a case is shown.
type Option func(*Screen)

// WithAdd puts another way of adding records of a kind in the place of an
// empty form, such as choosing files.
func WithAdd(kind string, add func(d *desk.Desk, caseID model.ID)) Option {
	return func(s *Screen) { s.adds[kind] = add }
}

// WithBegin puts another way to begin beside the one that makes an empty record
// of a kind; key is what it is called.
func WithBegin(kind, key string, begin func(d *desk.Desk, caseID model.ID)) Option {
	return func(s *Screen) { s.begins[kind] = beginning{key, begin} }
}

// beginning is how work of a kind can be begun.
type beginning struct {
	key string
	do  func(d *desk.Desk, caseID model.ID)
}

// Above is what stands over the list of a section.
type Above interface {
	fyne.CanvasObject
	Changed(store.Changes)
}

// WithAbove puts something over the list of a section. grown is to be called when
// it is of another height.
func WithAbove(section string, make func(d *desk.Desk, caseID model.ID, grown func()) Above) Option {
	return func(s *Screen) { s.aboves[section] = make }
}

// hearer is told what an action wrote.
type hearer interface{ Changed(store.Changes) }

// Screen is one case.
type Screen struct {
	widget.BaseWidget
	d       *desk.Desk
	id      model.ID
	details map[string]Detail
	leads   map[string]lead
	adds    map[string]func(*desk.Desk, model.ID)
	aboves  map[string]func(*desk.Desk, model.ID, func()) Above
	begins  map[string]beginning

	section section
	open    model.ID  // the record shown; zero when none is
	spot    desk.Spot // where in it to go, as soon as it is in the window
	pane    desk.Pane
	also    []hearer // parts of the pane that want to hear of changes themselves

	side    *ui.Sidebar
	name    *ui.Text // the case's reference,
	title   *ui.Text // and the beginning of its title
	list    *records
	panes   *panes
	content *fyne.Container
	strip   *strip
	whole   *fyne.Container // the strip over the content

	keysBefore func(*fyne.KeyEvent) // who heard the window's keys before
}

// New shows the case of a route. details makes the panes of kinds that need
// more than a form.
func New(d *desk.Desk, r desk.Route, details map[string]Detail, options ...Option) *Screen {
	s := &Screen{d: d, id: r.Case, spot: r.Spot, details: details, adds: map[string]func(*desk.Desk, model.ID){}, begins: map[string]beginning{}}
	s.aboves = map[string]func(*desk.Desk, model.ID, func()) Above{}
	for _, o := range options {
		o(s)
	}
	s.name, s.title = ui.NewText("", ui.TextStyle{Bold: true, Single: true}), ui.NewCaption("")
	s.side = ui.NewSidebar(s.nav(), s.show)
	all := ui.NewButton(d.Words.Kinds("case"), theme.NavigateBackIcon(), ui.Link, func() { d.Host.Go(desk.Route{Screen: desk.ScreenCases}) })
	s.side.SetHead(ui.NewInset(3, 2, ui.NewStack(0.4, ui.NewRow(-1, all), s.name, s.title)))
	s.label()
	s.panes = &panes{back: ui.NewInset(4, 1, ui.NewRow(-1, ui.NewButton(d.Words.T("casefile.back"), theme.NavigateBackIcon(), ui.Link, s.backToList)))}
	s.content = &fyne.Container{Layout: s.panes}
	s.strip = newStrip(d, s.id, func() {
		s.list.again()
		s.whole.Refresh()
	})
	s.whole = newColumn(s.strip.object, s.content)
	s.ExtendBaseWidget(s)
	s.section = sectionOf(r.Section)
	s.list = newRecords(s)
	s.keysBefore = d.Host.Window().Canvas().OnTypedKey()
	d.Host.Window().Canvas().SetOnTypedKey(s.key)
	s.enter(r.Record)
	d.Runner.Do(func() {}, s.begin) // once the screen is in the window
	s.strip.load()
	return s
}

// begin gives the keyboard to where work goes on: to the title of a case that
// was just made, so that it can be named at once, and else to the sections.
func (s *Screen) begin() {
	if p, ok := s.pane.(desk.Shower); ok && !s.spot.IsZero() {
		p.ShowSpot(s.spot)
		return
	}
	c := s.d.Host.Window().Canvas()
	if c.Focused() != nil {
		return
	}
	c.Focus(s.side)
	f, ok := s.pane.(*recordform.Form)
	if r, _ := s.d.Get(s.id); !ok || !s.section.whole || s.d.DB.ReadOnly() || r.Text("title") != s.d.Words.T("case.untitled") {
		return
	}
	f.FocusField("title")
	if title, ok := c.Focused().(fyne.Shortcutable); ok {
		title.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
}

// CreateRenderer draws the panes.
func (s *Screen) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.whole) }

// Leave hands the leaving on to the pane that is open.
func (s *Screen) Leave() {
	s.leavePane()
	s.d.Host.Window().Canvas().SetOnTypedKey(s.keysBefore)
	s.d.Saver.Commit()
}

// key leads by Escape from the record to the list, and from there to the sections.
func (s *Screen) key(ev *fyne.KeyEvent) {
	c := s.d.Host.Window().Canvas()
	switch {
	case ev.Name != fyne.KeyEscape:
		if s.keysBefore != nil {
			s.keysBefore(ev)
		}
	case s.panes.back.Visible():
		s.backToList()
	case s.section.whole || c.Focused() == s.list.rows:
		c.Focus(s.side)
	default:
		c.Focus(s.list.rows)
	}
}

// Changed shows what an action wrote.
func (s *Screen) Changed(c store.Changes) {
	if _, own := c.Records[s.id]; own {
		s.label()
	}
	s.recount(c)
	s.strip.load()
	if s.pane != nil {
		s.pane.Changed(c)
	}
	for _, p := range s.also {
		p.Changed(c)
	}
	if s.list.above != nil {
		s.list.above.Changed(c)
	}
	if s.list.changed(c) && !s.open.IsZero() && !s.list.has(s.open) && !s.section.whole {
		s.openRecord(s.list.nearest())
	}
}

// label names the case above its sections.
func (s *Screen) label() {
	r, _ := s.d.Get(s.id)
	name, title := r.Text("reference"), r.Text("title")
	if name == "" {
		name = s.d.Words.Kind("case")
	}
	const most = 70
	if runes := []rune(title); len(runes) > most {
		title = string(runes[:most-1]) + "…"
	}
	s.name.SetText(name)
	s.title.SetText(title)
}

// show goes to a section; its first record is opened.
func (s *Screen) show(id string) {
	if id == s.section.id {
		return
	}
	s.d.Saver.Commit()
	if to := sectionOf(id); to.screen != "" {
		s.d.Host.Go(desk.Route{Screen: to.screen, Case: s.id})
		return
	}
	s.section = sectionOf(id)
	s.enter(model.ID{})
}

// enter shows the section with a record open: the one given, or the first.
func (s *Screen) enter(record model.ID) {
	s.side.SetSelected(s.section.id)
	if s.section.whole {
		s.openRecord(s.id)
		return
	}
	s.list.load()
	if record.IsZero() || !s.list.has(record) {
		record = s.list.first()
	}
	s.openRecord(record)
}

// openRecord shows a record at the right; the zero id shows nothing there.
func (s *Screen) openRecord(id model.ID) {
	if s.pane != nil && id == s.open && !id.IsZero() {
		s.arrange()
		return
	}
	s.leavePane()
	s.open = id
	if !id.IsZero() {
		s.pane = s.makePane(id)
	}
	s.list.selectRecord(id)
	s.arrange()
	s.here()
}

func (s *Screen) leavePane() {
	if s.pane != nil {
		s.pane.Leave()
	}
	s.pane, s.also = nil, nil
}

// makePane makes what shows a record.
func (s *Screen) makePane(id model.ID) desk.Pane {
	if s.section.kind == "participant" {
		return s.personPane(id)
	}
	if make := s.details[s.section.kind]; make != nil {
		return make(s.d, s.id, id)
	}
	o := recordform.Options{Case: s.id, Open: s.openLinked}
	if s.section.whole {
		o.Without = []string{"participant"} // they have a section
	} else {
		o.Without = []string{"case"}
	}
	return recordform.New(s.d, id, o)
}

// openLinked shows a record that a form points at: in this case where it belongs here.
func (s *Screen) openLinked(r model.Record) {
	route := recordform.RouteTo(s.d, r, s.id)
	if route.Screen == desk.ScreenCase && route.Case == s.id && s.d.Saver.Commit() {
		s.section = sectionOf(route.Section)
		s.enter(route.Record)
		return
	}
	s.d.Host.Go(route)
}

// here tells the window where we are, if it wants to know, so that switching
// the language and coming back end up here.
func (s *Screen) here() {
	if h, ok := s.d.Host.(interface{ Here(desk.Route) }); ok {
		h.Here(desk.Route{Screen: desk.ScreenCase, Case: s.id, Section: s.section.id, Record: s.open})
	}
}

// arrange puts the panes that are in use into the window.
func (s *Screen) arrange() {
	objs := []fyne.CanvasObject{s.side}
	s.panes.list = !s.section.whole
	if s.panes.list {
		objs = append(objs, s.list.column)
	}
	switch {
	case s.pane != nil:
		objs = append(objs, newColumn(s.panes.back, s.pane))
	case s.list.filtering():
		objs = append(objs, ui.NewEmptyState(theme.SearchIcon(), s.d.Words.T("state.nothing_found"), "", nil))
	default:
		objs = append(objs, s.empty())
	}
	s.panes.detail = s.pane != nil
	s.content.Objects = objs
	s.content.Refresh()
}

// empty says what belongs into the section and offers the first step.
func (s *Screen) empty() fyne.CanvasObject {
	action, do := s.d.Words.T("casefile.new."+s.section.id), s.list.add
	if b, ok := s.begins[s.section.kind]; ok {
		action, do = s.d.Words.T(b.key), func() { b.do(s.d, s.id) }
	}
	if s.d.DB.ReadOnly() {
		action = ""
	}
	return ui.NewEmptyState(s.section.icon, s.d.Words.T("casefile.empty."+s.section.id), action, do)
}

// backToList leaves the record for the list, where there is room for one only.
func (s *Screen) backToList() {
	s.leavePane()
	s.open = model.ID{}
	s.list.selectRecord(model.ID{})
	s.arrange()
	s.d.Host.Window().Canvas().Focus(s.list.rows)
}
