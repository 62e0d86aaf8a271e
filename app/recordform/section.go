package recordform

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/ui"
	"guvoh/model"
)

// opened remembers, until the program ends, which sections a person opened to
// all their fields, by kind and section. It belongs to the window's goroutine.
var opened = map[[2]string]bool{}

// section is the fields under one heading. Fields that hold something and
// those that most records of the kind have are shown, the rest on demand.
type section struct {
	b      *body
	name   string
	fields []model.Field
	kept   map[string]bool // in view until the form goes, whatever they hold
	form   *fyne.Container
	head   *ui.Section
	more   *ui.Button
	object fyne.CanvasObject
}

func newSection(b *body, name string) *section {
	s := &section{b: b, name: name, kept: map[string]bool{}, form: ui.NewForm()}
	s.more = ui.NewButton("", nil, ui.Link, s.toggle)
	s.object = s.form
	return s
}

func (s *section) key() [2]string { return [2]string{s.b.kind.Name, s.name} }

// shows tells whether the section has anything to show: the first always, the
// others once they hold something or were opened.
func (s *section) shows() bool {
	if s.name == "" || opened[s.key()] {
		return true
	}
	return slices.ContainsFunc(s.fields, func(f model.Field) bool { return s.kept[f.Name] || s.holds(f) })
}

func (s *section) holds(f model.Field) bool {
	return s.b.value(f.Name) != "" || s.b.value(f.Name+"_note") != "" || s.b.contested(f)
}

func (s *section) visible(f model.Field) bool {
	switch {
	case s.kept[f.Name], s.holds(f), opened[s.key()]:
		return true
	case f.Name == "cases" && s.b.caseKnown():
		return false
	}
	return f.Required || !rare(s.b.kind.Name, f.Name)
}

// caseKnown tells whether the record is simply of the case in which it is shown.
func (b *body) caseKnown() bool {
	cases := b.value("cases").Refs()
	return !b.f.o.Case.IsZero() && (len(cases) == 0 || (len(cases) == 1 && cases[0] == b.f.o.Case))
}

// fill puts the fields that are in view into the form, making those that were not.
func (s *section) fill() {
	var objs []fyne.CanvasObject
	if s.name != "" {
		if s.head == nil {
			s.head = ui.NewSection(s.b.f.d.Words.Section(s.name), s.hint())
		}
		objs = append(objs, s.head)
	}
	hidden, lone := 0, false
	for _, f := range s.fields {
		if f.Name == "cases" && s.b.caseKnown() && !opened[s.key()] && !s.kept[f.Name] && !s.b.contested(f) {
			hidden++
			continue
		}
		if !s.visible(f) {
			hidden++
			continue
		}
		s.kept[f.Name] = true
		in := s.b.inputs[f.Name]
		if in == nil {
			in = s.b.newInput(f)
		}
		in.row.Wide = in.wide(lone)
		lone = !in.row.Wide && !lone
		objs = append(objs, in.row)
		if s.b.hostsLikeness(f) {
			objs = append(objs, s.b.f.body.perhaps.Object())
		}
	}
	switch {
	case hidden > 0:
		s.more.SetLabel(s.b.f.d.Words.N("form.more_fields", hidden))
		s.more.SetIcon(theme.MenuDropDownIcon())
		objs = append(objs, ui.Wide(ui.NewRow(-1, s.more)))
	case opened[s.key()] && slices.ContainsFunc(s.fields, func(f model.Field) bool { return rare(s.b.kind.Name, f.Name) && !s.holds(f) }):
		s.more.SetLabel(s.b.f.d.Words.T("form.fewer_fields"))
		s.more.SetIcon(theme.MenuDropUpIcon())
		objs = append(objs, ui.Wide(ui.NewRow(-1, s.more)))
	}
	s.form.Objects = objs
}

// hint says of a section that none of it is printed unless asked for.
func (s *section) hint() string {
	if slices.ContainsFunc(s.fields, func(f model.Field) bool { return !f.Sensitive }) {
		return ""
	}
	return s.b.f.d.Words.T("state.private")
}

// toggle shows all fields, or only those that matter again.
func (s *section) toggle() {
	opened[s.key()] = !opened[s.key()]
	if !opened[s.key()] {
		clear(s.kept)
	}
	s.b.recompose()
}

// adder is the button that brings a section into view that holds nothing yet.
func (s *section) adder() fyne.CanvasObject {
	return ui.NewButton(s.b.f.d.Words.Section(s.name), theme.ContentAddIcon(), ui.Quiet, func() {
		for _, f := range s.fields {
			if !rare(s.b.kind.Name, f.Name) {
				s.kept[f.Name] = true
			}
		}
		if len(s.kept) == 0 {
			opened[s.key()] = true
		}
		s.b.recompose()
		if in := s.b.inputs[s.fields[0].Name]; in != nil && in.focus != nil {
			s.b.f.focusOn(in.focus)
		}
	})
}
