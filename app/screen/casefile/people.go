package casefile

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/alike"
	"guvoh/app/desk"
	"guvoh/app/judgement"
	"guvoh/app/recordform"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// personPane is the form of a person with the role in this case above it.
func (s *Screen) personPane(person model.ID) desk.Pane {
	i := s.list.index(person)
	twice := judgement.New(s.d, person, s.openLinked, func() {
		if f, ok := s.pane.(*recordform.Form); ok {
			f.Relayout()
		}
	})
	o := recordform.Options{Case: s.id, Open: s.openLinked, Above: twice.Object()}
	if i < 0 {
		s.also = []hearer{twice}
		return recordform.New(s.d, person, o)
	}
	p := s.list.kept[i]
	role := recordform.New(s.d, p.ID, recordform.Options{Case: s.id, Bare: true, Only: []string{"role"}})
	o.Above = ui.NewStack(2, role.Body(), twice.Object())
	if !s.d.DB.ReadOnly() {
		out := ui.NewIconButton(theme.ContentRemoveIcon(), s.d.Words.T("casefile.take_out"), func() { s.d.Delete(p) })
		o.Actions = []fyne.CanvasObject{out}
	}
	o.Actions = append([]fyne.CanvasObject{recordform.TimelineButton(s.d, s.id, person), recordform.BodyMapButton(s.d, s.id, person)}, o.Actions...)
	s.also = []hearer{role, twice}
	return recordform.New(s.d, person, o)
}

// participant makes the row that puts a person into a case, behind the others.
func participant(c, person model.ID, rows []model.Record) model.Record {
	p := model.NewRecord("participant")
	p.Set("case", model.RefValue(c))
	p.Set("person", model.RefValue(person))
	p.Set("position", desk.Last(rows))
	return p
}

// personAdder is the line in which a name is typed: it finds those who are
// already in the file, so that nobody is recorded twice, and makes the others.
func (s *Screen) personAdder() fyne.CanvasObject {
	var p *ui.RefPicker
	p = ui.NewRefPicker(s.d.Words.T("casefile.add_person"), nil, func(id string) {
		if person, err := model.ParseID(id); err == nil {
			p.Load(ui.Option{})
			s.addPerson(person)
		}
	})
	p.SearchLater = s.d.Pick([]string{"person"}, offered, s.persons)
	p.OnCreate, p.Like = s.createPerson, alike.Offer(s.d)
	s.list.adder = p
	return p
}

func (s *Screen) focusAdder() {
	if s.list.adder != nil {
		s.d.Host.Window().Canvas().Focus(s.list.adder.FocusTarget())
	}
}

// offered is how many records a picker offers; typing finds the others.
const offered = 60

// persons offers the persons of the file. Those who are in the case say so:
// not to find them would be to record them twice.
func (s *Screen) persons(_ string, hits []store.Hit) []ui.Option {
	out := options(s.d, hits, nil)
	for i := range out {
		if id, err := model.ParseID(out[i].ID); err == nil && s.list.has(id) {
			out[i].Hint = s.d.Words.T("form.in_this_case")
		}
	}
	return out
}

// options are the records that were found, without some.
func options(d *desk.Desk, hits []store.Hit, without func(model.ID) bool) []ui.Option {
	var out []ui.Option
	for _, h := range hits {
		if without != nil && without(h.ID) {
			continue
		}
		o := d.Named(h)
		r, _ := d.Get(h.ID)
		o.Hint = recordform.Detail(d, r, o.Label)
		out = append(out, o)
	}
	return out
}

// addPerson puts a person who is already in the file into the case; one who
// is there is only shown.
func (s *Screen) addPerson(person model.ID) {
	if s.list.has(person) {
		s.openRecord(person)
		return
	}
	p := participant(s.id, person, s.list.all)
	if s.d.Do("link", func(tx *store.Tx) error { return tx.Put(p) }) {
		s.list.read()
		s.openRecord(person)
		s.askRole()
	}
}

// askRole gives the keyboard to what is asked next of who came into the case.
func (s *Screen) askRole() {
	for _, also := range s.also {
		if f, ok := also.(interface{ Focus() }); ok {
			f.Focus()
		}
	}
}

// createPerson makes a person from a name and puts them into the case, in one action.
func (s *Screen) createPerson(name string) {
	made := recordform.NewNamed(s.d, "person", name, s.id)
	all := append(slices.Clone(made), participant(s.id, made[0].ID, s.list.all))
	ok := s.d.Do("create", func(tx *store.Tx) error {
		for _, r := range all {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	})
	if ok {
		s.list.read()
		s.openRecord(made[0].ID)
		s.askRole()
	}
}

// chooser collects records to link: chips, and a picker that adds one.
type chooser struct {
	ids    []model.ID
	object fyne.CanvasObject
	focus  fyne.Focusable
	grew   func()
}

func newChooser(s *Screen, kind string) *chooser {
	c := &chooser{}
	chips := ui.NewFlow()
	var show func()
	show = func() {
		chips.Objects = nil
		for i, id := range c.ids {
			chips.Add(ui.NewChip(s.d.TitleOf(id), nil, nil, func() {
				c.ids = slices.Delete(c.ids, i, i+1)
				show()
			}))
		}
		chips.Refresh()
		if c.grew != nil {
			c.grew()
		}
	}
	var p *ui.RefPicker
	p = ui.NewRefPicker(s.d.Words.T("action.search"), nil, func(id string) {
		if r, err := model.ParseID(id); err == nil {
			p.Load(ui.Option{})
			c.ids = append(c.ids, r)
			show()
		}
	})
	p.SearchLater = s.d.Pick([]string{kind}, offered, func(_ string, hits []store.Hit) []ui.Option {
		return options(s.d, hits, func(id model.ID) bool { return s.list.has(id) || slices.Contains(c.ids, id) })
	})
	c.object, c.focus = ui.NewStack(1.6, chips, p), p.FocusTarget()
	return c
}
