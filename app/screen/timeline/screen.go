// Package timeline shows what happened in a case, or to one person, along time:
// in lanes, from years to hours, with what is not known exactly drawn as it is.
//
// Its one job is that somebody sees at a glance what came before what, and where
// sources say different things. Rules of the package: where things stand is
// worked out by package timeaxis; a date is drawn as wide as it is known and never
// narrower; what another source says is drawn beside it, hollow, and said in
// words with its name; what has no date is listed and not placed; nothing is
// written here, every item leads to its record.
package timeline

import (
	"maps"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/desk"
	"guvoh/app/recordform"
	"guvoh/app/timeaxis"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/export"
	"guvoh/model"
	"guvoh/model/store"
)

// everybody is the choice of no person in particular.
const everybody = "everybody"

// remembered is what was seen last in the file that is open, so that whoever comes
// back from a record finds the timeline as they left it. It belongs to the
// window's goroutine and holds no words of the record.
var remembered struct {
	db             *store.DB
	inCase, person model.ID
	view           timeaxis.View
	off            map[string]bool
}

// Screen is the timeline of a case.
type Screen struct {
	widget.BaseWidget
	d      *desk.Desk
	inCase model.ID
	person model.ID // whose part is shown; zero is everybody's
	wanted model.ID // the record to choose once it was read
	off    map[string]bool

	all     told
	shown   []*entry // as filtered, by nothing in particular
	loaded  bool
	gone    bool
	reading int // of the last reading; older ones are dropped

	who     *ui.TermSelect
	checks  []*ui.Check
	state   *ui.Text
	chart   *Chart
	middle  *fyne.Container // the chart, or why there is none
	detail  *fyne.Container
	undated *fyne.Container
	left    *ui.Scroll
	right   *ui.Scroll
	content *fyne.Container
	date    func(year, month, day int) string
	keys    func(*fyne.KeyEvent)
}

// New shows the timeline of the case of a route, and reads it.
func New(d *desk.Desk, r desk.Route) desk.Pane {
	s := &Screen{d: d, inCase: r.Case, person: r.Record, wanted: r.Spot.Row, off: map[string]bool{}, date: export.AxisDate(d.Words)}
	back := remembered.db == d.DB && remembered.inCase == s.inCase && remembered.person == s.person
	if back {
		maps.Copy(s.off, remembered.off)
	}
	s.build()
	if back {
		s.chart.SetView(remembered.view)
	}
	s.ExtendBaseWidget(s)
	c := d.Host.Window().Canvas()
	s.keys = c.OnTypedKey()
	c.SetOnTypedKey(s.key)
	s.load()
	return s
}

// load reads what stands on the timeline, away from the window.
func (s *Screen) load() {
	s.reading++
	turn := s.reading
	var got told
	var err error
	s.d.Runner.Do(func() { got, err = read(s.d, s.inCase, s.person) }, func() {
		if s.gone || turn != s.reading {
			return
		}
		if err != nil {
			s.d.Fail(err)
			return
		}
		first := !s.loaded
		s.all, s.loaded = got, true
		s.offer()
		s.refresh()
		if first {
			s.begin()
		}
	})
}

// begin chooses the record that was asked for, and gives the chart the keyboard.
func (s *Screen) begin() {
	if e := s.ofRecord(s.wanted); e != nil {
		s.chart.Choose(e.key)
		s.choose(e.key)
	}
	if len(s.middle.Objects) > 0 && s.middle.Objects[0] == fyne.CanvasObject(s.chart) && s.d.Host.Window().Canvas().Focused() == nil {
		ui.Focus(s.chart)
	}
}

// offer names the persons to choose from.
func (s *Screen) offer() {
	options := []ui.Option{{ID: everybody, Label: s.d.Words.T("timeline.everybody")}}
	for _, p := range s.all.persons {
		options = append(options, ui.Option{ID: p.id.String(), Label: p.name})
	}
	if s.inCase.IsZero() {
		options = options[1:]
	} else if !s.person.IsZero() && !slices.ContainsFunc(s.all.persons, func(p ofPerson) bool { return p.id == s.person }) {
		options = append(options, ui.Option{ID: s.person.String(), Label: s.d.TitleOf(s.person)})
	}
	s.who.SetOptions(options)
	id := everybody
	if !s.person.IsZero() {
		id = s.person.String()
	}
	s.who.Load(id)
}

// filtered tells whether an entry belongs to the person who is chosen, and its
// lane is shown.
func (s *Screen) filtered(e *entry) bool {
	return !s.off[lanes[e.lane].id] && (s.person.IsZero() || slices.Contains(e.persons, s.person))
}

// refresh shows what was read, as far as it is asked for.
func (s *Screen) refresh() {
	w := s.d.Words
	s.shown = s.shown[:0]
	count := make([]int, len(lanes))
	nobody, placed := 0, 0
	for i := range s.all.entries {
		e := &s.all.entries[i]
		if len(e.persons) == 0 && !s.person.IsZero() {
			nobody++
		}
		if s.filtered(e) {
			s.shown = append(s.shown, e)
			if e.placed {
				count[e.lane]++
				placed++
			}
		}
	}
	at := make([]int, len(lanes))
	var titles []string
	for i, l := range lanes {
		at[i] = len(titles)
		if count[i] > 0 {
			titles = append(titles, w.T("timeline.lane."+l.id))
		}
	}
	var items []timeaxis.Item
	for _, e := range s.shown {
		if e.placed {
			it := e.item
			it.Lane = at[e.lane]
			items = append(items, it)
		}
	}
	s.chart.SetItems(titles, items)
	s.show(placed)
	s.count(nobody)
	s.listUndated()
	s.tell()
	s.content.Refresh()
}

// show shows the chart, or says why there is none and what to do.
func (s *Screen) show(placed int) {
	w := s.d.Words
	o := fyne.CanvasObject(s.chart)
	switch {
	case placed > 0:
	case len(s.all.entries) == 0 && !s.inCase.IsZero():
		o = ui.NewEmptyState(ui.TimelineIcon(), w.T("timeline.empty"), w.T("timeline.to_events"), func() {
			s.d.Host.Go(desk.Route{Screen: desk.ScreenCase, Case: s.inCase, Section: "events"})
		})
	case len(s.all.entries) == 0:
		o = ui.NewEmptyState(ui.TimelineIcon(), w.T("timeline.empty"), "", nil)
	case len(s.shown) == 0:
		o = ui.NewEmptyState(ui.TimelineIcon(), w.T("timeline.filtered"), w.T("timeline.all"), s.unfilter)
	default:
		o = ui.NewEmptyState(ui.TimelineIcon(), w.T("timeline.only_undated"), "", nil)
	}
	s.middle.Objects = []fyne.CanvasObject{o}
	s.middle.Refresh()
}

// unfilter shows everything again.
func (s *Screen) unfilter() {
	clear(s.off)
	for _, c := range s.checks {
		c.Load(true)
	}
	if !s.inCase.IsZero() {
		s.person = model.ID{}
		s.who.Load(everybody)
	}
	s.refresh()
	s.here()
	ui.Focus(s.chart)
}

// count says where sources differ, and what is not shown since it names nobody.
func (s *Screen) count(nobody int) {
	w := s.d.Words
	differ := 0
	for _, e := range s.shown {
		if e.differs() {
			differ++
		}
	}
	words := w.T("timeline.how")
	if len(s.chart.Items()) == 0 { // where there is nothing to go through
		words = ""
	}
	if differ > 0 {
		words = w.N("timeline.differing", differ) + " " + words
	}
	if nobody > 0 {
		words += " " + w.N("timeline.nobody", nobody)
	}
	s.state.SetText(words)
}

// differs tells whether a source says something else than the record.
func (e *entry) differs() bool {
	return slices.ContainsFunc(e.sources, func(s source) bool { return s.otherwise != "" })
}

// find gives an entry that is shown, by its key.
func (s *Screen) find(key string) *entry {
	for _, e := range s.shown {
		if e.key == key {
			return e
		}
	}
	return nil
}

// ofRecord gives the first entry of a record that has a place.
func (s *Screen) ofRecord(id model.ID) *entry {
	for _, e := range s.shown {
		if e.record == id && e.placed && !id.IsZero() {
			return e
		}
	}
	return nil
}

// choose tells what is known of an item.
func (s *Screen) choose(string) {
	s.tell()
	s.here()
}

// open goes to the record of an entry.
func (s *Screen) open(key string) {
	e := s.find(key)
	if e == nil {
		return
	}
	s.openRecord(e.record)
}

func (s *Screen) openRecord(id model.ID) {
	if r, ok := s.d.Get(id); ok {
		s.here()
		s.d.Host.Go(recordform.RouteTo(s.d, r, s.inCase))
	}
}

// here tells the window where we are, so that coming back ends up here.
func (s *Screen) here() {
	h, ok := s.d.Host.(interface{ Here(desk.Route) })
	if !ok {
		return
	}
	r := desk.Route{Screen: desk.ScreenTimeline, Case: s.inCase, Record: s.person}
	if e := s.find(s.chart.Chosen()); e != nil {
		r.Spot = desk.Spot{Row: e.record}
	}
	h.Here(r)
}

// differing goes to the next item about which sources differ.
func (s *Screen) differing() {
	items := s.chart.Items()
	from := slices.IndexFunc(items, func(it timeaxis.Item) bool { return it.Key == s.chart.Chosen() })
	for k := range items {
		i := (from + 1 + k) % len(items)
		if e := s.find(items[i].Key); e != nil && e.differs() {
			s.chart.Choose(e.key)
			s.choose(e.key)
			ui.Focus(s.chart)
			return
		}
	}
	s.d.Host.Toast(s.d.Words.T("timeline.none_differ"), "", nil)
}

// words writes a mark of the axis: a day by its number below its month, in full
// above its hours; an hour by the clock.
func (s *Screen) words(u timeaxis.Unit, m timeaxis.Minute, above bool) string {
	t := m.Time()
	switch u {
	case timeaxis.Years:
		return s.date(t.Year(), 0, 0)
	case timeaxis.Months:
		return s.date(t.Year(), int(t.Month()), 0)
	case timeaxis.Days:
		if above {
			return s.date(t.Year(), int(t.Month()), t.Day())
		}
		return strconv.Itoa(t.Day())
	}
	return t.Format("15:04")
}

// Changed reads anew when something was written that may be shown.
func (s *Screen) Changed(c store.Changes) {
	for _, kind := range c.Records {
		if slices.Contains(concerns, kind) {
			s.load()
			return
		}
	}
}

// Leave remembers what was seen, and gives the keys of the window back.
func (s *Screen) Leave() {
	s.gone = true
	remembered.db, remembered.inCase, remembered.person = s.d.DB, s.inCase, s.person
	remembered.view, remembered.off = s.chart.View(), s.off
	s.d.Host.Window().Canvas().SetOnTypedKey(s.keys)
}

// CreateRenderer draws the screen.
func (s *Screen) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.content) }

// key goes back by Escape.
func (s *Screen) key(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape {
		s.d.Host.Back()
		return
	}
	if s.keys != nil {
		s.keys(ev)
	}
}

// Commands are what can be done here, for the menu: only there do shortcuts work
// on every keyboard layout.
func (s *Screen) Commands() (title string, all []desk.Command) {
	const alt = fyne.KeyModifierAlt
	return "timeline.title", []desk.Command{
		{Key: "timeline.whole", Name: fyne.Key0, Mod: alt, Do: func() { s.chart.Zoom(0) }},
		{Key: "timeline.closer", Name: fyne.KeyUp, Mod: alt, Do: func() { s.chart.Zoom(1) }},
		{Key: "timeline.farther", Name: fyne.KeyDown, Mod: alt, Do: func() { s.chart.Zoom(-1) }},
		{},
		{Key: "timeline.next_differing", Name: fyne.KeyN, Mod: alt, Do: s.differing},
		{Key: "timeline.to_chart", Name: fyne.KeyT, Mod: alt, Do: func() { ui.Focus(s.chart) }},
	}
}

// back leads to the case, or to the person where no case was given.
func (s *Screen) back() fyne.CanvasObject {
	w := s.d.Words
	to, label := desk.Route{Screen: desk.ScreenCase, Case: s.inCase, Section: "events"}, ""
	if s.inCase.IsZero() {
		to, label = desk.Route{Screen: desk.ScreenRecords, Section: "person", Record: s.person}, w.Kinds("person")
	} else {
		label = s.d.TitleOf(s.inCase)
	}
	return ui.NewShrinking(ui.NewButton(label, theme.NavigateBackIcon(), ui.Link, func() { s.d.Host.Go(to) }))
}

// lead names a source and what it says instead.
func (s *Screen) lead(from source) string {
	return s.d.Words.T("timeline.differs", tr.V{"Source": from.name, "Date": from.otherwise})
}
