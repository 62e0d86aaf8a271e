package listing

import (
	"time"

	"guvoh/model"
	"guvoh/model/store"
)

// said is what a person allows.
type said struct{ yes, no bool }

// allows says what of naming a person in a case they allow, and for the purpose of
// the list. Who never said anything allowed nothing.
func (m *maker) allows(person, in model.ID) said {
	if s, known := m.said[person]; known && in.IsZero() {
		return s
	}
	records, err := m.DB.Linked(m.ctx, "consent", "person", person)
	if err != nil && m.tell.Err == nil {
		m.tell.Err = err
	}
	c := model.Consents{Records: records, Case: in, Today: m.At.Format(time.DateOnly)}
	out := said{yes: true}
	for _, purpose := range []string{"name", m.Purpose} {
		if purpose == "" {
			continue
		}
		state, _ := c.On(purpose)
		out.yes = out.yes && state == model.ConsentYes
		out.no = out.no || state.No()
	}
	if in.IsZero() {
		m.said[person] = out
	}
	return out
}

// mayName says what stands in place of a person's name; told is true when the
// name itself may.
func (m *maker) mayName(person, in model.ID) (other string, told bool) {
	if person.IsZero() {
		return "", !m.Outside
	}
	s := m.allows(person, in)
	switch {
	case !m.Outside:
		if !s.yes {
			m.named[person] = true
		}
		return "", true
	case s.no:
		return "", false
	case s.yes:
		return "", true
	}
	m.unnamed[person] = true
	return m.Say.T("listing.unnamed"), false
}

// name is what a record is called in the list.
func (m *maker) name(id model.ID, kind, label string, in model.ID) string {
	if kind == "person" {
		if other, told := m.mayName(id, in); !told {
			return other
		}
	}
	if !m.Outside || kind == "person" || kind == "organisation" || kind == "place" {
		if label != "" {
			return label
		}
		if m.Outside {
			return m.Say.Kind(kind)
		}
		return m.tell.Title(id)
	}
	if kind == "case" {
		if r, err := m.DB.Get(m.ctx, id); err == nil && r.Text("reference") != "" {
			return r.Text("reference")
		}
	}
	return m.Say.Kind(kind)
}

// whose are the fields by which a record tells of a person who confided in us.
var whose = []string{"person", "victim", "interviewee", "speaker"}

// absent reports whether a record tells of somebody who said no.
func (m *maker) absent(r store.AnswerRow, in model.ID) bool {
	if r.Kind == "person" {
		return m.allows(r.ID, in).no
	}
	rec, err := m.DB.Get(m.ctx, r.ID)
	if err != nil {
		return true // it went meanwhile, or cannot be read: then it is not told of
	}
	for _, f := range whose {
		if id := rec.Ref(f); !id.IsZero() && m.allows(id, in).no {
			return true
		}
	}
	return false
}
