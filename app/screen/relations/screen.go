// Package relations shows who of a case stands how to whom: a web of people and
// organisations, what is shown of it, and what is known of the chosen one.
//
// Its one job is to bring together web, filters and details. Rules of the package:
// what was shown once stays where it stood, until a person moves it or has all
// arranged anew; where boxes stand belongs to this copy of the file and is no part
// of the record, so it is taken back here and not by the undo of the file; a link
// without a source says so; the web is read away from the window.
package relations

import (
	"context"
	"image"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/desk"
	"guvoh/app/recordform"
	"guvoh/app/relation"
	"guvoh/app/ui"
	"guvoh/app/webchart"
	"guvoh/model"
	"guvoh/model/store"
)

// told are the kinds of records of which a web is made.
var told = []string{
	"participant", "person", "person_name", "organisation", "event", "act", "involvement", "detention", "relationship",
	"place", "place_operator", "citation", "case",
}

// Screen is the web of one case.
type Screen struct {
	widget.BaseWidget
	d     *desk.Desk
	in    model.ID
	asked int  // the newest question to the file; older answers are dropped
	gone  bool // the screen was left
	read  bool // an answer came

	all    relation.Web // as it was read
	whole  relation.Web // with the many of an organisation as one
	shown  relation.Web // what the filters leave
	bonds  []relation.Bond
	open   map[string]bool // organisations whose people are shown one by one
	filter relation.Filter
	wanted string // who is chosen as soon as they are shown
	ties   []relation.Link

	faces  map[model.ID]image.Image // by the evidence that shows them; nil of one that cannot be shown
	facing bool                     // one is being read

	places map[string]relation.Place // where everybody stands who was ever shown
	kept   string                    // as it is written in the file
	moves  []move                    // what a person moved, the newest last

	chart     *webchart.Chart
	list      *ui.Results
	sorts     []*ui.Check
	sure      *ui.Check
	only      *ui.TermSelect
	around    *ui.TermSelect
	state     *ui.Text
	how       *ui.Text
	side      *fyne.Container
	panes     *fyne.Container // the head, and below it filters, web and details side by side
	content   *fyne.Container
	keysFirst func(*fyne.KeyEvent) // who heard the window's keys before
}

// New makes the screen.
func New(d *desk.Desk, r desk.Route) desk.Pane {
	s := &Screen{d: d, in: r.Case, open: map[string]bool{}, faces: map[model.ID]image.Image{}, filter: relation.Filter{Without: map[relation.Sort]bool{}, Steps: 1}}
	if !r.Record.IsZero() {
		s.wanted = r.Record.String()
	}
	s.ExtendBaseWidget(s)
	s.recall()
	s.build()
	c := d.Host.Window().Canvas()
	s.keysFirst = c.OnTypedKey()
	c.SetOnTypedKey(s.key)
	s.load()
	return s
}

// load reads the web away from the window.
func (s *Screen) load() {
	s.asked++
	asked, db, words, in := s.asked, s.d.DB, s.d.Words, s.in
	var web relation.Web
	var err error
	s.d.Runner.Do(func() { web, err = relation.Read(context.Background(), db, words, in) }, func() {
		if asked != s.asked || s.gone {
			return
		}
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.all = web
		first := !s.read
		s.read = true
		if first && s.wanted == "" {
			s.wanted = s.likely()
		}
		s.again()
		if c := s.d.Host.Window().Canvas(); first && c.Focused() == nil && len(s.all.Nodes) > 0 {
			ui.Focus(s.chart.FocusTarget())
		}
	})
}

// likely is who is chosen where nobody was named: of those whom the case is about
// the one with most ties.
func (s *Screen) likely() string {
	count := map[string]int{}
	for _, l := range s.all.Links {
		count[l.From]++
		count[l.To]++
	}
	best := ""
	for _, n := range s.all.Nodes {
		if n.Subject && (best == "" || count[n.Key] > count[best]) {
			best = n.Key
		}
	}
	return best
}

// again shows the web as groups and filters are now.
func (s *Screen) again() {
	s.whole = s.all.Grouped(s.open)
	at := relation.Places(s.whole, s.places)
	for key, p := range at {
		s.places[key] = p
	}
	s.keep()
	s.refilter()
}

// refilter shows what the filters leave. Nobody moves by it.
func (s *Screen) refilter() {
	if s.filter.Around != "" {
		if _, there := s.whole.Node(s.filter.Around); !there {
			s.filter.Around = standIn(s.whole, s.filter.Around)
		}
	}
	s.shown = s.whole.Filtered(s.filter)
	nodes := make([]webchart.Node, 0, len(s.shown.Nodes))
	for _, n := range s.shown.Nodes {
		nodes = append(nodes, s.box(n))
	}
	s.bonds = s.shown.Bonds()
	bonds := make([]webchart.Bond, 0, len(s.bonds))
	for i, b := range s.bonds {
		bonds = append(bonds, s.line(i, b))
	}
	chosen := s.toChoose()
	s.chart.Strengthen("") // lines are numbered anew
	s.chart.SetWeb(nodes, bonds)
	s.chart.Choose(chosen)
	s.arrange()
	s.say()
	s.detail()
	s.nextFace()
}

// toChoose gives who is to be chosen of those that are shown: who is waited for,
// or else who was chosen, or the group that they are in now.
func (s *Screen) toChoose() string {
	for _, key := range []string{s.wanted, s.chart.Chosen()} {
		if _, there := s.shown.Node(key); !there {
			key = standIn(s.shown, key)
		}
		if key != "" {
			s.wanted = ""
			return key
		}
	}
	return ""
}

// standIn gives the group in which somebody is shown; "" where there is none.
func standIn(w relation.Web, key string) string {
	for _, n := range w.Nodes {
		if slices.ContainsFunc(n.Members, func(m relation.Node) bool { return m.Key == key }) {
			return n.Key
		}
	}
	return ""
}

// chosen gives who is chosen.
func (s *Screen) chosen() (relation.Node, bool) {
	key := s.chart.Chosen()
	if key == "" {
		return relation.Node{}, false
	}
	return s.shown.Node(key)
}

// openChosen opens the record of who is chosen; a group is opened and closed.
func (s *Screen) openChosen(string) {
	n, ok := s.chosen()
	switch {
	case !ok:
	case len(n.Members) > 0:
		s.unfold(n)
	default:
		s.goTo(n.ID)
	}
}

// unfold shows the people of a group one by one, or together again.
func (s *Screen) unfold(n relation.Node) {
	organisation := relation.GroupOf(n.Key)
	s.open[organisation] = !s.open[organisation]
	s.again()
}

// goTo opens a record where it is worked on.
func (s *Screen) goTo(id model.ID) {
	if r, ok := s.d.Get(id); ok {
		s.d.Host.Go(recordform.RouteTo(s.d, r, s.in))
	}
}

// Changed reads anew where an action wrote what a web is made of.
func (s *Screen) Changed(c store.Changes) {
	for _, kind := range c.Records {
		if slices.Contains(told, kind) {
			s.load()
			return
		}
	}
}

// Leave gives the keys of the window back.
func (s *Screen) Leave() {
	s.gone = true
	s.d.Host.Window().Canvas().SetOnTypedKey(s.keysFirst)
	s.d.Saver.Commit()
}

// CreateRenderer draws the screen.
func (s *Screen) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.content) }

// here tells the window where we are, so that coming back ends up here.
func (s *Screen) here() {
	n, ok := s.chosen()
	if h, can := s.d.Host.(interface{ Here(desk.Route) }); can && ok {
		h.Here(desk.Route{Screen: desk.ScreenRelations, Case: s.in, Record: n.ID})
	}
}

// key leads by Escape from filters and details to the web, and from there to the
// filters.
func (s *Screen) key(ev *fyne.KeyEvent) {
	c := s.d.Host.Window().Canvas()
	switch {
	case ev.Name != fyne.KeyEscape || len(s.all.Nodes) == 0:
		if s.keysFirst != nil {
			s.keysFirst(ev)
		}
	case c.Focused() == s.chart.FocusTarget():
		ui.Focus(s.sorts[0])
	default:
		ui.Focus(s.chart.FocusTarget())
	}
}

// Commands are what can be done here, for the menu: only there do shortcuts work
// on every keyboard layout.
func (s *Screen) Commands() (title string, all []desk.Command) {
	const ctrl, alt, shift = fyne.KeyModifierShortcutDefault, fyne.KeyModifierAlt, fyne.KeyModifierShift
	return "relations.title", []desk.Command{
		{Key: "relations.to_web", Name: fyne.KeyB, Mod: ctrl | shift, Do: func() { ui.Focus(s.chart.FocusTarget()) }},
		{Key: "relations.to_ties", Name: fyne.KeyT, Mod: alt, Do: func() {
			if len(s.ties) > 0 {
				ui.Focus(s.list)
			}
		}},
		{},
		{Key: "relations.put_back", Name: fyne.KeyZ, Mod: alt, Writes: true, Do: s.putBack},
		{Key: "relations.arrange", Writes: true, Do: s.arrangeAnew},
		{},
		{Key: "relations.all_again", Do: s.showAll},
	}
}

// empty says what belongs here while there is nothing.
func (s *Screen) empty() fyne.CanvasObject {
	w := s.d.Words
	to := func(section string) func() {
		return func() { s.d.Host.Go(desk.Route{Screen: desk.ScreenCase, Case: s.in, Section: section}) }
	}
	if len(s.all.Alone) == 0 {
		return ui.NewEmptyState(ui.RelationsIcon(), w.T("relations.nobody"), w.T("bodymap.to_people"), to("people"))
	}
	return ui.NewEmptyState(ui.RelationsIcon(), w.T("relations.teach"), w.T("relations.to_events"), to("events"))
}
