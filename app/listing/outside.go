package listing

import (
	"bytes"
	"errors"
	"io"
	"maps"
	"slices"
	"time"

	"guvoh/app/exchange"
	"guvoh/export/bundle"
	"guvoh/export/redact"
	"guvoh/model"
	"guvoh/model/question"
	"guvoh/model/store"
)

// MostOutside is how many records a list for others has at most. Whoever hands on
// more has not looked at what they hand on; and all who are in their cases are looked
// for in it, which takes a poor laptop a minute and a gigabyte.
const MostOutside = 5000

// Held is a place of a list for others at which something was found that must not
// be told.
type Held struct {
	Record model.ID
	Kind   string
	Column string // its title
}

// ErrHeld says that no list is made for others, since something in it must not be
// told: at these places, or, where there are none, in its head or its name.
type ErrHeld struct{ At []Held }

func (*ErrHeld) Error() string { return "listing: something in it must not be told" }

// readers finds out what may be told to whom the list is for: of everybody who is
// in the cases that its rows come from, or whom its cells name.
func (m *maker) readers() error {
	if len(m.answers.Numbers) > MostOutside {
		return ErrTooManyOutside
	}
	rows, named, err := m.met()
	if err != nil {
		return err
	}
	around, err := m.DB.Around(m.ctx, append(rows, named...)...)
	if err != nil {
		return err
	}
	if m.report.Cases, err = m.DB.CasesOf(m.ctx, rows...); err != nil {
		return err
	}
	m.passed(2)
	order := bundle.Order{Snapshot: around, Words: m.Say, At: m.At, Recipient: m.Recipient, Tells: exchange.Tells(m.ctx, m.DB)}
	m.out, err = bundle.NewOutside(m.ctx, order, m.Purpose, m.printed()...)
	if err != nil {
		return err
	}
	absent, err := m.DB.Refusing(m.ctx, "name", m.Purpose) // also who is met only behind a place
	if err != nil {
		return err
	}
	maps.Copy(absent, m.out.AllAbsent())
	m.telling = m.DB.TellsOf(absent)
	m.passed(readersTake)
	return nil
}

// passed tells that so many passes are over.
func (m *maker) passed(n int) {
	if all := max(1, len(m.answers.Numbers)); m.step != nil {
		m.step(n*all, all)
	}
}

// met gives the records that are listed, and those that the cells name.
func (m *maker) met() (rows, named []model.ID, err error) {
	seen := map[model.ID]bool{}
	name := func(id model.ID) {
		if !id.IsZero() && !seen[id] {
			seen[id] = true
			named = append(named, id)
		}
	}
	err = m.read(func(r store.AnswerRow, _ bool) bool {
		rows = append(rows, r.ID)
		for i, c := range m.columns {
			for k, id := range r.Cells[i].Of {
				name(id)
				if k < len(r.Cells[i].Values) && (c.Field.Type == model.Ref || c.Field.Type == model.Refs) {
					name(r.Cells[i].Values[k].Ref())
				}
			}
		}
		return true
	})
	pointed(m.Question.Where, name)
	return rows, named, err
}

// pointed gives the records that a condition names.
func pointed(c question.Condition, name func(model.ID)) {
	switch c := c.(type) {
	case question.All:
		for _, x := range c.Of {
			pointed(x, name)
		}
	case question.Any:
		for _, x := range c.Of {
			pointed(x, name)
		}
	case question.Not:
		pointed(c.Of, name)
	case question.Linked:
		pointed(c.Where, name)
	case question.Points:
		for _, id := range c.Records {
			name(id)
		}
	}
}

// printed are the words that the program itself prints in a list.
func (m *maker) printed() []string {
	var all []string
	for _, key := range []string{
		"listing.about", "listing.caution", "listing.certain", "listing.cut", "listing.fact.asked", "listing.fact.for", "listing.fact.found", "listing.fact.made",
		"listing.for_outside", "listing.perhaps", "listing.sheet", "listing.surely", "listing.withheld", "dossier.page_of", "dossier.continued", "dossier.bad_picture",
	} {
		all = append(all, m.Say.T(key))
	}
	for _, c := range m.columns {
		if !c.Field.Custom {
			all = append(all, c.Title)
		}
	}
	return all
}

// instead says what stands in place of the name of a person, place or
// organisation; told is true when the name itself may.
func (m *maker) instead(id model.ID) (other string, told bool) {
	if m.out.Absent(id) {
		return "", false
	}
	token, hidden := m.out.Instead(id)
	if hidden {
		m.unnamed[id] = true
		return token, false
	}
	described, only := m.out.Told(id)
	return described, !only
}

// guard looks for what must not be told in a cell that is to leave, and withholds
// the cell where that is wanted.
func (m *maker) guard(row Row, i int) string {
	text := row.Cells[i].Text
	stops, doubtful := false, false
	for _, h := range m.out.Look(text) {
		stops, doubtful = stops || !h.Doubtful, doubtful || h.Doubtful
	}
	switch {
	case stops && m.Withhold:
		m.report.Withheld++
		return m.Say.T("listing.withheld")
	case stops:
		m.report.Held = append(m.report.Held, Held{Record: row.ID, Kind: row.Kind, Column: m.columns[i].Title})
	case doubtful:
		m.report.Doubtful++
	}
	return text
}

// absent reports whether nothing may be told of a record: it tells of somebody who
// said no, or of nothing but a case of such. One that cannot be read is not told of
// either.
func (m *maker) absent(id model.ID) bool {
	if m.out.Absent(id) {
		return true
	}
	no, known := m.nothing[id]
	if !known {
		var err error
		if no, err = m.tells(id); err != nil {
			if no = true; m.tell.Err == nil {
				m.tell.Err = err
			}
		}
		m.nothing[id] = no
	}
	return no
}

// things are the kinds that belong to no one case, with their rows.
var things = map[string]bool{"person": true, "place": true, "organisation": true, "person_name": true, "organisation_name": true, "place_operator": true}

func (m *maker) tells(id model.ID) (bool, error) {
	if tells, err := m.telling.Tells(m.ctx, id); tells || err != nil {
		return tells, err
	}
	r, err := m.DB.Get(m.ctx, id)
	if errors.Is(err, store.ErrNotFound) || things[r.Kind] {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	cases, err := m.DB.CasesOf(m.ctx, id)
	return len(cases) > 0 && !slices.ContainsFunc(cases, func(c model.ID) bool { return !m.onlyAbsent(c) }), err
}

// onlyAbsent reports whether a case is one of which nobody can be told: all who are
// in it said no, but for those who were there for a State.
func (m *maker) onlyAbsent(id model.ID) bool {
	some := false
	for _, p := range m.out.In(id) {
		switch {
		case m.out.Absent(p.Ref("person")):
			some = true
		case !redact.IsPublic(p.Text("role")):
			return false
		}
	}
	return some
}

// toTell leaves out of what a column holds what may not be told.
func (m *maker) toTell(col Column, c store.Cell) store.Cell {
	link := col.Field.Type == model.Ref || col.Field.Type == model.Refs
	out := store.Cell{More: c.More}
	for i, id := range c.Of {
		if m.absent(id) || link && i < len(c.Values) && m.absent(c.Values[i].Ref()) {
			continue
		}
		out.Count++
		out.Of = append(out.Of, id)
		if i < len(c.Values) {
			out.Values = append(out.Values, c.Values[i])
		}
		if i < len(c.Labels) {
			out.Labels = append(out.Labels, c.Labels[i])
		}
		if i < len(c.Times) {
			out.Times = append(out.Times, c.Times[i])
		}
	}
	return out
}

// unsure counts persons who are named in a list for ourselves though nothing that
// they said allows it in every case in which they are.
func (m *maker) unsure(person model.ID) error {
	if _, known := m.named[person]; known || person.IsZero() {
		return nil
	}
	records, err := m.DB.Linked(m.ctx, "consent", "person", person)
	if err != nil {
		return err
	}
	cases, err := m.DB.CasesOf(m.ctx, person)
	if err != nil {
		return err
	}
	if len(cases) == 0 {
		cases = []model.ID{{}}
	}
	m.named[person] = false
	for _, c := range cases {
		state, _ := model.Consents{Records: records, Case: c, Today: m.At.Format(time.DateOnly)}.On("name")
		m.named[person] = m.named[person] || state != model.ConsentYes
	}
	return nil
}

// searched writes a list for others where nobody sees it, looks for what must not
// be in it, and lets it go then.
func (m *maker) searched(to io.Writer, write func(io.Writer) error) error {
	var whole bytes.Buffer
	if err := write(&whole); err != nil {
		return err
	}
	hits, err := m.out.Search(m.ctx, m.Name, whole.Bytes())
	if leaked := (*bundle.Leaked)(nil); errors.As(err, &leaked) {
		return &ErrHeld{}
	}
	if err != nil {
		return err
	}
	m.report.Doubtful = max(m.report.Doubtful, len(hits))
	_, err = to.Write(whole.Bytes())
	return err
}
