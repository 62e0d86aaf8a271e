package interviewing

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/checklist"
	"guvoh/app/desk"
	"guvoh/app/ongoing"
	"guvoh/app/recordform"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// introduced is what is settled before the first question.
var introduced = []string{"interviewee", "languages", "interpreter", "interviewers", "present", "place", "mode", "start"}

// introduction is the part before consent: who is in the room, in which
// language, and whether somebody has asked all this before.
type introduction struct {
	s       *Screen
	who     *recordform.Form
	earlier *recordform.Form
	nobody  *ui.Check
	stretch *ui.TermSelect
	page    fyne.CanvasObject
}

func newIntroduction(s *Screen) *introduction {
	w := s.d.Words
	p := &introduction{s: s}
	p.who = recordform.New(s.d, s.id, recordform.Options{Case: s.in, Bare: true, Only: introduced, OnGrown: s.relayout})
	p.earlier = rowsOf(s, "earlier_interview")
	p.nobody = ui.NewCheck(w.T("room.nobody_before"), false, p.noted)
	p.stretch = ui.NewTermSelect(p.minutes(), w.T("action.choose"), func(id string) {
		s.place.Minutes, _ = strconv.Atoi(id)
		s.pause.show()
		s.keep()
	}).MustHold()
	p.stretch.Load(strconv.Itoa(s.place.Minutes))
	p.load()
	next := ui.NewButton(w.T("room.to.consent"), theme.NavigateNextIcon(), ui.Primary, func() { s.goTo(consent) })
	p.page = leaf(760, ui.NewStack(3.4,
		ui.NewHeading(w.T("room.before.title")),
		p.who.Body(),
		ui.NewSection(w.T("room.earlier.title"), w.T("room.earlier.why")),
		ui.NewText(w.T("room.earlier.ask"), ui.TextStyle{Size: theme.SizeNameSubHeadingText}),
		ui.NewStack(1.4, p.nobody, p.earlier.Body()),
		ui.NewForm(ui.NewField(w.T("room.stretch"), p.stretch)),
		ui.NewRow(-1, next)))
	return p
}

// minutes are the stretches that can be chosen.
func (p *introduction) minutes() []ui.Option {
	var out []ui.Option
	all := stretches
	if !slices.Contains(all, p.s.place.Minutes) {
		all = append(slices.Clone(all), p.s.place.Minutes)
	}
	for _, n := range all {
		out = append(out, ui.Option{ID: strconv.Itoa(n), Label: p.s.d.Words.N("room.minutes", n)})
	}
	return out
}

// rowsOf is the rows of one kind of the interview, as a form without fields.
func rowsOf(s *Screen, kind string) *recordform.Form {
	var without []string
	k := s.d.DB.Schema().Kind("interview")
	for _, f := range k.Fields {
		without = append(without, f.Name)
	}
	for _, c := range s.d.DB.Schema().Children("interview") {
		if c.Name != kind {
			without = append(without, c.Name)
		}
	}
	return recordform.New(s.d, s.id, recordform.Options{Case: s.in, Bare: true, Without: without, OnGrown: s.relayout})
}

func (p *introduction) load() {
	p.nobody.Load(p.s.marked(roomList, earlierItem))
	if len(p.s.d.Rows("earlier_interview", p.s.id)) > 0 || p.s.d.DB.ReadOnly() {
		p.nobody.Disable()
	} else {
		p.nobody.Enable()
	}
}

// noted keeps, or takes back, that nobody has asked before: that it was asked
// must be told apart from that nobody thought of it.
func (p *introduction) noted(on bool) {
	w := p.s.d.Words
	if !p.s.setMark(roomList, earlierItem, w.T("room.earlier.ask"), w.T("room.nobody_before"), on) {
		p.load()
	}
}

// The item of the room's own that is marked as asked.
const (
	roomList    = "room"
	earlierItem = "earlier"
)

// marked tells whether it is noted that something was asked.
func (s *Screen) marked(list, item string) bool {
	_, ok := s.d.Get(checklist.MarkID(s.id, list, item))
	return ok
}

// setMark notes that something was asked and what came of it, or takes that
// back. It is a note about the interview.
func (s *Screen) setMark(list, item, asked, answer string, on bool) bool {
	id := checklist.MarkID(s.id, list, item)
	if !on {
		return s.d.Do("delete", func(tx *store.Tx) error { return tx.Delete(id) })
	}
	behind := last(s.d.OfCase("note", s.in)) // not within the action: it has the file to itself
	return s.d.Do("create", func(tx *store.Tx) error {
		if r, err := tx.Get(id); err == nil {
			if r.Deleted {
				return tx.Restore(id)
			}
			return nil
		}
		r := model.Record{ID: id, Kind: "note", Values: map[string]model.Value{}}
		r.Set("cases", model.RefsValue(s.in))
		r.Set("title", model.TextValue(asked))
		r.Set("text", model.TextValue(answer))
		r.Set("date", model.DateValue(moment(now())))
		r.Set("about", model.RefsValue(s.id))
		r.Set("position", behind)
		return tx.Put(r)
	})
}

// last gives the position behind the last of the rows.
func last(rows []model.Record) model.Value { return desk.Last(rows) }

func (p *introduction) object() fyne.CanvasObject { return p.page }

func (p *introduction) focus() { p.who.Focus() }

func (p *introduction) changed(c store.Changes) {
	p.who.Changed(c)
	p.earlier.Changed(c)
	p.load()
}

func (p *introduction) next() { p.s.goTo(consent) }

func (p *introduction) key(*fyne.KeyEvent) bool { return false }

func (p *introduction) where(*ongoing.Place) {}

// leave keeps what is typed. Who is interviewed for a case takes part in it.
func (p *introduction) leave() {
	p.who.Leave()
	p.earlier.Leave()
	p.s.joinCase(p.s.rec.Ref("interviewee"))
}

// joinCase puts a person among those of the case, unless they are.
func (s *Screen) joinCase(person model.ID) {
	rows := s.d.OfCase("participant", s.in)
	if person.IsZero() || s.d.DB.ReadOnly() || slices.ContainsFunc(rows, func(r model.Record) bool { return r.Ref("person") == person }) {
		return
	}
	s.d.Do("link", func(tx *store.Tx) error { return tx.Put(participant(s.in, person, rows)) })
}

// participant is a person in a case, behind those who are.
func participant(in, person model.ID, rows []model.Record) model.Record {
	r := model.NewRecord("participant")
	r.Set("case", model.RefValue(in))
	r.Set("person", model.RefValue(person))
	r.Set("position", last(rows))
	return r
}
