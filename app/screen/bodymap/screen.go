// Package bodymap shows the injuries of a person on figures of the body, where
// they can be set, moved and described.
//
// Its one job is to bring together figure, list and fields: what is chosen in
// one is chosen in the others. Rules of the package: numbers, signs and figures
// are those of the printed page; the sides are the person's; what was corrected
// by a person is not filled in again; the figures of the genitals are shown only
// when asked for, for one person, until the screen is left, and never of a child.
package bodymap

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/bodychart"
	"guvoh/app/desk"
	"guvoh/app/recordform"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/export/figure"
	"guvoh/model"
	"guvoh/model/store"
)

// Screen is the body map of one person at a time.
type Screen struct {
	widget.BaseWidget
	d      *desk.Desk
	inCase model.ID
	people []model.ID
	person model.Record
	marks  []mark // the person's injuries, in the order of their numbers
	chosen model.ID
	view   string
	child  bool // the figures are those of a child
	open   bool // the figures of the genitals are shown

	who, figure      *ui.TermSelect
	lock             *ui.Button
	hidden           *ui.Text // how many marks stand on figures that are not shown
	strip            *ui.Sidebar
	title, said, how *ui.Text
	chart            *bodychart.Chart
	list             *ui.Columns
	form             *recordform.Form
	side             *fyne.Container
	content          fyne.CanvasObject
	photo            *ui.Thumb
	keysBefore       func(*fyne.KeyEvent)
}

// New makes the screen.
func New(d *desk.Desk, r desk.Route) desk.Pane {
	s := &Screen{d: d, inCase: r.Case, view: "front"}
	s.ExtendBaseWidget(s)
	s.people = s.persons()
	if !r.Record.IsZero() && !slices.Contains(s.people, r.Record) {
		s.people = append([]model.ID{r.Record}, s.people...)
	}
	c := d.Host.Window().Canvas()
	s.keysBefore = c.OnTypedKey()
	c.SetOnTypedKey(s.key)
	if len(s.people) == 0 {
		s.content = ui.NewEmptyState(theme.AccountIcon(), d.Words.T("bodymap.nobody"), d.Words.T("bodymap.to_people"), func() {
			d.Host.Go(desk.Route{Screen: desk.ScreenCase, Case: s.inCase, Section: "people"})
		})
		return s
	}
	s.build()
	first := r.Record
	if first.IsZero() {
		first = s.likely()
	}
	s.show(first, r.Spot.Row)
	d.Runner.Do(func() {}, func() { ui.Focus(s.chart.FocusTarget()) }) // once the screen is in the window
	return s
}

// persons are those of the case, and whoever has an injury in it.
func (s *Screen) persons() []model.ID {
	var out []model.ID
	add := func(id model.ID) {
		if !id.IsZero() && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	if s.inCase.IsZero() {
		return nil
	}
	for _, p := range s.d.OfCase("participant", s.inCase) {
		add(p.Ref("person"))
	}
	for _, i := range s.d.OfCase("injury", s.inCase) {
		add(i.Ref("person"))
	}
	return out
}

// likely is who is shown where nobody was named: the first with an injury, or
// the first of the case.
func (s *Screen) likely() model.ID {
	for _, id := range s.people {
		if len(s.injuries(id)) > 0 {
			return id
		}
	}
	return s.people[0]
}

// injuries are those of a person, in the order in which they are printed.
func (s *Screen) injuries(person model.ID) []model.Record {
	if s.inCase.IsZero() {
		rs, err := s.d.DB.Linked(context.Background(), "injury", "person", person)
		s.d.Fail(err)
		return rs
	}
	return slices.DeleteFunc(s.d.OfCase("injury", s.inCase), func(r model.Record) bool { return r.Ref("person") != person })
}

// show turns to a person, and to one of their injuries where one is named.
func (s *Screen) show(person, injury model.ID) {
	s.person, _ = s.d.Get(person)
	s.open, s.chosen = false, model.ID{}
	s.who.Load(person.String())
	s.read()
	s.child = s.usually()
	s.view = "front"
	switch {
	case s.mark(injury) != nil:
		s.choose(injury)
		return
	case len(s.marks) > 0:
		s.choose(s.marks[0].id)
		return
	}
	s.refresh()
	s.detail()
	s.here()
}

// usually tells which figures a person has as long as nobody chose: those of a
// child where all injuries came about then, or where the person is one.
func (s *Screen) usually() bool {
	if len(s.marks) == 0 {
		return s.isChild()
	}
	return !slices.ContainsFunc(s.marks, func(m mark) bool { return !m.child })
}

// isChild tells whether the person is a child today.
func (s *Screen) isChild() bool {
	today := time.Now().Format(time.DateOnly)
	return model.WasChild(s.person.Date("birth"), model.Date{Earliest: today, Latest: today, Precision: model.PrecisionDay})
}

// read reads the injuries anew.
func (s *Screen) read() {
	s.marks = nil
	for i, r := range s.injuries(s.person.ID) {
		s.marks = append(s.marks, s.placed(i+1, r))
	}
	if !s.chosen.IsZero() && s.mark(s.chosen) == nil {
		s.chosen = model.ID{}
	}
}

// mark gives one of the injuries; nil where it is not among them.
func (s *Screen) mark(id model.ID) *mark {
	i := slices.IndexFunc(s.marks, func(m mark) bool { return m.id == id })
	if i < 0 || id.IsZero() {
		return nil
	}
	return &s.marks[i]
}

// choose makes one injury the chosen one everywhere: its figure is shown, its
// line is selected, its fields stand at the side.
func (s *Screen) choose(id model.ID) {
	m := s.mark(id)
	if m == nil {
		return
	}
	s.chosen = id
	if len(m.at) > 0 && s.shown(m.view) {
		s.view, s.child = m.view, m.child
	}
	s.refresh()
	s.detail()
	s.here()
}

// shown tells whether a figure may be seen now.
func (s *Screen) shown(view string) bool {
	_, locked := figure.Views()
	return s.open || !slices.Contains(locked, view)
}

// refresh shows marks, numbers and words as they are.
func (s *Screen) refresh() {
	s.strip.SetItems(s.views())
	s.strip.SetSelected(s.view)
	s.offerFigures()
	s.offerLock()
	shape, ok := figure.ShapeOf(s.view, s.child)
	if !ok {
		s.view = "front"
		s.strip.SetSelected(s.view)
		shape, _ = figure.ShapeOf(s.view, s.child)
	}
	s.title.SetText(s.d.Words.Word("body_view", s.view))
	s.chart.ShowFigure(shape)
	s.beside()
	s.chart.SetMarks(s.onFigure(), s.chosen.String())
	if m := s.mark(s.chosen); m != nil && m.view == s.view && m.child == s.child && len(m.at) > 0 && !s.chart.Held() {
		s.chart.SetCross(m.at[0])
	} else {
		s.says(s.chart.Cross())
	}
	s.list.Reload()
	s.list.Select(slices.IndexFunc(s.marks, func(m mark) bool { return m.id == s.chosen }))
	s.content.Refresh()
}

// onFigure are the marks of the figure that is shown.
func (s *Screen) onFigure() []bodychart.Mark {
	var out []bodychart.Mark
	for _, m := range s.marks {
		if m.view != s.view || m.child != s.child {
			continue
		}
		for _, at := range m.at {
			out = append(out, bodychart.Mark{Key: m.id.String(), Number: m.number, Sign: m.sign, At: at, Near: m.near})
		}
	}
	return out
}

// says tells in words where on the body a point lies.
func (s *Screen) says(p place) {
	at := s.chart.Shape().At(p)
	w := s.d.Words
	if !at.On {
		s.said.SetText(w.T("bodymap.beside", tr.V{"Place": s.placeWords(at)}))
		return
	}
	s.said.SetText(s.placeWords(at))
}

// placeWords writes "Upper arm, left".
func (s *Screen) placeWords(at figure.Place) string {
	w := s.d.Words
	return w.T("bodymap.place", tr.V{"Site": w.Word("body_site", at.Site), "Side": w.T("bodymap.side." + at.Side)})
}

// Changed shows what an action wrote. What is chosen stays chosen.
func (s *Screen) Changed(c store.Changes) {
	if s.chart == nil {
		return
	}
	if s.form != nil {
		s.form.Changed(c)
	}
	touched := false
	for id, kind := range c.Records {
		touched = touched || kind == "injury" || kind == "evidence" || id == s.person.ID
	}
	if !touched {
		return
	}
	had := s.chosen
	s.person, _ = s.d.Get(s.person.ID)
	s.read()
	s.refresh()
	if had != s.chosen {
		s.detail()
	}
}

// Leave ends what is being typed and gives the keys of the window back.
func (s *Screen) Leave() {
	s.open = false
	if s.form != nil {
		s.form.Leave()
	}
	s.d.Host.Window().Canvas().SetOnTypedKey(s.keysBefore)
	s.d.Saver.Commit()
}

// CreateRenderer draws the screen.
func (s *Screen) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.content) }

// here tells the window where we are, so that coming back ends up here.
func (s *Screen) here() {
	if h, ok := s.d.Host.(interface{ Here(desk.Route) }); ok {
		h.Here(desk.Route{Screen: desk.ScreenBody, Case: s.inCase, Record: s.person.ID, Spot: desk.Spot{Row: s.chosen}})
	}
}

// key leads by Escape from the fields and the list to the figure, and from there
// to the figures to choose from.
func (s *Screen) key(ev *fyne.KeyEvent) {
	c := s.d.Host.Window().Canvas()
	switch {
	case ev.Name != fyne.KeyEscape || s.chart == nil:
		if s.keysBefore != nil {
			s.keysBefore(ev)
		}
	case c.Focused() == s.chart.FocusTarget():
		ui.Focus(s.strip)
	default:
		ui.Focus(s.chart.FocusTarget())
	}
}

// Commands are what can be done here, for the menu: only there do shortcuts work
// on every keyboard layout.
func (s *Screen) Commands() (title string, all []desk.Command) {
	if s.chart == nil {
		return "", nil
	}
	return "bodymap.title", []desk.Command{
		{Key: "bodymap.before", Name: fyne.KeyPageUp, Mod: fyne.KeyModifierAlt, Do: func() { s.turn(-1) }},
		{Key: "bodymap.next", Name: fyne.KeyPageDown, Mod: fyne.KeyModifierAlt, Do: func() { s.turn(1) }},
		{Key: "bodymap.to_figure", Name: fyne.KeyB, Mod: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift, Do: func() { ui.Focus(s.chart.FocusTarget()) }},
		{},
		{Key: "bodymap.unlock", Do: s.unlock},
	}
}
